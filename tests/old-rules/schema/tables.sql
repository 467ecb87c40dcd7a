-- The schema of version 9, as guildledger 9f17655 made it: the tables. Rows come between them and guards.sql, whose triggers would refuse some.
PRAGMA application_id = 1196180551; PRAGMA user_version = 9;
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
	enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), since INTEGER NOT NULL DEFAULT 0,
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
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1), active INTEGER,
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, nick TEXT, joined_at INTEGER,
	pending INTEGER NOT NULL CHECK (pending IN (0, 1)), left_guild INTEGER NOT NULL CHECK (left_guild IN (0, 1)), left_at INTEGER,
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
	previous_hash TEXT NOT NULL, hash TEXT, form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2), entries_hash TEXT CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form = 2)), merkle_root TEXT CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form = 2)),
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
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
CREATE TABLE role_groups (
	guild_id INTEGER NOT NULL REFERENCES guilds, folded_name TEXT NOT NULL, name TEXT NOT NULL,
	most INTEGER NOT NULL CHECK (most >= 0),       -- how many of its roles may be worn at once; 0: any number
	registered INTEGER NOT NULL CHECK (registered = 0 OR registered = 1), -- only registered members take from it
	needs_role INTEGER,                            -- a role that must be worn; NULL: none
	fee INTEGER NOT NULL CHECK (fee >= 0), currency TEXT NOT NULL,
	PRIMARY KEY (guild_id, folded_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE role_offers (
	guild_id INTEGER NOT NULL, role_id INTEGER NOT NULL, folded_group TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id),
	FOREIGN KEY (guild_id, folded_group) REFERENCES role_groups
) STRICT, WITHOUT ROWID;
CREATE TABLE wanted_roles (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	wanted INTEGER NOT NULL CHECK (wanted = 0 OR wanted = 1),
	granted INTEGER NOT NULL CHECK (granted = 0 OR granted = 1), -- by an admin; 0: the member chose it
	until INTEGER,             -- when it ends; NULL: it does not
	fee_transaction INTEGER,   -- given back when Discord refuses the role
	seq INTEGER NOT NULL,      -- of the log: what decided it
	PRIMARY KEY (guild_id, user_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE registrations ( -- asked for, where a treasurer confirms; or withdrawn by the member, who may then come back
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, request INTEGER NOT NULL, requested_at INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'approved' OR state = 'rejected' OR state = 'withdrawn'),
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE forgetting (guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	name TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, -- command: verb, status; delivery: status; retry, failure: HTTP status, code
	value INTEGER NOT NULL,                                        -- batch: number, currency: the debits so far of the one that is open
	PRIMARY KEY (guild_id, name, first, second)
) STRICT, WITHOUT ROWID;
CREATE TABLE lease_holders (holder TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE leases (
	guild_id INTEGER PRIMARY KEY REFERENCES guilds, holder TEXT NOT NULL, until INTEGER NOT NULL
) STRICT;
