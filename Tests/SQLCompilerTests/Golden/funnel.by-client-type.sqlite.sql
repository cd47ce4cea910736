SELECT r."in_pipeline", CASE WHEN (CASE WHEN j1."client_id" IS NOT NULL THEN j1."first_paid_day" ELSE j2."first_paid_day" END < r."created_day" AND CASE WHEN j1."client_id" IS NOT NULL THEN j1."first_paid_day" ELSE j2."first_paid_day" END <= 20543) THEN 2 ELSE 1 END, j3."furthest", COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL)), COUNT(*), COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)), COUNT(*) FILTER (WHERE (r."closing_at" > 1775001599999 OR r."closing_at" IS NULL)), COALESCE(SUM(CASE WHEN j4."deal_id" IS NOT NULL THEN j4."amount_base" ELSE r."amount_base" END), 0), COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), COALESCE(SUM(CASE WHEN j4."deal_id" IS NOT NULL THEN j4."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0)
FROM "deal" AS r
LEFT JOIN "first_paid_before" AS j1 ON j1."client_id" = r."client_id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "client" AS j2 ON j2."id" = r."client_id"
LEFT JOIN "standing" AS j3 ON j3."deal_id" = r."id" AND j3.from_at <= 1775001599999 AND 1775001599999 < j3.until_at
LEFT JOIN "deal_terms" AS j4 ON j4."deal_id" = r."id" AND j4.from_at <= 1775001599999 AND 1775001599999 < j4.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1, 2, 3
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;

SELECT j1."in_pipeline", CASE WHEN (CASE WHEN j2."client_id" IS NOT NULL THEN j2."first_paid_day" ELSE j3."first_paid_day" END < j1."created_day" AND CASE WHEN j2."client_id" IS NOT NULL THEN j2."first_paid_day" ELSE j3."first_paid_day" END <= 20543) THEN 2 ELSE 1 END, r."stage", group_concat((CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END - r."entered_at")) FILTER (WHERE (((CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END - r."entered_at") IS NULL) IS NOT TRUE))
FROM "stage_visit" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "first_paid_before" AS j2 ON j2."client_id" = j1."client_id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
LEFT JOIN "client" AS j3 ON j3."id" = j1."client_id"
WHERE (j1."created_at" <= 1775001599999 AND r."entered_at" <= 1775001599999 AND 20513 <= j1."created_day" AND j1."created_day" <= 20543 AND (r."is_timed" = 1) AND (CASE WHEN r."next_at" <= 1775001599999 THEN r."next_at" ELSE CASE WHEN j1."closing_at" <= 1775001599999 THEN j1."closing_at" ELSE NULL END END IS NULL) IS NOT TRUE)
GROUP BY 1, 2, 3
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST;
