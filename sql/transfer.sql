-- What gl-db copy does beside copying whole tables (their queries are made from sql/schema.txt). Guilds are written unsealed, so that what
-- belongs into their closed batches can follow; sealing comes last.
-- name: seal copied
UPDATE guilds SET sealed_transaction = COALESCE((SELECT MAX(b.last_transaction) FROM batches b WHERE b.guild_id = guilds.guild_id AND b.state = 'closed'), 0)
WHERE guild_id = :guild;
-- name: copy filled
-- SQLite plans each query by its indexes alone: there is nothing to count.
UPDATE guilds SET guild_id = guild_id WHERE 0;
-- name: table columns
SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid;
-- name: guild places
-- Where the books of guilds are that were here; without a place they are on their way here.
SELECT guild_id, place, seq, time FROM moved_guilds WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id;
-- name: guild moves
INSERT INTO moved_guilds (guild_id, place, seq, time) SELECT :guild, :place, COALESCE(MAX(c.seq), 0), :now FROM commands c WHERE c.guild_id = :guild
ON CONFLICT (guild_id) DO UPDATE SET place = excluded.place, seq = excluded.seq, time = excluded.time;
-- name: place renamed
UPDATE moved_guilds SET place = :place WHERE place = :named AND (:guild IS NULL OR guild_id = :guild);
-- name: places named
SELECT COUNT(*) FROM moved_guilds WHERE place = :named;
-- name: guild arrived
DELETE FROM moved_guilds WHERE guild_id = :guild;
-- name: guild lease
DELETE FROM leases WHERE guild_id = :guild;
-- name: log row
-- The row :seq of the guild's log, else its last one, but for what may be forgotten.
SELECT seq, message_id, time, verb, status, transaction_id FROM commands
WHERE guild_id = :guild AND seq = COALESCE(:seq, (SELECT MAX(c.seq) FROM commands c WHERE c.guild_id = :guild));
-- name: guards left out
-- Triggers that the server does not have, one space between two. SQLite has them all.
SELECT '';
-- name: doctor places
SELECT guild_id, 'moving', (:now - time) / 60000 FROM moved_guilds WHERE place IS NULL AND (:guild IS NULL OR guild_id = :guild) ORDER BY guild_id;
