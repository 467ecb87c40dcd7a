-- name: migration 17
-- What asks in SQL sees when a transaction counts: accounting_time as reports by period have it, own_day beside it where that is not its time.
DROP VIEW v_journal;
CREATE VIEW v_journal AS
WITH x AS (SELECT e.guild_id, e.transaction_id, e.entry, t.time, t.batch, t.verb, e.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind,
	e.currency, c.scale, e.amount AS minor, t.memo, t.reverses, t.author_id, COALESCE(f.time, t.time) AS counts, f.day AS own_day
	FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
	LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id)
SELECT guild_id, transaction_id, entry, strftime('%Y-%m-%dT%H:%M:%S', time / 1000, 'unixepoch') || printf('.%03dZ', time % 1000) AS time, batch, verb, account_id, account, kind,
	currency, scale, printf('%s%d%s', CASE WHEN minor < 0 THEN '-' ELSE '' END, ABS(minor / CAST('1' || substr('000000000', 1, scale) AS INTEGER)), CASE WHEN scale THEN '.' || printf('%0*d', scale, ABS(minor % CAST('1' || substr('000000000', 1, scale) AS INTEGER))) ELSE '' END) AS amount, minor AS amount_minor, MAX(minor, 0) AS debit_minor, MAX(-minor, 0) AS credit_minor, memo, reverses, author_id,
	strftime('%Y-%m-%dT%H:%M:%S', counts / 1000, 'unixepoch') || printf('.%03dZ', counts % 1000) AS accounting_time, own_day FROM x;
DROP VIEW v_transactions;
CREATE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, strftime('%Y-%m-%dT%H:%M:%S', t.time / 1000, 'unixepoch') || printf('.%03dZ', t.time % 1000) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries, t.waiting, t.approved_by,
	strftime('%Y-%m-%dT%H:%M:%S', COALESCE(f.time, t.time) / 1000, 'unixepoch') || printf('.%03dZ', COALESCE(f.time, t.time) % 1000) AS accounting_time, f.day AS own_day
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id
LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id;
