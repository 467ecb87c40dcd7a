# gl-follow: what became of each record, for other programs, by the sequence of the log.
load helper

setup() { working_books; }

CURSOR() { echo "$BATS_TEST_TMPDIR/cursor"; }
follow() { gl-follow --cursor "$(CURSOR)" "$@"; }

@test "an event says what was asked for, what came of it, and what it booked" {
	say 20 11 '!pay <@12> 12.50 pizza' | tick >/dev/null
	gl-follow --limit 1000 | jq -c 'select(.verb == "pay")' >"$BATS_TEST_TMPDIR/event"
	assert_equal "$(jq -r '[.type, .guild_id, .status, .source, .author_id, .message_id, .time] | join(" ")' <"$BATS_TEST_TMPDIR/event")" \
		"event 1000 ok discord 11 $(((FIRST_MESSAGE + 20000) << 22)) 2024-10-27T23:07:00.000Z"
	assert_equal "$(jq -r '.transactions[] | "\(.transaction) \(.batch) \(.memo)", (.entries[] | "\(.user_id) \(.amount) \(.currency)")' <"$BATS_TEST_TMPDIR/event")" \
		$'2 1 pizza\n11 12.50 PTS\n12 -12.50 PTS'
	assert_regex "$(jq -r .text <"$BATS_TEST_TMPDIR/event")" '^Paid 12.50 PTS to @bob \(transaction 2\)'
	assert_equal "$(gl-follow | jq -r 'select(.verb == "deposit") | .transactions[0].entries[] | "\(.account // .user_id) \(.amount)"')" $'till 100.00\n11 -100.00'
}

@test "refusals are events, too, with their code; what waits is named by its number" {
	say 20 12 '!pay <@11> 1 x' | tick >/dev/null
	say 21 11 '!request <@12> 5 tickets' | tick >/dev/null
	say 22 13 '!register' | tick >/dev/null
	say 23 11 '!split 6 <@12> <@13> food' | tick >/dev/null
	assert_equal "$(gl-follow | jq -r 'select(.verb == "pay") | "\(.status) \(.code) \(.transactions)"')" 'rejected insufficient_funds null'
	assert_equal "$(gl-follow | jq -c 'select(.verb == "request" or .verb == "split") | .waiting')" \
		"$(ask_books "SELECT '[' || group_concat('\"' || number || '\"', ',') || ']' FROM waiting WHERE kind = 'request' GROUP BY asked_seq ORDER BY asked_seq")"
}

@test "each row of the log once, in its order, however often it is asked and how few at a time" {
	for n in {20..39}; do say "$n" 11 "!pay <@12> 0.0$((n % 9 + 1)) n$n"; done | tick >/dev/null
	gl-follow >"$BATS_TEST_TMPDIR/whole"
	assert_equal "$(jq -r .seq <"$BATS_TEST_TMPDIR/whole")" "$(ask_books 'SELECT seq FROM commands ORDER BY seq')"
	assert_equal "$(jq -r '.transactions[]?.transaction' <"$BATS_TEST_TMPDIR/whole")" "$(ask_books 'SELECT transaction_id FROM transactions ORDER BY transaction_id')"
	while follow --limit 3 >"$BATS_TEST_TMPDIR/few" && [ -s "$BATS_TEST_TMPDIR/few" ]; do cat "$BATS_TEST_TMPDIR/few"; done >"$BATS_TEST_TMPDIR/parts"
	diff "$BATS_TEST_TMPDIR/whole" "$BATS_TEST_TMPDIR/parts"
	say 40 11 '!balance' | tick >/dev/null
	assert_equal "$(follow | jq -r .verb)" balance
	assert_equal "$(follow)" ''
}

@test "a run whose output is not written leaves the cursor where it was" {
	follow --limit 2 >/dev/null
	cp "$(CURSOR)" "$BATS_TEST_TMPDIR/before"
	run bash -c "gl-follow --cursor '$(CURSOR)' >/dev/full"
	assert_failure 74
	cmp "$(CURSOR)" "$BATS_TEST_TMPDIR/before"
	assert_equal "$(follow | head -1 | jq -r .seq)" 3
}

@test "books that were restored, or are others, are noticed, and nothing is handed over; --after goes on" {
	keep_books "$BATS_TEST_TMPDIR/copy.db"
	say 20 11 '!balance' | tick >/dev/null
	follow >/dev/null
	bring_books "$BATS_TEST_TMPDIR/copy.db"
	run --separate-stderr follow
	assert_failure 65
	assert_output ''
	assert_regex "$stderr" 'row 8 of the log is not the one .* newest row is 7: .*--after SEQ'
	say 21 11 '!history' | tick >/dev/null # another row 8
	run --separate-stderr follow
	assert_failure 65
	assert_equal "$(follow --after 7 | jq -r .verb)" history
	assert_equal "$(follow)" ''
}

@test "with --after end only what comes from now on is handed over" {
	assert_equal "$(follow --after end)" ''
	say 20 11 '!balance' | tick >/dev/null
	assert_equal "$(follow | jq -r .verb)" balance
}

@test "each guild of the books has a line of the cursor; --guild follows one" {
	env -u GL_GUILD gl-db init --guild 2000 --name Other --owner 10 >/dev/null
	gl-command --guild 2000 --at 2025-06-01T00:00:00Z config language es | gl-apply >/dev/null
	unset GL_GUILD
	assert_equal "$(gl-follow --guild 2000 | jq -r .guild_id | sort -u)" 2000
	assert_equal "$(follow | jq -r .guild_id | sort -u | paste -sd' ')" '1000 2000'
	assert_equal "$(cut -d' ' -f1 <"$(CURSOR)" | paste -sd' ')" '1000 2000'
	assert_equal "$(follow)" ''
	run gl-follow --guild 3000
	assert_failure 64
	assert_output --partial 'no guild 3000'
}

@test "a guild that writes without end keeps no other waiting: a limit is shared, and what one does not need is the others'" {
	env -u GL_GUILD gl-db init --guild 2000 --name Other --owner 10 >/dev/null
	for n in {20..39}; do say "$n" 11 "!pay <@12> 0.01 n$n"; done | tick >/dev/null
	gl-command --guild 2000 --at 2025-06-01T00:00:00Z config language es | gl-apply >/dev/null
	unset GL_GUILD
	shares() { jq -r .guild_id | uniq -c | tr -s ' ' | paste -sd';'; }
	gl-follow >"$BATS_TEST_TMPDIR/whole"
	assert_equal "$(gl-follow --limit 8 | shares)" ' 4 1000; 2 2000; 2 1000'
	assert_equal "$(gl-follow --limit 1 | shares)" ' 1 1000'
	assert_equal "$(gl-follow --limit 9223372036854775807 | wc -l)" "$(wc -l <"$BATS_TEST_TMPDIR/whole")"
	while follow --limit 5 >"$BATS_TEST_TMPDIR/few" && [ -s "$BATS_TEST_TMPDIR/few" ]; do cat "$BATS_TEST_TMPDIR/few"; done >"$BATS_TEST_TMPDIR/parts"
	for guild in 1000 2000; do
		diff <(grep "\"guild_id\":\"$guild\"" "$BATS_TEST_TMPDIR/whole") <(grep "\"guild_id\":\"$guild\"" "$BATS_TEST_TMPDIR/parts")
	done
}

@test "nobody's words who was forgotten are handed over, nor while that is under way" {
	say 20 11 '!pay <@12> 1 secret-memo' 'secret-name' | tick >/dev/null
	gl-follow | grep -q secret-memo
	say 21 11 '!forget <@11>' secret-name | gl-parse | gl-identify --roster "$ROSTER" | gl-apply >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq > last_seq')" 1
	refute_regex "$(gl-follow)" secret
	# under way: as a run that ended before the slices did
	say 22 12 '!pay <@11> 0.10 other-secret' | tick >/dev/null
	tamper 'UPDATE forgets SET next_seq = 1, last_seq = 100'
	refute_regex "$(gl-follow)" other-secret
	assert_equal "$(gl-follow | jq -s length)" "$(ask_books 'SELECT COUNT(*) FROM commands')"
	assert_equal "$(gl-follow | jq -rs 'map(select(.text)) | length')" 0
}

@test "--without-words leaves out texts and memos, and nothing else" {
	say 20 11 '!pay <@12> 1 secret' | tick >/dev/null
	assert_equal "$(gl-follow --without-words)" "$(gl-follow | jq -c 'del(.text) | if .transactions then .transactions |= map(del(.memo)) else . end' | sed 's/^/&/')"
	refute_regex "$(gl-follow --without-words)" secret
}

@test "hostile text stays one line of JSON" {
	say 20 11 $'!pay <@12> 1 "a\\u0000\u2028\u202e\n{"' | tick >/dev/null
	assert_equal "$(gl-follow | wc -l)" "$(ask_books 'SELECT COUNT(*) FROM commands')"
	gl-follow | jq -e . >/dev/null
}

@test "a file that is no cursor is refused, and kept" {
	for text in 'x' '1000 5' '1000 5 0 0 0' '-1 5 0 0' '1000 99999999999999999999 0 0'; do
		echo "$text" >"$(CURSOR)"
		run follow
		assert_failure 65
		assert_output --partial 'line 1 is no line of a cursor'
		assert_equal "$(cat "$(CURSOR)")" "$text"
	done
	for wrong in '--after x' '--after -1' '--limit 0' '--limit x' 'word'; do
		# shellcheck disable=SC2086 # two words
		run gl-follow $wrong
		assert_failure 64
	done
}
