-- What gl-due asks, beside "roles ending".

-- name: due guilds
-- Where something may be due: each is looked at closely then. :day is the day after that of :now, wherever it is latest.
SELECT g.guild_id FROM guilds g WHERE (:guild IS NULL OR g.guild_id = :guild) AND HERE(g)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = g.guild_id AND h.holder = :holder))
	AND (EXISTS (SELECT 1 FROM wanted_roles w WHERE w.guild_id = g.guild_id AND w.until <= :now AND w.until IS NOT NULL AND w.wanted = 1)
		OR EXISTS (SELECT 1 FROM waiting w WHERE w.guild_id = g.guild_id AND w.state = 'waiting' AND w.expires_at IS NOT NULL AND w.expires_at <= :now)
		OR EXISTS (SELECT 1 FROM waiting w WHERE w.guild_id = g.guild_id AND w.state = 'waiting' AND w.ends IS NOT NULL AND w.ends < :day)
		OR EXISTS (SELECT 1 FROM schedules s WHERE s.guild_id = g.guild_id AND s.state = 'active')
		OR EXISTS (SELECT 1 FROM schedules s WHERE s.guild_id = g.guild_id AND s.state = 'ended' AND s.retrying IS NOT NULL)
		OR EXISTS (SELECT 1 FROM waiting w WHERE w.guild_id = g.guild_id AND w.state = 'waiting' AND w.asked_by = 0 AND w.kind = 'dues')
		OR EXISTS (SELECT 1 FROM waiting w JOIN import_lines l ON l.guild_id = w.guild_id AND l.number = w.number
			JOIN accounts o ON o.guild_id = l.guild_id AND o.account_id = l.account_id AND o.purpose = 'opening'
			WHERE w.guild_id = g.guild_id AND w.state = 'waiting' AND w.kind = 'line' AND w.verb NOT IN VERBS(imported))
		OR EXISTS (SELECT 1 FROM preferences p WHERE p.guild_id = g.guild_id AND p.name = 'statement' AND p.value = 'on'))
ORDER BY g.guild_id;
-- name: due ends
SELECT number, expires_at, ends FROM waiting WHERE guild_id = :guild AND state = 'waiting' AND expires_at IS NOT NULL AND expires_at <= :now
UNION ALL
SELECT number, NULL, ends FROM waiting WHERE guild_id = :guild AND state = 'waiting' AND ends IS NOT NULL AND ends < :day;
-- name: due schedules
-- An ended one may still try to pay its last date.
SELECT * FROM schedules WHERE guild_id = :guild AND (state = 'active' OR (state = 'ended' AND retrying IS NOT NULL)) ORDER BY schedule;
-- name: due approval
-- The newest of a date's run, and when it ends or ended.
SELECT state, CASE state WHEN 'waiting' THEN expires_at ELSE decided_at END FROM waiting WHERE guild_id = :guild AND schedule = :schedule AND period = :day AND kind = 'approval' ORDER BY number DESC LIMIT 1;
-- name: due logged
-- What the log has of an id; a row that counts as not applied last.
SELECT record, 0 FROM commands WHERE guild_id = :guild AND message_id = :message AND status <> 'failed'
UNION ALL
SELECT record, 1 FROM commands WHERE guild_id = :guild AND message_id = :message AND status = 'failed';
