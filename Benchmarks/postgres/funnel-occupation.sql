-- Deals by pipeline, by their client's occupation and by the furthest rung; then stays
-- of the same deals by stage. What a stage counts is summed up from its rung on by the reader.
WITH terms AS NOT MATERIALIZED (
  SELECT deal_id, amount_base FROM deal_terms WHERE from_at <= $as_of AND until_at > $as_of
),
reached AS (
  SELECT d.in_pipeline AS pipeline, c.occupation AS slice, s.furthest,
    count(*) AS entered,
    count(*) FILTER (WHERE d.closing_at <= $as_of AND d.final = 3) AS lost_here,
    count(*) FILTER (WHERE (d.closing_at <= $as_of) IS NOT TRUE) AS open_here,
    sum(CASE WHEN t.deal_id IS NULL THEN d.amount_base ELSE t.amount_base END) AS amount,
    count(*) FILTER (WHERE d.closing_at <= $as_of AND d.final = 2) AS won,
    sum(CASE WHEN t.deal_id IS NULL THEN d.amount_base ELSE t.amount_base END)
      FILTER (WHERE d.closing_at <= $as_of AND d.final = 2) AS won_amount
  FROM deal d
  LEFT JOIN client c ON c.id = d.client_id
  LEFT JOIN terms t ON t.deal_id = d.id
  JOIN standing s ON s.deal_id = d.id AND s.from_at <= $as_of AND s.until_at > $as_of
  WHERE d.known = 1 AND d.created_day BETWEEN $from AND $to AND d.created_at <= $as_of
  GROUP BY 1, 2, 3
),
stays AS (
  SELECT d.in_pipeline AS pipeline, c.occupation AS slice, v.stage,
    percentile_cont(0.5) WITHIN GROUP (
      ORDER BY CASE WHEN v.next_at <= $as_of THEN v.next_at ELSE d.closing_at END - v.entered_at
    ) AS stay
  FROM stage_visit v JOIN deal d ON d.id = v.deal_id
  LEFT JOIN client c ON c.id = d.client_id
  WHERE v.is_timed = 1 AND v.entered_at <= $as_of
    AND (v.next_at <= $as_of OR d.closing_at <= $as_of)
    AND d.created_day BETWEEN $from AND $to AND d.created_at <= $as_of
  GROUP BY 1, 2, 3
)
SELECT pipeline, slice, furthest, NULL AS stage, entered, lost_here, open_here, amount, won,
  won_amount, NULL AS stay
FROM reached
UNION ALL
SELECT pipeline, slice, NULL, stage, NULL, NULL, NULL, NULL, NULL, NULL, stay FROM stays
