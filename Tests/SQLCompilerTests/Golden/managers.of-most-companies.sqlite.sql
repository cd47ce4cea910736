SELECT CASE WHEN j1."deal_id" IS NOT NULL THEN j1."manager_id" ELSE r."manager_id" END, COUNT(*) FILTER (WHERE (COALESCE(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END, CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE CASE WHEN j4."lead_id" IS NOT NULL THEN j4."temperature" ELSE j3."temperature" END END) = 1)), COUNT(*) FILTER (WHERE ((COALESCE(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END, CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE CASE WHEN j4."lead_id" IS NOT NULL THEN j4."temperature" ELSE j3."temperature" END END) = 1) AND 1772323200000 <= COALESCE(CASE WHEN CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END IS NULL THEN CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE j4."run_from" END ELSE j2."run_from" END, r."created_at") AND COALESCE(CASE WHEN CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END IS NULL THEN CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE j4."run_from" END ELSE j2."run_from" END, r."created_at") <= 1775001599999 AND COALESCE(CASE WHEN CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END IS NULL THEN CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE j4."run_from" END ELSE j2."run_from" END, r."created_at") <= 1775001599999)), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END) FILTER (WHERE (COALESCE(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END, CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE CASE WHEN j4."lead_id" IS NOT NULL THEN j4."temperature" ELSE j3."temperature" END END) = 1)), 0), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END) FILTER (WHERE (COALESCE(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END, CASE WHEN 1775001599999 < r."led_from" THEN NULL ELSE CASE WHEN j4."lead_id" IS NOT NULL THEN j4."temperature" ELSE j3."temperature" END END) = 2)), 0)
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "deal_warmth" AS j2 ON j2."deal_id" = r."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
LEFT JOIN "lead" AS j3 ON j3."id" = r."lead_of"
LEFT JOIN "lead_warmth" AS j4 ON j4."lead_id" = j3."id" AND j4.from_at <= 1775001599999 AND 1775001599999 < j4.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND (r."closing_at" > 1775001599999 OR r."closing_at" IS NULL))
GROUP BY 1
ORDER BY 1 NULLS LAST;

SELECT CASE WHEN j1."deal_id" IS NOT NULL THEN j1."manager_id" ELSE r."manager_id" END, COUNT(*), COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL)), group_concat((r."closing_day" - r."created_day")) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999 AND ((r."closing_day" - r."created_day") IS NULL) IS NOT TRUE))
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND 20513 <= r."closing_day" AND r."closing_day" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;

WITH folded AS (
SELECT r."client_id" AS a1, r."manager_id" AS a2, COUNT(*) AS m1
FROM "activity" AS r
WHERE ((r."known" = 1) AND r."at" <= 1775001599999 AND ((r."status" = 1 OR r."status" = 4)) IS NOT TRUE AND 20513 <= r."day" AND r."day" <= 20543 AND (r."kind" = 3) AND (r."client_id" IS NULL) IS NOT TRUE)
GROUP BY 1, 2
)
SELECT r."a2", COALESCE(SUM(r."m1"), 0), COUNT(DISTINCT COALESCE(r."a1", -1))
FROM "folded" AS r
GROUP BY 1
ORDER BY 1 NULLS LAST;

WITH folded AS (
SELECT r."client_id" AS a1, r."manager_id" AS a2, COUNT(*) AS m1
FROM "activity" AS r
WHERE ((r."known" = 1) AND r."at" <= 1775001599999 AND ((r."status" = 1 OR r."status" = 4)) IS NOT TRUE AND 20513 <= r."day" AND r."day" <= 20543 AND (r."kind" = 3) AND (r."client_id" IS NULL) IS NOT TRUE)
GROUP BY 1, 2
)
SELECT 0, r."a2", COALESCE(SUM(r."m1"), 0), COUNT(DISTINCT COALESCE(r."a1", -1))
FROM "folded" AS r
GROUP BY 2
UNION ALL
SELECT 1, NULL, COALESCE(SUM(r."m1"), 0), COUNT(DISTINCT COALESCE(r."a1", -1))
FROM "folded" AS r
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

SELECT r."manager_id", COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND 20513 <= r."received_on" AND r."received_on" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;
