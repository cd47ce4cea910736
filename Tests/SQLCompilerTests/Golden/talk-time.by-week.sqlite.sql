SELECT r."manager_id", (r."started_day" - (r."started_day" + 3) % 7), COUNT(*), COUNT(*) FILTER (WHERE ((r."answered" = 1) OR (r."answered" IS NULL AND 0 < r."duration_s"))), COALESCE(SUM(r."duration_s"), 0), COUNT(DISTINCT COALESCE(r."manager_id", -1) * 1048576 + COALESCE(r."started_day", -1)) FILTER (WHERE (j1."is_working" = 1))
FROM "call" AS r
LEFT JOIN "calendar" AS j1 ON j1."day" = r."started_day"
WHERE ((r."known" = 1) AND r."started_at" <= 1775001599999 AND 20513 <= r."started_day" AND r."started_day" <= 20543)
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;
