-- within_work(): an answer stops here when it is too much work (src/store/sqlite/work.c).
-- How reports that sum begin over SQLite: in temporary tables as large as the result, since GROUP BY would sort every row of the journal in
-- memory first. A total may need more than 64 bits: ANY, and wide_add(). sql/reports.sql says how they end.
-- begin: report balances, report trial-balance, report balance-sheet, report forecast own
-- What an instant saw is summed in the order of the journal: looking up the transaction of each entry would read all pages again and again.
CREATE TEMP TABLE IF NOT EXISTS as_of (account_id INTEGER, currency TEXT, balance ANY, entries INTEGER, PRIMARY KEY (account_id, currency)) STRICT, WITHOUT ROWID;
DELETE FROM as_of;
INSERT INTO as_of SELECT e.account_id, e.currency, e.amount, 1
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
WHERE :at IS NOT NULL AND t.guild_id = :guild AND ACCOUNTED(t) <= :at AND within_work()
ON CONFLICT DO UPDATE SET balance = wide_add(balance, excluded.balance), entries = entries + 1;
-- begin: report batch
-- "+": else SQLite looks for the entries of each transaction in the whole range of the batch.
CREATE TEMP TABLE IF NOT EXISTS open_totals (account_id INTEGER, currency TEXT, entries INTEGER, debits ANY, credits ANY, PRIMARY KEY (account_id, currency)) STRICT, WITHOUT ROWID;
DELETE FROM open_totals;
INSERT INTO open_totals SELECT e.account_id, e.currency, 1, MAX(e.amount, 0), MAX(-e.amount, 0)
FROM batches b CROSS JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction
CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
WHERE b.guild_id = :guild AND b.batch = :batch AND b.state = 'open' AND within_work()
ON CONFLICT DO UPDATE SET entries = entries + 1, debits = wide_add(debits, excluded.debits), credits = wide_add(credits, excluded.credits);
-- begin: report activity
-- Counted in tables as large as the result: GROUP BY would sort every row of the log in memory first.
CREATE TEMP TABLE IF NOT EXISTS said (day TEXT, author_id INTEGER, commands INTEGER, booked INTEGER, PRIMARY KEY (day, author_id)) STRICT, WITHOUT ROWID;
DELETE FROM said;
INSERT INTO said SELECT day(time), COALESCE(author_id, 0), 1, transaction_id IS NOT NULL FROM commands
WHERE guild_id = :guild AND message_id IS NOT NULL AND (:from IS NULL OR time >= :from) AND (:to IS NULL OR time < :to) AND within_work()
ON CONFLICT DO UPDATE SET commands = commands + 1, booked = booked + excluded.booked;
CREATE TEMP TABLE IF NOT EXISTS volumes (day TEXT, currency TEXT, volume ANY, PRIMARY KEY (day, currency)) STRICT, WITHOUT ROWID;
DELETE FROM volumes;
INSERT INTO volumes SELECT day(t.time), e.currency, MAX(e.amount, 0)
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
WHERE t.guild_id = :guild AND (:from IS NULL OR t.time >= :from) AND (:to IS NULL OR t.time < :to) AND (:currency IS NULL OR e.currency = :currency)
	AND within_work()
ON CONFLICT DO UPDATE SET volume = wide_add(volume, excluded.volume);
-- begin: report balances-over-time
-- What came before :from is in its day's balance; each account's line goes on to the last day on which anything moved.
CREATE TEMP TABLE IF NOT EXISTS moved (currency TEXT, id INTEGER, day TEXT, debit_side INTEGER, amount ANY, PRIMARY KEY (currency, id, day)) STRICT, WITHOUT ROWID;
DELETE FROM moved;
INSERT INTO moved SELECT e.currency, CASE WHEN a.owner_id IS NOT NULL AND :account IS NULL THEN 0 ELSE a.account_id END,
	MAX(day(ACCOUNTED(t)), COALESCE(day(:from), '')), a.kind IN ('asset', 'expense'), e.amount
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
WHERE t.guild_id = :guild AND (:to IS NULL OR ACCOUNTED(t) < :to) AND (:currency IS NULL OR e.currency = :currency) AND (:account IS NULL OR e.account_id = :account)
	AND within_work()
ON CONFLICT DO UPDATE SET amount = wide_add(amount, excluded.amount);
CREATE TEMP TABLE IF NOT EXISTS bounds (last TEXT) STRICT;
DELETE FROM bounds;
INSERT INTO bounds SELECT day(MAX(ACCOUNTED(t))) FROM transactions t WHERE t.guild_id = :guild AND (:to IS NULL OR ACCOUNTED(t) < :to) AND within_work();
-- begin: report flows
-- Into and out of what the guild holds (its asset accounts), or of one account.
CREATE TEMP TABLE IF NOT EXISTS flows (day TEXT, currency TEXT, "into" ANY, out_of ANY, PRIMARY KEY (day, currency)) STRICT, WITHOUT ROWID;
DELETE FROM flows;
INSERT INTO flows SELECT day(ACCOUNTED(t)), e.currency, MAX(CASE WHEN :account IS NULL THEN 1 ELSE :side END * e.amount, 0),
	MAX(CASE WHEN :account IS NULL THEN -1 ELSE -:side END * e.amount, 0)
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
WHERE t.guild_id = :guild AND (:from IS NULL OR ACCOUNTED(t) >= :from) AND (:to IS NULL OR ACCOUNTED(t) < :to) AND (:currency IS NULL OR e.currency = :currency)
	AND CASE WHEN :account IS NULL THEN a.kind = 'asset' ELSE e.account_id = :account END AND within_work()
ON CONFLICT DO UPDATE SET "into" = wide_add("into", excluded."into"), out_of = wide_add(out_of, excluded.out_of);
-- begin: report results
CREATE TEMP TABLE IF NOT EXISTS results (account_id INTEGER, currency TEXT, bucket INTEGER, amount ANY, entries INTEGER, PRIMARY KEY (account_id, currency, bucket)) STRICT, WITHOUT ROWID;
DELETE FROM results;
INSERT INTO results SELECT e.account_id, e.currency, BUCKET(t), e.amount, 1
FROM accounts a CROSS JOIN entries e ON e.guild_id = a.guild_id AND e.account_id = a.account_id
CROSS JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
WHERE a.guild_id = :guild AND a.kind IN ('income', 'expense') AND t.verb NOT IN VERBS(closes_year) AND ACCOUNTED(t) >= :first AND ACCOUNTED(t) < :last AND (:currency IS NULL OR e.currency = :currency)
	AND within_work()
ON CONFLICT DO UPDATE SET amount = wide_add(amount, excluded.amount), entries = entries + 1;
-- begin: report cash
-- From the entries of what is held: of each transaction and currency the first one, beside all entries of both sides. Before the first period only
-- what is held counts.
CREATE TEMP TABLE IF NOT EXISTS parties (account_id INTEGER PRIMARY KEY, party INTEGER) STRICT;
DELETE FROM parties;
INSERT INTO parties SELECT account_id, CASE WHEN CASE WHEN :account IS NULL THEN kind = 'asset' ELSE account_id = :account END THEN :held
	WHEN owner_id IS NOT NULL THEN :members ELSE account_id END FROM accounts WHERE guild_id = :guild;
CREATE TEMP TABLE IF NOT EXISTS cash (party INTEGER, currency TEXT, bucket INTEGER, went INTEGER, amount ANY, PRIMARY KEY (party, currency, bucket, went)) STRICT, WITHOUT ROWID;
DELETE FROM cash;
INSERT INTO cash SELECT p.party, e.currency, BUCKET(t), p.party <> :held AND e.amount > 0, CASE WHEN p.party = :held THEN e.amount ELSE -e.amount END
FROM parties k CROSS JOIN entries s ON s.guild_id = :guild AND s.account_id = k.account_id
CROSS JOIN transactions t ON t.guild_id = s.guild_id AND t.transaction_id = s.transaction_id
CROSS JOIN entries e ON e.guild_id = s.guild_id AND e.transaction_id = +s.transaction_id AND e.currency = s.currency
CROSS JOIN parties p ON p.account_id = e.account_id
WHERE k.party = :held AND ACCOUNTED(t) < :last AND (:currency IS NULL OR s.currency = :currency) AND (p.party = :held OR ACCOUNTED(t) >= :first)
	AND (s.entry = 1 OR NOT EXISTS (SELECT 1 FROM entries y CROSS JOIN parties z ON z.account_id = y.account_id WHERE y.guild_id = s.guild_id AND y.transaction_id = +s.transaction_id
		AND y.entry < s.entry AND y.currency = s.currency AND z.party = :held)) AND within_work()
ON CONFLICT DO UPDATE SET amount = wide_add(amount, excluded.amount);
-- begin: report hours
-- Weekdays as ISO 8601 counts them: 1 is Monday.
CREATE TEMP TABLE IF NOT EXISTS hours (weekday INTEGER, hour INTEGER, author_id INTEGER, commands INTEGER, PRIMARY KEY (weekday, hour, author_id)) STRICT, WITHOUT ROWID;
DELETE FROM hours;
INSERT INTO hours SELECT weekday(time), hour(time),
	COALESCE(author_id, 0), 1 FROM commands
WHERE guild_id = :guild AND message_id IS NOT NULL AND (:from IS NULL OR time >= :from) AND (:to IS NULL OR time < :to) AND within_work()
ON CONFLICT DO UPDATE SET commands = commands + 1;
-- begin: report batch-totals
-- "+": else SQLite looks for the entries of each transaction in the whole range of the batch.
CREATE TEMP TABLE IF NOT EXISTS batch_volumes (batch INTEGER, currency TEXT, transactions INTEGER, total ANY, PRIMARY KEY (batch, currency)) STRICT, WITHOUT ROWID;
DELETE FROM batch_volumes;
INSERT INTO batch_volumes SELECT b.batch, e.currency, NOT EXISTS (SELECT 1 FROM entries x WHERE x.guild_id = e.guild_id AND x.transaction_id = e.transaction_id
		AND x.entry < e.entry AND x.currency = e.currency), MAX(e.amount, 0)
FROM (SELECT * FROM batches WHERE guild_id = :guild ORDER BY batch DESC LIMIT COALESCE(:limit, 9223372036854775807)) b
CROSS JOIN transactions t ON t.guild_id = b.guild_id AND t.transaction_id BETWEEN b.first_transaction AND COALESCE(b.last_transaction, 9223372036854775807)
CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = +t.transaction_id
WHERE t.batch = b.batch AND (:currency IS NULL OR e.currency = :currency) AND within_work()
ON CONFLICT DO UPDATE SET transactions = transactions + excluded.transactions, total = wide_add(total, excluded.total);
-- begin: report users
CREATE TEMP TABLE IF NOT EXISTS asked (author_id INTEGER PRIMARY KEY, time INTEGER, commands INTEGER) STRICT;
DELETE FROM asked;
INSERT INTO asked SELECT author_id, time, 1 FROM commands WHERE guild_id = :guild AND author_id IS NOT NULL AND message_id IS NOT NULL AND within_work()
ON CONFLICT DO UPDATE SET time = MAX(time, excluded.time), commands = commands + 1;
-- begin: report summary
-- Of a period, beside the one as long before it. Only :from tells a period from all that there is, which has none before.
CREATE TEMP TABLE IF NOT EXISTS periods (period INTEGER PRIMARY KEY, first INTEGER, ended INTEGER) STRICT;
DELETE FROM periods;
INSERT INTO periods SELECT 0, :from, COALESCE(:to, (SELECT last_time + 1 FROM guilds WHERE guild_id = :guild));
INSERT INTO periods SELECT 1, COALESCE(:before, 2 * first - ended), first FROM periods WHERE first IS NOT NULL;
CREATE TEMP TABLE IF NOT EXISTS spoken (period INTEGER, author_id INTEGER, commands INTEGER, refused INTEGER, PRIMARY KEY (period, author_id)) STRICT, WITHOUT ROWID;
DELETE FROM spoken;
INSERT INTO spoken SELECT p.period, COALESCE(c.author_id, 0), 1, c.status <> 'ok' FROM commands c CROSS JOIN periods p
WHERE c.guild_id = :guild AND c.message_id IS NOT NULL AND c.verb <> 'post' AND (p.first IS NULL OR c.time >= p.first) AND c.time < p.ended AND within_work()
ON CONFLICT DO UPDATE SET commands = commands + 1, refused = refused + excluded.refused;
CREATE TEMP TABLE IF NOT EXISTS summed (period INTEGER, currency TEXT, volume ANY, paid_in ANY, paid_out ANY, biggest INTEGER, members ANY, till ANY,
	PRIMARY KEY (period, currency)) STRICT, WITHOUT ROWID;
DELETE FROM summed;
INSERT INTO summed SELECT period, currency, CASE WHEN within THEN MAX(amount, 0) ELSE 0 END, CASE WHEN within AND verb IN VERBS(pays_in) THEN MAX(amount, 0) ELSE 0 END,
	CASE WHEN within AND verb IN VERBS(pays_out) THEN MAX(amount, 0) ELSE 0 END, CASE WHEN within THEN MAX(amount, 0) ELSE 0 END,
	CASE WHEN owner_id IS NOT NULL THEN -amount ELSE 0 END, CASE WHEN purpose = 'till' THEN amount ELSE 0 END
FROM (SELECT p.period, p.first IS NULL OR t.time >= p.first AS within, t.verb, e.currency, e.amount, a.owner_id, a.purpose
	FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
	CROSS JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id CROSS JOIN periods p
	WHERE t.guild_id = :guild AND t.time < p.ended AND (:currency IS NULL OR e.currency = :currency))
WHERE within_work() ON CONFLICT DO UPDATE SET volume = wide_add(volume, excluded.volume), paid_in = wide_add(paid_in, excluded.paid_in),
	paid_out = wide_add(paid_out, excluded.paid_out), biggest = MAX(biggest, excluded.biggest), members = wide_add(members, excluded.members),
	till = wide_add(till, excluded.till);
-- begin: export opening
CREATE TEMP TABLE IF NOT EXISTS opening (account_id INTEGER, currency TEXT, amount ANY, PRIMARY KEY (account_id, currency)) STRICT, WITHOUT ROWID;
DELETE FROM opening;
INSERT INTO opening SELECT e.account_id, e.currency, e.amount
FROM transactions t CROSS JOIN entries e ON e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id
WHERE t.guild_id = :guild AND (t.time < :from OR t.batch < :batch) AND (:currency IS NULL OR e.currency = :currency)
ON CONFLICT DO UPDATE SET amount = wide_add(amount, excluded.amount);
