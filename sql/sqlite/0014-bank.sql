-- name: migration 14
-- Lines of banks' lists, each once; and the parties whose lines are assigned for good.
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
	number INTEGER,          -- of what waits or waited by it, the last
	CHECK ((transaction_id IS NULL) = (state = 'waiting')),
	PRIMARY KEY (guild_id, line)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX import_lines_booked ON import_lines (guild_id, transaction_id) WHERE state = 'booked';
CREATE INDEX import_lines_same ON import_lines (guild_id, transaction_id) WHERE state = 'same';
CREATE INDEX import_lines_by_seq ON import_lines (guild_id, seq);
CREATE INDEX import_lines_of_number ON import_lines (guild_id, number) WHERE number IS NOT NULL;
-- On which day of the bank an entry counts: all of it is in the index.
CREATE INDEX import_lines_of_transaction ON import_lines (guild_id, transaction_id, account_id, currency, day, state, number) WHERE transaction_id IS NOT NULL;
CREATE TABLE counterparties (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	party TEXT NOT NULL,        -- a hash of its name
	account_id INTEGER NOT NULL, -- whose what it sends is
	number INTEGER NOT NULL,     -- of the line by which that was said
	PRIMARY KEY (guild_id, party)
) STRICT, WITHOUT ROWID;
-- What a treasurer or a list said that a bank had, where the books said the same: those entries are agreed.
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
-- Files that show what a transaction was for. The file itself is not in the books.
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
CREATE INDEX evidence_by_seq ON evidence (guild_id, seq);
CREATE INDEX evidence_of_batch ON evidence (guild_id, batch);
-- What all members held at the close of a batch, as it was posted and sealed; and what makes the leaves of those trees unguessable.
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
CREATE TRIGGER import_lines_never_go BEFORE DELETE ON import_lines BEGIN
	SELECT RAISE(ABORT, 'a line of a bank is never deleted'); END;
CREATE TRIGGER import_lines_never_change BEFORE UPDATE ON import_lines
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.line <> NEW.line OR OLD.seq <> NEW.seq OR OLD.account_id <> NEW.account_id OR OLD.currency <> NEW.currency
		OR OLD.day <> NEW.day OR OLD.amount <> NEW.amount OR OLD.balance IS NOT NEW.balance OR OLD.doubt IS NOT NEW.doubt
		OR (OLD.state <> 'waiting' AND (OLD.state <> NEW.state OR OLD.transaction_id IS NOT NEW.transaction_id)) BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
CREATE TRIGGER reconciliations_never_go BEFORE DELETE ON reconciliations BEGIN
	SELECT RAISE(ABORT, 'a reconciliation is never deleted'); END;
CREATE TRIGGER reconciliations_never_change BEFORE UPDATE ON reconciliations
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.seq <> NEW.seq OR OLD.account_id <> NEW.account_id OR OLD.currency <> NEW.currency
		OR OLD.day <> NEW.day OR OLD.statement <> NEW.statement OR OLD.books <> NEW.books OR OLD.list IS NOT NEW.list
		OR OLD.last_transaction <> NEW.last_transaction OR OLD.batch <> NEW.batch OR OLD.reopened_by IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'a reconciliation never changes'); END;
CREATE TRIGGER evidence_never_goes BEFORE DELETE ON evidence BEGIN
	SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER evidence_never_changes BEFORE UPDATE ON evidence BEGIN
	SELECT RAISE(ABORT, 'evidence never changes'); END;
CREATE TRIGGER batch_sums_never_change BEFORE UPDATE ON batch_sums BEGIN
	SELECT RAISE(ABORT, 'a sum that was posted never changes'); END;
CREATE TRIGGER batch_sums_never_go BEFORE DELETE ON batch_sums BEGIN
	SELECT RAISE(ABORT, 'a sum that was posted never changes'); END;
CREATE TRIGGER batch_sums_not_into_sealed BEFORE INSERT ON batch_sums
	WHEN (SELECT state FROM batches WHERE guild_id = NEW.guild_id AND batch = NEW.batch) = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE TRIGGER sum_seeds_never_change BEFORE UPDATE ON sum_seeds BEGIN
	SELECT RAISE(ABORT, 'the seed of the sums never changes'); END;
CREATE TRIGGER sum_seeds_never_go BEFORE DELETE ON sum_seeds BEGIN
	SELECT RAISE(ABORT, 'the seed of the sums never changes'); END;
-- Form 3 seals evidence, lines of banks' lists, reconciliations and sums, too. SQLite changes a CHECK by making the column anew.
DROP VIEW v_batches;
DROP TRIGGER batches_closed_never_change;
CREATE TABLE seals_14 AS SELECT guild_id, batch, form, entries_hash, merkle_root FROM batches;
ALTER TABLE batches DROP COLUMN merkle_root;
ALTER TABLE batches DROP COLUMN entries_hash;
ALTER TABLE batches DROP COLUMN form;
ALTER TABLE batches ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2 OR form = 3);
ALTER TABLE batches ADD COLUMN entries_hash TEXT CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form > 1));
ALTER TABLE batches ADD COLUMN merkle_root TEXT CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form > 1));
UPDATE batches SET form = s.form, entries_hash = s.entries_hash, merkle_root = s.merkle_root FROM seals_14 s WHERE s.guild_id = batches.guild_id AND s.batch = batches.batch;
DROP TABLE seals_14;
CREATE TRIGGER batches_closed_never_change BEFORE UPDATE ON batches WHEN OLD.state = 'closed' BEGIN
	SELECT RAISE(ABORT, 'a closed batch never changes'); END;
CREATE VIEW v_batches AS
SELECT guild_id, batch, state, strftime('%Y-%m-%dT%H:%M:%S', opened_at / 1000, 'unixepoch') || printf('.%03dZ', opened_at % 1000) AS opened, strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000, 'unixepoch') || printf('.%03dZ', closed_at % 1000) AS closed,
	first_transaction, last_transaction, COALESCE(transactions,
		(SELECT COUNT(*) FROM transactions t WHERE t.guild_id = b.guild_id AND t.transaction_id >= b.first_transaction)) AS transactions, previous_hash, hash,
	form, entries_hash, merkle_root
FROM batches b;
