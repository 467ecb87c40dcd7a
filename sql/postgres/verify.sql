-- name: verify server schema
-- The guards of what is append-only, constraints and indexes, tables and views: the name, what is wrong with it, and whether it is a table, which
-- cannot be read then.
-- A function is as it was written when its text stands in that of the migrations, :schema. A trigger's kind is pg_trigger's tgtype (1 each row,
-- 2 before, 4 insert, 8 delete, 16 update, 32 truncate); its condition is compared without parentheses, quotes and casts,
-- and 'x' stands for 'old.x IS DISTINCT FROM new.x'. A table is made of its columns; a view of what it reads, too. The words of a view the server
-- keeps in a form of its own version: they are not compared.
WITH guards (relation, trigger, kind, function, condition) AS (VALUES
	('batch_totals', 'batch_totals_never_change', 27, 'refuse', NULL), ('batch_totals', 'batch_totals_never_emptied', 34, 'refuse', NULL),
	('batch_totals', 'batch_totals_not_into_sealed', 4, 'refuse_into_closed', NULL),
	('batches', 'batches_closed_never_change', 19, 'refuse', 'old.state = ''closed'''), ('batches', 'batches_never_emptied', 34, 'refuse', NULL),
	('batches', 'batches_never_go', 11, 'refuse', NULL),
	('commands', 'commands_never_change', 19, 'refuse', 'guild_id OR seq OR message_id OR time OR author_id OR verb OR status OR code OR transaction_id OR batch OR rules'),
	('commands', 'commands_never_emptied', 34, 'refuse', NULL), ('commands', 'commands_never_go', 11, 'refuse', NULL),
	('commands', 'commands_words_stay', 19, 'refuse_unless_forgetting', NULL), ('entries', 'entries_never_change', 27, 'refuse', NULL),
	('entries', 'entries_never_emptied', 34, 'refuse', NULL), ('entries', 'entries_not_into_sealed', 4, 'refuse_sealed', NULL),
	('guilds', 'sealed_only_grows', 19, 'refuse', 'new.sealed_transaction < old.sealed_transaction'),
	('transactions', 'transactions_memos_stay', 19, 'refuse_unless_forgetting', NULL),
	('transactions', 'transactions_never_change', 19, 'refuse', 'guild_id OR transaction_id OR batch OR time OR verb OR seq OR author_id OR reverses'),
	('transactions', 'transactions_never_emptied', 34, 'refuse', NULL), ('transactions', 'transactions_never_go', 11, 'refuse', NULL),
	('transactions', 'transactions_not_into_sealed', 4, 'refuse_sealed', NULL)),
relations (name, made_of) AS (VALUES
	('accounts', 'guild_id bigint, account_id bigint, name text, folded_name text, kind text, owner_id bigint, purpose text, state text, opened_by bigint'),
	('balances', 'guild_id bigint, account_id bigint, currency text, balance bigint, floor bigint, entries bigint'),
	('batch_totals', 'guild_id bigint, batch bigint, account_id bigint, currency text, entries bigint, debits bigint, credits bigint, balance bigint, counted bigint, debits_over bigint, credits_over bigint'),
	('batches', 'guild_id bigint, batch bigint, state text, opened_at bigint, opened_by bigint, closed_at bigint, closed_by bigint, transactions bigint, first_transaction bigint, last_transaction bigint, previous_hash text, hash text, form bigint, entries_hash text, merkle_root text'),
	('channels', 'guild_id bigint, channel_id bigint, enabled bigint, since bigint'),
	('commands', 'guild_id bigint, seq bigint, message_id bigint, time bigint, author_id bigint, verb text, status text, code text, transaction_id bigint, batch bigint, text text, record text, rules bigint'),
	('counters', 'guild_id bigint, name text, first text, second text, value bigint'),
	('currencies', 'guild_id bigint, code text, scale bigint'),
	('cursors', 'guild_id bigint, channel_id bigint, after bigint'),
	('entries', 'guild_id bigint, transaction_id bigint, entry bigint, account_id bigint, currency text, amount bigint'),
	('forgets', 'guild_id bigint, user_id bigint, pseudonym text, names text, last_seq bigint, next_seq bigint, next_delivery bigint'),
	('forgetting', 'guild_id bigint, user_id bigint'),
	('guilds', 'guild_id bigint, name text, owner_id bigint, language text, timezone text, currency text, sealed_transaction bigint, last_time bigint'),
	('lease_holders', 'holder text, until bigint'),
	('leases', 'guild_id bigint, holder text, until bigint'),
	('member_roles', 'guild_id bigint, user_id bigint, role_id bigint'),
	('members', 'guild_id bigint, user_id bigint, nick text, joined_at bigint, pending bigint, left_guild bigint, left_at bigint'),
	('outbox', 'guild_id bigint, delivery bigint, kind text, seq bigint, channel_id bigint, reply_to bigint, user_id bigint, role_id bigint, content text, state text, attempt bigint, not_before bigint, discord_id bigint, error text, digest bigint, files text, uncertain bigint, neutral bigint'),
	('permits', 'guild_id bigint, role_id bigint, permits bigint'),
	('registrations', 'guild_id bigint, user_id bigint, request bigint, requested_at bigint, state text'),
	('role_groups', 'guild_id bigint, folded_name text, name text, most bigint, registered bigint, needs_role bigint, fee bigint, currency text'),
	('role_offers', 'guild_id bigint, role_id bigint, folded_group text'),
	('roles', 'guild_id bigint, role_id bigint, name text, position bigint, managed bigint, permissions text'),
	('settings', 'guild_id bigint, key text, value text'),
	('transactions', 'guild_id bigint, transaction_id bigint, batch bigint, time bigint, verb text, seq bigint, author_id bigint, reverses bigint, memo text'),
	('users', 'guild_id bigint, user_id bigint, name text, forgotten bigint, active bigint, chatter_minute bigint, chatter bigint, hinted bigint'),
	('v_accounts', 'guild_id bigint, account_id bigint, account text, kind text, state text, owner_id bigint, purpose text, side text, opened text; of accounts, commands, users'),
	('v_activity', 'guild_id bigint, day text, commands bigint, people bigint, transactions bigint, ok bigint, rejected bigint, denied bigint, failed bigint; of commands'),
	('v_balances', 'guild_id bigint, account_id bigint, account text, kind text, state text, owner_id bigint, currency text, scale bigint, balance text, balance_minor bigint, debit_minor bigint, floor_minor bigint, entries bigint; of accounts, balances, currencies, users'),
	('v_batches', 'guild_id bigint, batch bigint, state text, opened text, closed text, first_transaction bigint, last_transaction bigint, transactions bigint, previous_hash text, hash text, form bigint, entries_hash text, merkle_root text; of batches, transactions'),
	('v_journal', 'guild_id bigint, transaction_id bigint, entry bigint, time text, batch bigint, verb text, account_id bigint, account text, kind text, currency text, scale bigint, amount text, amount_minor bigint, debit_minor bigint, credit_minor bigint, memo text, reverses bigint, author_id bigint; of accounts, currencies, entries, transactions, users'),
	('v_members', 'guild_id bigint, user_id bigint, name text, nick text, joined text, left_at text, has_left bigint, account_id bigint, account_state text, roles bigint; of accounts, member_roles, members, users'),
	('v_outbox', 'guild_id bigint, delivery bigint, kind text, state text, attempt bigint, seq bigint, channel_id bigint, reply_to bigint, user_id bigint, role_id bigint, discord_id bigint, not_before text, error text; of outbox'),
	('v_roles', 'guild_id bigint, role_id bigint, name text, position bigint, managed bigint, role_group text, permits bigint, wearers bigint; of member_roles, permits, role_groups, role_offers, roles'),
	('v_transactions', 'guild_id bigint, transaction_id bigint, time text, batch bigint, verb text, seq bigint, author_id bigint, author text, memo text, reverses bigint, reversed_by bigint, entries bigint; of entries, transactions, users'),
	('wanted_roles', 'guild_id bigint, user_id bigint, role_id bigint, wanted bigint, granted bigint, until bigint, fee_transaction bigint, seq bigint'))
SELECT g.trigger, CASE WHEN t.tgname IS NULL THEN 'it is missing' WHEN t.tgenabled NOT IN ('O', 'A') THEN 'it is switched off' ELSE 'it was changed' END, 0
FROM guards g LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass(g.relation) AND t.tgname = g.trigger LEFT JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgname IS NULL OR t.tgenabled NOT IN ('O', 'A') OR t.tgtype <> g.kind OR p.proname <> g.function
	OR regexp_replace(regexp_replace(substring(pg_get_triggerdef(t.oid) FROM ' WHEN (.*) EXECUTE '), '[()"]|::text', '', 'g'),
		'old[.]([a-z_]+) IS DISTINCT FROM new[.]\1', '\1', 'g') IS DISTINCT FROM g.condition
UNION ALL SELECT p.proname || '()', 'the function was changed', 0 FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = to_regnamespace(current_schema()) AND l.lanname IN ('sql', 'plpgsql')
	AND position('CREATE FUNCTION ' || p.proname || '(' IN :schema) > 0 AND position('$$' || p.prosrc || '$$' IN :schema) = 0
UNION ALL SELECT u.name, 'the unique index is missing', 0 FROM (VALUES ('accounts_by_name'), ('accounts_by_owner'), ('accounts_by_purpose'), ('transactions_reversed'),
	('commands_by_message'), ('registrations_by_request')) AS u (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indexrelid = to_regclass(u.name) AND i.indisunique)
UNION ALL SELECT 'constraints', 'there are ' || k.there || ' ' || k.kind || ', ' || k.written || ' were written', 0 FROM (
	SELECT w.kind, w.written, (SELECT COUNT(*) FROM pg_constraint x WHERE x.connamespace = to_regnamespace(current_schema()) AND x.contype = w.type) AS there
	FROM (VALUES ('c', 'checks', 27), ('f', 'foreign keys', 18)) AS w (type, kind, written)) k WHERE k.there < k.written
UNION ALL SELECT t.tgname, 'it is none of guildledger''s', 0 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = to_regnamespace(current_schema()) AND NOT t.tgisinternal AND NOT EXISTS (SELECT 1 FROM guards g WHERE g.trigger = t.tgname)
UNION ALL SELECT c.relname, 'the server says that it is not whole', 0 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = to_regnamespace(current_schema()) AND NOT (i.indisvalid AND i.indisready)
UNION ALL SELECT x.conname, 'it is not checked', 0 FROM pg_constraint x WHERE x.connamespace = to_regnamespace(current_schema()) AND NOT x.convalidated
UNION ALL SELECT r.name, 'the primary key is missing', 0 FROM relations r JOIN pg_class c ON c.oid = to_regclass(r.name) AND c.relkind = 'r'
WHERE NOT EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conrelid = c.oid AND x.contype = 'p')
UNION ALL SELECT r.name, CASE WHEN f.made_of IS NULL THEN 'it is missing' ELSE 'it is made otherwise: ' || f.made_of END, CASE WHEN r.name LIKE 'v\_%' THEN 0 ELSE 1 END FROM relations r LEFT JOIN (
	SELECT c.relname, string_agg(a.attname || ' ' || format_type(a.atttypid, NULL), ', ' ORDER BY a.attnum) || COALESCE((SELECT '; of ' || string_agg(DISTINCT t.relname, ', ')
		FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
		JOIN pg_class t ON t.oid = d.refobjid WHERE w.ev_class = c.oid), '') AS made_of
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relnamespace = to_regnamespace(current_schema()) GROUP BY c.oid, c.relname) f ON f.relname = r.name WHERE f.made_of IS DISTINCT FROM r.made_of
ORDER BY 1;
