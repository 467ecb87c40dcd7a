# hledger reads the same lists with the same rules: days and amounts must be the same, line by line.
load helper

lists=$PROJECT/tests/import/lists

setup() {
	command -v hledger >/dev/null || skip "hledger is not installed"
}

# Those that hledger 1.25 reads: not amounts such as "45.00-" (20), balances of bots (53), damaged lists (6x, 94).
readable() {
	local rules name
	for rules in "$lists"/*.rules; do
		name=$(basename "$rules" .rules)
		case $name in 20-* | 53-* | 6[0-9]-* | 94-*) continue ;; esac
		echo "$name"
	done
}

# by_hledger LIST RULES: day and minor units of each line, sorted. hledger 1.25 reads UTF-8 only, and writes lines of zero.
by_hledger() {
	local encoding
	encoding=$(sed -n 's/^#gl encoding //p' "$2")
	iconv -f "${encoding:-utf-8}" -t utf-8 "$1" | sed '1s/^\xef\xbb\xbf//' >"$BATS_TEST_TMPDIR/list.csv"
	hledger -f "$BATS_TEST_TMPDIR/list.csv" --rules-file "$2" print -O json |
		jq -r '.[] | .tdate as $day | .tpostings[0].pamount[0].aquantity | "\($day) \(.decimalMantissa * pow(10; 2 - .decimalPlaces))"' |
		grep -v ' 0$' | sort
}

by_gl_import() { # LIST RULES
	gl-import --guild 1000 --as test --at 2026-11-02T10:00:00Z --account bank --rules "$2" <"$1" |
		jq -r 'select(.type == "import-line") | "\(.date) \(.amount | tonumber * 100 | round)"' | sort
}

@test "hledger and gl-import find the same days and amounts in every list that hledger reads" {
	local name list compared=0
	for name in $(readable); do
		list=$(find "$lists" -name "$name.[ct]sv")
		assert_equal "$name
$(by_gl_import "$list" "$lists/$name.rules")" "$name
$(by_hledger "$list" "$lists/$name.rules")"
		compared=$((compared + 1))
	done
	assert [ "$compared" -ge 20 ]
}

# From 1.31 on hledger moves a time with a zone to the zone of the machine: none here is of another day there.
@test "dates in every form that hledger reads are the same days" {
	local format text
	while IFS='|' read -r format text; do
		printf 'date-format %s\nfields date, description, amount\ncurrency EUR\naccount1 bank\n' "$format" >"$BATS_TEST_TMPDIR/one.rules"
		printf '"%s",a,5.00\n' "$text" >"$BATS_TEST_TMPDIR/one.csv"
		assert_equal "$format $(by_gl_import "$BATS_TEST_TMPDIR/one.csv" "$BATS_TEST_TMPDIR/one.rules")" "$format $(by_hledger "$BATS_TEST_TMPDIR/one.csv" "$BATS_TEST_TMPDIR/one.rules")"
	done <<-'END'
		%d/%m/%Y|05/01/2026
		%-d/%-m/%Y|5/1/2026
		%Y-%m-%dT%H:%M:%S%Z|2026-01-05T23:10:11Z
		%Y-%m-%dT%H:%M:%S%z|2026-01-05T23:10:11+0200
		%Y-%m-%dT%T%Ez|2026-01-05T13:10:11-03:00
		%Y-%m-%dT%H:%M:%S%Q|2026-01-05T23:10:11.123
		%D|01/05/26
		%F %R|2026-01-05 10:11
		%a %d %b %Y|Mon 05 Jan 2026
		%A, %B %e, %Y|Monday, January 5, 2026
		%m/%d/%Y %l:%M %P|01/05/2026  1:11 pm
		%Y.%m.%d %k:%M|2026.01.05  9:11
	END
}

@test "ifs, lists of patterns, & and tables choose the same amounts as hledger" {
	printf '%s\n' 'date,what,amount' '2026-01-01,Rent Ñu,5' '2026-01-02,"food; x",6.50' '2026-01-03,bank,7' '2026-01-03,"two
lines",8' >"$BATS_TEST_TMPDIR/ifs.csv"
	cat >"$BATS_TEST_TMPDIR/ifs.rules" <<-'END'
		skip 1
		fields date, description, sum
		amount %sum
		currency EUR
		account1 bank
		if rent ñu
		  amount -%sum
		if
		food.*x
		& ^2026-01-02
		nothing
		  amount -%sum
		if %description ^lines$
		  amount 9
		if|amount
		^2026-01-03,bank|-7.25
	END
	assert_equal "$(by_gl_import "$BATS_TEST_TMPDIR/ifs.csv" "$BATS_TEST_TMPDIR/ifs.rules")" "$(by_hledger "$BATS_TEST_TMPDIR/ifs.csv" "$BATS_TEST_TMPDIR/ifs.rules")"
	assert_equal "$(by_gl_import "$BATS_TEST_TMPDIR/ifs.csv" "$BATS_TEST_TMPDIR/ifs.rules" | paste -sd' ')" '2026-01-01 -500 2026-01-02 -650 2026-01-03 -725 2026-01-03 900'
}
