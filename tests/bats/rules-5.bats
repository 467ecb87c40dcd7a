# Books of rules 5 (tests/old-rules/rules-5), in which a registration was a row of its own table: what the migration makes of each of its states,
# on both engines, and that the log still gives them.
load helper

# Books of schema 12, as guildledger a84bdf3 left them.
books_of_schema_12() {
	local kept="$BATS_TEST_TMPDIR/kept.db" table
	sqlite3 "$kept" <"$PROJECT/tests/old-rules/rules-5/registrations.sql"
	name_books
	if ! over_server; then
		cp "$kept" "$GL_DB"
		return
	fi
	for number in 0008 0009 0010 0011 0012; do psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -f "$PROJECT"/sql/postgres/"$number"-*.sql; done
	ask_books 'UPDATE guildledger SET schema_version = 12'
	for table in guilds settings currencies channels cursors users members preferences roles member_roles permits accounts balances transactions entries \
		batch_totals batches commands outbox role_groups role_offers wanted_roles registrations counters forgets; do
		sqlite3 -csv "$kept" "SELECT * FROM $table" >"$BATS_TEST_TMPDIR/rows.csv"
		psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -c 'SET session_replication_role = replica' \
			-c "\\copy $table ($(sqlite3 "$kept" "SELECT group_concat(name) FROM pragma_table_info('$table')")) FROM '$BATS_TEST_TMPDIR/rows.csv' CSV"
	done
}

setup() {
	books_of_schema_12
	gl-db migrate >/dev/null
	member 20 ines >>"$ROSTER"
}

@test "registrations keep their numbers and states, under their old name, too, and the log gives them again" {
	run ask_books "SELECT number, state, asked_by, asked_seq, lot, decider_permit, kind, decided_by IS NULL AND decided_seq IS NULL FROM waiting ORDER BY number"
	assert_success
	run sed 's/|t$/|1/' <<<"$output"
	assert_output "$(
		cat <<-'ROWS'
			16|cancelled|17|16|16|4|registration|1
			18|waiting|11|18|18|4|registration|1
			21|declined|13|21|21|4|registration|1
			25|waiting|16|25|25|4|registration|1
			29|accepted|18|29|29|4|registration|1
			31|accepted|19|31|31|4|registration|1
			34|accepted|20|34|34|4|registration|1
			38|cancelled|12|38|38|4|registration|1
			39|waiting|21|39|39|4|registration|1
			42|waiting|15|42|42|4|registration|1
		ROWS
	)"
	sed -n "s/^INSERT INTO registrations VALUES(\(.*\));/\1/p" "$PROJECT/tests/old-rules/rules-5/registrations.sql" | tr , '|' | tr -d "'" >"$BATS_TEST_TMPDIR/before"
	run ask_books 'SELECT guild_id, user_id, request, requested_at, state FROM registrations ORDER BY user_id'
	assert_output "$(cat "$BATS_TEST_TMPDIR/before")"
	run gl-verify --replay
	assert_success
	assert_output --partial 'the log was replayed'
}

@test "what was asked before can be decided now, and who was shut out stays so" {
	assert_equal "$(outcome status 101 14 '!approve 18' | xargs)" ok
	assert_equal "$(outcome code 102 20 '!register')" account_closed
	assert_equal "$(outcome status 103 12 '!register')" ok # who left by themselves may ask again
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE number = 18")" accepted
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE number = 18 AND decided_by = 14 AND decided_seq > 44")" 1
	assert_equal "$(ask_books "SELECT state FROM registrations WHERE user_id = 12")" waiting
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE asked_by = 12")" 2
	assert_equal "$(operator register '<@13>' | jq -r .status)" ok # was rejected: that stays, and another one settles it
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE asked_by = 13 ORDER BY number" | xargs)" "declined accepted"
	run gl-verify --replay
	assert_success
}
