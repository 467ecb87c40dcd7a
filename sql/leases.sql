-- Leases on guilds. :now is the worker's clock over a file; a server goes by its own (sql/postgres/leases.sql). Times are milliseconds.
-- name: lease hold
-- Over a file whoever writes is alone.
SELECT 1;
-- name: lease holder
INSERT INTO lease_holders (holder, until) VALUES (:holder, :now + :length) ON CONFLICT (holder) DO UPDATE SET until = excluded.until;
-- name: lease holders gone
DELETE FROM lease_holders WHERE until <= :now;
-- name: lease renew
UPDATE leases SET until = :now + :length WHERE holder = :holder;
-- name: lease gone
DELETE FROM leases WHERE until <= :now;
-- name: lease share
-- How many guilds there are, how many workers share them, how many this one has.
SELECT (SELECT COUNT(*) FROM guilds), (SELECT COUNT(*) FROM lease_holders WHERE until > :now), (SELECT COUNT(*) FROM leases WHERE holder = :holder);
-- name: lease claim
INSERT INTO leases (guild_id, holder, until) SELECT g.guild_id, :holder, :now + :length FROM guilds g
WHERE NOT EXISTS (SELECT 1 FROM leases l WHERE l.guild_id = g.guild_id) AND HERE(g) ORDER BY g.guild_id LIMIT :most;
-- name: lease give back
DELETE FROM leases WHERE guild_id IN (SELECT guild_id FROM leases WHERE holder = :holder ORDER BY guild_id DESC LIMIT :most);
-- name: lease release
DELETE FROM leases WHERE holder = :holder;
-- name: lease leave
DELETE FROM lease_holders WHERE holder = :holder;
-- name: lease list
SELECT guild_id FROM leases WHERE holder = :holder ORDER BY guild_id;
