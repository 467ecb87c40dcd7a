-- What a chunk's records refer to, all of a kind at once: arrays in, rows with their keys out. Behind the keys stand the columns of the query
-- of the same name in sql/sqlite/load.sql.
-- name: lock guilds
-- Until the transaction ends; in order, so that two writers never wait for each other. Schemas of one database have locks of their own.
SELECT COUNT(pg_advisory_xact_lock(hashtextextended(current_schema(), guild_id))) FROM (SELECT DISTINCT unnest($1::bigint[]) AS guild_id ORDER BY 1) g;
-- name: changed guilds
-- Of guilds and the ends of their logs those whose log ends elsewhere by now.
SELECT w.guild_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, seq)
WHERE w.seq <> COALESCE((SELECT MAX(c.seq) FROM commands c WHERE c.guild_id = w.guild_id), 0);
-- name: load guilds
SELECT g.guild_id, g.name, g.owner_id, g.language, g.timezone, g.currency, g.last_time,
	(SELECT MAX(transaction_id) FROM transactions t WHERE t.guild_id = g.guild_id),
	(SELECT MAX(account_id) FROM accounts a WHERE a.guild_id = g.guild_id),
	(SELECT MAX(seq) FROM commands c WHERE c.guild_id = g.guild_id),
	(SELECT MAX(delivery) FROM outbox o WHERE o.guild_id = g.guild_id),
	(SELECT MAX(message_id) FROM commands c WHERE c.guild_id = g.guild_id AND c.message_id IS NOT NULL AND c.status <> 'failed')
FROM guilds g WHERE g.guild_id = ANY ($1::bigint[]);
-- name: load settings
SELECT guild_id, key, value FROM settings WHERE guild_id = ANY ($1::bigint[]);
-- name: load currencies
SELECT guild_id, code, scale FROM currencies WHERE guild_id = ANY ($1::bigint[]) ORDER BY guild_id, code DESC;
-- name: load permits
SELECT guild_id, role_id, permits FROM permits WHERE guild_id = ANY ($1::bigint[]) ORDER BY guild_id, role_id DESC;
-- name: load last batch
SELECT g.guild_id, b.* FROM unnest($1::bigint[]) AS g (guild_id) CROSS JOIN LATERAL
	(SELECT batch, state, opened_at, opened_by, first_transaction, previous_hash, hash FROM batches x WHERE x.guild_id = g.guild_id ORDER BY batch DESC LIMIT 1) b;
-- name: load purpose accounts
SELECT guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM accounts
WHERE guild_id = ANY ($1::bigint[]) AND purpose IS NOT NULL;
-- name: load purpose balances
SELECT b.guild_id, b.account_id, b.currency, b.balance, b.floor, b.entries FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
WHERE a.guild_id = ANY ($1::bigint[]) AND a.purpose IS NOT NULL;
-- name: load users
SELECT u.guild_id, u.user_id, u.name, u.forgotten, m.left_guild, u.active, u.chatter_minute, u.chatter, CASE WHEN f.user_id IS NULL THEN 0 ELSE 1 END, m.nick, u.hinted,
	(SELECT string_agg(p.name || ' ' || p.value, ' ') FROM preferences p WHERE p.guild_id = u.guild_id AND p.user_id = u.user_id AND p.about = 0)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN users u ON u.guild_id = w.guild_id AND u.user_id = w.user_id LEFT JOIN members m ON m.guild_id = w.guild_id AND m.user_id = w.user_id
LEFT JOIN forgets f ON f.guild_id = w.guild_id AND f.user_id = w.user_id AND f.next_seq <= f.last_seq;
-- name: load user accounts
SELECT a.guild_id, a.account_id, a.name, a.folded_name, a.kind, a.owner_id, a.purpose, a.state, a.opened_by
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id) JOIN accounts a ON a.guild_id = w.guild_id AND a.owner_id = w.user_id;
-- name: load user balances
SELECT b.guild_id, b.account_id, b.currency, b.balance, b.floor, b.entries FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN accounts a ON a.guild_id = w.guild_id AND a.owner_id = w.user_id JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id;
-- name: load named accounts
SELECT a.guild_id, a.account_id, a.name, a.folded_name, a.kind, a.owner_id, a.purpose, a.state, a.opened_by
FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, folded_name) JOIN accounts a ON a.guild_id = w.guild_id AND a.folded_name = w.folded_name;
-- name: load named balances
SELECT b.guild_id, b.account_id, b.currency, b.balance, b.floor, b.entries FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, folded_name)
JOIN accounts a ON a.guild_id = w.guild_id AND a.folded_name = w.folded_name JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id;
-- name: load named owners
SELECT u.guild_id, u.user_id, u.name, u.forgotten, m.left_guild, u.active, u.chatter_minute, u.chatter,
	CASE WHEN EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = u.guild_id AND f.user_id = u.user_id AND f.next_seq <= f.last_seq) THEN 1 ELSE 0 END, m.nick, u.hinted,
	(SELECT string_agg(p.name || ' ' || p.value, ' ') FROM preferences p WHERE p.guild_id = u.guild_id AND p.user_id = u.user_id AND p.about = 0) FROM unnest($1::bigint[], $2::text[]) AS w (guild_id, folded_name)
JOIN accounts a ON a.guild_id = w.guild_id AND a.folded_name = w.folded_name JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id;
-- name: load own names
SELECT guild_id, name FROM accounts WHERE guild_id = ANY ($1::bigint[]) AND folded_name < '@'
UNION ALL SELECT guild_id, name FROM accounts WHERE guild_id = ANY ($1::bigint[]) AND folded_name >= 'A';
-- name: load seen names
SELECT guild_id, user_id, name FROM users WHERE guild_id = ANY ($1::bigint[])
UNION ALL SELECT guild_id, user_id, nick FROM members WHERE guild_id = ANY ($1::bigint[]) AND nick IS NOT NULL;
-- name: load roles
SELECT guild_id, role_id, name, position, managed, permissions FROM roles WHERE guild_id = ANY ($1::bigint[]);
-- name: load groups
SELECT guild_id, folded_name, name, most, registered, needs_role, fee, currency FROM role_groups WHERE guild_id = ANY ($1::bigint[]);
-- name: load offers
SELECT guild_id, role_id, folded_group FROM role_offers WHERE guild_id = ANY ($1::bigint[]);
-- name: load members
SELECT m.guild_id, m.user_id, m.pending, m.left_guild FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN members m ON m.guild_id = w.guild_id AND m.user_id = w.user_id;
-- name: load member roles
SELECT m.guild_id, m.user_id, m.role_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN member_roles m ON m.guild_id = w.guild_id AND m.user_id = w.user_id;
-- name: load wanted roles
SELECT r.guild_id, r.user_id, r.role_id, r.wanted, r.granted, r.until, r.fee_transaction FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN wanted_roles r ON r.guild_id = w.guild_id AND r.user_id = w.user_id;
-- name: load waiting roles
SELECT o.guild_id, o.user_id, o.role_id, o.kind = 'role_add' FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN outbox o ON o.guild_id = w.guild_id AND o.user_id = w.user_id AND o.role_id IS NOT NULL AND (o.state = 'due' OR o.state = 'under_way')
ORDER BY o.guild_id, o.delivery;
-- name: load registrations
SELECT r.guild_id, r.user_id, r.request, r.requested_at, r.state FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, user_id)
JOIN registrations r ON r.guild_id = w.guild_id AND r.user_id = w.user_id;
-- name: load deliveries
SELECT o.guild_id, o.delivery, o.kind, o.user_id, o.role_id, c.record ->> '$.channel_id', c.message_id, c.record ->> '$.lang', o.notice
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, delivery) JOIN outbox o ON o.guild_id = w.guild_id AND o.delivery = w.delivery
LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq WHERE (o.role_id IS NOT NULL OR o.kind = 'dm') AND (o.state = 'due' OR o.state = 'under_way');
-- name: load requests
SELECT r.guild_id, r.request, r.user_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, request)
JOIN registrations r ON r.guild_id = w.guild_id AND r.request = w.request;
-- name: load messages
SELECT c.guild_id, c.message_id FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, message_id)
JOIN commands c ON c.guild_id = w.guild_id AND c.message_id = w.message_id AND c.status <> 'failed';
-- name: load cursors
SELECT k.guild_id, k.channel_id, k.after FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, channel_id)
JOIN cursors k ON k.guild_id = w.guild_id AND k.channel_id = w.channel_id;
-- name: load transaction
SELECT t.guild_id, t.transaction_id, t.memo, t.reverses, (SELECT transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id), t.time,
	t.verb, t.batch, b.closed_at, b.form, b.hash, t.author_id
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN transactions t ON t.guild_id = w.guild_id AND t.transaction_id = w.transaction_id
LEFT JOIN batches b ON b.guild_id = t.guild_id AND b.batch = t.batch;
-- name: load entries
SELECT e.guild_id, e.transaction_id, e.account_id, e.amount, e.currency, e.entry FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id)
JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id ORDER BY e.entry;
-- name: load entry accounts
SELECT DISTINCT a.guild_id, a.account_id, a.name, a.folded_name, a.kind, a.owner_id, a.purpose, a.state, a.opened_by
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id;
-- name: load entry balances
SELECT DISTINCT b.guild_id, b.account_id, b.currency, b.balance, b.floor, b.entries
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
JOIN balances b ON b.guild_id = e.guild_id AND b.account_id = e.account_id;
-- name: load entry owners
SELECT DISTINCT u.guild_id, u.user_id, u.name, u.forgotten, m.left_guild, u.active, u.chatter_minute, u.chatter,
	CASE WHEN EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = u.guild_id AND f.user_id = u.user_id AND f.next_seq <= f.last_seq) THEN 1 ELSE 0 END, m.nick, u.hinted,
	(SELECT string_agg(p.name || ' ' || p.value, ' ') FROM preferences p WHERE p.guild_id = u.guild_id AND p.user_id = u.user_id AND p.about = 0)
FROM unnest($1::bigint[], $2::bigint[]) AS w (guild_id, transaction_id) JOIN entries e ON e.guild_id = w.guild_id AND e.transaction_id = w.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id;
