-- Calls by whether their client had paid before that day and by their length. Of the clients only
-- those are looked up who had paid at all. The many rows are grouped by what is true or false of
-- them, which the planner takes for a few groups, and not by numbers made of it.
WITH payer AS (
  SELECT id, first_paid_day FROM client WHERE first_paid_day < $to AND first_paid_day <= $as_of_day
),
told AS (
  SELECT (p.first_paid_day < c.started_day) IS TRUE AS is_current,
    (c.answered = 1 OR c.answered IS NULL AND c.duration_s > 0) IS TRUE AS is_answered,
    (c.duration_s < 60) IS TRUE AS is_short, (c.duration_s <= 180) IS TRUE AS is_middle,
    count(*) AS calls, sum(c.duration_s) AS talk_seconds
  FROM call c LEFT JOIN payer p ON p.id = c.client_id
  WHERE c.known = 1 AND c.started_day BETWEEN $from AND $to AND c.started_at <= $as_of
  GROUP BY 1, 2, 3, 4
),
grouped AS (
  SELECT CASE WHEN is_current THEN 2 ELSE 1 END AS potential,
    CASE WHEN NOT is_answered THEN 1 WHEN is_short THEN 2 WHEN is_middle THEN 3 ELSE 4 END AS band,
    calls, talk_seconds
  FROM told
)
SELECT (grouping(potential, band) > 0)::int AS is_total, potential, band, sum(calls) AS calls,
  sum(talk_seconds) AS talk_seconds
FROM grouped GROUP BY GROUPING SETS ((potential, band), ())
