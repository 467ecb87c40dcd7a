-- The schema of version 9: what comes after the rows.
CREATE UNIQUE INDEX accounts_by_name ON accounts (guild_id, folded_name);
CREATE UNIQUE INDEX accounts_by_owner ON accounts (guild_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_by_purpose ON accounts (guild_id, purpose) WHERE purpose IS NOT NULL;
CREATE UNIQUE INDEX transactions_reversed ON transactions (guild_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entries_by_account ON entries (guild_id, account_id, currency, transaction_id, entry, amount);
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL;
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER entries_not_into_sealed BEFORE INSERT ON entries
	WHEN NEW.transaction_id <= (SELECT sealed_transaction FROM guilds WHERE guild_id = NEW.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the batch of this transaction is closed'); END;
CREATE TRIGGER transactions_never_go BEFORE DELETE ON transactions BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER transactions_not_into_sealed BEFORE INSERT ON transactions
	WHEN NEW.transaction_id <= (SELECT sealed_transaction FROM guilds WHERE guild_id = NEW.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the batch of this transaction is closed'); END;
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER batches_closed_never_change BEFORE UPDATE ON batches WHEN OLD.state = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE TRIGGER batches_never_go BEFORE DELETE ON batches BEGIN
	SELECT RAISE(ABORT, 'a batch is never deleted'); END;
CREATE TRIGGER batch_totals_never_change BEFORE UPDATE ON batch_totals BEGIN
	SELECT RAISE(ABORT, 'control totals never change'); END;
CREATE TRIGGER batch_totals_never_go BEFORE DELETE ON batch_totals BEGIN
	SELECT RAISE(ABORT, 'control totals never change'); END;
CREATE TRIGGER batch_totals_not_into_sealed BEFORE INSERT ON batch_totals
	WHEN (SELECT state FROM batches WHERE guild_id = NEW.guild_id AND batch = NEW.batch) = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE TRIGGER sealed_only_grows BEFORE UPDATE OF sealed_transaction ON guilds
	WHEN NEW.sealed_transaction < OLD.sealed_transaction BEGIN
	SELECT RAISE(ABORT, 'a closed batch cannot be unsealed'); END;
CREATE INDEX outbox_waiting ON outbox (guild_id, delivery) WHERE state = 'due' OR state = 'under_way';
CREATE INDEX outbox_failed ON outbox (guild_id, error) WHERE state = 'failed';
CREATE INDEX wanted_roles_by_role ON wanted_roles (guild_id, role_id);
CREATE INDEX wanted_roles_ending ON wanted_roles (guild_id, until) WHERE until IS NOT NULL AND wanted = 1;
CREATE UNIQUE INDEX registrations_by_request ON registrations (guild_id, request);
CREATE INDEX outbox_roles ON outbox (guild_id, user_id, role_id) WHERE role_id IS NOT NULL;
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq
		OR OLD.message_id IS NOT NEW.message_id OR OLD.time <> NEW.time OR OLD.author_id IS NOT NEW.author_id OR OLD.verb <> NEW.verb
		OR OLD.status <> NEW.status OR OLD.code IS NOT NEW.code OR OLD.transaction_id IS NOT NEW.transaction_id OR OLD.batch IS NOT NEW.batch BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id
		OR OLD.transaction_id <> NEW.transaction_id OR OLD.batch <> NEW.batch OR OLD.time <> NEW.time OR OLD.verb <> NEW.verb OR OLD.seq <> NEW.seq
		OR OLD.author_id <> NEW.author_id OR OLD.reverses IS NOT NEW.reverses BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE INDEX users_active ON users (guild_id, active) WHERE active IS NOT NULL;
CREATE VIEW v_accounts AS
SELECT a.guild_id, a.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, a.purpose,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 'debit' ELSE 'credit' END AS side,
	strftime('%Y-%m-%dT%H:%M:%S', l.time / 1000, 'unixepoch') || printf('.%03dZ', l.time % 1000) AS opened
FROM accounts a LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN commands l ON l.guild_id = a.guild_id AND l.seq = a.opened_by;
CREATE VIEW v_balances AS
WITH x AS (SELECT b.guild_id, b.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, b.currency, c.scale,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN b.balance ELSE -b.balance END AS minor, b.balance AS debit_minor, b.floor AS floor_minor, b.entries
	FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
	JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id)
SELECT guild_id, account_id, account, kind, state, owner_id, currency, scale, printf('%s%d%s', CASE WHEN minor < 0 THEN '-' ELSE '' END, ABS(minor / CAST('1' || substr('000000000', 1, scale) AS INTEGER)), CASE WHEN scale THEN '.' || printf('%0*d', scale, ABS(minor % CAST('1' || substr('000000000', 1, scale) AS INTEGER))) ELSE '' END) AS balance, minor AS balance_minor, debit_minor, floor_minor, entries FROM x;
CREATE VIEW v_journal AS
WITH x AS (SELECT e.guild_id, e.transaction_id, e.entry, t.time, t.batch, t.verb, e.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind,
	e.currency, c.scale, e.amount AS minor, t.memo, t.reverses, t.author_id
	FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id)
SELECT guild_id, transaction_id, entry, strftime('%Y-%m-%dT%H:%M:%S', time / 1000, 'unixepoch') || printf('.%03dZ', time % 1000) AS time, batch, verb, account_id, account, kind,
	currency, scale, printf('%s%d%s', CASE WHEN minor < 0 THEN '-' ELSE '' END, ABS(minor / CAST('1' || substr('000000000', 1, scale) AS INTEGER)), CASE WHEN scale THEN '.' || printf('%0*d', scale, ABS(minor % CAST('1' || substr('000000000', 1, scale) AS INTEGER))) ELSE '' END) AS amount, minor AS amount_minor, MAX(minor, 0) AS debit_minor, MAX(-minor, 0) AS credit_minor, memo, reverses, author_id FROM x;
CREATE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, strftime('%Y-%m-%dT%H:%M:%S', t.time / 1000, 'unixepoch') || printf('.%03dZ', t.time % 1000) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id;
CREATE VIEW v_activity AS
SELECT guild_id, date(time / 1000, 'unixepoch') AS day, COUNT(*) AS commands, COUNT(DISTINCT author_id) AS people, COUNT(transaction_id) AS transactions,
	SUM(status = 'ok') AS ok, SUM(status = 'rejected') AS rejected, SUM(status = 'denied') AS denied
FROM commands WHERE message_id IS NOT NULL GROUP BY guild_id, date(time / 1000, 'unixepoch');
CREATE VIEW v_members AS
SELECT u.guild_id, u.user_id, u.name, m.nick, strftime('%Y-%m-%dT%H:%M:%S', m.joined_at / 1000, 'unixepoch') || printf('.%03dZ', m.joined_at % 1000) AS joined,
	strftime('%Y-%m-%dT%H:%M:%S', m.left_at / 1000, 'unixepoch') || printf('.%03dZ', m.left_at % 1000) AS left_at, COALESCE(m.left_guild, 0) AS has_left, a.account_id, a.state AS account_state,
	(SELECT COUNT(*) FROM member_roles w WHERE w.guild_id = u.guild_id AND w.user_id = u.user_id) AS roles
FROM users u LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id
LEFT JOIN accounts a ON a.guild_id = u.guild_id AND a.owner_id = u.user_id;
CREATE VIEW v_roles AS
SELECT r.guild_id, r.role_id, r.name, r.position, r.managed, g.name AS role_group, p.permits,
	(SELECT COUNT(*) FROM member_roles m WHERE m.guild_id = r.guild_id AND m.role_id = r.role_id) AS wearers
FROM roles r LEFT JOIN role_offers o ON o.guild_id = r.guild_id AND o.role_id = r.role_id
LEFT JOIN role_groups g ON g.guild_id = o.guild_id AND g.folded_name = o.folded_group
LEFT JOIN permits p ON p.guild_id = r.guild_id AND p.role_id = r.role_id;
CREATE VIEW v_outbox AS
SELECT guild_id, delivery, kind, state, attempt, seq, channel_id, reply_to, user_id, role_id, discord_id,
	strftime('%Y-%m-%dT%H:%M:%S', not_before / 1000, 'unixepoch') || printf('.%03dZ', not_before % 1000) AS not_before, error
FROM outbox;
CREATE VIEW v_batches AS
SELECT guild_id, batch, state, strftime('%Y-%m-%dT%H:%M:%S', opened_at / 1000, 'unixepoch') || printf('.%03dZ', opened_at % 1000) AS opened, strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000, 'unixepoch') || printf('.%03dZ', closed_at % 1000) AS closed,
	first_transaction, last_transaction, COALESCE(transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)) AS transactions, previous_hash, hash,
	form, entries_hash, merkle_root
FROM batches b;
CREATE INDEX leases_by_holder ON leases (holder, until);
