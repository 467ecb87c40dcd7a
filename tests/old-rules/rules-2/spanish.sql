PRAGMA application_id = 1196180551; PRAGMA user_version = 10;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE guilds (
	guild_id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	owner_id INTEGER NOT NULL,
	language TEXT NOT NULL CHECK (language IN ('en', 'es')),
	timezone TEXT NOT NULL,
	currency TEXT NOT NULL,
	sealed_transaction INTEGER NOT NULL DEFAULT 0,
	last_time INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO guilds VALUES(1000,'Test',10,'es','UTC','PTS',2,1772360040000);
CREATE TABLE settings (
	guild_id INTEGER NOT NULL REFERENCES guilds, key TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE channels (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL,
	enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), since INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL, after INTEGER NOT NULL,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE currencies (
	guild_id INTEGER NOT NULL REFERENCES guilds, code TEXT NOT NULL,
	scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
) STRICT, WITHOUT ROWID;
INSERT INTO currencies VALUES(1000,'PTS',2);
CREATE TABLE users (
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1), active INTEGER, chatter_minute INTEGER NOT NULL DEFAULT 0, chatter INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, nick TEXT, joined_at INTEGER,
	pending INTEGER NOT NULL CHECK (pending IN (0, 1)), left_guild INTEGER NOT NULL CHECK (left_guild IN (0, 1)), left_at INTEGER,
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE roles (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL, name TEXT NOT NULL,
	position INTEGER NOT NULL, managed INTEGER NOT NULL CHECK (managed IN (0, 1)), permissions TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_roles (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	PRIMARY KEY (guild_id, user_id, role_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES members
) STRICT, WITHOUT ROWID;
CREATE TABLE permits (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL,
	permits INTEGER NOT NULL CHECK (permits BETWEEN 1 AND 31), -- bits: member teller treasurer auditor admin
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
INSERT INTO permits VALUES(1000,1000,1);
CREATE TABLE accounts (
	guild_id INTEGER NOT NULL REFERENCES guilds, account_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
	owner_id INTEGER,
	purpose TEXT, -- till, opening, over_short: what the rules themselves book to
	state TEXT NOT NULL CHECK (state IN ('open', 'frozen', 'closed')),
	opened_by INTEGER NOT NULL,
	PRIMARY KEY (guild_id, account_id)
) STRICT, WITHOUT ROWID;
INSERT INTO accounts VALUES(1000,1,'caja','caja','asset',NULL,'till','open',1);
INSERT INTO accounts VALUES(1000,2,'apertura','apertura','equity',NULL,'opening','open',1);
INSERT INTO accounts VALUES(1000,3,'sobrantes','sobrantes','income',NULL,'over_short','open',1);
INSERT INTO accounts VALUES(1000,4,'diferencias de caja','diferencias de caja','expense',NULL,NULL,'open',9);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',8500,NULL,3);
INSERT INTO balances VALUES(1000,2,'PTS',-10000,NULL,1);
INSERT INTO balances VALUES(1000,3,'PTS',1000,NULL,1);
INSERT INTO balances VALUES(1000,4,'PTS',500,NULL,1);
CREATE TABLE batches (
	guild_id INTEGER NOT NULL REFERENCES guilds, batch INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
	opened_at INTEGER NOT NULL, opened_by INTEGER NOT NULL, -- by: seq of the log
	closed_at INTEGER, closed_by INTEGER,
	transactions INTEGER, first_transaction INTEGER, last_transaction INTEGER,
	previous_hash TEXT NOT NULL, hash TEXT, form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2), entries_hash TEXT CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form = 2)), merkle_root TEXT CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form = 2)),
	PRIMARY KEY (guild_id, batch),
	CHECK ((state = 'closed') = (hash IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO batches VALUES(1000,1,'closed',1772359440000,5,1772359500000,6,2,1,2,'0000000000000000000000000000000000000000000000000000000000000000','8a2f062c96f2262385b05cdfb6e6381ce0d617a414af70b5b8537efbc06c0eda',2,'96688ebaaba236e93bfda1cb31c9a78b76fe92099dc9cb586a6c73775f793fed','879af62b0b1e01d09ac50561dd0ce958667cafee98c54ca9042d6cb6cf0f30bf');
INSERT INTO batches VALUES(1000,2,'open',1772359860000,12,NULL,NULL,NULL,3,NULL,'8a2f062c96f2262385b05cdfb6e6381ce0d617a414af70b5b8537efbc06c0eda',NULL,2,NULL,NULL);
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id INTEGER NOT NULL, batch INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	entries INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL, -- credits as a positive number
	balance INTEGER NOT NULL, -- of the account when the batch closed
	counted INTEGER, debits_over INTEGER NOT NULL DEFAULT 0, credits_over INTEGER NOT NULL DEFAULT 0,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;
INSERT INTO batch_totals VALUES(1000,1,1,'PTS',2,10000,1000,9000,9000,0,0);
INSERT INTO batch_totals VALUES(1000,1,2,'PTS',1,0,10000,-10000,NULL,0,0);
INSERT INTO batch_totals VALUES(1000,1,3,'PTS',1,1000,0,1000,NULL,0,0);
CREATE TABLE transactions (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, batch INTEGER NOT NULL,
	time INTEGER NOT NULL, verb TEXT NOT NULL, seq INTEGER NOT NULL, author_id INTEGER NOT NULL,
	reverses INTEGER, memo TEXT,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transactions VALUES(1000,1,1,1772359440000,'move',5,0,NULL,'inicio');
INSERT INTO transactions VALUES(1000,2,1,1772359500000,'batch close',6,0,NULL,'count');
INSERT INTO transactions VALUES(1000,3,2,1772359860000,'move',12,0,NULL,'x');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,1,1,1,'PTS',10000);
INSERT INTO entries VALUES(1000,2,1,1,'PTS',-1000);
INSERT INTO entries VALUES(1000,3,2,1,'PTS',-500);
INSERT INTO entries VALUES(1000,1,2,2,'PTS',-10000);
INSERT INTO entries VALUES(1000,2,2,3,'PTS',1000);
INSERT INTO entries VALUES(1000,3,1,4,'PTS',500);
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1), neutral INTEGER NOT NULL DEFAULT 0 CHECK (neutral = 0 OR neutral = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
CREATE TABLE role_groups (
	guild_id INTEGER NOT NULL REFERENCES guilds, folded_name TEXT NOT NULL, name TEXT NOT NULL,
	most INTEGER NOT NULL CHECK (most >= 0),       -- how many of its roles may be worn at once; 0: any number
	registered INTEGER NOT NULL CHECK (registered = 0 OR registered = 1), -- only registered members take from it
	needs_role INTEGER,                            -- a role that must be worn; NULL: none
	fee INTEGER NOT NULL CHECK (fee >= 0), currency TEXT NOT NULL,
	PRIMARY KEY (guild_id, folded_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE role_offers (
	guild_id INTEGER NOT NULL, role_id INTEGER NOT NULL, folded_group TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id),
	FOREIGN KEY (guild_id, folded_group) REFERENCES role_groups
) STRICT, WITHOUT ROWID;
CREATE TABLE wanted_roles (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	wanted INTEGER NOT NULL CHECK (wanted = 0 OR wanted = 1),
	granted INTEGER NOT NULL CHECK (granted = 0 OR granted = 1), -- by an admin; 0: the member chose it
	until INTEGER,             -- when it ends; NULL: it does not
	fee_transaction INTEGER,   -- given back when Discord refuses the role
	seq INTEGER NOT NULL,      -- of the log: what decided it
	PRIMARY KEY (guild_id, user_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE registrations ( -- asked for, where a treasurer confirms; or withdrawn by the member, who may then come back
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, request INTEGER NOT NULL, requested_at INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'approved' OR state = 'rejected' OR state = 'withdrawn'),
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE forgetting (guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	name TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, -- command: verb, status; delivery: status; retry, failure: HTTP status, code
	value INTEGER NOT NULL,                                        -- batch: number, currency: the debits so far of the one that is open
	PRIMARY KEY (guild_id, name, first, second)
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES(1000,'batch','2','PTS',500);
INSERT INTO counters VALUES(1000,'command','account open','ok',1);
INSERT INTO counters VALUES(1000,'command','account open','rejected',2);
INSERT INTO counters VALUES(1000,'command','balance','ok',5);
INSERT INTO counters VALUES(1000,'command','balance','rejected',1);
INSERT INTO counters VALUES(1000,'command','batch close','ok',1);
INSERT INTO counters VALUES(1000,'command','config','ok',2);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','move','ok',2);
CREATE TABLE lease_holders (holder TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE leases (
	guild_id INTEGER PRIMARY KEY REFERENCES guilds, holder TEXT NOT NULL, until INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS "commands" ( -- the log
	guild_id INTEGER NOT NULL, seq INTEGER NOT NULL,
	message_id INTEGER, -- NULL: a record without one (guild, role, member)
	time INTEGER NOT NULL, author_id INTEGER, verb TEXT NOT NULL,
	-- OR, not IN: for IN over a list SQLite builds a temporary index at every insert
	status TEXT NOT NULL CHECK (status = 'ok' OR status = 'rejected' OR status = 'denied' OR status = 'failed'),
	code TEXT, transaction_id INTEGER, batch INTEGER,
	text TEXT,            -- the answer
	record TEXT NOT NULL, -- the line as it came: replaying all lines in order gives these books
	rules INTEGER NOT NULL, -- version of the rules that decided it
	PRIMARY KEY (guild_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO commands VALUES(1000,1,NULL,0,NULL,'init','ok',NULL,NULL,NULL,NULL,'{"type":"init","guild_id":"1000","name":"Test","owner_id":"10","currency":"PTS","scale":2,"lang":"es","timezone":"UTC"}',2);
INSERT INTO commands VALUES(1000,2,1477606574657029822,1772359260000,NULL,'balance','rejected','unknown_account',NULL,NULL,'No existe la cuenta «diferencias de caja». Escribe un miembro como mención y una cuenta por su nombre; `informe saldos` las enumera.','{"type":"command","message_id":"1477606574657029822","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:01:00.000Z","lang":"es","source":"operator","verb":"balance","args":{"who":"diferencias de caja"}}',2);
INSERT INTO commands VALUES(1000,3,1477606826313404257,1772359320000,NULL,'balance','ok',NULL,NULL,NULL,'sobrantes tiene 0.00 PTS.','{"type":"command","message_id":"1477606826313404257","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:02:00.000Z","lang":"es","source":"operator","verb":"balance","args":{"who":"sobrantes"}}',2);
INSERT INTO commands VALUES(1000,4,1477607077972443871,1772359380000,NULL,'balance','ok',NULL,NULL,NULL,'sobrantes tiene 0.00 PTS.','{"type":"command","message_id":"1477607077972443871","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:03:00.000Z","lang":"es","source":"operator","verb":"balance","args":{"who":"over-short"}}',2);
INSERT INTO commands VALUES(1000,5,1477607329629267470,1772359440000,NULL,'move','ok',NULL,1,1,'Traspaso de 100.00 PTS: de apertura a caja (transacción 1). Saldos: 100.00 PTS y 100.00 PTS. Recibo: 1-J42M3E02','{"type":"command","message_id":"1477607329629267470","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:04:00.000Z","lang":"es","source":"operator","verb":"move","args":{"from":"apertura","to":"caja","amount":"100","currency":"inicio"}}',2);
INSERT INTO commands VALUES(1000,6,1477607581286523802,1772359500000,NULL,'batch close','ok',NULL,2,1,'El lote 1 está cerrado. Transacciones: 2; debe y haber: 110.00 PTS. Hash 8a2f062c96f2262385b05cdfb6e6381ce0d617a414af70b5b8537efbc06c0eda. Recibo: 2-Y8GK0Z37','{"type":"command","message_id":"1477607581286523802","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:05:00.000Z","lang":"es","source":"operator","verb":"batch close","args":{"count:caja":"90","difference":"book"}}',2);
INSERT INTO commands VALUES(1000,7,1477607832946364257,1772359560000,NULL,'balance','ok',NULL,NULL,NULL,'sobrantes tiene -10.00 PTS.','{"type":"command","message_id":"1477607832946364257","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:06:00.000Z","lang":"es","source":"operator","verb":"balance","args":{"who":"sobrantes"}}',2);
INSERT INTO commands VALUES(1000,8,1477608084606661782,1772359620000,NULL,'balance','ok',NULL,NULL,NULL,'over-short has -10.00 PTS.','{"type":"command","message_id":"1477608084606661782","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:07:00.000Z","lang":"en","source":"operator","verb":"balance","args":{"who":"over-short"}}',2);
INSERT INTO commands VALUES(1000,9,1477608336264138305,1772359680000,NULL,'account open','ok',NULL,NULL,NULL,'La cuenta diferencias de caja está abierta (gasto).','{"type":"command","message_id":"1477608336264138305","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:08:00.000Z","lang":"es","source":"operator","verb":"account open","args":{"name":"diferencias de caja","kind":"expense"}}',2);
INSERT INTO commands VALUES(1000,10,1477608587919587808,1772359740000,NULL,'account open','rejected','name_taken',NULL,NULL,'Ya hay una cuenta «Diferencias de Caja».','{"type":"command","message_id":"1477608587919587808","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:09:00.000Z","lang":"es","source":"operator","verb":"account open","args":{"name":"Diferencias de  Caja","kind":"expense"}}',2);
INSERT INTO commands VALUES(1000,11,1477608839581301995,1772359800000,NULL,'account open','rejected','name_taken',NULL,NULL,'Ya hay una cuenta «Sobrantes».','{"type":"command","message_id":"1477608839581301995","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:10:00.000Z","lang":"es","source":"operator","verb":"account open","args":{"name":"Sobrantes","kind":"expense"}}',2);
INSERT INTO commands VALUES(1000,12,1477609091238214560,1772359860000,NULL,'move','ok',NULL,3,2,'Traspaso de 5.00 PTS: de caja a diferencias de caja (transacción 3). Saldos: 85.00 PTS y 5.00 PTS. Recibo: 3-3BESXY1K','{"type":"command","message_id":"1477609091238214560","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:11:00.000Z","lang":"es","source":"operator","verb":"move","args":{"from":"caja","to":"diferencias de caja","amount":"5","memo":"x"}}',2);
INSERT INTO commands VALUES(1000,13,1477609342897669822,1772359920000,NULL,'balance','ok',NULL,NULL,NULL,'diferencias de caja tiene 5.00 PTS.','{"type":"command","message_id":"1477609342897669822","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:12:00.000Z","lang":"es","source":"operator","verb":"balance","args":{"who":"diferencias de caja"}}',2);
INSERT INTO commands VALUES(1000,14,1477609594555581259,1772359980000,NULL,'config','ok',NULL,NULL,NULL,'language es ahora en.','{"type":"command","message_id":"1477609594555581259","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:13:00.000Z","lang":"es","source":"operator","verb":"config","args":{"key":"idioma","value":"en"}}',2);
INSERT INTO commands VALUES(1000,15,1477609846212451218,1772360040000,NULL,'config','ok',NULL,NULL,NULL,'language es ahora es.','{"type":"command","message_id":"1477609846212451218","guild_id":"1000","author":{"id":"0","name":"tesorera","roles":[],"member":true,"owner":false},"time":"2026-03-01T10:14:00.000Z","lang":"es","source":"operator","verb":"config","args":{"key":"idioma","value":"es"}}',2);
CREATE TABLE forgets (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, pseudonym TEXT NOT NULL,
	names TEXT NOT NULL,            -- JSON list of the names to look for; empty once it is done
	last_seq INTEGER NOT NULL,      -- of the log: what comes later stays
	next_seq INTEGER NOT NULL,      -- where the next slice begins; beyond last_seq: it is done
	next_delivery INTEGER NOT NULL, -- the same of the outbox
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_by_name ON accounts (guild_id, folded_name);
CREATE UNIQUE INDEX accounts_by_owner ON accounts (guild_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_by_purpose ON accounts (guild_id, purpose) WHERE purpose IS NOT NULL;
CREATE UNIQUE INDEX transactions_reversed ON transactions (guild_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entries_by_account ON entries (guild_id, account_id, currency, transaction_id, entry, amount);
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
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id
		OR OLD.transaction_id <> NEW.transaction_id OR OLD.batch <> NEW.batch OR OLD.time <> NEW.time OR OLD.verb <> NEW.verb OR OLD.seq <> NEW.seq
		OR OLD.author_id <> NEW.author_id OR OLD.reverses IS NOT NEW.reverses BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE INDEX users_active ON users (guild_id, active) WHERE active IS NOT NULL;
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
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL AND status <> 'failed';
CREATE INDEX commands_failed ON commands (guild_id, message_id) WHERE status = 'failed';
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq
		OR OLD.message_id IS NOT NEW.message_id OR OLD.time <> NEW.time OR OLD.author_id IS NOT NEW.author_id OR OLD.verb <> NEW.verb
		OR OLD.status <> NEW.status OR OLD.code IS NOT NEW.code OR OLD.transaction_id IS NOT NEW.transaction_id OR OLD.batch IS NOT NEW.batch
		OR OLD.rules <> NEW.rules BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE VIEW v_accounts AS
SELECT a.guild_id, a.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, a.purpose,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 'debit' ELSE 'credit' END AS side,
	strftime('%Y-%m-%dT%H:%M:%S', l.time / 1000, 'unixepoch') || printf('.%03dZ', l.time % 1000) AS opened
FROM accounts a LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN commands l ON l.guild_id = a.guild_id AND l.seq = a.opened_by;
CREATE VIEW v_activity AS
SELECT guild_id, date(time / 1000, 'unixepoch') AS day, COUNT(*) AS commands, COUNT(DISTINCT author_id) AS people, COUNT(transaction_id) AS transactions,
	SUM(status = 'ok') AS ok, SUM(status = 'rejected') AS rejected, SUM(status = 'denied') AS denied, SUM(status = 'failed') AS failed
FROM commands WHERE message_id IS NOT NULL GROUP BY guild_id, date(time / 1000, 'unixepoch');
CREATE INDEX users_by_name ON users (guild_id, name);
CREATE INDEX members_by_nick ON members (guild_id, nick) WHERE nick IS NOT NULL;
CREATE VIEW shown_users AS
SELECT guild_id, user_id, mark || COALESCE((SELECT a.account_id FROM accounts a WHERE a.guild_id = x.guild_id AND a.owner_id = x.user_id), user_id) || char(3) || '@' || name AS label
FROM (SELECT u.guild_id, u.user_id, COALESCE(m.nick, u.name) AS name,
		CASE WHEN EXISTS (SELECT 1 FROM users o WHERE o.guild_id = u.guild_id AND o.name = COALESCE(m.nick, u.name) AND o.user_id <> u.user_id)
			OR EXISTS (SELECT 1 FROM members o WHERE o.guild_id = u.guild_id AND o.nick = COALESCE(m.nick, u.name) AND o.nick IS NOT NULL AND o.user_id <> u.user_id)
			THEN char(2) ELSE char(3) END AS mark
	FROM users u LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id) x;
CREATE VIEW shown_accounts AS
SELECT a.guild_id, a.account_id, COALESCE((SELECT s.label FROM shown_users s WHERE s.guild_id = a.guild_id AND s.user_id = a.owner_id),
	char(3) || a.account_id || char(3) || a.name) AS label
FROM accounts a;
CREATE INDEX forgets_waiting ON forgets (guild_id) WHERE next_seq <= last_seq;
COMMIT;
