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
CREATE TABLE counterparties (
	guild_id bigint NOT NULL REFERENCES guilds,
	party text COLLATE "C" NOT NULL,        -- a hash of its name
	account_id bigint NOT NULL, -- whose what it sends is
	number bigint NOT NULL,     -- of the line by which that was said
	PRIMARY KEY (guild_id, party)
);
