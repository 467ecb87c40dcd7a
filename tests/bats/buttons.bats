# What is below messages of ours to be pressed: which buttons a message has, and what becomes of a press, through gl-interaction
# and the books. Numbers of traps are those of the project's fact sheet on interactions.
load helper

setup() {
	REQUEST="$PROJECT/tests/interactions/request"
	GL_PUBLIC_KEY=$("$REQUEST" key)
	export GL_PUBLIC_KEY
	working_books
	{ say 7 13 '!deposit <@12> 100.00 cash'; say 8 13 '!register'; say 9 10 '!config buttons on'; } | tick >/dev/null
	gl-outbox >/dev/null
}
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

# answers NUMBER USER TEXT: the delivery of the answer to a command that was written.
answers() { say "$1" "$2" "$3" | tick >/dev/null; gl-outbox | jq -c 'select(.kind == "reply")' | tail -n 1; }
buttons_of() { jq -c '[.buttons[]? | [.label, .id]]' <<<"$1"; }
state_of() { ask_books "SELECT state FROM waiting WHERE number = $1"; }

# interaction NUMBER USER CUSTOM_ID [EDIT]: what Discord sends for a press below a message; EDIT is jq's.
interaction() {
	local roles id=$((1300234240000000000 + $1 * 4194304000))
	roles=$(jq -c --arg id "$2" 'select(.type == "member" and .user_id == $id) | .roles' "$ROSTER" | head -n 1)
	jq -nc --arg sent "$id" --arg user "$2" --arg id "$3" --argjson roles "${roles:-[]}" '{type: 3, id: $sent, application_id: "1",
		token: "very-secret-token", context: 0, guild_id: "1000", channel_id: "2000", channel: {id: "2000", type: 0}, authorizing_integration_owners: {"0": "1000"},
		locale: "en-GB", member: {user: {id: $user, username: "u\($user)"}, roles: $roles, joined_at: "2024-01-01T00:00:00Z", permissions: "0"},
		message: {id: "777", flags: 0, content: "What we said.", components: [{type: 1, components: [{type: 2, style: 3, custom_id: $id, label: "Press me"}]}]},
		data: {component_type: 2, custom_id: $id}} | '"${4:-.}"
}
# pressed NUMBER USER CUSTOM_ID [EDIT]: the answer to it, as JSON.
pressed() {
	interaction "$@" | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request.$1"
	gl-interaction <"$BATS_TEST_TMPDIR/request.$1" | sed '1,/^\r$/d'
}
# is_private ANSWER: a message for the eyes of who pressed; what others see stays as it is.
is_private() { jq -e '.type == 4 and (.data.flags / 64 | floor) % 2 == 1' <<<"$1" >/dev/null; }

@test "a message that names what waits has the buttons that decide it, in the language of the question" {
	assert_equal "$(buttons_of "$(answers 10 11 '!request <@12> 12.50 pizza')")" '[["Accept 12.50","1:yes:11"],["Pay a part","1:part:11"],["Decline","1:no:11"]]'
	assert_equal "$(buttons_of "$(answers 11 11 '!pedir <@12> 12,50 pizza')")" '[["Aceptar 12,50","1:yes:12"],["Pagar una parte","1:part:12"],["Declinar","1:no:12"]]'
	assert_equal "$(buttons_of "$(answers 12 11 '!split 30 <@12> <@13> dinner')")" '[["Accept 10.00","1:yes:13-14"],["Decline","1:no:13-14"]]'
	operator account open hall income >/dev/null
	assert_equal "$(buttons_of "$(answers 13 13 '!hold 5 <@12> to hall deposit')")" '[["Capture","1:capture:15"],["Release","1:release:15"]]'
	assert_equal "$(buttons_of "$(answers 14 11 '!every month pay <@12> 5')")" '[["Pause","1:pause:1"],["Stop","1:stop:1"]]'
	answers 15 11 '!pay <@12> 3' >/dev/null
	assert_equal "$(buttons_of "$(answers 16 11 '!undo')")" '[["Agree","1:yes:18"],["Decline","1:no:18"]]'
	operator config confirm.over 10 >/dev/null
	assert_equal "$(buttons_of "$(answers 17 11 '!pay <@12> 20')")" '[["Confirm 20.00","1:yes:20"],["Cancel","1:cancel:20"]]'
	operator config approval.over 10 >/dev/null
	assert_equal "$(buttons_of "$(answers 18 13 '!withdraw <@11> 15 rent')")" '[["Approve","1:yes:22"],["Reject","1:no:22"]]'
	# what was decided has none, and a refusal has none
	assert_equal "$(buttons_of "$(answers 19 12 '!decline 11')")" '[]'
	assert_equal "$(buttons_of "$(answers 20 13 '!accept 12')")" '[]'
}

@test "messages have no buttons until the setting says so, and direct messages never have" {
	operator config buttons off >/dev/null
	assert_equal "$(buttons_of "$(answers 10 11 '!request <@12> 12.50 pizza')")" '[]'
	assert_equal "$(buttons_of "$(answers 11 11 '!history')")" '[]'
	operator config botones on >/dev/null
	answers 12 12 '!notices dm' >/dev/null
	say 13 11 '!request <@12> 5 taxi' | tick >/dev/null
	assert_equal "$(gl-outbox | jq -c '[.kind, (.buttons | length)]' | sort)" $'["dm",0]\n["reply",3]'
}

@test "a press decides as the words would, and the message then says who chose what, without buttons" {
	answers 10 11 '!request <@12> 12.50 pizza' >/dev/null
	answer=$(pressed 20 12 1:yes:11)
	assert_equal "$(state_of 11)" accepted
	assert_equal "$(balance_of @ana)" 112.50
	assert_equal "$(jq -c '[.type, .data.components, .data.allowed_mentions]' <<<"$answer")" '[7,[],{"parse":[]}]'
	run jq -r .data.content <<<"$answer"
	assert_line --index 0 'What we said.'
	assert_line --index 1 --regexp '^<@12> chose “Press me” on <t:[0-9]+:f>:$'
	assert_line --index 2 --partial 'Paid 12.50 PTS to @ana'
	assert_equal "$(ask_books "SELECT record FROM commands WHERE verb = 'accept'" | jq -c '[.verb, .args, .pressed]')" '["accept",{"n":"11"},true]'
	# a part leaves what is open, with its buttons
	answers 11 11 '!request <@12> 10 taxi' >/dev/null
	number=$(ask_books 'SELECT MAX(number) FROM waiting')
	answer=$(pressed 21 12 "1:part:$number" '.type = 5 | .data = {custom_id: "1:part:'"$number"'", components: [{type: 18, component: {type: 4, custom_id: "amount", value: "4"}}]}')
	assert_equal "$(jq -c '[.type, (.data.components[0].components[] | .custom_id)]' <<<"$answer")" "[7,\"1:yes:$number\",\"1:part:$number\",\"1:no:$number\"]"
	assert_equal "$(jq -r '.data.components[0].components[0].label' <<<"$answer")" 'Accept 6.00'
}

@test "one message asks several people: each press decides what that person was asked for, and the buttons stay for the others" {
	answers 10 11 '!split 30 <@12> <@13> dinner' >/dev/null
	answer=$(pressed 20 12 1:yes:11-12)
	assert_equal "$(ask_books 'SELECT number, state FROM waiting ORDER BY number')" $'11|accepted\n12|waiting'
	assert_equal "$(jq -c '[.type, [.data.components[0].components[].custom_id]]' <<<"$answer")" '[7,["1:yes:12","1:part:12","1:no:12"]]'
	is_private "$(pressed 21 12 1:yes:11-12)" # it holds nothing else of theirs
	assert_equal "$(state_of 12)" waiting
}

@test "a press that could mean one of two is answered with slash commands to choose from, by the names that Discord shows" {
	answers 10 11 '!request <@12> 12.50 pizza' >/dev/null
	answers 11 11 '!request <@12> 3 taxi' >/dev/null
	gl-commands --print >"$BATS_TEST_TMPDIR/commands"
	shown() { # COMMAND NUMBER LOCALE: `/accept number:41`
		jq -r --arg name "$1" --arg number "$2" --arg locale "$3" 'def shown: .name_localizations[$locale]? // .name;
			.[] | select(.name == $name) | "`/\(shown) \(.options[] | select(.name == "number") | shown):\($number)`"' "$BATS_TEST_TMPDIR/commands"
	}
	answer=$(pressed 20 12 1:yes:11-12)
	is_private "$answer"
	assert_equal "$(jq -r .data.content <<<"$answer")" "That message asks you for 11 and 12. Write $(shown accept 11 en) or $(shown accept 12 en)."
	assert_equal "$(jq -r .data.content < <(pressed 21 12 1:no:11-12 '.locale = "es-419"'))" "Ese mensaje te pide la 11 y la 12. Escribe $(shown decline 11 es-419) o $(shown decline 12 es-419)."
	assert_equal "$(shown accept 12 en)" '`/accept number:12`'
	assert_equal "$(state_of 11) $(state_of 12)" 'waiting waiting'
	# what is written as a message is answered as a message
	run jq -r .text < <(say 22 11 '!undo' | tick)
	refute_output --partial '`/'
}

# bats test_tags=interaction-trap:29
@test "a press by the wrong person, too late, in another community, or of an altered id changes nothing, and only they are told" {
	answers 10 11 '!request <@12> 12.50 pizza' >/dev/null
	answers 11 11 '!every month pay <@12> 5' >/dev/null
	last=$(ask_books 'SELECT COUNT(*) FROM transactions')
	n=20
	for id in 1:yes:11 1:no:11 1:capture:11 1:release:11 1:stop:1 1:pause:1 1:yes:99 1:yes:11-13 1:approve:11 2:yes:11 1:yes:011 1:config:10 '1:yes:11:12' 1:page:history:11:10:10; do
		n=$((n + 1))
		is_private "$(pressed "$n" 13 "$id")" || { echo "not private: $id"; false; }
	done
	is_private "$(pressed 40 12 1:yes:11 '.guild_id = "5555" | .authorizing_integration_owners."0" = "5555"')"
	is_private "$(pressed 41 12 1:yes:11 '.context = 1 | del(.guild_id, .member) | .user = {id: "12"}')"
	is_private "$(pressed 42 12 1:yes:11 '.authorizing_integration_owners = {"1": "12"}')"
	assert_equal "$(state_of 11)" waiting
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" "$last"
	# forty days later: the request is over, and so says the answer
	answer=$(pressed 4000 12 1:yes:11 '.id = "1800000000000000000"')
	is_private "$answer"
	run jq -r .data.content <<<"$answer"
	assert_output --partial 'Request 11 ended on'
	# what was decided already
	answers 12 11 '!request <@12> 1 more' >/dev/null
	number=$(ask_books 'SELECT MAX(number) FROM waiting')
	pressed 50 12 "1:yes:$number" >/dev/null
	answer=$(pressed 51 12 "1:yes:$number")
	is_private "$answer"
	run jq -r .data.content <<<"$answer"
	assert_output --partial "You already accepted request $number"
}

# bats test_tags=interaction-trap:30
@test "two treasurers press Approve together, and each twice: one effect, and one message says whose it was" {
	operator config approval.over 10 >/dev/null
	answers 10 13 '!withdraw <@11> 15 rent' >/dev/null
	number=$(ask_books 'SELECT MAX(number) FROM waiting')
	for n in 20 21 22 23; do
		interaction "$n" "$((n % 2 ? 14 : 10))" "1:yes:$number" | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request.$n"
	done
	for n in 20 21 22 23; do gl-interaction <"$BATS_TEST_TMPDIR/request.$n" >"$BATS_TEST_TMPDIR/answer.$n" & done
	for job in $(jobs -p); do wait "$job"; done
	assert_equal "$(sed -s '1,/^\r$/d' "$BATS_TEST_TMPDIR"/answer.* | jq -s -c 'map(.type) | sort')" '[4,4,4,7]'
	assert_equal "$(balance_of @ana)" 85.00
}

@test "history and journal have pages: an older one, and back; in one's own message it turns there" {
	for n in $(seq 10 24); do say "$n" 11 "!pay <@12> 1 number $n"; done | tick >/dev/null
	gl-outbox >/dev/null
	delivery=$(answers 30 11 '!history')
	assert_equal "$(buttons_of "$delivery")" '[["Older","1:page:history:11:10:10"]]'
	answer=$(pressed 40 11 1:page:history:11:10:10)
	is_private "$answer" # others asked for no page
	assert_equal "$(jq -c '[.data.components[0].components[] | [.label, .custom_id]]' <<<"$answer")" '[["Newer","1:page:history:11:10:0"],["Older","1:page:history:11:10:20"]]'
	run jq -r '.data.embeds[0].description' <<<"$answer"
	assert_output --partial 'number 14'
	refute_output --partial 'number 15'
	answer=$(pressed 41 11 1:page:history:11:10:0 '.message.flags = 64')
	assert_equal "$(jq -c '[.type, (.data.embeds | length), .data.attachments]' <<<"$answer")" '[7,1,[]]'
	run jq -r '.data.embeds[0].description' <<<"$answer"
	assert_output --partial 'number 24'
	# somebody else's needs the permit that the words need
	assert_equal "$(pressed 42 12 1:page:history:11:10:10 | jq -r '.data.content' | grep -c 'number')" 0
	delivery=$(answers 31 15 '!report journal limit=6')
	oldest=$(jq -r .content <<<"$delivery" | sed -n 's/^#\([0-9]*\) .*/\1/p' | sort -n | head -n 1)
	assert_equal "$(buttons_of "$delivery")" "[[\"Older\",\"1:page:journal:6:$oldest\"]]"
	run jq -r '.data.embeds[0].description' < <(pressed 43 15 "1:page:journal:6:$oldest")
	assert_output --partial "#$((oldest - 1)) "
	refute_output --partial "#$oldest "
}

@test "a report has a button for its chart, which follows in the channel" {
	assert_equal "$(buttons_of "$(answers 10 15 '!report balances')")" '[["Show chart","1:chart:balances"]]'
	answer=$(pressed 20 15 1:chart:balances)
	run jq -r '.data | .content + (.embeds[0].description // "")' <<<"$answer"
	assert_output --partial 'The chart follows in this channel.'
	assert_equal "$(gl-outbox | jq -r 'select(.kind == "post") | .channel_id, .files[0].media_type')" $'2000\napplication/x-gnuplot'
}

@test "role menu lists the roles on offer; choosing one takes it, or leaves it, and only who chose is told" {
	echo '{"type":"guild","guild_id":"1000","name":"Test","owner_id":"10","lang":"en","bot_id":"999","bot_role_id":"998","bot_top_role":"998","bot_position":9}
{"type":"role","guild_id":"1000","role_id":"601","name":"Blue","position":2,"permissions":"0"}
{"type":"role","guild_id":"1000","role_id":"602","name":"Red `x`","position":1,"permissions":"0"}' | gl-apply >/dev/null
	run -0 outcome code 10 10 '!role menu'
	assert_output no_roles
	answers 11 10 '!role group Colours one <@&601> <@&602>' >/dev/null
	run -0 outcome code 12 10 '!role menu Teams'
	assert_output unknown_group
	run -0 outcome code 13 11 '!role menu'
	assert_output missing_permit
	gl-outbox >/dev/null
	delivery=$(answers 14 10 '!role menu colours')
	assert_equal "$(jq -c '[.menus[] | .id, .placeholder, (.options[] | .value, .label)]' <<<"$delivery")" '["1:role:0","Choose a role","601","Blue","602","Red `x`"]'
	answer=$(pressed 20 11 1:role:0 '.data = {component_type: 3, custom_id: "1:role:0", values: ["601"]}')
	is_private "$answer"
	assert_equal "$(gl-outbox | jq -r 'select(.kind == "role_add") | [.user_id, .role_id] | join(" ")')" '11 601'
	pressed 21 11 1:role:0 '.data = {component_type: 3, custom_id: "1:role:0", values: ["601"]} | .member.roles = ["601"]' >/dev/null
	assert_equal "$(gl-outbox | jq -r 'select(.kind == "role_remove") | [.user_id, .role_id] | join(" ")')" '11 601'
	is_private "$(pressed 22 11 1:role:0 '.data = {component_type: 3, custom_id: "1:role:0", values: ["<@&501>"]}')"
	# a role that costs something says so: choosing it pays
	answers 15 10 '!role group Colours one <@&601> <@&602> fee=5' >/dev/null
	assert_equal "$(answers 16 10 '!rol menu' | jq -c '[.menus[].options[].label]')" '["Blue · 5,00 PTS","Red `x` · 5,00 PTS"]'
	operator config buttons off >/dev/null
	run -0 outcome code 17 10 '!role menu'
	assert_output buttons_off
}

# bats test_tags=interaction-trap:34
@test "answers to random outcomes, whoever's text is in them, fit what Discord takes" {
	python3 -c 'import jsonschema' 2>/dev/null || skip 'python3-jsonschema is not there'
	local build="$PROJECT/build"
	case ${GL_BIN:-} in */build-san/bin) build="$PROJECT/build-san" ;; esac
	seed=${SEED:-$RANDOM}
	echo "SEED=$seed"
	"$build/unit/test_answer" print 300 "$seed" >"$BATS_TEST_TMPDIR/answers"
	python3 - "$PROJECT/tests/interactions/answer.schema.json" "$BATS_TEST_TMPDIR/answers" <<-'EOF'
		import json, sys
		import jsonschema
		validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
		for line in open(sys.argv[2]):
		    answer = json.loads(line)
		    rows = answer["data"].get("components", [])
		    ids = [part["custom_id"] for row in rows for part in row["components"] if "custom_id" in part]
		    assert len(ids) == len(set(ids)), line
		    validator.validate(answer)
	EOF
}
