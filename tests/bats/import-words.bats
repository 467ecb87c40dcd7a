# Lines that a bank writes with other words the next time: they wait beside what is booked, also where gl-import knows nothing of the books.
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

# take FORMAT OPENING [DAY AMOUNT TEXT]...: imports that statement; the codes of its outcomes.
take() {
	"$PROJECT/tests/import/statement" "$@" | gl-import --guild 1000 --as marta --at 2026-11-02T10:00:00Z --account bank --lang en >"$BATS_TEST_TMPDIR/records"
	gl-apply <"$BATS_TEST_TMPDIR/records" >"$BATS_TEST_TMPDIR/outcomes"
	jq -r 'select(.verb == "bank line") | .code // .status' "$BATS_TEST_TMPDIR/outcomes" | paste -sd' '
}
states() { ask_books "SELECT COALESCE(text, '') || ':' || state || ':' || COALESCE(doubt, '') FROM import_lines ORDER BY seq" | paste -sd' '; }
answers() { jq -r 'select(.verb == "bank line").text' "$BATS_TEST_TMPDIR/outcomes"; }

@test "a line with other words waits beside the one that the list lacks, and is that one for good once somebody says so" {
	assert_equal "$(take n43 100000 2026-10-01 1000 Old 2026-10-02 -4350 Rent)" 'ok ok'
	assert_equal "$(take n43 100000 2026-10-01 1000 New 2026-10-02 -4350 Rent 2026-10-03 1000 Later)" 'ok known ok'
	assert_equal "$(answers | head -n 1)" "10.00 EUR of bank may be booked already, as transaction 3 (n.º 15): \`!line 15 same\` or \`!line 15 new\`."
	assert_equal "$(states)" 'OLD:booked: RENT:booked: NEW:waiting:words LATER:booked:'
	assert_equal "$(outcome status 20 14 '!line 15 same')" ok
	# the next list has the new words; a third line of that day and amount is none of both
	assert_equal "$(take n43 100000 2026-10-01 1000 New 2026-10-01 1000 Third 2026-10-02 -4350 Rent 2026-10-03 1000 Later)" 'known ok known known'
	assert_equal "$(states)" 'OLD:booked: RENT:booked: NEW:same:words LATER:booked: THIRD:booked:'
	assert_equal "$(balance_of bank EUR)" 986.50
	sound
}

@test "a list that has all that is booked of a day asks nothing, however many lines are new; days that no list covers do not" {
	assert_equal "$(take csv 100000 2026-09-30 5 First 2026-10-01 1000 Ana 2026-10-01 1000 Ana 2026-10-02 1000 Bruno)" 'ok ok ok ok'
	assert_equal "$(take csv 100000 2026-09-30 5 First 2026-10-01 1000 Zoe 2026-10-01 1000 Ana 2026-10-01 1000 Ana 2026-10-02 1000 Bruno 2026-10-02 1000 Carla 2026-10-02 1000 Bruno)" 'known ok known known known ok ok'
	assert_equal "$(take csv 106005 2026-10-05 1000 Ana)" ok
	assert_equal "$(ask_books "SELECT COUNT(*) FROM import_lines WHERE state <> 'booked'")" 0
	sound
}

@test "each new line of a day and amount waits where the list lacks a booked one, beside another one each while there are some" {
	take n43 100000 2026-09-30 5 First 2026-10-01 1000 Ana 2026-10-01 1000 Bruno 2026-10-01 700 Carla >/dev/null
	assert_equal "$(take n43 100000 2026-09-30 5 First 2026-10-01 1000 Ana-2 2026-10-01 1000 Bruno-2 2026-10-01 1000 Dora 2026-10-01 700 Carla)" 'known ok ok ok known'
	assert_equal "$(answers | grep -o 'as transaction [0-9]*' | paste -sd' ')" 'as transaction 4 as transaction 5 as transaction 5'
	assert_equal "$(states)" 'FIRST:booked: ANA:booked: BRUNO:booked: CARLA:booked: ANA-2:waiting:words BRUNO-2:waiting:words DORA:waiting:words'
	first=$(ask_books "SELECT MIN(number) FROM import_lines WHERE state = 'waiting'")
	assert_equal "$(outcome status 20 14 "!line $first same")$(outcome status 21 14 "!line $((first + 1)) same")$(outcome status 22 14 "!line $((first + 2)) new")" okokok
	assert_equal "$(balance_of bank EUR)" 1037.05
	sound
}

@test "one of two equal lines that comes with other words waits: the list has its key once, the books twice" {
	take n43 100000 2026-10-01 1000 Cash 2026-10-01 1000 Cash >/dev/null
	assert_equal "$(take n43 100000 2026-10-01 1000 Cash 2026-10-01 1000 Till)" 'known ok'
	assert_equal "$(states)" 'CASH:booked: CASH:booked: TILL:waiting:words'
	sound
}

@test "of a day with more equal amounts than a record names, their number decides" {
	members() { for i in $(seq 30); do echo 2026-10-01 1000 "$1$i"; done; }
	take n43 100000 $(members m) >/dev/null
	assert_equal "$(jq -c 'select(.alike) | [.alike, .others]' "$BATS_TEST_TMPDIR/records" | sort -u)" '[30,null]'
	assert_equal "$(take n43 100000 $(members m) 2026-10-01 1000 new)" "$(printf 'known %.0s' $(seq 30))ok"
	assert_equal "$(take n43 100000 $(members m) 2026-10-01 1000 other)" "$(printf 'known %.0s' $(seq 30))ok"
	assert_equal "$(states | grep -o 'NEW:.*')" 'NEW:booked: OTHER:waiting:words'
	sound
}

@test "records that do not say what their list has are booked as before, and what says it wrongly is refused" {
	take n43 100000 2026-10-01 1000 Old >/dev/null
	take n43 100000 2026-10-01 1000 New >/dev/null
	assert_equal "$(states)" 'OLD:booked: NEW:waiting:words'
	"$PROJECT/tests/import/statement" n43 100000 2026-10-01 1000 Older | gl-import --guild 1000 --as marta --account bank >"$BATS_TEST_TMPDIR/records"
	assert_equal "$(jq -c 'select(.alike) | [.alike, .others]' "$BATS_TEST_TMPDIR/records")" '[1,null]'
	local wrong
	for wrong in '.alike = -1' '.alike = 2 | .others = []' '.others = ["imp:x"] | .alike = 2' '.others = 1'; do
		assert_equal "$wrong $(jq -c "if .type == \"import-line\" then $wrong else . end" "$BATS_TEST_TMPDIR/records" | gl-apply 2>/dev/null | jq -r 'select(.verb == "bank line").status')" "$wrong "
	done
	jq -c 'del(.alike)' "$BATS_TEST_TMPDIR/records" | gl-apply >/dev/null
	assert_equal "$(states)" 'OLD:booked: NEW:waiting:words OLDER:booked:'
	sound
}
