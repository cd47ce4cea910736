WITH folded AS (
SELECT CAST(f1 AS INTEGER) AS f1, a1, a2, a3, m1, m2 FROM (
SELECT ((CASE WHEN j1."client_id" IS NOT NULL THEN j1."first_paid_day" ELSE j2."first_paid_day" END < r."started_day" AND CASE WHEN j1."client_id" IS NOT NULL THEN j1."first_paid_day" ELSE j2."first_paid_day" END <= 20543)) IS TRUE AS f1, CASE WHEN ((r."answered" = 1) OR (r."answered" IS NULL AND 0 < r."duration_s")) THEN CASE WHEN r."duration_s" IS NULL THEN NULL WHEN r."duration_s" < 0 THEN 0 WHEN r."duration_s" < 60 THEN 2 WHEN r."duration_s" < 181 THEN 3 ELSE 4 END ELSE 1 END AS a1, ((r."started_day" + 7000003) % 7 + 1) AS a2, r."started_hour" AS a3, COUNT(*) AS m1, COALESCE(SUM(r."duration_s"), 0) AS m2
FROM "call" AS r
LEFT JOIN "first_paid_before" AS j1 ON j1."client_id" = r."client_id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "client" AS j2 ON j2."id" = r."client_id" AND j2."first_paid_day" IS NOT NULL
WHERE ((r."known" = 1) AND r."started_at" <= 1775001599999 AND 20513 <= r."started_day" AND r."started_day" <= 20543)
GROUP BY 1, 2, 3, 4
) AS flagged
)
SELECT CASE WHEN (r."f1" = 1) THEN 2 ELSE 1 END, r."a1", r."a2", r."a3", COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0)
FROM "folded" AS r
GROUP BY 1, 2, 3, 4
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST, 4 NULLS LAST;
