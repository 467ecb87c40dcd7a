-- Dues, as gl-due asks for what falls due of them; and what became of dates of schedules. Days are texts, 2027-02-28.

-- name: dues asked
-- Who was asked for the period that begins on :day already.
SELECT decider_id FROM waiting INDEXED BY waiting_of_schedule WHERE guild_id = :guild AND schedule = :schedule AND period = :day AND kind = 'dues' ORDER BY decider_id;
-- name: dues exempt
SELECT DISTINCT user_id FROM exemptions WHERE guild_id = :guild AND starts <= :day AND (until IS NULL OR until >= :day) AND ended_seq IS NULL ORDER BY user_id;
-- name: dues period
-- Whether the period that begins on :day was asked: somebody was, whichever attempt it took; or the first run, whose command has an id from :first on,
-- before :end, had nobody to ask, and did not wait or was approved.
SELECT 1 FROM waiting d INDEXED BY waiting_of_schedule WHERE d.guild_id = :guild AND d.schedule = :schedule AND d.period = :day AND d.kind = 'dues'
UNION ALL
SELECT 1 FROM commands c WHERE c.guild_id = :guild AND c.message_id >= :first AND c.message_id < :end AND c.verb = 'due dues'
	AND (c.status = 'ok' OR c.code = 'no_members') AND c.record ->> '$.args.schedule' = CAST(:schedule AS TEXT)
	AND NOT EXISTS (SELECT 1 FROM waiting w INDEXED BY waiting_of_schedule WHERE w.guild_id = c.guild_id AND w.schedule = :schedule AND w.period = :day AND w.kind = 'approval'
		AND w.asked_seq = c.seq AND w.state <> 'accepted')
LIMIT 1;
-- name: schedule date run
-- The newest command about the date :day of a schedule, with an id from :first on, before :end; not those that only ask who joined, or skip dates.
SELECT c.code, c.transaction_id FROM commands c WHERE c.guild_id = :guild AND c.message_id >= :first AND c.message_id < :end AND c.status <> 'failed'
	AND c.record ->> '$.args.schedule' = CAST(:schedule AS TEXT) AND c.record ->> '$.args.date' = :day
	AND c.record ->> '$.args.period' IS NULL AND c.record ->> '$.args.skipped' IS NULL
ORDER BY c.seq DESC LIMIT 1;
-- name: schedule date rows
-- What the date left waiting, and what became of it; of approvals the newest comes last.
SELECT kind, state, COUNT(*), MAX(number), MAX(transaction_id) FROM waiting INDEXED BY waiting_of_schedule
WHERE guild_id = :guild AND schedule = :schedule AND period = :day GROUP BY kind, state ORDER BY 4;
-- name: dues joining
-- Who wears the role (0: everyone) and was not asked for the period: as the books want it, else as last seen. Not who waits for a second person to
-- approve that they are asked, or was refused by one. Whose account or role came at :look (Unix milliseconds) or later comes into the look of
-- tomorrow: what is due at that moment may have brought it.
SELECT m.user_id FROM members m JOIN users u ON u.guild_id = m.guild_id AND u.user_id = m.user_id
	JOIN accounts a ON a.guild_id = m.guild_id AND a.owner_id = m.user_id
WHERE m.guild_id = :guild AND m.left_guild = 0 AND m.pending = 0 AND u.bot = 0 AND a.state <> 'closed'
	AND (:role = 0 OR COALESCE((SELECT w.wanted FROM wanted_roles w WHERE w.guild_id = m.guild_id AND w.user_id = m.user_id AND w.role_id = :role),
		(SELECT COUNT(*) FROM member_roles r WHERE r.guild_id = m.guild_id AND r.user_id = m.user_id AND r.role_id = :role)) = 1)
	AND NOT EXISTS (SELECT 1 FROM waiting d INDEXED BY waiting_of_schedule WHERE d.guild_id = m.guild_id AND d.schedule = :schedule AND d.period = :period AND d.decider_id = m.user_id
		AND d.kind = 'dues')
	AND NOT EXISTS (SELECT 1 FROM waiting d INDEXED BY waiting_of_schedule WHERE d.guild_id = m.guild_id AND d.schedule = :schedule AND d.period = :period AND d.kind = 'approval'
		AND d.verb = 'due join' AND (d.state = 'waiting' OR d.state = 'declined' OR d.state = 'cancelled')
		AND (d.arguments LIKE '%@' || m.user_id || ' %' OR d.arguments LIKE '%@' || m.user_id || '"%'))
	AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.guild_id = m.guild_id AND e.user_id = m.user_id AND e.starts <= :day
		AND (e.until IS NULL OR e.until >= :day) AND e.ended_seq IS NULL)
	AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = m.guild_id AND c.seq = a.opened_by AND c.time >= :look)
	AND NOT EXISTS (SELECT 1 FROM waiting n INDEXED BY waiting_by_asker WHERE n.guild_id = m.guild_id AND n.asked_by = m.user_id AND n.kind = 'registration' AND n.decided_at >= :look)
	AND NOT EXISTS (SELECT 1 FROM wanted_roles w JOIN commands c ON c.guild_id = w.guild_id AND c.seq = w.seq
		WHERE w.guild_id = m.guild_id AND w.user_id = m.user_id AND w.role_id = :role AND c.time >= :look)
	AND NOT EXISTS (SELECT 1 FROM exemptions e JOIN commands c ON c.guild_id = e.guild_id AND c.seq = e.ended_seq
		WHERE e.guild_id = m.guild_id AND e.user_id = m.user_id AND c.time >= :look)
ORDER BY m.user_id;
-- name: dues reminders
-- Whose dues of :due are open on :day; not who left, is exempt or wants no notices.
SELECT DISTINCT w.decider_id FROM waiting w JOIN users u ON u.guild_id = w.guild_id AND u.user_id = w.decider_id
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.asked_by = 0 AND w.kind = 'dues' AND w.due = :due AND (w.reminded IS NULL OR w.reminded <> :day)
	AND NOT EXISTS (SELECT 1 FROM members m WHERE m.guild_id = w.guild_id AND m.user_id = w.decider_id AND m.left_guild = 1)
	AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.guild_id = w.guild_id AND e.user_id = w.decider_id AND e.starts <= :day
		AND (e.until IS NULL OR e.until >= :day) AND e.ended_seq IS NULL)
	AND NOT EXISTS (SELECT 1 FROM preferences p WHERE p.guild_id = w.guild_id AND p.user_id = w.decider_id AND p.name = 'notices' AND p.value = 'off')
ORDER BY w.decider_id;
-- name: dues losses
-- Open dues that cost a role after some days, whose payer still has it; and when the books gave it to them (0: they did not), in Unix milliseconds.
SELECT w.number, w.decider_id, w.due, s.grace_days, s.lose_role_id,
	COALESCE((SELECT c.time FROM wanted_roles r JOIN commands c ON c.guild_id = r.guild_id AND c.seq = r.seq
		WHERE r.guild_id = w.guild_id AND r.user_id = w.decider_id AND r.role_id = s.lose_role_id), 0)
FROM waiting w INDEXED BY waiting_of_user JOIN schedules s ON s.guild_id = w.guild_id AND s.schedule = w.schedule
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.asked_by = 0 AND w.kind = 'dues' AND w.lost = 0 AND s.lose_role_id IS NOT NULL AND s.grace_days IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM members m WHERE m.guild_id = w.guild_id AND m.user_id = w.decider_id AND m.left_guild = 1)
	AND COALESCE((SELECT r.wanted FROM wanted_roles r WHERE r.guild_id = w.guild_id AND r.user_id = w.decider_id AND r.role_id = s.lose_role_id),
		(SELECT COUNT(*) FROM member_roles r WHERE r.guild_id = w.guild_id AND r.user_id = w.decider_id AND r.role_id = s.lose_role_id)) = 1
ORDER BY w.decider_id, s.lose_role_id, w.number;
-- name: dues lost
-- The roles that somebody lost for dues that are still open: each comes back with what pays them.
SELECT DISTINCT s.lose_role_id FROM waiting w INDEXED BY waiting_of_user JOIN schedules s ON s.guild_id = w.guild_id AND s.schedule = w.schedule
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.asked_by = 0 AND w.kind = 'dues' AND w.lost = 1;
-- name: dues lost again
-- Whether somebody of those owes more dues that cost the same role.
SELECT 1 FROM waiting w INDEXED BY waiting_of_user JOIN schedules s ON s.guild_id = w.guild_id AND s.schedule = w.schedule
	JOIN waiting n INDEXED BY waiting_for_user ON n.guild_id = w.guild_id AND n.state = 'waiting' AND n.asked_by = 0 AND n.kind = 'dues' AND n.lost = 0 AND n.decider_id = w.decider_id
	JOIN schedules t ON t.guild_id = n.guild_id AND t.schedule = n.schedule AND t.lose_role_id = s.lose_role_id
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.asked_by = 0 AND w.kind = 'dues' AND w.lost = 1 LIMIT 1;
-- name: dues statements
-- Who wants a statement of each month, and whose money moved from :from up to :to (Unix milliseconds).
SELECT p.user_id FROM preferences p JOIN accounts a ON a.guild_id = p.guild_id AND a.owner_id = p.user_id
WHERE p.guild_id = :guild AND p.name = 'statement' AND p.value = 'on'
	AND NOT EXISTS (SELECT 1 FROM members m WHERE m.guild_id = p.guild_id AND m.user_id = p.user_id AND m.left_guild = 1)
	AND EXISTS (SELECT 1 FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
		WHERE e.guild_id = p.guild_id AND e.account_id = a.account_id AND t.time >= :from AND t.time < :to)
ORDER BY p.user_id;
