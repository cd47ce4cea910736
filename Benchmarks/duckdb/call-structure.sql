-- Calls by whether their client had paid before that day and by their length. Those of clients who
-- had paid are found by an inner join, the quicker one, and taken from all.
WITH every AS (
  SELECT
    (CASE WHEN NOT (answered = 1 OR answered IS NULL AND duration_s > 0) THEN 1
      WHEN duration_s < 60 THEN 2 WHEN duration_s <= 180 THEN 3 ELSE 4 END)::TINYINT AS band,
    count(*) AS calls, sum(duration_s) AS talk_seconds
  FROM call WHERE started_day BETWEEN $from AND $to AND started_at <= $as_of
  GROUP BY band
),
of_current AS (
  SELECT
    (CASE WHEN NOT (answered = 1 OR answered IS NULL AND duration_s > 0) THEN 1
      WHEN duration_s < 60 THEN 2 WHEN duration_s <= 180 THEN 3 ELSE 4 END)::TINYINT AS band,
    count(*) AS calls, sum(duration_s) AS talk_seconds
  FROM call JOIN client c ON c.id = client_id
  WHERE started_day BETWEEN $from AND $to AND started_at <= $as_of
    AND c.first_paid_day < started_day AND c.first_paid_day < $to
  GROUP BY band
),
grouped AS (
  SELECT 2 AS potential, band, calls, talk_seconds FROM of_current
  UNION ALL
  SELECT 1, e.band, e.calls - COALESCE(c.calls, 0), e.talk_seconds - COALESCE(c.talk_seconds, 0)
  FROM every e LEFT JOIN of_current c USING (band)
)
SELECT grouping(potential, band) > 0 AS is_total, potential, band, sum(calls) AS calls,
  sum(talk_seconds) AS talk_seconds
FROM grouped GROUP BY GROUPING SETS ((potential, band), ())
