-- The same by the server's clock, which all workers share; those that claim at the same time pass over each other's guilds.
-- name: lease holder
INSERT INTO lease_holders VALUES (:holder, now_ms() + :length) ON CONFLICT (holder) DO UPDATE SET until = excluded.until;
-- name: lease holders gone
DELETE FROM lease_holders WHERE until <= now_ms();
-- name: lease renew
UPDATE leases SET until = now_ms() + :length WHERE holder = :holder;
-- name: lease share
SELECT (SELECT COUNT(*) FROM guilds), (SELECT COUNT(*) FROM lease_holders WHERE until > now_ms()), (SELECT COUNT(*) FROM leases WHERE holder = :holder);
-- name: lease claim
INSERT INTO leases SELECT g.guild_id, :holder, now_ms() + :length FROM guilds g
WHERE NOT EXISTS (SELECT 1 FROM leases l WHERE l.guild_id = g.guild_id AND l.until > now_ms()) ORDER BY g.guild_id LIMIT :most FOR KEY SHARE OF g SKIP LOCKED
ON CONFLICT (guild_id) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE leases.until <= now_ms();
