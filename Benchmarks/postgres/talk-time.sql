-- Calls by seller and day first: a day has one month and is a working day or not, so that the many
-- rows meet neither the calendar nor a count of different days.
WITH days AS (
  SELECT manager_id AS manager, started_day AS day, count(*) AS calls,
    count(*) FILTER (WHERE answered = 1 OR answered IS NULL AND duration_s > 0) AS answered,
    sum(duration_s) AS talk_seconds
  FROM call
  WHERE known = 1 AND started_day BETWEEN $from AND $to AND started_at <= $as_of
  GROUP BY 1, 2
),
months AS (
  SELECT manager, c.month, sum(calls) AS calls, sum(answered) AS answered,
    sum(talk_seconds) AS talk_seconds, count(*) FILTER (WHERE c.is_working = 1) AS seller_days
  FROM days JOIN calendar c USING (day) GROUP BY 1, 2
)
SELECT (grouping(manager, month) > 0)::int AS is_total, manager, month, sum(calls) AS calls,
  sum(answered) AS answered, sum(talk_seconds) AS talk_seconds, sum(seller_days) AS seller_days
FROM months GROUP BY GROUPING SETS ((manager, month), ())
