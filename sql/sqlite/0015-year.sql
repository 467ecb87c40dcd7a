-- name: migration 15
-- Years that are closed, and the transactions that count on another day than the one of their own time.
CREATE TABLE years (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	year INTEGER NOT NULL,
	ends INTEGER NOT NULL,       -- the first moment behind it, by the clocks of then: the first open day begins
	seq INTEGER NOT NULL,        -- of the log row that closed it
	first_transaction INTEGER, last_transaction INTEGER, -- that moved its result; NULL: there was none
	waiting INTEGER,             -- the number of what was approved by it; NULL: nobody had to
	CHECK ((first_transaction IS NULL) = (last_transaction IS NULL)),
	PRIMARY KEY (guild_id, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE accounting_days (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	transaction_id INTEGER NOT NULL,
	time INTEGER NOT NULL,       -- when it counts in reports
	day TEXT NOT NULL,           -- its own: of the bank, of the due date, of the command
	PRIMARY KEY (guild_id, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER years_never_go BEFORE DELETE ON years BEGIN
	SELECT RAISE(ABORT, 'a closed year stays closed'); END;
CREATE TRIGGER years_never_change BEFORE UPDATE ON years BEGIN
	SELECT RAISE(ABORT, 'a closed year stays closed'); END;
CREATE TRIGGER accounting_days_never_go BEFORE DELETE ON accounting_days BEGIN
	SELECT RAISE(ABORT, 'an accounting day never changes'); END;
CREATE TRIGGER accounting_days_never_change BEFORE UPDATE ON accounting_days BEGIN
	SELECT RAISE(ABORT, 'an accounting day never changes'); END;
