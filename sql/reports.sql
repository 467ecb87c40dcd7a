-- What gl-report asks. Reports that sum begin in sql/ENGINE/reports.sql, each as its engine does it best. Totals go beyond 64 bits: wide_sum(),
-- wide_add(), wide_mul(). LABEL(account_id) and USER_LABEL(user_id) are what people see of an account and of a user (embed.awk), which
-- shown_name() reads; the ids of both are the columns behind the others.
-- name: report account
SELECT a.account_id, a.kind FROM accounts a
WHERE a.guild_id = :guild AND (a.folded_name = :folded OR a.owner_id = :owner OR a.purpose = :purpose)
ORDER BY CASE WHEN a.folded_name = :folded THEN 0 ELSE 1 END;
-- name: report account label
SELECT LABEL(a.account_id), a.owner_id FROM accounts a WHERE a.guild_id = :guild AND a.account_id = :account;
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
