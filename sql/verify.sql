-- What gl-verify reads. One read transaction sees one state of the books through all of these. The big tables are read once each, in
-- the order of their keys: no sorting, and no looking up a row at a time.
-- name: verify begin
BEGIN;
-- name: verify end
COMMIT;
-- name: verify sqlite
PRAGMA integrity_check(10000);
-- name: verify schema
SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type, name;
-- name: verify lost table
-- Whether a `forget` that was done explains that a table in that row of the log is gone: it was answered behind it, before all was blank.
SELECT 1 FROM forgets f JOIN commands c ON c.guild_id = f.guild_id AND c.seq = f.last_seq AND c.verb IN VERBS(forgets) AND c.status = 'ok'
WHERE f.guild_id = :guild AND f.last_seq < :seq AND :seq < f.next_seq LIMIT 1;
-- name: verify forgetting
SELECT guild_id, user_id FROM forgetting;
-- name: verify references
-- What names a row that is not there, other than in the tables that are read through. A role may be gone.
SELECT 'guilds', CAST(g.guild_id AS TEXT), 'currency', g.currency, 'currencies' FROM guilds g
WHERE g.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM currencies c WHERE c.guild_id = :guild AND c.code = g.currency)
UNION ALL SELECT 'balances', b.account_id || '/' || b.currency, 'account_id', CAST(b.account_id AS TEXT), 'accounts' FROM balances b
WHERE b.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.guild_id = :guild AND a.account_id = b.account_id)
UNION ALL SELECT 'balances', b.account_id || '/' || b.currency, 'currency', b.currency, 'currencies' FROM balances b
WHERE b.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM currencies c WHERE c.guild_id = :guild AND c.code = b.currency)
UNION ALL SELECT 'sum_seeds', CAST(s.guild_id AS TEXT), 'seq', CAST(s.seq AS TEXT), 'commands' FROM sum_seeds s
WHERE s.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = :guild AND c.seq = s.seq AND c.verb = 'sum-seed' AND c.record ->> '$.seed' = s.seed)
UNION ALL SELECT 'batch_sums', b.batch || '/' || b.currency, 'batch', CAST(b.batch AS TEXT), 'batches' FROM batch_sums b
WHERE b.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM batches x WHERE x.guild_id = :guild AND x.batch = b.batch AND x.state = 'closed')
UNION ALL SELECT 'accounts', CAST(a.account_id AS TEXT), 'owner_id', CAST(a.owner_id AS TEXT), 'users' FROM accounts a
WHERE a.guild_id = :guild AND a.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.guild_id = :guild AND u.user_id = a.owner_id)
UNION ALL SELECT 'members', CAST(m.user_id AS TEXT), 'user_id', CAST(m.user_id AS TEXT), 'users' FROM members m
WHERE m.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM users u WHERE u.guild_id = :guild AND u.user_id = m.user_id)
UNION ALL SELECT 'member_roles', m.user_id || '/' || m.role_id, 'user_id', CAST(m.user_id AS TEXT), 'members' FROM member_roles m
WHERE m.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM members x WHERE x.guild_id = :guild AND x.user_id = m.user_id)
UNION ALL SELECT 'role_groups', r.folded_name, 'currency', r.currency, 'currencies' FROM role_groups r
WHERE r.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM currencies c WHERE c.guild_id = :guild AND c.code = r.currency)
UNION ALL SELECT 'role_offers', CAST(o.role_id AS TEXT), 'folded_group', o.folded_group, 'role_groups' FROM role_offers o
WHERE o.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM role_groups r WHERE r.guild_id = :guild AND r.folded_name = o.folded_group)
UNION ALL SELECT 'role_offers', CAST(o.role_id AS TEXT), 'role_id', CAST(o.role_id AS TEXT), 'roles' FROM role_offers o
WHERE o.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.guild_id = :guild AND r.role_id = o.role_id)
UNION ALL SELECT 'wanted_roles', w.user_id || '/' || w.role_id, 'user_id', CAST(w.user_id AS TEXT), 'users' FROM wanted_roles w
WHERE w.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM users u WHERE u.guild_id = :guild AND u.user_id = w.user_id)
UNION ALL SELECT 'wanted_roles', w.user_id || '/' || w.role_id, 'seq', CAST(w.seq AS TEXT), 'commands' FROM wanted_roles w
WHERE w.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands l WHERE l.guild_id = :guild AND l.seq = w.seq)
UNION ALL SELECT 'wanted_roles', w.user_id || '/' || w.role_id, 'fee_transaction', CAST(w.fee_transaction AS TEXT), 'transactions' FROM wanted_roles w
WHERE w.guild_id = :guild AND w.fee_transaction IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id = w.fee_transaction)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'asked_by', CAST(w.asked_by AS TEXT), 'users' FROM waiting w
WHERE w.guild_id = :guild AND w.asked_by <> 0 AND NOT EXISTS (SELECT 1 FROM users x WHERE x.guild_id = :guild AND x.user_id = w.asked_by)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'asked_seq', CAST(w.asked_seq AS TEXT), 'commands' FROM waiting w
WHERE w.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands x WHERE x.guild_id = :guild AND x.seq = w.asked_seq)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'decider_id', CAST(w.decider_id AS TEXT), 'users' FROM waiting w
WHERE w.guild_id = :guild AND w.decider_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users x WHERE x.guild_id = :guild AND x.user_id = w.decider_id)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'from_account', CAST(w.from_account AS TEXT), 'accounts' FROM waiting w
WHERE w.guild_id = :guild AND w.from_account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.guild_id = :guild AND x.account_id = w.from_account)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'to_account', CAST(w.to_account AS TEXT), 'accounts' FROM waiting w
WHERE w.guild_id = :guild AND w.to_account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.guild_id = :guild AND x.account_id = w.to_account)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'currency', CAST(w.currency AS TEXT), 'currencies' FROM waiting w
WHERE w.guild_id = :guild AND w.currency IS NOT NULL AND NOT EXISTS (SELECT 1 FROM currencies x WHERE x.guild_id = :guild AND x.code = w.currency)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'schedule', CAST(w.schedule AS TEXT), 'schedules' FROM waiting w
WHERE w.guild_id = :guild AND w.schedule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM schedules x WHERE x.guild_id = :guild AND x.schedule = w.schedule)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'target', CAST(w.target AS TEXT), 'transactions' FROM waiting w
WHERE w.guild_id = :guild AND w.target IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transactions x WHERE x.guild_id = :guild AND x.transaction_id = w.target)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'decided_by', CAST(w.decided_by AS TEXT), 'users' FROM waiting w
WHERE w.guild_id = :guild AND w.decided_by IS NOT NULL AND w.decided_by <> 0 AND NOT EXISTS (SELECT 1 FROM users x WHERE x.guild_id = :guild AND x.user_id = w.decided_by)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'decided_seq', CAST(w.decided_seq AS TEXT), 'commands' FROM waiting w
WHERE w.guild_id = :guild AND w.decided_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commands x WHERE x.guild_id = :guild AND x.seq = w.decided_seq)
UNION ALL SELECT 'waiting', CAST(w.number AS TEXT), 'transaction_id', CAST(w.transaction_id AS TEXT), 'transactions' FROM waiting w
WHERE w.guild_id = :guild AND w.transaction_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transactions x WHERE x.guild_id = :guild AND x.transaction_id = w.transaction_id)
UNION ALL SELECT 'schedules', CAST(s.schedule AS TEXT), 'owner_id', CAST(s.owner_id AS TEXT), 'users' FROM schedules s
WHERE s.guild_id = :guild AND s.owner_id <> 0 AND NOT EXISTS (SELECT 1 FROM users x WHERE x.guild_id = :guild AND x.user_id = s.owner_id)
UNION ALL SELECT 'schedules', CAST(s.schedule AS TEXT), 'payer', CAST(s.payer AS TEXT), 'accounts' FROM schedules s
WHERE s.guild_id = :guild AND s.payer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.guild_id = :guild AND x.account_id = s.payer)
UNION ALL SELECT 'schedules', CAST(s.schedule AS TEXT), 'into_account', CAST(s.into_account AS TEXT), 'accounts' FROM schedules s
WHERE s.guild_id = :guild AND s.into_account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.guild_id = :guild AND x.account_id = s.into_account)
UNION ALL SELECT 'schedules', CAST(s.schedule AS TEXT), 'currency', CAST(s.currency AS TEXT), 'currencies' FROM schedules s
WHERE s.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM currencies x WHERE x.guild_id = :guild AND x.code = s.currency)
UNION ALL SELECT 'schedules', CAST(s.schedule AS TEXT), 'made_seq', CAST(s.made_seq AS TEXT), 'commands' FROM schedules s
WHERE s.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands x WHERE x.guild_id = :guild AND x.seq = s.made_seq)
UNION ALL SELECT 'exemptions', e.user_id || '/' || e.seq, 'user_id', CAST(e.user_id AS TEXT), 'users' FROM exemptions e
WHERE e.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM users x WHERE x.guild_id = :guild AND x.user_id = e.user_id)
UNION ALL SELECT 'exemptions', e.user_id || '/' || e.seq, 'seq', CAST(e.seq AS TEXT), 'commands' FROM exemptions e
WHERE e.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands x WHERE x.guild_id = :guild AND x.seq = e.seq)
UNION ALL SELECT 'exemptions', e.user_id || '/' || e.seq, 'ended_seq', CAST(e.ended_seq AS TEXT), 'commands' FROM exemptions e
WHERE e.guild_id = :guild AND e.ended_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commands x WHERE x.guild_id = :guild AND x.seq = e.ended_seq)
UNION ALL SELECT 'limits', l.user_id || '/' || l.period || '/' || l.currency, 'user_id', CAST(l.user_id AS TEXT), 'users' FROM limits l
WHERE l.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM users x WHERE x.guild_id = :guild AND x.user_id = l.user_id)
UNION ALL SELECT 'limits', l.user_id || '/' || l.period || '/' || l.currency, 'currency', CAST(l.currency AS TEXT), 'currencies' FROM limits l
WHERE l.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM currencies x WHERE x.guild_id = :guild AND x.code = l.currency)
UNION ALL SELECT 'budgets', b.account_id || '/' || b.currency, 'account_id', CAST(b.account_id AS TEXT), 'accounts' FROM budgets b
WHERE b.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.guild_id = :guild AND x.account_id = b.account_id)
UNION ALL SELECT 'budgets', b.account_id || '/' || b.currency, 'currency', CAST(b.currency AS TEXT), 'currencies' FROM budgets b
WHERE b.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM currencies x WHERE x.guild_id = :guild AND x.code = b.currency)
UNION ALL SELECT 'transactions', CAST(t.transaction_id AS TEXT), 'waiting', CAST(t.waiting AS TEXT), 'waiting' FROM transactions t
WHERE t.guild_id = :guild AND t.waiting IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waiting x WHERE x.guild_id = :guild AND x.number = t.waiting)
UNION ALL SELECT 'forgets', CAST(f.user_id AS TEXT), 'last_seq', CAST(f.last_seq AS TEXT), 'commands that made somebody forgotten' FROM forgets f
WHERE f.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands l WHERE l.guild_id = :guild AND l.seq = f.last_seq AND l.verb IN VERBS(forgets) AND l.status = 'ok')
UNION ALL SELECT 'forgets', CAST(f.user_id AS TEXT), 'next_seq', CAST(f.next_seq AS TEXT), 'commands, nor just behind them' FROM forgets f
WHERE f.guild_id = :guild AND f.next_seq > (SELECT COALESCE(MAX(seq), 0) FROM commands l WHERE l.guild_id = :guild) + 1
UNION ALL SELECT 'batch_totals', t.batch || '/' || t.account_id || '/' || t.currency, 'batch', CAST(t.batch AS TEXT), 'batches that are closed' FROM batch_totals t
WHERE t.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM batches b WHERE b.guild_id = :guild AND b.batch = t.batch AND b.state = 'closed')
UNION ALL SELECT 'outbox', CAST(o.delivery AS TEXT), 'user_id', CAST(o.user_id AS TEXT), 'users' FROM outbox o
WHERE o.guild_id = :guild AND o.role_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.guild_id = :guild AND u.user_id = o.user_id)
UNION ALL SELECT 'counters', c.name || '/' || c.first || '/' || c.second, 'first', c.first, 'batches that are open' FROM counters c
WHERE c.guild_id = :guild AND c.name = 'batch'
	AND NOT EXISTS (SELECT 1 FROM batches b WHERE b.guild_id = :guild AND CAST(b.batch AS TEXT) = c.first AND b.state = 'open');
-- name: verify words
-- What the schema's CHECKs allow, in the tables that are not read through: over a connection that only reads SQLite does not look at them.
SELECT 'guilds', CAST(guild_id AS TEXT), 'language', language FROM guilds WHERE guild_id = :guild AND language NOT IN ('en', 'es')
UNION ALL SELECT 'channels', CAST(channel_id AS TEXT), 'enabled', CAST(enabled AS TEXT) FROM channels WHERE guild_id = :guild AND enabled NOT IN (0, 1)
UNION ALL SELECT 'currencies', code, 'scale', CAST(scale AS TEXT) FROM currencies WHERE guild_id = :guild AND scale NOT BETWEEN 0 AND 9
UNION ALL SELECT 'members', CAST(user_id AS TEXT), 'pending', CAST(pending AS TEXT) FROM members WHERE guild_id = :guild AND pending NOT IN (0, 1)
UNION ALL SELECT 'members', CAST(user_id AS TEXT), 'left_guild', CAST(left_guild AS TEXT) FROM members WHERE guild_id = :guild AND left_guild NOT IN (0, 1)
UNION ALL SELECT 'roles', CAST(role_id AS TEXT), 'managed', CAST(managed AS TEXT) FROM roles WHERE guild_id = :guild AND managed NOT IN (0, 1)
UNION ALL SELECT 'permits', CAST(role_id AS TEXT), 'permits', CAST(permits AS TEXT) FROM permits WHERE guild_id = :guild AND permits NOT BETWEEN 1 AND 31
UNION ALL SELECT 'users', CAST(user_id AS TEXT), 'forgotten', CAST(forgotten AS TEXT) FROM users WHERE guild_id = :guild AND forgotten NOT IN (0, 1)
UNION ALL SELECT 'accounts', CAST(account_id AS TEXT), 'kind', kind FROM accounts WHERE guild_id = :guild AND kind NOT IN ('asset', 'liability', 'equity', 'income', 'expense')
UNION ALL SELECT 'accounts', CAST(account_id AS TEXT), 'state', state FROM accounts WHERE guild_id = :guild AND state NOT IN ('open', 'frozen', 'closed')
UNION ALL SELECT 'batches', CAST(batch AS TEXT), 'state', state FROM batches WHERE guild_id = :guild AND (state NOT IN ('open', 'closed') OR (state = 'closed') <> (hash IS NOT NULL))
UNION ALL SELECT 'role_groups', folded_name, 'most', CAST(most AS TEXT) FROM role_groups WHERE guild_id = :guild AND most < 0
UNION ALL SELECT 'role_groups', folded_name, 'registered', CAST(registered AS TEXT) FROM role_groups WHERE guild_id = :guild AND registered NOT IN (0, 1)
UNION ALL SELECT 'role_groups', folded_name, 'fee', CAST(fee AS TEXT) FROM role_groups WHERE guild_id = :guild AND fee < 0
UNION ALL SELECT 'wanted_roles', user_id || '/' || role_id, 'wanted', CAST(wanted AS TEXT) FROM wanted_roles WHERE guild_id = :guild AND wanted NOT IN (0, 1)
UNION ALL SELECT 'wanted_roles', user_id || '/' || role_id, 'granted', CAST(granted AS TEXT) FROM wanted_roles WHERE guild_id = :guild AND granted NOT IN (0, 1)
UNION ALL SELECT 'waiting', CAST(number AS TEXT), 'kind', CAST(kind AS TEXT) FROM waiting WHERE guild_id = :guild AND kind NOT IN ('registration', 'approval', 'request', 'charge', 'dues', 'owe', 'hold', 'confirm', 'undo', 'line')
UNION ALL SELECT 'waiting', CAST(number AS TEXT), 'state', CAST(state AS TEXT) FROM waiting WHERE guild_id = :guild AND state NOT IN ('waiting', 'accepted', 'declined', 'cancelled', 'expired', 'failed')
UNION ALL SELECT 'waiting', CAST(number AS TEXT), 'paid', CAST(paid AS TEXT) FROM waiting WHERE guild_id = :guild AND paid < 0
UNION ALL SELECT 'waiting', CAST(number AS TEXT), 'lost', CAST(lost AS TEXT) FROM waiting WHERE guild_id = :guild AND lost NOT IN (0, 1)
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'kind', CAST(kind AS TEXT) FROM schedules WHERE guild_id = :guild AND kind NOT IN ('pay', 'payroll', 'dues')
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'every', CAST(every AS TEXT) FROM schedules WHERE guild_id = :guild AND every < 1
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'unit', CAST(unit AS TEXT) FROM schedules WHERE guild_id = :guild AND unit NOT IN ('day', 'week', 'month', 'year')
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'at', CAST(at AS TEXT) FROM schedules WHERE guild_id = :guild AND at NOT BETWEEN 0 AND 1439
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'short', CAST(short AS TEXT) FROM schedules WHERE guild_id = :guild AND short NOT IN ('skip', 'retry', 'owe')
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'state', CAST(state AS TEXT) FROM schedules WHERE guild_id = :guild AND state NOT IN ('active', 'paused', 'ended', 'stopped')
UNION ALL SELECT 'schedules', CAST(schedule AS TEXT), 'prorate', CAST(prorate AS TEXT) FROM schedules WHERE guild_id = :guild AND prorate NOT IN (0, 1)
UNION ALL SELECT 'limits', user_id || '/' || period || '/' || currency, 'period', CAST(period AS TEXT) FROM limits WHERE guild_id = :guild AND period NOT IN ('payment', 'day', 'week', 'month')
UNION ALL SELECT 'budgets', account_id || '/' || currency, 'unit', CAST(unit AS TEXT) FROM budgets WHERE guild_id = :guild AND unit NOT IN ('weekly', 'monthly', 'quarterly', 'yearly')
UNION ALL SELECT 'budgets', account_id || '/' || currency, 'carry', CAST(carry AS TEXT) FROM budgets WHERE guild_id = :guild AND carry NOT IN (0, 1)
UNION ALL SELECT 'balances', account_id || '/' || currency, 'held', CAST(held AS TEXT) FROM balances WHERE guild_id = :guild AND held < 0
UNION ALL SELECT 'accounts', CAST(account_id AS TEXT), 'owing', CAST(owing AS TEXT) FROM accounts WHERE guild_id = :guild AND owing < 0
UNION ALL SELECT 'import_lines', line, 'state', CAST(state AS TEXT) FROM import_lines WHERE guild_id = :guild AND state NOT IN ('booked', 'waiting', 'same')
UNION ALL SELECT 'import_lines', line, 'doubt', CAST(doubt AS TEXT) FROM import_lines WHERE guild_id = :guild AND doubt NOT IN ('cut', 'words', 'hand')
UNION ALL SELECT 'users', CAST(user_id AS TEXT), 'bot', CAST(bot AS TEXT) FROM users WHERE guild_id = :guild AND bot NOT IN (0, 1);
-- name: verify lines
-- Each line of a bank's list is one transaction, waits, or is what another booked; what nobody claimed is in the account of what is to be assigned.
SELECT 'import_lines', l.line, 'its transaction moved something else, or is no line of a bank' FROM import_lines l
WHERE l.guild_id = :guild AND l.state <> 'waiting' AND NOT EXISTS (SELECT 1 FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	AND (l.state = 'same' OR t.verb IN VERBS(imported)) WHERE e.guild_id = l.guild_id AND e.transaction_id = l.transaction_id AND e.account_id = l.account_id
	AND e.currency = l.currency AND e.amount = l.amount)
UNION ALL SELECT 'import_lines', l.line, 'nothing waits by its number' FROM import_lines l WHERE l.guild_id = :guild AND l.state = 'waiting'
	AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.guild_id = l.guild_id AND w.number = l.number AND w.kind = 'line' AND w.state = 'waiting' AND w.verb IN VERBS(imported))
UNION ALL SELECT 'import_lines', l.line, 'the log row that it is of brought another line' FROM import_lines l LEFT JOIN commands c ON c.guild_id = l.guild_id AND c.seq = l.seq
WHERE l.guild_id = :guild AND NOT (c.seq IS NOT NULL AND c.verb IN VERBS(imported) AND c.status = 'ok' AND substr(c.record ->> '$.id', 1, 31) = substr(l.line, 1, 31)
	AND c.record ->> '$.date' = l.day)
UNION ALL SELECT 'commands', CAST(c.seq AS TEXT), 'it brought a line of a bank, and ' || COUNT(l.line) || ' lines say so' FROM commands c
LEFT JOIN import_lines l ON l.guild_id = c.guild_id AND l.seq = c.seq
WHERE c.guild_id = :guild AND c.verb IN VERBS(imported) AND c.status = 'ok' GROUP BY c.seq HAVING COUNT(l.line) <> 1
UNION ALL SELECT 'transactions', CAST(t.transaction_id AS TEXT), 'it is of a line of a bank, and ' || COUNT(l.line) || ' lines say so' FROM transactions t
LEFT JOIN import_lines l ON l.guild_id = t.guild_id AND l.transaction_id = t.transaction_id AND l.state = 'booked'
WHERE t.guild_id = :guild AND t.verb IN VERBS(imported) AND t.reverses IS NULL GROUP BY t.transaction_id HAVING COUNT(l.line) <> 1
UNION ALL SELECT 'balances', x.account_id || '/' || x.currency, 'it holds ' || x.held || ', what waits to be assigned is ' || x.open || ' (minor units)' FROM (
	SELECT y.account_id, y.currency, SUM(y.held) AS held, SUM(y.open) AS open FROM (
		SELECT b.account_id, b.currency, -b.balance AS held, 0 AS open FROM accounts a JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id
		WHERE a.guild_id = :guild AND a.purpose = 'to_sort'
		UNION ALL SELECT w.from_account, w.currency, 0, w.amount - w.paid FROM waiting w INDEXED BY waiting_from
		WHERE w.guild_id = :guild AND w.from_account = (SELECT a.account_id FROM accounts a WHERE a.guild_id = :guild AND a.purpose = 'to_sort') AND w.kind = 'line' AND w.verb NOT IN VERBS(imported) AND w.state = 'waiting'
		UNION ALL SELECT w.to_account, w.currency, 0, w.paid - w.amount FROM waiting w INDEXED BY waiting_to
		WHERE w.guild_id = :guild AND w.to_account = (SELECT a.account_id FROM accounts a WHERE a.guild_id = :guild AND a.purpose = 'to_sort') AND w.kind = 'line' AND w.verb NOT IN VERBS(imported) AND w.state = 'waiting'
	) y GROUP BY y.account_id, y.currency) x WHERE x.held <> x.open;
-- name: verify imports
-- Each list is of the row of the log that brought it; a line that names a list came behind it, and is of its account.
SELECT 'imports', i.import, 'the log row that it is of brought another list' FROM imports i LEFT JOIN commands c ON c.guild_id = i.guild_id AND c.seq = i.seq
WHERE i.guild_id = :guild AND NOT (c.seq IS NOT NULL AND c.verb = 'import' AND c.status = 'ok' AND c.record ->> '$.id' = i.import AND c.record ->> '$.sha256' = i.list
	AND c.record ->> '$.format' = i.format AND c.record ->> '$.from' = i.first_day AND c.record ->> '$.to' = i.last_day)
UNION ALL SELECT 'imports', i.import, 'it is not of an account that a bank keeps, or of no currency of the guild' FROM imports i
LEFT JOIN accounts a ON a.guild_id = i.guild_id AND a.account_id = i.account_id LEFT JOIN currencies k ON k.guild_id = i.guild_id AND k.code = i.currency
WHERE i.guild_id = :guild AND NOT (a.account_id IS NOT NULL AND (a.kind = 'asset' OR (a.purpose IS NOT NULL AND a.purpose = 'opening' AND i.format = 'bot')) AND a.owner_id IS NULL AND k.code IS NOT NULL)
UNION ALL SELECT 'commands', CAST(c.seq AS TEXT), 'it brought a list of a bank, and ' || COUNT(i.seq) || ' lists say so' FROM commands c
LEFT JOIN imports i ON i.guild_id = c.guild_id AND i.seq = c.seq
WHERE c.guild_id = :guild AND c.verb = 'import' AND c.status = 'ok' GROUP BY c.seq HAVING COUNT(i.seq) <> 1
UNION ALL SELECT 'import_lines', l.line, 'its list is none of its account' FROM import_lines l LEFT JOIN imports i ON i.guild_id = l.guild_id AND i.import = l.import
WHERE l.guild_id = :guild AND l.import IS NOT NULL AND NOT (i.import IS NOT NULL AND i.account_id = l.account_id AND i.seq < l.seq);
-- name: verify reconciliations
-- Each is of a row of the log that reconciled, of a bank's account, of the books and the batch of then; what reopened it is a reversal.
SELECT 'reconciliations', r.account_id || '/' || r.currency || '/' || r.seq, 'the log row that it is of did not reconcile' FROM reconciliations r
LEFT JOIN commands c ON c.guild_id = r.guild_id AND c.seq = r.seq
WHERE r.guild_id = :guild AND NOT (c.seq IS NOT NULL AND c.verb IN VERBS(reconciles) AND c.status = 'ok' AND c.batch = r.batch)
UNION ALL SELECT 'reconciliations', r.account_id || '/' || r.currency || '/' || r.seq, 'the statement is ' || r.statement || ', the books are ' || r.books || ' (minor units)' FROM reconciliations r
WHERE r.guild_id = :guild AND r.statement <> r.books
UNION ALL SELECT 'reconciliations', r.account_id || '/' || r.currency || '/' || r.seq, 'it is not of an account that a bank keeps, or of no currency of the guild' FROM reconciliations r
LEFT JOIN accounts a ON a.guild_id = r.guild_id AND a.account_id = r.account_id LEFT JOIN currencies k ON k.guild_id = r.guild_id AND k.code = r.currency
WHERE r.guild_id = :guild AND NOT (a.account_id IS NOT NULL AND a.kind = 'asset' AND a.owner_id IS NULL AND k.code IS NOT NULL)
UNION ALL SELECT 'reconciliations', r.account_id || '/' || r.currency || '/' || r.seq, 'batch ' || r.batch || ' was not open then' FROM reconciliations r
LEFT JOIN batches b ON b.guild_id = r.guild_id AND b.batch = r.batch
WHERE r.guild_id = :guild AND NOT (b.batch IS NOT NULL AND b.opened_by <= r.seq AND (b.closed_by IS NULL OR b.closed_by > r.seq))
UNION ALL SELECT 'reconciliations', r.account_id || '/' || r.currency || '/' || r.seq, 'transaction ' || r.last_transaction || ' was not the last then' FROM reconciliations r
LEFT JOIN transactions t ON t.guild_id = r.guild_id AND t.transaction_id = r.last_transaction
LEFT JOIN transactions n ON n.guild_id = r.guild_id AND n.transaction_id = r.last_transaction + 1
WHERE r.guild_id = :guild AND NOT ((r.last_transaction = 0 OR (t.seq IS NOT NULL AND t.seq < r.seq)) AND (n.seq IS NULL OR n.seq > r.seq))
UNION ALL SELECT 'reconciliations', r.account_id || '/' || r.currency || '/' || r.seq, 'transaction ' || r.reopened_by || ', which reopened it, reverses nothing' FROM reconciliations r
LEFT JOIN transactions t ON t.guild_id = r.guild_id AND t.transaction_id = r.reopened_by
WHERE r.guild_id = :guild AND r.reopened_by IS NOT NULL AND t.reverses IS NULL
UNION ALL SELECT 'commands', CAST(c.seq AS TEXT), 'it reconciled an account, and ' || COUNT(r.seq) || ' reconciliations say so' FROM commands c
LEFT JOIN reconciliations r ON r.guild_id = c.guild_id AND r.seq = c.seq
WHERE c.guild_id = :guild AND c.verb IN VERBS(reconciles) AND c.status = 'ok' GROUP BY c.seq HAVING COUNT(r.seq) <> 1;
-- name: verify reconciled
SELECT r.account_id, r.currency, r.seq, r.day, r.books, r.last_transaction, r.reopened_by, c.time FROM reconciliations r
LEFT JOIN commands c ON c.guild_id = r.guild_id AND c.seq = r.seq WHERE r.guild_id = :guild ORDER BY r.account_id, r.currency, r.seq;
-- name: verify reconciled entries
-- All of the accounts that were reconciled: the bank's day of each, the log row that said so where it was booked before, and what reversed it.
SELECT e.account_id, e.currency, e.transaction_id, e.amount, t.time,
	(SELECT MIN(l.day) FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = e.guild_id AND l.transaction_id = e.transaction_id AND l.account_id = e.account_id AND l.currency = e.currency),
	(SELECT MIN(CASE WHEN l.state = 'same' THEN w.decided_seq ELSE 0 END) FROM import_lines l INDEXED BY import_lines_of_transaction
		LEFT JOIN waiting w ON w.guild_id = l.guild_id AND w.number = l.number
		WHERE l.guild_id = e.guild_id AND l.transaction_id = e.transaction_id AND l.account_id = e.account_id AND l.currency = e.currency),
	(SELECT r.transaction_id FROM transactions r INDEXED BY transactions_reversed WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id)
FROM (SELECT DISTINCT account_id, currency FROM reconciliations WHERE guild_id = :guild) b
CROSS JOIN entries e ON e.guild_id = :guild AND e.account_id = b.account_id AND e.currency = b.currency
CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id;
-- name: verify guild
SELECT guild_id, owner_id, currency, sealed_transaction, last_time,
	(SELECT COALESCE(MAX(seq), 0) FROM commands l WHERE l.guild_id = g.guild_id), (SELECT COALESCE(MAX(transaction_id), 0) FROM transactions t WHERE t.guild_id = g.guild_id),
	(SELECT COALESCE(MAX(delivery), 0) FROM outbox o WHERE o.guild_id = g.guild_id), timezone
FROM guilds g WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id;
-- name: verify currencies
SELECT code, scale FROM currencies WHERE guild_id = :guild ORDER BY code;
-- name: verify accounts
SELECT account_id, name, folded_name, kind, owner_id, purpose, opened_by, state, owing FROM accounts WHERE guild_id = :guild ORDER BY account_id;
-- name: verify users
SELECT user_id FROM users WHERE guild_id = :guild ORDER BY user_id;
-- name: verify balances
SELECT account_id, currency, balance, floor, entries, held, ceiling FROM balances WHERE guild_id = :guild ORDER BY account_id, currency;
-- name: copied balances
-- Also of copies of older schemas.
SELECT account_id, currency, balance, floor, entries FROM balances WHERE guild_id = :guild ORDER BY account_id, currency;
-- name: set aside before
SELECT 1 FROM commands WHERE guild_id = :guild AND status = 'failed'
	AND (message_id = :message OR (message_id IS NULL AND :message IS NULL)) AND record = :record LIMIT 1;
-- name: set aside record
SELECT record FROM commands WHERE guild_id = :guild AND seq = :seq AND status = 'failed';
-- name: verify log
SELECT seq, message_id, time, author_id, verb, status, code, transaction_id, batch,
	CASE WHEN text IS NULL THEN 1 WHEN text = '…' THEN 2 ELSE 0 END, record, rules FROM commands
WHERE guild_id = :guild AND seq > :seq ORDER BY seq;
-- name: verify evidence
SELECT seq, transaction_id, sha256, size, media_type, batch FROM evidence WHERE guild_id = :guild AND seq > :seq ORDER BY seq, transaction_id, sha256;
-- name: verify evidence before
SELECT seq FROM evidence WHERE guild_id = :guild AND transaction_id = :transaction AND sha256 = :hash;
-- name: verify transactions
SELECT transaction_id, batch, time, verb, seq, author_id, reverses, memo, waiting, approved_by FROM transactions
WHERE guild_id = :guild AND transaction_id > :transaction ORDER BY transaction_id;
-- name: verify entries
SELECT transaction_id, entry, account_id, currency, amount FROM entries
WHERE guild_id = :guild AND transaction_id > :transaction ORDER BY transaction_id, entry;
-- name: verify entries of one
SELECT account_id, currency, amount FROM entries WHERE guild_id = :guild AND transaction_id = :transaction ORDER BY entry;
-- name: verify new entries
SELECT account_id, currency, amount FROM entries WHERE guild_id = :guild AND transaction_id > :transaction;
-- name: verify waiting
SELECT number, kind, state, asked_by, decided_seq, schedule, verb, arguments, asked_seq, asked_at, decider_id, decider_permit, from_account, to_account,
	currency, amount, paid, due, expires_at, ends, lot, period, target, decided_by, decided_at, code, reminders, reminded, lost
FROM waiting WHERE guild_id = :guild ORDER BY number;
-- name: verify paid before
-- What transactions up to one booked for what waits: of each the account, as of its row.
SELECT t.waiting, SUM(e.amount) FROM transactions t JOIN waiting w ON w.guild_id = t.guild_id AND w.number = t.waiting
	JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id AND e.account_id = COALESCE(w.from_account, w.to_account) AND e.currency = w.currency
WHERE t.guild_id = :guild AND t.waiting IS NOT NULL AND t.transaction_id <= :transaction GROUP BY t.waiting;
-- name: verify config before
SELECT record FROM commands WHERE guild_id = :guild AND seq <= :seq AND verb = :verb AND status = 'ok' ORDER BY seq;
-- name: verify limited
SELECT (SELECT COUNT(*) FROM settings WHERE guild_id = :guild AND key >= 'limit.' AND key < 'limit/') + (SELECT COUNT(*) FROM limits WHERE guild_id = :guild);
-- name: verify refusing
SELECT COUNT(*) FROM settings WHERE guild_id = :guild AND key = 'budget.over' AND value = 'refuse';
-- name: verify schedules
SELECT schedule, kind, owner_id, payer, currency, amount, every, unit, days, day, nth, weekday, month, anchor, begins, until, times_left, at, short, retry_days, done, attempt,
	retrying, state, misses, role_id, into_account, prorate, grace_days, lose_role_id, made_seq, payees, always
FROM schedules WHERE guild_id = :guild ORDER BY schedule;
-- name: verify opening terms
SELECT COUNT(*) FROM settings WHERE guild_id = :guild AND key >= 'account.floor' AND key < 'account.floor/';
-- name: verify outbox
SELECT delivery, kind, seq, channel_id, reply_to, user_id, role_id,
	-- 1: words that are the log's answer, 2: other words
	CASE WHEN content IS NULL THEN 0 ELSE (SELECT CASE WHEN text = content THEN 1 ELSE 2 END FROM commands c WHERE c.guild_id = o.guild_id AND c.seq = o.seq) END,
	state, digest, notice, pings FROM outbox o
WHERE guild_id = :guild AND delivery > :delivery ORDER BY delivery;
-- name: verify batches
SELECT batch, state, opened_at, opened_by, closed_at, closed_by, transactions, first_transaction, last_transaction, previous_hash, hash,
	COALESCE(entries_hash, ''), COALESCE(merkle_root, '') FROM batches
WHERE guild_id = :guild AND batch > :batch ORDER BY batch;
-- name: batch chain
-- Also of copies of older schemas.
SELECT batch, state, previous_hash, hash FROM batches WHERE guild_id = :guild ORDER BY batch;
-- name: verify batch
SELECT hash, last_transaction FROM batches WHERE guild_id = :guild AND batch = :batch AND state = 'closed';
-- name: verify totals
SELECT account_id, currency, entries, debits, credits, balance, counted, debits_over, credits_over FROM batch_totals
WHERE guild_id = :guild AND batch = :batch ORDER BY account_id, currency;
-- name: verify cursors
SELECT channel_id, after FROM cursors WHERE guild_id = :guild ORDER BY channel_id;
-- name: verify channels
SELECT c.channel_id, c.since, k.after FROM channels c LEFT JOIN cursors k ON k.guild_id = c.guild_id AND k.channel_id = c.channel_id
WHERE c.guild_id = :guild AND c.enabled = 1 AND (k.after IS NULL OR k.after < c.since) ORDER BY c.channel_id;
-- name: verify counters
SELECT name, first, second, value FROM counters WHERE guild_id = :guild ORDER BY name, first, second;
-- name: verify settled
SELECT (SELECT COUNT(*) FROM outbox WHERE guild_id = :guild AND (state = 'due' OR state = 'under_way')), (SELECT COUNT(*) FROM outbox WHERE guild_id = :guild AND state = 'failed');
-- name: verify last log row
SELECT message_id, time, author_id, verb, status, code, transaction_id, batch FROM commands WHERE guild_id = :guild AND seq = :seq;
-- What a replay reads; what it must give again is told by sql/schema.txt (man gl-verify lists what it cannot).
-- name: replay log
SELECT guild_id, seq, verb, record, rules, status, code, text FROM commands WHERE (:guild IS NULL OR guild_id = :guild) ORDER BY guild_id, seq;
-- name: replay beginnings
SELECT guild_id, record, rules FROM commands WHERE seq = 1 AND guild_id IN (SELECT guild_id FROM guilds WHERE :guild IS NULL OR guild_id = :guild) ORDER BY guild_id;
-- name: verify year of row
SELECT year, first_transaction, last_transaction FROM years WHERE guild_id = :guild AND seq = :seq;
-- name: verify year ends
SELECT year, ends FROM years WHERE guild_id = :guild ORDER BY year;
-- name: verify years
-- Who closed it; that every account of income and expenses was brought to zero then, and stays so; that its transactions are its own.
SELECT 'years', CAST(y.year AS TEXT), 'log row ' || y.seq || ' closed no year' FROM years y WHERE y.guild_id = :guild
	AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = :guild AND c.seq = y.seq AND c.status = 'ok' AND ((y.waiting IS NULL AND c.verb IN VERBS(closes_year))
		OR EXISTS (SELECT 1 FROM waiting w WHERE w.guild_id = :guild AND w.number = y.waiting AND w.decided_seq = y.seq AND w.state = 'accepted' AND w.verb IN VERBS(closes_year))))
UNION ALL SELECT 'years', CAST(y.year AS TEXT), 'up to its end account ' || e.account_id || ' moved ' || CAST(wide_sum(e.amount) AS TEXT) || ' ' || e.currency || ' (minor units), and it is closed'
FROM years y CROSS JOIN accounts a
CROSS JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE y.guild_id = :guild AND a.guild_id = :guild AND a.kind IN ('income', 'expense') AND t.seq <= y.seq AND ACCOUNTED(t) < y.ends
GROUP BY y.year, e.account_id, e.currency HAVING wide_sign(wide_sum(e.amount)) <> 0
UNION ALL SELECT 'transactions', CAST(t.transaction_id AS TEXT), 'it counts in a year that was closed before it' FROM transactions t
WHERE t.guild_id = :guild AND ACCOUNTED(t) < (SELECT MAX(y.ends) FROM years y WHERE y.guild_id = :guild)
	AND ACCOUNTED(t) < (SELECT MAX(y.ends) FROM years y WHERE y.guild_id = :guild AND y.seq < t.seq)
UNION ALL SELECT 'transactions', CAST(t.transaction_id AS TEXT), 'it closes a year, and no year says so' FROM transactions t
WHERE t.guild_id = :guild AND t.verb IN VERBS(closes_year)
	AND NOT EXISTS (SELECT 1 FROM years y WHERE y.guild_id = :guild AND t.transaction_id >= y.first_transaction AND t.transaction_id <= y.last_transaction)
UNION ALL SELECT 'transactions', CAST(t.transaction_id AS TEXT), 'year ' || y.year || ' says that it closed it, and it is a “' || t.verb || '”'
FROM years y CROSS JOIN transactions t ON t.guild_id = y.guild_id AND t.transaction_id >= y.first_transaction AND t.transaction_id <= y.last_transaction
WHERE y.guild_id = :guild AND t.verb NOT IN VERBS(closes_year)
UNION ALL SELECT 'entries', CAST(e.transaction_id AS TEXT) || '/' || CAST(e.entry AS TEXT), 'the end of a year moves account ' || a.account_id || ', which is ' || a.kind
FROM years y CROSS JOIN entries e ON e.guild_id = y.guild_id AND e.transaction_id >= y.first_transaction AND e.transaction_id <= y.last_transaction
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
WHERE y.guild_id = :guild AND a.kind NOT IN ('income', 'expense', 'equity')
UNION ALL SELECT 'accounting_days', CAST(f.transaction_id AS TEXT), 'there is no such transaction' FROM accounting_days f
WHERE f.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id = f.transaction_id);
-- name: verify accounting days
-- What may count on another day than that of its time: of each the day of the bank's line that it books or assigns, the end of the years that were
-- closed before it, and the end of the one that it closes.
SELECT t.transaction_id, t.time, t.seq, f.time, f.day,
	CASE WHEN c.rules < 8 THEN NULL
		WHEN t.verb IN VERBS(imported) THEN (SELECT MIN(l.day) FROM import_lines l WHERE l.guild_id = t.guild_id AND l.state = 'booked' AND l.transaction_id = t.transaction_id)
		WHEN w.kind = 'line' THEN (SELECT MIN(l.day) FROM import_lines l WHERE l.guild_id = t.guild_id AND l.state = 'booked' AND l.transaction_id = w.target) END,
	(SELECT MAX(y.ends) FROM years y WHERE y.guild_id = t.guild_id AND y.seq < t.seq),
	(SELECT MAX(y.ends) FROM years y WHERE y.guild_id = t.guild_id AND t.transaction_id >= y.first_transaction AND t.transaction_id <= y.last_transaction)
FROM transactions t JOIN commands c ON c.guild_id = t.guild_id AND c.seq = t.seq
LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id
LEFT JOIN waiting w ON w.guild_id = t.guild_id AND w.number = t.waiting
WHERE t.guild_id = :guild AND (f.time IS NOT NULL OR t.waiting IS NOT NULL OR t.verb IN VERBS(imported) OR t.verb IN VERBS(closes_year)
	OR t.time < (SELECT MAX(y.ends) FROM years y WHERE y.guild_id = t.guild_id AND y.seq < t.seq))
ORDER BY t.transaction_id;
-- name: verify zone changed
-- Whether the guild's days were those of another zone once: a replay proves the years and days of then.
SELECT COUNT(*) FROM commands WHERE guild_id = :guild AND verb = :verb AND status = 'ok' AND (record LIKE '%timezone%' OR record LIKE '%zona%');
