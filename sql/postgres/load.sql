-- What a chunk's records refer to, all of a kind at once: arrays in, rows with their keys out. Behind the keys come the columns of the query
-- of the same name in sql/sqlite/load.sql.
-- part: user
-- Of the user u, who may be the member m.
u.guild_id, u.user_id, m.left_guild,
	CASE WHEN EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = u.guild_id AND f.user_id = u.user_id AND f.next_seq <= f.last_seq) THEN 1 ELSE 0 END, m.nick,
	(SELECT string_agg(p.name || ' ' || p.value, ' ') FROM preferences p WHERE p.guild_id = u.guild_id AND p.user_id = u.user_id AND p.about = 0),
	(SELECT string_agg(l.period || ' ' || l.currency || ' ' || l.amount, ' ') FROM limits l WHERE l.guild_id = u.guild_id AND l.user_id = u.user_id),
	(SELECT MAX(e.seq) FROM exemptions e WHERE e.guild_id = u.guild_id AND e.user_id = u.user_id AND e.ended_seq IS NULL),
	(SELECT string_agg(p.about::text, ' ') FROM preferences p WHERE p.guild_id = u.guild_id AND p.user_id = u.user_id AND p.name = 'blocked' AND p.about <> 0 AND p.value = 'on'),
	COLUMNS(users u, name)
-- name: lock guilds
-- Until the transaction ends; in order, so that two writers never wait for each other. Schemas of one database have locks of their own.
SELECT COUNT(pg_advisory_xact_lock(hashtextextended(current_schema(), guild_id))) FROM (SELECT DISTINCT unnest($1::bigint[]) AS guild_id ORDER BY 1) g;
-- name: lock waiters
-- Whether another waits for a guild that this transaction has locked. Not by a join of the locks with themselves: a chunk has thousands of them.
SELECT 1 FROM pg_locks w WHERE w.locktype = 'advisory' AND NOT w.granted AND pg_backend_pid() = ANY (pg_blocking_pids(w.pid)) LIMIT 1;
-- name: changed guilds
-- Of guilds and the ends of their logs those whose log ends elsewhere by now, or whose books went elsewhere.
SELECT w.guild_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, seq) LEFT JOIN guilds g ON g.guild_id = w.guild_id
LEFT JOIN moved_guilds m ON m.guild_id = w.guild_id WHERE m.guild_id IS NOT NULL OR w.seq <> COALESCE((SELECT MAX(c.seq) FROM commands c WHERE c.guild_id = g.guild_id), 0);
-- name: load guilds
SELECT g.guild_id, (SELECT MAX(transaction_id) FROM transactions t WHERE t.guild_id = g.guild_id),
	(SELECT MAX(account_id) FROM accounts a WHERE a.guild_id = g.guild_id),
	(SELECT MAX(seq) FROM commands c WHERE c.guild_id = g.guild_id),
	(SELECT MAX(delivery) FROM outbox o WHERE o.guild_id = g.guild_id),
	(SELECT MAX(message_id) FROM commands c WHERE c.guild_id = g.guild_id AND c.message_id IS NOT NULL AND c.status <> 'failed'),
	(SELECT MAX(number) FROM waiting w WHERE w.guild_id = g.guild_id),
	(SELECT MAX(schedule) FROM schedules s WHERE s.guild_id = g.guild_id),
	(SELECT COUNT(*) FROM schedules s WHERE s.guild_id = g.guild_id AND s.state = 'active'),
	(SELECT COUNT(*) FROM sum_seeds x WHERE x.guild_id = g.guild_id),
	(SELECT MAX(year) FROM years y WHERE y.guild_id = g.guild_id),
	(SELECT MAX(ends) FROM years y WHERE y.guild_id = g.guild_id), COLUMNS(guilds g, name)
FROM guilds g WHERE g.guild_id = ANY ($1::bigint[]) AND HERE(g);
-- name: load place
SELECT m.guild_id, COALESCE(m.place, ''), m.time FROM moved_guilds m WHERE m.guild_id = ANY ($1::bigint[]);
-- name: load settings
SELECT COLUMNS(settings, guild_id) FROM settings WHERE guild_id = ANY ($1::bigint[]);
-- name: load currencies
SELECT guild_id, code, scale FROM currencies WHERE guild_id = ANY ($1::bigint[]) ORDER BY guild_id, code DESC;
-- name: load permits
SELECT guild_id, role_id, permits FROM permits WHERE guild_id = ANY ($1::bigint[]) ORDER BY guild_id, role_id DESC;
-- name: load budgets
SELECT COLUMNS(budgets, guild_id) FROM budgets WHERE guild_id = ANY ($1::bigint[]) ORDER BY guild_id, account_id DESC, currency DESC;
-- name: load last batch
SELECT g.guild_id, b.batch, b.state, b.opened_at, b.opened_by, b.first_transaction, b.previous_hash, b.hash
FROM guilds g JOIN batches b ON b.guild_id = g.guild_id AND b.batch = (SELECT MAX(x.batch) FROM batches x WHERE x.guild_id = g.guild_id) WHERE g.guild_id = ANY ($1::bigint[]);
-- name: load purpose accounts
SELECT COLUMNS(accounts, guild_id) FROM accounts
WHERE guild_id = ANY ($1::bigint[]) AND purpose IS NOT NULL;
-- name: load purpose balances
SELECT COLUMNS(balances b, guild_id) FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
WHERE a.guild_id = ANY ($1::bigint[]) AND a.purpose IS NOT NULL;
-- name: load users
SELECT PART(user)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN users u ON u.guild_id = w.guild_id AND u.user_id = w.user_id LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id;
-- name: load user accounts
SELECT COLUMNS(accounts a, guild_id)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id) JOIN accounts a ON a.guild_id = w.guild_id AND a.owner_id = w.user_id;
-- name: load user balances
SELECT COLUMNS(balances b, guild_id) FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN accounts a ON a.guild_id = w.guild_id AND a.owner_id = w.user_id JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id;
-- name: load named accounts
SELECT COLUMNS(accounts a, guild_id)
FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, folded_name) JOIN accounts a ON a.guild_id = w.guild_id AND a.folded_name = w.folded_name;
-- name: load named balances
SELECT COLUMNS(balances b, guild_id) FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, folded_name)
JOIN accounts a ON a.guild_id = w.guild_id AND a.folded_name = w.folded_name JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id;
-- name: load named owners
SELECT PART(user)
FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, folded_name)
JOIN accounts a ON a.guild_id = w.guild_id AND a.folded_name = w.folded_name JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id;
-- name: load own names
SELECT guild_id, name FROM accounts WHERE guild_id = ANY ($1::bigint[]) AND folded_name < '@'
UNION ALL SELECT guild_id, name FROM accounts WHERE guild_id = ANY ($1::bigint[]) AND folded_name >= 'A';
-- name: load seen names
SELECT guild_id, user_id, name FROM users WHERE guild_id = ANY ($1::bigint[])
UNION ALL SELECT guild_id, user_id, nick FROM members WHERE guild_id = ANY ($1::bigint[]) AND nick IS NOT NULL;
-- name: load roles
SELECT COLUMNS(roles, guild_id) FROM roles WHERE guild_id = ANY ($1::bigint[]);
-- name: load groups
SELECT COLUMNS(role_groups, guild_id) FROM role_groups WHERE guild_id = ANY ($1::bigint[]);
-- name: load offers
SELECT guild_id, role_id, folded_group FROM role_offers WHERE guild_id = ANY ($1::bigint[]);
-- name: load members
SELECT m.guild_id, m.user_id, m.pending, m.left_guild FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN members m ON m.guild_id = w.guild_id AND m.user_id = w.user_id;
-- name: load member roles
SELECT m.guild_id, m.user_id, m.role_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN member_roles m ON m.guild_id = w.guild_id AND m.user_id = w.user_id;
-- name: load wanted roles
SELECT COLUMNS(wanted_roles r, guild_id) FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN wanted_roles r ON r.guild_id = w.guild_id AND r.user_id = w.user_id;
-- name: load waiting roles
SELECT o.guild_id, o.user_id, o.role_id, o.kind = 'role_add' FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN outbox o ON o.guild_id = w.guild_id AND o.user_id = w.user_id AND o.role_id IS NOT NULL AND (o.state = 'due' OR o.state = 'under_way')
ORDER BY o.guild_id, o.delivery;
-- name: load registrations
SELECT r.* FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id) JOIN users u ON u.guild_id = w.guild_id AND u.user_id = w.user_id
JOIN waiting r ON r.guild_id = u.guild_id AND r.number = (SELECT MAX(x.number) FROM waiting x WHERE x.guild_id = u.guild_id AND x.asked_by = u.user_id AND x.kind = 'registration');
-- name: load waiting
SELECT r.* FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, number) JOIN waiting r ON r.guild_id = w.guild_id AND r.number = w.number;
-- name: load waiting of accounts
SELECT w.guild_id, w.account_id, r.* FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id) JOIN waiting r ON r.guild_id = w.guild_id AND r.state = 'waiting'
	AND (r.from_account = w.account_id OR r.to_account = w.account_id) ORDER BY r.guild_id, r.number;
-- name: load waiting of users
SELECT w.guild_id, w.user_id, r.* FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id) JOIN waiting r ON r.guild_id = w.guild_id AND r.state = 'waiting'
	AND (r.asked_by = w.user_id OR r.decider_id = w.user_id) ORDER BY r.guild_id, r.number;
-- name: load asked people
SELECT r.guild_id, r.asked_by, r.decider_id, MIN(r.asked_at) FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN waiting r ON r.guild_id = w.guild_id AND r.asked_by = w.user_id AND r.kind = 'request' GROUP BY r.guild_id, r.asked_by, r.decider_id;
-- name: load schedules
SELECT s.* FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, schedule) JOIN schedules s ON s.guild_id = w.guild_id AND s.schedule = w.schedule;
-- name: load schedules of users
SELECT s.* FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN schedules s ON s.guild_id = w.guild_id AND s.owner_id = w.user_id AND (s.state = 'active' OR s.state = 'paused');
-- name: load payments
-- The newest ten, and all of the last 100 days. Since rules 9 also debts that their payer paid by a command, which do not pay themselves: nothing came to the
-- payer before them in the same log row.
WITH paid AS (SELECT a.guild_id, a.owner_id, t.transaction_id, t.time, e.currency, e.amount, t.verb,
		(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
		ROW_NUMBER() OVER (PARTITION BY a.guild_id, a.owner_id ORDER BY t.transaction_id DESC) AS place, g.last_time
	FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id) JOIN guilds g ON g.guild_id = w.guild_id
	JOIN accounts a ON a.guild_id = g.guild_id AND a.owner_id = w.user_id JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id AND e.amount > 0
	JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id AND (t.verb IN VERBS(limited) OR (t.verb IN VERBS(recurs) AND t.waiting IS NOT NULL
		AND EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = t.guild_id AND c.seq = t.seq AND c.rules >= 9 AND c.author_id = a.owner_id
			AND NOT EXISTS (SELECT 1 FROM entries b WHERE b.guild_id = t.guild_id AND b.account_id = e.account_id AND b.currency = e.currency
				AND b.transaction_id >= c.transaction_id AND b.transaction_id < t.transaction_id AND b.amount < 0)))))
SELECT DISTINCT guild_id, owner_id, transaction_id, time, currency, amount, verb, COALESCE(reversed_by, 0) FROM paid
WHERE place <= 10 OR time >= last_time - 8640000000 ORDER BY guild_id, transaction_id;
-- name: load moved
-- What somebody moved in the last four days: by their commands; by charges; by runs of payrolls and dues that they made. A late run has an older time than what
-- came before it, and so is no mark of where the four days begin.
WITH since AS (SELECT w.guild_id, w.user_id, g.last_time - 345600000 AS time, COALESCE((SELECT x.transaction_id FROM transactions x
	WHERE x.guild_id = g.guild_id AND x.time < g.last_time - 345600000 AND x.verb NOT IN VERBS(recurs) ORDER BY x.transaction_id DESC LIMIT 1), 0) AS first
	FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id) JOIN guilds g ON g.guild_id = w.guild_id)
SELECT n.guild_id, n.user_id, t.verb, t.time, e.currency, e.amount FROM since n JOIN transactions t ON t.guild_id = n.guild_id AND t.author_id = n.user_id
	AND t.transaction_id > n.first AND t.verb NOT IN VERBS(recurs)
JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id AND e.amount > 0
UNION ALL SELECT n.guild_id, n.user_id, 'charge', w.asked_at, w.currency, w.amount FROM since n
JOIN waiting w ON w.guild_id = n.guild_id AND w.asked_by = n.user_id AND w.kind = 'charge' AND w.asked_at >= n.time
UNION ALL SELECT n.guild_id, n.user_id, 'due dues', w.asked_at, w.currency, w.amount FROM since n
JOIN schedules s ON s.guild_id = n.guild_id AND s.owner_id = n.user_id
JOIN waiting w ON w.guild_id = n.guild_id AND w.schedule = s.schedule AND w.kind = 'dues' AND w.asked_at >= n.time
UNION ALL SELECT n.guild_id, n.user_id, 'due pay', t.time, e.currency, e.amount FROM since n
JOIN transactions t ON t.guild_id = n.guild_id AND t.transaction_id > n.first AND t.verb IN VERBS(recurs)
JOIN commands c ON c.guild_id = t.guild_id AND c.seq = t.seq
JOIN schedules s ON s.guild_id = n.guild_id AND s.owner_id = n.user_id AND s.kind = 'payroll'
	AND s.schedule = COALESCE((SELECT w.schedule FROM waiting w WHERE w.guild_id = t.guild_id AND w.number = t.waiting), CAST(c.record ->> '$.args.schedule' AS bigint))
JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id AND e.amount > 0;
-- name: load spending
-- Without the opening and what counts corrected.
SELECT w.guild_id, w.account_id, e.currency, t.time, e.amount FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id)
JOIN entries e ON e.guild_id = w.guild_id AND e.account_id = w.account_id
JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id AND t.verb NOT IN VERBS(seals) AND t.verb NOT IN VERBS(closes_year)
WHERE NOT EXISTS (SELECT 1 FROM entries o JOIN accounts p ON p.guild_id = o.guild_id AND p.account_id = o.account_id
	WHERE o.guild_id = t.guild_id AND o.transaction_id = t.transaction_id AND p.purpose = 'opening')
ORDER BY w.guild_id, t.transaction_id, e.entry;
-- name: load import lines
SELECT w.guild_id, w.key, COLUMNS(import_lines l, line) FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, key)
JOIN import_lines l ON l.guild_id = w.guild_id AND l.line >= w.key || '.' COLLATE "C" AND l.line < w.key || '/' COLLATE "C" ORDER BY l.guild_id, length(l.line), l.line;
-- name: load imports
SELECT w.guild_id, w.account_id, COLUMNS(imports i, import)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id) JOIN imports i ON i.guild_id = w.guild_id AND i.account_id = w.account_id ORDER BY i.guild_id, i.account_id, i.seq;
-- name: load lines of day
SELECT DISTINCT w.guild_id, w.place COLLATE "C", split_part(l.line, '.', 1) COLLATE "C" FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, place)
JOIN import_lines l ON l.guild_id = w.guild_id AND l.account_id = split_part(w.place, '/', 1)::bigint AND l.day = split_part(w.place, '/', 2) COLLATE "C" ORDER BY 1, 2, 3;
-- name: load counterparties
SELECT c.guild_id, c.party, c.account_id, c.number FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, party)
JOIN counterparties c ON c.guild_id = w.guild_id AND c.party = w.party;
-- name: load parties
SELECT w.guild_id, w.account_id, c.party, c.account_id, c.number FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id)
JOIN counterparties c ON c.guild_id = w.guild_id AND c.account_id = w.account_id ORDER BY c.guild_id, c.party;
-- name: load by hand
SELECT w.guild_id, w.account_id, t.transaction_id, t.time, e.currency, e.amount, CASE WHEN EXISTS (SELECT 1 FROM import_lines l WHERE l.guild_id = e.guild_id
	AND l.state = 'same' AND l.transaction_id = t.transaction_id) THEN 1 ELSE 0 END FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id)
JOIN entries e ON e.guild_id = w.guild_id AND e.account_id = w.account_id
JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id AND t.verb NOT IN VERBS(imported) AND t.verb NOT IN VERBS(seals) AND t.reverses IS NULL
WHERE NOT EXISTS (SELECT 1 FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id)
ORDER BY w.guild_id, t.transaction_id, e.entry;
-- name: load reconciliations
SELECT w.guild_id, w.account_id, COLUMNS(reconciliations r, currency)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id) JOIN reconciliations r ON r.guild_id = w.guild_id AND r.account_id = w.account_id AND r.reopened_by IS NULL
ORDER BY r.guild_id, r.account_id, r.seq;
-- name: load wearers
-- Who may wear a role: who was seen with it, and who is to have it; of role 0 everyone.
WITH asked AS (SELECT w.guild_id, w.role_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, role_id)),
wearers AS (
	SELECT m.guild_id, m.role_id, m.user_id FROM asked k JOIN member_roles m ON m.guild_id = k.guild_id AND m.role_id = k.role_id
	UNION SELECT t.guild_id, t.role_id, t.user_id FROM asked k JOIN wanted_roles t ON t.guild_id = k.guild_id AND t.role_id = k.role_id AND t.wanted = 1
	UNION SELECT u.guild_id, 0, u.user_id FROM asked k JOIN users u ON u.guild_id = k.guild_id AND k.role_id = 0),
placed AS (
	SELECT x.guild_id, x.user_id, ROW_NUMBER() OVER (PARTITION BY x.guild_id, x.role_id ORDER BY x.user_id) AS place FROM wearers x
	WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.guild_id = x.guild_id AND m.user_id = x.user_id AND m.left_guild = 1))
SELECT guild_id, user_id FROM placed WHERE place <= 5000;
-- name: load accounts
SELECT COLUMNS(accounts a, guild_id)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id) JOIN accounts a ON a.guild_id = w.guild_id AND a.account_id = w.account_id;
-- name: load account balances
SELECT COLUMNS(balances b, guild_id) FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id)
JOIN balances b ON b.guild_id = w.guild_id AND b.account_id = w.account_id;
-- name: load account owners
SELECT PART(user)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, account_id)
JOIN accounts a ON a.guild_id = w.guild_id AND a.account_id = w.account_id JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id;
-- name: load deliveries
SELECT o.guild_id, o.delivery, o.kind, o.user_id, o.role_id, c.record ->> '$.channel_id', c.message_id, c.record ->> '$.lang', o.notice
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, delivery) JOIN outbox o ON o.guild_id = w.guild_id AND o.delivery = w.delivery
LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq WHERE (o.role_id IS NOT NULL OR o.kind = 'dm') AND (o.state = 'due' OR o.state = 'under_way');
-- name: load messages
SELECT c.guild_id, c.message_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, message_id)
JOIN commands c ON c.guild_id = w.guild_id AND c.message_id = w.message_id AND c.status <> 'failed';
-- name: load cursors
SELECT k.guild_id, k.channel_id, k.after FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, channel_id)
JOIN cursors k ON k.guild_id = w.guild_id AND k.channel_id = w.channel_id;
-- name: load transaction
SELECT t.guild_id, t.transaction_id, t.memo, t.reverses, (SELECT transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id), t.time,
	t.verb, t.batch, b.closed_at, b.form, b.hash, t.author_id, t.waiting, t.approved_by
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN transactions t ON t.guild_id = w.guild_id AND t.transaction_id = w.transaction_id
LEFT JOIN batches b ON b.guild_id = t.guild_id AND b.batch = t.batch;
-- name: load entries
SELECT e.guild_id, e.transaction_id, e.account_id, e.amount, e.currency, e.entry, l.day, l.linked FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id)
JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
CROSS JOIN LATERAL (SELECT MIN(f.day) AS day, MIN(CASE WHEN f.state = 'same' THEN x.decided_seq ELSE 0 END) AS linked FROM import_lines f
	LEFT JOIN waiting x ON x.guild_id = f.guild_id AND x.number = f.number
	WHERE f.guild_id = e.guild_id AND f.transaction_id = e.transaction_id AND f.account_id = e.account_id AND f.currency = e.currency) l
ORDER BY e.entry;
-- name: load evidence
SELECT e.guild_id, e.transaction_id, e.sha256 FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id)
JOIN evidence e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id;
-- name: load entry accounts
SELECT DISTINCT COLUMNS(accounts a, guild_id)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id;
-- name: load entry balances
SELECT DISTINCT COLUMNS(balances b, guild_id)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
JOIN balances b ON b.guild_id = e.guild_id AND b.account_id = e.account_id;
-- name: load entry owners
SELECT DISTINCT PART(user)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id;
