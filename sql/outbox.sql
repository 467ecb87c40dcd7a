-- What is left to do on Discord: which deliveries are due, under way, sent or failed.
-- name: outbox hold
-- Until the transaction ends nobody else marks deliveries. A file has one writer at a time anyway; a server has its own (sql/postgres/outbox.sql).
SELECT 1;
-- name: outbox any
-- Whether anything waits, due or not: mostly nothing does, and then nothing else is asked.
SELECT 1 FROM outbox o WHERE (o.state = 'due' OR o.state = 'under_way') AND (:guild IS NULL OR o.guild_id = :guild) LIMIT 1;
-- name: outbox due
-- The guilds in turn, and in each those whom it answers, so that the length of one queue delays nobody else; the oldest first where it is
-- the turn of several. What the guild itself does (posts, roles) has one turn and keeps its order. What goes in one message (a digest that
-- was tried, notices to one member by one way) stays together. Notices go behind all that somebody waits for, and those of runs behind them. It ends behind what reaches :most or :bytes; what carries files that are yet to be
-- made (attachments_described()) is printed behind the rest, so the rest does not wait for it.
WITH waiting AS (
	SELECT o.guild_id, o.delivery, COALESCE(c.time, 0) AS since, CASE WHEN o.notice = 1 AND c.verb IN VERBS(scheduled) THEN 2 ELSE o.notice END AS class,
		COALESCE(o.digest, CASE WHEN o.notice = 1 AND o.attempt = 0 AND (o.user_id IS NOT NULL OR o.pings IS NOT NULL)
			THEN MIN(o.delivery) OVER (PARTITION BY o.guild_id, o.user_id, o.pings, o.channel_id, o.notice, o.attempt = 0 AND o.digest IS NULL) ELSE o.delivery END) AS parcel,
		CASE WHEN o.notice = 1 THEN COALESCE(o.user_id, 0) WHEN o.kind = 'reply' OR o.kind = 'dm' OR o.kind = 'reaction' THEN COALESCE(c.author_id, o.user_id, 0) ELSE 0 END AS whom,
		COALESCE(LENGTH(COALESCE(o.content, c.text)), 0) + COALESCE(LENGTH(o.files), 0) AS bytes,
		CASE WHEN instr(o.files, '"described":{') > 0 THEN 1 ELSE 0 END AS described
	FROM outbox o LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
	WHERE (o.state = 'due' OR o.state = 'under_way') AND (:guild IS NULL OR o.guild_id = :guild) AND HERE(o)
		AND (o.not_before IS NULL OR o.not_before <= :now)
		AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = o.guild_id AND h.holder = :holder))),
turns AS (SELECT waiting.*, ROW_NUMBER() OVER (PARTITION BY guild_id, class, whom ORDER BY delivery) AS turn FROM waiting),
places AS (SELECT turns.*, ROW_NUMBER() OVER (PARTITION BY guild_id ORDER BY class, turn, delivery) AS place FROM turns),
parcels AS (SELECT guild_id, delivery, parcel, bytes, MIN(place) OVER parcel_of AS place, MIN(since) OVER parcel_of AS since, COUNT(*) OVER parcel_of AS parts,
	SUM(bytes) OVER parcel_of AS parcel_bytes, MAX(described) OVER parcel_of AS described FROM places WINDOW parcel_of AS (PARTITION BY guild_id, parcel)),
-- the parts of one parcel are peers: up to here counts all of them
sums AS (SELECT parcels.*, COUNT(*) OVER ahead - parts AS parts_ahead, SUM(bytes) OVER ahead - parcel_bytes AS bytes_ahead FROM parcels
	WINDOW ahead AS (PARTITION BY described ORDER BY place, since, guild_id, parcel))
SELECT o.guild_id, o.delivery, o.kind, o.state, o.channel_id, o.reply_to, o.user_id, o.role_id, COALESCE(o.content, c.text), o.files,
	o.attempt, o.uncertain, o.digest, (SELECT s.label FROM shown_users s WHERE s.guild_id = o.guild_id AND s.user_id = c.author_id), c.time, c.author_id, c.message_id IS NOT DISTINCT FROM o.reply_to,
	(SELECT CAST(value AS BIGINT) FROM settings s WHERE s.guild_id = o.guild_id AND s.key = 'restored'),
	o.neutral, CASE WHEN o.notice = 1 THEN (SELECT language FROM guilds g WHERE g.guild_id = o.guild_id)
		ELSE COALESCE(c.record ->> '$.lang', (SELECT language FROM guilds g WHERE g.guild_id = o.guild_id)) END,
	CASE WHEN o.neutral = 1 OR o.notice = 1 THEN SETTING(o, prefix) END, c.status, c.transaction_id, o.pings, o.notice,
	o.content IS NULL, c.verb, c.batch, CASE WHEN o.content IS NULL THEN c.record ->> '$.args' END, SETTING(o, site.url),
	SETTING(o, buttons), o.about, c.seq
FROM sums p JOIN outbox o ON o.guild_id = p.guild_id AND o.delivery = p.delivery
LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE p.parts_ahead < CAST(:most AS BIGINT) AND p.bytes_ahead < CAST(:bytes AS BIGINT)
ORDER BY p.place, p.since, p.guild_id, p.parcel, o.delivery;
-- name: outbox clock back
-- Times that lie ahead are worth nothing when the clock was put back since the last mark: what they wait for may be hours away.
UPDATE outbox SET not_before = NULL WHERE (state = 'due' OR state = 'under_way') AND not_before > :now AND (:guild IS NULL OR guild_id = :guild)
	AND EXISTS (SELECT 1 FROM counters c WHERE c.guild_id = outbox.guild_id AND c.name = 'outbox' AND c.first = 'clock' AND c.value > :now + 60000)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = outbox.guild_id AND h.holder = :holder));
-- name: outbox clock
INSERT INTO counters (guild_id, name, first, second, value) VALUES (:guild, 'outbox', 'clock', '', :now) ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = :now;
-- name: outbox account
-- The account that an answer is about: a member's, or the guild's own of a name.
SELECT account_id FROM accounts WHERE guild_id = :guild AND (owner_id = :user OR (owner_id IS NULL AND folded_name = :name)) ORDER BY account_id LIMIT 1;
-- name: outbox roles
-- Additions of roles that are due and that nobody allowed whatever the role becomes: the member's own choice, what registering brings, and what
-- somebody granted, of whom the last columns tell whether they might grant a powerful one, too.
SELECT o.guild_id, o.delivery, r.permissions, (SELECT e.permissions FROM roles e WHERE e.guild_id = o.guild_id AND e.role_id = o.guild_id),
	CASE WHEN c.verb IN VERBS(grants_role) AND w.granted = 1 THEN 1 ELSE 0 END, CASE WHEN c.record ->> '$.source' = 'discord' THEN c.record ->> '$.author.owner' END, c.record ->> '$.source',
	CASE WHEN c.author_id = g.owner_id THEN 1 ELSE 0 END
FROM outbox o JOIN guilds g ON g.guild_id = o.guild_id JOIN roles r ON r.guild_id = o.guild_id AND r.role_id = o.role_id
LEFT JOIN wanted_roles w ON w.guild_id = o.guild_id AND w.user_id = o.user_id AND w.role_id = o.role_id
LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE (o.state = 'due' OR o.state = 'under_way') AND o.kind = 'role_add' AND (:guild IS NULL OR o.guild_id = :guild) AND HERE(o)
	AND (o.not_before IS NULL OR o.not_before <= :now)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = o.guild_id AND h.holder = :holder))
	AND (w.granted IS NULL OR w.granted = 0 OR c.verb IN VERBS(grants_role)
		OR EXISTS (SELECT 1 FROM settings s WHERE s.guild_id = o.guild_id AND s.key = 'registration.grants' AND s.value = CAST(o.role_id AS TEXT)))
ORDER BY o.guild_id, o.delivery;
-- name: outbox under way
UPDATE outbox SET state = 'under_way', attempt = attempt + 1, not_before = :until, digest = :digest WHERE guild_id = :guild AND delivery = :delivery;
-- name: outbox take
-- The same of one that was due a moment ago, unless another took it since.
UPDATE outbox SET state = 'under_way', attempt = attempt + 1, not_before = :until, digest = NULL
WHERE guild_id = :guild AND delivery = :delivery AND attempt = :attempt AND (state = 'due' OR state = 'under_way');
-- name: outbox waiting
SELECT o.delivery, o.kind, o.state, o.attempt, o.not_before, o.channel_id, o.error, COALESCE(o.content, c.text), o.guild_id
FROM outbox o LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE (o.state = 'due' OR o.state = 'under_way') AND (:guild IS NULL OR o.guild_id = :guild) ORDER BY o.guild_id, o.delivery;
-- name: outbox failed
SELECT o.delivery, o.kind, o.state, o.attempt, o.not_before, o.channel_id, o.error, COALESCE(o.content, c.text), o.guild_id
FROM outbox o LEFT JOIN commands c ON c.guild_id = o.guild_id AND c.seq = o.seq
WHERE o.state = 'failed' AND (:guild IS NULL OR o.guild_id = :guild) ORDER BY o.guild_id, o.delivery;
-- name: outbox retry
-- Not what has no words left, since somebody was forgotten.
UPDATE outbox SET state = 'due', not_before = NULL, uncertain = 1, neutral = 0 WHERE guild_id = :guild AND delivery = :delivery AND state = 'failed'
	AND (kind NOT IN ('reply', 'post', 'dm') OR content IS NOT NULL OR files IS NOT NULL
		OR EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = :guild AND c.seq = outbox.seq AND c.text IS NOT NULL));
-- name: channels to read
-- With :since, of guilds that talk: the log has a command of a member between these two ids.
SELECT c.guild_id, c.channel_id, k.after, c.since, 0, g.language,
	SETTING(c, prefix),
	SETTING(c, bot.id),
	SETTING(c, bot.role),
	SETTING(c, threads),
	SETTING(c, threads.since),
	SETTING(c, reading),
	(SELECT CAST(value AS BIGINT) FROM settings s WHERE s.guild_id = c.guild_id AND s.key = 'restored')
FROM channels c JOIN guilds g ON g.guild_id = c.guild_id LEFT JOIN cursors k ON k.guild_id = c.guild_id AND k.channel_id = c.channel_id
WHERE c.enabled = 1 AND (:guild IS NULL OR c.guild_id = :guild) AND HERE(c)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = c.guild_id AND h.holder = :holder))
	AND (:since IS NULL OR EXISTS (SELECT 1 FROM commands l WHERE l.guild_id = c.guild_id AND l.message_id > :since AND l.message_id < :until
		AND l.status <> 'failed' AND l.author_id IS NOT NULL))
ORDER BY c.guild_id, c.channel_id;
-- name: guilds to read
-- How many there are, up to :most.
SELECT COUNT(*) FROM (SELECT DISTINCT c.guild_id FROM channels c WHERE c.enabled = 1 AND (:guild IS NULL OR c.guild_id = :guild) AND HERE(c)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = c.guild_id AND h.holder = :holder)) LIMIT CAST(:most AS BIGINT)) first_guilds;
-- name: thread cursors
SELECT k.guild_id, k.channel_id, k.after FROM cursors k
WHERE SETTING(k, threads) = 'on' AND (:guild IS NULL OR k.guild_id = :guild) AND HERE(k)
	AND NOT EXISTS (SELECT 1 FROM channels c WHERE c.guild_id = k.guild_id AND c.channel_id = k.channel_id)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = k.guild_id AND h.holder = :holder))
	AND (:since IS NULL OR EXISTS (SELECT 1 FROM commands l WHERE l.guild_id = k.guild_id AND l.message_id > :since AND l.message_id < :until
		AND l.status <> 'failed' AND l.author_id IS NOT NULL))
ORDER BY k.guild_id, k.channel_id;
-- name: messages seen
-- What was set aside was seen, too: a query for each of the two indexes.
SELECT message_id FROM (SELECT l.message_id FROM commands l WHERE l.guild_id = :guild AND l.message_id > :after AND l.message_id <= :cursor AND l.status <> 'failed'
	AND l.record ->> '$.channel_id' = CAST(:channel AS TEXT)
	UNION SELECT l.message_id FROM commands l WHERE l.guild_id = :guild AND l.message_id > :after AND l.message_id <= :cursor AND l.status = 'failed'
	AND l.record ->> '$.channel_id' = CAST(:channel AS TEXT)) seen ORDER BY message_id LIMIT 1000;
-- name: messages that wait
-- Our messages of a channel that name something which still waits, the newest first, with its number: those about the row, or about all that the
-- same row of the log asked for. One that pings people is about theirs.
WITH open AS (SELECT guild_id, number, decider_id, lot AS about FROM waiting WHERE guild_id = :guild AND state = 'waiting' AND kind <> 'hold'
	UNION ALL SELECT guild_id, number, decider_id, number FROM waiting WHERE guild_id = :guild AND state = 'waiting' AND kind <> 'hold' AND lot <> number)
SELECT DISTINCT o.discord_id, w.number FROM open w CROSS JOIN outbox o INDEXED BY outbox_about ON o.guild_id = w.guild_id AND o.about = w.about
WHERE o.channel_id = :channel AND o.state = 'sent' AND o.discord_id IS NOT NULL
	AND (o.notice = 0 OR o.pings IS NULL OR w.decider_id IS NULL OR instr(' ' || o.pings || ' ', ' ' || CAST(w.decider_id AS TEXT) || ' ') > 0)
ORDER BY o.discord_id DESC, w.number;
-- name: known guilds
SELECT g.guild_id, g.name, g.owner_id, g.language,
	SETTING(g, bot.id),
	SETTING(g, bot.role),
	SETTING(g, bot.top_role),
	SETTING(g, bot.position)
FROM guilds g WHERE :guild IS NULL OR g.guild_id = :guild ORDER BY g.guild_id;
-- name: known roles
SELECT guild_id, role_id, name, position, managed, permissions FROM roles WHERE guild_id = :guild ORDER BY role_id;
-- name: known members
SELECT u.guild_id, u.user_id, u.name, m.nick, m.joined_at, m.pending, m.left_guild,
	(SELECT group_concat(CAST(r.role_id AS TEXT), ',') FROM (SELECT role_id FROM member_roles r WHERE r.guild_id = u.guild_id AND r.user_id = u.user_id ORDER BY role_id) r),
	EXISTS (SELECT 1 FROM wanted_roles w JOIN roles x ON x.guild_id = w.guild_id AND x.role_id = w.role_id
		LEFT JOIN member_roles r ON r.guild_id = w.guild_id AND r.user_id = w.user_id AND r.role_id = w.role_id
		WHERE w.guild_id = u.guild_id AND w.user_id = u.user_id AND (w.wanted = 1) <> (r.role_id IS NOT NULL) AND m.left_guild = 0
			AND NOT EXISTS (SELECT 1 FROM outbox o INDEXED BY outbox_roles WHERE o.role_id IS NOT NULL AND o.guild_id = w.guild_id AND o.user_id = w.user_id AND o.role_id = w.role_id
				AND (o.state = 'due' OR o.state = 'under_way'))),
	u.forgotten, u.bot
FROM users u LEFT JOIN members m ON m.guild_id = u.guild_id AND m.user_id = u.user_id WHERE u.guild_id = :guild ORDER BY u.user_id;
-- name: doctor outbox
SELECT g.guild_id, (SELECT COUNT(*) FROM outbox o WHERE o.guild_id = g.guild_id AND o.state = 'failed') FROM guilds g
WHERE :guild IS NULL OR g.guild_id = :guild ORDER BY g.guild_id;
-- name: roles ending
SELECT w.guild_id, w.user_id, w.role_id, w.until FROM wanted_roles w JOIN guilds g ON g.guild_id = w.guild_id
WHERE w.until <= :now AND w.until IS NOT NULL AND w.wanted = 1 AND (:guild IS NULL OR w.guild_id = :guild) AND HERE(w)
	AND EXISTS (SELECT 1 FROM roles r WHERE r.guild_id = w.guild_id AND r.role_id = w.role_id)
	AND (:holder IS NULL OR EXISTS (SELECT 1 FROM leases h WHERE h.guild_id = w.guild_id AND h.holder = :holder))
ORDER BY w.guild_id, w.until, w.user_id, w.role_id;
-- name: doctor report channel
SELECT guild_id, value FROM settings WHERE key = 'report.channel' AND (:guild IS NULL OR guild_id = :guild);
-- name: doctor roles
SELECT guild_id, role_id FROM role_offers WHERE :guild IS NULL OR guild_id = :guild
UNION SELECT guild_id, role_id FROM wanted_roles WHERE wanted = 1 AND (:guild IS NULL OR guild_id = :guild)
UNION SELECT guild_id, CAST(value AS BIGINT) FROM settings WHERE key = 'registration.grants' AND value <> '-' AND (:guild IS NULL OR guild_id = :guild);
-- name: buttons waiting
-- Of what a message names, the numbers up to :last or all that the same row of the log asked for, what still waits; of one that pings people what they decide.
SELECT w.number, w.kind, w.amount - w.paid, COALESCE(c.scale, 0), CASE WHEN w.to_account IS NOT NULL THEN 1 ELSE 0 END FROM waiting w
LEFT JOIN currencies c ON c.guild_id = w.guild_id AND c.code = w.currency
WHERE w.guild_id = :guild AND w.state = 'waiting' AND w.number >= :about AND w.number < :about + 2000 AND (w.number <= :last OR w.lot = :about)
	AND (:names = '' OR w.decider_id IS NULL OR instr(' ' || :names || ' ', ' ' || CAST(w.decider_id AS TEXT) || ' ') > 0)
ORDER BY w.number;
-- name: buttons made
-- The first number that a row of the log made. It is among the newest, since its message is.
SELECT r.lot FROM (SELECT w.lot, w.asked_seq FROM waiting w WHERE w.guild_id = :guild ORDER BY w.number DESC LIMIT 2000) r WHERE r.asked_seq = :seq LIMIT 1;
-- name: buttons schedule
SELECT s.schedule FROM schedules s WHERE s.guild_id = :guild AND s.made_seq = :seq AND (s.state = 'active' OR s.state = 'paused');
-- name: buttons roles
-- The roles on offer, of one group or of all, as they are listed, and what each costs.
SELECT r.role_id, r.name, g.fee, g.currency, c.scale FROM role_offers o JOIN roles r ON r.guild_id = o.guild_id AND r.role_id = o.role_id
JOIN role_groups g ON g.guild_id = o.guild_id AND g.folded_name = o.folded_group LEFT JOIN currencies c ON c.guild_id = g.guild_id AND c.code = g.currency
WHERE o.guild_id = :guild AND (:folded = '' OR o.folded_group = :folded) AND r.managed = 0 ORDER BY r.position DESC, r.role_id LIMIT 100;
-- name: interaction answer
-- What the log says of an interaction that was applied: what its answer looks like is made of this, the first time and where it comes again.
SELECT verb, status, text, transaction_id, batch, record ->> '$.args', record ->> '$.lang', SETTING(c, site.url), seq, record ->> '$.answered'
FROM commands c WHERE guild_id = :guild AND message_id = :message AND status <> 'failed' AND author_id = :author AND record ->> '$.source' = 'interaction' LIMIT 1;
