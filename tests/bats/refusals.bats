# What Discord refuses, and what the tools then leave alone.
load sending

setup() { live; }
teardown() { live_end; }

# bats test_tags=trap:25
@test "a role above the bot's own is refused for good, with the fix; it is not asked again at once" {
	run deliver role_add '{"user_id":"12","role_id":"900"}'
	assert_failure 77
	later
	run deliver role_add '{"user_id":"12","role_id":"900"}'
	assert_failure 77
	assert_output --partial '"status":"failed"'
	assert_output --partial "drag the bot's own role above it"
	forget_requests
	run --separate-stderr deliver role_add '{"user_id":"13","role_id":"900","nonce":"n9"}'
	assert_equal "$(jq -r .status <<<"$output")" retry
	assert_equal "$(requests)" 0
	run --separate-stderr deliver role_add '{"user_id":"13","role_id":"502","nonce":"n10"}'
	assert_equal "$(jq -r .status <<<"$output")" sent
}

@test "AutoMod's refusal is final" {
	fake '{"op":"set","key":"automod","value":["forbidden"]}' >/dev/null
	post 'a forbidden word'
	outbound 2>/dev/null || true
	assert_equal "$(states)" failed
}

@test "one dead channel does not hold up the others" {
	fake '{"op":"channel","guild":"1000","id":"2001"}' >/dev/null
	post 'to the living'
	gl-post --channel 2222 'to nobody' </dev/null | gl-apply >/dev/null
	outbound 2>/dev/null || true
	assert_equal "$(answers)" 'to the living'
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT state FROM outbox WHERE notice = 0 ORDER BY delivery' | xargs)" 'sent failed'
}

# bats test_tags=trap:21
@test "a dead token is asked once, then left alone" {
	fake '{"op":"set","key":"token","value":"another"}' >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_failure 77
	assert_output --partial 'make a new one'
	forget_requests
	for n in 1 2 3; do
		run bash -c 'gl-channels | gl-fetch'
		assert_failure 77
	done
	assert_equal "$(requests)" 0
	echo another >"$GL_TOKEN_FILE"
	write 11 hello >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_success
}

# bats test_tags=trap:24
@test "every request has the User-Agent that Discord asks for" {
	ask 1
	outbound
	assert_equal "$(fake_look requests | jq -r '[.[].user_agent] | unique | length')" 1
	assert_regex "$(fake_look requests | jq -r '.[0].user_agent')" '^DiscordBot \(https://[^ ,]+, [0-9.]+\)'
}

@test "the token is never told: not in arguments, logs, limits.db or output" {
	ask 1
	fake '{"op":"fault","kind":"status","status":500,"times":1}' >/dev/null
	gl-outbox | GL_LOG=debug gl-send >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err"
	run grep -r fake-token "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err" "$GL_STATE"
	assert_failure
}

@test "bad deliveries are 65 and named, the others go out" {
	run deliver post '{"channel_id":"2000","content":"x","nonce":"a nonce that is too long"}'
	assert_failure 65
	assert_output --partial nonce
	run deliver reply '{"content":"x"}'
	assert_failure 65
	run deliver role_add '{"user_id":"12"}'
	assert_failure 65
	run gl-send </dev/null
	assert_success
}

@test "what never had its turn is not given up, however often a tick ended before" {
	fake '{"op":"fault","kind":"ratelimit","retry_after":60,"match_method":"POST"}' >/dev/null
	deliver post '{"channel_id":"2000","content":"x"}' --deadline 2 >/dev/null || true
	forget_requests
	run deliver post '{"channel_id":"2000","content":"x","attempt":99}' --deadline 2
	assert_equal "$(grep '^{' <<<"$output" | jq -r .status)" retry
	assert_equal "$(requests messages)" 0
	for n in 1 2 3; do jq -cn --arg id "$n" '{type: "delivery", guild_id: "1000", id: $id, kind: "dm", user_id: "11", content: $id, nonce: "m\($id)", attempt: 99, uncertain: false}'; done >"$BATS_TEST_TMPDIR/many"
	fake '{"op":"fault","kind":"stall","seconds":1,"match_path":"/users/@me/channels"}' >/dev/null
	run bash -c 'gl-send --deadline 0.2 <"$BATS_TEST_TMPDIR/many" 2>/dev/null'
	assert_equal "$(jq -r 'select(.id == "2" or .id == "3") | .status' <<<"$output" | paste -sd' ')" 'retry retry'
}
