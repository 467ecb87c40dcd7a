# gl-channels and gl-fetch against the fake Discord: what is read, in which order, and what never is.
load fetching

setup() { live; }
teardown() { live_end; }

# bats test_tags=trap:1
@test "messages come oldest first although Discord lists them newest first" {
	for n in 1 2 3; do write 11 "!pay <@12> $n" >/dev/null; done
	run contents < <(fetched)
	assert_output $'!pay <@12> 1\n!pay <@12> 2\n!pay <@12> 3'
}

# bats test_tags=trap:2
@test "a backlog of 250 is read by pages of 100, each message once, with the cursor at the highest id" {
	fake "$(jq -cn '[range(250) | {op: "say", channel: "2000", user: "11", text: "n\(.)"}]')" >/dev/null
	fetched >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .content "$BATS_TEST_TMPDIR/out")" "$(seq 0 249 | sed s/^/n/)"
	assert_equal "$(requests messages)" 3
	gl-parse <"$BATS_TEST_TMPDIR/out" | gl-apply >/dev/null
	assert_equal "$(gl-channels | jq -r .cursor)" "$(jq -r .id "$BATS_TEST_TMPDIR/out" | tail -1)"
	no_schema_errors
}

# bats test_tags=trap:1,trap:2
@test "a page that comes shuffled is put in order by number" {
	fake "$(jq -cn '[range(30) | {op: "say", channel: "2000", user: "11", text: "n\(.)"}] + [{op: "fault", kind: "shuffle", match_path: "messages"}]')" >/dev/null
	assert_equal "$(fetched | jq -r .content)" "$(seq 0 29 | sed s/^/n/)"
}

# bats test_tags=trap:2
@test "the same page again and again ends the reading instead of going round for ever" {
	fake "$(jq -cn '[range(150) | {op: "say", channel: "2000", user: "11", text: "n\(.)"}]')" >/dev/null
	fake '[{"op":"fault","kind":"repeat_page","match_path":"messages","times":0}]' >/dev/null
	fetched >/dev/null
	fake '[{"op":"fault","kind":"repeat_page","match_path":"messages","times":50}]' >/dev/null
	run timeout 20 bash -c 'gl-channels | gl-fetch --deadline 4'
	assert_success
	assert [ "$(requests messages)" -lt 12 ]
}

# bats test_tags=trap:3
@test "a channel is read from the moment it was switched on, not from its first message" {
	write 11 '!pay <@12> 1 before' 2000 >/dev/null
	fake '{"op":"channel","guild":"1000","id":"2001"}' >/dev/null
	write 11 '!pay <@12> 2 too early' 2001 >/dev/null
	sleep 0.05
	gl-command config channel '<#2001>' on | gl-apply >/dev/null
	sleep 0.05
	write 11 '!pay <@12> 3 in time' 2001 >/dev/null
	assert_equal "$(fetched | jq -r 'select(.channel_id == "2001") | .content')" '!pay <@12> 3 in time'
}

@test "an idle guild costs one request a tick" {
	fake '[{"op":"channel","guild":"1000","id":"2001"},{"op":"channel","guild":"1000","id":"2002"}]' >/dev/null
	for channel in 2001 2002; do gl-command --at 2026-01-01T00:00:00Z config channel "<#$channel>" on | gl-apply >/dev/null; done
	sqlite3 "$GL_DB" "UPDATE cursors SET after = after - (60000 << 22)" # a minute ago
	forget_requests
	run fetched
	assert_success
	assert_output ''
	assert_equal "$(fake_look requests | jq -c '[.[] | .path]')" '["/guilds/1000/channels"]'
}

@test "messages of several channels are merged by snowflake" {
	fake '{"op":"channel","guild":"1000","id":"2001"}' >/dev/null
	gl-command config channel '<#2001>' on | gl-apply >/dev/null
	for n in 1 2 3 4 5 6; do write 11 "n$n" $((2000 + n % 2)) >/dev/null; done
	assert_equal "$(fetched | jq -r .content | tr '\n' ' ')" 'n1 n2 n3 n4 n5 n6 '
}

# bats test_tags=trap:5
@test "a message that surfaces late below the cursor is read all the same" {
	fake '{"op":"say","channel":"2000","user":"11","text":"!pay <@12> 1 late","hold_s":3600}' >/dev/null
	write 11 '!pay <@12> 2' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 2.00
	fake '{"op":"surface"}' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 3.00
}

# bats test_tags=trap:5
@test "what is in the log already is not printed again, though the cursor stays a few seconds behind" {
	write 11 '!pay <@12> 1' >/dev/null
	inbound >/dev/null
	run fetched
	assert_output ''
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
}

@test "a deleted last message does not make the channel look unread for ever" {
	id=$(write 11 'soon gone')
	old=$(((($(date +%s%3N) - 1420070400000 - 60000) << 22) + 7))
	fake "[{\"op\":\"say\",\"channel\":\"2000\",\"user\":\"11\",\"text\":\"x\",\"id\":\"$old\"},{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$old\"},
		{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$id\"},{\"op\":\"drop_channel\",\"id\":\"2000\"},{\"op\":\"channel\",\"guild\":\"1000\",\"id\":\"2000\"},
		{\"op\":\"say\",\"channel\":\"2000\",\"user\":\"11\",\"text\":\"x\",\"id\":\"$old\"},{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$old\"}]" >/dev/null
	sqlite3 "$GL_DB" "UPDATE cursors SET after = $((old - (60000 << 22))); UPDATE channels SET since = 0"
	fetched | gl-parse | gl-apply >/dev/null
	forget_requests
	fetched >/dev/null
	assert_equal "$(requests)" 1
}

# bats test_tags=trap:6
@test "a missing Read Message History is told apart from an empty channel" {
	old=$(((($(date +%s%3N) - 1420070400000 - 60000) << 22) + 7))
	fake "[{\"op\":\"drop_channel\",\"id\":\"2000\"},{\"op\":\"channel\",\"guild\":\"1000\",\"id\":\"2000\"},{\"op\":\"say\",\"channel\":\"2000\",\"user\":\"11\",\"text\":\"!balance\",\"id\":\"$old\"},
		{\"op\":\"permit\",\"channel\":\"2000\",\"id\":\"1000\",\"deny\":65536}]" >/dev/null
	sqlite3 "$GL_DB" "UPDATE cursors SET after = $((old - (60000 << 22))); UPDATE channels SET since = 0"
	run fetched
	assert_failure 77
	assert_output --partial 'Read Message History'
	fake '{"op":"permit","channel":"2000","id":"1000","deny":0}' >/dev/null
	run contents < <(fetched)
	assert_output '!balance'
}

# bats test_tags=trap:21
@test "a hidden or deleted channel is said once an hour, and costs no further request" {
	fake '{"op":"drop_channel","id":"2000"}' >/dev/null
	run fetched
	assert_failure 77
	assert_output --partial 'config channel #channel off'
	forget_requests
	run fetched
	assert_success
	assert_output ''
	assert_equal "$(requests)" 1
}

# bats test_tags=trap:7
@test "without the Message Content intent it stops, says so, and moves no cursor" {
	before=$(gl-channels | jq -r .cursor)
	fake '{"op":"set","key":"content_intent","value":false}' >/dev/null
	write 11 '!pay <@12> 1' >/dev/null
	write 11 '!pay <@12> 2' >/dev/null
	gl-channels >"$BATS_TEST_TMPDIR/channels"
	run --separate-stderr gl-fetch <"$BATS_TEST_TMPDIR/channels"
	assert_failure 77
	assert_output ''
	assert_regex "$stderr" 'Message Content intent is off'
	inbound >/dev/null 2>&1 || true
	assert_equal "$(gl-channels | jq -r .cursor)" "$before"
	fake '{"op":"set","key":"content_intent","value":true}' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 3.00
}

# blank_though_on VALUE: the intent does not work, and the application's flags say that it does.
blank_though_on() { fake "[{\"op\":\"set\",\"key\":\"content_intent\",\"value\":$1},{\"op\":\"set\",\"key\":\"content_flag\",\"value\":true}]" >/dev/null; }

@test "messages that all come blank although the intent's flag is set keep the cursor, are logged, and are in metrics and the doctor; they are read later" {
	fake '{"op":"channel","guild":"1000","id":"2001"}' >/dev/null
	gl-command config channel '<#2001>' on | gl-apply >/dev/null
	blank_though_on false
	write 11 '!pay <@12> 1' >/dev/null
	write 12 'chatter' >/dev/null
	write 11 '<@999> hello' >/dev/null # a mention comes with its content, and proves nothing
	fake '{"op":"say","channel":"2001","user":"12","text":"","more":{"poll":{"question":{"text":"?"}},"_open":true}}' >/dev/null
	run --separate-stderr fetched
	assert_failure 77
	assert_regex "$stderr" 'channel 2000: .*without their content, although the Message Content intent is on'
	refute_output --partial '"channel_id":"2000"'
	inbound >/dev/null 2>&1 || true
	run --separate-stderr fetched # said once an hour
	refute_regex "$stderr" 'without their content'
	assert_equal "$(gl-metrics --state "$GL_STATE" | grep '^guildledger_intent_off' | grep -o '[01]$')" 1
	run gl-doctor
	assert_failure 2
	assert_output --partial 'blank messages'
	blank_though_on true
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
	assert_equal "$(gl-metrics --state "$GL_STATE" | grep '^guildledger_intent_off' | grep -o '[01]$')" 0
}

@test "a blank message among others that speak, and one that is a sticker, a forward, a theme or of another type, is no sign of anything" {
	fake "$(jq -cn '[{sticker_items: [{id: "1", name: "x", format_type: 1}]}, {message_snapshots: [{message: {}}]}, {shared_client_theme: {colors: ["#fff"]}}, {activity: {type: 1}}, {type: 7}]
		| map({op: "say", channel: "2000", user: "11", text: "", more: .})')" >/dev/null
	inbound >/dev/null
	assert_equal "$(requests applications)" 0
	assert_equal "$(gl-channels | jq -r .cursor)" "$(fake_look messages?channel=2000 | jq -r '.[-1].id')"
	fake '{"op":"say","channel":"2000","user":"11","text":""}' >/dev/null
	write 11 '!pay <@12> 1' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
}

@test "a category, a forum without its threads and a voice channel are not asked for what they have not; the others are read, and it is said once" {
	fake '[{"op":"channel","guild":"1000","id":"2004","type":4},{"op":"channel","guild":"1000","id":"2015","type":15},{"op":"thread","guild":"1000","parent":"2015","id":"3001"}]' >/dev/null
	for channel in 2004 2015; do gl-command config channel "<#$channel>" on | gl-apply >/dev/null; done
	write 11 '!pay <@12> 1' >/dev/null
	run fetched
	assert_failure 77
	assert_output --partial 'channel 2004 is a category'
	assert_output --partial 'channel 2015 is a forum'
	assert_output --partial '!pay <@12> 1'
	assert_equal "$(requests 'channels/20[01][45]')" 0
	run fetched
	assert_success
	assert_equal "$(gl-metrics --state "$GL_STATE" | grep 'held{.*reason="kind"' | grep -o '[0-9]*$')" 2
	gl-command config threads on | gl-apply >/dev/null
	thread=$(fake '{"op":"thread","guild":"1000","parent":"2015"}' | jq -r '.[0].id')
	write 11 'in a post' "$thread" >/dev/null
	assert_equal "$(fetched | jq -r 'select(.channel_id != "2000") | .content')" 'in a post'
}

@test "a channel that older rules let in as 0, and a guild whose settings are broken, are skipped; the others are read, and it is said once" {
	sqlite3 "$GL_DB" "INSERT INTO channels (guild_id, channel_id, enabled, since) VALUES (1000, 0, 1, 0)"
	write 11 '!pay <@12> 1' >/dev/null
	run fetched
	assert_failure 65
	assert_output --partial 'this channel is not read'
	assert_output --partial '!pay <@12> 1'
	run --separate-stderr fetched
	assert_success
	assert_output --partial '!pay <@12> 1'
	assert_equal "$stderr" ''
	assert_equal "$(gl-metrics --state "$GL_STATE" | grep 'held{.*reason="unreadable"' | grep -o '[0-9]*$')" 1
	write 10 '!config channel <#0> off' >/dev/null
	inbound >/dev/null
	refute [ "$(gl-channels | jq -r .channel_id | grep -cx 0)" -gt 0 ]
}

# bats test_tags=trap:7,trap:10
@test "a guild that reads mentions only needs no intent" {
	gl-command config reading mentions | gl-apply >/dev/null
	fake '{"op":"set","key":"content_intent","value":false}' >/dev/null
	write 12 'chatter that comes blank' >/dev/null
	write 11 '<@999> pay <@12> 1' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
}

# bats test_tags=trap:7
@test "a picture or sticker without words is no sign of a missing intent" {
	fake '{"op":"say","channel":"2000","user":"11","text":"","more":{"sticker_items":[{"id":"1","name":"x","format_type":1}]}}' >/dev/null
	write 11 '!pay <@12> 1' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
	assert_equal "$(requests applications)" 0
}

# bats test_tags=trap:8
@test "each message carries guild_id and gl, which Discord leaves out" {
	write 11 '!balance' >/dev/null
	assert_equal "$(fetched | jq -c '[.guild_id, .gl.prefix, .gl.bot_id, .gl.bot_role_id, .gl.lang]')" '["1000","!","999","1998","en"]'
}

# bats test_tags=trap:3
@test "threads are read when the setting says so: new ones from their first message, older ones from then on" {
	fake '[{"op":"thread","guild":"1000","parent":"2000","id":"3000"}]' >/dev/null
	write 11 'in an old thread, before' 3000 >/dev/null
	sleep 0.01
	gl-command config threads on | gl-apply >/dev/null
	sleep 0.01
	new=$(fake '{"op":"thread","guild":"1000","parent":"2000"}' | jq -r '.[0].id')
	write 11 'in an old thread, after' 3000 >/dev/null
	write 11 'in a new thread' "$new" >/dev/null
	run contents < <(fetched)
	assert_output $'in an old thread, after\nin a new thread'
	fetched | gl-parse | gl-apply >/dev/null
	write 11 'more' "$new" >/dev/null
	run contents < <(fetched | jq -c 'select(.content == "more")')
	assert_output more
	no_schema_errors
}

@test "backfill with --since reads what is older than the cursor" {
	write 11 '!pay <@12> 1 long ago' >/dev/null
	sqlite3 "$GL_DB" "UPDATE cursors SET after = ($(date +%s%3N) - 1420070400000 + 60000) << 22"
	run fetched
	assert_output ''
	gl-channels | gl-fetch --since "$(date -u -d '-1 hour' +%FT%TZ)" | gl-parse | gl-identify | gl-apply >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
}

@test "a NUL character in a message spoils neither the page nor the pipeline" {
	fake '{"op":"say","channel":"2000","user":"11","text":"a\u0000b"}' >/dev/null
	write 11 '!pay <@12> 1' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
}

# bats test_tags=trap:9
@test "webhooks, bots, system messages, forwards and thread names are read as no command" {
	fake '[{"op":"say","channel":"2000","user":"11","text":"!pay <@12> 1","more":{"webhook_id":"5"}},
		{"op":"say","channel":"2000","user":"11","text":"!pay <@12> 1","more":{"type":18}},
		{"op":"say","channel":"2000","user":"999","text":"!pay <@12> 1"},
		{"op":"say","channel":"2000","user":"11","text":"!pay <@12> 1","more":{"message_reference":{"type":1},"message_snapshots":[{}]}},
		{"op":"say","channel":"2000","user":"11","text":"!pay <@12> 1","more":{"flags":2}}]' >/dev/null
	assert_equal "$(inbound | jq -r .status | sort -u)" skipped
}

# bats test_tags=trap:12
@test "an edited message counts as first seen" {
	id=$(write 11 '!pay <@12> 1')
	inbound >/dev/null
	fake "{\"op\":\"edit\",\"channel\":\"2000\",\"message\":\"$id\",\"text\":\"!pay <@12> 50\"}" >/dev/null
	write 12 '!balance' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 1.00
}

@test "several guilds are read in one run, each with its own bot settings" {
	fake '[{"op":"guild","id":"5000","name":"Other","owner_id":"11"},{"op":"channel","guild":"5000","id":"6000"},{"op":"member","guild":"5000","id":"11"}]' >/dev/null
	gl-db init --guild 5000 --name Other --owner 11 --lang es >/dev/null
	unset GL_GUILD
	gl-command --guild 5000 config prefix '$' | gl-apply >/dev/null
	gl-command --guild 5000 config channel '<#6000>' on | gl-apply >/dev/null
	write 11 '$registrar' 6000 >/dev/null
	write 11 '!pay <@12> 1' >/dev/null
	assert_equal "$(inbound | jq -r .verb | sort | tr '\n' ' ')" 'pay register '
}

@test "a guild that is gone is 77, since an admin must act" {
	fake '{"op":"kick_bot","guild":"1000"}' >/dev/null
	run fetched
	assert_failure 77
}

@test "no channels, no request; a bad record is 65 and the others are read" {
	run gl-fetch </dev/null
	assert_success
	write 11 'hello' >/dev/null
	run contents < <({ echo '{"type":"channel","guild_id":1}'; gl-channels; } | gl-fetch)
	assert_output --partial hello
	run gl-fetch <<<'{"type":"channel","guild_id":1}'
	assert_failure 65
	run gl-channels --db /nowhere
	assert_failure 66
}
