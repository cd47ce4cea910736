SELECT COUNT(*), COUNT(*) FILTER (WHERE (j1."created_at" <= 1775001599999 OR ((r."status" = 3) AND COALESCE(r."qualified_at", r."created_at") <= 1775001599999))), COUNT(*) FILTER (WHERE (j1."created_at" <= 1775001599999 AND (j1."final" = 2) AND j1."closing_at" <= 1775001599999)), COUNT(*) FILTER (WHERE ((j1."created_at" <= 1775001599999 AND (j1."final" = 3) AND j1."closing_at" <= 1775001599999) OR (((j1."created_at" <= 1775001599999 AND (j1."final" = 2) AND j1."closing_at" <= 1775001599999)) IS NOT TRUE AND (r."status" = 4) AND COALESCE(r."disqualified_at", r."created_at") <= 1775001599999))), COALESCE(SUM(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."amount_base" ELSE j1."amount_base" END) FILTER (WHERE (j1."created_at" <= 1775001599999 AND (j1."final" = 2) AND j1."closing_at" <= 1775001599999)), 0)
FROM "lead" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_of"
LEFT JOIN "deal_terms" AS j2 ON j2."deal_id" = j1."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543);

SELECT COUNT(*), COUNT(*), COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), COUNT(*) FILTER (WHERE ((r."final" = 3) AND r."closing_at" <= 1775001599999)), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)), 0)
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "lead" AS j2 ON j2."id" = r."lead_before" AND j2."created_at" IS NOT NULL
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND 20513 <= r."created_day" AND r."created_day" <= 20543 AND (r."lead_of" IS NULL OR (1775001599999 < r."led_from" AND (r."lead_before" IS NULL OR 1775001599999 < j2."created_at"))));

SELECT COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "lead" AS j2 ON j2."id" = j1."lead_before"
LEFT JOIN "lead" AS j3 ON j3."id" = COALESCE(j1."lead_of", j1."kept_from") AND j3."created_day" IS NOT NULL
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND j1."created_at" <= 1775001599999 AND 20513 <= CASE WHEN (j1."lead_of" IS NULL OR (1775001599999 < j1."led_from" AND (j1."lead_before" IS NULL OR 1775001599999 < j2."created_at"))) THEN j1."created_day" ELSE CASE WHEN 1775001599999 < j1."led_from" THEN j2."created_day" ELSE j3."created_day" END END AND CASE WHEN (j1."lead_of" IS NULL OR (1775001599999 < j1."led_from" AND (j1."lead_before" IS NULL OR 1775001599999 < j2."created_at"))) THEN j1."created_day" ELSE CASE WHEN 1775001599999 < j1."led_from" THEN j2."created_day" ELSE j3."created_day" END END <= 20543);

SELECT COALESCE(SUM(r."cost_base"), 0)
FROM "ad_spend" AS r
WHERE (r."date" <= 20543 AND 20513 <= r."date" AND r."date" <= 20543);
