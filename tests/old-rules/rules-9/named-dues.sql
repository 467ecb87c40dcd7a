PRAGMA application_id = 1196180551; PRAGMA user_version = 18;
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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',0,1730109725000);
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
INSERT INTO cursors VALUES(1000,2000,1300399181004800000);
CREATE TABLE currencies (
	guild_id INTEGER NOT NULL REFERENCES guilds, code TEXT NOT NULL,
	scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
) STRICT, WITHOUT ROWID;
INSERT INTO currencies VALUES(1000,'PTS',2);
CREATE TABLE users (
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1), active INTEGER, chatter_minute INTEGER NOT NULL DEFAULT 0, chatter INTEGER NOT NULL DEFAULT 0, hinted INTEGER NOT NULL DEFAULT 0, bot INTEGER NOT NULL DEFAULT 0 CHECK (bot = 0 OR bot = 1),
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO users VALUES(1000,10,'owner',0,20024,0,0,0,0);
INSERT INTO users VALUES(1000,11,'ana',0,20024,0,0,0,0);
INSERT INTO users VALUES(1000,12,'bob',0,20024,0,0,0,0);
INSERT INTO users VALUES(1000,13,'carla',0,NULL,0,0,0,0);
INSERT INTO users VALUES(1000,14,'tomas',0,20024,28835161,5,0,0);
INSERT INTO users VALUES(1000,15,'tess',0,20024,28835161,1,0,0);
INSERT INTO users VALUES(1000,30,'cleo',0,20024,28835162,1,0,0);
INSERT INTO users VALUES(1000,31,'dan',0,20024,0,0,0,0);
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
INSERT INTO members VALUES(1000,30,NULL,NULL,0,0,NULL);
INSERT INTO members VALUES(1000,31,NULL,NULL,0,0,NULL);
CREATE TABLE roles (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL, name TEXT NOT NULL,
	position INTEGER NOT NULL, managed INTEGER NOT NULL CHECK (managed IN (0, 1)), permissions TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
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
	opened_by INTEGER NOT NULL, owing INTEGER NOT NULL DEFAULT 0 CHECK (owing >= 0),
	PRIMARY KEY (guild_id, account_id)
) STRICT, WITHOUT ROWID;
INSERT INTO accounts VALUES(1000,1,'till','till','asset',NULL,'till','open',1,0);
INSERT INTO accounts VALUES(1000,2,'opening','opening','equity',NULL,'opening','open',1,0);
INSERT INTO accounts VALUES(1000,3,'over-short','over-short','income',NULL,'over_short','open',1,0);
INSERT INTO accounts VALUES(1000,4,'@11','@11','liability',11,NULL,'open',12,0);
INSERT INTO accounts VALUES(1000,5,'@12','@12','liability',12,NULL,'open',13,0);
INSERT INTO accounts VALUES(1000,6,'@14','@14','liability',14,NULL,'open',14,0);
INSERT INTO accounts VALUES(1000,7,'@15','@15','liability',15,NULL,'open',15,0);
INSERT INTO accounts VALUES(1000,8,'@30','@30','liability',30,NULL,'open',16,0);
INSERT INTO accounts VALUES(1000,9,'@31','@31','liability',31,NULL,'open',17,0);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0), ceiling INTEGER, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',0,NULL,0,0,NULL);
INSERT INTO balances VALUES(1000,2,'PTS',0,NULL,0,0,NULL);
INSERT INTO balances VALUES(1000,3,'PTS',0,NULL,0,0,NULL);
INSERT INTO balances VALUES(1000,4,'PTS',0,0,0,0,NULL);
INSERT INTO balances VALUES(1000,5,'PTS',0,0,0,0,NULL);
INSERT INTO balances VALUES(1000,6,'PTS',0,0,0,0,NULL);
INSERT INTO balances VALUES(1000,7,'PTS',0,0,0,0,NULL);
INSERT INTO balances VALUES(1000,8,'PTS',0,0,0,0,NULL);
INSERT INTO balances VALUES(1000,9,'PTS',0,0,0,0,NULL);
CREATE TABLE batches (
	guild_id INTEGER NOT NULL REFERENCES guilds, batch INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
	opened_at INTEGER NOT NULL, opened_by INTEGER NOT NULL, -- by: seq of the log
	closed_at INTEGER, closed_by INTEGER,
	transactions INTEGER, first_transaction INTEGER, last_transaction INTEGER,
	previous_hash TEXT NOT NULL, hash TEXT, form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2 OR form = 3), entries_hash TEXT CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form > 1)), merkle_root TEXT CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form > 1)),
	PRIMARY KEY (guild_id, batch),
	CHECK ((state = 'closed') = (hash IS NOT NULL))
) STRICT, WITHOUT ROWID;
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
	reverses INTEGER, memo TEXT, waiting INTEGER, approved_by INTEGER,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1), neutral INTEGER NOT NULL DEFAULT 0 CHECK (neutral = 0 OR neutral = 1), pings TEXT, notice INTEGER NOT NULL DEFAULT 0 CHECK (notice = 0 OR notice = 1), about INTEGER,
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',10,2000,1300398660911104000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,2,'reply',11,2000,1300398665105408000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,3,'reply',12,2000,1300398669299712000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,4,'reply',13,2000,1300398673494016000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,5,'reply',14,2000,1300398677688320000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,6,'reply',15,2000,1300398681882624000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,7,'reply',16,2000,1300398686076928000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,8,'reply',17,2000,1300398690271232000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,9,'reply',18,2000,1300398912569344000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,10,'reply',19,2000,1300398916763648000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,11,'reply',20,2000,1300398920957952000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,12,'reply',21,2000,1300398925152256000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,13,'reply',22,2000,1300398929346560000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,14,'reply',23,2000,1300398933540864000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
INSERT INTO outbox VALUES(1000,15,'reply',24,2000,1300399160033280000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'31',0,24);
INSERT INTO outbox VALUES(1000,16,'reply',25,2000,1300399164227584000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'31',0,25);
INSERT INTO outbox VALUES(1000,17,'reply',26,2000,1300399168421888000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'31',0,26);
INSERT INTO outbox VALUES(1000,18,'reply',27,2000,1300399172616192000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'31',0,27);
INSERT INTO outbox VALUES(1000,19,'reply',28,2000,1300399176810496000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,'31',0,28);
INSERT INTO outbox VALUES(1000,20,'reply',29,2000,1300399181004800000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,0,NULL);
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
CREATE TABLE forgetting (guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	name TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, -- command: verb, status; delivery: status; retry, failure: HTTP status, code
	value INTEGER NOT NULL,                                        -- batch: number, currency: the debits so far of the one that is open
	PRIMARY KEY (guild_id, name, first, second)
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES(1000,'command','charge','rejected',2);
INSERT INTO counters VALUES(1000,'command','dues','rejected',2);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','member','ok',8);
INSERT INTO counters VALUES(1000,'command','permit','ok',2);
INSERT INTO counters VALUES(1000,'command','proof','rejected',2);
INSERT INTO counters VALUES(1000,'command','register','ok',6);
INSERT INTO counters VALUES(1000,'command','request','ok',5);
INSERT INTO counters VALUES(1000,'command','split','rejected',1);
INSERT INTO counters VALUES(1000,'message','','',20);
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
INSERT INTO commands VALUES(1000,1,NULL,0,NULL,'init','ok',NULL,NULL,NULL,NULL,'{"type":"init","guild_id":"1000","name":"Test","owner_id":"10","currency":"PTS","scale":2,"lang":"en","timezone":"UTC"}',9);
INSERT INTO commands VALUES(1000,2,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"10","name":"owner","roles":[],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,3,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"11","name":"ana","roles":["601"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,4,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":["601"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,5,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"13","name":"carla","roles":["501"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,6,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"14","name":"tomas","roles":["502"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,7,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"15","name":"tess","roles":["502"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,8,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"30","name":"cleo","roles":["601"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,9,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"31","name":"dan","roles":["601"],"pending":false,"left":false}',9);
INSERT INTO commands VALUES(1000,10,1300398660911104000,1730109601000,10,'permit','ok',NULL,NULL,NULL,'<@&501>: the permit is now teller.','{"type":"command","message_id":"1300398660911104000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-28T10:00:01.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&501","permit":"teller"}}',9);
INSERT INTO commands VALUES(1000,11,1300398665105408000,1730109602000,10,'permit','ok',NULL,NULL,NULL,'<@&502>: the permit is now treasurer.','{"type":"command","message_id":"1300398665105408000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-28T10:00:02.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&502","permit":"treasurer"}}',9);
INSERT INTO commands VALUES(1000,12,1300398669299712000,1730109603000,11,'register','ok',NULL,NULL,NULL,'Welcome, @ana: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1300398669299712000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:00:03.000Z","lang":"en","source":"discord","verb":"register","args":{}}',9);
INSERT INTO commands VALUES(1000,13,1300398673494016000,1730109604000,12,'register','ok',NULL,NULL,NULL,'Welcome, @bob: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1300398673494016000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:00:04.000Z","lang":"en","source":"discord","verb":"register","args":{}}',9);
INSERT INTO commands VALUES(1000,14,1300398677688320000,1730109605000,14,'register','ok',NULL,NULL,NULL,'Welcome, @tomas: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1300398677688320000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:00:05.000Z","lang":"en","source":"discord","verb":"register","args":{}}',9);
INSERT INTO commands VALUES(1000,15,1300398681882624000,1730109606000,15,'register','ok',NULL,NULL,NULL,'Welcome, @tess: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1300398681882624000","channel_id":"2000","guild_id":"1000","author":{"id":"15","name":"tess","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:00:06.000Z","lang":"en","source":"discord","verb":"register","args":{}}',9);
INSERT INTO commands VALUES(1000,16,1300398686076928000,1730109607000,30,'register','ok',NULL,NULL,NULL,'Welcome, @cleo: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1300398686076928000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:00:07.000Z","lang":"en","source":"discord","verb":"register","args":{}}',9);
INSERT INTO commands VALUES(1000,17,1300398690271232000,1730109608000,31,'register','ok',NULL,NULL,NULL,'Welcome, @dan: your account in PTS is open. Write `!balance` to see it and `!help` for the rest.','{"type":"command","message_id":"1300398690271232000","channel_id":"2000","guild_id":"1000","author":{"id":"31","name":"dan","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:00:08.000Z","lang":"en","source":"discord","verb":"register","args":{}}',9);
INSERT INTO commands VALUES(1000,18,1300398912569344000,1730109661000,14,'dues','rejected','unknown_account',NULL,NULL,'There is no account “dues”. Choose a member from the list that appears when you type @. `!report balances` lists the accounts; `!account open dues income` opens one.','{"type":"command","message_id":"1300398912569344000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:01:01.000Z","lang":"en","source":"discord","verb":"dues","args":{"role":"&601","amount":"5","period":"monthly","into":"dues"}}',9);
INSERT INTO commands VALUES(1000,19,1300398916763648000,1730109662000,15,'dues','rejected','unknown_account',NULL,NULL,'There is no account “Cuotas”. Choose a member from the list that appears when you type @. `!report balances` lists the accounts; `!account open Cuotas income` opens one.','{"type":"command","message_id":"1300398916763648000","channel_id":"2000","guild_id":"1000","author":{"id":"15","name":"tess","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:01:02.000Z","lang":"en","source":"discord","verb":"dues","args":{"role":"&601","amount":"5","period":"monthly","into":"Cuotas"}}',9);
INSERT INTO commands VALUES(1000,20,1300398920957952000,1730109663000,14,'charge','rejected','unknown_account',NULL,NULL,'There is no account “dues”. Choose a member from the list that appears when you type @. `!report balances` lists the accounts; `!account open dues income` opens one.','{"type":"command","message_id":"1300398920957952000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:01:03.000Z","lang":"en","source":"discord","verb":"charge","args":{"payees":"@30","amount":"3","into":"dues","currency":"lost","memo":"key"}}',9);
INSERT INTO commands VALUES(1000,21,1300398925152256000,1730109664000,14,'charge','rejected','unknown_account',NULL,NULL,'There is no account “subs”. Choose a member from the list that appears when you type @. `!report balances` lists the accounts; `!account open subs income` opens one.','{"type":"command","message_id":"1300398925152256000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:01:04.000Z","lang":"en","source":"discord","verb":"charge","args":{"payees":"@30","amount":"3","into":"subs","currency":"lost","memo":"key"}}',9);
INSERT INTO commands VALUES(1000,22,1300398929346560000,1730109665000,14,'proof','rejected','no_sum',NULL,-1,'No sum was made when that batch was closed.','{"type":"command","message_id":"1300398929346560000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:01:05.000Z","lang":"en","source":"discord","verb":"proof","args":{}}',9);
INSERT INTO commands VALUES(1000,23,1300398933540864000,1730109666000,14,'proof','rejected','batch_not_closed',NULL,NULL,'There is no closed batch 1; the last one is -1.','{"type":"command","message_id":"1300398933540864000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-28T10:01:06.000Z","lang":"en","source":"discord","verb":"proof","args":{"batch":"1"}}',9);
INSERT INTO commands VALUES(1000,24,1300399160033280000,1730109720000,30,'request','ok',NULL,NULL,NULL,'You asked @dan for 1.00 PTS for lunch (n.º 24). They accept by replying `yes`, or with `!accept 24`; it ends on <t:1732701720:f>.','{"type":"command","message_id":"1300399160033280000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:02:00.000Z","lang":"en","source":"discord","verb":"request","args":{"payees":"@31","amount":"1","currency":"lunch"}}',9);
INSERT INTO commands VALUES(1000,25,1300399164227584000,1730109721000,30,'request','ok',NULL,NULL,NULL,'You asked @dan for 1.00 PTS for lunch (n.º 25). They accept by replying `yes`, or with `!accept 25`; it ends on <t:1732701721:f>.','{"type":"command","message_id":"1300399164227584000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:02:01.000Z","lang":"en","source":"discord","verb":"request","args":{"payees":"@31","amount":"1","currency":"lunch"}}',9);
INSERT INTO commands VALUES(1000,26,1300399168421888000,1730109722000,30,'request','ok',NULL,NULL,NULL,'You asked @dan for 1.00 PTS for lunch (n.º 26). They accept by replying `yes`, or with `!accept 26`; it ends on <t:1732701722:f>.','{"type":"command","message_id":"1300399168421888000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:02:02.000Z","lang":"en","source":"discord","verb":"request","args":{"payees":"@31","amount":"1","currency":"lunch"}}',9);
INSERT INTO commands VALUES(1000,27,1300399172616192000,1730109723000,30,'request','ok',NULL,NULL,NULL,'You asked @dan for 1.00 PTS for lunch (n.º 27). They accept by replying `yes`, or with `!accept 27`; it ends on <t:1732701723:f>.','{"type":"command","message_id":"1300399172616192000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:02:03.000Z","lang":"en","source":"discord","verb":"request","args":{"payees":"@31","amount":"1","currency":"lunch"}}',9);
INSERT INTO commands VALUES(1000,28,1300399176810496000,1730109724000,30,'request','ok',NULL,NULL,NULL,'You asked @dan for 1.00 PTS for lunch (n.º 28). They accept by replying `yes`, or with `!accept 28`; it ends on <t:1732701724:f>.','{"type":"command","message_id":"1300399176810496000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:02:04.000Z","lang":"en","source":"discord","verb":"request","args":{"payees":"@31","amount":"1","currency":"lunch"}}',9);
INSERT INTO commands VALUES(1000,29,1300399181004800000,1730109725000,30,'split','rejected','too_many_open',NULL,NULL,'@dan already has 5 open requests from you. Wait for an answer, or take one back: `!cancel 24`.','{"type":"command","message_id":"1300399181004800000","channel_id":"2000","guild_id":"1000","author":{"id":"30","name":"cleo","roles":["601"],"member":true,"owner":false},"time":"2024-10-28T10:02:05.000Z","lang":"en","source":"discord","verb":"split","args":{"amount":"0.03","payees":"@11:3 @31:1","memo":"dinner"}}',9);
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
CREATE TABLE waiting (
	guild_id INTEGER NOT NULL REFERENCES guilds, number INTEGER NOT NULL,
	-- OR, not IN: for IN over a list SQLite builds a temporary index at every insert
	kind TEXT NOT NULL CHECK (kind = 'registration' OR kind = 'approval' OR kind = 'request' OR kind = 'charge' OR kind = 'dues' OR kind = 'owe'
		OR kind = 'hold' OR kind = 'confirm' OR kind = 'undo' OR kind = 'line'),
	state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'accepted' OR state = 'declined' OR state = 'cancelled' OR state = 'expired' OR state = 'failed'),
	asked_by INTEGER NOT NULL,  -- 0: an operator or a schedule
	asked_seq INTEGER NOT NULL, -- of the log
	asked_at INTEGER NOT NULL,
	decider_id INTEGER, decider_permit INTEGER, -- the user who decides, or the permit that it takes
	from_account INTEGER, to_account INTEGER,
	currency TEXT, amount INTEGER NOT NULL, paid INTEGER NOT NULL CHECK (paid >= 0),
	verb TEXT, arguments TEXT, -- what an approval or a confirmation does: JSON
	due TEXT, expires_at INTEGER,
	ends TEXT,                 -- the last local day that counts
	memo TEXT,
	lot INTEGER NOT NULL,      -- the first number that the same row of the log made
	schedule INTEGER, period TEXT,
	target INTEGER,            -- the transaction that an undo or a reversal is about
	channel_id INTEGER, message_id INTEGER,
	decided_by INTEGER,        -- 0: an operator, or time
	decided_seq INTEGER, decided_at INTEGER,
	code TEXT,                 -- why it failed, or what ended it
	transaction_id INTEGER,    -- the last one that was booked
	reminders INTEGER NOT NULL, reminded TEXT,
	reminded_at INTEGER,       -- when somebody last reminded by hand
	lost INTEGER NOT NULL CHECK (lost = 0 OR lost = 1), -- 1: a role was lost because it is not paid
	PRIMARY KEY (guild_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO waiting VALUES(1000,24,'request','waiting',30,24,1730109720000,31,NULL,9,8,'PTS',100,0,NULL,NULL,NULL,1732701720000,NULL,'lunch',24,NULL,NULL,NULL,2000,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,0);
INSERT INTO waiting VALUES(1000,25,'request','waiting',30,25,1730109721000,31,NULL,9,8,'PTS',100,0,NULL,NULL,NULL,1732701721000,NULL,'lunch',25,NULL,NULL,NULL,2000,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,0);
INSERT INTO waiting VALUES(1000,26,'request','waiting',30,26,1730109722000,31,NULL,9,8,'PTS',100,0,NULL,NULL,NULL,1732701722000,NULL,'lunch',26,NULL,NULL,NULL,2000,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,0);
INSERT INTO waiting VALUES(1000,27,'request','waiting',30,27,1730109723000,31,NULL,9,8,'PTS',100,0,NULL,NULL,NULL,1732701723000,NULL,'lunch',27,NULL,NULL,NULL,2000,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,0);
INSERT INTO waiting VALUES(1000,28,'request','waiting',30,28,1730109724000,31,NULL,9,8,'PTS',100,0,NULL,NULL,NULL,1732701724000,NULL,'lunch',28,NULL,NULL,NULL,2000,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,0);
CREATE TABLE schedules (
	guild_id INTEGER NOT NULL REFERENCES guilds, schedule INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'pay' OR kind = 'payroll' OR kind = 'dues'),
	owner_id INTEGER NOT NULL, -- 0: an operator
	payer INTEGER,             -- the account; NULL: dues
	payees TEXT,               -- as they were typed
	currency TEXT NOT NULL, amount INTEGER NOT NULL, memo TEXT,
	-- every N units; of a week its days (bit 1 is Monday), of months and years the day, or the nth weekday (0 is Monday; -1 the last one)
	every INTEGER NOT NULL CHECK (every > 0), unit TEXT NOT NULL CHECK (unit = 'day' OR unit = 'week' OR unit = 'month' OR unit = 'year'),
	days INTEGER NOT NULL, day INTEGER NOT NULL, nth INTEGER NOT NULL, weekday INTEGER NOT NULL, month INTEGER NOT NULL,
	anchor TEXT NOT NULL,      -- the date that sets the phase of every N
	begins TEXT NOT NULL, until TEXT,
	times_left INTEGER,        -- NULL: no end
	at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 1439), -- minute of the local day
	short TEXT NOT NULL CHECK (short = 'skip' OR short = 'retry' OR short = 'owe'), retry_days INTEGER NOT NULL,
	done TEXT NOT NULL,        -- the last due date that was handled; at first the day before the first that may come
	attempt INTEGER NOT NULL, retrying TEXT,
	state TEXT NOT NULL CHECK (state = 'active' OR state = 'paused' OR state = 'ended' OR state = 'stopped'), reason TEXT,
	misses INTEGER NOT NULL,   -- consecutive
	channel_id INTEGER,
	role_id INTEGER, into_account INTEGER, prorate INTEGER NOT NULL CHECK (prorate = 0 OR prorate = 1), grace_days INTEGER, lose_role_id INTEGER, -- of dues
	made_seq INTEGER NOT NULL, -- of the log
	always TEXT,               -- what was approved for good: JSON
	PRIMARY KEY (guild_id, schedule)
) STRICT, WITHOUT ROWID;
CREATE TABLE exemptions ( -- from dues
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, seq INTEGER NOT NULL, -- of the log
	starts TEXT NOT NULL, until TEXT, reason TEXT NOT NULL,
	ended_seq INTEGER, -- of the log row that ended it; NULL: none did
	PRIMARY KEY (guild_id, user_id, seq),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE limits ( -- of one member's payments, whatever their permits allow
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
	period TEXT NOT NULL CHECK (period = 'payment' OR period = 'day' OR period = 'week' OR period = 'month'),
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL, -- 9223372036854775807: no limit
	PRIMARY KEY (guild_id, user_id, period, currency),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE TABLE budgets (
	guild_id INTEGER NOT NULL REFERENCES guilds, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	amount INTEGER NOT NULL, unit TEXT NOT NULL CHECK (unit = 'weekly' OR unit = 'monthly' OR unit = 'quarterly' OR unit = 'yearly'),
	carry INTEGER NOT NULL CHECK (carry = 0 OR carry = 1), -- 1: what a period leaves goes into the next
	since TEXT NOT NULL,                                   -- the first day of the first period
	PRIMARY KEY (guild_id, account_id, currency)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_lines (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	line TEXT NOT NULL,      -- its id: of its key, and which of that key it is
	seq INTEGER NOT NULL,    -- of the log row that brought it
	account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	day TEXT NOT NULL,       -- of booking, as the bank says
	amount INTEGER NOT NULL, -- positive: into the account
	balance INTEGER,         -- after it, as the bank says
	reference TEXT, text TEXT,
	state TEXT NOT NULL CHECK (state = 'booked' OR state = 'waiting' OR state = 'same'),
	doubt TEXT CHECK (doubt = 'cut' OR doubt = 'words' OR doubt = 'hand'), -- why it waits or waited; NULL: it did not
	found_by TEXT,           -- what whose it is goes by; NULL: a person says
	transaction_id INTEGER,  -- that booked it; of same the one that had booked it; NULL: it waits
	number INTEGER, import TEXT,          -- of what waits or waited by it, the last
	CHECK ((transaction_id IS NULL) = (state = 'waiting')),
	PRIMARY KEY (guild_id, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE counterparties (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	party TEXT NOT NULL,        -- a hash of its name
	account_id INTEGER NOT NULL, -- whose what it sends is
	number INTEGER NOT NULL,     -- of the line by which that was said
	PRIMARY KEY (guild_id, party)
) STRICT, WITHOUT ROWID;
CREATE TABLE reconciliations (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	seq INTEGER NOT NULL,       -- of the log row that reconciled
	day TEXT NOT NULL,          -- up to its end, by the bank's days
	statement INTEGER NOT NULL, -- balance, as the bank says
	books INTEGER NOT NULL,     -- balance, of the books
	list TEXT,                  -- SHA-256 of the list whose closing balance it is; NULL: somebody typed it
	last_transaction INTEGER NOT NULL, -- the books' last then: later ones are not agreed
	batch INTEGER NOT NULL,     -- open then: seals it
	reopened_by INTEGER,        -- transaction that reversed an agreed entry; NULL: it holds
	PRIMARY KEY (guild_id, account_id, currency, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	transaction_id INTEGER NOT NULL,
	sha256 TEXT NOT NULL,       -- of the file, in hexadecimal
	seq INTEGER NOT NULL,       -- of the log row that attached it
	size INTEGER NOT NULL,      -- bytes
	media_type TEXT NOT NULL,   -- as Discord said
	batch INTEGER NOT NULL,     -- open when it was attached: seals it
	PRIMARY KEY (guild_id, transaction_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE batch_sums (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	batch INTEGER NOT NULL, currency TEXT NOT NULL,
	total INTEGER NOT NULL, debts INTEGER NOT NULL, -- of members with more than zero, and with less: neither below zero
	leaves INTEGER NOT NULL,
	root TEXT NOT NULL,
	PRIMARY KEY (guild_id, batch, currency)
) STRICT, WITHOUT ROWID;
CREATE TABLE sum_seeds (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	seed TEXT NOT NULL,   -- 256 bits in hexadecimal: for nobody to know, in no report and no file of members
	seq INTEGER NOT NULL, -- of the log row that brought it
	PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE imports (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	import TEXT NOT NULL,     -- its id: of its file, and of how it was read
	seq INTEGER NOT NULL,     -- of the log row that brought it
	account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	format TEXT NOT NULL,
	list TEXT NOT NULL,       -- SHA-256 of its file
	first_day TEXT NOT NULL, last_day TEXT NOT NULL,
	opening INTEGER, closing INTEGER, -- balances, as the bank says; NULL: it does not
	lines INTEGER NOT NULL,   -- how many it has
	crossed INTEGER NOT NULL CHECK (crossed = 0 OR crossed = 1), -- its lines may be those of another format
	PRIMARY KEY (guild_id, import)
) STRICT, WITHOUT ROWID;
CREATE TABLE years (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	year INTEGER NOT NULL,
	ends INTEGER NOT NULL,       -- the first moment behind it, by the clocks of then: the first open day begins
	seq INTEGER NOT NULL,        -- of the log row that closed it
	first_transaction INTEGER, last_transaction INTEGER, -- that moved its result; NULL: there was none
	waiting INTEGER,             -- the number of what was approved by it; NULL: nobody had to
	CHECK ((first_transaction IS NULL) = (last_transaction IS NULL)),
	PRIMARY KEY (guild_id, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE accounting_days (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	transaction_id INTEGER NOT NULL,
	time INTEGER NOT NULL,       -- when it counts in reports
	day TEXT NOT NULL,           -- its own: of the bank, of the due date, of the command
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE moved_guilds (
	guild_id INTEGER NOT NULL,
	place TEXT,            -- its address, without a password
	seq INTEGER NOT NULL,  -- of the log: the last row that went there
	time INTEGER NOT NULL,
	PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "member_roles" (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	PRIMARY KEY (guild_id, user_id, role_id)
) STRICT, WITHOUT ROWID;
INSERT INTO member_roles VALUES(1000,13,501);
INSERT INTO member_roles VALUES(1000,14,502);
INSERT INTO member_roles VALUES(1000,15,502);
INSERT INTO member_roles VALUES(1000,11,601);
INSERT INTO member_roles VALUES(1000,12,601);
INSERT INTO member_roles VALUES(1000,30,601);
INSERT INTO member_roles VALUES(1000,31,601);
CREATE UNIQUE INDEX accounts_by_name ON accounts (guild_id, folded_name);
CREATE UNIQUE INDEX accounts_by_owner ON accounts (guild_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_by_purpose ON accounts (guild_id, purpose) WHERE purpose IS NOT NULL;
CREATE UNIQUE INDEX transactions_reversed ON transactions (guild_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entries_by_account ON entries (guild_id, account_id, currency, transaction_id, entry, amount);
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER entries_not_into_sealed BEFORE INSERT ON entries
	WHEN NEW.transaction_id <= (SELECT sealed_transaction FROM guilds WHERE guild_id = NEW.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the batch of this transaction is closed'); END;
CREATE TRIGGER transactions_not_into_sealed BEFORE INSERT ON transactions
	WHEN NEW.transaction_id <= (SELECT sealed_transaction FROM guilds WHERE guild_id = NEW.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the batch of this transaction is closed'); END;
CREATE TRIGGER batch_totals_never_change BEFORE UPDATE ON batch_totals BEGIN
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
CREATE INDEX outbox_roles ON outbox (guild_id, user_id, role_id) WHERE role_id IS NOT NULL;
CREATE INDEX users_active ON users (guild_id, active) WHERE active IS NOT NULL;
CREATE VIEW v_outbox AS
SELECT guild_id, delivery, kind, state, attempt, seq, channel_id, reply_to, user_id, role_id, discord_id,
	strftime('%Y-%m-%dT%H:%M:%S', not_before / 1000, 'unixepoch') || printf('.%03dZ', not_before % 1000) AS not_before, error
FROM outbox;
CREATE INDEX leases_by_holder ON leases (holder, until);
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL AND status <> 'failed';
CREATE INDEX commands_failed ON commands (guild_id, message_id) WHERE status = 'failed';
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq
		OR OLD.message_id IS NOT NEW.message_id OR OLD.time <> NEW.time OR OLD.author_id IS NOT NEW.author_id OR OLD.verb <> NEW.verb
		OR OLD.status <> NEW.status OR OLD.code IS NOT NEW.code OR OLD.transaction_id IS NOT NEW.transaction_id OR OLD.batch IS NOT NEW.batch
		OR OLD.rules <> NEW.rules BEGIN
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
CREATE INDEX waiting_for_user ON waiting (guild_id, decider_id) WHERE state = 'waiting' AND decider_id IS NOT NULL;
CREATE INDEX waiting_of_user ON waiting (guild_id, asked_by) WHERE state = 'waiting';
CREATE INDEX waiting_from ON waiting (guild_id, from_account) WHERE state = 'waiting' AND from_account IS NOT NULL;
CREATE INDEX waiting_to ON waiting (guild_id, to_account) WHERE state = 'waiting' AND to_account IS NOT NULL;
CREATE INDEX waiting_expiring ON waiting (guild_id, expires_at) WHERE state = 'waiting' AND expires_at IS NOT NULL;
CREATE INDEX waiting_ending ON waiting (guild_id, ends) WHERE state = 'waiting' AND ends IS NOT NULL;
CREATE INDEX waiting_of_schedule ON waiting (guild_id, schedule, period, decider_id) WHERE schedule IS NOT NULL;
CREATE INDEX waiting_by_seq ON waiting (guild_id, asked_seq);
CREATE INDEX waiting_by_asker ON waiting (guild_id, asked_by, kind, number);
CREATE INDEX schedules_of_owner ON schedules (guild_id, owner_id) WHERE state = 'active' OR state = 'paused';
CREATE INDEX schedules_active ON schedules (guild_id) WHERE state = 'active';
CREATE INDEX outbox_about ON outbox (guild_id, about) WHERE about IS NOT NULL;
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions
	WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) OR OLD.guild_id <> NEW.guild_id
		OR OLD.transaction_id <> NEW.transaction_id OR OLD.batch <> NEW.batch OR OLD.time <> NEW.time OR OLD.verb <> NEW.verb OR OLD.seq <> NEW.seq
		OR OLD.author_id <> NEW.author_id OR OLD.reverses IS NOT NEW.reverses OR OLD.waiting IS NOT NEW.waiting
		OR OLD.approved_by IS NOT NEW.approved_by BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE INDEX transactions_of_waiting ON transactions (guild_id, waiting) WHERE waiting IS NOT NULL;
CREATE VIEW registrations AS
SELECT guild_id, asked_by AS user_id, number AS request, asked_at AS requested_at,
	CASE state WHEN 'accepted' THEN 'approved' WHEN 'declined' THEN 'rejected' WHEN 'cancelled' THEN 'withdrawn' ELSE state END AS state
FROM waiting w INDEXED BY waiting_by_asker WHERE kind = 'registration' AND NOT EXISTS (SELECT 1 FROM waiting o INDEXED BY waiting_by_asker
	WHERE o.guild_id = w.guild_id AND o.asked_by = w.asked_by AND o.kind = 'registration' AND o.number > w.number);
CREATE TRIGGER waiting_never_changes BEFORE UPDATE ON waiting
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.number <> NEW.number OR OLD.kind <> NEW.kind OR OLD.asked_by <> NEW.asked_by OR OLD.asked_seq <> NEW.asked_seq
		OR OLD.asked_at <> NEW.asked_at OR OLD.decider_id IS NOT NEW.decider_id OR OLD.decider_permit IS NOT NEW.decider_permit
		OR OLD.from_account IS NOT NEW.from_account OR OLD.to_account IS NOT NEW.to_account OR OLD.currency IS NOT NEW.currency OR OLD.amount <> NEW.amount
		OR OLD.period IS NOT NEW.period OR OLD.lot <> NEW.lot BEGIN
	SELECT RAISE(ABORT, 'what was asked never changes'); END;
CREATE TRIGGER waiting_over_never_changes BEFORE UPDATE ON waiting
	WHEN OLD.state <> 'waiting' AND (OLD.paid <> NEW.paid OR OLD.verb IS NOT NEW.verb OR OLD.due IS NOT NEW.due OR OLD.expires_at IS NOT NEW.expires_at
		OR OLD.ends IS NOT NEW.ends OR OLD.schedule IS NOT NEW.schedule OR OLD.target IS NOT NEW.target OR OLD.channel_id IS NOT NEW.channel_id
		OR OLD.message_id IS NOT NEW.message_id OR OLD.transaction_id IS NOT NEW.transaction_id
		OR (NOT (OLD.kind = 'registration' AND NEW.state = 'accepted') AND (OLD.state <> NEW.state OR OLD.decided_by IS NOT NEW.decided_by
			OR OLD.decided_seq IS NOT NEW.decided_seq OR OLD.decided_at IS NOT NEW.decided_at OR OLD.code IS NOT NEW.code))
		OR ((OLD.memo IS NOT NEW.memo OR OLD.arguments IS NOT NEW.arguments)
			AND NOT EXISTS (SELECT 1 FROM forgetting f WHERE f.guild_id = OLD.guild_id))) BEGIN
	SELECT RAISE(ABORT, 'what is decided never changes'); END;
CREATE TRIGGER schedules_never_change BEFORE UPDATE ON schedules
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.schedule <> NEW.schedule OR OLD.kind <> NEW.kind OR OLD.owner_id <> NEW.owner_id OR OLD.made_seq <> NEW.made_seq BEGIN
	SELECT RAISE(ABORT, 'what a schedule is never changes'); END;
CREATE VIEW v_balances AS
WITH x AS (SELECT b.guild_id, b.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, b.currency, c.scale,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN b.balance ELSE -b.balance END AS minor, b.balance AS debit_minor, b.floor AS floor_minor, b.entries, b.held AS held_minor, b.ceiling AS ceiling_minor
	FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
	JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id)
SELECT guild_id, account_id, account, kind, state, owner_id, currency, scale, printf('%s%d%s', CASE WHEN minor < 0 THEN '-' ELSE '' END, ABS(minor / CAST('1' || substr('000000000', 1, scale) AS INTEGER)), CASE WHEN scale THEN '.' || printf('%0*d', scale, ABS(minor % CAST('1' || substr('000000000', 1, scale) AS INTEGER))) ELSE '' END) AS balance, minor AS balance_minor, debit_minor, floor_minor, entries, held_minor, ceiling_minor FROM x;
CREATE VIEW v_waiting AS
SELECT w.guild_id, w.number, w.kind, w.state, w.asked_by, strftime('%Y-%m-%dT%H:%M:%S', w.asked_at / 1000, 'unixepoch') || printf('.%03dZ', w.asked_at % 1000) AS asked,
	w.decider_id, w.decider_permit, w.from_account, w.to_account, w.currency, c.scale,
	CASE WHEN c.scale IS NOT NULL THEN printf('%d%s', w.amount / CAST('1' || substr('000000000', 1, c.scale) AS INTEGER), CASE WHEN c.scale THEN '.' || printf('%0*d', c.scale, w.amount % CAST('1' || substr('000000000', 1, c.scale) AS INTEGER)) ELSE '' END) END AS amount,
	w.amount AS amount_minor, w.paid AS paid_minor, w.verb, w.due,
	strftime('%Y-%m-%dT%H:%M:%S', w.expires_at / 1000, 'unixepoch') || printf('.%03dZ', w.expires_at % 1000) AS expires, w.ends, w.memo, w.lot, w.schedule, w.period, w.target,
	w.decided_by, strftime('%Y-%m-%dT%H:%M:%S', w.decided_at / 1000, 'unixepoch') || printf('.%03dZ', w.decided_at % 1000) AS decided, w.code, w.transaction_id, w.reminders, w.lost
FROM waiting w LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency;
CREATE VIEW v_schedules AS
SELECT s.guild_id, s.schedule, s.kind, s.state, s.owner_id, s.payer, s.payees, s.currency, c.scale,
	printf('%d%s', s.amount / CAST('1' || substr('000000000', 1, c.scale) AS INTEGER), CASE WHEN c.scale THEN '.' || printf('%0*d', c.scale, s.amount % CAST('1' || substr('000000000', 1, c.scale) AS INTEGER)) ELSE '' END) AS amount,
	s.amount AS amount_minor, s.memo, s.every, s.unit, s.days, s.day, s.nth, s.weekday, s.month, s.anchor, s.begins, s.until, s.times_left, printf('%02d:%02d', s.at / 60, s.at % 60) AS at,
	s.short, s.retry_days, s.done, s.retrying, s.misses, s.reason, s.role_id, s.into_account, s.prorate, s.grace_days, s.lose_role_id
FROM schedules s LEFT JOIN currencies c ON c.guild_id = s.guild_id AND c.code = s.currency;
CREATE UNIQUE INDEX import_lines_booked ON import_lines (guild_id, transaction_id) WHERE state = 'booked';
CREATE INDEX import_lines_same ON import_lines (guild_id, transaction_id) WHERE state = 'same';
CREATE INDEX import_lines_by_seq ON import_lines (guild_id, seq);
CREATE INDEX import_lines_of_number ON import_lines (guild_id, number) WHERE number IS NOT NULL;
CREATE INDEX import_lines_of_transaction ON import_lines (guild_id, transaction_id, account_id, currency, day, state, number) WHERE transaction_id IS NOT NULL;
CREATE INDEX evidence_by_seq ON evidence (guild_id, seq);
CREATE INDEX evidence_of_batch ON evidence (guild_id, batch);
CREATE TRIGGER reconciliations_never_change BEFORE UPDATE ON reconciliations
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq OR OLD.account_id <> NEW.account_id OR OLD.currency <> NEW.currency
		OR OLD.day <> NEW.day OR OLD.statement <> NEW.statement OR OLD.books <> NEW.books OR OLD.list IS NOT NEW.list
		OR OLD.last_transaction <> NEW.last_transaction OR OLD.batch <> NEW.batch OR OLD.reopened_by IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'a reconciliation never changes'); END;
CREATE TRIGGER evidence_never_changes BEFORE UPDATE ON evidence BEGIN
	SELECT RAISE(ABORT, 'evidence never changes'); END;
CREATE TRIGGER batch_sums_never_change BEFORE UPDATE ON batch_sums BEGIN
	SELECT RAISE(ABORT, 'a sum that was posted never changes'); END;
CREATE TRIGGER batch_sums_not_into_sealed BEFORE INSERT ON batch_sums
	WHEN (SELECT state FROM batches WHERE guild_id = NEW.guild_id AND batch = NEW.batch) = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE TRIGGER sum_seeds_never_change BEFORE UPDATE ON sum_seeds BEGIN
	SELECT RAISE(ABORT, 'the seed of the sums never changes'); END;
CREATE TRIGGER batches_closed_never_change BEFORE UPDATE ON batches WHEN OLD.state = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE VIEW v_batches AS
SELECT guild_id, batch, state, strftime('%Y-%m-%dT%H:%M:%S', opened_at / 1000, 'unixepoch') || printf('.%03dZ', opened_at % 1000) AS opened, strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000, 'unixepoch') || printf('.%03dZ', closed_at % 1000) AS closed,
	first_transaction, last_transaction, COALESCE(transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)) AS transactions, previous_hash, hash,
	form, entries_hash, merkle_root
FROM batches b;
CREATE INDEX imports_of_account ON imports (guild_id, account_id);
CREATE TRIGGER imports_never_change BEFORE UPDATE ON imports BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
CREATE INDEX import_lines_of_day ON import_lines (guild_id, account_id, day);
CREATE TRIGGER import_lines_never_change BEFORE UPDATE ON import_lines
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.line <> NEW.line OR OLD.seq <> NEW.seq OR OLD.account_id <> NEW.account_id OR OLD.currency <> NEW.currency
		OR OLD.day <> NEW.day OR OLD.amount <> NEW.amount OR OLD.balance IS NOT NEW.balance OR OLD.doubt IS NOT NEW.doubt OR OLD.import IS NOT NEW.import
		OR (OLD.state <> 'waiting' AND (OLD.state <> NEW.state OR OLD.transaction_id IS NOT NEW.transaction_id)) BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
CREATE TRIGGER years_never_change BEFORE UPDATE ON years BEGIN
	SELECT RAISE(ABORT, 'a closed year stays closed'); END;
CREATE TRIGGER accounting_days_never_change BEFORE UPDATE ON accounting_days BEGIN
	SELECT RAISE(ABORT, 'an accounting day never changes'); END;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER transactions_never_go BEFORE DELETE ON transactions WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER batches_never_go BEFORE DELETE ON batches WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a batch is never deleted'); END;
CREATE TRIGGER batch_totals_never_go BEFORE DELETE ON batch_totals WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'control totals never change'); END;
CREATE TRIGGER waiting_never_goes BEFORE DELETE ON waiting WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'what waits or waited is never deleted'); END;
CREATE TRIGGER schedules_never_go BEFORE DELETE ON schedules WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a schedule is never deleted'); END;
CREATE TRIGGER import_lines_never_go BEFORE DELETE ON import_lines WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a line of a bank is never deleted'); END;
CREATE TRIGGER reconciliations_never_go BEFORE DELETE ON reconciliations WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a reconciliation is never deleted'); END;
CREATE TRIGGER evidence_never_goes BEFORE DELETE ON evidence WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER batch_sums_never_go BEFORE DELETE ON batch_sums WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a sum that was posted never changes'); END;
CREATE TRIGGER sum_seeds_never_go BEFORE DELETE ON sum_seeds WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the seed of the sums never changes'); END;
CREATE TRIGGER imports_never_go BEFORE DELETE ON imports WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
CREATE TRIGGER years_never_go BEFORE DELETE ON years WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a closed year stays closed'); END;
CREATE TRIGGER accounting_days_never_go BEFORE DELETE ON accounting_days WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'an accounting day never changes'); END;
CREATE VIEW v_journal AS
WITH x AS (SELECT e.guild_id, e.transaction_id, e.entry, t.time, t.batch, t.verb, e.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind,
	e.currency, c.scale, e.amount AS minor, t.memo, t.reverses, t.author_id, COALESCE(f.time, t.time) AS counts, f.day AS own_day
	FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
	JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
	LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id)
SELECT guild_id, transaction_id, entry, strftime('%Y-%m-%dT%H:%M:%S', time / 1000, 'unixepoch') || printf('.%03dZ', time % 1000) AS time, batch, verb, account_id, account, kind,
	currency, scale, printf('%s%d%s', CASE WHEN minor < 0 THEN '-' ELSE '' END, ABS(minor / CAST('1' || substr('000000000', 1, scale) AS INTEGER)), CASE WHEN scale THEN '.' || printf('%0*d', scale, ABS(minor % CAST('1' || substr('000000000', 1, scale) AS INTEGER))) ELSE '' END) AS amount, minor AS amount_minor, MAX(minor, 0) AS debit_minor, MAX(-minor, 0) AS credit_minor, memo, reverses, author_id,
	strftime('%Y-%m-%dT%H:%M:%S', counts / 1000, 'unixepoch') || printf('.%03dZ', counts % 1000) AS accounting_time, own_day FROM x;
CREATE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, strftime('%Y-%m-%dT%H:%M:%S', t.time / 1000, 'unixepoch') || printf('.%03dZ', t.time % 1000) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries, t.waiting, t.approved_by,
	strftime('%Y-%m-%dT%H:%M:%S', COALESCE(f.time, t.time) / 1000, 'unixepoch') || printf('.%03dZ', COALESCE(f.time, t.time) % 1000) AS accounting_time, f.day AS own_day
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id
LEFT JOIN accounting_days f ON f.guild_id = t.guild_id AND f.transaction_id = t.transaction_id;
CREATE INDEX member_roles_by_role ON member_roles (guild_id, role_id);
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
COMMIT;
