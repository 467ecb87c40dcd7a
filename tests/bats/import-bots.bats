# Balances of another bot become opening balances of members, once, against the equity that opening balances come from.
load bank

setup() { working_books; }

# of_bot [OPTION...]: imports the list of stdin; the codes of its lines.
of_bot() {
	gl-import --guild 1000 --as marta --at 2026-11-02T10:00:00Z --currency PTS --lang en "$@" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	jq -r 'select(.verb == "bank line") | .code // .status' "$BATS_TEST_TMPDIR/outcomes" | paste -sd' '
}
UNBELIEVABOAT='[{"user_id": "900000000000000011", "cash": 10, "bank": 5}, {"user_id": "900000000000000012", "cash": 3, "bank": 0}, {"user_id": "900000000000000013", "cash": -4, "bank": 0}]'

@test "they are booked once, against opening, to members by id; what is nobody's here waits under that id" {
	of_members=$(sed 's/900000000000000011/900000000000000099/' <<<"$UNBELIEVABOAT")
	assert_equal "$(of_bot <<<"$of_members")" 'ok ok ok'
	assert_equal "$(balance_of opening) $(balance_of to-sort)" '-14.00 14.00'
	run gl-report to-sort --format csv
	assert_line --index 1 --partial ',opening,15.00,PTS,900000000000000099,'
	assert_line --index 2 --partial ',opening,3.00,PTS,900000000000000012,'
	assert_line --index 3 --partial ',opening,-4.00,PTS,900000000000000013,'
	assert_equal "$(of_bot <<<"$of_members")" 'known known known'
	assert_equal "$(outcome status 20 14 "!assign $(ask_books "SELECT MIN(number) FROM import_lines") <@11>")" ok
	assert_equal "$(balance_of @ana) $(balance_of opening) $(balance_of to-sort)" '115.00 -14.00 -1.00'
	sound
}

@test "what waits under an id is theirs when they register: gl-due assigns it, once" {
	of_bot <<<"$UNBELIEVABOAT" >/dev/null
	due() { gl-due --at 2026-11-03T10:00:00Z; }
	assert_equal "$(due)" ''
	gl-apply >/dev/null <<<'{"type":"member","guild_id":"1000","user_id":"900000000000000011","name":"eva","roles":[],"pending":false,"left":false}'
	assert_equal "$(due)" ''
	operator register '<@900000000000000011>' >/dev/null
	due >"$BATS_TEST_TMPDIR/due"
	assert_equal "$(jq -r '"\(.verb) \(.args.targets)"' "$BATS_TEST_TMPDIR/due")" 'assign @900000000000000011'
	assert_equal "$(cat "$BATS_TEST_TMPDIR/due" "$BATS_TEST_TMPDIR/due" | gl-apply | jq -r .status | paste -sd' ')" 'ok duplicate'
	assert_equal "$(balance_of @eva) $(balance_of to-sort)" '15.00 -1.00'
	assert_equal "$(ask_books "SELECT content FROM outbox WHERE user_id = 900000000000000011 ORDER BY delivery DESC LIMIT 1")" \
		'15.00 PTS that you had in the bot before came into your account. You have 15.00 PTS (transaction 5).'
	assert_equal "$(due)" ''
	sound
}

@test "books in Spanish call it apertura; a CSV of ids and amounts is the same" {
	over_server || rm -f "$GL_DB"
	GL_DB=$(new_books es.db)
	gl-db init --guild 1000 --name Prueba --owner 10 --lang es --currency PTS >/dev/null
	cat >"$BATS_TEST_TMPDIR/bot.rules" <<-'RULES'
		#gl balances
		fields member, amount
	RULES
	assert_equal "$(printf '900000000000000011,15\n900000000000000012,7\n' | of_bot --rules "$BATS_TEST_TMPDIR/bot.rules")" 'ok ok'
	assert_equal "$(balance_of apertura)" -22.00
	assert_equal "$(ask_books 'SELECT format FROM imports')" bot
	sound
}

@test "a list of a bank is of no such account, nor is a reconciliation, and of no account of income" {
	"$PROJECT/tests/import/statement" n43 100000 2026-10-01 1000 Ana >"$BATS_TEST_TMPDIR/list"
	gl-import --guild 1000 --as marta --account opening <"$BATS_TEST_TMPDIR/list" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(jq -r .code "$BATS_TEST_TMPDIR/outcomes" | head -n 2 | paste -sd' ')" 'not_a_bank unknown_currency'
	operator config currency.EUR 2 >/dev/null
	gl-import --guild 1000 --as marta --account opening <"$BATS_TEST_TMPDIR/list" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(jq -r .code "$BATS_TEST_TMPDIR/outcomes" | head -n 2 | paste -sd' ')" 'not_a_bank list_refused'
	operator account open fees-of-bots income >/dev/null
	assert_equal "$(of_bot --account fees-of-bots <<<"$UNBELIEVABOAT" | tr ' ' '\n' | sort -u)" not_a_bank
	assert_equal "$(outcome code 20 14 '!reconcile opening 5')" not_a_bank
	sound
}
