-- name: migration 8
-- The books, as the eight migrations of SQLite's engine left them; before them there were none here. Ids are snowflakes or sequences of
-- their guild, times Unix milliseconds, amounts minor units (positive debit, negative credit). Every key begins with guild_id, and every
-- foreign key names it, so that the tables can be distributed by it. Words are compared byte by byte: COLLATE "C".
CREATE TABLE guildledger (schema_version bigint NOT NULL);
CREATE TABLE guilds (
	guild_id bigint PRIMARY KEY,
	name text COLLATE "C" NOT NULL,
	owner_id bigint NOT NULL,
	language text COLLATE "C" NOT NULL CHECK (language IN ('en', 'es')),
	timezone text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	sealed_transaction bigint NOT NULL DEFAULT 0,
	last_time bigint NOT NULL DEFAULT 0
);
CREATE TABLE settings (
	guild_id bigint NOT NULL REFERENCES guilds, key text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
	PRIMARY KEY (guild_id, key)
);
CREATE TABLE channels (
	guild_id bigint NOT NULL REFERENCES guilds, channel_id bigint NOT NULL,
	enabled bigint NOT NULL CHECK (enabled IN (0, 1)),
	since bigint NOT NULL DEFAULT 0, -- the message that switched it on
	PRIMARY KEY (guild_id, channel_id)
);
CREATE TABLE cursors (
	guild_id bigint NOT NULL REFERENCES guilds, channel_id bigint NOT NULL, after bigint NOT NULL,
	PRIMARY KEY (guild_id, channel_id)
);
CREATE TABLE currencies (
	guild_id bigint NOT NULL REFERENCES guilds, code text COLLATE "C" NOT NULL,
	scale bigint NOT NULL CHECK (scale BETWEEN 0 AND 9),
	PRIMARY KEY (guild_id, code)
);
CREATE TABLE users (
	guild_id bigint NOT NULL REFERENCES guilds, user_id bigint NOT NULL, name text COLLATE "C" NOT NULL,
	forgotten bigint NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1)),
	active bigint, -- the day of the last command, since 1970; NULL: none
	PRIMARY KEY (guild_id, user_id)
);
CREATE INDEX users_active ON users (guild_id, active) WHERE active IS NOT NULL;
CREATE TABLE members (
	guild_id bigint NOT NULL, user_id bigint NOT NULL, nick text COLLATE "C", joined_at bigint,
	pending bigint NOT NULL CHECK (pending IN (0, 1)), left_guild bigint NOT NULL CHECK (left_guild IN (0, 1)),
	left_at bigint,
	PRIMARY KEY (guild_id, user_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES users
);
CREATE TABLE roles (
	guild_id bigint NOT NULL REFERENCES guilds, role_id bigint NOT NULL, name text COLLATE "C" NOT NULL,
	position bigint NOT NULL, managed bigint NOT NULL CHECK (managed IN (0, 1)), permissions text COLLATE "C" NOT NULL,
	PRIMARY KEY (guild_id, role_id)
);
CREATE TABLE member_roles (
	guild_id bigint NOT NULL, user_id bigint NOT NULL, role_id bigint NOT NULL,
	PRIMARY KEY (guild_id, user_id, role_id),
	FOREIGN KEY (guild_id, user_id) REFERENCES members
);
CREATE TABLE permits (
	guild_id bigint NOT NULL REFERENCES guilds, role_id bigint NOT NULL,
	permits bigint NOT NULL CHECK (permits BETWEEN 1 AND 31), -- bits: member teller treasurer auditor admin
	PRIMARY KEY (guild_id, role_id)
);
CREATE TABLE accounts (
	guild_id bigint NOT NULL REFERENCES guilds, account_id bigint NOT NULL,
	name text COLLATE "C" NOT NULL,
	folded_name text COLLATE "C" NOT NULL,
	kind text COLLATE "C" NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
	owner_id bigint,
	purpose text COLLATE "C", -- till, opening, over_short: what the rules themselves book to
	state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'frozen', 'closed')),
	opened_by bigint NOT NULL,
	PRIMARY KEY (guild_id, account_id)
);
CREATE UNIQUE INDEX accounts_by_name ON accounts (guild_id, folded_name);
CREATE UNIQUE INDEX accounts_by_owner ON accounts (guild_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_by_purpose ON accounts (guild_id, purpose) WHERE purpose IS NOT NULL;
-- A balance is written again and again, and never a column of its key: room on its page keeps the index out of it.
CREATE TABLE balances (
	guild_id bigint NOT NULL, account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	balance bigint NOT NULL, -- the sum of the entries: positive debit
	floor bigint,            -- on the account's normal side; NULL: none
	entries bigint NOT NULL, -- how many
	PRIMARY KEY (guild_id, account_id, currency),
	FOREIGN KEY (guild_id, account_id) REFERENCES accounts
) WITH (fillfactor = 60);
CREATE TABLE batches (
	guild_id bigint NOT NULL REFERENCES guilds, batch bigint NOT NULL,
	state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed')),
	opened_at bigint NOT NULL, opened_by bigint NOT NULL, -- by: seq of the log
	closed_at bigint, closed_by bigint,
	transactions bigint, first_transaction bigint, last_transaction bigint,
	previous_hash text COLLATE "C" NOT NULL, hash text COLLATE "C",
	form bigint NOT NULL DEFAULT 1 CHECK (form IN (1, 2)), -- how it is sealed: docs/receipts
	entries_hash text COLLATE "C" CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form = 2)),
	merkle_root text COLLATE "C" CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form = 2)),
	PRIMARY KEY (guild_id, batch),
	CHECK ((state = 'closed') = (hash IS NOT NULL))
);
CREATE TABLE batch_totals ( -- control totals of a closed batch
	guild_id bigint NOT NULL, batch bigint NOT NULL, account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	entries bigint NOT NULL, debits bigint NOT NULL, credits bigint NOT NULL, -- credits as a positive number
	balance bigint NOT NULL, -- of the account when the batch closed
	counted bigint,          -- what the treasurer counted; NULL: not counted
	PRIMARY KEY (guild_id, batch, account_id, currency),
	FOREIGN KEY (guild_id, batch) REFERENCES batches DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE transactions (
	guild_id bigint NOT NULL, transaction_id bigint NOT NULL, batch bigint NOT NULL,
	time bigint NOT NULL, verb text COLLATE "C" NOT NULL, seq bigint NOT NULL, author_id bigint NOT NULL,
	reverses bigint, memo text COLLATE "C",
	PRIMARY KEY (guild_id, transaction_id)
);
CREATE UNIQUE INDEX transactions_reversed ON transactions (guild_id, reverses) WHERE reverses IS NOT NULL;
CREATE TABLE entries (
	guild_id bigint NOT NULL, transaction_id bigint NOT NULL, entry bigint NOT NULL,
	account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL, amount bigint NOT NULL CHECK (amount <> 0),
	PRIMARY KEY (guild_id, transaction_id, entry)
);
CREATE INDEX entries_by_account ON entries (guild_id, account_id, currency, transaction_id, entry) INCLUDE (amount);
CREATE TABLE commands ( -- the log
	guild_id bigint NOT NULL, seq bigint NOT NULL,
	message_id bigint, -- NULL: a record without one (guild, role, member)
	time bigint NOT NULL, author_id bigint, verb text COLLATE "C" NOT NULL,
	status text COLLATE "C" NOT NULL CHECK (status IN ('ok', 'rejected', 'denied')),
	code text COLLATE "C", transaction_id bigint, batch bigint,
	text text COLLATE "C",            -- the answer
	record text COLLATE "C" NOT NULL, -- the line as it came: replaying all lines in order gives these books
	PRIMARY KEY (guild_id, seq)
);
CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL;
CREATE TABLE outbox (
	guild_id bigint NOT NULL, delivery bigint NOT NULL,
	kind text COLLATE "C" NOT NULL CHECK (kind IN ('reply', 'post', 'dm', 'reaction', 'role_add', 'role_remove')),
	seq bigint,          -- of the log; a reply's content is that row's text
	channel_id bigint, reply_to bigint, user_id bigint, role_id bigint, content text COLLATE "C",
	state text COLLATE "C" NOT NULL CHECK (state IN ('due', 'under_way', 'sent', 'failed')),
	attempt bigint NOT NULL DEFAULT 0, not_before bigint, discord_id bigint, error text COLLATE "C",
	digest bigint,       -- the delivery it goes with in one message
	files text COLLATE "C", -- of a post: JSON, as in the post record
	uncertain bigint NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),
	PRIMARY KEY (guild_id, delivery)
) WITH (fillfactor = 70);
CREATE INDEX outbox_waiting ON outbox (guild_id, delivery) WHERE state = 'due' OR state = 'under_way';
CREATE INDEX outbox_failed ON outbox (guild_id, error) WHERE state = 'failed';
CREATE INDEX outbox_roles ON outbox (guild_id, user_id, role_id) WHERE role_id IS NOT NULL;
CREATE TABLE role_groups (
	guild_id bigint NOT NULL REFERENCES guilds, folded_name text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL,
	most bigint NOT NULL CHECK (most >= 0),       -- how many of its roles may be worn at once; 0: any number
	registered bigint NOT NULL CHECK (registered IN (0, 1)), -- only registered members take from it
	needs_role bigint,                            -- a role that must be worn; NULL: none
	fee bigint NOT NULL CHECK (fee >= 0), currency text COLLATE "C" NOT NULL,
	PRIMARY KEY (guild_id, folded_name)
);
CREATE TABLE role_offers (
	guild_id bigint NOT NULL, role_id bigint NOT NULL, folded_group text COLLATE "C" NOT NULL,
	PRIMARY KEY (guild_id, role_id),
	FOREIGN KEY (guild_id, folded_group) REFERENCES role_groups
);
CREATE TABLE wanted_roles (
	guild_id bigint NOT NULL, user_id bigint NOT NULL, role_id bigint NOT NULL,
	wanted bigint NOT NULL CHECK (wanted IN (0, 1)),
	granted bigint NOT NULL CHECK (granted IN (0, 1)), -- by an admin; 0: the member chose it
	until bigint,             -- when it ends; NULL: it does not
	fee_transaction bigint,   -- given back when Discord refuses the role
	seq bigint NOT NULL,      -- of the log: what decided it
	PRIMARY KEY (guild_id, user_id, role_id)
);
CREATE INDEX wanted_roles_by_role ON wanted_roles (guild_id, role_id);
CREATE INDEX wanted_roles_ending ON wanted_roles (guild_id, until) WHERE until IS NOT NULL AND wanted = 1;
CREATE TABLE registrations (
	guild_id bigint NOT NULL, user_id bigint NOT NULL, request bigint NOT NULL, requested_at bigint NOT NULL,
	state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn')),
	PRIMARY KEY (guild_id, user_id)
);
CREATE UNIQUE INDEX registrations_by_request ON registrations (guild_id, request);
CREATE TABLE forgetting (guild_id bigint NOT NULL, user_id bigint NOT NULL, PRIMARY KEY (guild_id, user_id));
CREATE TABLE counters (
	guild_id bigint NOT NULL REFERENCES guilds,
	name text COLLATE "C" NOT NULL, first text COLLATE "C" NOT NULL, second text COLLATE "C" NOT NULL,
	value bigint NOT NULL,
	PRIMARY KEY (guild_id, name, first, second)
) WITH (fillfactor = 60);

-- What SQLite calls by these names and PostgreSQL does not have, so that both engines run the same queries.
CREATE FUNCTION max(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN $1 > $2 THEN $1 ELSE $2 END $$;
CREATE FUNCTION min(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN $1 < $2 THEN $1 ELSE $2 END $$;
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT strpos($1, $2) $$;
CREATE FUNCTION joined(text, text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN $2 IS NULL THEN $1 WHEN $1 IS NULL THEN $2 ELSE $1 || $3 || $2 END $$;
CREATE AGGREGATE group_concat(text, text) (SFUNC = joined, STYPE = text);
CREATE FUNCTION count_true(bigint, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN $2 IS NULL THEN $1 ELSE COALESCE($1, 0) + $2::int END $$;
CREATE AGGREGATE sum(boolean) (SFUNC = count_true, STYPE = bigint);
-- Of the session's time zone, as SQLite's 'localtime' is of the process's.
CREATE FUNCTION day(ms bigint) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT to_char(to_timestamp(ms / 1000), 'YYYY-MM-DD') COLLATE "C" $$;
-- '$.author.name' of a record; the key's way through objects only.
CREATE FUNCTION json_path(path text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT string_to_array(substr(path, 3), '.') $$;
CREATE FUNCTION json_text(record text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT record::json #>> string_to_array(substr(path, 3), '.') $$;
CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = text, FUNCTION = json_text);
CREATE FUNCTION json_type(record text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE json_typeof(record::json #> string_to_array(substr(path, 3), '.')) WHEN 'string' THEN 'text' ELSE json_typeof(record::json #> string_to_array(substr(path, 3), '.')) END $$;
-- The object with one value put in (NULL: taken out), all else as it stood and where it stood. What is not there is added by json_set only.
CREATE FUNCTION json_edit(object json, path text[], value text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE member record; found boolean := false; edited text; parts text[] := '{}';
BEGIN
	IF object IS NULL OR json_typeof(object) <> 'object' THEN RETURN object::text; END IF;
	FOR member IN SELECT e.key, e.value AS held FROM json_each(object) e LOOP
		edited := member.held::text;
		IF member.key = path[1] THEN
			found := true;
			IF array_length(path, 1) > 1 THEN edited := json_edit(member.held, path[2:], value); ELSE edited := value; END IF;
		END IF;
		IF edited IS NOT NULL THEN parts := parts || (to_json(member.key)::text || ':' || edited); END IF;
	END LOOP;
	IF NOT found AND array_length(path, 1) = 1 AND value IS NOT NULL THEN parts := parts || (to_json(path[1])::text || ':' || value); END IF;
	RETURN '{' || array_to_string(parts, ',') || '}';
END $$;
CREATE FUNCTION json_set(record text, path text, value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT json_edit(record::json, json_path(path), to_json(value)::text) $$;
CREATE FUNCTION json_remove(record text, path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT json_edit(record::json, json_path(path), NULL) $$;

-- What is written stays: as SQLite's triggers do. Whole statements are looked at where rows come in bulk.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER entries_never_change BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse('entries are append-only: mend a mistake with a reversal');
CREATE TRIGGER entries_never_emptied BEFORE TRUNCATE ON entries EXECUTE FUNCTION refuse('entries are append-only: mend a mistake with a reversal');
CREATE TRIGGER transactions_never_go BEFORE DELETE ON transactions FOR EACH ROW EXECUTE FUNCTION refuse('transactions are append-only: mend a mistake with a reversal');
CREATE TRIGGER transactions_never_emptied BEFORE TRUNCATE ON transactions EXECUTE FUNCTION refuse('transactions are append-only: mend a mistake with a reversal');
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands FOR EACH ROW EXECUTE FUNCTION refuse('the log is append-only');
CREATE TRIGGER commands_never_emptied BEFORE TRUNCATE ON commands EXECUTE FUNCTION refuse('the log is append-only');
CREATE TRIGGER batches_closed_never_change BEFORE UPDATE ON batches FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION refuse('a closed batch never changes');
CREATE TRIGGER batches_never_go BEFORE DELETE ON batches FOR EACH ROW EXECUTE FUNCTION refuse('a batch is never deleted');
CREATE TRIGGER batches_never_emptied BEFORE TRUNCATE ON batches EXECUTE FUNCTION refuse('a batch is never deleted');
CREATE TRIGGER batch_totals_never_change BEFORE UPDATE OR DELETE ON batch_totals FOR EACH ROW EXECUTE FUNCTION refuse('control totals never change');
CREATE TRIGGER batch_totals_never_emptied BEFORE TRUNCATE ON batch_totals EXECUTE FUNCTION refuse('control totals never change');
CREATE TRIGGER sealed_only_grows BEFORE UPDATE OF sealed_transaction ON guilds FOR EACH ROW
	WHEN (NEW.sealed_transaction < OLD.sealed_transaction) EXECUTE FUNCTION refuse('a closed batch cannot be unsealed');
CREATE FUNCTION refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF EXISTS (SELECT 1 FROM fresh f JOIN guilds g ON g.guild_id = f.guild_id WHERE f.transaction_id <= g.sealed_transaction) THEN
		RAISE EXCEPTION 'the batch of this transaction is closed' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER entries_not_into_sealed AFTER INSERT ON entries REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed();
CREATE TRIGGER transactions_not_into_sealed AFTER INSERT ON transactions REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed();
CREATE FUNCTION refuse_into_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF EXISTS (SELECT 1 FROM fresh f JOIN batches b ON b.guild_id = f.guild_id AND b.batch = f.batch WHERE b.state = 'closed') THEN
		RAISE EXCEPTION 'a closed batch never changes' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER batch_totals_not_into_sealed AFTER INSERT ON batch_totals REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_into_closed();
-- While a row of forgetting stands, in the very transaction that adds and removes it, names and texts of that guild may be blanked.
CREATE FUNCTION refuse_unless_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF NOT EXISTS (SELECT 1 FROM forgetting WHERE guild_id = OLD.guild_id) THEN
		RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands FOR EACH ROW
	WHEN ((OLD.guild_id, OLD.seq, OLD.message_id, OLD.time, OLD.author_id, OLD.verb, OLD.status, OLD.code, OLD.transaction_id, OLD.batch)
		IS DISTINCT FROM (NEW.guild_id, NEW.seq, NEW.message_id, NEW.time, NEW.author_id, NEW.verb, NEW.status, NEW.code, NEW.transaction_id, NEW.batch))
	EXECUTE FUNCTION refuse('the log is append-only');
CREATE TRIGGER commands_words_stay BEFORE UPDATE ON commands FOR EACH ROW EXECUTE FUNCTION refuse_unless_forgetting('the log is append-only');
CREATE TRIGGER transactions_never_change BEFORE UPDATE ON transactions FOR EACH ROW
	WHEN ((OLD.guild_id, OLD.transaction_id, OLD.batch, OLD.time, OLD.verb, OLD.seq, OLD.author_id, OLD.reverses)
		IS DISTINCT FROM (NEW.guild_id, NEW.transaction_id, NEW.batch, NEW.time, NEW.verb, NEW.seq, NEW.author_id, NEW.reverses))
	EXECUTE FUNCTION refuse('transactions are append-only: mend a mistake with a reversal');
CREATE TRIGGER transactions_memos_stay BEFORE UPDATE ON transactions FOR EACH ROW EXECUTE FUNCTION refuse_unless_forgetting('transactions are append-only: mend a mistake with a reversal');

-- Views for people who ask in SQL: docs/sql.md describes them.
CREATE FUNCTION instant(ms bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT to_char(to_timestamp(ms / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((ms % 1000)::text, 3, '0') || 'Z' $$;
CREATE FUNCTION amount(minor bigint, scale bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN minor < 0 THEN '-' ELSE '' END || CASE WHEN scale = 0 THEN abs(minor::numeric)::text
		ELSE reverse(overlay(reverse(lpad(abs(minor::numeric)::text, GREATEST(scale::int + 1, length(abs(minor::numeric)::text)), '0'))
			PLACING '.' FROM scale::int + 1 FOR 0)) END $$; -- lpad() cuts what is longer
CREATE VIEW v_accounts AS
SELECT a.guild_id, a.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, a.purpose,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN 'debit' ELSE 'credit' END AS side, instant(l.time) AS opened
FROM accounts a LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id
LEFT JOIN commands l ON l.guild_id = a.guild_id AND l.seq = a.opened_by;
CREATE VIEW v_balances AS
WITH x AS (SELECT b.guild_id, b.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind, a.state, a.owner_id, b.currency, c.scale,
	CASE WHEN a.kind = 'asset' OR a.kind = 'expense' THEN b.balance ELSE -b.balance END AS minor, b.balance AS debit_minor, b.floor AS floor_minor, b.entries
	FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id
	JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
	LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id)
SELECT guild_id, account_id, account, kind, state, owner_id, currency, scale, amount(minor, scale) AS balance, minor AS balance_minor, debit_minor, floor_minor, entries FROM x;
CREATE VIEW v_journal AS
SELECT e.guild_id, e.transaction_id, e.entry, instant(t.time) AS time, t.batch, t.verb, e.account_id, COALESCE('@' || u.name, a.name) AS account, a.kind,
	e.currency, c.scale, amount(e.amount, c.scale) AS amount, e.amount AS amount_minor, GREATEST(e.amount, 0) AS debit_minor, GREATEST(-e.amount, 0) AS credit_minor,
	t.memo, t.reverses, t.author_id
FROM entries e JOIN transactions t ON t.guild_id = e.guild_id AND t.transaction_id = e.transaction_id
JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
JOIN currencies c ON c.guild_id = e.guild_id AND c.code = e.currency
LEFT JOIN users u ON u.guild_id = a.guild_id AND u.user_id = a.owner_id;
CREATE VIEW v_transactions AS
SELECT t.guild_id, t.transaction_id, instant(t.time) AS time, t.batch, t.verb, t.seq, t.author_id, u.name AS author, t.memo, t.reverses,
	(SELECT r.transaction_id FROM transactions r WHERE r.guild_id = t.guild_id AND r.reverses = t.transaction_id) AS reversed_by,
	(SELECT COUNT(*) FROM entries e WHERE e.guild_id = t.guild_id AND e.transaction_id = t.transaction_id) AS entries
FROM transactions t LEFT JOIN users u ON u.guild_id = t.guild_id AND u.user_id = t.author_id;
CREATE VIEW v_batches AS
SELECT guild_id, batch, state, instant(opened_at) AS opened, instant(closed_at) AS closed, first_transaction, last_transaction, COALESCE(transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)) AS transactions, previous_hash, hash,
	form, entries_hash, merkle_root
FROM batches b;
CREATE VIEW v_activity AS
SELECT guild_id, to_char(to_timestamp(time / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, COUNT(*) AS commands, COUNT(DISTINCT author_id) AS people,
	COUNT(transaction_id) AS transactions, SUM(status = 'ok') AS ok, SUM(status = 'rejected') AS rejected, SUM(status = 'denied') AS denied
FROM commands WHERE message_id IS NOT NULL GROUP BY 1, 2;
CREATE VIEW v_members AS
SELECT u.guild_id, u.user_id, u.name, m.nick, instant(m.joined_at) AS joined, instant(m.left_at) AS left_at, COALESCE(m.left_guild, 0) AS has_left, a.account_id, a.state AS account_state,
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
SELECT guild_id, delivery, kind, state, attempt, seq, channel_id, reply_to, user_id, role_id, discord_id, instant(not_before) AS not_before, error FROM outbox;
INSERT INTO guildledger VALUES (8);
