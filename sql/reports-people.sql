-- What gl-report asks of members, roles and permits. sql/reports.sql says how its queries end.

-- name: report users
SELECT u.user_id, USER_LABEL(u.user_id), CASE WHEN m.left_guild = 1 THEN 'left' WHEN r.state = 'waiting' AND COALESCE(a.state, 'closed') = 'closed' THEN 'waiting'
	WHEN a.account_id IS NOT NULL THEN a.state ELSE 'not registered' END,
	m.joined_at, m.left_at, (SELECT time FROM commands l WHERE l.guild_id = :guild AND l.seq = a.opened_by),
	(SELECT COUNT(*) FROM member_roles w WHERE w.guild_id = :guild AND w.user_id = u.user_id),
	COALESCE(last.commands, 0), last.time, wide_mul(-1, b.balance), g.currency, u.name, m.nick, a.account_id, c.scale
FROM users u JOIN guilds g ON g.guild_id = u.guild_id
LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id
LEFT JOIN registrations r ON r.guild_id = u.guild_id AND r.user_id = u.user_id
LEFT JOIN accounts a ON a.guild_id = u.guild_id AND a.owner_id = u.user_id
LEFT JOIN balances b ON b.guild_id = u.guild_id AND b.account_id = a.account_id AND b.currency = g.currency
LEFT JOIN currencies c ON c.guild_id = u.guild_id AND c.code = g.currency
LEFT JOIN asked last ON last.author_id = u.user_id
WHERE u.guild_id = :guild ORDER BY u.user_id;
-- name: report roles
SELECT r.role_id, r.name, p.name, CASE WHEN t.permits IS NULL THEN NULL WHEN (t.permits & 16) <> 0 THEN 'admin' WHEN (t.permits & 4) <> 0 THEN 'treasurer'
	WHEN (t.permits & 2) <> 0 THEN 'teller' WHEN (t.permits & 8) <> 0 THEN 'auditor' ELSE 'member' END,
	COALESCE(n.wearers, 0), COALESCE(w.waiting, 0), r.position, CASE WHEN r.managed = 1 THEN 'yes' END, 0
FROM roles r LEFT JOIN role_offers o ON o.guild_id = r.guild_id AND o.role_id = r.role_id
LEFT JOIN role_groups p ON p.guild_id = o.guild_id AND p.folded_name = o.folded_group
LEFT JOIN permits t ON t.guild_id = r.guild_id AND t.role_id = r.role_id
LEFT JOIN (SELECT role_id, COUNT(*) AS wearers FROM member_roles WHERE guild_id = :guild GROUP BY role_id) n ON n.role_id = r.role_id
LEFT JOIN (SELECT x.role_id, COUNT(*) AS waiting FROM wanted_roles x
	LEFT JOIN member_roles m ON m.guild_id = x.guild_id AND m.user_id = x.user_id AND m.role_id = x.role_id
	WHERE x.guild_id = :guild AND (x.wanted = 1) <> (m.role_id IS NOT NULL) GROUP BY x.role_id) w ON w.role_id = r.role_id
WHERE r.guild_id = :guild ORDER BY r.position DESC, r.role_id;
-- name: report wearers
SELECT u.user_id, USER_LABEL(u.user_id), CASE WHEN m.role_id IS NOT NULL THEN 'yes' END, CASE WHEN w.wanted = 0 THEN NULL ELSE 'yes' END, w.until, 0
FROM users u LEFT JOIN member_roles m ON m.guild_id = u.guild_id AND m.user_id = u.user_id AND m.role_id = :role
LEFT JOIN wanted_roles w ON w.guild_id = u.guild_id AND w.user_id = u.user_id AND w.role_id = :role
WHERE u.guild_id = :guild AND (m.role_id IS NOT NULL OR w.wanted = 1) ORDER BY u.user_id;
-- name: report permits
SELECT t.role_id, CASE WHEN t.role_id = :guild THEN '@everyone' ELSE r.name END, CASE WHEN (t.permits & 16) <> 0 THEN 'admin' WHEN (t.permits & 4) <> 0 THEN 'treasurer'
	WHEN (t.permits & 2) <> 0 THEN 'teller' WHEN (t.permits & 8) <> 0 THEN 'auditor' ELSE 'member' END,
	CASE WHEN t.role_id = :guild THEN (SELECT COUNT(*) FROM members m WHERE m.guild_id = :guild AND m.left_guild = 0) ELSE COALESCE(n.wearers, 0) END, 0
FROM permits t LEFT JOIN roles r ON r.guild_id = t.guild_id AND r.role_id = t.role_id
LEFT JOIN (SELECT role_id, COUNT(*) AS wearers FROM member_roles WHERE guild_id = :guild GROUP BY role_id) n ON n.role_id = t.role_id
WHERE t.guild_id = :guild ORDER BY t.permits DESC, t.role_id;
-- name: report registrations
SELECT r.request, r.requested_at, r.user_id, USER_LABEL(r.user_id), r.state, 0 FROM registrations r WHERE r.guild_id = :guild ORDER BY r.request;
