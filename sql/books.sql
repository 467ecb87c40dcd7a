-- What a batch is sealed with, and what gl-db tells of a guild.
-- name: batch header
-- A first batch that was closed before any transaction keeps NULL for 0.
SELECT batch, previous_hash, first_transaction, CASE WHEN state = 'closed' THEN COALESCE(last_transaction, 0) END, hash, form, entries_hash, merkle_root, transactions
FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: batch header of form 1
-- The same in a copy from before there were forms (schema 8).
SELECT batch, previous_hash, first_transaction, CASE WHEN state = 'closed' THEN COALESCE(last_transaction, 0) END, hash, 1, NULL, NULL, transactions
FROM batches WHERE guild_id = :guild AND batch = :batch;
-- name: batch entries
SELECT e.transaction_id, e.entry, t.time, t.verb, t.reverses, e.account_id, e.currency, e.amount
FROM transactions t CROSS JOIN entries e ON e.guild_id = :guild AND e.transaction_id = +t.transaction_id -- so that nothing is sorted in memory
WHERE t.guild_id = :guild AND t.transaction_id >= :first AND t.transaction_id <= :last
ORDER BY t.transaction_id, e.entry;
-- name: batch lines beside
-- What form 3 seals of transactions beside their entries: evidence that was attached while the batch was open, and lines of banks' lists that a
-- transaction of the batch booked, or that were found to be one since the batch before was closed, which may be older.
SELECT e.transaction_id, 'evidence,' || CAST(e.transaction_id AS TEXT) || ',' || e.sha256 || ',' || CAST(e.size AS TEXT) FROM evidence e
WHERE e.guild_id = :guild AND e.batch = :batch
UNION ALL SELECT l.transaction_id, 'import,' || CAST(l.transaction_id AS TEXT) || ',' || l.line FROM import_lines l
WHERE l.guild_id = :guild AND l.state = 'booked' AND l.transaction_id >= :first AND l.transaction_id <= :last
UNION ALL SELECT l.transaction_id, 'import,' || CAST(l.transaction_id AS TEXT) || ',' || l.line FROM import_lines l LEFT JOIN waiting w ON w.guild_id = l.guild_id AND w.number = l.number
WHERE l.guild_id = :guild AND l.state = 'same'
	AND COALESCE(w.decided_seq, l.seq) > COALESCE((SELECT b.closed_by FROM batches b WHERE b.guild_id = :guild AND b.batch = :batch - 1), 0)
	AND COALESCE((SELECT COALESCE(w.decided_seq, l.seq) <= b.closed_by FROM batches b WHERE b.guild_id = :guild AND b.batch = :batch AND b.state = 'closed'), TRUE);
-- name: batch reconciled
SELECT 'reconciled,' || CAST(account_id AS TEXT) || ',' || currency || ',' || day || ',' || CAST(statement AS TEXT) || ',' || CAST(books AS TEXT) FROM reconciliations
WHERE guild_id = :guild AND batch = :batch ORDER BY account_id, currency, seq;
-- name: batch sums
SELECT currency, total, debts, leaves, root FROM batch_sums WHERE guild_id = :guild AND batch = :batch ORDER BY currency;
-- name: sum seed
SELECT seed FROM sum_seeds WHERE guild_id = :guild;
-- name: sum members enough
SELECT COUNT(*) FROM (SELECT 1 FROM accounts WHERE guild_id = :guild AND owner_id IS NOT NULL LIMIT :least) a;
-- name: sum members now
-- What members hold is on the credit side. Accounts that are closed count, too: nobody is left out by closing theirs.
SELECT a.owner_id, COALESCE(-b.balance, 0) FROM accounts a LEFT JOIN balances b ON b.guild_id = a.guild_id AND b.account_id = a.account_id AND b.currency = :currency
WHERE a.guild_id = :guild AND a.owner_id IS NOT NULL AND a.opened_by <= :seq ORDER BY a.owner_id;
-- name: sum members then
-- As of the close of a batch: what moved since the batch before has a control total with its balance then.
SELECT a.owner_id, COALESCE((SELECT -t.balance FROM batch_totals t WHERE t.guild_id = a.guild_id AND t.account_id = a.account_id AND t.currency = :currency AND t.batch = x.batch), 0)
FROM batches c JOIN accounts a ON a.guild_id = c.guild_id AND a.owner_id IS NOT NULL AND a.opened_by <= c.closed_by
LEFT JOIN (SELECT account_id, MAX(batch) AS batch FROM batch_totals WHERE guild_id = :guild AND batch <= :batch AND currency = :currency GROUP BY account_id) x ON x.account_id = a.account_id
WHERE c.guild_id = :guild AND c.batch = :batch ORDER BY a.owner_id;
-- name: sums of member
-- Of a batch each sum, and whether somebody is in it.
SELECT s.currency, EXISTS (SELECT 1 FROM accounts a WHERE a.guild_id = s.guild_id AND a.owner_id = :user AND a.opened_by <= b.closed_by)
FROM batch_sums s JOIN batches b ON b.guild_id = s.guild_id AND b.batch = s.batch WHERE s.guild_id = :guild AND s.batch = :batch ORDER BY s.currency LIMIT :most;
-- name: parcel batches
-- From the first that was closed in a time on to the one before the first that was closed later.
SELECT MIN(CASE WHEN closed_at >= :from THEN batch END), COALESCE(MIN(CASE WHEN closed_at >= :to THEN batch END) - 1, MAX(batch)) FROM batches
WHERE guild_id = :guild AND state = 'closed';
-- name: parcel range
SELECT a.first_transaction, COALESCE(b.last_transaction, 0), COALESCE((SELECT z.closed_by FROM batches z WHERE z.guild_id = :guild AND z.batch = :first - 1), 0), b.closed_by, b.closed_at
FROM batches a JOIN batches b ON b.guild_id = a.guild_id AND b.batch = :last WHERE a.guild_id = :guild AND a.batch = :first;
-- name: parcel entries
SELECT t.transaction_id, t.time, t.batch, t.verb, t.memo, e.entry, e.account_id, e.currency, e.amount, c.scale, a.kind, a.owner_id, a.folded_name, COALESCE(u.name, a.name)
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id + 0 -- else SQLite reads the year for each
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
WHERE t.guild_id = :guild AND t.transaction_id >= :from AND t.transaction_id <= :to ORDER BY t.transaction_id, e.entry;
-- name: parcel evidence of transactions
SELECT transaction_id, sha256 FROM evidence WHERE guild_id = :guild AND transaction_id >= :from AND transaction_id <= :to AND batch <= :last ORDER BY transaction_id, sha256;
-- name: parcel accounts
SELECT a.account_id, a.kind, CAST(a.owner_id AS TEXT), a.purpose, COALESCE(u.name, a.name) FROM accounts a LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
WHERE a.guild_id = :guild AND a.opened_by <= :seq ORDER BY a.account_id;
-- name: parcel totals
SELECT t.account_id, t.currency, c.scale, a.kind, COALESCE(u.name, a.name), t.batch, t.balance, t.debits, t.debits_over, t.credits, t.credits_over
FROM batch_totals t JOIN accounts a ON a.guild_id = t.guild_id AND a.account_id = t.account_id
JOIN currencies c ON c.guild_id = t.guild_id AND c.code = t.currency LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
WHERE t.guild_id = :guild AND t.batch <= :last ORDER BY t.account_id, t.currency, t.batch;
-- name: parcel closes
-- What the ends of years moved of income and expenses: a result is what was there before.
SELECT e.account_id, e.currency, wide_sum(e.amount) FROM transactions t
CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id + 0
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id AND a.kind IN ('income', 'expense')
WHERE t.guild_id = :guild AND t.transaction_id >= :from AND t.transaction_id <= :to AND t.verb IN VERBS(closes_year)
GROUP BY e.account_id, e.currency ORDER BY e.account_id, e.currency;
-- name: parcel evidence
SELECT batch, transaction_id, sha256, size, media_type FROM evidence WHERE guild_id = :guild AND batch >= :first AND batch <= :last ORDER BY batch, transaction_id, sha256;
-- name: parcel files
-- The files of the evidence of a parcel, each once; none of those that the sweep removes (sql/privacy.sql, evidence files), also while they are
-- still there: a parcel shows nothing of somebody who is forgotten.
SELECT v.sha256, MIN(v.transaction_id) FROM evidence v WHERE v.guild_id = :guild AND v.batch >= :first AND v.batch <= :last
	AND v.sha256 IN (SELECT k.sha256 FROM evidence k WHERE k.guild_id = :guild AND NOT EXISTS (SELECT 1 FROM entries e
		JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
		JOIN forgets f ON f.guild_id = a.guild_id AND f.user_id = a.owner_id AND f.last_seq >= k.seq
		WHERE e.guild_id = k.guild_id AND e.transaction_id = k.transaction_id))
GROUP BY v.sha256 ORDER BY v.sha256;
-- name: parcel imports
SELECT l.transaction_id, l.account_id, l.currency, l.day, l.amount, l.state, l.reference, l.text, l.line, c.scale FROM import_lines l
JOIN currencies c ON c.guild_id = l.guild_id AND c.code = l.currency LEFT JOIN waiting w ON w.guild_id = l.guild_id AND w.number = l.number
WHERE l.guild_id = :guild AND ((l.state = 'booked' AND l.transaction_id >= :from AND l.transaction_id <= :to)
	OR (l.state = 'same' AND COALESCE(w.decided_seq, l.seq) > :after AND COALESCE(w.decided_seq, l.seq) <= :seq)) ORDER BY l.transaction_id, l.line;
-- name: parcel reconciliations
SELECT r.batch, r.account_id, r.currency, r.day, r.statement, r.books, r.list, c.scale FROM reconciliations r JOIN currencies c ON c.guild_id = r.guild_id AND c.code = r.currency
WHERE r.guild_id = :guild AND r.batch >= :first AND r.batch <= :last ORDER BY r.batch, r.account_id, r.currency, r.seq;
-- name: parcel sums
SELECT batch, currency, total, debts, leaves, root FROM batch_sums WHERE guild_id = :guild AND batch >= :first AND batch <= :last ORDER BY batch, currency;
-- name: transaction batch
SELECT batch FROM transactions WHERE guild_id = :guild AND transaction_id = :transaction;
-- name: guild list
SELECT guild_id, name, language, timezone, currency, owner_id, last_time FROM guilds ORDER BY guild_id;
-- name: guild one
SELECT guild_id, name, language, timezone, currency, owner_id, last_time FROM guilds WHERE guild_id = :guild;
-- name: placed guilds
SELECT g.guild_id, g.name, g.last_time, COALESCE((SELECT MAX(c.seq) FROM commands c WHERE c.guild_id = g.guild_id), 0) FROM guilds g ORDER BY g.guild_id;
-- name: guild counts
SELECT (SELECT COUNT(*) FROM accounts WHERE guild_id = :guild), (SELECT COUNT(*) FROM accounts WHERE guild_id = :guild AND owner_id IS NOT NULL),
	(SELECT MAX(transaction_id) FROM transactions WHERE guild_id = :guild), (SELECT MAX(seq) FROM commands WHERE guild_id = :guild),
	(SELECT MAX(batch) FROM batches WHERE guild_id = :guild), (SELECT COUNT(*) FROM batches WHERE guild_id = :guild AND state = 'open');
-- name: reconcile books
-- The balance at the end of a day by the bank's days: an entry counts on that of the line that it is, any other on that of its transaction. And the first day of a line.
-- The LIMIT keeps SQLite from looking for the line three times an entry.
SELECT wide_sum(CASE WHEN x.line_day <= :day THEN x.amount
	WHEN x.line_day IS NULL AND (SELECT t.time FROM transactions t WHERE t.guild_id = :guild AND t.transaction_id = x.transaction_id) < :end THEN x.amount END), MIN(x.line_day)
FROM (SELECT e.amount, e.transaction_id, (SELECT l.day FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = :guild AND l.transaction_id = e.transaction_id
		AND l.account_id = :account AND l.currency = :currency LIMIT 1) AS line_day
	FROM entries e WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = :currency LIMIT 9223372036854775807) x;
-- name: reconcile by hand
-- Entries that are in no list, up to a day, without what was undone by then, from the first day of a line on; not those that were agreed.
SELECT t.transaction_id, t.time, e.amount, t.memo FROM entries e CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE e.guild_id = :guild AND e.account_id = :account AND e.currency = :currency AND t.time < :end AND t.time >= :first
	AND (e.transaction_id > :agreed OR t.time >= :agreed_end)
	AND NOT EXISTS (SELECT 1 FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = e.guild_id AND l.transaction_id = e.transaction_id
		AND l.account_id = e.account_id AND l.currency = e.currency)
	AND NOT EXISTS (SELECT 1 FROM transactions r INDEXED BY transactions_reversed WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id AND r.time < :end)
	AND (t.reverses IS NULL OR EXISTS (SELECT 1 FROM import_lines l INDEXED BY import_lines_of_transaction WHERE l.guild_id = e.guild_id AND l.transaction_id = t.reverses
		AND l.account_id = e.account_id AND l.currency = e.currency))
ORDER BY e.transaction_id DESC, e.entry LIMIT 1001;
-- name: reconcile lines
-- Lines of the account up to a day that wait for a word, and those that nobody claimed (1).
SELECT w.number, l.day, l.amount, w.claimed, l.text FROM (
	SELECT number, 0 AS claimed FROM waiting INDEXED BY waiting_from WHERE guild_id = :guild AND from_account = :account AND kind = 'line' AND state = 'waiting' AND verb IN VERBS(imported)
	UNION ALL SELECT number, 0 FROM waiting INDEXED BY waiting_to WHERE guild_id = :guild AND to_account = :account AND kind = 'line' AND state = 'waiting' AND verb IN VERBS(imported)
	UNION ALL SELECT number, 1 FROM waiting INDEXED BY waiting_from WHERE guild_id = :guild AND from_account = :to_sort AND kind = 'line' AND state = 'waiting' AND verb NOT IN VERBS(imported)
	UNION ALL SELECT number, 1 FROM waiting INDEXED BY waiting_to WHERE guild_id = :guild AND to_account = :to_sort AND kind = 'line' AND state = 'waiting' AND verb NOT IN VERBS(imported)
) w CROSS JOIN import_lines l INDEXED BY import_lines_of_number ON l.guild_id = :guild AND l.number = w.number
WHERE l.account_id = :account AND l.currency = :currency AND l.day <= :day ORDER BY l.day DESC, w.number DESC LIMIT 1001;
-- name: year first open
-- When the first counts that is in no closed year.
SELECT MIN(ACCOUNTED(t)) FROM transactions t WHERE t.guild_id = :guild AND ACCOUNTED(t) >= :closed AND ACCOUNTED(t) < :ends;
-- name: year sums
-- What each account of income and expenses moved up to there: the years before it were brought to zero.
SELECT a.account_id, e.currency, wide_sum(e.amount) FROM accounts a
CROSS JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE a.guild_id = :guild AND a.kind IN ('income', 'expense') AND ACCOUNTED(t) < :ends
GROUP BY a.account_id, e.currency ORDER BY e.currency, a.account_id;
