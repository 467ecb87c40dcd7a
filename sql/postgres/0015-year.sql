-- name: migration 15
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
