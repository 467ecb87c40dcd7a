-- name: migration 15
-- Banks' lists that were taken, with the days that each covers: in another format the same days would be booked twice.
CREATE TABLE imports (
	guild_id bigint NOT NULL REFERENCES guilds,
	import text COLLATE "C" NOT NULL,     -- its id: of its file, and of how it was read
	seq bigint NOT NULL,     -- of the log row that brought it
	account_id bigint NOT NULL, currency text COLLATE "C" NOT NULL,
	format text COLLATE "C" NOT NULL,
	list text COLLATE "C" NOT NULL,       -- SHA-256 of its file
	first_day text COLLATE "C" NOT NULL, last_day text COLLATE "C" NOT NULL,
	opening bigint, closing bigint, -- balances, as the bank says; NULL: it does not
	lines bigint NOT NULL,   -- how many it has
	crossed bigint NOT NULL CHECK (crossed = 0 OR crossed = 1), -- its lines may be those of another format
	PRIMARY KEY (guild_id, import)
);
CREATE INDEX imports_of_account ON imports (guild_id, account_id);
ALTER TABLE import_lines ADD COLUMN import text COLLATE "C"; -- the id of its list; NULL: it came before lists had ids
CREATE INDEX import_lines_of_day ON import_lines (guild_id, account_id, day);
-- Years that are closed, and the transactions that count on another day than the one of their own time.
CREATE TABLE years (
	guild_id bigint NOT NULL REFERENCES guilds,
	year bigint NOT NULL,
	ends bigint NOT NULL,        -- the first moment behind it, by the clocks of then: the first open day begins
	seq bigint NOT NULL,         -- of the log row that closed it
	first_transaction bigint, last_transaction bigint, -- that moved its result; NULL: there was none
	waiting bigint,              -- the number of what was approved by it; NULL: nobody had to
	CHECK ((first_transaction IS NULL) = (last_transaction IS NULL)),
	PRIMARY KEY (guild_id, year)
);
CREATE TABLE accounting_days (
	guild_id bigint NOT NULL REFERENCES guilds,
	transaction_id bigint NOT NULL,
	time bigint NOT NULL,        -- when it counts in reports
	day text COLLATE "C" NOT NULL, -- its own: of the bank, of the due date, of the command
	PRIMARY KEY (guild_id, transaction_id)
);
