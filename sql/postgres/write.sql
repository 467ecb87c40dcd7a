-- The rows of a chunk that come in numbers, each kind in one statement: an array a column. By guild, so that neighbours
-- in an index are met one behind the other.
-- name: write guild
INSERT INTO guilds (guild_id, name, owner_id, language, timezone, currency, last_time)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id) DO UPDATE SET name = excluded.name, owner_id = excluded.owner_id, language = excluded.language, last_time = excluded.last_time;
-- name: write cursor
INSERT INTO cursors SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, channel_id) DO UPDATE SET after = GREATEST(cursors.after, excluded.after);
-- name: write user
INSERT INTO users (guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, user_id) DO UPDATE SET name = excluded.name, forgotten = excluded.forgotten, active = excluded.active,
	chatter_minute = excluded.chatter_minute, chatter = excluded.chatter, hinted = excluded.hinted;
-- name: write account
INSERT INTO accounts SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::bigint[])
ON CONFLICT (guild_id, account_id) DO UPDATE SET state = excluded.state;
-- name: write balance
INSERT INTO balances SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) ORDER BY 1, 2, 3
ON CONFLICT (guild_id, account_id, currency) DO UPDATE SET balance = excluded.balance, floor = excluded.floor, entries = excluded.entries;
-- name: write transaction
INSERT INTO transactions SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[]) ORDER BY 1, 2;
-- name: write entry
INSERT INTO entries SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[]) ORDER BY 1, 2, 3;
-- name: write command
INSERT INTO commands SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[],
	$11::text[], $12::text[], $13::bigint[]) ORDER BY 1, 2;
-- name: write reply
INSERT INTO outbox (guild_id, delivery, seq, channel_id, reply_to, pings, kind, state)
SELECT w.*, 'reply', 'due' FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[]) AS w ORDER BY 1, 2;
-- name: write delivery
INSERT INTO outbox (guild_id, delivery, seq, channel_id, kind, reply_to, user_id, role_id, content, files, pings, notice, state)
SELECT w.*, 'due' FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[],
	$12::bigint[]) AS w ORDER BY 1, 2;
-- name: write counter
INSERT INTO counters SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = CASE WHEN counters.value > 9223372036854775807 - excluded.value THEN 9223372036854775807
	ELSE counters.value + excluded.value END;
