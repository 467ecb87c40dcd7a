# Budgets: what an expense account may spend in each period; more is said, or refused.
load asking

setup() {
	working_books
	gl-apply <"$ROSTER" >/dev/null
	{ say 7 14 '!account open events expense'; say 8 14 '!account open Bank asset'; say 9 14 '!move opening Bank 2000 start'; } | tick >/dev/null
}
MONTH=$((31 * DAY))
# What was booked is found again by whoever reads the log from its beginning.
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

@test "a budget is set, shown in its words, changed and dropped, and only of an expense account" {
	assert_equal "$(outcome text 10 14 '!budget events 300 monthly')" 'events can spend 300.00 PTS a month.'
	assert_equal "$(outcome text 11 14 '!presupuesto events 50 semanal arrastra')" 'events puede gastar 50,00 PTS a la semana. Lo que sobra en un periodo pasa al siguiente.'
	assert_equal "$(ask_books 'SELECT amount, unit, carry, since FROM budgets')" '5000|weekly|1|2024-10-21'
	assert_equal "$(outcome text 12 14 '!budget events 900 quarterly')" 'events can spend 900.00 PTS a quarter.'
	assert_equal "$(ask_books 'SELECT amount, unit, carry, since FROM budgets')" '90000|quarterly|0|2024-10-01'
	assert_equal "$(outcome text 13 14 '!budget till 300 monthly')" 'A budget is for an expense account.'
	assert_equal "$(outcome text 14 14 '!presupuesto caja 300 mensual')" 'Un presupuesto es para una cuenta de gasto.'
	run outcome text 15 14 '!budget'
	assert_output --partial 'events · quarterly'
	assert_equal "$(outcome text 16 14 '!budget events none')" 'events no longer has a budget in PTS.'
	assert_equal "$(outcome code 17 14 '!budget events none')" no_budget
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM budgets')" 0
	assert_equal "$(outcome code 18 13 '!budget events 300 monthly')" missing_permit
}

@test "the first question of a period shows that period, though nobody wrote since the one before" {
	say 10 14 '!budget events 300 monthly carry' | tick >/dev/null
	say 11 14 '!move Bank events 100 lamps' | tick >/dev/null
	run outcome text $((11 + MONTH)) 14 '!budget'
	assert_output --regexp 'events · monthly +0\.00 +500\.00'
	run outcome text $((12 + MONTH)) 14 '!report budget'
	assert_output --regexp 'events · monthly +0\.00 +500\.00'
}

@test "beyond it a booking is said to be, or refused; what was spent before it was set counts" {
	say 10 14 '!move Bank events 100 lamps' | tick >/dev/null
	say 11 14 '!budget events 300 monthly' | tick >/dev/null
	assert_equal "$(outcome text 12 14 '!move Bank events 212 lamps')" "Moved 212.00 PTS from Bank to events (transaction 4). Their balances are now 1,688.00 PTS and 312.00 PTS. This is 12.00 PTS over the budget of events. Receipt: $(receipt_of 4)"
	assert_equal "$(outcome text 13 14 '!mover Bank events 1 lámpara')" "Traspaso de 1,00 PTS: de Bank a events (transacción n.º 5). Saldos: 1.687,00 PTS y 313,00 PTS. Son 13,00 PTS más que el presupuesto de events. Recibo: $(receipt_of 5)"
	say 14 10 '!config budget.over refuse' | tick >/dev/null
	assert_equal "$(outcome text 15 14 '!move Bank events 1 lamps')" 'events can spend 300.00 PTS this month; 0.00 are left.'
	assert_equal "$(outcome text 16 14 '!mover Bank events 1 lamps')" 'events puede gastar 300,00 PTS este mes; quedan 0,00.'
	say 17 14 '!reverse 4 wrong' | tick >/dev/null
	assert_equal "$(outcome status 18 14 '!move Bank events 199 lamps')" ok
	assert_equal "$(outcome code 19 14 '!move Bank events 0.01 lamps')" over_budget
	assert_equal "$(outcome status $((19 + 5 * DAY)) 14 '!move Bank events 300 lamps')" ok # November
	assert_equal "$(outcome code $((20 + 5 * DAY)) 14 '!move Bank events 0.01 lamps')" over_budget
}

@test "what a period leaves is carried, however many periods it is, and what it lacks is not" {
	say 10 14 '!budget events 100 monthly carry' | tick >/dev/null
	say 11 10 '!config budget.over refuse' | tick >/dev/null
	say 12 14 '!move Bank events 40 lamps' | tick >/dev/null
	assert_equal "$(outcome text $((2 * MONTH)) 14 '!move Bank events 260.01 lamps')" 'events can spend 260.00 PTS this month; 260.00 are left.'
	assert_equal "$(outcome status $((2 * MONTH + 1)) 14 '!move Bank events 260 lamps')" ok
	assert_equal "$(outcome text $((3 * MONTH)) 14 '!move Bank events 100.01 lamps')" 'events can spend 100.00 PTS this month; 100.00 are left.'
	say $((3 * MONTH + 1)) 10 '!config budget.over warn' | tick >/dev/null
	say $((3 * MONTH + 2)) 14 '!move Bank events 500 lamps' | tick >/dev/null
	say $((3 * MONTH + 3)) 10 '!config budget.over refuse' | tick >/dev/null
	assert_equal "$(outcome text $((4 * MONTH + 4)) 14 '!move Bank events 101 lamps')" 'events can spend 100.00 PTS this month; 100.00 are left.'
}

@test "openings, counts and other currencies are no spending" {
	say 10 10 '!config currency.GEM 0' | tick >/dev/null
	say 11 10 '!config budget.over refuse' | tick >/dev/null
	say 12 14 '!budget events 10 monthly' | tick >/dev/null
	say 13 14 '!move opening events 9 before' | tick >/dev/null
	assert_equal "$(outcome status 14 14 '!move Bank events 10 lamps')" ok
	assert_equal "$(outcome code 15 14 '!move Bank events 0.01 lamps')" over_budget
	say 16 14 '!move opening Bank 50 GEM start' | tick >/dev/null
	assert_equal "$(outcome status 17 14 '!move Bank events 50 GEM lamps')" ok
}

@test "the treasurers hear of 80 and of 100 percent, once each in a period" {
	say 10 14 '!budget events 100 monthly' | tick >/dev/null
	say 11 10 '!config treasury.channel <#2000>' | tick >/dev/null
	told() { ask_books "SELECT content FROM outbox WHERE kind = 'post' AND content LIKE 'events has%' ORDER BY delivery" | paste -sd'|'; }
	say 12 14 '!move Bank events 79.99 lamps' | tick >/dev/null
	assert_equal "$(told)" ''
	say 13 14 '!move Bank events 0.01 lamps' | tick >/dev/null
	assert_equal "$(told)" 'events has spent 80 % of its budget of this period: 80.00 PTS of 100.00 PTS.'
	say 14 14 '!reverse 3 wrong' | tick >/dev/null
	say 15 14 '!move Bank events 85 lamps' | tick >/dev/null
	say 16 14 '!move Bank events 20 lamps' | tick >/dev/null
	say 17 14 '!move Bank events 20 lamps' | tick >/dev/null
	assert_equal "$(told)" 'events has spent 80 % of its budget of this period: 80.00 PTS of 100.00 PTS.|events has spent 100 % of its budget of this period: 105.01 PTS of 100.00 PTS.'
}
