-- What a record refers to, loaded one by one: a statement costs a file nothing but its steps. ?1 is the guild, ?2 the id. A row ends with its table's columns.
-- name: load guild
SELECT (SELECT MAX(transaction_id) FROM transactions WHERE guild_id = ?1),
	(SELECT MAX(account_id) FROM accounts WHERE guild_id = ?1),
	(SELECT MAX(seq) FROM commands WHERE guild_id = ?1),
	(SELECT MAX(delivery) FROM outbox WHERE guild_id = ?1),
	(SELECT MAX(message_id) FROM commands WHERE guild_id = ?1 AND message_id IS NOT NULL AND status <> 'failed'),
	(SELECT MAX(number) FROM waiting WHERE guild_id = ?1),
	(SELECT MAX(schedule) FROM schedules WHERE guild_id = ?1),
	(SELECT COUNT(*) FROM schedules INDEXED BY schedules_active WHERE guild_id = ?1 AND state = 'active'),
	(SELECT COUNT(*) FROM sum_seeds WHERE guild_id = ?1),
	(SELECT MAX(year) FROM years WHERE guild_id = ?1),
	(SELECT MAX(ends) FROM years WHERE guild_id = ?1), COLUMNS(guilds, name)
FROM guilds g WHERE guild_id = ?1 AND HERE(g);
-- name: load place
SELECT COALESCE(place, ''), time FROM moved_guilds WHERE guild_id = ?1;
-- name: load settings
SELECT COLUMNS(settings, key) FROM settings WHERE guild_id = ?1;
-- name: load currencies
SELECT code, scale FROM currencies WHERE guild_id = ?1 ORDER BY code DESC;
-- name: load permits
SELECT role_id, permits FROM permits WHERE guild_id = ?1 ORDER BY role_id DESC;
-- name: load budgets
SELECT COLUMNS(budgets, account_id) FROM budgets WHERE guild_id = ?1 ORDER BY account_id DESC, currency DESC;
-- name: load last batch
SELECT batch, state, opened_at, opened_by, first_transaction, previous_hash, hash FROM batches
WHERE guild_id = ?1 ORDER BY batch DESC LIMIT 1;
-- name: load purpose accounts
SELECT COLUMNS(accounts, account_id) FROM accounts
WHERE guild_id = ?1 AND purpose IS NOT NULL;
-- name: load account by id
SELECT COLUMNS(accounts, account_id) FROM accounts
WHERE guild_id = ?1 AND account_id = ?2;
-- name: load account by name
SELECT COLUMNS(accounts, account_id) FROM accounts
WHERE guild_id = ?1 AND folded_name = ?2;
-- name: load account by owner
SELECT COLUMNS(accounts, account_id) FROM accounts
WHERE guild_id = ?1 AND owner_id = ?2;
-- name: load own names
-- Of the guild's own accounts: members' begin with @, and this is in the index.
SELECT name FROM accounts WHERE guild_id = ?1 AND folded_name < '@' UNION ALL SELECT name FROM accounts WHERE guild_id = ?1 AND folded_name >= 'A';
-- name: load seen names
SELECT user_id, name FROM users WHERE guild_id = ?1 UNION ALL SELECT user_id, nick FROM members WHERE guild_id = ?1 AND nick IS NOT NULL;
-- name: load balances
SELECT COLUMNS(balances, currency) FROM balances WHERE guild_id = ?1 AND account_id = ?2 ORDER BY currency DESC;
-- name: load user
SELECT (SELECT left_guild FROM members m WHERE m.guild_id = ?1 AND m.user_id = ?2),
	EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = ?1 AND f.user_id = ?2 AND f.next_seq <= f.last_seq),
	(SELECT nick FROM members m WHERE m.guild_id = ?1 AND m.user_id = ?2),
	(SELECT group_concat(p.name || ' ' || p.value, ' ') FROM preferences p WHERE p.guild_id = ?1 AND p.user_id = ?2 AND p.about = 0),
	(SELECT group_concat(l.period || ' ' || l.currency || ' ' || l.amount, ' ') FROM limits l WHERE l.guild_id = ?1 AND l.user_id = ?2),
	(SELECT MAX(e.seq) FROM exemptions e WHERE e.guild_id = ?1 AND e.user_id = ?2 AND e.ended_seq IS NULL),
	(SELECT group_concat(p.about, ' ') FROM preferences p WHERE p.guild_id = ?1 AND p.user_id = ?2 AND p.name = 'blocked' AND p.about <> 0 AND p.value = 'on'),
	COLUMNS(users, name)
FROM users WHERE guild_id = ?1 AND user_id = ?2;
-- name: load registration
SELECT * FROM waiting INDEXED BY waiting_by_asker WHERE guild_id = ?1 AND asked_by = ?2 AND kind = 'registration' ORDER BY number DESC LIMIT 1;
-- name: load waiting
SELECT * FROM waiting WHERE guild_id = ?1 AND number = ?2;
-- name: load waiting of account
SELECT * FROM waiting WHERE guild_id = ?1 AND number IN (
	SELECT number FROM waiting INDEXED BY waiting_from WHERE guild_id = ?1 AND from_account = ?2 AND state = 'waiting'
	UNION SELECT number FROM waiting INDEXED BY waiting_to WHERE guild_id = ?1 AND to_account = ?2 AND state = 'waiting') ORDER BY number;
-- name: load waiting of user
SELECT * FROM waiting WHERE guild_id = ?1 AND number IN (
	SELECT number FROM waiting INDEXED BY waiting_of_user WHERE guild_id = ?1 AND asked_by = ?2 AND state = 'waiting'
	UNION SELECT number FROM waiting INDEXED BY waiting_for_user WHERE guild_id = ?1 AND decider_id = ?2 AND state = 'waiting') ORDER BY number;
-- name: load asked people
SELECT decider_id, MIN(asked_at) FROM waiting INDEXED BY waiting_by_asker WHERE guild_id = ?1 AND asked_by = ?2 AND kind = 'request' GROUP BY decider_id;
-- name: load schedule
SELECT * FROM schedules WHERE guild_id = ?1 AND schedule = ?2;
-- name: load schedules of user
SELECT * FROM schedules INDEXED BY schedules_of_owner WHERE guild_id = ?1 AND owner_id = ?2 AND (state = 'active' OR state = 'paused');
-- name: load wearers
-- Who may wear a role: who was seen with it, and who is to have it.
SELECT r.user_id FROM (SELECT user_id FROM member_roles INDEXED BY member_roles_by_role WHERE guild_id = ?1 AND role_id = ?2
	UNION SELECT user_id FROM wanted_roles INDEXED BY wanted_roles_by_role WHERE guild_id = ?1 AND role_id = ?2 AND wanted = 1) r
WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.guild_id = ?1 AND m.user_id = r.user_id AND m.left_guild = 1) ORDER BY 1 LIMIT 5000;
-- name: load everyone
SELECT u.user_id FROM users u WHERE u.guild_id = ?1
	AND NOT EXISTS (SELECT 1 FROM members m WHERE m.guild_id = ?1 AND m.user_id = u.user_id AND m.left_guild = 1) ORDER BY 1 LIMIT 5000;
-- name: load payments
-- The newest ten, and all of the last 100 days. Since rules 9 also debts that their payer paid by a command, which do not pay themselves: nothing came to the
-- payer before them in the same log row.
WITH paid AS (SELECT t.transaction_id, t.time, e.currency, e.amount, t.verb,
		COALESCE((SELECT r.transaction_id FROM transactions r WHERE r.guild_id = ?1 AND r.reverses = t.transaction_id), 0)
	FROM accounts a JOIN entries e ON e.guild_id = ?1 AND e.account_id = a.account_id AND e.amount > 0
	JOIN transactions t ON t.guild_id = ?1 AND t.transaction_id = e.transaction_id AND (t.verb IN VERBS(limited) OR (t.verb IN VERBS(recurs) AND t.waiting IS NOT NULL
		AND EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = ?1 AND c.seq = t.seq AND c.rules >= 9 AND c.author_id = ?2
			AND NOT EXISTS (SELECT 1 FROM entries b WHERE b.guild_id = ?1 AND b.account_id = e.account_id AND b.currency = e.currency
				AND b.transaction_id >= c.transaction_id AND b.transaction_id < t.transaction_id AND b.amount < 0))))
	WHERE a.guild_id = ?1 AND a.owner_id = ?2)
SELECT * FROM paid WHERE time >= (SELECT last_time FROM guilds WHERE guild_id = ?1) - 8640000000
UNION SELECT * FROM (SELECT * FROM paid ORDER BY transaction_id DESC LIMIT 10) ORDER BY 1;
-- name: load moved
-- What somebody moved in the last four days: by their commands; by charges; by runs of payrolls and dues that they made. A late run has an older time than what
-- came before it, and so is no mark of where the four days begin.
SELECT t.verb, t.time, e.currency, e.amount FROM transactions t CROSS JOIN entries e ON e.guild_id = ?1 AND e.transaction_id = t.transaction_id + 0 AND e.amount > 0
WHERE t.guild_id = ?1 AND t.author_id = ?2 AND t.transaction_id > COALESCE((SELECT x.transaction_id FROM transactions x
	WHERE x.guild_id = ?1 AND x.time < (SELECT last_time FROM guilds WHERE guild_id = ?1) - 345600000 AND x.verb NOT IN VERBS(recurs) ORDER BY x.transaction_id DESC LIMIT 1), 0)
	AND t.verb NOT IN VERBS(recurs)
UNION ALL SELECT 'charge', w.asked_at, w.currency, w.amount FROM waiting w INDEXED BY waiting_by_asker
WHERE w.guild_id = ?1 AND w.asked_by = ?2 AND w.kind = 'charge' AND w.asked_at >= (SELECT last_time FROM guilds WHERE guild_id = ?1) - 345600000
UNION ALL SELECT 'due dues', w.asked_at, w.currency, w.amount FROM schedules s CROSS JOIN waiting w INDEXED BY waiting_of_schedule
WHERE s.guild_id = ?1 AND s.owner_id = ?2 AND w.guild_id = ?1 AND w.schedule = s.schedule AND w.kind = 'dues' AND w.asked_at >= (SELECT last_time FROM guilds WHERE guild_id = ?1) - 345600000
UNION ALL SELECT 'due pay', t.time, e.currency, e.amount FROM transactions t CROSS JOIN commands c ON c.guild_id = ?1 AND c.seq = t.seq
	CROSS JOIN schedules s ON s.guild_id = ?1 AND s.schedule = COALESCE((SELECT w.schedule FROM waiting w WHERE w.guild_id = ?1 AND w.number = t.waiting),
		CAST(c.record ->> '$.args.schedule' AS INTEGER))
	CROSS JOIN entries e ON e.guild_id = ?1 AND e.transaction_id = t.transaction_id + 0 AND e.amount > 0
WHERE t.guild_id = ?1 AND t.transaction_id > COALESCE((SELECT x.transaction_id FROM transactions x
	WHERE x.guild_id = ?1 AND x.time < (SELECT last_time FROM guilds WHERE guild_id = ?1) - 345600000 AND x.verb NOT IN VERBS(recurs) ORDER BY x.transaction_id DESC LIMIT 1), 0)
	AND t.verb IN VERBS(recurs) AND s.kind = 'payroll' AND s.owner_id = ?2;
-- name: load spending
-- Without the opening and what counts corrected.
SELECT e.currency, t.time, e.amount FROM entries e JOIN transactions t ON t.guild_id = ?1 AND t.transaction_id = e.transaction_id AND t.verb NOT IN VERBS(seals) AND t.verb NOT IN VERBS(closes_year)
WHERE e.guild_id = ?1 AND e.account_id = ?2 AND NOT EXISTS (SELECT 1 FROM entries o JOIN accounts p ON p.guild_id = ?1 AND p.account_id = o.account_id
	WHERE o.guild_id = ?1 AND o.transaction_id = t.transaction_id AND p.purpose = 'opening')
ORDER BY t.transaction_id, e.entry;
-- name: load import lines
-- Those of a key, the last that came last.
SELECT COLUMNS(import_lines, line) FROM import_lines WHERE guild_id = ?1 AND line >= ?2 || '.' AND line < ?2 || '/' ORDER BY length(line), line;
-- name: load imports
-- The lists of an account, in the order in which they came.
SELECT COLUMNS(imports, import) FROM imports WHERE guild_id = ?1 AND account_id = ?2 ORDER BY seq;
-- name: load lines of day
-- The keys of an account's lines of a day: the account and the day, "12/2026-10-14".
SELECT DISTINCT substr(line, 1, instr(line, '.') - 1) FROM import_lines
WHERE guild_id = ?1 AND account_id = CAST(substr(?2, 1, instr(?2, '/') - 1) AS INTEGER) AND day = substr(?2, instr(?2, '/') + 1) ORDER BY 1;
-- name: load counterparty
SELECT account_id, number FROM counterparties WHERE guild_id = ?1 AND party = ?2;
-- name: load parties
SELECT party, account_id, number FROM counterparties WHERE guild_id = ?1 AND account_id = ?2 ORDER BY party;
-- name: load by hand
-- What was booked to an account and stands in no list, but counts and what was undone.
SELECT t.transaction_id, t.time, e.currency, e.amount,
	EXISTS (SELECT 1 FROM import_lines l INDEXED BY import_lines_same WHERE l.guild_id = ?1 AND l.state = 'same' AND l.transaction_id = t.transaction_id)
FROM entries e JOIN transactions t ON t.guild_id = ?1 AND t.transaction_id = e.transaction_id AND t.verb NOT IN VERBS(imported) AND t.verb NOT IN VERBS(seals)
WHERE e.guild_id = ?1 AND e.account_id = ?2 AND t.reverses IS NULL
	AND NOT EXISTS (SELECT 1 FROM transactions r INDEXED BY transactions_reversed WHERE r.guild_id = ?1 AND r.reverses = t.transaction_id)
ORDER BY t.transaction_id, e.entry;
-- name: load reconciliations
-- Those of an account that hold.
SELECT COLUMNS(reconciliations, currency) FROM reconciliations
WHERE guild_id = ?1 AND account_id = ?2 AND reopened_by IS NULL ORDER BY seq;
-- name: load roles
SELECT COLUMNS(roles, role_id) FROM roles WHERE guild_id = ?1;
-- name: load groups
SELECT COLUMNS(role_groups, folded_name) FROM role_groups WHERE guild_id = ?1;
-- name: load offers
SELECT role_id, folded_group FROM role_offers WHERE guild_id = ?1;
-- name: load member
SELECT pending, left_guild FROM members WHERE guild_id = ?1 AND user_id = ?2;
-- name: load member roles
SELECT role_id FROM member_roles WHERE guild_id = ?1 AND user_id = ?2;
-- name: load wanted roles
SELECT COLUMNS(wanted_roles, role_id) FROM wanted_roles WHERE guild_id = ?1 AND user_id = ?2;
-- name: load waiting roles
SELECT role_id, kind = 'role_add' FROM outbox INDEXED BY outbox_roles -- by itself SQLite reads the whole outbox
WHERE guild_id = ?1 AND user_id = ?2 AND role_id IS NOT NULL AND (state = 'due' OR state = 'under_way') ORDER BY delivery;
-- name: load delivery
SELECT o.kind, o.user_id, o.role_id, c.record ->> '$.channel_id', c.message_id, c.record ->> '$.lang', o.notice
FROM outbox o LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE o.guild_id = ?1 AND o.delivery = ?2 AND (o.role_id IS NOT NULL OR o.kind = 'dm') AND (o.state = 'due' OR o.state = 'under_way');
-- name: load message
SELECT 1 FROM commands WHERE guild_id = ?1 AND message_id = ?2 AND message_id IS NOT NULL AND status <> 'failed';
-- name: load transaction
SELECT t.memo, t.reverses, (SELECT transaction_id FROM transactions WHERE guild_id = ?1 AND reverses = ?2), t.time, t.verb, t.batch, b.closed_at, b.form, b.hash, t.author_id, t.waiting, t.approved_by
FROM transactions t LEFT JOIN batches b ON b.guild_id = ?1 AND b.batch = t.batch WHERE t.guild_id = ?1 AND t.transaction_id = ?2;
-- name: load entries
-- With the day of the bank's line that an entry is, and the log row that said so where it was booked before.
SELECT e.account_id, e.amount, e.currency, e.entry,
	(SELECT MIN(l.day) FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = ?1 AND l.transaction_id = ?2 AND l.account_id = e.account_id AND l.currency = e.currency),
	(SELECT MIN(CASE WHEN l.state = 'same' THEN w.decided_seq ELSE 0 END) FROM import_lines l INDEXED BY import_lines_of_transaction
		LEFT JOIN waiting w ON w.guild_id = ?1 AND w.number = l.number WHERE l.guild_id = ?1 AND l.transaction_id = ?2 AND l.account_id = e.account_id AND l.currency = e.currency)
FROM entries e WHERE e.guild_id = ?1 AND e.transaction_id = ?2 ORDER BY e.entry;
-- name: load evidence
SELECT sha256 FROM evidence WHERE guild_id = ?1 AND transaction_id = ?2;
-- name: load cursor
SELECT after FROM cursors WHERE guild_id = ?1 AND channel_id = ?2;
-- name: load sealed
SELECT sealed_transaction FROM guilds WHERE guild_id = ?1;
-- name: other triggers
-- Whether what is booked has triggers beside those of the schema: an operator's own, say.
SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND (tbl_name = 'transactions' COLLATE NOCASE OR tbl_name = 'entries' COLLATE NOCASE)
	AND name NOT IN ('transactions_never_change', 'transactions_never_go', 'transactions_not_into_sealed',
	'entries_never_change', 'entries_never_go', 'entries_not_into_sealed'));
