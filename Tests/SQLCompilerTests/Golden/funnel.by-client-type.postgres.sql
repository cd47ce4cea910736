WITH folded AS (
SELECT CAST(f1 AS INTEGER) AS f1, a1, a2, m1, m2, m3, m4, m5, m6, m7, m8 FROM (
SELECT ((CASE WHEN j1."client_id" IS NOT NULL THEN j1."first_paid_day" ELSE j2."first_paid_day" END < r."created_day" AND CASE WHEN j1."client_id" IS NOT NULL THEN j1."first_paid_day" ELSE j2."first_paid_day" END <= 20543)) IS TRUE AS f1, r."in_pipeline" AS a1, j3."furthest" AS a2, COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")) AS m1, COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL)) AS m2, COUNT(*) AS m3, COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)) AS m4, COUNT(*) FILTER (WHERE (r."closing_at" > 1775001599999 OR r."closing_at" IS NULL)) AS m5, COALESCE(SUM(CASE WHEN j4."deal_id" IS NOT NULL THEN j4."amount_base" ELSE r."amount_base" END), 0) AS m6, COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)) AS m7, COALESCE(SUM(CASE WHEN j4."deal_id" IS NOT NULL THEN j4."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0) AS m8
FROM "deal" AS r
LEFT JOIN "first_paid_before" AS j1 ON j1."client_id" = r."client_id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "client" AS j2 ON j2."id" = r."client_id" AND j2."first_paid_day" IS NOT NULL
LEFT JOIN "standing" AS j3 ON j3."deal_id" = r."id" AND j3.from_at <= 1775001599999 AND 1775001599999 < j3.until_at
LEFT JOIN "deal_terms" AS j4 ON j4."deal_id" = r."id" AND j4.from_at <= 1775001599999 AND 1775001599999 < j4.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1, 2, 3
) AS flagged
)
SELECT r."a1", CASE WHEN (r."f1" = 1) THEN 2 ELSE 1 END, r."a2", COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0), COALESCE(SUM(r."m4"), 0), COALESCE(SUM(r."m5"), 0), COALESCE(SUM(r."m6"), 0), COALESCE(SUM(r."m7"), 0), COALESCE(SUM(r."m8"), 0)
FROM "folded" AS r
GROUP BY 1, 2, 3
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;

SELECT j1."in_pipeline", CASE WHEN (CASE WHEN j2."client_id" IS NOT NULL THEN j2."first_paid_day" ELSE j3."first_paid_day" END < j1."created_day" AND CASE WHEN j2."client_id" IS NOT NULL THEN j2."first_paid_day" ELSE j3."first_paid_day" END <= 20543) THEN 2 ELSE 1 END, r."stage", array_agg((CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END - r."entered_at")) FILTER (WHERE (((CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END - r."entered_at") IS NULL) IS NOT TRUE))
FROM "stage_visit" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "first_paid_before" AS j2 ON j2."client_id" = j1."client_id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
LEFT JOIN "client" AS j3 ON j3."id" = j1."client_id" AND j3."first_paid_day" IS NOT NULL
WHERE (j1."created_at" <= 1775001599999 AND r."entered_at" <= 1775001599999 AND 20513 <= j1."created_day" AND j1."created_day" <= 20543 AND (r."is_timed" = 1) AND (CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END IS NULL) IS NOT TRUE)
GROUP BY 1, 2, 3
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;
