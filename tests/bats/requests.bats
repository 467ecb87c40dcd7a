# request, split and charge: members ask members for money, and the community does; what becomes of it.
load asking

setup() { working_books; }

@test "a request says its number and its end, is accepted in parts and listed until then, in both languages" {
	say 7 10 '!register <@14>' | tick >/dev/null
	say 8 14 '!register' | tick >/dev/null
	assert_equal "$(outcome text 9 12 '!request <@11> 12.50 pizza')" "You asked @ana for 12.50 PTS for pizza (n.º 10). They accept by replying \`yes\`, or with \`!accept 10\`; it ends on $(ends_at $((9 + 30 * DAY)))."
	assert_equal "$(outcome text 10 12 '!pedir <@11> <@14> 5 entradas vence=2024-11-03')" "Has pedido 5,00 PTS a @ana (11) y a @tomas (12): entradas. Aceptan respondiendo \`sí\` o con \`!aceptar\` y su número; las peticiones caducan el <t:1733270400:f>."
	assert_equal "$(outcome text 11 11 '!accept 10 5')" "Paid 5.00 PTS to @bob: pizza (10). 7.50 PTS are still open. You have 95.00 PTS. Receipt: $(receipt_of 2)"
	assert_equal "$(outcome text 12 11 '!requests')" "You are asked:
11 · @bob · 5.00 PTS · entradas · until <t:1733270400:f>
10 · @bob · 7.50 PTS · pizza · until $(ends_at $((9 + 30 * DAY)))
You asked: –"
	assert_equal "$(outcome text 13 11 '!aceptar 10')" "Has pagado 7,50 PTS a @bob: pizza (10). Tienes 87,50 PTS. Recibo: $(receipt_of 3)"
	assert_equal "$(outcome text 14 12 '!peticiones')" "Te piden: –
Has pedido:
12 · @tomas · 5,00 PTS · entradas · hasta el <t:1733270400:f>
11 · @ana · 5,00 PTS · entradas · hasta el <t:1733270400:f>"
	assert_equal "$(outcome text 15 14 '!declinar 12 ya *pagué*')" 'Has declinado la 12 de @bob.'
	assert_equal "$(outcome text 16 12 '!cancel 11')" 'Request 11 is taken back.'
	assert_equal "$(outcome text 17 11 '!requests')" 'Nothing waits for you, and you asked for nothing.'
	assert_equal "$(ask_books "SELECT number, state, paid FROM waiting WHERE kind = 'request' ORDER BY number" | paste -sd' ')" '10|accepted|1250 11|cancelled|0 12|declined|0'
	run gl-verify --replay
	assert_success
}

@test "near misses of requests and splits are told what to write, in both languages" {
	local n=8 user line code text
	say 7 12 '!request <@11> 12.50 pizza' | tick >/dev/null
	while IFS='|' read -r user line code text; do
		n=$((n + 1))
		say $n "$user" "$line" | tick >"$BATS_TEST_TMPDIR/out"
		assert_equal "$line: $(jq -r '.code + "|" + .text' "$BATS_TEST_TMPDIR/out")" "$line: $code|$text"
	done <<-LIST
		12|!request <@12> 5 x|self_request|You cannot ask yourself for money.
		12|!pedir <@12> 5 x|self_request|No puedes pedirte dinero.
		12|!request ana 5 x|mention_expected|Mention whom you ask: \`!request @ana 5 x\`.
		12|!pedir ana 5 x|mention_expected|Menciona a quién se lo pides: \`!pedir @ana 5 x\`.
		12|!accept 99|unknown_request|Nothing with the number 99 is waiting. \`!requests\` lists yours.
		12|!aceptar 99|unknown_request|No hay nada pendiente con el número 99. \`!peticiones\` muestra las tuyas.
		14|!accept 8|not_yours|Request 8 was made to @ana; only they can accept it.
		14|!aprobar 8|not_yours|La petición 8 es para @ana; solo esa persona puede aceptarla.
		11|!accept 8 20|more_than_open|12.50 PTS are open. Write \`!accept 8\`.
		11|!aceptar 8 20|more_than_open|Quedan 12,50 PTS por pagar. Escribe \`!aceptar 8\`.
		12|!accept 8|own_request|You asked for this. Only @ana can accept 8.
		12|!aceptar 8|own_request|Lo has pedido tú. Solo @ana puede aceptar la 8.
		12|!reject 8|use_cancel|You asked for this: \`!cancel 8\` takes it back.
		12|!rechazar 8|use_cancel|Lo has pedido tú: \`!cancelar 8\` lo retira.
		12|!split 60 dinner|no_payees|Say who shares: \`!split 60 @ana @bob dinner\`. (“dinner”)
		12|!repartir 60 cena|no_payees|Di entre quiénes: \`!repartir 60 @ana @bob cena\`. («cena»)
		12|!split 10 <@11>:60% <@12>:60% x|percent_sum|The parts add up to 120 %.
		12|!repartir 10 <@11>:33,35% sin mí x|percent_sum|Las partes suman 33,35 %.
		12|!split 10 <@11>=8 <@12>=5 x|exact_sum|The amounts add up to 13.00 PTS, more than 10.00.
		12|!repartir 10 <@11>=13 x|exact_sum|Los importes suman 13,00 PTS, más de 10,00.
		12|!split 0.01 <@11> x|too_small|0.01 PTS cannot be split between 2.
		12|!repartir 0,01 <@11> x|too_small|0,01 PTS no se pueden repartir entre 2.
		12|!split 10 <@11>:2 <@12>:30% x|bad_option|Write all parts as percentages, or none of them. (“\\<\\@12\\>\\:30%”)
		12|!request <@11> 5 x due=2024-10-26|past|That date has passed.
		12|!pedir <@11> 5 x vence=26/10/2024|past|Esa fecha ya pasó.
		12|!request <@11> 5|missing_memo|Say what it is for: a memo is needed at the end. For example: \`!request @ana 12.50 pizza\`
		12|!request everyone 5 x|too_many|You cannot ask everyone at once. Mention at most 50 people.
		12|!charge <@11> 5 x|missing_permit|To use “charge” you need the permit treasurer, which your roles do not give.
	LIST
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE state = 'waiting'")" 1
	run gl-verify --replay
	assert_success
}

@test "what is decided stays decided: the same person hears when, others who and when" {
	say 7 12 '!request <@11> 12.50 pizza' | tick >/dev/null
	say 8 11 '!accept 8' | tick >/dev/null
	assert_equal "$(outcome text 9 11 '!accept 8')" "You already accepted request 8 on $(ends_at 8)."
	assert_equal "$(outcome text 10 11 '!aceptar 8')" "Ya aceptaste la petición 8 el $(ends_at 8)."
	assert_equal "$(outcome text 11 12 '!cancelar 8')" "La petición 8 ya la aceptó @ana el $(ends_at 8)."
	assert_equal "$(outcome status 12 11 '!reject 8')" rejected
	# the very same message again, and both words in one tick
	assert_equal "$(outcome status 8 11 '!accept 8')" duplicate
	say 13 12 '!request <@11> 1 x' | tick >/dev/null
	assert_equal "$({ say 14 11 "!accept $(number)"; say 15 11 "!reject $(number)"; } | tick | jq -r '.status + " " + (.code // "-")' | paste -sd' ')" 'ok - rejected already_decided'
	assert_equal "$(balance_of @bob)" 13.50
	run gl-verify --replay
	assert_success
}

@test "what failed for good is not said to be taken back" {
	say 7 12 '!request <@11> 12.50 pizza' | tick >/dev/null
	sed -i '/"user_id":"12"/d' "$ROSTER"
	echo '{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":[],"pending":false,"left":true}' | tee -a "$ROSTER" | gl-apply >/dev/null
	assert_equal "$(outcome code 8 11 "!accept $(number)")" left
	assert_equal "$(row "$(number)" state)" failed
	assert_equal "$(outcome text 9 11 "!accept $(number)")" "Request $(number) failed on $(ends_at 8): it can no longer be carried out."
	assert_equal "$(outcome text 10 11 "!declinar $(number)")" "La petición $(number) falló el $(ends_at 8): ya no se puede llevar a cabo."
	run gl-verify --replay
	assert_success
}

@test "a reminder comes once in 24 hours, and says how to pay" {
	say 7 12 '!request <@11> 12.50 pizza' | tick >/dev/null
	assert_equal "$(outcome text 8 12 '!remind 8')" '@ana is reminded of 12.50 PTS for pizza (n.º 8).'
	assert_equal "$(outcome text $((7 + DAY)) 12 '!remind 8')" "@ana was reminded on $(ends_at 8). You can remind them again on $(ends_at $((8 + DAY)))."
	assert_equal "$(outcome text $((8 + DAY)) 12 '!recordar 8')" 'Le he recordado a @ana lo que le pides: 12,50 PTS: pizza (n.º 8).'
	assert_equal "$(outcome code $((9 + DAY)) 11 '!remind 8')" not_yours
	assert_equal "$(row 8 reminders)" 2
	run gl-verify --replay
	assert_success
}

@test "five open requests of one person, a hundred in all, fifty people at once, never everyone, large roles by treasurers only" {
	local n
	crowd 100 160 601
	for ((n = 7; n < 12; n++)); do say $n 12 '!request <@11> 1 x'; done | tick >/dev/null
	assert_equal "$(outcome text 12 12 '!request <@100> <@11> 1 x')" '@ana already has 5 open requests from you. Wait for an answer, or take one back: `!cancel '"$(ask_books 'SELECT MIN(number) FROM waiting')"'`.'
	assert_equal "$(outcome code 13 12 "!split 5 <@11> x")" too_many_open
	say 14 12 "!cancel $(number)" | tick >/dev/null
	assert_equal "$(outcome status 15 12 '!request <@11> 1 x')" ok
	assert_equal "$(outcome status 16 12 '!request <@&601> 1 x')" denied
	assert_equal "$(outcome code 17 14 "!request $(mentions 100 150) 1 x")" not_registered
	say 18 14 '!register' | tick >/dev/null
	assert_equal "$(outcome text 19 14 "!request $(mentions 100 150) 1 x")" 'One command names at most 50 people.'
	assert_equal "$(outcome code 20 14 '!request <@&601> 1 x')" too_many
	assert_equal "$(outcome code 21 14 '!request everyone 1 x')" too_many
	assert_equal "$(outcome status 22 14 "!request $(mentions 100 149) 1 x")" ok
	assert_equal "$(outcome status 23 14 "!request $(mentions 100 149) 1 x")" ok
	assert_equal "$(outcome text 24 14 '!pedir <@160> 1 x')" 'Tienes 100 peticiones pendientes y puedes tener 100. Espera una respuesta o retira alguna: `!cancelar '"$(ask_books "SELECT MIN(number) FROM waiting WHERE asked_by = 14")"'`.'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE state = 'waiting'")" 105
	run gl-verify --replay
	assert_success
}

@test "a member asks twenty people a day for the first time, whatever became of the requests" {
	crowd 100 130
	say 7 12 "!request $(mentions 100 119) 1 x" | tick >/dev/null
	for n in $(ask_books "SELECT number FROM waiting WHERE kind = 'request'"); do say $((n + 100)) 12 "!cancel $n"; done | tick >/dev/null
	assert_equal "$(outcome text 2000 12 '!request <@120> 1 x')" 'You can ask 20 new people a day, and you have asked 20 today. Ask the others tomorrow.'
	assert_equal "$(outcome code 2001 12 '!repartir 9 <@100> <@120> x')" too_many_people
	assert_equal "$(outcome status 2002 12 '!request <@100> <@101> 1 x')" ok
	assert_equal "$(outcome status 4000 12 '!request <@120> 1 x')" ok # after midnight
	run gl-verify --replay
	assert_success
}

@test "who blocks somebody gets no requests of theirs, and they are told nothing that hurts" {
	crowd 100 101 601
	assert_equal "$(outcome text 7 11 '!notices block <@12>')" '@bob can no longer ask you for money. What they asked before still waits: `!requests`.'
	run outcome text 30 11 '!notices'
	assert_output --regexp 'for neither\. 1 person cannot ask you for money: <@12>\.$'
	assert_equal "$(outcome text 8 12 '!request <@11> 5 x')" 'You cannot ask @ana for money at the moment.'
	assert_equal "$(outcome text 9 12 '!repartir 9 <@11> <@100> x')" 'Ahora mismo no puedes pedir dinero a @ana.'
	say 10 100 '!avisos bloquear <@12>' u100 | tick >/dev/null
	assert_equal "$(outcome status 11 12 '!request <@&601> 5 x')" ok # who was not named is left out
	assert_equal "$(ask_books "SELECT decider_id FROM waiting WHERE kind = 'request'")" 101
	assert_equal "$(outcome status 12 13 '!request <@11> 5 x')" rejected # no account
	assert_equal "$(outcome text 13 11 '!avisos desbloquear <@12>')" '@bob puede volver a pedirte dinero.'
	assert_equal "$(outcome status 14 12 '!request <@11> 5 x')" ok
	run gl-verify --replay
	assert_success
}

@test "a split says everybody's part, and the answers of both languages agree" {
	crowd 100 101
	assert_equal "$(outcome text 7 11 '!split 60 <@12> <@100> <@101> dinner')" "60.00 PTS between 4: @bob 15.00 ($(ask_books 'SELECT MIN(number) FROM waiting')), @u100 15.00 ($(($(number) - 1))), @u101 15.00 ($(number)); your part is 15.00."
	assert_equal "$(outcome text 8 11 '!repartir 10 <@12>:2 <@100> sin mí taxi')" "10,00 PTS entre 2: @bob 6,67 ($(($(number) - 1))), @u100 3,33 ($(number))."
	assert_equal "$(outcome text 9 11 '!split 50 <@12>=20 <@100> dinner')" "50.00 PTS between 3: @bob 20.00 ($(($(number) - 1))), @u100 15.00 ($(number)); your part is 15.00."
	assert_equal "$(outcome text 10 11 '!split 10 <@12>:60% <@100>:40% x')" "10.00 PTS between 3: @bob 6.00 ($(($(number) - 1))), @u100 4.00 ($(number)); your part is 0.00."
	assert_equal "$(ask_books "SELECT COUNT(*), SUM(amount) FROM waiting")" '9|10000'
	run gl-verify --replay
	assert_success
}

@test "a charge asks every wearer, names who has no account, and goes into dues, opened when it is first needed" {
	crowd 100 104 601
	member 105 u105 '"601"' | tee -a "$ROSTER" | gl-apply >/dev/null
	member 106 u106 '"601"' | sed 's/"left":false/"left":true/' | tee -a "$ROSTER" | gl-apply >/dev/null
	assert_equal "$(outcome text 7 14 '!charge <@&601> 5 t-shirt')" "Asked 5 members for 5.00 PTS each (n.º $(ask_books 'SELECT MIN(number) FROM waiting') to $(number)); 1 has no account: @u105."
	assert_equal "$(outcome text 8 14 '!cobrar <@12> 5 camiseta')" "Has pedido 5,00 PTS a @bob (n.º $(number))."
	assert_equal "$(ask_books "SELECT name, kind, purpose FROM accounts WHERE purpose = 'dues'")" 'dues|income|dues'
	assert_equal "$(outcome code 9 14 '!charge <@12> 5 into=till x')" not_payable
	assert_equal "$(outcome code 10 14 '!charge <@12> 5 into=<@11> x')" not_payable
	assert_equal "$(outcome code 11 14 '!charge dues 5 x')" mention_expected
	say 12 14 '!account open shop equity' | tick >/dev/null
	assert_equal "$(outcome status 13 14 '!charge <@11> 5 into=shop mug')" ok
	assert_equal "$(outcome text 14 11 "!accept $(number)")" "Paid 5.00 PTS to shop: mug ($(number)). You have 95.00 PTS. Receipt: $(receipt_of 2)"
	assert_equal "$(outcome text 15 14 '!account close dues')" 'The books need the account dues; it cannot be closed.'
	assert_equal "$(outcome status 16 14 '!account open cuotas income')" rejected
	run gl-verify --replay
	assert_success
}

@test "the first dues or charge that name the account of dues open it, in either language; no other account is opened" {
	say 7 10 '!register <@14>' | tick >/dev/null
	assert_equal "$(outcome code 8 14 '!dues <@&601> 5 monthly into subs')" unknown_account
	assert_equal "$(outcome code 9 14 '!charge <@11> 5 into=lost key')" unknown_account
	assert_equal "$(ask_books "SELECT COUNT(*) FROM accounts WHERE name IN ('dues', 'subs', 'lost')")" 0
	assert_equal "$(outcome text 10 14 '!dues <@&601> 5 monthly into Cuotas' | cut -d. -f1-2)" 'Dues 1: <@&601> pays 5.00 PTS each month on the 1st into dues'
	assert_equal "$(outcome status 11 14 '!cobrar <@11> 5 en=cuotas llave perdida')" ok
	assert_equal "$(outcome status 12 14 '!charge <@11> 5 into=dues key')" ok
	assert_equal "$(ask_books "SELECT name FROM accounts WHERE name IN ('dues', 'cuotas')")" dues
	run gl-verify --replay
	assert_success
}

@test "dues that a treasurer opened before are taken where money can go into them" {
	say 7 14 '!account open cuotas income' | tick >/dev/null
	assert_equal "$(outcome status 8 14 '!charge <@11> 5 x')" ok
	say 9 11 "!accept $(number)" | tick >/dev/null
	assert_equal "$(balance_of cuotas)" 5.00
	run gl-verify --replay
	assert_success
}

@test "a treasurer who is among those charged accepts it, and cannot waive it" {
	say 7 14 '!register' | tick >/dev/null
	say 8 13 '!deposit <@14> 10 cash' | tick >/dev/null
	say 9 14 '!charge <@14> 5 x' | tick >/dev/null
	assert_equal "$(outcome code 10 14 "!cancel $(number)")" own_account
	assert_equal "$(outcome status 11 14 "!accept $(number)")" ok
	run gl-verify --replay
	assert_success
}

@test "in a channel nobody learns what a member with private on has; their list comes to them alone" {
	say 7 11 '!private on' | tick >/dev/null
	say 8 12 '!request <@11> 12.50 pizza' | tick >/dev/null
	assert_equal "$(outcome text 9 11 "!accept $(number) 200")" "12.50 PTS are open. Write \`!accept $(number)\`."
	assert_equal "$(outcome text 10 11 "!accept $(number)")" "Paid 12.50 PTS to @bob: pizza ($(number)). Receipt: $(receipt_of 2)"
	assert_equal "$(outcome text 11 11 '!requests')" "I'm sending it to you as a direct message."
	assert_equal "$(outcome code 12 12 '!requests <@11>')" missing_permit
	assert_equal "$(outcome status 13 15 '!requests <@11>')" ok
	run gl-verify --replay
	assert_success
}

@test "closing an account cancels its requests, and who asked hears it" {
	say 7 12 '!request <@11> 5 x' | tick >/dev/null
	say 8 11 '!request <@12> 6 y' | tick >/dev/null
	assert_equal "$(outcome status 9 12 '!unregister')" ok
	assert_equal "$(ask_books "SELECT state, code FROM waiting WHERE kind = 'request' ORDER BY number" | paste -sd' ')" 'cancelled|account_closed cancelled|account_closed'
	assert_equal "$(outcome code 10 11 "!accept $(ask_books 'SELECT MIN(number) FROM waiting')")" already_decided
	run gl-verify --replay
	assert_success
}

@test "who is asked, and who asked, hear of it in the community's language, with the line that goes on" {
	local lang
	notice() { ask_books "SELECT content FROM outbox WHERE notice = 1 AND user_id = $1 ORDER BY delivery DESC LIMIT 1"; }
	for user in 11 12; do say $((user - 4)) $user '!notices dm'; done | tick >/dev/null
	say 9 14 '!request <@12> 5 x' | tick >/dev/null # no account: nobody is told
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE notice = 1")" 0
	say 10 11 '!request <@12> 12.50 pizza' | tick >/dev/null
	assert_equal "$(notice 12)" "<@11> asks you for 12.50 PTS: pizza (n.º $(number)). Reply \`yes\` to pay or \`no\`. It ends on $(ends_at $((10 + 30 * DAY)))."
	say 11 11 "!remind $(number)" | tick >/dev/null
	assert_equal "$(notice 12)" "<@11> reminds you of 12.50 PTS: pizza (n.º $(number)): \`!accept $(number)\` pays. It ends on $(ends_at $((10 + 30 * DAY)))."
	say 12 12 "!decline $(number) paid *already*" | tick >/dev/null
	assert_equal "$(notice 11)" "<@12> declined $(number): “paid \\*already\\*”."
	operator config language es >/dev/null
	say 13 11 '!request <@12> 12.50 pizza' | tick >/dev/null
	assert_equal "$(notice 12)" "<@11> te pide 12,50 PTS: pizza (n.º $(number)). Responde \`sí\` para pagar o \`no\`. Caduca el $(ends_at $((13 + 30 * DAY)))."
	say 14 12 "!declinar $(number) ya pagué" | tick >/dev/null
	assert_equal "$(notice 11)" "<@12> ha declinado la $(number): «ya pagué»."
	say 15 11 '!pedir <@12> 1 x' | tick >/dev/null
	echo "{\"type\":\"command\",\"source\":\"schedule\",\"guild_id\":\"1000\",\"message_id\":\"1400000000000000000\",\"time\":\"$(date -u -d @$((1730070400 + 15 + 30 * DAY)) +%FT%T.000Z)\",\"lang\":\"es\",\"author\":{\"id\":\"0\",\"name\":\"schedule\",\"roles\":[],\"member\":true,\"owner\":false},\"verb\":\"due expire\",\"args\":{\"n\":\"$(number)\",\"at\":\"$(date -u -d @$((1730070400 + 15 + 30 * DAY)) +%FT%T.000Z)\"}}" >"$BATS_TEST_TMPDIR/due"
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/due" | jq -r .status)" ok
	assert_equal "$(notice 11)" "La $(number) de <@12> caducó sin respuesta."
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/due" | jq -r .status)" duplicate
	assert_equal "$(sed 's/1400000000000000000/1400000000000000001/' "$BATS_TEST_TMPDIR/due" | gl-apply | jq -r .code)" not_due
	run gl-verify --replay
	assert_success
}

@test "an end comes only when its time has come, and only to what it names" {
	say 7 12 '!request <@11> 5 x' | tick >/dev/null
	due() { # SECONDS ARGS: what gl-due would write
		printf '{"type":"command","source":"schedule","guild_id":"1000","message_id":"%s","time":"%s","lang":"en","author":{"id":"0","name":"schedule","roles":[],"member":true,"owner":false},"verb":"due expire","args":{%s}}\n' \
			$((((1730070400000 + $1 * 1000 - 1420070400000) << 22) + 1)) "$(date -u -d @$((1730070400 + $1)) +%FT%T.000Z)" "$2" | gl-apply | jq -r '.code // .status'
	}
	local at
	at="\"n\":\"8\",\"at\":\"$(date -u -d @$((1730070400 + 7 + 30 * DAY)) +%FT%T.000Z)\""
	assert_equal "$(due 100 "$at")" not_due
	assert_equal "$(due $((7 + 30 * DAY)) '"n":"8","at":"2024-11-27T00:00:00.000Z"')" not_due
	assert_equal "$(due $((8 + 30 * DAY)) '"n":"8","ends":"2024-11-26"')" not_due
	assert_equal "$(due $((9 + 30 * DAY)) '"n":"99","ends":"2024-11-26"')" unknown_request
	assert_equal "$(outcome code $((7 + 30 * DAY)) 11 '!accept 8')" expired # whether it was marked or not
	assert_equal "$(due $((10 + 30 * DAY)) "$at")" ok
	assert_equal "$(due $((11 + 30 * DAY)) "$at")" not_due
	assert_equal "$(outcome text $((12 + 30 * DAY)) 11 '!aceptar 8')" "La petición 8 caducó el $(ends_at $((7 + 30 * DAY))). Pide que la repitan."
	run gl-verify --replay
	assert_success
}

@test "a charge above the threshold waits as a whole, with those who are asked now" {
	crowd 100 102 601
	say 7 10 '!config approval.over 14' | tick >/dev/null
	assert_equal "$(outcome status 8 14 '!charge <@&601> 5 x')" ok
	local approval
	approval=$(number)
	assert_equal "$(ask_books 'SELECT kind, amount FROM waiting')" 'approval|1500'
	crowd 103 103 601 # comes too late
	assert_equal "$(outcome code 9 14 "!approve $approval")" own_request
	assert_equal "$(outcome status 10 10 "!approve $approval")" ok
	assert_equal "$(ask_books "SELECT decider_id, asked_by FROM waiting WHERE kind = 'charge' ORDER BY number" | paste -sd' ')" '100|14 101|14 102|14'
	assert_equal "$(outcome status 11 14 '!charge <@100> <@101> 7 x')" ok # as much as the threshold
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'charge'")" 5
}

@test "an expense claim asks a treasurer to pay what somebody laid out" {
	say 7 14 '!account open events expense' | tick >/dev/null
	assert_equal "$(outcome status 8 11 '!request events 40 balloons')" ok
	assert_equal "$(outcome code 9 11 '!request till 40 coins')" use_withdraw
	assert_equal "$(outcome code 10 11 '!request events <@12> 40 x')" mention_expected
	assert_equal "$(outcome status 11 14 "!aprobar $(number)")" ok
	assert_equal "$(balance_of @ana)" 140.00
}

@test "a request that is due on the last of all dates ends on it" {
	say 7 12 '!request <@11> 1 x due=9999-12-31' | tick >/dev/null
	assert_equal "$(ask_books "SELECT due, ends FROM waiting WHERE kind = 'request'")" '9999-12-31|9999-12-31'
	run -0 gl-verify --replay
}
