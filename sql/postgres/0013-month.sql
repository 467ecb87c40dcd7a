-- name: migration 13
-- What waits for a decision or an end, and what recurs. Dates are text, YYYY-MM-DD; instants are Unix milliseconds. No instant of the future of
-- a zone is kept.
CREATE TABLE waiting (
	guild_id bigint NOT NULL REFERENCES guilds, number bigint NOT NULL,
	kind text COLLATE "C" NOT NULL CHECK (kind = 'registration' OR kind = 'approval' OR kind = 'request' OR kind = 'charge' OR kind = 'dues' OR kind = 'owe'
		OR kind = 'hold' OR kind = 'confirm' OR kind = 'undo' OR kind = 'line'),
	state text COLLATE "C" NOT NULL CHECK (state = 'waiting' OR state = 'accepted' OR state = 'declined' OR state = 'cancelled' OR state = 'expired' OR state = 'failed'),
	asked_by bigint NOT NULL,  -- 0: an operator or a schedule
	asked_seq bigint NOT NULL, -- of the log
	asked_at bigint NOT NULL,
	decider_id bigint, decider_permit bigint, -- the user who decides, or the permit that it takes
	from_account bigint, to_account bigint,
	currency text COLLATE "C", amount bigint NOT NULL, paid bigint NOT NULL CHECK (paid >= 0),
	verb text COLLATE "C", arguments text COLLATE "C", -- what an approval or a confirmation does: JSON
	due text COLLATE "C", expires_at bigint,
	ends text COLLATE "C",                 -- the last local day that counts
	memo text COLLATE "C",
	lot bigint NOT NULL,      -- the first number that the same row of the log made
	schedule bigint, period text COLLATE "C",
	target bigint,            -- the transaction that an undo or a reversal is about
	channel_id bigint, message_id bigint,
	decided_by bigint,        -- 0: an operator, or time
	decided_seq bigint, decided_at bigint,
	code text COLLATE "C",                 -- why it failed, or what ended it
	transaction_id bigint,    -- the last one that was booked
	reminders bigint NOT NULL, reminded text COLLATE "C",
	reminded_at bigint,       -- when somebody last reminded by hand
	lost bigint NOT NULL CHECK (lost = 0 OR lost = 1), -- 1: a role was lost because it is not paid
	PRIMARY KEY (guild_id, number)
);
CREATE INDEX waiting_for_user ON waiting (guild_id, decider_id) WHERE state = 'waiting' AND decider_id IS NOT NULL;
CREATE INDEX waiting_of_user ON waiting (guild_id, asked_by) WHERE state = 'waiting';
CREATE INDEX waiting_from ON waiting (guild_id, from_account) WHERE state = 'waiting' AND from_account IS NOT NULL;
CREATE INDEX waiting_to ON waiting (guild_id, to_account) WHERE state = 'waiting' AND to_account IS NOT NULL;
CREATE INDEX waiting_expiring ON waiting (guild_id, expires_at) WHERE state = 'waiting' AND expires_at IS NOT NULL;
CREATE INDEX waiting_ending ON waiting (guild_id, ends) WHERE state = 'waiting' AND ends IS NOT NULL;
CREATE INDEX waiting_of_schedule ON waiting (guild_id, schedule, period, decider_id) WHERE schedule IS NOT NULL;
CREATE INDEX waiting_by_seq ON waiting (guild_id, asked_seq);
CREATE INDEX waiting_by_asker ON waiting (guild_id, asked_by, kind, number);
CREATE TABLE schedules (
	guild_id bigint NOT NULL REFERENCES guilds, schedule bigint NOT NULL,
	kind text COLLATE "C" NOT NULL CHECK (kind = 'pay' OR kind = 'payroll' OR kind = 'dues'),
	owner_id bigint NOT NULL, -- 0: an operator
	payer bigint,             -- the account; NULL: dues
	payees text COLLATE "C",               -- as they were typed
	currency text COLLATE "C" NOT NULL, amount bigint NOT NULL, memo text COLLATE "C",
	-- every N units; of a week its days (bit 1 is Monday), of months and years the day, or the nth weekday (0 is Monday; -1 the last one)
	every bigint NOT NULL CHECK (every > 0), unit text COLLATE "C" NOT NULL CHECK (unit = 'day' OR unit = 'week' OR unit = 'month' OR unit = 'year'),
	days bigint NOT NULL, day bigint NOT NULL, nth bigint NOT NULL, weekday bigint NOT NULL, month bigint NOT NULL,
	anchor text COLLATE "C" NOT NULL,      -- the date that sets the phase of every N
	begins text COLLATE "C" NOT NULL, until text COLLATE "C",
	times_left bigint,        -- NULL: no end
	at bigint NOT NULL CHECK (at BETWEEN 0 AND 1439), -- minute of the local day
	short text COLLATE "C" NOT NULL CHECK (short = 'skip' OR short = 'retry' OR short = 'owe'), retry_days bigint NOT NULL,
	done text COLLATE "C" NOT NULL,        -- the last due date that was handled; at first the day before the first that may come
	attempt bigint NOT NULL, retrying text COLLATE "C",
	state text COLLATE "C" NOT NULL CHECK (state = 'active' OR state = 'paused' OR state = 'ended' OR state = 'stopped'), reason text COLLATE "C",
	misses bigint NOT NULL,   -- consecutive
	channel_id bigint,
	role_id bigint, into_account bigint, prorate bigint NOT NULL CHECK (prorate = 0 OR prorate = 1), grace_days bigint, lose_role_id bigint, -- of dues
	made_seq bigint NOT NULL, -- of the log
	always text COLLATE "C",               -- what was approved for good: JSON
	PRIMARY KEY (guild_id, schedule)
);
CREATE INDEX schedules_of_owner ON schedules (guild_id, owner_id) WHERE state = 'active' OR state = 'paused';
CREATE INDEX schedules_active ON schedules (guild_id) WHERE state = 'active';
CREATE TABLE exemptions ( -- from dues
	guild_id bigint NOT NULL, user_id bigint NOT NULL, seq bigint NOT NULL, -- of the log
	starts text COLLATE "C" NOT NULL, until text COLLATE "C", reason text COLLATE "C" NOT NULL,
	ended_seq bigint, -- of the log row that ended it; NULL: none did
	PRIMARY KEY (guild_id, user_id, seq),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
);
CREATE TABLE limits ( -- of one member's payments, whatever their permits allow
	guild_id bigint NOT NULL, user_id bigint NOT NULL,
	period text COLLATE "C" NOT NULL CHECK (period = 'payment' OR period = 'day' OR period = 'week' OR period = 'month'),
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL, -- 9223372036854775807: no limit
	PRIMARY KEY (guild_id, user_id, period, currency),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
);
CREATE TABLE budgets (
	guild_id bigint NOT NULL REFERENCES guilds, account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL, unit text COLLATE "C" NOT NULL CHECK (unit = 'weekly' OR unit = 'monthly' OR unit = 'quarterly' OR unit = 'yearly'),
	carry bigint NOT NULL CHECK (carry = 0 OR carry = 1), -- 1: what a period leaves goes into the next
	since text COLLATE "C" NOT NULL,                                   -- the first day of the first period
	PRIMARY KEY (guild_id, account_id, currency)
);
ALTER TABLE balances ADD COLUMN held bigint NOT NULL DEFAULT 0 CHECK (held >= 0); -- by open holds, on the account's normal side
ALTER TABLE balances ADD COLUMN ceiling bigint;                                   -- on the account's normal side; NULL: none
ALTER TABLE accounts ADD COLUMN owing bigint NOT NULL DEFAULT 0 CHECK (owing >= 0); -- how many of its dues and debts are open
ALTER TABLE users ADD COLUMN bot bigint NOT NULL DEFAULT 0 CHECK (bot = 0 OR bot = 1);
ALTER TABLE transactions ADD COLUMN waiting bigint;     -- the number of what was accepted by it
ALTER TABLE transactions ADD COLUMN approved_by bigint; -- who approved it; 0: an operator; NULL: nobody had to
ALTER TABLE outbox ADD COLUMN about bigint; -- the number of what waits that it is about, or the first of a lot; NULL: of nothing
CREATE INDEX outbox_about ON outbox (guild_id, about) WHERE about IS NOT NULL;
CREATE INDEX transactions_of_waiting ON transactions (guild_id, waiting) WHERE waiting IS NOT NULL;
CREATE INDEX member_roles_by_role ON member_roles (guild_id, role_id);

-- A registration keeps its number. Who decided it was not kept.
INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_permit, amount, paid, lot, reminders, lost)
SELECT guild_id, request, 'registration', CASE state WHEN 'approved' THEN 'accepted' WHEN 'rejected' THEN 'declined' WHEN 'withdrawn' THEN 'cancelled' ELSE state END,
	user_id, request, requested_at, 4, 0, 0, request, 0, 0 FROM registrations;
DROP TABLE registrations;
CREATE VIEW registrations AS
SELECT guild_id, asked_by AS user_id, number AS request, asked_at AS requested_at,
	CASE state WHEN 'accepted' THEN 'approved' WHEN 'declined' THEN 'rejected' WHEN 'cancelled' THEN 'withdrawn' ELSE state END AS state
FROM waiting w WHERE kind = 'registration' AND NOT EXISTS (SELECT 1 FROM waiting o
	WHERE o.guild_id = w.guild_id AND o.asked_by = w.asked_by AND o.kind = 'registration' AND o.number > w.number);

-- What was asked never changes. What is decided does not, but that a role was lost, when somebody was reminded, and texts that are forgotten; a
-- registration is settled when the account is opened after all.
CREATE FUNCTION refuse_asked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF (OLD.guild_id, OLD.number, OLD.kind, OLD.asked_by, OLD.asked_seq, OLD.asked_at, OLD.decider_id, OLD.decider_permit, OLD.from_account, OLD.to_account,
			OLD.currency, OLD.amount, OLD.period, OLD.lot)
		IS DISTINCT FROM (NEW.guild_id, NEW.number, NEW.kind, NEW.asked_by, NEW.asked_seq, NEW.asked_at, NEW.decider_id, NEW.decider_permit, NEW.from_account, NEW.to_account,
			NEW.currency, NEW.amount, NEW.period, NEW.lot) THEN
		RAISE EXCEPTION 'what was asked never changes' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE FUNCTION refuse_decided() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF (OLD.paid, OLD.verb, OLD.due, OLD.expires_at, OLD.ends, OLD.schedule, OLD.target, OLD.channel_id, OLD.message_id, OLD.transaction_id)
			IS DISTINCT FROM (NEW.paid, NEW.verb, NEW.due, NEW.expires_at, NEW.ends, NEW.schedule, NEW.target, NEW.channel_id, NEW.message_id, NEW.transaction_id)
		OR (NOT (OLD.kind = 'registration' AND NEW.state = 'accepted') AND (OLD.state, OLD.decided_by, OLD.decided_seq, OLD.decided_at, OLD.code)
			IS DISTINCT FROM (NEW.state, NEW.decided_by, NEW.decided_seq, NEW.decided_at, NEW.code))
		OR ((OLD.memo, OLD.arguments) IS DISTINCT FROM (NEW.memo, NEW.arguments) AND NOT EXISTS (SELECT 1 FROM forgetting f WHERE f.guild_id = OLD.guild_id)) THEN
		RAISE EXCEPTION 'what is decided never changes' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;

CREATE OR REPLACE VIEW v_balances AS
WITH x AS (SELECT b.guild_id, b.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, b.currency, c.scale,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN b.balance ELSE -b.balance END AS minor, b.balance AS debit_minor, b.floor AS floor_minor, b.entries, b.held AS held_minor, b.ceiling AS ceiling_minor
	FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
	JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id)
SELECT guild_id, account_id, account, kind, state, owner_id, currency, scale, amount(minor, scale) AS balance, minor AS balance_minor, debit_minor, floor_minor, entries, held_minor, ceiling_minor FROM x;
CREATE OR REPLACE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, instant(t.time) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries, t.waiting, t.approved_by
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id;
CREATE VIEW v_waiting AS
SELECT w.guild_id, w.number, w.kind, w.state, w.asked_by, instant(w.asked_at) AS asked, w.decider_id, w.decider_permit, w.from_account, w.to_account, w.currency, c.scale,
	amount(w.amount, c.scale) AS amount, w.amount AS amount_minor, w.paid AS paid_minor, w.verb, w.due, instant(w.expires_at) AS expires, w.ends, w.memo, w.lot, w.schedule,
	w.period, w.target, w.decided_by, instant(w.decided_at) AS decided, w.code, w.transaction_id, w.reminders, w.lost
FROM waiting w LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency;
CREATE VIEW v_schedules AS
SELECT s.guild_id, s.schedule, s.kind, s.state, s.owner_id, s.payer, s.payees, s.currency, c.scale, amount(s.amount, c.scale) AS amount, s.amount AS amount_minor, s.memo,
	s.every, s.unit, s.days, s.day, s.nth, s.weekday, s.month, s.anchor, s.begins, s.until, s.times_left, lpad((s.at / 60)::text, 2, '0') || ':' || lpad((s.at % 60)::text, 2, '0') AS at,
	s.short, s.retry_days, s.done, s.retrying, s.misses, s.reason, s.role_id, s.into_account, s.prorate, s.grace_days, s.lose_role_id
FROM schedules s LEFT JOIN currencies c ON c.guild_id = s.guild_id AND c.code = s.currency;
