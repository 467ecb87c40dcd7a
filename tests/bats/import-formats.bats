# The same account in two formats, and lists that do not follow each other: what is refused, matched, and said.
load bank

setup() {
	working_books
	operator config currency.EUR 2 >/dev/null
	operator account open bank asset >/dev/null
	operator move opening bank 1000 EUR start >/dev/null
	export GL_RULES="$BATS_TEST_TMPDIR/rules"
	mkdir "$GL_RULES"
	"$PROJECT/tests/import/statement" rules >"$GL_RULES/plain.rules"
}

# statement FORMAT OPENING [DAY AMOUNT TEXT]...
statement() { "$PROJECT/tests/import/statement" "$@"; }
# take [OPTION...]: imports the list of stdin, as at a fixed time; the outcomes.
take() { gl-import --guild 1000 --as marta --at 2026-11-02T10:00:00Z --account bank --lang en "$@" | gl-apply; }
codes() { jq -r '.code // .status' | sort | uniq -c | awk '{ print $2 "=" $1 }' | paste -sd' '; }
# The words are each format's own, but for one line.
october() {
	if [ "$1" = csv ]; then
		statement csv 100000 2026-10-01 1000 'De Ana' 2026-10-02 -4350 'Recibo seguro' 2026-10-02 1000 Efectivo 2026-10-02 1000 Cajero
	else
		statement "$1" 100000 2026-10-01 1000 'Ana cuota' 2026-10-02 -4350 Seguro 2026-10-02 1000 Efectivo 2026-10-02 1000 Efectivo
	fi
}
booked_rows() { ask_books "SELECT COUNT(*) FROM import_lines WHERE state = 'booked'"; }

@test "the same days in another format are refused whole, with the two ways out, and nothing of it is booked" {
	october n43 | take >/dev/null
	assert_equal "$(booked_rows)" 4
	october csv >"$BATS_TEST_TMPDIR/list"
	run take <"$BATS_TEST_TMPDIR/list"
	assert_equal "$(codes <<<"$output")" 'list_refused=4 other_format=1 skipped=1'
	assert_equal "$(jq -r 'select(.code == "other_format").text' <<<"$output")" 'A list of bank in another format (n43) covers days of this one, up to 02/10/2026, and their lines would be booked twice. Nothing of it is booked. Import the later days alone with `--since 2026-10-03`, or match the lines by day and amount with `--cross`.'
	assert_equal "$(booked_rows)" 4
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM imports')" 1
	# the same list of the same format goes on as before
	assert_equal "$(october n43 | take | codes)" 'known=5 skipped=1'
	sound
}

@test "--since takes the later days alone, and the first format goes on from there only with its own --since" {
	october n43 | take >/dev/null
	statement csv 97650 2026-10-02 1000 Efectivo 2026-10-05 2500 Bruno 2026-10-06 -700 Tinta >"$BATS_TEST_TMPDIR/list"
	assert_equal "$(take <"$BATS_TEST_TMPDIR/list" | codes)" 'list_refused=3 other_format=1 skipped=1'
	assert_equal "$(take --since 2026-10-03 <"$BATS_TEST_TMPDIR/list" | codes)" 'ok=3 skipped=1'
	assert_equal "$(take --since 2026-10-03 <"$BATS_TEST_TMPDIR/list" | codes)" 'known=3 skipped=1'
	assert_equal "$(ask_books "SELECT first_day || ' ' || last_day || ' ' || substr(format, 1, 4) || ' ' || lines FROM imports ORDER BY seq" | paste -sd,)" '2026-10-01 2026-10-02 n43 4,2026-10-05 2026-10-06 csv: 2'
	statement n43 97950 2026-10-05 2500 Bruno 2026-10-07 100 Interes >"$BATS_TEST_TMPDIR/later"
	assert_equal "$(take <"$BATS_TEST_TMPDIR/later" | codes)" 'list_refused=2 other_format=1 skipped=1'
	assert_equal "$(take --since 2026-10-07 <"$BATS_TEST_TMPDIR/later" | codes)" 'ok=2 skipped=1'
	assert_equal "$(booked_rows)" 7
	sound
}

@test "--cross matches by day and amount, equal lines one by one, nothing twice; what is left waits for a person" {
	october n43 | take >/dev/null
	statement csv 100000 2026-10-01 1000 'Transferencia de Ana' 2026-10-02 -4350 'Recibo seguro' 2026-10-02 1000 Cajero 2026-10-02 1000 Cajero 2026-10-02 1000 Cajero 2026-10-03 500 Bruno >"$BATS_TEST_TMPDIR/list"
	run take --cross <"$BATS_TEST_TMPDIR/list"
	assert_equal "$(codes <<<"$output")" 'ok=7 skipped=1'
	waits=$(number)
	assert_equal "$(jq -r 'select(.verb == "bank line").text' <<<"$output" | sed -n '1p;5p')" "10.00 EUR of bank is what transaction 3 booked already, by a list in another format.
10.00 EUR of bank is in no list of the other format (n.º $((waits - 1))): \`!line $((waits - 1)) new\` books it."
	assert_equal "$(ask_books "SELECT state || ':' || COALESCE(found_by, '') || ':' || COUNT(*) FROM import_lines WHERE import IN (SELECT import FROM imports WHERE crossed = 1) GROUP BY state, found_by ORDER BY 1" | paste -sd' ')" 'booked::1 same:cross:4 waiting::1'
	assert_equal "$(ask_books "SELECT COUNT(DISTINCT transaction_id) FROM import_lines WHERE state = 'same'")" 4
	# again: known, and nothing more waits
	assert_equal "$(take --cross <"$BATS_TEST_TMPDIR/list" | codes)" 'known=7 skipped=1'
	sound
	assert_equal "$(outcome code 20 14 "!line $((waits - 1)) same")" nothing_like_it
	assert_equal "$(outcome status 21 14 "!line $((waits - 1)) new")" ok
	assert_equal "$(booked_rows)" 6
	sound
}

@test "a line that a person still has to decide is asked about in the other format, too, and the same once it is decided" {
	operator account open rent income >/dev/null
	gl-command --at 2026-10-02T10:00:00Z move rent bank 25 EUR by hand | gl-apply >/dev/null
	statement n43 0 2026-10-01 2500 Ana | take >/dev/null
	first=$(number)
	run take --cross < <(statement csv 0 2026-10-01 2500 'De Ana')
	assert_equal "$(jq -r 'select(.verb == "bank line").text' <<<"$output")" "25.00 EUR of bank may be the same as line $first, which waits, too (n.º $(number)): \`!line $(number) same\` or \`!line $(number) new\`."
	second=$(number)
	assert_equal "$(outcome code 20 14 "!line $second same")" waits_itself
	assert_equal "$(outcome status 21 14 "!line $first same")" ok
	assert_equal "$(outcome status 22 14 "!line $second same")" ok
	assert_equal "$(booked_rows)" 0
	sound
}

@test "a list that was crossed by another format is never continued without --cross: a line of a covered day is refused" {
	october n43 >"$BATS_TEST_TMPDIR/first"
	gl-import --guild 1000 --as marta --at 2026-11-02T10:00:00Z --account bank <"$BATS_TEST_TMPDIR/first" | head -n 3 | gl-apply >/dev/null # killed
	assert_equal "$(booked_rows)" 2
	october csv | take --cross >/dev/null
	assert_equal "$(take <"$BATS_TEST_TMPDIR/first" | codes)" 'known=3 other_format=2 skipped=1'
	assert_equal "$(take --cross <"$BATS_TEST_TMPDIR/first" | codes)" 'known=2 ok=3 skipped=1'
	assert_equal "$(booked_rows)" 2
	sound
}

@test "records of lists without an id, as they were before, say nothing of formats: their lines are booked as before" {
	for format in n43 csv; do
		october "$format" | gl-import --guild 1000 --as marta --at 2026-11-02T10:00:00Z --account bank | jq -c 'del(.id | select(startswith("list:"))?) | del(.import)' | gl-apply >/dev/null
	done
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM imports')" 0
	assert_equal "$(booked_rows)" 7 # a text that is the same in both is one line
	sound
}

@test "words that are the same in both formats count once in each: a third equal line of the other one waits" {
	statement n43 100000 2026-10-02 1000 Efectivo 2026-10-02 1000 Efectivo 2026-10-02 1000 Ana | take >/dev/null
	statement csv 100000 2026-10-02 1000 Efectivo 2026-10-02 1000 Efectivo 2026-10-02 1000 Bruno 2026-10-02 1000 Efectivo >"$BATS_TEST_TMPDIR/list"
	assert_equal "$(take --cross <"$BATS_TEST_TMPDIR/list" | codes)" 'ok=5 skipped=1'
	assert_equal "$(ask_books "SELECT state || COUNT(*) FROM import_lines GROUP BY state ORDER BY 1" | paste -sd' ')" 'booked3 same3 waiting1'
	assert_equal "$(ask_books "SELECT COUNT(DISTINCT transaction_id) FROM import_lines WHERE state = 'same'")" 3
	assert_equal "$(take --cross <"$BATS_TEST_TMPDIR/list" | codes)" 'known=5 skipped=1'
	# a third one of the first format is not taken for one of the other
	statement n43 100000 2026-10-02 1000 Efectivo 2026-10-02 1000 Efectivo 2026-10-02 1000 Ana 2026-10-02 1000 Efectivo >"$BATS_TEST_TMPDIR/more"
	assert_equal "$(take --cross <"$BATS_TEST_TMPDIR/more" | codes)" 'known=3 ok=2 skipped=1'
	sound
}

@test "a list that does not begin with what the one before ended with is warned about at its end, by days, and named in the report" {
	statement n43 100000 2026-10-01 1000 Ana | take >/dev/null
	statement n43 101000 2026-10-03 1000 Ana | take --lang en >"$BATS_TEST_TMPDIR/fits"
	assert_equal "$(jq -r 'select(.code == "gap").text' "$BATS_TEST_TMPDIR/fits")" ''
	run take < <(statement n43 103000 2026-10-08 -500 Tinta)
	assert_equal "$(jq -r 'select(.code == "gap").text' <<<"$output")" 'The list begins with 1,030.00 EUR, but the one before ended on 03/10/2026 with 1,020.00 EUR: import the days from 04/10/2026 to 07/10/2026, too.'
	run gl-report imports --account bank --format csv
	assert_line --index 1 --partial ',n43,2026-10-08,2026-10-08,1,1030.00,1025.00,EUR,2026-10-03,10.00,'
	assert_line --index 2 --partial ',n43,2026-10-03,2026-10-03,1,1010.00,1020.00,EUR,,,'
	# the days between close the gap
	statement n43 102000 2026-10-05 1000 Ana | take >/dev/null
	run gl-report imports --account bank --format csv
	refute_output --partial ',2026-10-03,10.00,'
	sound
}

@test "a gap of adjacent days is said, too, and beside what a reconciliation says" {
	operator config import.reconcile on >/dev/null
	statement n43 100000 2026-10-01 1000 Ana | take >/dev/null
	run take < <(statement csv 102000 2026-10-02 1000 Bruno)
	assert_equal "$(jq -r 'select(.verb == "reconcile").text' <<<"$output" | tail -n 1 | grep -c 'The list begins with 1,020.00 EUR, but the one before ended on 01/10/2026 with 1,010.00 EUR: lines of that day or of the next are missing.')" 1
	sound
}

@test "gl-verify names each way to tamper with lists" {
	october n43 | take >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept"
	while IFS='|' read -r what sql; do
		bring_books "$BATS_TEST_TMPDIR/kept"
		tamper "$sql"
		run gl-verify
		assert_failure
		[ -n "$what" ]
	done <<-'TABLE'
		a list taken out|DELETE FROM imports
		another format|UPDATE imports SET format = 'csv'
		another day|UPDATE imports SET last_day = '2026-10-03'
		another file|UPDATE imports SET list = replace(list, 'a', 'b')
		another log row|UPDATE imports SET seq = seq - 1
		a line of no list|UPDATE import_lines SET import = 'list:AAAAAAAAAAAAAAAAAAAAAAAAAA'
	TABLE
	bring_books "$BATS_TEST_TMPDIR/kept"
	tamper 'UPDATE imports SET opening = opening + 1, lines = 9'
	run gl-verify --replay
	assert_failure
	assert_output --partial imports
}
