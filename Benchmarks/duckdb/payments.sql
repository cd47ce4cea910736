-- Money received on the day, planned for each of the next seven, and overdue, by seller.
WITH terms AS (
  SELECT deal_id, manager_id FROM deal_terms WHERE from_at <= $as_of AND until_at > $as_of
),
seen AS (
  SELECT COALESCE(
      p.manager_id, CASE WHEN t.deal_id IS NULL THEN d.manager_id ELSE t.manager_id END
    ) AS manager,
    CASE WHEN p.received_on = $date AND p.received_on <= $as_of_day
      THEN p.received_amount_base END AS received,
    CASE WHEN p.received_on <= $as_of_day THEN NULL ELSE p.planned_on - $date END AS ahead,
    p.planned_amount_base AS planned
  FROM payment p LEFT JOIN deal d ON d.id = CASE WHEN p.manager_id IS NULL THEN p.deal_id END
  LEFT JOIN terms t ON t.deal_id = d.id
  WHERE p.received_on = $date AND p.received_on <= $as_of_day
    OR (p.received_on > $as_of_day OR p.received_on IS NULL) AND p.planned_on <= $date + 7
)
SELECT grouping(manager) AS is_total, manager, sum(received) AS received_today,
  sum(planned) FILTER (ahead = 1) AS day_1, sum(planned) FILTER (ahead = 2) AS day_2,
  sum(planned) FILTER (ahead = 3) AS day_3, sum(planned) FILTER (ahead = 4) AS day_4,
  sum(planned) FILTER (ahead = 5) AS day_5, sum(planned) FILTER (ahead = 6) AS day_6,
  sum(planned) FILTER (ahead = 7) AS day_7, sum(planned) FILTER (ahead < 0) AS overdue
FROM seen GROUP BY GROUPING SETS ((manager), ())
