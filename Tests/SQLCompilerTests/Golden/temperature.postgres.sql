WITH folded AS (
SELECT CAST(f1 AS INTEGER) AS f1, a1, a2, m1, m2, m3 FROM (
SELECT (j1."lead_id" IS NOT NULL) IS TRUE AS f1, j1."temperature" AS a1, r."temperature" AS a2, COUNT(*) AS m1, COUNT(*) FILTER (WHERE (j2."created_at" <= 1775001599999 AND (j2."final" = 2) AND j2."closing_at" <= 1775001599999)) AS m2, COALESCE(SUM(r."touches") FILTER (WHERE (j2."created_at" <= 1775001599999 AND (j2."final" = 2) AND j2."closing_at" <= 1775001599999)), 0) AS m3
FROM "lead" AS r
LEFT JOIN "lead_warmth" AS j1 ON j1."lead_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "deal" AS j2 ON j2."id" = r."deal_of"
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1, 2, 3
) AS flagged
)
SELECT CASE WHEN (r."f1" = 1) THEN r."a1" ELSE r."a2" END, COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0)
FROM "folded" AS r
GROUP BY 1
ORDER BY 1 NULLS LAST;
