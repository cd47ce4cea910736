SELECT r."loss_reason", COUNT(*), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END), 0), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL))
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND 20513 <= r."closing_day" AND r."closing_day" <= 20543 AND (r."final" = 3) AND r."closing_at" <= 1775001599999)
GROUP BY 1
ORDER BY 1 NULLS LAST;
