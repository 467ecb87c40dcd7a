load helper

# What people type about amounts: nothing is booked that could mean two things.
parse() { say 1 11 "$1" | gl-parse; }
code() { parse "$1" | jq -r '.error.code // empty'; }
hint() { parse "$1" | jq -r '.error.hint // empty'; }
args() { parse "$1" | jq -c .args; }

# Messages are numbered by themselves: ask FIELD USER TEXT.
ask() { echo x >>"$BATS_TEST_TMPDIR/asked"; outcome "$1" $((6 + $(wc -l <"$BATS_TEST_TMPDIR/asked"))) "$2" "$3"; }

euro_books() { working_books --currency EUR --scale 2; }

@test "a space of any kind or an apostrophe never groups: both readings are lines to copy" {
	for space in ' ' $'\u00a0' $'\u202f' $'\u2009' $'\u2007' $'\u2003' $'\u3000'; do
		run hint "!pay <@12> 1${space}000"
		assert_output --partial 'Write `!pay <@12> 1000` or `!pay <@12> 1 "000"`.'
	done
	assert_equal "$(hint '!pay <@12> 1 000,50')" 'That can be read in two ways. Write `!pay <@12> 1000,50` or `!pay <@12> 1 "000,50"`.'
	assert_equal "$(hint '!pay <@12> 1 000 000 EUR rent')" 'Write the amount without spaces or apostrophes: `!pay <@12> 1000000 EUR rent`'
	assert_equal "$(hint '!pagar <@12> 5 50 cena')" 'Eso se puede leer de dos maneras. Escribe `!pagar <@12> 5,50 cena` o `!pagar <@12> 5 "50 cena"`.'
	for apostrophe in "'" '’'; do
		assert_equal "$(hint "!pay <@12> 1${apostrophe}000 rent")" 'Write the amount without spaces or apostrophes: `!pay <@12> 1000 rent`'
	done
}

@test "no option and no limit drops a space within a number" {
	while IFS='|' read -r text wanted; do
		run hint "!$text"
		assert_output "Write the amount without spaces or apostrophes: \`!$wanted\`"
	done <<-'TABLE'
		batch close till=1 000 bank=2|batch close till=1000 bank=2
		batch close till="1 000"|batch close till=1000
		role group x any <@&5> fee=1 000|role group x any <@&5> fee=1000
		account open pot asset floor=-1 000|account open pot asset floor=-1000
		account limit <@12> -1 000|account limit <@12> -1000
	TABLE
}

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

@test "the currency is written on either side, in any case, as code, sign or name" {
	euro_books
	for amount in '1€' '€1' '1 EUR' '1eur' 'EUR 1' '1 euros' '€ 1' 'eur1' '1 €' '1 (EUR)' '1 Euro'; do
		run ask text 11 "!pay <@12> $amount"
		assert_output --partial 'Paid 1.00 EUR to @bob'
		run ask text 13 "!deposit $amount <@11> back"
		assert_output --partial 'Deposited 1.00 EUR for @ana'
	done
}

@test "a sign, name or code of a currency that the guild lacks is refused, with those that it has; everyday words are memo" {
	euro_books
	before=$(gl-report balances)
	for amount in '5 $' '5 usd' '5 dollars' '5 £' '5 (USD) dues' '$5' '5 USD' '5₽' '5 ₿' '5gbp' 'USD 5' '5 Pesos' '5 TRY' 'US$5' '5 ABC' '5 puntos'; do
		assert_equal "$amount $(ask code 13 "!deposit <@11> $amount memo")" "$amount unknown_currency"
	done
	run ask text 13 '!deposit <@11> 3 (USD) dues'
	assert_output 'There is no currency USD here (there is EUR). If the word belongs to the memo, put the memo in quotes.'
	run ask text 13 '!depositar <@11> 3,50 usd cuota'
	assert_output 'Aquí no existe la moneda usd (hay EUR). Si la palabra es del concepto, pon el concepto entre comillas.'
	assert_equal "$(gl-report balances)" "$before"
	for memo in 'try again' 'all yours' 'top up' '"USD dues"'; do
		run ask status 11 "!pay <@12> 5 $memo"
		assert_output ok
	done
	assert_equal "$(gl-report journal --format json | jq -r '.[].memo' | tail -n +3 | uniq | paste -sd,)" 'try again,all yours,top up,USD dues'
}

@test "a guild of points books no euros, and a sign of several of its currencies names none" {
	working_books
	assert_equal "$(ask code 13 '!deposit <@11> 20 € cash')" unknown_currency
	assert_equal "$(ask status 13 '!deposit <@11> 20 points cash')" ok
	ask status 10 '!config currency.USD 2' >/dev/null
	assert_equal "$(ask text 13 '!deposit <@11> $5 cash' | cut -d'(' -f1)" 'Deposited 5.00 USD for @ana '
	ask status 10 '!config currency.MXN 2' >/dev/null
	assert_equal "$(ask code 13 '!deposit <@11> $5 cash')" unclear_currency
	assert_equal "$(ask text 13 '!deposit <@11> $5 MXN cash' | cut -d'(' -f1)" 'Deposited 5.00 MXN for @ana '
	assert_equal "$(ask code 13 '!deposit <@11> $5 PTS cash')" two_currencies
}

@test "a code that begins with a digit is named like any other; one that reads as an amount is not set up" {
	euro_books
	assert_equal "$(ask status 10 '!config currency.3DX 0')" ok
	assert_equal "$(ask text 13 '!deposit <@11> 3 3DX dues' | cut -d'(' -f1)" 'Deposited 3 3DX for @ana '
	assert_equal "$(ask text 11 '!pay <@12> 3 3dx' | cut -d'(' -f1)" 'Paid 3 3DX to @bob '
	assert_equal "$(ask status 14 '!account limit <@11> -5 3DX')" ok
	assert_equal "$(ask code 11 '!pay <@12> 3 2nd payment')" split_number
	assert_equal "$(ask code 12 '!pay <@11> 1 3DX 2 pizzas')" split_number
	assert_equal "$(ask status 12 '!pay <@11> 1 3DX "2 pizzas"')" ok
	for code in 55 1E3 10K 5EUR 000PTS MIL CENTS NONE MM CT X3 KEUR; do
		assert_equal "$code $(ask code 10 "!config currency.$code 2")" "$code bad_value"
		run gl-db init --db "$BATS_TEST_TMPDIR/other.db" --guild 7 --name x --owner 1 --currency $code
		assert_failure 64
	done
}

@test "in a currency of three decimals that is named 5.000 is decimal, in all others a question" {
	euro_books
	ask status 10 '!config currency.KWD 3' >/dev/null
	ask status 13 '!deposit <@11> 20 KWD cash' >/dev/null
	for amount in '5.000 KWD' '5,000 KWD' '5.000kwd' 'KWD 5.000'; do
		assert_equal "$amount $(ask text 11 "!pay <@12> $amount" | cut -d'(' -f1)" "$amount Paid 5.000 KWD to @bob "
	done
	assert_equal "$(hint '!pay <@12> 5.000')" 'Is that 5000 or 5.00? Write `!pay <@12> 5000` or `!pay <@12> 5.00`.'
	assert_equal "$(hint '!pagar <@12> 1.500 ')" '¿1500 o 1,50? Escribe `!pagar <@12> 1500 ` o `!pagar <@12> 1,50 `.'
	assert_equal "$(ask text 11 '!pay <@12> 5.000 EUR')" 'That can be read in two ways. Write `!pay <@12> 5000 EUR` or `!pay <@12> 5.00 EUR`.'
	assert_equal "$(ask text 11 '!pay <@12> 5.123 EUR')" 'EUR has 2 decimals. If that is the whole number 5123, write `!pay <@12> 5123 EUR`.'
	assert_equal "$(ask code 11 '!pay <@12> 5.000 lunch')" ambiguous_amount
	assert_equal "$(ask text 11 '!pay <@12> 0.500' | cut -d'(' -f1)" 'Paid 0.50 EUR to @bob '
	assert_equal "$(gl-command --guild 1000 pay '<@12>' 5.000KWD | jq -c .args)" '{"to":"@12","amount":"5,000","unit":"KWD"}'
}

@test "a word that makes another amount of the number is refused, unless it is the code of a currency" {
	euro_books
	assert_equal "$(ask text 13 '!depositar <@11> 1,5 mil cuota')" 'Escribe el importe con todas sus cifras, sin nada detrás que lo cambie. Si eso es del concepto, escribe `!depositar <@11> 1,5 "mil cuota"`.'
	assert_equal "$(ask code 11 '!pay <@12> 5 cents')" multiplied_amount
	assert_equal "$(ask code 11 '!pay <@12> 5 million thanks')" multiplied_amount
	ask status 10 '!config currency.GRAN 3' >/dev/null
	assert_equal "$(ask text 13 '!deposit <@11> 1.5 GRAN cash' | cut -d'(' -f1)" 'Deposited 1.500 GRAN for @ana '
	assert_equal "$(ask text 11 '!pay <@12> 1.500 gran' | cut -d'(' -f1)" 'Paid 1.500 GRAN to @bob '
}

@test "groups of digits never begin with 0" {
	for amount in 0,123,456 0.123.456 01,234.50 0.000,25; do
		assert_equal "$amount $(code "!pay <@12> $amount")" "$amount bad_grouping"
	done
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

@test "the amount may come before the member, for every verb that takes both" {
	while IFS='|' read -r text wanted; do
		assert_equal "$(args "!$text" | jq -S .)" "$(args "!$wanted" | jq -S .)"
	done <<-'TABLE'
		pay 5 <@12>|pay <@12> 5
		pagar 5,50 € <@12> cena|pagar <@12> 5,50 € cena
		pay EUR 5 <@12> lunch|pay <@12> EUR 5 lunch
		pay 5 <@12> EUR lunch|pay <@12> 5 EUR lunch
		deposit €5 <@12> x|deposit <@12> €5 x
		withdraw 5 gold <@12> x|withdraw <@12> 5 gold x
		account limit -5 <@12>|account limit <@12> -5
	TABLE
	assert_equal "$(code '!pay 5 <@12> 6')" split_number
	assert_equal "$(code '!pay 5 <@12> <@13>')" second_member
	assert_equal "$(hint '!pay 1 000 <@12> rent')" 'Write the amount without spaces or apostrophes: `!pay 1000 <@12> rent`'
}

@test "hints show the line that was meant" {
	while IFS='|' read -r text wanted; do
		run hint "!$text"
		assert_output --partial "$wanted"
	done <<-'TABLE'
		pay 5|Say whom you pay: mention them, e.g. `!pay @ana 5`
		pagar 5|Di a quién pagas: menciónalo, p. ej. `!pagar @ana 5`
		pay <@12>5|`!pay <@12> 5`
		pay <@12>, 5|`!pay <@12> 5`
		pay 5 k <@12>|Write the amount with all its digits.
		pay 5 for lunch <@12>|Write the member before the amount: `!pay <@12> 5 for lunch `
		pagar 5 de cena <@12> y más|Escribe el miembro antes del importe: `!pagar <@12> 5 de cena y más`
		pay <@12> 5,|Leave out the sign behind the amount: `!pay <@12> 5`
		pagar <@12> 5; cena|Quita el signo que sigue al importe: `!pagar <@12> 5 cena`
		pay <@12> 5.|Leave out the sign behind the amount: `!pay <@12> 5`
		pay <@12> $USD 5|The currency is written twice; write it once, such as 12.50 EUR.
		pagar <@12> $5USD|La moneda está escrita dos veces; escríbela una vez, por ejemplo 12,50 EUR.
		pay <@12> 5–|Leave out the sign behind the amount: `!pay <@12> 5`
		pagar <@12>|Falta el importe.
		pay <@12> 5k|Write the amount with all its digits.
		batch close till 100|`!batch close till=100`
		batch close till=1 "till=40 USD"|`!batch close till=1 till="40 USD"`
		report balances colour=red|Unknown option; choose one of account, from
		whoami now|There are extra words at the end: “now”.
	TABLE
}

@test "each count names its currency; over/short takes the differences of each" {
	euro_books
	ask status 10 '!config currency.USD 2' >/dev/null
	ask status 13 '!deposit <@11> 50 USD cash' >/dev/null
	assert_equal "$(ask code 14 '!batch close till=100 till=$40')" count_differs
	assert_equal "$(ask code 14 '!batch close till=100 till=100€')" counted_twice
	assert_equal "$(ask code 14 '!batch close till=100 till=40GBP')" unknown_currency
	run ask text 14 '!batch close till=99 EUR till=40USD difference=book'
	assert_output --partial 'till: counted 99.00 EUR, expected 100.00 EUR: 1.00 EUR short, booked to over-short. till: counted 40.00 USD, expected 50.00 USD: 10.00 USD short'
	refute_output --partial 'Not counted'
	assert_equal "$(balance_of till EUR) $(balance_of till USD) $(balance_of over-short EUR) $(balance_of over-short USD)" '99.00 40.00 -1.00 -10.00'
	assert_equal "$(gl-report batch --batch 1 --format csv | tr -d '\r' | awk -F, '$1 == "till" { print $6, $7 }' | paste -sd,)" '99.00 EUR,40.00 USD'
	run gl-verify --replay
	assert_success
}

@test "a close that counts an account in one currency says what it holds in others" {
	euro_books
	ask status 10 '!config currency.USD 2' >/dev/null
	ask status 13 '!deposit <@11> 50 USD cash' >/dev/null
	run ask text 14 '!batch close till=100'
	assert_output --partial 'Not counted: till 50.00 USD.'
	run gl-verify --replay
	assert_success
}

@test "a fee and a floor name their currency" {
	euro_books
	ask status 10 '!config currency.USD 2' >/dev/null
	assert_equal "$(ask status 14 '!account open credit liability floor=-20USD')" ok
	assert_equal "$(sqlite3 "$GL_DB" "SELECT currency, floor FROM balances JOIN accounts USING (guild_id, account_id) WHERE name = 'credit'")" 'USD|-2000'
	assert_equal "$(ask code 14 '!account open debt liability floor=-20GBP')" unknown_currency
	assert_equal "$(ask status 14 '!account limit <@11> -5$')" ok
	assert_equal "$(ask code 14 '!account limit <@11> -5 usdt')" unknown_currency
}

@test "counting one's own account by office is refused in whatever currency it is written" {
	euro_books
	ask status 14 '!register' >/dev/null
	for count in '<@14>=500' '<@14>=500EUR' '<@14>=500€' '<@14>=500 EUR'; do
		assert_equal "$count $(ask code 14 "!batch close $count difference=book")" "$count own_account"
	done
}

@test "a line to copy is not refused itself: a number that can be read in two ways is asked about first" {
	working_books
	run -0 outcome text 7 11 '!pay <@12> 1,000 ¿mil o uno?'
	assert_output 'That can be read in two ways. Write `!pay <@12> 1000 "¿mil o uno?"` or `!pay <@12> 1.00 "¿mil o uno?"`.'
	run -0 outcome text 8 11 '!pay <@12> 1,000 2x'
	assert_output 'That can be read in two ways. Write `!pay <@12> 1000 "2x"` or `!pay <@12> 1.00 "2x"`.'
}

@test "a line to copy is the whole line, or the amounts alone where it cannot be written again" {
	euro_books
	for options in 'caja=1.000 EUR' 'till=1,000EUR' 'till=1,000 EUR difference=book' 'till=50 over-short=1,000EUR'; do
		assert_equal "$options: $(ask text 14 "!batch close $options")" "$options: That can be read in two ways. Write \`1000 EUR\` or \`1.00 EUR\`."
	done
	assert_equal "$(ask text 14 '!cuenta abrir bote pasivo minimo=-1,000 EUR')" 'Eso se puede leer de dos maneras. Escribe `-1000 EUR` o `-1,00 EUR`.'
	assert_equal "$(ask text 10 '!role group x any <@&501> fee=1,234EUR')" 'EUR has 2 decimals. If that is the whole number 1234, write `1234 EUR`.'
	assert_equal "$(ask text 14 '!account limit <@12> -1,000 EUR')" 'That can be read in two ways. Write `!account limit <@12> -1000 EUR` or `!account limit <@12> -1.00 EUR`.'
	assert_equal "$(ask text 11 '!pay <@12> 1,000 try again')" 'That can be read in two ways. Write `!pay <@12> 1000 "try again"` or `!pay <@12> 1.00 "try again"`.'
	assert_equal "$(gl-report batch --batch 1 --format csv | grep -c sealed)" 0
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

@test "an account is opened without a floor as one is set without" {
	working_books
	for text in '!account open credit asset floor=none' '!cuenta abrir bote activo mínimo=ninguno' '!account open pot asset floor=NONE'; do
		assert_equal "$text $(ask status 14 "$text")" "$text ok"
	done
	assert_equal "$(gl-command --guild 1000 account open credit asset floor=none | jq -c .args)" '{"name":"credit","kind":"asset","floor":"none"}'
	run gl-verify --replay
	assert_success
}

@test "gl-verify reads floors as the rules do: signs, names and codes on either side, three decimals" {
	working_books
	{ say 7 10 '!config currency.EUR 2'; say 8 10 '!config currency.KWD 3'; } | tick >/dev/null
	for limit in '-20€' '€-20' '-20 euros' 'EUR -5' '-5 eur' '-5,000 KWD' 'none EUR' '-7'; do
		n=$((${n:-10} + 1))
		assert_equal "$limit: $(outcome status $n 14 "!account limit <@11> $limit")" "$limit: ok"
		gl-verify --replay >/dev/null
	done
	assert_equal "$(outcome status 40 14 '!account open trips expense floor=-20€')" ok
	assert_equal "$(outcome status 41 14 '!account open cars asset floor=-1,500KWD')" ok
	run gl-verify --replay
	assert_success
}
