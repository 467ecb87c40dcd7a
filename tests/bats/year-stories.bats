# The end of a year as a community lives it, in both languages: whatever comes after the close, when it counts, what is said of it, and what stays
# as it was. closed-years.bats has the rules one by one.
load dues
load bank

setup() {
	working_books --timezone Europe/Madrid --currency EUR --scale 2
	gl-apply <"$ROSTER" >/dev/null
	minute=0
}
# answer DAY USER TEXT: the answer to a message of that day, which is read now. Behind run, which is a process of its own, each needs another day.
answer() {
	minute=$((minute + 1))
	say "$(at "$(printf '%sT12:%02d:%02dZ' "$1" $((minute / 60)) $((minute % 60)))")" "$2" "$3" | tick | jq -r .text
}
# line_at INSTANT KEY DAY AMOUNT [JSON]
line_at() { bank_line "$2" 1 "$3" "$4" "LIST $2" "${5:-}" | jq -c --arg time "$1" '.time = $time | .currency = "EUR"' | gl-apply | jq -r '.waiting[0] // empty'; }
result_of_2024() { gl-report income --from 2024-01-01 --to 2025-01-01 --format csv | tr -d '\r' | sed 1d | cut -d, -f1-3 | paste -sd' '; }
# counted AFTER: verb, local day on which it counts and its own, of each transaction since.
counted() { gl-report journal --format csv | tr -d '\r' | awk -F, -v after="$1" 'NR > 1 && $1 > after + 0 && !seen[$1]++ { print $1 }' | while read -r number; do
	ask_books "SELECT verb, CASE WHEN accounting_time = '2024-12-31T23:00:00.001Z' THEN 'first day' WHEN accounting_time = time THEN 'then' ELSE accounting_time END, COALESCE(own_day, '-') FROM v_transactions WHERE transaction_id = $number"
done | tr '|' ' ' | paste -sd';'; }

# before: December of 2024. What is decided in January waits: $hold $charge $move, and $late_… for what is decided on New Year's Eve and read late.
before() {
	for line in '!account open bank asset' '!account limit bank none' '!account open hall expense' '!account open bar income' '!account limit hall none'; do answer 2024-12-01 14 "$line" >/dev/null; done
	for line in '!config hold.days 90' '!config request.days 90' '!config approval.days 90'; do answer 2024-12-01 10 "$line" >/dev/null; done
	answer 2024-12-01 13 '!deposit <@11> 500 cash' >/dev/null
	answer 2024-12-02 13 '!move bar bank 70 takings' >/dev/null
	answer 2024-12-03 13 '!move bank hall 41 "paper"' >/dev/null
	answer 2024-12-03 14 '!every month on 30 pay <@12> 5 from hall wages' >/dev/null
	for name in hold late_hold; do answer 2024-12-04 13 '!hold 30 <@11> to bar key' >/dev/null; printf -v $name %s "$(number)"; done
	for name in charge late_charge; do answer 2024-12-05 14 '!charge <@11> 9 into=bar shirt' >/dev/null; printf -v $name %s "$(number)"; done
	answer 2024-12-06 10 '!config approval.verbs move' >/dev/null
	answer 2024-12-06 10 '!config approval.over 100' >/dev/null
	for name in move late_move; do answer 2024-12-07 14 "!move bank hall 200 $name" >/dev/null; printf -v $name %s "$(number)"; done
	answer 2024-12-08 13 '!move bank hall 33 "by hand"' >/dev/null
	booked=$(ask_books 'SELECT MAX(transaction_id) FROM transactions')
}

# story CLOSE CAPTURE ACCEPT APPROVE REVERSE DEPOSIT ASSIGN LINE NEW
story() {
	before
	income=$(result_of_2024)
	run answer 2025-01-05 14 "!$1 2024"
	closing=$output
	first=$(ask_books 'SELECT MAX(transaction_id) FROM transactions')
	# due dates that are made up for
	all_due 2025-01-05T12:30:00Z >/dev/null
	# written on New Year's Eve, read now
	answer 2024-12-31 13 "!$2 $late_hold" >/dev/null
	answer 2024-12-31 11 "!$3 $late_charge" >/dev/null
	answer 2024-12-31 10 "!$4 $late_move" >/dev/null
	answer 2024-12-31 14 "!$5 $booked wrong" >/dev/null
	answer 2024-12-31 13 "!$6 <@11> 4 cash" >/dev/null
	# the bank's list: of a rule, of nobody, and one that was booked by hand
	line_at 2025-01-06T08:00:00Z A 2024-12-29 -7.00 "$(for_of rule hall)"
	to_sort=$(line_at 2025-01-06T08:00:01Z B 2024-12-27 25.00)
	answer 2025-01-06 14 "!$7 $to_sort bar" >/dev/null
	doubt=$(line_at 2025-01-06T08:00:02Z C 2024-12-03 -41.00 "$(for_of rule hall)")
	answer 2025-01-06 14 "!$8 $doubt $9" >/dev/null
	# decided in the new year, of what was asked in the old one
	answer 2025-01-06 13 "!$2 $hold" >/dev/null
	answer 2025-01-06 11 "!$3 $charge" >/dev/null
	answer 2025-01-06 10 "!$4 $move" >/dev/null
	answer 2025-01-06 14 "!$5 $((booked - 1)) wrong" >/dev/null
	assert_equal "$(counted "$first")" "every first day 2024-12-30;capture first day 2024-12-31;accept first day 2024-12-31;move first day 2024-12-31;reverse first day 2024-12-31;\
deposit first day 2024-12-31;bank line first day 2024-12-29;bank line first day 2024-12-27;assign first day 2024-12-27;bank line first day 2024-12-03;\
capture then -;accept then -;move then -;reverse then -"
	assert_equal "$(result_of_2024)" "$income"
	assert_equal "$(gl-report trial-balance --at 2025-01-01 --format csv | tr -d '\r' | grep -E '^(hall|bar),' | cut -d, -f3,4)" ''
	sound
}

@test "a year's end in English: each kind of late booking counts on the first open day with its own day beside it, and the year stays as it was" {
	story 'year close' capture accept approve reverse deposit assign line new
	assert_equal "$closing" "2024 is closed. Result: -4.00 EUR, now in results. What comes late counts on 01/01/2025. Receipt: $(receipt_of $((booked + 1)))"
	run answer 2025-01-07 14 '!report statement account=hall from=2025-01-01 to=2025-02-01'
	assert_output --partial '01/01/25 (30/12/24)'
	run answer 2025-01-08 14 '!report years'
	assert_output --regexp '2024.*-?4[.]00'
}

@test "a year's end in Spanish: the same orders give the same books, and each answer is Spanish" {
	story 'año cerrar' capturar aceptar aprobar anular depositar asignar línea nueva
	assert_equal "$closing" "El año 2024 está cerrado. Resultado: -4,00 EUR, ahora en resultados. Lo que llegue tarde cuenta el 01/01/2025. Recibo: $(receipt_of $((booked + 1)))"
	run answer 2025-01-07 14 '!informe extracto cuenta=hall desde=2025-01-01 hasta=2025-02-01'
	assert_output --partial '01/01/25 (30/12/24)'
	run answer 2025-01-08 14 '!informe ejercicios'
	assert_output --regexp '2024.*4,00'
}
