# Whoever's money moved is told: by a ping in the answer, by a direct message, or not at all, as they chose.
load sending

setup() { live; }
teardown() { live_end; }

# Carla is a teller and tomas a treasurer, both without an account.
staff() {
	fake '{"op":"member","guild":"1000","id":"14","name":"tomas","roles":["502"]}' >/dev/null
	sync_roster
	printf '%s\n' 'permit <@&501> teller' 'permit <@&502> treasurer' | gl-command | gl-apply >/dev/null
}
# What the channel shows of the bot, the text of its embed before the content, and whom each pinged: "TEXT|ids".
pinged() { own "$@" | jq -r '.[] | ([.embeds[0].description, .content] | map(select(. != null and . != "")) | join("\n")) + "|" + (._pinged | map(gsub("[^0-9]"; "")) | join(" "))'; }
dms() { # USER: what the bot wrote to them alone
	local channel
	channel=$(fake_look dms | jq -r --arg user "$1" '.[$user] // empty')
	[ -z "$channel" ] || fake_look "messages?channel=$channel" | jq -r '.[].content'
}

@test "the payee is pinged in the answer, by id, and nobody else is" {
	write 11 '!pay <@12> 5 pizza' >/dev/null
	inbound >/dev/null
	outbound
	code=$(receipt_of 2)
	assert_equal "$(pinged)" "Paid 5.00 PTS to @bob (transaction 2). You have 95.00 PTS. Receipt: $code
<@12>|12"
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.path == "/channels/2000/messages" and .method == "POST") | .body.allowed_mentions] | last')" '{"parse":[],"users":["12"],"replied_user":false}'
	run gl-verify --replay
	assert_success
	no_schema_errors
}

@test "deposit, withdraw, move, reverse, limit, freeze, unfreeze and close ping the member whose account it is" {
	staff
	for line in '13 !deposit <@12> 5 cash' '13 !withdraw <@12> 1 cash' '14 !account open fund liability' '14 !move <@12> fund 1 gift' '14 !reverse 3 wrong' \
		'14 !account limit <@12> -5' '14 !account freeze <@12>' '14 !account unfreeze <@12>' '14 !withdraw <@12> 4 cash' '14 !account close <@12>'; do
		write "${line%% *}" "${line#* }" >/dev/null
		assert_equal "$line $(inbound | jq -r 'select(.status != "skipped") | .status')" "$line ok"
		forget_requests
		outbound
		want='["12"]'
		[[ $line != *'account open'* ]] || want=null
		assert_equal "$line $(fake_look requests | jq -c '[.[] | select(.method == "POST") | .body.allowed_mentions.users] | last')" "$line $want"
	done
	run gl-verify --replay
	assert_success
}

@test "the author is not told, nor a member who left, nor who wants nothing" {
	staff
	write 12 '!notices off' >/dev/null
	write 11 '!pay <@12> 5' >/dev/null
	inbound >/dev/null
	fake '{"op":"leave","guild":"1000","id":"11"}' >/dev/null
	sync_roster
	write 13 '!withdraw <@11> 1 cash' >/dev/null
	inbound >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM outbox WHERE pings IS NOT NULL')" 0
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE notice = 1 AND state <> 'sent'")" 0
	run gl-verify --replay
	assert_success
}

@test "notices dm: a direct message says who moved how much, what for and what is left, in the community's language" {
	gl-command config language es | gl-apply >/dev/null
	write 12 '!notices dm' >/dev/null
	write 11 '!pay <@12> 5 pizza' >/dev/null
	inbound >/dev/null
	outbound
	assert_equal "$(dms 12)" '@ana te ha pagado 5,00 PTS: pizza. Tienes 5,00 PTS (transacción n.º 2).'
	assert_equal "$(own | jq -c 'map(._pinged)')" '[[],[]]'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE content IS NOT NULL")" 0
	run gl-verify --replay
	assert_success
}

@test "what an operator books is told by a direct message, as there is no channel" {
	gl-command withdraw '<@11>' 30 rent | gl-apply >/dev/null
	outbound
	assert_equal "$(dms 11)" 'An operator paid out 30.00 PTS to you in cash: rent. You have 70.00 PTS (transaction 2).'
	run gl-verify --replay
	assert_success
}

@test "several notices to one person in one tick are one message: the newest last, ten lines at most, and how many more there are" {
	write 12 '!avisos privado' >/dev/null
	for n in $(seq 17); do write 11 "!pay <@12> 0.$((n + 10)) n$n" >/dev/null; done
	inbound >/dev/null
	outbound
	assert_equal "$(fake_look "messages?channel=$(fake_look dms | jq -r '."12"')" | jq length)" 1
	assert_equal "$(dms 12 | wc -l)" 11
	assert_equal "$(dms 12 | sed -n '1p;10,11p')" '@ana paid you 0.18 PTS: n8. You have 1.16 PTS (transaction 9).
@ana paid you 0.27 PTS: n17. You have 3.23 PTS (transaction 18).
and 7 more: `!history`'
	assert_equal "$(ask_books "SELECT DISTINCT state FROM outbox")" sent
	run gl-verify --replay
	assert_success
}

@test "ten thousand payments to one person are one direct message, and in one tick one ping for a channel" {
	write 12 '!notices dm' >/dev/null
	inbound >/dev/null
	outbound
	payments() {
		for n in $(seq 10000); do
			echo "{\"type\":\"command\",\"message_id\":\"$(((340000000000 + n) << 22))\",\"guild_id\":\"1000\",\"channel_id\":\"2000\",\"time\":\"2025-06-17T00:00:00.000Z\",\"author\":{\"id\":\"11\",\"name\":\"ana\",\"roles\":[],\"member\":true,\"owner\":false},\"lang\":\"en\",\"source\":\"discord\",\"verb\":\"pay\",\"args\":{\"to\":\"@12\",\"amount\":\"0.01\"}}"
		done
	}
	untraced payments | gl-apply >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM outbox WHERE notice = 1 AND user_id = 12')" 10000
	ask_books "UPDATE outbox SET state = 'sent' WHERE kind = 'reply'" >/dev/null
	gl-outbox >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -c '[.kind, (.with | length)]' "$BATS_TEST_TMPDIR/out")" '["dm",9999]'
	assert_equal "$(jq -r .content "$BATS_TEST_TMPDIR/out" | tail -1)" 'and 9990 more: `!history`'
	jq -c '{type: "delivered", guild_id, id, with, status: "sent", discord_id: "9"}' "$BATS_TEST_TMPDIR/out" | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")" 0
}

@test "who is named in many answers of one tick is pinged once" {
	for n in 1 2 3; do write 11 "!pay <@12> 0.5$n" >/dev/null; done
	inbound >/dev/null
	outbound
	assert_equal "$(own | jq -c 'map(._pinged) | sort')" '[[],[],["<@12>"]]'
	for n in $(seq 40); do write 11 "!pay <@12> 0.$((n + 10))" >/dev/null; done
	inbound >/dev/null
	forget_requests
	outbound
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.path == "/channels/2000/messages" and .method == "POST") | .body.allowed_mentions.users // empty]')" '[["12"]]'
}

@test "answers go before notices" {
	write 12 '!notices dm' >/dev/null
	inbound >/dev/null
	outbound
	write 11 '!pay <@12> 5' >/dev/null
	write 13 '!whoami' >/dev/null
	write 12 '!whoami' >/dev/null
	inbound >/dev/null
	assert_equal "$(gl-outbox | jq -r .kind | paste -sd' ')" 'reply reply reply dm'
}

@test "a closed direct message falls back to a ping once, and to pings from then on; a replay agrees" {
	write 12 '!notices dm' >/dev/null
	inbound >/dev/null
	outbound
	fake '{"op":"close_dms","user":"12"}' >/dev/null
	write 11 '!pay <@12> 5' >/dev/null
	write 11 '!pay <@12> 6' >/dev/null
	inbound >/dev/null
	outbound
	assert_equal "$(ask_books "SELECT value FROM preferences WHERE user_id = 12 AND name = 'notices'")" ping
	outbound
	assert_equal "$(pinged | tail -1)" '<@12>: there is news about your money: `!history` and `!requests` show it. Your direct messages are closed, so from now on I mention you in the channel. Once they are open, write `!notices dm` to get direct messages again.|12'
	assert_equal "$(own | jq -c '[.[] | select(._pinged != [])] | length')" 1
	write 11 '!pay <@12> 7' >/dev/null
	inbound >/dev/null
	outbound
	assert_equal "$(own | jq -c 'last._pinged')" '["<@12>"]'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE content IS NOT NULL OR state <> 'sent' AND state <> 'failed'")" 0
	run gl-verify --replay
	assert_success
}

@test "where there is no channel, a closed direct message changes nothing and says nothing" {
	fake '{"op":"close_dms","user":"11"}' >/dev/null
	gl-command withdraw '<@11>' 30 rent | gl-apply >/dev/null
	outbound
	outbound
	assert_equal "$(ask_books "SELECT COUNT(*) FROM preferences")" 0
	assert_equal "$(own | jq length)" 0
	run gl-verify --replay
	assert_success
}

@test "when Discord opens no more direct messages (40003), the others wait ten minutes, without an attempt" {
	gl-command withdraw '<@11>' 30 rent | gl-apply >/dev/null
	gl-command deposit '<@12>' 30 rent | gl-apply >/dev/null
	fake '{"op":"fault","kind":"status","status":400,"code":40003,"match_method":"POST","match_path":"users/@me/channels"}' >/dev/null
	forget_requests
	now=$(date +%s%3N)
	run -75 bash -c 'set -o pipefail; gl-outbox | gl-send 2>/dev/null >"$BATS_TEST_TMPDIR/result"'
	gl-apply <"$BATS_TEST_TMPDIR/result" >/dev/null
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/result" | sort | uniq -c | xargs)" '2 retry'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE notice = 1 AND state = 'due' AND attempt = 0")" 1
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE notice = 1 AND state = 'due' AND not_before >= $((now + 590000)) AND not_before < $((now + 660000))")" 2
	assert_equal "$(requests users)" 1
}

@test "gl-verify finds a member who was not told, and one who was told for nothing" {
	write 11 '!pay <@12> 5' >/dev/null
	write 11 '!notices dm' >/dev/null
	inbound >/dev/null
	tamper "UPDATE outbox SET pings = NULL WHERE pings IS NOT NULL"
	run gl-verify
	assert_failure 1
	assert_output --partial 'it concerns the account of user 12, who was not told'
	tamper "UPDATE outbox SET pings = '12 13' WHERE kind = 'reply' AND seq = (SELECT seq FROM commands WHERE verb = 'pay')"
	run gl-verify
	assert_failure 1
	assert_output --partial 'user 13 was told, whose account it does not concern'
	tamper "UPDATE outbox SET pings = '12' WHERE pings IS NOT NULL"
	run gl-verify --replay
	assert_success
	tamper "DELETE FROM preferences"
	run gl-verify --replay
	assert_failure 1
	assert_output --partial preferences
}

@test "after a restore nobody gets a notice twice that came before it, however they are packed" {
	of_files "a restored backup is one"
	write 12 '!notices dm' >/dev/null
	inbound >/dev/null
	outbound
	gl-db backup "$BATS_TEST_TMPDIR/backup" >/dev/null
	for n in 1 2; do
		write 11 "!pay <@12> 0.0$n" >/dev/null
		inbound >/dev/null
		outbound
	done
	for n in 3 4; do write 11 "!pay <@12> 0.0$n" >/dev/null; done
	inbound >/dev/null
	outbound
	assert_equal "$(dms 12 | grep -c 'paid you')" 4
	no_books
	gl-db restore "$BATS_TEST_TMPDIR/backup" >/dev/null 2>&1
	inbound >/dev/null
	outbound
	outbound
	assert_equal "$(dms 12 | grep -c 'paid you')" 4
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")" 0
	run gl-verify --replay
	assert_success
}

@test "a run sends 40 direct messages of notices at most, so that nobody's answer waits for hundreds; the others come with the next runs" {
	for user in $(seq 3001 3060); do printf '{"op":"member","guild":"1000","id":"%s","name":"m%s"}\n' "$user" "$user"; done | jq -cs . >"$BATS_TEST_TMPDIR/members"
	fake "$(cat "$BATS_TEST_TMPDIR/members")" >/dev/null
	sync_roster
	for user in $(seq 3001 3060); do printf '%s\n' "register <@$user>" "deposit <@$user> 1 cash"; done | gl-command | gl-apply >/dev/null
	assert_equal "$(gl-outbox | jq -r .kind | sort | uniq -c | xargs)" '40 dm'
	assert_equal "$(gl-outbox | jq -r .kind | sort | uniq -c | xargs)" '20 dm'
}

@test "where Discord refuses the words of an answer, whoever's money moved is pinged all the same" {
	write 11 '!pay <@12> 5' >/dev/null
	inbound >/dev/null
	fake '{"op":"fault","kind":"status","status":400,"code":200000,"match_method":"POST","match_path":"channels/2000/messages"}' >/dev/null
	outbound
	outbound
	assert_equal "$(own | jq -r '.[] | .content + "|" + (._pinged | join(" "))')" 'A movement of yours was booked (transaction 2): see `!history`.
<@12>|<@12>'
}

# at SECONDS: one outbound run so much later. It succeeds, whatever waits for its minute: a tick that
# failed would look at the talking channels less often.
at() { faketime -f "+$1s" bash -c 'set -o pipefail; gl-outbox | gl-send 2>/dev/null | gl-apply >/dev/null'; }
# opened: how many direct messages the fake Discord opened since forget_requests.
opened() {
	fake_look requests | jq '[.[] | select(.path == "/users/@me/channels")] | length'
	forget_requests
}

@test "direct messages that nobody asked for begin at ten a minute, and each full minute doubles it; an answer does not wait for them" {
	of_plain_build "it moves the clock with a library"
	command -v faketime >/dev/null || skip "faketime is not installed (deploy/packages --tests)"
	for user in $(seq 3001 3075); do printf '{"op":"member","guild":"1000","id":"%s","name":"m%s"}\n' "$user" "$user"; done | jq -cs . >"$BATS_TEST_TMPDIR/members"
	fake "$(cat "$BATS_TEST_TMPDIR/members")" >/dev/null
	fake '{"op":"set","key":"bucket","value":[500,1]}' >/dev/null
	sync_roster
	for user in $(seq 3001 3075); do printf '%s\n' "register <@$user>" "deposit <@$user> 1 cash"; done | gl-command | gl-apply >/dev/null
	forget_requests
	at 0
	assert_equal "$(opened)" 10
	at 5
	at 10
	assert_equal "$(opened)" 0
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE notice = 1 AND state = 'due' AND attempt = 0")" 65
	write 11 '!private on' >/dev/null
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	forget_requests
	at 15
	assert_equal "$(opened)" 1
	assert_equal "$(dms 11 | grep -c 100.00)" 1
	at 65
	at 70
	assert_equal "$(opened)" 20
	at 130
	at 135
	assert_equal "$(opened)" 40
	at 195
	assert_equal "$(opened)" 5
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")" 0
	# who was written to before is written to without an opening, five in a second; after a pause others are opened ten a minute again
	for user in $(seq 3101 3112); do printf '{"op":"member","guild":"1000","id":"%s","name":"m%s"}\n' "$user" "$user"; done | jq -cs . >"$BATS_TEST_TMPDIR/members"
	fake "$(cat "$BATS_TEST_TMPDIR/members")" >/dev/null
	sync_roster
	for user in $(seq 3101 3112); do printf '%s\n' "register <@$user>" "deposit <@$user> 1 cash"; done | gl-command | gl-apply >/dev/null
	for user in $(seq 3001 3012); do printf '%s\n' "deposit <@$user> 1 cash"; done | gl-command | gl-apply >/dev/null
	forget_requests
	at 800
	assert_equal "$(requests messages) $(opened)" '15 10'
	at 803
	assert_equal "$(requests messages) $(opened)" '5 0'
	at 806
	assert_equal "$(requests messages) $(opened)" '2 0'
}

@test "while Discord opens no direct messages (40003), those to whom the bot wrote before go on, and so do answers" {
	gl-command withdraw '<@11>' 1 rent | gl-apply >/dev/null
	outbound
	assert_equal "$(dms 11 | wc -l)" 1
	fake '{"op":"fault","kind":"status","status":400,"code":40003,"match_method":"POST","match_path":"users/@me/channels"}' >/dev/null
	gl-command deposit '<@12>' 30 rent | gl-apply >/dev/null
	outbound || true
	gl-command withdraw '<@11>' 2 rent | gl-apply >/dev/null
	write 11 '!balance' >/dev/null
	write 11 '!private on' >/dev/null
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	forget_requests
	outbound
	assert_equal "$(own | jq length)" 3
	assert_equal "$(dms 11 | wc -l) $(dms 12 | wc -l)" '3 0'
	assert_equal "$(opened)" 0
	later
	outbound
	assert_equal "$(dms 12 | wc -l)" 1
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")" 0
}

@test "a channel of direct messages that is gone is opened anew" {
	gl-command withdraw '<@11>' 1 rent | gl-apply >/dev/null
	outbound
	gl-command withdraw '<@11>' 2 rent | gl-apply >/dev/null
	fake "{\"op\":\"fault\",\"kind\":\"status\",\"status\":404,\"code\":10003,\"match_method\":\"POST\",\"match_path\":\"channels/$(fake_look dms | jq -r '."11"')/messages\"}" >/dev/null
	forget_requests
	gl-outbox | gl-send 2>/dev/null >"$BATS_TEST_TMPDIR/result" || true # what is sent into it waits a minute: here it has the same id
	gl-apply <"$BATS_TEST_TMPDIR/result" >/dev/null
	assert_equal "$(opened)" 1
	later
	outbound
	assert_equal "$(dms 11 | grep -c 'paid out 2.00')" 1
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")" 0
	assert_equal "$(sqlite3 "$GL_STATE/limits.db" "SELECT COUNT(*), SUM(typeof(person) = 'blob' AND length(person) = 16) FROM message_channels")" '1|1'
}
