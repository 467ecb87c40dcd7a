-- What forget blanks, slice by slice: log rows :from to :to of a guild with what hangs on them; and what mydata gives. A blanked memo stays
-- a memo: where one was needed, a replay needs one, too.
-- name: forget ask
-- Up to where it was asked for last the log is blank for them already. Done, next_seq was behind the end that the log had then.
INSERT INTO forgets (guild_id, user_id, pseudonym, names, last_seq, next_seq, next_delivery) VALUES (:guild, :user, :name, :names, :seq, 1, 1)
ON CONFLICT (guild_id, user_id) DO UPDATE SET pseudonym = :name, names = :names, last_seq = :seq,
	next_seq = CASE WHEN forgets.next_seq > forgets.last_seq THEN forgets.last_seq + 1 ELSE forgets.next_seq END;
-- name: forget nick
SELECT nick FROM members WHERE guild_id = :guild AND user_id = :user;
-- name: forget member
UPDATE members SET nick = NULL WHERE guild_id = :guild AND user_id = :user;
-- name: forget guilds
-- Those that are done soonest first: nobody waits for a long log of others.
SELECT guild_id, CAST(SUM(last_seq - next_seq + 1) AS BIGINT), COUNT(*) FROM forgets f
WHERE next_seq <= last_seq AND (:guild IS NULL OR guild_id = :guild) AND HERE(f) GROUP BY guild_id ORDER BY 2, 1;
-- name: forget hold
-- A file has one writer at a time anyway; a server has its own (sql/postgres/privacy.sql).
SELECT 1;
-- name: forget people
SELECT user_id, pseudonym, names, next_seq, last_seq, next_delivery FROM forgets WHERE guild_id = :guild AND next_seq <= last_seq ORDER BY next_seq, user_id LIMIT :limit;
-- name: forget begin
INSERT INTO forgetting (guild_id, user_id) VALUES (:guild, :user);
-- name: forget rows
SELECT seq, COALESCE(transaction_id, 0), COALESCE(author_id, 0), status, code, text, record, rules FROM commands
WHERE guild_id = :guild AND seq >= :from AND seq <= :to ORDER BY seq;
-- name: forget currencies
SELECT code FROM currencies WHERE guild_id = :guild;
-- name: forget deliveries
SELECT COALESCE((SELECT delivery FROM outbox WHERE guild_id = :guild AND delivery >= :delivery AND seq > :to ORDER BY delivery LIMIT 1),
	(SELECT MAX(delivery) + 1 FROM outbox WHERE guild_id = :guild), 1);
-- name: forget answered
-- Under way: said once, then gone.
UPDATE outbox SET content = (SELECT text FROM commands c WHERE c.guild_id = :guild AND c.seq = outbox.seq)
WHERE guild_id = :guild AND delivery >= :delivery AND delivery < :until AND kind = 'reply' AND content IS NULL AND (state = 'due' OR state = 'under_way');
-- name: forget outbox
-- Messages to them, tables and drawings that were posted, and what Discord's audit log was told ("role grant by NAME"), in all states.
UPDATE outbox SET content = CASE WHEN kind = 'reply' THEN content END, files = NULL
WHERE guild_id = :guild AND delivery >= :delivery AND delivery < :until AND (content IS NOT NULL OR files IS NOT NULL)
	AND (role_id IS NOT NULL OR (state <> 'due' AND state <> 'under_way'))
	AND ((kind = 'post' AND (files IS NOT NULL OR content LIKE '%```%')) OR (kind = 'reply' AND files IS NOT NULL)
		OR EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = :guild AND f.user_id = outbox.user_id AND f.next_seq <= outbox.seq AND outbox.seq <= f.last_seq)
		OR EXISTS (SELECT 1 FROM commands c JOIN forgets f ON f.guild_id = :guild AND f.user_id = c.author_id AND f.next_seq <= c.seq AND c.seq <= f.last_seq
			WHERE c.guild_id = :guild AND c.seq = outbox.seq));
-- name: forget row
UPDATE commands SET text = :text, record = :record WHERE guild_id = :guild AND seq = :seq;
-- name: forget post
-- One that waits is sent as it is, and gone then.
UPDATE outbox SET content = NULL, files = NULL
WHERE guild_id = :guild AND delivery >= :delivery AND delivery < :until AND seq = :seq AND kind = 'post' AND state <> 'due' AND state <> 'under_way';
-- name: forget memo
UPDATE transactions SET memo = '…' WHERE guild_id = :guild AND transaction_id = :transaction AND memo IS NOT NULL;
-- name: forget waiting
-- Of what was asked by rows whose memo is blank now; so are the words in what an approval will do.
UPDATE waiting SET memo = CASE WHEN memo IS NOT NULL THEN '…' END,
	arguments = CASE WHEN arguments ->> '$.memo' IS NOT NULL THEN json_set(arguments, '$.memo', '…')
		WHEN arguments ->> '$.reason' IS NOT NULL THEN json_set(arguments, '$.reason', '…') ELSE arguments END
WHERE guild_id = :guild AND asked_seq >= :from AND asked_seq <= :to AND (memo IS NOT NULL OR arguments IS NOT NULL)
	AND (SELECT COALESCE(c.record ->> '$.args.memo', c.record ->> '$.args.reason') FROM commands c WHERE c.guild_id = :guild AND c.seq = waiting.asked_seq) = '…';
-- name: forget exemptions
UPDATE exemptions SET reason = '…' WHERE guild_id = :guild AND seq >= :from AND seq <= :to
	AND (SELECT c.record ->> '$.args.memo' FROM commands c WHERE c.guild_id = :guild AND c.seq = exemptions.seq) = '…';
-- name: forget which schedules
-- Made by a row whose memo is blank now, or by the approval of what such a row asked for.
SELECT s.schedule FROM schedules s WHERE s.guild_id = :guild AND s.memo IS NOT NULL AND s.memo <> '…'
	AND ((s.made_seq >= :from AND s.made_seq <= :to
			AND (SELECT c.record ->> '$.args.memo' FROM commands c WHERE c.guild_id = :guild AND c.seq = s.made_seq) = '…')
		OR s.made_seq IN (SELECT w.decided_seq FROM waiting w INDEXED BY waiting_by_seq
			WHERE w.guild_id = :guild AND w.asked_seq >= :from AND w.asked_seq <= :to AND w.arguments ->> '$.memo' = '…'));
-- name: forget schedule
UPDATE schedules SET memo = '…' WHERE guild_id = :guild AND schedule = :schedule;
-- name: forget scheduled
-- What a schedule left: debts with its memo, and what was booked; the log says which.
UPDATE waiting SET memo = '…' WHERE guild_id = :guild AND memo IS NOT NULL
	AND schedule IN (SELECT s.schedule FROM schedules s WHERE s.guild_id = :guild AND s.memo = '…');
-- name: forget scheduled memos
UPDATE transactions SET memo = '…' WHERE guild_id = :guild AND memo IS NOT NULL AND transaction_id IN (
	SELECT c.transaction_id FROM commands c WHERE c.guild_id = :guild AND c.verb = 'due pay' AND c.transaction_id IS NOT NULL
		AND c.record ->> '$.args.schedule' IN (SELECT CAST(s.schedule AS TEXT) FROM schedules s WHERE s.guild_id = :guild AND s.memo = '…'));
-- name: forget accepted memos
-- Booked for what waited: with its memo.
UPDATE transactions SET memo = '…' WHERE guild_id = :guild AND memo IS NOT NULL AND waiting IS NOT NULL AND waiting IN (
	SELECT w.number FROM waiting w INDEXED BY waiting_by_seq WHERE w.guild_id = :guild AND w.asked_seq >= :from AND w.asked_seq <= :to
		AND (w.memo = '…' OR COALESCE(w.arguments ->> '$.memo', w.arguments ->> '$.reason') = '…')
	UNION ALL SELECT w.number FROM waiting w INDEXED BY waiting_of_schedule WHERE w.guild_id = :guild AND w.schedule IS NOT NULL
		AND w.schedule IN (SELECT s.schedule FROM schedules s WHERE s.guild_id = :guild AND s.memo = '…'));
-- name: forget line records
-- What a bank said of the lines by which the accounts of those who are forgotten moved, also where a treasurer assigned them.
UPDATE commands SET record = CASE WHEN record ->> '$.reference' IS NOT NULL THEN json_set(json_set(record, '$.text', '…'), '$.reference', '…')
	ELSE json_set(record, '$.text', '…') END
WHERE guild_id = :guild AND seq >= :from AND seq <= :to AND verb IN VERBS(imported) AND record ->> '$.text' IS NOT NULL AND seq IN (
	SELECT l.seq FROM forgets f JOIN accounts a ON a.guild_id = f.guild_id AND a.owner_id = f.user_id
	JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	JOIN import_lines l ON l.guild_id = t.guild_id AND l.transaction_id = t.transaction_id WHERE f.guild_id = :guild AND t.verb IN VERBS(imported)
		AND l.state = 'booked' AND f.next_seq <= l.seq AND l.seq <= f.last_seq
	UNION ALL SELECT l.seq FROM forgets f JOIN accounts a ON a.guild_id = f.guild_id AND a.owner_id = f.user_id
	JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	JOIN import_lines l ON l.guild_id = t.guild_id AND l.number = t.waiting WHERE f.guild_id = :guild AND t.waiting IS NOT NULL
		AND f.next_seq <= l.seq AND l.seq <= f.last_seq);
-- name: forget lines
-- The lines whose records are blank now.
UPDATE import_lines SET text = CASE WHEN text IS NOT NULL THEN '…' END, reference = CASE WHEN reference IS NOT NULL THEN '…' END
WHERE guild_id = :guild AND seq >= :from AND seq <= :to AND (text IS NOT NULL OR reference IS NOT NULL)
	AND (SELECT c.record ->> '$.text' FROM commands c WHERE c.guild_id = :guild AND c.seq = import_lines.seq) = '…';
-- name: forget line memos
UPDATE transactions SET memo = '…' WHERE guild_id = :guild AND memo IS NOT NULL AND (
	transaction_id IN (SELECT l.transaction_id FROM import_lines l WHERE l.guild_id = :guild AND l.seq >= :from AND l.seq <= :to AND l.state = 'booked' AND l.text = '…')
	OR waiting IN (SELECT l.number FROM import_lines l WHERE l.guild_id = :guild AND l.seq >= :from AND l.seq <= :to AND l.number IS NOT NULL AND l.text = '…'));
-- name: forget line waiting
-- By the numbers that lines have, and by those that they waited by before.
UPDATE waiting SET memo = CASE WHEN memo IS NOT NULL THEN '…' END,
	arguments = CASE WHEN arguments ->> '$.text' IS NULL THEN arguments
		WHEN arguments ->> '$.reference' IS NOT NULL THEN json_set(json_set(arguments, '$.text', '…'), '$.reference', '…')
		ELSE json_set(arguments, '$.text', '…') END
WHERE guild_id = :guild AND kind = 'line' AND (
	number IN (SELECT l.number FROM import_lines l WHERE l.guild_id = :guild AND l.seq >= :from AND l.seq <= :to AND l.text = '…')
	OR (asked_seq >= :from AND asked_seq <= :to
		AND (SELECT c.record ->> '$.text' FROM commands c WHERE c.guild_id = :guild AND c.seq = waiting.asked_seq) = '…'));
-- name: forget party
-- The hash of another party whose lines were somebody's for good, in what gl-import wrote of them.
UPDATE commands SET record = REPLACE(record, :party, :stand_in) WHERE guild_id = :guild AND seq IN (SELECT l.seq FROM import_lines l WHERE l.guild_id = :guild)
	AND record LIKE '%' || :party || '%';
-- name: forget party waiting
UPDATE waiting SET arguments = REPLACE(arguments, :party, :stand_in) WHERE guild_id = :guild AND kind = 'line' AND arguments LIKE '%' || :party || '%';
-- name: forget log end
SELECT COALESCE(MAX(seq), 0) FROM commands WHERE guild_id = :guild;
-- name: forget posts behind
SELECT seq, record FROM commands WHERE guild_id = :guild AND seq > :last AND verb = 'post' ORDER BY seq;
-- name: forget answered behind
-- As "forget answered", of the tables that "forget tables behind" drops.
UPDATE outbox SET content = (SELECT text FROM commands c WHERE c.guild_id = :guild AND c.seq = outbox.seq)
WHERE guild_id = :guild AND delivery >= :until AND kind = 'reply' AND content IS NULL AND (state = 'due' OR state = 'under_way')
	AND seq IN (SELECT c.seq FROM commands c WHERE c.guild_id = :guild AND c.seq > :last AND c.text LIKE '%```%');
-- name: forget tables behind
-- Tables that were answered behind what was asked to be forgotten, but before it was blank, still show memos that are gone now. Not NULL:
-- a blank answer has a `forget` behind it.
UPDATE commands SET text = '…' WHERE guild_id = :guild AND seq > :last AND text LIKE '%```%';
-- name: forget sheets behind
-- As "forget outbox", of what was posted so. What waits is sent as it is, and gone then.
UPDATE outbox SET content = NULL, files = NULL
WHERE guild_id = :guild AND delivery >= :until AND kind = 'post' AND state <> 'due' AND state <> 'under_way' AND seq > :last
	AND (files IS NOT NULL OR content LIKE '%```%'
		OR EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = :guild AND c.seq = outbox.seq AND c.verb = 'post' AND c.record ->> '$.content' = '…'));
-- name: forget progress
UPDATE forgets SET next_seq = :next, next_delivery = :until, names = :names WHERE guild_id = :guild AND user_id = :user;
-- name: forget end
DELETE FROM forgetting WHERE guild_id = :guild AND user_id = :user;
-- name: mydata
-- What is kept on a member but for the two long lists, in one JSON object.
SELECT json_object('guild', CAST(:guild AS TEXT), 'user', CAST(:user AS TEXT),
	'name', (SELECT name FROM users WHERE guild_id = :guild AND user_id = :user),
	'member', (SELECT json_object('nick', nick, 'joined_at', joined_at, 'left_at', left_at) FROM members WHERE guild_id = :guild AND user_id = :user),
	'roles', json((SELECT json_group_array(json_object('role', CAST(m.role_id AS TEXT), 'name', r.name)) FROM member_roles m
		LEFT JOIN roles r ON r.guild_id = m.guild_id AND r.role_id = m.role_id WHERE m.guild_id = :guild AND m.user_id = :user)),
	'wanted_roles', json((SELECT json_group_array(json_object('role', CAST(role_id AS TEXT), 'wanted', wanted, 'until', until)) FROM wanted_roles
		WHERE guild_id = :guild AND user_id = :user)),
	'preferences', json((SELECT json_group_array(json_object('name', p.name, 'value', p.value, 'about', CASE WHEN p.about <> 0 THEN CAST(p.about AS TEXT) END)) FROM
		(SELECT name, value, about FROM preferences WHERE guild_id = :guild AND user_id = :user ORDER BY name, about) p)),
	'waiting', json((SELECT json_group_array(json_object('number', w.number, 'kind', w.kind, 'state', w.state, 'asked_at', w.asked_at, 'currency', w.currency,
			'minor_units', w.amount, 'paid', w.paid, 'due', w.due, 'for', w.memo)) FROM
		(SELECT * FROM waiting WHERE guild_id = :guild AND (asked_by = :user OR decider_id = :user) ORDER BY number DESC LIMIT 1000) w)),
	'schedules', json((SELECT json_group_array(json_object('schedule', s.schedule, 'kind', s.kind, 'state', s.state, 'payees', s.payees, 'currency', s.currency,
			'minor_units', s.amount, 'begins', s.begins, 'until', s.until, 'for', s.memo)) FROM
		(SELECT * FROM schedules WHERE guild_id = :guild AND owner_id = :user ORDER BY schedule) s)),
	'limits', json((SELECT json_group_array(json_object('period', l.period, 'currency', l.currency, 'minor_units', l.amount)) FROM
		(SELECT * FROM limits WHERE guild_id = :guild AND user_id = :user ORDER BY period, currency) l)),
	'exemptions', json((SELECT json_group_array(json_object('starts', e.starts, 'until', e.until, 'reason', e.reason, 'ended', e.ended_seq IS NOT NULL)) FROM
		(SELECT * FROM exemptions WHERE guild_id = :guild AND user_id = :user ORDER BY seq) e)),
	'registration', (SELECT json_object('request', request, 'requested_at', requested_at, 'state', state) FROM registrations WHERE guild_id = :guild AND user_id = :user),
	'account', (SELECT json_object('account', account_id, 'state', state) FROM accounts WHERE guild_id = :guild AND owner_id = :user),
	'balances', json((SELECT json_group_array(json_object('currency', b.currency, 'minor_units', -b.balance, 'scale', c.scale)) FROM accounts a
		JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
		WHERE a.guild_id = :guild AND a.owner_id = :user)));
-- name: mydata entries
-- The newest, as many as may fit; up to the transaction that was the last one when they asked.
SELECT t.transaction_id, t.time, t.verb, t.memo, n.currency, -n.amount FROM
	(SELECT e.transaction_id, e.entry, e.currency, e.amount FROM accounts a JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
		WHERE a.guild_id = :guild AND a.owner_id = :user AND e.transaction_id <= :transaction ORDER BY e.transaction_id DESC, e.entry LIMIT 20000) n
	JOIN transactions t ON t.guild_id = :guild AND t.transaction_id = n.transaction_id ORDER BY n.transaction_id DESC, n.entry;
-- name: mydata commands
SELECT time, status, record, text FROM commands WHERE guild_id = :guild AND seq <= :seq AND seq > :after AND author_id = :user ORDER BY seq DESC;
-- name: proof waiting
SELECT 1 FROM outbox WHERE guild_id = :guild AND kind = 'dm' AND instr(files, '"described":{"sum":') > 0 AND user_id = :user AND (state = 'due' OR state = 'under_way');
-- name: mydata waiting
SELECT 1 FROM outbox WHERE guild_id = :guild AND kind = 'dm' AND instr(files, '"mydata.json"') > 0 AND user_id = :user AND (state = 'due' OR state = 'under_way');
-- name: evidence files
-- The file of a transaction that moved the account of somebody who had themselves forgotten later is kept no longer, unless another transaction
-- has it, too (another row says so). Its hash stays.
SELECT v.sha256, v.size, CASE WHEN EXISTS (SELECT 1 FROM entries e JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	JOIN forgets f ON f.guild_id = a.guild_id AND f.user_id = a.owner_id AND f.last_seq >= v.seq
	WHERE e.guild_id = v.guild_id AND e.transaction_id = v.transaction_id) THEN 0 ELSE 1 END,
	v.guild_id, v.transaction_id
FROM evidence v ORDER BY v.sha256, v.guild_id, v.transaction_id;
-- name: evidence waiting
SELECT w.arguments ->> '$.evidence' FROM waiting w WHERE w.state = 'waiting' AND w.kind IN ('approval', 'confirm') AND w.arguments ->> '$.evidence' IS NOT NULL;
