-- name: migration 15
-- Banks' lists that were taken, with the days that each covers: in another format the same days would be booked twice.
CREATE TABLE imports (
	guild_id INTEGER NOT NULL REFERENCES guilds,
	import TEXT NOT NULL,     -- its id: of its file, and of how it was read
	seq INTEGER NOT NULL,     -- of the log row that brought it
	account_id INTEGER NOT NULL, currency TEXT NOT NULL,
	format TEXT NOT NULL,
	list TEXT NOT NULL,       -- SHA-256 of its file
	first_day TEXT NOT NULL, last_day TEXT NOT NULL,
	opening INTEGER, closing INTEGER, -- balances, as the bank says; NULL: it does not
	lines INTEGER NOT NULL,   -- how many it has
	crossed INTEGER NOT NULL CHECK (crossed = 0 OR crossed = 1), -- its lines may be those of another format
	PRIMARY KEY (guild_id, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_of_account ON imports (guild_id, account_id);
CREATE TRIGGER imports_never_go BEFORE DELETE ON imports BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
CREATE TRIGGER imports_never_change BEFORE UPDATE ON imports BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
ALTER TABLE import_lines ADD COLUMN import TEXT; -- the id of its list; NULL: it came before lists had ids
CREATE INDEX import_lines_of_day ON import_lines (guild_id, account_id, day);
DROP TRIGGER import_lines_never_change;
CREATE TRIGGER import_lines_never_change BEFORE UPDATE ON import_lines
	WHEN OLD.guild_id <> NEW.guild_id OR OLD.line <> NEW.line OR OLD.seq <> NEW.seq OR OLD.account_id <> NEW.account_id OR OLD.currency <> NEW.currency
		OR OLD.day <> NEW.day OR OLD.amount <> NEW.amount OR OLD.balance IS NOT NEW.balance OR OLD.doubt IS NOT NEW.doubt OR OLD.import IS NOT NEW.import
		OR (OLD.state <> 'waiting' AND (OLD.state <> NEW.state OR OLD.transaction_id IS NOT NEW.transaction_id)) BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
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
