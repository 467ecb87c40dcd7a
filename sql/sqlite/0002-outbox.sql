-- name: migration 2
-- What reading and answering over the network needs: where reading of a channel began, and what an attempt to deliver left.
ALTER TABLE channels ADD COLUMN since INTEGER NOT NULL DEFAULT 0; -- the message that switched it on
ALTER TABLE outbox ADD COLUMN digest INTEGER;                     -- the delivery it goes with in one message
ALTER TABLE outbox ADD COLUMN files TEXT;                         -- of a post: JSON, as in the post record
ALTER TABLE outbox ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1);
CREATE INDEX outbox_waiting ON outbox (guild_id, delivery) WHERE state = 'due' OR state = 'under_way';
