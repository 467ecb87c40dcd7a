load helper

setup() { ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"; roster >"$ROSTER"; }
who() { say 1 "$1" '!balance' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.author | [.roles, .member, .owner]'; }

# bats test_tags=trap:13
@test "roles, membership and ownership come from the roster" {
	assert_equal "$(who 13)" '[["501"],true,false]'
	assert_equal "$(who 10)" '[[],true,true]'
}

@test "who left, is pending or is not there is no member" {
	assert_equal "$(who 16)" '[[],false,false]'
	assert_equal "$(who 17)" '[[],false,false]'
	assert_equal "$(who 99)" '[[],false,false]'
}

@test "other records pass through byte for byte" {
	printf '%s\n' '{"type":"skip", "message_id":"1","guild_id":"1"}' '{"type":"later","x":1}' >"$BATS_TEST_TMPDIR/in"
	gl-command --guild 1000 --at 2026-01-01T00:00:00Z batch open >>"$BATS_TEST_TMPDIR/in"
	gl-identify --roster "$ROSTER" <"$BATS_TEST_TMPDIR/in" | cmp - "$BATS_TEST_TMPDIR/in"
}

@test "no roster is 66, a damaged one 65, none named and no token 78, a bad line 65" {
	run gl-identify --roster /nowhere </dev/null
	assert_failure 66
	echo '{"type":"member"' >"$BATS_TEST_TMPDIR/bad"
	run gl-identify --roster "$BATS_TEST_TMPDIR/bad" </dev/null
	assert_failure 65
	run env -u GL_TOKEN_FILE -u CREDENTIALS_DIRECTORY gl-identify </dev/null
	assert_failure 78
	run gl-identify --roster "$ROSTER" <<<'{'
	assert_failure 65
}
