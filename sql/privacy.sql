-- What forget blanks, up to the log row :seq, and what mydata tells. A blanked memo stays a memo: where one was needed, a replay
-- needs one, too.
-- name: forget begin
INSERT INTO forgetting VALUES (:guild, :user);
-- name: forget answered
UPDATE outbox SET content = (SELECT text FROM commands c WHERE c.guild_id = outbox.guild_id AND c.seq = outbox.seq) -- on its way: said once, then gone
WHERE guild_id = :guild AND kind = 'reply' AND content IS NULL AND (state = 'due' OR state = 'under_way');
-- name: forget author
UPDATE commands SET text = NULL, record = json_remove(json_set(record, '$.author.name', :name), '$.error.detail')
WHERE guild_id = :guild AND author_id = :user AND seq <= :seq AND json_type(record, '$.author.name') = 'text';
-- name: forget memo
UPDATE commands SET record = json_set(record, '$.args.memo', '…') WHERE guild_id = :guild AND author_id = :user AND seq <= :seq
	AND json_type(record, '$.args.memo') = 'text' AND code IS DISTINCT FROM 'memo_too_long';
-- name: forget reason
UPDATE commands SET record = json_set(record, '$.args.reason', '…') WHERE guild_id = :guild AND author_id = :user AND seq <= :seq
	AND json_type(record, '$.args.reason') = 'text';
-- name: forget word
UPDATE commands SET record = json_set(json_remove(record, '$.args.currency'), '$.args.memo', '…')
WHERE guild_id = :guild AND author_id = :user AND seq <= :seq AND verb IN ('pay', 'deposit', 'withdraw', 'move')
	AND (code IS NULL OR (code <> 'unknown_currency' AND code <> 'memo_too_long')) -- else it would be another refusal in a replay
	AND NOT EXISTS (SELECT 1 FROM currencies c WHERE c.guild_id = :guild AND c.code = upper(record ->> '$.args.currency'))
	AND json_type(record, '$.args.currency') = 'text';
-- name: forget roster
UPDATE commands SET record = json_remove(json_set(record, '$.name', :name), '$.nick')
WHERE guild_id = :guild AND seq <= :seq AND verb = 'member' AND record ->> '$.user_id' = CAST(:user AS TEXT);
-- name: forget answers
UPDATE commands SET text = NULL WHERE guild_id = :guild AND seq <= :seq AND text IS NOT NULL
	AND (verb IN ('top', 'report', 'history', 'role who', 'batch show', 'batch close', 'approve', 'reject') -- these list members, maybe this one
		OR '@' || :user IN (record ->> '$.args.to', record ->> '$.args.who', record ->> '$.args.account', record ->> '$.args.from'));
-- name: forget posts
UPDATE commands SET record = json_remove(json_set(record, '$.content', '…'), '$.files') -- tables and charts that were posted: they list members, too
WHERE guild_id = :guild AND seq <= :seq AND verb = 'post' AND (instr(record ->> '$.content', '```') > 0 OR json_type(record, '$.files') IS NOT NULL);
-- name: forget transactions
UPDATE transactions SET memo = '…' WHERE guild_id = :guild AND author_id = :user AND seq <= :seq AND memo IS NOT NULL AND verb <> 'count' AND verb <> 'role take' AND verb <> 'refund';
-- name: forget member
UPDATE members SET nick = NULL WHERE guild_id = :guild AND user_id = :user;
-- name: forget outbox
UPDATE outbox SET content = NULL, files = NULL WHERE guild_id = :guild AND (user_id = :user OR (kind = 'post' AND (files IS NOT NULL OR instr(content, '```') > 0))) AND state <> 'due' AND state <> 'under_way';
-- name: forget files
UPDATE outbox SET files = NULL WHERE guild_id = :guild AND kind = 'reply' AND state = 'failed' AND files IS NOT NULL;
-- name: forget order
UPDATE outbox SET content = NULL -- "role grant by NAME": for Discord's audit log
WHERE guild_id = :guild AND role_id IS NOT NULL AND seq IN (SELECT seq FROM commands WHERE guild_id = :guild AND author_id = :user AND seq <= :seq);
-- name: forget end
DELETE FROM forgetting WHERE guild_id = :guild AND user_id = :user;
-- name: mydata
SELECT json_object('guild', CAST(:guild AS TEXT), 'user', CAST(:user AS TEXT),
	'name', (SELECT name FROM users WHERE guild_id = :guild AND user_id = :user),
	'member', (SELECT json_object('nick', nick, 'joined_at', joined_at, 'left_at', left_at) FROM members WHERE guild_id = :guild AND user_id = :user),
	'roles', json((SELECT json_group_array(json_object('role', CAST(m.role_id AS TEXT), 'name', r.name)) FROM member_roles m
		LEFT JOIN roles r ON r.guild_id = m.guild_id AND r.role_id = m.role_id WHERE m.guild_id = :guild AND m.user_id = :user)),
	'wanted_roles', json((SELECT json_group_array(json_object('role', CAST(role_id AS TEXT), 'wanted', wanted, 'until', until)) FROM wanted_roles
		WHERE guild_id = :guild AND user_id = :user)),
	'registration', (SELECT json_object('request', request, 'requested_at', requested_at, 'state', state) FROM registrations WHERE guild_id = :guild AND user_id = :user),
	'account', (SELECT json_object('account', account_id, 'state', state) FROM accounts WHERE guild_id = :guild AND owner_id = :user),
	'balances', json((SELECT json_group_array(json_object('currency', b.currency, 'minor_units', -b.balance, 'scale', c.scale)) FROM accounts a
		JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
		WHERE a.guild_id = :guild AND a.owner_id = :user)),
	-- the newest, as many as fit into one file of Discord's 10 MiB
	'entries', json((SELECT json_group_array(json_object('transaction', transaction_id, 'time', time, 'what', verb, 'memo', memo,
		'currency', currency, 'minor_units', -amount)) FROM
		(SELECT t.transaction_id, t.time, t.verb, t.memo, e.currency, e.amount,
			SUM(150 + COALESCE(length(CAST(t.memo AS BLOB)), 0)) OVER (ORDER BY t.transaction_id DESC, e.entry ROWS UNBOUNDED PRECEDING) AS bytes
			FROM accounts a JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
			JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
			WHERE a.guild_id = :guild AND a.owner_id = :user) WHERE bytes <= 3000000)),
	'commands', json((SELECT json_group_array(json_object('time', time, 'status', status, 'record', json(record), 'answer', text)) FROM
		(SELECT time, status, record, text,
			SUM(80 + length(CAST(record AS BLOB)) + COALESCE(length(CAST(text AS BLOB)), 0)) OVER (ORDER BY seq DESC ROWS UNBOUNDED PRECEDING) AS bytes
			FROM commands WHERE guild_id = :guild AND author_id = :user) WHERE bytes <= 3000000)));
