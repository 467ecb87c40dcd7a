# The month's verbs: deciding words and what only looks like one; hostile lines; lines and lists without end.
load month-lines

@test "a reply that is a deciding word is the command about what the message names" {
	reads '["41","42"]' <<-'TABLE'
		yes => en accept {"n":"41 42","reply":"1"}
		Sí => es accept {"n":"41 42","reply":"1"}
		SÍ! => es accept {"n":"41 42","reply":"1"}
		yes. => en accept {"n":"41 42","reply":"1"}
		accept => en accept {"n":"41 42","reply":"1"}
		approve => en approve {"who":"41 42","reply":"1"}
		confirm => en accept {"n":"41 42","reply":"1"}
		aceptar => es accept {"n":"41 42","reply":"1"}
		aprobar => es approve {"who":"41 42","reply":"1"}
		confirmar => es accept {"n":"41 42","reply":"1"}
		no => en decline {"n":"41 42","reply":"1"}
		No, paid already => en decline {"n":"41 42","memo":"paid already","reply":"1"}
		no ya pagué => en decline {"n":"41 42","memo":"ya pagué","reply":"1"}
		decline => en decline {"n":"41 42","reply":"1"}
		reject too late => en reject {"who":"41 42","memo":"too late","reply":"1"}
		rechazar => es reject {"who":"41 42","reply":"1"}
		declinar porque sí => es decline {"n":"41 42","memo":"porque sí","reply":"1"}
		cancel => en cancel {"n":"41 42","reply":"1"}
		cancelar => es cancel {"n":"41 42","reply":"1"}
		cancel hardship => en cancel {"n":"41 42","memo":"hardship","reply":"1"}
		!yes => en accept {"n":"41 42","reply":"1"}
		!no gracias => en decline {"n":"41 42","memo":"gracias","reply":"1"}
		!cancel => en cancel {"n":"41 42","reply":"1"}
		<@999> sí => es accept {"n":"41 42","reply":"1"}
		no 42 was paid => en decline {"n":"42","memo":"was paid","reply":"1"}
		!accept 43 => en accept {"n":"43"}
		!decline 43 x => en decline {"n":"43","memo":"x"}
		!pay <@12> 5 => en pay {"to":"@12","amount":"5"}
	TABLE
}

@test "small talk, questions and look-alikes decide nothing" {
	reads '["41"]' <<-'TABLE'
		ok => skip
		y => skip
		vale => skip
		yes please => skip
		yes? => skip
		sí, gracias => skip
		not now => skip
		no? => skip
		"yes" => skip
		yеs => skip
		k => skip
		thanks => skip
		accept the pizza => skip
		approve 41 => skip
		I accept => skip
	TABLE
}

@test "a deciding word that is no such reply is no command" {
	reads <<-'TABLE'
		yes => skip
		sí => skip
		no => skip
		accept => skip
		cancel => skip
		!yes => skip
		!sí => skip
		!no => skip
	TABLE
}

@test "numbers that are none name nothing" {
	reads '["x",5,"0","041","9999999999999999999",null,{}]' <<-'TABLE'
		yes => skip
	TABLE
}

@test "clauses in odd places, numbers without end, look-alikes and lines below are never half read" {
	reads <<-'TABLE'
		!due pay 3 => skip
		!due dues => skip
		!due => skip
		!... => skip
		!! => skip
		!remind me in 5 minutes => skip
		!recordar comprar pan => skip
		!pay <@11> <@&0> 5 each => account_expected: Write a member as a mention, or an account by its name. For example: `!pay @ana 5 pizza`
		!pay &601 5 each => en pay {"to":"&601","amount":"5","currency":"each"}
		!request "&601" 5 x => account_expected: Write a member as a mention, or an account by its name. For example: `!request @ana 12.50 pizza`
		!request "@11" 5 x => account_expected: Write a member as a mention, or an account by its name. For example: `!request @ana 12.50 pizza`
		!request "a \" b" 5 x => account_expected: Write a member as a mention, or an account by its name. For example: `!request @ana 12.50 pizza`
		!split 5 &601 x => split_number: Write the amount as one number, without spaces. For example: `!split 60 @ana @bob dinner`
		!every month pay <@12> 20 at 9:00 at 10:00 => bad_option: That option is given twice. For example: `!every month pay @ana 20 rent`
		!every from 2027-01-01 pay <@12> 5 => bad_rule: Say how often: `!every month pay <@12> 5`.
		!every month from 2027-01-01 pay <@12> 5 => bad_rule: Say how often: `!every month pay <@12> 5`.
		!every month pay from 2027-01-01 <@12> 5 => bad_amount: That is not an amount; write it like 12.50. For example: `!every month pay @ana 20 rent`
		!from 2027-01-01 every month pay <@12> 5 => skip
		!every month pay <@12> 5 from 2027-01-01 => en every {"rule":"1 month","payees":"@12","amount":"5","from":"2027-01-01"}
		!every month pay <@12> from 2027-01-01 => missing_argument: The amount is missing. For example: `!every month pay @ana 20 rent`
		!every month pay <@12> 5 12 times 12 => split_number: That can be read in two ways. Write `!every month pay <@12> 5.12 "times 12"` or `!every month pay <@12> 5 "12 times 12"`.
		!every month pay <@12> 5 times => missing_argument: The amount is missing. For example: `!every month pay @ana 20 rent`
		!every month pay <@12> 5 until => en every {"rule":"1 month","payees":"@12","amount":"5","currency":"until"}
		!every month pay <@12> 5 the times are from => en every {"rule":"1 month","payees":"@12","amount":"5","currency":"the","memo":"times are from"}
		!every month pay <@12> 5 until ２０２７-０１-０１ => ambiguous_clause: Is “until ２０２７-０１-０１” part of the memo? Put the memo in quotes: `!every month pay <@12> 5 "until ２０２７-０１-０１"`.
		!every month pay <@12> 5 until 2027–01–01 => ambiguous_clause: Is “until 2027–01–01” part of the memo? Put the memo in quotes: `!every month pay <@12> 5 "until 2027–01–01"`.
		!every month pay <@12> 5 x ｕｎｔｉｌ 2027-01-01 => en every {"rule":"1 month","payees":"@12","amount":"5","memo":"x","until":"2027-01-01"}
		!every MONTH PAY <@12> 5 x UNTIL 2027-01-01 => en every {"rule":"1 month","payees":"@12","amount":"5","memo":"x","until":"2027-01-01"}
		!cada MÉS pagar <@12> 5 x HASTA 01/03/2027 => es every {"rule":"1 month","payees":"@12","amount":"5","memo":"x","until":"2027-03-01"}
		!every month pay <@12> 5 until 99999-01-01 => ambiguous_clause: Is “until 99999-01-01” part of the memo? Put the memo in quotes: `!every month pay <@12> 5 "until 99999-01-01"`.
		!every month pay <@12> 5 until 2027-00-00 => bad_time: Write the date as 2027-03-01.
		!every month pay <@12> 5 until 0001-01-01 => ambiguous_clause: Is “until 0001-01-01” part of the memo? Put the memo in quotes: `!every month pay <@12> 5 "until 0001-01-01"`.
		!every 99999999999999999999 days pay <@12> 5 => bad_rule: Write a whole number from 1 to 999.
		!every month on 99999999999 pay <@12> 5 => bad_rule: A month has at most 31 days: `on 31` is the last day of shorter months.
		!every month pay <@12> 5 99999999999 times => number_expected: Write a number of times from 1 to 9999.
		!every month pay <@12> 5 x short=retry:99999999999d => bad_option: Write `short=skip`, `short=retry:3d` or `short=owe`.
		!dues <@&601> 5 monthly grace 99999999999d => bad_duration: Write the grace period as `grace 14d`.
		!split 60 <@12>:99999999999 x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>:0% x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>:.5% x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>:5%% x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>:1:2 x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>= x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>=-5 x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!accept 99999999999999999999 => number_expected: Write a whole number from 1 here. For example: `!accept 41`
		!accept 41 99999999999999999999999999999999 => too_many_digits: That amount has too many digits. For example: `!accept 41`
		!hold 50 <@12> to <@&601> x => role_for_user: That is a role, not a person: choose the member from the list that appears when you type @.
		!hold 50 <@12> to @hall x => mention_expected: That is not a mention yet: choose the member from the list that appears when you type @.
		!capture 44 to => surplus: There are extra words at the end: “to”. For example: `!capture 44 20`
		!split 60⏎<@12>⏎<@13> dinner => en split {"amount":"60","payees":"@12 @13","memo":"dinner"}
		!request <@12> 5 x⏎<@13> 5 y => two_commands: One command per message: nothing was done. Send each as a message of its own; if the rest is part of the memo, put the memo in quotes.
		!pay <@12> 5 x⏎hold the door => en pay {"to":"@12","amount":"5","memo":"x hold the door"}
		!pay <@12> 5 x⏎every one of them => en pay {"to":"@12","amount":"5","memo":"x every one of them"}
		!pay <@12> 5 x⏎request <@13> 5 y => two_commands: One command per message: nothing was done. Send each as a message of its own; if the rest is part of the memo, put the memo in quotes.
		!pay <@12> 5 x⏎!split 60 <@13> y => two_commands: One command per message: nothing was done. Send each as a message of its own; if the rest is part of the memo, put the memo in quotes.
		!request <@12>⏎<@13>⏎5 x => en request {"payees":"@12 @13","amount":"5","memo":"x"}
	TABLE
}

# words COUNT WORD: WORD so often, with a space between.
words() { printf "$2%.0s " $(seq "$1") | sed 's/ $//'; }

@test "a command names 100 people or roles in words, and not one more" {
	for start in '!pay' '!request' '!charge' '!every month pay'; do
		run read_as <<<"$start $(words 100 '<@12>') 5 EUR $([ "$start" = '!pay' ] && echo each) x"
		assert_output --regexp "^en [a-z]+ \\{.*\"payees\":\"@12( @12){99}\""
		run read_as <<<"$start $(words 101 '<@12>') 5 EUR $([ "$start" = '!pay' ] && echo each) x"
		assert_output 'too_many: One command names at most 100 people or roles.'
	done
	run read_as <<<"!split 60 $(words 100 '<@12>:2') x"
	assert_output --regexp "\"payees\":\"@12:2( @12:2){99}\""
	run read_as <<<"!split 60 $(words 101 '<@12>:2') x"
	assert_output 'too_many: One command names at most 100 people or roles.'
}

@test "a message of 2,000 characters is read or refused, never cut" {
	run read_as <<<"!every month pay <@12> 5 $(words 700 a) until 2027-01-01"
	assert_output --partial 'too_many_arguments: '
	run read_as <<<"!request <@12> 5 $(words 700 a)"
	assert_output --partial 'too_many_arguments: '
	run read_as <<<"!accept 41 $(printf 'a%.0s' $(seq 1900))"
	assert_output --partial 'memo_too_long: '
	run read_as <<<"!every month pay $(printf 'a%.0s' $(seq 1900)) 5"
	assert_output --regexp '^en every \{"rule":"1 month","payees":"a{1900}","amount":"5"\}$'
	run read_as <<<"!every $(printf '1%.0s' $(seq 1900)) days pay <@12> 5"
	assert_output --partial 'bad_rule: '
}

@test "a reply can name a thousand numbers" {
	run read_as "$(seq 1001 2000 | jq -cs 'map(tostring)')" <<<'yes'
	assert_output "en accept {\"n\":\"$(seq -s' ' 1001 2000)\",\"reply\":\"1\"}"
}
