# What a period came to: by category and by tag, cash flow, beside other periods; and what the next months bring.
load dues

setup() {
	working_books --timezone Europe/Madrid --currency EUR --scale 2
	gl-apply <"$ROSTER" >/dev/null
	for name in costs:rent costs:power; do order 2025-01-01 account open $name expense; done
	for name in dues Events:bar events:door; do order 2025-01-01 account open $name income; done
	order 2025-01-01 account open bank asset
	order 2025-01-01 move opening bank 500 start
}
# order DAY WORDS...: an operator's command of that day, which must be taken.
order() {
	local day=$1
	shift
	gl-command --as operator --at "$day"T12:00:00Z "$@" | gl-apply | jq -e '.status == "ok"' >/dev/null || fail "not taken: $*"
}
# rows REPORT [OPTION...]: without the heading, a line each.
rows() { gl-report "$@" --format csv | tr -d '\r' | sed 1d; }
tags() { rows tags "$@" | cut -d, -f1-4; }

@test "random books: cash flow, categories, tags and what is compared are what a model makes of the entries" {
	"$PROJECT/tests/periods-property" --books 1 --periods 4
}

@test "cash flow of an account that holds no money is refused, in both languages, and says what is held" {
	for account in costs:rent dues opening @11; do
		run gl-report cash-flow --account $account
		assert_failure 64
		assert_output --partial "Only what the community holds has a cash flow: asset accounts, such as the till or a bank. This is none: $account"
	done
	run gl-report cash-flow --account bank
	assert_success
	run gl-report cash-flow --account nowhere
	assert_output --partial 'There is no such account'
	run outcome text 90 14 '!report cash-flow account=costs:rent 30d'
	assert_output --partial 'This is none: costs\:rent. For example: `!report cash-flow 30d`'
	run outcome text 91 14 '!informe flujo-de-caja cuenta=opening 2025'
	assert_output --partial 'Esta no lo es: opening. Por ejemplo: `!informe flujo-de-caja 30d`'
	run outcome text 92 14 '!report cash-flow account=till compare 2025'
	assert_output --partial 'Cash flow of till'
}

@test "categories: parts of names are groups, compared without case, whose sums come first; a group of one is none" {
	order 2025-02-01 move bank costs:rent 100 hall
	order 2025-02-02 move bank costs:power 20 light
	order 2025-02-03 move Events:bar bank 70 drinks
	order 2025-02-04 account open bar:late:night income
	order 2025-02-05 move bar:late:night bank 5 more drinks
	assert_equal "$(rows categories | cut -d, -f1-4)" 'income,bar:late:night,0,5.00
income,Events:bar,0,70.00
total income,,0,75.00
expense,costs,0,120.00
expense,costs:power,1,20.00
expense,costs:rent,1,100.00
total expenses,,0,120.00
result,,0,-45.00'
	order 2025-02-06 move events:door bank 1 door
	run gl-report categories --format chat --lang es
	assert_line --regexp '^Events +71,00$'
	assert_line --regexp '^· bar +70,00$'
	assert_line --regexp '^total de ingresos +76,00$'
}

@test "tags: case and accents do not matter, numbers and mentions are none, a memo counts once under each, the rest is untagged" {
	order 2025-02-01 move bank costs:rent 100 'hall for the #Fièsta, #FIESTA #2025x'
	order 2025-02-02 move bank costs:power 20 '#fiesta #12 <#2000> https://x.org/#part a#b'
	order 2025-02-03 move dues bank 70 dues
	assert_equal "$(tags)" '#Fièsta,0.00,120.00,-120.00
#2025x,0.00,100.00,-100.00
untagged,70.00,0.00,70.00
result,70.00,120.00,-50.00'
}

@test "a reversal counts under the tags of what it reverses" {
	order 2025-02-01 move bank costs:rent 100 '#fiesta'
	order 2025-02-02 reverse "$(ask_books 'SELECT MAX(transaction_id) FROM transactions')" wrong hall
	assert_equal "$(tags)" '#fiesta,0.00,0.00,0.00
result,0.00,0.00,0.00'
}

@test "a memo that forget blanked has no tags" {
	say "$(at 2025-02-01T12:00:00Z)" 11 '!pay dues 5 #ana_was_here' | tick >/dev/null
	assert_equal "$(tags | head -1)" '#ana_was_here,5.00,0.00,5.00'
	say "$(at 2025-02-02T12:00:00Z)" 11 '!forget <@11>' | tick >/dev/null
	assert_equal "$(tags)" 'untagged,5.00,0.00,5.00
result,5.00,0.00,5.00'
}

@test "ten thousand tags: the largest come first, and it is said how many are not shown and what they sum to" {
	of_files "ten thousand rows by SQL"
	sqlite3 "$GL_DB" "INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, memo)
			SELECT 1000, 100 + value, 1, 1735732800000, 'move', 1, 10, '#t' || value || ' for you' FROM generate_series(1, 10000);
		INSERT INTO entries SELECT 1000, 100 + value, 1, (SELECT account_id FROM accounts WHERE name = 'dues'), 'EUR', -value FROM generate_series(1, 10000);
		INSERT INTO entries SELECT 1000, 100 + value, 2, (SELECT account_id FROM accounts WHERE name = 'bank'), 'EUR', value FROM generate_series(1, 10000)"
	assert_equal "$(rows tags | wc -l)" 10001
	assert_equal "$(tags --limit 2)" '#t10000,100.00,0.00,100.00
#t9999,99.99,0.00,99.99
more tags,499850.01,0.00,499850.01
result,500050.00,0.00,500050.00'
	assert_equal "$(gl-report tags --limit 2 --lang es --format chat | grep -c '^9998 ')" 1
	run outcome text 900 14 '!report tags'
	assert_line --regexp '^result +500,050\.00'
	assert_line --regexp '^… more than [0-9]+ more, all of it is in the attached CSV$'
	assert [ "${#output}" -le 2000 ]
	# those beyond 20,000 kinds are in one line, whose words do not say how many kinds they are
	sqlite3 "$GL_DB" "INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, memo)
			SELECT 1000, 20100 + value, 1, 1735732800000, 'move', 1, 10, '#u' || value FROM generate_series(1, 10001);
		INSERT INTO entries SELECT 1000, 20100 + value, 1, (SELECT account_id FROM accounts WHERE name = 'dues'), 'EUR', -1 FROM generate_series(1, 10001);
		INSERT INTO entries SELECT 1000, 20100 + value, 2, (SELECT account_id FROM accounts WHERE name = 'bank'), 'EUR', 1 FROM generate_series(1, 10001)"
	assert_equal "$(tags | tail -2)" 'more tags,0.01,0.00,0.01
result,500150.01,0.00,500150.01'
}

@test "cash flow: what moves between till and bank is no flow, but of one account it is; members are one line, without a name" {
	order 2025-02-01 move bank till 30 float
	order 2025-02-02 move dues bank 70 dues
	order 2025-02-02 withdraw '<@11>' 10 cash
	assert_equal "$(rows cash-flow --from 2025-01-02 | cut -d, -f1,2,4)" 'opening balance,,600.00
in,dues,70.00
total in,,70.00
out,members,-10.00
total out,,-10.00
closing balance,,660.00'
	assert_equal "$(rows cash-flow --from 2025-01-02 --account bank | cut -d, -f1,2,4)" 'opening balance,,500.00
in,dues,70.00
total in,,70.00
out,till,-30.00
total out,,-30.00
closing balance,,540.00'
}

@test "compared: whole months with as many months before, other days with as many days, a year with the one before" {
	order 2025-01-31 move dues bank 10 dues
	order 2025-02-10 move dues bank 15 dues
	order 2026-02-28 move dues bank 45 dues
	assert_equal "$(rows income --from 2025-02-01 --to 2025-03-01 --compare | head -1 | cut -d, -f2-6)" 'dues,15.00,10.00,5.00,50'
	assert_equal "$(rows income --from 2025-02-08 --to 2025-02-11 --compare=before | head -1 | cut -d, -f2-6)" 'dues,15.00,0.00,15.00,'
	assert_equal "$(rows income --from 2026-01-01 --to 2027-01-01 --compare=before | head -1 | cut -d, -f2-6)" 'dues,45.00,25.00,20.00,80'
	assert_equal "$(rows income --from 2026-02-01 --to 2026-03-01 --compare=year | head -1 | cut -d, -f2-6)" 'dues,45.00,15.00,30.00,200'
	assert_equal "$(rows income --compare | head -1 | cut -d, -f2-6)" 'dues,45.00,25.00,20.00,80' # this year
	run gl-report income --from 2025-01-01 --to 2025-04-01 --compare=months --format csv
	assert_line --index 0 --partial 'kind,account,2025-01,2025-02,2025-03,total,currency,account_id'
	assert_line --index 1 --partial 'income,dues,10.00,15.00,0.00,25.00,EUR'
	run gl-report income --from 2025-04-01 --to 2025-01-01 --compare=months
	assert_success
}

@test "compared in a channel: a word in both languages, a year or a month behind it; the CSV has what the answer has" {
	order 2025-03-31 move dues bank 10 dues
	order 2026-03-02 move dues bank 15 dues
	now() { at 2026-03-05T12:00:00Z; }
	run outcome text "$(now)" 14 '!report income compare 2026'
	assert_line '**Income and expenses · 01/01/2026 – 31/12/2026 (EUR)**'
	assert_line 'Compared with 01/01/2025 – 31/12/2025'
	assert_line --regexp '^dues +15\.00 +10\.00 +\+5\.00$'
	run outcome text "$(($(now) + 1))" 14 '!informe resultados comparar=año 2026-03 csv'
	assert_line 'Comparado con 01/03/2025 – 31/03/2025'
	assert_line --regexp '^dues +15,00 +10,00 +\+5,00$'
	assert_equal "$(made_file reply | tr -d '\r' | sed -n 2p | cut -d';' -f2-6)" 'dues;15,00;10,00;5,00;50'
	run outcome text "$(($(now) + 2))" 14 '!informe categorias comparar=meses 2026'
	assert_line '-# Los últimos meses; el archivo CSV los tiene todos, y su total.'
	assert_line --regexp '^ +2026-01 +2026-02 +2026-03$|^ +2026-03$'
	assert_equal "$(outcome code "$(($(now) + 3))" 14 '!report income compare=never')" bad_option
	assert_equal "$(outcome text "$(($(now) + 4))" 14 '!informe flujos comparar')" 'El informe flujos no se puede comparar; estos sí: resultados, categorias, etiquetas, flujo-de-caja. Por ejemplo: `!informe flujos 30d`'
}

@test "what cannot be compared is refused with the list of what can, and so are too many months" {
	run gl-report balances --compare
	assert_failure 64
	assert_output --partial 'The report balances cannot be compared; these can: income, categories, tags, cash-flow'
	run gl-report income --compare=months --from 2025-01-15 --to 2026-01-02
	assert_failure 64
	assert_output --partial 'At most 12 months can stand beside each other'
	run gl-report income --compare=months --from 2025-01-15 --to 2026-01-01
	assert_success
	run gl-report forecast --months 37
	assert_failure 64
	gl-report --help | grep -q -- '--compare is for income, categories, tags, cash-flow\.'
}

@test "every line of these reports has at most 34 columns in a channel" {
	order 2025-01-02 move opening bank 999999999999 more
	order 2025-01-02 account open "a very long name: of an account, 日本 🎲" expense
	order 2025-02-01 move bank "a very long name: of an account, 日本 🎲" 12345678901.23 '#a-tag-that-is-longer-than-a-phone-is-wide'
	order 2026-02-01 move bank costs:rent 98765432101.23 '#x'
	order 2026-02-02 move bank costs:power 98765432101.23 '#x'
	for words in categories tags cash-flow forecast 'income --compare' 'categories --compare' 'tags --compare' 'cash-flow --compare=months' 'categories --compare=months'; do
		for lang in en es; do
			# shellcheck disable=SC2086 # a report and its options
			gl-report $words --lang $lang --format chat | sed -n '/^```$/,/^```$/p' >"$BATS_TEST_TMPDIR/lines"
			python3 - "$BATS_TEST_TMPDIR/lines" <<-'PYTHON' || fail "$words $lang: $(cat "$BATS_TEST_TMPDIR/lines")"
				import sys, unicodedata
				width = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
				assert all(width(line.rstrip("\n")) <= 34 for line in open(sys.argv[1])), max(map(width, open(sys.argv[1])))
			PYTHON
		done
	done
}

@test "forecast: dues of those who have the role, payrolls, what is owed; months that end below zero say so" {
	order 2026-01-02 dues everyone 10 monthly into dues from 2026-02-01
	order 2026-01-02 account open wages expense
	order 2026-01-03 every month pay '<@11>' 480 from wages wages from 2026-02-15
	order 2026-01-03 dues exempt '<@12>' away until 2026-02-20
	# a hundred of the till are ana's; in February she pays dues alone
	assert_equal "$(rows forecast | cut -d, -f1-3,5)" '2026-01,held by the guild,,600.00
2026-01,owed by the guild,,-100.00
2026-01,own money,,500.00
2026-01,at the end,,500.00
2026-02,own money,,500.00
2026-02,dues,1,10.00
2026-02,payroll,2,-480.00
2026-02,at the end,,30.00
2026-03,own money,,30.00
2026-03,dues,1,20.00
2026-03,payroll,2,-480.00
2026-03,ends below zero,,-430.00'
	run gl-report forecast --lang es --format chat
	assert_line --regexp '^  acaba por debajo de cero +−430,00$'
	# bob has nothing to pay with: what he owes is expected in the month of its day
	all_due 2026-03-02T08:00:00Z >/dev/null
	assert_equal "$(rows forecast --months 1 | cut -d, -f1-3,5 | tail -4)" '2026-03,own money,,40.00
2026-03,payroll,2,-480.00
2026-03,owed and due,,10.00
2026-03,ends below zero,,-430.00'
}

@test "forecast: at a past day the dates since then are what was to come; what members pay each other is no money of the guild" {
	order 2026-01-02 account open wages expense
	order 2026-01-03 every month pay '<@12>' 30 from wages wages from 2026-01-15
	say "$(at 2026-01-04T12:00:00Z)" 11 '!every month pay <@12> 1 rent from 2026-01-20' | tick >/dev/null
	all_due 2026-01-31T08:00:00Z >/dev/null
	assert_equal "$(rows forecast --at 2026-01-10 --months 1 | cut -d, -f1-3,5)" '2026-01,held by the guild,,600.00
2026-01,owed by the guild,,-100.00
2026-01,own money,,500.00
2026-01,payroll,1,-30.00
2026-01,at the end,,470.00'
	assert_equal "$(rows forecast --months 1 | cut -d, -f2,5 | paste -sd' ')" 'held by the guild,600.00 owed by the guild,-130.00 own money,470.00 at the end,470.00'
}

@test "forecast: at a past day schedules, dues and debts are those of then: what came later is left out, what was stopped or paid since is in it" {
	order 2026-01-02 account open wages expense
	for n in 1 2 3 4; do order 2026-01-0$n every month pay '<@12>' "1$n" from wages "w$n" from 2026-02-15; done # 1 to 4
	order 2026-01-05 schedule pause 2
	order 2026-01-06 schedule pause 4
	order 2026-01-12 schedule resume 2
	order 2026-01-13 schedule stop 1
	order 2026-01-14 every month pay '<@12>' 15 from wages w5 from 2026-02-15
	order 2026-01-15 schedule stop 4
	on() { rows forecast --at "$1" --months 2 | grep payroll | cut -d, -f3,5 | paste -sd' '; }
	assert_equal "$(on 2026-01-02)" '1,-11.00' # of noon: the second was not made yet
	assert_equal "$(on 2026-01-05)" '1,-11.00 2,-12.00 3,-13.00 4,-14.00'
	assert_equal "$(on 2026-01-06)" '1,-11.00 3,-13.00 4,-14.00'
	assert_equal "$(on 2026-01-10)" '1,-11.00 3,-13.00'
	assert_equal "$(on 2026-01-13)" '1,-11.00 2,-12.00 3,-13.00'
	assert_equal "$(on 2026-01-14)" '2,-12.00 3,-13.00'
	assert_equal "$(rows forecast --months 2 | grep payroll | cut -d, -f3,5 | paste -sd' ')" '2,-12.00 3,-13.00 5,-15.00'
	# one that ended by itself since, and one that paused itself, were going on
	order 2026-01-16 every month pay '<@12>' 16 from wages w6 from 2026-02-15 1 times
	all_due 2026-02-20T08:00:00Z >/dev/null
	assert_equal "$(ask_books 'SELECT state FROM schedules WHERE schedule = 6')" ended
	assert_equal "$(on 2026-01-20)" '2,-12.00 3,-13.00 5,-15.00 6,-16.00'
}

@test "forecast: dues that were open at a past day are open there, in part or whole, whatever became of them since" {
	say "$(at 2026-01-04T12:00:00Z)" 14 '!dues <@&502> 20 monthly on 10' | tick >/dev/null
	say "$(at 2026-01-04T12:00:10Z)" 14 '!register' | tick >/dev/null
	all_due 2026-01-11T08:00:00Z >/dev/null
	order 2026-01-20 deposit '<@14>' 5 a part
	say "$(at 2026-01-20T13:00:00Z)" 14 '!pay dues 5' | tick >/dev/null
	order 2026-01-25 deposit '<@14>' 100 the rest
	open_on() { rows forecast --at "$1" --months 1 | grep 'owed and due' | cut -d, -f5; }
	assert_equal "$(open_on 2026-01-09)" ''
	assert_equal "$(open_on 2026-01-15)" 20.00
	assert_equal "$(open_on 2026-01-22)" 15.00
	assert_equal "$(open_on 2026-01-26)" ''
	assert_equal "$(rows forecast --months 1 | grep -c 'owed and due')" 0
}

@test "these reports are for auditors, and name no member and no member's balance" {
	order 2025-02-01 withdraw '<@11>' 7 cash
	number=$(at 2025-03-01T12:00:00Z)
	for name in categories tags cash-flow forecast; do
		assert_equal "$(outcome code $((number += 1)) 11 "!report $name")" missing_permit
		run outcome text $((number += 1)) 15 "!report $name"
		assert_success
		refute_output --partial ana
		refute_output --partial '93.00 '
	done
}
