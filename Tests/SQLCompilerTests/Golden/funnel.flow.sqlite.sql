SELECT j1."in_pipeline", r."stage", COUNT(*)
FROM "stage_visit" AS r
LEFT JOIN "deal" AS j1 ON j1."id" = r."deal_id"
WHERE (j1."created_at" <= 1775001599999 AND r."entered_at" <= 1775001599999 AND 20513 <= r."entered_day" AND r."entered_day" <= 20543 AND (r."is_first" = 1))
GROUP BY 1, 2
ORDER BY 1 NULLS LAST, 2 NULLS LAST;
