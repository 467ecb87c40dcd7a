# The stories of the treasurer's month (tests/month/stories), played through the tools: the status of each line, balances, what is held, what
# waits, schedules, roles and transactions are those of the story, worked out by hand from the rules (those with a number) or by the model
# and read through (the others); the log replays, and what fell due is not applied twice.
load helper

setup() { MONTH=$PROJECT/tests/month; export GL_BIN=${GL_BIN:-$PROJECT/bin}; }

stories_of() { # TOPIC
	run -0 "$MONTH/run" "topic:$1"
	[ "${#lines[@]}" -eq "$(grep -lF "\"topic\": \"$1\"" "$MONTH"/stories/*.json | wc -l)" ]
}

@test "a request moves money when the member asked accepts it, in parts too, until it is decided, taken back or over" { stories_of request; }
@test "a split asks each for their share: equal, by shares, by percent or exact, and the odd cent goes to the first" { stories_of split; }
@test "above the threshold another treasurer approves, who neither asked nor owns an account in it" { stories_of approval; }
@test "a hold lowers what is available until it is captured, released or over" { stories_of hold; }
@test "a schedule pays on its dates, each once: shortage, catching up, pausing, ends, a payee who left" { stories_of schedule; }
@test "the 31st, 29 February, every ten days and a time that the clock jumps over" { stories_of calendar; }
@test "a clock put back pays nothing twice" { stories_of replay; }
@test "a payroll pays the wearers of that day, all or none" { stories_of payroll; }
@test "what cannot recur is refused, each with its code" { stories_of grammar; }
@test "dues are paid where money suffices, else owed and settled oldest first; joiners pay in proportion" { stories_of dues; }
@test "a share of the dues below one cent is not asked" { stories_of arithmetic; }
@test "a payment to several is one transaction, or none, and confirmed above a setting" { stories_of many; }
@test "a charge is asked, not taken" { stories_of charge; }
@test "limits count by local day, and what was undone does not count; a ceiling is not passed" { stories_of limits; }
@test "a budget that refuses carries what was left" { stories_of budget; }
@test "an undo needs the payee and their money, and one payment to one member" { stories_of undo; }
@test "registrations are decided like all that waits" { stories_of registration; }
@test "an account that closes takes the requests to and from it along, not the dues" { stories_of closing; }

@test "every topic of the stories is played above" {
	run -0 bash -c "sed -n 's/^ \"topic\": \"\(.*\)\",$/\1/p' '$MONTH'/stories/*.json | sort -u | while read -r topic; do grep -qF \"stories_of \$topic;\" '$BATS_TEST_FILENAME' || echo \"\$topic\"; done"
	refute_output
}

@test "a story whose end is another fails by name, and says what differs" {
	sed -e 's/"12.50", "EUR"\]/"12.49", "EUR"]/' -e 's/"67.50"/"67.51"/' -e 's/"kind": "request", "state": "accepted"/"kind": "request", "state": "declined"/' "$MONTH/stories/001.json" >"$BATS_TEST_TMPDIR/wrong.json"
	run -1 "$MONTH/run" "$BATS_TEST_TMPDIR/wrong.json"
	assert_line --partial 'not ok wrong: '
	assert_line --partial "balances {'till': {'EUR': 8000}, '@11': {'EUR': 1250}, '@12': {'EUR': 6750}}, not "
	assert_line --partial 'waiting $1'
	assert_line --partial 'transaction {'
}

@test "the rules written apart, in the month's model, give the same ends" {
	run -0 "$MONTH/run" --model
	refute_line --partial 'not ok'
}
