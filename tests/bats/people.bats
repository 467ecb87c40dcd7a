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

@test "an admin who drags the bot's role above another is believed in the next tick, without a look at the whole guild between" {
	write 10 '!role grant <@12> <@&900>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.verb == "role grant") | .code')" role_above_bot
	fake '{"op":"role","guild":"1000","id":"900","name":"Above","position":2}' >/dev/null
	forget_requests
	write 10 '!role grant <@12> <@&900>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.verb == "role grant") | .status')" ok
	assert_equal "$(requests '/guilds/1000$')" 1 # what shows it is asked for anyway
	# the bot's own role moves, too, and back
	fake '{"op":"role","guild":"1000","id":"1998","name":"ledger","position":1,"permissions":268435456,"managed":true,"tags":{"bot_id":"999"}}' >/dev/null
	write 10 '!role grant <@12> <@&900>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.verb == "role grant") | .code')" role_above_bot
	fake '{"op":"role","guild":"1000","id":"1998","name":"ledger","position":7,"permissions":268435456,"managed":true,"tags":{"bot_id":"999"}}' >/dev/null
	write 10 '!role grant <@11> <@&900>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.verb == "role grant") | .status')" ok
	# and what is as it was leaves no trace in the log
	before=$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM commands')
	write 10 '!role list' >/dev/null
	inbound >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM commands')" $((before + 1))
	gl-verify --replay >/dev/null
}

@test "a setting takes no channel of another guild, none without messages, none that is hidden or not writable; each refusal has its way out" {
	fake '[{"op":"guild","id":"9000","name":"Victims","owner_id":"20"},{"op":"channel","guild":"9000","id":"9100"},{"op":"channel","guild":"1000","id":"2004","type":4},
		{"op":"channel","guild":"1000","id":"2015","type":15},{"op":"channel","guild":"1000","id":"2002","type":2},{"op":"permit","channel":"2002","id":"1000","deny":1048576},
		{"op":"channel","guild":"1000","id":"2001"},{"op":"permit","channel":"2001","id":"1000","deny":2048},{"op":"channel","guild":"1000","id":"2003"},
		{"op":"permit","channel":"2003","id":"1000","deny":1024},{"op":"channel","guild":"1000","id":"2005"},{"op":"thread","guild":"1000","parent":"2005","id":"2011"}]' >/dev/null
	while IFS='|' read -r what code way; do
		write 10 "!config $what" >/dev/null
		outcome=$(inbound | jq -c 'select(.verb == "config")')
		assert_equal "$what: $(jq -r '.code // .status' <<<"$outcome")" "$what: $code"
		assert_regex "$(jq -r .text <<<"$outcome")" "$way"
	done <<-'TABLE'
		report.channel <#9100>|channel_unseen|Choose one of its channels
		channel <#9100> on|channel_unseen|Choose one of its channels
		report.channel <#424242>|channel_unseen|Choose one of its channels
		channel <#2011> on|channel_unseen|not a thread
		report.channel <#2003>|channel_unseen|give the bot's role View Channel
		report.channel <#2004>|channel_kind|Choose a text channel
		channel <#2004> on|channel_kind|Choose a text channel
		report.channel <#2015>|channel_kind|Choose a text channel
		channel <#2015> on|channel_kind|!config threads on
		channel <#2002> on|channel_permissions|Connect
		channel <#2001> on|channel_permissions|: Send Messages\.
		report.channel <#2001>|channel_permissions|: Send Messages, Attach Files
		report.channel <#0>|channel_mention_needed|as a mention
		channel <#0> on|bad_value|choose the channel
		report.channel <#2005>|ok|<#2005>
		channel <#2005> on|ok|<#2005>
		threads on|ok|on
		channel <#2015> on|ok|<#2015>
	TABLE
	assert_equal "$(sqlite3 "$GL_DB" "SELECT value FROM settings WHERE key = 'report.channel'")" 2005
	fake '{"op":"permit","channel":"2005","id":"1000","deny":1024}' >/dev/null
	write 10 '!config informe.canal <#2005>' >/dev/null
	assert_regex "$(inbound | jq -r 'select(.verb == "config") | .text')" 'no channel of this community'
	fake '{"op":"timeout","guild":"1000","until":"2999-01-01T00:00:00.000000+00:00"}' >/dev/null
	write 10 '!config report.channel <#2001>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.verb == "config") | .code')" bot_timed_out
	gl-verify --replay >/dev/null
}

@test "what a channel is costs one request a guild, whatever members name, and none that could be refused" {
	fake "$(jq -cn '[range(40) | {op: "say", channel: "2000", user: "12", text: "!config report.channel <#\(77000 + .)>"}]')" >/dev/null
	forget_requests
	inbound >/dev/null
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.status != 200)] | length')" 0
	assert [ "$(requests)" -le 7 ]
}

@test "a channel that a limit kept from being asked for is not taken for unknown, however old the command" {
	old=$((($(date +%s%3N) - 1420070400000 - 1200000) << 22)) # twenty minutes ago
	message() { jq -cn --arg id "$old" '{type: 0, id: $id, channel_id: "2000", guild_id: "1000", author: {id: "10", username: "x"}, content: "!config report.channel <#2000>"}'; }
	fake '{"op":"fault","kind":"status","status":429,"match_path":"guilds/1000/channels","times":99,"body":{"message":"You are being rate limited.","retry_after":60,"global":false}}' >/dev/null
	run -75 --separate-stderr bash -c "gl-parse | gl-identify --deadline 5" <<<"$(message)"
	assert_output ''
	assert_regex "$stderr" 'wait for the next run'
}

@test "a command that names a channel waits while Discord does not say what it is, and is refused, not believed, when that lasts" {
	write 10 '!config report.channel <#2000>' >/dev/null
	fake '[{"op":"fault","kind":"status","status":500,"match_path":"members/999","times":4}]' >/dev/null
	run bash -c 'gl-channels | gl-fetch | gl-parse | gl-identify'
	assert_failure 75
	refute_output --partial '"verb":"config"'
	old=$(((($(date +%s%3N) - 1420070400000 - 900000) << 22) + 7))
	say_old() { jq -cn --arg id "$old" '{type: 0, id: $id, channel_id: "2000", guild_id: "1000", author: {id: "10", username: "owner"}, content: "!config report.channel <#2000>", mentions: []}'; }
	fake '[{"op":"clear_faults"},{"op":"fault","kind":"status","status":500,"match_path":"members/999","times":4}]' >/dev/null
	assert_equal "$(say_old | gl-parse --guild 1000 | gl-identify 2>/dev/null | gl-apply | jq -r .code)" channel_unknown
}

@test "an operator, who has no network there, names any channel" {
	assert_equal "$(admin config report.channel '<#9100>')" ok
	run gl-command config channel '<#0>' on
	assert_success
	assert_equal "$(gl-apply <<<"$output" | jq -r .code)" bad_value
}
