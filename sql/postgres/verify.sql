-- name: verify server schema
-- The guards of what is append-only, constraints and indexes: the name, and what is wrong with it.
WITH guards (relation, trigger) AS (VALUES ('entries', 'entries_never_change'), ('entries', 'entries_never_emptied'), ('entries', 'entries_not_into_sealed'),
	('transactions', 'transactions_never_change'), ('transactions', 'transactions_memos_stay'), ('transactions', 'transactions_never_go'),
	('transactions', 'transactions_never_emptied'), ('transactions', 'transactions_not_into_sealed'), ('commands', 'commands_never_change'),
	('commands', 'commands_words_stay'), ('commands', 'commands_never_go'), ('commands', 'commands_never_emptied'), ('batches', 'batches_closed_never_change'),
	('batches', 'batches_never_go'), ('batches', 'batches_never_emptied'), ('batch_totals', 'batch_totals_never_change'),
	('batch_totals', 'batch_totals_never_emptied'), ('batch_totals', 'batch_totals_not_into_sealed'), ('guilds', 'sealed_only_grows'))
SELECT g.trigger, CASE WHEN t.tgname IS NULL THEN 'it is missing' WHEN t.tgenabled NOT IN ('O', 'A') THEN 'it is switched off' ELSE 'its function was changed' END
FROM guards g LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass(g.relation) AND t.tgname = g.trigger LEFT JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgname IS NULL OR t.tgenabled NOT IN ('O', 'A') OR p.proname NOT IN ('refuse', 'refuse_sealed', 'refuse_into_closed', 'refuse_unless_forgetting')
	OR p.prosrc NOT LIKE '%RAISE EXCEPTION%'
UNION ALL SELECT t.tgname, 'it is none of guildledger''s' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = to_regnamespace(current_schema()) AND NOT t.tgisinternal AND NOT EXISTS (SELECT 1 FROM guards g WHERE g.trigger = t.tgname)
UNION ALL SELECT c.relname, 'the server says that it is not whole' FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = to_regnamespace(current_schema()) AND NOT (i.indisvalid AND i.indisready)
UNION ALL SELECT x.conname, 'it is not checked' FROM pg_constraint x WHERE x.connamespace = to_regnamespace(current_schema()) AND NOT x.convalidated
UNION ALL SELECT k.name, 'the primary key is missing' FROM (VALUES ('guilds'), ('settings'), ('channels'), ('cursors'), ('currencies'), ('users'), ('members'), ('roles'),
	('member_roles'), ('permits'), ('accounts'), ('balances'), ('batches'), ('batch_totals'), ('transactions'), ('entries'), ('commands'), ('outbox'), ('role_groups'),
	('role_offers'), ('wanted_roles'), ('registrations'), ('counters')) AS k (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conrelid = to_regclass(k.name) AND x.contype = 'p')
ORDER BY 1;
