-- Deals by pipeline, by channel (their own, else their lead's) and by the furthest rung; then stays
-- of the same deals by stage. What a stage counts is summed up from its rung on by the reader.
WITH terms AS (
  SELECT deal_id, amount_base FROM deal_terms WHERE from_at <= $as_of AND until_at > $as_of
),
chosen AS (
  SELECT d.id, d.in_pipeline AS pipeline, COALESCE(d.channel_id, o.channel_id) AS slice,
    CASE WHEN d.closing_at <= $as_of THEN d.final ELSE 1 END AS outcome,
    CASE WHEN d.closing_at <= $as_of THEN d.closing_at END AS closed_at,
    CASE WHEN t.deal_id IS NULL THEN d.amount_base ELSE t.amount_base END AS amount
  FROM deal d
  LEFT JOIN lead o
    ON o.id = CASE WHEN d.channel_id IS NULL THEN COALESCE(d.lead_of, d.kept_from) END
  LEFT JOIN terms t ON t.deal_id = d.id
  WHERE d.created_day BETWEEN $from AND $to AND d.created_at <= $as_of
),
reached AS (
  SELECT pipeline, slice, s.furthest, count(*) AS entered,
    count(*) FILTER (outcome = 3) AS lost_here, count(*) FILTER (outcome = 1) AS open_here,
    sum(amount) AS amount, count(*) FILTER (outcome = 2) AS won,
    sum(amount) FILTER (outcome = 2) AS won_amount
  FROM chosen JOIN standing s ON s.deal_id = id
  WHERE s.from_at <= $as_of AND s.until_at > $as_of
  GROUP BY ALL
),
stays AS (
  SELECT pipeline, slice, v.stage,
    median(CASE WHEN v.next_at <= $as_of THEN v.next_at ELSE closed_at END - v.entered_at) AS stay
  FROM stage_visit v JOIN chosen ON id = v.deal_id
  WHERE v.is_timed = 1 AND v.entered_at <= $as_of
    AND (v.next_at <= $as_of OR closed_at IS NOT NULL)
  GROUP BY ALL
)
SELECT pipeline, slice, furthest, NULL AS stage, entered, lost_here, open_here, amount, won,
  won_amount, NULL AS stay
FROM reached
UNION ALL
SELECT pipeline, slice, NULL, stage, NULL, NULL, NULL, NULL, NULL, NULL, stay FROM stays
