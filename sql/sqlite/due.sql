-- What gl-due asks, as each engine finds a member's number in a text.
-- name: due openings
-- Balances of another bot that wait under the id of somebody who has an account now: since when both are there.
SELECT w.number, a.owner_id, MAX(w.asked_at, COALESCE(c.time, 0)) FROM waiting w
JOIN accounts o ON o.guild_id = w.guild_id AND o.purpose = 'opening'
JOIN import_lines l ON l.guild_id = w.guild_id AND l.number = w.number AND l.account_id = o.account_id
JOIN accounts a ON a.guild_id = w.guild_id AND a.owner_id = CAST(w.memo AS INTEGER)
LEFT JOIN commands c ON c.guild_id = a.guild_id AND c.seq = a.opened_by
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.kind = 'line' AND w.verb NOT IN VERBS(imported) AND a.state = 'open' AND CAST(CAST(w.memo AS INTEGER) AS TEXT) = w.memo;
