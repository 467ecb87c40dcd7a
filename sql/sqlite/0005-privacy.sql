-- name: migration 5
-- What a member may have forgotten: names and texts, never numbers. While a row stands here, in the very transaction that adds and
-- removes it, the log's record and answer and a memo may be blanked; nothing else, and at no other time.
CREATE TABLE forgetting (guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)) STRICT, WITHOUT ROWID;
ALTER TABLE users ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1);
DROP TRIGGER commands_never_change;
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq
		OR OLD.message_id IS NOT NEW.message_id OR OLD.time <> NEW.time OR OLD.author_id IS NOT NEW.author_id OR OLD.verb <> NEW.verb
		OR OLD.status <> NEW.status OR OLD.code IS NOT NEW.code OR OLD.transaction_id IS NOT NEW.transaction_id OR OLD.batch IS NOT NEW.batch BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
DROP TRIGGER transactions_never_change;
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id
		OR OLD.transaction_id <> NEW.transaction_id OR OLD.batch <> NEW.batch OR OLD.time <> NEW.time OR OLD.verb <> NEW.verb OR OLD.seq <> NEW.seq
		OR OLD.author_id <> NEW.author_id OR OLD.reverses IS NOT NEW.reverses BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
