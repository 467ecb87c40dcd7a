# Books in a schema that their address names (?schema=NAME): made where it is missing, and distributed where the server has Citus, for which
# a stand-in is here (tests/postgres/stand-in).
load helper

setup_file() {
	FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-schemas-XXXXXX")
	chmod a+rx "$FOLDER"
	GL_TEST_POSTGRES=$("$PROJECT/tests/postgres/stand-in" "$FOLDER/programs") || GL_TEST_POSTGRES=
	export FOLDER GL_TEST_POSTGRES
	[ -z "$GL_TEST_POSTGRES" ] || ADDRESS=$(env -u GL_TEST_ENTRY "$PROJECT/tests/postgres/cluster" distributed "$FOLDER/data")
	export ADDRESS
}
teardown_file() {
	[ ! -e "$FOLDER/data" ] || "$PROJECT/tests/postgres/cluster" stop "$FOLDER/data"
	rm -rf "$FOLDER"
}

# Each test has a database, PLAIN, without the extension until with_citus.
setup() {
	[ -n "$GL_TEST_POSTGRES" ] || skip 'no PostgreSQL here (Debian package postgresql)'
	export GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster"
	roster >"$ROSTER"
	DATABASE=t$(printf '%s' "$BATS_TEST_TMPDIR" | sha256sum | head -c 20)
	psql -X -q -d "$ADDRESS" -c "CREATE DATABASE $DATABASE"
	PLAIN=${ADDRESS/\/tests/\/$DATABASE}
}
with_citus() { ask -c 'SET client_min_messages = error' -c 'CREATE EXTENSION citus'; }
ask() { psql -X -q -At -v ON_ERROR_STOP=1 -d "$PLAIN" "$@"; }
init() { gl-db init --guild "${2:-1000}" --name Test --owner 10 --db "$1"; } # ADDRESS [GUILD]
schemas() { ask -c "SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')"; }
calls() { ask -c "SELECT role, schema, tables FROM citus_calls ORDER BY call"; }
lower_role() { # NAME: a role that may not create schemas; its address is LOWER
	ask -c "DROP ROLE IF EXISTS $1" -c "CREATE ROLE $1 LOGIN"
	LOWER=${PLAIN/gl@/$1@}
}

@test "init, migrate, copy and move make the schema that the address names, and say so" {
	GL_LOG=info run init "$PLAIN&schema=kettle"
	assert_success
	assert_line --partial 'the schema kettle was made'
	assert_line --partial 'schema=kettle: the books of Test (guild 1000) are open'
	run -0 gl-db migrate --db "$PLAIN&schema=bare"
	assert_output "the schema went from version 0 to $("$PROJECT/sql/schema-version")"
	gl-db copy "$PLAIN&schema=kettle" "$PLAIN&schema=copied" >/dev/null
	gl-db move --guild 1000 "$PLAIN&schema=kettle" "$PLAIN&schema=moved" >/dev/null
	assert_equal "$(schemas)" 'bare copied kettle moved'
	# what is only looked for is not made, and a schema that is there is taken
	GL_LOG=info run gl-db info --db "$PLAIN&schema=nowhere"
	assert_failure 66
	GL_LOG=info run init "$PLAIN&schema=bare"
	assert_success
	refute_output --partial 'was made'
	assert_equal "$(schemas)" 'bare copied kettle moved'
	assert_equal "$(ask -c "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")" 0
}

@test "a schema that the search_path alone names is made, too; of several that are missing none is" {
	init "$PLAIN&options=-csearch_path%3Dkettle"
	init "$PLAIN&options=-csearch_path%3D%22Two%22"
	assert_equal "$(schemas)" 'Two kettle'
	gl-verify --db "$PLAIN&options=-csearch_path%3D%22Two%22"
	ask -c 'DROP TRIGGER entries_never_change ON "Two".entries'
	run gl-verify --db "$PLAIN&options=-csearch_path%3D%22Two%22"
	assert_failure 1
	assert_output --partial entries_never_change
	for path in one,two '%22%24user%22' ''; do
		run init "$PLAIN&options=-csearch_path%3D$path"
		assert_failure 77
		assert_output --partial '?schema=NAME'
	done
	assert_equal "$(schemas)" 'Two kettle'
}

@test "the schema that the address names counts, whatever the role's search_path and the address's options say" {
	ask -c 'CREATE SCHEMA other' -c "ALTER ROLE gl IN DATABASE $DATABASE SET search_path = other"
	init "$PLAIN&schema=kettle&options=-csearch_path%3Dother"
	assert_equal "$(ask -c "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'guildledger'")" kettle
	GL_DB="$PLAIN&schema=kettle" operator account open a expense >/dev/null
	gl-verify --db "$PLAIN&schema=kettle" --replay
}

@test "books of two schemas of one database do not see each other, and do not wait for each other" {
	one="$PLAIN&schema=one" two="$PLAIN&schema=two"
	init "$one"
	init "$two"
	init "$two" 1001
	for schema in one two; do # each has the log of its own
		GL_DB="$PLAIN&schema=$schema" operator account open "$schema" expense | jq -e '.status == "ok"'
	done
	assert_equal "$(gl-db info --db "$one" | grep -c '^guild ')" 1
	assert_equal "$(gl-db info --db "$two" | grep -c '^guild ')" 2
	run gl-report log --db "$one" --format csv
	assert_line --partial one
	refute_line --partial two
	coproc psql -X -q -At -d "$PLAIN"
	holder=$COPROC_PID
	echo "SET search_path = one; BEGIN; SELECT 'held', pg_advisory_xact_lock(hashtextextended(current_schema(), 1000));" >&"${COPROC[1]}"
	read -r _ <&"${COPROC[0]}"
	GL_DB=$two operator account open third expense | jq -e '.status == "ok"'
	GL_DB=$one run operator account open third expense
	assert_failure 75
	eval "exec ${COPROC[1]}>&-"
	wait "$holder" || true
}

@test "the same guild again is refused, another one joins the books" {
	init "$PLAIN&schema=kettle"
	run init "$PLAIN&schema=kettle"
	assert_failure 73
	assert_output --partial 'exist already'
	init "$PLAIN&schema=kettle" 1001
	assert_equal "$(gl-db info --db "$PLAIN&schema=kettle" | grep -c '^guild ')" 2
}

@test "what could be no schema's name is refused before the server is asked, and is never SQL" {
	long=$(printf 'a%.0s' {1..63})
	for name in '' Kettle 1st a-b a.b 'a"b' 'a%22b' "a'b" 'a%27b' 'a;b' 'a b' 'a,b' 'a\b' ñ pg_catalog pg_toast pg_own information_schema "${long}a" \
		'x"; DROP SCHEMA public CASCADE; --' 'a&schema=b' '%73' "a%00"; do
		run init "$PLAIN&schema=$name"
		assert_failure 64
		assert_output --partial 'schema= names one schema'
		run gl-report balances --db "postgresql://nobody@/none?schema=$name&host=/none"
		assert_failure 64
	done
	assert_equal "$(schemas)" ''
	for name in user table public _ information_schema2 "$long"; do # words of SQL, too
		init "$PLAIN&schema=$name"
		gl-verify --db "$PLAIN&schema=$name"
	done
}

@test "a role that may not create the schema is told what its administrator does, and nothing is made" {
	lower_role lower
	ask -c 'CREATE SCHEMA closed'
	run init "$LOWER&schema=kettle"
	assert_failure 77
	assert_output --partial 'CREATE SCHEMA kettle AUTHORIZATION lower'
	run init "$LOWER&schema=closed"
	assert_failure 77
	assert_output --partial closed
	assert_equal "$(schemas)" closed
	ask -c 'CREATE SCHEMA kettle AUTHORIZATION lower'
	init "$LOWER&schema=kettle"
	ask -c "GRANT CREATE ON DATABASE $DATABASE TO lower"
	run init "$LOWER&schema=closed" # it is there, and not the role's
	assert_failure 77
	assert_output --partial 'ALTER SCHEMA closed OWNER TO lower'
	init "$LOWER&schema=own"
	assert_equal "$(ask -c "SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'own'")" lower
	ask -c "DROP OWNED BY lower CASCADE" -c 'DROP ROLE lower'
}

@test "of several gl-db init at once one makes the schema, and all their guilds are in it" {
	for guild in 1 2 3 4 5; do init "$PLAIN&schema=kettle" $guild & running+=($!); done
	all_end_well "${running[@]}"
	assert_equal "$(gl-db info --db "$PLAIN&schema=kettle" | grep -c '^guild ')" 5
}

@test "wherever schema= is among the words of an address, the others reach the server, and a password is not shown" {
	socket=${ADDRESS#*host=}
	for address in "postgresql://gl:hush@/$DATABASE?schema=kettle&host=$socket" "postgresql://gl:hush@/$DATABASE?host=$socket&schema=kettle&application_name=words" \
		"postgres://gl@/$DATABASE?password=hush&schema=kettle&host=$socket"; do
		gl-db migrate --db "$address" >/dev/null
		run gl-db info --db "$address"
		assert_success
		assert_line --partial schema=kettle
		refute_output --partial hush
	done
	run gl-db info --db "postgresql://gl@/$DATABASE?schema=kettle&nonsense=1&host=$socket"
	assert_failure 64
	assert_equal "$(schemas)" kettle
}

@test "who follows a guild that moved finds it in the schema where it is" {
	export GL_DB="$PLAIN&schema=old"
	init "$GL_DB"
	{ say 1 10 '!permit <@&501> teller'; say 2 11 '!register'; say 3 12 '!register'; say 4 13 '!deposit <@11> 100 cash'; } | tick >/dev/null
	gl-db move --guild 1000 "$GL_DB" "$PLAIN&schema=new" >/dev/null
	say 50 11 '!pay <@12> 5 lunch' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"' >"$BATS_TEST_TMPDIR/record"
	run --separate-stderr gl-apply --interaction <"$BATS_TEST_TMPDIR/record"
	assert_equal "$(grep . <<<"$output" | jq -r .status)" ok
	assert_equal "$(GL_DB="$PLAIN&schema=new" balance_of @bob)" 5.00
}

@test "where the server has Citus, a new schema is distributed once, while it is empty, by init, migrate, copy and move" {
	with_citus
	GL_LOG=info run init "$PLAIN&schema=kettle"
	assert_success
	assert_line --partial 'the schema kettle is distributed by Citus'
	run -0 gl-db info --db "$PLAIN&schema=kettle"
	assert_line --regexp '^  guards        without .*entries_not_into_sealed'
	init "$PLAIN&schema=kettle" 1001 # books are there: they are not touched
	gl-db migrate --db "$PLAIN&schema=kettle"
	gl-db migrate --db "$PLAIN&schema=bare"
	gl-db copy "$PLAIN&schema=kettle" "$PLAIN&schema=copied" >/dev/null
	gl-db move --guild 1000 "$PLAIN&schema=kettle" "$PLAIN&schema=moved" >/dev/null
	ask -c 'CREATE SCHEMA "Path"'
	init "$PLAIN&options=-csearch_path%3D%22Path%22" # an empty one that was there
	init "$PLAIN"                                        # public, which Citus does not distribute
	assert_equal "$(calls)" $'gl|kettle|0\ngl|bare|0\ngl|copied|0\ngl|moved|0\ngl|"Path"|0'
	for schema in copied moved; do gl-verify --db "$PLAIN&schema=$schema" --replay; done
}

@test "what Citus refuses is said, and the same command goes on once that is put right" {
	with_citus
	ask -c "ALTER DATABASE $DATABASE SET citus.stand_in_worker = on"
	run init "$PLAIN&schema=kettle"
	assert_failure 78
	assert_output --partial 'Citus does not distribute the schema kettle (operation is not allowed on this node); name the coordinator'
	run gl-db info --db "$PLAIN&schema=kettle"
	assert_failure 66
	ask -c "ALTER DATABASE $DATABASE RESET citus.stand_in_worker"
	init "$PLAIN&schema=kettle"
	assert_equal "$(calls)" 'gl|kettle|0'
	lower_role stranger
	ask -c 'CREATE SCHEMA lent' -c 'GRANT ALL ON SCHEMA lent TO stranger'
	run init "$LOWER&schema=lent"
	assert_failure 78
	assert_output --partial 'must be owner of schema lent'
	ask -c 'DROP OWNED BY stranger CASCADE' -c 'DROP ROLE stranger'
}
