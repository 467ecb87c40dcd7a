# gl-identify online and gl-roster, against the fake Discord: who people are.
load live

setup() { live; }
teardown() { live_end; }

author() { write "$1" '!balance' >/dev/null; gl-channels | gl-fetch | gl-parse | gl-identify | tail -1 | jq -c '.author | [.roles, .member, .owner]'; }
sync() { gl-channels --roster | gl-roster; }

# bats test_tags=trap:8,trap:13
@test "roles, membership and the owner are asked of Discord" {
	assert_equal "$(author 13)" '[["501"],true,false]'
	assert_equal "$(author 10)" '[[],true,true]'
	no_schema_errors
}

# bats test_tags=trap:13
@test "who left, is pending or timed out is no member; a timeout that is over does not count" {
	fake '[{"op":"member","guild":"1000","id":"20","pending":true},{"op":"member","guild":"1000","id":"21","timeout":"2099-01-01T00:00:00+00:00"},
		{"op":"member","guild":"1000","id":"22","timeout":"2020-01-01T00:00:00+00:00"},{"op":"leave","guild":"1000","id":"12"}]' >/dev/null
	assert_equal "$(author 20)" '[[],false,false]'
	assert_equal "$(author 21)" '[[],false,false]'
	assert_equal "$(author 22)" '[[],true,false]'
	assert_equal "$(author 12)" '[[],false,false]'
	assert_equal "$(fake_look stats | jq .invalid_requests)" 0
}

@test "each author is asked for once a run" {
	for n in 1 2 3 4; do write 11 '!balance' >/dev/null; write 12 '!balance' >/dev/null; done
	inbound >/dev/null
	assert_equal "$(requests 'members')" 2
	assert_equal "$(requests '^/guilds/1000$')" 1
}

@test "who says nothing to the bot is not asked for" {
	write 11 'just talking' >/dev/null
	inbound >/dev/null
	assert_equal "$(requests 'members')" 0
}

@test "when Discord cannot tell, the command and what follows wait for the next run" {
	write 11 '!pay <@12> 1' >/dev/null
	write 12 '!pay <@11> 0.50' >/dev/null
	fake '{"op":"fault","kind":"status","status":503,"match_path":"members/11","times":99}' >/dev/null
	inbound >/dev/null 2>&1 || true
	assert_equal "$(balance_of @ana)" 100.00
	fake '{"op":"clear_faults"}' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 0.50
}

@test "a command that has waited for ten minutes is refused rather than kept for ever" {
	old=$(((($(date +%s%3N) - 1420070400000 - 700000) << 22) + 7))
	echo "{\"type\":\"command\",\"message_id\":\"$old\",\"guild_id\":\"1000\",\"channel_id\":\"2000\",\"author\":{\"id\":\"11\",\"name\":\"ana\"},\"time\":\"2026-01-01T00:00:00Z\",\"lang\":\"en\",\"source\":\"discord\",\"verb\":\"balance\",\"args\":{}}" >"$BATS_TEST_TMPDIR/old"
	fake '{"op":"fault","kind":"status","status":503,"match_path":"members/11","times":99}' >/dev/null
	run bash -c "gl-identify --deadline 1 <'$BATS_TEST_TMPDIR/old' 2>/dev/null | gl-apply"
	assert_output --partial not_identified
}

@test "fifty authors are looked up side by side, within the limits" {
	fake "$(jq -cn '[range(50) | {op: "member", guild: "1000", id: "\(5000 + .)"}, {op: "say", channel: "2000", user: "\(5000 + .)", text: "!register"}] + [{op: "set", key: "latency_ms", value: 20}]')" >/dev/null
	assert_equal "$(inbound | jq -r .status | sort | uniq -c | xargs)" '50 ok'
	assert_equal "$(fake_look stats | jq .invalid_requests)" 0
}

@test "a roster sync prints what changed, and nothing when nothing did" {
	run sync
	assert_success
	assert_output ''
	fake '[{"op":"member","guild":"1000","id":"12","name":"bob","nick":"Roberto","roles":["502"]},{"op":"leave","guild":"1000","id":"13"},
		{"op":"role","guild":"1000","id":"501","name":"Cashier","position":2}]' >/dev/null
	run sync
	assert_equal "$(jq -c '[.type, .user_id // .role_id, .nick, .left // false]' <<<"$output" | sort)" \
		$'["member","12","Roberto",false]\n["member","13",null,true]\n["role","501",null,false]'
	gl-apply <<<"$output" >/dev/null
	run sync
	assert_output ''
	no_schema_errors
}

@test "a role that is gone is told, and forgotten" {
	before=$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM roles')
	echo '{"type":"role","guild_id":"1000","role_id":"777","name":"Old","position":1,"managed":false,"permissions":"0"}' | gl-apply >/dev/null
	sync | gl-apply >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM roles')" "$before"
}

# bats test_tags=trap:14
@test "without the Server Members intent the known users are asked for one by one" {
	fake '[{"op":"set","key":"members_intent","value":false},{"op":"leave","guild":"1000","id":"12"}]' >/dev/null
	run sync
	assert_success
	assert_equal "$(jq -c '[.user_id, .left]' <<<"$output")" '["12",true]'
	assert_equal "$(requests 'members$')" 0
}

# bats test_tags=trap:14
@test "2,500 members are listed by pages of a thousand" {
	fake "$(jq -cn '[range(2500) | {op: "member", guild: "1000", id: "\(10000 + .)"}]')" >/dev/null
	assert_equal "$(sync | jq -r .type | sort | uniq -c | xargs)" '2500 member'
	assert_equal "$(requests 'members$')" 3
}

# bats test_tags=trap:10
@test "the bot learns its own id and managed role, so that a mention of either begins a command" {
	write 11 '<@&1998> balance' >/dev/null
	write 11 '<@999> balance' >/dev/null
	write 11 '<@!999> balance' >/dev/null
	assert_equal "$(inbound | jq -r .status | xargs)" 'ok ok ok'
}

# bats test_tags=trap:11
@test "the bot does not obey its own answers" {
	gl-post --channel 2000 '!pay <@12> 5' </dev/null | gl-apply >/dev/null
	outbound
	assert_equal "$(inbound | jq -r .status)" skipped
}

# incomplete WHERE JSON: the next answer of that path comes with parts of it missing.
incomplete() { fake "$(jq -cn --arg path "$1" --argjson more "$2" '{op: "fault", kind: "incomplete", match_path: $path} + $more')" >/dev/null; }

@test "a guild without roles, without @everyone, or without its owner is set aside: nothing is gone, and the next run has it all" {
	admin role group colours one '<@&501>' >/dev/null
	cases=('{"drop":["roles"]}' '{"of":"roles","without":"1000"}' '{"drop":["owner_id"]}' '{"drop":["name"]}')
	for missing in "${cases[@]}"; do
		incomplete '/guilds/1000$' "$missing"
		run -75 bash -c 'gl-channels --roster | gl-roster'
		assert_output --partial "Discord's answer is incomplete"
		refute_output --partial '"type":'
	done
	fake '{"op":"leave","guild":"1000","id":"12"}' >/dev/null
	run --separate-stderr bash -c 'gl-channels --roster | gl-roster'
	assert_success
	assert_equal "$(jq -c '[.type, .user_id, .left]' <<<"$output")" '["member","12",true]'
}

@test "a list of members without the bot itself, or with somebody without roles, is set aside: nobody left" {
	cases=('{"items":0}' '{"items":2}' '{"without":"999"}' '{"drop":["roles"]}')
	for missing in "${cases[@]}"; do
		incomplete '/guilds/1000/members$' "$missing"
		run -75 bash -c 'gl-channels --roster | gl-roster'
		assert_output --partial "Discord's answer is incomplete"
		refute_output --partial '"type":'
	done
	run --separate-stderr bash -c 'gl-channels --roster | gl-roster'
	assert_success
	assert_output ''
}

@test "a member or the bot whose roles are missing from the answer is not taken for one without roles" {
	fake '{"op":"set","key":"members_intent","value":false}' >/dev/null # one by one
	for user in 11 999; do
		incomplete "/guilds/1000/members/$user\$" '{"drop":["roles"]}'
		run -75 bash -c 'gl-channels --roster | gl-roster'
		refute_output --partial '"type":'
	done
	admin permit '<@&501>' teller >/dev/null
	write 13 '!deposit <@11> 5 cash' >/dev/null
	incomplete '/guilds/1000/members/13$' '{"drop":["roles"]}'
	inbound >/dev/null 2>&1 || true # a teller without their role would be refused
	assert_equal "$(balance_of @ana)" 100.00
	inbound >/dev/null
	assert_equal "$(balance_of @ana)" 105.00
}
