-- What gl-choices offers while an option is typed, and what a form asks for. :all: the asker's office lets them see those of others, too. Of what
-- waits and of scheduled payments the newest: nobody chooses among more.

-- name: choose accounts
-- The guild's own, whose names do not begin with @ (which the index knows), and the asker's.
SELECT a.name, a.purpose, a.state, a.owner_id FROM accounts a WHERE a.guild_id = :guild AND a.owner_id = :user AND a.state <> 'closed'
UNION ALL
SELECT * FROM (SELECT a.name, a.purpose, a.state, a.owner_id FROM accounts a WHERE CAST(:all AS BIGINT) IS NOT NULL AND a.guild_id = :guild
	AND (a.folded_name < '@' OR a.folded_name >= 'A') AND a.owner_id IS NULL AND a.state <> 'closed' ORDER BY a.account_id) own;
-- name: choose currencies
SELECT c.code FROM currencies c JOIN guilds g ON g.guild_id = c.guild_id WHERE c.guild_id = :guild ORDER BY c.code <> g.currency, c.code;
-- name: choose roles
SELECT o.role_id, r.name, g.name FROM role_offers o JOIN roles r ON r.guild_id = o.guild_id AND r.role_id = o.role_id
JOIN role_groups g ON g.guild_id = o.guild_id AND g.folded_name = o.folded_group WHERE o.guild_id = :guild ORDER BY g.name, r.position DESC, r.role_id;
-- name: choose waiting
-- What the asker decides or asked for, and what an office has to do with: :office 'decides' it, has the 'holds', or what the 'community' asked for.
-- Who else has to do with it, and what it is for.
WITH w AS (
	SELECT * FROM waiting INDEXED BY waiting_for_user WHERE guild_id = :guild AND state = 'waiting' AND decider_id = :user
	UNION SELECT * FROM waiting INDEXED BY waiting_of_user WHERE guild_id = :guild AND state = 'waiting' AND asked_by = :user
	UNION SELECT * FROM (SELECT * FROM waiting WHERE CAST(:office AS TEXT) IS NOT NULL AND guild_id = :guild AND state = 'waiting'
		AND CASE CAST(:office AS TEXT) WHEN 'decides' THEN decider_permit IS NOT NULL WHEN 'holds' THEN kind = 'hold' ELSE kind IN ('charge', 'dues', 'owe') END
		ORDER BY number DESC LIMIT 500) newest)
SELECT w.number, w.kind, w.asked_by, w.decider_id, w.decider_permit, w.schedule, w.amount - w.paid, w.currency, c.scale, w.memo,
	CASE WHEN w.asked_by = :user THEN COALESCE(USER_LABEL(w.decider_id), LABEL(w.from_account), LABEL(w.to_account)) ELSE COALESCE(USER_LABEL(w.asked_by), LABEL(w.from_account)) END
FROM w LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency ORDER BY w.number DESC LIMIT 500;
-- name: choose schedules
SELECT s.schedule, s.kind, s.state, s.amount, s.currency, c.scale, s.memo, USER_LABEL(s.owner_id) FROM schedules s
LEFT JOIN currencies c ON c.guild_id = s.guild_id AND c.code = s.currency
WHERE s.guild_id = :guild AND (s.state = 'active' OR s.state = 'paused') AND (s.owner_id = :user OR CAST(:all AS BIGINT) IS NOT NULL) ORDER BY s.schedule DESC LIMIT 500;
-- name: choose batches
SELECT batch, state FROM batches WHERE guild_id = :guild ORDER BY batch DESC LIMIT 500;
-- name: choose counts
-- Each account of cash, bank and the like in each currency that it ever held, the till first; the till in the main one in any case.
WITH x AS (
	SELECT a.account_id AS id, b.currency AS currency FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
	WHERE a.guild_id = :guild AND a.kind = 'asset'
	UNION SELECT a.account_id, g.currency FROM accounts a JOIN guilds g ON g.guild_id = a.guild_id WHERE a.guild_id = :guild AND a.purpose = 'till')
SELECT a.name, a.purpose, x.currency FROM x JOIN accounts a ON a.guild_id = :guild AND a.account_id = x.id JOIN guilds g ON g.guild_id = a.guild_id
WHERE a.state <> 'closed' AND a.owner_id IS NULL ORDER BY a.purpose IS NULL, a.account_id, x.currency <> g.currency, x.currency;
