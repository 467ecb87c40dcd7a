# What waits and what recurs in the books at rest, on both engines: guarded, copied, told to whom it is about, and forgotten.
load helper

# A row that waits (91) and one that is over (92), a schedule, an exemption, a limit and a budget: made by the log row of ana's payment.
setup() {
	working_books
	say 7 11 '!pay <@12> 5 secret pizza' | tick >/dev/null
	SEQ=$(ask_books "SELECT MAX(seq) FROM commands WHERE verb = 'pay'")
	local columns='guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_id, from_account, to_account, currency, amount, paid, memo, verb, arguments, lot,
		schedule, reminders, lost'
	ask_books "INSERT INTO waiting ($columns) VALUES
			(1000, 91, 'request', 'waiting', 11, $SEQ, 1730070461001, 12, NULL, NULL, 'PTS', 1205, 5, 'secret pizza', NULL, NULL, 91, NULL, 0, 0),
			(1000, 92, 'approval', 'cancelled', 11, $SEQ, 1730070461001, NULL, NULL, NULL, 'PTS', 1205, 0, 'secret pizza', 'pay',
				'{\"amount\":\"5\",\"memo\":\"secret pizza\",\"to\":\"@12\"}', 91, NULL, 0, 0),
			(1000, 93, 'owe', 'waiting', 0, $SEQ, 1730070461001, 11, NULL, NULL, 'PTS', 5, 0, 'secret rent', NULL, NULL, 93, 1, 0, 0);
		INSERT INTO schedules (guild_id, schedule, kind, owner_id, payees, currency, amount, memo, every, unit, days, day, nth, weekday, month, anchor, begins, at, short,
				retry_days, done, attempt, state, misses, prorate, made_seq)
			VALUES (1000, 1, 'pay', 11, '@12', 'PTS', 5, 'secret rent', 1, 'month', 0, 31, 0, 0, 0, '2027-01-31', '2027-01-31', 545, 'skip', 0, '2027-01-30', 0, 'active', 0, 0, $SEQ);
		INSERT INTO exemptions VALUES (1000, 11, $SEQ, '2027-01-01', NULL, 'secret illness', NULL);
		INSERT INTO limits VALUES (1000, 11, 'day', 'PTS', 2000);
		INSERT INTO budgets VALUES (1000, 4, 'PTS', 30000, 'monthly', 1, '2027-01-01')"
}

# refused WORDS SQL: the books do not take it, and say why.
refused() {
	run ask_books "$2"
	if ! over_server; then assert_failure; fi
	assert_output --partial "$1"
}

@test "what was asked never changes, what is decided only where a role is lost or somebody is reminded, and no row goes" {
	for column in number kind asked_by asked_seq asked_at decider_id decider_permit from_account to_account currency amount period lot; do
		value=7
		case $column in kind) value="'hold'" ;; currency | period) value="'x'" ;; esac
		refused 'what was asked never changes' "UPDATE waiting SET $column = $value WHERE number = 91"
	done
	for change in "state = 'waiting'" "state = 'accepted'" 'paid = 1' "verb = 'move'" "due = '2027-01-01'" 'expires_at = 1' "ends = '2027-01-01'" 'schedule = 2' 'target = 1' \
		'channel_id = 1' 'message_id = 1' 'decided_by = 1' 'decided_seq = 1' 'decided_at = 1' "code = 'x'" 'transaction_id = 1' "memo = 'x'" "arguments = '{}'"; do
		refused 'what is decided never changes' "UPDATE waiting SET $change WHERE number = 92"
	done
	refused 'never deleted' 'DELETE FROM waiting WHERE number = 91'
	refused 'never deleted' 'DELETE FROM schedules'
	for change in 'schedule = 2' "kind = 'payroll'" 'owner_id = 12' 'made_seq = 1'; do refused 'what a schedule is never changes' "UPDATE schedules SET $change"; done
	ask_books "UPDATE waiting SET lost = 1, reminders = 2, reminded = '2027-01-01', reminded_at = 5 WHERE number = 92;
		UPDATE waiting SET state = 'declined', decided_by = 12, decided_seq = 1, decided_at = 1, message_id = 5 WHERE number = 91; UPDATE schedules SET done = '2027-02-28'"
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE lost = 1 OR state = 'declined'")" 2
	if over_server; then refused 'never deleted' 'TRUNCATE waiting'; fi
}

@test "a registration that is over is accepted when the account is opened after all, and nothing else is" {
	ask_books "INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, amount, paid, lot, reminders, lost)
		VALUES (1000, 95, 'registration', 'declined', 13, $SEQ, 1, 0, 0, 95, 0, 0)"
	refused 'what is decided never changes' "UPDATE waiting SET state = 'cancelled' WHERE number = 95"
	ask_books "UPDATE waiting SET state = 'accepted', decided_by = 14 WHERE number = 95"
	assert_equal "$(ask_books 'SELECT user_id, state FROM registrations WHERE request = 95')" '13|approved'
}

@test "books are copied with all of it, from engine to engine" {
	gl-db copy "$GL_DB" "$BATS_TEST_TMPDIR/file.db" >/dev/null
	other=$(new_books other.db)
	gl-db copy "$BATS_TEST_TMPDIR/file.db" "$other" >/dev/null
	for table in waiting schedules exemptions limits budgets; do
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/file.db" "SELECT * FROM $table ORDER BY 1, 2, 3")" "$(GL_DB=$other ask_books "SELECT * FROM $table ORDER BY 1, 2, 3")"
		[ "$(GL_DB=$other ask_books "SELECT COUNT(*) FROM $table")" -gt 0 ]
	done
	GL_DB=$other refused 'what was asked never changes' 'UPDATE waiting SET amount = 1'
}

@test "a row that refers to nothing, or holds a word that is none, is found" {
	while IFS='|' read -r what change; do
		keep_books "$BATS_TEST_TMPDIR/kept.db"
		tamper "$change"
		run gl-verify
		assert_failure 1
		assert_output --partial "$what"
		bring_books "$BATS_TEST_TMPDIR/kept.db"
		rm "$BATS_TEST_TMPDIR/kept.db"
	done <<-'LIST'
		waiting|UPDATE waiting SET asked_seq = 4711 WHERE number = 91
		waiting|UPDATE waiting SET decider_id = 4711 WHERE number = 91
		waiting|UPDATE waiting SET currency = 'XXX' WHERE number = 91
		waiting|UPDATE waiting SET schedule = 9 WHERE number = 93
		schedules|UPDATE schedules SET into_account = 4711
		exemptions|UPDATE exemptions SET seq = 4711
		limits|UPDATE limits SET currency = 'XXX'
		budgets|UPDATE budgets SET account_id = 4711
		transactions|UPDATE transactions SET waiting = 4711 WHERE transaction_id = 1
	LIST
}

@test "mydata tells a member what they asked for and were asked for, their schedules, limits and exemptions" {
	say 8 11 '!mydata' | tick >/dev/null
	file=$(gl-outbox | jq -rs 'map(select(.files != null) | .files[].content // .files[].base64) | first')
	data=$(base64 -d <<<"$file" 2>/dev/null || printf %s "$file")
	assert_equal "$(jq -c '[.waiting[] | [.number, .kind, .for]]' <<<"$data")" '[[93,"owe","secret rent"],[92,"approval","secret pizza"],[91,"request","secret pizza"]]'
	assert_equal "$(jq -c '[.schedules[0].schedule, .schedules[0].minor_units, .limits[0].period, .limits[0].minor_units, .exemptions[0].reason]' <<<"$data")" '[1,5,"day",2000,"secret illness"]'
}

@test "forget takes the words out of all of it, and out of what was booked for it" {
	tamper "UPDATE transactions SET waiting = 91, memo = 'secret pizza' WHERE transaction_id = 1"
	say 9 11 '!forget <@11>' | tick >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" 0
	assert_equal "$(ask_books 'SELECT number, memo, arguments FROM waiting WHERE number > 90 ORDER BY number' | paste -sd' ')" \
		'91|…| 92|…|{"amount":"5","memo":"…","to":"@12"} 93|…|'
	assert_equal "$(ask_books 'SELECT memo FROM schedules')|$(ask_books 'SELECT reason FROM exemptions')" '…|…'
	assert_equal "$(ask_books 'SELECT memo FROM transactions WHERE transaction_id = 1')" '…'
	gl-db copy "$GL_DB" "$BATS_TEST_TMPDIR/after.db" >/dev/null
	run grep -ac secret "$BATS_TEST_TMPDIR/after.db"
	assert_output 0
}
