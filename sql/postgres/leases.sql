-- The same by the server's clock, which all workers share; those that claim at the same time wait for each other.
-- name: lease hold
SELECT COUNT(pg_advisory_xact_lock(hashtextextended(current_schema() || '/leases', 0)));
-- name: lease holder
INSERT INTO lease_holders (holder, until) VALUES (:holder, now_ms() + :length) ON CONFLICT (holder) DO UPDATE SET until = excluded.until;
-- name: lease holders gone
DELETE FROM lease_holders WHERE until <= now_ms();
-- name: lease renew
UPDATE leases SET until = now_ms() + :length WHERE holder = :holder;
-- name: lease gone
DELETE FROM leases WHERE until <= now_ms();
-- name: lease share
SELECT (SELECT COUNT(*) FROM guilds), (SELECT COUNT(*) FROM lease_holders WHERE until > now_ms()), (SELECT COUNT(*) FROM leases WHERE holder = :holder);
-- name: lease claim
INSERT INTO leases (guild_id, holder, until) SELECT g.guild_id, :holder, now_ms() + :length FROM guilds g
WHERE NOT EXISTS (SELECT 1 FROM leases l WHERE l.guild_id = g.guild_id) AND HERE(g) ORDER BY g.guild_id LIMIT :most;
