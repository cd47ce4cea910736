SELECT r."manager_id", CASE WHEN j1."lead_id" IS NOT NULL THEN j1."temperature" ELSE r."temperature" END, COUNT(*), COUNT(*) FILTER (WHERE (j2."created_at" <= 1775001599999 AND (j2."final" = 2) AND j2."closing_at" <= 1775001599999)), COALESCE(SUM(r."touches") FILTER (WHERE (j2."created_at" <= 1775001599999 AND (j2."final" = 2) AND j2."closing_at" <= 1775001599999)), 0)
FROM "lead" AS r
LEFT JOIN "lead_warmth" AS j1 ON j1."lead_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "deal" AS j2 ON j2."id" = r."deal_of"
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;
