-- name: migration 10
-- A record that cannot be applied is set aside: a log row of status failed, whose message counts as not applied. Each row names the version
-- of the rules that decided it, so that a replay decides old rows as they were decided.
ALTER TABLE commands DROP CONSTRAINT commands_status_check;
ALTER TABLE commands ADD CONSTRAINT commands_status_check CHECK (status IN ('ok', 'rejected', 'denied', 'failed'));
ALTER TABLE commands ADD COLUMN rules bigint NOT NULL DEFAULT 1; -- version of the rules that decided it
ALTER TABLE commands ALTER COLUMN rules DROP DEFAULT;
DROP INDEX commands_by_message;
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL AND status <> 'failed';
CREATE INDEX commands_failed ON commands (guild_id, message_id) WHERE status = 'failed';
DROP TRIGGER commands_never_change ON commands;
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands FOR EACH ROW
	WHEN ((OLD.guild_id, OLD.seq, OLD.message_id, OLD.time, OLD.author_id, OLD.verb, OLD.status, OLD.code, OLD.transaction_id, OLD.batch, OLD.rules)
		IS DISTINCT FROM (NEW.guild_id, NEW.seq, NEW.message_id, NEW.time, NEW.author_id, NEW.verb, NEW.status, NEW.code, NEW.transaction_id, NEW.batch, NEW.rules))
	EXECUTE FUNCTION refuse('the log is append-only');
CREATE OR REPLACE VIEW v_activity AS
SELECT guild_id, to_char(to_timestamp(time / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, COUNT(*) AS commands, COUNT(DISTINCT author_id) AS people,
	COUNT(transaction_id) AS transactions, SUM(status = 'ok') AS ok, SUM(status = 'rejected') AS rejected, SUM(status = 'denied') AS denied,
	SUM(status = 'failed') AS failed
FROM commands WHERE message_id IS NOT NULL GROUP BY 1, 2;
-- Commands of a member in their last minute (since 1970) that booked nothing: beyond a limit they are not answered.
ALTER TABLE users ADD COLUMN chatter_minute bigint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN chatter bigint NOT NULL DEFAULT 0;
-- A reply whose words Discord refused is sent once more in neutral words.
ALTER TABLE outbox ADD COLUMN neutral bigint NOT NULL DEFAULT 0 CHECK (neutral = 0 OR neutral = 1);
-- Control totals beyond 64 bits: how often 9,223,372,036,854,775,808 is to be added to them.
ALTER TABLE batch_totals ADD COLUMN debits_over bigint NOT NULL DEFAULT 0;
ALTER TABLE batch_totals ADD COLUMN credits_over bigint NOT NULL DEFAULT 0;
-- Totals that 64 bits may not hold; wide_sum() is the server's own SUM().
CREATE FUNCTION wide_add(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT $1 + $2 $$;
CREATE FUNCTION wide_mul(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT $1 * $2 $$;
CREATE FUNCTION wide_sign(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT sign($1) $$;
-- What people see of users and accounts: the nickname that their guild sees, else the name. It stands behind a number (of the account, else of
-- the user) between a mark, 2 where others are seen by the same name, so that the number is shown, else 3, and a 3.
CREATE INDEX users_by_name ON users (guild_id, left(name, 100)); -- an index takes no long text
CREATE INDEX members_by_nick ON members (guild_id, left(nick, 100)) WHERE nick IS NOT NULL;
CREATE VIEW shown_users AS
SELECT guild_id, user_id, mark || COALESCE((SELECT a.account_id FROM accounts a WHERE a.guild_id = x.guild_id AND a.owner_id = x.user_id), user_id) || chr(3) || '@' || name AS label
FROM (SELECT u.guild_id, u.user_id, COALESCE(m.nick, u.name) AS name,
		CASE WHEN EXISTS (SELECT 1 FROM users o WHERE o.guild_id = u.guild_id AND left(o.name, 100) = left(COALESCE(m.nick, u.name), 100)
				AND o.name = COALESCE(m.nick, u.name) AND o.user_id <> u.user_id)
			OR EXISTS (SELECT 1 FROM members o WHERE o.guild_id = u.guild_id AND left(o.nick, 100) = left(COALESCE(m.nick, u.name), 100)
				AND o.nick = COALESCE(m.nick, u.name) AND o.nick IS NOT NULL AND o.user_id <> u.user_id)
			THEN chr(2) ELSE chr(3) END AS mark
	FROM users u LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id) x;
CREATE VIEW shown_accounts AS
SELECT a.guild_id, a.account_id, COALESCE((SELECT s.label FROM shown_users s WHERE s.guild_id = a.guild_id AND s.user_id = a.owner_id),
	chr(3) || a.account_id || chr(3) || a.name) AS label
FROM accounts a;
-- Who asked to be forgotten, and how far the log has been blanked for them: slice by slice, however long it is.
CREATE TABLE forgets (
	guild_id bigint NOT NULL, user_id bigint NOT NULL, pseudonym text COLLATE "C" NOT NULL,
	names text COLLATE "C" NOT NULL, -- JSON list of the names to look for; empty once it is done
	last_seq bigint NOT NULL,      -- of the log: what comes later stays
	next_seq bigint NOT NULL,      -- where the next slice begins; beyond last_seq: it is done
	next_delivery bigint NOT NULL, -- the same of the outbox
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
);
CREATE INDEX forgets_waiting ON forgets (guild_id) WHERE next_seq <= last_seq;
