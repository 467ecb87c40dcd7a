-- name: verify server schema
-- The guards of what is append-only, constraints and indexes: the name, and what is wrong with it.
-- A function is as it was written when its text stands in that of the migrations, :schema. A trigger's kind is pg_trigger's tgtype (1 each row,
-- 2 before, 4 insert, 8 delete, 16 update, 32 truncate); its condition is compared without parentheses, quotes and casts,
-- and 'x' stands for 'old.x IS DISTINCT FROM new.x'.
WITH guards (relation, trigger, kind, function, condition) AS (VALUES
	('batch_totals', 'batch_totals_never_change', 27, 'refuse', NULL), ('batch_totals', 'batch_totals_never_emptied', 34, 'refuse', NULL),
	('batch_totals', 'batch_totals_not_into_sealed', 4, 'refuse_into_closed', NULL),
	('batches', 'batches_closed_never_change', 19, 'refuse', 'old.state = ''closed'''), ('batches', 'batches_never_emptied', 34, 'refuse', NULL),
	('batches', 'batches_never_go', 11, 'refuse', NULL),
	('commands', 'commands_never_change', 19, 'refuse', 'guild_id OR seq OR message_id OR time OR author_id OR verb OR status OR code OR transaction_id OR batch'),
	('commands', 'commands_never_emptied', 34, 'refuse', NULL), ('commands', 'commands_never_go', 11, 'refuse', NULL),
	('commands', 'commands_words_stay', 19, 'refuse_unless_forgetting', NULL), ('entries', 'entries_never_change', 27, 'refuse', NULL),
	('entries', 'entries_never_emptied', 34, 'refuse', NULL), ('entries', 'entries_not_into_sealed', 4, 'refuse_sealed', NULL),
	('guilds', 'sealed_only_grows', 19, 'refuse', 'new.sealed_transaction < old.sealed_transaction'),
	('transactions', 'transactions_memos_stay', 19, 'refuse_unless_forgetting', NULL),
	('transactions', 'transactions_never_change', 19, 'refuse', 'guild_id OR transaction_id OR batch OR time OR verb OR seq OR author_id OR reverses'),
	('transactions', 'transactions_never_emptied', 34, 'refuse', NULL), ('transactions', 'transactions_never_go', 11, 'refuse', NULL),
	('transactions', 'transactions_not_into_sealed', 4, 'refuse_sealed', NULL))
SELECT g.trigger, CASE WHEN t.tgname IS NULL THEN 'it is missing' WHEN t.tgenabled NOT IN ('O', 'A') THEN 'it is switched off' ELSE 'it was changed' END
FROM guards g LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass(g.relation) AND t.tgname = g.trigger LEFT JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgname IS NULL OR t.tgenabled NOT IN ('O', 'A') OR t.tgtype <> g.kind OR p.proname <> g.function
	OR regexp_replace(regexp_replace(substring(pg_get_triggerdef(t.oid) FROM ' WHEN (.*) EXECUTE '), '[()"]|::text', '', 'g'),
		'old[.]([a-z_]+) IS DISTINCT FROM new[.]\1', '\1', 'g') IS DISTINCT FROM g.condition
UNION ALL SELECT p.proname || '()', 'the function was changed' FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = to_regnamespace(current_schema()) AND l.lanname IN ('sql', 'plpgsql')
	AND position('CREATE FUNCTION ' || p.proname || '(' IN :schema) > 0 AND position(p.prosrc IN :schema) = 0
UNION ALL SELECT u.name, 'the unique index is missing' FROM (VALUES ('accounts_by_name'), ('accounts_by_owner'), ('accounts_by_purpose'), ('transactions_reversed'),
	('commands_by_message'), ('registrations_by_request')) AS u (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indexrelid = to_regclass(u.name) AND i.indisunique)
UNION ALL SELECT 'constraints', 'there are ' || k.there || ' ' || k.kind || ', ' || k.written || ' were written' FROM (
	SELECT w.kind, w.written, (SELECT COUNT(*) FROM pg_constraint x WHERE x.connamespace = to_regnamespace(current_schema()) AND x.contype = w.type) AS there
	FROM (VALUES ('c', 'checks', 26), ('f', 'foreign keys', 17)) AS w (type, kind, written)) k WHERE k.there < k.written
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
