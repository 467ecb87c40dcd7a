-- name: migration 8
-- How a batch is sealed: form 1 hashes its entries behind a line that names the batch before, form 2 one line with the hash of the
-- entries and the root of the Merkle tree over the transactions. What was closed before stays as it was sealed.
ALTER TABLE batches ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2);
ALTER TABLE batches ADD COLUMN entries_hash TEXT CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form = 2));
ALTER TABLE batches ADD COLUMN merkle_root TEXT CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form = 2));
UPDATE batches SET form = 2 WHERE state = 'open';
DROP VIEW v_batches;
CREATE VIEW v_batches AS
SELECT guild_id, batch, state, strftime('%Y-%m-%dT%H:%M:%S', opened_at / 1000, 'unixepoch') || printf('.%03dZ', opened_at % 1000) AS opened, strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000, 'unixepoch') || printf('.%03dZ', closed_at % 1000) AS closed,
	first_transaction, last_transaction, COALESCE(transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)) AS transactions, previous_hash, hash,
	form, entries_hash, merkle_root
FROM batches b;
