-- The rows that the rules decided, by the order of their columns. Those that come in numbers are each engine's own: sqlite/write.sql, postgres/write.sql.
-- name: drop permit
DELETE FROM permits WHERE guild_id = ?1 AND role_id = ?2;
-- name: drop role
DELETE FROM roles WHERE guild_id = ?1 AND role_id = ?2;
-- name: write member
INSERT INTO members (guild_id, user_id, nick, joined_at, pending, left_guild, left_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (guild_id, user_id) DO UPDATE SET nick = ?3, joined_at = COALESCE(?4, members.joined_at), pending = ?5, left_guild = ?6, left_at = ?7;
-- name: drop member roles
DELETE FROM member_roles WHERE guild_id = ?1 AND user_id = ?2;
-- name: write member role
INSERT INTO member_roles (guild_id, user_id, role_id) VALUES (?1, ?2, ?3) ON CONFLICT (guild_id, user_id, role_id) DO NOTHING;
-- name: drop member role
DELETE FROM member_roles WHERE guild_id = ?1 AND user_id = ?2 AND role_id = ?3;
-- name: drop group
DELETE FROM role_groups WHERE guild_id = ?1 AND folded_name = ?2;
-- name: drop offer
DELETE FROM role_offers WHERE guild_id = ?1 AND role_id = ?2;
-- name: drop wanted role
DELETE FROM wanted_roles WHERE guild_id = ?1 AND user_id = ?2 AND role_id = ?3;
-- name: drop preferences
DELETE FROM preferences WHERE guild_id = ?1 AND user_id = ?2;
-- name: drop limit
DELETE FROM limits WHERE guild_id = ?1 AND user_id = ?2 AND period = ?3 AND currency = ?4;
-- name: drop budget
DELETE FROM budgets WHERE guild_id = ?1 AND account_id = ?2 AND currency = ?3;
-- name: end exemption
-- All that nothing ended yet.
UPDATE exemptions SET ended_seq = ?3 WHERE guild_id = ?1 AND user_id = ?2 AND ended_seq IS NULL;
-- name: drop counterparty
DELETE FROM counterparties WHERE guild_id = ?1 AND party = ?2;
-- name: write reconciliation
INSERT INTO reconciliations (guild_id, account_id, currency, seq, day, statement, books, list, last_transaction, batch, reopened_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
-- One that was made and reopened before it was written comes twice.
ON CONFLICT (guild_id, account_id, currency, seq) DO UPDATE SET reopened_by = ?11 WHERE reconciliations.reopened_by IS NULL;
-- name: write batch
INSERT INTO batches (guild_id, batch, state, opened_at, opened_by, first_transaction, previous_hash, form)
VALUES (?1, ?2, 'open', ?3, ?4, ?5, ?6, 2);
-- name: write delivered
UPDATE outbox SET state = ?3, discord_id = ?4, error = ?5, not_before = ?6, uncertain = ?7,
	-- what had no turn was no attempt: it may go with others the next time, and is not given up for having waited often
	attempt = CASE WHEN ?8 = 1 AND attempt > 0 THEN attempt - 1 ELSE attempt END, digest = CASE WHEN ?8 = 1 AND attempt <= 1 THEN NULL ELSE digest END,
	-- nobody needs a second copy of what was sent, or was private; a reply's own content is one that the log was made to forget, and what a
	-- member had forgotten while it waited does not stay for another try
	files = CASE WHEN ?3 = 'sent' OR (kind = 'dm' AND ?3 <> 'due') THEN NULL
		WHEN ?3 = 'failed' AND EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = ?1 AND outbox.seq < f.next_seq) THEN NULL ELSE files END,
	content = CASE WHEN ?3 = 'sent' OR (kind IN ('reply', 'dm') AND ?3 <> 'due') THEN NULL
		WHEN ?3 = 'failed' AND kind = 'post' AND (files IS NOT NULL OR content LIKE '%```%'
				OR EXISTS (SELECT 1 FROM commands c WHERE c.guild_id = ?1 AND c.seq = outbox.seq AND c.verb = 'post' AND c.record ->> '$.content' = '…'))
			AND EXISTS (SELECT 1 FROM forgets f WHERE f.guild_id = ?1 AND outbox.seq < f.next_seq) THEN NULL ELSE content END
WHERE guild_id = ?1 AND delivery = ?2 AND (state = 'due' OR state = 'under_way');
-- name: write refused
-- Its words are put otherwise, so it is due at once and nothing of it is on Discord.
UPDATE outbox SET state = 'due', discord_id = NULL, error = ?3, not_before = NULL, uncertain = 0, digest = ?4, neutral = ?5
WHERE guild_id = ?1 AND delivery = ?2 AND (state = 'due' OR state = 'under_way');
-- name: write batch total
INSERT INTO batch_totals (guild_id, batch, account_id, currency, entries, debits, credits, balance, counted, debits_over, credits_over)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, COALESCE(MAX(b.balance), 0), ?8, ?9, ?10 FROM balances b WHERE b.guild_id = ?1 AND b.account_id = ?3 AND b.currency = ?4;
-- name: seal batch
UPDATE batches SET state = 'closed', closed_at = ?3, closed_by = ?4, transactions = ?5, last_transaction = ?6, hash = ?7, form = ?8, entries_hash = ?9,
	merkle_root = ?10
WHERE guild_id = ?1 AND batch = ?2;
-- name: seal transactions
UPDATE guilds SET sealed_transaction = MAX(sealed_transaction, ?2) WHERE guild_id = ?1;
-- name: drop batch counters
DELETE FROM counters WHERE guild_id = ?1 AND name = 'batch' AND first = CAST(?2 AS TEXT);
-- name: floors lifted before
-- What lifted a floor by rules that had none for assets (a checkpoint of then shows none): the account as it was written, and the currency.
SELECT c.guild_id, COALESCE(c.record ->> '$.args.account', c.record ->> '$.args.name'),
	COALESCE(CASE WHEN c.verb NOT IN VERBS(opens_account) THEN c.record ->> '$.args.currency' END, g.currency)
FROM commands c JOIN guilds g ON g.guild_id = c.guild_id
WHERE (:guild IS NULL OR c.guild_id = :guild) AND (:seq IS NULL OR c.seq <= :seq) AND c.rules = 1 AND c.status = 'ok'
	AND c.verb IN VERBS(sets_floor)
	AND CASE WHEN c.verb IN VERBS(opens_account) THEN c.record ->> '$.args.floor' ELSE c.record ->> '$.args.limit' END = 'none'
ORDER BY c.guild_id, c.seq;
-- name: lift floor
-- Of an asset, unless a floor was set since.
UPDATE balances SET floor = :floor WHERE guild_id = :guild AND floor IS NULL AND upper(currency) = upper(:currency)
	AND account_id = (SELECT a.account_id FROM accounts a WHERE a.guild_id = :guild AND a.kind = 'asset'
		AND CASE WHEN :till = 1 THEN a.purpose IS NOT NULL AND a.purpose = 'till' ELSE a.folded_name = :folded END);
