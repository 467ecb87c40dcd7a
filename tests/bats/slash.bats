# Slash commands, buttons and forms as records: the same that text gives; what is refused before there is one; what completes while
# somebody types. tests/interactions/payload writes interactions as Discord sends them.
load helper

setup() {
	REQUEST="$PROJECT/tests/interactions/request" PAYLOAD="$PROJECT/tests/interactions/payload" BIN="$BATS_TEST_TMPDIR/bin" KEPT="$BATS_TEST_TMPDIR/kept"
	GL_PUBLIC_KEY=$("$REQUEST" key)
	export GL_PUBLIC_KEY KEPT
	mkdir "$BIN" "$KEPT"
	for tool in gl-interaction gl-choices; do ln "$(command -v $tool)" "$BIN/" 2>/dev/null || cp "$(command -v $tool)" "$BIN/"; done
	REAL_APPLY=$(command -v gl-apply)
	export REAL_APPLY
	# it keeps the record; nothing is booked
	printf '#!/bin/bash\ncat >"$KEPT/record"; echo "{\\"type\\":\\"outcome\\",\\"status\\":\\"ok\\",\\"text\\":\\"Done.\\"}"\n' >"$BIN/gl-apply"
	chmod +x "$BIN/gl-apply"
}

# sent [CHANGE]: the interaction on standard input, changed by jq, through gl-interaction; its answer's body.
sent() {
	rm -f "$KEPT/record"
	jq -c "${1:-.}" | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	"$BIN/gl-interaction" <"$BATS_TEST_TMPDIR/request" | sed '1,/^\r$/d'
}
# record WORDS...: the record that a payload comes to.
record() {
	"$PAYLOAD" "$@" | sent >"$BATS_TEST_TMPDIR/answer"
	cat "$KEPT/record"
}
# typed TEXT: the record that the text gives, without what gl-identify adds.
typed() {
	jq -cn --arg text "$1" '{id: "1576000000000000000", channel_id: "2000", guild_id: "1000", type: 0, content: $text, author: {id: "11", username: "ana", global_name: null}}' | gl-parse
}
without_door() { jq -c 'del(.source, .private, .author.roles, .author.member, .author.owner)'; }
# choices OPTION... : what is offered, a line "NAME = VALUE" each.
offered() { "$PAYLOAD" "$@" | sent | jq -r '.data.choices[] | "\(.name) = \(.value)"'; }

@test "what is chosen is the record that the same text gives, key for key" {
	while IFS='|' read -r text path chosen; do
		IFS=';' read -ra values <<<"$chosen"
		record command "$path" "${values[@]}" | without_door >"$BATS_TEST_TMPDIR/slash"
		typed "!$text" | without_door >"$BATS_TEST_TMPDIR/text"
		diff "$BATS_TEST_TMPDIR/text" "$BATS_TEST_TMPDIR/slash"
	done <<-'END'
		pay <@12> 12,50 "pizza for all"|pay|to=12;amount=12,50;memo=pizza for all
		pay <@12> 1.234,50EUR|pay|to=12;amount=1.234,50;currency=EUR
		pay <@12> <@13> <@&7> 5 each "thanks"|pay|to=12;others=<@13> <@&7>;amount=5;several=each;memo=thanks
		balance "main hall"|balance|account=main hall
		deposit <@12> 20 "cash"|deposit|member=12;amount=20;memo=cash
		move till "main bank" 100 "takings"|move|from=till;to=main bank;amount=100;memo=takings
		request <@12> 12.50 "pizza"|request|member=12;amount=12.50;memo=pizza
		split 60 <@12>:2 <@13> without me dinner|split|amount=60;members=<@12>:2 <@13>;without-me=true;memo=dinner
		charge <@&7> 5 "shirt" due=2027-03-01|charge|role=7;amount=5;reason=shirt;due=2027-03-01
		accept 41 20 "rest later"|accept|number=41;amount=20;reason=rest later
		decline 41 paid already|decline|number=41;reason=paid already
		approve <@12>|approve|member=12
		hold 50 <@12> "key"|hold|amount=50;member=12;reason=key
		capture 44 20 to "the bank"|capture|number=44;amount=20;to=the bank
		every month pay <@12> 20 "rent" from 2027-01-31|every|often=month;member=12;amount=20;memo=rent;from=2027-01-31
		dues <@&7> 5 monthly into club on 15|dues|role=7;amount=5;period=monthly;into=club;on=15
		dues exempt <@12> off|dues-exempt|member=12;off=true
		schedule pause 3 holiday|schedule pause|number=3;reason=holiday
		budget events 300 monthly carry|budget|account=events;amount=300;period=monthly;carry=true
		limits <@12> ceiling=none|limits|member=12;ceiling=none
		balance|balance|
		balance <@12>|balance|member=12;public=true
		history till 5|history|account=till;count=5
		statement 30d csv|statement|period=30d;csv=true
		report dues 3|report|report=dues;schedule=3
		report journal csv batch=4|report|report=journal;batch=4;csv=true
		role take Red|role take|role=Red
		role grant <@12> <@&7> 7d|role grant|member=12;role=7;until=7d
		permit <@&7> teller|permit|role=7;permit=teller
		config prefix "$"|config|setting=prefix;value=$
		batch close difference=book till=340.50 bank=20USD|batch close|counted=till=340.50 bank=20USD;difference=book
		batch show 3|batch show|number=3
		account open "The bar" income floor=-5|account open|name=The bar;kind=income;floor=-5
		reverse 12 wrong amount|reverse|number=12;reason=wrong amount
		verify 12-7K3M9QXZ|verify|receipt=12-7K3M9QXZ
		help pay|help|about=pay
		undo wrong person|undo|memo=wrong person
		notices dm|notices|value=dm
		why <@12> pay|why|member=12;command=pay
	END
}

# bats test_tags=interaction-trap:19
@test "amounts are read as in text, or refused as there: no number of JSON becomes money" {
	for amount in 0.1 12,50 1.234,50 1e3 １２ 1.234 0 -5 '5 5' 92233720368547758070 NaN '12.50.1'; do
		record command pay to=12 "amount=$amount" | jq -c '[.verb, .args.amount, .error.code]' >"$BATS_TEST_TMPDIR/slash"
		typed "!pay <@12> $amount" | jq -c '[.verb, .args.amount, .error.code]' >"$BATS_TEST_TMPDIR/text"
		if [ "$amount" != '5 5' ]; then diff "$BATS_TEST_TMPDIR/text" "$BATS_TEST_TMPDIR/slash"; fi
	done
	"$PAYLOAD" command pay to=12 amount=5 | sent '(.data.options[] | select(.name == "amount")) += {type: 10, value: 0.3}' >/dev/null
	assert_equal "$(jq -r .type "$KEPT/record")" reject
	"$PAYLOAD" command pay to=12 amount=5 | sent '(.data.options[] | select(.name == "amount")) += {value: 5}' >/dev/null
	assert_equal "$(jq -r .type "$KEPT/record")" reject
	"$PAYLOAD" command accept number=41 | sent '.data.options[0].value = 41.5' >/dev/null
	assert_equal "$(jq -r .error.code "$KEPT/record")" number_expected
	"$PAYLOAD" command accept number=41 | sent '.data.options[0].value = "41"' >/dev/null
	assert_equal "$(jq -r .type "$KEPT/record")" reject
}

# bats test_tags=interaction-trap:20
@test "a memo of any characters is folded or refused as in text" {
	for memo in $'two\nlines' $'tab\there' $'bidi \u202e override' $'zero\u200bwidth' '"quoted" \ back' '@everyone <@&7> `x` **b**' "$(printf 'x%.0s' $(seq 6000))"; do
		jq -cn --arg memo "$memo" --argjson body "$("$PAYLOAD" command pay to=12 amount=5 memo=x)" '$body | (.data.options[] | select(.name == "memo")).value = $memo' | sent >/dev/null
		jq -c '[.args.memo, .error.code]' "$KEPT/record" >"$BATS_TEST_TMPDIR/slash"
		typed "!pay <@12> 5 \"$(sed 's/[\"]/\\&/g' <<<"$memo")\"" | jq -c '[.args.memo, .error.code]' >"$BATS_TEST_TMPDIR/text"
		diff "$BATS_TEST_TMPDIR/text" "$BATS_TEST_TMPDIR/slash"
	done
	"$PAYLOAD" command pay to=12 amount=5 memo=NUL | jq -c . | sed 's/"NUL"/"a\\u0000b"/' | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	"$BIN/gl-interaction" <"$BATS_TEST_TMPDIR/request" >/dev/null
	assert_equal "$(jq -r .args.memo "$KEPT/record")" $'a\ufffdb'
	rm "$KEPT/record"
	"$PAYLOAD" command pay to=12 amount=5 memo=HALF | jq -c . | sed 's/"HALF"/"a\\ud800b"/' | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	assert_equal "$("$BIN/gl-interaction" <"$BATS_TEST_TMPDIR/request" | head -1)" $'Status: 400 Bad Request\r'
	assert [ ! -e "$KEPT/record" ]
}

# bats test_tags=interaction-trap:22,interaction-trap:38
@test "where no member of a community asks, or no answer could be shown, the refusal says so in their language, and there is no record" {
	refused() { # CHANGE ENGLISH SPANISH
		assert_equal "$("$PAYLOAD" command balance | sent "$1" | jq -r '"\(.type) \(.data.flags) \(.data.content)"')" "4 64 $2"
		assert [ ! -e "$KEPT/record" ]
		assert_equal "$("$PAYLOAD" --locale es-419 command balance | sent "$1" | jq -r .data.content)" "$3"
	}
	local direct=('I keep the books of communities: use this in a channel of yours.' 'Llevo las cuentas de comunidades: usa esto en un canal de la tuya.')
	refused '.context = 1 | .user = .member.user | del(.member, .guild_id, .guild)' "${direct[@]}"
	refused '.context = 2' "${direct[@]}"
	refused 'del(.member)' "${direct[@]}"
	refused 'del(.guild_id)' "${direct[@]}"
	refused '.guild_id = "0"' "${direct[@]}"
	local installed=('I am not set up in this community. Ask its admins to invite me.' 'No estoy en esta comunidad. Pide a quien la administra que me invite.')
	refused '.authorizing_integration_owners = {"1": "11"}' "${installed[@]}"
	refused '.authorizing_integration_owners = {"0": "1001", "1": "11"}' "${installed[@]}"
	local thread=('This thread is locked or archived, so my answer could not be shown. Nothing was booked: use another channel.'
		'Este hilo está cerrado o archivado y mi respuesta no se vería. No se ha apuntado nada: usa otro canal.')
	refused '.channel += {type: 11, thread_metadata: {locked: true, archived: false}}' "${thread[@]}"
	refused '.channel += {type: 11, thread_metadata: {locked: false, archived: true}}' "${thread[@]}"
	GL_APPLICATION=2 refused . 'This command belongs to another application.' 'Esta orden es de otra aplicación.'
	assert_equal "$(GL_APPLICATION=1 record command balance | jq -r .verb)" balance
	"$PAYLOAD" command balance | sent '.channel += {type: 11, thread_metadata: {locked: false, archived: false}}' >/dev/null
	assert_equal "$(jq -r .verb "$KEPT/record")" balance
	refused '.data.name = "gone"' "I don't know this command. Restart Discord (Ctrl+R) to see the current ones; nothing was booked." \
		'No conozco esta orden. Reinicia Discord (Ctrl+R) para ver las actuales; no se ha apuntado nada.'
	refused '.data.type = 3' "I don't know this command. Restart Discord (Ctrl+R) to see the current ones; nothing was booked." \
		'No conozco esta orden. Reinicia Discord (Ctrl+R) para ver las actuales; no se ha apuntado nada.'
}

# bats test_tags=interaction-trap:21,interaction-trap:22
@test "the author has the roles of the click; the screened and the timed out are no members, and nothing makes an owner" {
	author() { "$PAYLOAD" --roles 501,502 command balance | sent "$1" >/dev/null; jq -c .author "$KEPT/record"; }
	assert_equal "$(author .)" '{"id":"11","name":"ana","roles":["501","502"],"member":true,"owner":false}'
	assert_equal "$(author '.member.permissions = "8" | .member.owner = true | .member.user.global_name = "Ana"')" '{"id":"11","name":"Ana","roles":["501","502"],"member":true,"owner":false}'
	assert_equal "$(author '.member.pending = true' | jq .member)" false
	assert_equal "$(author '.member.communication_disabled_until = "2099-01-01T00:00:00Z"' | jq .member)" false
	assert_equal "$(author '.member.communication_disabled_until = "2020-01-01T00:00:00Z"' | jq .member)" true
	assert_equal "$(author '.member.communication_disabled_until = "soon"' | jq .member)" false
}

# bats test_tags=interaction-trap:25
@test "an id is what Discord resolved it to: a role is no payee, and an id that it did not resolve is none" {
	is_refused() { "$PAYLOAD" "${@:2}" | sent "$1" >/dev/null; assert_equal "$(jq -r '"\(.type) \(.error.code) \(.private)"' "$KEPT/record")" 'reject bad_option true'; }
	is_refused '.data.options[0].value = "501" | .data.resolved = {roles: {"501": {id: "501"}}}' command pay to=12 amount=5
	is_refused '.data.options[0] += {type: 8, value: "501"} | .data.resolved = {roles: {"501": {id: "501"}}}' command pay to=12 amount=5
	is_refused '.data.options[0] += {type: 9}' command pay to=12 amount=5
	is_refused 'del(.data.resolved)' command pay to=12 amount=5
	is_refused '.data.options[0].value = "12> 500 <@13"' command pay to=12 amount=5
	is_refused '.data.options[0].value = "12" | .data.resolved = {users: {"12": {id: "12"}}}' command permit role=7 permit=teller
}

# applied RECORD...: records through gl-apply. real_apply: interactions are booked from here on, as far as gl-apply takes them.
real_apply() {
	printf '#!/bin/bash\ntee "$KEPT/record" | "$REAL_APPLY" --interaction\n' >"$BIN/gl-apply"
}

# bats test_tags=interaction-trap:24
@test "a bot, a stranger and oneself are refused as in text" {
	working_books
	real_apply
	local n=100
	for who in 999 4242 11; do
		n=$((n + 1))
		"$PAYLOAD" --id $(((FIRST_MESSAGE + n * 1000) << 22)) --stranger 4242 --robot 999 command pay to=$who amount=5 | sent >/dev/null
		gl-report log --format json --limit 1 | jq -r '.[0] | "\(.status) \(.code)"' >"$BATS_TEST_TMPDIR/slash"
		n=$((n + 1))
		say $n 11 "!pay <@$who> 5" | tick | jq -r '"\(.status) \(.code)"' >"$BATS_TEST_TMPDIR/text"
		diff "$BATS_TEST_TMPDIR/text" "$BATS_TEST_TMPDIR/slash"
		refute grep -q ok "$BATS_TEST_TMPDIR/slash"
	done
}

# bats test_tags=interaction-trap:23
@test "a community that is not in the books is refused politely, and nothing is made of it" {
	working_books
	real_apply
	everything >"$BATS_TEST_TMPDIR/before"
	assert_regex "$("$PAYLOAD" --guild 1001 command balance | sent | jq -r .data.content)" 'has no books here'
	assert_equal "$("$PAYLOAD" --guild 1001 typing help about | sent)" '{"type":8,"data":{"choices":[]}}'
	assert_regex "$("$PAYLOAD" --guild 1001 command 'batch close' | sent | jq -r .data.content)" 'has no books here'
	everything | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "what is the asker's own business, and what is refused, only they see; public shows it" {
	private() { record "$@" | jq .private; }
	for command in balance history statement help requests whoami config 'notices value=dm' 'private value=on'; do
		# shellcheck disable=SC2086 # words
		assert_equal "$(private command $command)" true
	done
	for command in 'pay to=12 amount=5' 'request member=12 amount=5 memo=x' 'accept number=41' 'deposit member=12 amount=5 memo=x' 'balance public=true'; do
		# shellcheck disable=SC2086
		assert_equal "$(private command $command)" null
	done
	assert_equal "$(private command pay to=12 amount=1e3)" true
	assert_equal "$(private command balance public=false)" true
}

@test "the language is the asker's, else the community's as Discord knows it" {
	lang() { "$PAYLOAD" --locale "$1" command balance | sent "${2:-.}" >/dev/null; jq -r .lang "$KEPT/record"; }
	assert_equal "$(lang es-ES)" es
	assert_equal "$(lang es-419)" es
	assert_equal "$(lang en-US '.guild_locale = "es-ES"')" en
	assert_equal "$(lang de '.guild_locale = "es-ES"')" es
	assert_equal "$(lang de)" en
	assert_equal "$(lang et '.guild_locale = "et"')" en
}

@test "a channel that a setting names comes with what Discord says of it; one that was only typed was not seen" {
	channels() { "$PAYLOAD" command config setting=report.channel "${@:2}" | sent "$1" >/dev/null; jq -c .channels "$KEPT/record"; }
	local all=$(((1 << 10) | (1 << 11) | (1 << 15) | (1 << 16)))
	assert_equal "$(channels ".data.resolved.channels[\"2001\"].app_permissions = \"$all\"" channel=2001)" '[{"id":"2001","state":"seen","guild_id":"1000","type":0}]'
	assert_equal "$(channels '.data.resolved.channels["2001"].app_permissions = "1024"' channel=2001 | jq -c '.[0].missing | sort')" '["attach_files","read_message_history","send_messages"]'
	assert_equal "$(channels . channel=2001)" '[{"id":"2001","state":"seen","guild_id":"1000","type":0}]'
	assert_equal "$(channels . 'value=<#2001>')" '[{"id":"2001","state":"unseen"}]'
}

@test "a button is the record of its text, and says that it was pressed" {
	while IFS='|' read -r id text; do
		record button "$id" | without_door | jq -c 'del(.pressed)' >"$BATS_TEST_TMPDIR/button"
		assert_equal "$(jq -c .pressed "$KEPT/record")" true
		typed "!$text" | without_door | diff - "$BATS_TEST_TMPDIR/button"
	done <<-'END'
		1:yes:41|accept 41
		1:no:41|decline 41
		1:cancel:41|cancel 41
		1:capture:44|capture 44
		1:release:44|release 44
		1:stop:3|schedule stop 3
	END
	for id in 2:yes:41 1:yes:041 1:yes:0x29 1:yes 1:pay:12 '1:yes:41 ' '1:yes:41:500' ''; do
		assert_equal "$("$PAYLOAD" button "$id" | sent | jq -r .data.content)" 'This no longer works, and nothing was booked. `/requests` lists what waits for you.'
		assert [ ! -e "$KEPT/record" ]
	done
}

@test "a press on a message that only one person sees is answered to them alone" {
	assert_equal "$(record --message '{"id":"5","flags":64}' button 1:yes:41 | jq -c '[.pressed, .private]')" '[true,true]'
	assert_equal "$(record --message '{"id":"5","flags":0}' button 1:yes:41 | jq -c '[.pressed, .private]')" '[true,null]'
}

@test "a part is paid by a form with one amount, whose answer changes the message that was pressed" {
	"$PAYLOAD" --message '{"id":"5","flags":0}' button 1:part:41 | sent >"$BATS_TEST_TMPDIR/form"
	assert [ ! -e "$KEPT/record" ]
	assert_equal "$(jq -c '[.type, .data.custom_id, .data.title, (.data.components[] | .type, .label, .component.custom_id, .component.required)]' "$BATS_TEST_TMPDIR/form")" \
		'[9,"1:part:41","Pay a part of 41",18,"How much","amount",true]'
	record --message '{"id":"5","flags":0}' form 1:part:41 amount=12,50 | without_door | jq -c 'del(.pressed)' >"$BATS_TEST_TMPDIR/slash"
	typed '!accept 41 12,50' | without_door | diff - "$BATS_TEST_TMPDIR/slash"
	assert_equal "$(jq .pressed "$KEPT/record")" true
	assert_equal "$(record form 1:part:41 amount=lots | jq -r .type)" reject
	assert_equal "$(record form 1:part:41 amount=5 memo=x | jq -r .error.code)" bad_option
}

# bats test_tags=interaction-trap:32
@test "a form comes back in all four shapes that Discord's clients send" {
	wanted() { jq -c '[.verb, (.args | to_entries | sort_by(.key) | map("\(.key) \(.value)"))]' "$KEPT/record"; }
	for rows in '' --rows; do
		# shellcheck disable=SC2086 # none or one
		record $rows form 1:close 'count:till=EUR=340,50' 'count:main bank=USD=20' difference@=book >/dev/null
		assert_equal "$(wanted)" '["batch close",["count:main bank=USD 20","count:till=EUR 340.50","difference book"]]'
		# a field that was left empty, a list of which nothing was chosen
		# shellcheck disable=SC2086
		record $rows form 1:close 'count:till=EUR=340,50' 'count:main bank=USD=' difference@= >/dev/null
		assert_equal "$(wanted)" '["batch close",["count:till=EUR 340.50"]]'
	done
	"$PAYLOAD" form 1:close 'count:till=EUR=5' difference@=book | sent 'walk(if type == "object" and has("values") then .component_type = .type | del(.type) else . end)' >/dev/null
	assert_equal "$(wanted)" '["batch close",["count:till=EUR 5","difference book"]]'
	record form 1:close 'count:till=EUR=5' difference@=refuse $'others=main hall (EUR): 12\nold bank (USD): \n' >/dev/null
	assert_equal "$(wanted)" '["batch close",["count:main hall=EUR 12","count:till=EUR 5"]]'
	assert_equal "$(record form 1:close 'count:till=EUR=5' 'others=hall 12' | jq -r .type)" reject
	assert_equal "$(record form 1:close 'count:till=EUR=5' 'surprise=1' | jq -r .type)" reject
	assert_equal "$(record form 1:close 'count:till=EUR=5 bank=9' | jq -r .type)" reject
}

# bats test_tags=interaction-trap:31
@test "closing the batch opens a form with a field for each account and currency, whose ids are short, different and come back as they are" {
	init_books --currency PTS
	real_apply
	long=$(printf '🐙%.0s' $(seq 40))
	{
		for line in '!config currency.USD 2' "!account open \"$long\" asset" '!account open bank asset' '!account open shed asset' '!account open gone asset' '!account close gone' '!account open bar income'; do
			say $((++n)) 10 "$line"
		done
		say 20 10 "!move opening \"$long\" 5 x" ; say 21 10 '!move opening bank 5USD x'; say 22 10 '!move opening bank 5 x'
	} | tick >"$BATS_TEST_TMPDIR/made"
	"$PAYLOAD" --user 10 command 'batch close' | sent >"$BATS_TEST_TMPDIR/form"
	jq -r '.data.components[] | "\(.label) | \(.component.custom_id) | \(.component.value)"' "$BATS_TEST_TMPDIR/form" >"$BATS_TEST_TMPDIR/fields"
	run cat "$BATS_TEST_TMPDIR/fields"
	assert_line --index 0 'till (PTS) | count:till=PTS | null'
	assert_line --partial "| count:$long=PTS | null"
	assert_line --partial 'bank (USD): '
	assert_line --partial 'If the count differs | difference | null'
	assert_equal "$(jq '.data.components | length' "$BATS_TEST_TMPDIR/form")" 5
	assert_equal "$(jq '[.data.components[] | .component.custom_id] | (unique | length) == length' "$BATS_TEST_TMPDIR/form")" true
	assert_equal "$(jq '[.. | .custom_id? // empty | (. | length), (explode | map(if . > 65535 then 2 else 1 end) | add)] | max <= 100' "$BATS_TEST_TMPDIR/form")" true
	assert_equal "$(jq '[.data.components[].label | explode | map(if . > 65535 then 2 else 1 end) | add] | max <= 45' "$BATS_TEST_TMPDIR/form")" true
	# a difference that was chosen to be booked is chosen in the form
	assert_equal "$("$PAYLOAD" --user 10 command 'batch close' difference=book | sent | jq -c '[.data.components[-1].component.options[] | select(.default) | .value]')" '["book"]'
	# who may not close it learns of no account; who says what was counted needs no form
	assert_equal "$("$PAYLOAD" --user 13 --roles 501 command 'batch close' | sent | jq -r .data.content)" 'To use “batch close” you need the permit treasurer, which your roles do not give.'
	assert_equal "$("$PAYLOAD" --locale es-ES --user 13 --roles 501 command 'batch close' | sent | jq -r .data.content)" 'Para usar «lote cerrar» hace falta el permiso tesorero, que tus roles no dan.'
	"$PAYLOAD" --user 10 command 'batch close' counted=till=5 | sent >/dev/null
	assert_equal "$(jq -c .args "$KEPT/record")" '{"count:till":"5"}'
	# and the form as it was filled closes the batch
	"$PAYLOAD" --user 10 --id $(((FIRST_MESSAGE + 30000) << 22)) form 1:close count:till=PTS=0 "count:$long=PTS=5" "$(printf 'others=bank (PTS): 5\nbank (USD): 5')" | sent >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(gl-batch list --format json 2>/dev/null | jq -r '.[0].state' 2>/dev/null || sqlite3 "$GL_DB" 'SELECT state FROM batches ORDER BY batch LIMIT 1')" closed
}

@test "a refusal shows lines with the prefix that members type there" {
	working_books
	real_apply
	say 700 10 '!config prefix $' | tick >/dev/null
	"$PAYLOAD" --id $(((FIRST_MESSAGE + 701000) << 22)) command pay to=12 amount=1.234 | sent >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(jq -r .type "$KEPT/record")" reject
	run jq -r '.. | .content? // .description? // empty' "$BATS_TEST_TMPDIR/answer"
	assert_output --partial '`$pay'
	refute_output --partial '`!pay'
}
