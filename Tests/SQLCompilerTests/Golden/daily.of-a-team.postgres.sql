SELECT r."manager_id", COUNT(*) FILTER (WHERE (r."direction" = 2)), COUNT(*) FILTER (WHERE (r."direction" = 1)), COUNT(*) FILTER (WHERE 30 < r."duration_s"), COALESCE(SUM(r."duration_s"), 0)
FROM "call" AS r
LEFT JOIN "employee" AS j1 ON j1."id" = r."manager_id" AND j1."team" IS NOT NULL
WHERE ((r."known" = 1) AND r."started_at" <= 1775001599999 AND (r."started_day" = 20543) AND (j1."team" = ? OR j1."team" IS NULL))
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- North

SELECT r."manager_id", COUNT(*) FILTER (WHERE (r."kind" = 1)), COUNT(*) FILTER (WHERE (r."kind" = 2)), COUNT(*) FILTER (WHERE (r."kind" = 3)), COUNT(*) FILTER (WHERE (r."kind" = 4))
FROM "activity" AS r
LEFT JOIN "employee" AS j1 ON j1."id" = r."manager_id" AND j1."team" IS NOT NULL
WHERE ((r."known" = 1) AND r."at" <= 1775001599999 AND ((r."status" = 1 OR r."status" = 4)) IS NOT TRUE AND (r."day" = 20543) AND (j1."team" = ? OR j1."team" IS NULL))
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- North

SELECT r."manager_id", COUNT(*)
FROM "lead" AS r
LEFT JOIN "employee" AS j1 ON j1."id" = r."manager_id" AND j1."team" IS NOT NULL
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."first_response_at" <= 1775001599999 AND (r."first_response_day" = 20543) AND (j1."team" = ? OR j1."team" IS NULL))
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- North

WITH folded AS (
SELECT CAST(f1 AS INTEGER) AS f1, a1, a2, m1 FROM (
SELECT (j1."deal_id" IS NOT NULL) IS TRUE AS f1, j1."manager_id" AS a1, r."manager_id" AS a2, COUNT(*) FILTER (WHERE ((r."final" = 2) AND r."closing_at" <= 1775001599999)) AS m1
FROM "deal" AS r
LEFT JOIN "deal_terms" AS j1 ON j1."deal_id" = r."id" AND j1.from_at <= 1775001599999 AND 1775001599999 < j1.until_at
LEFT JOIN "employee" AS j2 ON j2."id" = CASE WHEN j1."deal_id" IS NOT NULL THEN j1."manager_id" ELSE r."manager_id" END AND j2."team" IS NOT NULL
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND (r."closing_day" = 20543) AND (j2."team" = ? OR j2."team" IS NULL))
GROUP BY 1, 2, 3
) AS flagged
)
SELECT CASE WHEN (r."f1" = 1) THEN r."a1" ELSE r."a2" END, COALESCE(SUM(r."m1"), 0)
FROM "folded" AS r
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- North

SELECT COALESCE(r."manager_id", CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE CASE WHEN j2."deal_id" IS NOT NULL THEN j2."manager_id" ELSE j1."manager_id" END END), COUNT(*), COALESCE(SUM(r."received_amount_base"), 0)
FROM "payment" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
LEFT JOIN "deal_terms" AS j2 ON j2."deal_id" = j1."id" AND j2.from_at <= 1775001599999 AND 1775001599999 < j2.until_at
LEFT JOIN "employee" AS j3 ON j3."id" = COALESCE(r."manager_id", CASE WHEN 1775001599999 < j1."created_at" THEN NULL ELSE CASE WHEN j2."deal_id" IS NOT NULL THEN j2."manager_id" ELSE j1."manager_id" END END) AND j3."team" IS NOT NULL
WHERE ((r."known" = 1) AND r."received_on" <= 20543 AND (r."received_on" = 20543) AND (j3."team" = ? OR j3."team" IS NULL))
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- North

SELECT r."manager_id", COALESCE(SUM(((CASE WHEN r."end" < 1775001600000 THEN r."end" ELSE 1775001600000 END - CASE WHEN r."start" < 1774915200000 THEN 1774915200000 ELSE r."start" END) / 1000)), 0)
FROM "work_time" AS r
LEFT JOIN "employee" AS j1 ON j1."id" = r."manager_id" AND j1."team" IS NOT NULL
WHERE (r."start" <= 1775001599999 AND r."start" < 1775001600000 AND 1774915200000 < r."end" AND r."start" < r."end" AND 1774915200000 <= 1775001599999 AND (j1."team" = ? OR j1."team" IS NULL))
GROUP BY 1
ORDER BY 1 NULLS LAST;
-- North
