load helper

sample_books() {
	GL_DB=$(new_books books.db)
	export GL_DB
	gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
	gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
}

@test "the samples hold at least 150 messages and every verb" {
	[ "$(wc -l <"$PROJECT/samples/channel.ndjson")" -ge 150 ]
	sample_books
	run jq -rs 'map(select(.status == "ok") | .verb) | unique | join(",")' "$BATS_TEST_TMPDIR/outcomes"
	assert_output 'account close,account freeze,account limit,account open,account unfreeze,balance,batch close,batch list,batch open,batch show,batch status,config,deposit,help,history,move,pay,permit,permits,register,report,reverse,top,whoami,withdraw'
}

@test "every sample message has an outcome, and none is lost to an unreadable line" {
	sample_books
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/outcomes")" "$(wc -l <"$PROJECT/samples/channel.ndjson")"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/outcomes" | sort -u | paste -sd' ')" 'denied duplicate ok rejected skipped'
}

# demo [--all]: what it prints.
plain_build() { [ "$GL_BIN" = "$PROJECT/bin" ] || [ -z "${GL_BIN:-}" ] || skip "the demo runs the plain build"; }
demo() {
	plain_build
	(cd "$PROJECT" && jobs/demo "$@")
}

@test "the demo has some 60 lines of 80 columns, names for ids, words as typed, an answer to each message" {
	demo >"$BATS_TEST_TMPDIR/one"
	demo | cmp - "$BATS_TEST_TMPDIR/one"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/one")" -le 64 ]
	assert [ "$(LC_ALL=C.UTF-8 wc -L <"$BATS_TEST_TMPDIR/one")" -le 80 ]
	# What comes after the books can be typed, with ids
	sed '/^The books are in/,$d' "$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/story"
	run ! grep -E '[0-9]{17}' "$BATS_TEST_TMPDIR/story"
	# The bot's seal begins like the hash of sha256sum
	run grep -oE '[0-9a-f]{64}' "$BATS_TEST_TMPDIR/story"
	assert_equal ${#lines[@]} 1
	tr -s ' \n' ' ' <"$BATS_TEST_TMPDIR/story" | grep -q "Seal ${output:0:8}… Receipt"
	for words in '!register' '!deposit @Joel 50 dues for spring' \
		'!pay @Kim 12.50 coffee and cake ☕' '!pagar @Kim 2,50 café' \
		'!reverse 3 entered twice' '!batch close till=59.50 difference=book'; do
		grep -qE "^[0-9:]{5}  [A-Z][a-z]+ +$words$" "$BATS_TEST_TMPDIR/story" ||
			fail "no line says $words"
	done
	assert_equal "$(grep -cE '^[0-9]{2}:[0-9]{2}  ' "$BATS_TEST_TMPDIR/story")" 14
	run grep -cE -A1 '^[0-9]{2}:[0-9]{2}  ' "$BATS_TEST_TMPDIR/story"
	assert_output 14
	run bash -c "grep -E -A1 '^[0-9]{2}:[0-9]{2}  ' '$BATS_TEST_TMPDIR/story' | grep -c '^       [A-Za-z]'"
	assert_output 14
}

@test "the Spanish demo has some 60 lines of 80 columns, the hour of Madrid, and no English but what is asked in it" {
	demo --lang es >"$BATS_TEST_TMPDIR/one"
	demo --lang es | cmp - "$BATS_TEST_TMPDIR/one"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/one")" -le 64 ]
	assert [ "$(LC_ALL=C.UTF-8 wc -L <"$BATS_TEST_TMPDIR/one")" -le 80 ]
	sed '/^Los libros están en/,$d' "$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/story"
	run ! grep -E '[0-9]{17}' "$BATS_TEST_TMPDIR/story"
	run grep -oE '[0-9a-f]{64}' "$BATS_TEST_TMPDIR/story"
	assert_equal ${#lines[@]} 1
	tr -s ' \n' ' ' <"$BATS_TEST_TMPDIR/story" | grep -q "Sello ${output:0:8}… Recibo"
	assert_equal "$(grep -cE '^[0-9]{2}:[0-9]{2}  ' "$BATS_TEST_TMPDIR/story")" 14
	grep -qF '19:10  Íñigo  !pagar @Sofía 🎲 12,50 café y tarta ☕' "$BATS_TEST_TMPDIR/story"
	# Diego asks in English
	awk '/^[0-9]/ { author = $2 } author != "Diego"' "$BATS_TEST_TMPDIR/story" >"$BATS_TEST_TMPDIR/spanish"
	run ! grep -wiE 'the|you|is|from|paid|with|to|receipt|transactions' "$BATS_TEST_TMPDIR/spanish"
	assert_equal "$(grep -cwE 'You|Welcome' "$BATS_TEST_TMPDIR/story")" 3
}

@test "the demo takes --all or a language and nothing else" {
	plain_build
	for words in --al '--lang fr' '--all es'; do
		# shellcheck disable=SC2086 # words
		run demo $words
		assert_failure 64
		assert_output 'usage: demo [--all | --lang en|es]'
	done
}

@test "the whole demo prints the same twice, byte for byte, in 80 columns, and its hashes are those of sha256sum" {
	demo --all >"$BATS_TEST_TMPDIR/one"
	demo --all >"$BATS_TEST_TMPDIR/two"
	cmp "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two"
	assert [ "$(LC_ALL=C.UTF-8 wc -L <"$BATS_TEST_TMPDIR/one")" -le 80 ]
	sed -n '/^sha256 of its seal:$/{n;p}' "$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/hashes"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/hashes")" 2
	while read -r hash; do grep -Eq "(Seal|Sello) ${hash:0:8}…" "$BATS_TEST_TMPDIR/one" || fail "no answer says $hash"; done <"$BATS_TEST_TMPDIR/hashes"
}

@test "the journal as a plain-text ledger, summed by ledger, equals the balances" {
	sample_books
	for guild in 1180000000000000001 1190000000000000001; do
		gl-report journal --guild $guild --format ndjson | jq -r '
			"2026-01-01 t\(.transaction)\n    \(.account)  \(if .debit != "0.00" then .debit else "-" + .credit end) \(.currency)\n    checks"' >"$BATS_TEST_TMPDIR/journal"
		python3 - "$BATS_TEST_TMPDIR/journal" "$guild" <<-'PYTHON'
			import json, subprocess, sys
			journal, guild = sys.argv[1:]
			report = json.loads(subprocess.check_output(["gl-report", "balances", "--guild", guild, "--format", "json"]))
			for line in report:
			    side = 1 if line["kind"] in ("asset", "expense") else -1
			    out = subprocess.check_output(["ledger", "-f", journal, "--no-color", "balance", "--flat", "--no-total", "--balance-format", "%(quantity(display_total))\n",
			        "--limit", 'account == "%s" and commodity == "%s"' % (line["account"], line["currency"])], text=True).split()
			    summed = round(float(out[0]) * 100) if out else 0
			    assert summed == side * round(float(line["balance"]) * 100), (line, out)
			assert len(report) > 5
		PYTHON
	done
}
