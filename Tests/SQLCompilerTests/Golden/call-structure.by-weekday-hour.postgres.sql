WITH folded AS (
SELECT CAST(f1 AS INTEGER) AS f1, CAST(f2 AS INTEGER) AS f2, CAST(f3 AS INTEGER) AS f3, CAST(f4 AS INTEGER) AS f4, a1, a2, m1, m2 FROM (
SELECT ((j1."first_paid_day" < r."started_day" AND j1."first_paid_day" <= 20543)) IS TRUE AS f1, (((r."answered" = 1) OR (r."answered" IS NULL AND 0 < r."duration_s"))) IS TRUE AS f2, (r."duration_s" < 60) IS TRUE AS f3, (r."duration_s" <= 180) IS TRUE AS f4, ((r."started_day" + 7000003) % 7 + 1) AS a1, r."started_hour" AS a2, COUNT(*) AS m1, COALESCE(SUM(r."duration_s"), 0) AS m2
FROM "call" AS r
LEFT JOIN "client" AS j1 ON j1."id" = r."client_id" AND j1."first_paid_day" IS NOT NULL
WHERE ((r."known" = 1) AND r."started_at" <= 1775001599999 AND 20513 <= r."started_day" AND r."started_day" <= 20543)
GROUP BY 1, 2, 3, 4, 5, 6
) AS flagged
)
SELECT CASE WHEN (r."f1" = 1) THEN 2 ELSE 1 END, CASE WHEN (r."f2" = 1) THEN CASE WHEN (r."f3" = 1) THEN 2 ELSE CASE WHEN (r."f4" = 1) THEN 3 ELSE 4 END END ELSE 1 END, r."a1", r."a2", COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0)
FROM "folded" AS r
GROUP BY 1, 2, 3, 4
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST, 4 NULLS LAST;
