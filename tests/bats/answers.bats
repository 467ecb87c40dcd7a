load helper

# What answers say: a sentence that a layperson understands, a line that books what its words name, a person who is no other.

# Messages are numbered by themselves: ask FIELD USER TEXT.
ask() { echo x >>"$BATS_TEST_TMPDIR/asked"; outcome "$1" $((6 + $(wc -l <"$BATS_TEST_TMPDIR/asked"))) "$2" "$3"; }

@test "a name of punctuation or digits alone is told that it needs a letter" {
	working_books
	for name in ... --- '!!!' '¿?' ., 5.000 '"5 000"' ٣ @@@ =; do
		assert_equal "$name $(ask text 14 "!account open $name expense")" "$name $(ask text 14 "!account open $name expense" | grep 'needs at least one letter')"
		assert_equal "$name $(ask code 14 "!account open $name expense")" "$name bad_name"
	done
	run ask text 14 '!cuenta abrir ... gasto'
	assert_output '«...» no puede ser el nombre de una cuenta: un nombre necesita al menos una letra.'
	run ask text 14 '!account open @till expense'
	assert_output --partial 'no @ < & # at its start'
	for name in 🎲 ñ 部費; do
		assert_equal "$name $(ask status 14 "!account open $name expense")" "$name ok"
	done
	run ask text 10 '!role group ... any'
	assert_output '“...” cannot be a group'"'"'s name: a name needs at least one letter or digit.'
}

@test "a line to copy never books another currency than the one that the words name" {
	working_books --currency EUR --scale 2
	while IFS='|' read -r text wanted; do
		run ask text 11 "!$text"
		assert_output --partial "$wanted"
		refute_output --regexp '`[^`]*"[^"`]*([Dd]ollars|dólares|pesos|USD|\$)[^"`]*"`'
	done <<-'TABLE'
		pay <@12> 1,000 US dollars|`!pay <@12> 1,000 USD`
		pay <@12> 1 000 US dollars for rent|`!pay <@12> 1000 USD for rent`
		pay <@12> 5 Hong Kong dollars|`!pay <@12> 5 HKD`
		pay <@12> 5 dollars US|`!pay <@12> 5 USD`
		pay <@12> 5 US dollars 2 pizzas|`!pay <@12> 5 USD "2 pizzas"`
		pay <@12> 5 - USD|`!pay <@12> 5 USD`
		pay <@12> 5 of euros|`!pay <@12> 5 euros`
		pay <@12> 1,000 dollars|put the memo in quotes
		pay <@12> 5 blue dollars|Write its code directly behind the amount
		pay <@12> 5 2 dollars|behind it the currency's code
		pay <@12> 5 20$|behind it the currency's code
		pay <@12> 5 thousand dollars|behind it the currency's code
		pay <@12> 5 <@13> dollars|send one for each
		pagar <@12> 1.000 dólares|pon el concepto entre comillas
	TABLE
	while IFS='|' read -r text wanted; do
		run ask text 12 "!$text"
		assert_output --partial "$wanted"
		refute_output --regexp '`[^`]*"[^"`]*(dólares|pesos)[^"`]*"`'
	done <<-'TABLE'
		pagar <@11> 1.000 dólares americanos|`!pagar <@11> 1.000 USD`
		pagar <@11> 1.000 de dólares|`!pagar <@11> 1.000 dólares`
		pagar <@11> 5 pesos mexicanos|`!pagar <@11> 5 MXN`
		pagar <@11> 5 mil dólares|detrás, el código de la moneda
		pagar <@11> 1 000 dólares|`!pagar <@11> 1000 dólares`
	TABLE
	assert_equal "$(ask status 11 '!pay <@12> 5 of lunch')" ok
	assert_equal "$(ask text 10 '!config currency.USD 2' | head -c 12)" 'The currency'
	run ask text 13 '!deposit <@11> $5 mil cash'
	assert_output --partial '`!deposit <@11> 5 USD "mil cash"`'
}
