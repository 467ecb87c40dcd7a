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
INSERT INTO users (guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted, bot)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, user_id) DO UPDATE SET name = excluded.name, forgotten = excluded.forgotten, active = excluded.active,
	chatter_minute = excluded.chatter_minute, chatter = excluded.chatter, hinted = excluded.hinted, bot = excluded.bot;
-- name: write account
INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by, owing)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, account_id) DO UPDATE SET state = excluded.state, owing = excluded.owing;
-- name: write balance
INSERT INTO balances (guild_id, account_id, currency, balance, floor, entries, held, ceiling)
SELECT c1, c2, c3, c4, c5, c6, c7, c8 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, account_id, currency) DO UPDATE SET balance = excluded.balance, floor = excluded.floor, entries = excluded.entries,
	held = excluded.held, ceiling = excluded.ceiling;
-- name: write transaction
INSERT OR FAIL INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo, waiting, approved_by)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 FROM gathered(?1);
-- name: write entry
INSERT OR FAIL INTO entries (guild_id, transaction_id, entry, account_id, currency, amount) SELECT c1, c2, c3, c4, c5, c6 FROM gathered(?1);
-- name: write waiting
-- Texts of members are written once: `forget` changes them in the books, not in what a process holds of them.
INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_id, decider_permit, from_account, to_account, currency,
	amount, paid, verb, arguments, due, expires_at, ends, memo, lot, schedule, period, target, channel_id, message_id, decided_by,
	decided_seq, decided_at, code, transaction_id, reminders, reminded, reminded_at, lost)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28,
	c29, c30, c31, c32, c33, c34, c35 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, number) DO UPDATE SET state = excluded.state, paid = excluded.paid, verb = excluded.verb, due = excluded.due, expires_at = excluded.expires_at,
	ends = excluded.ends, schedule = excluded.schedule, target = excluded.target, channel_id = excluded.channel_id,
	message_id = excluded.message_id, decided_by = excluded.decided_by, decided_seq = excluded.decided_seq,
	decided_at = excluded.decided_at, code = excluded.code, transaction_id = excluded.transaction_id, reminders = excluded.reminders,
	reminded = excluded.reminded, reminded_at = excluded.reminded_at, lost = excluded.lost;
-- name: write schedule
INSERT INTO schedules (guild_id, schedule, kind, owner_id, payer, payees, currency, amount, memo, every, unit, days, day, nth, weekday, month, anchor,
	begins, until, times_left, at, short, retry_days, done, attempt, retrying, state, reason, misses, channel_id, role_id,
	into_account, prorate, grace_days, lose_role_id, made_seq, always)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28,
	c29, c30, c31, c32, c33, c34, c35, c36, c37 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, schedule) DO UPDATE SET payer = excluded.payer, payees = excluded.payees, currency = excluded.currency, amount = excluded.amount, every = excluded.every,
	unit = excluded.unit, days = excluded.days, day = excluded.day, nth = excluded.nth, weekday = excluded.weekday,
	month = excluded.month, anchor = excluded.anchor, begins = excluded.begins, until = excluded.until,
	times_left = excluded.times_left, at = excluded.at, short = excluded.short, retry_days = excluded.retry_days,
	done = excluded.done, attempt = excluded.attempt, retrying = excluded.retrying, state = excluded.state, reason = excluded.reason,
	misses = excluded.misses, channel_id = excluded.channel_id, role_id = excluded.role_id, into_account = excluded.into_account,
	prorate = excluded.prorate, grace_days = excluded.grace_days, lose_role_id = excluded.lose_role_id, always = excluded.always;
-- name: write command
INSERT OR FAIL INTO commands (guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record, rules)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13 FROM gathered(?1);
-- name: write reply
INSERT OR FAIL INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, state, pings, about) SELECT c1, c2, 'reply', c3, c4, c5, 'due', c6, c7 FROM gathered(?1);
-- name: write delivery
INSERT OR FAIL INTO outbox (guild_id, delivery, seq, channel_id, kind, reply_to, user_id, role_id, content, files, pings, notice, about, state)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, 'due' FROM gathered(?1);
-- name: write counter
INSERT INTO counters (guild_id, name, first, second, value) SELECT c1, c2, c3, c4, c5 FROM gathered(?1) WHERE true
ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = CASE WHEN counters.value > 9223372036854775807 - excluded.value THEN 9223372036854775807
	ELSE counters.value + excluded.value END;
