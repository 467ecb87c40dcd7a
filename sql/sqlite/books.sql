-- name: load guild
SELECT name, owner_id, language, timezone, currency, last_time,
	(SELECT MAX(transaction_id) FROM transactions WHERE guild_id = ?1),
	(SELECT MAX(account_id) FROM accounts WHERE guild_id = ?1),
	(SELECT MAX(seq) FROM commands WHERE guild_id = ?1),
	(SELECT MAX(delivery) FROM outbox WHERE guild_id = ?1),
	(SELECT MAX(message_id) FROM commands WHERE guild_id = ?1 AND message_id IS NOT NULL)
FROM guilds WHERE guild_id = ?1;
-- name: load settings
SELECT key, value FROM settings WHERE guild_id = ?1;
-- name: load currencies
SELECT code, scale FROM currencies WHERE guild_id = ?1 ORDER BY code DESC;
-- name: load permits
SELECT role_id, permits FROM permits WHERE guild_id = ?1 ORDER BY role_id DESC;
-- name: load last batch
SELECT batch, state, opened_at, opened_by, first_transaction, previous_hash, hash FROM batches
WHERE guild_id = ?1 ORDER BY batch DESC LIMIT 1;
-- name: load purpose accounts
SELECT account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM accounts
WHERE guild_id = ?1 AND purpose IS NOT NULL;
-- name: load account by id
SELECT account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM accounts
WHERE guild_id = ?1 AND account_id = ?2;
-- name: load account by name
SELECT account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM accounts
WHERE guild_id = ?1 AND folded_name = ?2;
-- name: load account by owner
SELECT account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM accounts
WHERE guild_id = ?1 AND owner_id = ?2;
-- name: load balances
SELECT currency, balance, floor, entries FROM balances WHERE guild_id = ?1 AND account_id = ?2 ORDER BY currency DESC;
-- name: load user
SELECT name, forgotten, (SELECT left_guild FROM members m WHERE m.guild_id = ?1 AND m.user_id = ?2), active FROM users WHERE guild_id = ?1 AND user_id = ?2;
-- name: load registration
SELECT request, requested_at, state FROM registrations WHERE guild_id = ?1 AND user_id = ?2;
-- name: load request
SELECT user_id FROM registrations WHERE guild_id = ?1 AND request = ?2;
-- name: load roles
SELECT role_id, name, position, managed, CAST(permissions AS INTEGER) & 8 FROM roles WHERE guild_id = ?1; -- 8: ADMINISTRATOR
-- name: load groups
SELECT folded_name, name, most, registered, needs_role, fee, currency FROM role_groups WHERE guild_id = ?1;
-- name: load offers
SELECT role_id, folded_group FROM role_offers WHERE guild_id = ?1;
-- name: load member
SELECT pending, left_guild FROM members WHERE guild_id = ?1 AND user_id = ?2;
-- name: load member roles
SELECT role_id FROM member_roles WHERE guild_id = ?1 AND user_id = ?2;
-- name: load wanted roles
SELECT role_id, wanted, granted, until, fee_transaction FROM wanted_roles WHERE guild_id = ?1 AND user_id = ?2;
-- name: load waiting roles
SELECT role_id, kind = 'role_add' FROM outbox INDEXED BY outbox_roles -- by itself SQLite reads the whole outbox
WHERE guild_id = ?1 AND user_id = ?2 AND role_id IS NOT NULL AND (state = 'due' OR state = 'under_way') ORDER BY delivery;
-- name: load role delivery
SELECT o.kind, o.user_id, o.role_id, c.record ->> '$.channel_id', c.message_id, c.record ->> '$.lang'
FROM outbox o LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE o.guild_id = ?1 AND o.delivery = ?2 AND o.role_id IS NOT NULL AND (o.state = 'due' OR o.state = 'under_way');
-- name: load message
SELECT 1 FROM commands WHERE guild_id = ?1 AND message_id = ?2;
-- name: load transaction
SELECT t.memo, t.reverses, (SELECT transaction_id FROM transactions WHERE guild_id = ?1 AND reverses = ?2), t.time, t.verb, t.batch, b.closed_at, b.form, b.hash
FROM transactions t LEFT JOIN batches b ON b.guild_id = ?1 AND b.batch = t.batch WHERE t.guild_id = ?1 AND t.transaction_id = ?2;
-- name: load entries
SELECT account_id, amount, currency, entry FROM entries WHERE guild_id = ?1 AND transaction_id = ?2 ORDER BY entry;
-- name: write guild
INSERT INTO guilds (guild_id, name, owner_id, language, timezone, currency, last_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE SET name = ?2, owner_id = ?3, language = ?4, last_time = ?7;
-- name: write setting
INSERT INTO settings VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = ?3;
-- name: write currency
INSERT INTO currencies VALUES (?1, ?2, ?3);
-- name: write permit
INSERT INTO permits VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET permits = ?3;
-- name: drop permit
DELETE FROM permits WHERE guild_id = ?1 AND role_id = ?2;
-- name: write channel
INSERT INTO channels (guild_id, channel_id, enabled, since) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET enabled = ?3, since = ?4;
-- name: write cursor
INSERT INTO cursors VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET after = MAX(after, ?3);
-- name: write role
INSERT INTO roles VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET name = ?3, position = ?4, managed = ?5, permissions = ?6;
-- name: drop role
DELETE FROM roles WHERE guild_id = ?1 AND role_id = ?2;
-- name: write member
INSERT INTO members (guild_id, user_id, nick, joined_at, pending, left_guild, left_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE SET nick = ?3, joined_at = COALESCE(?4, joined_at), pending = ?5, left_guild = ?6, left_at = ?7;
-- name: drop member roles
DELETE FROM member_roles WHERE guild_id = ?1 AND user_id = ?2;
-- name: write member role
INSERT INTO member_roles VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING;
-- name: drop member role
DELETE FROM member_roles WHERE guild_id = ?1 AND user_id = ?2 AND role_id = ?3;
-- name: write group
INSERT INTO role_groups VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO UPDATE SET name = ?3, most = ?4, registered = ?5, needs_role = ?6, fee = ?7, currency = ?8;
-- name: drop group
DELETE FROM role_groups WHERE guild_id = ?1 AND folded_name = ?2;
-- name: write offer
INSERT INTO role_offers VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET folded_group = ?3;
-- name: drop offer
DELETE FROM role_offers WHERE guild_id = ?1 AND role_id = ?2;
-- name: write wanted role
INSERT INTO wanted_roles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO UPDATE SET wanted = ?4, granted = ?5, until = ?6, fee_transaction = ?7, seq = ?8;
-- name: drop wanted role
DELETE FROM wanted_roles WHERE guild_id = ?1 AND user_id = ?2 AND role_id = ?3;
-- name: write registration
INSERT INTO registrations VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (guild_id, user_id) DO UPDATE SET request = ?3, requested_at = ?4, state = ?5;
-- name: write user
INSERT INTO users (guild_id, user_id, name, forgotten, active) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET name = ?3, forgotten = ?4, active = ?5;
-- name: write account
INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET state = ?8;
-- name: write balance
INSERT INTO balances VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET balance = ?4, floor = ?5, entries = ?6;
-- name: write batch
INSERT INTO batches (guild_id, batch, state, opened_at, opened_by, first_transaction, previous_hash, form)
VALUES (?1, ?2, 'open', ?3, ?4, ?5, ?6, 2);
-- name: write transaction
INSERT INTO transactions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
-- name: write entry
INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6);
-- name: write command
INSERT INTO commands VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);
-- name: write reply
INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, state) VALUES (?1, ?2, 'reply', ?3, ?4, ?5, 'due');
-- name: write delivery
INSERT INTO outbox (guild_id, delivery, seq, channel_id, kind, reply_to, user_id, role_id, content, files, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'due');
-- name: write delivered
UPDATE outbox SET state = ?3, discord_id = ?4, error = ?5, not_before = ?6, uncertain = ?7,
	-- nobody needs a second copy of what was sent, or was private; a reply's own content is one that the log was made to forget
	files = CASE WHEN ?3 = 'sent' OR (kind = 'dm' AND ?3 <> 'due') THEN NULL ELSE files END, content = CASE WHEN kind = 'reply' AND ?3 <> 'due' THEN NULL ELSE content END
WHERE guild_id = ?1 AND delivery = ?2 AND (state = 'due' OR state = 'under_way');
-- name: write batch total
INSERT INTO batch_totals (guild_id, batch, account_id, currency, entries, debits, credits, balance, counted)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT COALESCE(SUM(balance), 0) FROM balances
	WHERE guild_id = ?1 AND account_id = ?3 AND currency = ?4), ?8);
-- name: seal batch
UPDATE batches SET state = 'closed', closed_at = ?3, closed_by = ?4, transactions = ?5, last_transaction = ?6, hash = ?7, form = ?8, entries_hash = ?9,
	merkle_root = ?10
WHERE guild_id = ?1 AND batch = ?2;
-- name: seal transactions
UPDATE guilds SET sealed_transaction = MAX(sealed_transaction, ?2) WHERE guild_id = ?1;
-- name: load cursor
SELECT after FROM cursors WHERE guild_id = ?1 AND channel_id = ?2;
-- name: write counter
INSERT INTO counters VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET value = CASE WHEN value > 9223372036854775807 - ?5 THEN 9223372036854775807 ELSE value + ?5 END;
-- name: drop batch counters
DELETE FROM counters WHERE guild_id = ?1 AND name = 'batch' AND first = CAST(?2 AS TEXT);
-- name: batch header
-- A first batch that was closed before any transaction keeps NULL for 0.
SELECT batch, previous_hash, first_transaction, CASE WHEN state = 'closed' THEN COALESCE(last_transaction, 0) END, hash, form, entries_hash, merkle_root, transactions
FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: batch entries
SELECT e.transaction_id, e.entry, t.time, t.verb, t.reverses, e.account_id, e.currency, e.amount
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id -- so that nothing is sorted in memory
WHERE t.guild_id = :guild AND t.transaction_id >= :first AND t.transaction_id <= :last
ORDER BY t.transaction_id, e.entry;
-- name: transaction batch
SELECT batch FROM transactions WHERE guild_id = :guild AND transaction_id = :transaction;
-- name: guild list
SELECT guild_id, name, language, timezone, currency, owner_id, last_time FROM guilds ORDER BY guild_id;
-- name: guild one
SELECT guild_id, name, language, timezone, currency, owner_id, last_time FROM guilds WHERE guild_id = :guild;
-- name: guild counts
SELECT (SELECT COUNT(*) FROM accounts WHERE guild_id = :guild), (SELECT COUNT(*) FROM accounts WHERE guild_id = :guild AND owner_id IS NOT NULL),
	(SELECT MAX(transaction_id) FROM transactions WHERE guild_id = :guild), (SELECT MAX(seq) FROM commands WHERE guild_id = :guild),
	(SELECT MAX(batch) FROM batches WHERE guild_id = :guild), (SELECT COUNT(*) FROM batches WHERE guild_id = :guild AND state = 'open');
