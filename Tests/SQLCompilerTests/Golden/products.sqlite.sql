SELECT r."product_id", COUNT(*)
FROM "lead" AS r
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT r."product_id", COUNT(*)
FROM "deal" AS r
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT r."product_id", COUNT(*), COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL))
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND 20513 <= r."closing_day" AND r."closing_day" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT COALESCE(r."product_id", CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE j1."product_id" END), COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND 20513 <= r."received_on" AND r."received_on" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT COALESCE(r."product_id", CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE j1."product_id" END), COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND 20482 <= r."received_on" AND r."received_on" <= 20512)
GROUP BY 1
ORDER BY 1 NULLS LAST;
