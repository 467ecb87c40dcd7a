-- Whole tables, in the order of their keys, as gl-db copy reads and writes them. Guilds are written unsealed, so that what belongs into their
-- closed batches can follow; sealing comes last.
-- name: copy guilds
SELECT guild_id, name, owner_id, language, timezone, currency, sealed_transaction, last_time FROM guilds WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id;
-- name: paste guilds
INSERT INTO guilds (guild_id, name, owner_id, language, timezone, currency, sealed_transaction, last_time)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0 * ?7, ?8);
-- name: copy settings
SELECT guild_id, key, value FROM settings WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, key;
-- name: paste settings
INSERT INTO settings (guild_id, key, value)
VALUES (?1, ?2, ?3);
-- name: copy currencies
SELECT guild_id, code, scale FROM currencies WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, code;
-- name: paste currencies
INSERT INTO currencies (guild_id, code, scale)
VALUES (?1, ?2, ?3);
-- name: copy channels
SELECT guild_id, channel_id, enabled, since FROM channels WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, channel_id;
-- name: paste channels
INSERT INTO channels (guild_id, channel_id, enabled, since)
VALUES (?1, ?2, ?3, ?4);
-- name: copy cursors
SELECT guild_id, channel_id, after FROM cursors WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, channel_id;
-- name: paste cursors
INSERT INTO cursors (guild_id, channel_id, after)
VALUES (?1, ?2, ?3);
-- name: copy users
SELECT guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted FROM users WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, user_id;
-- name: paste users
INSERT INTO users (guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
-- name: copy members
SELECT guild_id, user_id, nick, joined_at, pending, left_guild, left_at FROM members WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, user_id;
-- name: paste members
INSERT INTO members (guild_id, user_id, nick, joined_at, pending, left_guild, left_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: copy roles
SELECT guild_id, role_id, name, position, managed, permissions FROM roles WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, role_id;
-- name: paste roles
INSERT INTO roles (guild_id, role_id, name, position, managed, permissions)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);
-- name: copy member_roles
SELECT guild_id, user_id, role_id FROM member_roles WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, user_id, role_id;
-- name: paste member_roles
INSERT INTO member_roles (guild_id, user_id, role_id)
VALUES (?1, ?2, ?3);
-- name: copy permits
SELECT guild_id, role_id, permits FROM permits WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, role_id;
-- name: paste permits
INSERT INTO permits (guild_id, role_id, permits)
VALUES (?1, ?2, ?3);
-- name: copy accounts
SELECT guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM accounts WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, account_id;
-- name: paste accounts
INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
-- name: copy balances
SELECT guild_id, account_id, currency, balance, floor, entries FROM balances WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, account_id, currency;
-- name: paste balances
INSERT INTO balances (guild_id, account_id, currency, balance, floor, entries)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);
-- name: copy transactions
SELECT guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo FROM transactions WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, transaction_id;
-- name: paste transactions
INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
-- name: copy entries
SELECT guild_id, transaction_id, entry, account_id, currency, amount FROM entries WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, transaction_id, entry;
-- name: paste entries
INSERT INTO entries (guild_id, transaction_id, entry, account_id, currency, amount)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);
-- name: copy batch_totals
SELECT guild_id, batch, account_id, currency, entries, debits, credits, balance, counted, debits_over, credits_over FROM batch_totals WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, batch, account_id, currency;
-- name: paste batch_totals
INSERT INTO batch_totals (guild_id, batch, account_id, currency, entries, debits, credits, balance, counted, debits_over, credits_over)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);
-- name: copy batches
SELECT guild_id, batch, state, opened_at, opened_by, closed_at, closed_by, transactions, first_transaction, last_transaction, previous_hash, hash, form, entries_hash, merkle_root FROM batches WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, batch;
-- name: paste batches
INSERT INTO batches (guild_id, batch, state, opened_at, opened_by, closed_at, closed_by, transactions, first_transaction, last_transaction, previous_hash, hash, form, entries_hash, merkle_root)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15);
-- name: copy commands
SELECT guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record, rules FROM commands WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, seq;
-- name: paste commands
INSERT INTO commands (guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record, rules)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);
-- name: copy outbox
SELECT guild_id, delivery, kind, seq, channel_id, reply_to, user_id, role_id, content, state, attempt, not_before, discord_id, error, digest, files, uncertain, neutral FROM outbox WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, delivery;
-- name: paste outbox
INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, user_id, role_id, content, state, attempt, not_before, discord_id, error, digest, files, uncertain, neutral)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18);
-- name: copy role_groups
SELECT guild_id, folded_name, name, most, registered, needs_role, fee, currency FROM role_groups WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, folded_name;
-- name: paste role_groups
INSERT INTO role_groups (guild_id, folded_name, name, most, registered, needs_role, fee, currency)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
-- name: copy role_offers
SELECT guild_id, role_id, folded_group FROM role_offers WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, role_id;
-- name: paste role_offers
INSERT INTO role_offers (guild_id, role_id, folded_group)
VALUES (?1, ?2, ?3);
-- name: copy wanted_roles
SELECT guild_id, user_id, role_id, wanted, granted, until, fee_transaction, seq FROM wanted_roles WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, user_id, role_id;
-- name: paste wanted_roles
INSERT INTO wanted_roles (guild_id, user_id, role_id, wanted, granted, until, fee_transaction, seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
-- name: copy registrations
SELECT guild_id, user_id, request, requested_at, state FROM registrations WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, user_id;
-- name: paste registrations
INSERT INTO registrations (guild_id, user_id, request, requested_at, state)
VALUES (?1, ?2, ?3, ?4, ?5);
-- name: copy counters
SELECT guild_id, name, first, second, value FROM counters WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, name, first, second;
-- name: paste counters
INSERT INTO counters (guild_id, name, first, second, value)
VALUES (?1, ?2, ?3, ?4, ?5);
-- name: copy forgets
SELECT guild_id, user_id, pseudonym, names, last_seq, next_seq, next_delivery FROM forgets WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id, user_id;
-- name: paste forgets
INSERT INTO forgets (guild_id, user_id, pseudonym, names, last_seq, next_seq, next_delivery)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: seal pasted
UPDATE guilds SET sealed_transaction = COALESCE((SELECT MAX(b.last_transaction) FROM batches b WHERE b.guild_id = guilds.guild_id AND b.state = 'closed'), 0)
WHERE guild_id = :guild;
-- name: copy filled
-- SQLite plans each query by its indexes alone: there is nothing to count.
UPDATE guilds SET guild_id = guild_id WHERE 0;
