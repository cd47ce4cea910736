SELECT r."manager_id", COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND (r."received_on" = 20543))
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT r."manager_id", COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20544 <= r."planned_on" AND r."planned_on" <= 20544)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20545 <= r."planned_on" AND r."planned_on" <= 20545)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20546 <= r."planned_on" AND r."planned_on" <= 20546)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20547 <= r."planned_on" AND r."planned_on" <= 20547)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20548 <= r."planned_on" AND r."planned_on" <= 20548)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20549 <= r."planned_on" AND r."planned_on" <= 20549)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20550 <= r."planned_on" AND r."planned_on" <= 20550)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE r."planned_on" < 20543), 0)
FROM "payment" AS r
WHERE ((r."known" = 1) AND (r."received_on" > 20543 OR r."received_on" IS NULL) AND (r."planned_on" IS NULL) IS NOT TRUE AND r."planned_on" <= 20550)
GROUP BY 1
ORDER BY 1 NULLS LAST;
