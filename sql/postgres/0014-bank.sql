-- name: migration 14
-- Lines of banks' lists, each once; and the parties whose lines are assigned for good.
CREATE TABLE import_lines (
	guild_id bigint NOT NULL REFERENCES guilds,
	line text COLLATE "C" NOT NULL,      -- its id: of its key, and which of that key it is
	seq bigint NOT NULL,    -- of the log row that brought it
	account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	day text COLLATE "C" NOT NULL,       -- of booking, as the bank says
	amount bigint NOT NULL, -- positive: into the account
	balance bigint,         -- after it, as the bank says
	reference text COLLATE "C", text text COLLATE "C",
	state text COLLATE "C" NOT NULL CHECK (state = 'booked' OR state = 'waiting' OR state = 'same'),
	doubt text COLLATE "C" CHECK (doubt = 'cut' OR doubt = 'words' OR doubt = 'hand'), -- why it waits or waited; NULL: it did not
	found_by text COLLATE "C",           -- what whose it is goes by; NULL: a person says
	transaction_id bigint,  -- that booked it; of same the one that had booked it; NULL: it waits
	number bigint,          -- of what waits or waited by it, the last
	CHECK ((transaction_id IS NULL) = (state = 'waiting')),
	PRIMARY KEY (guild_id, line)
);
CREATE UNIQUE INDEX import_lines_booked ON import_lines (guild_id, transaction_id) WHERE state = 'booked';
CREATE INDEX import_lines_same ON import_lines (guild_id, transaction_id) WHERE state = 'same';
CREATE INDEX import_lines_by_seq ON import_lines (guild_id, seq);
CREATE INDEX import_lines_of_number ON import_lines (guild_id, number) WHERE number IS NOT NULL;
-- On which day of the bank an entry counts: all of it is in the index.
CREATE INDEX import_lines_of_transaction ON import_lines (guild_id, transaction_id, account_id, currency, day, state, number) WHERE transaction_id IS NOT NULL;
CREATE TABLE counterparties (
	guild_id bigint NOT NULL REFERENCES guilds,
	party text COLLATE "C" NOT NULL,        -- a hash of its name
	account_id bigint NOT NULL, -- whose what it sends is
	number bigint NOT NULL,     -- of the line by which that was said
	PRIMARY KEY (guild_id, party)
);
-- What a treasurer or a list said that a bank had, where the books said the same: those entries are agreed.
CREATE TABLE reconciliations (
	guild_id bigint NOT NULL REFERENCES guilds,
	account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	seq bigint NOT NULL,       -- of the log row that reconciled
	day text COLLATE "C" NOT NULL,          -- up to its end, by the bank's days
	statement bigint NOT NULL, -- balance, as the bank says
	books bigint NOT NULL,     -- balance, of the books
	list text COLLATE "C",                  -- SHA-256 of the list whose closing balance it is; NULL: somebody typed it
	last_transaction bigint NOT NULL, -- the books' last then: later ones are not agreed
	batch bigint NOT NULL,     -- open then: seals it
	reopened_by bigint,        -- transaction that reversed an agreed entry; NULL: it holds
	PRIMARY KEY (guild_id, account_id, currency, seq)
);
-- Files that show what a transaction was for. The file itself is not in the books.
CREATE TABLE evidence (
	guild_id bigint NOT NULL REFERENCES guilds,
	transaction_id bigint NOT NULL,
	sha256 text COLLATE "C" NOT NULL,       -- of the file, in hexadecimal
	seq bigint NOT NULL,       -- of the log row that attached it
	size bigint NOT NULL,      -- bytes
	media_type text COLLATE "C" NOT NULL,   -- as Discord said
	batch bigint NOT NULL,     -- open when it was attached: seals it
	PRIMARY KEY (guild_id, transaction_id, sha256)
);
CREATE INDEX evidence_by_seq ON evidence (guild_id, seq);
CREATE INDEX evidence_of_batch ON evidence (guild_id, batch);
-- What all members held at the close of a batch, as it was posted and sealed; and what makes the leaves of those trees unguessable.
CREATE TABLE batch_sums (
	guild_id bigint NOT NULL REFERENCES guilds,
	batch bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	total bigint NOT NULL, debts bigint NOT NULL, -- of members with more than zero, and with less: neither below zero
	leaves bigint NOT NULL,
	root text COLLATE "C" NOT NULL,
	PRIMARY KEY (guild_id, batch, currency)
);
CREATE TABLE sum_seeds (
	guild_id bigint NOT NULL REFERENCES guilds,
	seed text COLLATE "C" NOT NULL,   -- 256 bits in hexadecimal: for nobody to know, in no report and no file of members
	seq bigint NOT NULL, -- of the log row that brought it
	PRIMARY KEY (guild_id)
);
-- Form 3 seals evidence, lines of banks' lists, reconciliations and sums, too.
DO $$ DECLARE c text; BEGIN
	FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'batches'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%form%' LOOP
		EXECUTE format('ALTER TABLE batches DROP CONSTRAINT %I', c);
	END LOOP;
END $$;
ALTER TABLE batches ADD CONSTRAINT batches_form_check CHECK (form IN (1, 2, 3)),
	ADD CONSTRAINT batches_entries_hash_check CHECK ((entries_hash IS NOT NULL) = (state = 'closed' AND form > 1)),
	ADD CONSTRAINT batches_merkle_root_check CHECK ((merkle_root IS NOT NULL) = (state = 'closed' AND form > 1));
