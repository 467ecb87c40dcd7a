-- name: migration 9
-- Which of several workers serves a guild for now: it saves double work, nothing else rests on it. No part of the books proper: neither
-- copied nor replayed.
CREATE TABLE lease_holders (holder text COLLATE "C" PRIMARY KEY, until bigint NOT NULL);
CREATE TABLE leases (guild_id bigint PRIMARY KEY REFERENCES guilds, holder text COLLATE "C" NOT NULL, until bigint NOT NULL) WITH (fillfactor = 50);
CREATE FUNCTION now_ms() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT (EXTRACT(epoch FROM now()) * 1000)::bigint $$;
CREATE INDEX leases_by_holder ON leases (holder, until);
