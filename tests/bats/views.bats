load helper

VIEWS='v_accounts v_balances v_journal v_transactions v_batches v_activity v_members v_roles v_outbox v_waiting v_schedules'
setup() {
	working_books
	{
		say 7 10 '!config currency.EUR 0'; say 8 10 '!config currency.BIG 9'; say 9 13 '!deposit <@11> 7 EUR x'; say 10 13 '!deposit <@12> 0.000000001 BIG y'
		say 11 11 '!pay <@12> 12.50 lunch'; say 12 14 '!account open events expense'; say 13 13 '!move till events 0.05 pizza'
		say 14 14 '!reverse 2 wrong'; say 15 14 '!batch close till=99.95'; say 16 13 '!deposit <@12> 4.00 later'
	} | tick >/dev/null
	gl-apply <"$ROSTER" >/dev/null
	ask_books "INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_id, currency, amount, paid, due, lot, reminders, lost)
			VALUES (1000, 90, 'request', 'waiting', 11, 5, 1730070461001, 12, 'PTS', 1205, 5, '2027-03-01', 90, 0, 0);
		INSERT INTO schedules (guild_id, schedule, kind, owner_id, payees, currency, amount, every, unit, days, day, nth, weekday, month, anchor, begins, at, short,
				retry_days, done, attempt, state, misses, prorate, made_seq)
			VALUES (1000, 1, 'pay', 11, '@12', 'PTS', 5, 1, 'month', 0, 31, 0, 0, 0, '2027-01-31', '2027-01-31', 545, 'skip', 0, '2027-01-30', 0, 'active', 0, 0, 5)"
}
ask() { sqlite3 -readonly -csv "$GL_DB" "$1" | tr -d '\r"'; }
report() { gl-report "$@" --format csv | tail -n +2 | tr -d "\r\"'"; }

@test "every view answers, has the documented columns, and has rows" {
	for view in $VIEWS; do
		[ "$(ask "SELECT COUNT(*) FROM $view")" -gt 0 ] || [ $view = v_roles ]
		documented=$(sed -n "s/^| \`$view\` | [^|]* | \(.*\) |\$/\1/p" "$PROJECT/docs/sql.md")
		assert_equal "$(ask "SELECT group_concat(name, ' ') FROM pragma_table_info('$view')")" "$documented"
	done
	assert_equal "$(ask "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'view' AND name LIKE 'v_%'")" "$(wc -w <<<"$VIEWS")"
}

@test "what waits and what recurs is told in amounts, times and dates" {
	assert_equal "$(ask 'SELECT number, asked, amount, amount_minor, paid_minor, due, expires FROM v_waiting')" 90,2024-10-27T23:07:41.001Z,12.05,1205,5,2027-03-01,
	assert_equal "$(ask 'SELECT schedule, amount, unit, day, begins, at FROM v_schedules')" 1,0.05,month,31,2027-01-31,09:05
}

@test "balances and journal are those of the reports, to the last decimal" {
	assert_equal "$(ask "SELECT ltrim(account, '@'), kind, state, balance, currency, entries, account_id, owner_id FROM v_balances ORDER BY owner_id IS NOT NULL, account_id, currency")" "$(report balances)"
	assert_equal "$(ask "SELECT transaction_id, time, batch, verb, ltrim(account, '@'), REPLACE(MAX(amount, ''), '-', ''), currency, memo, reverses FROM v_journal ORDER BY transaction_id, entry")" \
		"$(gl-report journal --format ndjson | jq -r '[.transaction, .time, .batch, .what, .account, (if (.debit | test("[1-9]")) then .debit else .credit end), .currency, .memo // "", .reverses // ""] | join(",")')"
	assert_equal "$(ask "SELECT amount FROM v_journal WHERE amount_minor = -5")" -0.05
	assert_equal "$(ask 'SELECT COUNT(*) FROM (SELECT 1 FROM v_journal GROUP BY guild_id, transaction_id, currency HAVING SUM(amount_minor) <> 0)')" 0
}

@test "batches, activity, members and roles are those of the reports" {
	assert_equal "$(ask 'SELECT batch, state, opened, closed, transactions, hash FROM v_batches ORDER BY batch')" "$(report batches)"
	assert_equal "$(ask 'SELECT day, commands, people, transactions FROM v_activity ORDER BY day')" "$(report activity | cut -d, -f1-4 | grep -v ,,,)"
	assert_equal "$(ask 'SELECT user_id, name, roles FROM v_members ORDER BY user_id')" "$(gl-report users --format ndjson | jq -r '[.user, .name, .roles] | join(",")')"
	assert_equal "$(ask 'SELECT role_id, name, wearers FROM v_roles ORDER BY position DESC, role_id')" "$(gl-report roles --format ndjson | jq -r '[.role, .name, .wearers] | join(",")')"
	assert_equal "$(ask "SELECT reversed_by FROM v_transactions WHERE reversed_by IS NOT NULL")" "$(ask "SELECT transaction_id FROM v_transactions WHERE verb = 'reverse'")"
}

@test "the examples of the page run" {
	sed -n '/^## Examples/,$ s/^    //p' "$PROJECT/docs/sql.md" | grep -v ^sqlite3 >"$BATS_TEST_TMPDIR/examples"
	run sqlite3 -readonly -bail "$GL_DB" ".read $BATS_TEST_TMPDIR/examples"
	assert_success
	assert_output --partial '@ana|87.50|PTS'
}
