# docs/first-month.md and docs/first-month.es.md: every line was typed, and every answer is what the tools say today.
load helper

setup() {
	once "pages say the same whatever the build and the engine"
	MONTH=$PROJECT/tests/month
	export GL_BIN=${GL_BIN:-$PROJECT/bin}
	cd "$PROJECT" || return
}

@test "the first month is answered as its page shows, line by line, and its books are sound" {
	run "$MONTH/page" docs/first-month.md
	assert_success
	assert_output 'as shown'
}

@test "the first month is answered as its Spanish page shows, line by line, and its books are sound" {
	run "$MONTH/page" docs/first-month.es.md
	assert_success
	assert_output 'as shown'
}

@test "a page that shows another answer, leaves one out or names a number that nothing has differs" {
	local page=$BATS_TEST_TMPDIR/page.md shown=docs/first-month.md
	sed 's/Account dues is open/Account dues was opened/; /Account hall is open/d; s/^If you book something wrong yourself.*/`!approve 999` is wrong./' $shown >"$page"
	! cmp -s $shown "$page"
	run "$MONTH/page" "$page"
	assert_failure
	assert_line --regexp '^-.*Account dues was opened'
	assert_line --regexp '^\+.*Account hall is open'
	assert_line 'the prose names 999, which the conversation does not'
}

@test "what the bot says by itself is not left out of a page" {
	sed '/^4 October$/,/^5 October$/d' docs/first-month.md >"$BATS_TEST_TMPDIR/page.md"
	run "$MONTH/page" "$BATS_TEST_TMPDIR/page.md"
	assert_failure
	assert_output --partial 'at 4 October 09:00, the bot says'
}
