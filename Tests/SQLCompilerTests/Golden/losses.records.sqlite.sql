SELECT r."id", r."closed_at", 1
FROM "deal" AS r
WHERE ((r."known" = 1) AND r."created_at" <= 1775001599999 AND r."closing_at" <= 1775001599999 AND 20513 <= r."closing_day" AND r."closing_day" <= 20543 AND (r."final" = 3) AND r."closing_at" <= 1775001599999 AND 20 < r."id")
ORDER BY r.id
LIMIT 100;
