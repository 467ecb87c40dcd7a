# The same SQL on a plain server and on one that spreads tables over nodes, as far as a plain one can tell.
load cluster

setup_file() {
	start_cluster "log_statement = 'all'"
	export GL_TEST_SERVER=$SERVER_ADDRESS
}

ask_server() { psql -X -q -At -v ON_ERROR_STOP=1 -d "$GL_DB" "$@"; }

# said SQL: what the lint says of one piece.
said() {
	printf 'postgres_sql[] = {\n\t{ "%s",\n\t  "%s\\n"\n\t},\n' "${2:-a piece}" "$1" >"$BATS_TEST_TMPDIR/sql.c"
	"$PROJECT/tests/portable-sql" "$BATS_TEST_TMPDIR/sql.c" || true
}

@test "the SQL for a server has nothing that only a plain one takes; and each such thing would be found" {
	of_plain_build 'the SQL is the same whatever the build'
	run "$PROJECT/tests/portable-sql" "$PROJECT/build/sql.c"
	assert_success
	assert_output ''
	count=0
	while IFS='|' read -r fault sql name; do
		run said "$sql" "$name"
		assert_output --partial "$fault"
		count=$((count + 1))
	done <<-'LIST'
		operator|SELECT record ->> '$.id' FROM commands
		recursive|WITH RECURSIVE r AS (SELECT 1) SELECT * FROM r
		SKIP LOCKED|SELECT 1 FROM guilds g FOR KEY SHARE OF g SKIP LOCKED
		session's zone|SELECT to_char(to_timestamp(time / 1000), 'YYYY') FROM commands
		session's zone|SELECT day(time) FROM commands
		VALUES|INSERT INTO batch_totals VALUES ($1, (SELECT balance FROM balances))
		LATERAL|SELECT b.batch FROM unnest($1::bigint[]) AS g (id) CROSS JOIN LATERAL (SELECT batch FROM batches ORDER BY batch LIMIT 1) b
		element of an array|SELECT (SELECT MAX(seq) FROM commands c WHERE c.guild_id = w.id) FROM unnest($1::bigint[]) AS w (id)
		first arm|SELECT * FROM (SELECT MAX(seq) FROM commands UNION ALL SELECT 1) x
		bound by :guild|SELECT t.time FROM transactions t JOIN entries e ON e.guild_id = t.guild_id WHERE t.guild_id = :guild|export x
	LIST
	assert_equal "$count" 10
}

@test "migrations go statement by statement, and no session is given a time zone" {
	working_books
	gl-report activity >/dev/null
	gl-report hours >/dev/null
	gl-report balances-over-time --from 2020-01-01 >/dev/null
	grep -q 'execute <unnamed>: CREATE TABLE guilds' "$GL_TEST_CLUSTER/log"
	[ "$(grep -c 'statement: CREATE TABLE guilds' "$GL_TEST_CLUSTER/log")" = 0 ]
	run grep -E "set_config\('TimeZone|SET TIME ZONE|SET timezone" "$GL_TEST_CLUSTER/log"
	assert_failure
}

@test "every table has a primary key, and no operator is our own" {
	working_books
	assert_equal "$(ask_server -c "SELECT c.relname FROM pg_class c WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r'
		AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')")" ''
	assert_equal "$(ask_server -c "SELECT oprname FROM pg_operator WHERE oprnamespace = quote_ident(current_schema())::regnamespace")" ''
}

@test "every function says the same where the search path is empty, and guards refuse there" {
	working_books
	schema=$(ask_server -c 'SELECT quote_ident(current_schema())')
	other="${GL_DB%%\?*}?${GL_DB#*\?}"
	elsewhere() { psql -X -q -At -v ON_ERROR_STOP=1 -d "$other" -c "SET search_path = ''" -c "$1" 2>&1; }
	assert_equal "$(elsewhere "SELECT $schema.max(1, 2), $schema.min(1, 2), $schema.instr('abc', 'c'), $schema.joined('a', 'b', '-'), $schema.count_true(1, true),
		$schema.day(0, 'Asia/Tokyo'), $schema.instant(0), $schema.amount(-12345, 2), $schema.wide_add(1, 2), $schema.wide_mul(2, 3), $schema.wide_sign(-4), $schema.now_ms() > 0")" \
		'2|1|3|a-b|2|1970-01-01|1970-01-01T00:00:00.000Z|-123.45|3|6|-1|t'
	assert_equal "$(elsewhere "SELECT $schema.json_text('{\"a\":{\"b\":\"c\"}}', '\$.a.b'), $schema.json_type('{\"a\":\"b\"}', '\$.a'), $schema.json_set('{\"a\":\"b\"}', '\$.a', 'c'), $schema.json_remove('{\"a\":\"b\"}', '\$.a')")" \
		'c|text|{"a":"c"}|{}'
	named=$(ask_server -c "SELECT COUNT(*) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = quote_ident(current_schema())::regnamespace
		AND l.lanname = 'plpgsql' AND p.proconfig IS NULL AND p.proname NOT IN ('refuse_asked')")
	assert_equal "$named" 0
	for change in "DELETE FROM $schema.entries" "INSERT INTO $schema.entries SELECT guild_id, transaction_id, 9, account_id, currency, 1 FROM $schema.entries" \
		"UPDATE $schema.commands SET text = 'x'"; do
		run elsewhere "$change"
		assert_failure
		refute_output --partial 'does not exist'
	done
}

@test "a server without triggers for whole statements keeps books all the same: that is said, and gl-verify finds what those would refuse" {
	name_books
	ask_server -c "CREATE FUNCTION public.no_statement_triggers() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN
		IF current_query() LIKE ''% REFERENCING %'' THEN RAISE EXCEPTION ''transition tables are not supported'' USING ERRCODE = ''feature_not_supported''; END IF; END'" \
		-c "CREATE EVENT TRIGGER no_statement_triggers ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION public.no_statement_triggers()"
	working_books
	ask_server -c 'DROP EVENT TRIGGER no_statement_triggers' -c 'DROP FUNCTION public.no_statement_triggers()'
	run -0 gl-db info
	assert_line --regexp '^  guards        without .*entries_not_into_sealed.*: the server has no such triggers, and gl-verify finds what they would refuse$'
	run gl-doctor --state "$BATS_TEST_TMPDIR/state"
	assert_output --partial 'guards for which the server has no'
	{ say 7 11 '!pay <@12> 5 lunch'; say 8 14 '!batch close till=uncounted'; say 9 11 '!pay <@12> 1'; } | tick >/dev/null
	run gl-verify
	assert_success
	ask_server -c 'INSERT INTO entries SELECT guild_id, transaction_id, 9, account_id, currency, 1 FROM entries WHERE transaction_id = 1 AND entry = 1'
	run gl-verify
	assert_failure 1
	# a guard that was made, and is gone, is a fault as everywhere
	ask_server -c "UPDATE guildledger SET guards_left_out = 'entries_not_into_sealed transactions_not_into_sealed'"
	run gl-verify --format ndjson
	assert_output --partial batch_totals_not_into_sealed
}

@test "a node that is lost behind the server, and rows of a try that came through after all, begin a chunk anew" {
	for code in XX000 23505; do
		working_books
		ask_server -c 'CREATE SEQUENCE troubles' -c "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN
			IF nextval(''troubles'') = 1 THEN RAISE EXCEPTION ''connection to the remote node failed'' USING ERRCODE = ''XX000''; END IF;
			IF currval(''troubles'') = 2 AND ''$code'' = ''23505'' THEN RAISE EXCEPTION ''duplicate key'' USING ERRCODE = ''23505''; END IF;
			RETURN NULL; END'" -c 'CREATE TRIGGER trouble AFTER INSERT ON commands FOR EACH STATEMENT EXECUTE FUNCTION trouble()'
		say 20 11 '!pay <@12> 5 lunch' | tick >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/log"
		assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out")" ok
		grep -q 'trying again' "$BATS_TEST_TMPDIR/log"
		assert_equal "$(ask_server -c "SELECT COUNT(*) FROM commands WHERE verb = 'pay' AND status = 'ok'")" 1
		no_books
	done
	# other tools end, and the next tick goes on
	working_books
	ask_server -c "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''connection to the remote node failed'' USING ERRCODE = ''XX000''; END'" \
		-c 'CREATE TRIGGER trouble AFTER UPDATE ON outbox FOR EACH STATEMENT EXECUTE FUNCTION trouble()'
	run gl-outbox
	assert_failure 75
}
