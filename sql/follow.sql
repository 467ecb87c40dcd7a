-- What gl-follow hands over: the log of a guild by its sequence, and what each row of it booked.

-- name: follow row
-- The row that was handed over last, to see that the books still have it.
SELECT time, COALESCE(message_id, 0) FROM commands WHERE guild_id = :guild AND seq = :seq;
-- name: follow end
SELECT COALESCE(MAX(seq), 0) FROM commands WHERE guild_id = :guild;
-- name: follow log
-- Words that are being forgotten may not be blank yet: the sixth column says so. What waits by a row is numbered without gaps.
SELECT c.seq, c.time, c.verb, c.status, c.code,
	CASE WHEN EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = c.guild_id AND f.next_seq <= c.seq AND c.seq <= f.last_seq) THEN 1 ELSE 0 END,
	c.text, COALESCE(c.message_id, 0), COALESCE(c.author_id, 0), c.record ->> '$.source',
	COALESCE((SELECT MIN(w.number) FROM waiting w WHERE w.guild_id = c.guild_id AND w.asked_seq = c.seq), 0),
	(SELECT COUNT(*) FROM waiting w WHERE w.guild_id = c.guild_id AND w.asked_seq = c.seq)
FROM commands c WHERE c.guild_id = :guild AND c.seq > :after ORDER BY c.seq LIMIT COALESCE(:limit, 9223372036854775807);
-- name: follow booked from
-- Transactions have the order of the log: none before this one is of a row behind :after.
SELECT COALESCE((SELECT c.transaction_id FROM commands c WHERE c.guild_id = :guild AND c.seq <= :after AND c.transaction_id IS NOT NULL ORDER BY c.seq DESC LIMIT 1), 0);
-- name: follow booked
-- The + keeps SQLite from searching the entries by :first instead of by their transaction.
SELECT t.seq, t.transaction_id, t.batch, COALESCE(t.reverses, 0), t.memo, e.account_id, CASE WHEN a.owner_id IS NULL THEN a.name END,
	COALESCE(a.owner_id, 0), e.currency, e.amount, k.scale, f.time, f.day
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
CROSS JOIN currencies k ON k.guild_id = e.guild_id AND k.code = e.currency
LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id
WHERE t.guild_id = :guild AND t.transaction_id >= :first AND t.seq > :after ORDER BY t.transaction_id, e.entry;
