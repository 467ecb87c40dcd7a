# Old books stay provable: those that guildledger 9f17655 made (tests/old-rules) hold what later rules refuse.
load helper.bash

@test "books of older rules, with all that is refused now, verify and replay as they are" {
	of_files "books on a server are copied from these"
	for made in "$PROJECT"/tests/old-rules/*.sql; do
		books="$BATS_TEST_TMPDIR/$(basename "$made" .sql).db"
		"$PROJECT/tests/old-rules/load" "$(basename "$made" .sql)" "$books"
		gl-db migrate --db "$books" >/dev/null
		run gl-verify --db "$books" --replay
		assert_success
		assert_output --partial 'sound;'
		# each row keeps the version that decided it, and what comes now is decided by today's
		assert_equal "$(sqlite3 "$books" 'SELECT DISTINCT rules FROM commands')" 1
	done
}

@test "Spanish books of rules 2, with their sobrantes, replay as they are, and both words find the account from then on" {
	of_files "books on a server are copied from these"
	GL_DB="$BATS_TEST_TMPDIR/spanish.db"
	export GL_DB GL_GUILD=1000
	sqlite3 "$GL_DB" <"$PROJECT/tests/old-rules/rules-2/spanish.sql"
	gl-db migrate >/dev/null
	run gl-verify --replay
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT DISTINCT rules FROM commands')" 2
	assert_equal "$(sqlite3 "$GL_DB" "SELECT name FROM accounts WHERE purpose = 'over_short'")" sobrantes
	# an account of their own has that name there since; without it both words mean the same
	asked() { gl-command --lang es "$@" | gl-apply | jq -r .text; }
	assert_equal "$(asked saldo 'diferencias de caja')" 'diferencias de caja tiene 5,00 PTS.'
	assert_equal "$(asked saldo sobrantes)" 'diferencias de caja tiene -10,00 PTS.'
	assert_equal "$(asked saldo over-short)" 'diferencias de caja tiene -10,00 PTS.'
	run gl-report balances --format csv
	assert_line --partial 'sobrantes,income'
	# two accounts under one name would be one to whoever reads
	assert_equal "$(gl-report balances | sed '1,2d; s/  .*//' | paste -sd,)" 'caja,apertura,sobrantes,diferencias de caja'
	run gl-verify --replay
	assert_success
}

@test "books of rules 4, in which nobody was told of what moved their money, replay as they are; from then on they are told" {
	of_files "books on a server are copied from these"
	GL_DB="$BATS_TEST_TMPDIR/told.db"
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	sqlite3 "$GL_DB" <"$PROJECT/tests/old-rules/rules-4/told.sql"
	roster >"$ROSTER"
	gl-db migrate >/dev/null
	run gl-verify --replay
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT DISTINCT rules FROM commands')" 4
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(pings), SUM(notice) FROM outbox')" '0|0'
	assert_equal "$(outcome status 500 11 '!pay <@12> 1 now')" ok
	operator deposit '<@12>' 1 by hand >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT kind, pings, user_id, notice FROM outbox WHERE pings IS NOT NULL OR notice = 1 ORDER BY delivery" | paste -sd,)" 'reply|12||0,dm||12|1'
	run gl-verify --replay
	assert_success
}

@test "books of older rules go on under today's, and replay over both" {
	books="$BATS_TEST_TMPDIR/chatter.db"
	"$PROJECT/tests/old-rules/load" chatter "$books"
	gl-db migrate --db "$books" >/dev/null
	GL_DB=$(new_books books.db)
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	roster >"$ROSTER"
	env -u GL_GUILD gl-db copy "$books" "$GL_DB" >/dev/null
	for n in $(seq 100 130); do say "$n" 11 '!balance'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | awk '{ print $2, $1 }' | paste -sd' ')" 'ok 20 rejected 1 skipped 10'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE rules = 1 AND verb = 'balance'")" 31
	run gl-verify --replay
	assert_success
}

@test "a floor that was lifted by older rules stays lifted, and one that nobody touched is 0 from now on" {
	of_files "books of schema 9 are a file here; on a server: tests/bats/server.bats"
	GL_DB="$BATS_TEST_TMPDIR/limits.db"
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	"$PROJECT/tests/old-rules/load" limits "$GL_DB"
	roster >"$ROSTER"
	gl-db migrate >/dev/null
	lifted=-9223372036854775808
	assert_equal "$(sqlite3 "$GL_DB" "SELECT name, currency, floor FROM balances JOIN accounts USING (guild_id, account_id)
		WHERE kind = 'asset' OR floor IS NOT NULL ORDER BY account_id, currency" | paste -sd,)" \
		"till|PTS|$lifted,bank|PTS|$lifted,bank|USD|$lifted,pot|PTS|-60000,Caja Menór|PTS|$lifted,safe|PTS|,loan|PTS|$lifted"
	run gl-verify --since "$PROJECT/tests/old-rules/limits.checkpoint" --key "$PROJECT/tests/old-rules/limits.pub" # which was taken before
	assert_success
	number=100
	for account in bank loan '"caja menor"'; do
		assert_equal "$account $(outcome status $number 14 "!move $account rent 1 august")" "$account ok"
		number=$((number + 1))
	done
	assert_equal "$(outcome code 120 14 '!move safe rent 1 august')" insufficient_funds
	run gl-verify --replay
	assert_success
	sqlite3 "$GL_DB" "UPDATE balances SET floor = $lifted WHERE account_id = (SELECT account_id FROM accounts WHERE name = 'safe')"
	run gl-verify --since "$PROJECT/tests/old-rules/limits.checkpoint" --key "$PROJECT/tests/old-rules/limits.pub"
	assert_failure 1
}

@test "books of rules 7, in which nobody was told later, replay as they are; from then on the next answer tells" {
	of_files "books on a server are copied from these"
	GL_DB="$BATS_TEST_TMPDIR/untold.db"
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	sqlite3 "$GL_DB" <"$PROJECT/tests/old-rules/rules-7/untold.sql"
	roster >"$ROSTER"
	gl-db migrate >/dev/null
	run gl-verify --replay
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT DISTINCT rules FROM commands')" 7
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM preferences WHERE name = 'untold'")" 0
	assert_equal "$(outcome text 600000 12 '!whoami')" 'You are @bob (member). You have 0.00 PTS; your account is open.'
	assert_equal "$(outcome status 600001 11 '!pay <@12> 1 now')" ok
	assert_equal "$(outcome text 600002 12 '!whoami' | tail -1)" '<@11> paid you 1.00 PTS (transaction 11).'
	run gl-verify --replay
	assert_success
}

@test "books of rules 8, in which debts failed, were not limited and leavers got money, replay as they are; from then on debts are kept" {
	of_files "books on a server are copied from these"
	GL_DB="$BATS_TEST_TMPDIR/debts.db"
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	sqlite3 "$GL_DB" <"$PROJECT/tests/old-rules/rules-8/debts.sql"
	roster >"$ROSTER"
	member 30 cleo '"601"' >>"$ROSTER"
	gl-db migrate >/dev/null
	run gl-verify --replay
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT DISTINCT rules FROM commands')" 8
	# a part of a debt, a debt that ended with the payee's account, dues with the payer's, what went to who left, and what nobody could approve
	assert_equal "$(sqlite3 "$GL_DB" "SELECT kind, state, paid, code FROM waiting WHERE number IN (21, 22, 27, 39, 44, 46)" | paste -sd,)" \
		'owe|waiting|25|,owe|failed|0|account_closed,dues|failed|0|account_closed,hold|accepted|300|,approval|failed|0|left,approval|failed|0|left'
	assert_equal "$(sqlite3 "$GL_DB" "SELECT SUM(amount) FROM transactions JOIN entries USING (guild_id, transaction_id) WHERE waiting = 25 AND amount > 0")" 500
	assert_equal "$(outcome code 600000 30 '!accept 21 1')" surplus
	assert_equal "$(outcome code 600001 30 '!accept 26 1.01')" over_limit
	assert_equal "$(outcome status 600002 13 '!deposit <@30> 6 cash')" ok
	# the 0.25 of a debt that cleo accepted on 2 November do not count; what she accepts from now on does
	assert_equal "$(outcome status 600003 10 '!config limit.month 1')" ok
	assert_equal "$(outcome status 600004 30 '!accept 26 0.80')" ok
	assert_equal "$(outcome code 600005 30 '!accept 26 0.21')" over_limit
	run gl-verify --replay
	assert_success
}

@test "books of rules 9, in which dues could not name an account of dues that was not opened yet, proofs were of batch -1 and a share of nothing counted, replay as they are; from then on none of it is so" {
	of_files "books on a server are copied from these"
	GL_DB="$BATS_TEST_TMPDIR/dues.db"
	export GL_DB GL_GUILD=1000 ROSTER="$BATS_TEST_TMPDIR/roster.ndjson"
	sqlite3 "$GL_DB" <"$PROJECT/tests/old-rules/rules-9/named-dues.sql"
	roster >"$ROSTER"
	member 30 cleo '"601"' >>"$ROSTER"
	gl-db migrate >/dev/null
	run gl-verify --replay
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT DISTINCT rules FROM commands')" 9
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM commands WHERE code = 'unknown_account'")" 4
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM accounts WHERE name = 'dues'")" 0
	assert_equal "$(sqlite3 "$GL_DB" "SELECT code FROM commands WHERE verb = 'proof' ORDER BY seq" | paste -sd' ')" 'no_sum batch_not_closed'
	assert_equal "$(outcome status 600000 14 '!dues <@&601> 5 monthly into dues')" ok
	assert_equal "$(sqlite3 "$GL_DB" "SELECT code FROM commands WHERE verb = 'split'")" too_many_open
	assert_equal "$(outcome status 600003 30 '!split 0.03 <@11>:3 <@31>:1 dinner')" ok
	assert_equal "$(outcome text 600001 14 '!proof')" 'No batch is closed yet.'
	assert_equal "$(outcome text 600002 14 '!prueba 1')" 'Todavía no se ha cerrado ningún lote.'
	run gl-verify --replay
	assert_success
}
