-- Open deals with the temperature marked last, deals closed, proposals, money, each by seller and
-- as a whole where a whole is not the sum of its parts.
WITH terms AS NOT MATERIALIZED (
  SELECT deal_id, amount_base, manager_id FROM deal_terms
  WHERE from_at <= $as_of AND until_at > $as_of
),
lead_mark AS (
  SELECT lead_id, temperature, run_from FROM lead_warmth
  WHERE from_at <= $as_of AND until_at > $as_of
),
deal_mark AS (
  SELECT deal_id, temperature, run_from FROM deal_warmth
  WHERE from_at <= $as_of AND until_at > $as_of
),
held AS NOT MATERIALIZED (
  SELECT d.*, CASE WHEN t.deal_id IS NULL THEN d.manager_id ELSE t.manager_id END AS manager,
    CASE WHEN t.deal_id IS NULL THEN d.amount_base ELSE t.amount_base END AS amount
  FROM deal d LEFT JOIN terms t ON t.deal_id = d.id WHERE d.known = 1
),
open_deal AS (
  SELECT h.manager, h.amount, h.created_at,
    CASE WHEN m.deal_id IS NULL THEN h.temperature ELSE m.temperature END AS own,
    m.run_from AS own_since,
    CASE WHEN n.lead_id IS NULL THEN l.temperature ELSE n.temperature END AS leads,
    n.run_from AS leads_since
  FROM held h LEFT JOIN deal_mark m ON m.deal_id = h.id
  LEFT JOIN lead l ON l.id = h.lead_of LEFT JOIN lead_mark n ON n.lead_id = l.id
  WHERE h.created_at <= $as_of AND (h.closing_at > $as_of OR h.closing_at IS NULL)
),
warm_deal AS (
  SELECT manager, amount, COALESCE(own, leads) AS temperature,
    COALESCE(CASE WHEN own IS NULL THEN leads_since ELSE own_since END, created_at) AS since
  FROM open_deal
),
of_open AS (
  SELECT manager, count(*) FILTER (WHERE temperature = 1) AS hot_open,
    count(*) FILTER (WHERE
      temperature = 1 AND since BETWEEN $from_moment AND $to_moment AND since <= $as_of
    ) AS hot_new,
    sum(amount) FILTER (WHERE temperature = 1) AS money_hot,
    sum(amount) FILTER (WHERE temperature = 2) AS money_warm
  FROM warm_deal GROUP BY manager
),
of_closed AS (
  SELECT grouping(manager) AS is_total, manager, count(*) FILTER (WHERE final = 3) AS refusals,
    count(*) FILTER (WHERE final = 2) AS won, sum(amount) FILTER (WHERE final = 2) AS won_amount,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY closing_day - created_day) FILTER (WHERE final = 2) AS median_days,
    avg(closing_day - created_day) FILTER (WHERE final = 2) AS mean_days, count(*) AS closed
  FROM held
  WHERE closing_day BETWEEN $from AND $to AND closing_at <= $as_of AND created_at <= $as_of
  GROUP BY GROUPING SETS ((manager), ())
),
of_proposals AS (
  SELECT grouping(manager_id) AS is_total, manager_id AS manager, count(*) AS proposals,
    count(DISTINCT client_id) AS proposal_clients
  FROM activity
  WHERE known = 1 AND kind = 3 AND (status IS NULL OR status NOT IN (1, 4)) AND client_id IS NOT NULL
    AND day BETWEEN $from AND $to AND "at" <= $as_of
  GROUP BY GROUPING SETS ((manager_id), ())
),
of_payments AS (
  SELECT manager_id AS manager, sum(received_amount_base) AS revenue
  FROM payment
  WHERE known = 1 AND received_on BETWEEN $from AND $to AND received_on <= $as_of_day
    AND manager_id IS NOT NULL
  GROUP BY 1
  UNION ALL
  SELECT h.manager, sum(p.received_amount_base)
  FROM payment p LEFT JOIN held h ON h.id = p.deal_id
  WHERE p.known = 1 AND p.received_on BETWEEN $from AND $to AND p.received_on <= $as_of_day
    AND p.manager_id IS NULL
  GROUP BY 1
),
together AS (
  SELECT grouping(manager) AS is_total, manager, sum(hot_open) AS hot_open,
    sum(hot_new) AS hot_new, sum(money_hot) AS money_hot, sum(money_warm) AS money_warm,
    NULL::bigint AS refusals, NULL::bigint AS won, NULL::numeric AS won_amount, NULL::float AS median_days, NULL::numeric AS mean_days,
    NULL::bigint AS closed, NULL::bigint AS proposals, NULL::bigint AS proposal_clients, NULL::numeric AS revenue
  FROM of_open GROUP BY GROUPING SETS ((manager), ())
  UNION ALL
  SELECT is_total, manager, NULL, NULL, NULL, NULL, refusals, won, won_amount, median_days,
    mean_days, closed, NULL, NULL, NULL FROM of_closed
  UNION ALL
  SELECT is_total, manager, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, proposals,
    proposal_clients, NULL FROM of_proposals
  UNION ALL
  SELECT grouping(manager), manager, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, sum(revenue) FROM of_payments GROUP BY GROUPING SETS ((manager), ())
)
SELECT is_total, manager, max(hot_open) AS hot_open, max(hot_new) AS hot_new,
  max(refusals) AS refusals, max(won) AS won, max(closed) AS closed, max(money_hot) AS money_hot,
  max(money_warm) AS money_warm, max(won_amount) AS won_amount, max(median_days) AS median_days,
  max(mean_days) AS mean_days, max(proposals) AS proposals,
  max(proposal_clients) AS proposal_clients, max(revenue) AS revenue
FROM together GROUP BY 1, 2
