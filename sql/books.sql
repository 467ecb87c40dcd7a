-- What a batch is sealed with, and what gl-db tells of a guild.
-- name: batch header
-- A first batch that was closed before any transaction keeps NULL for 0.
SELECT batch, previous_hash, first_transaction, CASE WHEN state = 'closed' THEN COALESCE(last_transaction, 0) END, hash, form, entries_hash, merkle_root, transactions
FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: batch header of form 1
-- The same in a copy from before there were forms (schema 8).
SELECT batch, previous_hash, first_transaction, CASE WHEN state = 'closed' THEN COALESCE(last_transaction, 0) END, hash, 1, NULL, NULL, transactions
FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: batch entries
SELECT e.transaction_id, e.entry, t.time, t.verb, t.reverses, e.account_id, e.currency, e.amount
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id -- so that nothing is sorted in memory
WHERE t.guild_id = :guild AND t.transaction_id >= :first AND t.transaction_id <= :last
ORDER BY t.transaction_id, e.entry;
-- name: transaction batch
SELECT batch FROM transactions WHERE guild_id = :guild AND transaction_id = :transaction;
-- name: guild list
SELECT guild_id, name, language, timezone, currency, owner_id, last_time FROM guilds ORDER BY guild_id;
-- name: guild one
SELECT guild_id, name, language, timezone, currency, owner_id, last_time FROM guilds WHERE guild_id = :guild;
-- name: guild counts
SELECT (SELECT COUNT(*) FROM accounts WHERE guild_id = :guild), (SELECT COUNT(*) FROM accounts WHERE guild_id = :guild AND owner_id IS NOT NULL),
	(SELECT MAX(transaction_id) FROM transactions WHERE guild_id = :guild), (SELECT MAX(seq) FROM commands WHERE guild_id = :guild),
	(SELECT MAX(batch) FROM batches WHERE guild_id = :guild), (SELECT COUNT(*) FROM batches WHERE guild_id = :guild AND state = 'open');
-- name: reconcile books
-- The balance at the end of a day by the bank's days: an entry counts on that of the line that it is, any other on that of its transaction. And the first day of a line.
-- The LIMIT keeps SQLite from looking for the line three times an entry.
SELECT wide_sum(CASE WHEN x.line_day <= :day THEN x.amount
	WHEN x.line_day IS NULL AND (SELECT t.time FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id = x.transaction_id) < :end THEN x.amount END), MIN(x.line_day)
FROM (SELECT e.amount, e.transaction_id, (SELECT l.day FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = :guild AND l.transaction_id = e.transaction_id
		AND l.account_id = :account AND l.currency = :currency LIMIT 1) AS line_day
	FROM entries e WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = :currency LIMIT 9223372036854775807) x;
-- name: reconcile by hand
-- Entries that are in no list, up to a day, without what was undone by then, from the first day of a line on; not those that were agreed.
SELECT t.transaction_id, t.time, e.amount, t.memo FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = :currency AND t.time < :end AND t.time >= :first
	AND (e.transaction_id > :agreed OR t.time >= :agreed_end)
	AND NOT EXISTS (SELECT 1 FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = e.guild_id AND l.transaction_id = e.transaction_id
		AND l.account_id = e.account_id AND l.currency = e.currency)
	AND NOT EXISTS (SELECT 1 FROM transactions r INDEXED BY transactions_reversed WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id AND r.time < :end)
	AND (t.reverses IS NULL OR EXISTS (SELECT 1 FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = e.guild_id AND l.transaction_id = t.reverses
		AND l.account_id = e.account_id AND l.currency = e.currency))
ORDER BY e.transaction_id DESC, e.entry LIMIT 1001;
-- name: reconcile lines
-- Lines of the account up to a day that wait for a word, and those that nobody claimed (1).
SELECT w.number, l.day, l.amount, w.claimed, l.text FROM (
	SELECT number, 0 AS claimed FROM waiting INDEXED BY waiting_from WHERE guild_id = :guild AND from_account = :account AND kind = 'line' AND state = 'waiting' AND verb IN VERBS(imported)
	UNION ALL SELECT number, 0 FROM waiting INDEXED BY waiting_to WHERE guild_id = :guild AND to_account = :account AND kind = 'line' AND state = 'waiting' AND verb IN VERBS(imported)
	UNION ALL SELECT number, 1 FROM waiting INDEXED BY waiting_from WHERE guild_id = :guild AND from_account = :to_sort AND kind = 'line' AND state = 'waiting' AND verb NOT IN VERBS(imported)
	UNION ALL SELECT number, 1 FROM waiting INDEXED BY waiting_to WHERE guild_id = :guild AND to_account = :to_sort AND kind = 'line' AND state = 'waiting' AND verb NOT IN VERBS(imported)
) w CROSS JOIN import_lines l INDEXED BY import_lines_of_number ON l.guild_id = :guild AND l.number = w.number
WHERE l.account_id = :account AND l.currency = :currency AND l.day <= :day ORDER BY l.day DESC, w.number DESC LIMIT 1001;
