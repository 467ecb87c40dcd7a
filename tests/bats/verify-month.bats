# gl-verify knows the treasurer's month: what waits, what recurs, who owes. One busy book (tests/month/busy), and each way to tamper with it
# behind the log is found by the check that is meant for it.
load rich

setup_file() {
	export KEPT="$BATS_FILE_TMPDIR/kept" GL_BIN=${GL_BIN:-$PROJECT/bin}
	mkdir "$KEPT"
	GL_DB=$("$PROJECT/tests/month/busy" "$KEPT")
	if over_server; then
		env -u GL_GUILD gl-db copy "$GL_DB" "$(database kept "$KEPT")" >/dev/null
	else
		sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	fi
}

setup() {
	export GL_GUILD=1000
	fresh
}

@test "books in which everything of the month happened are sound, by every way to look" {
	run gl-verify --replay
	assert_success
	assert_output --regexp '^sound; read: guilds 1, log rows 85, transactions 28, entries 63, batches 1; the log was replayed$'
}

# What is done | the check and table that must name it | the way to look | the tampering. 28, 30: requests, 34, 82: approvals, 37, 81: holds, 42:
# an undo, 73 to 77: dues, 83: a request of which a part is paid. Schedules: 1 payments that ended, 2 a payroll, 3 stopped, 4 dues, 5 to come.
tamperings() {
	cat <<-'TABLE'
		a hold accepted without a decision|state: waiting||UPDATE waiting SET state = 'accepted' WHERE number = 81
		an approval accepted by a row that says nothing of it|state: waiting||UPDATE waiting SET state = 'accepted', decided_by = 3, decided_seq = 34, decided_at = (SELECT time FROM commands WHERE seq = 34) WHERE number = 35
		a request accepted, made waiting|paid: waiting||UPDATE waiting SET state = 'waiting', decided_by = NULL, decided_seq = NULL, decided_at = NULL WHERE number = 30
		the same|state: waiting||UPDATE waiting SET state = 'waiting', decided_by = NULL, decided_seq = NULL, decided_at = NULL WHERE number = 30
		more is paid|paid: waiting||UPDATE waiting SET paid = paid + 1 WHERE number = 83
		the amount is what is paid|term: waiting||UPDATE waiting SET amount = paid WHERE number = 83
		the amount of an approval is less|arguments: waiting||UPDATE waiting SET amount = 100 WHERE number = 82
		who decides|replay: waiting|--replay|UPDATE waiting SET decider_id = 12 WHERE number = 83
		who asked, to hide that they approved it themselves|state: waiting||UPDATE waiting SET asked_by = 3 WHERE number = 34
		a number|number: waiting||UPDATE waiting SET number = 84 WHERE number = 83
		a row taken out of a lot|number: waiting||DELETE FROM waiting WHERE number = 32
		the only row of a command taken out|number: commands||DELETE FROM waiting WHERE number = 81; UPDATE balances SET held = 0 WHERE account_id = 7
		a row put in|state: waiting||INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_id, from_account, to_account, currency, amount, paid, lot, expires_at, reminders, lost) SELECT guild_id, 85, kind, state, asked_by, 85, asked_at, decider_id, from_account, to_account, currency, amount, 0, 85, expires_at, 0, 0 FROM waiting WHERE number = 83
		a later end|term: waiting||UPDATE waiting SET expires_at = expires_at + 86400000 WHERE number = 82
		a later last day|term: waiting||UPDATE waiting SET ends = '2027-06-01' WHERE number = 81
		a later due date, to spare a role|term: waiting||UPDATE waiting SET due = '2027-03-01' WHERE number = 74
		a lot|term: waiting||UPDATE waiting SET lot = 33 WHERE number = 33
		arguments: another payee, waiting|arguments: waiting||UPDATE waiting SET arguments = replace(arguments, '@11', '@13') WHERE number = 82
		arguments: another payee, booked|arguments: waiting||UPDATE waiting SET arguments = replace(arguments, '@11', '@13') WHERE number = 34
		arguments: an amount|arguments: waiting||UPDATE waiting SET arguments = replace(arguments, '"31"', '"13"') WHERE number = 82
		arguments: one more|arguments: waiting||UPDATE waiting SET arguments = replace(arguments, '{', '{"always":"1",') WHERE number = 82
		approved_by set by hand|approval: transactions||UPDATE transactions SET approved_by = 3 WHERE transaction_id = 9
		approved_by taken out|approval: transactions||UPDATE transactions SET approved_by = NULL WHERE transaction_id = 7
		approved_by and the number taken out|approval: transactions||UPDATE transactions SET approved_by = NULL, waiting = NULL WHERE transaction_id = 7
		approved_by is the author|approval: transactions||UPDATE transactions SET approved_by = author_id WHERE transaction_id = 7
		approval.over raised afterwards|replay: settings|--replay|UPDATE settings SET value = '999900' WHERE key = 'approval.over'
		approval.verbs without withdraw|replay: settings|--replay|INSERT INTO settings (guild_id, key, value) VALUES (1000, 'approval.verbs', 'move')
		less is held|held: balances||UPDATE balances SET held = held - 1 WHERE account_id = 7
		more is held|held: balances||UPDATE balances SET held = held + 1 WHERE account_id = 9
		a hold released in the tables only|state: waiting||UPDATE waiting SET state = 'cancelled', decided_by = 4, decided_seq = 40, decided_at = (SELECT time FROM commands WHERE seq = 40) WHERE number = 81; UPDATE balances SET held = 0 WHERE account_id = 7
		the same, and the sum left|held: balances||UPDATE waiting SET state = 'cancelled', decided_by = 4, decided_seq = 85, decided_at = (SELECT time FROM commands WHERE seq = 85) WHERE number = 81
		more captured than was held, balances fixed|paid: waiting||UPDATE entries SET amount = CASE WHEN amount < 0 THEN -900 ELSE 900 END WHERE transaction_id = 8; UPDATE balances SET balance = balance + 400 WHERE account_id = 9; UPDATE balances SET balance = balance - 400 WHERE account_id = 13; UPDATE waiting SET paid = 900 WHERE number = 37
		a floor above what is available|floor: balances||UPDATE balances SET floor = 7100 WHERE account_id = 7
		a date set back, so that it pays twice|schedule: schedules||UPDATE schedules SET done = '2027-02-05' WHERE schedule = 2
		a date set forward, so that one is left out|schedule: schedules||UPDATE schedules SET done = '2027-02-19' WHERE schedule = 2
		the same before the first|schedule: schedules||UPDATE schedules SET done = '2027-03-20' WHERE schedule = 5
		a day|replay: schedules|--replay|UPDATE schedules SET day = 28 WHERE schedule = 5
		a day, of what has dates behind it|schedule: commands||UPDATE schedules SET days = 2 WHERE schedule = 2
		a schedule's amount|replay: schedules|--replay|UPDATE schedules SET amount = 900 WHERE schedule = 5
		a schedule's amount, of what was paid|run: transactions||UPDATE schedules SET amount = 900 WHERE schedule = 2
		a schedule's payees|replay: schedules|--replay|UPDATE schedules SET payees = '@14' WHERE schedule = 5
		one more time|schedule: schedules||UPDATE schedules SET times_left = times_left + 1 WHERE schedule = 1
		a stopped schedule that goes on|schedule: schedules||UPDATE schedules SET state = 'active' WHERE schedule = 3
		an ended schedule that goes on|schedule: schedules||UPDATE schedules SET state = 'active', times_left = 1 WHERE schedule = 1
		dates that nobody missed|schedule: schedules||UPDATE schedules SET misses = 2 WHERE schedule = 2
		a schedule put in|sequence: schedules||INSERT INTO schedules SELECT guild_id, 7, kind, owner_id, payer, payees, currency, amount, memo, every, unit, days, day, nth, weekday, month, anchor, begins, until, times_left, at, short, retry_days, done, attempt, retrying, state, reason, misses, channel_id, role_id, into_account, prorate, grace_days, lose_role_id, made_seq, always FROM schedules WHERE schedule = 5
		dues of a member taken out, the number used again|dues: commands||UPDATE waiting SET decider_id = 14 WHERE number = 75
		an exemption backdated|replay: exemptions|--replay|UPDATE exemptions SET starts = '2026-01-01' WHERE user_id = 14
		a payment of what recurs forged, balances fixed|run: transactions||INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id) SELECT guild_id, 29, batch, time, 'every', 85, 13 FROM commands WHERE seq = 85; INSERT INTO entries VALUES (1000, 29, 1, 9, 'EUR', 100), (1000, 29, 2, 8, 'EUR', -100); UPDATE balances SET balance = balance + 100, entries = entries + 1 WHERE account_id = 9; UPDATE balances SET balance = balance - 100, entries = entries + 1 WHERE account_id = 8
		dues twice for one period|dues: waiting||UPDATE waiting SET decider_id = 12 WHERE number = 77
		dues in proportion, one cent more|dues: waiting||UPDATE waiting SET amount = amount + 1 WHERE number = 77
		dues of another period|dues: waiting||UPDATE waiting SET period = '2027-03-01' WHERE number = 74
		fewer reminders|reminder: waiting||UPDATE waiting SET reminders = 1 WHERE number = 74
		another day of the last reminder|reminder: waiting||UPDATE waiting SET reminded = '2027-02-04' WHERE number = 74
		a role lost for dues that are paid|loss: waiting||UPDATE waiting SET lost = 1 WHERE number = 73
		a role lost, unsaid|loss: waiting||UPDATE waiting SET lost = 0 WHERE number = 74
		fewer debts, so that nothing settles|owing: accounts||UPDATE accounts SET owing = 0 WHERE account_id = 8
		dues that were paid made open|settlement: commands||UPDATE waiting SET state = 'waiting', paid = 0, decided_by = NULL, decided_seq = NULL, decided_at = NULL, transaction_id = NULL WHERE number = 73; UPDATE transactions SET verb = 'pay', waiting = NULL WHERE transaction_id = 24; UPDATE accounts SET owing = 1 WHERE account_id = 7
		the payees in the record of a payroll|run: transactions||UPDATE commands SET record = replace(record, '"@11 @13"', '"@11"') WHERE seq = 79
		a member's limit|replay: limits|--replay|UPDATE limits SET amount = 90000 WHERE user_id = 14
		a budget|replay: budgets|--replay|UPDATE budgets SET amount = 90000 WHERE account_id = 12
		a ceiling|limit: balances||UPDATE balances SET ceiling = 90000 WHERE account_id = 11
		a payment beyond the day's limit, balances fixed|limit: transactions||UPDATE entries SET amount = amount * 2 WHERE transaction_id = (SELECT MAX(transaction_id) FROM transactions WHERE author_id = 14); UPDATE balances SET balance = balance + 200 WHERE account_id = 10; UPDATE balances SET balance = balance - 200 WHERE account_id = 7
		more spent than the budget allows|budget: transactions||UPDATE entries SET amount = amount * 100 WHERE transaction_id = (SELECT MIN(transaction_id) FROM transactions WHERE verb = 'every' AND transaction_id IN (SELECT transaction_id FROM entries WHERE account_id = 12))
		whoever was told of a withdrawal|outbox: commands||UPDATE outbox SET pings = '2' WHERE delivery = 25
	TABLE
}

@test "each tampering with what waits, recurs or is owed is named by the check that is meant for it" {
	local failed=0 count=0 found what wanted how sql code
	while IFS='|' read -r what wanted how sql; do
		fresh
		tamper "$sql"
		found=$(gl-verify ${how:+"$how"} 2>&1) && code=0 || code=$?
		count=$((count + 1))
		if [ $code != 1 ] || ! grep -q "^FAULT $wanted " <<<"$found"; then
			echo "$what: wanted '$wanted' and exit code 1, got $code and:"
			echo "$found"
			failed=$((failed + 1))
		fi
		# what only a replay can find is found by nothing else
		if [ -n "$how" ] && ! gl-verify >/dev/null; then echo "$what: was found without $how"; failed=$((failed + 1)); fi
	done < <(tamperings | sed 's/^[[:space:]]*//')
	echo "$count kinds, $failed not as they should be"
	[ $failed = 0 ]
	[ $count -ge 60 ]
}

@test "a checkpoint taken in the middle of the month: what came since is sound, and what was tampered with since is found" {
	of_files "a checkpoint of a copy"
	gl-verify --new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-verify --db "$KEPT/middle.db" --checkpoint "$BATS_TEST_TMPDIR/middle" --key "$BATS_TEST_TMPDIR/key" >/dev/null
	run gl-verify --since "$BATS_TEST_TMPDIR/middle" --key "$BATS_TEST_TMPDIR/key.pub"
	assert_success
	tamper "UPDATE waiting SET amount = amount + 1 WHERE number = (SELECT MAX(number) FROM waiting WHERE kind = 'dues')"
	run -1 gl-verify --since "$BATS_TEST_TMPDIR/middle" --key "$BATS_TEST_TMPDIR/key.pub"
	assert_output --partial 'FAULT dues: waiting '
}
