# gl-import: what banks hand out becomes records; what is wrong with it is told, and nothing of it is printed.
load helper

LISTS="$PROJECT/tests/import/lists"
setup() {
	export GL_GUILD=1000 GL_RULES="$BATS_TEST_TMPDIR/rules"
	mkdir "$GL_RULES"
}

# import LIST [OPTION...]: the records of one of tests/import/lists, as at a fixed time.
import() {
	local list=$1
	shift
	gl-import --at 2026-11-02T10:00:00Z --as ana "$@" <"$LISTS/$list"
}
# big N FORMAT: a list of N lines, the same every time.
big() { python3 "$LISTS/big.py" "$@" 2>/dev/null; }
# a_csv [LINE...]: a CSV with a running balance, and its rules in the folder of rules.
a_csv() {
	cat >"$GL_RULES/plain.rules" <<-'RULES'
		#gl header Date,Text,Amount,Balance
		fields date, description, amount, balance
		date-format %Y-%m-%d
		decimal-mark .
		currency EUR
	RULES
	printf '%s\n' Date,Text,Amount,Balance "$@"
}
# many_lines: the same with 3,000 lines.
many_lines() {
	a_csv
	awk 'BEGIN { for (i = 1; i <= 3000; i++) printf "2026-10-01,line-%d,1.00,%d.00\n", i, i }'
}

@test "every list gives the lines, sums, balances, skipped lines and errors that its NN.expect.json says" {
	run "$PROJECT/tests/import/walk" "$LISTS"
	assert_success
	assert_output --partial ' lists, 0 not as expected'
	[ "$(ls "$LISTS"/*.expect.json | wc -l)" -ge 60 ]
	assert_equal "${lines[-1]%% *}" "$(ls "$LISTS"/*.expect.json | wc -l)"
}

@test "the comparison of lists finds a line, a sum, a skipped line and an error that are not as said" {
	cp -r "$LISTS" "$BATS_TEST_TMPDIR/lists"
	cd "$BATS_TEST_TMPDIR/lists"
	jq '.lines[0].text += "x" | .total.EUR += 1 | .skipped = [{line: 3, why: "zero"}]' 02.expect.json >new && mv new 02.expect.json
	jq '.error.line += 1' 66.expect.json >new && mv new 66.expect.json
	run "$PROJECT/tests/import/walk" . 02 66
	assert_failure 1
	assert_line --partial '02: line 0: text'
	assert_line --partial '02: total'
	assert_line --partial '02: skipped'
	assert_line --partial '66: error'
	assert_line '2 lists, 2 not as expected'
}

@test "a pipe gives the same records as the file" {
	import 40-norma43-a.n43 >"$BATS_TEST_TMPDIR/file"
	cat "$LISTS/40-norma43-a.n43" | gl-import --at 2026-11-02T10:00:00Z --as ana >"$BATS_TEST_TMPDIR/pipe"
	[ -s "$BATS_TEST_TMPDIR/file" ]
	cmp "$BATS_TEST_TMPDIR/file" "$BATS_TEST_TMPDIR/pipe"
}

@test "the hash of a list is that of its bytes as they came, whatever their encoding" {
	cp "$LISTS/02-caixabank-a.rules" "$GL_RULES/caixabank.rules"
	assert_equal "$(import 02-caixabank-a.csv | jq -r 'select(.type == "import").sha256')" "$(sha256sum <"$LISTS/02-caixabank-a.csv" | cut -d' ' -f1)"
}

@test "a run that was killed prints the same again from its beginning" {
	many_lines >"$BATS_TEST_TMPDIR/list.csv"
	cp "$GL_RULES/plain.rules" "$BATS_TEST_TMPDIR/list.csv.rules"
	gl-import --at 2026-11-02T10:00:00Z <"$BATS_TEST_TMPDIR/list.csv" >"$BATS_TEST_TMPDIR/whole"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/whole")" 3002
	gl-import --at 2026-11-02T10:00:00Z <"$BATS_TEST_TMPDIR/list.csv" | head -c 200000 >"$BATS_TEST_TMPDIR/part" || true
	cmp -n 200000 "$BATS_TEST_TMPDIR/part" "$BATS_TEST_TMPDIR/whole"
	gl-import --at 2026-11-02T10:00:00Z <"$BATS_TEST_TMPDIR/list.csv" | cmp - "$BATS_TEST_TMPDIR/whole"
}

@test "ids do not depend on when, by whom and in which format of file a list is imported" {
	gl-import --at 2027-01-01T00:00:00Z --as bob <"$LISTS/40-norma43-a.n43" | jq -r 'select(.type == "import-line").id' >"$BATS_TEST_TMPDIR/one"
	import 40-norma43-a.n43 | jq -r 'select(.type == "import-line").id' | cmp - "$BATS_TEST_TMPDIR/one"
	grep -qxE 'imp:[A-Z2-7]{26}\.1' "$BATS_TEST_TMPDIR/one"
}

@test "rules are found by --rules, beside the list, and by the header in the folder of rules" {
	a_csv 2026-10-01,x,1.00,1.00 >"$BATS_TEST_TMPDIR/list.csv"
	gl-import <"$BATS_TEST_TMPDIR/list.csv" | grep -q '"import-line"'
	mv "$GL_RULES/plain.rules" "$BATS_TEST_TMPDIR/list.rules"
	gl-import <"$BATS_TEST_TMPDIR/list.csv" | grep -q '"import-line"'
	mv "$BATS_TEST_TMPDIR/list.rules" "$BATS_TEST_TMPDIR/other"
	run -78 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --regexp 'rules: list.csv: no rules .*Date,Text,Amount,Balance'
	gl-import --rules "$BATS_TEST_TMPDIR/other" <"$BATS_TEST_TMPDIR/list.csv" | grep -q '"import-line"'
	run -66 gl-import --rules no-such <"$BATS_TEST_TMPDIR/list.csv"
	cp "$BATS_TEST_TMPDIR/other" "$GL_RULES/mine.rules"
	cp "$BATS_TEST_TMPDIR/other" "$GL_RULES/yours.rules"
	run -78 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --partial 'both have the header of this list'
	gl-import --rules mine <"$BATS_TEST_TMPDIR/list.csv" | grep -q '"import-line"'
}

@test "wrong rules are 78, and told with their file and line" {
	a_csv 2026-10-01,x,1.00,1.00 >"$BATS_TEST_TMPDIR/list.csv"
	sed -i '2i amount2 %3' "$GL_RULES/plain.rules"
	run -78 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output "gl-import: rules: $GL_RULES/plain.rules, line 2: \"amount2\" is not read: a line of the bank has one amount; account1 is the bank, account2 what it is for"
	sed -i '2d; $a include more' "$GL_RULES/plain.rules"
	printf '# more\ncolour red\n' >"$GL_RULES/more"
	run -78 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --partial "rules: $GL_RULES/plain.rules: $GL_RULES/more, line 2: \"colour\" is no directive"
	echo 'encoding no-such' >"$GL_RULES/more"
	run -78 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --partial "$GL_RULES/more, line 1: no encoding is called \"no-such\""
	# what rules make of a line is told with the line of the list
	echo 'account1 %description' >"$GL_RULES/more"
	a_csv 2026-10-01,x,1.00,1.00 2026-10-01,y,1.00,2.00 >"$BATS_TEST_TMPDIR/list.csv"
	echo 'account1 %description' >>"$GL_RULES/plain.rules"
	run -78 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --partial 'rules: list.csv, line 3: the rules say account1 "y" here'
}

@test "where the rules say no separator a list called .tsv has tabs and one called .ssv semicolons, as hledger reads them" {
	a_csv 2026-10-01,x,1.00,1.00 >"$BATS_TEST_TMPDIR/list.csv"
	sed -i /header/d "$GL_RULES/plain.rules"
	local suffix
	for suffix in tsv:'\t' ssv:';' csv:,; do
		tr , "${suffix#*:}" <"$BATS_TEST_TMPDIR/list.csv" >"$BATS_TEST_TMPDIR/one.${suffix%:*}"
		run gl-import --rules <(echo 'skip 1'; cat "$GL_RULES/plain.rules") <"$BATS_TEST_TMPDIR/one.${suffix%:*}"
		assert_success
		assert_equal "$(jq -r '.amount // empty' <<<"$output")" 1.00
	done
}

@test "a list whose lines end with CR alone is read, in each format of lines" {
	a_csv 2026-10-01,x,1.00,1.00 2026-10-02,y,1.00,2.00 >"$BATS_TEST_TMPDIR/list.csv"
	tr '\n' '\r' <"$BATS_TEST_TMPDIR/list.csv" | gl-import | jq -c .text >"$BATS_TEST_TMPDIR/texts"
	assert_equal "$(grep -c '"[xy]"' "$BATS_TEST_TMPDIR/texts")" 2
	local list
	for list in 40-norma43-a.n43 45-mt940-a.sta 35-quicken.qif; do
		import "$list" --dates dmy | jq -c 'del(.sha256, .import) | select(.type == "import-line")' >"$BATS_TEST_TMPDIR/lines"
		tr -d '\r' <"$LISTS/$list" | tr '\n' '\r' >"$BATS_TEST_TMPDIR/mac"
		gl-import --dates dmy --at 2026-11-02T10:00:00Z --as ana <"$BATS_TEST_TMPDIR/mac" | jq -c 'del(.sha256, .import) | select(.type == "import-line")' | cmp - "$BATS_TEST_TMPDIR/lines"
		[ -s "$BATS_TEST_TMPDIR/lines" ]
	done
}

@test "the first fault of each class is told with its line and how many more there are, and nothing is printed" {
	a_csv 2026-10-01,a,1.00,1.00 2026-02-31,b,1.00,2.00 2026-10-03,c,x,3.00 2026-02-30,d,1.00,4.00 >"$BATS_TEST_TMPDIR/list.csv"
	run --separate-stderr -65 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output ''
	assert_regex "$stderr" 'date: list.csv, line 3: .*and 1 more'
	assert_regex "$stderr" 'amount: list.csv, line 4: '
	assert_equal "$(wc -l <<<"$stderr")" 2
}

@test "a line that was deleted by hand is found by the running balance" {
	a_csv 2026-10-01,a,1.00,1.00 2026-10-03,c,1.00,3.00 >"$BATS_TEST_TMPDIR/list.csv"
	run -65 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --regexp 'balance: list.csv, line 3: .*3\.00 EUR.*2\.00'
}

@test "encodings: as --encoding, the rules or the list say; else UTF-8 if it is, else windows-1252; never both" {
	a_csv '2026-10-01,Núria,1.00,1.00' >"$BATS_TEST_TMPDIR/list.csv"
	assert_equal "$(gl-import <"$BATS_TEST_TMPDIR/list.csv" | jq -r '.text // empty')" Núria
	iconv -t windows-1252 "$BATS_TEST_TMPDIR/list.csv" >"$BATS_TEST_TMPDIR/latin.csv"
	assert_equal "$(gl-import <"$BATS_TEST_TMPDIR/latin.csv" | jq -r '.text // empty')" Núria
	iconv -t UTF-16 "$BATS_TEST_TMPDIR/list.csv" >"$BATS_TEST_TMPDIR/wide.csv"
	assert_equal "$(gl-import <"$BATS_TEST_TMPDIR/wide.csv" | jq -r '.text // empty')" Núria
	iconv -t cp850 "$BATS_TEST_TMPDIR/list.csv" >"$BATS_TEST_TMPDIR/dos.csv"
	assert_equal "$(gl-import --encoding cp850 <"$BATS_TEST_TMPDIR/dos.csv" | jq -r '.text // empty')" Núria
	run -65 gl-import --encoding latin1 <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --regexp 'encoding: list.csv, line 2: '
	run -65 gl-import --encoding UTF-8 <"$BATS_TEST_TMPDIR/latin.csv"
	assert_output --regexp 'encoding: latin.csv, line 2: '
	run -64 gl-import --encoding no-such <"$BATS_TEST_TMPDIR/list.csv"
}

@test "workbooks, PDFs, packed files and web pages are recognised, and the way out is said" {
	local what
	for what in 'PK\003\004....[Content_Types].xml|xlsx' '%%PDF-1.7|PDF' '<html><table>|HTML' '\320\317\021\340\241\261\032\341|xls' '\037\213|gzip' '<?xml?><Workbook|Excel'; do
		run -65 gl-import < <(printf "${what%|*}")
		assert_output --regexp "not-a-list: .*${what#*|}"
	done
	run -65 gl-import </dev/null
	assert_output --partial 'not-a-list: '
}

@test "a line of 2 MiB without an end, and bytes of zero, are faults, and memory stays small" {
	of_plain_build "sanitizers take memory of their own"
	a_csv >"$BATS_TEST_TMPDIR/list.csv"
	head -c 2097152 /dev/zero | tr '\0' x >>"$BATS_TEST_TMPDIR/list.csv"
	run -65 bash -c 'ulimit -v 200000; gl-import' <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --regexp 'too-long: list.csv, line 2: '
	printf 'Date,Text,Amount,Balance\n2026-10-01,a\0b,1.00,1.00\n' >"$BATS_TEST_TMPDIR/list.csv"
	run -65 gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_output --regexp 'nul: list.csv, line 2: '
}

@test "200,000 lines are read and printed in 16 MiB" {
	of_plain_build "sanitizers take memory of their own"
	big 200000 csv >"$BATS_TEST_TMPDIR/list.csv"
	cat >"$GL_RULES/big.rules" <<-'RULES'
		#gl header Fecha;Fecha valor;Concepto
		separator ;
		fields date, _, description, comment, amount, balance
		date-format %d/%m/%Y
		decimal-mark ,
		currency EUR
	RULES
	run -0 bash -c '/usr/bin/time -f %M -o "$2" gl-import <"$1" | wc -l' - "$BATS_TEST_TMPDIR/list.csv" "$BATS_TEST_TMPDIR/peak"
	assert_output 200002
	[ "$(cat "$BATS_TEST_TMPDIR/peak")" -le 16384 ]
}

@test "--account names the accounts of a list by their last digits; without it several are not mixed" {
	run -65 import 41-norma43-two-accounts.n43
	assert_output --regexp 'account: .*--account'
	run import 41-norma43-two-accounts.n43 --account bank=0000000001 --account dollars=0002
	assert_success
	assert_equal "$(jq -r 'select(.type == "import").account' <<<"$output" | paste -sd' ')" 'bank dollars'
	run --separate-stderr import 41-norma43-two-accounts.n43 --account dollars=0002
	assert_equal "$(jq -r '.account' <<<"$output" | sort -u)" dollars
	assert_regex "$stderr" 'not asked for'
	run -65 import 41-norma43-two-accounts.n43 --account bank=9999
	assert_output --regexp 'account: .*no --account names'
}

@test "--since leaves out whole days, and the opening is that of the first line that is left" {
	a_csv 2026-10-01,a,1.00,101.00 2026-10-02,b,2.00,103.00 2026-10-02,c,3.00,106.00 >"$BATS_TEST_TMPDIR/list.csv"
	run gl-import --since 2026-10-02 <"$BATS_TEST_TMPDIR/list.csv"
	assert_equal "$(jq -r '.text // empty' <<<"$output" | paste -sd' ')" 'b c'
	assert_equal "$(jq -r '.opening // empty, (.count // empty), (.closing // empty), .from // empty' <<<"$output" | paste -sd' ')" '101.00 2 106.00 2026-10-02 2 106.00'
	run -64 gl-import --since October <"$BATS_TEST_TMPDIR/list.csv"
}

@test "a list without balances whose first day may be cut is warned about, unless references or an earlier day make it sure" {
	a_csv 2026-10-01,a,1.00,1.00 2026-10-02,b,1.00,2.00 >"$BATS_TEST_TMPDIR/list.csv"
	run --separate-stderr gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_equal "$stderr" ''
	sed -i 's/, balance$/, rest/' "$GL_RULES/plain.rules"
	run --separate-stderr gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_success
	assert_equal "$stderr" 'gl-import: list.csv: the list says no balances, and its first day, 2026-10-01, may be cut: if it is, lines of that day are taken for equal ones that are booked; download whole days'
	run --separate-stderr gl-import --since 2026-10-02 <"$BATS_TEST_TMPDIR/list.csv"
	assert_equal "$stderr" ''
	printf '#gl id code\ncode %%description\n' >>"$GL_RULES/plain.rules"
	run --separate-stderr gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_equal "$stderr" ''
}

@test "the dry run is a table of 80 columns in the language of who asks, and prints no records" {
	a_csv '2026-10-13,SEGUROS Ñ | RECIBO DE UN NOMBRE MUY LARGO QUE NO CABE,-43.50,456.50' '2026-10-14,CUOTA RF50 42G,10.00,466.50' >"$BATS_TEST_TMPDIR/list.csv"
	run gl-import --dry-run --lang en <"$BATS_TEST_TMPDIR/list.csv"
	assert_success
	assert_line --index 0 'bank · list.csv · CSV by plain.rules · UTF-8 · 2 lines, 13/10/2026 to 14/10/2026'
	assert_line --index 2 --regexp '^  1  13 Oct .* -43\.50  SEGUROS Ñ \| RECIBO.*…  to-sort +-$'
	assert_line --index 3 --regexp '^  2  14 Oct .* 10\.00  CUOTA RF50 42G +account 42 +reference$'
	assert_line --index 4 'opening 500.00 + -33.50 = closing 466.50, as the list says · to-sort 1 (-43.50)'
	local line
	for line in "${lines[@]:1:3}"; do [ ${#line} -le 80 ] || fail "$line"; done
	run gl-import --dry-run --lang es <"$BATS_TEST_TMPDIR/list.csv"
	assert_line --index 0 --partial '2 líneas, del 13/10/2026 al 14/10/2026'
	assert_line --index 2 --regexp '13 oct .* -43,50 .* por asignar +-$'
	assert_line --index 4 'saldo inicial 500,00 + -33,50 = saldo final 466,50, como dice el extracto · por asignar 1 (-43,50)'
}

@test "lines that are left out are counted, by why and where" {
	a_csv 2026-10-01,a,1.00,1.00 2026-10-02,b,0.00,1.00 2026-10-03,c,1.00,2.00 >"$BATS_TEST_TMPDIR/list.csv"
	GL_LOG=info run --separate-stderr gl-import <"$BATS_TEST_TMPDIR/list.csv"
	assert_success
	assert_regex "$stderr" 'list.csv: 1 left out of zero \(line 3\)'
	assert_equal "$(jq -r 'select(.type == "import-end").count' <<<"$output")" 2
}

@test "balances of another bot need a currency of the books" {
	run -64 import 51-unbelievaboat-page.json
	assert_output --partial '--currency'
	run import 51-unbelievaboat-page.json --currency pts
	assert_equal "$(jq -c 'select(.type == "import-line") | [.amount, .currency, .date, .for[0].to]' <<<"$output" | head -1)" '["15","PTS","2026-11-02","@900000000000000001"]'
}

@test "a file that changes while it is read is not printed to its end" {
	of_plain_build "strace"
	command -v strace >/dev/null || skip 'strace is not installed'
	many_lines >"$BATS_TEST_TMPDIR/list.csv"
	mkfifo "$BATS_TEST_TMPDIR/out"
	gl-import <"$BATS_TEST_TMPDIR/list.csv" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/errors" 3>&- &
	exec 8<"$BATS_TEST_TMPDIR/out"
	read -r _ <&8 # it prints: the pipe is full by now, and the rest waits
	echo 2026-10-02,more,1.00,3001.00 >>"$BATS_TEST_TMPDIR/list.csv"
	cat <&8 >"$BATS_TEST_TMPDIR/rest"
	exec 8<&-
	run wait $!
	grep -q 'changed while it was read' "$BATS_TEST_TMPDIR/errors"
	run grep -c '"import-end"' "$BATS_TEST_TMPDIR/rest"
	assert_output 0
}
