-- What gl-metrics tells: each query gives the guild, the labels in the order of the tool's table, the value, and the scale of
-- an amount (0 otherwise).
-- name: metric log
SELECT guild_id, MAX(seq), 0 FROM commands GROUP BY guild_id;
-- name: metric transactions
SELECT g.guild_id, (SELECT COALESCE(MAX(transaction_id), 0) FROM transactions t WHERE t.guild_id = g.guild_id), 0 FROM guilds g;
-- name: metric last command
SELECT guild_id, last_time, 3 FROM guilds WHERE last_time > 0;
-- name: metric cursors
SELECT c.guild_id, c.channel_id, (k.after >> 22) + 1420070400000, 3 FROM channels c
JOIN cursors k ON k.guild_id = c.guild_id AND k.channel_id = c.channel_id WHERE c.enabled = 1;
-- name: metric outbox waiting
SELECT g.guild_id, (SELECT COUNT(*) FROM outbox o WHERE o.guild_id = g.guild_id AND (o.state = 'due' OR o.state = 'under_way')), 0 FROM guilds g;
-- name: metric outbox oldest
SELECT o.guild_id, MIN(c.time), 3 FROM outbox o JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE o.state = 'due' OR o.state = 'under_way' GROUP BY o.guild_id;
-- name: metric outbox retries
SELECT o.guild_id, SUM(MAX(o.attempt - 1, 0)), 0 FROM outbox o WHERE o.state = 'due' OR o.state = 'under_way' GROUP BY o.guild_id;
-- name: metric outbox failed
SELECT o.guild_id, CASE WHEN o.error IS NULL THEN '0' ELSE substr(o.error, 1, instr(o.error, ' ') - 1) END, COUNT(*), 0
FROM outbox o WHERE o.state = 'failed' GROUP BY 1, 2;
-- name: metric batch opened
SELECT guild_id, batch, opened_at, 3 FROM batches WHERE state = 'open';
-- name: metric batches closed
SELECT g.guild_id, (SELECT COUNT(*) FROM batches b WHERE b.guild_id = g.guild_id AND b.state = 'closed'), 0 FROM guilds g;
-- name: metric balances
SELECT b.guild_id, a.kind, b.currency, wide_mul(CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 1 ELSE -1 END, wide_sum(b.balance)), c.scale
FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency GROUP BY b.guild_id, a.kind, b.currency, c.scale;
-- name: metric trial balance
SELECT b.guild_id, b.currency, wide_sum(b.balance), c.scale FROM balances b
JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency GROUP BY b.guild_id, b.currency, c.scale;
-- name: metric accounts
SELECT guild_id, CASE WHEN owner_id IS NULL THEN 'guild' ELSE 'member' END, state, COUNT(*), 0 FROM accounts GROUP BY 1, 2, 3;
-- name: metric unanswered
SELECT g.guild_id, COALESCE((SELECT value FROM counters c WHERE c.guild_id = g.guild_id AND c.name = 'unanswered' AND c.first = '' AND c.second = ''), 0), 0 FROM guilds g;
-- name: metric messages
SELECT guild_id, value, 0 FROM counters WHERE name = 'message';
-- name: metric commands
SELECT guild_id, first, second, value, 0 FROM counters WHERE name = 'command';
-- name: metric commands failed
SELECT g.guild_id, COALESCE((SELECT SUM(value) FROM counters c WHERE c.guild_id = g.guild_id AND c.name = 'command' AND c.second = 'failed'), 0), 0 FROM guilds g;
-- name: metric commands waiting
-- Messages that were set aside and not applied since. What has no message (a member, a role) comes again by itself.
SELECT g.guild_id, (SELECT COUNT(DISTINCT f.message_id) FROM commands f WHERE f.guild_id = g.guild_id AND f.status = 'failed'
	AND NOT EXISTS (SELECT 1 FROM commands n WHERE n.guild_id = f.guild_id AND n.message_id = f.message_id AND n.status <> 'failed')), 0
FROM guilds g WHERE :guild IS NULL OR g.guild_id = :guild ORDER BY g.guild_id;
-- name: metric deliveries
SELECT guild_id, column1, COALESCE((SELECT value FROM counters c WHERE c.guild_id = g.guild_id AND c.name = 'delivery' AND c.first = column1 AND c.second = ''), 0), 0
FROM guilds g, (VALUES ('sent'), ('retry'), ('failed')) AS states;
-- name: metric delivery errors
SELECT guild_id, CASE name WHEN 'retry' THEN 'retry' ELSE 'failed' END, first, second, value, 0 FROM counters WHERE name = 'retry' OR name = 'failure';
-- name: metric batch transactions
SELECT b.guild_id, b.batch, COALESCE((SELECT MAX(transaction_id) FROM transactions t WHERE t.guild_id = b.guild_id), 0) - b.first_transaction + 1, 0
FROM batches b WHERE b.state = 'open';
-- name: metric batch debits
SELECT b.guild_id, b.batch, y.code, COALESCE((SELECT value FROM counters c WHERE c.guild_id = b.guild_id AND c.name = 'batch'
	AND c.first = CAST(b.batch AS TEXT) AND c.second = y.code), 0), y.scale
FROM batches b JOIN currencies y ON y.guild_id = b.guild_id WHERE b.state = 'open';
-- name: metric registered
SELECT g.guild_id, (SELECT COUNT(*) FROM accounts a WHERE a.guild_id = g.guild_id AND a.owner_id IS NOT NULL AND a.state <> 'closed'), 0 FROM guilds g;
-- name: metric active
SELECT g.guild_id, column1, (SELECT COUNT(*) FROM users u WHERE u.guild_id = g.guild_id AND u.active IS NOT NULL AND u.active > :today - column1), 0
FROM guilds g, (VALUES (1), (7), (30)) AS days;
-- name: metric waiting
SELECT guild_id, kind, state, COUNT(*), 0 FROM waiting GROUP BY guild_id, kind, state;
-- name: metric approval oldest
SELECT guild_id, MIN(asked_at), 3 FROM waiting WHERE state = 'waiting' AND kind = 'approval' GROUP BY guild_id;
-- name: metric move begun
SELECT guild_id, time, 3 FROM moved_guilds WHERE place IS NULL;
-- name: metric owed
SELECT w.guild_id, w.currency, wide_sum(w.amount - w.paid), c.scale FROM waiting w JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.state = 'waiting' AND (w.kind = 'dues' OR w.kind = 'owe') GROUP BY w.guild_id, w.currency, c.scale;
-- name: metric held
SELECT w.guild_id, w.currency, wide_sum(w.amount), c.scale FROM waiting w JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.state = 'waiting' AND w.kind = 'hold' GROUP BY w.guild_id, w.currency, c.scale;
-- name: metric to-sort
SELECT w.guild_id, w.currency, wide_sum(w.amount - w.paid), c.scale FROM waiting w JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.state = 'waiting' AND w.kind = 'line' AND w.verb NOT IN VERBS(imported) GROUP BY w.guild_id, w.currency, c.scale;
-- name: metric to-sort oldest
SELECT guild_id, MIN(asked_at), 3 FROM waiting WHERE state = 'waiting' AND kind = 'line' AND verb NOT IN VERBS(imported) GROUP BY guild_id;
-- name: metric schedules
SELECT guild_id, kind, state, COUNT(*), 0 FROM schedules GROUP BY guild_id, kind, state;
-- name: metric skips
SELECT guild_id, value, 0 FROM counters WHERE name = 'command' AND first = 'due skip' AND second = 'ok';
-- name: due dates
-- When what recurs comes next, and when what waits is over: by guild.
SELECT * FROM (
	SELECT g.guild_id AS guild_id, g.timezone AS timezone, s.every || ' ' || s.unit || ' ' || s.days || ' ' || s.day || ' ' || s.nth || ' ' || s.weekday || ' ' || s.month || ' ' || s.anchor || ' '
		|| s.done || ' ' || COALESCE(s.until, '-') AS rule, s.at AS minute, NULL AS expires_at, NULL AS ends
	FROM schedules s JOIN guilds g ON g.guild_id = s.guild_id WHERE s.state = 'active' AND COALESCE(s.times_left, 1) > 0 AND (:guild IS NULL OR s.guild_id = :guild)
	UNION ALL SELECT w.guild_id, g.timezone, NULL, NULL, MIN(w.expires_at), NULL FROM waiting w JOIN guilds g ON g.guild_id = w.guild_id
	WHERE w.state = 'waiting' AND w.expires_at IS NOT NULL AND (:guild IS NULL OR w.guild_id = :guild) GROUP BY w.guild_id, g.timezone
	UNION ALL SELECT w.guild_id, g.timezone, NULL, NULL, NULL, MIN(w.ends) FROM waiting w JOIN guilds g ON g.guild_id = w.guild_id
	WHERE w.state = 'waiting' AND w.ends IS NOT NULL AND (:guild IS NULL OR w.guild_id = :guild) GROUP BY w.guild_id, g.timezone) due ORDER BY guild_id;
-- name: doctor month
WITH treasurers AS NOT MATERIALIZED (
	SELECT m.guild_id, m.user_id FROM members m JOIN guilds g ON g.guild_id = m.guild_id JOIN users u ON u.guild_id = m.guild_id AND u.user_id = m.user_id
	WHERE m.left_guild = 0 AND u.bot = 0 AND (:guild IS NULL OR m.guild_id = :guild) AND (m.user_id = g.owner_id
		OR EXISTS (SELECT 1 FROM permits p JOIN member_roles r ON r.guild_id = p.guild_id AND r.role_id = p.role_id
			WHERE p.guild_id = m.guild_id AND r.user_id = m.user_id AND (p.permits & 20) <> 0)
		OR EXISTS (SELECT 1 FROM permits p WHERE p.guild_id = m.guild_id AND p.role_id = p.guild_id AND (p.permits & 20) <> 0))),
counted AS (
	SELECT g.guild_id, (SELECT COUNT(*) FROM treasurers t WHERE t.guild_id = g.guild_id) AS people,
		EXISTS (SELECT 1 FROM settings s WHERE s.guild_id = g.guild_id AND (s.key = 'approval.over' OR substr(s.key, 1, 14) = 'approval.over.') AND s.value <> '-') AS threshold
	FROM guilds g WHERE :guild IS NULL OR g.guild_id = :guild),
refused AS (
	SELECT o.guild_id, COUNT(DISTINCT o.user_id) AS people FROM outbox o
	WHERE o.state = 'failed' AND o.kind = 'dm' AND (o.error LIKE '% 50007 %' OR o.error LIKE '% 50278 %') AND (:guild IS NULL OR o.guild_id = :guild) GROUP BY o.guild_id)
SELECT guild_id, 'no-threshold', people FROM counted WHERE NOT threshold AND people > 1
UNION ALL SELECT guild_id, 'one-treasurer', people FROM counted WHERE threshold AND people < 2
UNION ALL SELECT s.guild_id, 'payroll-owner', COUNT(*) FROM schedules s WHERE s.kind = 'payroll' AND s.state = 'active' AND s.owner_id <> 0 AND (:guild IS NULL OR s.guild_id = :guild)
	AND NOT EXISTS (SELECT 1 FROM treasurers t WHERE t.guild_id = s.guild_id AND t.user_id = s.owner_id) GROUP BY s.guild_id
UNION ALL SELECT guild_id, 'paused', COUNT(*) FROM schedules WHERE state = 'paused' AND reason IS NOT NULL AND (:guild IS NULL OR guild_id = :guild) GROUP BY guild_id
UNION ALL SELECT r.guild_id, 'closed-messages', r.people FROM refused r
	WHERE r.people * 10 > r.people + (SELECT COUNT(*) FROM preferences p WHERE p.guild_id = r.guild_id AND p.name = 'notices' AND p.value = 'dm' AND p.about = 0);
