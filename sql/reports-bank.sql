-- What gl-report asks of banks' lists, reconciliations, closed years and evidence. sql/reports.sql says how its queries end.

-- name: report lines
-- And what was booked by hand to an account of a bank and is none of its lines.
SELECT l.line, l.account_id, LABEL(l.account_id), l.day AS day, l.amount, l.currency, l.text, l.reference, l.balance, l.state, l.doubt,
	CASE WHEN l.state = 'same' THEN (SELECT s.line FROM import_lines s WHERE s.guild_id = l.guild_id AND s.state = 'booked' AND s.transaction_id = l.transaction_id) END,
	l.found_by, l.transaction_id, l.number, c.scale
FROM import_lines l JOIN currencies c ON c.guild_id = l.guild_id AND c.code = l.currency
WHERE l.guild_id = :guild AND (:account IS NULL OR l.account_id = :account) AND (:currency IS NULL OR l.currency = :currency)
	AND (:from IS NULL OR l.day >= day(:from)) AND (:to IS NULL OR l.day < day(:to))
UNION ALL SELECT NULL, e.account_id, LABEL(e.account_id), day(t.time), e.amount, e.currency, t.memo, NULL, NULL, 'by hand', NULL, NULL, NULL, t.transaction_id, NULL, c.scale
FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id AND t.verb NOT IN VERBS(imported) AND t.verb NOT IN VERBS(seals) AND t.reverses IS NULL
JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
WHERE e.guild_id = :guild AND (:account IS NULL OR e.account_id = :account) AND (:currency IS NULL OR e.currency = :currency)
	AND e.account_id IN (SELECT a.account_id FROM accounts a WHERE a.guild_id = :guild AND a.kind = 'asset' AND (:account IS NOT NULL
		OR EXISTS (SELECT 1 FROM import_lines l WHERE l.guild_id = :guild AND l.account_id = a.account_id)))
	AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to)
	AND NOT EXISTS (SELECT 1 FROM import_lines l WHERE l.guild_id = t.guild_id AND l.state = 'same' AND l.transaction_id = t.transaction_id)
	AND NOT EXISTS (SELECT 1 FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id)
ORDER BY 4 DESC, 14 DESC NULLS LAST, 1 LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report to-sort
-- What came in is positive. The oldest first: it has waited most.
SELECT w.number, l.day, l.account_id, LABEL(l.account_id), CASE WHEN w.from_account IS NULL THEN w.paid - w.amount ELSE w.amount - w.paid END, w.currency, l.text, w.asked_at,
	l.line, w.target, c.scale
FROM waiting w JOIN import_lines l ON l.guild_id = w.guild_id AND l.line = w.arguments ->> '$.line' JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.guild_id = :guild AND w.kind = 'line' AND w.verb NOT IN VERBS(imported) AND w.state = 'waiting' AND (:currency IS NULL OR w.currency = :currency)
ORDER BY w.number;
-- name: report years
WITH r AS (
	SELECT y.year AS year, y.seq AS seq, y.waiting AS waiting, e.currency AS currency, MIN(t.transaction_id) AS transaction_id, wide_sum(e.amount) AS amount FROM years y
	CROSS JOIN transactions t ON t.guild_id = y.guild_id AND t.transaction_id >= y.first_transaction AND t.transaction_id <= y.last_transaction
	CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
	CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id AND a.kind IN ('income', 'expense')
	WHERE y.guild_id = :guild GROUP BY y.year, y.seq, y.waiting, e.currency
	UNION ALL SELECT year, seq, waiting, NULL, NULL, NULL FROM years WHERE guild_id = :guild AND first_transaction IS NULL)
SELECT r.year, c.time, COALESCE(USER_LABEL(k.author_id), char(3) || char(3) || (k.record ->> '$.author.name')),
	CASE WHEN r.waiting IS NOT NULL THEN COALESCE(USER_LABEL(c.author_id), char(3) || char(3) || (c.record ->> '$.author.name')) END,
	r.amount, r.currency, r.transaction_id, NULLIF(k.author_id, 0), CASE WHEN r.waiting IS NOT NULL THEN NULLIF(c.author_id, 0) END,
	COALESCE((SELECT s.scale FROM currencies s WHERE s.guild_id = :guild AND s.code = r.currency), 0)
FROM r CROSS JOIN commands c ON c.guild_id = :guild AND c.seq = r.seq
CROSS JOIN commands k ON k.guild_id = :guild AND k.seq = COALESCE((SELECT w.asked_seq FROM waiting w WHERE w.guild_id = :guild AND w.number = r.waiting), r.seq)
WHERE :currency IS NULL OR r.currency = :currency ORDER BY r.year, r.currency;
-- name: report reconciliation
-- Of each account of a bank the last reconciliation, by whom: of those that hold the one of the latest day, if the newest holds; and what was not agreed since: what is in no list, and what a list has that waits or nobody claimed.
WITH newest AS (SELECT b.account_id, b.currency, MIN(b.day) AS first_day, MAX(b.seq) AS seq,
		(SELECT h.seq FROM reconciliations h WHERE h.guild_id = :guild AND h.account_id = b.account_id AND h.currency = b.currency AND h.reopened_by IS NULL
			ORDER BY h.day DESC, h.seq DESC LIMIT 1) AS held
	FROM (SELECT account_id, currency, MIN(day) AS day, CAST(NULL AS BIGINT) AS seq FROM import_lines WHERE guild_id = :guild GROUP BY account_id, currency
		UNION ALL SELECT account_id, currency, NULL, MAX(seq) FROM reconciliations WHERE guild_id = :guild GROUP BY account_id, currency) b
	WHERE (:account IS NULL OR b.account_id = :account) AND (:currency IS NULL OR b.currency = :currency) GROUP BY b.account_id, b.currency),
banks AS (SELECT n.account_id, n.currency, n.first_day, n.held, CASE WHEN r.reopened_by IS NULL THEN n.held ELSE n.seq END AS seq
	FROM newest n LEFT JOIN reconciliations r ON r.guild_id = :guild AND r.account_id = n.account_id AND r.currency = n.currency AND r.seq = n.seq),
opened AS MATERIALIZED (SELECT l.account_id, l.currency, CASE WHEN w.verb IN VERBS(imported) THEN 2 ELSE 3 END AS part, l.day, l.amount, l.text, l.transaction_id, w.number
	FROM waiting w CROSS JOIN import_lines l INDEXED BY import_lines_of_number ON l.guild_id = w.guild_id AND l.number = w.number WHERE w.guild_id = :guild AND w.kind = 'line' AND w.state = 'waiting')
SELECT x.account_id, LABEL(x.account_id), x.state, x.day, x.amount, x.currency, x.text, x.batch, x.transaction_id, x.number, x.list, c.scale FROM (
	SELECT b.account_id, b.currency, 0 AS part, CASE WHEN r.seq IS NULL THEN 'never reconciled' WHEN r.reopened_by IS NULL THEN 'agreed' ELSE 'reopened' END AS state, r.day, r.statement AS amount,
		COALESCE(USER_LABEL(l.author_id), l.record ->> '$.author.name') AS text, r.batch, r.reopened_by AS transaction_id, CAST(NULL AS BIGINT) AS number, r.list
	FROM banks b LEFT JOIN reconciliations r ON r.guild_id = :guild AND r.account_id = b.account_id AND r.currency = b.currency AND r.seq = b.seq
	LEFT JOIN commands l ON l.guild_id = :guild AND l.seq = b.seq
	UNION ALL SELECT b.account_id, b.currency, 1, 'by hand', day(t.time), e.amount, t.memo, CAST(NULL AS BIGINT), t.transaction_id, CAST(NULL AS BIGINT), NULL
	FROM banks b CROSS JOIN entries e ON e.guild_id = :guild AND e.account_id = b.account_id AND e.currency = b.currency
	CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	LEFT JOIN reconciliations h ON h.guild_id = :guild AND h.account_id = b.account_id AND h.currency = b.currency AND h.seq = b.held
	WHERE b.first_day IS NOT NULL AND day(t.time) >= b.first_day AND (h.seq IS NULL OR e.transaction_id > h.last_transaction OR day(t.time) > h.day)
		AND NOT EXISTS (SELECT 1 FROM import_lines f INDEXED BY import_lines_of_transaction WHERE f.guild_id = e.guild_id AND f.transaction_id = e.transaction_id
			AND f.account_id = e.account_id AND f.currency = e.currency)
		AND NOT EXISTS (SELECT 1 FROM transactions v INDEXED BY transactions_reversed WHERE v.guild_id = t.guild_id AND v.reverses = t.transaction_id)
		AND (t.reverses IS NULL OR EXISTS (SELECT 1 FROM import_lines f INDEXED BY import_lines_of_transaction WHERE f.guild_id = e.guild_id AND f.transaction_id = t.reverses
			AND f.account_id = e.account_id AND f.currency = e.currency))
	UNION ALL SELECT b.account_id, b.currency, o.part, CASE o.part WHEN 2 THEN 'waiting' ELSE 'to-sort' END, o.day, o.amount, o.text, CAST(NULL AS BIGINT), o.transaction_id, o.number, NULL
	FROM banks b JOIN opened o ON o.account_id = b.account_id AND o.currency = b.currency) x JOIN currencies c ON c.guild_id = :guild AND c.code = x.currency
ORDER BY x.account_id, x.currency, x.part, x.day DESC, x.transaction_id DESC, x.number DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report imports
-- Where a list does not begin with what the one before it ended with: behind which day lines are missing, and what they come to.
SELECT i.import, i.account_id, LABEL(i.account_id), CASE WHEN i.format LIKE 'csv:%' THEN 'csv' ELSE i.format END, i.first_day, i.last_day, i.lines, i.opening, i.closing, i.currency,
	CASE WHEN p.closing <> i.opening THEN p.last_day END, i.opening - NULLIF(p.closing, i.opening), l.time, l.record ->> '$.author.name', i.list, i.crossed, c.scale
FROM imports i JOIN currencies c ON c.guild_id = i.guild_id AND c.code = i.currency JOIN commands l ON l.guild_id = i.guild_id AND l.seq = i.seq
LEFT JOIN imports p ON p.guild_id = i.guild_id AND p.import = (SELECT b.import FROM imports b WHERE b.guild_id = i.guild_id AND b.account_id = i.account_id AND b.currency = i.currency
	AND b.closing IS NOT NULL AND b.last_day < i.first_day ORDER BY b.last_day DESC, b.seq DESC LIMIT 1)
WHERE i.guild_id = :guild AND (:account IS NULL OR i.account_id = :account) AND (:currency IS NULL OR i.currency = :currency)
ORDER BY i.seq DESC LIMIT COALESCE(:limit, 9223372036854775807);
-- name: report counterparties
SELECT p.number, w.memo, p.account_id, LABEL(p.account_id), 0
FROM counterparties p JOIN waiting w ON w.guild_id = p.guild_id AND w.number = p.number WHERE p.guild_id = :guild ORDER BY p.number;
-- name: report evidence
-- What moved more than evidence.over of its currency, by the guild's offices or from a bank to an expense, and no file shows what for. What was
-- undone needs none.
SELECT m.transaction_id, m.time, m.verb, m.amount, m.currency, m.memo, USER_LABEL(m.author_id), NULLIF(m.author_id, 0), m.scale FROM (
	SELECT t.transaction_id, t.time, t.verb, CAST(SUM(e.amount) AS BIGINT) AS amount, e.currency, t.memo, t.author_id, c.scale AS scale
	FROM (SELECT c.code, c.scale, CAST(s.value AS BIGINT) AS least FROM currencies c JOIN guilds g ON g.guild_id = c.guild_id
		JOIN settings s ON s.guild_id = c.guild_id AND s.key = CASE WHEN c.code = g.currency THEN 'evidence.over' ELSE 'evidence.over.' || c.code END AND s.value <> '-'
		WHERE c.guild_id = :guild AND (:currency IS NULL OR c.code = :currency)) c
	CROSS JOIN transactions t CROSS JOIN entries e
	WHERE t.guild_id = :guild AND e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id AND e.currency = c.code AND e.amount > 0 AND within_work()
		AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND t.reverses IS NULL
		AND ((t.verb IN VERBS(evidence) AND t.verb NOT IN VERBS(limited)) OR (t.verb IN VERBS(imported) AND EXISTS (SELECT 1 FROM entries x
			JOIN accounts a ON a.guild_id = x.guild_id AND a.account_id = x.account_id AND a.kind = 'expense' WHERE x.guild_id = t.guild_id AND x.transaction_id = t.transaction_id)))
		AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.guild_id = t.guild_id AND v.transaction_id = t.transaction_id)
		AND NOT EXISTS (SELECT 1 FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id)
	GROUP BY t.transaction_id, t.time, t.verb, e.currency, t.memo, t.author_id, c.scale, c.least HAVING SUM(e.amount) > c.least) m
ORDER BY m.transaction_id DESC, m.currency LIMIT COALESCE(:limit, 9223372036854775807);
