# What members choose for themselves: private, hidden, notices; and their own statement.
load helper

setup() { working_books; }

sent_dm() { ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND notice = 0 AND user_id = $1 ORDER BY delivery DESC LIMIT 1"; }

@test "private, hidden and notices alone show what is chosen, and what is chosen stays, in both languages" {
	assert_equal "$(outcome text 7 11 '!private')" 'Private is off: I answer in the channel. Write `!private on` to get your balance, history and statement as direct messages.'
	assert_equal "$(outcome text 8 11 '!privado sí')" 'Privado activado: tu saldo, tu historial y tu extracto te llegan por mensaje directo, y en los canales no se ve lo que tienes. Con `!privado no` lo desactivas.'
	assert_equal "$(outcome text 9 11 '!private')" 'Private is on: your balance, history and statement come as direct messages, and channels do not show what you have. Write `!private off` to turn it off.'
	assert_equal "$(outcome text 10 11 '!hidden on')" 'You do not appear in `!top`. Write `!hidden off` to appear there again.'
	assert_equal "$(outcome text 11 11 '!oculto')" 'No apareces en `!ranking`. Con `!oculto no` vuelves a aparecer.'
	assert_equal "$(outcome text 12 11 '!avisos privado')" 'Cuando alguien mueve tu dinero, te escribo un mensaje directo. Con `!avisos mencion` te menciono en el canal; con `!avisos no`, ninguna de las dos cosas.'
	assert_equal "$(ask_books 'SELECT name, value FROM preferences WHERE user_id = 11 ORDER BY name' | paste -sd' ')" 'hidden|on notices|dm private|on'
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM preferences WHERE user_id = 12')" 0
	assert_equal "$(outcome code 13 11 '!notices loudly')" bad_choice
	run gl-verify --replay
	assert_success
}

@test "private on: balance, history and statement come as a direct message, and the channel shows no number" {
	assert_equal "$(outcome status 7 11 '!private on')" ok
	local line text n=8
	for line in '!balance' '!history' '!statement' '!saldo' '!historial 5' '!extracto 7d csv'; do
		text="$(outcome text $n 11 "$line")"
		case $line in
			'!balance' | '!history' | '!statement') assert_equal "$line $text" "$line I'm sending it to you as a direct message." ;;
			*) assert_equal "$line $text" "$line Te lo mando por mensaje directo." ;;
		esac
		assert_regex "$line $(sent_dm 11)" '100[.,]00'
		n=$((n + 1))
	done
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE author_id = 11 AND text LIKE '%100%'")" 0
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'dm' AND notice = 0 AND files LIKE '%csv%'")" 1
	assert_equal "$(outcome text 20 11 '!private off')" 'Private is off: I answer in the channel. Write `!private on` to get your balance, history and statement as direct messages.'
	assert_equal "$(outcome text 21 11 '!balance')" 'You have 100.00 PTS.'
	run gl-verify --replay
	assert_success
}

# What no answer in a channel says of somebody with private on, whoever asks and whatever comes of it.
@test "in a channel nobody is told what a member with private on has: not by an answer, not by a refusal, not by their own" {
	local n=20 line user
	say 7 13 '!deposit <@12> 7.77 cash' | tick >/dev/null
	say 8 12 '!private on' | tick >/dev/null
	while IFS='|' read -r user line; do
		say $n "$user" "$line" | tick >>"$BATS_TEST_TMPDIR/out"
		n=$((n + 1))
	done <<-'LIST'
		12|!whoami
		12|!pay <@11> 99
		12|!pay <@11> 0.01
		11|!pay <@12> 0.01
		12|!unregister
		13|!balance <@12>
		13|!history <@12>
		15|!balance <@12>
		13|!withdraw <@12> 99 rent
		13|!deposit <@12> 0.01 cash
		13|!withdraw <@12> 0.01 cash
		13|!move <@12> <@11> 99 x
		13|!move <@12> <@11> 0.01 x
		13|!move <@11> <@12> 0.01 x
		14|!reverse 3 x
		14|!account limit <@12> 50
		14|!account limit <@12> -5
		14|!account freeze <@12>
		14|!account close <@12>
		14|!account unfreeze <@12>
		11|!top
		12|!top
		11|!balance <@12>
		11|!history <@12>
	LIST
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)" '2 denied 16 ok 6 rejected'
	run jq -r '.text | select(test("7\\.7[0-9]"))' "$BATS_TEST_TMPDIR/out"
	assert_output ''
	assert_equal "$(jq -r .text "$BATS_TEST_TMPDIR/out" | sed 's/ Receipt: .*//' | sed -n '1,3p;5p;9p;14p;16p;19p')" "You are @bob (member). Your account is open.
You do not have enough; you need 99.00 PTS.
Paid 0.01 PTS to @ana (transaction 3).
Your account is not empty. Pay what you have to somebody or have it paid out; only an empty account can be closed.
@bob does not have enough; 99.00 PTS is needed.
Moved 0.01 PTS from @ana to @bob (transaction 8).
@bob has less than that floor already.
@bob still has money; only an empty account can be closed."
	# who may see it gets it alone
	assert_equal "$(sent_dm 15)" '@bob has 7.77 PTS.'
	# an operator sees the books as they are
	assert_equal "$(operator balance '<@12>' | jq -r .text)" '@bob has 7.78 PTS.'
	run gl-verify --replay
	assert_success
}

@test "closing a batch says of a counted member with private on that they were counted, and no amount" {
	say 7 13 '!deposit <@12> 7.77 cash' | tick >/dev/null
	say 8 12 '!private on' | tick >/dev/null
	assert_regex "$(outcome text 9 14 '!batch close till=107.77 <@12>=7.77')" '^Batch 1 is closed: 2 transactions\. till: counted 107\.77 PTS, as expected\. @bob: counted, as expected\. Seal'
	say 10 11 '!pay <@12> 1' | tick >/dev/null
	assert_regex "$(outcome text 11 14 '!batch close till=107.77 <@12>=7 difference=book')" ' @bob: counted, the difference booked to over-short\. Seal'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE content LIKE '%Not counted%' OR content LIKE '%expected 8.77%'")" 0
	run gl-verify --replay
	assert_success
}

@test "answers.private on makes it so for everybody, whatever they chose" {
	assert_equal "$(outcome status 7 10 '!config answers.private on')" ok
	assert_equal "$(outcome text 8 11 '!private off')" 'In this community balances, histories and statements always come as direct messages.'
	assert_equal "$(outcome text 9 11 '!balance')" "I'm sending it to you as a direct message."
	assert_equal "$(outcome text 10 11 '!pay <@12> 1' | sed 's/ Receipt.*//')" 'Paid 1.00 PTS to @bob (transaction 2).'
	refute_regex "$(outcome text 11 12 '!top')" 'ana|99'
	assert_regex "$(outcome text 12 12 '!top')" 'nobody to show'
	assert_equal "$(gl-report top --format json | jq length)" 0
	run gl-verify --replay
	assert_success
}

@test "top leaves out who is hidden or private, and shows nobody's debts" {
	say 7 13 '!deposit <@12> 7 cash' | tick >/dev/null
	assert_regex "$(outcome text 8 11 '!top')" 'bob'
	assert_equal "$(outcome status 9 12 '!hidden on')" ok
	run outcome text 10 11 '!top'
	assert_output --partial ana
	refute_output --partial bob
	assert_equal "$(outcome status 11 12 '!hidden off')" ok
	assert_regex "$(outcome text 12 11 '!top')" 'bob'
	assert_equal "$(outcome status 13 12 '!private on')" ok
	refute_regex "$(outcome text 14 11 '!top')" 'bob'
	assert_equal "$(outcome status 15 12 '!private off')" ok
	{ say 16 14 '!account limit <@12> -20'; say 17 12 '!pay <@11> 10'; } | tick >/dev/null
	assert_equal "$(balance_of @bob)" -3.00
	refute_regex "$(outcome text 18 11 '!top')" 'bob'
}

@test "a statement is the member's own: 30 days, or the period that is named, with CSV where it is wanted" {
	say 7 12 '!pay <@11> 1' | tick >/dev/null
	say 8 11 '!pay <@12> 2 pizza' | tick >/dev/null
	run outcome text 9 11 '!statement'
	assert_output --partial pizza
	run outcome text 10 11 '!statement 2024-10'
	assert_output --partial pizza
	run outcome text 11 11 '!extracto 2024'
	assert_output --partial pizza
	run outcome text 12 11 '!statement 2023-12'
	refute_output --partial pizza
	run outcome text 13 11 '!statement from=2024-10-01 to=2024-11-01 csv'
	assert_output --partial pizza
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE files LIKE '%csv%'")" 1
	assert_equal "$(outcome code 14 11 '!statement 2024-13')" bad_time
	assert_equal "$(outcome code 15 11 '!statement <@12>')" bad_time
	assert_equal "$(outcome code 16 11 '!statement 2024 30d')" two_times
	assert_equal "$(outcome code 17 11 '!statement from=2024-10-01 30d')" two_times
	assert_equal "$(outcome code 18 13 '!statement')" not_registered
	run gl-verify --replay
	assert_success
}

@test "choosing again and again counts as questions: beyond the share nothing is written" {
	for n in $(seq 100 140); do say 100 11 '!hidden on' | jq -c --arg id "$(((310000100000 + n) << 22))" '.id = $id'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)" '20 ok 1 rejected 20 skipped'
	run gl-verify --replay
	assert_success
}

@test "forget drops what somebody chose, mydata shows it, a copy has it" {
	{ say 7 11 '!private on'; say 8 11 '!notices dm'; say 9 11 '!mydata'; } | tick >/dev/null
	made_file dm >"$BATS_TEST_TMPDIR/data.json"
	assert_equal "$(jq -c .preferences "$BATS_TEST_TMPDIR/data.json")" '[{"name":"notices","value":"dm","about":null},{"name":"private","value":"on","about":null}]'
	copy=$(new_books copy.db)
	env -u GL_GUILD gl-db copy "$GL_DB" "$copy" >/dev/null
	assert_equal "$(GL_DB=$copy ask_books 'SELECT COUNT(*) FROM preferences')" 2
	assert_equal "$(outcome status 10 11 '!forget <@11>')" ok
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM preferences')" 0
	assert_equal "$(outcome text 11 11 '!balance')" 'You have 100.00 PTS.'
	run gl-verify --replay
	assert_success
}
