# Typing errors: `!blance` is answered with the line that was meant, so that it does not look like an outage.
load helper

setup() { working_books; }

HINT='There is no such command. Did you mean `!balance`?'
log_rows() { ask_books "SELECT COUNT(*) FROM commands WHERE record LIKE '%near_miss%'"; }

@test "a typing error is answered with the line to type, in the language of the word that was meant" {
	assert_equal "$(outcome text 20 11 '!blance')" "$HINT"
	assert_equal "$(outcome text 21 12 '!payy <@11> 5 lunch')" 'There is no such command. Did you mean `!pay <@11> 5 lunch`?'
	assert_equal "$(outcome text 22 13 '!saldos')" 'No existe esa orden. ¿Querías decir `!saldo`?'
	assert_equal "$(balance_of @bob)" 0.00
}

@test "a member has one such answer in ten minutes, by the time of the messages; what is not answered leaves no trace" {
	assert_equal "$(outcome status 20 11 '!blance')" rejected
	before=$(ask_books 'SELECT COUNT(*) FROM commands'; ask_books 'SELECT * FROM users ORDER BY user_id')
	assert_equal "$(outcome status 21 11 '!balanc')" skipped
	assert_equal "$(outcome status 619 11 '!balanc')" skipped
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM commands'; ask_books 'SELECT * FROM users ORDER BY user_id')" "$before"
	assert_equal "$(outcome status 620 11 '!balanc')" rejected
	assert_equal "$(outcome status 30 11 '!balanc')" skipped # it comes late
	assert_equal "$(outcome status 621 12 '!balanc')" rejected # another's
	assert_equal "$(log_rows)" 3
}

@test "config hints off ends it, in both languages, and on brings it back" {
	assert_equal "$(outcome text 20 10 '!config hints')" 'hints is on.'
	assert_equal "$(outcome status 21 10 '!config sugerencias no')" ok
	assert_equal "$(outcome status 22 11 '!blance')" skipped
	assert_equal "$(outcome status 23 10 '!config hints on')" ok
	assert_equal "$(outcome status 24 11 '!blance')" rejected
}

@test "who is no member, or may use nothing here, gets no hint" {
	assert_equal "$(outcome status 20 16 '!blance')" skipped
	assert_equal "$(outcome status 21 17 '!blance')" skipped
	assert_equal "$(outcome status 22 4242 '!blance')" skipped
	assert_equal "$(outcome status 23 10 '!permit everyone none')" ok
	assert_equal "$(outcome status 24 11 '!blance')" skipped
	assert_equal "$(outcome status 25 13 '!blance')" rejected # a teller
}

@test "what was typed in vain before a restore is not answered when it is read again" {
	assert_equal "$(say 20 11 '!blance' | jq -c '.gl.late = true' | tick | jq -r .status)" skipped
}

@test "ten thousand typing errors get one answer and one row of the log" {
	for n in $(seq 20 59); do say "$n" 11 '!blance'; done >"$BATS_TEST_TMPDIR/some"
	jq -c '. as $m | range(250) | . as $i | $m | .id = (($m.id | tonumber) + $i * 4096 | tostring)' "$BATS_TEST_TMPDIR/some" | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | awk '{ print $2, $1 }' | paste -sd' ')" 'rejected 1 skipped 9999'
	assert_equal "$(log_rows)" 1
	assert_equal "$(gl-metrics | grep '^guildledger_commands_unanswered_total' | grep -o '[0-9]*$')" 0
}

@test "hints count for the member's share of the minute, and are not given beyond it" {
	for n in $(seq 0 19); do say "$((30 + n))" 11 '!balance'; done | tick >/dev/null
	assert_equal "$(outcome status 52 11 '!blance')" skipped
	say 100 12 '!blance' | tick >/dev/null
	assert_equal "$(ask_books 'SELECT chatter FROM users WHERE user_id = 12')" 1
}

@test "books with hints replay as they are, also once they were forgotten" {
	for n in 20 700 1400; do say $n 11 '!blance'; say $((n + 1)) 11 '!balanc'; say $((n + 2)) 12 '!payy <@11> 1'; done | tick >/dev/null
	operator config hints off >/dev/null
	say 2000 11 '!blance' | tick >/dev/null
	assert_equal "$(log_rows)" 6
	run gl-verify --replay
	assert_success
	operator forget '<@12>' >/dev/null
	run gl-verify --replay
	assert_success
}

@test "books of before are migrated, and a copy holds when a hint was given" {
	of_files "the copy is looked into"
	say 20 11 '!blance' | tick >/dev/null
	gl-db copy "$GL_DB" "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/copy.db" 'SELECT hinted FROM users WHERE user_id = 11')" $((1420070400000 + FIRST_MESSAGE + 20000))
}

@test "a reversal is anular in Spanish, in hints and as a slash command; revertir works when it is typed" {
	assert_equal "$(outcome text 20 14 '!revertir')" "$(outcome text 21 14 '!anular')"
	assert_equal "$(outcome text 22 14 '!revertir')" 'Falta «transaccion». Por ejemplo: `!anular 12 importe equivocado`'
	assert_equal "$(outcome text 23 14 '!revetir 12 mal')" 'No existe esa orden. ¿Querías decir `!anular 12 mal`?'
	assert_equal "$(gl-commands --print | jq -rc '.[] | select(.name == "reverse") | [.name_localizations[]] | unique')" '["anular","reverse"]'
	assert_equal "$(outcome verb 24 14 '!revertir 99 mal')" reverse
}
