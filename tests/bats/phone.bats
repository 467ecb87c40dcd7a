# What members read on a phone: no line of a code block wider than 34 columns, nothing cut without an ellipsis, one language.
load helper

@test "every table in Discord fits a phone, whatever the names, scripts, amounts and currencies, in both languages" {
	mkdir "$BATS_TEST_TMPDIR/phone"
	run "$PROJECT/tests/discord/phone" "$BATS_TEST_TMPDIR/phone"
	assert_success
	assert_output ''
}
