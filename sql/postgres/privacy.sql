-- name: forget hold
-- As whoever writes the guild's books: two slices never meet.
SELECT COUNT(pg_advisory_xact_lock(hashtextextended(current_schema(), :guild)));
