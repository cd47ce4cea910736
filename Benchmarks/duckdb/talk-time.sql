-- Calls by seller and day first: a day has one month and is a working day or not, so that the many
-- rows meet neither the calendar nor a count of different days.
WITH days AS (
  SELECT manager_id AS manager, started_day AS day, count(*) AS calls,
    sum((answered = 1 OR answered IS NULL AND duration_s > 0)::TINYINT) AS answered,
    sum(duration_s) AS talk_seconds
  FROM call WHERE started_day BETWEEN $from AND $to AND started_at <= $as_of
  GROUP BY ALL
),
months AS (
  SELECT manager, c.month, sum(calls) AS calls, sum(answered) AS answered,
    sum(talk_seconds) AS talk_seconds, count(*) FILTER (c.is_working = 1) AS seller_days
  FROM days JOIN calendar c USING (day) GROUP BY ALL
)
SELECT grouping(manager, month) > 0 AS is_total, manager, month, sum(calls) AS calls,
  sum(answered) AS answered, sum(talk_seconds) AS talk_seconds, sum(seller_days) AS seller_days
FROM months GROUP BY GROUPING SETS ((manager, month), ())
