PRAGMA application_id = 1196180551; PRAGMA user_version = 9;
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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',0,1730070421000);
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
INSERT INTO cursors VALUES(1000,2000,1300234328080384000);
CREATE TABLE currencies (
	guild_id INTEGER NOT NULL REFERENCES guilds, code TEXT NOT NULL,
	scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
) STRICT, WITHOUT ROWID;
INSERT INTO currencies VALUES(1000,'PTS',2);
CREATE TABLE users (
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1), active INTEGER,
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO users VALUES(1000,10,'owner',0,20023);
INSERT INTO users VALUES(1000,11,'ana',0,20023);
INSERT INTO users VALUES(1000,12,'bob',0,NULL);
INSERT INTO users VALUES(1000,13,'carla',0,20023);
INSERT INTO users VALUES(1000,14,'tomas',0,NULL);
INSERT INTO users VALUES(1000,15,'audra',0,20023);
INSERT INTO users VALUES(1000,16,'gone',0,NULL);
INSERT INTO users VALUES(1000,17,'waiting',0,NULL);
INSERT INTO users VALUES(1000,21,'Zebulon Quux',0,20023);
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
INSERT INTO members VALUES(1000,21,NULL,NULL,0,0,NULL);
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
INSERT INTO member_roles VALUES(1000,21,501);
CREATE TABLE permits (
	guild_id INTEGER NOT NULL REFERENCES guilds, role_id INTEGER NOT NULL,
	permits INTEGER NOT NULL CHECK (permits BETWEEN 1 AND 31), -- bits: member teller treasurer auditor admin
	PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
INSERT INTO permits VALUES(1000,501,3);
INSERT INTO permits VALUES(1000,502,5);
INSERT INTO permits VALUES(1000,503,9);
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
INSERT INTO accounts VALUES(1000,4,'@11','@11','liability',11,NULL,'open',14);
INSERT INTO accounts VALUES(1000,5,'@21','@21','liability',21,NULL,'open',15);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',10000,NULL,1);
INSERT INTO balances VALUES(1000,2,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,3,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,4,'PTS',-500,0,1);
INSERT INTO balances VALUES(1000,5,'PTS',-9500,0,2);
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
INSERT INTO batches VALUES(1000,1,'open',1730070406000,16,NULL,NULL,NULL,1,NULL,'0000000000000000000000000000000000000000000000000000000000000000',NULL,2,NULL,NULL);
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id INTEGER NOT NULL, batch INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	entries INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL, -- credits as a positive number
	balance INTEGER NOT NULL, -- of the account when the batch closed
	counted INTEGER,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;
CREATE TABLE transactions (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, batch INTEGER NOT NULL,
	time INTEGER NOT NULL, verb TEXT NOT NULL, seq INTEGER NOT NULL, author_id INTEGER NOT NULL,
	reverses INTEGER, memo TEXT,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transactions VALUES(1000,1,1,1730070406000,'deposit',16,13,NULL,'cash');
INSERT INTO transactions VALUES(1000,2,1,1730070409000,'pay',19,21,NULL,'…');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,1,1,1,'PTS',10000);
INSERT INTO entries VALUES(1000,2,2,4,'PTS',-500);
INSERT INTO entries VALUES(1000,1,2,5,'PTS',-10000);
INSERT INTO entries VALUES(1000,2,1,5,'PTS',500);
CREATE TABLE commands ( -- the log
	guild_id INTEGER NOT NULL, seq INTEGER NOT NULL,
	message_id INTEGER, -- NULL: a record without one (guild, role, member)
	time INTEGER NOT NULL, author_id INTEGER, verb TEXT NOT NULL,
	-- OR, not IN: for IN over a list SQLite builds a temporary index at every insert
	status TEXT NOT NULL CHECK (status = 'ok' OR status = 'rejected' OR status = 'denied'),
	code TEXT, transaction_id INTEGER, batch INTEGER,
	text TEXT,            -- the answer
	record TEXT NOT NULL, -- the line as it came: replaying all lines in order gives these books
	PRIMARY KEY (guild_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO commands VALUES(1000,1,NULL,0,NULL,'init','ok',NULL,NULL,NULL,NULL,'{"type":"init","guild_id":"1000","name":"Test","owner_id":"10","currency":"PTS","scale":2,"lang":"en","timezone":"UTC"}');
INSERT INTO commands VALUES(1000,2,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"10","name":"owner","roles":[],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,3,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"11","name":"ana","roles":[],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,4,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":[],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,5,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"13","name":"carla","roles":["501"],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,6,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"14","name":"tomas","roles":["502"],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,7,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"15","name":"audra","roles":["503"],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,8,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"16","name":"gone","roles":[],"pending":false,"left":true}');
INSERT INTO commands VALUES(1000,9,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"17","name":"waiting","roles":[],"pending":true,"left":false}');
INSERT INTO commands VALUES(1000,10,NULL,0,NULL,'member','ok',NULL,NULL,NULL,NULL,'{"type":"member","guild_id":"1000","user_id":"21","name":"member-5","roles":["501"],"pending":false,"left":false}');
INSERT INTO commands VALUES(1000,11,1300234244194304000,1730070401000,10,'permit','ok',NULL,NULL,NULL,'<@&501>: the permit is now teller.','{"type":"command","message_id":"1300234244194304000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:41.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&501","permit":"teller"}}');
INSERT INTO commands VALUES(1000,12,1300234248388608000,1730070402000,10,'permit','ok',NULL,NULL,NULL,'<@&502>: the permit is now treasurer.','{"type":"command","message_id":"1300234248388608000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:42.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&502","permit":"treasurer"}}');
INSERT INTO commands VALUES(1000,13,1300234252582912000,1730070403000,10,'permit','ok',NULL,NULL,NULL,'<@&503>: the permit is now auditor.','{"type":"command","message_id":"1300234252582912000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:43.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&503","permit":"auditor"}}');
INSERT INTO commands VALUES(1000,14,1300234256777216000,1730070404000,11,'register','ok',NULL,NULL,NULL,'Welcome, @ana: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234256777216000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:44.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,15,1300234260971520000,1730070405000,21,'register','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234260971520000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:45.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,16,1300234265165824000,1730070406000,13,'deposit','ok',NULL,1,1,NULL,'{"type":"command","message_id":"1300234265165824000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:46.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@21","amount":"100.00","currency":"cash"}}');
INSERT INTO commands VALUES(1000,17,1300234269360128000,1730070407000,21,'mydata','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234269360128000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:47.000Z","lang":"en","source":"discord","verb":"mydata","args":{}}');
INSERT INTO commands VALUES(1000,18,1300234273554432000,1730070408000,21,'mydata','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234273554432000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:48.000Z","lang":"en","source":"discord","verb":"mydata","args":{}}');
INSERT INTO commands VALUES(1000,19,1300234277748736000,1730070409000,21,'pay','ok',NULL,2,1,NULL,'{"type":"command","message_id":"1300234277748736000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:49.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@11","amount":"5","memo":"…"}}');
INSERT INTO commands VALUES(1000,20,1300234281943040000,1730070410000,21,'pay','rejected','unknown_account',NULL,NULL,NULL,'{"type":"command","message_id":"1300234281943040000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:50.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"quux","amount":"5","memo":"…"}}');
INSERT INTO commands VALUES(1000,21,1300234286137344000,1730070411000,21,'pay','rejected','insufficient_funds',NULL,NULL,NULL,'{"type":"command","message_id":"1300234286137344000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:51.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@11","amount":"999","memo":"…"}}');
INSERT INTO commands VALUES(1000,22,1300234290331648000,1730070412000,21,'reject','rejected','bad_amount',NULL,NULL,NULL,'{"type":"reject","message_id":"1300234290331648000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:52.000Z","lang":"en","source":"discord","verb":"pay","error":{"code":"bad_amount","hint":"An amount is expected here, such as 12.50. `!pay <@to> <amount> [currency] [memo]`"}}');
INSERT INTO commands VALUES(1000,23,1300234294525952000,1730070413000,11,'pay','rejected','unknown_account',NULL,NULL,'There is no account “\@Zebulon Quux”. Write a member as a mention, an account by its name; `report balances` lists them.','{"type":"command","message_id":"1300234294525952000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:53.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@Zebulon Quux","amount":"5"}}');
INSERT INTO commands VALUES(1000,24,1300234302914560000,1730070415000,15,'report','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234302914560000","channel_id":"2000","guild_id":"1000","author":{"id":"15","name":"audra","roles":["503"],"member":true,"owner":false},"time":"2024-10-27T23:06:55.000Z","lang":"en","source":"discord","verb":"report","args":{"name":"journal","csv":"csv"}}');
INSERT INTO commands VALUES(1000,25,1300234311303168000,1730070417000,10,'forget','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234311303168000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:57.000Z","lang":"en","source":"discord","verb":"forget","args":{"who":"@21"}}');
INSERT INTO commands VALUES(1000,26,1300234315497472000,1730070418000,10,'forget','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234315497472000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:58.000Z","lang":"en","source":"discord","verb":"forget","args":{"who":"@21"}}');
INSERT INTO commands VALUES(1000,27,1300234319691776000,1730070419000,21,'balance','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234319691776000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:59.000Z","lang":"en","source":"discord","verb":"balance","args":{}}');
INSERT INTO commands VALUES(1000,28,1300234323886080000,1730070420000,21,'forget','ok',NULL,NULL,NULL,NULL,'{"type":"command","message_id":"1300234323886080000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"member-5","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:00.000Z","lang":"en","source":"discord","verb":"forget","args":{"who":"@21"}}');
INSERT INTO commands VALUES(1000,29,1300234328080384000,1730070421000,21,'mydata','ok',NULL,NULL,NULL,'What is kept on you comes as a direct message, as a JSON file. If it does not come, allow direct messages from this server and ask again.','{"type":"command","message_id":"1300234328080384000","channel_id":"2000","guild_id":"1000","author":{"id":"21","name":"Zebulon Quux","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:01.000Z","lang":"en","source":"discord","verb":"mydata","args":{}}');
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',11,2000,1300234244194304000,NULL,NULL,'<@&501>: the permit is now teller.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,2,'reply',12,2000,1300234248388608000,NULL,NULL,'<@&502>: the permit is now treasurer.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,3,'reply',13,2000,1300234252582912000,NULL,NULL,'<@&503>: the permit is now auditor.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,4,'reply',14,2000,1300234256777216000,NULL,NULL,'Welcome, @ana: your account in PTS is open. Write `balance` to see it, `help` for the rest.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,5,'reply',15,2000,1300234260971520000,NULL,NULL,'Welcome, @Zebulon Quux: your account in PTS is open. Write `balance` to see it, `help` for the rest.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,6,'reply',16,2000,1300234265165824000,NULL,NULL,'Deposited 100.00 PTS for @Zebulon Quux (transaction 1). They have 100.00 PTS. Receipt: 1-YRZPVP87','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,7,'dm',17,NULL,NULL,21,NULL,'All that these books keep on you. How long, and why: the privacy page of guildledger.','due',0,NULL,NULL,NULL,NULL,'[{"name":"mydata.json","media_type":"application/json","base64":"eyJndWlsZCI6IjEwMDAiLCJ1c2VyIjoiMjEiLCJuYW1lIjoiWmVidWxvbiBRdXV4IiwibWVtYmVyIjp7Im5pY2siOiJaZWIiLCJqb2luZWRfYXQiOm51bGwsImxlZnRfYXQiOm51bGx9LCJyb2xlcyI6W3sicm9sZSI6IjUwMSIsIm5hbWUiOm51bGx9XSwid2FudGVkX3JvbGVzIjpbXSwicmVnaXN0cmF0aW9uIjpudWxsLCJhY2NvdW50Ijp7ImFjY291bnQiOjUsInN0YXRlIjoib3BlbiJ9LCJiYWxhbmNlcyI6W3siY3VycmVuY3kiOiJQVFMiLCJtaW5vcl91bml0cyI6MTAwMDAsInNjYWxlIjoyfV0sImVudHJpZXMiOlt7InRyYW5zYWN0aW9uIjoxLCJ0aW1lIjoxNzMwMDcwNDA2MDAwLCJ3aGF0IjoiZGVwb3NpdCIsIm1lbW8iOiJjYXNoIiwiY3VycmVuY3kiOiJQVFMiLCJtaW5vcl91bml0cyI6MTAwMDB9XSwiY29tbWFuZHMiOlt7InRpbWUiOjE3MzAwNzA0MDUwMDAsInN0YXR1cyI6Im9rIiwicmVjb3JkIjp7InR5cGUiOiJjb21tYW5kIiwibWVzc2FnZV9pZCI6IjEzMDAyMzQyNjA5NzE1MjAwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6IlplYnVsb24gUXV1eCIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjQ1LjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6InJlZ2lzdGVyIiwiYXJncyI6e319LCJhbnN3ZXIiOiJXZWxjb21lLCBAWmVidWxvbiBRdXV4OiB5b3VyIGFjY291bnQgaW4gUFRTIGlzIG9wZW4uIFdyaXRlIGBiYWxhbmNlYCB0byBzZWUgaXQsIGBoZWxwYCBmb3IgdGhlIHJlc3QuIn1dfQ=="}]',0);
INSERT INTO outbox VALUES(1000,8,'reply',17,2000,1300234269360128000,NULL,NULL,'What is kept on you comes as a direct message, as a JSON file. If it does not come, allow direct messages from this server and ask again.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,9,'dm',18,NULL,NULL,21,NULL,'All that these books keep on you. How long, and why: the privacy page of guildledger.','due',0,NULL,NULL,NULL,NULL,'[{"name":"mydata.json","media_type":"application/json","base64":"eyJndWlsZCI6IjEwMDAiLCJ1c2VyIjoiMjEiLCJuYW1lIjoiWmVidWxvbiBRdXV4IiwibWVtYmVyIjp7Im5pY2siOiJaZWIiLCJqb2luZWRfYXQiOm51bGwsImxlZnRfYXQiOm51bGx9LCJyb2xlcyI6W3sicm9sZSI6IjUwMSIsIm5hbWUiOm51bGx9XSwid2FudGVkX3JvbGVzIjpbXSwicmVnaXN0cmF0aW9uIjpudWxsLCJhY2NvdW50Ijp7ImFjY291bnQiOjUsInN0YXRlIjoib3BlbiJ9LCJiYWxhbmNlcyI6W3siY3VycmVuY3kiOiJQVFMiLCJtaW5vcl91bml0cyI6MTAwMDAsInNjYWxlIjoyfV0sImVudHJpZXMiOlt7InRyYW5zYWN0aW9uIjoxLCJ0aW1lIjoxNzMwMDcwNDA2MDAwLCJ3aGF0IjoiZGVwb3NpdCIsIm1lbW8iOiJjYXNoIiwiY3VycmVuY3kiOiJQVFMiLCJtaW5vcl91bml0cyI6MTAwMDB9XSwiY29tbWFuZHMiOlt7InRpbWUiOjE3MzAwNzA0MDcwMDAsInN0YXR1cyI6Im9rIiwicmVjb3JkIjp7InR5cGUiOiJjb21tYW5kIiwibWVzc2FnZV9pZCI6IjEzMDAyMzQyNjkzNjAxMjgwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6IlplYnVsb24gUXV1eCIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjQ3LjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6Im15ZGF0YSIsImFyZ3MiOnt9fSwiYW5zd2VyIjoiV2hhdCBpcyBrZXB0IG9uIHlvdSBjb21lcyBhcyBhIGRpcmVjdCBtZXNzYWdlLCBhcyBhIEpTT04gZmlsZS4gSWYgaXQgZG9lcyBub3QgY29tZSwgYWxsb3cgZGlyZWN0IG1lc3NhZ2VzIGZyb20gdGhpcyBzZXJ2ZXIgYW5kIGFzayBhZ2Fpbi4ifSx7InRpbWUiOjE3MzAwNzA0MDUwMDAsInN0YXR1cyI6Im9rIiwicmVjb3JkIjp7InR5cGUiOiJjb21tYW5kIiwibWVzc2FnZV9pZCI6IjEzMDAyMzQyNjA5NzE1MjAwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6IlplYnVsb24gUXV1eCIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjQ1LjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6InJlZ2lzdGVyIiwiYXJncyI6e319LCJhbnN3ZXIiOiJXZWxjb21lLCBAWmVidWxvbiBRdXV4OiB5b3VyIGFjY291bnQgaW4gUFRTIGlzIG9wZW4uIFdyaXRlIGBiYWxhbmNlYCB0byBzZWUgaXQsIGBoZWxwYCBmb3IgdGhlIHJlc3QuIn1dfQ=="}]',0);
INSERT INTO outbox VALUES(1000,10,'reply',18,2000,1300234273554432000,NULL,NULL,'What is kept on you comes as a direct message, as a JSON file. If it does not come, allow direct messages from this server and ask again.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,11,'reply',19,2000,1300234277748736000,NULL,NULL,'Paid 5.00 PTS to @ana (transaction 2). You have 95.00 PTS. Receipt: 2-1S8A5RCV','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,12,'reply',20,2000,1300234281943040000,NULL,NULL,'There is no account “quux”. Write a member as a mention, an account by its name; `report balances` lists them.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,13,'reply',21,2000,1300234286137344000,NULL,NULL,'You have 95.00 PTS, 999.00 PTS are needed.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,14,'reply',22,2000,1300234290331648000,NULL,NULL,'An amount is expected here, such as 12.50. `!pay <@to> <amount> [currency] [memo]` (at character 11: “lunch”)','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,15,'reply',23,2000,1300234294525952000,NULL,NULL,'There is no account “\@Zebulon Quux”. Write a member as a mention, an account by its name; `report balances` lists them.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,16,'reply',24,2000,1300234302914560000,NULL,NULL,replace('```\ntransaction  time              what    account   debit  credit  curren…  memo\n-----------  ----------------  ------  -------  ------  ------  -------  -------\n          1  2024-10-27 23:06  depos…  till     100.00    0.00  PTS      cash\n          1  2024-10-27 23:06  depos…  @Zebul…    0.00  100.00  PTS      cash\n          2  2024-10-27 23:06  pay     @Zebul…    5.00    0.00  PTS      lunch …\n          2  2024-10-27 23:06  pay     @ana       0.00    5.00  PTS      lunch …\n```','\n',char(10)),'due',0,NULL,NULL,NULL,NULL,'[{"name":"journal.csv","media_type":"text/csv; charset=utf-8","base64":"dHJhbnNhY3Rpb24sdGltZSxiYXRjaCx3aGF0LGFjY291bnQsZGViaXQsY3JlZGl0LGN1cnJlbmN5LG1lbW8scmV2ZXJzZXMNCjEsMjAyNC0xMC0yN1QyMzowNjo0Ni4wMDBaLDEsZGVwb3NpdCx0aWxsLDEwMC4wMCwwLjAwLFBUUyxjYXNoLA0KMSwyMDI0LTEwLTI3VDIzOjA2OjQ2LjAwMFosMSxkZXBvc2l0LCInQFplYnVsb24gUXV1eCIsMC4wMCwxMDAuMDAsUFRTLGNhc2gsDQoyLDIwMjQtMTAtMjdUMjM6MDY6NDkuMDAwWiwxLHBheSwiJ0BaZWJ1bG9uIFF1dXgiLDUuMDAsMC4wMCxQVFMsbHVuY2ggd2l0aCBxdXV4LA0KMiwyMDI0LTEwLTI3VDIzOjA2OjQ5LjAwMFosMSxwYXksIidAYW5hIiwwLjAwLDUuMDAsUFRTLGx1bmNoIHdpdGggcXV1eCwNCg=="}]',0);
INSERT INTO outbox VALUES(1000,17,'reply',25,2000,1300234311303168000,NULL,NULL,'Names and texts of @member-5 are forgotten; the amounts stay, as the accounts need them. Who writes here again is known by name again.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,18,'reply',26,2000,1300234315497472000,NULL,NULL,'Names and texts of @member-5 are forgotten; the amounts stay, as the accounts need them. Who writes here again is known by name again.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,19,'reply',27,2000,1300234319691776000,NULL,NULL,'You have 95.00 PTS.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,20,'reply',28,2000,1300234323886080000,NULL,NULL,'Names and texts of @member-5 are forgotten; the amounts stay, as the accounts need them. Who writes here again is known by name again.','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,21,'dm',29,NULL,NULL,21,NULL,'All that these books keep on you. How long, and why: the privacy page of guildledger.','due',0,NULL,NULL,NULL,NULL,'[{"name":"mydata.json","media_type":"application/json","base64":"eyJndWlsZCI6IjEwMDAiLCJ1c2VyIjoiMjEiLCJuYW1lIjoiWmVidWxvbiBRdXV4IiwibWVtYmVyIjp7Im5pY2siOm51bGwsImpvaW5lZF9hdCI6bnVsbCwibGVmdF9hdCI6bnVsbH0sInJvbGVzIjpbeyJyb2xlIjoiNTAxIiwibmFtZSI6bnVsbH1dLCJ3YW50ZWRfcm9sZXMiOltdLCJyZWdpc3RyYXRpb24iOm51bGwsImFjY291bnQiOnsiYWNjb3VudCI6NSwic3RhdGUiOiJvcGVuIn0sImJhbGFuY2VzIjpbeyJjdXJyZW5jeSI6IlBUUyIsIm1pbm9yX3VuaXRzIjo5NTAwLCJzY2FsZSI6Mn1dLCJlbnRyaWVzIjpbeyJ0cmFuc2FjdGlvbiI6MiwidGltZSI6MTczMDA3MDQwOTAwMCwid2hhdCI6InBheSIsIm1lbW8iOiLigKYiLCJjdXJyZW5jeSI6IlBUUyIsIm1pbm9yX3VuaXRzIjotNTAwfSx7InRyYW5zYWN0aW9uIjoxLCJ0aW1lIjoxNzMwMDcwNDA2MDAwLCJ3aGF0IjoiZGVwb3NpdCIsIm1lbW8iOiJjYXNoIiwiY3VycmVuY3kiOiJQVFMiLCJtaW5vcl91bml0cyI6MTAwMDB9XSwiY29tbWFuZHMiOlt7InRpbWUiOjE3MzAwNzA0MjAwMDAsInN0YXR1cyI6Im9rIiwicmVjb3JkIjp7InR5cGUiOiJjb21tYW5kIiwibWVzc2FnZV9pZCI6IjEzMDAyMzQzMjM4ODYwODAwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6Im1lbWJlci01Iiwicm9sZXMiOlsiNTAxIl0sIm1lbWJlciI6dHJ1ZSwib3duZXIiOmZhbHNlfSwidGltZSI6IjIwMjQtMTAtMjdUMjM6MDc6MDAuMDAwWiIsImxhbmciOiJlbiIsInNvdXJjZSI6ImRpc2NvcmQiLCJ2ZXJiIjoiZm9yZ2V0IiwiYXJncyI6eyJ3aG8iOiJAMjEifX0sImFuc3dlciI6bnVsbH0seyJ0aW1lIjoxNzMwMDcwNDE5MDAwLCJzdGF0dXMiOiJvayIsInJlY29yZCI6eyJ0eXBlIjoiY29tbWFuZCIsIm1lc3NhZ2VfaWQiOiIxMzAwMjM0MzE5NjkxNzc2MDAwIiwiY2hhbm5lbF9pZCI6IjIwMDAiLCJndWlsZF9pZCI6IjEwMDAiLCJhdXRob3IiOnsiaWQiOiIyMSIsIm5hbWUiOiJtZW1iZXItNSIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjU5LjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6ImJhbGFuY2UiLCJhcmdzIjp7fX0sImFuc3dlciI6bnVsbH0seyJ0aW1lIjoxNzMwMDcwNDEyMDAwLCJzdGF0dXMiOiJyZWplY3RlZCIsInJlY29yZCI6eyJ0eXBlIjoicmVqZWN0IiwibWVzc2FnZV9pZCI6IjEzMDAyMzQyOTAzMzE2NDgwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6Im1lbWJlci01Iiwicm9sZXMiOlsiNTAxIl0sIm1lbWJlciI6dHJ1ZSwib3duZXIiOmZhbHNlfSwidGltZSI6IjIwMjQtMTAtMjdUMjM6MDY6NTIuMDAwWiIsImxhbmciOiJlbiIsInNvdXJjZSI6ImRpc2NvcmQiLCJ2ZXJiIjoicGF5IiwiZXJyb3IiOnsiY29kZSI6ImJhZF9hbW91bnQiLCJoaW50IjoiQW4gYW1vdW50IGlzIGV4cGVjdGVkIGhlcmUsIHN1Y2ggYXMgMTIuNTAuIGAhcGF5IDxAdG8+IDxhbW91bnQ+IFtjdXJyZW5jeV0gW21lbW9dYCJ9fSwiYW5zd2VyIjpudWxsfSx7InRpbWUiOjE3MzAwNzA0MTEwMDAsInN0YXR1cyI6InJlamVjdGVkIiwicmVjb3JkIjp7InR5cGUiOiJjb21tYW5kIiwibWVzc2FnZV9pZCI6IjEzMDAyMzQyODYxMzczNDQwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6Im1lbWJlci01Iiwicm9sZXMiOlsiNTAxIl0sIm1lbWJlciI6dHJ1ZSwib3duZXIiOmZhbHNlfSwidGltZSI6IjIwMjQtMTAtMjdUMjM6MDY6NTEuMDAwWiIsImxhbmciOiJlbiIsInNvdXJjZSI6ImRpc2NvcmQiLCJ2ZXJiIjoicGF5IiwiYXJncyI6eyJ0byI6IkAxMSIsImFtb3VudCI6Ijk5OSIsIm1lbW8iOiLigKYifX0sImFuc3dlciI6bnVsbH0seyJ0aW1lIjoxNzMwMDcwNDEwMDAwLCJzdGF0dXMiOiJyZWplY3RlZCIsInJlY29yZCI6eyJ0eXBlIjoiY29tbWFuZCIsIm1lc3NhZ2VfaWQiOiIxMzAwMjM0MjgxOTQzMDQwMDAwIiwiY2hhbm5lbF9pZCI6IjIwMDAiLCJndWlsZF9pZCI6IjEwMDAiLCJhdXRob3IiOnsiaWQiOiIyMSIsIm5hbWUiOiJtZW1iZXItNSIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjUwLjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6InBheSIsImFyZ3MiOnsidG8iOiJxdXV4IiwiYW1vdW50IjoiNSIsIm1lbW8iOiLigKYifX0sImFuc3dlciI6bnVsbH0seyJ0aW1lIjoxNzMwMDcwNDA5MDAwLCJzdGF0dXMiOiJvayIsInJlY29yZCI6eyJ0eXBlIjoiY29tbWFuZCIsIm1lc3NhZ2VfaWQiOiIxMzAwMjM0Mjc3NzQ4NzM2MDAwIiwiY2hhbm5lbF9pZCI6IjIwMDAiLCJndWlsZF9pZCI6IjEwMDAiLCJhdXRob3IiOnsiaWQiOiIyMSIsIm5hbWUiOiJtZW1iZXItNSIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjQ5LjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6InBheSIsImFyZ3MiOnsidG8iOiJAMTEiLCJhbW91bnQiOiI1IiwibWVtbyI6IuKApiJ9fSwiYW5zd2VyIjpudWxsfSx7InRpbWUiOjE3MzAwNzA0MDgwMDAsInN0YXR1cyI6Im9rIiwicmVjb3JkIjp7InR5cGUiOiJjb21tYW5kIiwibWVzc2FnZV9pZCI6IjEzMDAyMzQyNzM1NTQ0MzIwMDAiLCJjaGFubmVsX2lkIjoiMjAwMCIsImd1aWxkX2lkIjoiMTAwMCIsImF1dGhvciI6eyJpZCI6IjIxIiwibmFtZSI6Im1lbWJlci01Iiwicm9sZXMiOlsiNTAxIl0sIm1lbWJlciI6dHJ1ZSwib3duZXIiOmZhbHNlfSwidGltZSI6IjIwMjQtMTAtMjdUMjM6MDY6NDguMDAwWiIsImxhbmciOiJlbiIsInNvdXJjZSI6ImRpc2NvcmQiLCJ2ZXJiIjoibXlkYXRhIiwiYXJncyI6e319LCJhbnN3ZXIiOm51bGx9LHsidGltZSI6MTczMDA3MDQwNzAwMCwic3RhdHVzIjoib2siLCJyZWNvcmQiOnsidHlwZSI6ImNvbW1hbmQiLCJtZXNzYWdlX2lkIjoiMTMwMDIzNDI2OTM2MDEyODAwMCIsImNoYW5uZWxfaWQiOiIyMDAwIiwiZ3VpbGRfaWQiOiIxMDAwIiwiYXV0aG9yIjp7ImlkIjoiMjEiLCJuYW1lIjoibWVtYmVyLTUiLCJyb2xlcyI6WyI1MDEiXSwibWVtYmVyIjp0cnVlLCJvd25lciI6ZmFsc2V9LCJ0aW1lIjoiMjAyNC0xMC0yN1QyMzowNjo0Ny4wMDBaIiwibGFuZyI6ImVuIiwic291cmNlIjoiZGlzY29yZCIsInZlcmIiOiJteWRhdGEiLCJhcmdzIjp7fX0sImFuc3dlciI6bnVsbH0seyJ0aW1lIjoxNzMwMDcwNDA1MDAwLCJzdGF0dXMiOiJvayIsInJlY29yZCI6eyJ0eXBlIjoiY29tbWFuZCIsIm1lc3NhZ2VfaWQiOiIxMzAwMjM0MjYwOTcxNTIwMDAwIiwiY2hhbm5lbF9pZCI6IjIwMDAiLCJndWlsZF9pZCI6IjEwMDAiLCJhdXRob3IiOnsiaWQiOiIyMSIsIm5hbWUiOiJtZW1iZXItNSIsInJvbGVzIjpbIjUwMSJdLCJtZW1iZXIiOnRydWUsIm93bmVyIjpmYWxzZX0sInRpbWUiOiIyMDI0LTEwLTI3VDIzOjA2OjQ1LjAwMFoiLCJsYW5nIjoiZW4iLCJzb3VyY2UiOiJkaXNjb3JkIiwidmVyYiI6InJlZ2lzdGVyIiwiYXJncyI6e319LCJhbnN3ZXIiOm51bGx9XX0="}]',0);
INSERT INTO outbox VALUES(1000,22,'reply',29,2000,1300234328080384000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
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
INSERT INTO counters VALUES(1000,'batch','1','PTS',10500);
INSERT INTO counters VALUES(1000,'command','balance','ok',1);
INSERT INTO counters VALUES(1000,'command','deposit','ok',1);
INSERT INTO counters VALUES(1000,'command','forget','ok',3);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','member','ok',9);
INSERT INTO counters VALUES(1000,'command','mydata','ok',3);
INSERT INTO counters VALUES(1000,'command','pay','ok',1);
INSERT INTO counters VALUES(1000,'command','pay','rejected',3);
INSERT INTO counters VALUES(1000,'command','permit','ok',3);
INSERT INTO counters VALUES(1000,'command','register','ok',2);
INSERT INTO counters VALUES(1000,'command','reject','rejected',1);
INSERT INTO counters VALUES(1000,'command','report','ok',1);
INSERT INTO counters VALUES(1000,'message','','',19);
CREATE TABLE lease_holders (holder TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE leases (
	guild_id INTEGER PRIMARY KEY REFERENCES guilds, holder TEXT NOT NULL, until INTEGER NOT NULL
) STRICT;
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
COMMIT;
