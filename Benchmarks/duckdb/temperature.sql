-- Leads by seller and by the temperature marked last, with what became of their deals.
WITH marked AS (
  SELECT lead_id, temperature FROM lead_warmth WHERE from_at <= $as_of AND until_at > $as_of
),
won AS (
  SELECT id FROM deal WHERE final = 2 AND created_at <= $as_of AND closing_at <= $as_of
),
grouped AS (
  SELECT l.manager_id AS manager,
    CASE WHEN m.lead_id IS NULL THEN l.temperature ELSE m.temperature END AS temperature,
    count(*) AS leads, count(w.id) AS won, sum(l.touches) FILTER (w.id IS NOT NULL) AS touches
  FROM lead l LEFT JOIN marked m ON m.lead_id = l.id LEFT JOIN won w ON w.id = l.deal_of
  WHERE l.created_day BETWEEN $from AND $to AND l.created_at <= $as_of
  GROUP BY 1, 2
)
SELECT grouping(manager, temperature) > 0 AS is_total, manager, temperature, sum(leads) AS leads,
  sum(won) AS won, sum(touches) AS won_touches
FROM grouped GROUP BY GROUPING SETS ((manager, temperature), ())
