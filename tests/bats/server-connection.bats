# The way to a PostgreSQL server: none, one that goes down or is cut off, passwords, the library and its language.
load server

@test "a server that goes down in the middle of a run is waited for, and the run goes on where it was" {
	working_books
	say 100 11 '!pay <@12> 0.01' | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/one"
	jq -c '(.message_id | tonumber) as $first | range(2501) as $n | .message_id = "\($first + $n * 8388608)"' "$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/records"
	gl-apply --chunk 5 <"$BATS_TEST_TMPDIR/records" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/log" &
	until [ -s "$BATS_TEST_TMPDIR/out" ]; do sleep 0.01; done
	"$PROJECT/tests/postgres/cluster" crash "$GL_TEST_CLUSTER"
	wait $!
	grep -q 'trying again' "$BATS_TEST_TMPDIR/log"
	assert_equal "$(ask_server -c "SELECT COUNT(*) FROM commands WHERE verb = 'pay' AND status = 'ok'")" 2501
	assert_equal "$(jq -r .message_id "$BATS_TEST_TMPDIR/out" | sort -u | wc -l)" 2501
	run gl-verify
	assert_success
}

@test "when the server dies and its standby takes over, a run goes on there where it was" {
	another=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-failover-XXXXXX")
	chmod a+rx "$another"
	mkdir "$another/one" "$another/two"
	local cluster="$PROJECT/tests/postgres/cluster" one two
	one=$("$cluster" start "$another/one")
	two=$("$cluster" standby "$another/two" "$another/one")
	psql -X -q -d "$one" -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c 'SELECT pg_reload_conf()' >/dev/null # or the last commits would be lost
	export GL_DB="postgresql://gl@/tests?target_session_attrs=read-write&host=$another/one,$another/two"
	export GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster"
	gl-db init --guild 1000 --name Test --owner 10 >/dev/null
	roster >"$ROSTER"
	first_commands() { say 1 10 '!permit <@&501> teller'; say 2 11 '!register'; say 3 12 '!register'; say 4 13 '!deposit <@11> 100 cash'; }
	first_commands | tick >/dev/null
	say 100 11 '!pay <@12> 0.01' | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/record"
	jq -c '(.message_id | tonumber) as $first | range(2501) as $n | .message_id = "\($first + $n * 8388608)"' "$BATS_TEST_TMPDIR/record" >"$BATS_TEST_TMPDIR/records"
	gl-apply --chunk 5 <"$BATS_TEST_TMPDIR/records" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/log" 3>&- &
	local run=$!
	until_true 60 test -s "$BATS_TEST_TMPDIR/out"
	"$cluster" stop "$another/one"
	psql -X -q -d "$two" -c 'SELECT pg_promote()' >/dev/null
	wait $run || { cat "$BATS_TEST_TMPDIR/log"; false; }
	grep -q 'trying again' "$BATS_TEST_TMPDIR/log"
	assert_equal "$(ask_server -c "SELECT COUNT(*) FROM commands WHERE verb = 'pay' AND status = 'ok'")" 2501
	assert_equal "$(jq -r .message_id "$BATS_TEST_TMPDIR/out" | sort -u | wc -l)" 2501
	# what an undisturbed run into a file gives; a command that came twice is counted twice
	gl-db init --db "$BATS_TEST_TMPDIR/calm.db" --guild 1000 --name Test --owner 10 >/dev/null
	first_commands | tick --db "$BATS_TEST_TMPDIR/calm.db" >/dev/null
	gl-apply --db "$BATS_TEST_TMPDIR/calm.db" <"$BATS_TEST_TMPDIR/records" >/dev/null
	tables_of() { env -u GL_GUILD gl-db copy "$1" "$2" | grep -E ' [0-9a-f]{32}$' | grep -vE '^(counters|cursors) '; }
	tables_of "$GL_DB" "$BATS_TEST_TMPDIR/copy.db" >"$BATS_TEST_TMPDIR/served"
	tables_of "$BATS_TEST_TMPDIR/calm.db" "$BATS_TEST_TMPDIR/calm2.db" >"$BATS_TEST_TMPDIR/calm"
	[ -s "$BATS_TEST_TMPDIR/calm" ]
	diff "$BATS_TEST_TMPDIR/calm" "$BATS_TEST_TMPDIR/served"
	run gl-verify --replay
	"$cluster" stop "$another/two"
	rm -rf "$another"
	assert_success
}

@test "a connection that is cut is made again with the password of a file that the tool can no longer read" {
	another=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-secret-XXXXXX")
	chmod a+rx "$another"
	GL_DB=$("$PROJECT/tests/postgres/cluster" start "$another")
	psql -X -q -d "$GL_DB" -c "CREATE ROLE admin SUPERUSER LOGIN" -c "ALTER ROLE gl PASSWORD 'hush-hush'"
	printf 'local all admin trust\nlocal all all scram-sha-256\n' >"$another/data/pg_hba.conf"
	as_admin() { psql -X -q -At -d "${GL_DB/gl@/admin@}" -c "$1"; }
	as_admin 'SELECT pg_reload_conf()' >/dev/null
	export GL_DB PGPASSFILE="$BATS_TEST_TMPDIR/passwords"
	printf '*:*:*:gl:wrong\n' >"$PGPASSFILE"
	chmod 600 "$PGPASSFILE"
	run gl-db init --guild 1000 --name Test --owner 10
	assert_failure 77
	printf '*:*:*:gl:hush-hush\n' >"$PGPASSFILE"
	gl-db init --guild 1000 --name Test --owner 10 >/dev/null
	roster >"$BATS_TEST_TMPDIR/roster"
	{ say 7 11 '!register'; say 8 12 '!register'; } | gl-parse | gl-identify --roster "$BATS_TEST_TMPDIR/roster" >"$BATS_TEST_TMPDIR/records"
	mkfifo "$BATS_TEST_TMPDIR/pipe"
	gl-apply <"$BATS_TEST_TMPDIR/pipe" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/log" 3>&- &
	exec 8>"$BATS_TEST_TMPDIR/pipe"
	sed -n 1p "$BATS_TEST_TMPDIR/records" >&8
	until_true 60 test -s "$BATS_TEST_TMPDIR/out"
	as_admin "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'gl'" >/dev/null
	sed -n 2p "$BATS_TEST_TMPDIR/records" >&8
	exec 8>&-
	wait $! || { cat "$BATS_TEST_TMPDIR/log"; return 1; }
	grep -q 'trying again' "$BATS_TEST_TMPDIR/log"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)" '2 ok'
}

@test "no server, no database, no such address, no books: the exit code tells which, and what to do" {
	run gl-db info --db "postgresql://gl@/tests?host=$BATS_TEST_TMPDIR"
	assert_failure 75
	assert_output --partial 'cannot be reached'
	run gl-db info --db "postgresql://gl@/nowhere?host=$GL_TEST_CLUSTER"
	assert_failure 77
	run gl-db info --db mysql://localhost/x
	assert_failure 69
	run gl-db info --db "$(new_books empty.db)"
	assert_failure 66
	assert_output --partial 'gl-db init'
	run gl-db restore --db "$GL_TEST_SERVER" "$BATS_TEST_TMPDIR/x.db"
	assert_failure 64
	assert_output --partial 'gl-db copy'
}

@test "a password in the address is never shown" {
	run gl-db info --db "postgresql://gl:hush-hush@localhost:1/tests?host=$BATS_TEST_TMPDIR&password=other-secret"
	assert_failure 75
	refute_output --partial 'hush'
	refute_output --partial 'other-secret'
	for password in 'hu/sh' 'hu?sh' 'h@sh' 'hu/h?h@sh' 'hu%sh'; do # signs that ought to have been escaped
		run gl-db info --db "postgresql://gl:$password@localhost:1/tests"
		assert_failure
		refute_output --regexp 'hu|sh'
	done
	GL_DB="postgresql://gl:hush-hush@/tests?host=$GL_TEST_CLUSTER&options=-csearch_path%3D$(psql -X -q -At -d "$GL_TEST_SERVER" -c 'CREATE SCHEMA hushed' -c "SELECT 'hushed'")"
	export GL_DB
	run gl-db init --guild 1 --name N --owner 2
	assert_success
	refute_output --partial 'hush-hush'
}

@test "libpq is loaded for books on a server, and for those only" {
	init_books
	assert [ -n "$(LD_DEBUG=files gl-db info 2>&1 | grep 'libpq.so')" ]
	gl-db init --db "$BATS_TEST_TMPDIR/file.db" --guild 1000 --name N --owner 10 >/dev/null
	for tool in gl-apply gl-report gl-channels gl-outbox gl-metrics; do
		assert_equal "$tool $(LD_DEBUG=files GL_DB="$BATS_TEST_TMPDIR/file.db" "$tool" $([ $tool = gl-report ] && echo balances) </dev/null 2>&1 | grep -c 'libpq.so')" "$tool 0"
	done
}

@test "what libpq says is English, also in a tool that answers members in Spanish" {
	run gl-apply --db postgresql://nobody@localhost:1/none </dev/null
	assert_failure 75
	assert_output --partial 'connection to server at "localhost"'
}

@test "a server that speaks Spanish is understood: who is not let in, and what goes wrong" {
	[ -n "$(find /usr/share/locale/es -name 'postgres-*.mo' 2>/dev/null)" ] || skip "no Spanish words of PostgreSQL's here"
	locales=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-locales-XXXXXX")
	localedef -i es_ES -f UTF-8 "$locales/es_ES.UTF-8" 2>/dev/null || { rmdir "$locales"; skip "no locale can be made (Debian package locales)"; }
	another=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-spanish-XXXXXX")
	chmod -R a+rX "$another" "$locales"
	address=$(LOCPATH=$locales CLUSTER_SETTINGS="lc_messages = 'es_ES.UTF-8'" "$PROJECT/tests/postgres/cluster" start "$another")
	run gl-db info --db "${address/gl@/nobody@}"
	nobody="$status $output"
	run gl-db info --db "${address/tests/none}"
	none="$status $output"
	gl-db init --db "$address" --guild 1000 --name Test --owner 10 >/dev/null
	psql -X -q -d "$address" -c 'CREATE ROLE reader LOGIN' -c 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader'
	roster >"$BATS_TEST_TMPDIR/roster"
	run gl-apply --db "${address/gl@/reader@}" < <(say 7 11 '!register' | gl-parse | gl-identify --roster "$BATS_TEST_TMPDIR/roster")
	reader="$status $output"
	rm -r "$locales"
	assert_regex "$nobody" '^77 .*28000: no existe el rol'
	assert_regex "$none" '^77 .*3D000: no existe la base de datos'
	assert_regex "$reader" '^77 .*permiso denegado'
}

@test "under Patroni a run goes on with the primary killed, back, switched over, and etcd away: each command once" {
	run "$PROJECT/tests/postgres/under-patroni" --commands 300
	[ "$status" != 77 ] || skip "$output"
	assert_success
	assert_line well
}
