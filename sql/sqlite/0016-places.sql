-- name: migration 16
-- Where the books of a guild are that were here. Nothing is applied to a guild of this table. Without a place: its books are on their way here.
CREATE TABLE moved_guilds (
	guild_id INTEGER NOT NULL,
	place TEXT,            -- its address, without a password
	seq INTEGER NOT NULL,  -- of the log: the last row that went there
	time INTEGER NOT NULL,
	PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;
-- What is written stays, but for a guild whose books are elsewhere: a copy that nobody goes on with would keep what `forget` takes from the books.
DROP TRIGGER entries_never_go;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'entries are append-only: mend a mistake with a reversal'); END;
DROP TRIGGER transactions_never_go;
CREATE TRIGGER transactions_never_go BEFORE DELETE ON transactions WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'transactions are append-only: mend a mistake with a reversal'); END;
DROP TRIGGER commands_never_go;
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the log is append-only'); END;
DROP TRIGGER batches_never_go;
CREATE TRIGGER batches_never_go BEFORE DELETE ON batches WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a batch is never deleted'); END;
DROP TRIGGER batch_totals_never_go;
CREATE TRIGGER batch_totals_never_go BEFORE DELETE ON batch_totals WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'control totals never change'); END;
DROP TRIGGER waiting_never_goes;
CREATE TRIGGER waiting_never_goes BEFORE DELETE ON waiting WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'what waits or waited is never deleted'); END;
DROP TRIGGER schedules_never_go;
CREATE TRIGGER schedules_never_go BEFORE DELETE ON schedules WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a schedule is never deleted'); END;
DROP TRIGGER import_lines_never_go;
CREATE TRIGGER import_lines_never_go BEFORE DELETE ON import_lines WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a line of a bank is never deleted'); END;
DROP TRIGGER reconciliations_never_go;
CREATE TRIGGER reconciliations_never_go BEFORE DELETE ON reconciliations WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a reconciliation is never deleted'); END;
DROP TRIGGER evidence_never_goes;
CREATE TRIGGER evidence_never_goes BEFORE DELETE ON evidence WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'evidence is never deleted'); END;
DROP TRIGGER batch_sums_never_go;
CREATE TRIGGER batch_sums_never_go BEFORE DELETE ON batch_sums WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a sum that was posted never changes'); END;
DROP TRIGGER sum_seeds_never_go;
CREATE TRIGGER sum_seeds_never_go BEFORE DELETE ON sum_seeds WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'the seed of the sums never changes'); END;
DROP TRIGGER imports_never_go;
CREATE TRIGGER imports_never_go BEFORE DELETE ON imports WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'what a bank said never changes'); END;
DROP TRIGGER years_never_go;
CREATE TRIGGER years_never_go BEFORE DELETE ON years WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'a closed year stays closed'); END;
DROP TRIGGER accounting_days_never_go;
CREATE TRIGGER accounting_days_never_go BEFORE DELETE ON accounting_days WHEN NOT EXISTS (SELECT 1 FROM moved_guilds WHERE guild_id = OLD.guild_id) BEGIN
	SELECT RAISE(ABORT, 'an accounting day never changes'); END;
