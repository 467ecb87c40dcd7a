# Old books stay provable: those that guildledger 9f17655 made (tests/old-rules) hold what later rules refuse.
load helper.bash

@test "books of older rules, with all that is refused now, verify and replay as they are" {
	of_files "books on a server are copied from these"
	for made in "$PROJECT"/tests/old-rules/*.sql; do
		books="$BATS_TEST_TMPDIR/$(basename "$made" .sql).db"
		sqlite3 "$books" <"$made"
		gl-db migrate --db "$books" >/dev/null
		run gl-verify --db "$books" --replay
		assert_success
		assert_output --partial 'sound;'
		# each row keeps the version that decided it, and what comes now is decided by today's
		assert_equal "$(sqlite3 "$books" 'SELECT DISTINCT rules FROM commands')" 1
	done
}

@test "books of older rules go on under today's, and replay over both" {
	books="$BATS_TEST_TMPDIR/chatter.db"
	sqlite3 "$books" <"$PROJECT/tests/old-rules/chatter.sql"
	gl-db migrate --db "$books" >/dev/null
	GL_DB=$(new_books books.db)
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	roster >"$ROSTER"
	env -u GL_GUILD gl-db copy "$books" "$GL_DB" >/dev/null
	for n in $(seq 100 130); do say "$n" 11 '!balance'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | awk '{ print $2, $1 }' | paste -sd' ')" 'ok 20 rejected 1 skipped 10'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE rules = 1 AND verb = 'balance'")" 31
	run gl-verify --replay
	assert_success
}
