# Years that are closed: what `year close` books and refuses, on which day what comes late counts, what reports say, and what gl-verify finds.
load bank

setup() {
	working_books --timezone Europe/Madrid
	for line in 'account open bank asset' 'account open rent expense' 'account open bar income' 'config currency.EUR 2' 'account limit bank none EUR'; do
		gl-command --at 2024-10-28T08:00:00Z -- $line | gl-apply >/dev/null
	done
	at 2024-10-28T08:01:00Z move opening bank 500 start >/dev/null
}
# at INSTANT WORDS...: an operator's command of then; its answer. code INSTANT WORDS...: its code, or ok.
at() { spoken "$@" | jq -r '.text // empty'; }
code() { spoken "$@" | jq -r '.code // .status'; }
spoken() { gl-command --at "$1" -- "${@:2}" | gl-apply; }
# line_at INSTANT KEY DAY AMOUNT TEXT [JSON]: a line of the bank's list, imported then.
line_at() { bank_line "$2" 1 "$3" "$4" "$5" "${6:-}" | jq -c --arg time "$1" '.time = $time' | gl-apply; }
# takings: 100 PTS of the bar and 40 of rent in 2024, 7 EUR of rent; 30 of the bar in 2025, before 2024 is closed.
takings() {
	at 2024-12-30T10:00:00Z move bar bank 100 takings >/dev/null
	at 2024-12-31T22:59:59.999Z move bank rent 40 december >/dev/null
	at 2024-12-31T12:00:00Z move bank rent 7 EUR paper >/dev/null
	at 2024-12-31T23:30:00Z move bar bank 30 new year >/dev/null
}
close_2024() { at 2025-01-15T09:00:00Z year close 2024; }
csv() { gl-report "$@" --format csv | tr -d '\r'; }
# counted: transaction, local instant and own day of each that counts elsewhere.
counted() { ask_books 'SELECT transaction_id, time, day FROM accounting_days ORDER BY transaction_id' | tr '|' ' ' | paste -sd';'; }
result() { gl-report income --format csv "$@" | tr -d '\r' | grep '^result' | cut -d, -f3,4 | paste -sd' '; }
totals() { gl-report trial-balance --format csv "$@" | tr -d '\r' | grep -E '^(bar|rent|results|resultados),' | cut -d, -f1,3-5 | paste -sd' '; }
NEW_YEAR=1735686000000 LATE=1735686000001 DAY=86400 # 1 January 2025 in Madrid, and when what is late counts

@test "a close moves each account of income and expenses to results, one transaction a currency, on the last day of its year" {
	takings
	assert_equal "$(close_2024)" "2024 is closed. Result: -7.00 EUR, 60.00 PTS, now in results. What comes late counts on 01/01/2025. Receipt: $(receipt_of 7)"
	assert_equal "$(counted)" "7 $((NEW_YEAR - 1)) 2024-12-31;8 $((NEW_YEAR - 1)) 2024-12-31"
	assert_equal "$(ask_books "SELECT t.transaction_id, t.verb, t.memo, e.entry, a.name, e.currency, e.amount FROM transactions t JOIN entries e USING (guild_id, transaction_id)
		JOIN accounts a USING (guild_id, account_id) WHERE t.transaction_id > 6 ORDER BY 1, 4" | paste -sd';')" \
		'7|year close|2024|1|rent|EUR|-700;7|year close|2024|2|results|EUR|700;8|year close|2024|1|rent|PTS|-4000;8|year close|2024|2|bar|PTS|10000;8|year close|2024|3|results|PTS|-6000'
	assert_equal "$(ask_books 'SELECT year, ends, first_transaction, last_transaction FROM years')" "2024|$NEW_YEAR|7|8"
	assert_equal "$(totals --at 2025-01-01)" 'results,7.00,0.00,EUR results,0.00,60.00,PTS'
	assert_equal "$(totals)" 'results,7.00,0.00,EUR bar,0.00,30.00,PTS results,0.00,60.00,PTS'
	assert_equal "$(result --from 2024-01-01 --to 2025-01-01) $(result --from 2025-01-01)" '-7.00,EUR 60.00,PTS 30.00,PTS'
	assert_equal "$(result)" '-7.00,EUR 90.00,PTS'
	sound
}

@test "a year is closed once it is over, in order, and once; one in which nothing was booked has nothing to close" {
	takings
	assert_equal "$(code 2024-12-31T22:59:59.999Z year close 2024)" year_not_over
	assert_equal "$(at 2025-02-01T10:00:00Z year close 2025)" '2025 is not over yet: it can be closed from 01/01/2026 on.'
	assert_equal "$(at 2026-02-01T10:00:00Z year close 2025)" '2024 is still open, and years are closed in order: first `year close 2024`.'
	assert_equal "$(code 2025-02-01T10:00:00Z year close 2023)" empty_year
	assert_equal "$(code 2025-02-01T10:00:01Z year close 24)" bad_year
	assert_equal "$(code 2025-02-01T10:00:01Z year close 99999)" bad_year
	assert_equal "$(code 2025-02-01T10:00:02Z year close 2024)" ok
	assert_equal "$(at 2025-02-01T10:00:03Z year close 2024)" '2024 is closed already.'
	assert_equal "$(code 2025-02-01T10:00:04Z año cerrar 2024)" year_closed
	assert_equal "$(code 2025-02-01T10:00:05Z ano cerrar 2023)" year_closed
	assert_equal "$(code 2026-01-01T10:00:00Z year close 2025)" ok
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM accounts WHERE purpose = '"'result'")" 1
	assert_equal "$(totals --at 2026-01-01)" 'results,7.00,0.00,EUR results,0.00,90.00,PTS'
	sound
}

@test "a year without income and expenses is locked all the same; an equity account called results is taken, one of another kind is in the way" {
	at 2024-12-30T10:00:00Z move bank till 10 change >/dev/null
	assert_equal "$(close_2024)" '2024 is closed. It had neither income nor expenses. What comes late counts on 01/01/2025.'
	assert_equal "$(ask_books 'SELECT year, first_transaction FROM years')" '2024|'
	at 2025-03-01T10:00:00Z move bar bank 5 x >/dev/null
	assert_equal "$(code 2025-03-01T11:00:00Z account open results equity)" name_taken # a name of the rules'
	sound
}

@test "a year that has nothing but what came late has something to close" {
	takings
	assert_equal "$(code 2025-01-15T09:00:00Z year close 2024)" ok
	assert_equal "$(code 2026-01-15T09:00:00Z year close 2025)" ok
	assert_equal "$(code 2027-01-15T09:00:00Z year close 2026)" empty_year
	at 2025-11-01T10:00:00Z move bank rent 3 found later >/dev/null
	assert_equal "$(at 2027-01-15T10:00:00Z year close 2026 | cut -d. -f1-3)" '2026 is closed. Result: -3.00 PTS, now in results'
	sound
}

@test "what is late counts on the first open day and keeps its own: due payments, lines of the bank, what was written before the close" {
	takings
	say 40 11 '!every month on 30 pay <@12> 1 rent' | tick >/dev/null # three dates until the year ends
	close_2024 >/dev/null
	gl-due --at 2025-01-20T12:00:00Z | gl-apply >/dev/null
	line_at 2025-01-20T13:00:00Z A 2024-12-29 -9.00 LANDLORD "$(for_of rule rent)" >/dev/null
	line_at 2025-01-20T13:00:01Z B 2025-01-05 -2.00 LANDLORD "$(for_of rule rent)" >/dev/null
	at 2024-12-31T20:00:00Z move bank rent 3 found later >/dev/null
	assert_equal "$(ask_books "SELECT t.verb, f.time, f.day FROM accounting_days f JOIN transactions t USING (guild_id, transaction_id) WHERE t.verb <> 'year close' ORDER BY t.transaction_id" | paste -sd';')" \
		"every|$LATE|2024-10-30;every|$LATE|2024-11-30;every|$LATE|2024-12-30;bank line|$LATE|2024-12-29;bank line|$((LATE + 4 * DAY * 1000))|2025-01-05;move|$LATE|2024-12-31"
	assert_equal "$(result --from 2024-01-01 --to 2025-01-01)" '-7.00,EUR 60.00,PTS'
	assert_equal "$(totals --at 2025-01-01)" 'results,7.00,0.00,EUR results,0.00,60.00,PTS' # as at the close
	run csv statement --account rent --from 2025-01-01
	assert_line --partial 'own_day'
	assert_line --regexp '^2024-12-31T23:00:00.001Z,.*bank line.*2024-12-29$'
	assert_line --regexp '^2025-01-04T23:00:00.001Z,[0-9]+,bank line.*,$'
	assert_equal "$(csv journal --from 2025-01-01 --to 2025-01-02 | grep -c ',2024-1[0-2]-[23][0-9]$')" 10
	assert_equal "$(at 2026-01-02T10:00:00Z year close 2025)" "2025 is closed. Result: 16.00 PTS, now in results. What comes late counts on 01/01/2026. Receipt: $(receipt_of "$(ask_books 'SELECT MAX(transaction_id) FROM transactions')")"
	sound
}

@test "a line of an open year counts on the bank's day, and so does what it settles and what is assigned of it" {
	line_at 2025-01-03T10:00:00Z A 2024-12-28 -9.00 LANDLORD "$(for_of rule rent)" >/dev/null
	line_at 2025-01-03T10:00:01Z B 2024-12-29 25.00 UNKNOWN >/dev/null
	at 2025-01-04T10:00:00Z assign "$(number)" bar >/dev/null
	assert_equal "$(ask_books "SELECT t.verb, f.day FROM accounting_days f JOIN transactions t USING (guild_id, transaction_id) ORDER BY 1, 2" | paste -sd';')" \
		'assign|2024-12-29;bank line|2024-12-28;bank line|2024-12-29'
	assert_equal "$(result --from 2024-01-01 --to 2025-01-01)" 16.00,PTS
	assert_equal "$(close_2024 | cut -d. -f1-3)" '2024 is closed. Result: 16.00 PTS, now in results'
	sound
}

@test "a close is not reversed: the answer says what to do instead; what it closed is reversed in the open year" {
	takings
	close_2024 >/dev/null
	assert_equal "$(at 2025-01-16T10:00:00Z reverse 8 wrong)" 'Transaction 8 closes a year, and a closed year stays closed: book what was wrong in the open year.'
	assert_equal "$(code 2025-01-16T10:00:01Z reverse 3 wrong)" ok
	assert_equal "$(result --from 2024-01-01 --to 2025-01-01) $(result --from 2025-01-01)" '-7.00,EUR 60.00,PTS -70.00,PTS'
	sound
}

@test "a frozen account of results says how it is thawed; a close without its year asks for it; both in the asker's language" {
	takings
	close_2024 >/dev/null
	at 2025-02-01T10:00:00Z move bar bank 5 x >/dev/null
	at 2025-02-01T10:00:01Z account freeze results >/dev/null
	assert_equal "$(at 2026-01-05T10:00:00Z year close 2025)" 'results is frozen, so no result can go to it: first `account unfreeze results`.'
	gl-apply <"$ROSTER" >/dev/null
	run outcome text 40000000 14 '!año cerrar 2025'
	assert_output 'resultados está congelada, así que no puede recibir ningún resultado: antes `!cuenta descongelar resultados`.'
	run outcome text 40000001 14 '!año cerrar'
	assert_output 'Di qué año. Por ejemplo: `!año cerrar 2026`'
	run outcome text 40000002 14 '!year close'
	assert_output 'Say which year. For example: `!year close 2026`'
	at 2026-01-05T11:00:00Z account unfreeze results >/dev/null
	assert_equal "$(code 2026-01-05T11:00:01Z year close 2025)" ok
}

@test "where amounts wait for a second person so does the close of a year, whatever its result; approved it books what the books say then" {
	takings
	gl-apply <"$ROSTER" >/dev/null
	at 2025-01-10T10:00:00Z config approval.over 1000 >/dev/null
	run outcome text 7000000 14 '!year close 2024'
	assert_output --partial 'That waits for another treasurer, who approves with `!approve'
	number=$(number)
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM years')" 0
	at 2024-12-31T21:00:00Z move bank rent 5 meanwhile >/dev/null
	assert_equal "$(outcome code 7000001 14 "!approve $number")" own_request
	assert_equal "$(outcome code 7000002 13 "!approve $number")" missing_permit
	run outcome text 7000003 10 "!approve $number"
	assert_output --partial "You approved $number. 2024 is closed. Result: -7.00 EUR, 55.00 PTS, now in results."
	assert_equal "$(ask_books 'SELECT transaction_id, author_id, approved_by, waiting FROM transactions WHERE transaction_id > 7' | paste -sd';')" "8|14|10|$number;9|14|10|$number"
	assert_equal "$(gl-report years --format csv | tr -d '\r' | tail -n 1 | cut -d, -f1,5-9)" '2024,55.00,PTS,9,14,10'
	sound
}

@test "a yes to a message that names two years' closes approves the one that its author decides, and stops nothing" {
	takings
	gl-apply <"$ROSTER" >/dev/null
	at 2026-01-05T10:00:00Z config approval.over 1000 >/dev/null
	local day=$((($(date -ud 2026-01-05T11:00:00Z +%s) * 1000 - 1420070400000 - FIRST_MESSAGE) / 1000)) first second
	outcome text "$day" 10 '!year close 2024' >/dev/null
	first=$(number) # it is its author's, and stays
	outcome text $((day + 1)) 14 '!year close 2024' >/dev/null
	outcome text $((day + 2)) 10 "!approve $(number)" >/dev/null
	outcome text $((day + 3)) 14 '!year close 2025' >/dev/null
	second=$(number)
	run gl-apply < <(say $((day + 4)) 10 '!accept 1' | gl-parse | gl-identify --roster "$ROSTER" |
		jq -c --arg numbers "$first $second" '.args = {n: $numbers, reply: "1"}')
	assert_success
	assert_output --partial "You approved $second. 2025 is closed."
	assert_equal "$(ask_books 'SELECT MAX(year) FROM years')" 2025
	sound
}

@test "floors, budgets and closed accounts hinder no year's end, and budgets do not count it" {
	takings
	at 2024-12-31T22:00:00Z config budget.over refuse >/dev/null
	at 2024-12-31T22:00:01Z budget rent 50 yearly >/dev/null
	at 2025-01-05T10:00:00Z account limit bar 0 >/dev/null
	at 2025-01-05T10:00:00Z account freeze rent >/dev/null
	assert_equal "$(close_2024 | cut -c1-15)" '2024 is closed.'
	at 2025-01-16T10:00:00Z account unfreeze rent >/dev/null
	assert_equal "$(code 2025-01-16T10:00:01Z move bank rent 50.01 x)" over_budget
	assert_equal "$(code 2025-01-16T10:00:02Z move bank rent 50 x)" ok
	sound
}

@test "the report of years says what each gave, when and by whom; a movement says when it counts" {
	takings
	close_2024 >/dev/null
	assert_equal "$(gl-report years --format csv | tr -d '\r' | cut -d, -f1,2,5-7 | paste -sd' ')" \
		'year,closed,result,currency,transaction 2024,2025-01-15T09:00:00.000Z,-7.00,EUR,7 2024,2025-01-15T09:00:00.000Z,60.00,PTS,8'
	run at 2025-01-16T10:00:00Z transaction 7
	assert_output --partial 'counts on'
	sound
}

@test "SQL views and events say when a transaction counts, and its own day, where that is not its time" {
	takings
	close_2024 >/dev/null
	line_at 2025-01-20T13:00:00Z A 2024-12-29 -9.00 LANDLORD "$(for_of rule rent)" >/dev/null
	at 2025-01-21T10:00:00Z move bank rent 1 plain >/dev/null
	counts='7 2024-12-31T22:59:59.999Z 2024-12-31;8 2024-12-31T22:59:59.999Z 2024-12-31;9 2024-12-31T23:00:00.001Z 2024-12-29'
	for view in v_transactions v_journal; do
		assert_equal "$(ask_books "SELECT DISTINCT transaction_id, accounting_time, own_day FROM $view WHERE own_day IS NOT NULL ORDER BY 1" | tr '|' ' ' | paste -sd';')" "$counts"
		assert_equal "$(ask_books "SELECT COUNT(*) FROM $view WHERE own_day IS NULL AND accounting_time <> time")" 0
		assert_equal "$(ask_books "SELECT COUNT(*) FROM $view WHERE own_day IS NOT NULL AND accounting_time = time")" 0
	done
	assert_equal "$(gl-follow --after 1 | jq -r '.transactions // [] | .[] | select(.own_day or .accounting_time) | "\(.transaction) \(.accounting_time) \(.own_day)"' | paste -sd';')" "$counts"
	assert_equal "$(gl-follow --after 1 --without-words | jq -r '.transactions // [] | .[] | select(.own_day) | .transaction' | paste -sd' ')" '7 8 9'
}

@test "the auditor's parcel of the next year has its own result, not what the close brought to zero" {
	takings
	at 2024-12-31T22:59:59.999Z batch close till=uncounted >/dev/null
	at 2025-01-02T10:00:00Z move bank rent 4 january >/dev/null
	close_2024 >/dev/null
	at 2025-06-02T10:00:00Z move bar bank 12 june >/dev/null
	at 2025-12-31T10:00:00Z batch close till=uncounted >/dev/null
	cd "$BATS_TEST_TMPDIR"
	gl-batch parcel 2025 | tar -x
	statement() { cut -d, -f"$2" "guildledger-1000-2025/statements/$1.csv" | tr -d '\r' | sed 1d | paste -sd' '; }
	assert_equal "$(statement result 1,3-5)" 'expense,EUR,0.00,rent expense,PTS,4.00,rent income,PTS,12.00,bar result,EUR,0.00, result,PTS,8.00,'
	assert_equal "$(statement by-category 1,2,4-6)" '2025-01,expense,PTS,4.00,rent 2025-06,income,PTS,12.00,bar'
	assert_equal "$(result --from 2025-01-01)" 38.00,PTS # the bar's 30 of the first half hour are in the batch before
	"$PROJECT/tests/audit.py" parcel guildledger-1000-2025
	sound
}

@test "copied, moved and restored books keep the lock: the year is closed there, and what is late counts behind it" {
	takings
	close_2024 >/dev/null
	copied=$(new_books copied) moved=$(new_books moved) restored=$BATS_TEST_TMPDIR/restored.db
	gl-db backup "$BATS_TEST_TMPDIR/backup.db" >/dev/null
	gl-db restore --db "$restored" "$BATS_TEST_TMPDIR/backup.db" >/dev/null
	env -u GL_GUILD gl-db copy "$GL_DB" "$copied" >/dev/null
	env -u GL_GUILD gl-db move --guild 1000 "$GL_DB" "$moved" >/dev/null
	assert_equal "$(code 2025-02-01T10:00:00Z year close 2024)" guild_moved
	places=("$copied" "$moved")
	over_server || places+=("$restored") # a file, whatever the engine
	for GL_DB in "${places[@]}"; do
		assert_equal "$(code 2025-02-01T10:00:01Z year close 2024)" year_closed
		assert_equal "$(code 2024-12-31T10:00:00Z move bank rent 2 late)" ok
		assert_equal "$(counted)" "7 $((NEW_YEAR - 1)) 2024-12-31;8 $((NEW_YEAR - 1)) 2024-12-31;9 $LATE 2024-12-31"
		assert_equal "$(result --from 2024-01-01 --to 2025-01-01)" '-7.00,EUR 60.00,PTS'
		sound
	done
}

@test "a trial closes a year in the copy alone" {
	takings
	before=$(ask_books 'SELECT MAX(seq) FROM commands')
	gl-command --at 2025-01-15T09:00:00Z year close 2024 | gl-apply --dry-run >"$BATS_TEST_TMPDIR/trial" 2>"$BATS_TEST_TMPDIR/summary"
	assert_equal "$(jq -r .text "$BATS_TEST_TMPDIR/trial" | cut -d. -f1-2)" '2024 is closed. Result: -7'
	grep -q 'results: 0.00 → 60.00 PTS' "$BATS_TEST_TMPDIR/summary"
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM years') $(ask_books 'SELECT MAX(seq) FROM commands')" "0 $before"
}

@test "gl-verify finds a year or an accounting day that was tampered with" {
	takings
	close_2024 >/dev/null
	line_at 2025-01-20T13:00:00Z A 2024-12-29 -9.00 LANDLORD "$(for_of rule rent)" >/dev/null
	gl-verify
	keep_books "$BATS_TEST_TMPDIR/kept"
	while IFS='|' read -r what finds sql; do
		bring_books "$BATS_TEST_TMPDIR/kept"
		tamper "$sql"
		run gl-verify
		assert_failure
		[[ $output == *"$finds"* ]] || { echo "$what: $output"; false; }
	done <<-'TABLE'
		a year taken out|year|DELETE FROM years
		another year|year|UPDATE years SET year = 2023
		its end|year|UPDATE years SET ends = ends + 3600000
		its log row|year|UPDATE years SET seq = seq - 1
		its transactions|year|UPDATE years SET first_transaction = 8
		a day taken out|year|DELETE FROM accounting_days WHERE transaction_id = 9
		the day of a close|year|UPDATE accounting_days SET time = time + 1 WHERE transaction_id = 7
		back into the closed year|year|UPDATE accounting_days SET time = time - 86400000 WHERE transaction_id = 9
		its own day|year|UPDATE accounting_days SET day = '2024-12-30' WHERE transaction_id = 9
		a day that no rule gives|year|INSERT INTO accounting_days VALUES (1000, 3, 1735600000000, '2024-12-30')
		what was brought to zero|year|UPDATE entries SET amount = amount + CASE entry WHEN 1 THEN 1 ELSE -1 END WHERE transaction_id = 7
	TABLE
}

# enlarge FACTOR ACCOUNT...: what these accounts moved so far, with both sides, FACTOR times as much: one command moves at most 10^15.
enlarge() {
	local names
	names=$(printf "'%s'," "${@:2}")
	tamper "UPDATE entries SET amount = amount * $1 WHERE transaction_id IN (SELECT e.transaction_id FROM entries e JOIN accounts a USING (guild_id, account_id) WHERE a.name IN (${names%,}))"
	tamper "UPDATE balances SET balance = (SELECT SUM(e.amount) FROM entries e WHERE e.guild_id = balances.guild_id AND e.account_id = balances.account_id AND e.currency = balances.currency) WHERE entries > 0"
}
# moved NAME...: what the entries of the closes moved of each.
closes() { ask_books "SELECT a.name, e.amount FROM entries e JOIN transactions t USING (guild_id, transaction_id) JOIN accounts a USING (guild_id, account_id) WHERE t.verb = 'year close' ORDER BY t.transaction_id, e.entry" | tr '|' ' ' | paste -sd';'; }
untouched() { # BEFORE: nothing was booked since
	assert_equal "$(closes)" ''
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM years') $(ask_books 'SELECT account_id, currency, balance, entries FROM balances ORDER BY 1, 2' | cksum)" "0 $1"
}
MOST=10000000000000.00 # 10^15, the most that one command moves

@test "a result is whatever accounts can hold: large sums on both sides whose difference fits are closed, to the last unit" {
	at 2024-10-28T09:00:00Z account limit till none >/dev/null
	at 2024-12-01T10:00:00Z move bar bank $MOST x >/dev/null
	at 2024-12-01T10:00:01Z move till rent $MOST x >/dev/null
	enlarge 9000 bar rent # 9 * 10^18 each
	assert_equal "$(close_2024 | cut -d. -f1-4)" '2024 is closed. Result: 0.00 PTS. What comes late counts on 01/01/2025'
	assert_equal "$(closes)" 'rent -9000000000000000000;bar 9000000000000000000'
	assert_equal "$(ask_books "SELECT DISTINCT b.balance FROM balances b JOIN accounts a USING (guild_id, account_id) WHERE a.kind IN ('income', 'expense')")" 0
}

@test "a result that no account can hold is refused, with all other currencies: nothing is booked, nothing is locked" {
	takings # EUR come first and would fit
	at 2024-10-28T09:00:00Z account limit till none >/dev/null
	at 2024-10-28T09:00:01Z account open door income >/dev/null
	at 2024-12-01T10:00:00Z move bar bank $MOST x >/dev/null
	at 2024-12-01T10:00:01Z move door till $MOST x >/dev/null
	enlarge 9000 bar door
	before=$(ask_books 'SELECT account_id, currency, balance, entries FROM balances ORDER BY 1, 2' | cksum)
	run close_2024
	assert_output --partial 'would become larger than an account can hold'
	untouched "$before"
	run spoken 2025-01-15T10:00:00Z año cerrar 2024
	assert_output --partial '"code":"too_large"'
	untouched "$before"
	# what was too large is booked back: the year can be closed
	at 2024-12-31T10:00:00Z move bank rent $MOST x >/dev/null
	enlarge 9000 rent
	assert_equal "$(code 2025-01-16T10:00:00Z year close 2024)" ok
}

@test "results of earlier years count: what does not fit with them is refused whole" {
	at 2024-12-01T10:00:00Z move bar bank $MOST x >/dev/null
	enlarge 9000 bar
	assert_equal "$(code 2025-01-15T09:00:00Z year close 2024)" ok
	at 2025-06-01T10:00:00Z account limit till none >/dev/null
	at 2025-12-01T10:00:00Z move bar till $MOST x >/dev/null
	tamper "UPDATE entries SET amount = amount * 9000 WHERE transaction_id = (SELECT MAX(transaction_id) FROM transactions)"
	tamper "UPDATE balances SET balance = balance * 9000 WHERE ABS(balance) = 1000000000000000"
	assert_equal "$(at 2026-01-15T09:00:00Z year close 2025)" 'The balance of results would become larger than an account can hold.'
	assert_equal "$(ask_books 'SELECT MAX(year) FROM years')" 2024
}

# Today a guild opens 1,000 accounts at most; the first rules let it open any number. 1,500 of them, by those rules.
many_accounts() {
	tamper "UPDATE commands SET rules = 1;
		WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1500)
		INSERT INTO commands (guild_id, seq, message_id, time, verb, status, text, record, rules)
		SELECT 1000, 10000 + n, 1258291200000000000 + n, 1714521600000, 'account open', 'ok', printf('Account a%d is open (%s).', n, CASE n % 2 WHEN 0 THEN 'income' ELSE 'expense' END),
			json_object('type', 'command', 'message_id', CAST(1258291200000000000 + n AS TEXT), 'guild_id', '1000', 'author', json_object('id', '0', 'name', 'operator', 'roles', json_array(),
				'member', json('true'), 'owner', json('false')), 'time', '2024-05-01T00:00:00.000Z', 'lang', 'en', 'source', 'operator', 'verb', 'account open',
				'args', json_object('name', 'a' || n, 'kind', CASE n % 2 WHEN 0 THEN 'income' ELSE 'expense' END)), 1 FROM n;
		INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, state, opened_by)
		SELECT 1000, seq, 'a' || (seq - 10000), 'a' || (seq - 10000), CASE seq % 2 WHEN 0 THEN 'income' ELSE 'expense' END, 'open', seq FROM commands WHERE seq > 10000;
		INSERT INTO balances (guild_id, account_id, currency, balance, entries) SELECT 1000, account_id, 'PTS', 0, 0 FROM accounts WHERE account_id > 10000"
}

@test "more accounts than a transaction has entries, in three currencies: several transactions each, all or none" {
	of_files "the books of the first rules are made by hand"
	at 2024-10-28T09:00:00Z config currency.GEM 0 >/dev/null
	many_accounts
	for currency in PTS EUR GEM; do
		seq 1500 | sed "s/.*/move opening a& & $currency x/"
	done | gl-command --at 2024-12-01T10:00:00Z | gl-apply >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept"
	# one currency that does not fit, the last of them: the others wait with it
	tamper "UPDATE entries SET amount = -9223372036854775807 WHERE currency = 'PTS' AND account_id IN (10002, 10004); UPDATE balances SET balance = -9223372036854775807 WHERE currency = 'PTS' AND account_id IN (10002, 10004)"
	assert_equal "$(code 2025-01-15T09:00:00Z year close 2024)" too_large
	untouched "$(ask_books 'SELECT account_id, currency, balance, entries FROM balances ORDER BY 1, 2' | cksum)"
	bring_books "$BATS_TEST_TMPDIR/kept"
	# income is 2 + 4 + ... + 1500, expenses are 1 + 3 + ... + 1499
	assert_equal "$(close_2024 | cut -d, -f1-3)" '2024 is closed. Result: 750.00 EUR, 750 GEM, 750.00 PTS'
	assert_equal "$(ask_books "SELECT t.memo, e.currency, COUNT(*), SUM(e.amount) FROM transactions t JOIN entries e USING (guild_id, transaction_id) WHERE t.verb = 'year close' GROUP BY t.transaction_id ORDER BY t.transaction_id" | paste -sd';')" \
		'2024|EUR|1001|0;2024|EUR|501|0;2024|GEM|1001|0;2024|GEM|501|0;2024|PTS|1001|0;2024|PTS|501|0'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM balances b JOIN accounts a USING (guild_id, account_id) WHERE a.kind IN ('income', 'expense') AND b.balance <> 0")" 0
	assert_equal "$(ask_books "SELECT b.currency, b.balance FROM balances b JOIN accounts a USING (guild_id, account_id) WHERE a.purpose = 'result' ORDER BY 1" | paste -sd';')" 'EUR|-75000;GEM|-750;PTS|-75000'
	run gl-verify
	refute_output --partial 'FAULT year'
}

@test "random years, closed and refused: books, accounting days and reports by period are what a model written apart makes of the same commands" {
	"$PROJECT/tests/closed-years-property" --streams 3
}
