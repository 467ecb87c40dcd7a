# mydata and forget: what is kept on a member, and what goes when they ask.
load live

setup() { live; }
teardown() { live_end; }

busy() {
	fake '{"op":"member","guild":"1000","id":"21","name":"Zebulon","nick":"Zeb","global_name":"Zebulon Quux"}' >/dev/null
	gl-channels --roster | gl-roster | gl-apply >/dev/null
	gl-command register '<@21>' | gl-apply >/dev/null
	gl-command deposit '<@21>' 100 cash | gl-apply >/dev/null
	settle_notices
	ask 21 '!pay <@12> 1 secret lunch' >/dev/null
	ask 21 '!pay <@12> 2 dentist tomorrow' >/dev/null
	ask 21 '!pay <@12> 9999 too much dentist' >/dev/null
	ask 21 '!pay <@12> dentist' >/dev/null
	ask 21 '!pay <@12> 9999 dentist' >/dev/null
	ask 12 '!pay <@21> 0.50 back' >/dev/null
	ask 10 '!deposit <@21> 3 cash' >/dev/null
	gl-command batch close till=uncounted | gl-apply >/dev/null
}
hashes() { for batch in $(sqlite3 "$GL_DB" "SELECT batch FROM batches WHERE state = 'closed'"); do gl-batch seal "$batch" | sha256sum | cut -d' ' -f1; gl-batch canonical "$batch" | sha256sum; done; }

@test "mydata comes as a direct message with a JSON file of all that is kept, and no second copy stays" {
	busy
	assert_equal "$(told 21 '!mydata' | cut -c1-60)" "I'm sending you your data as a direct message, in a JSON fil"
	outbound
	outbound
	dm=$(fake_look requests | jq -r '[.[] | select(.path == "/users/@me/channels")] | length')
	assert_equal "$dm" 1
	file=$(fake_look requests | jq -c '[.[] | select(.files == ["mydata.json"])] | length')
	assert_equal "$file" 1
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE files IS NOT NULL")" 0
	no_schema_errors
}

@test "what mydata tells is whole: name, account, balances, entries, commands" {
	busy
	ask 21 '!misdatos' >/dev/null
	made_file dm >"$BATS_TEST_TMPDIR/data.json"
	assert_equal "$(jq -c '[.user, .name, .member.nick, .balances[0].minor_units, (.entries | length), (.entries | map(.memo) | index("secret lunch") != null)]' "$BATS_TEST_TMPDIR/data.json")" \
		'["21","Zebulon Quux","Zeb",10050,5,true]'
	assert [ "$(jq '.commands | length' "$BATS_TEST_TMPDIR/data.json")" -ge 4 ]
}

@test "however much there is, what mydata tells fits into one file of Discord's 10 MiB: the newest" {
	busy
	memo=$(printf 'é%.0s' {1..200})
	operator config chatter.limit 0 >/dev/null
	payments() {
		for n in $(seq 15000); do
			echo "{\"type\":\"command\",\"message_id\":\"$(((310000000000 + n) << 22))\",\"guild_id\":\"1000\",\"channel_id\":\"2000\",\"time\":\"2025-06-17T00:00:00.000Z\",\"author\":{\"id\":\"21\",\"name\":\"Zebulon Quux\",\"roles\":[],\"member\":true,\"owner\":false},\"lang\":\"en\",\"source\":\"discord\",\"verb\":\"pay\",\"args\":{\"to\":\"@12\",\"amount\":\"0.001\",\"memo\":\"$memo\"}}"
		done
	}
	untraced payments | gl-apply >/dev/null
	sqlite3 "$GL_DB" "UPDATE outbox SET state = 'sent'"
	ask 21 '!mydata' >/dev/null
	made_file dm >"$BATS_TEST_TMPDIR/data.json"
	assert [ "$(wc -c <"$BATS_TEST_TMPDIR/data.json")" -lt 10000000 ]
	assert [ "$(wc -c <"$BATS_TEST_TMPDIR/data.json")" -gt 2000000 ]
	assert_equal "$(jq '.entries | length' "$BATS_TEST_TMPDIR/data.json")" 5
	assert [ "$(jq -r '.commands[0].record.message_id' "$BATS_TEST_TMPDIR/data.json")" -gt "$(jq -r '.commands[-1].record.message_id' "$BATS_TEST_TMPDIR/data.json")" ]
}

@test "one mydata waits for each member, however often they ask, and the outbox holds no file but what it is to be" {
	busy
	gl-command config chatter.limit 0 | gl-apply >/dev/null
	for n in $(seq 25); do write 21 '!mydata' >/dev/null; done
	write 12 '!mydata' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.status != "skipped") | .code // .status' | sort | uniq -c | xargs)" '24 data_waiting 2 ok'
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*), MAX(length(files)) < 200 FROM outbox WHERE kind = 'dm' AND notice = 0")" '2|1'
	made_file dm >"$BATS_TEST_TMPDIR/first.json"
	made_file dm | cmp - "$BATS_TEST_TMPDIR/first.json"
	run gl-verify --replay
	assert_success
	outbound
	assert_equal "$(ask 21 '!mydata')" ok
	run gl-verify --replay
	assert_success
}

@test "a file tells what there was when it was asked for, not what came before it was sent" {
	busy
	write 10 '!report journal csv' >/dev/null
	write 21 '!mydata' >/dev/null
	inbound >/dev/null
	journal=$(gl-report journal --format csv --locale en | sha256sum)
	ask 21 '!pay <@12> 1 later' >/dev/null
	assert_equal "$(made_file reply | sha256sum)" "$journal"
	run bash -c "$(declare -f made_file); made_file dm"
	refute_output --partial later
}

@test "a file that ended two attempts without a result is left out, and a remark says so" {
	busy
	ask 10 '!report journal csv' >/dev/null
	sqlite3 "$GL_DB" "UPDATE outbox SET state = 'sent' WHERE files IS NULL; UPDATE outbox SET state = 'under_way', attempt = 2, not_before = NULL WHERE files IS NOT NULL"
	gl-outbox 2>/dev/null >"$BATS_TEST_TMPDIR/printed"
	assert_equal "$(jq -c '[.files, .attempt, (.content | test("could not be created"))]' "$BATS_TEST_TMPDIR/printed")" '[null,3,true]'
}

@test "forget drops every trace of name and words, keeps every amount, and the hash chain" {
	busy
	before=$(hashes)
	balances=$(gl-report balances --format csv | cut -d, -f2-)
	for text in '!top' '!report balances' '!history <@12>'; do ask 10 "$text" >/dev/null; done
	outbound
	assert_equal "$(ask 12 '!forget <@21>')" missing_permit
	assert_equal "$(ask 21 '!forget <@21>')" ok
	gl-channels --roster | gl-roster | gl-apply >/dev/null
	outbound
	outbound
	run bash -c "sqlite3 '$GL_DB' .dump | grep -i -e zeb -e quux -e dentist -e lunch"
	assert_failure
	assert_equal "$(hashes)" "$before"
	assert_equal "$(gl-report balances --format csv | cut -d, -f2-)" "$balances"
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM forgetting')" 0
	run gl-report balances
	assert_output --partial '@member-6'
}

@test "answers on their way when their author is forgotten, and that to forget itself, still arrive; no copy of them stays" {
	busy
	outbound
	write 21 '!balance' >/dev/null
	write 21 '!forget <@21>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.status != "skipped") | .status' | xargs)" 'ok ok'
	outbound
	assert_regex "$(answers | tail -2 | head -1)" 'You have 100.50 PTS'
	assert_regex "$(answers | tail -1)" 'Names and texts of .* are forgotten'
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE state <> 'sent' OR content IS NOT NULL AND kind = 'reply'")" 0
}

@test "a table that is answered behind forget, before the memos are blank, arrives, and the log keeps no memo of it" {
	busy
	outbound
	write 21 '!forget <@21>' >/dev/null
	write 10 '!report biggest' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.status != "skipped") | .status' | xargs)" 'ok ok'
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM commands WHERE text LIKE '%dentist%'")" 0
	gl-verify --replay
	outbound
	# The table itself: earlier refusals name the dentist, too.
	assert_regex "$(fake_look messages?channel=2000 | jq -r '[.[] | select(.author.id == "999")] | last | .content')" '```.*dentist.*```'
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE content LIKE '%dentist%'")" 0
	gl-verify --replay
}

@test "data that Discord refused to carry does not stay in the outbox" {
	busy
	outbound
	ask 21 '!mydata' >/dev/null
	dm=$(sqlite3 "$GL_DB" "SELECT delivery FROM outbox WHERE kind = 'dm' AND notice = 0")
	echo "{\"type\":\"delivered\",\"guild_id\":\"1000\",\"id\":\"$dm\",\"status\":\"failed\",\"error\":{\"http\":403,\"code\":50007,\"message\":\"Cannot send messages to this user\"}}" | gl-apply >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT state, files IS NULL FROM outbox WHERE kind = 'dm' AND notice = 0")" 'failed|1'
}

@test "who gave a role is forgotten in the outbox, too" {
	busy
	fake '[{"op":"role","guild":"1000","id":"601","name":"Red","position":1},{"op":"role","guild":"1000","id":"602","name":"Boss","position":1},
		{"op":"member","guild":"1000","id":"21","name":"Zebulon","nick":"Zeb","global_name":"Zebulon Quux","roles":["602"]}]' >/dev/null
	gl-channels --roster | gl-roster | gl-apply >/dev/null
	gl-command permit '<@&602>' admin | gl-apply >/dev/null
	assert_equal "$(ask 21 '!role grant <@12> <@&601>')" ok
	outbound
	assert_equal "$(ask 21 '!role revoke <@12> <@&601>')" ok
	ask 21 '!forget <@21>' >/dev/null
	outbound
	run bash -c "sqlite3 '$GL_DB' .dump | grep -i -e zeb -e quux"
	assert_failure
	no_schema_errors
}

@test "an admin has somebody else forgotten; who writes again is known again" {
	busy
	assert_equal "$(ask 10 '!forget <@21>')" ok
	ask 21 '!balance' >/dev/null
	run gl-report balances
	assert_output --partial '@Zebulon Quux'
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM transactions WHERE memo LIKE '%dentist%'")" 0
}

@test "after forgetting, the log still replays to the same books" {
	busy
	ask 21 '!forget <@21>' >/dev/null
	ask 12 '!pay <@21> 1 again' >/dev/null
	gl-db init --db "$BATS_TEST_TMPDIR/again.db" --guild 1000 --name Test --owner 10 >/dev/null
	sqlite3 "$GL_DB" 'SELECT record FROM commands WHERE seq > 1 ORDER BY seq' | gl-apply --db "$BATS_TEST_TMPDIR/again.db" >/dev/null
	for table in users members accounts balances transactions entries batches batch_totals; do
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/again.db" "SELECT * FROM $table")" "$(sqlite3 "$GL_DB" "SELECT * FROM $table")"
	done
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/again.db" 'SELECT seq, status, code, record FROM commands')" "$(sqlite3 "$GL_DB" 'SELECT seq, status, code, record FROM commands')"
}

@test "outside of forgetting the log stays append-only, and forgetting cannot touch a number" {
	busy
	for change in "UPDATE commands SET text = 'x'" "UPDATE transactions SET memo = 'x'" \
		"BEGIN; INSERT INTO forgetting VALUES (1000, 21); UPDATE transactions SET time = 1; COMMIT" \
		"BEGIN; INSERT INTO forgetting VALUES (1000, 21); UPDATE commands SET status = 'ok', seq = seq + 100; COMMIT" \
		"BEGIN; INSERT INTO forgetting VALUES (1000, 21); UPDATE entries SET amount = 1; COMMIT"; do
		run sqlite3 -bail "$GL_DB" "$change"
		assert_failure
	done
}
