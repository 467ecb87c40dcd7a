-- What the exports for accountants ask, in the order in which they write it.
-- name: export guild
SELECT timezone, name, last_time FROM guilds WHERE guild_id = :guild;
-- name: export currencies
SELECT code, scale FROM currencies WHERE guild_id = :guild AND (:currency IS NULL OR code = :currency) ORDER BY code;
-- name: export accounts
SELECT a.account_id, a.kind, a.owner_id, a.folded_name, COALESCE('@' || u.name, a.name), a.state,
	MIN(COALESCE((SELECT time FROM commands l WHERE l.guild_id = :guild AND l.seq = a.opened_by), 9223372036854775807),
		COALESCE((SELECT MIN(t.time) FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id IN (SELECT MIN(e.transaction_id)
			FROM balances b CROSS JOIN entries e ON e.guild_id = :guild AND e.account_id = b.account_id AND e.currency = b.currency
			WHERE b.guild_id = :guild AND b.account_id = a.account_id GROUP BY b.currency)), 9223372036854775807))
FROM accounts a LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
WHERE a.guild_id = :guild ORDER BY a.owner_id IS NOT NULL, a.account_id;
-- name: export opening
SELECT a.account_id, a.kind, a.owner_id, a.folded_name, o.currency, o.amount, c.scale
FROM opening o JOIN accounts a ON a.guild_id = :guild AND a.account_id = o.account_id
JOIN currencies c ON c.guild_id = :guild AND c.code = o.currency WHERE o.amount <> 0 ORDER BY a.account_id, o.currency;
-- name: export journal
SELECT t.transaction_id, t.time, t.batch, t.verb, t.seq, t.author_id, t.reverses, t.memo, a.account_id, a.kind, a.owner_id, a.folded_name,
	e.currency, e.amount, c.scale
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = t.transaction_id
CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = e.account_id
CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = e.currency
WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to)
	AND (:batch IS NULL OR t.batch = :batch) AND (:currency IS NULL OR e.currency = :currency)
ORDER BY t.transaction_id, e.entry;
-- name: export assertions
-- What closed batches found, plus what was booked between their end and the transaction :next; the newest batch counts.
SELECT a.account_id, a.kind, a.owner_id, a.folded_name, x.currency,
	wide_add(x.balance, COALESCE((SELECT wide_sum(e.amount) FROM entries e WHERE e.guild_id = :guild AND e.account_id = x.account_id AND e.currency = x.currency
		AND e.transaction_id > b.last_transaction AND e.transaction_id < :next), 0)), c.scale, x.batch
FROM batches b CROSS JOIN batch_totals x ON x.guild_id = :guild AND x.batch = b.batch
JOIN accounts a ON a.guild_id = :guild AND a.account_id = x.account_id
JOIN currencies c ON c.guild_id = :guild AND c.code = x.currency
WHERE b.guild_id = :guild AND b.batch BETWEEN :first AND :last AND b.state = 'closed' AND (:currency IS NULL OR x.currency = :currency)
	AND (:to IS NULL OR (SELECT time FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id = b.last_transaction) < :to)
	AND NOT EXISTS (SELECT 1 FROM batch_totals y JOIN batches z ON z.guild_id = :guild AND z.batch = y.batch
		WHERE y.guild_id = :guild AND y.batch > b.batch AND y.batch <= :last AND y.account_id = x.account_id AND y.currency = x.currency
		AND (:to IS NULL OR (SELECT time FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id = z.last_transaction) < :to))
ORDER BY a.account_id, x.currency;
-- name: export statements
SELECT e.currency, MIN(c.scale), MIN(CASE WHEN :from IS NULL OR t.time >= :from THEN t.time END), MAX(t.time), wide_mul(:side, wide_sum(e.amount))
FROM entries e JOIN transactions t ON t.guild_id = :guild AND t.transaction_id = e.transaction_id
JOIN currencies c ON c.guild_id = :guild AND c.code = e.currency
WHERE e.guild_id = :guild AND e.account_id = :account AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency)
GROUP BY e.currency ORDER BY e.currency;
