-- How reports that sum begin over a server, which groups in memory that it bounds by itself, so that a standby, which makes no tables, can answer.
-- sql/reports.sql says how they end.
-- begin: report balances, report trial-balance, report balance-sheet, report forecast own
WITH as_of AS (
	SELECT e.account_id, e.currency, SUM(e.amount) AS balance, COUNT(*) AS entries FROM transactions t
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE :at IS NOT NULL AND t.guild_id = :guild AND ACCOUNTED(t) <= :at GROUP BY 1, 2)
-- begin: report batch
WITH open_totals AS (
	SELECT e.account_id, e.currency, COUNT(*) AS entries, SUM(MAX(e.amount, 0)) AS debits, SUM(MAX(-e.amount, 0)) AS credits
	FROM batches b JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE b.guild_id = :guild AND b.batch = :batch AND b.state = 'open' GROUP BY 1, 2)
-- begin: report activity
WITH said AS (
	SELECT day(time) AS day, COALESCE(author_id, 0) AS author_id, COUNT(*) AS commands, COUNT(transaction_id) AS booked FROM commands
	WHERE guild_id = :guild AND message_id IS NOT NULL AND (:from IS NULL OR time >= :from) AND (:to IS NULL OR time < :to) GROUP BY 1, 2),
volumes AS (
	SELECT day(t.time) AS day, e.currency, SUM(MAX(e.amount, 0)) AS volume
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency) GROUP BY 1, 2)
-- begin: report balances-over-time
WITH moved AS (
	SELECT e.currency, CASE WHEN a.owner_id IS NOT NULL AND :account IS NULL THEN 0 ELSE a.account_id END AS id,
		GREATEST(day(ACCOUNTED(t)), COALESCE(day(:from), '')) AS day, MAX((a.kind IN ('asset', 'expense'))::int) AS debit_side, SUM(e.amount) AS amount
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	WHERE t.guild_id = :guild AND (:to IS NULL OR ACCOUNTED(t) < :to) AND (:currency IS NULL OR e.currency = :currency) AND (:account IS NULL OR e.account_id = :account)
	GROUP BY 1, 2, 3),
bounds AS (SELECT day(MAX(ACCOUNTED(t))) AS last FROM transactions t WHERE t.guild_id = :guild AND (:to IS NULL OR ACCOUNTED(t) < :to))
-- begin: report flows
WITH flows AS (
	SELECT day(ACCOUNTED(t)) AS day, e.currency, SUM(MAX(CASE WHEN :account IS NULL THEN 1 ELSE :side END * e.amount, 0)) AS "into",
		SUM(MAX(CASE WHEN :account IS NULL THEN -1 ELSE -:side END * e.amount, 0)) AS out_of
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR ACCOUNTED(t) >= :from) AND (:to IS NULL OR ACCOUNTED(t) < :to) AND (:currency IS NULL OR e.currency = :currency)
		AND CASE WHEN :account IS NULL THEN a.kind = 'asset' ELSE e.account_id = :account END
	GROUP BY 1, 2)
-- begin: report results
WITH results AS (
	SELECT e.account_id, e.currency, BUCKET(t) AS bucket, SUM(e.amount) AS amount, COUNT(*) AS entries
	FROM accounts a JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
	JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	WHERE a.guild_id = :guild AND a.kind IN ('income', 'expense') AND t.verb NOT IN VERBS(closes_year) AND ACCOUNTED(t) >= :first AND ACCOUNTED(t) < :last AND (:currency IS NULL OR e.currency = :currency)
	GROUP BY 1, 2, 3)
-- begin: report cash
WITH holders AS (
	SELECT account_id FROM accounts WHERE guild_id = :guild AND CASE WHEN :account IS NULL THEN kind = 'asset' ELSE account_id = :account END),
moved AS (
	SELECT DISTINCT s.transaction_id, s.currency FROM entries s JOIN holders k ON k.account_id = s.account_id
	WHERE s.guild_id = :guild AND (:currency IS NULL OR s.currency = :currency)),
cash AS (
	SELECT CASE WHEN h.account_id IS NOT NULL THEN CAST(:held AS BIGINT) WHEN o.owner_id IS NOT NULL THEN CAST(:members AS BIGINT) ELSE e.account_id END AS party,
		e.currency, BUCKET(t) AS bucket, CASE WHEN h.account_id IS NULL AND e.amount > 0 THEN 1 ELSE 0 END AS went,
		SUM(CASE WHEN h.account_id IS NOT NULL THEN e.amount ELSE -e.amount END) AS amount
	FROM moved m JOIN transactions t ON t.guild_id = :guild AND t.transaction_id = m.transaction_id
	JOIN entries e ON e.guild_id = :guild AND e.transaction_id = m.transaction_id AND e.currency = m.currency
	JOIN accounts o ON o.guild_id = e.guild_id AND o.account_id = e.account_id
	LEFT JOIN holders h ON h.account_id = e.account_id
	WHERE ACCOUNTED(t) < :last AND (h.account_id IS NOT NULL OR ACCOUNTED(t) >= :first) GROUP BY 1, 2, 3, 4)
-- begin: report hours
WITH hours AS (
	SELECT EXTRACT(isodow FROM to_timestamp(time / 1000) AT TIME ZONE :zone)::bigint AS weekday, EXTRACT(hour FROM to_timestamp(time / 1000) AT TIME ZONE :zone)::bigint AS hour,
		COALESCE(author_id, 0) AS author_id, COUNT(*) AS commands
	FROM commands WHERE guild_id = :guild AND message_id IS NOT NULL AND (:from IS NULL OR time >= :from) AND (:to IS NULL OR time < :to) GROUP BY 1, 2, 3)
-- begin: report batch-totals
WITH batch_volumes AS (
	SELECT b.batch, e.currency, COUNT(DISTINCT t.transaction_id) AS transactions, SUM(MAX(e.amount, 0)) AS total
	FROM (SELECT * FROM batches WHERE guild_id = :guild ORDER BY batch DESC LIMIT COALESCE(:limit, 9223372036854775807)) b
	JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id BETWEEN b.first_transaction AND COALESCE(b.last_transaction, 9223372036854775807)
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.batch = b.batch AND (:currency IS NULL OR e.currency = :currency) GROUP BY 1, 2)
-- begin: report users
WITH asked AS (
	SELECT author_id, MAX(time) AS time, COUNT(*) AS commands FROM commands
	WHERE guild_id = :guild AND author_id IS NOT NULL AND message_id IS NOT NULL GROUP BY 1)
-- begin: report summary
WITH periods AS (
	SELECT 0 AS period, :from AS first, COALESCE(:to, (SELECT last_time + 1 FROM guilds WHERE guild_id = :guild)) AS ended
	UNION ALL SELECT 1, COALESCE(:before, 2 * :from - COALESCE(:to, (SELECT last_time + 1 FROM guilds WHERE guild_id = :guild))), :from WHERE :from IS NOT NULL),
spoken AS (
	SELECT p.period, COALESCE(c.author_id, 0) AS author_id, COUNT(*) AS commands, SUM(c.status <> 'ok') AS refused FROM commands c CROSS JOIN periods p
	WHERE c.guild_id = :guild AND c.message_id IS NOT NULL AND c.verb <> 'post' AND (p.first IS NULL OR c.time >= p.first) AND c.time < p.ended GROUP BY 1, 2),
parts AS (
	SELECT p.period, p.first IS NULL OR t.time >= p.first AS within, t.verb, e.currency, e.amount, a.owner_id, a.purpose
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id CROSS JOIN periods p
	WHERE t.guild_id = :guild AND t.time < p.ended AND (:currency IS NULL OR e.currency = :currency)),
summed AS (
	SELECT period, currency, SUM(CASE WHEN within THEN MAX(amount, 0) ELSE 0 END) AS volume,
		SUM(CASE WHEN within AND verb IN VERBS(pays_in) THEN MAX(amount, 0) ELSE 0 END) AS paid_in,
		SUM(CASE WHEN within AND verb IN VERBS(pays_out) THEN MAX(amount, 0) ELSE 0 END) AS paid_out,
		MAX(CASE WHEN within THEN MAX(amount, 0) ELSE 0 END) AS biggest,
		SUM(CASE WHEN owner_id IS NOT NULL THEN -amount ELSE 0 END) AS members, SUM(CASE WHEN purpose = 'till' THEN amount ELSE 0 END) AS till
	FROM parts GROUP BY period, currency)
-- begin: export opening
WITH opening AS (
	SELECT e.account_id, e.currency, SUM(e.amount) AS amount FROM transactions t JOIN entries e ON e.guild_id = :guild AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (t.time < :from OR t.batch < :batch) AND (:currency IS NULL OR e.currency = :currency) GROUP BY 1, 2)
-- Reports that are other queries here.
-- name: report log
-- The newest first. :named is an operator, who has no id.
SELECT l.seq, l.time, COALESCE(USER_LABEL(l.author_id), chr(3) || chr(3) || (l.record ->> '$.author.name')), l.verb,
	COALESCE((SELECT string_agg(value, ' ') FROM json_each_text(CASE WHEN json_type(l.record, '$.args') = 'object' THEN l.record::json -> 'args' END)), l.record ->> '$.error.detail'), l.status, l.code, l.transaction_id, l.text, NULLIF(l.author_id, 0), 0 FROM commands l
WHERE l.guild_id = :guild AND (:from IS NULL OR l.time >= :from) AND (:to IS NULL OR l.time < :to)
	AND (:who IS NULL OR l.author_id = :who) AND (:named IS NULL OR (COALESCE(l.author_id, 0) = 0 AND l.record ->> '$.author.name' = :named))
	AND (:verb IS NULL OR l.verb = :verb) AND (:status IS NULL OR l.status = :status)
ORDER BY l.seq DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report biggest
WITH moved AS (
	SELECT t.transaction_id, t.time, t.verb, t.memo, e.entry, e.account_id, e.amount, e.currency,
		ROW_NUMBER() OVER (PARTITION BY e.currency ORDER BY e.amount DESC, e.transaction_id, e.entry) AS place
	FROM transactions t JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:batch IS NULL OR t.batch = :batch)
		AND t.transaction_id >= COALESCE((SELECT first_transaction FROM batches WHERE guild_id = :guild AND batch = :batch), 0)
		AND e.amount > 0 AND (:currency IS NULL OR e.currency = :currency))
SELECT m.transaction_id, m.time, m.verb, LABEL(m.account_id), LABEL(o.account_id), m.amount, m.currency, m.memo, m.account_id, a.owner_id, o.account_id, o.owner_id, c.scale
FROM moved m JOIN currencies c ON c.guild_id = :guild AND c.code = m.currency
JOIN accounts a ON a.guild_id = :guild AND a.account_id = m.account_id
LEFT JOIN accounts o ON o.guild_id = :guild AND o.account_id = OTHER(m)
WHERE m.place <= COALESCE(:limit, 10) ORDER BY m.currency, m.amount DESC, m.transaction_id, m.entry;
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
	|| ',"preferences":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT name, value, CASE WHEN about <> 0 THEN about::text END AS about FROM preferences
		WHERE guild_id = :guild AND user_id = :user ORDER BY preferences.name, preferences.about) x), '[]')
	|| ',"waiting":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT number, kind, state, asked_at, currency, amount AS minor_units, paid, due, memo AS "for" FROM waiting
		WHERE guild_id = :guild AND (asked_by = :user OR decider_id = :user) ORDER BY number DESC LIMIT 1000) x), '[]')
	|| ',"schedules":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT schedule, kind, state, payees, currency, amount AS minor_units, begins, until, memo AS "for" FROM schedules
		WHERE guild_id = :guild AND owner_id = :user ORDER BY schedule) x), '[]')
	|| ',"limits":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT period, currency, amount AS minor_units FROM limits
		WHERE guild_id = :guild AND user_id = :user ORDER BY period, currency) x), '[]')
	|| ',"exemptions":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT starts, until, reason, (ended_seq IS NOT NULL)::int AS ended FROM exemptions
		WHERE guild_id = :guild AND user_id = :user ORDER BY seq) x), '[]')
	|| ',"registration":' || COALESCE((SELECT row_to_json(x)::text FROM (SELECT request, requested_at, state FROM registrations WHERE guild_id = :guild AND user_id = :user) x), 'null')
	|| ',"account":' || COALESCE((SELECT row_to_json(x)::text FROM (SELECT account_id AS account, state FROM accounts WHERE guild_id = :guild AND owner_id = :user) x), 'null')
	|| ',"balances":' || COALESCE((SELECT json_agg(x)::text FROM (SELECT b.currency, -b.balance AS minor_units, c.scale FROM accounts a
		JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
		WHERE a.guild_id = :guild AND a.owner_id = :user ORDER BY b.currency) x), '[]') || '}';
