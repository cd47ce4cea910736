-- Leads, leads with deals, deals without a lead, payments, spend, each by channel, then together.
-- What leads say alone is counted without their deals, which an inner join is the quicker to add.
WITH terms AS (
  SELECT deal_id, amount_base FROM deal_terms WHERE from_at <= $as_of AND until_at > $as_of
),
of_leads AS (
  SELECT channel_id AS channel, count(*) AS leads,
    count(*) FILTER (status = 3 AND COALESCE(qualified_at, created_at) <= $as_of) AS qualified,
    0 AS won,
    count(*) FILTER (status = 4 AND COALESCE(disqualified_at, created_at) <= $as_of) AS lost,
    0 AS won_amount
  FROM lead WHERE created_day BETWEEN $from AND $to AND created_at <= $as_of
  GROUP BY channel_id
),
lead_deal AS (
  SELECT l.channel_id AS channel,
    (l.status = 3 AND COALESCE(l.qualified_at, l.created_at) <= $as_of) AS is_qualified,
    (l.status = 4 AND COALESCE(l.disqualified_at, l.created_at) <= $as_of) AS is_disqualified,
    d.closing_at <= $as_of AND d.final = 2 AS is_won,
    d.closing_at <= $as_of AND d.final = 3 AS is_lost,
    CASE WHEN t.deal_id IS NULL THEN d.amount_base ELSE t.amount_base END AS amount
  FROM lead l JOIN deal d ON d.id = l.deal_of LEFT JOIN terms t ON t.deal_id = d.id
  WHERE l.created_day BETWEEN $from AND $to AND l.created_at <= $as_of AND d.created_at <= $as_of
),
of_lead_deals AS (
  SELECT channel, 0 AS leads, count(*) FILTER (is_qualified IS NOT TRUE) AS qualified,
    count(*) FILTER (is_won) AS won,
    count(*) FILTER (is_lost AND is_disqualified IS NOT TRUE)
      - count(*) FILTER (is_won AND is_disqualified) AS lost,
    sum(amount) FILTER (is_won) AS won_amount
  FROM lead_deal GROUP BY channel
),
direct AS (
  SELECT COALESCE(d.channel_id, o.channel_id) AS channel,
    d.closing_at <= $as_of AND d.final = 2 AS is_won,
    d.closing_at <= $as_of AND d.final = 3 AS is_lost,
    CASE WHEN t.deal_id IS NULL THEN d.amount_base ELSE t.amount_base END AS amount
  FROM deal d LEFT JOIN lead o ON o.id = d.kept_from LEFT JOIN terms t ON t.deal_id = d.id
  WHERE d.lead_of IS NULL AND d.created_day BETWEEN $from AND $to AND d.created_at <= $as_of
),
of_deals AS (
  SELECT channel, count(*) AS leads, count(*) FILTER (is_won) AS won,
    count(*) FILTER (is_lost) AS lost, sum(amount) FILTER (is_won) AS won_amount
  FROM direct GROUP BY channel
),
of_payments AS (
  SELECT
    CASE WHEN d.lead_of IS NOT NULL THEN l.channel_id
      ELSE COALESCE(d.channel_id, l.channel_id) END AS channel,
    sum(p.received_amount_base) AS revenue
  FROM payment p JOIN deal d ON d.id = p.deal_id
  LEFT JOIN lead l ON l.id = COALESCE(d.lead_of, d.kept_from)
  WHERE p.received_on <= $as_of_day AND d.created_at <= $as_of
    AND (d.lead_of IS NULL OR l.created_at <= $as_of)
    AND CASE WHEN d.lead_of IS NULL THEN d.created_day ELSE l.created_day END
      BETWEEN $from AND $to
  GROUP BY 1
),
of_spend AS (
  SELECT channel_id AS channel, sum(cost_base) AS spend FROM ad_spend
  WHERE date BETWEEN $from AND $to AND date <= $as_of_day GROUP BY 1
),
together AS (
  SELECT channel, leads, qualified, won, lost, won_amount, 0 AS revenue, 0 AS spend FROM of_leads
  UNION ALL SELECT channel, leads, qualified, won, lost, won_amount, 0, 0 FROM of_lead_deals
  UNION ALL SELECT channel, leads, leads, won, lost, won_amount, 0, 0 FROM of_deals
  UNION ALL SELECT channel, 0, 0, 0, 0, 0, revenue, 0 FROM of_payments
  UNION ALL SELECT channel, 0, 0, 0, 0, 0, 0, spend FROM of_spend
)
SELECT grouping(channel) AS is_total, channel, sum(leads) AS leads, sum(qualified) AS qualified,
  sum(won) AS won, sum(lost) AS lost, sum(won_amount) AS won_amount, sum(revenue) AS revenue,
  sum(spend) AS spend
FROM together GROUP BY GROUPING SETS ((channel), ())
