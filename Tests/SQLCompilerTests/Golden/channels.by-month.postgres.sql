WITH folded AS (
SELECT r."channel_id" AS a1, r."created_day" AS a2, COUNT(*) AS m1, COUNT(*) FILTER (WHERE (j1."created_at" <= 1775001599999 OR ((r."status" = 3) AND COALESCE(r."qualified_at", r."created_at") <= 1775001599999))) AS m2, COUNT(*) FILTER (WHERE (j1."created_at" <= 1775001599999 AND (j1."final" = 2) AND j1."closing_at" <= 1775001599999)) AS m3, COUNT(*) FILTER (WHERE ((j1."created_at" <= 1775001599999 AND (j1."final" = 3) AND j1."closing_at" <= 1775001599999) OR (((j1."created_at" <= 1775001599999 AND (j1."final" = 2) AND j1."closing_at" <= 1775001599999)) IS NOT TRUE AND (r."status" = 4) AND COALESCE(r."disqualified_at", r."created_at") <= 1775001599999))) AS m4, COALESCE(SUM(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."amount_base" ELSE j1."amount_base" END) FILTER (WHERE (j1."created_at" <= 1775001599999 AND (j1."final" = 2) AND j1."closing_at" <= 1775001599999)), 0) AS m5
FROM "lead" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_of"
LEFT JOIN "deal_terms" AS j2 ON j2."deal_id" = j1."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543)
GROUP BY 1, 2
)
SELECT r."a1", j1."month", COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0), COALESCE(SUM(r."m4"), 0), COALESCE(SUM(r."m5"), 0)
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."a2" AND j1."month" IS NOT NULL
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

WITH folded AS (
SELECT COALESCE(r."channel_id", CASE WHEN 1775001599999 < r."led_from" THEN CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE j1."channel_id" END ELSE CASE WHEN 1775001599999 < j2."created_at" THEN NULL ELSE j2."channel_id" END END) AS a1, r."created_day" AS a2, COUNT(*) AS m1, COUNT(*) AS m2, COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)) AS m3, COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)) AS m4, COALESCE(SUM(CASE WHEN j3."deal_id" IS NOT NULL THEN j3."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0) AS m5
FROM "deal" AS r
LEFT JOIN "lead" AS j1 ON j1."id" = r."lead_before"
LEFT JOIN "lead" AS j2 ON j2."id" = COALESCE(r."lead_of", r."kept_from")
LEFT JOIN "deal_terms" AS j3 ON j3."deal_id" = r."id" AND j3.from_at <= 1775001599999 AND 1775001599999 < j3.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543 AND (r."lead_of" IS NULL OR (1775001599999 < r."led_from" AND (r."lead_before" IS NULL OR 1775001599999 < j1."created_at"))))
GROUP BY 1, 2
)
SELECT r."a1", j1."month", COALESCE(SUM(r."m1"), 0), COALESCE(SUM(r."m2"), 0), COALESCE(SUM(r."m3"), 0), COALESCE(SUM(r."m4"), 0), COALESCE(SUM(r."m5"), 0)
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."a2" AND j1."month" IS NOT NULL
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

WITH folded AS (
SELECT CAST(f1 AS INTEGER) AS f1, CAST(f2 AS INTEGER) AS f2, a1, a2, a3, a4, m1 FROM (
SELECT ((j1."lead_of" IS NULL OR (1775001599999 < j1."led_from" AND (j1."lead_before" IS NULL OR 1775001599999 < j2."created_at")))) IS TRUE AS f1, (1775001599999 < j1."led_from") IS TRUE AS f2, CASE WHEN (j1."lead_of" IS NULL OR (1775001599999 < j1."led_from" AND (j1."lead_before" IS NULL OR 1775001599999 < j2."created_at"))) THEN COALESCE(j1."channel_id", CASE WHEN 1775001599999 < j1."led_from" THEN CASE WHEN 1775001599999 < j2."created_at" THEN NULL ELSE j2."channel_id" END ELSE CASE WHEN 1775001599999 < j3."created_at" THEN NULL ELSE j3."channel_id" END END) ELSE CASE WHEN 1775001599999 < j1."led_from" THEN j2."channel_id" ELSE j3."channel_id" END END AS a1, j1."created_day" AS a2, j2."created_day" AS a3, j3."created_day" AS a4, COALESCE(SUM(r."received_amount_base"), 0) AS m1
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "lead" AS j2 ON j2."id" = j1."lead_before"
LEFT JOIN "lead" AS j3 ON j3."id" = COALESCE(j1."lead_of", j1."kept_from")
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND j1."created_at" <= 1775001599999 AND 20513 <= CASE WHEN (j1."lead_of" IS NULL OR (1775001599999 < j1."led_from" AND (j1."lead_before" IS NULL OR 1775001599999 < j2."created_at"))) THEN j1."created_day" ELSE CASE WHEN 1775001599999 < j1."led_from" THEN j2."created_day" ELSE j3."created_day" END END AND CASE WHEN (j1."lead_of" IS NULL OR (1775001599999 < j1."led_from" AND (j1."lead_before" IS NULL OR 1775001599999 < j2."created_at"))) THEN j1."created_day" ELSE CASE WHEN 1775001599999 < j1."led_from" THEN j2."created_day" ELSE j3."created_day" END END <= 20543)
GROUP BY 1, 2, 3, 4, 5, 6
) AS flagged
)
SELECT r."a1", j1."month", COALESCE(SUM(r."m1"), 0)
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = CASE WHEN (r."f1" = 1) THEN r."a2" ELSE CASE WHEN (r."f2" = 1) THEN r."a3" ELSE r."a4" END END AND j1."month" IS NOT NULL
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

WITH folded AS (
SELECT r."channel_id" AS a1, r."date" AS a2, COALESCE(SUM(r."cost_base"), 0) AS m1
FROM "ad_spend" AS r
WHERE (r."date" <= 20543 AND 20513 <= r."date" AND r."date" <= 20543)
GROUP BY 1, 2
)
SELECT r."a1", j1."month", COALESCE(SUM(r."m1"), 0)
FROM "folded" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."a2" AND j1."month" IS NOT NULL
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;
