-- name: migration 13
-- What waits for a decision or an end, and what recurs. Dates are text, YYYY-MM-DD; instants are Unix milliseconds. No instant of the future of
-- a zone is kept.
CREATE TABLE waiting (
	guild_id INTEGER NOT NULL REFERENCES guilds, number INTEGER NOT NULL,
	-- OR, not IN: for IN over a list SQLite builds a temporary index at every insert
	kind TEXT NOT NULL CHECK (kind = 'registration' OR kind = 'approval' OR kind = 'request' OR kind = 'charge' OR kind = 'dues' OR kind = 'owe'
		OR kind = 'hold' OR kind = 'confirm' OR kind = 'undo' OR kind = 'line'),
	state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'accepted' OR state = 'declined' OR state = 'cancelled' OR state = 'expired' OR state = 'failed'),
	asked_by INTEGER NOT NULL,  -- 0: an operator or a schedule
	asked_seq INTEGER NOT NULL, -- of the log
	asked_at INTEGER NOT NULL,
	decider_id INTEGER, decider_permit INTEGER, -- the user who decides, or the permit that it takes
	from_account INTEGER, to_account INTEGER,
	currency TEXT, amount INTEGER NOT NULL, paid INTEGER NOT NULL CHECK (paid >= 0),
	verb TEXT, arguments TEXT, -- what an approval or a confirmation does: JSON
	due TEXT, expires_at INTEGER,
	ends TEXT,                 -- the last local day that counts
	memo TEXT,
	lot INTEGER NOT NULL,      -- the first number that the same row of the log made
	schedule INTEGER, period TEXT,
	target INTEGER,            -- the transaction that an undo or a reversal is about
	channel_id INTEGER, message_id INTEGER,
	decided_by INTEGER,        -- 0: an operator, or time
	decided_seq INTEGER, decided_at INTEGER,
	code TEXT,                 -- why it failed, or what ended it
	transaction_id INTEGER,    -- the last one that was booked
	reminders INTEGER NOT NULL, reminded TEXT,
	reminded_at INTEGER,       -- when somebody last reminded by hand
	lost INTEGER NOT NULL CHECK (lost = 0 OR lost = 1), -- 1: a role was lost because it is not paid
	PRIMARY KEY (guild_id, number)
) STRICT, WITHOUT ROWID;
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
	guild_id INTEGER NOT NULL REFERENCES guilds, schedule INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'pay' OR kind = 'payroll' OR kind = 'dues'),
	owner_id INTEGER NOT NULL, -- 0: an operator
	payer INTEGER,             -- the account; NULL: dues
	payees TEXT,               -- as they were typed
	currency TEXT NOT NULL, amount INTEGER NOT NULL, memo TEXT,
	-- every N units; of a week its days (bit 1 is Monday), of months and years the day, or the nth weekday (0 is Monday; -1 the last one)
	every INTEGER NOT NULL CHECK (every > 0), unit TEXT NOT NULL CHECK (unit = 'day' OR unit = 'week' OR unit = 'month' OR unit = 'year'),
	days INTEGER NOT NULL, day INTEGER NOT NULL, nth INTEGER NOT NULL, weekday INTEGER NOT NULL, month INTEGER NOT NULL,
	anchor TEXT NOT NULL,      -- the date that sets the phase of every N
	begins TEXT NOT NULL, until TEXT,
	times_left INTEGER,        -- NULL: no end
	at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 1439), -- minute of the local day
	short TEXT NOT NULL CHECK (short = 'skip' OR short = 'retry' OR short = 'owe'), retry_days INTEGER NOT NULL,
	done TEXT NOT NULL,        -- the last due date that was handled; at first the day before the first that may come
	attempt INTEGER NOT NULL, retrying TEXT,
	state TEXT NOT NULL CHECK (state = 'active' OR state = 'paused' OR state = 'ended' OR state = 'stopped'), reason TEXT,
	misses INTEGER NOT NULL,   -- consecutive
	channel_id INTEGER,
	role_id INTEGER, into_account INTEGER, prorate INTEGER NOT NULL CHECK (prorate = 0 OR prorate = 1), grace_days INTEGER, lose_role_id INTEGER, -- of dues
	made_seq INTEGER NOT NULL, -- of the log
	always TEXT,               -- what was approved for good: JSON
	PRIMARY KEY (guild_id, schedule)
) STRICT, WITHOUT ROWID;
CREATE INDEX schedules_of_owner ON schedules (guild_id, owner_id) WHERE state = 'active' OR state = 'paused';
CREATE INDEX schedules_active ON schedules (guild_id) WHERE state = 'active';
CREATE TABLE exemptions ( -- from dues
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, seq INTEGER NOT NULL, -- of the log
	starts TEXT NOT NULL, until TEXT, reason TEXT NOT NULL,
	ended_seq INTEGER, -- of the log row that ended it; NULL: none did
	PRIMARY KEY (guild_id, user_id, seq),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE limits ( -- of one member's payments, whatever their permits allow
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
	period TEXT NOT NULL CHECK (period = 'payment' OR period = 'day' OR period = 'week' OR period = 'month'),
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL, -- 9223372036854775807: no limit
	PRIMARY KEY (guild_id, user_id, period, currency),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE budgets (
	guild_id INTEGER NOT NULL REFERENCES guilds, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	amount INTEGER NOT NULL, unit TEXT NOT NULL CHECK (unit = 'weekly' OR unit = 'monthly' OR unit = 'quarterly' OR unit = 'yearly'),
	carry INTEGER NOT NULL CHECK (carry = 0 OR carry = 1), -- 1: what a period leaves goes into the next
	since TEXT NOT NULL,                                   -- the first day of the first period
	PRIMARY KEY (guild_id, account_id, currency)
) STRICT, WITHOUT ROWID;
ALTER TABLE balances ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0); -- by open holds, on the account's normal side
ALTER TABLE balances ADD COLUMN ceiling INTEGER;                                   -- on the account's normal side; NULL: none
ALTER TABLE accounts ADD COLUMN owing INTEGER NOT NULL DEFAULT 0 CHECK (owing >= 0); -- how many of its dues and debts are open
ALTER TABLE users ADD COLUMN bot INTEGER NOT NULL DEFAULT 0 CHECK (bot = 0 OR bot = 1);
ALTER TABLE transactions ADD COLUMN waiting INTEGER;     -- the number of what was accepted by it
ALTER TABLE transactions ADD COLUMN approved_by INTEGER; -- who approved it; 0: an operator; NULL: nobody had to
ALTER TABLE outbox ADD COLUMN about INTEGER; -- the number of what waits that it is about, or the first of a lot; NULL: of nothing
CREATE INDEX outbox_about ON outbox (guild_id, about) WHERE about IS NOT NULL;
DROP TRIGGER transactions_never_change;
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id
		OR OLD.transaction_id <> NEW.transaction_id OR OLD.batch <> NEW.batch OR OLD.time <> NEW.time OR OLD.verb <> NEW.verb OR OLD.seq <> NEW.seq
		OR OLD.author_id <> NEW.author_id OR OLD.reverses IS NOT NEW.reverses OR OLD.waiting IS NOT NEW.waiting
		OR OLD.approved_by IS NOT NEW.approved_by BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE INDEX transactions_of_waiting ON transactions (guild_id, waiting) WHERE waiting IS NOT NULL;
CREATE INDEX member_roles_by_role ON member_roles (guild_id, role_id);

-- A registration keeps its number. Who decided it was not kept.
INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_permit, amount, paid, lot, reminders, lost)
SELECT guild_id, request, 'registration', CASE state WHEN 'approved' THEN 'accepted' WHEN 'rejected' THEN 'declined' WHEN 'withdrawn' THEN 'cancelled' ELSE state END,
	user_id, request, requested_at, 4, 0, 0, request, 0, 0 FROM registrations;
DROP TABLE registrations;
-- INDEXED BY, here and in queries: by itself SQLite reads all rows of the guild.
CREATE VIEW registrations AS
SELECT guild_id, asked_by AS user_id, number AS request, asked_at AS requested_at,
	CASE state WHEN 'accepted' THEN 'approved' WHEN 'declined' THEN 'rejected' WHEN 'cancelled' THEN 'withdrawn' ELSE state END AS state
FROM waiting w INDEXED BY waiting_by_asker WHERE kind = 'registration' AND NOT EXISTS (SELECT 1 FROM waiting o INDEXED BY waiting_by_asker
	WHERE o.guild_id = w.guild_id AND o.asked_by = w.asked_by AND o.kind = 'registration' AND o.number > w.number);

CREATE TRIGGER waiting_never_goes BEFORE DELETE ON waiting BEGIN
	SELECT RAISE(ABORT, 'what waits or waited is never deleted'); END;
CREATE TRIGGER waiting_never_changes BEFORE UPDATE ON waiting
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.number <> NEW.number OR OLD.kind <> NEW.kind OR OLD.asked_by <> NEW.asked_by OR OLD.asked_seq <> NEW.asked_seq
		OR OLD.asked_at <> NEW.asked_at OR OLD.decider_id IS NOT NEW.decider_id OR OLD.decider_permit IS NOT NEW.decider_permit
		OR OLD.from_account IS NOT NEW.from_account OR OLD.to_account IS NOT NEW.to_account OR OLD.currency IS NOT NEW.currency OR OLD.amount <> NEW.amount
		OR OLD.period IS NOT NEW.period OR OLD.lot <> NEW.lot BEGIN
	SELECT RAISE(ABORT, 'what was asked never changes'); END;
-- But that a role was lost, when somebody was reminded, and texts that are forgotten. A registration is settled when the account is opened after all.
CREATE TRIGGER waiting_over_never_changes BEFORE UPDATE ON waiting
	WHEN OLD.state <> 'waiting' AND (OLD.paid <> NEW.paid OR OLD.verb IS NOT NEW.verb OR OLD.due IS NOT NEW.due OR OLD.expires_at IS NOT NEW.expires_at
		OR OLD.ends IS NOT NEW.ends OR OLD.schedule IS NOT NEW.schedule OR OLD.target IS NOT NEW.target OR OLD.channel_id IS NOT NEW.channel_id
		OR OLD.message_id IS NOT NEW.message_id OR OLD.transaction_id IS NOT NEW.transaction_id
		OR (NOT (OLD.kind = 'registration' AND NEW.state = 'accepted') AND (OLD.state <> NEW.state OR OLD.decided_by IS NOT NEW.decided_by
			OR OLD.decided_seq IS NOT NEW.decided_seq OR OLD.decided_at IS NOT NEW.decided_at OR OLD.code IS NOT NEW.code))
		OR ((OLD.memo IS NOT NEW.memo OR OLD.arguments IS NOT NEW.arguments)
			AND NOT EXISTS (SELECT 1 FROM forgetting f WHERE f.guild_id = OLD.guild_id))) BEGIN
	SELECT RAISE(ABORT, 'what is decided never changes'); END;
CREATE TRIGGER schedules_never_go BEFORE DELETE ON schedules BEGIN
	SELECT RAISE(ABORT, 'a schedule is never deleted'); END;
CREATE TRIGGER schedules_never_change BEFORE UPDATE ON schedules
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.schedule <> NEW.schedule OR OLD.kind <> NEW.kind OR OLD.owner_id <> NEW.owner_id OR OLD.made_seq <> NEW.made_seq BEGIN
	SELECT RAISE(ABORT, 'what a schedule is never changes'); END;

DROP VIEW v_balances;
CREATE VIEW v_balances AS
WITH x AS (SELECT b.guild_id, b.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, b.currency, c.scale,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN b.balance ELSE -b.balance END AS minor, b.balance AS debit_minor, b.floor AS floor_minor, b.entries, b.held AS held_minor, b.ceiling AS ceiling_minor
	FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
	JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id)
SELECT guild_id, account_id, account, kind, state, owner_id, currency, scale, printf('%s%d%s', CASE WHEN minor < 0 THEN '-' ELSE '' END, ABS(minor / CAST('1' || substr('000000000', 1, scale) AS INTEGER)), CASE WHEN scale THEN '.' || printf('%0*d', scale, ABS(minor % CAST('1' || substr('000000000', 1, scale) AS INTEGER))) ELSE '' END) AS balance, minor AS balance_minor, debit_minor, floor_minor, entries, held_minor, ceiling_minor FROM x;
DROP VIEW v_transactions;
CREATE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, strftime('%Y-%m-%dT%H:%M:%S', t.time / 1000, 'unixepoch') || printf('.%03dZ', t.time % 1000) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries, t.waiting, t.approved_by
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id;
CREATE VIEW v_waiting AS
SELECT w.guild_id, w.number, w.kind, w.state, w.asked_by, strftime('%Y-%m-%dT%H:%M:%S', w.asked_at / 1000, 'unixepoch') || printf('.%03dZ', w.asked_at % 1000) AS asked,
	w.decider_id, w.decider_permit, w.from_account, w.to_account, w.currency, c.scale,
	CASE WHEN c.scale IS NOT NULL THEN printf('%d%s', w.amount / CAST('1' || substr('000000000', 1, c.scale) AS INTEGER), CASE WHEN c.scale THEN '.' || printf('%0*d', c.scale, w.amount % CAST('1' || substr('000000000', 1, c.scale) AS INTEGER)) ELSE '' END) END AS amount,
	w.amount AS amount_minor, w.paid AS paid_minor, w.verb, w.due,
	strftime('%Y-%m-%dT%H:%M:%S', w.expires_at / 1000, 'unixepoch') || printf('.%03dZ', w.expires_at % 1000) AS expires, w.ends, w.memo, w.lot, w.schedule, w.period, w.target,
	w.decided_by, strftime('%Y-%m-%dT%H:%M:%S', w.decided_at / 1000, 'unixepoch') || printf('.%03dZ', w.decided_at % 1000) AS decided, w.code, w.transaction_id, w.reminders, w.lost
FROM waiting w LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency;
CREATE VIEW v_schedules AS
SELECT s.guild_id, s.schedule, s.kind, s.state, s.owner_id, s.payer, s.payees, s.currency, c.scale,
	printf('%d%s', s.amount / CAST('1' || substr('000000000', 1, c.scale) AS INTEGER), CASE WHEN c.scale THEN '.' || printf('%0*d', c.scale, s.amount % CAST('1' || substr('000000000', 1, c.scale) AS INTEGER)) ELSE '' END) AS amount,
	s.amount AS amount_minor, s.memo, s.every, s.unit, s.days, s.day, s.nth, s.weekday, s.month, s.anchor, s.begins, s.until, s.times_left, printf('%02d:%02d', s.at / 60, s.at % 60) AS at,
	s.short, s.retry_days, s.done, s.retrying, s.misses, s.reason, s.role_id, s.into_account, s.prorate, s.grace_days, s.lose_role_id
FROM schedules s LEFT JOIN currencies c ON c.guild_id = s.guild_id AND c.code = s.currency;
