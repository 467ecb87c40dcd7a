# gl-apply --interaction: what an interaction does in the books, and what its answer is made of. Numbers of traps are those of the
# project's fact sheet on interactions.
load helper

setup() { working_books; }
# What the log holds of interactions gives the same books, and nothing of them is missing.
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

# slash NUMBER USER TEXT [EDIT]: the record that a slash command gives which means what TEXT says; EDIT is jq's. at_once: it is applied.
slash() { say "$1" "$2" "$3" | gl-parse | gl-identify --roster "$ROSTER" | jq -c ".source = \"interaction\"${4:+ | $4}"; }
at_once() { gl-apply --interaction; }
SHOWN='{verb, text, transaction, batch, appearance}'
log_rows() { ask_books 'SELECT COUNT(*) FROM commands'; }
transactions() { ask_books 'SELECT COUNT(*) FROM transactions'; }
waiting_deliveries() { ask_books "SELECT kind, CASE WHEN kind <> 'post' THEN user_id END, channel_id, pings FROM outbox WHERE delivery > $1 ORDER BY delivery"; }
last_delivery() { ask_books 'SELECT MAX(delivery) FROM outbox'; }

@test "the outcome has all that the answer is made of: text, title, colour, link, whom it pings, files" {
	operator config site.url https://example.org/x >/dev/null
	run -0 at_once < <(slash 10 11 '!pay <@12> 5 pizza')
	assert_equal "$(jq -c '[.status, .transaction, .appearance.title, .appearance.label, .pings, .files]' <<<"$output")" '["ok","2","Payment","View on the site",["12"],null]'
	assert_equal "$(jq -r '.appearance.url, (.appearance.color | type)' <<<"$output")" $'https://example.org/x/en/transaction/1.html#t2\nnumber'
	run -0 at_once < <(slash 11 15 '!report balances csv')
	assert_equal "$(jq -r '.files[] | .name, .media_type' <<<"$output")" $'balances.csv\ntext/csv; charset=utf-8'
	jq -r '.files[].base64' <<<"$output" | base64 -d | grep -q '^till,asset,open,100.00,PTS'
	run -0 at_once < <(slash 12 11 '!pagar <@12> 500 tanto')
	assert_equal "$(jq -c '[.status, .code, .appearance, .pings]' <<<"$output")" '["rejected","insufficient_funds",null,null]'
	run jq -r .text <<<"$output"
	assert_output --partial 'Tienes 95,00 PTS y hacen falta 500,00 PTS'
}

# bats test_tags=interaction-trap:7
@test "one interaction delivered twenty times at once has one effect, and each delivery the same answer" {
	record=$(slash 10 11 '!pay <@12> 5 pizza')
	for n in $(seq 20); do at_once <<<"$record" >"$BATS_TEST_TMPDIR/out.$n" & done
	for job in $(jobs -p); do wait "$job"; done # each ends well
	assert_equal "$(transactions)" 2
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/out.* | jq -r .status | sort | uniq -c | xargs)" '19 duplicate 1 ok'
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/out.* | jq -c "$SHOWN" | sort -u | wc -l)" 1
}

# bats test_tags=interaction-trap:8
@test "a second delivery gets the first answer, also of what was refused, and only its author does" {
	operator config site.url https://example.org/x >/dev/null
	n=20
	for text in '!pay <@12> 5 pizza' '!balance' '!report balances' '!pay <@12> 500' '!batch' '!help'; do
		n=$((n + 1))
		record=$(slash "$n" 11 "$text")
		first=$(at_once <<<"$record")
		again=$(at_once <<<"$record")
		assert_equal "$(jq -r .status <<<"$again")" duplicate
		assert_equal "$(jq -Sc "$SHOWN" <<<"$again")" "$(jq -Sc "$SHOWN" <<<"$first")"
		refute [ "$(jq -r .text <<<"$again")" = null ]
	done
	run -0 at_once < <(slash 22 12 '!balance')
	assert_equal "$(jq -c '[.status, .text]' <<<"$output")" '["duplicate",null]'
}

# bats test_tags=interaction-trap:9
@test "no reply to an interaction is queued; roles, direct messages and posts are" {
	echo '{"type":"guild","guild_id":"1000","name":"Test","owner_id":"10","lang":"en","bot_id":"999","bot_role_id":"998","bot_top_role":"998","bot_position":9}
{"type":"role","guild_id":"1000","role_id":"601","name":"Blue","position":1,"permissions":"0"}' | gl-apply >/dev/null
	gl-apply <"$ROSTER" >/dev/null
	say 8 10 '!role group colours one <@&601>' | tick >/dev/null
	say 9 12 '!notices dm' | tick >/dev/null
	last=$(last_delivery)
	n=10
	for text in '!pay <@12> 5 pizza' '!balance' '!pay <@12> 900' '!role take <@&601>'; do
		n=$((n + 1))
		record=$(slash "$n" 11 "$text")
		at_once <<<"$record"
	done | jq -r .status | xargs >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(<"$BATS_TEST_TMPDIR/out")" 'ok ok rejected ok'
	assert_equal "$(waiting_deliveries "$last")" $'dm|12||\nrole_add|11||'
	assert_equal "$(gl-outbox | jq -r 'select(.id | tonumber > '"$last"') | .kind' | sort | xargs)" 'dm role_add'
}

# bats test_tags=interaction-trap:10
@test "a private answer is in no outbox, also of who wants balances as direct messages" {
	say 9 11 '!private on' | tick >/dev/null
	last=$(last_delivery)
	run -0 at_once < <(slash 10 11 '!balance' '.private = true')
	assert_equal "$(jq -r .text <<<"$output")" 'You have 100.00 PTS.'
	run -0 at_once < <(slash 11 11 '!history' '.private = true')
	assert_equal "$(waiting_deliveries "$last")" ''
	run -0 at_once < <(slash 12 11 '!balance') # one that others would read
	refute [ "$(jq -r .text <<<"$output" | grep -c '100.00')" != 0 ]
	assert_equal "$(waiting_deliveries "$last")" 'dm|11||'
}

# bats test_tags=interaction-trap:11
@test "an interaction moves no cursor: the messages before it are still read and applied" {
	cursor=$(ask_books 'SELECT after FROM cursors')
	slash 200 11 '!pay <@12> 5 pizza' | at_once >/dev/null
	assert_equal "$(ask_books 'SELECT after FROM cursors')" "$cursor"
	assert_equal "$(outcome status 100 11 '!pay <@12> 1 before')" ok
}

# hold_books SECONDS: another process has the books locked. still_held: it still has.
hold_books() {
	if over_server; then
		psql -X -q -d "$GL_DB" -c "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), 1000)); SELECT pg_sleep($1)" >/dev/null 3>&- &
	else
		python3 -c 'import sqlite3, sys, time
books = sqlite3.connect(sys.argv[1], isolation_level=None)
books.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))' "$GL_DB" "$1" >"$BATS_TEST_TMPDIR/held" 3>&- &
		until_true 10 test -s "$BATS_TEST_TMPDIR/held"
	fi
	holder=$!
	if over_server; then until_true 10 sh -c "psql -X -q -At -d '$GL_DB' -c \"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted\" | grep -qv '^0$'"; fi
}
still_held() { kill -0 "$holder"; }
let_go() {
	if over_server; then psql -X -q -d "$GL_DB" -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()" >/dev/null; fi
	kill "$holder" || true
	wait "$holder" || true
}

# bats test_tags=interaction-trap:13
@test "books that another holds are said to be busy while there is still time to say so, and nothing is booked later" {
	hold_books 60
	run at_once < <(slash 10 11 '!pagar <@12> 5 cena')
	assert_equal "$status" 75
	still_held
	line=$(grep '"type":"outcome"' <<<"$output")
	assert_equal "$(jq -c '[.message_id, .verb, .status, .code]' <<<"$line")" "[\"$(((FIRST_MESSAGE + 10000) << 22))\",\"pay\",\"busy\",\"busy\"]"
	run jq -r .text <<<"$line"
	assert_output --partial 'No se ha hecho nada'
	let_go
	assert_equal "$(transactions)" 1
	assert_equal "$(slash 10 11 '!pay <@12> 5 dinner' | at_once | jq -r .status)" ok # the same again is new
}

# bats test_tags=interaction-trap:14
@test "two hundred interactions, twenty at a time, are all answered" {
	operator config chatter.limit 0 >/dev/null
	for n in $(seq 200); do say $((100 + n)) 11 "!pay <@12> 0.01 number $n"; done | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"' >"$BATS_TEST_TMPDIR/in"
	# a machine at its limit may need more than the time there is: who is told so asks again
	apply_line() {
		local tries=0 status=75
		while [ "$status" = 75 ] && [ $((tries += 1)) -le 10 ]; do
			sed -n "$1p" "$BATS_TEST_TMPDIR/in" | gl-apply --interaction >"$BATS_TEST_TMPDIR/out.$1" 2>>"$BATS_TEST_TMPDIR/errors" && status=0 || status=$?
			[ "$(wc -l <"$BATS_TEST_TMPDIR/out.$1")" = 1 ] || echo "$1: $status, no answer" >>"$BATS_TEST_TMPDIR/failed"
		done
	}
	export -f apply_line
	seq 200 | xargs -P 20 -I{} bash -c 'apply_line {}'
	refute [ -e "$BATS_TEST_TMPDIR/failed" ]
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/out.* | jq -r .status | sort | uniq -c | xargs)" '200 ok'
	assert_equal "$(transactions)" 201
}

# bats test_tags=interaction-trap:21
@test "who owns the community is asked of the books alone: neither the record nor an administrator's role says so" {
	assert_equal "$(slash 10 11 '!permit <@&501> admin' '.author.owner = true' | at_once | jq -r '.status + " " + .code')" 'denied missing_permit'
	assert_equal "$(slash 11 10 '!permit <@&501> auditor' '.author.owner = false' | at_once | jq -r .status)" ok
	echo '{"type":"guild","guild_id":"1000","name":"Test","owner_id":"11","lang":"en"}' | gl-apply >/dev/null
	assert_equal "$(slash 12 10 '!permit <@&501> admin' '.author.owner = true' | at_once | jq -r .status)" denied
	assert_equal "$(slash 13 11 '!permit <@&501> teller' | at_once | jq -r .status)" ok
}

# bats test_tags=interaction-trap:21
@test "an interaction acts with the roles that it brings, and as nobody without them" {
	assert_equal "$(slash 10 13 '!deposit <@12> 5 dues' | at_once | jq -r .status)" ok
	assert_equal "$(slash 11 13 '!deposit <@12> 5 dues' '.author.roles = []' | at_once | jq -r .code)" missing_permit
	assert_equal "$(slash 12 13 '!deposit <@12> 5 dues' 'del(.author.roles)' | at_once | jq -r .code)" not_identified
	assert_equal "$(slash 13 13 '!deposit <@12> 5 dues' '.author.member = false' | at_once | jq -r .code)" not_a_member
}

# bats test_tags=interaction-trap:23
@test "an interaction of a guild that has no books here is refused politely, and creates nothing" {
	before=$(log_rows)
	run -0 at_once < <(slash 10 11 '!pay <@12> 5 pizza' '.guild_id = "4711"')
	assert_equal "$(jq -c '[.status, .code, .text, .appearance]' <<<"$output")" '["rejected","unknown_guild","This community has no books here yet. Ask whoever runs this bot to add it.",null]'
	assert_equal "$(log_rows)$(ask_books 'SELECT COUNT(*) FROM guilds')" "${before}1"
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM users WHERE guild_id <> 1000')" 0
}

# bats test_tags=interaction-trap:30
@test "a button pressed twice, and by two people at once, has one effect" {
	gl-apply <"$ROSTER" >/dev/null
	number=$(say 10 12 '!request <@11> 12.50 pizza' | tick | jq -r '.waiting[0]')
	for n in 11 12 13 14; do slash $n 11 "!accept $number" '.pressed = true' | at_once >"$BATS_TEST_TMPDIR/out.$n" & done
	for job in $(jobs -p); do wait "$job"; done
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/out.* | jq -r .status | sort | uniq -c | xargs)" '1 ok 3 rejected'
	assert_equal "$(transactions)" 2
	{ say 15 13 '!deposit <@12> 500 start'; say 16 10 '!config approval.over 20'; say 17 10 '!permit <@&504> treasurer'; } | tick >/dev/null
	number=$(say 21 13 '!withdraw <@12> 50 cash' | tick | jq -r '.waiting[0]')
	slash 22 14 "!approve $number" '.pressed = true' | at_once >"$BATS_TEST_TMPDIR/two.1" &
	slash 23 18 "!approve $number" '.pressed = true | .author.roles = ["504"] | .author.member = true' | at_once >"$BATS_TEST_TMPDIR/two.2" &
	for job in $(jobs -p); do wait "$job"; done
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/two.* | jq -r .status | sort | xargs)" 'ok rejected'
	assert_equal "$(transactions)" 4
}

@test "whom an answer cannot notify, as it is private or changes a message, is told by a post" {
	last=$(last_delivery)
	run -0 at_once < <(slash 10 11 '!pay <@12> 5 pizza' '.private = true')
	assert_equal "$(jq -c .pings <<<"$output")" null
	assert_equal "$(waiting_deliveries "$last")" 'post||2000|12'
	run -0 at_once < <(slash 11 11 '!pay <@12> 5 pizza' '.pressed = true')
	assert_equal "$(waiting_deliveries $((last + 1)))" 'post||2000|12'
	run -0 at_once < <(slash 12 11 '!pay <@12> 5 pizza')
	assert_equal "$(jq -c .pings <<<"$output")" '["12"]'
	assert_equal "$(waiting_deliveries $((last + 2)))" ''
}

@test "an answer that has to be drawn follows by itself: in the channel, or alone to who asked in private" {
	last=$(last_delivery)
	run -0 at_once < <(slash 10 15 '!report balances chart')
	assert_equal "$(jq -r '.text | split("\n")[-1]' <<<"$output")" 'The chart follows in this channel.'
	run -0 at_once < <(slash 11 15 '!informe saldos grafico' '.private = true')
	assert_equal "$(jq -r '.text | split("\n")[-1]' <<<"$output")" 'Te envío el gráfico por mensaje directo.'
	assert_equal "$(waiting_deliveries "$last")" $'post||2000|\ndm|15||'
	assert_equal "$(gl-outbox | jq -r 'select(.files) | .kind + " " + .files[0].media_type')" $'post application/x-gnuplot\ndm application/x-gnuplot'
}

@test "somebody who asks too much is told so each time, and the log does not grow by it" {
	operator config chatter.limit 5 >/dev/null
	for n in $(seq 10 15); do slash "$n" 11 '!balance' | at_once >/dev/null; done
	before=$(log_rows)
	for n in $(seq 16 18); do
		run -0 at_once < <(slash "$n" 11 '!balance')
		assert_equal "$(jq -c '[.status, .code]' <<<"$output")" '["skipped","too_many"]'
		run jq -r .text <<<"$output"
		assert_output --partial 'more than 5 commands in a minute'
	done
	assert_equal "$(log_rows)" "$before"
}

@test "what is no whole record of an interaction is refused, and nothing is booked" {
	before=$(log_rows)
	refused() { run at_once; assert_equal "$status" 65; refute_output --partial '"type":"outcome"'; }
	refused < <(slash 10 11 '!pay <@12> 5 pizza' '.source = "discord"')
	refused < <(slash 10 11 '!pay <@12> 5 pizza' '.source = "operator"')
	refused < <(slash 10 11 '!pay <@12> 5 pizza' '.source = "schedule" | .verb = "due pay"')
	refused < <(slash 10 11 '!pay <@12> 5 pizza' | tr -d '\n')
	refused < <(slash 10 11 '!pay <@12> 5 pizza' | head -c 100)
	refused < <(head -n 1 "$ROSTER")
	refused </dev/null
	refused <<<'no JSON'
	assert_equal "$(log_rows)" "$before"
}

@test "one record is applied, without waiting for the end of the input" {
	mkfifo "$BATS_TEST_TMPDIR/in"
	at_once <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 3>&- &
	exec 9>"$BATS_TEST_TMPDIR/in"
	printf '%s\n%s\n' "$(slash 10 11 '!pay <@12> 5 one')" "$(slash 11 11 '!pay <@12> 5 two')" >&9
	wait $!
	exec 9>&-
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out")" ok
	assert_equal "$(transactions)" 2
}

@test "somebody whom the books do not know gets what their message would get, and leaves what it would leave" {
	by_text=$(outcome code 10 19 '!pay <@12> 5')
	users=$(ask_books 'SELECT COUNT(*) FROM users')
	assert_equal "$(slash 11 20 '!pay <@12> 5' '.author += {roles: [], member: true}' | at_once | jq -r .code)" not_registered
	assert_equal "$by_text" not_a_member # u19 is not in the roster
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM accounts WHERE owner_id = 20')" 0
	assert [ "$(ask_books 'SELECT COUNT(*) FROM users')" -le $((users + 1)) ]
}

@test "gl-verify notices a reply to an interaction, and a time that is not its id's" {
	slash 10 11 '!balance' | at_once >/dev/null
	gl-verify >/dev/null
	seq=$(ask_books 'SELECT MAX(seq) FROM commands') next=$(($(last_delivery) + 1))
	tamper "INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, state) VALUES (1000, $next, 'reply', $seq, 2000, $(((FIRST_MESSAGE + 10000) << 22)), 'sent')"
	run gl-verify
	assert_output --partial 'of the kind reply are in the outbox for it'
	tamper "DELETE FROM outbox WHERE delivery = $next"
	gl-verify >/dev/null
	tamper "UPDATE commands SET time = time + 1 WHERE seq = $seq"
	run gl-verify
	assert_output --partial "time is"
	tamper "UPDATE commands SET time = time - 1 WHERE seq = $seq"
}

@test "forget blanks the words of interactions, too: the same once more says nothing of them" {
	record=$(slash 10 12 '!pay <@11> 5 Zqx secret')
	slash 9 11 '!pay <@12> 20 start' | at_once >/dev/null
	at_once <<<"$record" >/dev/null
	slash 5000 12 '!forget <@12>' | at_once >/dev/null
	gl-apply </dev/null # the next tick goes on with it
	refute [ "$(ask_books "SELECT COUNT(*) FROM commands WHERE record LIKE '%Zqx%' OR text LIKE '%Zqx%'")" != 0 ]
	run -0 at_once <<<"$record"
	assert_equal "$(jq -r .status <<<"$output")" duplicate
	refute_output --partial Zqx
}

@test "checkpoints of gl-verify hold over interactions" {
	slash 10 11 '!pay <@12> 5 pizza' | at_once >/dev/null
	gl-verify --new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key" >/dev/null
	slash 11 11 '!pay <@12> 5 pizza' | at_once >/dev/null
	slash 12 15 '!report balances chart' | at_once >/dev/null
	run -0 gl-verify --since "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key.pub"
}
