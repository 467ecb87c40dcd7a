-- name: migration 6
-- What has happened so far, counted where it is written: the metrics then read a few rows a minute, not the log.
CREATE TABLE counters (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	name TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, -- command: verb, status; delivery: status; retry, failure: HTTP status, code
	value INTEGER NOT NULL,                                        -- batch: number, currency: the debits so far of the one that is open
	PRIMARY KEY (guild_id, name, first, second)
) STRICT, WITHOUT ROWID;
INSERT INTO counters SELECT guild_id, 'command', CASE WHEN code = 'unknown_verb' THEN 'unknown' ELSE substr(verb, 1, 31) END, status, COUNT(*)
FROM commands GROUP BY 1, 3, 4;
INSERT INTO counters SELECT guild_id, 'message', '', '', COUNT(*) FROM commands
WHERE message_id IS NOT NULL AND verb <> 'post' AND COALESCE(record ->> '$.source', 'discord') = 'discord' GROUP BY 1;
INSERT INTO counters SELECT guild_id, 'delivery', state, '', COUNT(*) FROM outbox WHERE state = 'sent' OR state = 'failed' GROUP BY 1, 3;
INSERT INTO counters SELECT b.guild_id, 'batch', CAST(b.batch AS TEXT), e.currency, CAST(TOTAL(e.amount) AS INTEGER) FROM batches b
JOIN entries e ON e.guild_id = b.guild_id AND e.transaction_id >= b.first_transaction WHERE b.state = 'open' AND e.amount > 0 GROUP BY 1, 3, 4;
ALTER TABLE users ADD COLUMN active INTEGER; -- the day of the last command, since 1970; NULL: none
UPDATE users SET active = c.day FROM (SELECT guild_id, author_id, MAX(time) / 86400000 AS day FROM commands
	WHERE message_id IS NOT NULL AND verb <> 'post' AND COALESCE(record ->> '$.source', 'discord') = 'discord' GROUP BY 1, 2) c
WHERE c.guild_id = users.guild_id AND c.author_id = users.user_id;
CREATE INDEX users_active ON users (guild_id, active) WHERE active IS NOT NULL;
