# What completes while somebody types a slash command: gl-choices, which reads the books only.
load helper

# offered USER ROLES VERB OPTION [TEXT [SETTING]]: a line "NAME = VALUE" each. LANGUAGE: es.
offered() {
	jq -cn --arg user "$1" --arg roles "$2" --arg verb "$3" --arg option "$4" --arg text "${5:-}" --arg setting "${6:-}" --arg lang "${LANGUAGE_OF:-en}" \
		'{type: "query", guild_id: "1000", author: {id: $user, name: "x", roles: ($roles | split(",")), member: true}, lang: $lang, verb: $verb, option: $option, text: $text, setting: $setting}' |
		gl-choices | jq -r '.choices[] | "\(.name) = \(.value)"'
}
lines() { tr '\n' ';'; }

# bats test_tags=interaction-trap:33
@test "members are offered their own account, offices the community's: nobody those of other members, and no balances" {
	working_books
	operator account open 'Secret fund' asset >/dev/null
	operator account open Old income >/dev/null
	operator account close Old >/dev/null
	assert_equal "$(offered 11 '' balance account | lines)" 'Your own account = <@11>;'
	assert_equal "$(offered 11 '' request account secret)" ''
	assert_equal "$(offered 13 501 move from secret)" 'Secret fund = Secret fund'
	assert_equal "$(offered 15 503 balance account SECRET)" 'Secret fund = Secret fund'
	assert_equal "$(offered 11 '' move from secret)" ''
	assert_equal "$(offered 15 503 move from)" ''
	assert_equal "$(offered 13 501 move from old)" ''
	assert_equal "$(LANGUAGE_OF=es offered 13 501 move from caja | head -1)" 'caja = till'
	run offered 13 501 move from
	assert_line 'till = till'
	refute_output --regexp '100|@ana|@bob|<@1[12]>'
	# the permit tells, not what somebody is called, and the owner needs none
	assert_equal "$(offered 10 '' balance account secret)" 'Secret fund = Secret fund'
}

# bats test_tags=interaction-trap:33
@test "typing leaves no row in the log, no answer, no cursor: the books are as they were" {
	working_books
	everything >"$BATS_TEST_TMPDIR/before"
	for way in 'request account' 'pay currency' 'accept number' 'cancel number' 'role\ take role' 'help about' 'report report' 'config setting'; do
		eval "offered 10 '' $way" >/dev/null
	done
	everything | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "at most 25 are offered, those first that begin as it was typed, whatever the case and the accents" {
	working_books
	for n in $(seq 30); do say $((100 + n)) 10 "!account open \"Fondo $n\" asset"; done | tick >/dev/null
	say 200 10 '!account open "Otro fóndo" asset' | tick >/dev/null
	assert_equal "$(offered 13 501 move from | wc -l)" 25
	assert_equal "$(offered 13 501 move from fondo | wc -l)" 25
	run offered 13 501 move from 'FONDO 3'
	assert_line --index 0 'Fondo 3 = Fondo 3'
	assert_equal "$(offered 13 501 move from 'fondo 30' | lines)" 'Fondo 30 = Fondo 30;'
	assert_equal "$(offered 13 501 move from 'o fondo' | lines)" 'Otro fóndo = Otro fóndo;'
}

@test "numbers are those of what the asker can decide, take back or end, each with what it is about" {
	working_books
	operator deposit '<@12>' 50 cash >/dev/null
	{
		say 300 11 '!request <@12> 12.50 pizza'; say 301 12 '!request <@11> 3 coffee'; say 302 13 '!hold 5 <@12> "key"'; say 303 12 '!every month pay <@11> 2 rent'
		say 304 11 '!every month pay <@12> 1 tea'; say 305 11 '!schedule pause 2'
	} | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort -u)" ok
	local pizza coffee key
	read -r pizza coffee key <<<"$(jq -r '.waiting[0]? // empty' "$BATS_TEST_TMPDIR/out" | xargs)"
	assert_equal "$(offered 12 '' accept number)" "$pizza · @ana · 12.50 PTS · pizza = $pizza"
	assert_equal "$(LANGUAGE_OF=es offered 12 '' decline number)" "$pizza · @ana · 12,50 PTS · pizza = $pizza"
	assert_equal "$(offered 12 '' accept number tea)" ''
	assert_equal "$(offered 11 '' accept number)" "$coffee · @bob · 3.00 PTS · coffee = $coffee"
	assert_equal "$(offered 11 '' cancel number)" "$pizza · @bob · 12.50 PTS · pizza = $pizza"
	assert_equal "$(offered 11 '' remind number)" "$pizza · @bob · 12.50 PTS · pizza = $pizza"
	assert_equal "$(offered 14 502 accept number)" ''
	assert_equal "$(offered 13 501 capture number)" "$key · @bob · 5.00 PTS · key = $key"
	assert_equal "$(offered 12 '' capture number)" ''
	assert_equal "$(offered 12 '' 'schedule pause' number)" '1 · 2.00 PTS · rent · @bob = 1'
	assert_equal "$(offered 11 '' 'schedule pause' number)" ''
	assert_equal "$(offered 11 '' 'schedule resume' number)" '2 · 1.00 PTS · tea · @ana = 2'
	assert_equal "$(offered 14 502 'schedule stop' number | wc -l)" 2
	assert_equal "$(offered 15 503 'batch show' number)" '1 · open = 1'
	assert_equal "$(offered 11 '' 'batch show' number)" ''
}

@test "roles are those on offer: to take the ones that the asker lacks, to leave those that they have" {
	working_books
	{
		echo '{"type":"role","guild_id":"1000","role_id":"601","name":"Red","position":1,"managed":false,"permissions":"0"}'
		echo '{"type":"role","guild_id":"1000","role_id":"602","name":"Blue","position":2,"managed":false,"permissions":"0"}'
		echo '{"type":"role","guild_id":"1000","role_id":"603","name":"Staff","position":3,"managed":false,"permissions":"0"}'
	} | gl-apply >/dev/null
	say 400 10 '!role group colours any <@&601> <@&602>' | tick >/dev/null
	assert_equal "$(offered 11 601 'role take' role)" 'Blue · colours = <@&602>'
	assert_equal "$(offered 11 601 'role leave' role)" 'Red · colours = <@&601>'
	assert_equal "$(offered 11 '' 'role take' role r)" 'Red · colours = <@&601>
Blue · colours = <@&602>'
}

@test "currencies, reports, commands, settings and their values are offered by name, in the asker's language, to those who may use them" {
	working_books
	say 500 10 '!config currency.EUR 2' | tick >/dev/null
	assert_equal "$(offered 11 '' pay currency | lines)" 'PTS = PTS;EUR = EUR;'
	assert_equal "$(offered 15 503 report report bal | lines)" 'balances = balances;balance-sheet = balance-sheet;balances-over-time = balances-over-time;trial-balance = trial-balance;'
	assert_equal "$(LANGUAGE_OF=es offered 15 503 report report sumas)" 'sumas-y-saldos = trial-balance'
	assert_equal "$(offered 11 '' report report)" ''
	assert_regex "$(LANGUAGE_OF=es offered 11 '' help about pagar)" '^pagar · .* = pay'
	assert_regex "$(offered 11 '' help about cash)" '= cash'
	assert_equal "$(offered 11 '' config setting)" ''
	assert_regex "$(offered 10 '' config setting prefix)" '^prefix · .* = prefix'
	assert_regex "$(LANGUAGE_OF=es offered 10 '' config setting prefijo)" '^prefijo · .* = prefix'
	assert_equal "$(LANGUAGE_OF=es offered 10 '' config value '' registro | lines)" 'abierto = open;rol = role;aprobación = approval;invitación = invitation;'
	assert_equal "$(offered 10 '' config value '' nothing)" ''
}

@test "the screened, those of another community and those without a permit are offered nothing" {
	working_books
	query() { printf '{"type":"query","guild_id":"%s","author":{"id":"10","name":"x"%s},"lang":"en","verb":"pay","option":"currency","text":""}\n' "$@" | gl-choices; }
	assert_equal "$(query 1000 ',"roles":[],"member":true')" '{"type":"choices","choices":[{"name":"PTS","value":"PTS"}]}'
	assert_equal "$(query 1000 ',"roles":[],"member":false')" '{"type":"choices","choices":[]}'
	assert_equal "$(query 1000 ',"roles":[]')" '{"type":"choices","choices":[]}'
	assert_equal "$(query 1000 '')" '{"type":"choices","choices":[]}'
	assert_equal "$(query 1001 ',"roles":[],"member":true')" '{"type":"choices","choices":[]}'
	say 600 10 '!permit <@&1000> none' | tick >/dev/null
	assert_equal "$(offered 11 '' pay currency)" ''
}

@test "what is no query is refused with 65, and nothing is printed" {
	working_books
	for line in '' 'torn {' '{"type":"command"}' '{"type":"query","guild_id":"1000","author":{"id":"1"},"lang":"en","verb":"due pay","option":"x"}' \
		'{"type":"query","guild_id":"1000","author":{"id":"1"},"lang":"xx","verb":"pay"}' '{"type":"query","guild_id":"1000","author":{"id":"1","roles":[],"member":true},"lang":"en","verb":"pay"}'; do
		run gl-choices <<<"$line"
		assert_failure 65
		refute_output --partial '{"type":"choices"'
	done
	run gl-choices </dev/null
	assert_failure 65
}
