-- The rows of a chunk that come in numbers, each kind in one statement: from the rows that were gathered for it, in the order of their columns.
-- OR FAIL: a statement that fails ends the transaction, so SQLite need not keep what it would take to undo the statement alone. Before ON CONFLICT
-- a SELECT needs its WHERE (https://www.sqlite.org/lang_upsert.html#parsing_ambiguity).
-- name: write cursor
INSERT INTO cursors (guild_id, channel_id, after) SELECT c1, c2, c3 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, channel_id) DO UPDATE SET after = MAX(cursors.after, excluded.after);
-- name: write reply
INSERT OR FAIL INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, state, pings, about) SELECT c1, c2, 'reply', c3, c4, c5, 'due', c6, c7 FROM gathered(?1);
-- name: write delivery
INSERT OR FAIL INTO outbox (guild_id, delivery, seq, channel_id, kind, reply_to, user_id, role_id, content, files, pings, notice, about, state)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, 'due' FROM gathered(?1);
-- name: write counter
INSERT INTO counters (guild_id, name, first, second, value) SELECT c1, c2, c3, c4, c5 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = CASE WHEN counters.value > 9223372036854775807 - excluded.value THEN 9223372036854775807
	ELSE counters.value + excluded.value END;
