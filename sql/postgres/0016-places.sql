-- name: migration 16
-- Where the books of a guild are that were here. Nothing is applied to a guild of this table. Without a place: its books are on their way here.
CREATE TABLE moved_guilds (
	guild_id bigint NOT NULL,
	place text COLLATE "C",   -- its address, without a password
	seq bigint NOT NULL,      -- of the log: the last row that went there
	time bigint NOT NULL,
	CONSTRAINT moved_guilds_pkey PRIMARY KEY (guild_id)
);
-- What is written stays, but for a guild whose books are elsewhere: a copy that nobody goes on with would keep what `forget` takes from the books.
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM moved_guilds m WHERE m.guild_id = OLD.guild_id) THEN RETURN OLD; END IF;
	RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- The same SQL runs on a plain and on a distributed server: each table has a primary key, no operator is our own, no function goes by a
-- session's zone or by its search_path, and none has a simple CASE.
ALTER TABLE guildledger ADD COLUMN guards_left_out text COLLATE "C" NOT NULL DEFAULT ''; -- names, one space between two: the server has no such triggers
ALTER TABLE guildledger ADD CONSTRAINT guildledger_pkey PRIMARY KEY (schema_version);
DROP OPERATOR ->> (text, text);
DROP FUNCTION day(bigint);
CREATE FUNCTION day(ms bigint, zone text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT to_char(to_timestamp(ms / 1000) AT TIME ZONE zone, 'YYYY-MM-DD') COLLATE "C" $$;
CREATE OR REPLACE FUNCTION json_type(record text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN json_typeof(record::json #> string_to_array(substr(path, 3), '.')) = 'string' THEN 'text' ELSE json_typeof(record::json #> string_to_array(substr(path, 3), '.')) END $$;
DO $$ DECLARE f regprocedure; BEGIN
	FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = quote_ident(current_schema())::regnamespace AND p.proname IN ('refuse', 'refuse_sealed', 'refuse_into_closed',
			'refuse_unless_forgetting', 'refuse_decided', 'json_edit', 'json_set', 'json_remove') LOOP
		EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', f, current_schema());
	END LOOP;
END $$;
