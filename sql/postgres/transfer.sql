-- An array a column, in the order of sql/transfer.sql.
-- name: paste guilds
INSERT INTO guilds (guild_id, name, owner_id, language, timezone, currency, sealed_transaction, last_time)
SELECT w.guild_id, w.name, w.owner_id, w.language, w.timezone, w.currency, 0, w.last_time FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[]) AS w (guild_id, name, owner_id, language, timezone, currency, sealed_transaction, last_time);
-- name: paste settings
INSERT INTO settings (guild_id, key, value)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]);
-- name: paste currencies
INSERT INTO currencies (guild_id, code, scale)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[]);
-- name: paste channels
INSERT INTO channels (guild_id, channel_id, enabled, since)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]);
-- name: paste cursors
INSERT INTO cursors (guild_id, channel_id, after)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]);
-- name: paste users
INSERT INTO users (guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]);
-- name: paste members
INSERT INTO members (guild_id, user_id, nick, joined_at, pending, left_guild, left_at)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]);
-- name: paste roles
INSERT INTO roles (guild_id, role_id, name, position, managed, permissions)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::text[]);
-- name: paste member_roles
INSERT INTO member_roles (guild_id, user_id, role_id)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]);
-- name: paste permits
INSERT INTO permits (guild_id, role_id, permits)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]);
-- name: paste accounts
INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::bigint[]);
-- name: paste balances
INSERT INTO balances (guild_id, account_id, currency, balance, floor, entries)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]);
-- name: paste transactions
INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[]);
-- name: paste entries
INSERT INTO entries (guild_id, transaction_id, entry, account_id, currency, amount)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[]);
-- name: paste batch_totals
INSERT INTO batch_totals (guild_id, batch, account_id, currency, entries, debits, credits, balance, counted, debits_over, credits_over)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[]);
-- name: paste batches
INSERT INTO batches (guild_id, batch, state, opened_at, opened_by, closed_at, closed_by, transactions, first_transaction, last_transaction, previous_hash, hash, form, entries_hash, merkle_root)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[], $14::text[], $15::text[]);
-- name: paste commands
INSERT INTO commands (guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record, rules)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[]);
-- name: paste outbox
INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, user_id, role_id, content, state, attempt, not_before, discord_id, error, digest, files, uncertain, neutral)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[], $15::bigint[], $16::text[], $17::bigint[], $18::bigint[]);
-- name: paste role_groups
INSERT INTO role_groups (guild_id, folded_name, name, most, registered, needs_role, fee, currency)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[]);
-- name: paste role_offers
INSERT INTO role_offers (guild_id, role_id, folded_group)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]);
-- name: paste wanted_roles
INSERT INTO wanted_roles (guild_id, user_id, role_id, wanted, granted, until, fee_transaction, seq)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]);
-- name: paste registrations
INSERT INTO registrations (guild_id, user_id, request, requested_at, state)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[]);
-- name: paste counters
INSERT INTO counters (guild_id, name, first, second, value)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[]);
-- name: paste forgets
INSERT INTO forgets (guild_id, user_id, pseudonym, names, last_seq, next_seq, next_delivery)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[]);
-- name: copy filled
-- Autovacuum looks at new rows within a minute or more; a report asked before that would be planned as for empty tables, and run for hours.
DO $$ DECLARE filled regclass;
BEGIN
	FOR filled IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user LOOP
		EXECUTE format('ANALYZE %s', filled);
	END LOOP;
END $$;
