# gl-outbox, gl-send and what gl-apply keeps of it, against the fake Discord. What Discord refuses: refusals.bats.
load sending

setup() { live; }
teardown() { live_end; }

# bats test_tags=trap:17,trap:20
@test "a reply names its command, pings nobody, shows no previews, and survives the command's deletion" {
	id=$(write 11 '!pay <@12> 1 @everyone <@12> https://example.org')
	inbound >/dev/null
	fake "{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$id\"}" >/dev/null
	outbound
	assert_equal "$(own | jq -c '[length, .[0]._pinged]')" '[1,[]]'
	body=$(fake_look requests | jq -c '.[] | select(.method == "POST") | .body')
	assert_equal "$(jq -c '[.allowed_mentions, .message_reference, .enforce_nonce, .flags]' <<<"$body")" \
		"[{\"parse\":[],\"replied_user\":false},{\"message_id\":\"$id\",\"fail_if_not_exists\":false},true,4]"
	assert_equal "$(states)" sent
	no_schema_errors
}

# bats test_tags=trap:19
@test "each answer has a nonce of its own, at most 25 characters long" {
	ask 3
	outbound
	nonces=$(fake_look requests | jq -r '.[] | select(.method == "POST") | .body.nonce')
	assert_equal "$(sort -u <<<"$nonces" | wc -l)" 3
	assert [ "$(wc -L <<<"$nonces")" -le 25 ]
}

@test "what was sent is not sent again" {
	ask 2
	outbound
	outbound
	assert_equal "$(own | jq length)" 2
	run gl-outbox
	assert_output ''
}

# bats test_tags=trap:17
@test "more than a few answers for one channel go as a digest that names each author without a ping" {
	write 12 '!balance' >/dev/null
	ask 5
	run gl-outbox
	assert_equal "$(jq -s 'length' <<<"$output")" 1
	gl-send <<<"$output" | gl-apply >/dev/null
	assert_equal "$(own | jq -c '[.[] | [._pinged, (.content | split("\n") | length)]]')" '[[[],6]]'
	run answers
	assert_line --index 0 '**@bob** You have 0.00 PTS.'
	assert_line --index 1 '**@ana** You have 100.00 PTS.'
	assert_equal "$(states)" sent
	no_schema_errors
}

# bats test_tags=trap:16
@test "a digest that a crash left under way is not taken for an earlier one of the same words" {
	for n in 1 2 3 4; do write 11 '!balance' >/dev/null; done
	inbound >/dev/null
	for n in 1 2 3 4; do write 11 '!balance' >/dev/null; done
	outbound
	inbound >/dev/null
	gl-outbox --lease 0 >/dev/null # marked, and never sent
	sleep 0.02
	outbound
	assert_equal "$(own | jq -c '[length, (map(.message_reference.message_id) | unique | length)]')" '[2,2]'
}

@test "a digest holds 2,000 code points, and the next one the rest" {
	operator config chatter.limit 0 >/dev/null
	for n in $(seq 12); do write 11 "!pay <@12> 0.01 $(printf '🎲%.0s' $(seq 190))" >/dev/null; done
	for n in $(seq 60); do write 11 '!whoami' >/dev/null; done
	inbound >/dev/null
	outbound
	assert [ "$(own | jq '[.[] | .content | length] | max')" -le 2000 ]
	assert [ "$(own | jq length)" -ge 2 ]
	assert_equal "$(own | jq '[.[] | .content | split("\n")[] | select(startswith("**@ana**"))] | length')" 72
}

@test "a failed digest goes again as it was, not mixed with newer answers" {
	ask 5
	fake '{"op":"fault","kind":"status","status":502,"match_method":"POST","after_effect":true,"times":9}' >/dev/null
	outbound || true
	fake '{"op":"clear_faults"}' >/dev/null
	sqlite3 "$GL_DB" 'UPDATE outbox SET not_before = NULL'
	ask 1 12
	outbound
	assert_equal "$(own | jq -c '[.[] | ([.content, .embeds[].description] | join("")) | split("\n") | length]')" '[5,1]'
	assert_equal "$(states)" sent
}

# bats test_tags=trap:18
@test "a reply that a crash left under way is looked for among the bot's own messages, and found" {
	ask 1
	gl-outbox --lease 0 | gl-send >/dev/null # sent, but the result is lost
	sleep 0.01
	run gl-outbox --lease 0
	assert_equal "$(jq -c .uncertain <<<"$output")" true
	fake '{"op":"set","key":"nonce_window_s","value":0}' >/dev/null
	gl-send <<<"$output" | gl-apply >/dev/null
	assert_equal "$(own | jq length)" 1
	assert_equal "$(states)" sent
}

# bats test_tags=trap:18
@test "a reply that a crash kept from being sent is sent once" {
	ask 1
	gl-outbox --lease 0 >/dev/null
	sleep 0.01
	outbound
	assert_equal "$(own | jq length)" 1
}

@test "a delivery that was printed where the guild was, just before it moved, is sent once, and its result is known where it went" {
	there=$(new_books there.db)
	for sent in before after; do # the old place's gl-send works before the new place looks, or never
		ask 1
		gl-outbox --lease 0 >"$BATS_TEST_TMPDIR/printed"
		assert_equal "$(jq -c .uncertain "$BATS_TEST_TMPDIR/printed")" false
		gl-db move --guild 1000 "$GL_DB" "$there" >/dev/null
		if [ $sent = before ]; then gl-send <"$BATS_TEST_TMPDIR/printed" >"$BATS_TEST_TMPDIR/result"; fi
		sleep 0.01
		run gl-outbox --lease 0 --db "$there"
		assert_equal "$(jq -c .uncertain <<<"$output")" true
		fake '{"op":"set","key":"nonce_window_s","value":0}' >/dev/null
		gl-send <<<"$output" | gl-apply --db "$there" >/dev/null
		assert_equal "$(own | jq length)" $([ $sent = before ] && echo 1 || echo 2)
		if [ $sent = before ]; then assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/result" | jq -r '.code // .status')" guild_moved; fi
		assert_equal "$(GL_DB=$there ask_books "SELECT DISTINCT state FROM outbox WHERE guild_id = 1000 AND notice = 0")" sent
		gl-db move --guild 1000 "$there" "$GL_DB" >/dev/null
	done
	gl-verify
}

@test "a delivery under way is left alone while its lease lasts" {
	ask 1
	gl-outbox --lease 30 >/dev/null
	run gl-outbox
	assert_output ''
}

# bats test_tags=trap:18
@test "a server error after the effect does not make a second answer" {
	ask 1
	fake '{"op":"fault","kind":"status","status":502,"match_method":"POST","after_effect":true,"times":2}' >/dev/null
	outbound
	assert_equal "$(own | jq length)" 1
	fake '[{"op":"set","key":"nonce_window_s","value":0},{"op":"fault","kind":"reset","match_method":"POST","after_effect":true,"times":1}]' >/dev/null
	ask 1
	gl-outbox | gl-send --deadline 0.2 | gl-apply >/dev/null || true
	sqlite3 "$GL_DB" 'UPDATE outbox SET not_before = NULL'
	outbound
	assert_equal "$(own | jq length)" 2
}

# bats test_tags=trap:22
@test "a rate limit is waited for within the tick, and left to the next beyond it" {
	fake '{"op":"fault","kind":"ratelimit","retry_after":0.4,"match_method":"POST"}' >/dev/null
	ask 1
	outbound
	assert_equal "$(own | jq length)" 1
	fake '{"op":"fault","kind":"ratelimit","retry_after":300,"match_method":"POST"}' >/dev/null
	ask 1
	start=$SECONDS
	run bash -c 'gl-outbox | gl-send --deadline 60'
	assert_failure 75
	assert [ $((SECONDS - start)) -lt 50 ]
	assert_equal "$(grep '^{' <<<"$output" | jq -r .status)" retry
	gl-apply >/dev/null <<<"$(grep '^{' <<<"$output")"
	run gl-outbox
	assert_output '' # not before its time
	forget_requests
	post 'another'
	run bash -c 'gl-outbox | gl-send --deadline 3 2>/dev/null'
	assert_failure 75
	assert_equal "$(requests messages)" 0 # the limit outlived the process: nothing was even asked
}

# bats test_tags=trap:21,trap:23
@test "a 429 without headers is obeyed by its body, and an HTML one stops the tools for ten minutes" {
	fake '{"op":"fault","kind":"ratelimit","retry_after":0.3,"headerless":true,"match_method":"POST"}' >/dev/null
	ask 1
	outbound
	assert_equal "$(own | jq length)" 1
	fake '{"op":"fault","kind":"cloudflare"}' >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_failure 75
	forget_requests
	run bash -c 'gl-channels | gl-fetch'
	assert_failure 75
	assert_output --partial 'edge'
	assert_equal "$(requests)" 0
}

@test "five messages in five seconds: the bucket is never overdrawn" {
	for n in 1 2 3 4 5 6; do post "post $n"; done
	outbound
	assert_equal "$(fake_look requests | jq '[.[] | select(.status == 429)] | length')" 0
	assert_equal "$(own | jq length)" 6
}

@test "two processes of one token share the bucket" {
	for n in 1 2 3 4 5 6 7 8; do post "post $n"; done
	gl-outbox >"$BATS_TEST_TMPDIR/due"
	head -4 "$BATS_TEST_TMPDIR/due" | gl-send --deadline 30 >"$BATS_TEST_TMPDIR/one" &
	tail -4 "$BATS_TEST_TMPDIR/due" | gl-send --deadline 30 >"$BATS_TEST_TMPDIR/two"
	wait $!
	assert_equal "$(cat "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two" | jq -r .status | sort | uniq -c | xargs)" '8 sent'
	assert_equal "$(fake_look requests | jq '[.[] | select(.status == 429)] | length')" 0
}

@test "a missing permission is tried once more; then the refusal is final, keeps its reason, is listed and can be retried" {
	fake '{"op":"permit","channel":"2000","id":"1000","deny":2048}' >/dev/null
	ask 1
	outbound 2>"$BATS_TEST_TMPDIR/err" || true
	assert_regex "$(cat "$BATS_TEST_TMPDIR/err")" '403 .*Missing Permissions; give the bot'
	run gl-outbox --failed
	assert_output 'nothing failed'
	run gl-outbox --waiting
	assert_output --partial '403 50013 Missing Permissions; You have 100.00 PTS.'
	later
	outbound 2>/dev/null || true
	run gl-outbox --failed
	assert_output --partial '403 50013 Missing Permissions; You have 100.00 PTS.'
	run gl-outbox --retry 99
	assert_failure 64
	fake '{"op":"permit","channel":"2000","id":"1000","deny":0}' >/dev/null
	gl-outbox --retry 2
	rm "$GL_STATE/limits.db"* # the latch: an admin would wait, or run gl-doctor
	outbound
	assert_equal "$(answers)" 'You have 100.00 PTS.'
	run gl-outbox --failed
	assert_output 'nothing failed'
}

@test "a permission that is taken for a minute, or a bot that is timed out, loses no answer" {
	fake '{"op":"permit","channel":"2000","id":"1000","deny":2048}' >/dev/null
	ask 1
	outbound 2>/dev/null || true
	fake '[{"op":"permit","channel":"2000","id":"1000","deny":0},{"op":"timeout","guild":"1000","until":"2999-01-01T00:00:00.000000+00:00"}]' >/dev/null
	rm "$GL_STATE/limits.db"*
	later
	outbound 2>/dev/null || true # a first refusal again
	fake '{"op":"timeout","guild":"1000","until":null}' >/dev/null
	later
	outbound
	assert_equal "$(answers)" 'You have 100.00 PTS.'
	assert_equal "$(states)" sent
}

@test "what Discord switches off for a while is tried later, not given up and not at once: 40003, 40004, 40006, 110001" {
	local refusal
	for refusal in 400:40004 403:40004 400:40006 400:110001; do
		ask 1
		forget_requests
		fake "{\"op\":\"fault\",\"kind\":\"status\",\"status\":${refusal%:*},\"code\":${refusal#*:},\"match_method\":\"POST\"}" >/dev/null
		run -75 bash -c 'set -o pipefail; gl-outbox | gl-send 2>/dev/null >"$BATS_TEST_TMPDIR/result"'
		gl-apply <"$BATS_TEST_TMPDIR/result" >/dev/null
		assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/result")" retry
		assert_equal "$(requests messages)" 1
		later
		outbound
		assert_equal "$(states)" sent
	done
	assert_equal "$(answers | grep -c 'You have')" 4
	run --separate-stderr deliver dm '{"user_id":"12","content":"psst"}'
	assert_success
	fake '{"op":"fault","kind":"status","status":400,"code":40003,"match_method":"POST","match_path":"users/@me/channels"}' >/dev/null
	run --separate-stderr deliver dm '{"user_id":"13","content":"psst","nonce":"n8"}'
	assert_equal "$(jq -r '.status, .error.code' <<<"$output" | xargs)" 'retry 40003'
	forget_requests # no further one is opened meanwhile
	run --separate-stderr deliver dm '{"user_id":"11","content":"psst","nonce":"n9"}'
	assert_equal "$(jq -r .status <<<"$output") $(requests)" 'retry 0'
}

@test "a reply that is refused because its command is gone is sent once without the reference" {
	local refusal
	for refusal in '404,"code":10008' '400,"body":{"code":50035,"message":"Invalid Form Body","errors":{"message_reference":{"_errors":[{"code":"REPLIES_UNKNOWN_MESSAGE","message":"Unknown message"}]}}}'; do
		ask 1
		forget_requests
		fake "{\"op\":\"fault\",\"kind\":\"status\",\"status\":$refusal,\"match_method\":\"POST\"}" >/dev/null
		outbound
		assert_equal "$(fake_look requests | jq -c '[.[] | select(.method == "POST") | .body | has("message_reference")]')" '[true,false]'
		assert_equal "$(states)" sent
	done
	assert_equal "$(answers | grep -c .)" 2
	ask 1 # refused without it, too: final
	fake '{"op":"fault","kind":"status","status":404,"code":10008,"match_method":"POST","times":9}' >/dev/null
	forget_requests
	outbound 2>/dev/null || true
	assert_equal "$(requests messages)" 2
	run gl-outbox --failed
	assert_output --partial '404 10008'
}

@test "a reply whose command was deleted before it came is found again after its result was lost, though Discord shows no reference" {
	id=$(write 11 '!balance')
	inbound >/dev/null
	fake "[{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$id\"},{\"op\":\"set\",\"key\":\"nonce_window_s\",\"value\":0}]" >/dev/null
	gl-outbox --lease 0 | gl-send >/dev/null # sent, and the result is lost
	fake '{"op":"forget_nonces"}' >/dev/null # Discord need not give them back
	sleep 0.01
	outbound
	assert_equal "$(own | jq length)" 1
	assert_equal "$(states)" sent
}

# bats test_tags=trap:21
@test "a forbidden channel is asked again ever more rarely, not at every tick" {
	fake '{"op":"permit","channel":"2000","id":"1000","deny":2048}' >/dev/null
	ask 1
	outbound 2>/dev/null || true
	forget_requests
	for n in 1 2 3; do
		post "again $n"
		outbound 2>/dev/null || true
	done
	assert_equal "$(requests messages)" 0
	run gl-outbox --waiting
	assert_line --partial 'again 3'
}

@test "a guild's sheet or post never goes to a channel that is another guild's, whoever set it" {
	fake '[{"op":"guild","id":"9000","name":"Victims","owner_id":"20"},{"op":"channel","guild":"9000","id":"9100"}]' >/dev/null
	gl-command config report.channel '<#9100>' | gl-apply >/dev/null
	gl-command batch open | gl-apply >/dev/null
	gl-command move opening till 5 cash | gl-apply >/dev/null
	gl-command batch close till=5 | gl-apply >/dev/null
	post 'stays here'
	gl-post --channel 9100 'FREE NITRO' </dev/null | gl-apply >/dev/null
	outbound
	assert_equal "$(own 9100)" '[]'
	assert_equal "$(answers)" 'stays here'
	run gl-outbox --failed
	assert_equal "$(grep -c 'the channel belongs to another guild' <<<"$output")" "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE channel_id = 9100")"
	assert_output --partial 'FREE NITRO'
	no_schema_errors
}

@test "the same post at the same time is posted once" {
	gl-post --at 2026-01-01T00:00:00Z --channel 2000 daily </dev/null | gl-apply >/dev/null
	run bash -c "gl-post --at 2026-01-01T00:00:00Z --channel 2000 daily </dev/null | gl-apply"
	assert_output --partial duplicate
	outbound
	assert_equal "$(own | jq length)" 1
}

@test "a direct message opens its channel; closed ones fail for good" {
	run deliver dm '{"user_id":"12","content":"psst"}'
	assert_success
	assert_equal "$(jq -r .status <<<"$output")" sent
	fake '{"op":"close_dms","user":"12"}' >/dev/null
	run --separate-stderr deliver dm '{"user_id":"12","content":"psst again","nonce":"n8"}'
	assert_success # nothing for an admin to do
	assert_equal "$(jq -r '.status, .error.code' <<<"$output" | xargs)" 'failed 50007'
	no_schema_errors
}

@test "who takes no direct messages is told so in the channel each time, and Discord is not asked again until a while later" {
	fake '{"op":"close_dms","user":"11"}' >/dev/null
	write 11 '!private on' >/dev/null
	for _ in 1 2 3; do
		write 11 '!balance' >/dev/null
		inbound >/dev/null
		outbound
		outbound
	done
	assert_equal "$(answers | grep -c 'yours are closed.* ask again in ten minutes')" 3
	assert_equal "$(requests users/@me/channels)" 1
	fake '{"op":"open_dms","user":"11"}' >/dev/null
	later
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	outbound
	outbound
	assert_equal "$(answers | grep -c 'yours are closed')" 3
	assert_equal "$(fake_look "messages?channel=$(fake_look dms | jq -r '."11"')" | jq -r '.[].content')" 'You have 100.00 PTS.'
	assert_equal "$(sqlite3 "$GL_STATE/limits.db" "SELECT COUNT(*) FROM holds WHERE kind = 'recipient'")" 0
	no_schema_errors
}

# bats test_tags=trap:24
@test "a reaction is percent-encoded and says that its body is empty" {
	id=$(write 11 hello)
	deliver reaction "{\"channel_id\":\"2000\",\"reply_to\":\"$id\",\"content\":\"✅\"}" >/dev/null
	assert_equal "$(fake_look stats | jq -r '.reactions[0].emoji')" ✅
	assert_equal "$(fake_look requests | jq -r '.[-1].path')" "/channels/2000/messages/$id/reactions/%E2%9C%85/@me"
	run --separate-stderr deliver reaction '{"channel_id":"2000","reply_to":"5","content":"✅"}'
	assert_equal "$(jq -r '.status, .error.code' <<<"$output" | xargs)" 'failed 10008'
}

# bats test_tags=trap:25,trap:28
@test "a role is given and taken by single calls, with an encoded reason" {
	deliver role_add '{"user_id":"12","role_id":"501","content":"for Íñigo:\r\n100% paid"}' >/dev/null
	assert_equal "$(fake_look members?guild=1000 | jq -c '."12".roles')" '["501"]'
	assert_equal "$(fake_look stats | jq -r '.role_changes[0].raw_reason')" 'for%20%C3%8D%C3%B1igo%3A%0D%0A100%25%20paid'
	deliver role_add '{"user_id":"12","role_id":"501"}' >/dev/null # twice is harmless
	deliver role_remove '{"user_id":"12","role_id":"501"}' >/dev/null
	assert_equal "$(fake_look members?guild=1000 | jq -c '."12".roles')" '[]'
	no_schema_errors
}
