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
-- name: metric messages
SELECT guild_id, value, 0 FROM counters WHERE name = 'message';
-- name: metric commands
SELECT guild_id, first, second, value, 0 FROM counters WHERE name = 'command';
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
