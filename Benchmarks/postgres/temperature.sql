-- Leads by seller and by the temperature marked last, with what became of their deals. They are
-- grouped by the columns of which the temperature is made, which are few together.
WITH told AS (
  SELECT l.manager_id AS manager, (m.lead_id IS NULL) IS TRUE AS is_own, l.temperature AS own,
    m.temperature AS marked, count(*) AS leads, count(w.id) AS won,
    sum(l.touches) FILTER (WHERE w.id IS NOT NULL) AS touches
  FROM lead l
  LEFT JOIN lead_warmth m ON m.lead_id = l.id AND m.from_at <= $as_of AND m.until_at > $as_of
  LEFT JOIN deal w
    ON w.id = l.deal_of AND w.final = 2 AND w.created_at <= $as_of AND w.closing_at <= $as_of
  WHERE l.known = 1 AND l.created_day BETWEEN $from AND $to AND l.created_at <= $as_of
  GROUP BY 1, 2, 3, 4
),
grouped AS (
  SELECT manager, CASE WHEN is_own THEN own ELSE marked END AS temperature, leads, won, touches
  FROM told
)
SELECT (grouping(manager, temperature) > 0)::int AS is_total, manager, temperature,
  sum(leads) AS leads, sum(won) AS won, sum(touches) AS won_touches
FROM grouped GROUP BY GROUPING SETS ((manager, temperature), ())
