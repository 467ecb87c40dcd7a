-- The queries that sum in temporary tables over SQLite (sql/reports.sql says what they give): here the server groups, in memory that it
-- bounds by itself, and a standby, which makes no tables, can answer.
-- name: report balances
WITH b AS (
	SELECT account_id, currency, balance, entries FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT e.account_id, e.currency, SUM(e.amount)::bigint, COUNT(*) FROM transactions t
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE :at IS NOT NULL AND t.guild_id = :guild AND t.time <= :at GROUP BY 1, 2)
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
	SELECT e.account_id, e.currency, SUM(e.amount)::bigint FROM transactions t
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE :at IS NOT NULL AND t.guild_id = :guild AND t.time <= :at GROUP BY 1, 2),
lines AS (
	SELECT 0 AS last, a.owner_id IS NOT NULL AS owned, a.account_id AS id, COALESCE('@' || u.name, a.name) AS name, a.kind AS kind,
		GREATEST(b.balance, 0)::numeric AS debit, GREATEST(-b.balance, 0)::numeric AS credit, b.currency AS currency
	FROM b JOIN accounts a ON a.guild_id = :guild AND a.account_id = b.account_id
	LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
	WHERE b.balance <> 0 AND (:currency IS NULL OR b.currency = :currency)
	UNION ALL
	SELECT 1, false, 0, NULL, 'total', SUM(GREATEST(balance, 0)), SUM(GREATEST(-balance, 0)), currency FROM b
	WHERE :currency IS NULL OR currency = :currency GROUP BY currency)
SELECT l.name, l.kind, l.debit, l.credit, l.currency, c.scale FROM lines l
JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency
ORDER BY l.currency, l.last, l.owned, l.id;
-- name: report balance-sheet
WITH b AS (
	SELECT account_id, currency, balance FROM balances WHERE :at IS NULL AND guild_id = :guild
	UNION ALL
	SELECT e.account_id, e.currency, SUM(e.amount)::bigint FROM transactions t
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE :at IS NOT NULL AND t.guild_id = :guild AND t.time <= :at GROUP BY 1, 2),
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
SELECT l.section, CASE WHEN l.part = 3 THEN chr(1) ELSE l.name END, l.amount, l.currency, c.scale FROM lines l
JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency ORDER BY l.currency, l.part, l.id;
-- name: report batch
WITH b AS (SELECT * FROM batches WHERE guild_id = :guild AND batch = :batch),
totals AS (
	SELECT t.account_id, t.currency, t.entries, t.debits, t.credits, t.balance, t.counted FROM batch_totals t, b
	WHERE b.state = 'closed' AND t.guild_id = :guild AND t.batch = :batch
	UNION ALL
	SELECT o.account_id, o.currency, o.entries, o.debits, o.credits,
		(SELECT balance FROM balances x WHERE x.guild_id = :guild AND x.account_id = o.account_id AND x.currency = o.currency), NULL
	FROM (SELECT e.account_id, e.currency, COUNT(*) AS entries, SUM(GREATEST(e.amount, 0))::bigint AS debits, SUM(GREATEST(-e.amount, 0))::bigint AS credits
		FROM b JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction
		JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id WHERE b.state = 'open' GROUP BY 1, 2) o),
lines AS (
	SELECT 0 AS last, a.owner_id IS NOT NULL AS owned, a.account_id AS id, COALESCE('@' || u.name, a.name) AS name, t.entries::numeric AS entries, t.debits::numeric AS debits,
		t.credits::numeric AS credits, CASE WHEN a.kind IN ('asset', 'expense') THEN t.balance ELSE -t.balance END AS balance, t.counted AS counted, t.currency AS currency
	FROM totals t JOIN accounts a ON a.guild_id = :guild AND a.account_id = t.account_id
	LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
	UNION ALL
	SELECT 1, false, 0, 'total', SUM(entries), SUM(debits), SUM(credits), NULL, NULL, currency FROM totals GROUP BY currency)
SELECT l.name, l.entries, l.debits, l.credits, l.balance, l.counted, l.currency, c.scale FROM lines l
JOIN currencies c ON c.guild_id = :guild AND c.code = l.currency
WHERE :currency IS NULL OR l.currency = :currency ORDER BY l.currency, l.last, l.owned, l.id;
-- name: report activity
WITH said AS (
	SELECT day(time) AS day, COUNT(*) AS commands, COUNT(DISTINCT NULLIF(author_id, 0)) AS people, COUNT(transaction_id) AS booked FROM commands
	WHERE guild_id = :guild AND message_id IS NOT NULL AND (:from IS NULL OR time >= :from) AND (:to IS NULL OR time < :to) GROUP BY 1),
volumes AS (
	SELECT day(t.time) AS day, e.currency, SUM(GREATEST(e.amount, 0))::bigint AS volume
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency) GROUP BY 1, 2)
SELECT s.day, s.commands, s.people, s.booked, v.volume, v.currency, c.scale
FROM said s LEFT JOIN volumes v ON v.day = s.day LEFT JOIN currencies c ON c.guild_id = :guild AND c.code = v.currency ORDER BY 1, 6;
-- name: report balances-over-time
WITH moved AS (
	SELECT e.currency, CASE WHEN a.owner_id IS NOT NULL AND :account IS NULL THEN 0 ELSE a.account_id END AS id,
		GREATEST(day(t.time), COALESCE(day(:from), '')) AS day, bool_or(a.kind IN ('asset', 'expense')) AS debit_side, SUM(e.amount) AS amount
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	WHERE t.guild_id = :guild AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency) AND (:account IS NULL OR e.account_id = :account)
	GROUP BY 1, 2, 3),
bounds AS (SELECT day(MAX(t.time)) AS last FROM transactions t WHERE t.guild_id = :guild AND (:to IS NULL OR t.time < :to)),
days AS (
	SELECT id, bool_or(debit_side) AS debit_side, currency, day, SUM(amount) AS amount FROM (
		SELECT id, debit_side, currency, day, amount FROM moved
		UNION ALL SELECT id, bool_or(debit_side), currency, GREATEST(MAX(day), (SELECT last FROM bounds)), 0 FROM moved GROUP BY id, currency) x
	GROUP BY id, currency, day)
SELECT CASE WHEN d.id = 0 THEN chr(1) ELSE COALESCE('@' || u.name, a.name) END, d.day,
	CASE WHEN d.debit_side THEN 1 ELSE -1 END * SUM(d.amount) OVER (PARTITION BY d.currency, d.id ORDER BY d.day), d.currency, c.scale
FROM days d JOIN currencies c ON c.guild_id = :guild AND c.code = d.currency
LEFT JOIN accounts a ON a.guild_id = :guild AND a.account_id = d.id LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
ORDER BY d.currency, d.id, d.day;
-- name: report flows
SELECT day(t.time), SUM(GREATEST(CASE WHEN :account IS NULL THEN 1 ELSE :side END * e.amount, 0)) AS "into",
	SUM(GREATEST(CASE WHEN :account IS NULL THEN -1 ELSE -:side END * e.amount, 0)) AS out_of, e.currency, c.scale
FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
JOIN currencies c ON c.guild_id = :guild AND c.code = e.currency
WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency)
	AND CASE WHEN :account IS NULL THEN a.kind = 'asset' ELSE e.account_id = :account END
GROUP BY 1, e.currency, c.scale ORDER BY 1, e.currency;
-- name: report hours
SELECT EXTRACT(isodow FROM to_timestamp(time / 1000))::bigint, EXTRACT(hour FROM to_timestamp(time / 1000))::bigint, COUNT(*), COUNT(DISTINCT NULLIF(author_id, 0)), 0
FROM commands WHERE guild_id = :guild AND message_id IS NOT NULL AND (:from IS NULL OR time >= :from) AND (:to IS NULL OR time < :to)
GROUP BY 1, 2 ORDER BY 1, 2;
-- name: report batch-totals
SELECT b.batch, b.state, COUNT(DISTINCT t.transaction_id), SUM(GREATEST(e.amount, 0)), e.currency, c.scale
FROM (SELECT * FROM batches WHERE guild_id = :guild ORDER BY batch DESC LIMIT COALESCE(:limit, 9223372036854775807)) b
JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id BETWEEN b.first_transaction AND COALESCE(b.last_transaction, 9223372036854775807)
JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
JOIN currencies c ON c.guild_id = :guild AND c.code = e.currency
WHERE t.batch = b.batch AND (:currency IS NULL OR e.currency = :currency)
GROUP BY b.batch, b.state, e.currency, c.scale ORDER BY 1, 5;
-- name: report users
WITH asked AS (SELECT author_id, MAX(time) AS time, COUNT(*) AS commands FROM commands
	WHERE guild_id = :guild AND author_id IS NOT NULL AND message_id IS NOT NULL GROUP BY author_id)
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
-- name: report log
SELECT l.seq, l.time, COALESCE('@' || u.name, l.record ->> '$.author.name'), l.verb,
	COALESCE((SELECT string_agg(value, ' ') FROM json_each_text(CASE WHEN json_type(l.record, '$.args') = 'object' THEN l.record::json -> 'args' END)), l.record ->> '$.error.detail'),
	l.status, l.code, l.transaction_id, l.text, 0 FROM commands l
LEFT JOIN users u ON u.guild_id = l.guild_id AND u.user_id = l.author_id
WHERE l.guild_id = :guild AND (:from IS NULL OR l.time >= :from) AND (:to IS NULL OR l.time < :to)
ORDER BY l.seq LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report biggest
WITH moved AS (
	SELECT t.transaction_id, t.time, t.verb, t.memo, e.entry, e.account_id, e.amount, e.currency,
		ROW_NUMBER() OVER (PARTITION BY e.currency ORDER BY e.amount DESC, e.transaction_id, e.entry) AS place
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:batch IS NULL OR t.batch = :batch)
		AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0)
		AND e.amount > 0 AND (:currency IS NULL OR e.currency = :currency))
SELECT m.transaction_id, m.time, m.verb, COALESCE('@' || u.name, a.name),
	(SELECT COALESCE('@' || y.name, x.name) FROM entries z JOIN accounts x ON x.guild_id = z.guild_id AND x.account_id = z.account_id
		LEFT JOIN users y ON y.guild_id = x.guild_id AND y.user_id = x.owner_id
		WHERE z.guild_id = :guild AND z.transaction_id = m.transaction_id AND z.currency = m.currency ORDER BY z.amount, z.entry LIMIT 1),
	m.amount, m.currency, m.memo, c.scale
FROM moved m JOIN currencies c ON c.guild_id = :guild AND c.code = m.currency
JOIN accounts a ON a.guild_id = :guild AND a.account_id = m.account_id LEFT JOIN users u ON u.guild_id = :guild AND u.user_id = a.owner_id
WHERE m.place <= COALESCE(:limit, 10) ORDER BY m.currency, m.amount DESC, m.transaction_id, m.entry;
-- name: report summary
WITH periods AS (
	SELECT 0 AS period, :from AS first, COALESCE(:to, (SELECT last_time + 1 FROM guilds WHERE guild_id = :guild)) AS ended
	UNION ALL SELECT 1, 2 * :from - COALESCE(:to, (SELECT last_time + 1 FROM guilds WHERE guild_id = :guild)), :from WHERE :from IS NOT NULL),
spoken AS (
	SELECT p.period, c.author_id, COUNT(*) AS commands, SUM(c.status <> 'ok') AS refused FROM commands c CROSS JOIN periods p
	WHERE c.guild_id = :guild AND c.message_id IS NOT NULL AND c.verb <> 'post' AND (p.first IS NULL OR c.time >= p.first) AND c.time < p.ended GROUP BY 1, 2),
parts AS (
	SELECT p.period, p.first IS NULL OR t.time >= p.first AS within, t.verb, e.currency, e.amount, a.owner_id, a.purpose
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id CROSS JOIN periods p
	WHERE t.guild_id = :guild AND t.time < p.ended AND (:currency IS NULL OR e.currency = :currency)),
summed AS (
	SELECT period, currency, SUM(CASE WHEN within THEN GREATEST(amount, 0) ELSE 0 END) AS volume,
		SUM(CASE WHEN within AND verb = 'deposit' THEN GREATEST(amount, 0) ELSE 0 END) AS paid_in,
		SUM(CASE WHEN within AND verb = 'withdraw' THEN GREATEST(amount, 0) ELSE 0 END) AS paid_out,
		MAX(CASE WHEN within THEN GREATEST(amount, 0) ELSE 0 END)::numeric AS biggest,
		SUM(CASE WHEN owner_id IS NOT NULL THEN -amount ELSE 0 END) AS members, SUM(CASE WHEN purpose = 'till' THEN amount ELSE 0 END) AS till
	FROM parts GROUP BY period, currency),
figures (line, figure, period, value, currency) AS (
	SELECT 1, 'people who wrote', p.period, (SELECT COUNT(*) FROM spoken s WHERE s.period = p.period AND s.author_id <> 0)::numeric, NULL FROM periods p
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
-- name: export opening
SELECT a.account_id, a.kind, a.owner_id, a.folded_name, o.currency, o.amount, c.scale
FROM (SELECT e.account_id, e.currency, SUM(e.amount) AS amount
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (t.time < :from OR t.batch < :batch) AND (:currency IS NULL OR e.currency = :currency) GROUP BY 1, 2) o
JOIN accounts a ON a.guild_id = :guild AND a.account_id = o.account_id
JOIN currencies c ON c.guild_id = :guild AND c.code = o.currency WHERE o.amount <> 0 ORDER BY a.account_id, o.currency;
-- name: verify sqlite
SELECT 'ok';
-- name: mydata
SELECT '{"guild":' || to_json(:guild::text) || ',"user":' || to_json(:user::text)
	|| ',"name":' || COALESCE((SELECT to_json(name)::text FROM users WHERE guild_id = :guild AND user_id = :user), 'null')
	|| ',"member":' || COALESCE((SELECT row_to_json(x)::text FROM (SELECT nick, joined_at, left_at FROM members WHERE guild_id = :guild AND user_id = :user) x), 'null')
	|| ',"roles":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT m.role_id::text AS role, r.name FROM member_roles m
		LEFT JOIN roles r ON r.guild_id = m.guild_id AND r.role_id = m.role_id WHERE m.guild_id = :guild AND m.user_id = :user ORDER BY m.role_id) x), '[]')
	|| ',"wanted_roles":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT role_id::text AS role, wanted, until FROM wanted_roles
		WHERE guild_id = :guild AND user_id = :user ORDER BY role_id) x), '[]')
	|| ',"registration":' || COALESCE((SELECT row_to_json(x)::text FROM (SELECT request, requested_at, state FROM registrations WHERE guild_id = :guild AND user_id = :user) x), 'null')
	|| ',"account":' || COALESCE((SELECT row_to_json(x)::text FROM (SELECT account_id AS account, state FROM accounts WHERE guild_id = :guild AND owner_id = :user) x), 'null')
	|| ',"balances":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT b.currency, -b.balance AS minor_units, c.scale FROM accounts a
		JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
		WHERE a.guild_id = :guild AND a.owner_id = :user ORDER BY b.currency) x), '[]')
	-- the newest, as many as fit into one file of Discord's 10 MiB
	|| ',"entries":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT transaction_id AS transaction, time, verb AS what, memo, currency, -amount AS minor_units FROM
		(SELECT t.transaction_id, t.time, t.verb, t.memo, e.currency, e.amount, e.entry,
			SUM(150 + COALESCE(octet_length(t.memo), 0)) OVER (ORDER BY t.transaction_id DESC, e.entry ROWS UNBOUNDED PRECEDING) AS bytes
			FROM accounts a JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
			JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
			WHERE a.guild_id = :guild AND a.owner_id = :user) n WHERE bytes <= 3000000 ORDER BY transaction_id DESC, entry) x), '[]')
	|| ',"commands":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT time, status, record::json AS record, text AS answer FROM
		(SELECT seq, time, status, record, text,
			SUM(80 + octet_length(record) + COALESCE(octet_length(text), 0)) OVER (ORDER BY seq DESC ROWS UNBOUNDED PRECEDING) AS bytes
			FROM commands WHERE guild_id = :guild AND author_id = :user) n WHERE bytes <= 3000000 ORDER BY seq DESC) x), '[]') || '}';
