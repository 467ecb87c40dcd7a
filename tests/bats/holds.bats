# hold, capture, release: money that is reserved, and then booked or freed.
load asking

setup() {
	working_books
	say 7 14 '!account open hall income' | tick >/dev/null
}

@test "a hold says until when and what is left, a capture what is free again, in both languages" {
	assert_equal "$(outcome text 8 13 '!hold 50 <@11> to hall key deposit until 2024-11-10')" '50.00 PTS of @ana are held (n.º 9) until 10/11/2024; 50.00 are available.'
	assert_equal "$(outcome text 9 13 '!reservar 20 <@11> fianza')" 'Reservados 20,00 PTS de @ana (n.º 10) hasta el 26/11/2024; quedan disponibles 30,00.'
	assert_equal "$(outcome text 10 11 '!pay <@12> 40')" '@ana has 100.00 PTS, of which 70.00 are held; 40.00 are needed.'
	assert_equal "$(outcome text 11 13 '!reservar 31 <@11> llave')" '@ana tiene 100,00 PTS, de los que 70,00 están reservados; hacen falta 31,00.'
	assert_equal "$(outcome text 12 13 '!capture 9 60')" '50.00 PTS are held.'
	assert_equal "$(outcome text 13 13 '!capturar 9 60')" 'Hay 50,00 PTS reservados.'
	assert_equal "$(outcome text 14 13 '!capture 9 20')" "20.00 PTS of @ana went to hall (n.º 9); the other 30.00 are free again. Receipt: $(receipt_of 2)"
	assert_equal "$(outcome text 15 13 '!capture 10')" 'Say where it goes: `!capture 10 to hall`.'
	assert_equal "$(outcome text 16 13 '!capturar 10')" 'Di adónde va: `!capturar 10 a sala`.'
	assert_equal "$(outcome text 17 13 '!capturar 10 a hall')" "Capturados 20,00 PTS de @ana para hall (n.º 10). Recibo: $(receipt_of 3)"
	say 18 13 '!hold 10 <@11> x' | tick >/dev/null
	assert_equal "$(outcome text 19 13 "!liberar $(number) ya está")" "Liberados 10,00 PTS de @ana (n.º $(number))."
	assert_equal "$(outcome text 20 11 '!pay <@12> 60')" "Paid 60.00 PTS to @bob (transaction 4). You have 0.00 PTS. Receipt: $(receipt_of 4)"
	assert_equal "$(ask_books 'SELECT SUM(held) FROM balances')" 0
	run gl-verify --replay
	assert_success
}

@test "nobody holds their own money; that of the community treasurers hold; what is no hold is told apart" {
	say 8 13 '!register' | tick >/dev/null
	assert_equal "$(outcome text 9 13 '!hold 1 <@13> x')" 'Somebody else has to do this for your account.'
	assert_equal "$(outcome code 10 13 '!hold 1 <@11> to=<@13> x')" own_account
	assert_equal "$(outcome text 11 13 '!reservar 1 till x')" 'Para usar «reservar» hace falta el permiso tesorero, que tus roles no dan.'
	assert_equal "$(outcome status 12 14 '!hold 60 till x')" ok
	assert_equal "$(outcome code 13 13 "!capture $(number) to hall")" missing_permit
	assert_equal "$(outcome code 14 13 '!withdraw <@11> 50 cash')" insufficient_funds
	assert_equal "$(outcome status 15 13 '!withdraw <@11> 40 cash')" ok
	assert_equal "$(outcome text 16 11 "!accept $(number)")" "$(number) is a hold: \`!capture $(number)\` or \`!release $(number)\`."
	assert_equal "$(outcome text 17 14 "!rechazar $(number)")" "La $(number) es una reserva: \`!capturar $(number)\` o \`!liberar $(number)\`."
	say 18 12 '!request <@11> 1 x' | tick >/dev/null
	assert_equal "$(outcome code 19 13 "!capture $(number) to hall")" not_a_hold
	assert_equal "$(outcome code 20 13 "!release $(number)")" not_a_hold
	assert_equal "$(outcome code 21 13 '!hold 1 <@11> to till x')" use_deposit
	assert_equal "$(outcome code 22 13 '!hold 1 <@11> x until 2024-10-26')" past
	run gl-verify --replay
	assert_success
}

@test "an account with a hold is not closed; a frozen one keeps its hold, which may be released" {
	say 8 13 '!hold 50 <@11> to hall key' | tick >/dev/null
	assert_equal "$(outcome text 9 14 '!account close <@11>')" '50.00 PTS of it are held (n.º 9). Release or capture them first.'
	assert_equal "$(outcome text 10 11 '!baja')" 'Tiene 50,00 PTS reservados (n.º 9). Libéralos o captúralos antes.'
	say 11 14 '!account freeze <@11>' | tick >/dev/null
	assert_equal "$(outcome code 12 13 '!capture 9')" account_frozen
	assert_equal "$(ask_books 'SELECT held FROM balances WHERE held <> 0')" 5000
	assert_equal "$(outcome code 13 13 '!hold 1 <@11> x')" account_frozen
	assert_equal "$(outcome status 14 13 '!release 9')" ok
	run gl-verify --replay
	assert_success
}

@test "a floor is never above what is left without what is held" {
	outcome status 8 13 '!hold 50 <@11> key' >/dev/null
	assert_equal "$(outcome text 9 14 '!account limit <@11> 50.01')" '@ana has 100.00 PTS, of which 50.00 are held: the rest is below that floor.'
	assert_equal "$(outcome text 10 14 '!cuenta limite <@11> 100.01')" '@ana tiene 100,00 PTS, de los que 50,00 están reservados: el resto está por debajo de ese mínimo.'
	assert_equal "$(outcome status 11 14 '!account limit <@11> 50')" ok
	assert_equal "$(outcome status 12 13 "!capture $(number) to hall")" ok
	run gl-verify --replay
	assert_success
}

@test "a hundred holds of one account, and each is captured once however often it is asked" {
	local n
	for ((n = 8; n < 108; n++)); do say $n 13 '!hold 1 <@11> to hall x'; done | tick >/dev/null
	assert_equal "$(outcome text 108 13 '!hold 1 <@11> x')" '@ana already has 100 open holds. Release or capture one first.'
	{ say 109 13 '!capture 9'; say 110 13 '!capture 9'; say 111 13 '!release 9'; say 112 13 '!release 10'; say 113 13 '!capture 10'; } | tick | jq -r '.code // .status' >"$BATS_TEST_TMPDIR/codes"
	assert_equal "$(paste -sd' ' "$BATS_TEST_TMPDIR/codes")" 'ok already_decided already_decided ok already_decided'
	assert_equal "$(ask_books 'SELECT SUM(held) FROM balances')" 9800
	run gl-verify --replay
	assert_success
}

@test "in a channel no text says what is held of a member with private on" {
	say 8 11 '!private on' | tick >/dev/null
	assert_equal "$(outcome text 9 13 '!hold 50 <@11> to hall key')" '50.00 PTS of @ana are held (n.º 10) until 26/11/2024.'
	assert_equal "$(outcome text 10 13 '!hold 51 <@11> key')" '@ana does not have enough; 51.00 PTS is needed.'
	assert_equal "$(outcome text 11 11 '!pay <@12> 60')" 'You do not have enough; you need 60.00 PTS.'
	run outcome text 12 14 '!account close <@11>'
	refute_output --partial 50.00
	run gl-verify --replay
	assert_success
}

@test "whose money is held hears how much and until when, and when it is free again, in the community's language" {
	notice() { ask_books "SELECT content FROM outbox WHERE notice = 1 AND user_id = 11 ORDER BY delivery DESC LIMIT 1"; }
	say 8 11 '!notices dm' | tick >/dev/null
	say 9 13 '!hold 50 <@11> to hall key deposit until 2024-11-10' | tick >/dev/null
	assert_equal "$(notice)" "50.00 PTS of yours are held: key deposit (n.º $(number)), until 10/11. You can spend 50.00."
	say 10 13 "!release $(number)" | tick >/dev/null
	assert_equal "$(notice)" "$(number) is over: 50.00 PTS are free again."
	operator config language es >/dev/null
	say 11 13 '!hold 50 <@11> to hall fianza until 2024-11-10' | tick >/dev/null
	assert_equal "$(notice)" "Tienes reservados 50,00 PTS: fianza (n.º $(number)), hasta el 10/11. Puedes gastar 50,00."
	say 12 13 "!release $(number)" | tick >/dev/null
	assert_equal "$(notice)" "La $(number) ha terminado: vuelves a disponer de 50,00 PTS."
	run gl-verify --replay
	assert_success
}

@test "a capture above the threshold waits for a second person, and the money stays held meanwhile" {
	say 8 10 '!config approval.over 20' | tick >/dev/null
	say 9 13 '!hold 50 <@11> to hall key' | tick >/dev/null
	assert_equal "$(outcome status 10 13 '!capture 10')" ok
	assert_equal "$(ask_books "SELECT kind, state FROM waiting ORDER BY number" | paste -sd' ')" 'hold|waiting approval|waiting'
	assert_equal "$(outcome code 11 11 '!pay <@12> 60')" insufficient_funds
	assert_equal "$(outcome status 12 14 '!approve 11')" ok
	assert_equal "$(ask_books "SELECT kind, state FROM waiting ORDER BY number" | paste -sd' ')" 'hold|accepted approval|accepted'
	assert_equal "$(ask_books "SELECT verb, approved_by FROM transactions ORDER BY transaction_id DESC LIMIT 1")" 'capture|14'
	assert_equal "$(balance_of hall)" 50.00
	assert_equal "$(ask_books 'SELECT SUM(held) FROM balances')" 0
}

@test "what is no number names no hold, and is looked for as nobody's" {
	local record='{type:"command",source:"discord",guild_id:"1000",message_id:"1800000000000000000",channel_id:"2000",time:"2024-10-28T10:00:00.000Z",lang:"en",
		author:{id:"14",name:"tomas",roles:["502"],member:true,owner:false},verb:"capture",args:{n:"@11"}}'
	run -0 gl-apply < <(jq -cn "$record")
	assert_output --partial '"code":"unknown_request"'
}
