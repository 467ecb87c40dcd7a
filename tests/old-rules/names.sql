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
INSERT INTO guilds VALUES(1000,'Test',10,'en','UTC','PTS',0,1730070440000);
CREATE TABLE settings (
	guild_id INTEGER NOT NULL REFERENCES guilds, key TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES(1000,'prefix','!');
INSERT INTO settings VALUES(1000,'report.channel','-');
CREATE TABLE channels (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL,
	enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), since INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (
	guild_id INTEGER NOT NULL REFERENCES guilds, channel_id INTEGER NOT NULL, after INTEGER NOT NULL,
	PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
INSERT INTO cursors VALUES(1000,2000,1300234407772160000);
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
INSERT INTO roles VALUES(1000,700,'Red',1,0,'1024');
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
INSERT INTO accounts VALUES(1000,1,'till','till','asset',NULL,'till','open',1);
INSERT INTO accounts VALUES(1000,2,'opening','opening','equity',NULL,'opening','open',1);
INSERT INTO accounts VALUES(1000,3,'over-short','over-short','income',NULL,'over_short','open',1);
INSERT INTO accounts VALUES(1000,4,'over_short','over_short','asset',NULL,NULL,'open',3);
INSERT INTO accounts VALUES(1000,5,'over short','over short','asset',NULL,NULL,'open',4);
INSERT INTO accounts VALUES(1000,6,'over—short','over—short','asset',NULL,NULL,'open',5);
INSERT INTO accounts VALUES(1000,7,'apertura','apertura','asset',NULL,NULL,'open',6);
INSERT INTO accounts VALUES(1000,8,'sobrantes','sobrantes','asset',NULL,NULL,'open',7);
INSERT INTO accounts VALUES(1000,9,'cuotas-de-rol','cuotas-de-rol','asset',NULL,NULL,'open',8);
INSERT INTO accounts VALUES(1000,10,'none','none','asset',NULL,NULL,'open',9);
INSERT INTO accounts VALUES(1000,11,'todos','todos','asset',NULL,NULL,'open',10);
INSERT INTO accounts VALUES(1000,12,'member-4','member-4','asset',NULL,NULL,'open',11);
INSERT INTO accounts VALUES(1000,13,'5 EUR','5 eur','asset',NULL,NULL,'open',12);
INSERT INTO accounts VALUES(1000,14,'5€','5€','asset',NULL,NULL,'open',13);
INSERT INTO accounts VALUES(1000,15,'a�','a�','asset',NULL,NULL,'open',14);
INSERT INTO accounts VALUES(1000,16,'a𓐰','a𓐰','asset',NULL,NULL,'open',15);
INSERT INTO accounts VALUES(1000,17,'〈@11〉','〈@11〉','asset',NULL,NULL,'open',16);
INSERT INTO accounts VALUES(1000,18,'---','---','asset',NULL,NULL,'open',17);
CREATE TABLE balances (
	guild_id INTEGER NOT NULL, account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	balance INTEGER NOT NULL, -- the sum of the entries: positive debit
	floor INTEGER,            -- on the account's normal side; NULL: none
	entries INTEGER NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) STRICT, WITHOUT ROWID;
INSERT INTO balances VALUES(1000,1,'PTS',0,NULL,2);
INSERT INTO balances VALUES(1000,2,'PTS',0,NULL,2);
INSERT INTO balances VALUES(1000,3,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,4,'PTS',-500,NULL,1);
INSERT INTO balances VALUES(1000,5,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,6,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,7,'PTS',500,NULL,1);
INSERT INTO balances VALUES(1000,8,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,9,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,10,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,11,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,12,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,13,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,14,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,15,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,16,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,17,'PTS',0,NULL,0);
INSERT INTO balances VALUES(1000,18,'PTS',0,NULL,0);
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
INSERT INTO batches VALUES(1000,1,'open',1730070434000,35,NULL,NULL,NULL,1,NULL,'0000000000000000000000000000000000000000000000000000000000000000',NULL,2,NULL,NULL);
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
INSERT INTO transactions VALUES(1000,1,1,1730070434000,'move',35,10,NULL,'x');
INSERT INTO transactions VALUES(1000,2,1,1730070435000,'move',36,10,NULL,'x');
INSERT INTO transactions VALUES(1000,3,1,1730070436000,'move',37,10,NULL,'x');
CREATE TABLE entries (
	guild_id INTEGER NOT NULL, transaction_id INTEGER NOT NULL, entry INTEGER NOT NULL,
	account_id INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1000,1,2,1,'PTS',-500);
INSERT INTO entries VALUES(1000,2,1,1,'PTS',500);
INSERT INTO entries VALUES(1000,1,1,2,'PTS',500);
INSERT INTO entries VALUES(1000,2,2,2,'PTS',-500);
INSERT INTO entries VALUES(1000,3,2,4,'PTS',-500);
INSERT INTO entries VALUES(1000,3,1,7,'PTS',500);
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
INSERT INTO commands VALUES(1000,2,NULL,0,NULL,'role','ok',NULL,NULL,NULL,NULL,'{"type":"role","guild_id":"1000","role_id":"700","name":"Red","position":1,"managed":false,"permissions":"1024"}');
INSERT INTO commands VALUES(1000,3,1300234248388608000,1730070402000,10,'account open','ok',NULL,NULL,NULL,'Account over\_short is open (asset).','{"type":"command","message_id":"1300234248388608000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:01.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"over_short","kind":"asset"}}');
INSERT INTO commands VALUES(1000,4,1300234252582912000,1730070403000,10,'account open','ok',NULL,NULL,NULL,'Account over short is open (asset).','{"type":"command","message_id":"1300234252582912000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:02.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"over short","kind":"asset"}}');
INSERT INTO commands VALUES(1000,5,1300234256777216000,1730070404000,10,'account open','ok',NULL,NULL,NULL,'Account over—short is open (asset).','{"type":"command","message_id":"1300234256777216000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:03.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"over—short","kind":"asset"}}');
INSERT INTO commands VALUES(1000,6,1300234260971520000,1730070405000,10,'account open','ok',NULL,NULL,NULL,'Account apertura is open (asset).','{"type":"command","message_id":"1300234260971520000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:04.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"apertura","kind":"asset"}}');
INSERT INTO commands VALUES(1000,7,1300234265165824000,1730070406000,10,'account open','ok',NULL,NULL,NULL,'Account sobrantes is open (asset).','{"type":"command","message_id":"1300234265165824000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:05.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"sobrantes","kind":"asset"}}');
INSERT INTO commands VALUES(1000,8,1300234269360128000,1730070407000,10,'account open','ok',NULL,NULL,NULL,'Account cuotas-de-rol is open (asset).','{"type":"command","message_id":"1300234269360128000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:06.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"cuotas-de-rol","kind":"asset"}}');
INSERT INTO commands VALUES(1000,9,1300234273554432000,1730070408000,10,'account open','ok',NULL,NULL,NULL,'Account none is open (asset).','{"type":"command","message_id":"1300234273554432000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:07.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"none","kind":"asset"}}');
INSERT INTO commands VALUES(1000,10,1300234277748736000,1730070409000,10,'account open','ok',NULL,NULL,NULL,'Account todos is open (asset).','{"type":"command","message_id":"1300234277748736000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:08.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"todos","kind":"asset"}}');
INSERT INTO commands VALUES(1000,11,1300234281943040000,1730070410000,10,'account open','ok',NULL,NULL,NULL,'Account member-4 is open (asset).','{"type":"command","message_id":"1300234281943040000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:09.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"member-4","kind":"asset"}}');
INSERT INTO commands VALUES(1000,12,1300234286137344000,1730070411000,10,'account open','ok',NULL,NULL,NULL,'Account 5 EUR is open (asset).','{"type":"command","message_id":"1300234286137344000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:10.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"5 EUR","kind":"asset"}}');
INSERT INTO commands VALUES(1000,13,1300234290331648000,1730070412000,10,'account open','ok',NULL,NULL,NULL,'Account 5€ is open (asset).','{"type":"command","message_id":"1300234290331648000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:11.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"5€","kind":"asset"}}');
INSERT INTO commands VALUES(1000,14,1300234294525952000,1730070413000,10,'account open','ok',NULL,NULL,NULL,'Account a� is open (asset).','{"type":"command","message_id":"1300234294525952000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:12.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"a�","kind":"asset"}}');
INSERT INTO commands VALUES(1000,15,1300234298720256000,1730070414000,10,'account open','ok',NULL,NULL,NULL,'Account a𓐰 is open (asset).','{"type":"command","message_id":"1300234298720256000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:13.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"a𓐰","kind":"asset"}}');
INSERT INTO commands VALUES(1000,16,1300234302914560000,1730070415000,10,'account open','ok',NULL,NULL,NULL,'Account 〈\@11〉 is open (asset).','{"type":"command","message_id":"1300234302914560000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:14.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"〈@11〉","kind":"asset"}}');
INSERT INTO commands VALUES(1000,17,1300234307108864000,1730070416000,10,'account open','ok',NULL,NULL,NULL,'Account --- is open (asset).','{"type":"command","message_id":"1300234307108864000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:15.000Z","lang":"en","source":"discord","verb":"account open","args":{"name":"---","kind":"asset"}}');
INSERT INTO commands VALUES(1000,18,1300234311303168000,1730070417000,10,'role group','ok',NULL,NULL,NULL,'The group “none” offers 1 roles; members see them with `roles`.','{"type":"command","message_id":"1300234311303168000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:16.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"none","most":"any","roles":"&700"}}');
INSERT INTO commands VALUES(1000,19,1300234315497472000,1730070418000,10,'role group','ok',NULL,NULL,NULL,'The group “none” is dissolved; who wears its roles keeps them.','{"type":"command","message_id":"1300234315497472000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:17.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"none","most":"none","roles":"&700"}}');
INSERT INTO commands VALUES(1000,20,1300234319691776000,1730070419000,10,'role group','ok',NULL,NULL,NULL,'The group “member-s3” offers 1 roles; members see them with `roles`.','{"type":"command","message_id":"1300234319691776000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:18.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"member-s3","most":"any","roles":"&700"}}');
INSERT INTO commands VALUES(1000,21,1300234323886080000,1730070420000,10,'role group','ok',NULL,NULL,NULL,'The group “member-s3” is dissolved; who wears its roles keeps them.','{"type":"command","message_id":"1300234323886080000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:19.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"member-s3","most":"none","roles":"&700"}}');
INSERT INTO commands VALUES(1000,22,1300234328080384000,1730070421000,10,'role group','ok',NULL,NULL,NULL,'The group “〈\@11〉” offers 1 roles; members see them with `roles`.','{"type":"command","message_id":"1300234328080384000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:20.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"〈@11〉","most":"any","roles":"&700"}}');
INSERT INTO commands VALUES(1000,23,1300234332274688000,1730070422000,10,'role group','ok',NULL,NULL,NULL,'The group “〈\@11〉” is dissolved; who wears its roles keeps them.','{"type":"command","message_id":"1300234332274688000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:21.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"〈@11〉","most":"none","roles":"&700"}}');
INSERT INTO commands VALUES(1000,24,1300234336468992000,1730070423000,10,'role group','ok',NULL,NULL,NULL,'The group “a�” offers 1 roles; members see them with `roles`.','{"type":"command","message_id":"1300234336468992000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:22.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"a�","most":"any","roles":"&700"}}');
INSERT INTO commands VALUES(1000,25,1300234340663296000,1730070424000,10,'role group','ok',NULL,NULL,NULL,'The group “a�” is dissolved; who wears its roles keeps them.','{"type":"command","message_id":"1300234340663296000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:23.000Z","lang":"en","source":"discord","verb":"role group","args":{"name":"a�","most":"none","roles":"&700"}}');
INSERT INTO commands VALUES(1000,26,1300234344857600000,1730070425000,10,'config','ok',NULL,NULL,NULL,'prefix is now .','{"type":"command","message_id":"1300234344857600000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:24.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"prefix","value":"​"}}');
INSERT INTO commands VALUES(1000,27,1300234349051904000,1730070426000,10,'config','ok',NULL,NULL,NULL,'prefix is now ⠀.','{"type":"command","message_id":"1300234349051904000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:25.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"prefix","value":"⠀"}}');
INSERT INTO commands VALUES(1000,28,1300234353246208000,1730070427000,10,'config','ok',NULL,NULL,NULL,'prefix is now 5.','{"type":"command","message_id":"1300234353246208000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:26.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"prefix","value":"5"}}');
INSERT INTO commands VALUES(1000,29,1300234357440512000,1730070428000,10,'config','ok',NULL,NULL,NULL,'prefix is now pay.','{"type":"command","message_id":"1300234357440512000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:27.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"prefix","value":"pay"}}');
INSERT INTO commands VALUES(1000,30,1300234361634816000,1730070429000,10,'config','ok',NULL,NULL,NULL,'prefix is now \\.','{"type":"command","message_id":"1300234361634816000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:28.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"prefix","value":"\\"}}');
INSERT INTO commands VALUES(1000,31,1300234365829120000,1730070430000,10,'config','ok',NULL,NULL,NULL,'prefix is now !.','{"type":"command","message_id":"1300234365829120000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:29.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"prefix","value":"!"}}');
INSERT INTO commands VALUES(1000,32,1300234370023424000,1730070431000,10,'config','ok',NULL,NULL,NULL,'report.channel is now -.','{"type":"command","message_id":"1300234370023424000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:30.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"report.channel","value":"none"}}');
INSERT INTO commands VALUES(1000,33,1300234374217728000,1730070432000,10,'config','ok',NULL,NULL,NULL,'report.channel is -.','{"type":"command","message_id":"1300234374217728000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:31.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"report.channel"}}');
INSERT INTO commands VALUES(1000,34,1300234378412032000,1730070433000,10,'config','rejected','unknown_role',NULL,NULL,'No role “everyone” is known here; write it as a mention (@Role). New roles are seen within minutes.','{"type":"command","message_id":"1300234378412032000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:32.000Z","lang":"en","source":"discord","verb":"config","args":{"key":"registration.grants","value":"<@&1000>"}}');
INSERT INTO commands VALUES(1000,35,1300234382606336000,1730070434000,10,'move','ok',NULL,1,1,'Movido 5.00 PTS de till a opening (transacción 1). Quedan en -5.00 PTS y -5.00 PTS. Recibo: 1-39AEGEXT','{"type":"command","message_id":"1300234382606336000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:33.000Z","lang":"es","source":"discord","verb":"move","args":{"from":"caja","to":"opening","amount":"5","memo":"x"}}');
INSERT INTO commands VALUES(1000,36,1300234386800640000,1730070435000,10,'move','ok',NULL,2,1,'Movido 5.00 PTS de opening a till (transacción 2). Quedan en 0.00 PTS y 0.00 PTS. Recibo: 2-YN87ECSQ','{"type":"command","message_id":"1300234386800640000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:34.000Z","lang":"es","source":"discord","verb":"move","args":{"from":"opening","to":"caja","amount":"5","memo":"x"}}');
INSERT INTO commands VALUES(1000,37,1300234390994944000,1730070436000,10,'move','ok',NULL,3,1,'Movido 5.00 PTS de over\_short a apertura (transacción 3). Quedan en -5.00 PTS y 5.00 PTS. Recibo: 3-DD73Z1T7','{"type":"command","message_id":"1300234390994944000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:35.000Z","lang":"es","source":"discord","verb":"move","args":{"from":"over_short","to":"apertura","amount":"5","memo":"x"}}');
INSERT INTO commands VALUES(1000,38,1300234395189248000,1730070437000,10,'balance','ok',NULL,NULL,NULL,'opening tiene 0.00 PTS.','{"type":"command","message_id":"1300234395189248000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:36.000Z","lang":"es","source":"discord","verb":"balance","args":{"who":"opening"}}');
INSERT INTO commands VALUES(1000,39,1300234399383552000,1730070438000,10,'balance','ok',NULL,NULL,NULL,'apertura tiene 5.00 PTS.','{"type":"command","message_id":"1300234399383552000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:37.000Z","lang":"es","source":"discord","verb":"balance","args":{"who":"apertura"}}');
INSERT INTO commands VALUES(1000,40,1300234403577856000,1730070439000,10,'balance','ok',NULL,NULL,NULL,'cuotas-de-rol has 0.00 PTS.','{"type":"command","message_id":"1300234403577856000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:38.000Z","lang":"en","source":"discord","verb":"balance","args":{"who":"cuotas-de-rol"}}');
INSERT INTO commands VALUES(1000,41,1300234407772160000,1730070440000,10,'batch close','rejected','count_differs',NULL,NULL,'till: contado 999.00 PTS, los libros dicen 0.00 PTS, una diferencia de 999.00. Cuenta otra vez, o añade `diferencia=asentar` para llevarla a sobrantes.','{"type":"command","message_id":"1300234407772160000","channel_id":"2000","guild_id":"1000","author":{"id":"10","name":"owner","roles":[],"member":true,"owner":true},"time":"2024-10-27T23:06:39.000Z","lang":"es","source":"discord","verb":"batch close","args":{"count:caja":"999"}}');
CREATE TABLE outbox (
	guild_id INTEGER NOT NULL, delivery INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'post' OR kind = 'dm' OR kind = 'reaction' OR kind = 'role_add' OR kind = 'role_remove'),
	seq INTEGER,          -- of the log; a reply's content is that row's text
	channel_id INTEGER, reply_to INTEGER, user_id INTEGER, role_id INTEGER, content TEXT,
	state TEXT NOT NULL CHECK (state = 'due' OR state = 'under_way' OR state = 'sent' OR state = 'failed'),
	attempt INTEGER NOT NULL DEFAULT 0, not_before INTEGER, discord_id INTEGER, error TEXT, digest INTEGER, files TEXT, uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain = 0 OR uncertain = 1),
	PRIMARY KEY (guild_id, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox VALUES(1000,1,'reply',3,2000,1300234248388608000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,2,'reply',4,2000,1300234252582912000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,3,'reply',5,2000,1300234256777216000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,4,'reply',6,2000,1300234260971520000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,5,'reply',7,2000,1300234265165824000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,6,'reply',8,2000,1300234269360128000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,7,'reply',9,2000,1300234273554432000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,8,'reply',10,2000,1300234277748736000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,9,'reply',11,2000,1300234281943040000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,10,'reply',12,2000,1300234286137344000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,11,'reply',13,2000,1300234290331648000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,12,'reply',14,2000,1300234294525952000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,13,'reply',15,2000,1300234298720256000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,14,'reply',16,2000,1300234302914560000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,15,'reply',17,2000,1300234307108864000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,16,'reply',18,2000,1300234311303168000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,17,'reply',19,2000,1300234315497472000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,18,'reply',20,2000,1300234319691776000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,19,'reply',21,2000,1300234323886080000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,20,'reply',22,2000,1300234328080384000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,21,'reply',23,2000,1300234332274688000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,22,'reply',24,2000,1300234336468992000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,23,'reply',25,2000,1300234340663296000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,24,'reply',26,2000,1300234344857600000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,25,'reply',27,2000,1300234349051904000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,26,'reply',28,2000,1300234353246208000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,27,'reply',29,2000,1300234357440512000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,28,'reply',30,2000,1300234361634816000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,29,'reply',31,2000,1300234365829120000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,30,'reply',32,2000,1300234370023424000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,31,'reply',33,2000,1300234374217728000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,32,'reply',34,2000,1300234378412032000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,33,'reply',35,2000,1300234382606336000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,34,'reply',36,2000,1300234386800640000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,35,'reply',37,2000,1300234390994944000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,36,'reply',38,2000,1300234395189248000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,37,'reply',39,2000,1300234399383552000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,38,'reply',40,2000,1300234403577856000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO outbox VALUES(1000,39,'reply',41,2000,1300234407772160000,NULL,NULL,NULL,'due',0,NULL,NULL,NULL,NULL,NULL,0);
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
INSERT INTO counters VALUES(1000,'batch','1','PTS',1500);
INSERT INTO counters VALUES(1000,'command','account open','ok',15);
INSERT INTO counters VALUES(1000,'command','balance','ok',3);
INSERT INTO counters VALUES(1000,'command','batch close','rejected',1);
INSERT INTO counters VALUES(1000,'command','config','ok',8);
INSERT INTO counters VALUES(1000,'command','config','rejected',1);
INSERT INTO counters VALUES(1000,'command','init','ok',1);
INSERT INTO counters VALUES(1000,'command','move','ok',3);
INSERT INTO counters VALUES(1000,'command','role','ok',1);
INSERT INTO counters VALUES(1000,'command','role group','ok',8);
INSERT INTO counters VALUES(1000,'message','','',39);
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
