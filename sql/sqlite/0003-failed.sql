-- name: migration 3
-- The metrics count what failed each minute, without reading the whole outbox.
CREATE INDEX outbox_failed ON outbox (guild_id, error) WHERE state = 'failed';
