WITH folded AS (
SELECT r."manager_id" AS a1, r."started_day" AS a2, COUNT(*) AS m1, COUNT(*) FILTER (WHERE ((r."answered" = 1) OR (r."answered" IS NULL AND 0 < r."duration_s"))) AS m2, COALESCE(SUM(r."duration_s"), 0) AS m3
FROM "call" AS r
WHERE ((r."known" = 1) AND r."started_at" <= 1775001599999 AND 20513 <= r."started_day" AND r."started_day" <= 20543)
GROUP BY 1, 2
)
SELECT r."a1", (r."a2" - (r."a2" + 7000003) % 7), COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0), COUNT(DISTINCT COALESCE(r."a1", -1) * 1048576 + COALESCE(r."a2", -1)) FILTER (WHERE (j1."is_working" = 1))
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."a2" AND j1."is_working" IS NOT NULL
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

WITH folded AS (
SELECT r."manager_id" AS a1, r."started_day" AS a2, COUNT(*) AS m1, COUNT(*) FILTER (WHERE ((r."answered" = 1) OR (r."answered" IS NULL AND 0 < r."duration_s"))) AS m2, COALESCE(SUM(r."duration_s"), 0) AS m3
FROM "call" AS r
WHERE ((r."known" = 1) AND r."started_at" <= 1775001599999 AND 20513 <= r."started_day" AND r."started_day" <= 20543)
GROUP BY 1, 2
)
SELECT 0, r."a1", (r."a2" - (r."a2" + 7000003) % 7), COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0), COUNT(DISTINCT COALESCE(r."a1", -1) * 1048576 + COALESCE(r."a2", -1)) FILTER (WHERE (j1."is_working" = 1))
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."a2" AND j1."is_working" IS NOT NULL
GROUP BY 2, 3
UNION ALL
SELECT 1, NULL, NULL, COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0), COUNT(DISTINCT COALESCE(r."a1", -1) * 1048576 + COALESCE(r."a2", -1)) FILTER (WHERE (j1."is_working" = 1))
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."a2" AND j1."is_working" IS NOT NULL
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;
