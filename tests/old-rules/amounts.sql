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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',22,1730070445000);
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
INSERT INTO cursors VALUES(1000,2000,1300234428743680000);
CREATE TABLE currencies (
	guild_id INTEGER NOT NULL REFERENCES guilds, code TEXT NOT NULL,
	scale INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
) STRICT, WITHOUT ROWID;
INSERT INTO currencies VALUES(1000,'1E3',2);
INSERT INTO currencies VALUES(1000,'3DX',0);
INSERT INTO currencies VALUES(1000,'55',2);
INSERT INTO currencies VALUES(1000,'MIL',2);
INSERT INTO currencies VALUES(1000,'MXN',2);
INSERT INTO currencies VALUES(1000,'NONE',2);
INSERT INTO currencies VALUES(1000,'PTS',2);
INSERT INTO currencies VALUES(1000,'USD',2);
INSERT INTO currencies VALUES(1000,'X3',0);
CREATE TABLE users (
	guild_id INTEGER NOT NULL REFERENCES guilds, user_id INTEGER NOT NULL, name TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten = 0 OR forgotten = 1), active INTEGER,
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO users VALUES(1000,10,'owner',0,20023);
INSERT INTO users VALUES(1000,11,'ana',0,20023);
INSERT INTO users VALUES(1000,12,'bob',0,20023);
INSERT INTO users VALUES(1000,13,'carla',0,20023);
INSERT INTO users VALUES(1000,14,'tomas',0,20023);
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
INSERT INTO accounts VALUES(1000,4,'@11','@11','liability',11,NULL,'open',4);
INSERT INTO accounts VALUES(1000,5,'@12','@12','liability',12,NULL,'open',5);
INSERT INTO accounts VALUES(1000,6,'pot','pot','asset',NULL,NULL,'open',37);
INSERT INTO accounts VALUES(1000,7,'role-fees','role-fees','income',NULL,'fees','open',40);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'MIL',500,NULL,1);
INSERT INTO balances VALUES(1000,1,'PTS',100,NULL,5);
INSERT INTO balances VALUES(1000,1,'USD',5000,NULL,1);
INSERT INTO balances VALUES(1000,2,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,3,'PTS',10300,NULL,1);
INSERT INTO balances VALUES(1000,4,'MIL',-500,0,1);
INSERT INTO balances VALUES(1000,4,'PTS',-5675,0,19);
INSERT INTO balances VALUES(1000,4,'USD',-4800,-500,3);
INSERT INTO balances VALUES(1000,5,'PTS',-5025,0,15);
INSERT INTO balances VALUES(1000,5,'USD',-200,0,2);
INSERT INTO balances VALUES(1000,6,'PTS',300,-500,1);
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
INSERT INTO batches VALUES(1000,1,'closed',1730070405000,6,1730070438000,39,22,1,22,'0000000000000000000000000000000000000000000000000000000000000000','f87ded6507c5639f8c502c4c2674ff11274bf8f1efba20019508c110a42d0b2d',2,'28c5b685c83fbacf0904a7f5b169725beb3ae595473bf226ac8e11cc670710c4','227b5d983aaec54bfc2242dcdf376796807600339f898b03d61c61c78219c501');
INSERT INTO batches VALUES(1000,2,'open',1730070440000,41,NULL,NULL,NULL,23,NULL,'f87ded6507c5639f8c502c4c2674ff11274bf8f1efba20019508c110a42d0b2d',NULL,2,NULL,NULL);
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id INTEGER NOT NULL, batch INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	entries INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL, -- credits as a positive number
	balance INTEGER NOT NULL, -- of the account when the batch closed
	counted INTEGER,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;
INSERT INTO batch_totals VALUES(1000,1,1,'PTS',5,10700,10600,100,100);
INSERT INTO batch_totals VALUES(1000,1,1,'USD',1,5000,0,5000,NULL);
INSERT INTO batch_totals VALUES(1000,1,3,'PTS',1,10300,0,10300,NULL);
INSERT INTO batch_totals VALUES(1000,1,4,'PTS',18,5000,10700,-5700,NULL);
INSERT INTO batch_totals VALUES(1000,1,4,'USD',3,200,5000,-4800,NULL);
INSERT INTO batch_totals VALUES(1000,1,5,'PTS',14,0,5000,-5000,NULL);
INSERT INTO batch_totals VALUES(1000,1,5,'USD',2,0,200,-200,NULL);
INSERT INTO batch_totals VALUES(1000,1,6,'PTS',1,300,0,300,300);
CREATE TABLE transactions (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, batch INTEGER NOT NULL,
	time INTEGER NOT NULL, verb TEXT NOT NULL, seq INTEGER NOT NULL, author_id INTEGER NOT NULL,
	reverses INTEGER, memo TEXT,
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transactions VALUES(1000,1,1,1730070405000,'deposit',6,13,NULL,'cash');
INSERT INTO transactions VALUES(1000,2,1,1730070406000,'pay',7,11,NULL,'000');
INSERT INTO transactions VALUES(1000,3,1,1730070407000,'pay',8,11,NULL,'000,50');
INSERT INTO transactions VALUES(1000,4,1,1730070408000,'pay',9,11,NULL,'$');
INSERT INTO transactions VALUES(1000,5,1,1730070409000,'pay',10,11,NULL,'usd');
INSERT INTO transactions VALUES(1000,6,1,1730070410000,'pay',11,11,NULL,'dollars');
INSERT INTO transactions VALUES(1000,7,1,1730070411000,'deposit',12,13,NULL,'(USD) dues');
INSERT INTO transactions VALUES(1000,8,1,1730070412000,'deposit',13,13,NULL,'000 000 EUR rent');
INSERT INTO transactions VALUES(1000,9,1,1730070413000,'pay',14,11,NULL,'try again');
INSERT INTO transactions VALUES(1000,10,1,1730070414000,'pay',15,11,NULL,'points');
INSERT INTO transactions VALUES(1000,11,1,1730070415000,'pay',16,11,NULL,'€');
INSERT INTO transactions VALUES(1000,12,1,1730070416000,'pay',17,11,NULL,'<@13>');
INSERT INTO transactions VALUES(1000,13,1,1730070417000,'pay',18,11,NULL,'!pay <@12> 2');
INSERT INTO transactions VALUES(1000,14,1,1730070418000,'pay',19,11,NULL,'lunch 2');
INSERT INTO transactions VALUES(1000,15,1,1730070419000,'pay',20,11,NULL,'cents');
INSERT INTO transactions VALUES(1000,16,1,1730070420000,'pay',21,11,NULL,'ABCDEF');
INSERT INTO transactions VALUES(1000,17,1,1730070428000,'deposit',29,13,NULL,'3DX dues');
INSERT INTO transactions VALUES(1000,18,1,1730070429000,'deposit',30,13,NULL,'cash');
INSERT INTO transactions VALUES(1000,19,1,1730070430000,'pay',31,11,NULL,'dollars');
INSERT INTO transactions VALUES(1000,20,1,1730070432000,'pay',33,11,NULL,'2 pizzas');
INSERT INTO transactions VALUES(1000,21,1,1730070433000,'pay',34,11,NULL,'<@13>');
INSERT INTO transactions VALUES(1000,22,1,1730070438000,'batch close',39,14,NULL,'count');
INSERT INTO transactions VALUES(1000,23,2,1730070440000,'pay',41,11,NULL,NULL);
INSERT INTO transactions VALUES(1000,24,2,1730070445000,'deposit',46,13,NULL,'cash');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,24,1,1,'MIL',500);
INSERT INTO entries VALUES(1000,1,1,1,'PTS',10000);
INSERT INTO entries VALUES(1000,7,1,1,'PTS',300);
INSERT INTO entries VALUES(1000,8,1,1,'PTS',100);
INSERT INTO entries VALUES(1000,17,1,1,'PTS',300);
INSERT INTO entries VALUES(1000,22,1,1,'PTS',-10600);
INSERT INTO entries VALUES(1000,18,1,1,'USD',5000);
INSERT INTO entries VALUES(1000,22,3,3,'PTS',10300);
INSERT INTO entries VALUES(1000,24,2,4,'MIL',-500);
INSERT INTO entries VALUES(1000,1,2,4,'PTS',-10000);
INSERT INTO entries VALUES(1000,2,1,4,'PTS',100);
INSERT INTO entries VALUES(1000,3,1,4,'PTS',100);
INSERT INTO entries VALUES(1000,4,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,5,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,6,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,7,2,4,'PTS',-300);
INSERT INTO entries VALUES(1000,8,2,4,'PTS',-100);
INSERT INTO entries VALUES(1000,9,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,10,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,11,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,12,1,4,'PTS',100);
INSERT INTO entries VALUES(1000,13,1,4,'PTS',100);
INSERT INTO entries VALUES(1000,14,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,15,1,4,'PTS',100);
INSERT INTO entries VALUES(1000,16,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,17,2,4,'PTS',-300);
INSERT INTO entries VALUES(1000,19,1,4,'PTS',500);
INSERT INTO entries VALUES(1000,23,1,4,'PTS',25);
INSERT INTO entries VALUES(1000,18,2,4,'USD',-5000);
INSERT INTO entries VALUES(1000,20,1,4,'USD',100);
INSERT INTO entries VALUES(1000,21,1,4,'USD',100);
INSERT INTO entries VALUES(1000,2,2,5,'PTS',-100);
INSERT INTO entries VALUES(1000,3,2,5,'PTS',-100);
INSERT INTO entries VALUES(1000,4,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,5,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,6,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,9,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,10,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,11,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,12,2,5,'PTS',-100);
INSERT INTO entries VALUES(1000,13,2,5,'PTS',-100);
INSERT INTO entries VALUES(1000,14,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,15,2,5,'PTS',-100);
INSERT INTO entries VALUES(1000,16,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,19,2,5,'PTS',-500);
INSERT INTO entries VALUES(1000,23,2,5,'PTS',-25);
INSERT INTO entries VALUES(1000,20,2,5,'USD',-100);
INSERT INTO entries VALUES(1000,21,2,5,'USD',-100);
INSERT INTO entries VALUES(1000,22,2,6,'PTS',300);
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
INSERT INTO commands VALUES(1000,2,1300234244194304000,1730070401000,10,'permit','ok',NULL,NULL,NULL,'<@&501>: the permit is now teller.','{"type":"command","message_id":"1300234244194304000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:41.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&501","permit":"teller"}}');
INSERT INTO commands VALUES(1000,3,1300234248388608000,1730070402000,10,'permit','ok',NULL,NULL,NULL,'<@&502>: the permit is now treasurer.','{"type":"command","message_id":"1300234248388608000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:42.000Z","lang":"en","source":"discord","verb":"permit","args":{"role":"&502","permit":"treasurer"}}');
INSERT INTO commands VALUES(1000,4,1300234252582912000,1730070403000,11,'register','ok',NULL,NULL,NULL,'Welcome, @ana: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234252582912000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:43.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,5,1300234256777216000,1730070404000,12,'register','ok',NULL,NULL,NULL,'Welcome, @bob: your account in PTS is open. Write `balance` to see it, `help` for the rest.','{"type":"command","message_id":"1300234256777216000","channel_id":"2000","guild_id":"1000","author":{"id":"12","name":"bob","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:44.000Z","lang":"en","source":"discord","verb":"register","args":{}}');
INSERT INTO commands VALUES(1000,6,1300234260971520000,1730070405000,13,'deposit','ok',NULL,1,1,'Deposited 100.00 PTS for @ana (transaction 1). They have 100.00 PTS. Receipt: 1-FTW0713B','{"type":"command","message_id":"1300234260971520000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:45.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"100.00","currency":"cash"}}');
INSERT INTO commands VALUES(1000,7,1300234265165824000,1730070406000,11,'pay','ok',NULL,2,1,'Paid 1.00 PTS to @bob (transaction 2). You have 99.00 PTS. Receipt: 2-8YZBKH0K','{"type":"command","message_id":"1300234265165824000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:46.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","memo":"000"}}');
INSERT INTO commands VALUES(1000,8,1300234269360128000,1730070407000,11,'pay','ok',NULL,3,1,'Paid 1.00 PTS to @bob (transaction 3). You have 98.00 PTS. Receipt: 3-JHXYTNNR','{"type":"command","message_id":"1300234269360128000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:47.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","memo":"000,50"}}');
INSERT INTO commands VALUES(1000,9,1300234273554432000,1730070408000,11,'pay','ok',NULL,4,1,'Paid 5.00 PTS to @bob (transaction 4). You have 93.00 PTS. Receipt: 4-PWXK45KD','{"type":"command","message_id":"1300234273554432000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:48.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","memo":"$"}}');
INSERT INTO commands VALUES(1000,10,1300234277748736000,1730070409000,11,'pay','ok',NULL,5,1,'Paid 5.00 PTS to @bob (transaction 5). You have 88.00 PTS. Receipt: 5-KVSF3A6N','{"type":"command","message_id":"1300234277748736000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:49.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"usd"}}');
INSERT INTO commands VALUES(1000,11,1300234281943040000,1730070410000,11,'pay','ok',NULL,6,1,'Paid 5.00 PTS to @bob (transaction 6). You have 83.00 PTS. Receipt: 6-HGA2WW3W','{"type":"command","message_id":"1300234281943040000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:50.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"dollars"}}');
INSERT INTO commands VALUES(1000,12,1300234286137344000,1730070411000,13,'deposit','ok',NULL,7,1,'Deposited 3.00 PTS for @ana (transaction 7). They have 86.00 PTS. Receipt: 7-W272YDDB','{"type":"command","message_id":"1300234286137344000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:51.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"3","memo":"(USD) dues"}}');
INSERT INTO commands VALUES(1000,13,1300234290331648000,1730070412000,13,'deposit','ok',NULL,8,1,'Deposited 1.00 PTS for @ana (transaction 8). They have 87.00 PTS. Receipt: 8-RBEDYMFC','{"type":"command","message_id":"1300234290331648000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:06:52.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"1","memo":"000 000 EUR rent"}}');
INSERT INTO commands VALUES(1000,14,1300234294525952000,1730070413000,11,'pay','ok',NULL,9,1,'Paid 5.00 PTS to @bob (transaction 9). You have 82.00 PTS. Receipt: 9-T16T6ASC','{"type":"command","message_id":"1300234294525952000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:53.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"try","memo":"again"}}');
INSERT INTO commands VALUES(1000,15,1300234298720256000,1730070414000,11,'pay','ok',NULL,10,1,'Paid 5.00 PTS to @bob (transaction 10). You have 77.00 PTS. Receipt: 10-3GX8X4B9','{"type":"command","message_id":"1300234298720256000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:54.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"points"}}');
INSERT INTO commands VALUES(1000,16,1300234302914560000,1730070415000,11,'pay','ok',NULL,11,1,'Paid 5.00 PTS to @bob (transaction 11). You have 72.00 PTS. Receipt: 11-EQ31BH2A','{"type":"command","message_id":"1300234302914560000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:55.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","memo":"€"}}');
INSERT INTO commands VALUES(1000,17,1300234307108864000,1730070416000,11,'pay','ok',NULL,12,1,'Paid 1.00 PTS to @bob (transaction 12). You have 71.00 PTS. Receipt: 12-HBH96D80','{"type":"command","message_id":"1300234307108864000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:56.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","memo":"<@13>"}}');
INSERT INTO commands VALUES(1000,18,1300234311303168000,1730070417000,11,'pay','ok',NULL,13,1,'Paid 1.00 PTS to @bob (transaction 13). You have 70.00 PTS. Receipt: 13-2SD4D0XT','{"type":"command","message_id":"1300234311303168000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:57.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","memo":"!pay <@12> 2"}}');
INSERT INTO commands VALUES(1000,19,1300234315497472000,1730070418000,11,'pay','ok',NULL,14,1,'Paid 5.00 PTS to @bob (transaction 14). You have 65.00 PTS. Receipt: 14-EMXCR65F','{"type":"command","message_id":"1300234315497472000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:58.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"lunch","memo":"2"}}');
INSERT INTO commands VALUES(1000,20,1300234319691776000,1730070419000,11,'pay','ok',NULL,15,1,'Paid 1.00 PTS to @bob (transaction 15). You have 64.00 PTS. Receipt: 15-ZW623BVE','{"type":"command","message_id":"1300234319691776000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:06:59.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","currency":"cents"}}');
INSERT INTO commands VALUES(1000,21,1300234323886080000,1730070420000,11,'pay','ok',NULL,16,1,'Paid 5.00 PTS to @bob (transaction 16). You have 59.00 PTS. Receipt: 16-Z4H593CC','{"type":"command","message_id":"1300234323886080000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:00.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"ABCDEF"}}');
INSERT INTO commands VALUES(1000,22,1300234328080384000,1730070421000,11,'pay','rejected','unknown_currency',NULL,NULL,'There is no currency USD here (there is PTS). If the word belongs to the memo, put the memo in quotes.','{"type":"command","message_id":"1300234328080384000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:01.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"USD"}}');
INSERT INTO commands VALUES(1000,23,1300234332274688000,1730070422000,10,'config','ok',NULL,NULL,NULL,'Currency 3DX is there, with 0 decimals.','{"type":"command","message_id":"1300234332274688000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:02.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.3DX","value":"0"}}');
INSERT INTO commands VALUES(1000,24,1300234336468992000,1730070423000,10,'config','ok',NULL,NULL,NULL,'Currency 55 is there, with 2 decimals.','{"type":"command","message_id":"1300234336468992000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:03.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.55","value":"2"}}');
INSERT INTO commands VALUES(1000,25,1300234340663296000,1730070424000,10,'config','ok',NULL,NULL,NULL,'Currency 1E3 is there, with 2 decimals.','{"type":"command","message_id":"1300234340663296000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:04.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.1E3","value":"2"}}');
INSERT INTO commands VALUES(1000,26,1300234344857600000,1730070425000,10,'config','ok',NULL,NULL,NULL,'Currency MIL is there, with 2 decimals.','{"type":"command","message_id":"1300234344857600000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:05.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.MIL","value":"2"}}');
INSERT INTO commands VALUES(1000,27,1300234349051904000,1730070426000,10,'config','ok',NULL,NULL,NULL,'Currency USD is there, with 2 decimals.','{"type":"command","message_id":"1300234349051904000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:06.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.USD","value":"2"}}');
INSERT INTO commands VALUES(1000,28,1300234353246208000,1730070427000,10,'config','ok',NULL,NULL,NULL,'Currency MXN is there, with 2 decimals.','{"type":"command","message_id":"1300234353246208000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:07.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.MXN","value":"2"}}');
INSERT INTO commands VALUES(1000,29,1300234357440512000,1730070428000,13,'deposit','ok',NULL,17,1,'Deposited 3.00 PTS for @ana (transaction 17). They have 62.00 PTS. Receipt: 17-B9T5RW5X','{"type":"command","message_id":"1300234357440512000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:08.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"3","memo":"3DX dues"}}');
INSERT INTO commands VALUES(1000,30,1300234361634816000,1730070429000,13,'deposit','ok',NULL,18,1,'Deposited 50.00 USD for @ana (transaction 18). They have 50.00 USD. Receipt: 18-WVTCBVX2','{"type":"command","message_id":"1300234361634816000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:09.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"50","currency":"USD","memo":"cash"}}');
INSERT INTO commands VALUES(1000,31,1300234365829120000,1730070430000,11,'pay','ok',NULL,19,1,'Paid 5.00 PTS to @bob (transaction 19). You have 57.00 PTS. Receipt: 19-HBBN117M','{"type":"command","message_id":"1300234365829120000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:10.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"dollars"}}');
INSERT INTO commands VALUES(1000,32,1300234370023424000,1730070431000,11,'pay','rejected','insufficient_funds',NULL,NULL,'You have 0.00 MIL, 1.00 MIL are needed.','{"type":"command","message_id":"1300234370023424000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:11.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","currency":"mil"}}');
INSERT INTO commands VALUES(1000,33,1300234374217728000,1730070432000,11,'pay','ok',NULL,20,1,'Paid 1.00 USD to @bob (transaction 20). You have 49.00 USD. Receipt: 20-8KRX1EAS','{"type":"command","message_id":"1300234374217728000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:12.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","currency":"usd","memo":"2 pizzas"}}');
INSERT INTO commands VALUES(1000,34,1300234378412032000,1730070433000,11,'pay','ok',NULL,21,1,'Paid 1.00 USD to @bob (transaction 21). You have 48.00 USD. Receipt: 21-QJ1ZNY75','{"type":"command","message_id":"1300234378412032000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:13.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"1","currency":"usd","memo":"<@13>"}}');
INSERT INTO commands VALUES(1000,35,1300234382606336000,1730070434000,14,'account limit','ok',NULL,NULL,NULL,'@ana may go down to -5.00 USD.','{"type":"command","message_id":"1300234382606336000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:14.000Z","lang":"en","source":"discord","verb":"account limit","args":{"account":"@11","limit":"-5","currency":"usd"}}');
INSERT INTO commands VALUES(1000,36,1300234386800640000,1730070435000,14,'account limit','rejected','unknown_currency',NULL,NULL,'There is no currency GBP here.','{"type":"command","message_id":"1300234386800640000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:15.000Z","lang":"en","source":"discord","verb":"account limit","args":{"account":"@11","limit":"-5","currency":"GBP"}}');
INSERT INTO commands VALUES(1000,37,1300234390994944000,1730070436000,14,'account open','ok',NULL,NULL,NULL,'Account pot is open (asset).','{"type":"command","message_id":"1300234390994944000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:16.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"pot","kind":"asset","floor":"-5"}}');
INSERT INTO commands VALUES(1000,38,1300234395189248000,1730070437000,14,'batch close','rejected','unknown_account',NULL,NULL,'There is no account “a=b”. Write a member as a mention, an account by its name; `report balances` lists them.','{"type":"command","message_id":"1300234395189248000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:17.000Z","lang":"en","source":"discord","verb":"batch close","args":{"count:till":"1","count:a=b":"5"}}');
INSERT INTO commands VALUES(1000,39,1300234399383552000,1730070438000,14,'batch close','ok',NULL,22,1,'Batch 1 is closed. Transactions: 22; debits and credits: 263.00 PTS, 52.00 USD. Hash f87ded6507c5639f8c502c4c2674ff11274bf8f1efba20019508c110a42d0b2d. Receipt: 22-JAKHZDN1','{"type":"command","message_id":"1300234399383552000","channel_id":"2000","guild_id":"1000","author":{"id":"14","name":"tomas","roles":["502"],"member":true,"owner":false},"time":"2024-10-27T23:07:18.000Z","lang":"en","source":"discord","verb":"batch close","args":{"count:till":"1","count:pot":"3","difference":"book"}}');
INSERT INTO commands VALUES(1000,40,1300234403577856000,1730070439000,10,'role group','ok',NULL,NULL,NULL,'The group “x” offers 0 roles; members see them with `roles`.','{"type":"command","message_id":"1300234403577856000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:19.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"x","most":"any","fee":"5"}}');
INSERT INTO commands VALUES(1000,41,1300234407772160000,1730070440000,11,'pay','ok',NULL,23,2,'Paid 0.25 PTS to @bob (transaction 23). You have 56.75 PTS. Receipt: 23-D3JN8PKS','{"type":"command","message_id":"1300234407772160000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:20.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"0.25"}}');
INSERT INTO commands VALUES(1000,42,1300234411966464000,1730070441000,11,'pay','rejected','insufficient_funds',NULL,NULL,'You have 56.75 PTS, 123456.00 PTS are needed.','{"type":"command","message_id":"1300234411966464000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana","roles":[],"member":true,"owner":false},"time":"2024-10-27T23:07:21.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"123456"}}');
INSERT INTO commands VALUES(1000,43,1300234416160768000,1730070442000,10,'config','rejected','currency_exists',NULL,NULL,'The currency MIL exists; its decimals cannot change any more.','{"type":"command","message_id":"1300234416160768000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:21.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.MIL","value":"3"}}');
INSERT INTO commands VALUES(1000,44,1300234420355072000,1730070443000,10,'config','ok',NULL,NULL,NULL,'Currency NONE is there, with 2 decimals.','{"type":"command","message_id":"1300234420355072000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:21.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.NONE","value":"2"}}');
INSERT INTO commands VALUES(1000,45,1300234424549376000,1730070444000,10,'config','ok',NULL,NULL,NULL,'Currency X3 is there, with 0 decimals.','{"type":"command","message_id":"1300234424549376000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:07:21.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"currency.X3","value":"0"}}');
INSERT INTO commands VALUES(1000,46,1300234428743680000,1730070445000,13,'deposit','ok',NULL,24,2,'Deposited 5.00 MIL for @ana (transaction 24). They have 5.00 MIL. Receipt: 24-VARMJ4HY','{"type":"command","message_id":"1300234428743680000","channel_id":"2000","guild_id":"1000","author":{"id":"13","name":"carla","roles":["501"],"member":true,"owner":false},"time":"2024-10-27T23:07:21.000Z","lang":"en","source":"discord","verb":"deposit","args":{"who":"@11","amount":"5","currency":"MIL","memo":"cash"}}');
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',2,2000,1300234244194304000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,2,'reply',3,2000,1300234248388608000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,3,'reply',4,2000,1300234252582912000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,4,'reply',5,2000,1300234256777216000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,5,'reply',6,2000,1300234260971520000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,6,'reply',7,2000,1300234265165824000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,7,'reply',8,2000,1300234269360128000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,8,'reply',9,2000,1300234273554432000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,9,'reply',10,2000,1300234277748736000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,10,'reply',11,2000,1300234281943040000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,11,'reply',12,2000,1300234286137344000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,12,'reply',13,2000,1300234290331648000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,13,'reply',14,2000,1300234294525952000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,14,'reply',15,2000,1300234298720256000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,15,'reply',16,2000,1300234302914560000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,16,'reply',17,2000,1300234307108864000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,17,'reply',18,2000,1300234311303168000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,18,'reply',19,2000,1300234315497472000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,19,'reply',20,2000,1300234319691776000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,20,'reply',21,2000,1300234323886080000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,21,'reply',22,2000,1300234328080384000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,22,'reply',23,2000,1300234332274688000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,23,'reply',24,2000,1300234336468992000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,24,'reply',25,2000,1300234340663296000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,25,'reply',26,2000,1300234344857600000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,26,'reply',27,2000,1300234349051904000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,27,'reply',28,2000,1300234353246208000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,28,'reply',29,2000,1300234357440512000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,29,'reply',30,2000,1300234361634816000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,30,'reply',31,2000,1300234365829120000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,31,'reply',32,2000,1300234370023424000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,32,'reply',33,2000,1300234374217728000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,33,'reply',34,2000,1300234378412032000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,34,'reply',35,2000,1300234382606336000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,35,'reply',36,2000,1300234386800640000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,36,'reply',37,2000,1300234390994944000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,37,'reply',38,2000,1300234395189248000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,38,'post',39,2000,NULL,NULL,NULL,replace('**Batch 1 is closed** · 2024-10-27 23:06 to 2024-10-27 23:07\nTransactions: 22 · debits and credits: 263.00 PTS, 52.00 USD\n```\naccount     entries  debits  credits  balance  counted  currency\n----------  -------  ------  -------  -------  -------  --------\ntill              5  107.00   106.00     1.00     1.00  PTS\nover-short        1  103.00     0.00  -103.00           PTS\npot               1    3.00     0.00     3.00     3.00  PTS\n@ana             18   50.00   107.00    57.00           PTS\n@bob             14    0.00    50.00    50.00           PTS\ntotal            39  263.00   263.00                    PTS\ntill              1   50.00     0.00    50.00           USD\n@ana              3    2.00    50.00    48.00           USD\n@bob              2    0.00     2.00     2.00           USD\n```… 1 more lines\nCounted against expected:\n```\naccount  expected  counted  difference  currency\n-------  --------  -------  ----------  --------\ntill       107.00     1.00     -106.00  PTS\npot          0.00     3.00        3.00  PTS\n```\nBiggest movements:\n```\ntransaction  time              what    debit…  credit…  amount  curren…  memo\n-----------  ----------------  ------  ------  -------  ------  -------  -------\n         22  2024-10-27 23:07  batch…  over-…  till     103.00  PTS      count\n          1  2024-10-27 23:06  depos…  till    @ana     100.00  PTS      cash\n          4  2024-10-27 23:06  pay     @ana    @bob       5.00  PTS      $\n          5  2024-10-27 23:06  pay     @ana    @bob       5.00  PTS      usd\n          6  2024-10-27 23:06  pay     @ana    @bob       5.00  PTS      dollars\n```… 3 more lines\nHash: `f87ded6507c5639f8c502c4c2674ff11274bf8f1efba20019508c110a42d0b2d`','\n',char(10)),'due',0,NULL,NULL,NULL,NULL,'[{"name":"batch-1.csv","media_type":"text/csv; charset=utf-8","base64":"YWNjb3VudCxlbnRyaWVzLGRlYml0cyxjcmVkaXRzLGJhbGFuY2UsY291bnRlZCxjdXJyZW5jeQ0KdGlsbCw1LDEwNy4wMCwxMDYuMDAsMS4wMCwxLjAwLFBUUw0Kb3Zlci1zaG9ydCwxLDEwMy4wMCwwLjAwLC0xMDMuMDAsLFBUUw0KcG90LDEsMy4wMCwwLjAwLDMuMDAsMy4wMCxQVFMNCiInQGFuYSIsMTgsNTAuMDAsMTA3LjAwLDU3LjAwLCxQVFMNCiInQGJvYiIsMTQsMC4wMCw1MC4wMCw1MC4wMCwsUFRTDQp0b3RhbCwzOSwyNjMuMDAsMjYzLjAwLCwsUFRTDQp0aWxsLDEsNTAuMDAsMC4wMCw1MC4wMCwsVVNEDQoiJ0BhbmEiLDMsMi4wMCw1MC4wMCw0OC4wMCwsVVNEDQoiJ0Bib2IiLDIsMC4wMCwyLjAwLDIuMDAsLFVTRA0KdG90YWwsNiw1Mi4wMCw1Mi4wMCwsLFVTRA0K"}]',0);
INSERT INTO outbox VALUES(1000,39,'reply',39,2000,1300234399383552000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,40,'reply',40,2000,1300234403577856000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,41,'reply',41,2000,1300234407772160000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,42,'reply',42,2000,1300234411966464000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,43,'reply',43,2000,1300234416160768000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,44,'reply',44,2000,1300234420355072000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,45,'reply',45,2000,1300234424549376000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,46,'reply',46,2000,1300234428743680000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
CREATE TABLE role_groups (
	guild_id INTEGER NOT NULL REFERENCES guilds, folded_name TEXT NOT NULL, name TEXT NOT NULL,
	most INTEGER NOT NULL CHECK (most >= 0),       -- how many of its roles may be worn at once; 0: any number
	registered INTEGER NOT NULL CHECK (registered = 0 OR registered = 1), -- only registered members take from it
	needs_role INTEGER,                            -- a role that must be worn; NULL: none
	fee INTEGER NOT NULL CHECK (fee >= 0), currency TEXT NOT NULL,
	PRIMARY KEY (guild_id, folded_name)
) STRICT, WITHOUT ROWID;
INSERT INTO role_groups VALUES(1000,'x','x',0,0,NULL,500,'PTS');
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
INSERT INTO counters VALUES(1000,'batch','2','MIL',500);
INSERT INTO counters VALUES(1000,'batch','2','PTS',25);
INSERT INTO counters VALUES(1000,'command','account limit','ok',1);
INSERT INTO counters VALUES(1000,'command','account limit','rejected',1);
INSERT INTO counters VALUES(1000,'command','account open','ok',1);
INSERT INTO counters VALUES(1000,'command','batch close','ok',1);
INSERT INTO counters VALUES(1000,'command','batch close','rejected',1);
INSERT INTO counters VALUES(1000,'command','config','ok',8);
INSERT INTO counters VALUES(1000,'command','config','rejected',1);
INSERT INTO counters VALUES(1000,'command','deposit','ok',6);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','pay','ok',17);
INSERT INTO counters VALUES(1000,'command','pay','rejected',3);
INSERT INTO counters VALUES(1000,'command','permit','ok',2);
INSERT INTO counters VALUES(1000,'command','register','ok',2);
INSERT INTO counters VALUES(1000,'command','role group','ok',1);
INSERT INTO counters VALUES(1000,'message','','',45);
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
