# What if: gl-apply --dry-run decides on a copy, gl-due --until says what falls due until then. The books stay as they are.
load dues

setup() { dues_books 'grace 14d then lose <@&601>'; }

# state: all that the books hold.
state() { gl-db copy "$GL_DB" "$BATS_TEST_TMPDIR/state.db" >/dev/null && sqlite3 "$BATS_TEST_TMPDIR/state.db" .dump | sha256sum && rm "$BATS_TEST_TMPDIR/state.db"; }
dry() { gl-apply --dry-run "$@" 2>"$BATS_TEST_TMPDIR/summary"; }

@test "a dry run decides as a run does and prints the same outcomes; the books, the outbox and the log stay" {
	before=$(state)
	{ say 20 11 '!pay <@12> 12.50 pizza'; say 21 12 '!pay <@11> 2.50 back'; say 22 12 '!pay <@11> 99 no'; say 23 11 '!account freeze <@12>'; } |
		gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/records"
	dry <"$BATS_TEST_TMPDIR/records" >"$BATS_TEST_TMPDIR/tried"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/summary")" 'This was a trial: nothing was booked.
Records: 4. Accepted: 2. Refused: 2.
Balances that would change:
  @ana: 100.00 → 90.00 PTS
  @bob: 0.00 → 10.00 PTS'
	assert_equal "$(state)" "$before"
	dry --lang es --chunk 1 <"$BATS_TEST_TMPDIR/records" | cmp - "$BATS_TEST_TMPDIR/tried"
	assert_equal "$(sed -n '2,4p' "$BATS_TEST_TMPDIR/summary")" 'Registros: 4. Aceptados: 2. Rechazados: 2.
Saldos que cambiarían:
  @ana: 100,00 → 90,00 PTS'
	assert_equal "$(state)" "$before"
	gl-apply <"$BATS_TEST_TMPDIR/records" | cmp - "$BATS_TEST_TMPDIR/tried"
	dry <"$BATS_TEST_TMPDIR/records" >/dev/null
	assert_equal "$(sed -n '2,$p' "$BATS_TEST_TMPDIR/summary")" 'Records: 4. Accepted: 0. Refused: 0. Without effect: 4.
No balance would change.'
}

@test "accounts are shown as people see them: what is owed to members, and what is in the till, is positive" {
	say 20 13 '!deposit <@12> 30 fee' | gl-parse | gl-identify --roster "$ROSTER" | dry >/dev/null
	assert_equal "$(grep -- '→' "$BATS_TEST_TMPDIR/summary")" '  till: 100.00 → 130.00 PTS
  @bob: 0.00 → 30.00 PTS'
	LANG=es_ES.UTF-8 gl-apply --dry-run </dev/null 2>"$BATS_TEST_TMPDIR/summary"
	assert_equal "$(sed -n 3p "$BATS_TEST_TMPDIR/summary")" 'No cambiaría ningún saldo.'
}

@test "dues until the end of the year: the trial gives what the year gives, step by step, and nothing is skipped" {
	before=$(state)
	gl-due --at 2024-10-28T00:00:00Z --until 2024-12-31T23:00:00Z >"$BATS_TEST_TMPDIR/ahead"
	assert_equal "$(state)" "$before"
	dry <"$BATS_TEST_TMPDIR/ahead" >"$BATS_TEST_TMPDIR/tried"
	grep -q '@ana: 100.00 → [0-9.]* PTS' "$BATS_TEST_TMPDIR/summary"
	assert_equal "$(state)" "$before"
	# as the timer would have, whenever something is due, and at the end
	local now
	for now in $(jq -r .time "$BATS_TEST_TMPDIR/ahead" | uniq) 2024-12-31T23:00:00Z; do
		while gl-due --at "$now" >"$BATS_TEST_TMPDIR/due" && [ -s "$BATS_TEST_TMPDIR/due" ]; do
			cat "$BATS_TEST_TMPDIR/due" >>"$BATS_TEST_TMPDIR/printed"
			gl-apply <"$BATS_TEST_TMPDIR/due" >>"$BATS_TEST_TMPDIR/outcomes"
		done
	done
	cmp "$BATS_TEST_TMPDIR/printed" "$BATS_TEST_TMPDIR/ahead"
	cmp "$BATS_TEST_TMPDIR/outcomes" "$BATS_TEST_TMPDIR/tried"
	assert_equal "$(jq -r .verb "$BATS_TEST_TMPDIR/ahead" | grep -c skip)" 0
	assert [ "$(jq -r .verb "$BATS_TEST_TMPDIR/ahead" | grep -c 'due dues')" -ge 2 ]
	assert [ "$(jq -r .verb "$BATS_TEST_TMPDIR/ahead" | grep -c 'due remind')" -ge 1 ]
}

@test "a setting or a limit is tried in front of what falls due" {
	{
		gl-command --at 2024-10-28T01:00:00Z deposit '<@12>' 20 gift
		gl-due --at 2024-10-28T02:00:00Z --until 2024-11-02T00:00:00Z
	} | dry >/dev/null
	grep -q '@bob: 0.00 → 15.00 PTS' "$BATS_TEST_TMPDIR/summary"
}

@test "a line that is no record ends the trial with 65, and what came before is summed up" {
	{ say 20 11 '!pay <@12> 1 x' | gl-parse | gl-identify --roster "$ROSTER"; echo nonsense; } >"$BATS_TEST_TMPDIR/records"
	run bash -c "gl-apply --dry-run <'$BATS_TEST_TMPDIR/records' 2>&1 >/dev/null"
	assert_failure 65
	assert_output --partial 'Records: 1. Accepted: 1. Refused: 0.'
}

@test "forget on trial leaves every word in the books" {
	before=$(state)
	say 20 12 '!forget <@12>' | gl-parse | gl-identify --roster "$ROSTER" | dry | grep -q '"status":"ok"'
	assert_equal "$(state)" "$before"
}

@test "options that make no sense together, and times that are none, are refused" {
	for wrong in '--dry-run --retry 1' '--dry-run --interaction'; do
		# shellcheck disable=SC2086 # two words
		run gl-apply $wrong </dev/null
		assert_failure 64
	done
	for wrong in '--at 2024-10-28 --until 2024-10-27' '--at 2024-10-28 --until 2027-10-28' '--until x' '--at 2024-10-28 --until 2024-10-29 --holder a'; do
		# shellcheck disable=SC2086 # two words
		run gl-due $wrong
		assert_failure 64
	done
}
