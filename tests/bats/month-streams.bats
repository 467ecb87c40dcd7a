# A share of the random months: tests/month/property by itself (make months) runs two years a stream.
load helper

@test "random months: what came of each line and each due date is the model's, and so are the books after each week; the log replays" {
	GL_BIN="${GL_BIN:-$PROJECT/bin}" "$PROJECT/tests/month/property" --seed "${MONTHS_SEED:-1}" --streams 3 --days 56
}

@test "a rule that the program has otherwise is found, and shown in few steps" {
	of_plain_build "the model differs, not the program"
	mkdir "$BATS_TEST_TMPDIR/tests"
	cp -r "$PROJECT/tests/engine.py" "$PROJECT/tests/month" "$BATS_TEST_TMPDIR/tests"
	sed -i 's/amount = s.amount \* left \/\/ days/amount = -(-s.amount * left \/\/ days)/' "$BATS_TEST_TMPDIR/tests/month/falling_due.py"
	GL_BIN="${GL_BIN:-$PROJECT/bin}" run -1 "$BATS_TEST_TMPDIR/tests/month/property" --seed 1 --first 359 --streams 1 --days 28 --shrink 10 --without-verify
	assert_output --partial 'DIFFERS'
	assert_output --partial 'due join'
	[ "${#lines[@]}" -lt 50 ]
}
