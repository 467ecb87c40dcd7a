load helper

parse() { say 1 11 "$1" | gl-parse; }
verb() { parse "$1" | jq -r .verb; }
arg() { parse "$1" | jq -r ".args[\"$2\"] // empty"; }
code() { parse "$1" | jq -r '.error.code // empty'; }
type() { jq -r .type; }

@test "a command carries its ids, author, time of the snowflake, source and language" {
	run parse '!pay <@12> 5 lunch'
	assert_output '{"type":"command","message_id":"1300234244194304000","channel_id":"2000","guild_id":"1000","author":{"id":"11","name":"ana"},"time":"2024-10-27T23:06:41.000Z","lang":"en","source":"discord","verb":"pay","args":{"to":"@12","amount":"5","currency":"lunch"}}'
}

@test "every verb of the table is understood in both languages" {
	while IFS='|' read -r text wanted; do
		run verb "!$text"
		assert_output "$wanted"
		run type < <(parse "!$text")
		assert_output command
	done <<-'TABLE'
		help|help
		ayuda pagar|help
		register|register
		registrar <@12>|register
		whoami|whoami
		quiénsoy|whoami
		balance <@12>|balance
		SALDO|balance
		history 5|history
		historial <@!12> 5|history
		pay <@12> 1|pay
		transfer <@12> 1|pay
		pagar <@12> 1|pay
		transferir <@12> 1|pay
		top 3|top
		ranking|top
		batch status|batch status
		lote estado|batch status
		deposit <@12> 1 x|deposit
		depositar <@12> 1 x y|deposit
		withdraw <@12> 1 x|withdraw
		retirar <@12> 1 x|withdraw
		move till bank 1 x|move
		mover caja banco 1 x|move
		account open pot liability|account open
		cuenta abrir "fondo común" pasivo minimo=-5|account open
		account close pot|account close
		cuenta cerrar pot|account close
		account freeze <@12>|account freeze
		cuenta congelar <@12>|account freeze
		account unfreeze <@12>|account unfreeze
		cuenta descongelar <@12>|account unfreeze
		account limit <@12> -5|account limit
		cuenta límite <@12> ninguno|account limit
		reverse 3 wrong|reverse
		anular #3 mal|reverse
		revertir #3 mal|reverse
		batch open|batch open
		lote abrir|batch open
		batch abrir|batch open
		batch close till=1 difference=book|batch close
		lote cerrar caja=1,50 diferencia=asentar|batch close
		batch list|batch list
		lote lista|batch list
		batch show 2|batch show
		lote ver 2|batch show
		report balances|report
		informe extracto <@12> desde=2026-01-01|report
		permit <@&5> teller|permit
		permiso todos ninguno|permit
		permits|permits
		permisos|permits
		config prefix ?|config
		ajuste prefijo ?|config
	TABLE
}

@test "the language is that of the question's word, else the guild's" {
	assert_equal "$(parse '!saldo' | jq -r .lang)" es
	assert_equal "$(parse '!balance' | jq -r .lang)" en
}

@test "amounts in four notations become one canonical decimal" {
	for text in 1234.50 1234,50 1.234,50 1,234.50; do
		run arg "!pay <@12> $text" amount
		assert_output 1234.50
	done
}

@test "an amount with one separator and three digits is refused with both ways to write it" {
	run code '!pay <@12> 1.234'
	assert_output ambiguous_amount
	assert_equal "$(parse '!pay <@12> 1.230' | jq -r .error.hint)" 'Is that 1230 or 1.23? Write `!pay <@12> 1230` or `!pay <@12> 1.23`.'
	assert_equal "$(parse '!pay <@12> 1.234' | jq -r .error.hint)" "That can be read in two ways. Write \`!pay <@12> 1234\`; if those are three decimals, add the currency's code."
}

@test "each mistake has its own code" {
	while IFS='|' read -r text wanted; do
		run code "!$text"
		assert_output "$wanted"
	done <<-'TABLE'
		pay|missing_argument
		pay <@12>|missing_argument
		pay <@12> five|bad_amount
		pay <@12> -5|negative_amount
		pay <@12> 0|zero_amount
		pay <@12> 5€5|currency_sign
		pay 5|missing_member
		pay <@12>5|space_expected
		pay <@12> 1 000|split_number
		pay <@12> 5k|multiplied_amount
		pay <@12> 1e3|exponent
		pay <@12> ５|foreign_digits
		pay <@12> 1,23,4.5|bad_grouping
		pay <@12> 1234567890123456789012345678901|too_many_digits
		pay @bob 5|mention_expected
		deposit <@&5> 5 x|role_for_user
		pay <@12> 5 "open|unclosed_quote
		deposit <@12> 5|missing_memo
		batch|incomplete_verb
		account shut pot|incomplete_verb
		reverse x wrong|number_expected
		reverse 0 wrong|number_expected
		permit Teller teller|role_expected
		permit <@&5> king|bad_choice
		register bob|user_expected
		batch close till|surplus
		batch close till 5|option_expected
		batch close difference=keep|bad_option
		report balances from=yesterday|bad_time
		report balances colour=red|bad_option
		report activity 30 days|bad_duration
		informe actividad 2 semanas|bad_duration
		report statement @ana|mention_expected
		help nothing|unknown_verb
		whoami now|surplus
	TABLE
}

@test "a hint says what to write: a duration in one word, how a member is chosen, all commands of a first word" {
	assert_equal "$(parse '!report activity 30 days' | jq -r .error.hint)" 'Write the duration as one word: `!report activity 30d`'
	assert_equal "$(parse '!informe actividad 2 semanas' | jq -r .error.hint)" 'Escribe la duración en una sola palabra: `!informe actividad 2s`'
	assert_equal "$(arg '!report activity 30d' last)" 30d
	assert_equal "$(parse '!report statement @ana' | jq -r '.error.hint | split(" `")[0]')" 'That is not a mention yet: choose the member from the list that appears when you type @.'
	assert_equal "$(arg '!report statement "@ana"' account)" @ana
	assert_equal "$(parse '!batch' | jq -r .error.hint)" 'Say which: `!batch status`, `!batch open`, `!batch close till=100`, `!batch list 5`, `!batch show 3`.'
	assert_equal "$(parse '!lote' | jq -r .error.hint)" 'Di cuál: `!lote estado`, `!lote abrir`, `!lote cerrar caja=100`, `!lote lista 5`, `!lote ver 3`.'
	assert_equal "$(arg '!help batch' verb)" batch
	assert_equal "$(arg '!ayuda lotes' verb)" batch
	assert_equal "$(arg '!help batch close' verb)" 'batch close'
}

@test "a verb is understood with a full stop behind it, with a wide sign before it, and with the member at it" {
	assert_equal "$(verb '!balance.')" balance
	assert_equal "$(verb '!lote estado?')" 'batch status'
	assert_equal "$(verb '！balance')" balance
	assert_equal "$(verb '！pay <@12> 5')" pay
	assert_equal "$(arg '!pay<@12> 5 lunch' to)" @12
	assert_equal "$(arg '!pay<@12> 5 lunch' amount)" 5
	assert_equal "$(code '!pay@ana 5')" mention_expected
	assert_equal "$(parse '!payy<@12> 5' | jq -r .error.hint)" 'There is no such command. Did you mean `!pay <@12> 5`?'
	# and what is understood as a command is not taken for a memo
	assert_equal "$(code '!pay <@12> 5 lunch !pay<@13> 6')" two_commands
	assert_equal "$(parse 'balance.' | type)" skip
	assert_equal "$(parse '！ balance' | type)" command
}

@test "a mistake shows the word that is wrong and a line that works, in the asker's language" {
	run parse '!pagar <@12> cinco'
	assert_output --partial '"detail":"«cinco»","hint":"Falta el importe. Por ejemplo: `!pagar @ana 5 pizza`"'
}

@test "a memo is kept to the letter but for white space, and 200 characters are the limit" {
	run arg $'!pay <@12> 5 "=A1  @everyone\n*x*"' memo
	assert_output '=A1 @everyone *x*'
	long=$(printf '🎲%.0s' $(seq 200))
	assert_equal "$(arg "!pay <@12> 5 \"$long\"" memo)" "$long"
	assert_equal "$(code "!pay <@12> 5 \"${long}x\"")" memo_too_long
}

@test "an unknown word is skipped after the prefix and rejected with a suggestion after a mention" {
	assert_equal "$(parse '!nothing' | type)" skip
	assert_equal "$(parse '<@999> blance' | jq -r .error.hint)" 'There is no such command. Did you mean `!balance`?'
}

# bats test_tags=trap:10
@test "a mention of the bot, as user or as its role, begins a command; alone it asks for help" {
	for mention in '<@999>' '<@!999>' '<@&998>'; do
		assert_equal "$(verb "$mention saldo")" balance
	done
	assert_equal "$(verb '<@999>')" help
	assert_equal "$(parse '<@777> balance' | type)" skip
	assert_equal "$(parse '<@9990> balance' | type)" skip
}

# bats test_tags=trap:9,trap:11
@test "only ordinary messages and replies of people are commands" {
	for change in .type=18 .type=4 .type=24 '.author.bot=true' '.author.system=true' '.webhook_id="5"' '.flags=2' '.flags=16384' \
		'.message_reference={type:1}' '.message_snapshots=[{}]' '.author.id="999"' 'del(.content)' '.content=""'; do
		run type < <(say 1 11 '!balance' | jq -c "$change" | gl-parse)
		assert_output skip
	done
	assert_equal "$(say 1 11 '!balance' | jq -c '.type=19' | gl-parse | type)" command
	assert_equal "$(say 1 11 '!balance' | jq -c '.webhook_id=null|.flags=0' | gl-parse | type)" command
}

@test "keys in any order, unknown keys and big messages make no difference" {
	run gl-parse < <(say 1 11 '!balance' | jq -cS '. + {zz: [range(20000)]}')
	assert_output "$(parse '!balance')"
}

@test "without gl the options say prefix, bot, language and guild" {
	run gl-parse --guild 5 --prefix '$' < <(say 1 11 '$top' | jq -c 'del(.gl, .guild_id)')
	assert_output --partial '"guild_id":"5"'
	run gl-parse --bot 7 --lang es < <(say 1 11 '<@7> xyzzy' | jq -c 'del(.gl)')
	assert_output --partial '"lang":"es"'
	assert_equal "$(say 1 11 '<@7> top' | jq -c 'del(.gl)' | gl-parse --bot 7 | type)" command
}

@test "an unreadable line is named and left out, the others are read, and the exit code is 65" {
	deep=$(printf '[%.0s' $(seq 5000))
	{
		say 1 11 '!balance'
		echo '{"id":'
		printf '{"id":"1","x":"\xff"}\n'
		echo "{\"a\":$deep"
		say 2 11 '!balance' | sed 's/"id":"\([0-9]*\)"/"id":\1/'
		echo '{"a":"\u0000"}'
		say 3 11 '!balance' | jq -c 'del(.guild_id)'
		say 3 11 '!balance' | sed 's/"gl":{/"gl\\uxyzw":{/'
		say 3 11 '!balance' | sed 's/!balance/!balance \\u00e/'
		say 4 11 '!balance'
	} >"$BATS_TEST_TMPDIR/in"
	run --separate-stderr gl-parse <"$BATS_TEST_TMPDIR/in"
	assert_equal "$status" 65
	assert_equal "${#lines[@]}" 2
	for line in 2 3 4 5 6 7 8 9; do
		assert_regex "$stderr" "line $line: "
	done
	assert_equal "$(grep -c 'lacks its four hexadecimal digits' <<<"$stderr")" 2
}

@test "a torn last line is named as torn" {
	run --separate-stderr gl-parse < <(say 1 11 '!balance' | head -c 100)
	assert_equal "$status" 65
	assert_regex "$stderr" 'line 1 \(torn at the end of the input\)'
	assert_equal "$output" ''
}

@test "a slow stream is answered at once" {
	coproc gl-parse
	say 1 11 '!balance' >&"${COPROC[1]}"
	read -r -t 5 answer <&"${COPROC[0]}"
	assert_regex "$answer" '"verb":"balance"'
	kill "$COPROC_PID"
}

@test "the tools that parse and speak are linked with no database, those of the books with no network" {
	for tool in gl-parse gl-command gl-post; do
		run ldd "$(command -v $tool)"
		refute_output --partial sqlite
	done
	for tool in gl-parse gl-channels gl-outbox gl-post gl-command gl-apply gl-batch gl-report gl-db; do
		run ldd "$(command -v $tool)"
		refute_output --partial curl
	done
}

@test "six characters \\u0000 that somebody wrote are text: the command is parsed, and goes through the whole pipe as written" {
	working_books
	run outcome status 7 11 '!pay <@12> 5 for \u0000 and \\u0000'
	assert_output ok
	assert_equal "$(gl-report journal --format json | jq -r '.[-1].memo')" 'for \u0000 and \\u0000'
	printf '%s\n' '{"type":0,"id":"1300000000000000000","channel_id":"2000","guild_id":"1000","content":"!balance \u0000","author":{"id":"11","username":"ana"}}' >"$BATS_TEST_TMPDIR/nul"
	run gl-parse <"$BATS_TEST_TMPDIR/nul"
	assert_failure 65
	assert_output --partial 'NUL character'
}
