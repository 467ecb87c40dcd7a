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
INSERT INTO users (guild_id, user_id, name, forgotten, active, chatter_minute, chatter, hinted, bot)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, user_id) DO UPDATE SET name = excluded.name, forgotten = excluded.forgotten, active = excluded.active,
	chatter_minute = excluded.chatter_minute, chatter = excluded.chatter, hinted = excluded.hinted, bot = excluded.bot;
-- name: write account
INSERT INTO accounts SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::bigint[],
	$10::bigint[])
ON CONFLICT (guild_id, account_id) DO UPDATE SET state = excluded.state, owing = excluded.owing;
-- name: write balance
INSERT INTO balances SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]) ORDER BY 1, 2, 3
ON CONFLICT (guild_id, account_id, currency) DO UPDATE SET balance = excluded.balance, floor = excluded.floor, entries = excluded.entries,
	held = excluded.held, ceiling = excluded.ceiling;
-- name: write transaction
INSERT INTO transactions SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[],
	$10::bigint[], $11::bigint[]) ORDER BY 1, 2;
-- name: write entry
INSERT INTO entries SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[]) ORDER BY 1, 2, 3;
-- name: write waiting
-- Texts of members are written once: `forget` changes them in the books, not in what a process holds of them.
INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_id, decider_permit, from_account, to_account, currency,
	amount, paid, verb, arguments, due, expires_at, ends, memo, lot, schedule, period, target, channel_id, message_id, decided_by,
	decided_seq, decided_at, code, transaction_id, reminders, reminded, reminded_at, lost)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
	$10::bigint[], $11::bigint[], $12::text[], $13::bigint[], $14::bigint[], $15::text[], $16::text[], $17::text[], $18::bigint[],
	$19::text[], $20::text[], $21::bigint[], $22::bigint[], $23::text[], $24::bigint[], $25::bigint[], $26::bigint[], $27::bigint[],
	$28::bigint[], $29::bigint[], $30::text[], $31::bigint[], $32::bigint[], $33::text[], $34::bigint[], $35::bigint[]) ORDER BY 1, 2
ON CONFLICT (guild_id, number) DO UPDATE SET state = excluded.state, paid = excluded.paid, verb = excluded.verb, due = excluded.due, expires_at = excluded.expires_at,
	ends = excluded.ends, schedule = excluded.schedule, target = excluded.target, channel_id = excluded.channel_id,
	message_id = excluded.message_id, decided_by = excluded.decided_by, decided_seq = excluded.decided_seq,
	decided_at = excluded.decided_at, code = excluded.code, transaction_id = excluded.transaction_id, reminders = excluded.reminders,
	reminded = excluded.reminded, reminded_at = excluded.reminded_at, lost = excluded.lost;
-- name: write schedule
INSERT INTO schedules (guild_id, schedule, kind, owner_id, payer, payees, currency, amount, memo, every, unit, days, day, nth, weekday, month, anchor,
	begins, until, times_left, at, short, retry_days, done, attempt, retrying, state, reason, misses, channel_id, role_id,
	into_account, prorate, grace_days, lose_role_id, made_seq, always)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], $9::text[],
	$10::bigint[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::text[], $18::text[],
	$19::text[], $20::bigint[], $21::bigint[], $22::text[], $23::bigint[], $24::text[], $25::bigint[], $26::text[], $27::text[],
	$28::text[], $29::bigint[], $30::bigint[], $31::bigint[], $32::bigint[], $33::bigint[], $34::bigint[], $35::bigint[],
	$36::bigint[], $37::text[]) ORDER BY 1, 2
ON CONFLICT (guild_id, schedule) DO UPDATE SET payer = excluded.payer, payees = excluded.payees, currency = excluded.currency, amount = excluded.amount, every = excluded.every,
	unit = excluded.unit, days = excluded.days, day = excluded.day, nth = excluded.nth, weekday = excluded.weekday,
	month = excluded.month, anchor = excluded.anchor, begins = excluded.begins, until = excluded.until,
	times_left = excluded.times_left, at = excluded.at, short = excluded.short, retry_days = excluded.retry_days,
	done = excluded.done, attempt = excluded.attempt, retrying = excluded.retrying, state = excluded.state, reason = excluded.reason,
	misses = excluded.misses, channel_id = excluded.channel_id, role_id = excluded.role_id, into_account = excluded.into_account,
	prorate = excluded.prorate, grace_days = excluded.grace_days, lose_role_id = excluded.lose_role_id, always = excluded.always;
-- name: write command
INSERT INTO commands SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[],
	$11::text[], $12::text[], $13::bigint[]) ORDER BY 1, 2;
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
