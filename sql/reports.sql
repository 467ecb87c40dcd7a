-- What gl-report asks. Reports that sum begin in sql/ENGINE/reports.sql, each as its engine does it best. Totals go beyond 64 bits: wide_sum(),
-- wide_add(), wide_mul(). LABEL(account_id) and USER_LABEL(user_id) are what people see of an account and of a user (embed.awk), which
-- shown_name() reads; the ids of both are the columns behind the others.
-- name: report account
SELECT a.account_id, a.kind FROM accounts a
WHERE a.guild_id = :guild AND (a.folded_name = :folded OR a.owner_id = :owner OR a.purpose = :purpose)
ORDER BY CASE WHEN a.folded_name = :folded THEN 0 ELSE 1 END;
-- name: report account label
SELECT s.label FROM shown_accounts s WHERE s.guild_id = :guild AND s.account_id = :account;
-- name: report default accounts
SELECT account_id, name, purpose FROM accounts
WHERE guild_id = :guild AND (purpose IS NOT NULL OR folded_name = :folded) ORDER BY purpose IS NOT NULL;
-- name: report batch exists
SELECT batch FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: report balances
WITH b AS (
	SELECT account_id, currency, balance, entries FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance, entries FROM as_of)
SELECT LABEL(a.account_id), a.kind, a.state,
	CASE WHEN a.kind IN ('asset', 'expense') THEN b.balance ELSE wide_mul(-1, b.balance) END, b.currency, b.entries, a.account_id, a.owner_id, c.scale
FROM b CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id
CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = b.currency
WHERE (:currency IS NULL OR b.currency = :currency) AND (:account IS NULL OR a.account_id = :account)
ORDER BY a.owner_id IS NOT NULL, a.account_id, b.currency;
-- name: report trial-balance
WITH b AS (
	SELECT account_id, currency, balance FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance FROM as_of),
sides AS (
	SELECT account_id, currency, CASE WHEN wide_sign(balance) > 0 THEN balance ELSE 0 END AS debit,
		CASE WHEN wide_sign(balance) < 0 THEN wide_mul(-1, balance) ELSE 0 END AS credit FROM b
	WHERE wide_sign(balance) <> 0 AND (:currency IS NULL OR currency = :currency)),
lines AS (
	SELECT 0 AS last, a.owner_id IS NOT NULL AS owned, a.account_id AS id, a.owner_id AS owner, a.kind AS kind, s.debit AS debit, s.credit AS credit,
		s.currency AS currency
	FROM sides s CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = s.account_id
	UNION ALL
	SELECT 1, false, NULL, NULL, 'total', wide_sum(debit), wide_sum(credit), currency FROM sides GROUP BY currency)
SELECT LABEL(l.id), l.kind, l.debit, l.credit, l.currency, l.id, l.owner, (SELECT c.scale FROM currencies c WHERE c.guild_id = :guild AND c.code = l.currency)
FROM lines l ORDER BY l.currency, l.last, l.owned, l.id;
-- name: report balance-sheet
WITH b AS (
	SELECT account_id, currency, balance FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance FROM as_of),
k AS (
	SELECT a.account_id, a.kind, a.owner_id, b.currency, b.balance FROM b
	CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id
	WHERE :currency IS NULL OR b.currency = :currency),
lines AS (
	SELECT 1 AS part, account_id AS id, 'asset' AS section, wide_sum(balance) AS amount, currency FROM k WHERE kind = 'asset' GROUP BY account_id, currency
	UNION ALL SELECT 2, NULL, 'total assets', wide_sum(balance), currency FROM k WHERE kind = 'asset' GROUP BY currency
	UNION ALL SELECT 3, NULL, 'liability', wide_mul(-1, wide_sum(balance)), currency FROM k WHERE kind = 'liability' AND owner_id IS NOT NULL GROUP BY currency
	UNION ALL SELECT 4, account_id, 'liability', wide_mul(-1, wide_sum(balance)), currency FROM k WHERE kind = 'liability' AND owner_id IS NULL GROUP BY account_id, currency
	UNION ALL SELECT 5, account_id, 'equity', wide_mul(-1, wide_sum(balance)), currency FROM k WHERE kind = 'equity' GROUP BY account_id, currency
	UNION ALL SELECT 6, NULL, 'result', wide_mul(-1, wide_sum(balance)), currency FROM k WHERE kind IN ('income', 'expense') GROUP BY currency
	UNION ALL SELECT 7, NULL, 'total liabilities, equity and result', wide_mul(-1, wide_sum(balance)), currency FROM k WHERE kind <> 'asset' GROUP BY currency)
SELECT l.section, CASE WHEN l.part = 3 THEN char(1) ELSE LABEL(l.id) END, l.amount, l.currency, l.id,
	(SELECT a.owner_id FROM accounts a WHERE a.guild_id = :guild AND a.account_id = l.id),
	(SELECT c.scale FROM currencies c WHERE c.guild_id = :guild AND c.code = l.currency)
FROM lines l ORDER BY l.currency, l.part, l.id;
-- name: report income
WITH lines AS (
	SELECT MIN(a.kind) AS kind, a.account_id AS id, e.currency AS currency, wide_sum(e.amount) AS amount FROM accounts a
	CROSS JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
	CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	WHERE a.guild_id = :guild AND a.kind IN ('income', 'expense') AND t.verb NOT IN VERBS(closes_year) AND (:from IS NULL OR ACCOUNTED(t) >= :from)
		AND (:to IS NULL OR ACCOUNTED(t) < :to) AND (:currency IS NULL OR e.currency = :currency)
	GROUP BY a.account_id, e.currency),
everything AS (
	SELECT CASE kind WHEN 'income' THEN 1 ELSE 2 END AS part, id, kind, CASE kind WHEN 'income' THEN wide_mul(-1, amount) ELSE amount END AS amount, currency FROM lines
	UNION ALL SELECT 3, NULL, 'result', wide_mul(-1, wide_sum(amount)), currency FROM lines GROUP BY currency)
SELECT e.kind, LABEL(e.id), e.amount, e.currency, e.id, c.scale FROM everything e
CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = e.currency ORDER BY e.currency, e.part, e.id;
-- name: report results
-- What each account of income and expenses moved in each bucket of time.
SELECT r.account_id, LABEL(r.account_id), a.name, a.kind, r.currency, r.bucket, r.amount, r.entries, c.scale
FROM results r CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = r.account_id CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = r.currency
ORDER BY r.currency, r.account_id, r.bucket;
-- name: report tagged
-- The entries of income and expenses that may have tags, as they were booked. What reverses a transaction has the memo of that one.
SELECT a.kind, e.currency, BUCKET(t), e.amount, CASE WHEN t.reverses IS NULL THEN t.memo ELSE o.memo END, c.scale
FROM transactions t LEFT JOIN transactions o ON o.guild_id = t.guild_id AND o.transaction_id = t.reverses
JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id AND a.kind IN ('income', 'expense')
JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
WHERE t.guild_id = :guild AND t.verb NOT IN VERBS(closes_year) AND ACCOUNTED(t) >= :first AND ACCOUNTED(t) < :last AND (:currency IS NULL OR e.currency = :currency)
	AND instr(CASE WHEN t.reverses IS NULL THEN t.memo ELSE o.memo END, '#') > 0
ORDER BY t.transaction_id, e.entry;
-- name: report cash
-- What is held (:held), and what came from and went to others, in each bucket of time.
SELECT s.party, CASE WHEN s.party = :members THEN char(1) ELSE LABEL(s.party) END, CASE WHEN s.party = :members THEN char(1) ELSE a.name END, s.currency, s.bucket, s.went, s.amount, c.scale
FROM cash s CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = s.currency LEFT JOIN accounts a ON a.guild_id = :guild AND a.account_id = s.party
ORDER BY s.currency, s.party, s.bucket, s.went;
-- name: report statement
-- Both parts come in the order of entries_by_account and are merged: nothing is gathered. The opening balance has no transaction: it is first.
SELECT NULL, NULL AS transaction_id, 'opening balance', NULL, NULL, wide_mul(:side, wide_sum(e.amount)), NULL, e.currency AS currency,
	:account, (SELECT owner_id FROM accounts a WHERE a.guild_id = :guild AND a.account_id = :account), NULL, NULL, NULL,
	(SELECT scale FROM currencies c WHERE c.guild_id = :guild AND c.code = e.currency)
FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE :from IS NOT NULL AND e.guild_id = :guild AND e.account_id = :account AND ACCOUNTED(t) < :from
	AND (:currency IS NULL OR e.currency = :currency)
GROUP BY e.currency
UNION ALL
SELECT ACCOUNTED(t), e.transaction_id, t.verb, LABEL(o.account_id), t.memo, wide_mul(:side, CASE WHEN z.entry IS NULL THEN e.amount ELSE -z.amount END), NULL, e.currency,
	:account, (SELECT owner_id FROM accounts a WHERE a.guild_id = :guild AND a.account_id = :account), o.account_id, o.owner_id, OWN_DAY(t),
	(SELECT scale FROM currencies c WHERE c.guild_id = :guild AND c.code = e.currency)
FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
-- what one account paid to several is a line for each
LEFT JOIN entries z ON CAST(:each AS BIGINT) IS NOT NULL AND z.guild_id = e.guild_id AND z.transaction_id = e.transaction_id AND z.currency = e.currency
	AND (z.amount < 0) <> (e.amount < 0) AND NOT EXISTS (SELECT 1 FROM entries y WHERE y.guild_id = e.guild_id AND y.transaction_id = e.transaction_id
		AND y.currency = e.currency AND y.entry <> e.entry AND (y.amount < 0) = (e.amount < 0))
LEFT JOIN accounts o ON o.guild_id = e.guild_id AND o.account_id = COALESCE(z.account_id, OTHER(e))
WHERE e.guild_id = :guild AND e.account_id = :account AND (:currency IS NULL OR e.currency = :currency)
	AND (:from IS NULL OR ACCOUNTED(t) >= :from) AND (:to IS NULL OR ACCOUNTED(t) < :to)
ORDER BY currency, transaction_id NULLS FIRST;
-- name: report history
-- The newest lines, each with the balance behind it: today's less what came after. The plus: SQLite 3.46 would read all entries in the order of their accounts.
WITH x AS (
	SELECT t.time, e.transaction_id, e.entry, t.verb, t.memo, e.amount, e.currency, OTHER(e) AS other,
		(SELECT COUNT(DISTINCT +z.account_id) FROM entries z WHERE z.guild_id = e.guild_id AND z.transaction_id = e.transaction_id AND z.currency = e.currency
			AND (z.amount < 0) <> (e.amount < 0) AND NOT EXISTS (SELECT 1 FROM entries s WHERE s.guild_id = e.guild_id AND s.transaction_id = e.transaction_id
				AND s.currency = e.currency AND s.entry <> e.entry AND (s.amount < 0) = (e.amount < 0))) AS others FROM entries e
	JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = COALESCE(:currency, (SELECT currency FROM guilds WHERE guild_id = :guild))
	ORDER BY e.transaction_id DESC, e.entry DESC LIMIT COALESCE(:limit, 10) + COALESCE(:skip, 0)),
y AS (SELECT x.*, wide_sum(x.amount) OVER (ORDER BY x.transaction_id DESC, x.entry DESC ROWS UNBOUNDED PRECEDING) AS since,
	ROW_NUMBER() OVER (ORDER BY x.transaction_id DESC, x.entry DESC) AS place FROM x)
SELECT y.time, y.transaction_id, y.verb, CASE WHEN y.others > 1 THEN char(5) || y.others ELSE LABEL(o.account_id) END, y.memo, wide_mul(:side, y.amount),
	wide_mul(:side, wide_add(wide_add(b.balance, y.amount), wide_mul(-1, y.since))), y.currency,
	a.account_id, a.owner_id, o.account_id, o.owner_id, c.scale
FROM y JOIN balances b ON b.guild_id = :guild AND b.account_id = :account AND b.currency = y.currency
JOIN accounts a ON a.guild_id = :guild AND a.account_id = :account
JOIN currencies c ON c.guild_id = :guild AND c.code = y.currency
LEFT JOIN accounts o ON o.guild_id = :guild AND o.account_id = y.other AND y.others <= 1
WHERE y.place > COALESCE(:skip, 0)
ORDER BY y.transaction_id, y.entry;
-- name: report journal
-- Of the newest lines the oldest is found first, so that the others stream in their order. Who has no id (an operator) is in the log's record.
WITH oldest AS (
	SELECT t.transaction_id AS id, e.entry AS entry FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
	WHERE :limit IS NOT NULL AND t.guild_id = :guild AND (:from IS NULL OR ACCOUNTED(t) >= :from) AND (:to IS NULL OR ACCOUNTED(t) < :to)
		AND (:batch IS NULL OR t.batch = :batch) AND (:currency IS NULL OR e.currency = :currency) AND (:account IS NULL OR e.account_id = :account)
		AND (:below IS NULL OR t.transaction_id < :below)
	ORDER BY t.transaction_id DESC, e.entry DESC LIMIT 1 OFFSET COALESCE(:limit, 1) - 1)
SELECT t.transaction_id, ACCOUNTED(t), t.batch, t.verb, LABEL(e.account_id), LABEL(o.account_id), MAX(e.amount, 0), MAX(-e.amount, 0), e.currency,
	COALESCE(USER_LABEL(t.author_id), (SELECT char(3) || char(3) || (l.record ->> '$.author.name') FROM commands l WHERE l.guild_id = :guild
		AND COALESCE(l.record ->> '$.source', '') <> 'schedule' AND l.seq = COALESCE((SELECT w.asked_seq FROM waiting w WHERE w.guild_id = t.guild_id AND w.number = t.waiting AND t.approved_by IS NOT NULL), t.seq))),
	t.memo, t.reverses, e.account_id, a.owner_id, o.account_id, o.owner_id, NULLIF(t.author_id, 0),
	CASE WHEN t.approved_by IS NOT NULL THEN COALESCE(USER_LABEL(t.approved_by),
		(SELECT char(3) || char(3) || (l.record ->> '$.author.name') FROM commands l WHERE l.guild_id = :guild AND l.seq = t.seq)) END,
	NULLIF(t.approved_by, 0), OWN_DAY(t), c.scale
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
CROSS JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
LEFT JOIN accounts o ON o.guild_id = e.guild_id AND o.account_id = OTHER(e)
WHERE t.guild_id = :guild AND (:from IS NULL OR ACCOUNTED(t) >= :from) AND (:to IS NULL OR ACCOUNTED(t) < :to)
	AND (:batch IS NULL OR t.batch = :batch) AND (:currency IS NULL OR e.currency = :currency)
	AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0)
	AND (:account IS NULL OR e.account_id = :account) AND (:below IS NULL OR t.transaction_id < :below)
	AND t.transaction_id >= COALESCE((SELECT id FROM oldest), 0)
	AND (t.transaction_id > COALESCE((SELECT id FROM oldest), 0) OR e.entry >= COALESCE((SELECT entry FROM oldest), 0))
ORDER BY t.transaction_id, e.entry;
-- name: report batch
WITH b AS (SELECT * FROM batches WHERE guild_id = :guild AND batch = :batch),
totals AS (
	SELECT t.account_id, t.currency, t.entries, wide_add(t.debits, wide_mul(t.debits_over, '9223372036854775808')) AS debits, wide_add(t.credits, wide_mul(t.credits_over, '9223372036854775808')) AS credits,
		t.balance, t.counted FROM batch_totals t, b
	WHERE b.state = 'closed' AND t.guild_id = :guild AND t.batch = :batch
	UNION ALL
	SELECT o.account_id, o.currency, o.entries, o.debits, o.credits,
		(SELECT balance FROM balances x WHERE x.guild_id = :guild AND x.account_id = o.account_id AND x.currency = o.currency), NULL FROM open_totals o),
lines AS (
	SELECT 0 AS last, a.owner_id IS NOT NULL AS owned, a.account_id AS id, a.owner_id AS owner, t.entries AS entries, t.debits AS debits, t.credits AS credits,
		CASE WHEN a.kind IN ('asset', 'expense') THEN t.balance ELSE wide_mul(-1, t.balance) END AS balance, t.counted AS counted, t.currency AS currency
	FROM totals t CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = t.account_id
	UNION ALL
	SELECT 1, false, NULL, NULL, SUM(entries), wide_sum(debits), wide_sum(credits), NULL, NULL, currency FROM totals GROUP BY currency)
SELECT CASE WHEN l.last = 1 THEN 'total' ELSE LABEL(l.id) END, l.entries, l.debits, l.credits, CASE WHEN CAST(:for_all AS BIGINT) IS NULL OR l.owner IS NULL THEN l.balance END,
	CASE WHEN CAST(:for_all AS BIGINT) IS NULL OR l.owner IS NULL THEN l.counted END, l.currency, l.id, l.owner, c.scale FROM lines l
CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency
WHERE :currency IS NULL OR l.currency = :currency ORDER BY l.currency, l.last, l.owned, l.id;
-- name: report batches
SELECT * FROM (
	SELECT b.batch, b.state, b.opened_at, b.closed_at, COALESCE(b.transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)), b.hash, 0
	FROM batches b WHERE b.guild_id = :guild ORDER BY b.batch DESC LIMIT COALESCE(:limit, 9223372036854775807)) newest ORDER BY 1;
-- name: report activity
-- Commands, people and transactions are those of the day, whatever the currency: they are in its first line only, so that columns can be summed.
SELECT s.day, CASE WHEN v.place = 1 OR v.place IS NULL THEN s.commands END, CASE WHEN v.place = 1 OR v.place IS NULL THEN s.people END,
	CASE WHEN v.place = 1 OR v.place IS NULL THEN s.booked END, v.volume, v.currency, c.scale
FROM (SELECT day, SUM(commands) AS commands, SUM(author_id <> 0) AS people, SUM(booked) AS booked FROM said GROUP BY day) s
LEFT JOIN (SELECT day, currency, volume, ROW_NUMBER() OVER (PARTITION BY day ORDER BY currency) AS place FROM volumes) v ON v.day = s.day
LEFT JOIN currencies c ON c.guild_id = :guild AND c.code = v.currency ORDER BY 1, 6;
-- name: report currency
SELECT currency FROM guilds WHERE guild_id = :guild;
-- name: report account label
SELECT LABEL(a.account_id) FROM accounts a WHERE a.guild_id = :guild AND a.account_id = :account;
-- name: report open batch
SELECT batch, opened_at FROM batches WHERE guild_id = :guild AND state = 'open' ORDER BY batch DESC LIMIT 1;
-- name: report balances-over-time
WITH days AS (
	SELECT id, MAX(debit_side) AS debit_side, currency, day, wide_sum(amount) AS amount FROM (
		SELECT id, debit_side, currency, day, amount FROM moved
		UNION ALL SELECT id, MAX(debit_side), currency, (SELECT last FROM bounds), 0 FROM moved GROUP BY id, currency) x
	GROUP BY id, currency, day)
SELECT CASE WHEN d.id = 0 THEN char(1) ELSE LABEL(d.id) END, d.day,
	wide_mul(CASE WHEN d.debit_side = 1 THEN 1 ELSE -1 END, wide_sum(d.amount) OVER (PARTITION BY d.currency, d.id ORDER BY d.day)), d.currency,
	CASE WHEN d.id <> 0 THEN d.id END, a.owner_id, c.scale
FROM days d CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = d.currency
LEFT JOIN accounts a ON a.guild_id = :guild AND a.account_id = d.id
ORDER BY CASE WHEN CAST(:by_day AS BIGINT) = 1 THEN d.day END, d.currency, d.id, d.day;
-- name: report flows
SELECT f.day, f."into", f.out_of, f.currency, c.scale FROM flows f JOIN currencies c ON c.guild_id = :guild AND c.code = f.currency ORDER BY f.day, f.currency;
-- name: report hours
SELECT weekday, hour, SUM(commands), SUM(author_id <> 0), 0 FROM hours GROUP BY weekday, hour ORDER BY weekday, hour;
-- name: report batch-totals
SELECT s.batch, b.state, s.transactions, s.total, s.currency, c.scale FROM batch_volumes s
JOIN batches b ON b.guild_id = :guild AND b.batch = s.batch JOIN currencies c ON c.guild_id = :guild AND c.code = s.currency ORDER BY 1, 5;
-- name: report top
-- Without who wants that, or is told alone what they have, be it that the guild has it so for all; nobody's debts.
SELECT ROW_NUMBER() OVER (ORDER BY b.balance, a.account_id), LABEL(a.account_id), wide_mul(-1, b.balance), b.currency, a.account_id, a.owner_id, c.scale
FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id AND a.owner_id IS NOT NULL AND a.state <> 'closed'
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE b.guild_id = :guild AND b.currency = COALESCE(:currency, (SELECT currency FROM guilds WHERE guild_id = :guild)) AND b.balance <= 0
	AND NOT EXISTS (SELECT 1 FROM preferences p WHERE p.guild_id = a.guild_id AND p.user_id = a.owner_id AND p.name IN ('hidden', 'private') AND p.about = 0
		AND p.value = 'on')
	AND SETTING(a, answers.private) <> 'on'
ORDER BY b.balance, a.account_id LIMIT COALESCE(:limit, 10);
-- name: report users
SELECT u.user_id, USER_LABEL(u.user_id), CASE WHEN m.left_guild = 1 THEN 'left' WHEN r.state = 'waiting' AND COALESCE(a.state, 'closed') = 'closed' THEN 'waiting'
	WHEN a.account_id IS NOT NULL THEN a.state ELSE 'not registered' END,
	m.joined_at, m.left_at, (SELECT time FROM commands l WHERE l.guild_id = :guild AND l.seq = a.opened_by),
	(SELECT COUNT(*) FROM member_roles w WHERE w.guild_id = :guild AND w.user_id = u.user_id),
	COALESCE(last.commands, 0), last.time, wide_mul(-1, b.balance), g.currency, u.name, m.nick, a.account_id, c.scale
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
	COALESCE(n.wearers, 0), COALESCE(w.waiting, 0), r.position, CASE WHEN r.managed = 1 THEN 'yes' END, 0
FROM roles r LEFT JOIN role_offers o ON o.guild_id = r.guild_id AND o.role_id = r.role_id
LEFT JOIN role_groups p ON p.guild_id = o.guild_id AND p.folded_name = o.folded_group
LEFT JOIN permits t ON t.guild_id = r.guild_id AND t.role_id = r.role_id
LEFT JOIN (SELECT role_id, COUNT(*) AS wearers FROM member_roles WHERE guild_id = :guild GROUP BY role_id) n ON n.role_id = r.role_id
LEFT JOIN (SELECT x.role_id, COUNT(*) AS waiting FROM wanted_roles x
	LEFT JOIN member_roles m ON m.guild_id = x.guild_id AND m.user_id = x.user_id AND m.role_id = x.role_id
	WHERE x.guild_id = :guild AND (x.wanted = 1) <> (m.role_id IS NOT NULL) GROUP BY x.role_id) w ON w.role_id = r.role_id
WHERE r.guild_id = :guild ORDER BY r.position DESC, r.role_id;
-- name: report wearers
SELECT u.user_id, USER_LABEL(u.user_id), CASE WHEN m.role_id IS NOT NULL THEN 'yes' END, CASE WHEN w.wanted = 0 THEN NULL ELSE 'yes' END, w.until, 0
FROM users u LEFT JOIN member_roles m ON m.guild_id = u.guild_id AND m.user_id = u.user_id AND m.role_id = :role
LEFT JOIN wanted_roles w ON w.guild_id = u.guild_id AND w.user_id = u.user_id AND w.role_id = :role
WHERE u.guild_id = :guild AND (m.role_id IS NOT NULL OR w.wanted = 1) ORDER BY u.user_id;
-- name: report permits
SELECT t.role_id, CASE WHEN t.role_id = :guild THEN '@everyone' ELSE r.name END, CASE WHEN (t.permits & 16) <> 0 THEN 'admin' WHEN (t.permits & 4) <> 0 THEN 'treasurer'
	WHEN (t.permits & 2) <> 0 THEN 'teller' WHEN (t.permits & 8) <> 0 THEN 'auditor' ELSE 'member' END,
	CASE WHEN t.role_id = :guild THEN (SELECT COUNT(*) FROM members m WHERE m.guild_id = :guild AND m.left_guild = 0) ELSE COALESCE(n.wearers, 0) END, 0
FROM permits t LEFT JOIN roles r ON r.guild_id = t.guild_id AND r.role_id = t.role_id
LEFT JOIN (SELECT role_id, COUNT(*) AS wearers FROM member_roles WHERE guild_id = :guild GROUP BY role_id) n ON n.role_id = t.role_id
WHERE t.guild_id = :guild ORDER BY t.permits DESC, t.role_id;
-- name: report registrations
SELECT r.request, r.requested_at, r.user_id, USER_LABEL(r.user_id), r.state, 0 FROM registrations r WHERE r.guild_id = :guild ORDER BY r.request;
-- name: report log
-- The newest first. :named is an operator, who has no id.
SELECT l.seq, l.time, COALESCE(USER_LABEL(l.author_id), char(3) || char(3) || (l.record ->> '$.author.name')), l.verb,
	COALESCE((SELECT group_concat(value, ' ') FROM json_each(l.record, '$.args')), l.record ->> '$.error.detail'), l.status, l.code, l.transaction_id, l.text, NULLIF(l.author_id, 0), 0 FROM commands l
WHERE l.guild_id = :guild AND (:from IS NULL OR l.time >= :from) AND (:to IS NULL OR l.time < :to)
	AND (:who IS NULL OR l.author_id = :who) AND (:named IS NULL OR (COALESCE(l.author_id, 0) = 0 AND l.record ->> '$.author.name' = :named))
	AND (:verb IS NULL OR l.verb = :verb) AND (:status IS NULL OR l.status = :status)
ORDER BY l.seq DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report failed
-- What was set aside; and the row by which it was applied since, if it was.
SELECT * FROM (
SELECT l.seq, l.time, COALESCE(USER_LABEL(l.author_id), char(3) || char(3) || (l.record ->> '$.author.name')), l.verb, l.code, l.text,
	(SELECT n.seq FROM commands n WHERE n.guild_id = l.guild_id AND n.message_id = l.message_id AND n.status <> 'failed'), NULLIF(l.author_id, 0), 0 FROM commands l
WHERE l.guild_id = :guild AND l.status = 'failed' AND (:from IS NULL OR l.time >= :from) AND (:to IS NULL OR l.time < :to)
ORDER BY l.seq DESC LIMIT COALESCE(:limit, 9223372036854775807)) newest ORDER BY 1;
-- name: report transaction
-- One movement whole. A value begins with the letter of enum detail (src/report/render.h). The entries stand first for a server's sake, which
-- takes the types of a UNION from its first part.
SELECT m.detail, m.value, m.amount, m.currency, m.account_id, m.owner_id, m.link, m.scale FROM (
	SELECT 6 AS line, e.entry AS entry, CASE WHEN e.amount > 0 THEN 'debit' ELSE 'credit' END AS detail, 'n' || LABEL(e.account_id) AS value,
		MAX(e.amount, -e.amount) AS amount, e.currency AS currency, e.account_id AS account_id, a.owner_id AS owner_id, NULL AS link, c.scale AS scale
	FROM entries e JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
	WHERE e.guild_id = :guild AND e.transaction_id = :transaction
	UNION ALL
	SELECT w.line, 0, w.detail, CASE w.line WHEN 1 THEN 'b' || t.transaction_id WHEN 2 THEN 't' || t.time WHEN 3 THEN 'v' || t.verb
		WHEN 4 THEN 'n' || COALESCE(USER_LABEL(t.author_id), (SELECT char(3) || char(3) || (k.record ->> '$.author.name') FROM commands k
			WHERE k.guild_id = t.guild_id AND COALESCE(k.record ->> '$.source', '') <> 'schedule' AND k.seq = COALESCE((SELECT w.asked_seq FROM waiting w WHERE w.guild_id = t.guild_id AND w.number = t.waiting AND t.approved_by IS NOT NULL), t.seq)))
		WHEN 15 THEN CASE WHEN t.approved_by IS NOT NULL THEN 'n' || COALESCE(USER_LABEL(t.approved_by), char(3) || char(3) || (l.record ->> '$.author.name')) END
		WHEN 5 THEN CASE WHEN t.verb IN VERBS(seals) THEN 'm' ELSE 'x' END || t.memo WHEN 7 THEN 'x' || t.batch WHEN 8 THEN 's' || b.state WHEN 9 THEN 'x' || t.reverses
		WHEN 10 THEN 'x' || (SELECT r.transaction_id FROM transactions r WHERE r.guild_id = :guild AND r.reverses = t.transaction_id)
		WHEN 11 THEN 'n' || (SELECT COALESCE(USER_LABEL(r.author_id), char(3) || char(3) || (k.record ->> '$.author.name')) FROM transactions r
			JOIN commands k ON k.guild_id = r.guild_id AND k.seq = r.seq WHERE r.guild_id = :guild AND r.reverses = t.transaction_id)
		WHEN 12 THEN 'r' || t.transaction_id WHEN 13 THEN 'b' || t.seq
		WHEN 17 THEN 'x' || (SELECT day(f.time) FROM accounting_days f WHERE f.guild_id = :guild AND f.transaction_id = t.transaction_id) WHEN 18 THEN 'x' || OWN_DAY(t) ELSE 'b' || l.message_id END,
		NULL, NULL, NULL, CASE w.line WHEN 4 THEN NULLIF(t.author_id, 0) WHEN 15 THEN NULLIF(t.approved_by, 0) END,
		CASE WHEN w.line = 14 THEN 'https://discord.com/channels/' || t.guild_id || '/' || (l.record ->> '$.channel_id') || '/' || l.message_id END, 0
	FROM (SELECT column1 AS line, column2 AS detail FROM (VALUES (1, 'transaction'), (2, 'time'), (3, 'what'), (4, 'asked by'), (5, 'memo'), (7, 'batch'), (8, 'state of the batch'), (9, 'reverses'),
		(10, 'reversed by'), (11, 'reversal asked by'), (12, 'receipt'), (13, 'row of the log'), (14, 'message'), (15, 'approved by'),
		(17, 'counts on'), (18, 'own day')) v) w
	JOIN transactions t ON t.guild_id = :guild AND t.transaction_id = :transaction
	JOIN batches b ON b.guild_id = t.guild_id AND b.batch = t.batch
	LEFT JOIN commands l ON l.guild_id = t.guild_id AND l.seq = t.seq
	WHERE w.line <> 14 OR (l.record ->> '$.source' = 'discord' AND l.record ->> '$.channel_id' IS NOT NULL)
	UNION ALL
	SELECT 16, ROW_NUMBER() OVER (ORDER BY v.seq, v.sha256), 'evidence', 'x' || v.media_type || ', ' || CASE WHEN v.size < 1024 THEN v.size || ' B'
		WHEN v.size < 1048576 THEN ((v.size + 512) / 1024) || ' KiB' ELSE ((v.size + 524288) / 1048576) || ' MiB' END || ', ' || substr(v.sha256, 1, 12), NULL, NULL, NULL, NULL, NULL, 0
	FROM evidence v WHERE v.guild_id = :guild AND v.transaction_id = :transaction) m
WHERE m.value IS NOT NULL ORDER BY CASE m.line WHEN 15 THEN 4 WHEN 16 THEN 8 WHEN 17 THEN 2 WHEN 18 THEN 2 ELSE m.line END, m.entry, m.line;
-- name: report transaction exists
SELECT 1 FROM transactions WHERE guild_id = :guild AND transaction_id = :transaction;
-- name: report account label
SELECT LABEL(a.account_id), a.owner_id FROM accounts a WHERE a.guild_id = :guild AND a.account_id = :account;
-- name: report role
SELECT name FROM roles WHERE guild_id = :guild AND role_id = :role;
-- name: report guild
SELECT g.timezone, CASE WHEN SETTING(g, reading) = 'mentions' THEN '' ELSE SETTING(g, prefix) END FROM guilds g WHERE g.guild_id = :guild;
-- name: report count
-- What was counted when the batch was closed. A difference was booked by that very command, so the books agree afterwards.
WITH booked AS (
	SELECT e.account_id, e.currency, wide_sum(e.amount) AS amount FROM batches b
	CROSS JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction AND t.transaction_id <= b.last_transaction AND t.seq = b.closed_by
	CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
	WHERE b.guild_id = :guild AND b.batch = :batch GROUP BY 1, 2)
SELECT LABEL(a.account_id), wide_mul(CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END, wide_add(t.balance, wide_mul(-1, COALESCE(x.amount, 0)))), t.counted,
	wide_mul(CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END, COALESCE(x.amount, 0)), t.currency, a.account_id, a.owner_id, c.scale
FROM batches b JOIN batch_totals t ON t.guild_id = b.guild_id AND t.batch = b.batch AND t.counted IS NOT NULL
JOIN accounts a ON a.guild_id = t.guild_id AND a.account_id = t.account_id
JOIN currencies c ON c.guild_id = t.guild_id AND c.code = t.currency
LEFT JOIN booked x ON x.account_id = t.account_id AND x.currency = t.currency
WHERE b.guild_id = :guild AND b.batch = :batch AND (:currency IS NULL OR t.currency = :currency)
	AND (CAST(:for_all AS BIGINT) IS NULL OR a.owner_id IS NULL)
ORDER BY a.owner_id IS NOT NULL, a.account_id, t.currency;
-- name: report biggest
-- Amounts of two currencies cannot be compared: the largest of each. The last one that is shown is found first, so that no more are sorted.
-- "+": else SQLite looks for the entries of each transaction in all of the journal that the range of transactions takes in.
CREATE TEMP TABLE IF NOT EXISTS largest (currency TEXT PRIMARY KEY, amount INTEGER, id INTEGER, entry INTEGER) STRICT, WITHOUT ROWID;
DELETE FROM largest;
INSERT INTO largest (currency) SELECT code FROM currencies WHERE guild_id = :guild AND (:currency IS NULL OR code = :currency);
UPDATE largest SET (amount, id, entry) = (
	SELECT e.amount, e.transaction_id, e.entry FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:batch IS NULL OR t.batch = :batch)
		AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0)
		AND e.currency = largest.currency AND e.amount > 0 AND within_work()
	ORDER BY e.amount DESC, e.transaction_id, e.entry LIMIT 1 OFFSET COALESCE(:limit, 10) - 1);
SELECT t.transaction_id, t.time, t.verb, LABEL(e.account_id), LABEL(o.account_id), e.amount, e.currency, t.memo, e.account_id, a.owner_id, o.account_id, o.owner_id, c.scale
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
CROSS JOIN largest l ON l.currency = e.currency CROSS JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
LEFT JOIN accounts o ON o.guild_id = e.guild_id AND o.account_id = OTHER(e)
WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:batch IS NULL OR t.batch = :batch)
	AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0) AND e.amount > 0
	AND (l.amount IS NULL OR e.amount > l.amount OR (e.amount = l.amount AND (e.transaction_id, e.entry) <= (l.id, l.entry)))
ORDER BY e.currency, e.amount DESC, e.transaction_id, e.entry;
-- name: sheet heading
SELECT batch, opened_at, closed_at, transactions, hash FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: sheet open
-- What is open when a batch closes: holds, approvals, who owes; and the budgets whose accounts it moved. Counts and sums, for all to read.
SELECT o.line, o.things, o.total, o.currency, c.scale FROM (
	SELECT 0 AS line, COUNT(*) AS things, wide_sum(amount) AS total, currency FROM waiting WHERE guild_id = :guild AND state = 'waiting' AND kind = 'hold' GROUP BY currency
	UNION ALL SELECT 1, COUNT(*), NULL, NULL FROM waiting WHERE guild_id = :guild AND state = 'waiting' AND kind = 'approval' HAVING COUNT(*) > 0
	UNION ALL SELECT 2, COUNT(DISTINCT from_account), wide_sum(amount - paid), currency FROM waiting WHERE guild_id = :guild AND state = 'waiting'
		AND (kind = 'dues' OR kind = 'owe') GROUP BY currency
	UNION ALL SELECT 3, COUNT(*), NULL, NULL FROM budgets b WHERE b.guild_id = :guild
		AND EXISTS (SELECT 1 FROM batch_totals t WHERE t.guild_id = :guild AND t.batch = :batch AND t.account_id = b.account_id AND t.currency = b.currency)
		HAVING COUNT(*) > 0) o
LEFT JOIN currencies c ON c.guild_id = :guild AND c.code = o.currency ORDER BY o.line, o.currency;
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
-- name: report today
-- Of the newest record: ages and the period at hand go by it.
SELECT day(last_time) FROM guilds WHERE guild_id = :guild;
-- name: report user label
SELECT USER_LABEL(u.user_id) FROM users u WHERE u.guild_id = :guild AND u.user_id = :user;
-- name: report owing
-- Dues and debts that are open; in Discord (:chat) a line for each member and currency, whose oldest one says since when; for all to read no names.
WITH open AS (
	SELECT w.number, w.kind, COALESCE(w.memo, w.period) AS what_for, COALESCE(w.due, day(w.asked_at)) AS since, w.due, w.amount, w.paid, w.currency, w.reminders,
		w.reminded, w.schedule, a.account_id, a.owner_id, CASE WHEN m.left_guild = 1 THEN 'yes' END AS gone
	FROM waiting w JOIN accounts a ON a.guild_id = w.guild_id AND a.account_id = w.from_account
	LEFT JOIN members m ON m.guild_id = a.guild_id AND m.user_id = a.owner_id
	WHERE w.guild_id = :guild AND w.state = 'waiting' AND (w.kind = 'dues' OR w.kind = 'owe') AND (:currency IS NULL OR w.currency = :currency)
		AND (:account IS NULL OR w.from_account = :account)),
totals AS (
	SELECT account_id, currency, MIN(since) AS since, COUNT(*) AS items, wide_sum(amount - paid) AS owed FROM open GROUP BY account_id, currency),
lines AS (
	SELECT o.owner_id, o.account_id, o.number, o.kind, o.what_for, o.since, o.due, o.amount, o.paid, o.amount - o.paid AS rest, o.currency, o.reminders, o.reminded,
		o.schedule, o.gone, 1 AS items, (SELECT wide_sum(x.amount - x.paid) FROM waiting x INDEXED BY waiting_from WHERE x.guild_id = :guild
			AND x.from_account = o.account_id AND x.state = 'waiting' AND (x.kind = 'dues' OR x.kind = 'owe') AND x.currency = o.currency) AS owed
	FROM open o WHERE CAST(:chat AS BIGINT) IS NULL
	UNION ALL SELECT a.owner_id, t.account_id, NULL, NULL, NULL, t.since, NULL, NULL, NULL, t.owed, t.currency, NULL, NULL, NULL, NULL, t.items, t.owed
	FROM totals t CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = t.account_id WHERE CAST(:chat AS BIGINT) IS NOT NULL AND CAST(:for_all AS BIGINT) IS NULL
	UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, MIN(t.since), NULL, NULL, NULL, wide_sum(t.owed), t.currency, NULL, NULL, NULL, NULL, SUM(t.items), wide_sum(t.owed)
	FROM totals t WHERE CAST(:chat AS BIGINT) IS NOT NULL AND CAST(:for_all AS BIGINT) IS NOT NULL GROUP BY t.currency)
SELECT l.owner_id, COALESCE(LABEL(l.account_id), char(1)), l.number, l.kind, l.what_for, l.since, l.due, l.amount, l.paid, l.rest, l.currency, l.reminders, l.reminded, l.schedule, l.gone,
	l.items, l.account_id, c.scale
FROM lines l CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency ORDER BY l.currency, l.owed DESC, l.account_id, l.since, l.number;
-- name: report owing sums
SELECT COUNT(DISTINCT w.from_account), wide_sum(w.amount - w.paid), w.currency, c.scale
FROM waiting w JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.guild_id = :guild AND w.state = 'waiting' AND (w.kind = 'dues' OR w.kind = 'owe') AND (:currency IS NULL OR w.currency = :currency)
GROUP BY w.currency, c.scale;
-- name: report dues schedule
-- The one that is asked for; else the first of those that go on, or that there were.
SELECT s.schedule, s.every || ' ' || s.unit || ' ' || s.days || ' ' || s.day || ' ' || s.nth || ' ' || s.weekday || ' ' || s.month || ' ' || s.anchor || ' ' || s.done
	|| ' ' || COALESCE(s.until, '-'), s.begins
FROM schedules s WHERE s.guild_id = :guild AND s.kind = 'dues' AND (CAST(:schedule AS BIGINT) IS NULL OR s.schedule = :schedule)
ORDER BY CASE WHEN s.state = 'active' THEN 0 ELSE 1 END, s.schedule LIMIT 1;
-- name: report dues
-- The cells of the periods, member by member. The day is that of the payment; of dues that are owed it says that they are less than those of others.
WITH exempted AS (
	SELECT e.user_id, e.starts, CASE WHEN day(c.time) < COALESCE(e.until, '9999-12-31') THEN day(c.time) ELSE e.until END AS until
	FROM exemptions e LEFT JOIN commands c ON c.guild_id = e.guild_id AND c.seq = e.ended_seq WHERE e.guild_id = :guild),
periods AS (SELECT DISTINCT period FROM waiting WHERE guild_id = :guild AND schedule = :schedule AND period BETWEEN :first_day AND :last_day),
cells AS (
	SELECT w.decider_id AS member, w.from_account AS account_id, w.period, w.state, w.amount, w.paid, CASE w.state WHEN 'accepted' THEN day(w.decided_at) WHEN 'waiting'
		THEN CASE WHEN w.amount < s.amount THEN 'less' END END AS on_day, w.currency
	FROM waiting w JOIN schedules s ON s.guild_id = w.guild_id AND s.schedule = w.schedule
	WHERE w.guild_id = :guild AND w.schedule = :schedule AND w.kind = 'dues' AND w.period BETWEEN :first_day AND :last_day
	UNION ALL
	SELECT e.user_id, a.account_id, p.period, 'exempt', 0, 0, NULL, s.currency
	FROM exempted e JOIN periods p ON p.period >= e.starts AND (e.until IS NULL OR p.period <= e.until)
	JOIN schedules s ON s.guild_id = :guild AND s.schedule = :schedule
	JOIN accounts a ON a.guild_id = :guild AND a.owner_id = e.user_id
	WHERE NOT EXISTS (SELECT 1 FROM waiting w WHERE w.guild_id = :guild AND w.schedule = :schedule AND w.period = p.period AND w.decider_id = e.user_id))
SELECT x.member, LABEL(x.account_id), x.account_id, x.period, x.state, x.amount, x.paid, x.on_day, x.currency, c.scale
FROM cells x JOIN currencies c ON c.guild_id = :guild AND c.code = x.currency ORDER BY x.account_id, x.period;
-- name: report schedules
SELECT q.schedule, q.state, q.kind, NULLIF(q.owner_id, 0), USER_LABEL(q.owner_id), LABEL(q.payer), COALESCE(q.payees, '&' || q.role_id), q.amount, q.currency,
	q.every || ' ' || q.unit || ' ' || q.days || ' ' || q.day || ' ' || q.nth || ' ' || q.weekday || ' ' || q.month || ' ' || q.anchor || ' ' || q.done || ' ' || COALESCE(q.until, '-'),
	CASE WHEN q.done >= q.begins THEN q.done END,
	CASE WHEN q.state = 'active' AND COALESCE(q.times_left, 1) > 0 THEN
		q.every || ' ' || q.unit || ' ' || q.days || ' ' || q.day || ' ' || q.nth || ' ' || q.weekday || ' ' || q.month || ' ' || q.anchor || ' ' || q.done || ' ' || COALESCE(q.until, '-') END,
	q.times_left, q.until, CASE q.short WHEN 'retry' THEN 'retry ' || q.retry_days || 'd' ELSE q.short END, q.misses, q.reason, q.payer, c.scale
FROM schedules q JOIN currencies c ON c.guild_id = q.guild_id AND c.code = q.currency
WHERE q.guild_id = :guild AND (:account IS NULL OR q.payer = :account) AND (CAST(:for_all AS BIGINT) IS NULL OR q.kind <> 'pay') AND (CAST(:chat AS BIGINT) IS NULL OR q.state = 'active' OR q.state = 'paused')
ORDER BY q.schedule DESC;
-- name: report requests
-- What was asked of somebody; in Discord what still waits. Dues, debts, holds and lines of banks have reports of their own.
SELECT w.number, w.kind, w.state, COALESCE(USER_LABEL(w.asked_by), char(3) || char(3) || (l.record ->> '$.author.name')), COALESCE(LABEL(w.from_account), USER_LABEL(w.decider_id)),
	LABEL(w.to_account), w.amount, w.paid, w.currency, w.memo, w.asked_at, w.due, COALESCE(w.ends, day(w.expires_at)),
	COALESCE(USER_LABEL(w.decided_by), CASE WHEN w.decided_seq IS NOT NULL THEN char(3) || char(3) || (d.record ->> '$.author.name') END), w.decided_at, w.transaction_id,
	NULLIF(w.asked_by, 0), w.decider_id, w.from_account, w.to_account, COALESCE(c.scale, 0)
FROM waiting w LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
LEFT JOIN commands l ON l.guild_id = w.guild_id AND l.seq = w.asked_seq LEFT JOIN commands d ON d.guild_id = w.guild_id AND d.seq = w.decided_seq
WHERE w.guild_id = :guild AND w.kind <> 'dues' AND w.kind <> 'owe' AND w.kind <> 'hold' AND w.kind <> 'line' AND (:currency IS NULL OR w.currency = :currency)
	AND (:account IS NULL OR w.from_account = :account OR w.to_account = :account) AND (CAST(:chat AS BIGINT) IS NULL OR w.state = 'waiting')
	AND (:from IS NULL OR w.asked_at >= :from) AND (:to IS NULL OR w.asked_at < :to)
ORDER BY w.number DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report holds
SELECT w.number, w.from_account, LABEL(w.from_account), w.amount, w.currency, LABEL(w.to_account), w.memo, w.ends,
	COALESCE(USER_LABEL(w.asked_by), char(3) || char(3) || (l.record ->> '$.author.name')), a.owner_id, w.to_account, NULLIF(w.asked_by, 0), c.scale
FROM waiting w JOIN accounts a ON a.guild_id = w.guild_id AND a.account_id = w.from_account JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
LEFT JOIN commands l ON l.guild_id = w.guild_id AND l.seq = w.asked_seq
WHERE w.guild_id = :guild AND w.kind = 'hold' AND w.state = 'waiting' AND (:currency IS NULL OR w.currency = :currency)
	AND (:account IS NULL OR w.from_account = :account OR w.to_account = :account)
ORDER BY w.number DESC;
-- name: report budgets
SELECT b.account_id, LABEL(b.account_id), b.unit, b.amount, b.carry, b.since, b.currency, c.scale
FROM budgets b JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
WHERE b.guild_id = :guild AND (:currency IS NULL OR b.currency = :currency) ORDER BY b.amount DESC, b.account_id, b.currency;
-- name: report budget spent
-- Without what the books began with, and what a count found.
SELECT wide_sum(e.amount) FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = :currency AND t.time >= :from AND t.time < :to AND t.verb NOT IN VERBS(seals) AND t.verb NOT IN VERBS(closes_year)
	AND NOT EXISTS (SELECT 1 FROM entries o JOIN accounts a ON a.guild_id = o.guild_id AND a.account_id = o.account_id AND a.purpose = 'opening'
		WHERE o.guild_id = e.guild_id AND o.transaction_id = e.transaction_id);
-- name: report budget schedules
-- What each date of a schedule that is charged to the account pays, to as many as there are now.
SELECT s.every || ' ' || s.unit || ' ' || s.days || ' ' || s.day || ' ' || s.nth || ' ' || s.weekday || ' ' || s.month || ' ' || s.anchor || ' ' || s.done || ' ' || COALESCE(s.until, '-'),
	s.amount, (SELECT COUNT(*) FROM roles x CROSS JOIN member_roles r INDEXED BY member_roles_by_role ON r.guild_id = x.guild_id AND r.role_id = x.role_id
		WHERE x.guild_id = s.guild_id AND instr(' ' || s.payees || ' ', ' &' || x.role_id || ' ') > 0)
		+ LENGTH(s.payees) - LENGTH(REPLACE(s.payees, '@', '')), s.times_left
FROM schedules s WHERE s.guild_id = :guild AND s.payer = :account AND s.currency = :currency AND s.state = 'active';
-- name: report forecast from
SELECT last_time FROM guilds WHERE guild_id = :guild;
-- name: report forecast own
-- What the guild holds, and what it owes to members and others (a negative number), of each currency that it has used.
WITH b AS (
	SELECT account_id, currency, balance FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT account_id, currency, balance FROM as_of)
SELECT b.currency, wide_sum(CASE a.kind WHEN 'asset' THEN b.balance ELSE 0 END), wide_sum(CASE a.kind WHEN 'liability' THEN b.balance ELSE 0 END), c.scale
FROM b CROSS JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id CROSS JOIN currencies c ON c.guild_id = :guild AND c.code = b.currency
WHERE :currency IS NULL OR b.currency = :currency GROUP BY b.currency, c.scale ORDER BY b.currency;
-- name: report forecast schedules
SELECT s.schedule, s.kind, s.every || ' ' || s.unit || ' ' || s.days || ' ' || s.day || ' ' || s.nth || ' ' || s.weekday || ' ' || s.month || ' ' || s.anchor || ' ' || s.done
	|| ' ' || COALESCE(s.until, '-'), s.amount, s.currency, s.at, s.begins, s.times_left, s.payees, s.role_id, CASE WHEN p.kind IN ('asset', 'liability') OR p.kind IS NULL THEN 0 ELSE 1 END,
	CASE WHEN i.kind IN ('asset', 'liability') OR i.kind IS NULL THEN 0 ELSE 1 END, s.retrying, s.memo, CASE WHEN s.state = 'active' THEN 1 ELSE 0 END
FROM schedules s LEFT JOIN accounts p ON p.guild_id = s.guild_id AND p.account_id = s.payer LEFT JOIN accounts i ON i.guild_id = s.guild_id AND i.account_id = s.into_account
WHERE s.guild_id = :guild AND (s.state = 'active' OR :at IS NOT NULL) AND (:currency IS NULL OR s.currency = :currency)
	AND (:at IS NULL OR (SELECT c.time FROM commands c WHERE c.guild_id = s.guild_id AND c.seq = s.made_seq) <= :at) ORDER BY s.schedule;
-- name: report forecast changes
-- Each command that paused, resumed or stopped a schedule.
SELECT CAST(c.record ->> '$.args.schedule' AS BIGINT), c.time, CASE WHEN c.verb IN VERBS(resumes) THEN 1 ELSE 0 END
FROM commands c WHERE c.guild_id = :guild AND c.verb IN VERBS(steers_schedule) AND c.status = 'ok' ORDER BY c.seq;
-- name: report forecast members
-- Who has the role (0: everyone), as the books want it, else as last seen, and an account that is not closed; not who is exempt on :day.
SELECT m.user_id FROM members m JOIN users u ON u.guild_id = m.guild_id AND u.user_id = m.user_id
	JOIN accounts a ON a.guild_id = m.guild_id AND a.owner_id = m.user_id
WHERE m.guild_id = :guild AND m.left_guild = 0 AND m.pending = 0 AND u.bot = 0 AND a.state <> 'closed'
	AND (:role = 0 OR COALESCE((SELECT w.wanted FROM wanted_roles w WHERE w.guild_id = m.guild_id AND w.user_id = m.user_id AND w.role_id = :role),
		(SELECT COUNT(*) FROM member_roles r WHERE r.guild_id = m.guild_id AND r.user_id = m.user_id AND r.role_id = :role)) = 1)
	AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.guild_id = m.guild_id AND e.user_id = m.user_id AND e.starts <= :day
		AND (e.until IS NULL OR e.until >= :day) AND e.ended_seq IS NULL);
-- name: report forecast owed
-- Dues and debts that are open, by the month in which they are due, and whether they are paid from and to the guild's own money. Of a moment that is
-- past, those that were open then: what was paid since is open again.
SELECT o.month, o.from_own, o.to_own, wide_sum(o.rest), o.currency FROM (
	SELECT substr(COALESCE(w.due, day(w.asked_at)), 1, 7) AS month, CASE WHEN f.kind IN ('asset', 'liability') THEN 0 ELSE 1 END AS from_own,
		CASE WHEN t.kind IN ('asset', 'liability') THEN 0 ELSE 1 END AS to_own, w.currency,
		w.amount - w.paid + CASE WHEN :at IS NULL THEN 0 ELSE COALESCE((SELECT SUM(ABS(e.amount)) FROM transactions p INDEXED BY transactions_of_waiting CROSS JOIN entries e ON e.guild_id = p.guild_id
			AND e.transaction_id = p.transaction_id AND e.account_id = w.from_account AND e.currency = w.currency
			WHERE p.guild_id = w.guild_id AND p.waiting = w.number AND p.reverses IS NULL AND p.time > :at), 0) END AS rest
	FROM waiting w JOIN accounts f ON f.guild_id = w.guild_id AND f.account_id = w.from_account JOIN accounts t ON t.guild_id = w.guild_id AND t.account_id = w.to_account
	WHERE w.guild_id = :guild AND (w.kind = 'dues' OR w.kind = 'owe') AND (:currency IS NULL OR w.currency = :currency)
		AND (w.state = 'waiting' OR w.decided_at > :at) AND (:at IS NULL OR w.asked_at <= :at)) o
GROUP BY o.month, o.from_own, o.to_own, o.currency ORDER BY o.currency, o.month, o.from_own, o.to_own;
-- name: report lines
-- And what was booked by hand to an account of a bank and is none of its lines.
SELECT l.line, l.account_id, LABEL(l.account_id), l.day AS day, l.amount, l.currency, l.text, l.reference, l.balance, l.state, l.doubt,
	CASE WHEN l.state = 'same' THEN (SELECT s.line FROM import_lines s WHERE s.guild_id = l.guild_id AND s.state = 'booked' AND s.transaction_id = l.transaction_id) END,
	l.found_by, l.transaction_id, l.number, c.scale
FROM import_lines l JOIN currencies c ON c.guild_id = l.guild_id AND c.code = l.currency
WHERE l.guild_id = :guild AND (:account IS NULL OR l.account_id = :account) AND (:currency IS NULL OR l.currency = :currency)
	AND (:from IS NULL OR l.day >= day(:from)) AND (:to IS NULL OR l.day < day(:to))
UNION ALL SELECT NULL, e.account_id, LABEL(e.account_id), day(t.time), e.amount, e.currency, t.memo, NULL, NULL, 'by hand', NULL, NULL, NULL, t.transaction_id, NULL, c.scale
FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id AND t.verb NOT IN VERBS(imported) AND t.verb NOT IN VERBS(seals) AND t.reverses IS NULL
JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
WHERE e.guild_id = :guild AND (:account IS NULL OR e.account_id = :account) AND (:currency IS NULL OR e.currency = :currency)
	AND e.account_id IN (SELECT a.account_id FROM accounts a WHERE a.guild_id = :guild AND a.kind = 'asset' AND (:account IS NOT NULL
		OR EXISTS (SELECT 1 FROM import_lines l WHERE l.guild_id = :guild AND l.account_id = a.account_id)))
	AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to)
	AND NOT EXISTS (SELECT 1 FROM import_lines l WHERE l.guild_id = t.guild_id AND l.state = 'same' AND l.transaction_id = t.transaction_id)
	AND NOT EXISTS (SELECT 1 FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id)
ORDER BY 4 DESC, 14 DESC NULLS LAST, 1 LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report to-sort
-- What came in is positive. The oldest first: it has waited most.
SELECT w.number, l.day, l.account_id, LABEL(l.account_id), CASE WHEN w.from_account IS NULL THEN w.paid - w.amount ELSE w.amount - w.paid END, w.currency, l.text, w.asked_at,
	l.line, w.target, c.scale
FROM waiting w JOIN import_lines l ON l.guild_id = w.guild_id AND l.line = w.arguments ->> '$.line' JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.guild_id = :guild AND w.kind = 'line' AND w.verb NOT IN VERBS(imported) AND w.state = 'waiting' AND (:currency IS NULL OR w.currency = :currency)
ORDER BY w.number;
-- name: report years
WITH r AS (
	SELECT y.year AS year, y.seq AS seq, y.waiting AS waiting, e.currency AS currency, MIN(t.transaction_id) AS transaction_id, wide_sum(e.amount) AS amount FROM years y
	CROSS JOIN transactions t ON t.guild_id = y.guild_id AND t.transaction_id >= y.first_transaction AND t.transaction_id <= y.last_transaction
	CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
	CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id AND a.kind IN ('income', 'expense')
	WHERE y.guild_id = :guild GROUP BY y.year, y.seq, y.waiting, e.currency
	UNION ALL SELECT year, seq, waiting, NULL, NULL, NULL FROM years WHERE guild_id = :guild AND first_transaction IS NULL)
SELECT r.year, c.time, COALESCE(USER_LABEL(k.author_id), char(3) || char(3) || (k.record ->> '$.author.name')),
	CASE WHEN r.waiting IS NOT NULL THEN COALESCE(USER_LABEL(c.author_id), char(3) || char(3) || (c.record ->> '$.author.name')) END,
	r.amount, r.currency, r.transaction_id, NULLIF(k.author_id, 0), CASE WHEN r.waiting IS NOT NULL THEN NULLIF(c.author_id, 0) END,
	COALESCE((SELECT s.scale FROM currencies s WHERE s.guild_id = :guild AND s.code = r.currency), 0)
FROM r CROSS JOIN commands c ON c.guild_id = :guild AND c.seq = r.seq
CROSS JOIN commands k ON k.guild_id = :guild AND k.seq = COALESCE((SELECT w.asked_seq FROM waiting w WHERE w.guild_id = :guild AND w.number = r.waiting), r.seq)
WHERE :currency IS NULL OR r.currency = :currency ORDER BY r.year, r.currency;
-- name: report reconciliation
-- Of each account of a bank the last reconciliation, by whom: of those that hold the one of the latest day, if the newest holds; and what was not agreed since: what is in no list, and what a list has that waits or nobody claimed.
WITH newest AS (SELECT b.account_id, b.currency, MIN(b.day) AS first_day, MAX(b.seq) AS seq,
		(SELECT h.seq FROM reconciliations h WHERE h.guild_id = :guild AND h.account_id = b.account_id AND h.currency = b.currency AND h.reopened_by IS NULL
			ORDER BY h.day DESC, h.seq DESC LIMIT 1) AS held
	FROM (SELECT account_id, currency, MIN(day) AS day, CAST(NULL AS BIGINT) AS seq FROM import_lines WHERE guild_id = :guild GROUP BY account_id, currency
		UNION ALL SELECT account_id, currency, NULL, MAX(seq) FROM reconciliations WHERE guild_id = :guild GROUP BY account_id, currency) b
	WHERE (:account IS NULL OR b.account_id = :account) AND (:currency IS NULL OR b.currency = :currency) GROUP BY b.account_id, b.currency),
banks AS (SELECT n.account_id, n.currency, n.first_day, n.held, CASE WHEN r.reopened_by IS NULL THEN n.held ELSE n.seq END AS seq
	FROM newest n LEFT JOIN reconciliations r ON r.guild_id = :guild AND r.account_id = n.account_id AND r.currency = n.currency AND r.seq = n.seq),
opened AS MATERIALIZED (SELECT l.account_id, l.currency, CASE WHEN w.verb IN VERBS(imported) THEN 2 ELSE 3 END AS part, l.day, l.amount, l.text, l.transaction_id, w.number
	FROM waiting w CROSS JOIN import_lines l INDEXED BY import_lines_of_number ON l.guild_id = w.guild_id AND l.number = w.number WHERE w.guild_id = :guild AND w.kind = 'line' AND w.state = 'waiting')
SELECT x.account_id, LABEL(x.account_id), x.state, x.day, x.amount, x.currency, x.text, x.batch, x.transaction_id, x.number, x.list, c.scale FROM (
	SELECT b.account_id, b.currency, 0 AS part, CASE WHEN r.seq IS NULL THEN 'never reconciled' WHEN r.reopened_by IS NULL THEN 'agreed' ELSE 'reopened' END AS state, r.day, r.statement AS amount,
		COALESCE(USER_LABEL(l.author_id), l.record ->> '$.author.name') AS text, r.batch, r.reopened_by AS transaction_id, CAST(NULL AS BIGINT) AS number, r.list
	FROM banks b LEFT JOIN reconciliations r ON r.guild_id = :guild AND r.account_id = b.account_id AND r.currency = b.currency AND r.seq = b.seq
	LEFT JOIN commands l ON l.guild_id = :guild AND l.seq = b.seq
	UNION ALL SELECT b.account_id, b.currency, 1, 'by hand', day(t.time), e.amount, t.memo, CAST(NULL AS BIGINT), t.transaction_id, CAST(NULL AS BIGINT), NULL
	FROM banks b CROSS JOIN entries e ON e.guild_id = :guild AND e.account_id = b.account_id AND e.currency = b.currency
	CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	LEFT JOIN reconciliations h ON h.guild_id = :guild AND h.account_id = b.account_id AND h.currency = b.currency AND h.seq = b.held
	WHERE b.first_day IS NOT NULL AND day(t.time) >= b.first_day AND (h.seq IS NULL OR e.transaction_id > h.last_transaction OR day(t.time) > h.day)
		AND NOT EXISTS (SELECT 1 FROM import_lines f INDEXED BY import_lines_of_transaction WHERE f.guild_id = e.guild_id AND f.transaction_id = e.transaction_id
			AND f.account_id = e.account_id AND f.currency = e.currency)
		AND NOT EXISTS (SELECT 1 FROM transactions v INDEXED BY transactions_reversed WHERE v.guild_id = t.guild_id AND v.reverses = t.transaction_id)
		AND (t.reverses IS NULL OR EXISTS (SELECT 1 FROM import_lines f INDEXED BY import_lines_of_transaction WHERE f.guild_id = e.guild_id AND f.transaction_id = t.reverses
			AND f.account_id = e.account_id AND f.currency = e.currency))
	UNION ALL SELECT b.account_id, b.currency, o.part, CASE o.part WHEN 2 THEN 'waiting' ELSE 'to-sort' END, o.day, o.amount, o.text, CAST(NULL AS BIGINT), o.transaction_id, o.number, NULL
	FROM banks b JOIN opened o ON o.account_id = b.account_id AND o.currency = b.currency) x JOIN currencies c ON c.guild_id = :guild AND c.code = x.currency
ORDER BY x.account_id, x.currency, x.part, x.day DESC, x.transaction_id DESC, x.number DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report imports
-- Where a list does not begin with what the one before it ended with: behind which day lines are missing, and what they come to.
SELECT i.import, i.account_id, LABEL(i.account_id), CASE WHEN i.format LIKE 'csv:%' THEN 'csv' ELSE i.format END, i.first_day, i.last_day, i.lines, i.opening, i.closing, i.currency,
	CASE WHEN p.closing <> i.opening THEN p.last_day END, i.opening - NULLIF(p.closing, i.opening), l.time, l.record ->> '$.author.name', i.list, i.crossed, c.scale
FROM imports i JOIN currencies c ON c.guild_id = i.guild_id AND c.code = i.currency JOIN commands l ON l.guild_id = i.guild_id AND l.seq = i.seq
LEFT JOIN imports p ON p.guild_id = i.guild_id AND p.import = (SELECT b.import FROM imports b WHERE b.guild_id = i.guild_id AND b.account_id = i.account_id AND b.currency = i.currency
	AND b.closing IS NOT NULL AND b.last_day < i.first_day ORDER BY b.last_day DESC, b.seq DESC LIMIT 1)
WHERE i.guild_id = :guild AND (:account IS NULL OR i.account_id = :account) AND (:currency IS NULL OR i.currency = :currency)
ORDER BY i.seq DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report counterparties
SELECT p.number, w.memo, p.account_id, LABEL(p.account_id), 0
FROM counterparties p JOIN waiting w ON w.guild_id = p.guild_id AND w.number = p.number WHERE p.guild_id = :guild ORDER BY p.number;
-- name: report evidence
-- What moved more than evidence.over of its currency, by the guild's offices or from a bank to an expense, and no file shows what for. What was
-- undone needs none.
SELECT m.transaction_id, m.time, m.verb, m.amount, m.currency, m.memo, USER_LABEL(m.author_id), NULLIF(m.author_id, 0), m.scale FROM (
	SELECT t.transaction_id, t.time, t.verb, CAST(SUM(e.amount) AS BIGINT) AS amount, e.currency, t.memo, t.author_id, c.scale AS scale
	FROM (SELECT c.code, c.scale, CAST(s.value AS BIGINT) AS least FROM currencies c JOIN guilds g ON g.guild_id = c.guild_id
		JOIN settings s ON s.guild_id = c.guild_id AND s.key = CASE WHEN c.code = g.currency THEN 'evidence.over' ELSE 'evidence.over.' || c.code END AND s.value <> '-'
		WHERE c.guild_id = :guild AND (:currency IS NULL OR c.code = :currency)) c
	CROSS JOIN transactions t CROSS JOIN entries e
	WHERE t.guild_id = :guild AND e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id AND e.currency = c.code AND e.amount > 0 AND within_work()
		AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND t.reverses IS NULL
		AND ((t.verb IN VERBS(evidence) AND t.verb NOT IN VERBS(limited)) OR (t.verb IN VERBS(imported) AND EXISTS (SELECT 1 FROM entries x
			JOIN accounts a ON a.guild_id = x.guild_id AND a.account_id = x.account_id AND a.kind = 'expense' WHERE x.guild_id = t.guild_id AND x.transaction_id = t.transaction_id)))
		AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.guild_id = t.guild_id AND v.transaction_id = t.transaction_id)
		AND NOT EXISTS (SELECT 1 FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id)
	GROUP BY t.transaction_id, t.time, t.verb, e.currency, t.memo, t.author_id, c.scale, c.least HAVING SUM(e.amount) > c.least) m
ORDER BY m.transaction_id DESC, m.currency LIMIT COALESCE(:limit, 9223372036854775807);
