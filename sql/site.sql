-- What gl-site publishes. One read transaction sees one state of the books through all of these.
-- name: site begin
BEGIN;
-- name: site end
COMMIT;
-- name: site guild
SELECT g.name, g.language, g.timezone, g.currency, g.last_time, c.scale,
	(SELECT COALESCE(MAX(transaction_id), 0) FROM transactions WHERE guild_id = :guild), (SELECT COALESCE(MAX(seq), 0) FROM commands WHERE guild_id = :guild),
	(SELECT COALESCE(MAX(batch), 0) FROM batches WHERE guild_id = :guild), (SELECT batch FROM batches WHERE guild_id = :guild AND state = 'open'),
	(SELECT COUNT(*) FROM accounts WHERE guild_id = :guild AND owner_id IS NOT NULL AND state <> 'closed'),
	-- how far members were forgotten: what was published before shows what is blank now
	(SELECT COUNT(*) || '/' || COALESCE(SUM(next_seq), 0) FROM forgets WHERE guild_id = :guild),
	SETTING(g, prefix)
FROM guilds g JOIN currencies c ON c.guild_id = g.guild_id AND c.code = g.currency WHERE g.guild_id = :guild;
-- name: site transaction
SELECT time, seq FROM transactions WHERE guild_id = :guild AND transaction_id = :transaction;
-- name: site accounts
SELECT a.account_id, LABEL(a.account_id), a.kind, a.state, a.owner_id IS NOT NULL, b.currency,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 1 ELSE -1 END, b.balance, b.entries, b.floor, c.scale, m.joined_at
FROM accounts a LEFT JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
LEFT JOIN members m ON m.guild_id = a.guild_id AND m.user_id = a.owner_id
LEFT JOIN currencies c ON c.guild_id = a.guild_id AND c.code = b.currency
WHERE a.guild_id = :guild ORDER BY a.account_id, b.currency;
-- The + keeps the planner from reading the whole range of entries for each transaction. FROM and UNTIL: the times of a month.
-- name: site new transactions
SELECT t.transaction_id, t.time, t.batch, t.verb, t.reverses, t.author_id, e.account_id, e.currency, e.amount
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id
WHERE t.guild_id = :guild AND t.transaction_id > :after AND t.transaction_id <= :upto ORDER BY t.transaction_id, e.entry;
-- name: site journal
SELECT t.transaction_id, t.time, t.batch, t.verb, t.memo, t.reverses, e.account_id, LABEL(e.account_id), e.currency, e.amount, c.scale, e.entry
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id
CROSS JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
WHERE t.guild_id = :guild AND t.transaction_id > :after AND t.transaction_id <= :upto
	AND (:from IS NULL OR t.time >= :from) AND (:until IS NULL OR t.time < :until) ORDER BY t.transaction_id DESC, e.entry;
-- What a receipt says beyond that. An operator is no user: the log has their name.
-- name: site receipts
SELECT t.transaction_id, t.time, t.batch, t.verb, t.memo, t.reverses, e.account_id, LABEL(e.account_id), e.currency, e.amount, c.scale, e.entry,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = :guild AND r.reverses = t.transaction_id), t.author_id,
	CASE WHEN t.author_id = 0 THEN l.record ->> '$.author.name' END,
	CASE WHEN l.record ->> '$.source' = 'discord' THEN l.record ->> '$.channel_id' END, l.message_id
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id
CROSS JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
LEFT JOIN commands l ON l.guild_id = t.guild_id AND l.seq = t.seq
WHERE t.guild_id = :guild AND t.transaction_id > :after AND t.transaction_id <= :upto ORDER BY t.transaction_id DESC, e.entry;
-- name: site evidence
-- Of the newest transaction first, as the receipts are.
SELECT transaction_id, sha256, size, media_type FROM evidence WHERE guild_id = :guild AND transaction_id > :after AND transaction_id <= :upto
ORDER BY transaction_id DESC, seq, sha256;
-- name: site attached
SELECT DISTINCT transaction_id FROM evidence WHERE guild_id = :guild AND seq > :seq;
-- name: site users
SELECT u.user_id, USER_LABEL(u.user_id) FROM users u WHERE u.guild_id = :guild;
-- name: site asked
SELECT transaction_id FROM transactions WHERE guild_id = :guild AND author_id = :author;
-- name: site mentions
SELECT DISTINCT t.transaction_id, t.time FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE e.guild_id = :guild AND e.account_id = :account;
-- name: site mentions in batches
SELECT DISTINCT batch FROM batch_totals WHERE guild_id = :guild AND account_id = :account;
-- name: site partners
SELECT DISTINCT z.account_id FROM entries e JOIN entries z ON z.guild_id = e.guild_id AND z.transaction_id = e.transaction_id
WHERE e.guild_id = :guild AND e.account_id = :account AND z.account_id <> :account;
-- name: site tail
SELECT transaction_id, entry FROM entries WHERE guild_id = :guild AND account_id = :account AND currency = :currency
ORDER BY transaction_id DESC, entry DESC LIMIT 1 OFFSET :skip;
-- name: site tail sum
SELECT COALESCE(wide_sum(amount), 0) FROM entries WHERE guild_id = :guild AND account_id = :account AND currency = :currency
	AND (transaction_id, entry) >= (:transaction, :entry);
-- name: site movements
SELECT e.transaction_id, t.time, t.verb, t.memo, e.amount, o.account_id, LABEL(o.account_id)
FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
LEFT JOIN accounts o ON o.guild_id = e.guild_id AND o.account_id = OTHER(e)
WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = :currency AND (e.transaction_id, e.entry) >= (:transaction, :entry)
ORDER BY e.transaction_id, e.entry;
-- name: site batches
SELECT batch, state, opened_at, closed_at, transactions, first_transaction, last_transaction, previous_hash, hash
FROM batches WHERE guild_id = :guild AND (:batch IS NULL OR batch = :batch) ORDER BY batch DESC;
-- name: site batch totals
SELECT t.account_id, LABEL(t.account_id), t.currency, t.entries, wide_add(t.debits, wide_mul(t.debits_over, '9223372036854775808')), wide_add(t.credits, wide_mul(t.credits_over, '9223372036854775808')),
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN t.balance ELSE wide_mul(-1, t.balance) END, t.counted, c.scale
FROM batch_totals t JOIN accounts a ON a.guild_id = t.guild_id AND a.account_id = t.account_id
JOIN currencies c ON c.guild_id = t.guild_id AND c.code = t.currency
WHERE t.guild_id = :guild AND t.batch = :batch ORDER BY t.account_id, t.currency;
-- name: site kinds
SELECT a.kind, b.currency, wide_mul(CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 1 ELSE -1 END, wide_sum(b.balance)), COUNT(*), c.scale
FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE b.guild_id = :guild GROUP BY a.kind, b.currency, c.scale ORDER BY 2, instr('asset liability equity income expense', a.kind);
-- name: site differences
SELECT b.currency, wide_sum(b.balance), c.scale FROM balances b JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE b.guild_id = :guild GROUP BY b.currency, c.scale ORDER BY 1;
-- name: site deliveries
SELECT (SELECT COUNT(*) FROM outbox WHERE guild_id = :guild AND (state = 'due' OR state = 'under_way')),
	(SELECT COUNT(*) FROM outbox WHERE guild_id = :guild AND state = 'failed'),
	(SELECT COUNT(*) FROM batches WHERE guild_id = :guild AND state = 'closed'),
	(SELECT hash FROM batches WHERE guild_id = :guild AND state = 'closed' ORDER BY batch DESC LIMIT 1);
-- Income and expenses since the last run: sums of them are kept, month by month.
-- name: site new results
SELECT ACCOUNTED(t), a.kind, e.currency, e.amount FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
CROSS JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id AND e.currency = b.currency AND e.transaction_id > :after AND e.transaction_id <= :upto
CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE a.guild_id = :guild AND a.kind IN ('income', 'expense') AND t.verb NOT IN VERBS(closes_year);
-- name: site money
SELECT a.account_id, LABEL(a.account_id), b.currency, b.balance, c.scale
FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE a.guild_id = :guild AND a.kind = 'asset' AND a.state <> 'closed' ORDER BY b.currency <> :currency, b.currency, a.account_id;
-- name: site held
SELECT b.currency, wide_mul(-1, wide_sum(b.balance)), c.scale
FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE a.guild_id = :guild AND a.owner_id IS NOT NULL GROUP BY b.currency, c.scale ORDER BY b.currency <> :currency, b.currency;
-- What an account owes, or lacks. What nobody claimed of a bank's list may be more out than in: that waits for a decision, and is no debt.
-- name: site negative
SELECT a.account_id, LABEL(a.account_id), b.currency, wide_mul(CASE WHEN a.kind = 'asset' THEN 1 ELSE -1 END, b.balance), c.scale
FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE a.guild_id = :guild AND a.purpose IS DISTINCT FROM 'to_sort' AND (a.kind = 'asset' AND b.balance < 0 OR a.kind = 'liability' AND b.balance > 0)
ORDER BY b.currency <> :currency, b.currency, CASE WHEN a.kind = 'asset' THEN b.balance ELSE -b.balance END, a.account_id;
-- Whatever waits for somebody's decision: what kind of thing, its number, since when, of whom.
-- name: site waiting
-- What treasurers decide.
SELECT CASE WHEN w.kind <> 'line' THEN w.kind WHEN w.verb IN VERBS(imported) THEN 'line' ELSE 'to-sort' END, w.number, w.asked_at, USER_LABEL(w.asked_by), w.amount, w.currency, c.scale FROM waiting w
LEFT JOIN accounts a ON a.guild_id = w.guild_id AND a.owner_id = w.asked_by
LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.decider_permit IS NOT NULL
	AND (w.kind <> 'registration' OR COALESCE(a.state, 'closed') = 'closed') ORDER BY w.asked_at, w.number;
-- name: site owing
-- How many members owe dues and debts, and how much of each currency. Names are for treasurers.
SELECT COUNT(DISTINCT w.from_account), wide_sum(w.amount - w.paid), w.currency, c.scale
FROM waiting w JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.guild_id = :guild AND w.state = 'waiting' AND (w.kind = 'dues' OR w.kind = 'owe') GROUP BY w.currency, c.scale ORDER BY w.currency;
-- name: site schedules
-- Of the community: what members pay from their own accounts is theirs.
SELECT state, COUNT(*) FROM schedules WHERE guild_id = :guild AND kind <> 'pay' AND (state = 'active' OR state = 'paused') GROUP BY state ORDER BY state DESC;
-- name: site latest
SELECT t.transaction_id, t.time, t.verb, t.memo, t.reverses, e.account_id, LABEL(e.account_id), e.currency, e.amount, c.scale,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 1 ELSE -1 END
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
CROSS JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
WHERE t.guild_id = :guild AND t.transaction_id > :after ORDER BY t.transaction_id DESC, CASE WHEN a.owner_id IS NULL THEN 1 ELSE 0 END, e.entry;
-- name: site members
SELECT u.user_id, USER_LABEL(u.user_id), CASE WHEN m.left_guild = 1 THEN 'left' WHEN r.state = 'waiting' AND COALESCE(a.state, 'closed') = 'closed' THEN 'waiting'
	WHEN a.account_id IS NOT NULL THEN a.state ELSE 'not registered' END, m.joined_at,
	(SELECT group_concat(o.name, ', ') FROM member_roles w JOIN roles o ON o.guild_id = w.guild_id AND o.role_id = w.role_id
		WHERE w.guild_id = u.guild_id AND w.user_id = u.user_id), a.account_id, b.currency, wide_mul(-1, b.balance), c.scale
FROM users u LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id
LEFT JOIN registrations r ON r.guild_id = u.guild_id AND r.user_id = u.user_id
LEFT JOIN accounts a ON a.guild_id = u.guild_id AND a.owner_id = u.user_id
LEFT JOIN balances b ON b.guild_id = u.guild_id AND b.account_id = a.account_id
LEFT JOIN currencies c ON c.guild_id = u.guild_id AND c.code = b.currency
WHERE u.guild_id = :guild ORDER BY u.user_id, CASE WHEN b.currency = :currency THEN 0 ELSE 1 END, b.currency;
-- name: site batch volumes
SELECT t.currency, wide_sum(wide_add(t.debits, wide_mul(t.debits_over, '9223372036854775808'))), c.scale
FROM batch_totals t JOIN currencies c ON c.guild_id = t.guild_id AND c.code = t.currency
WHERE t.guild_id = :guild AND t.batch = :batch GROUP BY t.currency, c.scale ORDER BY CASE WHEN t.currency = :currency THEN 0 ELSE 1 END, t.currency;
-- As the report count has it. A difference is booked by the command that closes the batch, in one transaction at most for each that was counted.
-- name: site batch counts
WITH booked AS (
	SELECT e.account_id, e.currency, wide_sum(e.amount) AS amount FROM batches b
	CROSS JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id <= b.last_transaction AND t.seq = b.closed_by AND t.transaction_id > b.last_transaction -
		(SELECT COUNT(*) FROM batch_totals n WHERE n.guild_id = :guild AND n.batch = :batch AND n.counted IS NOT NULL)
	CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
	WHERE b.guild_id = :guild AND b.batch = :batch GROUP BY 1, 2)
SELECT a.account_id, LABEL(a.account_id), t.currency, wide_mul(CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END, wide_add(t.balance, wide_mul(-1, COALESCE(x.amount, 0)))),
	t.counted, wide_mul(CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END, COALESCE(x.amount, 0)), c.scale
FROM batch_totals t JOIN accounts a ON a.guild_id = t.guild_id AND a.account_id = t.account_id
JOIN currencies c ON c.guild_id = t.guild_id AND c.code = t.currency
LEFT JOIN booked x ON x.account_id = t.account_id AND x.currency = t.currency
WHERE t.guild_id = :guild AND t.batch = :batch AND t.counted IS NOT NULL ORDER BY a.account_id, t.currency;
-- name: site currencies
SELECT code, scale FROM currencies WHERE guild_id = :guild ORDER BY CASE WHEN code = :currency THEN 0 ELSE 1 END, code;
