-- name: migration 17
-- What asks in SQL sees when a transaction counts: accounting_time as reports by period have it, own_day beside it where that is not its time.
CREATE OR REPLACE VIEW v_journal AS
SELECT e.guild_id, e.transaction_id, e.entry, instant(t.time) AS time, t.batch, t.verb, e.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind,
	e.currency, c.scale, amount(e.amount, c.scale) AS amount, e.amount AS amount_minor, GREATEST(e.amount, 0) AS debit_minor, GREATEST(-e.amount, 0) AS credit_minor,
	t.memo, t.reverses, t.author_id, instant(COALESCE(f.time, t.time)) AS accounting_time, f.day AS own_day
FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id;
CREATE OR REPLACE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, instant(t.time) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries, t.waiting, t.approved_by,
	instant(COALESCE(f.time, t.time)) AS accounting_time, f.day AS own_day
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id
LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id;
