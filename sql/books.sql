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
