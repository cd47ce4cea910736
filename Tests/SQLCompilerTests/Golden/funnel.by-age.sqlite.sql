SELECT r."in_pipeline", CASE WHEN 0 < CASE WHEN (j1."ymd" - j3."ymd") IS NULL THEN NULL WHEN (j1."ymd" - j3."ymd") < 0 THEN 0 WHEN (j1."ymd" - j3."ymd") < 180000 THEN 1 WHEN (j1."ymd" - j3."ymd") < 250000 THEN 2 WHEN (j1."ymd" - j3."ymd") < 350000 THEN 3 WHEN (j1."ymd" - j3."ymd") < 450000 THEN 4 WHEN (j1."ymd" - j3."ymd") < 550000 THEN 5 WHEN (j1."ymd" - j3."ymd") < 650000 THEN 6 ELSE 7 END THEN CASE WHEN (j1."ymd" - j3."ymd") IS NULL THEN NULL WHEN (j1."ymd" - j3."ymd") < 0 THEN 0 WHEN (j1."ymd" - j3."ymd") < 180000 THEN 1 WHEN (j1."ymd" - j3."ymd") < 250000 THEN 2 WHEN (j1."ymd" - j3."ymd") < 350000 THEN 3 WHEN (j1."ymd" - j3."ymd") < 450000 THEN 4 WHEN (j1."ymd" - j3."ymd") < 550000 THEN 5 WHEN (j1."ymd" - j3."ymd") < 650000 THEN 6 ELSE 7 END ELSE NULL END, j4."furthest", COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL)), COUNT(*), COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)), COUNT(*) FILTER (WHERE (r."closing_at" > 1775001599999 OR r."closing_at" IS NULL)), COALESCE(SUM(CASE WHEN j5."deal_id" IS NOT NULL THEN j5."amount_base" ELSE r."amount_base" END), 0), COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), COALESCE(SUM(CASE WHEN j5."deal_id" IS NOT NULL THEN j5."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0)
FROM "deal" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."created_day"
LEFT JOIN "client" AS j2 ON j2."id" = r."client_id"
LEFT JOIN "calendar" AS j3 ON j3."day" = j2."birth_date"
LEFT JOIN "standing" AS j4 ON j4."deal_id" = r."id" AND j4.from_at <= 1775001599999 AND 1775001599999 < j4.until_at
LEFT JOIN "deal_terms" AS j5 ON j5."deal_id" = r."id" AND j5.from_at <= 1775001599999 AND 1775001599999 < j5.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1, 2, 3
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;

SELECT j1."in_pipeline", CASE WHEN 0 < CASE WHEN (j2."ymd" - j4."ymd") IS NULL THEN NULL WHEN (j2."ymd" - j4."ymd") < 0 THEN 0 WHEN (j2."ymd" - j4."ymd") < 180000 THEN 1 WHEN (j2."ymd" - j4."ymd") < 250000 THEN 2 WHEN (j2."ymd" - j4."ymd") < 350000 THEN 3 WHEN (j2."ymd" - j4."ymd") < 450000 THEN 4 WHEN (j2."ymd" - j4."ymd") < 550000 THEN 5 WHEN (j2."ymd" - j4."ymd") < 650000 THEN 6 ELSE 7 END THEN CASE WHEN (j2."ymd" - j4."ymd") IS NULL THEN NULL WHEN (j2."ymd" - j4."ymd") < 0 THEN 0 WHEN (j2."ymd" - j4."ymd") < 180000 THEN 1 WHEN (j2."ymd" - j4."ymd") < 250000 THEN 2 WHEN (j2."ymd" - j4."ymd") < 350000 THEN 3 WHEN (j2."ymd" - j4."ymd") < 450000 THEN 4 WHEN (j2."ymd" - j4."ymd") < 550000 THEN 5 WHEN (j2."ymd" - j4."ymd") < 650000 THEN 6 ELSE 7 END ELSE NULL END, r."stage", group_concat((CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END - r."entered_at")) FILTER (WHERE (((CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END - r."entered_at") IS NULL) IS NOT TRUE))
FROM "stage_visit" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "calendar" AS j2 ON j2."day" = j1."created_day"
LEFT JOIN "client" AS j3 ON j3."id" = j1."client_id"
LEFT JOIN "calendar" AS j4 ON j4."day" = j3."birth_date"
WHERE (j1."created_at" <= 1775001599999 AND r."entered_at" <= 1775001599999 AND 20513 <= j1."created_day" AND j1."created_day" <= 20543 AND (r."is_timed" = 1) AND (CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END IS NULL) IS NOT TRUE)
GROUP BY 1, 2, 3
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;
