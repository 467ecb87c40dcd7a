-- What gl-report asks of what waits and recurs: debts, dues, schedules, holds, budgets, the forecast. sql/reports.sql says how its queries end.

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
