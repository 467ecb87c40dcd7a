-- name: migration 12
-- What members chose for themselves, a row for each choice. A value has no white space. A choice may be about somebody.
CREATE TABLE preferences (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
	name TEXT NOT NULL,     -- private, hidden, notices
	about INTEGER NOT NULL, -- the user whom it is about; 0: nobody
	value TEXT NOT NULL,
	PRIMARY KEY (guild_id, user_id, name, about),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
ALTER TABLE outbox ADD COLUMN pings TEXT; -- ids of users, one space between two, whom the message pings; NULL: nobody
-- 1: it tells a member that their money moved, and goes with others of the same kind in one message.
ALTER TABLE outbox ADD COLUMN notice INTEGER NOT NULL DEFAULT 0 CHECK (notice = 0 OR notice = 1);
