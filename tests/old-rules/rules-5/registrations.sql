PRAGMA application_id = 1196180551; PRAGMA user_version = 12;
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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',0,1790850600000);
CREATE TABLE settings (
	guild_id INTEGER NOT NULL REFERENCES guilds, key TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES(1000,'registration','approval');
CREATE TABLE channels (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL,
	enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), since INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL, after INTEGER NOT NULL,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
INSERT INTO cursors VALUES(1000,2000,1555164875980800030);
CREATE TABLE currencies (
	guild_id INTEGER NOT NULL REFERENCES guilds, code TEXT NOT NULL,
	scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
) STRICT, WITHOUT ROWID;
INSERT INTO currencies VALUES(1000,'PTS',2);
CREATE TABLE users (
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1), active INTEGER, chatter_minute INTEGER NOT NULL DEFAULT 0, chatter INTEGER NOT NULL DEFAULT 0, hinted INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO users VALUES(1000,10,'owner',0,20727,0,0,0);
INSERT INTO users VALUES(1000,11,'ana',0,20727,0,0,0);
INSERT INTO users VALUES(1000,12,'bob',0,20727,0,0,0);
INSERT INTO users VALUES(1000,13,'carla',0,20727,0,0,0);
INSERT INTO users VALUES(1000,14,'tomas',0,20727,29847501,1,0);
INSERT INTO users VALUES(1000,15,'eva',0,20727,29847507,1,0);
INSERT INTO users VALUES(1000,16,'dora',0,20727,0,0,0);
INSERT INTO users VALUES(1000,17,'fede',0,20727,0,0,0);
INSERT INTO users VALUES(1000,18,'gus',0,20727,0,0,0);
INSERT INTO users VALUES(1000,19,'hugo',0,20727,0,0,0);
INSERT INTO users VALUES(1000,20,'ines',0,20727,29847492,1,0);
INSERT INTO users VALUES(1000,21,'juan',0,20727,0,0,0);
CREATE TABLE members (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, nick TEXT, joined_at INTEGER,
	pending INTEGER NOT NULL CHECK (pending IN (0, 1)), left_guild INTEGER NOT NULL CHECK (left_guild IN (0, 1)), left_at INTEGER,
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
INSERT INTO members VALUES(1000,10,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,11,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,12,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,13,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,14,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,15,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,16,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,17,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,18,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,19,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,20,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,21,NULL,NULL,0,1,1790849880000);
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
INSERT INTO member_roles VALUES(1000,14,502);
CREATE TABLE permits (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL,
	permits INTEGER NOT NULL CHECK (permits BETWEEN 1 AND 31), -- bits: member teller treasurer auditor admin
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
INSERT INTO permits VALUES(1000,502,5);
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
INSERT INTO accounts VALUES(1000,1,'till','till','asset',NULL,'till','open',1);
INSERT INTO accounts VALUES(1000,2,'opening','opening','equity',NULL,'opening','open',1);
INSERT INTO accounts VALUES(1000,3,'over-short','over-short','income',NULL,'over_short','open',1);
INSERT INTO accounts VALUES(1000,4,'@17','@17','liability',17,NULL,'closed',15);
INSERT INTO accounts VALUES(1000,5,'@12','@12','liability',12,NULL,'closed',20);
INSERT INTO accounts VALUES(1000,6,'@18','@18','liability',18,NULL,'open',27);
INSERT INTO accounts VALUES(1000,7,'@19','@19','liability',19,NULL,'open',33);
INSERT INTO accounts VALUES(1000,8,'@20','@20','liability',20,NULL,'closed',35);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',500,NULL,1);
INSERT INTO balances VALUES(1000,2,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,3,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,4,'PTS',0,0,0);
INSERT INTO balances VALUES(1000,5,'PTS',0,0,0);
INSERT INTO balances VALUES(1000,6,'PTS',-500,0,1);
INSERT INTO balances VALUES(1000,7,'PTS',0,0,0);
INSERT INTO balances VALUES(1000,8,'PTS',0,0,0);
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
INSERT INTO batches VALUES(1000,1,'open',1790850600000,44,NULL,NULL,NULL,1,NULL,'0000000000000000000000000000000000000000000000000000000000000000',NULL,2,NULL,NULL);
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id INTEGER NOT NULL, batch INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	entries INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL, -- credits as a positive number
	balance INTEGER NOT NULL, -- of the account when the batch closed
	counted INTEGER, debits_over INTEGER NOT NULL DEFAULT 0, credits_over INTEGER NOT NULL DEFAULT 0,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;
CREATE TABLE transactions (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, batch INTEGER NOT NULL,
	time INTEGER NOT NULL, verb TEXT NOT NULL, seq INTEGER NOT NULL, author_id INTEGER NOT NULL,
	reverses INTEGER, memo TEXT,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transactions VALUES(1000,1,1,1790850600000,'deposit',44,14,NULL,'dues');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,1,1,1,'PTS',500);
INSERT INTO entries VALUES(1000,1,2,6,'PTS',-500);
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1), neutral INTEGER NOT NULL DEFAULT 0 CHECK (neutral = 0 OR neutral = 1), pings TEXT, notice INTEGER NOT NULL DEFAULT 0 CHECK (notice = 0 OR notice = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',15,2000,1555143736688640002,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,2,'reply',16,2000,1555144491663360003,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,3,'reply',17,2000,1555145246638080004,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,4,'reply',18,2000,1555146001612800005,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,5,'reply',19,2000,1555146756587520006,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,6,'reply',20,2000,1555147511562240007,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,7,'reply',21,2000,1555148266536960008,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,8,'reply',22,2000,1555149021511680009,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,9,'reply',23,2000,1555149776486400010,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,10,'reply',24,2000,1555150531461120011,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,11,'reply',25,2000,1555151286435840012,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,12,'reply',26,2000,1555152041410560013,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,13,'reply',27,2000,1555152796385280014,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,14,'reply',28,2000,1555153551360000015,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,15,'reply',29,2000,1555154306334720016,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,16,'reply',30,2000,1555155061309440017,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,17,'reply',31,2000,1555155816284160018,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,18,'reply',32,2000,1555156571258880019,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,19,'reply',33,2000,1555157326233600020,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,20,'reply',34,2000,1555158081208320021,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,21,'reply',35,2000,1555158836183040022,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,22,'reply',36,2000,1555159591157760023,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'20',0);
INSERT INTO outbox VALUES(1000,23,'reply',37,2000,1555160346132480024,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,24,'reply',38,2000,1555161101107200025,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,25,'reply',39,2000,1555161856081920026,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,26,'reply',41,2000,1555162611056640027,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,27,'reply',42,2000,1555163366031360028,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,28,'reply',43,2000,1555164121006080029,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0);
INSERT INTO outbox VALUES(1000,29,'reply',44,2000,1555164875980800030,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'18',0);
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
INSERT INTO registrations VALUES(1000,11,18,1790846100000,'waiting');
INSERT INTO registrations VALUES(1000,12,38,1790849700000,'withdrawn');
INSERT INTO registrations VALUES(1000,13,21,1790846640000,'rejected');
INSERT INTO registrations VALUES(1000,15,42,1790850240000,'waiting');
INSERT INTO registrations VALUES(1000,16,25,1790847360000,'waiting');
INSERT INTO registrations VALUES(1000,17,16,1790845740000,'withdrawn');
INSERT INTO registrations VALUES(1000,18,29,1790848080000,'approved');
INSERT INTO registrations VALUES(1000,19,31,1790848440000,'approved');
INSERT INTO registrations VALUES(1000,20,34,1790848980000,'approved');
INSERT INTO registrations VALUES(1000,21,39,1790849880000,'waiting');
CREATE TABLE forgetting (guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	name TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, -- command: verb, status; delivery: status; retry, failure: HTTP status, code
	value INTEGER NOT NULL,                                        -- batch: number, currency: the debits so far of the one that is open
	PRIMARY KEY (guild_id, name, first, second)
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES(1000,'batch','1','PTS',500);
INSERT INTO counters VALUES(1000,'command','account close','ok',1);
INSERT INTO counters VALUES(1000,'command','approve','ok',4);
INSERT INTO counters VALUES(1000,'command','approve','rejected',1);
INSERT INTO counters VALUES(1000,'command','config','ok',1);
INSERT INTO counters VALUES(1000,'command','deposit','ok',1);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','member','ok',13);
INSERT INTO counters VALUES(1000,'command','permit','ok',1);
INSERT INTO counters VALUES(1000,'command','register','ok',13);
INSERT INTO counters VALUES(1000,'command','register','rejected',2);
INSERT INTO counters VALUES(1000,'command','reject','ok',3);
INSERT INTO counters VALUES(1000,'command','unregister','ok',3);
INSERT INTO counters VALUES(1000,'message','','',29);
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
INSERT INTO commands VALUES(1000,1,NULL,0,NULL,'init','ok',NULL,NULL,NULL,NULL,'{"type":"init","guild_id":"1000","name":"Test","owner_id":"10","currency":"PTS","scale":2,"lang":"en","timezone":"UTC"}',5);
INSERT INTO commands VALUES(1000,2,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"10","name":"owner","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,3,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"11","name":"ana","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,4,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,5,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"13","name":"carla","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,6,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"14","name":"tomas","roles":["502"],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,7,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"15","name":"eva","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,8,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"16","name":"dora","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,9,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"17","name":"fede","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,10,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"18","name":"gus","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,11,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"19","name":"hugo","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,12,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"20","name":"ines","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,13,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"21","name":"juan","roles":[],"pending":false,"left":false}',5);
INSERT INTO commands VALUES(1000,14,1555142981713920001,1790845380000,NULL,'permit','ok',NULL,NULL,NULL,'<@&502>: the permit is now treasurer.','{"type":"command","message_id":"1555142981713920001","guild_id":"1000","author":{"id":"0","name":"operator","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:03:00.000Z","lang":"en","source":"operator","verb":"permit","args":{"role":"&502","permit":"treasurer"}}',5);
INSERT INTO commands VALUES(1000,15,1555143736688640002,1790845560000,17,'register','ok',NULL,NULL,NULL,'Welcome, @fede: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1555143736688640002","guild_id":"1000","author":{"id":"17","name":"fede","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:06:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,16,1555144491663360003,1790845740000,17,'unregister','ok',NULL,NULL,NULL,'Your account is closed. Its history stays; `!register` opens it again.','{"type":"command","message_id":"1555144491663360003","guild_id":"1000","author":{"id":"17","name":"fede","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:09:00.000Z","lang":"en","source":"discord","verb":"unregister","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,17,1555145246638080004,1790845920000,10,'config','ok',NULL,NULL,NULL,'registration is now approval.','{"type":"command","message_id":"1555145246638080004","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2026-10-01T09:12:00.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"registration","value":"approval"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,18,1555146001612800005,1790846100000,11,'register','ok',NULL,NULL,NULL,'@ana, your request has the number 18: a treasurer confirms it with `!approve 18`.','{"type":"command","message_id":"1555146001612800005","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:15:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,19,1555146756587520006,1790846280000,12,'register','ok',NULL,NULL,NULL,'@bob, your request has the number 19: a treasurer confirms it with `!approve 19`.','{"type":"command","message_id":"1555146756587520006","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:18:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,20,1555147511562240007,1790846460000,14,'approve','ok',NULL,NULL,NULL,'@bob is registered now; their account in PTS is open.','{"type":"command","message_id":"1555147511562240007","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T09:21:00.000Z","lang":"en","source":"discord","verb":"approve","args":{"who":"@12"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,21,1555148266536960008,1790846640000,13,'register','ok',NULL,NULL,NULL,'@carla, your request has the number 21: a treasurer confirms it with `!approve 21`.','{"type":"command","message_id":"1555148266536960008","guild_id":"1000","author":{"id":"13","name":"carla","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:24:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,22,1555149021511680009,1790846820000,14,'reject','ok',NULL,NULL,NULL,'The request of @carla is rejected; they may ask again.','{"type":"command","message_id":"1555149021511680009","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T09:27:00.000Z","lang":"en","source":"discord","verb":"reject","args":{"who":"@13"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,23,1555149776486400010,1790847000000,16,'register','ok',NULL,NULL,NULL,'@dora, your request has the number 23: a treasurer confirms it with `!approve 23`.','{"type":"command","message_id":"1555149776486400010","guild_id":"1000","author":{"id":"16","name":"dora","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:30:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,24,1555150531461120011,1790847180000,14,'reject','ok',NULL,NULL,NULL,'The request of @dora is rejected; they may ask again.','{"type":"command","message_id":"1555150531461120011","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T09:33:00.000Z","lang":"en","source":"discord","verb":"reject","args":{"who":"@16"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,25,1555151286435840012,1790847360000,16,'register','ok',NULL,NULL,NULL,'@dora, your request has the number 25: a treasurer confirms it with `!approve 25`.','{"type":"command","message_id":"1555151286435840012","guild_id":"1000","author":{"id":"16","name":"dora","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:36:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,26,1555152041410560013,1790847540000,18,'register','ok',NULL,NULL,NULL,'@gus, your request has the number 26: a treasurer confirms it with `!approve 26`.','{"type":"command","message_id":"1555152041410560013","guild_id":"1000","author":{"id":"18","name":"gus","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:39:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,27,1555152796385280014,1790847720000,10,'approve','ok',NULL,NULL,NULL,'@gus is registered now; their account in PTS is open.','{"type":"command","message_id":"1555152796385280014","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2026-10-01T09:42:00.000Z","lang":"en","source":"discord","verb":"approve","args":{"who":"@18"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,28,1555153551360000015,1790847900000,18,'unregister','ok',NULL,NULL,NULL,'Your account is closed. Its history stays; `!register` opens it again.','{"type":"command","message_id":"1555153551360000015","guild_id":"1000","author":{"id":"18","name":"gus","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:45:00.000Z","lang":"en","source":"discord","verb":"unregister","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,29,1555154306334720016,1790848080000,18,'register','ok',NULL,NULL,NULL,'@gus, your request has the number 29: a treasurer confirms it with `!approve 29`.','{"type":"command","message_id":"1555154306334720016","guild_id":"1000","author":{"id":"18","name":"gus","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:48:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,30,1555155061309440017,1790848260000,14,'approve','ok',NULL,NULL,NULL,'@gus is registered now; their account in PTS is open.','{"type":"command","message_id":"1555155061309440017","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T09:51:00.000Z","lang":"en","source":"discord","verb":"approve","args":{"who":"@18"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,31,1555155816284160018,1790848440000,19,'register','ok',NULL,NULL,NULL,'@hugo, your request has the number 31: a treasurer confirms it with `!approve 31`.','{"type":"command","message_id":"1555155816284160018","guild_id":"1000","author":{"id":"19","name":"hugo","roles":[],"member":true,"owner":false},"time":"2026-10-01T09:54:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,32,1555156571258880019,1790848620000,14,'reject','ok',NULL,NULL,NULL,'The request of @hugo is rejected; they may ask again.','{"type":"command","message_id":"1555156571258880019","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T09:57:00.000Z","lang":"en","source":"discord","verb":"reject","args":{"who":"@19"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,33,1555157326233600020,1790848800000,14,'register','ok',NULL,NULL,NULL,'Welcome, @hugo: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1555157326233600020","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T10:00:00.000Z","lang":"en","source":"discord","verb":"register","args":{"who":"@19"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,34,1555158081208320021,1790848980000,20,'register','ok',NULL,NULL,NULL,'@ines, your request has the number 34: a treasurer confirms it with `!approve 34`.','{"type":"command","message_id":"1555158081208320021","guild_id":"1000","author":{"id":"20","name":"ines","roles":[],"member":true,"owner":false},"time":"2026-10-01T10:03:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,35,1555158836183040022,1790849160000,14,'approve','ok',NULL,NULL,NULL,'@ines is registered now; their account in PTS is open.','{"type":"command","message_id":"1555158836183040022","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T10:06:00.000Z","lang":"en","source":"discord","verb":"approve","args":{"who":"@20"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,36,1555159591157760023,1790849340000,14,'account close','ok',NULL,NULL,NULL,'Account @ines is closed.','{"type":"command","message_id":"1555159591157760023","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T10:09:00.000Z","lang":"en","source":"discord","verb":"account close","args":{"account":"@20"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,37,1555160346132480024,1790849520000,20,'register','rejected','account_closed',NULL,NULL,'The account @ines is closed.','{"type":"command","message_id":"1555160346132480024","guild_id":"1000","author":{"id":"20","name":"ines","roles":[],"member":true,"owner":false},"time":"2026-10-01T10:12:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,38,1555161101107200025,1790849700000,12,'unregister','ok',NULL,NULL,NULL,'Your account is closed. Its history stays; `!register` opens it again.','{"type":"command","message_id":"1555161101107200025","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2026-10-01T10:15:00.000Z","lang":"en","source":"discord","verb":"unregister","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,39,1555161856081920026,1790849880000,21,'register','ok',NULL,NULL,NULL,'@juan, your request has the number 39: a treasurer confirms it with `!approve 39`.','{"type":"command","message_id":"1555161856081920026","guild_id":"1000","author":{"id":"21","name":"juan","roles":[],"member":true,"owner":false},"time":"2026-10-01T10:18:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,40,NULL,1790849880000,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"21","name":"juan","roles":[],"pending":false,"left":true}',5);
INSERT INTO commands VALUES(1000,41,1555162611056640027,1790850060000,14,'approve','rejected','unknown_request',NULL,NULL,'There is no such request waiting; `!report registrations` lists them.','{"type":"command","message_id":"1555162611056640027","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T10:21:00.000Z","lang":"en","source":"discord","verb":"approve","args":{"who":"9999"},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,42,1555163366031360028,1790850240000,15,'register','ok',NULL,NULL,NULL,'@eva, your request has the number 42: a treasurer confirms it with `!approve 42`.','{"type":"command","message_id":"1555163366031360028","guild_id":"1000","author":{"id":"15","name":"eva","roles":[],"member":true,"owner":false},"time":"2026-10-01T10:24:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,43,1555164121006080029,1790850420000,15,'register','rejected','waiting',NULL,NULL,'Your request 42 is waiting for a treasurer already.','{"type":"command","message_id":"1555164121006080029","guild_id":"1000","author":{"id":"15","name":"eva","roles":[],"member":true,"owner":false},"time":"2026-10-01T10:27:00.000Z","lang":"en","source":"discord","verb":"register","args":{},"channel_id":"2000"}',5);
INSERT INTO commands VALUES(1000,44,1555164875980800030,1790850600000,14,'deposit','ok',NULL,1,1,'Deposited 5.00 PTS for @gus (transaction 1). They have 5.00 PTS. Receipt: 1-H9WH272V','{"type":"command","message_id":"1555164875980800030","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2026-10-01T10:30:00.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@18","amount":"5.00","memo":"dues"},"channel_id":"2000"}',5);
CREATE TABLE forgets (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, pseudonym TEXT NOT NULL,
	names TEXT NOT NULL,            -- JSON list of the names to look for; empty once it is done
	last_seq INTEGER NOT NULL,      -- of the log: what comes later stays
	next_seq INTEGER NOT NULL,      -- where the next slice begins; beyond last_seq: it is done
	next_delivery INTEGER NOT NULL, -- the same of the outbox
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE preferences (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
	name TEXT NOT NULL,     -- private, hidden, notices
	about INTEGER NOT NULL, -- the user whom it is about; 0: nobody
	value TEXT NOT NULL,
	PRIMARY KEY (guild_id, user_id, name, about),
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
