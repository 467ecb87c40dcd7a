-- name: migration 9
-- Which of several workers serves a guild for now: it saves double work, nothing else rests on it. No part of the books proper: neither
-- copied nor replayed.
CREATE TABLE lease_holders (holder TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE leases (
	guild_id INTEGER PRIMARY KEY REFERENCES guilds, holder TEXT NOT NULL, until INTEGER NOT NULL
) STRICT;
CREATE INDEX leases_by_holder ON leases (holder, until);
