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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',7,1730070463000);
CREATE TABLE settings (
	guild_id INTEGER NOT NULL REFERENCES guilds, key TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES(1000,'registration','invitation');
INSERT INTO settings VALUES(1000,'registration.grants','700');
CREATE TABLE channels (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL,
	enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), since INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL, after INTEGER NOT NULL,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
INSERT INTO cursors VALUES(1000,2000,1300234504241152000);
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
INSERT INTO users VALUES(1000,12,'bob',0,20023);
INSERT INTO users VALUES(1000,13,'carla',0,20023);
INSERT INTO users VALUES(1000,14,'tomas',0,20023);
INSERT INTO users VALUES(1000,15,'audra',0,20023);
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
INSERT INTO roles VALUES(1000,700,'Red',1,0,'8192');
INSERT INTO roles VALUES(1000,701,'Mod',1,0,'268435456');
INSERT INTO roles VALUES(1000,702,'Hook',1,0,'536870912');
INSERT INTO roles VALUES(1000,1000,'@everyone',1,0,'1024');
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
INSERT INTO accounts VALUES(1000,4,'@11','@11','liability',11,NULL,'open',8);
INSERT INTO accounts VALUES(1000,5,'@12','@12','liability',12,NULL,'open',9);
INSERT INTO accounts VALUES(1000,6,'@13','@13','liability',13,NULL,'open',10);
INSERT INTO accounts VALUES(1000,7,'@14','@14','liability',14,NULL,'open',11);
INSERT INTO accounts VALUES(1000,8,'savings ','savings ','asset',NULL,NULL,'open',25);
INSERT INTO accounts VALUES(1000,9,'savings','savings','asset',NULL,NULL,'open',26);
INSERT INTO accounts VALUES(1000,10,'till​','till​','asset',NULL,NULL,'open',27);
INSERT INTO accounts VALUES(1000,11,'ѕavings','ѕavings','asset',NULL,NULL,'open',29);
INSERT INTO accounts VALUES(1000,12,'＠19','@19','income',NULL,NULL,'open',30);
INSERT INTO accounts VALUES(1000,13,'ㅤ','ᅠ','income',NULL,NULL,'open',31);
INSERT INTO accounts VALUES(1000,14,'bank','bank','asset',NULL,NULL,'open',32);
INSERT INTO accounts VALUES(1000,15,'rent','rent','expense',NULL,NULL,'open',33);
INSERT INTO accounts VALUES(1000,16,'@10','@10','liability',10,NULL,'open',47);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',15000,NULL,4);
INSERT INTO balances VALUES(1000,2,'PTS',100000,NULL,1);
INSERT INTO balances VALUES(1000,3,'PTS',59900,NULL,1);
INSERT INTO balances VALUES(1000,4,'PTS',-3900,0,6);
INSERT INTO balances VALUES(1000,5,'PTS',-10000,0,2);
INSERT INTO balances VALUES(1000,6,'PTS',-111000,0,4);
INSERT INTO balances VALUES(1000,7,'PTS',-50000,NULL,4);
INSERT INTO balances VALUES(1000,8,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,9,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,10,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,11,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,12,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,13,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,14,'PTS',-50100,-60000,2);
INSERT INTO balances VALUES(1000,15,'PTS',50100,NULL,2);
INSERT INTO balances VALUES(1000,16,'PTS',0,0,0);
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
INSERT INTO batches VALUES(1000,1,'closed',1730070407000,12,1730070414000,19,7,1,7,'0000000000000000000000000000000000000000000000000000000000000000','4cf0bab6798090cb18b2e4f3680b838a835c9c088da00d66624ad3582564fe0c',2,'792409396c2010fd262f45a091ed274add3122b56e526d54e81bdabe4e2c071a','81ed8052978547f18499dec56c8443f8fe8c03f1a0c09aa50c2ce4aeed8fb01d');
INSERT INTO batches VALUES(1000,2,'open',1730070417000,22,NULL,NULL,NULL,8,NULL,'4cf0bab6798090cb18b2e4f3680b838a835c9c088da00d66624ad3582564fe0c',NULL,2,NULL,NULL);
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id INTEGER NOT NULL, batch INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	entries INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL, -- credits as a positive number
	balance INTEGER NOT NULL, -- of the account when the batch closed
	counted INTEGER,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;
INSERT INTO batch_totals VALUES(1000,1,1,'PTS',3,20000,3000,17000,NULL);
INSERT INTO batch_totals VALUES(1000,1,2,'PTS',1,100000,0,100000,NULL);
INSERT INTO batch_totals VALUES(1000,1,3,'PTS',1,59900,0,59900,NULL);
INSERT INTO batch_totals VALUES(1000,1,4,'PTS',2,4000,10000,-6000,NULL);
INSERT INTO batch_totals VALUES(1000,1,5,'PTS',1,0,9900,-9900,NULL);
INSERT INTO batch_totals VALUES(1000,1,6,'PTS',4,3000,114000,-111000,NULL);
INSERT INTO batch_totals VALUES(1000,1,7,'PTS',2,9900,59900,-50000,50000);
CREATE TABLE transactions (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, batch INTEGER NOT NULL,
	time INTEGER NOT NULL, verb TEXT NOT NULL, seq INTEGER NOT NULL, author_id INTEGER NOT NULL,
	reverses INTEGER, memo TEXT,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transactions VALUES(1000,1,1,1730070407000,'deposit',12,13,NULL,'cash');
INSERT INTO transactions VALUES(1000,2,1,1730070408000,'deposit',13,13,NULL,'dues');
INSERT INTO transactions VALUES(1000,3,1,1730070409000,'withdraw',14,13,NULL,'dues');
INSERT INTO transactions VALUES(1000,4,1,1730070410000,'move',15,13,NULL,'memo');
INSERT INTO transactions VALUES(1000,5,1,1730070411000,'move',16,13,NULL,'memo');
INSERT INTO transactions VALUES(1000,6,1,1730070413000,'pay',18,14,NULL,'x');
INSERT INTO transactions VALUES(1000,7,1,1730070414000,'batch close',19,14,NULL,'count');
INSERT INTO transactions VALUES(1000,8,2,1730070417000,'pay',22,11,NULL,'lunch');
INSERT INTO transactions VALUES(1000,9,2,1730070418000,'reverse',23,14,8,'mine');
INSERT INTO transactions VALUES(1000,10,2,1730070419000,'pay',24,11,NULL,'x');
INSERT INTO transactions VALUES(1000,11,2,1730070429000,'move',34,13,NULL,'july');
INSERT INTO transactions VALUES(1000,12,2,1730070431000,'move',36,13,NULL,'july');
INSERT INTO transactions VALUES(1000,13,2,1730070432000,'withdraw',37,13,NULL,'cash');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,1,1,1,'PTS',10000);
INSERT INTO entries VALUES(1000,2,1,1,'PTS',10000);
INSERT INTO entries VALUES(1000,3,2,1,'PTS',-3000);
INSERT INTO entries VALUES(1000,13,2,1,'PTS',-2000);
INSERT INTO entries VALUES(1000,5,1,2,'PTS',100000);
INSERT INTO entries VALUES(1000,7,2,3,'PTS',59900);
INSERT INTO entries VALUES(1000,1,2,4,'PTS',-10000);
INSERT INTO entries VALUES(1000,4,1,4,'PTS',4000);
INSERT INTO entries VALUES(1000,8,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,9,1,4,'PTS',-500);
INSERT INTO entries VALUES(1000,10,1,4,'PTS',100);
INSERT INTO entries VALUES(1000,13,1,4,'PTS',2000);
INSERT INTO entries VALUES(1000,6,2,5,'PTS',-9900);
INSERT INTO entries VALUES(1000,10,2,5,'PTS',-100);
INSERT INTO entries VALUES(1000,2,2,6,'PTS',-10000);
INSERT INTO entries VALUES(1000,3,1,6,'PTS',3000);
INSERT INTO entries VALUES(1000,4,2,6,'PTS',-4000);
INSERT INTO entries VALUES(1000,5,2,6,'PTS',-100000);
INSERT INTO entries VALUES(1000,6,1,7,'PTS',9900);
INSERT INTO entries VALUES(1000,7,1,7,'PTS',-59900);
INSERT INTO entries VALUES(1000,8,2,7,'PTS',-500);
INSERT INTO entries VALUES(1000,9,2,7,'PTS',500);
INSERT INTO entries VALUES(1000,11,2,14,'PTS',-50000);
INSERT INTO entries VALUES(1000,12,2,14,'PTS',-100);
INSERT INTO entries VALUES(1000,11,1,15,'PTS',50000);
INSERT INTO entries VALUES(1000,12,1,15,'PTS',100);
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
INSERT INTO commands VALUES(1000,2,NULL,0,NULL,'role','ok',NULL,NULL,NULL,NULL,'{"type":"role","guild_id":"1000","role_id":"1000","name":"@everyone","position":1,"managed":false,"permissions":"1024"}');
INSERT INTO commands VALUES(1000,3,NULL,0,NULL,'role','ok',NULL,NULL,NULL,NULL,'{"type":"role","guild_id":"1000","role_id":"700","name":"Red","position":1,"managed":false,"permissions":"1024"}');
INSERT INTO commands VALUES(1000,4,NULL,0,NULL,'role','ok',NULL,NULL,NULL,NULL,'{"type":"role","guild_id":"1000","role_id":"701","name":"Mod","position":1,"managed":false,"permissions":"268435456"}');
INSERT INTO commands VALUES(1000,5,NULL,0,NULL,'role','ok',NULL,NULL,NULL,NULL,'{"type":"role","guild_id":"1000","role_id":"702","name":"Hook","position":1,"managed":false,"permissions":"536870912"}');
INSERT INTO commands VALUES(1000,6,1300234244194304000,1730070401000,10,'permit','ok',NULL,NULL,NULL,'<@&501>: the permit is now teller.','{"type":"command","message_id":"1300234244194304000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:41.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&501","permit":"teller"}}');
INSERT INTO commands VALUES(1000,7,1300234248388608000,1730070402000,10,'permit','ok',NULL,NULL,NULL,'<@&502>: the permit is now treasurer.','{"type":"command","message_id":"1300234248388608000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:42.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&502","permit":"treasurer"}}');
INSERT INTO commands VALUES(1000,8,1300234252582912000,1730070403000,11,'register','ok',NULL,NULL,NULL,'Welcome, @ana: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234252582912000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:43.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,9,1300234256777216000,1730070404000,12,'register','ok',NULL,NULL,NULL,'Welcome, @bob: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234256777216000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:44.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,10,1300234260971520000,1730070405000,13,'register','ok',NULL,NULL,NULL,'Welcome, @carla: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234260971520000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:45.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,11,1300234265165824000,1730070406000,14,'register','ok',NULL,NULL,NULL,'Welcome, @tomas: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234265165824000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:46.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,12,1300234269360128000,1730070407000,13,'deposit','ok',NULL,1,1,'Deposited 100.00 PTS for @ana (transaction 1). They have 100.00 PTS. Receipt: 1-3SNS15SQ','{"type":"command","message_id":"1300234269360128000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:47.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"100.00","currency":"cash"}}');
INSERT INTO commands VALUES(1000,13,1300234273554432000,1730070408000,13,'deposit','ok',NULL,2,1,'Deposited 100.00 PTS for @carla (transaction 2). They have 100.00 PTS. Receipt: 2-6TEN7T5V','{"type":"command","message_id":"1300234273554432000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:48.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"＠13","amount":"100","currency":"dues"}}');
INSERT INTO commands VALUES(1000,14,1300234277748736000,1730070409000,13,'withdraw','ok',NULL,3,1,'Paid out 30.00 PTS to @carla (transaction 3). They have 70.00 PTS. Receipt: 3-JSWK4JZK','{"type":"command","message_id":"1300234277748736000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:49.000Z","lang":"en","source":"discord","verb":"withdraw","args":{"who":"＠13","amount":"30","currency":"dues"}}');
INSERT INTO commands VALUES(1000,15,1300234281943040000,1730070410000,13,'move','ok',NULL,4,1,'Moved 40.00 PTS from @ana to @carla (transaction 4). They now stand at 60.00 PTS and 110.00 PTS. Receipt: 4-F74291TV','{"type":"command","message_id":"1300234281943040000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:50.000Z","lang":"en","source":"discord","verb":"move","args":{"from":"@11","to":"@13","amount":"40","currency":"memo"}}');
INSERT INTO commands VALUES(1000,16,1300234286137344000,1730070411000,13,'move','ok',NULL,5,1,'Moved 1000.00 PTS from opening to @carla (transaction 5). They now stand at -1000.00 PTS and 1110.00 PTS. Receipt: 5-ZBV31EKP','{"type":"command","message_id":"1300234286137344000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:51.000Z","lang":"en","source":"discord","verb":"move","args":{"from":"opening","to":"@13","amount":"1000","currency":"memo"}}');
INSERT INTO commands VALUES(1000,17,1300234290331648000,1730070412000,14,'account limit','ok',NULL,NULL,NULL,'@tomas has no floor in PTS any more.','{"type":"command","message_id":"1300234290331648000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:52.000Z","lang":"en","source":"discord","verb":"account limit","args":{"account":"@14","limit":"none"}}');
INSERT INTO commands VALUES(1000,18,1300234294525952000,1730070413000,14,'pay','ok',NULL,6,1,'Paid 99.00 PTS to @bob (transaction 6). You have -99.00 PTS. Receipt: 6-FR8T1S0J','{"type":"command","message_id":"1300234294525952000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:53.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"99","memo":"x"}}');
INSERT INTO commands VALUES(1000,19,1300234298720256000,1730070414000,14,'batch close','ok',NULL,7,1,'Batch 1 is closed. Transactions: 7; debits and credits: 1968.00 PTS. Hash 4cf0bab6798090cb18b2e4f3680b838a835c9c088da00d66624ad3582564fe0c. Receipt: 7-2496QXA8','{"type":"command","message_id":"1300234298720256000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:54.000Z","lang":"en","source":"discord","verb":"batch close","args":{"count:@14":"500","difference":"book"}}');
INSERT INTO commands VALUES(1000,20,1300234302914560000,1730070415000,14,'account freeze','ok',NULL,NULL,NULL,'The account of @tomas is frozen: nothing moves until it is unfrozen.','{"type":"command","message_id":"1300234302914560000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:55.000Z","lang":"en","source":"discord","verb":"account freeze","args":{"account":"@14"}}');
INSERT INTO commands VALUES(1000,21,1300234307108864000,1730070416000,14,'account unfreeze','ok',NULL,NULL,NULL,'The account of @tomas is open again.','{"type":"command","message_id":"1300234307108864000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:56.000Z","lang":"en","source":"discord","verb":"account unfreeze","args":{"account":"@14"}}');
INSERT INTO commands VALUES(1000,22,1300234311303168000,1730070417000,11,'pay','ok',NULL,8,2,'Paid 5.00 PTS to @tomas (transaction 8). You have 55.00 PTS. Receipt: 8-GY8GB6EK','{"type":"command","message_id":"1300234311303168000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:57.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@14","amount":"5","currency":"lunch"}}');
INSERT INTO commands VALUES(1000,23,1300234315497472000,1730070418000,14,'reverse','ok',NULL,9,2,'Transaction 8 is reversed by transaction 9. Receipt: 9-HE6T6SNS','{"type":"command","message_id":"1300234315497472000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:06:58.000Z","lang":"en","source":"discord","verb":"reverse","args":{"transaction":"8","reason":"mine"}}');
INSERT INTO commands VALUES(1000,24,1300234319691776000,1730070419000,11,'pay','ok',NULL,10,2,'Paid 1.00 PTS to @bob (transaction 10). You have 59.00 PTS. Receipt: 10-T363HJ43','{"type":"command","message_id":"1300234319691776000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:59.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"＠12","amount":"1","memo":"x"}}');
INSERT INTO commands VALUES(1000,25,1300234323886080000,1730070420000,14,'account open','ok',NULL,NULL,NULL,'Account savings  is open (asset).','{"type":"command","message_id":"1300234323886080000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:00.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"savings ","kind":"asset"}}');
INSERT INTO commands VALUES(1000,26,1300234328080384000,1730070421000,14,'account open','ok',NULL,NULL,NULL,'Account savings is open (asset).','{"type":"command","message_id":"1300234328080384000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:01.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"savings","kind":"asset"}}');
INSERT INTO commands VALUES(1000,27,1300234332274688000,1730070422000,14,'account open','ok',NULL,NULL,NULL,'Account till is open (asset).','{"type":"command","message_id":"1300234332274688000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:02.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"till​","kind":"asset"}}');
INSERT INTO commands VALUES(1000,28,1300234336468992000,1730070423000,14,'account open','rejected','name_taken',NULL,NULL,'There is already an account “tiⅼl”.','{"type":"command","message_id":"1300234336468992000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:03.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"tiⅼl","kind":"asset"}}');
INSERT INTO commands VALUES(1000,29,1300234340663296000,1730070424000,14,'account open','ok',NULL,NULL,NULL,'Account ѕavings is open (asset).','{"type":"command","message_id":"1300234340663296000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:04.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"ѕavings","kind":"asset"}}');
INSERT INTO commands VALUES(1000,30,1300234344857600000,1730070425000,14,'account open','ok',NULL,NULL,NULL,'Account ＠19 is open (income).','{"type":"command","message_id":"1300234344857600000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:05.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"＠19","kind":"income"}}');
INSERT INTO commands VALUES(1000,31,1300234349051904000,1730070426000,14,'account open','ok',NULL,NULL,NULL,'Account ㅤ is open (income).','{"type":"command","message_id":"1300234349051904000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:06.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"ㅤ","kind":"income"}}');
INSERT INTO commands VALUES(1000,32,1300234353246208000,1730070427000,14,'account open','ok',NULL,NULL,NULL,'Account bank is open (asset).','{"type":"command","message_id":"1300234353246208000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:07.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"bank","kind":"asset"}}');
INSERT INTO commands VALUES(1000,33,1300234357440512000,1730070428000,14,'account open','ok',NULL,NULL,NULL,'Account rent is open (expense).','{"type":"command","message_id":"1300234357440512000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:08.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"rent","kind":"expense"}}');
INSERT INTO commands VALUES(1000,34,1300234361634816000,1730070429000,13,'move','ok',NULL,11,2,'Moved 500.00 PTS from bank to rent (transaction 11). They now stand at -500.00 PTS and 500.00 PTS. Receipt: 11-1GP64079','{"type":"command","message_id":"1300234361634816000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:09.000Z","lang":"en","source":"discord","verb":"move","args":{"from":"bank","to":"rent","amount":"500","currency":"july"}}');
INSERT INTO commands VALUES(1000,35,1300234365829120000,1730070430000,14,'account limit','ok',NULL,NULL,NULL,'bank has no floor in PTS any more.','{"type":"command","message_id":"1300234365829120000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:10.000Z","lang":"en","source":"discord","verb":"account limit","args":{"account":"bank","limit":"none"}}');
INSERT INTO commands VALUES(1000,36,1300234370023424000,1730070431000,13,'move','ok',NULL,12,2,'Moved 1.00 PTS from bank to rent (transaction 12). They now stand at -501.00 PTS and 501.00 PTS. Receipt: 12-N0M5ZJR5','{"type":"command","message_id":"1300234370023424000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:11.000Z","lang":"en","source":"discord","verb":"move","args":{"from":"bank","to":"rent","amount":"1","currency":"july"}}');
INSERT INTO commands VALUES(1000,37,1300234374217728000,1730070432000,13,'withdraw','ok',NULL,13,2,'Paid out 20.00 PTS to @ana (transaction 13). They have 39.00 PTS. Receipt: 13-MDEBPS0G','{"type":"command","message_id":"1300234374217728000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:12.000Z","lang":"en","source":"discord","verb":"withdraw","args":{"who":"@11","amount":"20","currency":"cash"}}');
INSERT INTO commands VALUES(1000,38,1300234378412032000,1730070433000,14,'account limit','ok',NULL,NULL,NULL,'bank may go down to -600.00 PTS.','{"type":"command","message_id":"1300234378412032000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:13.000Z","lang":"en","source":"discord","verb":"account limit","args":{"account":"bank","limit":"-600"}}');
INSERT INTO commands VALUES(1000,39,1300234382606336000,1730070434000,10,'role allow','ok',NULL,NULL,NULL,'Members may now take @Mod by themselves.','{"type":"command","message_id":"1300234382606336000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:14.000Z","lang":"en","source":"discord","verb":"role allow","args":{"role":"&701"}}');
INSERT INTO commands VALUES(1000,40,1300234386800640000,1730070435000,10,'role group','ok',NULL,NULL,NULL,'The group “mods” offers 1 roles; members see them with `roles`.','{"type":"command","message_id":"1300234386800640000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:15.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"mods","most":"any","roles":"&702"}}');
INSERT INTO commands VALUES(1000,41,1300234390994944000,1730070436000,10,'role group','ok',NULL,NULL,NULL,'The group “mоds” offers 1 roles; members see them with `roles`.','{"type":"command","message_id":"1300234390994944000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:16.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"mоds","most":"any","roles":"&700"}}');
INSERT INTO commands VALUES(1000,42,1300234395189248000,1730070437000,11,'role take','ok',NULL,NULL,NULL,'@Mod is on its way to you.','{"type":"command","message_id":"1300234395189248000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:17.000Z","lang":"en","source":"discord","verb":"role take","args":{"role":"Mod"}}');
INSERT INTO commands VALUES(1000,43,1300234399383552000,1730070438000,10,'config','ok',NULL,NULL,NULL,'registration.grants is now <@&700>.','{"type":"command","message_id":"1300234399383552000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:18.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"registration.grants","value":"<@&700>"}}');
INSERT INTO commands VALUES(1000,44,1300234403577856000,1730070439000,10,'config','ok',NULL,NULL,NULL,'registration is now approval.','{"type":"command","message_id":"1300234403577856000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:19.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"registration","value":"approval"}}');
INSERT INTO commands VALUES(1000,45,NULL,1730070439000,NULL,'role','ok',NULL,NULL,NULL,NULL,'{"type":"role","guild_id":"1000","role_id":"700","name":"Red","position":1,"managed":false,"permissions":"8192"}');
INSERT INTO commands VALUES(1000,46,1300234495852544000,1730070461000,15,'register','ok',NULL,NULL,NULL,'@audra, your request has the number 46: a treasurer confirms it with `approve 46`.','{"type":"command","message_id":"1300234495852544000","channel_id":"2000","guild_id":"1000","author":{"id":"15","name":"audra","roles":["503"],"member":true,"owner":false},"time":"2024-10-27T23:07:41.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,47,1300234500046848000,1730070462000,10,'register','ok',NULL,NULL,NULL,'Welcome, @owner: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234500046848000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:42.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,48,1300234504241152000,1730070463000,10,'config','ok',NULL,NULL,NULL,'registration is now invitation.','{"type":"command","message_id":"1300234504241152000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:43.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"registration","value":"invitation"}}');
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',6,2000,1300234244194304000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,2,'reply',7,2000,1300234248388608000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,3,'reply',8,2000,1300234252582912000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,4,'reply',9,2000,1300234256777216000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,5,'reply',10,2000,1300234260971520000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,6,'reply',11,2000,1300234265165824000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,7,'reply',12,2000,1300234269360128000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,8,'reply',13,2000,1300234273554432000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,9,'reply',14,2000,1300234277748736000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,10,'reply',15,2000,1300234281943040000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,11,'reply',16,2000,1300234286137344000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,12,'reply',17,2000,1300234290331648000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,13,'reply',18,2000,1300234294525952000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,14,'post',19,2000,NULL,NULL,NULL,replace('**Batch 1 is closed** · 2024-10-27 23:06 to 2024-10-27 23:06\nTransactions: 7 · debits and credits: 1968.00 PTS\n```\naccount     entries   debits  credits   balance  counted  currency\n----------  -------  -------  -------  --------  -------  --------\ntill              3   200.00    30.00    170.00           PTS\nopening           1  1000.00     0.00  -1000.00           PTS\nover-short        1   599.00     0.00   -599.00           PTS\n@ana              2    40.00   100.00     60.00           PTS\n@bob              1     0.00    99.00     99.00           PTS\n@carla            4    30.00  1140.00   1110.00           PTS\n@tomas            2    99.00   599.00    500.00   500.00  PTS\ntotal            14  1968.00  1968.00                     PTS\n```\nCounted against expected:\n```\naccount  expected  counted  difference  currency\n-------  --------  -------  ----------  --------\n@tomas     -99.00   500.00      599.00  PTS\n```\nBiggest movements:\n```\ntransaction  time              what    debited  credit…   amount  curren…  memo\n-----------  ----------------  ------  -------  -------  -------  -------  -----\n          5  2024-10-27 23:06  move    opening  @carla   1000.00  PTS      memo\n          7  2024-10-27 23:06  batch…  over-s…  @tomas    599.00  PTS      count\n          1  2024-10-27 23:06  depos…  till     @ana      100.00  PTS      cash\n          2  2024-10-27 23:06  depos…  till     @carla    100.00  PTS      dues\n          6  2024-10-27 23:06  pay     @tomas   @bob       99.00  PTS      x\n```\nHash: `4cf0bab6798090cb18b2e4f3680b838a835c9c088da00d66624ad3582564fe0c`','\n',char(10)),'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,15,'reply',19,2000,1300234298720256000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,16,'reply',20,2000,1300234302914560000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,17,'reply',21,2000,1300234307108864000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,18,'reply',22,2000,1300234311303168000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,19,'reply',23,2000,1300234315497472000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,20,'reply',24,2000,1300234319691776000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,21,'reply',25,2000,1300234323886080000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,22,'reply',26,2000,1300234328080384000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,23,'reply',27,2000,1300234332274688000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,24,'reply',28,2000,1300234336468992000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,25,'reply',29,2000,1300234340663296000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,26,'reply',30,2000,1300234344857600000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,27,'reply',31,2000,1300234349051904000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,28,'reply',32,2000,1300234353246208000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,29,'reply',33,2000,1300234357440512000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,30,'reply',34,2000,1300234361634816000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,31,'reply',35,2000,1300234365829120000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,32,'reply',36,2000,1300234370023424000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,33,'reply',37,2000,1300234374217728000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,34,'reply',38,2000,1300234378412032000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,35,'reply',39,2000,1300234382606336000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,36,'reply',40,2000,1300234386800640000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,37,'reply',41,2000,1300234390994944000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,38,'role_add',42,NULL,NULL,11,701,'role take by ana','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,39,'reply',42,2000,1300234395189248000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,40,'reply',43,2000,1300234399383552000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,41,'reply',44,2000,1300234403577856000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,42,'reply',46,2000,1300234495852544000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,43,'role_add',47,NULL,NULL,10,700,'registered','due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,44,'reply',47,2000,1300234500046848000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,45,'reply',48,2000,1300234504241152000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
CREATE TABLE role_groups (
	guild_id INTEGER NOT NULL REFERENCES guilds, folded_name TEXT NOT NULL, name TEXT NOT NULL,
	most INTEGER NOT NULL CHECK (most >= 0),       -- how many of its roles may be worn at once; 0: any number
	registered INTEGER NOT NULL CHECK (registered = 0 OR registered = 1), -- only registered members take from it
	needs_role INTEGER,                            -- a role that must be worn; NULL: none
	fee INTEGER NOT NULL CHECK (fee >= 0), currency TEXT NOT NULL,
	PRIMARY KEY (guild_id, folded_name)
) STRICT, WITHOUT ROWID;
INSERT INTO role_groups VALUES(1000,'mods','mods',0,0,NULL,0,'PTS');
INSERT INTO role_groups VALUES(1000,'mоds','mоds',0,0,NULL,0,'PTS');
INSERT INTO role_groups VALUES(1000,'roles','roles',0,0,NULL,0,'PTS');
CREATE TABLE role_offers (
	guild_id INTEGER NOT NULL, role_id INTEGER NOT NULL, folded_group TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id),
	FOREIGN KEY (guild_id, folded_group) REFERENCES role_groups
) STRICT, WITHOUT ROWID;
INSERT INTO role_offers VALUES(1000,700,'mоds');
INSERT INTO role_offers VALUES(1000,701,'roles');
INSERT INTO role_offers VALUES(1000,702,'mods');
CREATE TABLE wanted_roles (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	wanted INTEGER NOT NULL CHECK (wanted = 0 OR wanted = 1),
	granted INTEGER NOT NULL CHECK (granted = 0 OR granted = 1), -- by an admin; 0: the member chose it
	until INTEGER,             -- when it ends; NULL: it does not
	fee_transaction INTEGER,   -- given back when Discord refuses the role
	seq INTEGER NOT NULL,      -- of the log: what decided it
	PRIMARY KEY (guild_id, user_id, role_id)
) STRICT, WITHOUT ROWID;
INSERT INTO wanted_roles VALUES(1000,10,700,1,1,NULL,NULL,47);
INSERT INTO wanted_roles VALUES(1000,11,701,1,0,NULL,NULL,42);
CREATE TABLE registrations ( -- asked for, where a treasurer confirms; or withdrawn by the member, who may then come back
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, request INTEGER NOT NULL, requested_at INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'approved' OR state = 'rejected' OR state = 'withdrawn'),
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO registrations VALUES(1000,15,46,1730070461000,'waiting');
CREATE TABLE forgetting (guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id)) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	name TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, -- command: verb, status; delivery: status; retry, failure: HTTP status, code
	value INTEGER NOT NULL,                                        -- batch: number, currency: the debits so far of the one that is open
	PRIMARY KEY (guild_id, name, first, second)
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES(1000,'batch','2','PTS',53200);
INSERT INTO counters VALUES(1000,'command','account freeze','ok',1);
INSERT INTO counters VALUES(1000,'command','account limit','ok',3);
INSERT INTO counters VALUES(1000,'command','account open','ok',8);
INSERT INTO counters VALUES(1000,'command','account open','rejected',1);
INSERT INTO counters VALUES(1000,'command','account unfreeze','ok',1);
INSERT INTO counters VALUES(1000,'command','batch close','ok',1);
INSERT INTO counters VALUES(1000,'command','config','ok',3);
INSERT INTO counters VALUES(1000,'command','deposit','ok',2);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','move','ok',4);
INSERT INTO counters VALUES(1000,'command','pay','ok',3);
INSERT INTO counters VALUES(1000,'command','permit','ok',2);
INSERT INTO counters VALUES(1000,'command','register','ok',6);
INSERT INTO counters VALUES(1000,'command','reverse','ok',1);
INSERT INTO counters VALUES(1000,'command','role','ok',5);
INSERT INTO counters VALUES(1000,'command','role allow','ok',1);
INSERT INTO counters VALUES(1000,'command','role group','ok',2);
INSERT INTO counters VALUES(1000,'command','role take','ok',1);
INSERT INTO counters VALUES(1000,'command','withdraw','ok',2);
INSERT INTO counters VALUES(1000,'message','','',42);
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
