SELECT COALESCE(r."manager_id", CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE CASE WHEN j2."deal_id" IS NOT NULL THEN j2."manager_id" ELSE j1."manager_id" END END), COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "deal_terms" AS j2 ON j2."deal_id" = j1."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND (r."received_on" = 20543))
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT COALESCE(r."manager_id", CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE CASE WHEN j2."deal_id" IS NOT NULL THEN j2."manager_id" ELSE j1."manager_id" END END), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20544 <= r."planned_on" AND r."planned_on" <= 20544)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20545 <= r."planned_on" AND r."planned_on" <= 20545)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20546 <= r."planned_on" AND r."planned_on" <= 20546)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20547 <= r."planned_on" AND r."planned_on" <= 20547)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20548 <= r."planned_on" AND r."planned_on" <= 20548)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20549 <= r."planned_on" AND r."planned_on" <= 20549)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE (20550 <= r."planned_on" AND r."planned_on" <= 20550)), 0), COALESCE(SUM(r."planned_amount_base") FILTER (WHERE r."planned_on" < 20543), 0)
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = CASE WHEN r."manager_id" IS NULL THEN r."deal_id" END
LEFT JOIN "deal_terms" AS j2 ON j2."deal_id" = j1."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
WHERE ((r."known" = 1) AND (r."received_on" > 20543 OR r."received_on" IS NULL) AND (r."planned_on" IS NULL) IS NOT TRUE AND r."planned_on" <= 20550)
GROUP BY 1
ORDER BY 1 NULLS LAST;
