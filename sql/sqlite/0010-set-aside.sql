-- name: migration 10
-- A record that cannot be applied is set aside: a log row of status failed, whose message counts as not applied. Each row names the version
-- of the rules that decided it, so that a replay decides old rows as they were decided. SQLite changes a CHECK by making the table anew.
DROP VIEW v_accounts;
DROP VIEW v_activity;
CREATE TABLE commands_10 ( -- the log
	guild_id INTEGER NOT NULL, seq INTEGER NOT NULL,
	message_id INTEGER, -- NULL: a record without one (guild, role, member)
	time INTEGER NOT NULL, author_id INTEGER, verb TEXT NOT NULL,
	-- OR, not IN: for IN over a list SQLite builds a temporary index at every insert
	status TEXT NOT NULL CHECK (status = 'ok' OR status = 'rejected' OR status = 'denied' OR status = 'failed'),
	code TEXT, transaction_id INTEGER, batch INTEGER,
	text TEXT,            -- the answer
	record TEXT NOT NULL, -- the line as it came: replaying all lines in order gives these books
	rules INTEGER NOT NULL, -- version of the rules that decided it
	PRIMARY KEY (guild_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO commands_10 SELECT guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record, 1 FROM commands;
DROP TABLE commands;
ALTER TABLE commands_10 RENAME TO commands;
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL AND status <> 'failed';
CREATE INDEX commands_failed ON commands (guild_id, message_id) WHERE status = 'failed';
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq
		OR OLD.message_id IS NOT NEW.message_id OR OLD.time <> NEW.time OR OLD.author_id IS NOT NEW.author_id OR OLD.verb <> NEW.verb
		OR OLD.status <> NEW.status OR OLD.code IS NOT NEW.code OR OLD.transaction_id IS NOT NEW.transaction_id OR OLD.batch IS NOT NEW.batch
		OR OLD.rules <> NEW.rules BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE VIEW v_accounts AS
SELECT a.guild_id, a.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, a.purpose,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 'debit' ELSE 'credit' END AS side,
	strftime('%Y-%m-%dT%H:%M:%S', l.time / 1000, 'unixepoch') || printf('.%03dZ', l.time % 1000) AS opened
FROM accounts a LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN commands l ON l.guild_id = a.guild_id AND l.seq = a.opened_by;
CREATE VIEW v_activity AS
SELECT guild_id, date(time / 1000, 'unixepoch') AS day, COUNT(*) AS commands, COUNT(DISTINCT author_id) AS people, COUNT(transaction_id) AS transactions,
	SUM(status = 'ok') AS ok, SUM(status = 'rejected') AS rejected, SUM(status = 'denied') AS denied, SUM(status = 'failed') AS failed
FROM commands WHERE message_id IS NOT NULL GROUP BY guild_id, date(time / 1000, 'unixepoch');
-- Commands of a member in their last minute (since 1970) that booked nothing: beyond a limit they are not answered.
ALTER TABLE users ADD COLUMN chatter_minute INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN chatter INTEGER NOT NULL DEFAULT 0;
-- A reply whose words Discord refused is sent once more in neutral words.
ALTER TABLE outbox ADD COLUMN neutral INTEGER NOT NULL DEFAULT 0 CHECK (neutral = 0 OR neutral = 1);
-- Control totals beyond 64 bits: how often 9,223,372,036,854,775,808 is to be added to them.
ALTER TABLE batch_totals ADD COLUMN debits_over INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch_totals ADD COLUMN credits_over INTEGER NOT NULL DEFAULT 0;
-- What people see of users and accounts: the nickname that their guild sees, else the name. It stands behind a number (of the account, else of
-- the user) between a mark, 2 where others are seen by the same name, so that the number is shown, else 3, and a 3.
CREATE INDEX users_by_name ON users (guild_id, name);
CREATE INDEX members_by_nick ON members (guild_id, nick) WHERE nick IS NOT NULL;
CREATE VIEW shown_users AS
SELECT guild_id, user_id, mark || COALESCE((SELECT a.account_id FROM accounts a WHERE a.guild_id = x.guild_id AND a.owner_id = x.user_id), user_id) || char(3) || '@' || name AS label
FROM (SELECT u.guild_id, u.user_id, COALESCE(m.nick, u.name) AS name,
		CASE WHEN EXISTS (SELECT 1 FROM users o WHERE o.guild_id = u.guild_id AND o.name = COALESCE(m.nick, u.name) AND o.user_id <> u.user_id)
			OR EXISTS (SELECT 1 FROM members o WHERE o.guild_id = u.guild_id AND o.nick = COALESCE(m.nick, u.name) AND o.nick IS NOT NULL AND o.user_id <> u.user_id)
			THEN char(2) ELSE char(3) END AS mark
	FROM users u LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id) x;
CREATE VIEW shown_accounts AS
SELECT a.guild_id, a.account_id, COALESCE((SELECT s.label FROM shown_users s WHERE s.guild_id = a.guild_id AND s.user_id = a.owner_id),
	char(3) || a.account_id || char(3) || a.name) AS label
FROM accounts a;
-- Who asked to be forgotten, and how far the log has been blanked for them: slice by slice, however long it is.
CREATE TABLE forgets (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, pseudonym TEXT NOT NULL,
	names TEXT NOT NULL,            -- JSON list of the names to look for; empty once it is done
	last_seq INTEGER NOT NULL,      -- of the log: what comes later stays
	next_seq INTEGER NOT NULL,      -- where the next slice begins; beyond last_seq: it is done
	next_delivery INTEGER NOT NULL, -- the same of the outbox
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE INDEX forgets_waiting ON forgets (guild_id) WHERE next_seq <= last_seq;
