# Two guilds in one set of books, one of them flooded: what the other waits for, and what members of one guild wait for each other.
load live

setup() {
	live
	fake '[{"op":"guild","id":"9000","name":"Quiet","owner_id":"20"},{"op":"channel","guild":"9000","id":"9100"},{"op":"member","guild":"9000","id":"20","name":"vera"},
		{"op":"member","guild":"1000","id":"21","name":"mallory"}]' >/dev/null
	gl-db init --guild 9000 --name Quiet --owner 20 --lang en >/dev/null
	GL_GUILD=9000 gl-command config channel '<#9100>' on | gl-apply >/dev/null
	gl-command config chatter.limit 0 | gl-apply >/dev/null # what a member's share limits is not what is tested here
	unset GL_GUILD
	sync_roster
}
teardown() { live_end; }

# flood COUNT TEXT [CHANNEL]: mallory of guild 1000 writes so often.
flood() {
	fake "$(jq -cn --argjson count "$1" --arg text "$2" --arg channel "${3:-2000}" '[range($count) | {op: "say", channel: $channel, user: "21", text: $text}]')" >/dev/null
}
fetched() { gl-channels | gl-fetch "$@"; }
of_guild() { jq -c --arg guild "$1" 'select(.guild_id == $guild)'; }
due() { gl-outbox "$@" >"$BATS_TEST_TMPDIR/due"; }
in_due() { jq -c "$@" "$BATS_TEST_TMPDIR/due"; }
# post_in GUILD CHANNEL [OPTION...] TEXT
post_in() { gl-post --guild "$1" --channel "$2" "${@:3}" </dev/null | gl-apply >/dev/null; }
states() { ask_books 'SELECT DISTINCT state FROM outbox WHERE notice = 0'; }

@test "a guild's backlog does not come before what another guild wrote, and takes its share of a run" {
	flood 700 hello
	write 20 'a word' 9100 >/dev/null
	fetched --patience 1 >"$BATS_TEST_TMPDIR/out"
	# a page of 100 at a time, as they arrive: how many come before it depends on the machine, but never the whole share
	assert [ "$(grep -n 'a word' "$BATS_TEST_TMPDIR/out" | cut -d: -f1)" -lt 500 ]
	assert_equal "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | wc -l)" 500
	jq -r 'select(.guild_id == "1000") | .id' "$BATS_TEST_TMPDIR/out" | sort -c -n
}

@test "a backlog is gone on with once no message can surface late in what was read, and is not read again each time" {
	flood 1700 hello
	run_of() { fetched --patience 1 | tee -a "$BATS_TEST_TMPDIR/out" | gl-parse | gl-apply >/dev/null; }
	run_of
	forget_requests
	run_of # too early
	assert_equal "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | wc -l)" 500
	assert_equal "$(requests messages)" 0
	fake "{\"op\":\"clock\",\"ms\":$(($(date +%s%3N) + 60000))}" >/dev/null
	run_of # the first 500 once more, and 500
	assert_equal "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | wc -l)" 1500
	forget_requests
	run_of
	assert_equal "$(requests messages)" 5
	run_of
	assert_equal "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | jq -r .id | sort -u | wc -l)" 1700
	assert_equal "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | wc -l)" 2200
}

@test "what of a backlog was printed and not applied is printed again" {
	flood 1200 hello
	fetched --patience 1 >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | wc -l)" 500
	head -n 400 "$BATS_TEST_TMPDIR/out" | gl-parse | gl-apply >/dev/null
	assert_equal "$(fetched --patience 1 | of_guild 1000 | jq -r .id | sed -n 401p)" "$(of_guild 1000 <"$BATS_TEST_TMPDIR/out" | jq -r .id | sed -n 401p)"
}

@test "a guild that is read alone has no share: there is nobody to wait for it" {
	flood 700 hello
	assert_equal "$(GL_GUILD=1000 gl-channels | gl-fetch --patience 1 | wc -l)" 700
	assert_equal "$(fetched --patience 1 --since "$(date -u -d '-1 hour' +%FT%TZ)" | of_guild 1000 | wc -l)" 700
}

@test "within a guild no channel overtakes another where the share ends" {
	fake '{"op":"channel","guild":"1000","id":"2001"}' >/dev/null
	GL_GUILD=1000 gl-command config channel '<#2001>' on | gl-apply >/dev/null
	flood 650 '!whoami'
	write 11 '!whoami' 2001 >/dev/null
	flood 20 '!whoami'
	inbound --patience 1 >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'whoami'")" 500
	fake "{\"op\":\"clock\",\"ms\":$(($(date +%s%3N) + 60000))}" >/dev/null
	inbound --patience 1 >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'whoami'")" 671
	ask_books "SELECT message_id FROM commands WHERE verb = 'whoami' ORDER BY seq" | sort -c -n
}

@test "a channel whose messages all come blank holds back no other of its guild where the share ends" {
	fake '[{"op":"channel","guild":"1000","id":"2001"},{"op":"set","key":"content_intent","value":false},{"op":"set","key":"content_flag","value":true}]' >/dev/null
	GL_GUILD=1000 gl-command config channel '<#2001>' on | gl-apply >/dev/null
	flood 150 hello
	write 11 '<@999> balance' 2001 >/dev/null
	run --separate-stderr fetched --patience 0.2
	assert_equal "$(of_guild 1000 <<<"$output" | jq -r .content)" '<@999> balance'
}

@test "guilds that a run had no time for come first in the next one" {
	for guild in $(seq 5000 5039); do
		echo "{\"type\":\"channel\",\"guild_id\":\"$guild\",\"channel_id\":\"1$guild\",\"after\":\"1\"}"
	done >"$BATS_TEST_TMPDIR/channels"
	jq -cs '[.[] | {op: "guild", id: .guild_id}, {op: "channel", guild: .guild_id, id: .channel_id}] + [{op: "set", key: "latency_ms", value: 400}]' \
		"$BATS_TEST_TMPDIR/channels" >"$BATS_TEST_TMPDIR/guilds"
	fake "$(cat "$BATS_TEST_TMPDIR/guilds")" >/dev/null
	run -75 --separate-stderr gl-fetch --deadline 1.6 <"$BATS_TEST_TMPDIR/channels"
	assert_regex "$stderr" 'did not get to [0-9]+ of 40 guilds'
	first=$(fake_look requests | jq -r '.[].path' | sort)
	forget_requests
	run --separate-stderr gl-fetch --deadline 1.6 <"$BATS_TEST_TMPDIR/channels"
	second=$(fake_look requests | jq -r '.[0].path')
	assert [ -n "$first" ]
	assert [ -n "$second" ]
	refute [ "$(grep -cFx "$second" <<<"$first")" -gt 0 ]
}

@test "what due answers of a guild wait for is not what another's wait for" {
	flood 600 '!whoami'
	GL_GUILD=1000 inbound >/dev/null
	write 20 '!whoami' 9100 >/dev/null
	inbound >/dev/null
	due --lease 0
	assert_equal "$(in_due -r .guild_id | sed -n 1,2p | sort | xargs)" '1000 9000'
	assert [ "$(in_due -s '[.[] | 1 + (.with | length)] | add')" -le 530 ] # the last message may be a digest
	sleep 0.01
	due
	assert [ "$(in_due -s '[.[] | 1 + (.with | length)] | add')" -le 530 ] # those that were tried, too
}

@test "a member with many answers delays another's by one message" {
	flood 300 "!help"
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	due
	assert [ "$(grep -n 'have 100.00 PTS' "$BATS_TEST_TMPDIR/due" | cut -d: -f1)" -le 2 ]
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/due")" -gt 50 ] # each a digest of a few
}

@test "digests read as their commands came, whoever's turn it was, and have the same words at each attempt" {
	for n in 1 2 3 4 5 6; do write 11 '!balance' >/dev/null; done
	write 12 '!balance' >/dev/null
	inbound >/dev/null
	due --lease 0
	assert_equal "$(in_due -r .content | grep -o '^\*\*@[a-z]*' | uniq -c | xargs)" '6 **@ana 1 **@bob'
	first=$(in_due '[.id, .with, .nonce, .content]')
	sleep 0.01
	write 12 '!balance' >/dev/null
	inbound >/dev/null
	due
	assert_equal "$(in_due '[.id, .with, .nonce, .content]' | head -1)" "$first"
}

@test "role changes and posts keep their order, whoever asked for them" {
	fake '{"op":"role","guild":"1000","id":"510","name":"Red","position":1}' >/dev/null
	sync_roster
	export GL_GUILD=1000
	for n in 1 2 3; do write 10 '!help' >/dev/null; done
	write 10 '!role grant <@11> <@&510>' >/dev/null
	inbound >/dev/null
	gl-command role revoke '<@11>' '<@&510>' | gl-apply >/dev/null # whose first delivery this is
	due
	assert_equal "$(in_due -r 'select(.kind | startswith("role")) | .kind' | xargs)" 'role_add role_remove'
}

@test "a plain answer does not wait for those whose files are yet to be made, however many they are" {
	flood 510 '!help'
	write 21 '!balance' >/dev/null
	inbound >/dev/null
	ask_books "UPDATE outbox SET files = '[{\"name\":\"a.csv\",\"media_type\":\"text/csv\",\"described\":{\"report\":\"none\"}}]'
		WHERE seq IN (SELECT seq FROM commands WHERE verb = 'help')"
	due 2>/dev/null
	assert_equal "$(in_due -r .id | head -1)" "$(ask_books 'SELECT MAX(delivery) FROM outbox')"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/due")" -gt 1 ]
}

@test "a run prints about 32 MiB of files, and one file that is larger alone" {
	head -c 9000000 /dev/urandom >"$BATS_TEST_TMPDIR/file.bin"
	for n in 1 2 3 4 5; do post_in 1000 2000 --file "$BATS_TEST_TMPDIR/file.bin" "post $n"; done
	post_in 9000 9100 small
	due
	said() { grep -o '"content":"[^"]*"' "$BATS_TEST_TMPDIR/due" | cut -d'"' -f4 | sort | xargs; }
	assert_equal "$(said)" 'post 1 post 2 post 3 small'
	due
	assert_equal "$(said)" 'post 4 post 5'
}

@test "a full bucket is left to the next run, and none behind it overtakes" {
	fake '{"op":"set","key":"message_bucket","value":[5,120]}' >/dev/null
	for n in $(seq 9); do post_in 1000 2000 "post $n"; done
	due
	post_in 9000 9100 quiet
	gl-outbox >>"$BATS_TEST_TMPDIR/due"
	start=$SECONDS
	run -75 --separate-stderr gl-send --patience 1 <"$BATS_TEST_TMPDIR/due"
	assert [ $((SECONDS - start)) -lt 90 ] # the bucket takes two minutes
	assert_equal "$(jq -rs '[.[] | select(.guild_id == "9000") | .status] | join(" ")' <<<"$output")" sent
	assert_equal "$(jq -rs '[.[] | select(.guild_id == "1000") | .status] | join(" ")' <<<"$output")" 'sent sent sent sent sent retry retry retry retry'
	assert_equal "$(answers | xargs)" 'post 1 post 2 post 3 post 4 post 5'
}

@test "what had no turn was not tried: it is not given up for it, and may still join a digest" {
	flood 60 "!whoami"
	inbound >/dev/null
	fake '{"op":"set","key":"message_bucket","value":[1,30]}' >/dev/null
	for n in 1 2 3; do
		due
		gl-send --patience 1 <"$BATS_TEST_TMPDIR/due" 2>/dev/null | gl-apply >/dev/null
		ask_books 'UPDATE outbox SET not_before = NULL'
	done
	assert_equal "$(answers | wc -l)" "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND notice = 0")"
	assert_equal "$(ask_books "SELECT COUNT(*), MAX(attempt), COUNT(digest) FROM outbox WHERE state = 'due'" | tr '|' ' ' | cut -d' ' -f2,3)" '0 0'
	due
	assert [ "$(in_due . | wc -l)" -le 3 ]
}

@test "an author whom Discord does not tell holds back that guild alone, in its order" {
	fake '{"op":"fault","kind":"status","status":503,"match_path":"guilds/1000/members/21","times":99}' >/dev/null
	write 11 '!balance' >/dev/null
	write 21 '!balance' >/dev/null
	write 12 '!balance' >/dev/null
	write 12 'only talk' >/dev/null
	write 20 '!whoami' 9100 >/dev/null
	run -75 --separate-stderr bash -c 'gl-channels | gl-fetch | gl-parse | gl-identify --patience 0.5'
	assert_equal "$(jq -rs '[.[] | select(.guild_id == "1000") | .author.name] | join(" ")' <<<"$output")" ana
	assert_equal "$(jq -rs '[.[] | select(.guild_id == "9000") | .verb] | join(" ")' <<<"$output")" whoami
	assert_regex "$stderr" 'guild 1000: Discord did not tell who an author is'
}

@test "a hundred authors of a guild are looked up in a run that others wait for, and none is taken for unknown" {
	jq -cn '[range(130) | {op: "member", guild: "1000", id: "\(3000 + .)"}]' >"$BATS_TEST_TMPDIR/members"
	fake "$(cat "$BATS_TEST_TMPDIR/members")" >/dev/null
	fake '{"op":"set","key":"bucket","value":[500,1]}' >/dev/null
	old=$((($(date +%s%3N) - 1420070400000 - 1200000) << 22)) # twenty minutes ago
	for n in $(seq 0 129); do
		echo "{\"type\":0,\"id\":\"$((old + n))\",\"channel_id\":\"2000\",\"guild_id\":\"1000\",\"author\":{\"id\":\"$((3000 + n))\",\"username\":\"x\"},\"content\":\"!help\"}"
	done | gl-parse >"$BATS_TEST_TMPDIR/commands"
	run -75 --separate-stderr gl-identify --patience 1 --deadline 15 <"$BATS_TEST_TMPDIR/commands"
	assert_equal "$(jq -c '.author.member' <<<"$output" | sort -u)" true
	assert [ "$(wc -l <<<"$output")" -le 100 ]
}

# --- refused words

# six_in_one_digest: answers to ana, bob, carla and the owner; mallory's name is one that AutoMod refuses.
refuse() { fake "$(jq -cn '{op: "set", key: "automod", value: $ARGS.positional}' --args "$@")" >/dev/null; }
six_in_one_digest() {
	refuse mallory
	for user in 11 12 13 10; do write $user '!whoami' >/dev/null; done
	write 11 '!pay <@12> 1' >/dev/null
	write 21 '!balance' >/dev/null
	GL_GUILD=1000 inbound >/dev/null
}
heard() { answers | grep -c "$1" || true; }

@test "one name that is refused costs nobody else in the digest an answer" {
	six_in_one_digest
	for n in 1 2 3 4; do outbound 2>/dev/null; done
	assert_equal "$(states)" sent
	for name in bob carla owner; do assert_equal "$(heard "@$name\*\*")" 1; done
	assert_equal "$(heard 'Paid 1.00')" 1
	assert_equal "$(heard mallory)" 0
	run gl-outbox --failed
	assert_output 'nothing failed'
	gl-verify --replay
}

@test "a refused digest is two, each of its own, also after a crash" {
	six_in_one_digest
	outbound 2>/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state = 'due' GROUP BY digest" | xargs)" '3 3'
	due --lease 0 # marked, and never sent
	first=$(in_due -r .nonce)
	assert_equal "$(wc -l <<<"$first")" 2
	sleep 0.01
	due --lease 0
	assert_equal "$(in_due -r .nonce)" "$first"
	sleep 0.01
	for n in 1 2 3; do outbound 2>/dev/null; done
	assert_equal "$(states)" sent
	assert_equal "$(heard 'Paid 1.00')" 1
}

@test "what is refused alone is said once in neutral words, in the language of the question" {
	refuse bob
	write 11 '!pagar <@12> 1 café' >/dev/null
	write 21 '!pay <@12> 1' >/dev/null
	write 11 '!role who bob' >/dev/null
	GL_GUILD=1000 inbound >/dev/null
	for n in 1 2 3; do outbound 2>/dev/null; done
	assert_equal "$(states)" sent
	assert_equal "$(answers | grep -c bob || true)" 0
	assert_equal "$(heard 'Se ha apuntado un movimiento tuyo (transacción n.º 2): mira `!historial`.')" 1
	id=$(ask_books "SELECT reply_to FROM outbox WHERE neutral = 1 ORDER BY delivery LIMIT 1")
	assert_equal "$(fake_look 'messages?channel=2000' | jq -r --arg id "$id" '.[] | select(.message_reference.message_id == $id) | .content' | grep -c apuntado)" 1
}

@test "what is refused in neutral words, too, is listed, and a retry says its own words again" {
	refuse bob movement
	write 11 '!pay <@12> 1' >/dev/null
	GL_GUILD=1000 inbound >/dev/null
	for n in 1 2 3; do outbound 2>/dev/null; done
	assert_equal "$(states)" failed
	assert_equal "$(fake_look requests | jq -r '.[] | select(.method == "POST") | .body | .content + (.embeds[0].description // "")' | cut -d' ' -f1,2 | xargs)" '<@12>Paid 1.00 A movement <@12>'
	run gl-outbox --failed
	assert_line --partial '400 200000 Message was blocked by automatic moderation'
	refuse nobody
	id=$(ask_books "SELECT delivery FROM outbox WHERE state = 'failed'")
	gl-outbox --guild 1000 --retry "$id"
	outbound
	assert_equal "$(heard 'to @bob')" 1
	gl-verify --replay
}

@test "a thread that is locked is no fault of the words" {
	fake '{"op":"fault","kind":"status","status":400,"code":160005,"match_method":"POST"}' >/dev/null
	write 11 '!balance' >/dev/null
	GL_GUILD=1000 inbound >/dev/null
	outbound 2>/dev/null || true
	assert_equal "$(states)" failed
}
