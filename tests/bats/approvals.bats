# Two pairs of eyes: what waits for a second person, who that is, what becomes of it; and what who pays confirms first.
load asking

setup() {
	working_books
	gl-apply <"$ROSTER" >/dev/null
	say 7 10 '!config approval.over 100' | tick >/dev/null
	say 8 13 '!deposit <@12> 500 start' | tick >/dev/null
}
# What was booked, and in whose name, is found again by whoever reads the log from its beginning.
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }
DAYS=$((7 * DAY))

@test "above the threshold a treasurer is asked, told and answered in both languages, and equal is not above" {
	assert_equal "$(outcome text 9 13 '!withdraw <@12> 100 rent')" "Paid out 100.00 PTS to @bob (transaction 3). They have 400.00 PTS. Receipt: $(receipt_of 3)"
	assert_equal "$(outcome text 10 13 '!withdraw <@12> 100.01 rent')" "100.01 PTS wait for another treasurer, who approves with \`!approve 19\` (n.º 19). It ends on $(ends_at $((10 + DAYS)))."
	assert_equal "$(outcome text 11 13 '!retirar <@12> 150 alquiler')" "150,00 PTS esperan a otra persona de tesorería, que lo aprueba con \`!aprobar 20\` (n.º 20). Caduca el $(ends_at $((11 + DAYS)))."
	assert_equal "$(ask_books "SELECT kind, state, asked_by, decider_permit, amount, verb, arguments FROM waiting WHERE number = 20")" \
		'approval|waiting|13|4|15000|withdraw|{"amount":"150","currency":"alquiler","who":"@12"}'
	assert_equal "$(ask_books "SELECT user_id, content FROM outbox WHERE kind = 'dm' AND seq = 19")" "14|<@13> asks to withdraw 100.01 PTS from <@12>: rent (n.º 19). Another treasurer approves with \`!approve 19\`; it ends on $(ends_at $((10 + DAYS)))."
	assert_equal "$(outcome text 12 14 '!approve 19')" "You approved 19. Paid out 100.01 PTS to @bob (transaction 4). They have 299.99 PTS. Receipt: $(receipt_of 4)"
	assert_equal "$(ask_books 'SELECT author_id, approved_by, waiting, verb, memo FROM transactions WHERE transaction_id = 4')" '13|14|19|withdraw|rent'
	assert_equal "$(outcome text 13 14 '!rechazar 20 sin factura')" 'Has rechazado la 20. No se ha hecho nada.'
	assert_equal "$(ask_books 'SELECT state, decided_by, transaction_id FROM waiting WHERE number = 20')" 'declined|14|'
	assert_equal "$(outcome text 14 10 '!approve 20')" 'Request 20 was already declined by @tomas on '"$(ends_at 13)."
	assert_equal "$(balance_of @bob)" 299.99
}

@test "nobody approves what they asked for, what is of their own account, or without the permit; who asked takes it back" {
	say 9 14 '!register' | tick >/dev/null
	say 10 13 '!deposit <@14> 300 pay' | tick >/dev/null
	assert_equal "$(outcome code 11 13 '!withdraw <@14> 150 x')" ''
	assert_equal "$(number)" 20
	assert_equal "$(outcome text 12 14 '!approve 20')" 'Your own account is part of this, so somebody else has to approve 20.'
	assert_equal "$(outcome code 13 13 '!approve 20')" own_request
	assert_equal "$(outcome text 14 13 '!reject 20')" "You asked for this: \`!cancel 20\` takes it back."
	assert_equal "$(outcome code 15 11 '!approve 20')" missing_permit
	assert_equal "$(outcome code 16 15 '!accept 20')" missing_permit
	assert_equal "$(outcome code 17 14 '!cancel 20')" not_yours
	assert_equal "$(outcome text 18 13 '!cancel 20')" 'Request 20 is taken back.'
	assert_equal "$(ask_books 'SELECT state, decided_by FROM waiting WHERE number = 20')" 'cancelled|13'
	assert_equal "$(balance_of @tomas)" 300.00
}

@test "one treasurer only: it is asked and waits, and the answer says that nobody else can approve it" {
	say 9 14 '!account open Bank asset' | tick >/dev/null
	say 10 14 '!move opening Bank 90' | tick >/dev/null
	sed -i '/"user_id":"14"/d' "$ROSTER"
	member 14 tomas >>"$ROSTER"
	gl-apply <"$ROSTER" >/dev/null # tomas is no treasurer any more
	assert_equal "$(outcome text 11 10 '!withdraw <@12> 150 x')" "150.00 PTS wait for another treasurer, who approves with \`!approve $(number)\` (n.º $(number)). It ends on $(ends_at $((11 + DAYS))). Nobody else here can approve it now."
	assert_equal "$(outcome code 12 10 "!approve $(number)")" own_request
	member 14 tomas '"502"' | gl-apply >/dev/null
	sed -i '/"user_id":"14"/d' "$ROSTER"
	member 14 tomas '"502"' >>"$ROSTER"
	assert_equal "$(outcome status 13 14 "!approve $(number)")" ok
	assert_equal "$(balance_of @bob)" 350.00
}

@test "a refusal at once leaves nothing waiting; one at the decision leaves it waiting, unless it is for good" {
	assert_equal "$(outcome code 9 13 '!withdraw <@12> 600 x')" insufficient_funds
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'approval'")" 0
	say 10 13 '!withdraw <@12> 400 x' | tick >/dev/null
	say 11 12 '!pay <@11> 200' | tick >/dev/null
	assert_equal "$(outcome code 12 14 "!approve $(number)")" insufficient_funds
	assert_equal "$(row "$(number)" state)" waiting
	say 13 14 '!reverse 2 wrong' | tick >/dev/null # the deposit of 500, of which 300 are left: refused at once
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'approval'")" 1
	say 14 11 '!pay <@12> 200' | tick >/dev/null
	say 15 14 '!reverse 2 wrong' | tick >/dev/null
	assert_equal "$(ask_books "SELECT verb, target, amount FROM waiting WHERE number = $(number)")" 'reverse|2|50000'
	local first=$(number)
	say 16 10 '!reverse 2 wrong' | tick >/dev/null
	assert_equal "$(outcome status 17 10 "!approve $first")" ok
	assert_equal "$(outcome code 18 14 "!approve $(number)")" already_reversed
	assert_equal "$(ask_books "SELECT state, code FROM waiting WHERE number = $(number)")" 'failed|already_reversed'
	assert_equal "$(balance_of @bob)" 0.00
}

@test "what one person moves in a day waits above approval.day, by the verb and the local day" {
	say 9 10 '!config approval.over none' | tick >/dev/null
	assert_equal "$(ask_books "SELECT state, verb FROM waiting WHERE number = $(number)")" 'waiting|config'
	say 10 14 "!approve $(number)" | tick >/dev/null
	say 11 10 '!config approval.day 200' | tick >/dev/null
	assert_equal "$(outcome transaction 12 13 '!withdraw <@12> 99 rent')" 3
	assert_equal "$(outcome transaction 13 13 '!withdraw <@12> 99 rent')" 4
	assert_equal "$(outcome transaction 14 13 '!withdraw <@12> 99 rent')" ''
	assert_equal "$(row "$(number)" 'state, amount')" 'waiting|9900'
	assert_equal "$(outcome transaction 15 14 '!withdraw <@12> 99 rent')" 5
	assert_equal "$(outcome transaction 16 13 '!withdraw <@12> 2 rent')" 6
	assert_equal "$(outcome transaction 17 13 '!withdraw <@12> 0.01 rent')" ''
	assert_equal "$(outcome transaction $((17 + DAY)) 13 '!withdraw <@12> 99 rent')" 7
	# gl-verify adds them up, too: below what was moved by then, somebody should have approved the second
	run -0 gl-verify --replay
	tamper "UPDATE commands SET record = replace(record, '\"value\":\"200\"', '\"value\":\"197.99\"') WHERE record LIKE '%approval.day%'"
	run -1 gl-verify
	assert_line --regexp '^FAULT approval: transactions 1000/4.*with it they moved 19800 PTS .minor units. that day, above 19799 nobody does so alone'
	refute_line --regexp '^FAULT approval: transactions 1000/[357]'
	tamper "UPDATE commands SET record = replace(record, '\"value\":\"197.99\"', '\"value\":\"200\"') WHERE record LIKE '%approval.day%'"
}

@test "what a late run books does not hide what its maker moved on the day on which it is run" {
	say 9 10 '!config approval.over none' | tick >/dev/null
	say 10 14 "!approve $(number)" | tick >/dev/null
	gl-command --at 2024-10-28T00:00:00Z account open wages expense | gl-apply >/dev/null
	say 11 14 '!every month on 1 pay <@12> 1 from wages' | tick >/dev/null
	say 12 10 '!config approval.day 50' | tick >/dev/null
	local days=$((20 * DAY))
	assert_equal "$(outcome transaction $days 14 '!withdraw <@12> 40 rent')" 3
	gl-due --at 2024-11-18T12:00:00Z | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT verb, CASE WHEN time < (SELECT time FROM transactions WHERE transaction_id = 3) - 4 * 86400000 THEN 1 END FROM transactions WHERE transaction_id = 4")" 'every|1'
	assert_equal "$(outcome transaction $((days + 60)) 14 '!withdraw <@12> 40 rent')" ''
	assert_equal "$(row "$(number)" 'state, verb, amount')" 'waiting|withdraw|4000'
}

@test "charges, payrolls and dues of one day count for approval.day of who asks them, each by its verb" {
	say 9 10 '!config approval.over none' | tick >/dev/null
	say 10 14 "!approve $(number)" | tick >/dev/null
	say 11 10 '!config approval.day 15' | tick >/dev/null
	{ say 12 14 '!charge <@12> 9 ball'; say 13 14 '!charge <@12> 6 ball'; } | tick >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'charge'")" 2
	say 14 14 '!charge <@12> 0.01 ball' | tick >/dev/null
	assert_equal "$(row "$(number)" 'kind, verb')" 'approval|charge'
	assert_equal "$(outcome status 15 10 "!approve $(number)")" ok
	assert_equal "$(outcome status 16 13 '!hold 5 <@12> to dues ball')" ok
	assert_equal "$(outcome status 17 14 "!capture $(number)")" ok
	say 18 10 '!charge <@12> 15 ball' | tick >/dev/null
	assert_equal "$(row "$(number)" kind)" charge
	gl-command account open wages expense | gl-apply >/dev/null
	local n
	for n in 1 2 3; do say $((20 + n)) 14 "!every day pay <@12> 7 from wages"; done | tick >/dev/null
	member 12 bob '"601"' | tee -a "$ROSTER" | gl-apply >/dev/null
	for n in 1 2; do say $((30 + n)) 14 "!dues <@&601> 8 weekly on tue"; done | tick >/dev/null
	gl-due --at 2024-10-28T09:00:00Z | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM transactions WHERE verb = 'every'")" 2
	assert_equal "$(row "$(number)" 'verb, amount, schedule, asked_by')" 'due pay|700|3|14'
	gl-due --at 2024-10-29T09:00:00Z | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'dues'")" 1
	assert_equal "$(ask_books "SELECT verb, amount, schedule FROM waiting WHERE kind = 'approval' AND verb = 'due dues'")" 'due dues|800|5'
}

@test "a floor below the threshold is a credit that waits, and no floor always does" {
	assert_equal "$(outcome text 9 14 '!account limit <@12> -100')" '@bob may go down to -100.00 PTS.'
	say 10 14 '!account limit <@12> -100.01' | tick >/dev/null
	assert_equal "$(row "$(number)" 'verb, amount, from_account')" "account limit|10001|$(ask_books "SELECT account_id FROM accounts WHERE owner_id = 12")"
	assert_equal "$(outcome text 11 10 "!approve $(number)")" "You approved $(number). @bob may go down to -100.01 PTS."
	say 12 14 '!account limit <@12> none' | tick >/dev/null
	assert_equal "$(row "$(number)" 'state, amount')" 'waiting|0'
	assert_equal "$(ask_books "SELECT floor FROM balances JOIN accounts USING (guild_id, account_id) WHERE owner_id = 12")" -10001
	assert_equal "$(outcome text 13 14 '!account limit <@12> 0')" '@bob may go down to 0.00 PTS.'
}

@test "an expense claim waits whatever the threshold, and cash is no expense" {
	say 9 14 '!account open events expense' | tick >/dev/null
	say 10 14 '!register' | tick >/dev/null
	assert_equal "$(outcome text 11 11 '!request events 40 balloons')" "40.00 PTS wait for a treasurer, who approves with \`!approve 20\` (n.º 20). It ends on $(ends_at $((11 + DAYS)))."
	assert_equal "$(ask_books "SELECT user_id, content FROM outbox WHERE kind = 'dm' AND seq = 20")" "14|<@11> asks for 40.00 PTS from events: balloons (n.º 20). A treasurer approves with \`!approve 20\`; it ends on $(ends_at $((11 + DAYS)))."
	assert_equal "$(outcome text 12 11 '!pedir till 10 cambio')" 'caja es dinero, no un gasto: lo paga quien lleva la caja con `!retirar <@11> 10,00 PTS`.'
	assert_equal "$(outcome code 13 11 '!approve 20')" own_request
	assert_equal "$(outcome status 14 14 '!accept 20')" ok
	assert_equal "$(ask_books "SELECT verb, author_id, approved_by, waiting, memo FROM transactions WHERE transaction_id = 3")" 'move|11|14|20|balloons'
	assert_equal "$(balance_of events) $(balance_of @ana)" '40.00 140.00'
	say 15 14 '!request events 5 glue' | tick >/dev/null
	assert_equal "$(outcome code 16 14 "!approve $(number)")" own_request
	assert_equal "$(outcome status 17 10 "!approve $(number)")" ok
}

@test "what loosens an approval or a limit waits; what tightens it does not; alone the owner decides, and all are told" {
	assert_equal "$(outcome text 9 10 '!config approval.over 50')" 'approval.over is now 50.00 PTS.'
	say 10 10 '!config approval.over 60' | tick >/dev/null
	assert_equal "$(row "$(number)" 'verb, arguments')" 'config|{"key":"approval.over","value":"60"}'
	assert_equal "$(outcome text 11 10 '!config approval.over')" 'approval.over is 50.00 PTS.'
	assert_equal "$(outcome text 12 14 "!approve $(number)")" "You approved $(number). approval.over is now 60.00 PTS."
	assert_equal "$(outcome text 13 10 '!config approval.verbs move withdraw')" "That waits for another treasurer, who approves with \`!approve 22\` (n.º 22). It ends on $(ends_at $((13 + DAYS)))."
	assert_equal "$(outcome status 14 14 '!reject 22')" ok
	assert_equal "$(outcome text 15 10 '!config limit.day 100')" 'limit.day is now 100.00 PTS.'
	assert_equal "$(outcome text 16 10 '!config limit.day.teller 80')" 'limit.day.teller is now 80.00 PTS.'
	local before=$(number)
	assert_equal "$(outcome text 17 10 '!config limit.day.teller none')" 'limit.day.teller is no longer set.'
	assert_equal "$(number)" "$before"
	say 18 10 '!config limit.day.teller 120' | tick >/dev/null
	assert_equal "$(row "$(number)" state)" waiting
	assert_equal "$(outcome status 19 10 "!cancel $(number)")" ok
	member 14 tomas | gl-apply >/dev/null
	sed -i '/"user_id":"14"/d' "$ROSTER"
	member 14 tomas >>"$ROSTER"
	assert_equal "$(outcome text 20 10 '!config limit.day none')" 'limit.day is no longer set.'
}

@test "what loosens a member's limits, or the terms of accounts to come, waits above the threshold of account limit" {
	say 9 14 '!limits <@12> day=90 ceiling=600' | tick >/dev/null # there was no limit before
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting")" 0
	assert_equal "$(outcome status 10 14 '!limits <@12> day=100')" ok
	say 11 14 '!limits <@12> day=100.01' | tick >/dev/null
	assert_equal "$(row "$(number)" 'verb, amount, state, memo')" 'limits|10001|waiting|@bob day=100.01'
	assert_equal "$(ask_books "SELECT amount FROM limits WHERE user_id = 12")" 10000
	assert_equal "$(outcome code 12 14 "!approve $(number)")" own_request
	assert_equal "$(outcome text 13 10 "!approve $(number)" | cut -c1-45)" "You approved $(number). @bob can pay: a day 100.01 P"
	assert_equal "$(ask_books "SELECT amount FROM limits WHERE user_id = 12")" 10001
	local line n=20
	for line in '!limits <@12> day=none' '!limits <@12> ceiling=none' '!limits <@12> ceiling=700 day=5' '!config account.floor -100.01' '!config cuenta.minimo -500'; do
		n=$((n + 1))
		say "$n" 10 "$line" | tick >/dev/null
		assert_equal "$line $(row "$(number)" state)" "$line waiting"
		say "$((n + 20))" 10 "!cancel $(number)" | tick >/dev/null
	done
	assert_equal "$(outcome status 50 10 '!config account.floor -100')" ok
	assert_equal "$(outcome status 51 10 '!config account.floor -20')" ok
	assert_equal "$(outcome status 52 10 '!config account.ceiling 50')" ok
	assert_equal "$(outcome status 53 10 '!config account.ceiling 100')" ok
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE state = 'waiting'")" 0
	say 54 10 '!config account.ceiling none' | tick >/dev/null
	assert_equal "$(row "$(number)" 'state, memo')" 'waiting|account.ceiling not set'
	say 55 10 "!cancel $(number)" | tick >/dev/null
	# by approval.verbs, as account limit is
	say 56 10 '!config approval.verbs withdraw' | tick >/dev/null
	say 57 14 "!approve $(number)" | tick >/dev/null
	assert_equal "$(outcome status 58 10 '!config account.ceiling none')" ok
	assert_equal "$(outcome status 59 14 '!limits <@12> day=none')" ok
	assert_equal "$(ask_books "SELECT COUNT(*) FROM limits WHERE user_id = 12 AND amount = 9223372036854775807")" 1
}

@test "an operator is one person: they approve what others asked, not what an operator asked" {
	gl-command --at 2024-10-28T00:00:00Z withdraw '<@12>' 150 x | gl-apply >/dev/null
	assert_equal "$(gl-command --at 2024-10-28T00:00:01Z approve "$(number)" | gl-apply | jq -r .code)" own_request
	assert_equal "$(outcome status 3300 14 "!approve $(number)")" ok
	say 3301 13 '!withdraw <@12> 150 x' | tick >/dev/null
	assert_equal "$(gl-command --at 2024-10-28T00:02:00Z approve "$(number)" | gl-apply | jq -r .status)" ok
	assert_equal "$(ask_books "SELECT author_id, approved_by FROM transactions ORDER BY transaction_id DESC LIMIT 1")" '13|0'
}

@test "why says above which amount another treasurer approves" {
	assert_equal "$(outcome text 9 10 '!why <@13> withdraw')" '@carla may use “withdraw”: it needs the permit teller, which <@&501> gives. Above 100.00 PTS another treasurer approves.'
	assert_equal "$(outcome text 10 10 '!porque <@13> retirar')" '@carla puede usar «retirar»: hace falta el permiso cajero, que da <@&501>. Por encima de 100,00 PTS lo aprueba otra persona de tesorería.'
	run outcome text 11 10 '!why <@13> pay'
	refute_output --partial treasurer
}

@test "a payment above confirm.over, to many people or above the usual is made once who makes it says so" {
	say 9 10 '!config confirm.over 20' | tick >/dev/null
	assert_equal "$(outcome text 10 12 '!pay <@11> 20')" "Paid 20.00 PTS to @ana (transaction 3). You have 480.00 PTS. Receipt: $(receipt_of 3)"
	assert_equal "$(outcome text 11 12 '!pay <@11> 20.01 rent')" "That is 20.01 PTS to @ana, above your usual. \`yes\` within 60 minutes pays (n.º 20)."
	assert_equal "$(outcome code 12 11 '!accept 20')" not_yours
	assert_equal "$(outcome text 13 12 '!confirm 20')" "Paid 20.01 PTS to @ana: rent (transaction 4). You have 459.99 PTS. Receipt: $(receipt_of 4)" || true
	assert_equal "$(row 20 'state, decided_by, transaction_id')" 'accepted|12|4'
	assert_equal "$(ask_books 'SELECT verb, author_id, waiting, approved_by FROM transactions WHERE transaction_id = 4')" 'pay|12||'
	say 14 12 '!pay <@11> 30' | tick >/dev/null
	assert_equal "$(outcome text 16 12 "!decline $(number)")" "Nothing was paid (n.º $(number))."
	say 17 12 '!pay <@11> 30' | tick >/dev/null
	assert_equal "$(outcome code $((17 + 3600)) 12 "!accept $(number)")" expired
	assert_equal "$(balance_of @bob)" 459.99
	say 3990 10 '!config confirm.minutes 1' | tick >/dev/null
	assert_equal "$(outcome text 3991 12 '!pagar <@11> 30')" "Son 30,00 PTS a @ana, más de lo habitual. Con \`sí\` en 1 minuto se paga (n.º $(number))."
	assert_equal "$(outcome text 3992 12 "!decline $(number)")" "Nothing was paid (n.º $(number))."
	say 3993 10 '!config confirm.minutes 60' | tick >/dev/null
	say 4000 10 '!config confirm.over none' | tick >/dev/null
	say 4001 10 '!config confirm.times 3' | tick >/dev/null
	say 4002 12 '!pay <@11> 10' | tick >/dev/null # 20.00, 20.01, 10.00: the usual is 16.67
	assert_equal "$(outcome code 4003 12 '!pay <@11> 50.01')" ''
	assert_equal "$(balance_of @bob)" 399.98
	assert_equal "$(outcome text 4004 12 '!pay <@11> 75.02')" "That is 75.02 PTS to @ana, above your usual. \`yes\` within 60 minutes pays (n.º $(($(number) + 1)))." || true
}

@test "a close that books a difference above the threshold waits, and seals the batch once it is approved" {
	say 9 14 '!batch close till=400 difference=book' | tick >/dev/null
	assert_equal "$(row "$(number)" 'verb, amount, state')" 'batch close|20000|waiting'
	assert_equal "$(ask_books 'SELECT state FROM batches')" open
	assert_regex "$(ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND notice = 1 ORDER BY delivery DESC LIMIT 1")" '^<@14> asks to close the batch and book a difference of 200\.00 PTS \(n\.º [0-9]+\)\. Another treasurer'
	assert_regex "$(outcome text 10 10 "!approve $(number)")" '^Batch 1 is closed: 3 transactions\. till: counted 400\.00 PTS, expected 600\.00 PTS: 200\.00 PTS short'
	assert_equal "$(ask_books 'SELECT author_id, approved_by, amount FROM transactions JOIN entries USING (guild_id, transaction_id) WHERE transaction_id = 3 AND amount > 0')" '14|10|20000'
	assert_equal "$(ask_books 'SELECT state FROM batches')" closed
}

# asked TIME WHO TEXT: what treasurers are told of it, without its number and what follows.
asked() {
	say "$1" "$2" "$3" | tick >/dev/null
	ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND notice = 1 ORDER BY delivery DESC LIMIT 1" | sed 's/ (n\.º.*//'
}

@test "treasurers read a plain sentence of what waits for them, in the community's language" {
	say 9 14 '!account open wages expense' | tick >/dev/null
	assert_equal "$(asked 10 14 '!every month pay <@11> <@12> 60 from wages from 2024-11-01')" '<@14> asks to make scheduled payments of 120.00 PTS'
	assert_equal "$(asked 11 14 '!charge <@12> 150 trip')" '<@14> asks to charge 150.00 PTS: trip'
	assert_equal "$(asked 12 14 '!batch close till=400 difference=book')" '<@14> asks to close the batch and book a difference of 200.00 PTS'
	assert_equal "$(asked 17 14 '!account limit <@12> -150')" '<@14> asks to let <@12> go down to 150.00 PTS below zero'
	assert_equal "$(asked 18 14 '!account limit <@12> none')" '<@14> asks to lift the floor of <@12>'
	say 13 10 '!config language es' | tick >/dev/null
	assert_equal "$(asked 14 14 '!every month pay <@11> <@12> 60 from wages from 2024-11-01')" '<@14> pide hacer pagos programados de 120,00 PTS'
	assert_equal "$(asked 15 14 '!charge <@12> 150 viaje')" '<@14> pide cobrar 150,00 PTS: viaje'
	assert_equal "$(asked 16 14 '!batch close till=400 difference=book')" '<@14> pide cerrar el lote y apuntar una diferencia de 200,00 PTS'
	assert_equal "$(asked 19 14 '!account limit <@12> none')" '<@14> pide quitar el mínimo de la cuenta de <@12>'
}

# approved SECONDS: what the asker of the newest row is told once the owner approves it then.
approved() {
	say "$1" 10 "!approve $(number)" | tick >/dev/null
	ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND notice = 1 AND user_id = 14 ORDER BY delivery DESC LIMIT 1" | sed 's/ [^ ]*$//'
}

@test "whoever asked is told what was approved: how much, and to whom" {
	local n
	{ say 9 14 '!notices dm'; say 10 14 '!account open wages expense'; } | tick >/dev/null
	say 11 14 '!withdraw <@12> 150 rent' | tick >/dev/null
	n=$(number)
	assert_equal "$(approved 12)" "@owner approved $n: 150.00 PTS to <@12> in cash. Receipt:"
	say 13 14 '!move wages <@12> 151 bonus' | tick >/dev/null
	n=$(number)
	assert_equal "$(approved 14)" "@owner approved $n: 151.00 PTS from wages to <@12>. Receipt:"
	say 15 10 '!config language es' | tick >/dev/null
	say 16 14 '!withdraw <@12> 120 rent' | tick >/dev/null
	n=$(number)
	assert_equal "$(approved 17)" "@owner ha aprobado la $n: 120,00 PTS en efectivo a <@12>. Recibo:"
	say 18 14 '!move wages <@12> 151 bonus' | tick >/dev/null
	n=$(number)
	assert_equal "$(approved 19)" "@owner ha aprobado la $n: 151,00 PTS de wages a <@12>. Recibo:"
}

@test "what recurs is approved for good: later runs to the same people, up to that total, do not wait" {
	{ say 9 14 '!account open wages expense'; say 10 14 '!every month pay <@11> <@12> 60 from wages from 2024-11-01'; } | tick >/dev/null
	assert_equal "$(row "$(number)" 'verb, amount')" 'every|12000'
	assert_equal "$(outcome code 11 14 "!approve $(number) always")" own_request
	run outcome text 12 10 "!approve $(number) always"
	assert_output --partial "You approved $(number). From now on it needs no approval."
	gl-due --at 2024-11-02T00:00:00Z | gl-apply >"$BATS_TEST_TMPDIR/run"
	assert_equal "$(jq -r '.verb + " " + .status + " " + .transaction' "$BATS_TEST_TMPDIR/run")" 'due pay ok 3'
	assert_equal "$(balance_of wages)" 120.00
	{ say 13 13 '!register'; say 14 14 '!every month pay <@&501> 70 from wages from 2024-11-01'; say 15 14 '!every month pay <@&501> 110 from wages from 2024-11-01'; } | tick >/dev/null
	say 16 10 "!approve $(number) always" | tick >/dev/null
	assert_equal "$(ask_books 'SELECT always FROM schedules WHERE schedule = 3')" '{"payees":"@13","total":"11000"}'
	gl-due --at 2024-11-02T00:00:01Z | gl-apply >/dev/null
	assert_equal "$(balance_of @carla)" 180.00
	say 17 13 '!withdraw <@12> 150 rent' | tick >/dev/null
	assert_equal "$(outcome code 18 14 "!approve $(number) always")" not_recurring
	assert_equal "$(outcome text 19 14 "!aprobar $(number) siempre")" "La $(number) ocurre una sola vez: solo se aprueba para siempre lo que se repite. Escribe \`!aprobar $(number)\`."
	assert_equal "$(row "$(number)" state)" waiting
}

@test "accounts are approved for good by their names, however those are written, and none that shares a word with them" {
	{ say 9 14 '!account open wages expense'; say 10 14 '!account open "main hall" income'; say 11 14 '!account open hall income'; } | tick >/dev/null
	say 12 14 '!every month pay Hall <@11> "MAIN HALL" 60 from wages from 2024-11-01' | tick >/dev/null
	say 13 10 "!approve $(number) always" | tick >/dev/null
	assert_equal "$(ask_books 'SELECT always FROM schedules')" '{"payees":"hall @11 \"main hall\"","total":"18000"}'
	gl-due --at 2024-11-02T00:00:00Z | gl-apply >/dev/null
	assert_equal "$(balance_of 'main hall') $(balance_of hall) $(balance_of wages)" '60.00 60.00 180.00'
	say 20 14 '!every month pay <@&501> "main hall" 110 from wages from 2024-11-01' | tick >/dev/null
	say 21 10 "!approve $(number) always" | tick >/dev/null
	assert_equal "$(ask_books 'SELECT always FROM schedules WHERE schedule = 2')" '{"payees":"\"main hall\"","total":"11000"}'
	# a run to "hall", which is a word of what was approved and nothing more
	gl-due --at 2024-11-02T00:00:01Z | jq -c '.args.payees = "hall"' | gl-apply >/dev/null
	assert_equal "$(row "$(number)" 'kind, state, amount')" 'approval|waiting|11000'
	assert_equal "$(balance_of hall)" 60.00
}

@test "who is paid is frozen when a payment is to be confirmed, whoever gets the role then" {
	{ say 9 13 '!register'; say 10 10 '!config confirm.people 1'; say 11 12 '!pay <@&501> <@11> 7 each'; } | tick >/dev/null
	assert_equal "$(row "$(number)" 'kind, amount, arguments')" 'confirm|1400|{"amount":"7","each":"each","payees":"@13 @11"}'
	member 14 tomas '"501"' | gl-apply >/dev/null
	say 12 14 '!register' | tick >/dev/null
	assert_equal "$(outcome text 13 11 '!confirm 1')" "Nothing with the number 1 is waiting. \`!requests\` lists yours."
	local number=$(ask_books "SELECT number FROM waiting WHERE kind = 'confirm'")
	assert_equal "$(outcome status 14 12 "!confirm $number")" ok
	assert_equal "$(ask_books 'SELECT COUNT(*), SUM(amount) FILTER (WHERE amount > 0) FROM entries WHERE transaction_id = 3')" '3|1400'
	assert_equal "$(balance_of @carla)" 7.00
}

@test "a member has at most a hundred claims that wait" {
	local n
	say 9 14 '!account open events expense' | tick >/dev/null
	for ((n = 10; n < 110; n++)); do say $n 11 "!request events 1 claim$n"; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)" '100 ok'
	assert_equal "$(outcome code 110 11 '!request events 1 more')" too_many_open
	assert_equal "$(outcome status 111 11 "!cancel $(number)")" ok
	assert_equal "$(outcome status 112 11 '!request events 1 more')" ok
}
