# The traps of Discord's REST API, by the numbers of the project's fact sheet. Each has a test: a tag `trap:N` before a bats test,
# or a comment that says trap:N before a C one. Here are the roll call and the tests that fit no tool's own file.
load live

setup() { :; }
teardown() { live_end; }

own() { fake_look messages?channel=2000 | jq -c '[.[] | select(.author.id == "999")]'; }

@test "each of the thirty traps has a test" {
	missing=
	for n in $(seq 30); do
		grep -rqE "^# bats test_tags=(.*,)?trap:$n(,|\$)|^/\* trap:$n \*/" "$PROJECT"/tests/bats/*.bats "$PROJECT"/tests/unit/*.c || missing="$missing $n"
	done
	assert_equal "$missing" ''
}

# bats test_tags=trap:4,trap:26
@test "killed at any write, gl-apply leaves whole messages only, and the same messages again complete the books" {
	of_files "a server writes in a process of its own"
	command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'
	working_books
	for n in $(seq 7 18); do say "$n" 11 "!pay <@12> 1 number $n"; done | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/in"
	sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	cp "$GL_DB" "$BATS_TEST_TMPDIR/before.db"
	gl-apply --chunk 3 <"$BATS_TEST_TMPDIR/in" >/dev/null
	everything >"$BATS_TEST_TMPDIR/wanted"
	kills=0
	for n in 1 2 5 9 14 20 27 35 44; do
		rm -f "$GL_DB"*
		cp "$BATS_TEST_TMPDIR/before.db" "$GL_DB"
		status=0
		timeout 60 strace -f -qq -o /dev/null -e trace=pwrite64 -e inject=pwrite64:signal=KILL:when="$n" \
			"$(command -v gl-apply)" --chunk 3 <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" || status=$?
		[ "$status" = 137 ] || break
		kills=$((kills + 1))
		# what was printed is there; log, transactions, answers and cursor tell of the same messages
		assert [ "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM commands WHERE message_id IS NOT NULL')" -ge $((6 + $(wc -l <"$BATS_TEST_TMPDIR/out"))) ]
		assert_equal "$(sqlite3 "$GL_DB" 'SELECT (SELECT COUNT(*) FROM transactions) + 5 = log AND (SELECT COUNT(*) FROM outbox) = log
			AND (SELECT after FROM cursors) = last FROM (SELECT COUNT(*) AS log, MAX(message_id) AS last FROM commands WHERE message_id IS NOT NULL)')" 1
		gl-apply --chunk 3 <"$BATS_TEST_TMPDIR/in" >/dev/null
		everything | cmp - "$BATS_TEST_TMPDIR/wanted"
	done
	assert [ "$kills" -ge 4 ]
}

# bats test_tags=trap:8,trap:13
@test "neither a name, a nickname nor a role's name gives authority; the roles of this very tick do, not those of the message" {
	live
	gl-command permit '<@&501>' teller | gl-apply >/dev/null
	fake '[{"op":"role","guild":"1000","id":"555","name":"Teller","position":1},{"op":"member","guild":"1000","id":"11","name":"carla","nick":"owner","roles":["555"]}]' >/dev/null
	write 11 '!deposit <@11> 5 mine' >/dev/null
	assert_equal "$(inbound | jq -r .code)" missing_permit
	write 13 '!deposit <@11> 5 dues' >/dev/null
	assert_equal "$(inbound | jq -r .status)" ok
	write 13 '!deposit <@11> 5 too late' >/dev/null
	fake '{"op":"member","guild":"1000","id":"13","name":"carla","roles":[]}' >/dev/null
	assert_equal "$(inbound | jq -r .code)" missing_permit
}

# bats test_tags=trap:13
@test "@everyone is nobody's listed role, and yet a permit for all holds" {
	live
	gl-command permit '<@&1000>' none | gl-apply >/dev/null
	write 12 '!balance' >/dev/null
	assert_equal "$(inbound | jq -r .code)" missing_permit
	gl-command permit '<@&1000>' member | gl-apply >/dev/null
	write 12 '!balance' >/dev/null
	assert_equal "$(inbound | jq -r .status)" ok
}

# bats test_tags=trap:10
@test "who is in mentions[] decides nothing: a reply ping is no command, a role mention is one" {
	live
	fake '[{"op":"say","channel":"2000","user":"11","text":"balance","more":{"type":19,"mentions":[{"id":"999","username":"ledger"}]}},
		{"op":"say","channel":"2000","user":"11","text":"ask <@999> balance","more":{}},
		{"op":"say","channel":"2000","user":"11","text":"<@&1998> balance","more":{"mentions":[],"mention_roles":["1998"]}}]' >/dev/null
	assert_equal "$(inbound | jq -r .status | xargs)" 'skipped skipped ok'
}

# bats test_tags=trap:12
@test "a message that was edited before it was seen counts in its last form, once, and its deletion later changes nothing" {
	live
	id=$(write 11 '!pay <@12> 50')
	fake "{\"op\":\"edit\",\"channel\":\"2000\",\"message\":\"$id\",\"text\":\"!pay <@12> 2\"}" >/dev/null
	inbound >/dev/null
	fake "{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$id\"}" >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 2.00
}

# bats test_tags=trap:15
@test "ids are whole numbers of 64 bits: 18 digits come before 19, and neighbours beyond 2^53 are two" {
	live
	fake '[{"op":"say","channel":"2000","user":"11","text":"third","id":"1000000000000000003"},{"op":"say","channel":"2000","user":"11","text":"first","id":"999999999999999999"},
		{"op":"say","channel":"2000","user":"11","text":"second","id":"1000000000000000002"}]' >/dev/null
	sqlite3 "$GL_DB" 'UPDATE cursors SET after = 999999999999999000; UPDATE channels SET since = 0'
	gl-channels | gl-fetch >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .content "$BATS_TEST_TMPDIR/out" | xargs)" 'first second third'
	gl-parse <"$BATS_TEST_TMPDIR/out" >"$BATS_TEST_TMPDIR/parsed"
	assert_equal "$(grep -o '"message_id":"[0-9]*"' "$BATS_TEST_TMPDIR/parsed" | grep -o '[0-9]*' | xargs)" '999999999999999999 1000000000000000002 1000000000000000003'
	gl-apply <"$BATS_TEST_TMPDIR/parsed" >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT after FROM cursors')" 1000000000000000003
}

# bats test_tags=trap:17,trap:25,trap:29
@test "the tools know no route that edits, and none of interactions: no PATCH but of where those go, no whole list of roles; slash commands are a guild's, and one tool's" {
	routes=$(sed -nE 's/.*\{ "([A-Z]+)", "(\/[^"]*)".*/\1 \2/p' "$PROJECT/src/discord/route.c")
	assert [ "$(wc -l <<<"$routes")" -ge 14 ]
	assert_equal "$(grep '^PATCH' <<<"$routes")" 'PATCH /applications/@me'
	run grep -E 'interactions|webhooks|callback|@original' <<<"$routes"
	assert_output ''
	run grep '/commands' <<<"$routes"
	assert_output 'GET /applications/{}/guilds/{}/commands?with_localizations=true
PUT /applications/{}/guilds/{}/commands'
	run grep -lE 'ROUTE_COMMANDS' "$PROJECT"/src/discord/*.c
	assert_output "$PROJECT/src/discord/call_answer.c
$PROJECT/src/discord/commands_sync.c
$PROJECT/src/discord/route.c"
	assert_equal "$(grep '/roles/' <<<"$routes")" $'PUT /guilds/{}/members/{}/roles/{}\nDELETE /guilds/{}/members/{}/roles/{}'
}

# bats test_tags=trap:29
@test "no answer claims to be seen by one member only, and what looks like a slash command is talk" {
	live
	write 11 '/balance' >/dev/null
	write 11 '!balance' >/dev/null
	assert_equal "$(inbound | jq -r .status | xargs)" 'skipped ok'
	outbound
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.method == "POST") | (.body.flags // 0) | . / 64 | floor % 2] | unique')" '[0]'
}

# bats test_tags=trap:18
@test "two answers of the same words are told apart by the command each replies to" {
	live
	write 11 '!balance' >/dev/null
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	gl-outbox --lease 0 | tail -1 | gl-send >/dev/null # the second was sent, the first not; both results are lost
	sleep 0.01
	fake '{"op":"set","key":"nonce_window_s","value":0}' >/dev/null
	gl-outbox --lease 0 >"$BATS_TEST_TMPDIR/due"
	assert_equal "$(jq -c .uncertain "$BATS_TEST_TMPDIR/due" | xargs)" 'true true'
	gl-send <"$BATS_TEST_TMPDIR/due" | gl-apply >/dev/null
	assert_equal "$(own | jq -c '[length, ([.[].message_reference.message_id] | unique | length)]')" '[2,2]'
}

# bats test_tags=trap:23
@test "the edge's refusal of a program is told as that, not as a missing permission, and stops the requests" {
	live
	write 11 hello >/dev/null
	fake '{"op":"fault","kind":"status","status":403,"body":{"message":"internal network error","code":40333},"match_path":"guilds/1000/channels"}' >/dev/null
	run --separate-stderr bash -c 'gl-channels | gl-fetch'
	assert_failure
	assert_regex "$stderr" 'refused this program'
	refute_regex "$stderr" 'View Channel|permission'
	forget_requests
	run --separate-stderr bash -c 'gl-channels | gl-fetch'
	assert_failure
	assert_equal "$(requests)" 0
}

# bats test_tags=trap:26
@test "a change of roles whose result was lost is made again without harm, and touches no other role" {
	live
	fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":["502"]}' >/dev/null
	for _ in 1 2; do
		echo '{"type":"delivery","guild_id":"1000","id":"7","kind":"role_add","nonce":"n","attempt":1,"uncertain":true,"user_id":"12","role_id":"501"}' | gl-send >"$BATS_TEST_TMPDIR/out"
		assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out")" sent
		fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":["502","501","503"]}' >/dev/null # an admin's change beside it
	done
	assert_equal "$(fake_look members?guild=1000 | jq -c '."12".roles | sort')" '["501","502","503"]'
}

# bats test_tags=trap:27
@test "the books keep message ids, never the addresses of attachments, which expire" {
	live
	echo a,b >"$BATS_TEST_TMPDIR/t.csv"
	gl-post --channel 2000 --file "$BATS_TEST_TMPDIR/t.csv" 'a file' </dev/null | gl-apply >/dev/null
	fake '{"op":"say","channel":"2000","user":"11","text":"!pay <@12> 1","more":{"attachments":[{"id":"1","filename":"x","size":1,"url":"https://cdn.discordapp.com/x?ex=1"}]}}' >/dev/null
	inbound >/dev/null
	outbound
	assert_equal "$(balance_of @bob)" 1.00
	assert_equal "$(own | jq -r '[.[] | select(._files != [])] | length')" 1
	assert_equal "$(everything | grep -c 'cdn\.discordapp\|media\.discordapp')" 0
	assert_equal "$(sqlite3 "$GL_DB" "SELECT discord_id FROM outbox WHERE kind = 'post'")" "$(own | jq -r '.[] | select(._files != []) | .id')"
}

# bats test_tags=trap:30
@test "codes inside a form's errors are read as text and as numbers, however deep, and errors that the schema lacks are known" {
	live
	for code in '"BASE_TYPE_BAD"' 50035; do
		for errors in "{\"_errors\":[{\"code\":$code,\"message\":\"too bad\"}]}" "{\"embeds\":{\"0\":{\"title\":{\"_errors\":[{\"code\":$code,\"message\":\"too bad\"}]}}}}"; do
			fake "{\"op\":\"fault\",\"kind\":\"status\",\"status\":400,\"body\":{\"code\":50035,\"message\":\"Invalid Form Body\",\"errors\":$errors},\"match_method\":\"POST\"}" >/dev/null
			run --separate-stderr gl-send <<<'{"type":"delivery","guild_id":"1000","id":"7","kind":"post","nonce":"n","attempt":1,"channel_id":"2000","content":"x"}'
			assert_equal "$(jq -c '[.status, .error.code, .error.message]' <<<"$output")" '["failed",50035,"Invalid Form Body: too bad"]'
		done
	done
}
