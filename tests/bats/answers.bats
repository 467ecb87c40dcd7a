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
		pay <@12> 5 <@13> dollars|Mention everybody before the amount
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

# seen USER NAME [NICK]: what gl-roster saw of a member.
seen() {
	jq -cn --arg id "$1" --arg name "$2" --arg nick "${3:-}" '{type: "member", guild_id: "1000", user_id: $id, name: $name, roles: [], pending: false, left: false}
		+ (if $nick == "" then {} else {nick: $nick} end)' | gl-apply >/dev/null
}
number_of() { ask_books "SELECT account_id FROM accounts WHERE owner_id = $1"; }
replays() { run gl-verify --replay; assert_success; }

@test "an answer names people as their guild sees them, and tells those apart who are seen by one name, or by names that look alike" {
	working_books
	assert_equal "$(ask text 11 '!pay <@12> 1' | cut -d'(' -f1)" 'Paid 1.00 PTS to @bob '
	seen 12 bob 'The Baker'
	assert_equal "$(ask text 11 '!pay <@12> 1' | cut -d'(' -f1)" 'Paid 1.00 PTS to @The Baker '
	for name in 'The Baker' 'the baker' 'Тhe Baker' $'The\u00a0Baker' $'The Bake\u0301r'; do # a Cyrillic letter, white space, an accent
		seen 30 x "$name"
		assert_equal "$name $(ask text 11 '!pay <@12> 1' | cut -d'(' -f1)" "$name Paid 1.00 PTS to @The Baker #$(number_of 12) "
	done
	seen 30 'The Baker' cook # seen by another name, but it is theirs
	assert_equal "$(ask text 11 '!pay <@12> 1' | cut -d'(' -f1)" "Paid 1.00 PTS to @The Baker #$(number_of 12) "
	seen 30 cook
	assert_equal "$(ask text 11 '!pay <@12> 1' | cut -d'(' -f1)" 'Paid 1.00 PTS to @The Baker '
	assert_equal "$(ask text 12 '!whoami' | cut -d'(' -f1)" 'You are @The Baker '
	replays
}

@test "whoever is named in an answer has their number: of an account, else of the user" {
	working_books
	seen 11 ana
	seen 21 ana
	bob=$(number_of 12)
	seen 22 bob
	assert_equal "$(ask text 13 '!deposit <@12> 5 x' | cut -d'(' -f1)" "Deposited 5.00 PTS for @bob #$bob "
	assert_equal "$(ask text 13 '!balance <@12>')" "@bob #$bob has 5.00 PTS."
	assert_equal "$(ask text 11 '!pay <@21> 1')" '@ana #21 has no account here yet: they open it with `!register`.'
	assert_equal "$(ask text 14 '!register <@21>')" "Welcome, @ana #$(number_of 21): your account in PTS is open. Write \`!balance\` to see it and \`!help\` for the rest."
	assert_equal "$(ask text 14 '!register <@21>')" "@ana #$(number_of 21) is already registered."
	assert_equal "$(ask text 14 '!account freeze <@12>')" "The account of @bob #$bob is frozen: nothing moves until it is unfrozen."
	assert_equal "$(ask text 14 '!account unfreeze <@12>')" "The account of @bob #$bob is open again."
	assert_equal "$(ask text 10 '!why <@12> pay' | cut -d' ' -f1,2)" "@bob #$bob"
	assert_equal "$(ask text 14 "!batch close <@12>=9" | cut -d: -f1)" "@bob #$bob"
	assert_equal "$(operator deposit '<@12>' 1 x | jq -r .text | cut -d'(' -f1)" "Deposited 1.00 PTS for @bob #$bob "
	# a member who calls themselves by a number of another
	seen 23 "bob #$bob"
	assert_equal "$(ask text 13 '!balance <@23>' | cut -d' ' -f1-3)" "@bob \\#$bob #23"
	# and with signs that look like that, whatever others are called
	for name in "tom ＃$bob" "tom ♯$bob" "tom　#$bob" "tom ﹟$bob"; do
		seen 24 "$name"
		assert_regex "$(ask text 13 '!balance <@24>')" ' #24 '
	done
	replays
}

@test "a replay says what was said, whoever was forgotten since" {
	working_books
	seen 21 аna # Cyrillic
	assert_equal "$(ask text 12 '!balance <@11>' | head -c 4)" 'Only'
	assert_equal "$(ask text 13 '!deposit <@11> 5 x' | cut -d'(' -f1)" "Deposited 5.00 PTS for @ana #$(number_of 11) "
	say 500 10 '!forget <@21>' | tick | jq -r .status
	say 501 13 '!balance <@12>' | tick >/dev/null
	replays
}

@test "a digest says whose each answer is, with a number where two are seen by one name" {
	working_books
	seen 12 bob Ana
	seen 11 ana Ana
	ask_books 'UPDATE outbox SET state = '"'sent'"
	for n in 50 51 52 53; do say $n $((11 + n % 2)) '!whoami'; done | tick >/dev/null
	run gl-outbox
	assert_output --partial "**@Ana \\\\#$(number_of 11)**"
	assert_output --partial "**@Ana \\\\#$(number_of 12)**"
}
