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
UNION ALL SELECT 'registrations', CAST(r.user_id AS TEXT), 'user_id', CAST(r.user_id AS TEXT), 'users' FROM registrations r
WHERE r.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM users u WHERE u.guild_id = :guild AND u.user_id = r.user_id)
UNION ALL SELECT 'registrations', CAST(r.user_id AS TEXT), 'request', CAST(r.request AS TEXT), 'commands' FROM registrations r
WHERE r.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM commands l WHERE l.guild_id = :guild AND l.seq = r.request)
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
UNION ALL SELECT 'registrations', CAST(user_id AS TEXT), 'state', state FROM registrations WHERE guild_id = :guild AND state NOT IN ('waiting', 'approved', 'rejected', 'withdrawn');
-- name: verify guild
SELECT guild_id, owner_id, currency, sealed_transaction, last_time,
	(SELECT COALESCE(MAX(seq), 0) FROM commands l WHERE l.guild_id = g.guild_id), (SELECT COALESCE(MAX(transaction_id), 0) FROM transactions t WHERE t.guild_id = g.guild_id),
	(SELECT COALESCE(MAX(delivery), 0) FROM outbox o WHERE o.guild_id = g.guild_id), timezone
FROM guilds g WHERE :guild IS NULL OR guild_id = :guild ORDER BY guild_id;
-- name: verify currencies
SELECT code, scale FROM currencies WHERE guild_id = :guild ORDER BY code;
-- name: verify accounts
SELECT account_id, name, folded_name, kind, owner_id, purpose, opened_by, state FROM accounts WHERE guild_id = :guild ORDER BY account_id;
-- name: verify users
SELECT user_id FROM users WHERE guild_id = :guild ORDER BY user_id;
-- name: verify balances
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
-- name: verify transactions
SELECT transaction_id, batch, time, verb, seq, author_id, reverses, memo FROM transactions
WHERE guild_id = :guild AND transaction_id > :transaction ORDER BY transaction_id;
-- name: verify entries
SELECT transaction_id, entry, account_id, currency, amount FROM entries
WHERE guild_id = :guild AND transaction_id > :transaction ORDER BY transaction_id, entry;
-- name: verify entries of one
SELECT account_id, currency, amount FROM entries WHERE guild_id = :guild AND transaction_id = :transaction ORDER BY entry;
-- name: verify new entries
SELECT account_id, currency, amount FROM entries WHERE guild_id = :guild AND transaction_id > :transaction;
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
