SELECT r."loss_reason", COUNT(*), COALESCE(SUM(CASE WHEN j1."deal_id" IS NOT NULL THEN j1."amount_base" ELSE r."amount_base" END), 0), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closing_at" < r."created_at")), COUNT(*) FILTER (WHERE (r."closing_at" <= 1775001599999 AND r."closed_at" IS NULL))
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "deal_warmth" AS j2 ON j2."deal_id" = r."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
LEFT JOIN "lead" AS j3 ON j3."id" = r."lead_before"
LEFT JOIN "lead_warmth" AS j4 ON j4."lead_id" = j3."id" AND j4.from_at <= 1775001599999 AND 1775001599999 < j4.until_at
LEFT JOIN "lead" AS j5 ON j5."id" = r."lead_of"
LEFT JOIN "lead_warmth" AS j6 ON j6."lead_id" = j5."id" AND j6.from_at <= 1775001599999 AND 1775001599999 < j6.until_at
LEFT JOIN "client" AS j7 ON j7."id" = r."client_id"
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND 20513 <= r."closing_day" AND r."closing_day" <= 20543 AND (r."final" = 3) AND r."closing_at" <= 1775001599999 AND (COALESCE(CASE WHEN j2."deal_id" IS NOT NULL THEN j2."temperature" ELSE r."temperature" END, CASE WHEN 1775001599999 < r."led_from" THEN CASE WHEN 1775001599999 < j3."created_at" THEN NULL ELSE CASE WHEN j4."lead_id" IS NOT NULL THEN j4."temperature" ELSE j3."temperature" END END ELSE CASE WHEN j6."lead_id" IS NOT NULL THEN j6."temperature" ELSE j5."temperature" END END) = 1) AND (COALESCE(r."region", j7."region") = ?))
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- Tula
