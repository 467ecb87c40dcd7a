# What members may pay and hold: limits of permits and of one member, floors and ceilings of new accounts.
load asking

setup() {
	working_books
	gl-apply <"$ROSTER" >/dev/null
	say 7 13 '!deposit <@12> 500 start' | tick >/dev/null
}
# What was booked is found again by whoever reads the log from its beginning.
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

@test "a limit of a payment, a day, a week and a month refuses with what is left, in both languages" {
	say 8 10 '!config limit.payment 50' | tick >/dev/null
	assert_equal "$(outcome text 9 12 '!pay <@11> 50.01')" 'You can pay at most 50.00 PTS at once.'
	assert_equal "$(outcome text 10 12 '!pagar <@11> 51')" 'Puedes pagar como mucho 50,00 PTS de una vez.'
	assert_equal "$(outcome status 11 12 '!pay <@11> 50')" ok
	say 12 10 '!config limit.day 60' | tick >/dev/null
	assert_equal "$(outcome text 13 12 '!pay <@11> 10.01')" 'You can pay 60.00 PTS a day; 10.00 are left until midnight.'
	assert_equal "$(outcome text 14 12 '!pagar <@11> 10,01')" 'Puedes pagar 60,00 PTS al día; quedan 10,00 hasta medianoche.'
	say 15 10 '!config limit.week 55' | tick >/dev/null
	assert_equal "$(outcome text 16 12 '!pay <@11> 10')" 'You can pay 55.00 PTS a week; 5.00 are left until Sunday.'
	assert_equal "$(outcome text 17 12 '!pagar <@11> 10')" 'Puedes pagar 55,00 PTS a la semana; quedan 5,00 hasta el domingo.'
	say 18 10 '!config limit.month 52' | tick >/dev/null
	assert_equal "$(outcome text 19 12 '!pay <@11> 5')" 'You can pay 52.00 PTS a month; 2.00 are left this month.'
	assert_equal "$(outcome text 20 12 '!pagar <@11> 5')" 'Puedes pagar 52,00 PTS al mes; quedan 2,00 de este mes.'
	assert_equal "$(outcome status 21 12 '!pay <@11> 2')" ok
	assert_equal "$(outcome code $((21 + 2 * DAY)) 12 '!pay <@11> 0.01')" over_limit # the month goes on
	assert_equal "$(outcome status $((21 + 5 * DAY)) 12 '!pay <@11> 50')" ok              # 2 November, the same week as 31 October
	assert_equal "$(outcome code $((22 + 5 * DAY)) 12 '!pay <@11> 5.01')" over_limit
}

@test "what counts is paid and accepted, not reversed; office is not bound, and the most generous permit counts" {
	{ say 8 10 '!config limit.day.teller 150'; say 9 10 '!config limit.day 100'; } | tick >/dev/null
	say 10 13 '!register' | tick >/dev/null
	say 11 13 '!request <@12> 60 lunch' | tick >/dev/null
	assert_equal "$(outcome status 12 12 "!accept $(number)")" ok
	assert_equal "$(outcome code 13 12 '!pay <@11> 41')" over_limit
	local paid
	paid=$(ask_books "SELECT MAX(transaction_id) FROM transactions WHERE verb = 'accept'")
	say 14 14 "!reverse $paid wrong" | tick >/dev/null
	assert_equal "$(outcome status 15 12 '!pay <@11> 100')" ok
	say 16 13 '!request <@12> 1 tip' | tick >/dev/null
	assert_equal "$(outcome code 17 12 "!accept $(number)")" over_limit
	assert_equal "$(row "$(number)" state)" waiting
	assert_equal "$(outcome code 18 12 "!confirm $(number)")" over_limit
	assert_equal "$(outcome status 19 13 '!withdraw <@12> 200 cash')" ok
	say 20 13 '!deposit <@11> 500 cash' | tick >/dev/null
	say 21 14 '!account limit <@13> -500' | tick >/dev/null
	assert_equal "$(outcome status 30000 13 '!pay <@11> 150')" ok
	assert_equal "$(outcome text 30001 13 '!pay <@11> 0.01')" 'You can pay 150.00 PTS a day; 0.00 are left until midnight.'
}

@test "a member's own row counts before all; limits shows what is left, and a treasurer sets it for others" {
	assert_equal "$(outcome text 8 12 '!limits')" 'Nothing limits what you pay.'
	assert_equal "$(outcome text 9 12 '!limites')" 'Nada limita lo que pagas.'
	say 10 10 '!config limit.day 100' | tick >/dev/null
	say 11 12 '!pay <@11> 30' | tick >/dev/null
	assert_equal "$(outcome text 12 12 '!limits')" 'You can pay: a day 100.00 PTS (70.00 left).'
	assert_equal "$(outcome text 13 14 '!limits <@12> day=40 payment=20 ceiling=600')" '@bob can pay: at once 20.00 PTS, a day 40.00 PTS (10.00 left), at most 600.00 PTS in the account.'
	assert_equal "$(outcome text 14 12 '!limites')" 'Puedes pagar: de una vez 20,00 PTS, al día 40,00 PTS (quedan 10,00), como mucho 600,00 PTS en la cuenta.'
	assert_equal "$(outcome text 15 12 '!pay <@11> 15')" 'You can pay 40.00 PTS a day; 10.00 are left until midnight.'
	assert_equal "$(outcome text 16 11 '!pay <@12> 130')" "You can pay 100.00 PTS a day; 100.00 are left until midnight."
	say 17 13 '!deposit <@12> 100 cash' | tick >/dev/null
	assert_equal "$(outcome text 18 13 '!deposit <@12> 30.01 cash')" '@bob can hold at most 600.00 PTS, so 30.00 more.'
	assert_equal "$(outcome text 19 14 '!limites <@12> dia=ninguno maximo=ninguno')" '@bob puede pagar: de una vez 20,00 PTS.'
	assert_equal "$(outcome status 20 12 '!pay <@11> 20')" ok
	assert_equal "$(ask_books 'SELECT period, amount FROM limits ORDER BY period' | paste -sd' ')" 'day|9223372036854775807 payment|2000'
	assert_equal "$(outcome code 21 13 '!limits <@12> day=900')" missing_permit
	assert_equal "$(outcome status 22 13 '!limits <@12>')" ok
	assert_equal "$(outcome code 23 12 '!limits <@11>')" missing_permit
	say 24 14 '!register' | tick >/dev/null
	assert_equal "$(outcome text 25 14 '!limits <@14> day=900')" 'Somebody else has to do this for your account.'
	assert_equal "$(outcome text 26 14 '!limites <@14> dia=900')" 'Para tu propia cuenta tiene que hacerlo otra persona.'
	assert_equal "$(outcome code 27 14 '!limits <@12> day=1.0001')" too_precise
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM limits')" 2
}

@test "floor and ceiling of the settings are those of accounts opened from then on, in each currency" {
	say 8 10 '!config currency.GEM 0' | tick >/dev/null
	say 9 10 '!config account.floor -50' | tick >/dev/null
	say 10 10 '!config account.ceiling 80' | tick >/dev/null
	say 11 10 '!config account.floor.GEM -3' | tick >/dev/null
	say 12 13 '!register' | tick >/dev/null
	assert_equal "$(ask_books "SELECT currency, floor, ceiling FROM balances JOIN accounts USING (guild_id, account_id) WHERE owner_id = 13 ORDER BY currency" | paste -sd' ')" 'GEM|-3| PTS|-5000|8000'
	assert_equal "$(ask_books "SELECT currency, floor, ceiling FROM balances JOIN accounts USING (guild_id, account_id) WHERE owner_id = 12" | paste -sd' ')" 'PTS|0|'
	assert_equal "$(outcome status 13 13 '!pay <@12> 50')" ok
	assert_equal "$(outcome code 14 13 '!pay <@12> 0.01')" insufficient_funds
	assert_equal "$(outcome status 15 13 '!pay <@12> 3 GEM')" ok
	assert_equal "$(outcome code 16 13 '!pay <@12> 1 GEM')" insufficient_funds
	assert_equal "$(outcome text 17 12 '!pay <@13> 130.01')" '@carla cannot receive that much.'
	assert_equal "$(outcome status 18 12 '!pay <@13> 130')" ok
}

@test "who reads a limit that was set in the same lines finds what was paid before" {
	{ say 8 12 '!pay <@11> 60'; say 9 10 '!config limit.day 100'; say 10 12 '!pay <@11> 41'; say 11 14 '!limits <@11> day=10'; say 12 11 '!pay <@12> 11'; } | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r '.code // "ok"' "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok ok over_limit ok over_limit'
}

@test "limits of who wants to be told alone come as a direct message, of which gl-verify knows" {
	say 8 12 '!private on' | tick >/dev/null
	assert_equal "$(outcome text 9 12 '!limits')" "I'm sending it to you as a direct message."
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'dm' AND user_id = 12 AND content = 'Nothing limits what you pay.'")" 1
	# whoever sets or asks for a ceiling reads it there; no channel does
	assert_equal "$(outcome text 10 14 '!limits <@12> ceiling=600')" "I'm sending it to you as a direct message."
	assert_equal "$(outcome text 11 12 '!limits')" "I'm sending it to you as a direct message."
	assert_equal "$(ask_books "SELECT user_id, content FROM outbox WHERE kind = 'dm' AND content LIKE '%600%' ORDER BY user_id" | paste -sd' ')" \
		'12|You can pay: at most 600.00 PTS in the account. 14|@bob can pay: at most 600.00 PTS in the account.'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind <> 'dm' AND content LIKE '%600%'")" 0
}
