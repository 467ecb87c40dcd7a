# A share of the simulated year: tests/year by itself (make year) runs 365 days of 500 members.
load helper

@test "a simulated month: status, code and transaction of every command are the model's, and so are the books at its end" {
	"$PROJECT/tests/year" --seed "${YEAR_SEED:-1}" --days 24 --members 60 --commands 3
}

@test "a verb that the year does not use fails it by name" {
	mkdir -p "$BATS_TEST_TMPDIR/project/man"
	cp -r "$PROJECT/tests" "$PROJECT/jobs" "$BATS_TEST_TMPDIR/project"
	cp "$PROJECT/man/guildledger.7" "$BATS_TEST_TMPDIR/project/man"
	sed -i 's/def say_unregister/def say_nothing/; s/= say_unregister = /= /' "$BATS_TEST_TMPDIR/project/tests/simulated/people.py"
	GL_BIN="${GL_BIN:-$PROJECT/bin}" run "$BATS_TEST_TMPDIR/project/tests/year" --seed 1 --days 1 --members 10
	assert_failure
	assert_output --partial 'the year does not use: unregister'
}
