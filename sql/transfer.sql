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
