# Figures that people and programs can rely on: two of one name are told apart, totals are exact beyond 64 bits, who paid whom is said.
load helper

ESC=$'\e'
csv() { gl-report "$@" --format csv | tr -d '\r'; }
every_report() { # FORMAT: of books with members 11 and batch 1
	for report in balances trial-balance balance-sheet income journal batches batch-totals balances-over-time flows users top activity hours log roles permits \
		registrations summary biggest 'statement --account @11' 'history --account @11' 'batch --batch 1' 'count --batch 1'; do
		gl-report $report --format "$1" || return 1
	done
}

# Two members called ana (11 and 21), bob (12) who is The Baker here.
two_of_one_name() {
	working_books
	member 21 ana >>"$ROSTER"
	sed -i 's/"user_id":"12","name":"bob"/&,"nick":"The Baker"/' "$ROSTER"
	gl-apply <"$ROSTER" >/dev/null
	{ say 10 21 '!register' ana; say 11 13 '!deposit <@21> 7 dues'; say 12 21 '!pay <@12> 1 bread' ana; say 13 11 '!pay <@12> 2 cake'; } | tick >/dev/null
}

@test "two members of one name: ids in every report for programs, the account's number for people" {
	two_of_one_name
	say 20 14 '!batch close till=107' | tick >/dev/null
	for report in balances trial-balance top 'batch --batch 1' 'statement --account @12' journal biggest balances-over-time; do
		assert_regex "$(csv $report | head -1)" '(account|member|debited).*account_id,.*user_id'
	done
	assert_regex "$(csv log | head -1)" ',author_id$'
	assert_equal "$(csv balances | grep '^ana,' | cut -d, -f4,7,8 | paste -sd' ')" '98.00,4,11 6.00,6,21'
	assert_equal "$(gl-report top --format json | jq -c '[.[] | select(.member == "ana") | [.account_id, .user_id]]')" '[["4","11"],["6","21"]]'
	assert_equal "$(gl-report balances --format ndjson | jq -r 'select(.user_id == "21").account')" ana
	run gl-report balances
	assert_output --partial '@ana #4 '
	assert_output --partial '@ana #6 '
	assert_regex "$(outcome text 21 15 '!report top')" '@ana #6'
	assert_equal "$(gl-report balances --format gnuplot | grep -c "label '@ana #[46]'")" 2
	assert_equal "$(gl-report users --format table | grep -c '@ana #[46] ')" 2
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	grep -q '<a href="account/6.html">@ana #6</a>' "$BATS_TEST_TMPDIR/site/en/accounts.html"
	grep -q '<a href="../account/6.html">@ana #6</a>' "$BATS_TEST_TMPDIR/site/en/account/5.html"
}

@test "a name that looks like another by what cannot be seen, or like a numbered one, gets its number" {
	init_books
	member 21 "bo"$'\u200b'"b" >>"$ROSTER"
	member 22 'bob #5' >>"$ROSTER"
	gl-apply <"$ROSTER" >/dev/null
	{ say 1 12 '!register'; say 2 21 '!register' "bo"$'\u200b'"b"; say 3 22 '!register' 'bob #5'; } | tick >/dev/null
	assert_equal "$(gl-report top | awk 'NR > 2 { $1 = ""; print }' | sed 's/ 0.00.*//' | paste -sd,)" ' @bob, @bob #5, @bob #5 #6'
}

@test "cut to a column or a chart's label, a name keeps the number that tells it from others" {
	working_books
	member 21 'a very long name that goes on and on: one' >>"$ROSTER"
	member 22 'a very long name that goes on and on: two' >>"$ROSTER"
	{ say 10 21 '!register' "$(jq -r 'select(.user_id == "21").name' "$ROSTER")"; say 11 22 '!register' "$(jq -r 'select(.user_id == "22").name' "$ROSTER")"
		say 12 13 '!deposit <@21> 1 cash'; say 13 13 '!deposit <@22> 2 cash'; } | tick >/dev/null
	assert_equal "$(gl-report journal --width 80 | grep -o '… #[67] ' | sort -u | paste -sd,)" '… #6 ,… #7 '
	assert_regex "$(gl-report balances --format gnuplot)" "'@a very lo[^']*… #6'.*'@a very lo[^']*… #7'|'@a very lo[^']*… #7'.*'@a very lo[^']*… #6'"
}

@test "a member is called by the nickname that the guild sees; the users' report has both names" {
	two_of_one_name
	assert_regex "$(outcome text 20 15 '!report top')" '@The Baker +3\.00'
	assert_equal "$(gl-report users --format json | jq -r '.[] | select(.user == "12") | [.name, .username, .nick] | join("/")')" 'The Baker/bob/The Baker'
}

@test "names in CSV have no apostrophe, a formula has one, and no control character is in any format" {
	init_books
	member 21 '=1+1' >>"$ROSTER"
	member 22 '＝1+1' >>"$ROSTER"
	member 23 'red\u001b[31m' >>"$ROSTER"
	gl-apply <"$ROSTER" >/dev/null
	{
		say 1 10 '!permit <@&501> teller'; say 2 11 '!register'; say 3 21 '!register' '=1+1'; say 4 22 '!register' '＝1+1'; say 5 23 '!register' "red$ESC[31m"
		say 6 13 "!deposit <@11> 5 \"$ESC]0;x\" cash"; say 7 13 '!deposit <@23> 5 @11 owes'
	} | tick >/dev/null
	assert_equal "$(csv balances | cut -d, -f1 | tail -n 4 | paste -sd' ')" "ana \"'=1+1\" \"'＝1+1\" red [31m"
	refute [ -n "$(csv balances | grep "'@")" ]
	for format in table csv json ndjson markdown list; do
		every_report $format >"$BATS_TEST_TMPDIR/all"
		refute grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\\u00[01]' "$BATS_TEST_TMPDIR/all"
	done
}

@test "who paid whom is in a history, a statement, a journal, OFX and the site" {
	working_books
	say 10 11 '!pay <@12> 1 bread' | tick >/dev/null
	assert_regex "$(outcome text 11 12 '!history')" 'from @ana · bread +\+1\.00'
	assert_regex "$(outcome text 12 11 '!history')" 'to @bob · bread +−1\.00
.*Deposit · cash +\+100\.00'
	assert_equal "$(gl-report statement --account @12 --format json | jq -c '.[] | [.what, .party, .party_account_id, .party_user_id, .user_id]')" '["pay","ana","4","11","12"]'
	assert_equal "$(gl-report journal --format json | jq -c '[.[] | select(.transaction == "2") | [.account, .party]]')" '[["ana","bob"],["bob","ana"]]'
	gl-report statement --account @12 --format ofx | grep -q '<NAME>@ana</NAME><MEMO>bread</MEMO>'
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	grep -q '<td class=who><a href="../account/4.html">@ana</a><td class=what>pay<td class=memo>bread<td class="n sum">+1.00' "$BATS_TEST_TMPDIR/site/en/account/5.html"
	grep '"user_id":"11"' "$ROSTER" | sed 's/"name":"ana"/"name":"anna"/' | gl-apply >/dev/null
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null # the page of the other one follows
	grep -q '<td class=who><a href="../account/4.html">@anna</a>' "$BATS_TEST_TMPDIR/site/en/account/5.html"
}

@test "a day's commands, people and transactions are counted once, whatever currencies it has" {
	working_books
	{ say 10 10 '!config currency.USD 2'; say 11 13 '!deposit <@11> 5 USD x'; } | tick >/dev/null
	assert_equal "$(csv activity | tail -n +2 | paste -sd' ')" '2024-10-27,8,4,2,100.00,PTS 2024-10-27,,,,5.00,USD'
}

@test "OFX with accents is read by ofxparse (ofx1) and by libofx (both)" {
	once "what others read is the same"
	working_books --currency EUR
	say 10 13 '!deposit <@11> 3 "cuota del año"' | tick >/dev/null
	gl-report statement --account @11 --format ofx >"$BATS_TEST_TMPDIR/2.ofx"
	gl-report statement --account @11 --format ofx1 >"$BATS_TEST_TMPDIR/1.ofx"
	xmllint --noout "$BATS_TEST_TMPDIR/2.ofx"
	if python3 -c 'import ofxparse' 2>/dev/null; then
		assert_equal "$(python3 -W ignore -c 'import sys; from ofxparse import OfxParser
print([(str(t.amount), t.payee, t.memo) for a in OfxParser.parse(open(sys.argv[1], "rb")).accounts for t in a.statement.transactions])' "$BATS_TEST_TMPDIR/1.ofx")" \
			"[('100.00', 'till', 'cash'), ('3.00', 'till', 'cuota del año')]"
	fi
	if command -v ofxdump >/dev/null; then
		for version in 1 2; do ofxdump "$BATS_TEST_TMPDIR/$version.ofx" 2>/dev/null | grep -q 'cuota del año'; done
	fi
}

# Moves from opening to the account pot, a million each, which is the most that one moves: 9,223 of them, and what is left to the largest number.
moves() {
	python3 - <<-'PYTHON'
		import json
		def move(number, to, amount):
		    print(json.dumps({"type": "command", "message_id": str(310000000000 + 20000 + number * 1000 << 22), "channel_id": "2000", "guild_id": "1000",
		                      "time": "2026-01-01T00:00:00.000Z", "author": {"id": "14", "name": "tomas", "roles": ["502"], "member": True, "owner": False}, "lang": "en",
		                      "source": "discord", "verb": "move", "args": {"from": "opening", "to": to, "amount": amount, "memo": "m"}}))
		for number in range(9223):
		    move(number, "pot", "1000000")
		move(9223, "pot", "372036.854775807")
	PYTHON
}

@test "totals beyond 64 bits are exact in every report, format, page and metric, and end nothing" {
	working_books --scale 9
	{ say 9 14 '!account open pot equity'; } | tick >/dev/null
	moves | gl-apply >/dev/null
	all=9223372136.854775807
	assert_equal "$(csv activity | tail -n +2 | cut -d, -f5 | paste -sd+ | bc)" $all
	assert_equal "$(csv summary | grep '^moved in all')" "moved in all,$all,,PTS"
	assert_equal "$(csv trial-balance | tail -1 | cut -d, -f2-5)" "total,$all,$all,PTS"
	assert_equal "$(csv balances | grep -E '^(opening|pot),' | cut -d, -f4 | paste -sd' ')" '-9223372036.854775807 9223372036.854775807'
	assert_equal "$(csv batch --batch 1 | tail -1 | cut -d, -f1-4)" "total,18450,$all,$all"
	assert_equal "$(csv batch-totals | tail -1)" "1,open,9225,$all,PTS"
	for format in table csv json; do every_report $format >/dev/null; done
	for format in ledger hledger beancount; do gl-report journal --format $format >/dev/null; done
	gl-report statement --account opening --format ofx | grep -q '<BALAMT>-9223372036.854775807</BALAMT>'
	gl-report history --account opening | grep -q -- '-9223372036.854775807 '
	assert_equal "$(csv flows --account opening | tail -n +2 | cut -d, -f3 | paste -sd+ | bc)" 9223372036.854775807
	gl-metrics | grep -q 'guildledger_balance{config="default",guild="1000",kind="equity",currency="PTS"} 0.000000000'
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null # what it remembers of itself is as long
	assert_equal "$(outcome status 40000 14 '!report activity')" ok
	assert_equal "$(outcome status 40001 14 '!batch close till=uncounted')" ok
	grep -q "debits and credits: $(sed -E ':a; s/^([0-9]+)([0-9]{3})([,.])/\1,\2\3/; ta' <<<"$all") PTS" <<<"$(sqlite3 "$GL_DB" "SELECT content FROM outbox WHERE kind = 'post'")"
	assert_equal "$(csv batch --batch 1 | tail -1 | cut -d, -f1-4)" "total,18450,$all,$all"
}

@test "a report that takes a server too long is answered with what to ask for instead, and what was booked with it stays" {
	over_server || skip "books in a file count steps: test_work"
	working_books
	ask_books "CREATE OR REPLACE FUNCTION day(ms bigint, zone text) RETURNS text LANGUAGE plpgsql AS \$\$ BEGIN PERFORM pg_sleep(4); RETURN '2024-10-27'; END \$\$" >/dev/null
	{ say 10 11 '!pay <@12> 1 before'; say 11 15 '!report activity'; say 12 11 '!pay <@12> 2 behind'; say 13 15 '!report journal'; } | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok ok ok ok'
	assert_regex "$(sed -n 2p "$BATS_TEST_TMPDIR/out" | jq -r .text)" 'too much for an answer'
	assert_regex "$(sed -n 4p "$BATS_TEST_TMPDIR/out" | jq -r .text)" 'behind'
	assert_equal "$(balance_of @bob)" 3.00
}
