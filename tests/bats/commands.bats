# Slash commands: what the verb table gives, and what is registered with Discord.
load live

setup() { :; }
teardown() { live_end; }

# with_endpoint: the fake Discord, and an application whose interactions arrive somewhere.
with_endpoint() {
	live
	fake '{"op":"set","key":"endpoint","value":"https://books.example/interactions"}' >/dev/null
}
writes() { fake_look command_writes | jq -c length; }
registered() { fake_look commands?guild=1000; }
# another NAME TYPE: a command that another program registered.
another() { fake "{\"op\":\"command\",\"guild\":\"1000\",\"command\":{\"name\":\"$1\",\"type\":$2,\"description\":\"$3\"}}" >/dev/null; }

# bats test_tags=interaction-trap:26,interaction-trap:19
@test "every name, limit and localisation of the whole table is what Discord takes, in three locales, and no option is a double" {
	gl-commands --print >"$BATS_TEST_TMPDIR/commands"
	run "$PROJECT/tests/discord/commands.py" --ours <"$BATS_TEST_TMPDIR/commands"
	assert_output ''
	assert_equal "$(jq '[.. | objects | select(.type? == 10)] | length' "$BATS_TEST_TMPDIR/commands")" 0
	assert_equal "$(jq '[.. | objects | select(.name? == "amount") | .type] | unique | tostring' "$BATS_TEST_TMPDIR/commands")" '"[3]"'
}

@test "the checker finds a wrong name, a missing locale, a limit, an order, a double" {
	gl-commands --print >"$BATS_TEST_TMPDIR/commands"
	while IFS= read -r line; do
		jq "${line% ## *}" "$BATS_TEST_TMPDIR/commands" >"$BATS_TEST_TMPDIR/changed"
		run "$PROJECT/tests/discord/commands.py" --ours <"$BATS_TEST_TMPDIR/changed"
		assert_output --partial "${line##* ## }"
	done <<-'END'
		.[0].name = "Help" ## is no name of a command
		.[0].name = "he lp" ## is no name of a command
		.[0].name_localizations["es-419"] = ("á" * 33) ## must be 1 to 32
		del(.[0].name_localizations["es-419"]) ## name is in
		.[0].description = ("x" * 101) ## must be 1 to 100
		.[0].description_localizations["es-MX"] = "x" ## no locale
		.[1].name_localizations["es-ES"] = "ayuda" ## two have one name in es-ES
		.[1].name_localizations["es-ES"] = "help" ## default name of another
		(.[] | select(.name == "pay")).options |= reverse ## required behind an optional
		(.[] | select(.name == "pay")).options[1].type = 10 ## type 10
		(.[] | select(.name == "pay")).options += [range(25) | {type: 3, name: "x\(.)", description: "x"}] ## has 31 options
		. += [range(99) | {name: "x\(.)", description: "x"}] ## commands of type 1
		(.[] | select(.name == "pay")).options[0].description_localizations = ([range(90)] | map({key: "es-ES", value: "x"}) | from_entries) ## description is in
		.[0].options = [range(25) | {type: 3, name: "x\(.)", description: "x", choices: [range(25) | {name: "y\(.)\("z" * 20)", value: "v\(.)"}]}] ## characters
	END
}

@test "every verb that people use is a command; what only schedules and lists of banks write is none" {
	gl-commands --print | jq -r '.[] | .name as $c | if (.options | any(.type == 1)) then "\($c) \(.options[].name)" else $c end' | sort >"$BATS_TEST_TMPDIR/names"
	sed -nE 's/^\tVERB\([A-Z_]+, ([a-z_]+)\).*/\1/p' "$PROJECT/src/command/verbs.h" | sed '/^due_/d; /^bank_line$/d; s/^assign_/assign-/; s/^to_sort$/to-sort/; s/^dues_exempt$/dues-exempt/; s/^statement_monthly$/statement-monthly/; s/_/ /' | sort >"$BATS_TEST_TMPDIR/verbs"
	diff "$BATS_TEST_TMPDIR/verbs" "$BATS_TEST_TMPDIR/names"
}

@test "every description is whole on a phone: 56 characters at most, in both languages" {
	run jq -r '[.. | objects | select(.description? and .name?) | .description, .description_localizations["es-ES"]?] | map(select(. != null and length > 56)) | unique[]' < <(gl-commands --print)
	assert_output ''
}

@test "the first options are those that are wanted most: how much before what it is for, and rarely used ones last" {
	options() { gl-commands --print | jq -r --arg name "$1" '.[] | select(.name == $name) | [.options[].name] | join(" ")'; }
	assert_equal "$(options pay)" 'to amount memo currency others several'
	assert_equal "$(options accept)" 'number amount reason'
	assert_equal "$(options notices)" 'value block unblock public'
	assert_equal "$(options report | cut -d' ' -f1-5)" 'report member last chart csv'
}

@test "only the commands of admins are hidden from members, and what is private has the option public" {
	assert_equal "$(gl-commands --print | jq -r '[.[] | select(.default_member_permissions == "32") | .name] | sort | join(" ")')" 'config permit permits'
	assert_equal "$(gl-commands --print | jq -c '[.[] | select(.default_member_permissions) | .default_member_permissions] | unique')" '["32"]'
	for name in balance history statement help config requests; do
		assert_equal "$(gl-commands --print | jq -r --arg name $name '.[] | select(.name == $name) | .options[-1] | "\(.name) \(.type) \(.required)"')" 'public 5 null'
	done
	for name in pay deposit request move accept; do
		assert_equal "$(gl-commands --print | jq -r --arg name $name '[.[] | select(.name == $name) | .options[] | select(.name == "public")] | length')" 0
	done
}

# bats test_tags=interaction-trap:27
@test "a second run asks and writes nothing; a change is written once, and each name keeps its id" {
	with_endpoint
	gl-channels --roster | gl-commands >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(writes)" 1
	assert_equal "$(registered | jq length)" "$(gl-commands --print | jq length)"
	registered | jq -c 'map({(.name): .id}) | add' >"$BATS_TEST_TMPDIR/ids"
	forget_requests
	run gl-commands --guild 1000
	assert_success
	assert_output '1000: the commands are up to date'
	assert_equal "$(fake_look requests | jq -r '.[] | "\(.method) \(.path) \(.query)"')" 'GET /applications/@me {}
GET /applications/999/guilds/1000/commands {"with_localizations":"true"}'
	# somebody changed one
	fake '{"op":"redescribe","guild":"1000","name":"pay","description":"old"}' >/dev/null
	run gl-commands --guild 1000
	assert_output --partial 'changed: pay'
	assert_equal "$(writes)" 2
	assert_equal "$(registered | jq -c 'map({(.name): .id}) | add')" "$(cat "$BATS_TEST_TMPDIR/ids")"
	no_schema_errors
}

# bats test_tags=interaction-trap:27
@test "a Discord that leaves out what the default says, or adds what it says of its own, changes nothing" {
	with_endpoint
	fake '{"op":"set","key":"same_localizations","value":false}' >/dev/null
	gl-commands --guild 1000 >/dev/null
	assert_equal "$(registered | jq -c '[.[] | .name_localizations // {} | keys[]] | unique')" '["es-419","es-ES"]'
	run gl-commands --guild 1000
	assert_output '1000: the commands are up to date'
	assert_equal "$(writes)" 1
}

# bats test_tags=interaction-trap:27
@test "commands of other types stay where others are written" {
	with_endpoint
	another 'Pay…' 2 ''
	another 'Book this' 3 ''
	run gl-commands --guild 1000
	assert_output --partial "menus, left alone: Pay…, Book this"
	assert_equal "$(registered | jq -r '[.[] | select(.type != 1) | .name] | join(", ")')" 'Pay…, Book this'
	run gl-commands --guild 1000 --force
	assert_equal "$(writes)" 1
}

# bats test_tags=interaction-trap:28
@test "a name that goes takes what admins allowed with it: it is named, and goes with --force only" {
	with_endpoint
	another 'abonar' 1 'old'
	run gl-commands --guild 1000
	assert_success
	assert_output --partial 'kept unless --force is given: abonar'
	assert_equal "$(registered | jq -r '[.[] | select(.name == "abonar")] | length')" 1
	run gl-commands --guild 1000 --check # what is kept is no difference
	assert_success
	assert_equal "$(writes)" 1
	run gl-commands --guild 1000 --force
	assert_success
	assert_output --partial 'removed: abonar'
	assert_equal "$(fake_look command_writes | jq -c '[.[].gone]')" '[[],["abonar"]]'
}

@test "--check writes nothing and says by its exit code that something differs" {
	with_endpoint
	run gl-commands --guild 1000 --check
	assert_failure 1
	assert_output --partial 'the commands differ'
	assert_equal "$(writes)" 0
	gl-commands --guild 1000
	run gl-commands --guild 1000 --check
	assert_success
}

@test "without an endpoint every command would fail: none is registered" {
	live
	GL_LOG=info run gl-commands --guild 1000
	assert_success
	assert_output --partial 'no Interactions Endpoint URL'
	assert_equal "$(writes)" 0
	assert_equal "$(requests commands)" 0
}

@test "too many commands of others are said, and nothing is changed" {
	with_endpoint
	for n in $(seq 60); do another "other$n" 1 x; done
	run gl-commands --guild 1000
	assert_failure 75
	assert_output --partial 'more than Discord takes'
	assert_equal "$(writes)" 0
}

@test "a guild that lacks the scope does not keep the others from having theirs" {
	with_endpoint
	fake '[{"op":"guild","id":"1001","name":"Other"},{"op":"kick_bot","guild":"1001"}]' >/dev/null
	printf '%s\n' '{"type":"guild","guild_id":"1001","owner_id":"10","name":"Other"}' '{"type":"guild","guild_id":"1000","owner_id":"10","name":"Test"}' >"$BATS_TEST_TMPDIR/guilds"
	run gl-commands <"$BATS_TEST_TMPDIR/guilds"
	assert_failure 77
	assert_output --partial 'lacks the scope applications.commands'
	assert_output --partial '1001: Discord did not take or tell the commands'
	assert_equal "$(fake_look command_writes | jq -c '[.[].guild]')" '["1000"]'
}

@test "gl-doctor says whether the commands are those of this version, and names what is none" {
	live
	run gl-doctor --lang en
	refute_output --partial 'slash commands'
	fake '{"op":"set","key":"endpoint","value":"https://books.example/interactions"}' >/dev/null
	run gl-doctor --lang en
	assert_line --regexp "warning +slash commands +missing: $(gl-commands --print | jq length); out of date: 0"
	assert_output --partial 'gl-commands --guild 1000'
	another 'abonar' 1 'old'
	gl-commands --guild 1000 >/dev/null
	run gl-doctor --lang en
	assert_line --regexp 'ok +slash commands +registered, as this version has them'
	assert_line --regexp 'warning +slash commands +registered, but not of this version: abonar'
	fake '{"op":"set","key":"commands_scope","value":false}' >/dev/null
	run gl-doctor --lang es
	assert_line --regexp 'aviso +órdenes de barra +Discord no las enumera'
}

@test "sync-roster registers the commands once a day, and at once when the program or the guilds changed" {
	with_endpoint
	run "$PROJECT/jobs/sync-roster"
	assert_success
	assert_output --partial '1000: the commands were registered'
	assert_equal "$(writes)" 1
	forget_requests
	run "$PROJECT/jobs/sync-roster"
	assert_success
	assert_output ''
	assert_equal "$(requests /commands)" 0
	echo 'of yesterday' >"$GL_STATE/commands.default"
	run "$PROJECT/jobs/sync-roster"
	assert_output '1000: the commands are up to date'
	assert_equal "$(requests /commands)" 1
	assert_equal "$(writes)" 1
}

@test "without an endpoint, or without the scope, sync-roster does what it did" {
	live
	run "$PROJECT/jobs/sync-roster"
	assert_success
	assert_equal "$(requests /commands)" 0
	fake '[{"op":"set","key":"endpoint","value":"https://books.example/interactions"},{"op":"set","key":"commands_scope","value":false},
		{"op":"member","guild":"1000","id":"77","name":"newcomer"}]' >/dev/null
	run "$PROJECT/jobs/sync-roster"
	assert_success
	assert_equal "$(ask_books 'SELECT name FROM users WHERE user_id = 77')" newcomer
	assert [ ! -e "$GL_STATE/commands.default" ]
}

@test "gl-setup registers the commands where interactions arrive" {
	with_endpoint
	run env -u GL_DB -u GL_GUILD -u GL_STATE gl-setup --config "$BATS_TEST_TMPDIR/etc" --home "$BATS_TEST_TMPDIR/var" --lang en --guild 1000 --channel 2000 \
		--token-file "$GL_TOKEN_FILE" --timezone UTC --currency PTS --scale 2 --treasurer none --teller none club </dev/null
	assert_success
	assert_line --regexp 'ok +slash commands +registered, as this version has them'
	assert_equal "$(writes)" 1
}
