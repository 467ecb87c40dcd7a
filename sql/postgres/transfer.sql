-- name: copy filled
-- Autovacuum looks at new rows within a minute or more; a report asked before that would be planned as for empty tables, and run for hours.
DO $$ DECLARE filled regclass;
BEGIN
	FOR filled IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user LOOP
		EXECUTE format('ANALYZE %s', filled);
	END LOOP;
END $$;
-- name: table columns
SELECT CAST(c.relname AS text), CAST(a.attname AS text) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum;
-- name: guards left out
SELECT guards_left_out FROM guildledger;
-- name: doctor places
SELECT guild_id AS guild_id, 'moving' AS what, (:now - time) / 60000 AS number FROM moved_guilds WHERE place IS NULL AND (:guild IS NULL OR guild_id = :guild)
UNION ALL SELECT g.guild_id, 'guards', array_length(string_to_array(s.guards_left_out, ' '), 1) FROM guilds g CROSS JOIN guildledger s
WHERE s.guards_left_out <> '' AND (:guild IS NULL OR g.guild_id = :guild) ORDER BY 1, 2;
