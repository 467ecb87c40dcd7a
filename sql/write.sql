-- The rows that the rules decided, by the order of their columns. Those that come in numbers are each engine's own: sqlite/write.sql, postgres/write.sql.
-- name: write setting
INSERT INTO settings (guild_id, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (guild_id, key) DO UPDATE SET value = ?3;
-- name: write currency
INSERT INTO currencies (guild_id, code, scale) VALUES (?1, ?2, ?3);
-- name: write permit
INSERT INTO permits (guild_id, role_id, permits) VALUES (?1, ?2, ?3) ON CONFLICT (guild_id, role_id) DO UPDATE SET permits = ?3;
-- name: drop permit
DELETE FROM permits WHERE guild_id = ?1 AND role_id = ?2;
-- name: write channel
INSERT INTO channels (guild_id, channel_id, enabled, since) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (guild_id, channel_id) DO UPDATE SET enabled = ?3, since = ?4;
-- name: write role
INSERT INTO roles (guild_id, role_id, name, position, managed, permissions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (guild_id, role_id) DO UPDATE SET name = ?3, position = ?4, managed = ?5, permissions = ?6;
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
-- name: write group
INSERT INTO role_groups (guild_id, folded_name, name, most, registered, needs_role, fee, currency)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (guild_id, folded_name) DO UPDATE SET name = ?3, most = ?4, registered = ?5, needs_role = ?6, fee = ?7, currency = ?8;
-- name: drop group
DELETE FROM role_groups WHERE guild_id = ?1 AND folded_name = ?2;
-- name: write offer
INSERT INTO role_offers (guild_id, role_id, folded_group) VALUES (?1, ?2, ?3) ON CONFLICT (guild_id, role_id) DO UPDATE SET folded_group = ?3;
-- name: drop offer
DELETE FROM role_offers WHERE guild_id = ?1 AND role_id = ?2;
-- name: write wanted role
INSERT INTO wanted_roles (guild_id, user_id, role_id, wanted, granted, until, fee_transaction, seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (guild_id, user_id, role_id) DO UPDATE SET wanted = ?4, granted = ?5, until = ?6, fee_transaction = ?7, seq = ?8;
-- name: drop wanted role
DELETE FROM wanted_roles WHERE guild_id = ?1 AND user_id = ?2 AND role_id = ?3;
-- name: write preference
INSERT INTO preferences (guild_id, user_id, name, about, value) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (guild_id, user_id, name, about) DO UPDATE SET value = ?5;
-- name: drop preferences
DELETE FROM preferences WHERE guild_id = ?1 AND user_id = ?2;
-- name: write limit
INSERT INTO limits (guild_id, user_id, period, currency, amount) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (guild_id, user_id, period, currency) DO UPDATE SET amount = ?5;
-- name: drop limit
DELETE FROM limits WHERE guild_id = ?1 AND user_id = ?2 AND period = ?3 AND currency = ?4;
-- name: write budget
INSERT INTO budgets (guild_id, account_id, currency, amount, unit, carry, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (guild_id, account_id, currency) DO UPDATE SET amount = ?4, unit = ?5, carry = ?6, since = ?7;
-- name: drop budget
DELETE FROM budgets WHERE guild_id = ?1 AND account_id = ?2 AND currency = ?3;
-- name: write exemption
INSERT INTO exemptions (guild_id, user_id, seq, starts, until, reason, ended_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: end exemption
-- All that nothing ended yet.
UPDATE exemptions SET ended_seq = ?3 WHERE guild_id = ?1 AND user_id = ?2 AND ended_seq IS NULL;
-- name: write import line
INSERT INTO import_lines (guild_id, line, seq, account_id, currency, day, amount, balance, reference, text, state, doubt, found_by, transaction_id, number, import)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (guild_id, line) DO UPDATE SET state = ?11, found_by = ?13, transaction_id = ?14, number = ?15;
-- name: write import
INSERT INTO imports (guild_id, import, seq, account_id, currency, format, list, first_day, last_day, opening, closing, lines, crossed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);
-- name: write counterparty
INSERT INTO counterparties (guild_id, party, account_id, number) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (guild_id, party) DO UPDATE SET account_id = ?3, number = ?4;
-- name: drop counterparty
DELETE FROM counterparties WHERE guild_id = ?1 AND party = ?2;
-- name: write reconciliation
INSERT INTO reconciliations (guild_id, account_id, currency, seq, day, statement, books, list, last_transaction, batch, reopened_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
-- One that was made and reopened before it was written comes twice.
ON CONFLICT (guild_id, account_id, currency, seq) DO UPDATE SET reopened_by = ?11 WHERE reconciliations.reopened_by IS NULL;
-- name: write evidence
INSERT INTO evidence (guild_id, transaction_id, sha256, seq, size, media_type, batch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: write sum seed
INSERT INTO sum_seeds (guild_id, seed, seq) VALUES (?1, ?2, ?3);
-- name: write year
INSERT INTO years (guild_id, year, ends, seq, first_transaction, last_transaction, waiting) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: write accounting day
INSERT INTO accounting_days (guild_id, transaction_id, time, day) VALUES (?1, ?2, ?3, ?4);
-- name: write batch sum
INSERT INTO batch_sums (guild_id, batch, currency, total, debts, leaves, root) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
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
