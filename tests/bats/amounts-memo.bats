# What people type behind an amount: a memo, or something that could mean another amount.
load amounts

@test "a number, another currency or a mention directly behind amount and currency is refused; in quotes or later it is memo" {
	while IFS='|' read -r text wanted; do
		assert_equal "$text $(code "!pay <@12> $text")" "$text $wanted"
	done <<-'TABLE'
		5 2 pizzas|split_number
		5 2024 dues|split_number
		5 EUR 2 pizzas|split_number
		€5 2 pizzas|split_number
		5 - 2 pizzas|split_number
		5 (10)|split_number
		5 , 50|split_number
		1 000EUR|split_number
		5 ½|split_number
		5 €10|second_currency
		5 EUR $|second_currency
		5 EUR USD|second_currency
		5 <@13>|second_member
		5 EUR <@13>|second_member
		5 <@&501> ping|second_member
		5 @carol|second_member
		5 % off|multiplied_amount
		5 k|multiplied_amount
		5 EUR cents|multiplied_amount
		5 "2 pizzas"|
		5 EUR "2 pizzas"|
		5 "<@13>"|
		5 lunch for 2|
		5 lunch with <@13>|
		5 PTS VIP ticket|
		5 🍕 2 pizzas|
		5 =1+1|
	TABLE
	assert_equal "$(hint '!pay <@12> 5 2 pizzas' | grep -o '`.*`')" '`!pay <@12> 5 "2 pizzas"`'
	assert_equal "$(hint '!pay <@12> 1 <@13> hi' | grep -o '`.*`')" '`!pay <@12> 1 "<@13> hi"`'
}

@test "a second command is never a memo; within quotes it is one" {
	for text in $'!pay <@12> 5\n!pay <@12> 6' $'!deposit <@12> 5 a\n!deposit <@11> 6 b' $'!reverse 2 a\r\n!reverse 3 b' $'!balance <@11>\n!balance <@12>' \
		$'!pay <@12> 5\npay <@12> 6' $'!pay <@12> 5 lunch\n<@999> pay <@12> 6' $'!pay <@12> 5 lunch\u2028!play song' '!pay <@12> 5 !pay <@13> 6'; do
		run code "$text"
		assert_output two_commands
	done
	for line in '! pay <@13> 2' '<@999>pay <@13> 2' '<@999>!pay <@13> 2' '- !pay <@13> 2' '1. !pay <@13> 2' '> !pay <@13> 2' '**!pay** <@13> 2' '`!pay <@13> 2`' ';!pay <@13> 2' \
		'！pay <@13> 2' $'\u200b!pay <@13> 2' '> - **pay** <@13> 2' '- <@999> pay <@13> 2' '- !balance' '<@13> 2 dinner' '- <@13> 2 dinner' '**<@13>** 2' '@carla 2 dinner'; do
		assert_equal "$line $(code $'!pay <@12> 5 lunch\n'"$line")" "$line two_commands"
	done
	assert_equal "$(code '!pay <@12> 5 and **!pay** <@13> 6')" two_commands
	for text in $'!pay 5\n<@12> lunch' $'!pay\n<@12> 5' $'!pay\n<@12>\n5 lunch' $'!move till\n<@12> 5 x' $'!pay <@12> 5 list\n- bread\n- 2 eggs\n1. milk' $'!pay <@12> 5 a\nthe 2 of us @home'; do
		assert_equal "$text $(code "$text")" "$text "
	done
	for text in $'!pay <@12> 5 "a\n!pay <@12> 6"' $'!pay <@12> 5 lunch\nand cake' $'!pay <@12> 5 lunch\n!!!' '!pay <@12> 5 wow!pay'; do
		run code "$text"
		assert_output ''
	done
}

@test "no account and no count is made up of a word behind an amount" {
	for text in 'till=1000 k' 'till=1000 %' 'till=5 - USD' 'till=1000€ USD' 'till=1000 EUR €' 'till=1000 EUR mil' 'till=1000 EUR "="' 'till' 'till=1 EUR bank difference=book'; do
		run hint "!batch close $text"
		refute_output --partial 'equals sign'
		assert_output --partial 'There are extra words at the end: “'
	done
	assert_equal "$(hint '!batch close <@12> 100')" 'Write it with an equals sign: `!batch close <@12>=100`'
	assert_equal "$(hint '!batch close caja 100' | grep -o '`.*`')" '`!batch close caja=100`'
}

# paid FILE: each line of the file, behind "!pay <@12> ", as its error's code or its status, a line each.
paid() {
	local id=100 line
	while read -r line; do
		say $((id++)) 11 "!pay <@12> $line"
	done <"$1" | tick | jq -r '.code // .status'
}

@test "two words that are a currency, a currency with more behind it and a name in a picture are no memo" {
	cat >"$BATS_TEST_TMPDIR/lines" <<-'LINES'
		5 US dollars
		5 US Dollar
		5 UK pounds
		5 Hong Kong dollars
		5 Swiss francs
		5 canadian $
		5 more euros
		5 points mexicanos
		5 EUR/mes
		5 eur-usd
		5 euro's
		5 $/month
		5 \$
		5 \€
		5 =USD
		5 lei
		5 lira
		5 dirham
		5 quetzales
		5 lempiras
		5 satoshi
		5 ringgit
		5 rupiah
		5 pavos
		5 💶
		5💵
		5 💷 thanks
		5 💴
	LINES
	working_books
	run paid "$BATS_TEST_TMPDIR/lines"
	refute_line ok
	assert_equal "${#lines[@]}" 28
	assert_equal "$(ask text 11 '!pay <@12> 5 ptos' | cut -d'(' -f1)" 'Paid 5.00 PTS to @bob '
	assert_equal "$(ask text 11 '!pay <@12> 5 pts/mes' | cut -d'(' -f1)" 'Paid 5.00 PTS to @bob '
	assert_equal "$(hint '!pay <@12> 5 pts-usd' | grep -o '`.*`')" '`!pay <@12> 5 pts "-usd"`'
	assert_equal "$(hint '!pagar <@12> 5 US dollars')" 'Escribe la moneda con su código, justo detrás del importe: `!pagar <@12> 5 USD`'
}

@test "what multiplies an amount or joins another number to it is refused, in whatever words" {
	cat >"$BATS_TEST_TMPDIR/lines" <<-'LINES'
		5 k€
		5 mil€
		5 mil-euros
		5 mil euros
		5 kEUR
		5 keur
		5 mEUR
		5k€
		5keur
		5 k $
		5 eurocents
		5 eurocent
		5 euro-cents
		5 c
		5 percent
		5 por ciento
		5 per cent
		5 pct
		5 billion
		5 bn
		5 grand
		5 dozen
		5 docena
		5 docenas
		5 MM
		5 x 3
		5 x3
		5 X 3
		5 × 3
		5 times 3
		5 por 3
		5 ^2
		5 con 50
		5 y 50
		5 y media
		5 and 50 cents
		5 euros con 50
		5 and €50
		1 \000
		1 =000
		1 >000
		1 !000
		1 ?000
		1 &000
		1 =000,50
	LINES
	for space in $'\u2800' $'\u3164'; do echo "1${space}000"; done >>"$BATS_TEST_TMPDIR/lines"
	euro_books
	run paid "$BATS_TEST_TMPDIR/lines"
	refute_line ok
	assert_equal "${#lines[@]}" 47
	assert_equal "$(hint '!pagar <@12> 5 con 50')" 'Escribe el importe con todas sus cifras, sin nada detrás que lo cambie. Si eso es del concepto, escribe `!pagar <@12> 5 "con 50"`.'
}

@test "ordinary memos are booked as they are written" {
	cat >"$BATS_TEST_TMPDIR/lines" <<-'LINES'
		try again
		all yours
		lunch x
		x mas party
		for the pizza
		thanks!
		thank you, bob
		top up
		won the bet
		pen and paper
		real thanks
		k-pop album
		M&M's
		T-shirt
		mars bars
		<3
		=1+1
		and thanks
		to bob
		to the moon
		rent for May
		lunch for 2
		night in
		c/u
		🍕 night
		por la cena
		por <@13> y todos
		con <@13>
		con todos
		y gracias
		o lo que sea
		cena
		cuota de mayo
		propina
		más tarde
		para ti
		el resto en mano
		regalo de Ana
		la mitad del taxi
		entrada del cine, fila 3
		de parte de José
		vale por un café
		no es nada
		<#2000> fund
	LINES
	euro_books
	sed 's/^/1 /' "$BATS_TEST_TMPDIR/lines" >"$BATS_TEST_TMPDIR/payments"
	assert_equal "$(paid "$BATS_TEST_TMPDIR/payments" | sort | uniq -c | xargs)" '44 ok'
	assert_equal "$(gl-report journal --format json --limit 200 | jq -r '.[].memo // empty' | sort -u)" "$( (cat "$BATS_TEST_TMPDIR/lines"; echo cash) | sort -u)"
}
