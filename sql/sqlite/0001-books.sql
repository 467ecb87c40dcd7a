-- name: migration 1
-- The books. Ids are snowflakes or sequences of their guild, times Unix milliseconds, amounts minor units
-- (positive debit, negative credit). Every key begins with guild_id.
CREATE TABLE guilds (
	guild_id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	owner_id INTEGER NOT NULL,
	language TEXT NOT NULL CHECK (language IN ('en', 'es')),
	timezone TEXT NOT NULL,
	currency TEXT NOT NULL,
	sealed_transaction INTEGER NOT NULL DEFAULT 0,
	last_time INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE settings (
	guild_id INTEGER NOT NULL REFERENCES guilds, key TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE channels (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL,
	enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL, after INTEGER NOT NULL,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE currencies (
	guild_id INTEGER NOT NULL REFERENCES guilds, code TEXT NOT NULL,
	scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE users (
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL,
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, nick TEXT, joined_at INTEGER,
	pending INTEGER NOT NULL CHECK (pending IN (0, 1)), left_guild INTEGER NOT NULL CHECK (left_guild IN (0, 1)),
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE roles (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL, name TEXT NOT NULL,
	position INTEGER NOT NULL, managed INTEGER NOT NULL CHECK (managed IN (0, 1)), permissions TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_roles (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	PRIMARY KEY (guild_id, user_id, role_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES members
) STRICT, WITHOUT ROWID;
CREATE TABLE permits (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL,
	permits INTEGER NOT NULL CHECK (permits BETWEEN 1 AND 31), -- bits: member teller treasurer auditor admin
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE accounts (
	guild_id INTEGER NOT NULL REFERENCES guilds, account_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
	owner_id INTEGER,
	purpose TEXT, -- till, opening, over_short: what the rules themselves book to
	state TEXT NOT NULL CHECK (state IN ('open', 'frozen', 'closed')),
	opened_by INTEGER NOT NULL,
	PRIMARY KEY (guild_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_by_name ON accounts (guild_id, folded_name);
CREATE UNIQUE INDEX accounts_by_owner ON accounts (guild_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_by_purpose ON accounts (guild_id, purpose) WHERE purpose IS NOT NULL;
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
CREATE TABLE batches (
	guild_id INTEGER NOT NULL REFERENCES guilds, batch INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
	opened_at INTEGER NOT NULL, opened_by INTEGER NOT NULL, -- by: seq of the log
	closed_at INTEGER, closed_by INTEGER,
	transactions INTEGER, first_transaction INTEGER, last_transaction INTEGER,
	previous_hash TEXT NOT NULL, hash TEXT,
	PRIMARY KEY (guild_id, batch),
	CHECK ((state = 'closed') = (hash IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id INTEGER NOT NULL, batch INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	entries INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL, -- credits as a positive number
	balance INTEGER NOT NULL, -- of the account when the batch closed
	counted INTEGER,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;
CREATE TABLE transactions (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, batch INTEGER NOT NULL,
	time INTEGER NOT NULL, verb TEXT NOT NULL, seq INTEGER NOT NULL, author_id INTEGER NOT NULL,
	reverses INTEGER, memo TEXT,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX transactions_reversed ON transactions (guild_id, reverses) WHERE reverses IS NOT NULL;
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_account ON entries (guild_id, account_id, currency, transaction_id, entry, amount);
CREATE TABLE commands ( -- the log
	guild_id INTEGER NOT NULL, seq INTEGER NOT NULL,
	message_id INTEGER, -- NULL: a record without one (guild, role, member)
	time INTEGER NOT NULL, author_id INTEGER, verb TEXT NOT NULL,
	-- OR, not IN: for IN over a list SQLite builds a temporary index at every insert
	status TEXT NOT NULL CHECK (status = 'ok' OR status = 'rejected' OR status = 'denied'),
	code TEXT, transaction_id INTEGER, batch INTEGER,
	text TEXT,            -- the answer
	record TEXT NOT NULL, -- the line as it came: replaying all lines in order gives these books
	PRIMARY KEY (guild_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL;
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT,
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER entries_not_into_sealed BEFORE INSERT ON entries
	WHEN NEW.transaction_id <= (SELECT sealed_transaction FROM guilds WHERE guild_id = NEW.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the batch of this transaction is closed'); END;
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER transactions_never_go BEFORE DELETE ON transactions BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER transactions_not_into_sealed BEFORE INSERT ON transactions
	WHEN NEW.transaction_id <= (SELECT sealed_transaction FROM guilds WHERE guild_id = NEW.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the batch of this transaction is closed'); END;
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER batches_closed_never_change BEFORE UPDATE ON batches WHEN OLD.state = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE TRIGGER batches_never_go BEFORE DELETE ON batches BEGIN
	SELECT RAISE(ABORT, 'a batch is never deleted'); END;
CREATE TRIGGER batch_totals_never_change BEFORE UPDATE ON batch_totals BEGIN
	SELECT RAISE(ABORT, 'control totals never change'); END;
CREATE TRIGGER batch_totals_never_go BEFORE DELETE ON batch_totals BEGIN
	SELECT RAISE(ABORT, 'control totals never change'); END;
CREATE TRIGGER batch_totals_not_into_sealed BEFORE INSERT ON batch_totals
	WHEN (SELECT state FROM batches WHERE guild_id = NEW.guild_id AND batch = NEW.batch) = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE TRIGGER sealed_only_grows BEFORE UPDATE OF sealed_transaction ON guilds
	WHEN NEW.sealed_transaction < OLD.sealed_transaction BEGIN
	SELECT RAISE(ABORT, 'a closed batch cannot be unsealed'); END;
