-- The rows of a chunk that come in numbers, each kind in one statement: an array a column. By guild, so that neighbours
-- in an index are met one behind the other.
-- name: write cursor
INSERT INTO cursors SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, channel_id) DO UPDATE SET after = GREATEST(cursors.after, excluded.after);
-- name: write reply
INSERT INTO outbox (guild_id, delivery, seq, channel_id, reply_to, pings, about, kind, state)
SELECT w.*, 'reply', 'due' FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[]) AS w ORDER BY 1, 2;
-- name: write delivery
INSERT INTO outbox (guild_id, delivery, seq, channel_id, kind, reply_to, user_id, role_id, content, files, pings, notice, about, state)
SELECT w.*, 'due' FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[],
	$12::bigint[], $13::bigint[]) AS w ORDER BY 1, 2;
-- name: write counter
INSERT INTO counters SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = CASE WHEN counters.value > 9223372036854775807 - excluded.value THEN 9223372036854775807
	ELSE counters.value + excluded.value END;
