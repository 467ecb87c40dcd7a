-- What gl-report asks. Reports that sum begin in sql/ENGINE/reports.sql, each as its engine does it best.
-- name: report account
SELECT a.account_id, a.kind FROM accounts a
WHERE a.guild_id = :guild AND (a.folded_name = :folded OR a.owner_id = :owner OR a.purpose = :purpose);
-- name: report batch exists
SELECT batch FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: report balances
WITH b AS (
	SELECT account_id, currency, balance, entries FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance, entries FROM as_of)
SELECT COALESCE('@' || u.name, a.name), a.kind, a.state,
	CASE WHEN a.kind IN ('asset', 'expense') THEN b.balance ELSE -b.balance END, b.currency, b.entries, c.scale
FROM b JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id
JOIN currencies c ON c.guild_id = :guild AND c.code = b.currency
LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
WHERE (:currency IS NULL OR b.currency = :currency) AND (:account IS NULL OR a.account_id = :account)
ORDER BY a.owner_id IS NOT NULL, a.account_id, b.currency;
-- name: report trial-balance
WITH b AS (
	SELECT account_id, currency, balance FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance FROM as_of),
lines AS (
	SELECT 0 AS last, a.owner_id IS NOT NULL AS owned, a.account_id AS id, COALESCE('@' || u.name, a.name) AS name, a.kind AS kind,
		MAX(b.balance, 0) AS debit, MAX(-b.balance, 0) AS credit, b.currency AS currency
	FROM b JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id
	LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
	WHERE b.balance <> 0 AND (:currency IS NULL OR b.currency = :currency)
	UNION ALL
	SELECT 1, false, 0, NULL, 'total', SUM(MAX(balance, 0)), SUM(MAX(-balance, 0)), currency FROM b
	WHERE :currency IS NULL OR currency = :currency GROUP BY currency)
SELECT l.name, l.kind, l.debit, l.credit, l.currency, c.scale FROM lines l
JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency
ORDER BY l.currency, l.last, l.owned, l.id;
-- name: report balance-sheet
WITH b AS (
	SELECT account_id, currency, balance FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance FROM as_of),
k AS (
	SELECT a.account_id, a.kind, a.owner_id, a.name, b.currency, b.balance FROM b
	JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id
	WHERE :currency IS NULL OR b.currency = :currency),
lines AS (
	SELECT 1 AS part, account_id AS id, 'asset' AS section, name, SUM(balance) AS amount, currency FROM k WHERE kind = 'asset' GROUP BY account_id, name, currency
	UNION ALL SELECT 2, 0, 'total assets', NULL, SUM(balance), currency FROM k WHERE kind = 'asset' GROUP BY currency
	UNION ALL SELECT 3, 0, 'liability', NULL, -SUM(balance), currency FROM k WHERE kind = 'liability' AND owner_id IS NOT NULL GROUP BY currency
	UNION ALL SELECT 4, account_id, 'liability', name, -SUM(balance), currency FROM k WHERE kind = 'liability' AND owner_id IS NULL GROUP BY account_id, name, currency
	UNION ALL SELECT 5, account_id, 'equity', name, -SUM(balance), currency FROM k WHERE kind = 'equity' GROUP BY account_id, name, currency
	UNION ALL SELECT 6, 0, 'result', NULL, -SUM(balance), currency FROM k WHERE kind IN ('income', 'expense') GROUP BY currency
	UNION ALL SELECT 7, 0, 'total liabilities, equity and result', NULL, -SUM(balance), currency FROM k WHERE kind <> 'asset' GROUP BY currency)
SELECT l.section, CASE WHEN l.part = 3 THEN char(1) ELSE l.name END, l.amount, l.currency, c.scale FROM lines l
JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency ORDER BY l.currency, l.part, l.id;
-- name: report income
WITH lines AS (
	SELECT MIN(a.kind) AS kind, a.account_id AS id, MIN(a.name) AS name, e.currency AS currency, SUM(e.amount) AS amount FROM accounts a
	JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
	JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	WHERE a.guild_id = :guild AND a.kind IN ('income', 'expense') AND (:from IS NULL OR t.time >= :from)
		AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency)
	GROUP BY a.account_id, e.currency),
everything AS (
	SELECT CASE kind WHEN 'income' THEN 1 ELSE 2 END AS part, id, kind, name, CASE kind WHEN 'income' THEN -amount ELSE amount END AS amount, currency FROM lines
	UNION ALL SELECT 3, 0, 'result', NULL, -SUM(amount), currency FROM lines GROUP BY currency)
SELECT e.kind, e.name, e.amount, e.currency, c.scale FROM everything e
JOIN currencies c ON c.guild_id = :guild AND c.code = e.currency ORDER BY e.currency, e.part, e.id;
-- name: report statement
-- Both parts come in the order of entries_by_account and are merged: nothing is gathered. The opening balance has no transaction: it is first.
SELECT NULL, NULL AS transaction_id, 'opening balance', NULL, :side * SUM(e.amount), NULL, e.currency AS currency,
	(SELECT scale FROM currencies c WHERE c.guild_id = :guild AND c.code = e.currency)
FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE :from IS NOT NULL AND e.guild_id = :guild AND e.account_id = :account AND t.time < :from
	AND (:currency IS NULL OR e.currency = :currency)
GROUP BY e.currency
UNION ALL
SELECT t.time, e.transaction_id, t.verb, t.memo, :side * e.amount, NULL, e.currency,
	(SELECT scale FROM currencies c WHERE c.guild_id = :guild AND c.code = e.currency)
FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE e.guild_id = :guild AND e.account_id = :account AND (:currency IS NULL OR e.currency = :currency)
	AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to)
ORDER BY currency, transaction_id NULLS FIRST;
-- name: report history
SELECT x.time, x.transaction_id, x.verb, x.memo, :side * x.amount, :side * (b.balance - (
	SELECT COALESCE(SUM(y.amount), 0) FROM entries y WHERE y.guild_id = :guild AND y.account_id = :account
	AND y.currency = x.currency AND y.transaction_id > x.transaction_id)), x.currency, c.scale
FROM (SELECT t.time, e.transaction_id, t.verb, t.memo, e.amount, e.currency FROM entries e
	JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = COALESCE(:currency, (SELECT currency FROM guilds WHERE guild_id = :guild))
	ORDER BY e.transaction_id DESC LIMIT COALESCE(:limit, 10)) x
JOIN balances b ON b.guild_id = :guild AND b.account_id = :account AND b.currency = x.currency
JOIN currencies c ON c.guild_id = :guild AND c.code = x.currency
ORDER BY x.transaction_id;
-- name: report journal
SELECT t.transaction_id, t.time, t.batch, t.verb, COALESCE('@' || u.name, a.name), MAX(e.amount, 0), MAX(-e.amount, 0), e.currency, t.memo, t.reverses, c.scale
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
CROSS JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to)
	AND (:batch IS NULL OR t.batch = :batch) AND (:currency IS NULL OR e.currency = :currency)
	AND (:account IS NULL OR e.account_id = :account)
ORDER BY t.transaction_id, e.entry LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report batch
WITH b AS (SELECT * FROM batches WHERE guild_id = :guild AND batch = :batch),
totals AS (
	SELECT t.account_id, t.currency, t.entries, t.debits, t.credits, t.balance, t.counted FROM batch_totals t, b
	WHERE b.state = 'closed' AND t.guild_id = :guild AND t.batch = :batch
	UNION ALL
	SELECT o.account_id, o.currency, o.entries, o.debits, o.credits,
		(SELECT balance FROM balances x WHERE x.guild_id = :guild AND x.account_id = o.account_id AND x.currency = o.currency), NULL FROM open_totals o),
lines AS (
	SELECT 0 AS last, a.owner_id IS NOT NULL AS owned, a.account_id AS id, COALESCE('@' || u.name, a.name) AS name, t.entries AS entries, t.debits AS debits,
		t.credits AS credits, CASE WHEN a.kind IN ('asset', 'expense') THEN t.balance ELSE -t.balance END AS balance, t.counted AS counted, t.currency AS currency
	FROM totals t JOIN accounts a ON a.guild_id = :guild AND a.account_id = t.account_id
	LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
	UNION ALL
	SELECT 1, false, 0, 'total', SUM(entries), SUM(debits), SUM(credits), NULL, NULL, currency FROM totals GROUP BY currency)
SELECT l.name, l.entries, l.debits, l.credits, l.balance, l.counted, l.currency, c.scale FROM lines l
JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency
WHERE :currency IS NULL OR l.currency = :currency ORDER BY l.currency, l.last, l.owned, l.id;
-- name: report batches
SELECT * FROM (
	SELECT b.batch, b.state, b.opened_at, b.closed_at, COALESCE(b.transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)), b.hash, 0
	FROM batches b WHERE b.guild_id = :guild ORDER BY b.batch DESC LIMIT COALESCE(:limit, 9223372036854775807)) newest ORDER BY 1;
-- name: report activity
SELECT s.day, s.commands, s.people, s.booked, v.volume, v.currency, c.scale
FROM (SELECT day, SUM(commands) AS commands, SUM(author_id <> 0) AS people, SUM(booked) AS booked FROM said GROUP BY day) s
LEFT JOIN volumes v ON v.day = s.day LEFT JOIN currencies c ON c.guild_id = :guild AND c.code = v.currency ORDER BY 1, 6;
-- name: report currency
SELECT currency FROM guilds WHERE guild_id = :guild;
-- name: report balances-over-time
WITH days AS (
	SELECT id, MAX(debit_side) AS debit_side, currency, day, SUM(amount) AS amount FROM (
		SELECT id, debit_side, currency, day, amount FROM moved
		UNION ALL SELECT id, MAX(debit_side), currency, (SELECT last FROM bounds), 0 FROM moved GROUP BY id, currency) x
	GROUP BY id, currency, day)
SELECT CASE WHEN d.id = 0 THEN char(1) ELSE COALESCE('@' || u.name, a.name) END, d.day,
	CASE WHEN d.debit_side = 1 THEN 1 ELSE -1 END * SUM(d.amount) OVER (PARTITION BY d.currency, d.id ORDER BY d.day), d.currency, c.scale
FROM days d JOIN currencies c ON c.guild_id = :guild AND c.code = d.currency
LEFT JOIN accounts a ON a.guild_id = :guild AND a.account_id = d.id LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
ORDER BY d.currency, d.id, d.day;
-- name: report flows
SELECT f.day, f."into", f.out_of, f.currency, c.scale FROM flows f JOIN currencies c ON c.guild_id = :guild AND c.code = f.currency ORDER BY f.day, f.currency;
-- name: report hours
SELECT weekday, hour, SUM(commands), SUM(author_id <> 0), 0 FROM hours GROUP BY weekday, hour ORDER BY weekday, hour;
-- name: report batch-totals
SELECT s.batch, b.state, s.transactions, s.total, s.currency, c.scale FROM batch_sums s
JOIN batches b ON b.guild_id = :guild AND b.batch = s.batch JOIN currencies c ON c.guild_id = :guild AND c.code = s.currency ORDER BY 1, 5;
-- name: report top
SELECT ROW_NUMBER() OVER (ORDER BY b.balance, a.account_id), '@' || COALESCE(u.name, CAST(a.owner_id AS TEXT)), -b.balance, b.currency, c.scale
FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id AND a.owner_id IS NOT NULL AND a.state <> 'closed'
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
WHERE b.guild_id = :guild AND b.currency = COALESCE(:currency, (SELECT currency FROM guilds WHERE guild_id = :guild))
ORDER BY b.balance, a.account_id LIMIT COALESCE(:limit, 10);
-- name: report users
SELECT u.user_id, u.name, CASE WHEN m.left_guild = 1 THEN 'left' WHEN r.state = 'waiting' AND COALESCE(a.state, 'closed') = 'closed' THEN 'waiting'
	WHEN a.account_id IS NOT NULL THEN a.state ELSE 'not registered' END,
	m.joined_at, m.left_at, (SELECT time FROM commands l WHERE l.guild_id = :guild AND l.seq = a.opened_by),
	(SELECT COUNT(*) FROM member_roles w WHERE w.guild_id = :guild AND w.user_id = u.user_id),
	COALESCE(last.commands, 0), last.time, -b.balance, g.currency, c.scale
FROM users u JOIN guilds g ON g.guild_id = u.guild_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id
LEFT JOIN registrations r ON r.guild_id = u.guild_id AND r.user_id = u.user_id
LEFT JOIN accounts a ON a.guild_id = u.guild_id AND a.owner_id = u.user_id
LEFT JOIN balances b ON b.guild_id = u.guild_id AND b.account_id = a.account_id AND b.currency = g.currency
LEFT JOIN currencies c ON c.guild_id = u.guild_id AND c.code = g.currency
LEFT JOIN asked last ON last.author_id = u.user_id
WHERE u.guild_id = :guild ORDER BY u.user_id;
-- name: report roles
SELECT r.role_id, r.name, p.name, CASE WHEN t.permits IS NULL THEN NULL WHEN (t.permits & 16) <> 0 THEN 'admin' WHEN (t.permits & 4) <> 0 THEN 'treasurer'
	WHEN (t.permits & 2) <> 0 THEN 'teller' WHEN (t.permits & 8) <> 0 THEN 'auditor' ELSE 'member' END,
	(SELECT COUNT(*) FROM member_roles m WHERE m.guild_id = :guild AND m.role_id = r.role_id),
	(SELECT COUNT(*) FROM wanted_roles w LEFT JOIN member_roles m ON m.guild_id = w.guild_id AND m.user_id = w.user_id AND m.role_id = w.role_id
		WHERE w.guild_id = :guild AND w.role_id = r.role_id AND (w.wanted = 1) <> (m.role_id IS NOT NULL)),
	r.position, CASE WHEN r.managed = 1 THEN 'yes' END, 0
FROM roles r LEFT JOIN role_offers o ON o.guild_id = r.guild_id AND o.role_id = r.role_id
LEFT JOIN role_groups p ON p.guild_id = o.guild_id AND p.folded_name = o.folded_group
LEFT JOIN permits t ON t.guild_id = r.guild_id AND t.role_id = r.role_id
WHERE r.guild_id = :guild ORDER BY r.position DESC, r.role_id;
-- name: report wearers
SELECT u.user_id, u.name, CASE WHEN m.role_id IS NOT NULL THEN 'yes' END, CASE WHEN w.wanted = 0 THEN NULL ELSE 'yes' END, w.until, 0
FROM users u LEFT JOIN member_roles m ON m.guild_id = u.guild_id AND m.user_id = u.user_id AND m.role_id = :role
LEFT JOIN wanted_roles w ON w.guild_id = u.guild_id AND w.user_id = u.user_id AND w.role_id = :role
WHERE u.guild_id = :guild AND (m.role_id IS NOT NULL OR w.wanted = 1) ORDER BY u.user_id;
-- name: report permits
SELECT t.role_id, CASE WHEN t.role_id = :guild THEN '@everyone' ELSE r.name END, CASE WHEN (t.permits & 16) <> 0 THEN 'admin' WHEN (t.permits & 4) <> 0 THEN 'treasurer'
	WHEN (t.permits & 2) <> 0 THEN 'teller' WHEN (t.permits & 8) <> 0 THEN 'auditor' ELSE 'member' END,
	CASE WHEN t.role_id = :guild THEN (SELECT COUNT(*) FROM members m WHERE m.guild_id = :guild AND m.left_guild = 0)
		ELSE (SELECT COUNT(*) FROM member_roles m WHERE m.guild_id = :guild AND m.role_id = t.role_id) END, 0
FROM permits t LEFT JOIN roles r ON r.guild_id = t.guild_id AND r.role_id = t.role_id WHERE t.guild_id = :guild ORDER BY t.permits DESC, t.role_id;
-- name: report registrations
SELECT r.request, r.requested_at, r.user_id, u.name, r.state, 0 FROM registrations r
LEFT JOIN users u ON u.guild_id = r.guild_id AND u.user_id = r.user_id WHERE r.guild_id = :guild ORDER BY r.request;
-- name: report log
SELECT l.seq, l.time, COALESCE('@' || u.name, l.record ->> '$.author.name'), l.verb,
	COALESCE((SELECT group_concat(value, ' ') FROM json_each(l.record, '$.args')), l.record ->> '$.error.detail'), l.status, l.code, l.transaction_id, l.text, 0 FROM commands l
LEFT JOIN users u ON u.guild_id = l.guild_id AND u.user_id = l.author_id
WHERE l.guild_id = :guild AND (:from IS NULL OR l.time >= :from) AND (:to IS NULL OR l.time < :to)
ORDER BY l.seq LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report guild
SELECT timezone FROM guilds WHERE guild_id = :guild;
-- name: report count
-- What was counted when the batch was closed. A difference was booked by that very command, so the books agree afterwards.
SELECT COALESCE('@' || u.name, a.name), CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END * (t.balance - COALESCE(x.booked, 0)), t.counted,
	CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END * COALESCE(x.booked, 0), t.currency, c.scale
FROM batches b JOIN batch_totals t ON t.guild_id = b.guild_id AND t.batch = b.batch AND t.counted IS NOT NULL
JOIN accounts a ON a.guild_id = t.guild_id AND a.account_id = t.account_id
JOIN currencies c ON c.guild_id = t.guild_id AND c.code = t.currency
LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN (SELECT e.account_id, e.currency, SUM(e.amount) AS booked FROM batches b JOIN transactions t ON t.guild_id = b.guild_id
		AND t.transaction_id BETWEEN b.first_transaction AND b.last_transaction AND t.seq = b.closed_by
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE b.guild_id = :guild AND b.batch = :batch GROUP BY 1, 2) x ON x.account_id = t.account_id AND x.currency = t.currency
WHERE b.guild_id = :guild AND b.batch = :batch AND (:currency IS NULL OR t.currency = :currency)
ORDER BY a.owner_id IS NOT NULL, a.account_id, t.currency;
-- name: report biggest
-- Amounts of two currencies cannot be compared: the largest of each. The last one that is shown is found first, so that no more are sorted.
CREATE TEMP TABLE IF NOT EXISTS largest (currency TEXT PRIMARY KEY, amount INTEGER, id INTEGER, entry INTEGER) STRICT, WITHOUT ROWID;
DELETE FROM largest;
INSERT INTO largest (currency) SELECT code FROM currencies WHERE guild_id = :guild AND (:currency IS NULL OR code = :currency);
UPDATE largest SET (amount, id, entry) = (
	SELECT e.amount, e.transaction_id, e.entry FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:batch IS NULL OR t.batch = :batch)
		AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0)
		AND e.currency = largest.currency AND e.amount > 0
	ORDER BY e.amount DESC, e.transaction_id, e.entry LIMIT 1 OFFSET COALESCE(:limit, 10) - 1);
SELECT t.transaction_id, t.time, t.verb, COALESCE('@' || u.name, a.name),
	(SELECT COALESCE('@' || y.name, x.name) FROM entries z JOIN accounts x ON x.guild_id = z.guild_id AND x.account_id = z.account_id
		LEFT JOIN users y ON y.guild_id = x.guild_id AND y.user_id = x.owner_id
		WHERE z.guild_id = e.guild_id AND z.transaction_id = e.transaction_id AND z.currency = e.currency ORDER BY z.amount, z.entry LIMIT 1),
	e.amount, e.currency, t.memo, c.scale
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
JOIN largest l ON l.currency = e.currency JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:batch IS NULL OR t.batch = :batch)
	AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0) AND e.amount > 0
	AND (l.amount IS NULL OR e.amount > l.amount OR (e.amount = l.amount AND (e.transaction_id, e.entry) <= (l.id, l.entry)))
ORDER BY e.currency, e.amount DESC, e.transaction_id, e.entry;
-- name: sheet heading
SELECT batch, opened_at, closed_at, transactions, hash FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: report summary
WITH figures (line, figure, period, value, currency) AS (
	SELECT 1, 'people who wrote', p.period, (SELECT COUNT(*) FROM spoken s WHERE s.period = p.period AND s.author_id <> 0), NULL FROM periods p
	UNION ALL SELECT 2, 'commands', p.period, (SELECT COALESCE(SUM(commands), 0) FROM spoken s WHERE s.period = p.period), NULL FROM periods p
	UNION ALL SELECT 3, 'commands refused', p.period, (SELECT COALESCE(SUM(refused), 0) FROM spoken s WHERE s.period = p.period), NULL FROM periods p
	UNION ALL SELECT 4, 'accounts opened', p.period, (SELECT COUNT(*) FROM accounts a JOIN commands c ON c.guild_id = a.guild_id AND c.seq = a.opened_by
		WHERE a.guild_id = :guild AND a.owner_id IS NOT NULL AND (p.first IS NULL OR c.time >= p.first) AND c.time < p.ended), NULL FROM periods p
	UNION ALL SELECT 5, 'transactions', p.period, (SELECT COUNT(*) FROM transactions t WHERE t.guild_id = :guild AND (p.first IS NULL OR t.time >= p.first)
		AND t.time < p.ended), NULL FROM periods p
	UNION ALL SELECT 6, 'moved in all', period, volume, currency FROM summed UNION ALL SELECT 7, 'paid in', period, paid_in, currency FROM summed
	UNION ALL SELECT 8, 'paid out', period, paid_out, currency FROM summed UNION ALL SELECT 9, 'biggest movement', period, biggest, currency FROM summed
	UNION ALL SELECT 10, 'members hold', period, members, currency FROM summed UNION ALL SELECT 11, 'the till holds', period, till, currency FROM summed)
SELECT f.figure, COALESCE(MAX(CASE f.period WHEN 0 THEN f.value END), 0),
	CASE WHEN :from IS NOT NULL THEN COALESCE(MAX(CASE f.period WHEN 1 THEN f.value END), 0) END, f.currency, COALESCE(c.scale, 0)
FROM figures f LEFT JOIN currencies c ON c.guild_id = :guild AND c.code = f.currency GROUP BY f.currency, f.line, f.figure, c.scale
ORDER BY f.currency NULLS FIRST, f.line;
