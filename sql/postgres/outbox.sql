-- name: outbox hold
-- Before anything is read: who waited sees what the other marked, and no delivery is printed by two workers.
SELECT COUNT(pg_advisory_xact_lock(hashtextextended(current_schema() || '/outbox', 0)));
