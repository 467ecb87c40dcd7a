# Who is told of what waits and recurs, and how: pings, direct messages, treasurers' channel; nobody's balance in a channel.
load sending

setup() {
	live
	gl-command move opening '<@11>' 50 start | gl-apply >/dev/null
	gl-command move opening '<@12>' 50 start | gl-apply >/dev/null
	settle_notices
}
teardown() { live_end; }

dms() { # USER: what the bot wrote to them alone
	local channel
	channel=$(fake_look dms | jq -r --arg user "$1" '.[$user] // empty')
	[ -z "$channel" ] || fake_look "messages?channel=$channel" | jq -r '.[].content'
}
pinged() { own "${1:-2000}" | jq -c 'last._pinged | map(gsub("[^0-9]"; ""))'; }
number() { ask_books 'SELECT MAX(number) FROM waiting'; }
tick_once() {
	inbound >/dev/null
	outbound
}
treasurers() { # tomas and tess
	fake '[{"op":"member","guild":"1000","id":"14","name":"tomas","roles":["502"]},{"op":"member","guild":"1000","id":"15","name":"tess","roles":["502"]}]' >/dev/null
	sync_roster
	gl-command permit '<@&502>' treasurer | gl-apply >/dev/null
}

@test "a request pings the asked in the answer; by dm it is a message with the line that accepts" {
	write 11 '!request <@12> 5 pizza' >/dev/null
	tick_once
	assert_equal "$(pinged)" '["12"]'
	write 12 '!notices dm' >/dev/null
	write 11 '!request <@12> 6 café' >/dev/null
	tick_once
	assert_equal "$(pinged)" '[]'
	run dms 12
	assert_output --partial '<@11> asks you for 6.00 PTS: café'
	refute_output --partial 'You have'
	run gl-verify --replay
	assert_success
}

@test "notices off: a request is shown in the channel all the same, and pings nobody" {
	write 12 '!notices off' >/dev/null
	write 11 '!request <@12> 5 pizza' >/dev/null
	tick_once
	assert_equal "$(pinged)" '[]'
	assert_equal "$(dms 12)" ''
	assert_equal "$(own | jq -r 'last | .content + (.embeds[0].description // "")' | grep -c pizza)" 1
}

@test "whoever asked hears that it was paid, and by direct message what they have now" {
	write 11 '!notices dm' >/dev/null
	write 11 '!request <@12> 5 pizza' >/dev/null
	tick_once
	write 12 "!accept $(number)" >/dev/null
	tick_once
	run dms 11
	assert_output --partial '<@12> paid 5.00 PTS: pizza'
	assert_output --partial 'You have 155.00 PTS'
	run gl-verify --replay
	assert_success
}

@test "an approval is told to treasurers alone by direct messages, not to the one who asks, and in treasury.channel without a ping" {
	treasurers
	gl-command config approval.over 10 | gl-apply >/dev/null
	write 14 '!withdraw <@11> 20 rent' >/dev/null
	tick_once
	run dms 15
	assert_output --partial 'rent'
	assert_output --partial "!approve $(number)"
	assert_equal "$(dms 14)" ''
	fake '{"op":"channel","guild":"1000","id":"2005"}' >/dev/null
	gl-command config treasury.channel '<#2005>' | gl-apply >/dev/null
	write 14 '!withdraw <@11> 21 more' >/dev/null
	tick_once
	assert_equal "$(own 2005 | jq -r 'last.content' | grep -c "!approve $(number)")" 1
	assert_equal "$(pinged 2005)" '[]'
	assert_equal "$(dms 15 | grep -c more)" 0
	assert_equal "$(gl-channels | jq -c 'select(.channel_id == "2005") | .waiting')" ''
	run gl-verify --replay
	assert_success
}

@test "all that concerns one person in one tick is one message, and says where more is" {
	write 12 '!notices dm' >/dev/null
	tick_once
	for n in $(seq 5); do write 11 "!request <@12> $n n$n" >/dev/null; done
	for n in $(seq 6 8); do write 13 "!request <@12> $n n$n" >/dev/null; done
	write 13 '!register' >/dev/null
	tick_once
	assert_equal "$(fake_look "messages?channel=$(fake_look dms | jq -r '."12"')" | jq length)" 1
}

@test "answers go first, then notices, then those of what runs by itself, though it ran before" {
	for user in 12 13; do write $user '!notices dm' >/dev/null; done
	write 13 '!register' >/dev/null
	write 11 '!every day pay <@13> 1 rent' >/dev/null
	tick_once
	gl-due --at "$(date -u -d '2 days' +%FT%TZ)" | gl-apply >/dev/null
	write 11 '!pay <@12> 5' >/dev/null
	inbound >/dev/null
	assert_equal "$(gl-outbox | jq -r '.kind + " " + (.user_id // "")' | paste -sd,)" 'reply ,dm 12,dm 13'
	run gl-verify --replay
	assert_success
}

@test "what a schedule pays is told where the schedule was made: one post pings all payees, and names no balance" {
	write 13 '!register' >/dev/null
	write 11 '!every day pay <@12> <@13> 1 rent' >/dev/null
	tick_once
	gl-due --at "$(date -u -d '2 days' +%FT%TZ)" | gl-apply >/dev/null
	outbound
	assert_equal "$(own | jq -c 'map(select(._pinged != [])) | [length, (.[0]._pinged | sort)]')" '[1,["<@12>","<@13>"]]'
	text=$(own | jq -r 'last.content')
	[[ $text == *'<@11> paid you 1.00 PTS: rent, as scheduled.'* ]] || fail "$text"
	[[ $text != *have* ]] || fail "$text"
	assert_equal "$(dms 11)" ''
	run gl-verify --replay
	assert_success
}
