# What people type about amounts: nothing is booked that could mean two things. What is behind them: amounts-memo.bats.
load amounts

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
