# undo: the payee gives a payment back.
load asking

setup() { working_books; }
# What was booked is found again by whoever reads the log from its beginning.
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

@test "an undo is asked, agreed to and booked as a reversal by who asked, approved by the payee" {
	say 7 11 '!pay <@12> 30 oops' | tick >/dev/null
	assert_equal "$(outcome text 8 11 '!undo wrong person')" "You asked @bob to undo 30.00 PTS of $(ends_at 7) (n.º 9). They agree by replying \`yes\`, or with \`!accept 9\`; it ends on $(ends_at $((8 + 7 * DAY)))."
	assert_equal "$(outcome text 9 11 '!deshacer')" "Ya lo has pedido (n.º 9); \`!cancelar 9\` lo retira."
	assert_equal "$(outcome code 10 13 '!accept 9')" not_yours
	assert_equal "$(outcome code 11 11 '!accept 9')" own_request
	assert_equal "$(outcome text 12 12 '!aceptar 9')" "Deshecho: 30,00 PTS han vuelto a @ana (transacción n.º 3). Tienes 0,00 PTS. Recibo: $(receipt_of 3)"
	assert_equal "$(ask_books 'SELECT author_id, approved_by, waiting, verb, reverses, memo FROM transactions WHERE transaction_id = 3')" '11|12|9|undo|2|wrong person'
	assert_equal "$(ask_books 'SELECT state, paid, transaction_id, target FROM waiting WHERE number = 9')" 'accepted|3000|3|2'
	assert_equal "$(outcome text 13 11 '!undo')" 'You made no payment in the last 7 days that can be undone.'
	assert_equal "$(outcome text 14 12 '!deshacer')" 'No has hecho ningún pago en los últimos 7 días que se pueda deshacer.'
}

@test "what went to several, to the community or to somebody who left is not undone" {
	say 7 13 '!register' | tick >/dev/null
	say 8 14 '!account open hall income' | tick >/dev/null
	say 9 11 '!pay <@12> <@13> 5 each' | tick >/dev/null
	assert_equal "$(outcome text 10 11 '!undo')" "That payment went to 2 people. A treasurer can reverse it: \`!reverse 2 reason\`."
	assert_equal "$(outcome text 11 11 '!deshacer')" "Ese pago fue para 2 personas. Puede anularlo tesorería: \`!anular 2 motivo\`."
	say 12 11 '!pay hall 5' | tick >/dev/null
	assert_equal "$(outcome text 13 11 '!undo')" "That went to hall. A treasurer can reverse it: \`!reverse 3 reason\`."
	assert_equal "$(outcome text 14 11 '!deshacer')" "Fue a hall. Puede anularlo tesorería: \`!anular 3 motivo\`."
	say 15 11 '!pay <@12> 5' | tick >/dev/null
	echo '{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":[],"pending":false,"left":true}' | gl-apply >/dev/null
	assert_equal "$(outcome code 16 11 '!undo')" left
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'undo'")" 0
}

@test "undo.days bounds both what can be undone and how long the payee may agree" {
	say 7 10 '!config undo.days 2' | tick >/dev/null
	say 8 11 '!pay <@12> 30' | tick >/dev/null
	assert_equal "$(outcome status $((8 + 2 * DAY)) 11 '!undo')" ok
	assert_equal "$(row "$(number)" 'expires_at - asked_at')" $((2 * DAY * 1000))
	assert_equal "$(outcome status $((9 + 2 * DAY)) 11 "!cancel $(number)")" ok
	assert_equal "$(outcome text $((10 + 2 * DAY)) 11 '!undo')" 'You made no payment in the last 2 days that can be undone.'
}

@test "a payee who declines or is short keeps the money; once reversed by office it is over" {
	say 7 11 '!pay <@12> 30' | tick >/dev/null
	say 8 11 '!undo' | tick >/dev/null
	assert_equal "$(outcome text 9 12 "!decline $(number) you owed it")" "You declined $(number): the payment stays as it is."
	assert_equal "$(row "$(number)" 'state, decided_by')" 'declined|12'
	say 10 11 '!undo' | tick >/dev/null
	say 11 13 '!withdraw <@12> 30 cash' | tick >/dev/null
	assert_equal "$(outcome text 12 12 "!accept $(number)")" 'You have 0.00 PTS; you need 30.00 PTS.'
	assert_equal "$(row "$(number)" state)" waiting
	say 13 13 '!deposit <@12> 30 cash' | tick >/dev/null
	say 14 14 '!reverse 2 wrong' | tick >/dev/null
	assert_equal "$(outcome code 15 12 "!accept $(number)")" already_reversed
	assert_equal "$(row "$(number)" 'state, code')" 'failed|already_reversed'
	assert_equal "$(balance_of @ana)" 100.00
}
