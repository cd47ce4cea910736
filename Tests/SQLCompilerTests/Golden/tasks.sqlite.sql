SELECT r."manager_id", COUNT(*), COUNT(*) FILTER (WHERE (r."done_at" <= 1775001599999 AND (r."done_at" / 1000) <= (r."due_at" / 1000))), COUNT(*) FILTER (WHERE (r."done_at" <= 1775001599999 AND ((r."done_at" / 1000) <= (r."due_at" / 1000)) IS NOT TRUE)), COUNT(*) FILTER (WHERE ((r."done_at" > 1775001599999 OR r."done_at" IS NULL) AND r."due_at" < 1775001599999)), COUNT(*) FILTER (WHERE (r."done_at" <= 1775001599999 AND r."result" IS NULL))
FROM "task" AS r
WHERE ((r."known" = 1) AND (r."due_at" IS NULL) IS NOT TRUE AND (r."created_at" IS NULL OR r."created_at" <= 1775001599999) AND 20513 <= r."due_day" AND r."due_day" <= 20543)
GROUP BY 1
ORDER BY 1 NULLS LAST;
