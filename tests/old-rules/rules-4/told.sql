PRAGMA application_id = 1196180551; PRAGMA user_version = 11;
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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',0,1730070641000);
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
INSERT INTO cursors VALUES(1000,2000,1300234315497472000);
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
INSERT INTO users VALUES(1000,10,'owner',0,NULL,0,0,0);
INSERT INTO users VALUES(1000,11,'ana',0,20023,28834506,1,0);
INSERT INTO users VALUES(1000,12,'bob',0,20023,28834506,3,0);
INSERT INTO users VALUES(1000,13,'carla',0,20023,28834506,1,0);
INSERT INTO users VALUES(1000,14,'tomas',0,20023,28834506,1,0);
INSERT INTO users VALUES(1000,15,'audra',0,NULL,0,0,0);
INSERT INTO users VALUES(1000,16,'gone',0,NULL,0,0,0);
INSERT INTO users VALUES(1000,17,'waiting',0,NULL,0,0,0);
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
INSERT INTO members VALUES(1000,16,NULL,NULL,0,1,NULL);
INSERT INTO members VALUES(1000,17,NULL,NULL,1,0,NULL);
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
INSERT INTO member_roles VALUES(1000,13,501);
INSERT INTO member_roles VALUES(1000,14,502);
INSERT INTO member_roles VALUES(1000,15,503);
CREATE TABLE permits (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL,
	permits INTEGER NOT NULL CHECK (permits BETWEEN 1 AND 31), -- bits: member teller treasurer auditor admin
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
INSERT INTO permits VALUES(1000,501,3);
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
INSERT INTO accounts VALUES(1000,4,'@11','@11','liability',11,NULL,'open',12);
INSERT INTO accounts VALUES(1000,5,'@12','@12','liability',12,NULL,'open',13);
INSERT INTO accounts VALUES(1000,6,'fund','fund','liability',NULL,NULL,'open',20);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',10300,NULL,3);
INSERT INTO balances VALUES(1000,2,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,3,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,4,'PTS',-8750,0,2);
INSERT INTO balances VALUES(1000,5,'PTS',-1550,-500,5);
INSERT INTO balances VALUES(1000,6,'PTS',0,NULL,2);
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
INSERT INTO batches VALUES(1000,1,'open',1730070404000,14,NULL,NULL,NULL,1,NULL,'0000000000000000000000000000000000000000000000000000000000000000',NULL,2,NULL,NULL);
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
INSERT INTO transactions VALUES(1000,1,1,1730070404000,'deposit',14,13,NULL,'cash');
INSERT INTO transactions VALUES(1000,2,1,1730070405000,'pay',15,11,NULL,'lunch');
INSERT INTO transactions VALUES(1000,3,1,1730070409000,'withdraw',19,13,NULL,'rent');
INSERT INTO transactions VALUES(1000,4,1,1730070411000,'move',21,13,NULL,'gift');
INSERT INTO transactions VALUES(1000,5,1,1730070412000,'reverse',22,14,4,'wrong');
INSERT INTO transactions VALUES(1000,6,1,1730070640000,'deposit',29,0,NULL,'by hand');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,1,1,1,'PTS',10000);
INSERT INTO entries VALUES(1000,3,2,1,'PTS',-200);
INSERT INTO entries VALUES(1000,6,1,1,'PTS',500);
INSERT INTO entries VALUES(1000,1,2,4,'PTS',-10000);
INSERT INTO entries VALUES(1000,2,1,4,'PTS',1250);
INSERT INTO entries VALUES(1000,2,2,5,'PTS',-1250);
INSERT INTO entries VALUES(1000,3,1,5,'PTS',200);
INSERT INTO entries VALUES(1000,4,1,5,'PTS',100);
INSERT INTO entries VALUES(1000,5,1,5,'PTS',-100);
INSERT INTO entries VALUES(1000,6,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,4,2,6,'PTS',-100);
INSERT INTO entries VALUES(1000,5,2,6,'PTS',100);
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1), neutral INTEGER NOT NULL DEFAULT 0 CHECK (neutral = 0 OR neutral = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',12,2000,1300234248388608000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,2,'reply',13,2000,1300234252582912000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,3,'reply',14,2000,1300234256777216000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,4,'reply',15,2000,1300234260971520000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,5,'reply',16,2000,1300234265165824000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,6,'reply',17,2000,1300234269360128000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,7,'reply',18,2000,1300234273554432000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,8,'reply',19,2000,1300234277748736000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,9,'reply',20,2000,1300234281943040000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,10,'reply',21,2000,1300234286137344000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,11,'reply',22,2000,1300234290331648000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,12,'reply',23,2000,1300234294525952000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,13,'reply',24,2000,1300234298720256000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,14,'reply',25,2000,1300234302914560000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,15,'reply',26,2000,1300234307108864000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,16,'reply',27,2000,1300234311303168000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO outbox VALUES(1000,17,'reply',28,2000,1300234315497472000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0);
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
INSERT INTO counters VALUES(1000,'batch','1','PTS',12150);
INSERT INTO counters VALUES(1000,'command','account close','rejected',1);
INSERT INTO counters VALUES(1000,'command','account freeze','ok',1);
INSERT INTO counters VALUES(1000,'command','account limit','ok',1);
INSERT INTO counters VALUES(1000,'command','account open','ok',1);
INSERT INTO counters VALUES(1000,'command','account unfreeze','ok',1);
INSERT INTO counters VALUES(1000,'command','balance','ok',1);
INSERT INTO counters VALUES(1000,'command','deposit','ok',2);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','member','ok',8);
INSERT INTO counters VALUES(1000,'command','move','ok',1);
INSERT INTO counters VALUES(1000,'command','pay','ok',1);
INSERT INTO counters VALUES(1000,'command','pay','rejected',2);
INSERT INTO counters VALUES(1000,'command','permit','ok',2);
INSERT INTO counters VALUES(1000,'command','register','ok',2);
INSERT INTO counters VALUES(1000,'command','reverse','ok',1);
INSERT INTO counters VALUES(1000,'command','top','ok',1);
INSERT INTO counters VALUES(1000,'command','unregister','rejected',1);
INSERT INTO counters VALUES(1000,'command','withdraw','ok',1);
INSERT INTO counters VALUES(1000,'command','withdraw','rejected',1);
INSERT INTO counters VALUES(1000,'message','','',17);
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
INSERT INTO commands VALUES(1000,1,NULL,0,NULL,'init','ok',NULL,NULL,NULL,NULL,'{"type":"init","guild_id":"1000","name":"Test","owner_id":"10","currency":"PTS","scale":2,"lang":"en","timezone":"UTC"}',4);
INSERT INTO commands VALUES(1000,2,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"10","name":"owner","roles":[],"pending":false,"left":false}',4);
INSERT INTO commands VALUES(1000,3,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"11","name":"ana","roles":[],"pending":false,"left":false}',4);
INSERT INTO commands VALUES(1000,4,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":[],"pending":false,"left":false}',4);
INSERT INTO commands VALUES(1000,5,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"13","name":"carla","roles":["501"],"pending":false,"left":false}',4);
INSERT INTO commands VALUES(1000,6,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"14","name":"tomas","roles":["502"],"pending":false,"left":false}',4);
INSERT INTO commands VALUES(1000,7,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"15","name":"audra","roles":["503"],"pending":false,"left":false}',4);
INSERT INTO commands VALUES(1000,8,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"16","name":"gone","roles":[],"pending":false,"left":true}',4);
INSERT INTO commands VALUES(1000,9,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"17","name":"waiting","roles":[],"pending":true,"left":false}',4);
INSERT INTO commands VALUES(1000,10,1300234240000813722,1730070400000,NULL,'permit','ok',NULL,NULL,NULL,'<@&501>: the permit is now teller.','{"type":"command","message_id":"1300234240000813722","guild_id":"1000","author":{"id":"0","name":"operator","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:40.000Z","lang":"en","source":"operator","verb":"permit","args":{"role":"&501","permit":"teller"}}',4);
INSERT INTO commands VALUES(1000,11,1300234244195239725,1730070401000,NULL,'permit','ok',NULL,NULL,NULL,'<@&502>: the permit is now treasurer.','{"type":"command","message_id":"1300234244195239725","guild_id":"1000","author":{"id":"0","name":"operator","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:41.000Z","lang":"en","source":"operator","verb":"permit","args":{"role":"&502","permit":"treasurer"}}',4);
INSERT INTO commands VALUES(1000,12,1300234248388608000,1730070402000,11,'register','ok',NULL,NULL,NULL,'Welcome, @ana: your account in PTS is open. Write `!balance` to see it, `!help` for the rest.','{"type":"command","message_id":"1300234248388608000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:42.000Z","lang":"en","source":"discord","verb":"register","args":{}}',4);
INSERT INTO commands VALUES(1000,13,1300234252582912000,1730070403000,12,'register','ok',NULL,NULL,NULL,'Welcome, @bob: your account in PTS is open. Write `!balance` to see it, `!help` for the rest.','{"type":"command","message_id":"1300234252582912000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:43.000Z","lang":"en","source":"discord","verb":"register","args":{}}',4);
INSERT INTO commands VALUES(1000,14,1300234256777216000,1730070404000,13,'deposit','ok',NULL,1,1,'Deposited 100.00 PTS for @ana (transaction 1). They have 100.00 PTS. Receipt: 1-0J6DHYZ8','{"type":"command","message_id":"1300234256777216000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:44.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"100","currency":"cash"}}',4);
INSERT INTO commands VALUES(1000,15,1300234260971520000,1730070405000,11,'pay','ok',NULL,2,1,'Paid 12.50 PTS to @bob (transaction 2). You have 87.50 PTS. Receipt: 2-1HGET2Z3','{"type":"command","message_id":"1300234260971520000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:45.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"12.50","currency":"lunch"}}',4);
INSERT INTO commands VALUES(1000,16,1300234265165824000,1730070406000,12,'balance','ok',NULL,NULL,NULL,'You have 12.50 PTS.','{"type":"command","message_id":"1300234265165824000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:46.000Z","lang":"en","source":"discord","verb":"balance","args":{}}',4);
INSERT INTO commands VALUES(1000,17,1300234269360128000,1730070407000,12,'pay','rejected','insufficient_funds',NULL,NULL,'You have 12.50 PTS, 99.00 PTS are needed.','{"type":"command","message_id":"1300234269360128000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:47.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@11","amount":"99"}}',4);
INSERT INTO commands VALUES(1000,18,1300234273554432000,1730070408000,13,'withdraw','rejected','insufficient_funds',NULL,NULL,'@bob has 12.50 PTS, 50.00 PTS are needed.','{"type":"command","message_id":"1300234273554432000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:48.000Z","lang":"en","source":"discord","verb":"withdraw","args":{"who":"@12","amount":"50","currency":"rent"}}',4);
INSERT INTO commands VALUES(1000,19,1300234277748736000,1730070409000,13,'withdraw','ok',NULL,3,1,'Paid out 2.00 PTS to @bob (transaction 3). They have 10.50 PTS. Receipt: 3-32Z4PC3T','{"type":"command","message_id":"1300234277748736000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:49.000Z","lang":"en","source":"discord","verb":"withdraw","args":{"who":"@12","amount":"2","currency":"rent"}}',4);
INSERT INTO commands VALUES(1000,20,1300234281943040000,1730070410000,14,'account open','ok',NULL,NULL,NULL,'Account fund is open (liability).','{"type":"command","message_id":"1300234281943040000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:50.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"fund","kind":"liability"}}',4);
INSERT INTO commands VALUES(1000,21,1300234286137344000,1730070411000,13,'move','ok',NULL,4,1,'Moved 1.00 PTS from @bob to fund (transaction 4). Their balances are now 9.50 PTS and 1.00 PTS. Receipt: 4-5JBWWCAX','{"type":"command","message_id":"1300234286137344000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:51.000Z","lang":"en","source":"discord","verb":"move","args":{"from":"@12","to":"fund","amount":"1","currency":"gift"}}',4);
INSERT INTO commands VALUES(1000,22,1300234290331648000,1730070412000,14,'reverse','ok',NULL,5,1,'Transaction 4 is reversed by transaction 5. Receipt: 5-Y47S7Z21','{"type":"command","message_id":"1300234290331648000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:52.000Z","lang":"en","source":"discord","verb":"reverse","args":{"transaction":"4","reason":"wrong"}}',4);
INSERT INTO commands VALUES(1000,23,1300234294525952000,1730070413000,14,'account limit','ok',NULL,NULL,NULL,'@bob may go down to -5.00 PTS.','{"type":"command","message_id":"1300234294525952000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:53.000Z","lang":"en","source":"discord","verb":"account limit","args":{"account":"@12","limit":"-5"}}',4);
INSERT INTO commands VALUES(1000,24,1300234298720256000,1730070414000,14,'account freeze','ok',NULL,NULL,NULL,'The account of @bob is frozen: nothing moves until it is unfrozen.','{"type":"command","message_id":"1300234298720256000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:54.000Z","lang":"en","source":"discord","verb":"account freeze","args":{"account":"@12"}}',4);
INSERT INTO commands VALUES(1000,25,1300234302914560000,1730070415000,14,'account close','rejected','not_empty',NULL,NULL,'@bob still has 10.50 PTS; only an empty account can be closed.','{"type":"command","message_id":"1300234302914560000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:55.000Z","lang":"en","source":"discord","verb":"account close","args":{"account":"@12"}}',4);
INSERT INTO commands VALUES(1000,26,1300234307108864000,1730070416000,14,'account unfreeze','ok',NULL,NULL,NULL,'The account of @bob is open again.','{"type":"command","message_id":"1300234307108864000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:56.000Z","lang":"en","source":"discord","verb":"account unfreeze","args":{"account":"@12"}}',4);
INSERT INTO commands VALUES(1000,27,1300234311303168000,1730070417000,11,'top','ok',NULL,NULL,NULL,replace('```\nrank  member  balance  currency\n----  ------  -------  --------\n   1  @ana      87.50  PTS\n   2  @bob      10.50  PTS\n```','\n',char(10)),'{"type":"command","message_id":"1300234311303168000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:57.000Z","lang":"en","source":"discord","verb":"top","args":{}}',4);
INSERT INTO commands VALUES(1000,28,1300234315497472000,1730070418000,12,'unregister','rejected','not_empty',NULL,NULL,'You still have 10.50 PTS. Pay it to somebody or have it paid out; only an empty account can be closed.','{"type":"command","message_id":"1300234315497472000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:58.000Z","lang":"en","source":"discord","verb":"unregister","args":{}}',4);
INSERT INTO commands VALUES(1000,29,1300235246633103313,1730070640000,NULL,'deposit','ok',NULL,6,1,'Deposited 5.00 PTS for @bob (transaction 6). They have 15.50 PTS. Receipt: 6-YQ7VQYFW','{"type":"command","message_id":"1300235246633103313","guild_id":"1000","author":{"id":"0","name":"operator","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:10:40.000Z","lang":"en","source":"operator","verb":"deposit","args":{"who":"@12","amount":"5","currency":"by","memo":"hand"}}',4);
INSERT INTO commands VALUES(1000,30,1300235250829549373,1730070641000,NULL,'pay','rejected','no_own_account',NULL,NULL,'An operator has no account of their own; name the account, or use `move`.','{"type":"command","message_id":"1300235250829549373","guild_id":"1000","author":{"id":"0","name":"operator","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:10:41.000Z","lang":"en","source":"operator","verb":"pay","args":{"to":"nobody","amount":"5"}}',4);
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
