# No input stops the service: a record that cannot be applied is set aside, and those behind it go on.
load helper.bash

three_payments() { say 7 11 '!pay <@12> 1'; say 8 11 '!pay <@12> 2 poison'; say 9 11 '!pay <@12> 4'; }

@test "a record that cannot be applied is set aside, and those before and behind it are applied, whatever the size of a chunk" {
	working_books
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	for chunk in 1 2 4096; do
		bring_books "$BATS_TEST_TMPDIR/kept.db"
		poison transactions "NEW.memo = 'poison'"
		run bash -c "$(declare -f three_payments untraced say message_line speaker json_string); FIRST_MESSAGE=$FIRST_MESSAGE; three_payments | gl-parse | gl-identify --roster '$ROSTER' | gl-apply --chunk $chunk 2>'$BATS_TEST_TMPDIR/said'"
		assert_success
		assert_equal "$(jq -r .status <<<"$output" | paste -sd' ')" 'ok failed ok'
		assert_equal "$(balance_of @bob)" 5.00
		assert_equal "$(grep -c 'set aside' "$BATS_TEST_TMPDIR/said")" 1
		grep -q poisoned "$BATS_TEST_TMPDIR/said"
		cure
		run gl-verify --replay
		assert_success
	done
}

@test "a record that cannot be applied is set aside among a thousand others of its chunk, too" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	thousand() {
		for i in $(seq 1000); do
			printf '{"type":"command","message_id":"%s","guild_id":"1000","author":{"id":"0","name":"op","roles":[],"member":true,"owner":false},"time":"2026-01-01T00:00:00.000Z","lang":"en","source":"operator","verb":"deposit","args":{"who":"@11","amount":"1","memo":"%s"}}\n' \
				$((1300234240000000000 + i)) "$( ((i == 700)) && echo poison || echo "no. $i")"
		done
	}
	before=$(ask_books 'SELECT COUNT(*) FROM transactions')
	run bash -c "$(declare -f thousand); thousand | gl-apply --chunk 4096 2>/dev/null | jq -r .status | sort | uniq -c | xargs"
	assert_success
	assert_output '1 failed 999 ok'
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" $((before + 999))
	cure
	run gl-verify --replay
	assert_success
}

@test "who wrote a command that was set aside is answered, in their language, and the cursor moves on" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	assert_equal "$(outcome text 8 11 '!pay <@12> 2 poison' 2>/dev/null)" 'This could not be done. The operators have been told. Nothing was booked and nothing was changed.'
	assert_equal "$(outcome text 9 11 '!pagar <@12> 2 poison' 2>/dev/null)" 'No se ha podido hacer. Los operadores ya lo saben. No se ha apuntado ni cambiado nada.'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE reply_to IN ($(say 8 11 x | jq -r .id), $(say 9 11 x | jq -r .id))")" 2
	assert_equal "$(ask_books 'SELECT MAX(after) FROM cursors')" "$(say 9 11 x | jq -r .id)"
	assert_equal "$(ask_books "SELECT status, value FROM (SELECT second AS status, value FROM counters WHERE name = 'command' AND first = 'pay') s WHERE status = 'failed'")" 'failed|2'
}

@test "what was set aside counts as not applied: it can be done again once the cause is gone, and once only" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	three_payments | tick >/dev/null 2>&1
	seq=$(ask_books "SELECT seq FROM commands WHERE status = 'failed'")
	run gl-apply --retry "$seq"
	assert_success
	assert_equal "$(jq -r 'select(.type == "outcome") | .status' <<<"$(grep '^{' <<<"$output")")" failed
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE status = 'failed'")" 1 # no second row for the same cause
	cure
	run gl-apply --retry "$seq"
	assert_success
	assert_equal "$(jq -r .status <<<"$output")" ok
	assert_equal "$(balance_of @bob)" 7.00
	run gl-apply --retry "$seq"
	assert_equal "$(jq -r .status <<<"$output")" duplicate
	run gl-apply --retry 1
	assert_failure 64
	assert_output --partial 'was not set aside'
	run gl-verify --replay
	assert_success
}

@test "a replay honours that a record was set aside, though its rules would take it now" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	three_payments | tick >/dev/null 2>&1
	say 10 12 '!pay <@11> 5' | tick >/dev/null
	cure
	run gl-verify --replay
	assert_success
	gl-db copy "$GL_DB" "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	run gl-verify --db "$BATS_TEST_TMPDIR/copy.db" --replay
	assert_success
}

@test "a member seen, and a delivery's result, that cannot be applied are set aside as well; nothing is sent twice for it" {
	working_books
	{
		echo '{"type":"guild","guild_id":"1000","name":"Test","owner_id":"10","lang":"en","bot_id":"999","bot_role_id":"998","bot_top_role":"998","bot_position":9}'
		echo '{"type":"role","guild_id":"1000","role_id":"600","name":"Blue","permissions":"0","position":1,"managed":false,"gone":false}'
		member 11 ana
	} | gl-apply >/dev/null
	say 7 10 '!role allow <@&600>' | tick >/dev/null
	say 8 11 '!role take Blue' | tick >/dev/null
	poison member_roles 'NEW.role_id = 600'
	delivery=$(gl-outbox | jq -c 'select(.kind == "role_add")')
	run gl-apply < <(jq -c '{type: "delivered", guild_id, id, status: "sent"}' <<<"$delivery"; member 11 ana '"600"'; say 9 11 '!pay <@12> 1' | gl-parse | gl-identify --roster "$ROSTER")
	assert_success
	assert_equal "$(grep '^{' <<<"$output" | jq -r .status | paste -sd' ')" 'failed failed ok'
	assert_equal "$(ask_books "SELECT state FROM outbox WHERE kind = 'role_add'")" sent
	member 11 ana '"600"' | gl-apply >/dev/null 2>&1 # at each look at the guild, with no row more
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE status = 'failed'")" 2
	cure
	run gl-verify --replay
	assert_success
}

@test "one guild's record that cannot be applied delays no other guild of the books" {
	working_books
	GL_GUILD='' gl-db init --guild 3000 --name Other --owner 10 >/dev/null
	poison users 'NEW.guild_id = 1000 AND NEW.user_id = 60'
	{
		say 7 60 '!register'
		say 8 10 '!register' | jq -c '.guild_id = "3000" | .channel_id = "3001"'
	} | gl-parse >"$BATS_TEST_TMPDIR/in"
	{ cat "$ROSTER"; member 60 zoe; member 10 owner | sed 's/1000/3000/'; } >"$BATS_TEST_TMPDIR/both"
	run --separate-stderr gl-apply < <(gl-identify --roster "$BATS_TEST_TMPDIR/both" <"$BATS_TEST_TMPDIR/in")
	assert_success
	assert_equal "$(jq -r .status <<<"$output" | paste -sd' ')" 'failed ok'
}

@test "a backlog of slow commands moves on: a transaction ends after two seconds" {
	of_files 'a trigger that takes its time'
	of_plain_build 'time'
	working_books
	operator config chatter.limit 0 >/dev/null
	ask_books "CREATE TRIGGER slow BEFORE INSERT ON transactions BEGIN
		SELECT (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4000000) SELECT MAX(n) FROM c); END"
	# the rows of a transaction are written at its end, but the reversal of a payment of the same chunk asks for it
	for n in $(seq 7 2 17); do say "$n" 11 '!pay <@12> 0.01'; say $((n + 1)) 10 "!reverse $((n - 5)) slow"; done | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/in"
	gl-apply <"$BATS_TEST_TMPDIR/in" | { read -r _; ask_books 'SELECT COUNT(*) FROM transactions' >"$BATS_TEST_TMPDIR/first"; cat >/dev/null; }
	assert [ "$(cat "$BATS_TEST_TMPDIR/first")" -lt "$(ask_books 'SELECT COUNT(*) FROM transactions')" ]
}

@test "control totals beyond 64 bits close a batch, exactly" {
	init_books --currency KET --scale 9
	{ say 1 10 '!permit <@&501> teller'; say 2 10 '!permit <@&502> treasurer'; say 3 11 '!register'; say 4 12 '!register'; say 5 13 '!deposit <@11> 1000000 cash'; } | tick >/dev/null
	payments() {
		for n in $(seq 9300); do
			from=11 to=12
			if [ $((n % 2)) = 0 ]; then from=12 to=11; fi
			echo "{\"type\":\"command\",\"message_id\":\"$(((310000100000 + n) << 22))\",\"channel_id\":\"2000\",\"guild_id\":\"1000\",\"author\":{\"id\":\"$from\",\"name\":\"u\",\"roles\":[],\"member\":true,\"owner\":false},\"time\":\"2025-01-01T00:00:00.000Z\",\"lang\":\"en\",\"source\":\"discord\",\"verb\":\"pay\",\"args\":{\"to\":\"@$to\",\"amount\":\"1000000\"}}"
		done
	}
	untraced payments | gl-apply >/dev/null
	run -0 outcome text 400 14 '!batch close till=uncounted'
	assert_output --partial "Batch 1 is closed: 9301 transactions."
	assert_regex "$(gl-batch show 1 | tail -n 1)" "9301000000[.]000000000 +9301000000[.]000000000"
	assert_equal "$(ask_books 'SELECT debits_over, debits FROM batch_totals WHERE account_id = 4')" '0|4650000000000000000'
	run gl-verify --replay
	assert_success
}

@test "a member's questions have a share of the minute: the first too many is refused, the others are only counted; what books is never dropped" {
	working_books
	for n in $(seq 20 44); do say "$n" 11 '!balance'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | uniq -c | awk '{ print $1, $2 }' | paste -sd' ')" '20 ok 1 rejected 4 skipped'
	assert_equal "$(jq -r 'select(.code == "too_many") | .text // empty' "$BATS_TEST_TMPDIR/out")" \
		'That was more than 20 commands in a minute that book nothing. I answer you again in a minute; payments are still booked.'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'balance'")" 21
	gl-metrics | grep -qx 'guildledger_commands_unanswered_total{config="default",guild="1000"} 4'
	assert_equal "$(ask_books 'SELECT MAX(after) FROM cursors')" "$(say 44 11 x | jq -r .id)"
	# a payment is booked, a refused one is no more than a question; another member and the next minute have shares of their own
	{ say 45 11 '!pay <@12> 1'; say 46 11 '!pay <@12> 9999'; say 47 11 '!nonsense'; say 48 12 '!balance'; say 90 11 '!balance'; } | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok skipped skipped ok ok'
	run gl-verify --replay
	assert_success
}

@test "how many questions a minute is a setting" {
	working_books
	assert_equal "$(outcome text 7 10 '!config chatter.limit 5')" 'chatter.limit is now 5.'
	for n in $(seq 20 27); do say "$n" 11 '!balance'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | uniq -c | awk '{ print $1, $2 }' | paste -sd' ')" '5 ok 1 rejected 2 skipped'
	assert_equal "$(outcome status 30 10 '!ajuste consultas.limite 0')" ok
	for n in $(seq 100 140); do say "$n" 12 '!balance'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | uniq -c | awk '{ print $1, $2 }')" '41 ok'
	assert_equal "$(outcome code 150 10 '!config chatter.limit 3')" bad_value
	assert_equal "$(outcome code 151 10 '!config chatter.limit many')" bad_value
}

@test "where a replay decides a row otherwise, gl-verify says which row, how it was decided and how it is decided now" {
	of_files 'a row is changed by hand'
	working_books
	say 7 11 '!pay <@12> 1' | tick >/dev/null
	ask_books "DROP TRIGGER commands_never_change; UPDATE commands SET status = 'rejected', code = 'some_rule', transaction_id = NULL WHERE seq = 7"
	run gl-verify --replay
	assert_failure 1
	assert_line --partial 'FAULT decision: commands 1000/7: `deposit` was decided as rejected (code: some_rule) by version '"$(ask_books 'SELECT MAX(rules) FROM commands')"' of the rules; this program decides it by that version as ok (code: nothing)'
	assert_line --partial 'this program decides that command otherwise than the one that wrote it'
}

@test "what was set aside is listed with its reason, counted, and named with the row that applied it in the end" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	three_payments | tick >/dev/null 2>&1
	assert_equal "$(gl-report failed --format ndjson | jq -r '[.author, .verb, ."applied as" // "-"] | join(" ")')" 'ana pay -'
	assert_regex "$(gl-report failed --format ndjson | jq -r .reason)" poisoned
	waiting() { gl-metrics --config test | sed -n 's/^guildledger_commands_set_aside{.*} //p'; }
	assert_equal "$(waiting)" 1
	cure
	applied=$(($(ask_books 'SELECT MAX(seq) FROM commands') + 1))
	gl-apply --retry "$(gl-report failed --format ndjson | jq -r .seq)" >/dev/null
	assert_equal "$(gl-report failed --format ndjson | jq -r '."applied as"')" $applied
	assert_equal "$(waiting)" 0
}

@test "a question counts once, also where the books have to be asked, and a replay counts the same after forgetting" {
	working_books
	for n in $(seq 20 45); do say "$n" 11 '!verify 1-00000000'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r '.code' "$BATS_TEST_TMPDIR/out" | uniq -c | awk '{ print $1, $2 }' | paste -sd' ')" '20 wrong_receipt 6 too_many'
	say 200 12 '!verify 1-00000000' | tick >/dev/null
	{ say 300 11 '!forget <@11>'; say 301 12 '!forget <@12>'; } | tick >/dev/null
	run gl-verify --replay
	assert_success
}

@test "a refusal that hangs on what waits, beyond a member's share, replays as the refusal that it was" {
	working_books
	for n in $(seq 20 48); do say "$n" 11 '!forget <@11>'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r '.code' "$BATS_TEST_TMPDIR/out" | uniq -c | awk '{ print $1, $2 }' | paste -sd' ')" '1 null 20 already_forgetting 8 too_many'
	run gl-verify --replay
	assert_success
}

@test "what is beyond a member's share changes nothing: neither their name nor the day of their last command" {
	working_books
	for n in $(seq 20 42); do say "$n" 14 '!help'; done | tick >/dev/null
	assert_equal "$(say 43 14 '!reverse 99 x' renamed | tick | jq -r .code)" too_many
	assert_equal "$(ask_books 'SELECT name FROM users WHERE user_id = 14')" tomas
	run gl-verify --replay
	assert_success
	# somebody who left has a share as well, and comes back within the minute
	member 11 ana | sed 's/"left":false/"left":true/' | gl-apply >/dev/null
	next_day=100000
	for n in $(seq $next_day $((next_day + 25))); do say "$n" 11 '!help'; done | gl-parse | gl-identify --roster <(roster | grep -v '"11"') | gl-apply >/dev/null
	say $((next_day + 26)) 11 '!help' | tick >/dev/null
	run gl-verify --replay
	assert_success
}

@test "what was set aside and then forgotten replays equal, and is not done again without its words" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	say 7 11 '!pay <@12> 2 poison' | tick >/dev/null 2>&1
	cure
	poison batch_totals 'NEW.batch = 1'
	say 8 14 '!batch close till=900 difference=book' | tick >/dev/null 2>&1
	cure
	{ say 9 12 '!balance'; say 10 11 '!forget <@11>'; say 11 14 '!forget <@14>'; say 12 12 '!balance'; } | tick >/dev/null
	run gl-verify --replay
	assert_success
	for seq in $(ask_books "SELECT seq FROM commands WHERE status = 'failed' ORDER BY seq"); do
		run gl-apply --retry "$seq"
		assert_equal "$(jq -r .code <<<"$output")" forgotten
	done
	assert_equal "$(ask_books "SELECT COUNT(*) FROM batches WHERE state = 'closed'")" 0
	run gl-verify --replay
	assert_success
}

@test "what is done again later does not bring back the name that its author had then" {
	working_books
	poison transactions "NEW.memo = 'poison'"
	say 7 11 '!pay <@12> 2 poison' | tick >/dev/null 2>&1
	cure
	say 8 11 '!balance' newname | tick >/dev/null
	seq=$(ask_books "SELECT seq FROM commands WHERE status = 'failed'")
	assert_equal "$(gl-apply --retry "$seq" | jq -r .status)" ok
	assert_equal "$(ask_books 'SELECT name FROM users WHERE user_id = 11')" newname
	run gl-verify --replay
	assert_success
}
