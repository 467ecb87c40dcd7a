# What a server's database, a role's settings, or a proxy before it do to a session: it works, or it is refused at once with a sentence.
load cluster

setup_file() { start_cluster; }

setup() { export GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster"; }
teardown() {
	local job
	for job in ${POOLER:-}; do kill "$job" 2>/dev/null || true; wait "$job" 2>/dev/null || true; done
}

admin() { PGOPTIONS='-c default_transaction_read_only=off' psql -X -q -At -v ON_ERROR_STOP=1 -h "$GL_TEST_CLUSTER" -U gl -d "${DATABASE:-postgres}" "$@"; }

# database NAME [OPTION...]: a database for this test; GL_DB names it.
database() {
	DATABASE="t$(printf '%s/%s' "$BATS_TEST_TMPDIR" "$1" | sha256sum | head -c 20)"
	DATABASE=postgres admin -c "CREATE DATABASE $DATABASE ${*:2}"
	export GL_DB="postgresql://gl@/$DATABASE?host=$GL_TEST_CLUSTER"
}
init() { gl-db init --guild 1000 --name Test --owner 10 >/dev/null && roster >"$ROSTER"; }
# Members at work, a tool for each step.
work() {
	{ say 1 10 '!permit <@&501> teller'; say 4 11 '!register'; say 5 12 '!register'; say 6 13 '!deposit <@11> 100.00 cash'; } | tick
	for n in 7 8 9; do say $n 11 "!pay <@12> $n café"; done | tick --chunk 1
	operator batch close till=uncounted
	say 12 11 '!history' | tick
}

@test "a database whose encoding is not UTF8 is refused by init, migrate, copy and each opening, and nothing is made there" {
	gl-db init --db "$BATS_TEST_TMPDIR/file.db" --guild 1000 --name 'Ñandú 🎲' --owner 10 >/dev/null
	for encoding in LATIN1 SQL_ASCII; do
		database "$encoding" "ENCODING '$encoding' TEMPLATE template0 LOCALE 'C'"
		for tool in "gl-db init --guild 1000 --name Test --owner 10" "gl-db migrate" "gl-db copy $BATS_TEST_TMPDIR/file.db $GL_DB" gl-apply gl-report\ balances gl-verify gl-db\ info; do
			# shellcheck disable=SC2086 # a tool and its arguments
			run $tool </dev/null
			assert_failure 78
			assert_output --partial "encoding is $encoding"
			assert_output --partial "ENCODING 'UTF8'"
		done
		assert_equal "$(admin -c "SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")" 0
		run --separate-stderr gl-doctor --deadline 0.1 --token-file /dev/null
		assert_line --partial BROKEN
		assert_regex "$stderr" "encoding is $encoding"
	done
}

@test "a server that takes no changes is 77 at once: a database set read-only, and one that becomes so while a tool is at work" {
	database reading
	init
	admin -c "ALTER DATABASE $DATABASE SET default_transaction_read_only = on"
	gl-command account open a expense >"$BATS_TEST_TMPDIR/record"
	for tool in gl-apply gl-outbox "gl-lease --holder a" "gl-db migrate"; do
		# shellcheck disable=SC2086 # a tool and its arguments
		run --separate-stderr $tool <"$BATS_TEST_TMPDIR/record"
		assert_equal "$status" 77
		assert_regex "$stderr" 'takes no changes: default_transaction_read_only is on'
		refute_regex "$stderr" 'trying again'
	done
	run gl-report balances # reads
	assert_success
	admin -c "ALTER DATABASE $DATABASE RESET default_transaction_read_only"
	mkfifo "$BATS_TEST_TMPDIR/pipe"
	gl-apply <"$BATS_TEST_TMPDIR/pipe" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/log" 3>&- &
	local run=$! code=0
	exec 8>"$BATS_TEST_TMPDIR/pipe"
	cat "$BATS_TEST_TMPDIR/record" >&8
	until_true 60 test -s "$BATS_TEST_TMPDIR/out"
	admin -c 'ALTER SYSTEM SET default_transaction_read_only = on' -c 'SELECT pg_reload_conf()' >/dev/null
	reloaded() { [ "$(psql -X -At -h "$GL_TEST_CLUSTER" -U gl -d "$DATABASE" -c 'SHOW default_transaction_read_only')" = on ]; }
	until_true 60 reloaded
	sleep 0.3 # the session that is open hears of it as the new ones do
	gl-command account open b expense >&8
	exec 8>&-
	wait $run || code=$?
	admin -c 'ALTER SYSTEM RESET default_transaction_read_only' -c 'SELECT pg_reload_conf()' >/dev/null
	assert_equal "$code" 77
	run cat "$BATS_TEST_TMPDIR/log"
	assert_output --partial 'takes no changes'
	refute_output --partial 'trying again'
}

@test "what a role was given by ALTER ROLE SET changes neither proofs nor reports" {
	database settings
	init
	work >/dev/null
	gl-report journal --format csv >"$BATS_TEST_TMPDIR/plain"
	for setting in 'quote_all_identifiers = on' "\"DateStyle\" = 'German, DMY'" "bytea_output = 'escape'" 'standard_conforming_strings = off' 'extra_float_digits = -15' \
		"\"IntervalStyle\" = 'iso_8601'" "\"TimeZone\" = 'Asia/Kolkata'" "default_transaction_isolation = 'serializable'" 'transform_null_equals = on' 'array_nulls = off'; do
		admin -c "ALTER ROLE gl IN DATABASE $DATABASE SET $setting"
	done
	assert_equal "$(admin -c 'SHOW quote_all_identifiers')" on
	run gl-verify --replay
	assert_success
	gl-report journal --format csv >"$BATS_TEST_TMPDIR/strange"
	cmp "$BATS_TEST_TMPDIR/plain" "$BATS_TEST_TMPDIR/strange"
	assert_equal "$(say 20 11 '!pay <@12> 1 «ñ» \ '"'"'x' | tick | jq -r .status)" ok
	run gl-verify --replay
	assert_success
	admin -c "ALTER ROLE gl IN DATABASE $DATABASE RESET ALL"
}

has_four_connections() {
	[ "$(admin -c "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '$DATABASE' AND backend_type = 'client backend' AND pid <> pg_backend_pid()")" = 4 ]
}

# pooled MODE: GL_DB goes through PgBouncer, which gives each transaction the connection that waited longest.
pooled() {
	command -v pgbouncer >/dev/null || skip 'no PgBouncer here (Debian package pgbouncer)'
	local folder="$GL_TEST_CLUSTER/$DATABASE" as=()
	mkdir "$folder"
	echo '"gl" ""' >"$folder/users"
	cat >"$folder/pgbouncer.ini" <<-END
		[databases]
		* = host=$GL_TEST_CLUSTER
		[pgbouncer]
		unix_socket_dir = $folder
		listen_port = 6432
		auth_type = trust
		auth_file = $folder/users
		pool_mode = $1
		default_pool_size = 4
		server_round_robin = 1
		logfile = $folder/log
	END
	if [ "$(id -u)" = 0 ]; then chown -R postgres "$folder"; as=(setpriv --reuid postgres --regid postgres --clear-groups --); fi
	"${as[@]}" pgbouncer -q "$folder/pgbouncer.ini" >/dev/null 2>&1 3>&- &
	POOLER=$!
	DIRECT=$GL_DB
	GL_DB="postgresql://gl@/$DATABASE?host=$folder&port=6432"
	until_true 60 psql -X -q -d "$GL_DB" -c 'SELECT 1' >/dev/null 2>&1
	local waiting=()
	for _ in 1 2 3 4; do psql -X -q -d "$GL_DB" -c 'SELECT pg_sleep(0.5)' >/dev/null & waiting+=($!); done
	all_end_well "${waiting[@]}"
	# what was connected without it may still be on its way out
	until_true 30 has_four_connections
}

@test "behind a proxy that gives each transaction another connection everything works, and nothing is left in a session" {
	database transaction
	pooled transaction
	init
	work >"$BATS_TEST_TMPDIR/through"
	gl-db init --db "$BATS_TEST_TMPDIR/file.db" --guild 1000 --name Test --owner 10 >/dev/null
	GL_DB="$BATS_TEST_TMPDIR/file.db" work >"$BATS_TEST_TMPDIR/straight"
	cmp "$BATS_TEST_TMPDIR/through" "$BATS_TEST_TMPDIR/straight"
	for report in balances journal activity biggest hours summary flows balances-over-time batch-totals trial-balance users; do
		gl-report "$report" --format csv >"$BATS_TEST_TMPDIR/through"
		gl-report "$report" --format csv --db "$BATS_TEST_TMPDIR/file.db" >"$BATS_TEST_TMPDIR/straight"
		cmp "$BATS_TEST_TMPDIR/through" "$BATS_TEST_TMPDIR/straight" || fail "report $report"
	done
	gl-outbox | jq -c 'select(.kind == "reply") | {type: "delivered", guild_id, id, status: "sent", discord_id: "5"}' | gl-apply >/dev/null
	gl-lease --holder a >/dev/null
	gl-metrics >/dev/null
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	gl-db check "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	gl-db migrate >/dev/null
	for n in 1 2 3; do for m in 1 2 3 4; do gl-command --at 2025-06-02T00:00:00Z deposit '<@11>' 1 "more $n $m" | gl-apply >/dev/null; done & running+=($!); done
	all_end_well "${running[@]}"
	run gl-verify --replay
	assert_success
	for _ in 1 2 3 4 5; do
		run psql -X -q -At -d "$GL_DB" -c "SELECT current_setting('lock_timeout'), current_setting('default_transaction_read_only'), current_setting('TimeZone'), (SELECT COUNT(*) FROM pg_prepared_statements), (SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory')"
		assert_output '0|off|UTC|0|0'
	done
}

@test "behind such a proxy the schema that the address names is made, and is that of each transaction, and of no other client's" {
	database schemas
	pooled transaction
	local proxy=$GL_DB schema
	for schema in one two; do
		GL_DB="$proxy&schema=$schema"
		init
	done
	GL_DB="$proxy&schema=one" work >"$BATS_TEST_TMPDIR/one" &
	running+=($!)
	GL_DB="$proxy&schema=two" work >"$BATS_TEST_TMPDIR/two" &
	running+=($!)
	all_end_well "${running[@]}"
	[ -s "$BATS_TEST_TMPDIR/one" ]
	cmp "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two"
	GL_DB="$proxy&schema=one" operator deposit '<@11>' 1 more >/dev/null
	assert_equal "$(GL_DB="$proxy&schema=one" balance_of @ana) $(GL_DB="$proxy&schema=two" balance_of @ana)" '77.00 76.00'
	for schema in one two; do gl-verify --db "$proxy&schema=$schema" --replay; done
	gl-db copy "$proxy&schema=one" "$proxy&schema=three" >/dev/null
	assert_equal "$(admin -c "SELECT string_agg(relnamespace::regnamespace::text, ' ' ORDER BY relnamespace::regnamespace::text) FROM pg_class WHERE relname = 'entries'")" 'one three two'
	for _ in 1 2 3 4 5; do
		run psql -X -q -At -d "$proxy" -c "SHOW search_path"
		assert_output '"$user", public'
	done
}

@test "a proxy's sessions work as the server's own; one that takes transactions apart is refused, and says what to set" {
	database session
	pooled session
	init
	work >/dev/null
	run gl-verify --replay
	assert_success
	kill "$POOLER"
	database statement
	gl-db init --guild 1000 --name Test --owner 10 >/dev/null
	pooled statement
	for tool in gl-apply gl-verify "gl-report balances" gl-outbox; do
		# shellcheck disable=SC2086 # a tool and its arguments
		run $tool < <(gl-command balance)
		assert_failure 78
		assert_output --partial 'pool_mode = session or transaction'
	done
}
