# Lines of banks' lists in the books: each once, for whom it is; what nobody claims is assigned; what may be booked already waits.
load bank

setup() { bank_books; }

@test "a line is booked for whom its record says, the first that gives one answer; the log row says who imported it" {
	account=$(ask_books 'SELECT account_id FROM accounts WHERE owner_id = 11')
	{
		bank_line A 1 2025-05-02 25.00 'ANA | RF' "$(for_of reference "${account}G" rule rent)"
		bank_line B 1 2025-05-03 10.00 'BOB' "$(for_of reference 999G id @12)"
		bank_line C 1 2025-05-04 -40.00 'LANDLORD | MAY' "$(for_of id @99999999999999999 rule rent)"
	} >"$BATS_TEST_TMPDIR/lines"
	run booked text <"$BATS_TEST_TMPDIR/lines"
	assert_line --index 0 "25.00 PTS into bank for @ana (transaction 3). Receipt: $(receipt_of 3)"
	assert_line --index 1 "10.00 PTS into bank for @bob (transaction 4). Receipt: $(receipt_of 4)"
	assert_line --index 2 "40.00 PTS out of bank for rent (transaction 5). Receipt: $(receipt_of 5)"
	assert_equal "$(lines)" 'A.1:booked::reference B.1:booked::id C.1:booked::rule'
	assert_equal "$(balance_of @ana) $(balance_of @bob) $(balance_of rent) $(balance_of bank)" '125.00 10.00 40.00 495.00'
	assert_equal "$(ask_books "SELECT memo FROM transactions WHERE transaction_id = 5")" 'LANDLORD | MAY'
	assert_equal "$(ask_books "SELECT record ->> '\$.author.name' FROM commands WHERE verb = 'bank line' LIMIT 1")" marta
	assert_equal "$(gl-outbox --lease 0 | jq -r 'select(.kind == "dm" and .user_id == "12") | .content')" '10.00 PTS came into your account by the bank: BOB. You have 10.00 PTS (transaction 4).'
	sound
}

@test "a line is booked once: it is known when it comes again, in the same chunk, in another, or under another number" {
	bank_line A 1 2025-05-02 25.00 ANA >"$BATS_TEST_TMPDIR/list"
	bank_line A 2 2025-05-02 25.00 ANA >>"$BATS_TEST_TMPDIR/list"
	run booked status < <(cat "$BATS_TEST_TMPDIR/list" "$BATS_TEST_TMPDIR/list")
	assert_output "$(printf 'ok\nok\nduplicate\nduplicate')"
	run booked code <"$BATS_TEST_TMPDIR/list"
	assert_output "$(printf 'known\nknown')"
	bank_line A 3 2025-05-02 25.00 ANA >>"$BATS_TEST_TMPDIR/list"
	run booked status <"$BATS_TEST_TMPDIR/list"
	assert_output "$(printf 'duplicate\nduplicate\nok')"
	assert_equal "$(lines)" 'A.1:booked:: A.2:booked:: A.3:booked::'
	assert_equal "$(to_sort)" 7500
	sound
}

@test "two answers of one kind are none, and the next kind has no say; what the books do not know is no answer" {
	{
		bank_line A 1 2025-05-02 1.00 x "$(for_of id @11 id @12 rule rent)"
		bank_line B 1 2025-05-02 1.00 x "$(for_of id @11 id @11)"
		bank_line C 1 2025-05-02 1.00 x "$(for_of rule nothing)"
		bank_line D 1 2025-05-02 1.00 x "$(for_of rule bank)"
		bank_line E 1 2025-05-02 1.00 x "$(for_of reference 42Z)"
	} | gl-apply >/dev/null
	assert_equal "$(lines)" 'A.1:booked:: B.1:booked::id C.1:booked:: D.1:booked:: E.1:booked::'
	assert_equal "$(to_sort)" 400
	sound
}

@test "what cannot be booked leaves nothing, says why, and may come again: account, currency, amount, batch" {
	run booked code < <(
		bank_line A 1 2025-05-02 1.00 x '{"account": "banco"}'
		bank_line A 1 2025-05-02 1.00 x '{"account": "rent"}'
		bank_line A 1 2025-05-02 1.00 x '{"account": "@11"}'
		bank_line A 1 2025-05-02 1.00 x '{"currency": "EUR"}'
		bank_line A 1 2025-05-02 1.001 x
		bank_line A 1 2025-05-02 0.00 x
		bank_line A 1 2025-05-02 -500.01 x
	)
	assert_output "$(printf '%s\n' unknown_account not_a_bank unknown_account unknown_currency bad_amount zero insufficient_funds)"
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'bank line'")" 0
	assert_equal "$(ask_books "SELECT COUNT(*) FROM accounts WHERE purpose = 'to_sort'")" 0
	run booked status < <(bank_line A 1 2025-05-02 1.00 x)
	assert_output ok
	sound
}

@test "an account that cannot take it leaves the line to be assigned" {
	operator account freeze '<@11>' >/dev/null
	bank_line A 1 2025-05-02 5.00 x "$(for_of id @11)" | gl-apply >/dev/null
	bank_line B 1 2025-05-02 -5.00 x "$(for_of id @12)" | gl-apply >/dev/null # bounced, and bob has nothing
	assert_equal "$(lines)" 'A.1:booked:: B.1:booked::'
	assert_equal "$(balance_of @ana) $(balance_of @bob) $(balance_of bank)" '100.00 0.00 500.00'
	assert_equal "$(ask_books "SELECT COUNT(from_account) || ' ' || COUNT(to_account) || ' ' || amount FROM waiting WHERE kind = 'line' GROUP BY number, amount ORDER BY number" | paste -sd,)" '1 0 500,0 1 500'
	sound
}

@test "what a member pays by the bank settles what they owe, and they are told" {
	say 20 12 '!every day pay <@11> 6 rent from 2024-10-29 until 2024-10-29 short=owe' | tick >/dev/null
	gl-due --at 2024-10-29T12:00:00Z | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'owe' AND state = 'waiting'")" 1
	bank_line A 1 2025-06-02 30.00 BOB "$(for_of id @12)" | gl-apply >/dev/null
	assert_equal "$(balance_of @bob) $(balance_of @ana)" '24.00 106.00'
	assert_equal "$(ask_books "SELECT verb FROM transactions WHERE seq = (SELECT MAX(seq) FROM commands) ORDER BY transaction_id" | paste -sd,)" 'bank line,every'
	sound
}

@test "assign says whose it is, in parts that add up; nobody assigns to themselves; every treasurer's word is in both languages" {
	bank_line A 1 2025-05-02 20.00 'NURIA | BIZUM' | gl-apply >/dev/null
	bank_line B 1 2025-05-03 -7.00 'SHOP' | gl-apply >/dev/null
	first=$(ask_books "SELECT MIN(number) FROM waiting WHERE kind = 'line'") second=$(number)
	assert_equal "$(outcome code 20 11 "!assign $first <@11>")" missing_permit
	say 21 14 '!register' | tick >/dev/null
	assert_equal "$(outcome code 22 14 "!assign $first <@14>")" own_account
	assert_equal "$(outcome code 23 14 "!assign $first 12 <@11> 8 <@14>")" own_account
	assert_equal "$(outcome code 24 14 "!assign $first 12 <@11> 7 <@12>")" not_the_sum
	assert_equal "$(outcome text 25 14 "!asignar $first 12 <@11> 7 <@12>")" "Las partes suman 19,00 PTS, pero $first son 20,00 PTS: no puede sobrar nada."
	assert_equal "$(outcome code 26 14 "!assign $first 12 <@11> <@12>")" bad_targets
	assert_equal "$(outcome code 27 14 "!assign 4 <@11>")" unknown_request
	assert_equal "$(outcome text 28 14 "!assign $first 12 <@11> 8 <@12>")" "20.00 PTS are assigned to @ana, @bob (transaction 5). Receipt: $(receipt_of 5)"
	assert_equal "$(outcome text 29 14 "!asignar $second rent")" "7,00 PTS asignados a rent (transacción n.º 6). Recibo: $(receipt_of 6)"
	assert_equal "$(outcome code 30 14 "!assign $first <@12>")" already_decided
	assert_equal "$(balance_of @ana) $(balance_of @bob) $(balance_of rent) $(to_sort)" '112.00 8.00 7.00 0'
	assert_equal "$(outcome code 31 14 "!accept $second")" already_decided
	sound
}

@test "always: what the same party sends later is theirs; it is listed and forgotten" {
	nuria=$(party NURIA)
	bank_line A 1 2025-05-02 20.00 'NURIA | BIZUM' "{\"party\": \"$nuria\"}" | gl-apply >/dev/null
	bank_line B 1 2025-05-03 1.00 'NOBODY' | gl-apply >/dev/null
	first=$(ask_books "SELECT MIN(number) FROM waiting WHERE kind = 'line'")
	assert_equal "$(outcome code 20 14 "!assign $(number) <@11> always")" no_counterparty
	assert_equal "$(outcome code 21 14 "!assign $first 10 <@11> 10 <@12> always")" bad_targets
	assert_equal "$(outcome text 22 14 "!assign $first <@11> always")" "20.00 PTS are assigned to @ana (transaction 5). What the same party sends is theirs from now on. Receipt: $(receipt_of 5)"
	bank_line C 1 2025-06-02 3.00 'NURIA | BIZUM' "$(jq -cn --arg p "$nuria" '{party: $p, for: [{by: "counterparty", to: $p}]}')" | gl-apply >/dev/null
	assert_equal "$(lines)" 'A.1:booked:: B.1:booked:: C.1:booked::counterparty'
	assert_equal "$(balance_of @ana)" 123.00
	run outcome text 23 15 '!assign list'
	assert_output --partial "#$first NURIA | BIZUM"
	assert_equal "$(outcome code 24 14 '!assign forget 9')" unknown_request
	assert_equal "$(outcome status 25 14 "!assign forget $first")" ok
	assert_equal "$(outcome code 26 14 "!asignar olvidar $first")" not_assigned
	bank_line D 1 2025-06-03 4.00 'NURIA | BIZUM' "$(jq -cn --arg p "$nuria" '{party: $p, for: [{by: "counterparty", to: $p}]}')" | gl-apply >/dev/null
	assert_equal "$(to_sort)" 500
	sound
}

@test "to-sort lists what waits, the oldest first, with what came in and what went out; auditors see it" {
	bank_line A 1 2025-05-02 20.00 'NURIA | BIZUM' | gl-apply >/dev/null
	bank_line B 1 2025-05-03 -7.00 'SHOP' | gl-apply >/dev/null
	assert_equal "$(outcome code 20 11 '!to-sort')" missing_permit
	run outcome text 21 15 '!por asignar'
	assert_output --partial 'NURIA | BIZUM'
	assert_output --partial '7,00'
	run gl-report to-sort --format csv
	assert_line --index 1 --partial ',2025-05-02,'
	assert_line --index 1 --partial ',20.00,PTS,NURIA | BIZUM,'
	assert_line --index 2 --partial ',-7.00,PTS,SHOP,'
}

@test "only assign moves what waits to be assigned, and nothing else decides it" {
	bank_line A 1 2025-05-02 20.00 x "$(for_of id @12)" | gl-apply >/dev/null
	bank_line B 1 2025-05-02 20.00 y | gl-apply >/dev/null
	assert_equal "$(outcome code 20 14 '!move to-sort rent 5 x')" to_sort
	assert_equal "$(outcome code 21 14 '!withdraw to-sort 5 x')" to_sort
	assert_equal "$(outcome code 22 14 '!reverse 4 x')" to_sort
	assert_equal "$(outcome code 23 14 "!approve $(number)")" use_assign
	assert_equal "$(outcome code 24 14 "!cancel $(number)")" use_assign
	assert_equal "$(outcome code 25 14 '!account close to-sort')" account_needed
	assert_equal "$(outcome status 26 14 '!reverse 3 bounced')" ok
	sound
}

@test "a line of the list's first day with a balance that no line of its key has waits: same books nothing, new books it" {
	{
		bank_line A 1 2025-05-02 10.00 CASH '{"balance": "510.00"}'
		bank_line A 2 2025-05-02 10.00 CASH '{"balance": "520.00"}'
	} | gl-apply >/dev/null
	# the same day, last movements only: its first line is the third
	bank_line A 1 2025-05-02 10.00 CASH '{"balance": "530.00", "doubt": "cut"}' >"$BATS_TEST_TMPDIR/cut"
	run booked text <"$BATS_TEST_TMPDIR/cut"
	waits=$(number)
	assert_output "10.00 PTS of bank may be booked already, as transaction 4 (n.º $waits): \`!line $waits same\` or \`!line $waits new\`."
	assert_equal "$(lines)" 'A.1:booked:: A.2:booked:: A.3:waiting:cut:'
	run booked code <"$BATS_TEST_TMPDIR/cut"
	assert_output known
	bank_line A 1 2025-05-02 10.00 CASH '{"balance": "520.00", "doubt": "cut"}' | gl-apply >/dev/null
	assert_equal "$(lines)" 'A.1:booked:: A.2:booked:: A.3:waiting:cut:'
	assert_equal "$(outcome code 20 11 "!line $waits new")" missing_permit
	assert_equal "$(outcome code 21 14 "!approve $waits")" use_line
	assert_equal "$(outcome status 22 14 "!linea $waits nueva")" ok
	assert_equal "$(outcome code 23 14 "!line $waits same")" already_decided
	assert_equal "$(lines)" 'A.1:booked:: A.2:booked:: A.3:booked:cut:'
	bank_line A 1 2025-05-02 10.00 CASH '{"balance": "999.00", "doubt": "cut"}' | gl-apply >/dev/null
	assert_equal "$(outcome text 24 14 "!line $(number) same")" "Line $(number) is what transaction 5 booked already; nothing is booked."
	assert_equal "$(lines)" 'A.1:booked:: A.2:booked:: A.3:booked:cut: A.4:same:cut:'
	assert_equal "$(to_sort)" 3000
	sound
}

@test "the same with other words, and what was booked by hand before, wait; whoever is paid by it does not decide" {
	bank_line A 1 2025-05-02 10.00 'OLD WORDS' | gl-apply >/dev/null
	bank_line B 1 2025-05-02 10.00 'NEW WORDS' "$(jq -cn '{doubt: "words", beside: "imp:AAAAAAAAAAAAAAAAAAAAAAAAAA.1"}')" | gl-apply >/dev/null
	words=$(number)
	gl-command --at 2025-05-06T10:00:00Z move bank rent 33 by hand | gl-apply >/dev/null
	bank_line C 1 2025-05-04 -33.00 LANDLORD "$(for_of rule rent)" | gl-apply >/dev/null
	hand=$(number)
	bank_line D 1 2025-05-04 -33.00 OTHER "$(for_of id @14)" | gl-apply >/dev/null
	bank_line E 1 2025-05-10 -33.00 LATER "$(for_of rule rent)" | gl-apply >/dev/null
	assert_equal "$(lines)" 'A.1:booked:: B.1:waiting:words: C.1:waiting:hand: D.1:waiting:hand: E.1:booked::rule'
	assert_equal "$(outcome status 20 14 "!line $words same")" ok
	assert_equal "$(outcome status 21 14 "!line $hand same")" ok
	say 22 14 '!register' | tick >/dev/null
	assert_equal "$(outcome code 23 14 "!line $(number) same")" own_account
	assert_equal "$(operator line "$(ask_books "SELECT number FROM import_lines WHERE text = 'OTHER'")" new | jq -r .status)" ok
	# what was agreed is no answer again
	bank_line F 1 2025-05-05 -33.00 THIRD "$(for_of rule rent)" | gl-apply >/dev/null
	assert_equal "$(lines)" 'A.1:booked:: B.1:same:words: C.1:same:hand: D.1:booked:hand: E.1:booked::rule F.1:booked::rule'
	sound
}

@test "a line that may be one that waits itself waits, too, and is the same only once that one is decided" {
	gl-command --at 2025-05-06T10:00:00Z move rent bank 10 by hand | gl-apply >/dev/null
	bank_line A 1 2025-05-05 10.00 'OLD WORDS' | gl-apply >/dev/null
	first=$(number)
	bank_line B 1 2025-05-05 10.00 'NEW WORDS' "$(jq -cn '{doubt: "words", beside: "imp:AAAAAAAAAAAAAAAAAAAAAAAAAA.1"}')" >"$BATS_TEST_TMPDIR/words"
	run booked text <"$BATS_TEST_TMPDIR/words"
	words=$(number)
	assert_output "10.00 PTS of bank may be the same as line $first, which waits, too (n.º $words): \`!line $words same\` or \`!line $words new\`."
	bank_line A 1 2025-05-05 10.00 'OLD WORDS' '{"balance": "777.00", "doubt": "cut"}' | gl-apply >/dev/null
	cut=$(number)
	assert_equal "$(lines)" 'A.1:waiting:hand: B.1:waiting:words: A.2:waiting:cut:'
	assert_equal "$(outcome text 20 14 "!line $words same")" "Line $first waits, too: decide that one first, then this one."
	assert_equal "$(outcome code 21 14 "!linea $cut misma")" waits_itself
	sound
	assert_equal "$(outcome status 22 14 "!line $first same")" ok
	assert_equal "$(outcome text 23 14 "!line $words same")" "Line $words is what transaction 3 booked already; nothing is booked."
	assert_equal "$(outcome status 24 14 "!line $cut same")" ok
	assert_equal "$(lines)" 'A.1:same:hand: B.1:same:words: A.2:same:cut:'
	assert_equal "$(balance_of bank)" 510.00
	sound
}

@test "a line that is new beside other lines may still be booked by hand: it is asked about that as well, once" {
	bank_line A 1 2025-05-05 10.00 'OLD WORDS' | gl-apply >/dev/null
	gl-command --at 2025-05-06T10:00:00Z move rent bank 10 by hand | gl-apply >/dev/null
	bank_line B 1 2025-05-05 10.00 'NEW WORDS' "$(jq -cn '{doubt: "words", beside: "imp:AAAAAAAAAAAAAAAAAAAAAAAAAA.1"}')" | gl-apply >/dev/null
	bank_line A 1 2025-05-05 10.00 'OLD WORDS' '{"balance": "777.00", "doubt": "cut"}' | gl-apply >/dev/null
	cut=$(number)
	run outcome text 20 14 "!line $((cut - 1)) new"
	words=$(number)
	assert_output "10.00 PTS of bank may be booked already, as transaction 4 (n.º $words): \`!line $words same\` or \`!line $words new\`."
	assert_equal "$(outcome code 21 14 "!line $((cut - 1)) same")" already_decided
	outcome status 22 14 "!line $cut new"
	cut=$(number)
	assert_equal "$(lines)" 'A.1:booked:: B.1:waiting:words: A.2:waiting:cut:'
	assert_equal "$(outcome status 23 14 "!line $words same")" ok
	# an entry is one line of the bank, not two
	assert_equal "$(outcome text 24 14 "!line $cut same")" 'Transaction 4 is another line of the bank already; this one is new.'
	assert_equal "$(outcome status 25 14 "!line $cut new")" ok
	assert_equal "$(lines)" 'A.1:booked:: B.1:same:words: A.2:booked:cut:'
	assert_equal "$(balance_of bank)" 530.00
	sound
}

@test "the report lines has what gl-import --known reads, and what was booked by hand" {
	bank_line A 1 2025-05-02 10.00 'WORDS' '{"balance": "510.00"}' | gl-apply >/dev/null
	run gl-report lines bank --format ndjson
	assert_equal "$(jq -c 'select(.id) | [.id, .account, .date, .amount, .currency, .balance, .state, .doubt, .same, .transaction]' <<<"$output")" \
		'["imp:AAAAAAAAAAAAAAAAAAAAAAAAAA.1","bank","2025-05-02","10.00","PTS","510.00","booked",null,null,"3"]'
	assert_equal "$(jq -c 'select(.id == null) | [.date, .amount, .transaction]' <<<"$output")" '["2025-06-01","500.00","2"]'
}

@test "lines are verbs of this version: what others write as such is unknown" {
	assert_equal "$(outcome code 20 14 '!bank line')" ''
	say 21 14 '!balance' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.verb = "bank line"' >"$BATS_TEST_TMPDIR/record"
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/record" | jq -r .code)" unknown_verb
	sound
}

@test "gl-verify names each way to tamper with lines and what waits to be assigned" {
	bank_line A 1 2025-05-02 20.00 x | gl-apply >/dev/null
	bank_line B 1 2025-05-03 5.00 y "$(for_of id @12)" | gl-apply >/dev/null
	bank_line A 1 2025-05-02 20.00 x '{"doubt": "cut", "balance": "7.00"}' | gl-apply >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept"
	while IFS='|' read -r what sql; do
		bring_books "$BATS_TEST_TMPDIR/kept"
		tamper "$sql"
		run gl-verify
		assert_failure
		assert_output --partial 'line: '
		[ -n "$what" ]
	done <<-'TABLE'
		a line without its transaction|UPDATE import_lines SET transaction_id = 2 WHERE line LIKE '%B.1'
		a line taken out|DELETE FROM import_lines WHERE line LIKE '%B.1'
		a line put in|INSERT INTO import_lines SELECT guild_id, replace(line, 'B.1', 'C.1'), seq, account_id, currency, day, amount, balance, reference, text, 'same', doubt, found_by, transaction_id, number, import FROM import_lines WHERE line LIKE '%B.1'
		another amount|UPDATE import_lines SET amount = 501 WHERE line LIKE '%B.1'
		another day|UPDATE import_lines SET day = '2025-05-04' WHERE line LIKE '%B.1'
		another id|UPDATE import_lines SET line = 'imp:ZZZZZZZZZZZZZZZZZZZZZZZZZZ.1' WHERE line LIKE '%B.1'
		nothing waits|UPDATE import_lines SET number = 1 WHERE state = 'waiting'
		less waits|UPDATE waiting SET amount = amount - 1 WHERE verb = 'assign'
	TABLE
}

@test "forget blanks what the bank said of a member's lines, whoever assigned them, and the log replays" {
	operator register '<@10>' >/dev/null
	bank_line A 1 2025-05-02 20.00 'Zqx Mark | one' "$(jq -cn '{reference: "zqx1", for: [{by: "id", to: "@12"}]}')" | gl-apply >/dev/null
	bank_line B 1 2025-05-03 5.00 'Zqx Mark | two' | gl-apply >/dev/null
	operator assign "$(number)" '<@12>' >/dev/null
	bank_line C 1 2025-05-03 5.00 'Somebody else' | gl-apply >/dev/null
	say 30 12 '!forget <@12>' | tick >/dev/null
	gl-outbox --lease 0 | jq -c '{type: "delivered", guild_id, id, with, status: "sent", discord_id: "1"} | with_entries(select(.value != null))' | gl-apply >/dev/null
	run grep -c -i zqx < <(everything)
	assert_output 0
	run grep -c 'Somebody else' < <(everything)
	refute_output 0
	sound
}

@test "forget drops the counterparties that were a member's for good: their hash is in no byte of the books, and the log replays" {
	zqx=$(party ZQX) other=$(party OTHER)
	bank_line A 1 2025-05-02 20.00 'Zqx | one' "$(jq -cn --arg p "$zqx" '{party: $p}')" | gl-apply >/dev/null
	operator assign "$(number)" '<@12>' always >/dev/null
	bank_line B 1 2025-05-03 5.00 'Zqx | two' "$(jq -cn --arg p "$zqx" '{party: $p, for: [{by: "counterparty", to: $p}]}')" | gl-apply >/dev/null
	bank_line C 1 2025-05-03 4.00 'Other' "$(jq -cn --arg p "$other" '{party: $p}')" | gl-apply >/dev/null
	operator assign "$(number)" '<@11>' always >/dev/null
	assert_equal "$(balance_of @bob)" 25.00
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM counterparties')" 2
	say 30 12 '!forget <@12>' | tick >/dev/null
	gl-outbox --lease 0 | jq -c '{type: "delivered", guild_id, id, with, status: "sent", discord_id: "1"} | with_entries(select(.value != null))' | gl-apply >/dev/null
	assert_equal "$(ask_books 'SELECT party FROM counterparties')" "$other"
	run grep -c "$zqx" < <(everything)
	assert_output 0
	run grep -c "$other" < <(everything)
	refute_output 0
	if ! over_server; then
		sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
		run grep -a -c "$zqx" "$GL_DB"
		assert_output 0
	fi
	sound
	# what they send later is nobody's by itself
	bank_line D 1 2025-06-03 3.00 'Zqx | three' "$(jq -cn --arg p "$zqx" '{party: $p, for: [{by: "counterparty", to: $p}]}')" | gl-apply >/dev/null
	assert_equal "$(to_sort)" 300
	sound
}

@test "a treasurer's day: a list comes, what is known stays, what is new is booked, the rest is assigned, and the books agree" {
	{
		bank_line A 1 2025-06-02 25.00 'BOB | DUES' "$(for_of id @12)"
		bank_line B 1 2025-06-02 -60.00 'LANDLORD | JUNE' "$(for_of rule rent)"
		bank_line C 1 2025-06-03 12.00 'WHO KNOWS' "$(jq -cn --arg p "$(party WHO)" '{party: $p, for: [{by: "counterparty", to: $p}]}')"
	} >"$BATS_TEST_TMPDIR/monday"
	gl-apply <"$BATS_TEST_TMPDIR/monday" >/dev/null
	assert_equal "$(balance_of bank) $(balance_of @bob) $(balance_of rent) $(to_sort)" '477.00 25.00 60.00 1200'
	run outcome text 20 14 '!to-sort'
	assert_output --partial 'WHO KNOWS'
	assert_equal "$(outcome status 21 14 "!assign $(number) <@11> always")" ok
	# on tuesday the list holds monday, too
	bank_line D 1 2025-06-04 12.00 'WHO KNOWS' "$(jq -cn --arg p "$(party WHO)" '{party: $p, for: [{by: "counterparty", to: $p}]}')" >"$BATS_TEST_TMPDIR/tuesday"
	run booked status < <(cat "$BATS_TEST_TMPDIR/monday" "$BATS_TEST_TMPDIR/tuesday")
	assert_output "$(printf 'duplicate\nduplicate\nduplicate\nok')"
	assert_equal "$(balance_of bank) $(balance_of @ana) $(to_sort)" '489.00 124.00 0'
	sound
}

@test "a line that names no language is answered in the guild's, one that does in its own" {
	operator config language es >/dev/null
	assert_regex "$(bank_line a 1 2025-06-01 5.00 x | booked text)" '^Entran 5,00 PTS|por asignar|asignar'
	assert_regex "$(bank_line b 1 2025-06-01 5.00 x '{"lang":"en"}' | booked text)" 'wait to be assigned'
	sound
}
