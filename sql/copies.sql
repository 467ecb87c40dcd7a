-- How a copy of books stands to them, and what a restore marks in it, so that no answer is given twice.
-- name: copied guilds
SELECT g.guild_id, g.name, (SELECT MAX(seq) FROM commands c WHERE c.guild_id = g.guild_id),
	(SELECT time FROM commands c WHERE c.guild_id = g.guild_id ORDER BY seq DESC LIMIT 1),
	(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = g.guild_id)
FROM guilds g ORDER BY g.guild_id;
-- name: log rows
SELECT seq, message_id, time, verb, status, transaction_id, batch FROM commands WHERE guild_id = :guild AND seq <= :seq ORDER BY seq;
-- name: log rows after
SELECT COUNT(*), MIN(time), MAX(time), SUM(record ->> '$.source' <> 'discord') FROM commands WHERE guild_id = :guild AND seq > :seq AND record ->> '$.type' = 'command';
-- name: mark restored
INSERT INTO settings (guild_id, key, value) SELECT guild_id, 'restored', CAST(:now AS TEXT) FROM guilds WHERE true ON CONFLICT (guild_id, key) DO UPDATE SET value = excluded.value;
-- name: mark restored from
INSERT INTO settings (guild_id, key, value) SELECT guild_id, 'restored.from', CAST(COALESCE((SELECT time FROM commands c WHERE c.guild_id = g.guild_id ORDER BY seq DESC LIMIT 1), 0) AS TEXT) FROM guilds g WHERE true
ON CONFLICT (guild_id, key) DO UPDATE SET value = excluded.value;
-- name: mark answers uncertain
-- What was on its way when the copy was made may have been sent since.
UPDATE outbox SET state = 'due', not_before = NULL, uncertain = 1
WHERE (state = 'due' OR state = 'under_way') AND kind <> 'role_add' AND kind <> 'role_remove';
-- name: guild restored
SELECT guild_id, CAST(value AS BIGINT), (SELECT CAST(value AS BIGINT) FROM settings f WHERE f.guild_id = s.guild_id AND f.key = 'restored.from'),
	(SELECT MIN(k.after) FROM cursors k JOIN channels c ON c.guild_id = k.guild_id AND c.channel_id = k.channel_id AND c.enabled = 1 WHERE k.guild_id = s.guild_id)
FROM settings s WHERE key = 'restored' AND (:guild IS NULL OR guild_id = :guild) ORDER BY guild_id;
-- name: log commands
SELECT guild_id, message_id, record FROM commands WHERE record ->> '$.type' = 'command' AND status = 'ok' AND (:guild IS NULL OR guild_id = :guild) ORDER BY guild_id, seq;
-- name: log has message
SELECT status FROM commands WHERE guild_id = :guild AND message_id = :message AND status <> 'failed';
