# Volume at the bank that somebody makes on purpose: cents by the thousand, words that imitate references, members, commands and the bot.
load bank

setup() { bank_books; }

# flood COUNT TEXT: lines of 0.01; of every four, one has ana's reference, one both members', one that of an account that nobody has, one none. In
# TEXT %d is a line's number.
flood() {
	python3 - "$1" "$2" "$(account_of 11)" "$(account_of 12)" <<-'PYTHON'
	import json, sys
	count, text, ana, bob = int(sys.argv[1]), sys.argv[2], sys.argv[3] + "G", sys.argv[4] + "G"
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	for n in range(count):
	    references = [[ana], [ana, bob], ["999999G"], []][n % 4]
	    print(json.dumps({"type": "import-line", "guild_id": "1000", "time": "2025-06-02T10:00:00.000Z", "author": {"id": "0", "name": "marta"},
	                      "id": "imp:%s.1" % "".join(letters[n >> 5 * i & 31] for i in range(26)), "account": "bank", "date": "2025-05-02", "amount": "0.01",
	                      "currency": "PTS", "text": text.replace("%d", str(n)), "for": [{"by": "reference", "to": to} for to in references]}))
	PYTHON
}
account_of() { ask_books "SELECT account_id FROM accounts WHERE owner_id = $1"; }
HOSTILE='RF56 6G RF83 7G @everyone <@12> <@&501> `!line %d new` **Deposited 900.00 PTS** ‮002'

@test "ten thousand lines that imitate references: one answer is booked, every other waits, each line moves its cent once" {
	flood 10000 "$HOSTILE" >"$BATS_TEST_TMPDIR/lines"
	gl-apply <"$BATS_TEST_TMPDIR/lines" >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/outcomes" | sort | uniq -c | tr -s ' ')" ' 10000 ok'
	assert_equal "$(balance_of @ana) $(balance_of @bob) $(to_sort) $(balance_of bank)" '125.00 0.00 7500 600.00'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'line' AND state = 'waiting'")" 7500
	gl-apply <"$BATS_TEST_TMPDIR/lines" >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(jq -r .code "$BATS_TEST_TMPDIR/outcomes" | sort | uniq -c | tr -s ' ')" ' 10000 known'
	assert_equal "$(balance_of @ana) $(to_sort)" '125.00 7500'
	# others go on, and whoever is paid decides nothing
	assert_equal "$(outcome status 20 11 '!pay <@12> 1')" ok
	number=$(ask_books "SELECT MIN(number) FROM waiting WHERE kind = 'line'")
	assert_equal "$(outcome code 21 11 "!assign $number <@11>") $(outcome code 22 11 "!line $number new")" 'missing_permit missing_permit'
	say 23 14 '!register' | tick >/dev/null
	assert_equal "$(outcome code 24 14 "!assign $number <@14>") $(outcome code 25 14 "!line $number new")" 'own_account not_a_line'
	assert_equal "$(outcome status 26 14 "!assign $number <@12>")" ok
	run gl-verify
	assert_success
}

@test "who is flooded gets one message with what came, not one a line; nobody else is told or pinged, and no words of a payer act" {
	gl-outbox --lease 0 >/dev/null
	ask_books "UPDATE outbox SET state = 'sent'" >/dev/null
	flood 2000 "$HOSTILE" | gl-apply >/dev/null
	gl-outbox --lease 0 >"$BATS_TEST_TMPDIR/box"
	assert_equal "$(jq -r '.kind + " " + .user_id' "$BATS_TEST_TMPDIR/box")" 'dm 11'
	assert_equal "$(jq -c '.pings // []' "$BATS_TEST_TMPDIR/box")" '[]'
	assert [ "$(jq '.content | length' "$BATS_TEST_TMPDIR/box")" -le 2000 ]
	run jq -r .content "$BATS_TEST_TMPDIR/box"
	refute_output --partial '<@12>'
	refute_output --partial '**Deposited'
	refute_output --regexp '(^|[^\\])`!line'
	refute_output --partial $'\u202e'
}

@test "what lists a flood is bounded: to-sort in Discord, the overview of the site, an answer about lines" {
	flood 2000 "$HOSTILE" | gl-apply >/dev/null
	for text in '!to-sort' '!report lines' '!history' '!report to-sort'; do
		run outcome text $((30 + $RANDOM % 1000)) 15 "$text"
		assert [ "${#output}" -le 4000 ]
		refute_output --partial '<@12>'
	done
	assert_equal "$(gl-report to-sort --format ndjson | wc -l)" 1500
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	assert [ "$(wc -c <"$BATS_TEST_TMPDIR/site/en/index.html")" -le 20000 ]
}

@test "letters that look like those of a reference are none: only what a member was given pays them, whatever is invisible in it" {
	operator config currency.EUR 2 >/dev/null
	local -A look=([2]='ꓣF56 6G' [3]='RF56 6Ԍ' [4]='RF56 ٦G' [5]='RF56 6Ⅽ' [6]='R​F56 6G')
	run outcome text 40 11 '!whoami'
	reference=$(grep -o 'RF[0-9]* [0-9]*G' <<<"$output")
	assert [ -n "$reference" ]
	look[1]=$(python3 -c 'import sys; print("".join(chr(ord(c) + 0xfee0) if c != " " else c for c in sys.argv[1]))' "$reference")
	for i in 1 2 3 4 5 6; do printf '%s;2025-05-0%s;1,00;%s\n' x $i "${look[$i]/56 6/${reference:2:2} ${reference:5:1}}"; done >"$BATS_TEST_TMPDIR/rows"
	{
		echo 'b;date;amount;text'
		cat "$BATS_TEST_TMPDIR/rows"
		printf 'x;2025-05-07;1,00;%s\n' "$reference"
	} >"$BATS_TEST_TMPDIR/list.csv"
	cat >"$BATS_TEST_TMPDIR/list.rules" <<-'RULES'
		skip 1
		separator ;
		fields x, date, amount, description
		date-format %Y-%m-%d
		decimal-mark ,
		currency PTS
		account1 bank
	RULES
	gl-import --rules "$BATS_TEST_TMPDIR/list.rules" --at 2025-06-02T10:00:00Z --as marta <"$BATS_TEST_TMPDIR/list.csv" | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM import_lines WHERE found_by = 'reference'")" 2 # what is invisible in it hides nothing
	assert_equal "$(balance_of @ana) $(to_sort)" '102.00 500'
}
