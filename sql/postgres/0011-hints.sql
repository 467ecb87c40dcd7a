-- name: migration 11
-- When a typing error of a member was answered last (Unix milliseconds; 0: never): they get one such answer in ten minutes.
ALTER TABLE users ADD COLUMN hinted bigint NOT NULL DEFAULT 0;
