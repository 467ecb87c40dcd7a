# What the books export as a statement comes back as a bank's list: the same lines, and the same balances.
load bank

setup() {
	bank_books
	operator account open 'donations of señores' income >/dev/null
	{
		gl-command --at 2025-06-02T10:00:00Z move 'donations of señores' bank 33.10 'Núria: «café», 3 € & más'
		gl-command --at 2025-06-03T10:00:00Z move bank rent 60 'alquiler; mayo'
		gl-command --at 2025-06-03T11:00:00Z move bank rent 60 'alquiler; mayo'
		gl-command --at 2025-06-04T10:00:00Z move 'donations of señores' bank 0.01 '=formula'
	} | gl-apply >/dev/null
	theirs=$GL_DB
}

# fresh NAME: other books with an empty account of a bank.
fresh() {
	GL_DB=$(new_books "$1.db")
	gl-db init --guild 1000 --name Fresh --owner 10 --currency PTS >/dev/null
	operator account open bank asset >/dev/null
}
# statement_days: day and amount of each line of the account bank, by the books that made it.
statement_days() { gl-report lines bank --format csv --db "$theirs" | cut -d, -f2-4 | tail -n +2 | sort; }
taken_days() { ask_books "SELECT day || ',' || printf('%.2f', amount / 100.0) FROM import_lines" | sort; }

@test "a statement exported as OFX 2 and OFX 1 comes back with the same days, amounts and balance; FITIDs make it known again" {
	for format in ofx ofx1; do
		GL_DB=$theirs gl-report statement --account bank --format "$format" >"$BATS_TEST_TMPDIR/statement.$format"
		fresh "$format"
		gl-import --as test --at 2025-06-10T10:00:00Z --account bank --lang en <"$BATS_TEST_TMPDIR/statement.$format" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
		assert_equal "$(jq -r 'select(.verb == "bank line").status' "$BATS_TEST_TMPDIR/outcomes" | sort | uniq -c | awk '{ print $2 $1 }')" ok5
		assert_equal "$(balance_of bank)" "$(GL_DB=$theirs balance_of bank)"
		assert_equal "$(ask_books "SELECT COUNT(*) FROM import_lines WHERE text LIKE '%Núria: «café», 3 € & más%'")" 1
		gl-import --as test --at 2025-06-11T10:00:00Z --account bank <"$BATS_TEST_TMPDIR/statement.$format" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
		assert_equal "$(jq -r 'select(.verb == "bank line").code' "$BATS_TEST_TMPDIR/outcomes" | sort -u)" known
		sound
	done
}

@test "a statement exported as CSV comes back by rules with the same days, amounts and balance" {
	GL_DB=$theirs gl-report statement --account bank --format csv >"$BATS_TEST_TMPDIR/statement.csv"
	head -n 1 "$BATS_TEST_TMPDIR/statement.csv" >&2
	{
		echo "#gl header $(head -n 1 "$BATS_TEST_TMPDIR/statement.csv" | cut -d, -f1-3)"
		echo 'skip 1'
		echo "fields $(head -n 1 "$BATS_TEST_TMPDIR/statement.csv" | sed 's/time/date/; s/currency/unit/; s/balance/_/; s/memo/description/')"
		echo 'date-format %Y-%m-%dT%H:%M:%S.%fZ'
		echo 'currency %unit'
		echo 'account1 bank'
	} >"$BATS_TEST_TMPDIR/statement.csv.rules"
	fresh csv
	gl-import --as test --at 2025-06-10T10:00:00Z --account bank --rules "$BATS_TEST_TMPDIR/statement.csv.rules" <"$BATS_TEST_TMPDIR/statement.csv" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(balance_of bank)" "$(GL_DB=$theirs balance_of bank)"
	sound
}

@test "ofxdump of libofx reads our statements, accents and all" {
	command -v ofxdump >/dev/null || skip "ofxdump is not installed (package ofx)"
	for format in ofx ofx1; do
		GL_DB=$theirs gl-report statement --account bank --format "$format" >"$BATS_TEST_TMPDIR/statement.$format"
		run ofxdump "$BATS_TEST_TMPDIR/statement.$format"
		assert_success
		assert_equal "$(grep -c 'Total money amount' <<<"$output")" 5
		assert_output --partial 'Núria'
	done
}

@test "hledger arrives at the same total of every list that it reads, by the same rules files" {
	command -v hledger >/dev/null || skip "hledger is not installed"
	lists=$PROJECT/tests/import/lists compared=0
	for rules in "$lists"/*.rules; do
		name=$(basename "$rules" .rules)
		# amounts such as "45.00-", balances of bots, damaged lists: hledger 1.25 does not read them
		case $name in 20-* | 53-* | 6[0-9]-* | 94-*) continue ;; esac
		list=$(find "$lists" -name "$name.[ct]sv")
		encoding=$(sed -n 's/^#gl encoding //p' "$rules")
		iconv -f "${encoding:-utf-8}" -t utf-8 "$list" | sed '1s/^\xef\xbb\xbf//' >"$BATS_TEST_TMPDIR/list.csv"
		ours=$(gl-import --as test --at 2026-11-02T10:00:00Z --account bank --rules "$rules" <"$list" |
			jq -s '[.[] | select(.type == "import-line") | .amount | tonumber * 100 | round] | add // 0')
		theirs_total=$(hledger -f "$BATS_TEST_TMPDIR/list.csv" --rules-file "$rules" print -O json |
			jq '[.[].tpostings[0].pamount[0].aquantity | .decimalMantissa * pow(10; 2 - .decimalPlaces)] | add // 0 | round')
		assert_equal "$name $ours" "$name $theirs_total"
		compared=$((compared + 1))
	done
	assert [ "$compared" -ge 20 ]
}
