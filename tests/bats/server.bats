# Books on a PostgreSQL server of the tests' own: what is not the same rule as for a file. The way to it: server-connection.bats.
load server

@test "the samples give the same outcomes and the same dump over both engines, whatever the chunks" {
	file="$BATS_TEST_TMPDIR/file.db" served=$(new_books a.db) again=$(new_books b.db)
	sample_books "$file" >"$BATS_TEST_TMPDIR/file.out"
	sample_books "$served" >"$BATS_TEST_TMPDIR/served.out"
	cmp "$BATS_TEST_TMPDIR/file.out" "$BATS_TEST_TMPDIR/served.out"
	assert_equal "$(GL_DB=$served everything)" "$(GL_DB=$file everything)"
	gl-db init --db "$again" --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --db "$again" --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
	{ cat "$PROJECT/samples/roster.ndjson"; gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson"; } | gl-apply --chunk 3 --db "$again" >/dev/null
	assert_equal "$(GL_DB=$again everything)" "$(GL_DB=$file everything)"
}

@test "the pages of books on a server are those of the same books in a file, byte for byte" {
	file="$BATS_TEST_TMPDIR/file.db" served=$(new_books pages.db)
	sample_books "$file" >/dev/null
	gl-db copy "$file" "$served" >/dev/null
	gl-site --db "$file" --guild 1180000000000000001 "$BATS_TEST_TMPDIR/of-file" >/dev/null
	gl-site --db "$served" --guild 1180000000000000001 "$BATS_TEST_TMPDIR/of-server" >/dev/null
	[ -s "$BATS_TEST_TMPDIR/of-server/es/journal.html" ]
	diff -r "$BATS_TEST_TMPDIR/of-file" "$BATS_TEST_TMPDIR/of-server"
}

@test "copied to a server and back books are the same, byte for byte, and so is every hash" {
	file="$BATS_TEST_TMPDIR/file.db" served=$(new_books copy.db)
	sample_books "$file" >/dev/null
	run gl-db copy "$file" "$served"
	assert_success
	assert_line --regexp '^entries +100  [0-9a-f]{32}$'
	# the server knows how many rows came, before autovacuum looks: reports are planned for them
	assert_equal "$(GL_DB=$served ask_server -c "SELECT reltuples FROM pg_class WHERE oid = 'entries'::regclass")" "$(sqlite3 "$file" 'SELECT COUNT(*) FROM entries')"
	run gl-db copy "$served" "$BATS_TEST_TMPDIR/back.db"
	assert_success
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/back.db" .dump | sha256sum)" "$(sqlite3 "$file" .dump | sha256sum)"
	GL_DB=$served run gl-verify --replay
	assert_success
	GL_DB=$served gl-batch seal 1 --guild 1180000000000000001 >"$BATS_TEST_TMPDIR/seal"
	cmp "$BATS_TEST_TMPDIR/seal" <(GL_DB=$file gl-batch seal 1 --guild 1180000000000000001)
}

@test "a copy that reads otherwise than it was written is no copy: the table is named" {
	file="$BATS_TEST_TMPDIR/file.db" served=$(new_books copy.db)
	sample_books "$file" >/dev/null
	gl-db migrate --db "$served" >/dev/null
	GL_DB=$served ask_server -c "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.memo := NEW.memo || chr(32); RETURN NEW; END'" \
		-c 'CREATE TRIGGER spoil BEFORE INSERT ON transactions FOR EACH ROW EXECUTE FUNCTION spoil()'
	run gl-db copy "$file" "$served"
	assert_failure 74
	assert_output --partial 'table transactions reads otherwise'
}

@test "a copy never mixes with what is there, and takes one guild alone where that is asked for" {
	file="$BATS_TEST_TMPDIR/file.db" served=$(new_books copy.db)
	sample_books "$file" >/dev/null
	gl-db copy --guild 1180000000000000001 "$file" "$served" >/dev/null
	assert_equal "$(GL_DB=$served ask_server -c 'SELECT guild_id FROM guilds')" 1180000000000000001
	before=$(GL_DB=$served everything)
	run gl-db copy "$file" "$served"
	assert_failure 73
	assert_output --partial 'holds guild 1180000000000000001 already'
	assert_equal "$(GL_DB=$served everything)" "$before"
	gl-db copy --guild 1190000000000000001 "$file" "$served" >/dev/null
	assert_equal "$(GL_DB=$served everything)" "$(GL_DB=$file everything)"
	run gl-db copy "$file"
	assert_failure 64
}

@test "what is written on a server stays there: its triggers refuse the same as a file's" {
	working_books
	say 7 14 '!batch close till=uncounted' | tick >/dev/null
	for change in 'UPDATE entries SET amount = 1' 'DELETE FROM entries' 'TRUNCATE entries' 'UPDATE transactions SET time = 1' "UPDATE transactions SET memo = 'x'" 'DELETE FROM transactions' \
		"UPDATE commands SET text = 'x'" 'UPDATE commands SET time = 1' 'DELETE FROM commands' 'TRUNCATE commands' "UPDATE batches SET hash = 'x'" 'DELETE FROM batches' \
		'UPDATE batch_totals SET debits = 1' 'DELETE FROM batch_totals' 'UPDATE guilds SET sealed_transaction = 0' \
		"INSERT INTO entries SELECT guild_id, transaction_id, 99, account_id, currency, 5 FROM entries WHERE transaction_id = 1 LIMIT 1" \
		"INSERT INTO batch_totals SELECT guild_id, batch, 99, currency, 1, 1, 1, 1, 1 FROM batch_totals LIMIT 1"; do
		run ask_server -c "$change"
		assert_failure
		assert_output --regexp 'append-only|never change|never deleted|is closed|cannot be unsealed'
	done
	run gl-verify --replay
	assert_success
}

# The answer to: DO CHANGE behind the tools' back, past the triggers; gl-verify finds it, by CHECK.
@test "gl-verify finds what was changed behind its back on a server, and each guard that is gone" {
	working_books
	{ say 7 11 '!pay <@12> 5 lunch'; say 8 14 '!batch close till=uncounted'; say 9 11 '!pay <@12> 1'; } | tick >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	run gl-verify
	assert_success
	count=0
	while IFS='|' read -r check change; do
		bring_books "$BATS_TEST_TMPDIR/kept.db"
		ask_server -c "SET session_replication_role = replica" -c "$change"
		run gl-verify --format ndjson
		assert_failure 1
		assert_equal "$change: $(jq -r --arg check "$check" 'select(.check == $check).check' <<<"$output" | sort -u)" "$change: $check"
		count=$((count + 1))
	done <<-'LIST'
		schema|DROP TRIGGER entries_never_change ON entries
		schema|ALTER TABLE commands DISABLE TRIGGER commands_never_go
		schema|CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
		schema|CREATE OR REPLACE FUNCTION refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF false THEN RAISE EXCEPTION ''closed''; END IF; RETURN NULL; END'
		schema|CREATE OR REPLACE FUNCTION max(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT $1'
		schema|CREATE OR REPLACE TRIGGER batches_closed_never_change BEFORE UPDATE ON batches FOR EACH ROW WHEN (OLD.state = 'opened') EXECUTE FUNCTION refuse('x')
		schema|CREATE OR REPLACE TRIGGER entries_never_change BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse('x')
		schema|DROP INDEX commands_by_message
		schema|ALTER TABLE entries DROP CONSTRAINT entries_amount_check
		schema|ALTER TABLE balances DROP CONSTRAINT balances_guild_id_account_id_fkey
		schema|ALTER TABLE balances DROP CONSTRAINT balances_pkey
		schema|ALTER TABLE entries ADD note text
		schema|ALTER TABLE forgetting RENAME TO remembering
		schema|ALTER TABLE leases ALTER until TYPE numeric
		schema|DROP VIEW v_roles
		schema|DROP VIEW v_roles; CREATE VIEW v_roles AS SELECT 1 AS one
		schema|CREATE OR REPLACE VIEW v_activity AS SELECT guild_id, name COLLATE "default" AS day, 0::bigint AS commands, 0::bigint AS people, 0::bigint AS transactions, 0::bigint AS ok, 0::bigint AS rejected, 0::bigint AS denied, 0::bigint AS failed FROM guilds
		transaction|UPDATE entries SET amount = amount + 1 WHERE transaction_id = 1 AND entry = 1
		balance|UPDATE balances SET balance = balance + 1 WHERE account_id = (SELECT MAX(account_id) FROM balances)
		chain|UPDATE batches SET hash = repeat('a', 64) WHERE batch = 1
		totals|UPDATE batch_totals SET debits = debits + 1 WHERE account_id = (SELECT MIN(account_id) FROM batch_totals)
		sequence|DELETE FROM commands WHERE seq = 3
		forgetting|INSERT INTO forgetting VALUES (1000, 11)
		reference|UPDATE accounts SET owner_id = 99 WHERE owner_id = 12
		effect|UPDATE commands SET transaction_id = NULL WHERE transaction_id = 1
		batch|UPDATE batches SET first_transaction = 2 WHERE batch = 2
	LIST
	assert_equal "$count" 26
}

@test "a guild that another writer holds is waited for and then put off; other guilds go on meanwhile" {
	init_books
	gl-db init --guild 1001 --name Other --owner 10 >/dev/null
	coproc psql -X -q -At -d "$GL_DB"
	holder=$COPROC_PID # bash forgets it as soon as it has ended
	echo "BEGIN; SELECT 'held', pg_advisory_xact_lock(hashtextextended(current_schema(), 1000));" >&"${COPROC[1]}"
	read -r _ <&"${COPROC[0]}"
	before=$(everything)
	run gl-apply < <(say 7 11 '!register' | gl-parse | gl-identify --roster "$ROSTER")
	assert_failure 75
	assert_output --partial 'locked by another process'
	assert_equal "$(everything)" "$before"
	echo '{"type":"guild","guild_id":"1001","name":"Renamed","owner_id":"10","lang":"en"}' | gl-apply >/dev/null
	assert_equal "$(ask_server -c 'SELECT name FROM guilds WHERE guild_id = 1001')" Renamed
	eval "exec ${COPROC[1]}>&-"
	wait "$holder" || true
	assert_equal "$(outcome status 7 11 '!register')" ok
}

@test "what one chunk loaded the next takes as it is, after a look at the end of the guild's log" {
	working_books
	for n in 1 2 3 4 5; do say $((20 + n)) 11 '!pay <@12> 1'; done | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/five"
	asked() { grep -c "$1" "$GL_TEST_CLUSTER/log"; }
	GL_DB="$GL_DB%20-clog_statement%3Dall" gl-apply --chunk 1 <"$BATS_TEST_TMPDIR/five" >/dev/null
	assert_equal "$(asked 'FROM settings WHERE guild_id') $(asked 'COALESCE((SELECT MAX(c.seq)')" '1 4'
	assert_equal "$(balance_of @ana) $(balance_of @bob)" '95.00 5.00'
}

@test "two workers over the same guilds, killed, cut off and with their server crashing, apply each command once" {
	GL_DB=$(new_books contention.db)
	export GL_DB
	run "$PROJECT/tests/postgres/contention" --seconds 6
	assert_success
	assert_line well
	assert_line --regexp '^in the log [0-9]+, twice 0,'
}

@test "guilds that move between two servers under load, with everybody killed and a server crashing, have each command once and read as undisturbed" {
	run "$PROJECT/tests/postgres/fleet" --commands $([ -n "${TESTS_WHOLE:-}" ] && echo 4000 || echo 500)
	assert_success
	assert_line well
}

@test "over serialisable transactions, which the server refuses now and then, each command is applied once, too" {
	GL_DB="$(new_books serial.db)%20-cdefault_transaction_isolation%3Dserializable"
	export GL_DB
	run "$PROJECT/tests/postgres/contention" --seconds 3
	assert_success
	assert_line well
}

@test "of several gl-db migrate at once one migrates, and the others find it done" {
	GL_DB=$(new_books migrate.db)
	coproc psql -X -q -At -d "$GL_DB"
	holder=$COPROC_PID
	echo "BEGIN; SELECT 'held', pg_advisory_xact_lock(hashtextextended(current_schema() || '/migration', 0));" >&"${COPROC[1]}"
	read -r _ <&"${COPROC[0]}"
	for n in 1 2 3 4; do gl-db migrate --db "$GL_DB" >/dev/null & running+=($!); done
	waiting() { [ "$(ask_server -c "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")" = 4 ]; }
	until_true 60 waiting # all four have seen that there are no books yet
	eval "exec ${COPROC[1]}>&-"
	wait "$holder" || true
	all_end_well "${running[@]}"
	run gl-db init --db "$GL_DB" --guild 1000 --name Test --owner 10 # refuses books that are not of today's schema
	assert_success
}

@test "reports, metrics and proofs come from a standby, which nobody can write" {
	working_books
	another=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-standby-XXXXXX")
	"$PROJECT/tests/postgres/cluster" standby "$another" "$GL_TEST_CLUSTER" >/dev/null
	export GL_DB_READ="${GL_DB/$GL_TEST_CLUSTER/$another}"
	primary=$GL_DB
	GL_DB="postgresql://gl@/tests?host=$BATS_TEST_TMPDIR/nobody" # nothing answers there
	assert_equal "$(balance_of @ana)" 100.00
	gl-metrics | grep -q '^guildledger_users_registered{.*} 2$'
	for report in activity summary biggest trial-balance balances-over-time flows hours batch-totals users; do gl-report $report >/dev/null; done
	run gl-verify --replay
	assert_success
	run gl-db backup "$BATS_TEST_TMPDIR/copy.db"
	assert_success
	run gl-lease --db "$GL_DB_READ" --holder a
	assert_failure 77
	assert_output --partial 'read-only'
	GL_DB=$primary
	run gl-report balances --db "$GL_DB" # what --db names is what is read
	assert_success
}

@test "of several gl-outbox at the same time each delivery is printed by one" {
	init_books
	for ((i = 1; i <= 200; i++)); do
		printf '{"type":"post","message_id":"%s000000","guild_id":"1000","channel_id":"%s","time":"2026-01-01T00:00:00.000Z","content":"post %s"}\n' $((FIRST_MESSAGE + i)) $((2000 + i)) "$i"
	done | gl-apply >/dev/null
	print_due() { # 75: the others held the rows for too long, nothing was changed
		local code=0
		while gl-outbox >>"$1" || code=$?; [ $code = 75 ]; do code=0; done
		return $code
	}
	for i in 1 2 3 4; do print_due "$BATS_TEST_TMPDIR/printed.$i" & running+=($!); done
	all_end_well "${running[@]}"
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/printed.* | jq -r .id | sort | uniq -d)" ""
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/printed.* | wc -l)" 200
}

@test "a report sees one state of the books, and cannot change them whatever the server's functions try" {
	working_books
	tick < <(say 7 11 '!pay <@12> 5') >/dev/null
	ask_server -c "CREATE OR REPLACE FUNCTION day(ms bigint, zone text) RETURNS text LANGUAGE sql AS 'SELECT current_setting(''transaction_isolation'')'"
	run gl-report activity
	assert_success
	assert_output --partial 'repeatable read'
	ask_server -c "CREATE OR REPLACE FUNCTION day(ms bigint, zone text) RETURNS text LANGUAGE sql AS 'DELETE FROM cursors RETURNING ''gone''::text'"
	run gl-report activity
	assert_failure 77
	assert_output --partial 'read-only transaction'
}

@test "the machine's own time zone, which the server may not know, is not asked of it: days are those of the guild's" {
	working_books --timezone Europe/Madrid
	wanted=$(gl-report activity --from 2020-01-01)
	for zone in right/Europe/Madrid :/etc/localtime XYZ-99 ''; do
		TZ=$zone run --separate-stderr gl-report activity --from 2020-01-01
		assert_equal "$status $output" "0 $wanted"
		TZ=$zone gl-outbox --waiting >/dev/null
		TZ=$zone gl-metrics >/dev/null
	done
}

@test "the views of a server give what those of a file give, to the last decimal" {
	file="$BATS_TEST_TMPDIR/file.db" served=$(new_books views.db)
	sample_books "$file" >/dev/null
	gl-db copy "$file" "$served" >/dev/null
	for view in accounts balances journal transactions batches activity members roles outbox; do
		sqlite3 -csv "$file" "SELECT * FROM v_$view" | tr -d '\r"' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/file.csv"
		psql -X -q --csv -t -d "$served" -c "SELECT * FROM v_$view" | tr -d '"' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/served.csv"
		[ -s "$BATS_TEST_TMPDIR/file.csv" ] || fail "v_$view is empty"
		cmp "$BATS_TEST_TMPDIR/file.csv" "$BATS_TEST_TMPDIR/served.csv" || fail "v_$view"
	done
	assert_equal "$(psql -X -q -At -d "$served" -c "SELECT amount(-9223372036854775808, 9), amount(5, 2), amount(-5, 0), amount(0, 2)")" '-9223372036.854775808|0.05|-5|0.00'
}

@test "migrating on a server keeps a floor lifted that older rules lifted, as in a file" {
	old="$BATS_TEST_TMPDIR/limits.db"
	"$PROJECT/tests/old-rules/load" limits "$old"
	GL_DB=$(new_books old)
	export GL_DB GL_GUILD=1000
	psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -f "$PROJECT/sql/postgres/0008-books.sql" -f "$PROJECT/sql/postgres/0009-leases.sql" -c 'UPDATE guildledger SET schema_version = 9'
	for table in guilds settings currencies users permits accounts batches commands transactions entries balances outbox counters cursors; do
		psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -c "\\copy $table ($(sqlite3 "$old" "SELECT group_concat(name) FROM pragma_table_info('$table')")) FROM STDIN CSV" \
			< <(sqlite3 -csv "$old" "SELECT * FROM $table")
	done
	gl-db migrate --db "$old" >/dev/null
	run gl-db migrate
	assert_output "the schema went from version 9 to $("$PROJECT/sql/schema-version")"
	floors="SELECT account_id, currency, floor FROM balances ORDER BY account_id, currency"
	assert_equal "$(ask_books "$floors")" "$(sqlite3 "$old" "$floors")"
	assert_equal "$(ask_books "SELECT COUNT(*) FROM balances WHERE floor = -9223372036854775808")" 5
	run gl-verify --replay
	assert_success
}
