SELECT r."loss_reason", j1."last_rung", COUNT(*), COALESCE(SUM(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."amount_base" ELSE r."amount_base" END), 0), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL))
FROM "deal" AS r
LEFT JOIN "standing" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "deal_terms" AS j2 ON j2."deal_id" = r."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND 20513 <= r."closing_day" AND r."closing_day" <= 20543 AND (r."final" = 3) AND r."closing_at" <= 1775001599999)
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;
