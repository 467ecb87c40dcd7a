load helper

# bats test_tags=trap:4
@test "a payment moves money once; the same message again says duplicate" {
	working_books
	say 7 11 '!pay <@12> 12.50 lunch' >"$BATS_TEST_TMPDIR/m"
	run tick <"$BATS_TEST_TMPDIR/m"
	code=$(receipt_of 2)
	assert_output --partial '"status":"ok","transaction":"2","batch":"1","receipt":"'"$code"'","text":"Paid 12.50 PTS to @bob (transaction 2). You have 87.50 PTS. Receipt: '"$code"'"'
	before=$(everything)
	assert_equal "$(tick <"$BATS_TEST_TMPDIR/m" | jq -r .status)" duplicate
	assert_equal "$(everything)" "$before"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/m" "$BATS_TEST_TMPDIR/m" | tick | jq -r .status | paste -sd' ')" 'duplicate duplicate'
}

@test "two payments that each fit but not both: the second is refused with what is there and what is needed" {
	working_books
	{ say 7 11 '!pay <@12> 60'; say 8 11 '!pay <@12> 60'; } | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok rejected'
	assert_equal "$(jq -r .text "$BATS_TEST_TMPDIR/out" | tail -1)" 'You have 40.00 PTS; you need 60.00 PTS.'
}

@test "the answer comes in the language of the question" {
	working_books
	assert_equal "$(outcome text 7 11 '!saldo')" 'Tienes 100,00 PTS.'
	assert_equal "$(outcome text 8 11 '!balance')" 'You have 100.00 PTS.'
	assert_equal "$(outcome text 9 11 '!pagar <@12> 500')" 'Tienes 100,00 PTS y hacen falta 500,00 PTS.'
}

# bats test_tags=trap:4
@test "each answer to Discord waits in the outbox once, an operator's does not" {
	working_books
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*), COUNT(DISTINCT reply_to) FROM outbox')" '6|6'
	operator batch status >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM outbox')" 6
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT after FROM cursors')" $(((310000000000 + 6000) << 22))
}

@test "a skip moves the cursor and leaves no other trace" {
	working_books
	say 9 11 'hello' | tick >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT after FROM cursors')" $(((310000000000 + 9000) << 22))
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM commands WHERE message_id IS NOT NULL')" 6
}

@test "without roles, as no member, or without the permit a command is denied and changes nothing" {
	working_books
	assert_equal "$(say 7 11 '!pay <@12> 5' | gl-parse | gl-apply | jq -r '.status + " " + .code')" 'denied not_identified'
	assert_equal "$(outcome code 8 16 '!register')" not_a_member
	assert_equal "$(outcome code 9 17 '!register')" not_a_member
	assert_equal "$(outcome code 10 11 '!deposit <@12> 5 x')" missing_permit
	assert_equal "$(outcome code 11 13 '!reverse 1 x')" missing_permit
	assert_equal "$(outcome code 12 15 '!deposit <@12> 5 x')" missing_permit
	assert_equal "$(outcome code 13 14 '!permit <@&501> admin')" missing_permit
	assert_equal "$(outcome code 14 11 '!balance <@12>')" missing_permit
	assert_equal "$(balance_of @ana)" 100.00
}

@test "an auditor sees, a teller books, a treasurer does both, the owner all" {
	working_books
	assert_equal "$(outcome text 7 15 '!balance <@11>')" '@ana has 100.00 PTS.'
	assert_equal "$(outcome status 8 14 '!deposit <@12> 5 x')" ok
	assert_equal "$(outcome status 9 14 '!balance <@12>')" ok
	assert_equal "$(outcome status 10 10 '!permit everyone none')" ok
	assert_equal "$(outcome code 11 11 '!balance')" missing_permit
	assert_equal "$(outcome status 12 10 '!permits')" ok
	assert_equal "$(outcome status 13 10 '!permit everyone member')" ok
	assert_equal "$(outcome status 14 11 '!balance')" ok
}

@test "a refusal names its reason and changes no account" {
	working_books
	before=$(gl-report balances)
	n=6
	while IFS='|' read -r who text wanted; do
		n=$((n + 1))
		assert_equal "$text $(outcome code $n "$who" "$text")" "$text $wanted"
	done <<-'TABLE'
		11|!pay <@11> 5|self_payment
		11|!pay <@99> 5|unknown_user
		11|!pay nowhere 5|unknown_account
		11|!pay till 5|not_payable
		11|!pay <@12> 0.001|too_precise
		11|!pay <@12> 0.0001|too_precise
		11|!pay <@12> 99999999999999999999|too_large
		11|!pay <@12> 5 EUR|unknown_currency
		13|!deposit <@13> 5 mine|own_account
		13|!withdraw <@11> 500 x|insufficient_funds
		13|!move till <@11> 5 x|use_deposit
		13|!move till till 5 x|same_account
		14|!account open till asset|name_taken
		14|!account open "@x" asset|bad_name
		14|!account open 12 asset|bad_name
		14|!account close till|account_needed
		14|!account close <@11>|not_empty
		14|!account unfreeze <@11>|not_frozen
		14|!account limit <@12> 5|above_balance
		14|!reverse 99 x|unknown_transaction
		14|!batch open|batch_open
		14|!batch close till=5|count_differs
		14|!batch close nowhere=5|unknown_account
		14|!batch show 9|unknown_batch
		14|!report statement|bad_report
		10|!permit everyone treasurer|everyone_too_powerful
		10|!config colour red|unknown_setting
		10|!config prefix `|bad_value
		10|!config currency.PTS 3|currency_exists
		11|!register|already_registered
	TABLE
	assert_equal "$(gl-report balances)" "$before"
}

@test "a frozen account neither pays nor is paid, a closed one is gone for good" {
	working_books
	assert_equal "$(outcome status 7 14 '!account freeze <@12>')" ok
	assert_equal "$(outcome code 8 11 '!pay <@12> 5')" account_frozen
	assert_equal "$(outcome status 9 14 '!account unfreeze <@12>')" ok
	assert_equal "$(outcome status 10 14 '!account close <@12>')" ok
	assert_equal "$(outcome code 11 11 '!pay <@12> 5')" account_closed
}

@test "a limit lets an account go below zero, down to it and no further" {
	working_books
	outcome status 7 14 '!account limit <@12> -20' >/dev/null
	assert_equal "$(outcome status 8 12 '!pay <@11> 20')" ok
	assert_equal "$(outcome code 9 12 '!pay <@11> 0.01')" insufficient_funds
	assert_equal "$(balance_of @bob)" -20.00
}

@test "a reversal fixes once, never twice, and not what was spent" {
	working_books
	outcome status 7 11 '!pay <@12> 30' >/dev/null
	assert_equal "$(outcome code 8 14 '!reverse 1 wrong')" insufficient_funds
	assert_equal "$(outcome status 9 14 '!reverse 2 wrong')" ok
	assert_equal "$(outcome code 10 14 '!reverse 2 wrong')" already_reversed
	assert_equal "$(outcome code 11 14 '!reverse 3 wrong')" is_reversal
	assert_equal "$(balance_of @ana) $(balance_of @bob)" '100.00 0.00'
}

@test "a payment and its reversal work within one chunk" {
	working_books
	{ say 7 11 '!pay <@12> 30'; say 8 14 '!reverse 2 wrong'; say 9 11 '!history'; } | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok ok ok'
	assert_equal "$(jq -r .text "$BATS_TEST_TMPDIR/out" | grep -c 'from @bob')" 1
}

@test "several currencies are kept apart" {
	working_books
	outcome status 7 10 '!config currency.EUR 2' >/dev/null
	outcome status 8 13 '!deposit <@11> 8 EUR fair' >/dev/null
	answer=$(outcome text 9 11 '!pay <@12> 3 eur coffee')
	assert_equal "$answer" "Paid 3.00 EUR to @bob (transaction 3). You have 5.00 EUR. Receipt: $(receipt_of 3)"
	assert_equal "$(balance_of @ana) $(balance_of @ana EUR)" '100.00 5.00'
}

@test "registration by role and by treasurer" {
	init_books
	outcome status 1 10 '!config registration.role <@&502>' >/dev/null
	outcome status 2 10 '!config registration role' >/dev/null
	assert_equal "$(outcome code 3 11 '!register')" registration_by_role
	assert_equal "$(outcome status 4 14 '!register')" ok
	outcome status 5 10 '!config registration treasurer' >/dev/null
	outcome status 6 10 '!permit <@&502> treasurer' >/dev/null
	assert_equal "$(outcome code 7 11 '!register')" registration_by_invitation
	assert_equal "$(outcome status 8 14 '!register <@11>')" ok
}

@test "hostile memos stay data everywhere" {
	working_books
	printf -v memo '=1+1 @everyone \x1b[31m \xe2\x80\xae %%s%%n `x` | <b>'
	outcome status 7 11 "!pay <@12> 1 $memo" >/dev/null
	run gl-report journal --format csv
	assert_output --partial '"'"'"'=1+1 @everyone'
	run gl-report journal
	refute_output --partial $'\x1b'
	refute_output --partial $'\xe2\x80\xae'
	run gl-report journal --format markdown
	assert_output --partial '\@everyone'
	assert_equal "$(gl-report journal --format json | jq -r '.[-1].memo')" '=1+1 @everyone  [31m  %s%n `x` | <b>' # no control characters in any format
}

@test "the size of a chunk changes nothing in the books" {
	for chunk in 1 7 4096; do
		GL_DB=$(new_books "books$chunk.db")
		export GL_DB
		gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es >/dev/null
		gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET >/dev/null
		gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply --chunk $chunk >"$BATS_TEST_TMPDIR/out.$chunk"
		everything >"$BATS_TEST_TMPDIR/dump.$chunk"
	done
	cmp "$BATS_TEST_TMPDIR/dump.1" "$BATS_TEST_TMPDIR/dump.7"
	cmp "$BATS_TEST_TMPDIR/dump.1" "$BATS_TEST_TMPDIR/dump.4096"
	cmp "$BATS_TEST_TMPDIR/out.1" "$BATS_TEST_TMPDIR/out.4096"
}

@test "an unreadable line stops the tool with 65: what came before is applied, what follows is not" {
	working_books
	{ say 7 11 '!pay <@12> 1' | gl-parse | gl-identify --roster "$ROSTER"; echo '{"type":"command","message_id":5}'
	  say 8 11 '!pay <@12> 1' | gl-parse | gl-identify --roster "$ROSTER"; } >"$BATS_TEST_TMPDIR/in"
	run --separate-stderr gl-apply <"$BATS_TEST_TMPDIR/in"
	assert_equal "$status" 65
	assert_regex "$stderr" 'line 2: "message_id" is a number'
	assert_equal "$(balance_of @bob)" 1.00
	run gl-apply < <(say 9 11 '!pay <@12> 1' | gl-parse | head -c 60)
	assert_failure 65
	assert_output --partial 'torn'
	run gl-apply < <(say 9 11 '!balance')
	assert_failure 65
	run gl-apply <<<'{"type":"skip","message_id":"5","channel_id":"6","guild_id":"0"}'
	assert_failure 65
}

@test "a guild that is not in the books is an outcome, not a crash" {
	working_books
	assert_equal "$(say 7 11 '!balance' | jq -c '.guild_id="5"' | tick | jq -r .code)" unknown_guild
}

@test "a slow stream is answered at once" {
	working_books
	record=$(say 7 11 '!balance' | gl-parse | gl-identify --roster "$ROSTER")
	coproc gl-apply
	echo "$record" >&"${COPROC[1]}"
	read -r -t 5 answer <&"${COPROC[0]}"
	assert_regex "$answer" '"status":"ok"'
	kill "$COPROC_PID"
}

@test "locked books are 75 and unchanged, those of another user 77" {
	of_files "another process locks them"
	working_books
	coproc sqlite3 "$GL_DB"
	echo 'BEGIN IMMEDIATE; SELECT 1;' >&"${COPROC[1]}"
	read -r _ <&"${COPROC[0]}"
	run gl-apply < <(say 7 11 '!pay <@12> 1' | gl-parse | gl-identify --roster "$ROSTER")
	assert_failure 75
	kill "$COPROC_PID"
	assert_equal "$(balance_of @bob)" 0.00
	if [ "$(id -u)" = 0 ]; then
		chmod a+rx "$BATS_TEST_TMPDIR"; chmod 444 "$GL_DB"
		run setpriv --reuid=65534 --clear-groups "$(command -v gl-apply)" --db "$GL_DB" </dev/null
		assert_failure 77
		chmod 644 "$GL_DB"
	fi
}

# bats test_tags=trap:4
@test "a full disk is 73 and changes nothing" {
	[ "$(id -u)" = 0 ] || skip "needs root to mount a small filesystem"
	small="$BATS_TEST_TMPDIR/small"
	mkdir "$small"
	mount -t tmpfs -o size=1300k tmpfs "$small" || skip "cannot mount here"
	gl-db init --db "$small/b.db" --guild 1000 --name Test --owner 10 >/dev/null
	roster >"$BATS_TEST_TMPDIR/roster"
	for n in $(seq 1 900); do echo; done | awk '{printf "{\"id\":\"%.0f\",\"channel_id\":\"2000\",\"guild_id\":\"1000\",\"type\":0,\"content\":\"!help\",\"author\":{\"id\":\"11\",\"username\":\"ana\"}}\n", 1300234240000000000 + NR * 4194304000 * 4}' >"$BATS_TEST_TMPDIR/in"
	run bash -c "gl-parse <'$BATS_TEST_TMPDIR/in' | gl-identify --roster '$BATS_TEST_TMPDIR/roster' | gl-apply --db '$small/b.db' --chunk 100 >'$BATS_TEST_TMPDIR/out'; exit \${PIPESTATUS[2]}"
	code=$status
	printed=$(wc -l <"$BATS_TEST_TMPDIR/out")
	cp "$small"/b.db* "$BATS_TEST_TMPDIR/"
	umount "$small"
	assert_equal "$code" 73
	[ "$printed" -lt 900 ]
	# exactly the printed outcomes are there: the chunk that did not fit left nothing
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/b.db" 'SELECT COUNT(*) FROM commands WHERE message_id IS NOT NULL')" "$printed"
}

@test "a corrupt database is 65" {
	of_files "a server looks after its own"
	working_books
	sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	dd if=/dev/urandom of="$GL_DB" bs=4096 seek=1 count=40 conv=notrunc status=none
	run gl-apply < <(say 7 11 '!pay <@12> 1' | gl-parse | gl-identify --roster "$ROSTER")
	assert_failure 65
}

@test "what another process wrote meanwhile is seen, not overwritten" {
	working_books
	first=$(say 7 11 '!pay <@12> 60' | gl-parse | gl-identify --roster "$ROSTER")
	second=$(say 8 11 '!pay <@12> 60' | gl-parse | gl-identify --roster "$ROSTER")
	balance=$(say 9 11 '!balance' | gl-parse | gl-identify --roster "$ROSTER")
	coproc gl-apply
	echo "$balance" >&"${COPROC[1]}"
	read -r -t 5 answer <&"${COPROC[0]}"
	gl-apply <<<"$first" >/dev/null
	echo "$second" >&"${COPROC[1]}"
	read -r -t 5 answer <&"${COPROC[0]}"
	assert_regex "$answer" 'You have 40.00 PTS; you need 60.00 PTS'
	kill "$COPROC_PID"
	assert_equal "$(balance_of @ana) $(balance_of @bob)" '40.00 60.00'
}

@test "two writers at once: every command once, the books balanced" {
	working_books
	for half in 0 1; do
		for n in $(seq 60); do say $((100 + n * 2 + half)) 11 '!pay <@12> 0.50'; done | tick --chunk 2 >"$BATS_TEST_TMPDIR/out.$half" &
		running+=($!)
	done
	all_end_well "${running[@]}"
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/out.? | jq -r .status | sort | uniq -c | tr -s ' ')" ' 120 ok'
	assert_equal "$(balance_of @ana) $(balance_of @bob)" '40.00 60.00'
}

@test "answers list permits, currencies and balances in one order, whether they were loaded or made in this very run" {
	working_books
	{
		say 7 10 '!permit <@&400> teller'; say 8 10 '!config currency.EUR 2'; say 9 10 '!config currency.ZZZ 0'; say 10 13 '!deposit <@11> 8 ZZZ fair'
		say 11 13 '!deposit <@11> 8 EUR fair'; say 12 10 '!permits'; say 13 11 '!balance'; say 14 11 '!pay <@12> 3 ABC x'
	} >"$BATS_TEST_TMPDIR/said"
	keep_books "$BATS_TEST_TMPDIR/start.db"
	tick <"$BATS_TEST_TMPDIR/said" >/dev/null
	everything >"$BATS_TEST_TMPDIR/together"
	bring_books "$BATS_TEST_TMPDIR/start.db"
	while read -r line; do tick <<<"$line" >/dev/null; done <"$BATS_TEST_TMPDIR/said"
	assert_equal "$(everything)" "$(cat "$BATS_TEST_TMPDIR/together")"
}
