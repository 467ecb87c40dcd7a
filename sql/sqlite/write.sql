-- The rows of a chunk that come in numbers, each kind in one statement: from the rows that were gathered for it, in the order of their columns.
-- OR FAIL: a statement that fails ends the transaction, so SQLite need not keep what it would take to undo the statement alone. Before ON CONFLICT
-- a SELECT needs its WHERE (https://www.sqlite.org/lang_upsert.html#parsing_ambiguity).
-- name: write guild
INSERT INTO guilds (guild_id, name, owner_id, language, timezone, currency, last_time)
SELECT c1, c2, c3, c4, c5, c6, c7 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id) DO UPDATE SET name = excluded.name, owner_id = excluded.owner_id, language = excluded.language, last_time = excluded.last_time;
-- name: write cursor
INSERT INTO cursors (guild_id, channel_id, after) SELECT c1, c2, c3 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, channel_id) DO UPDATE SET after = MAX(cursors.after, excluded.after);
-- name: write user
INSERT INTO users (guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted)
SELECT c1, c2, c3, c4, c5, c6, c7, c8 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, user_id) DO UPDATE SET name = excluded.name, forgotten = excluded.forgotten, active = excluded.active,
	chatter_minute = excluded.chatter_minute, chatter = excluded.chatter, hinted = excluded.hinted;
-- name: write account
INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, account_id) DO UPDATE SET state = excluded.state;
-- name: write balance
INSERT INTO balances (guild_id, account_id, currency, balance, floor, entries) SELECT c1, c2, c3, c4, c5, c6 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, account_id, currency) DO UPDATE SET balance = excluded.balance, floor = excluded.floor, entries = excluded.entries;
-- name: write transaction
INSERT OR FAIL INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM gathered(?1);
-- name: write entry
INSERT OR FAIL INTO entries (guild_id, transaction_id, entry, account_id, currency, amount) SELECT c1, c2, c3, c4, c5, c6 FROM gathered(?1);
-- name: write command
INSERT OR FAIL INTO commands (guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record, rules)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13 FROM gathered(?1);
-- name: write reply
INSERT OR FAIL INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, state, pings) SELECT c1, c2, 'reply', c3, c4, c5, 'due', c6 FROM gathered(?1);
-- name: write delivery
INSERT OR FAIL INTO outbox (guild_id, delivery, seq, channel_id, kind, reply_to, user_id, role_id, content, files, pings, notice, state)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, 'due' FROM gathered(?1);
-- name: write counter
INSERT INTO counters (guild_id, name, first, second, value) SELECT c1, c2, c3, c4, c5 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = CASE WHEN counters.value > 9223372036854775807 - excluded.value THEN 9223372036854775807
	ELSE counters.value + excluded.value END;
