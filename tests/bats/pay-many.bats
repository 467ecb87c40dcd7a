# pay with several payees: one amount for each or for all, one transaction, all of them or nobody.
load asking

setup() {
	working_books
	crowd 100 103 601
}

@test "with several payees each or split is asked for, by lines to copy, in both languages" {
	assert_equal "$(outcome text 7 11 '!pay <@12> <@100> 5')" '5.00 PTS to each of the 2, or 5.00 PTS together? Write `!pay @bob @u100 5 each` or `!pay @bob @u100 5 split`.'
	assert_equal "$(outcome text 8 11 '!pagar <@12> <@100> 5,50 gracias')" '¿5,50 PTS a cada una de las 2 personas o 5,50 PTS entre todas? Escribe `!pagar @bob @u100 5,50 cada uno gracias` o `!pagar @bob @u100 5,50 a repartir gracias`.'
	assert_equal "$(outcome code 9 11 '!pay <@&601> 5')" say_each
	assert_equal "$(outcome code 10 11 '!pay <@12> 5 <@100> 5')" surplus
	assert_equal "$(balance_of @ana)" 100.00
	run gl-verify --replay
	assert_success
}

@test "each is paid once: duplicates, bots, oneself and who left are left out, and who has no account is named" {
	member 104 u104 '"601"' | tee -a "$ROSTER" | gl-apply >/dev/null
	member 105 u105 | sed 's/"left":false/"left":true/' | tee -a "$ROSTER" | gl-apply >/dev/null
	member 999 guildledger | sed 's/"left":false/"left":false,"bot":true/' | gl-apply >/dev/null
	assert_equal "$(outcome text 7 11 '!pay <@11> <@12> <@12> <@&601> <@999> 5 each thanks')" "Paid 5.00 PTS to each of 5: 25.00 PTS; 1 has no account: @u104. You have 75.00 PTS. Receipt: $(receipt_of 2)"
	assert_equal "$(ask_books 'SELECT COUNT(*), COUNT(DISTINCT account_id), SUM(amount) FROM entries WHERE transaction_id = 2')" '6|6|0'
	assert_equal "$(outcome text 8 11 '!pagar <@12> <@100> <@101> 10 a repartir')" "Has pagado 10,00 PTS a 3 personas: @bob 3,34, @u100 3,33, @u101 3,33. Tienes 65,00 PTS. Recibo: $(receipt_of 3)"
	assert_equal "$(outcome code 9 11 '!pay <@11> <@11> 5 each')" self_payment
	assert_equal "$(outcome text 10 11 '!pay <@12> <@105> 5 each')" "Paid 5.00 PTS to @bob; 1 is not here: @u105. You have 60.00 PTS. Receipt: $(receipt_of 4)"
	assert_equal "$(outcome text 11 11 '!pagar <@12> <@105> 5 a repartir')" "Has pagado 5,00 PTS a @bob; 1 no está aquí: @u105. Tienes 55,00 PTS. Recibo: $(receipt_of 5)"
	run gl-verify --replay
	assert_success
}

@test "all or nobody: a frozen payee, a till, one unit short, too small a sum, too large a one" {
	say 7 14 '!account freeze <@101>' | tick >/dev/null
	local n=8 line code
	while IFS='|' read -r line code; do
		n=$((n + 1))
		assert_equal "$line $(outcome code $n 11 "$line")" "$line $code"
	done <<-'LIST'
		!pay <@100> <@101> 5 each|account_frozen
		!pay <@100> till 5 each|not_payable
		!pay <@100> <@102> 50.01 each|insufficient_funds
		!pay <@100> <@102> <@103> 0.02 split|too_small
		!pay <@100> <@102> 9000000000000 each|too_large
		!pay <@100> <@13> 5 each|not_registered
		!pay <@100> nobody 5 each|unknown_account
	LIST
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" 1
	assert_equal "$(outcome status 30 11 '!pay <@100> <@102> 50 each')" ok
	assert_equal "$(balance_of @ana)" 0.00
	run gl-verify --replay
	assert_success
}

@test "everyone is paid in one transaction, up to a thousand, and no more" {
	crowd 2000 2996
	say 7 13 '!deposit <@11> 2000 cash' | tick >/dev/null
	# of the roster are the four, and 997 more: one too many
	assert_equal "$(outcome text 8 11 '!pay everyone 1 each')" 'One command names at most 1000 people.'
	say 9 2996 '!unregister' u2996 | tick >/dev/null
	assert_equal "$(outcome status 10 11 '!pay everyone 1 each')" ok # which so many people have confirmed first
	assert_equal "$(outcome status 11 11 "!accept $(number)")" ok
	assert_equal "$(ask_books 'SELECT COUNT(*), SUM(amount), MAX(amount) FROM entries WHERE transaction_id = 3')" '1001|0|100000'
	run gl-verify --replay
	assert_success
}

@test "in a channel the answer does not say what a payer with private on has left" {
	say 7 11 '!private on' | tick >/dev/null
	assert_equal "$(outcome text 8 11 '!pay <@12> <@100> 5 each')" "Paid 5.00 PTS to each of 2: 10.00 PTS. Receipt: $(receipt_of 2)"
	assert_equal "$(outcome text 9 11 '!pay <@12> <@100> 99 each')" 'You do not have enough; you need 198.00 PTS.'
}
