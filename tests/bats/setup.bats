# gl-setup as a person meets it, at a terminal, and run again on what is there. Scripted, from a token to an answer: doctor.bats.
load live

setup() {
	live
	export LANG=C.UTF-8
	unset LC_ALL LC_MESSAGES LC_MONETARY GL_DB GL_GUILD GL_STATE
	ETC="$BATS_TEST_TMPDIR/etc"
}
teardown() { live_end; }

# at_terminal NAME OPTION...: gl-setup on a pseudo-terminal, answered as the lines of stdin say (tests/discord/dialogue).
at_terminal() {
	local name=$1
	shift
	"$PROJECT/tests/discord/dialogue" gl-setup --config "$ETC" --home "$BATS_TEST_TMPDIR/var" "$@" "$name"
}
scripted() { gl-setup --config "$ETC" --home "$BATS_TEST_TMPDIR/var" --token-file "$GL_TOKEN_FILE" "$@" </dev/null; }
books_of() { echo "$BATS_TEST_TMPDIR/var/$1/books/books.db"; }
report_of() { gl-report --db "$(books_of "$1")" "${@:2}" | tr -d '\r'; }
operator_of() { GL_DB=$(books_of "$1") GL_GUILD=1000 gl-command "${@:2}" | GL_DB=$(books_of "$1") gl-apply | jq -r .text; }

@test "a Spanish treasurer answers by numbers, and three wrong answers of each kind are asked again" {
	run at_terminal tesoro <<-'TYPED'
		Language / Idioma => 2
		Pégalo aquí => no-es-el-token
		Discord rechaza ese token => fake-token
		¿De qué servidor => 7
		Escribe un número de la lista => uno
		Escribe un número de la lista => 1
		¿En qué canal => 3
		no está en la lista => #books
		no está en la lista => 1
		Zona horaria [ => madrid
		quizá Europe/Madrid => Europe/Madrid
		Código [EUR] => €uros
		no vale => 5K
		se lee como un importe => eur
		Cuántos [2] => dos
		número del 0 al 9 => 2
		Rol de tesorería [0] => 9
		no está en la lista => 2
		Rol de caja [0] => 3
	TYPED
	assert_success
	assert_output --partial '   1  Test'
	assert_output --partial 'Todo funciona.'
	assert_output --partial 'Arráncalo:  '
	assert_output --partial 'Después escribe !registrar y !saldo en el canal.'
	refute_output --partial '{"'
	refute_output --partial fake-token # also typed while the one before was tried
	run gl-db info --db "$(books_of tesoro)"
	assert_output --partial 'language      es'
	assert_output --partial 'timezone      Europe/Madrid'
	assert_output --partial 'currency      EUR'
	run report_of tesoro permits --format csv
	assert_line '502,Treasurer,treasurer,0'
	assert_line '501,Teller,teller,1'
	no_schema_errors
}

@test "the token is never shown, and stays its owner's alone" {
	run at_terminal quiet --lang en --guild 1000 --channel 2000 --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		it is not shown => fake-token
	TYPED
	assert_success
	refute_output --partial fake-token
	assert_equal "$(stat -c '%a' "$ETC/quiet.token")" 600
}

@test "a channel where the bot lacks something is named with it and cannot be chosen; categories are not listed" {
	fake '[{"op":"channel","guild":"1000","id":"2001","name":"quiet"},{"op":"permit","channel":"2001","id":"1000","deny":2048},
		{"op":"channel","guild":"1000","id":"2004","name":"cat","type":4},{"op":"channel","guild":"1000","id":"2005","name":"second"}]' >/dev/null
	run at_terminal two --lang en --token-file "$GL_TOKEN_FILE" --guild 1000 --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		In which channel => 3
		in the list: => 2001
		in the list: => 1, 2
	TYPED
	assert_success
	assert_output --partial '#quiet: Send Messages, Attach Files'
	refute_output --partial '#cat'
	assert_equal "$(GL_DB=$(books_of two) gl-channels | jq -r .channel_id | sort | paste -sd' ')" '2000 2005'
}

@test "a channel that the bot does not see can be let in, and looked for again by 0" {
	fake '[{"op":"channel","guild":"1000","id":"2001","name":"hidden"},{"op":"permit","channel":"2001","id":"1000","deny":1024}]' >/dev/null
	run at_terminal hidden --lang en --token-file "$GL_TOKEN_FILE" --guild 1000 --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		Number [1] => hidden
		in the list: => 0
		Number [1] => 1
	TYPED
	assert_success
	refute_output --partial '#hidden'
	assert_output --partial 'a channel that is missing here'
	fake '{"op":"permit","channel":"2001","id":"1000","deny":0}' >/dev/null
	run at_terminal hidden --lang en --token-file "$GL_TOKEN_FILE" --treasurer none --teller none <<-'TYPED'
		Number [1] => 0
		Number [1] => 2
	TYPED
	assert_success
	assert_equal "$(GL_DB=$(books_of hidden) gl-channels | jq -r .channel_id)" 2001
}

@test "an empty token is no token: Discord is not asked, and the person hears that nothing arrived" {
	forget_requests
	run at_terminal silent <<-'TYPED'
		Language / Idioma => castellano
		Pégalo aquí => 
		No ha llegado nada => ^D
	TYPED
	assert_failure 64
	assert_equal "$(requests)" 0
}

@test "where systemd runs, what root keeps of Discord's limits during the setup is not called another user's" {
	of_files 'a server has no owner of files'
	[ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null || skip 'only root can have mounts of its own'
	OPEN=$(mktemp -d) # bats' own folders are closed to others
	chmod 755 "$OPEN"
	mkdir "$OPEN/fake"
	printf '#!/bin/sh\n[ "$1" != show ] || echo nobody\n' >"$OPEN/fake/systemctl"
	chmod 755 "$OPEN/fake/systemctl"
	gl-setup --config "$ETC" --home "$OPEN" --token-file "$GL_TOKEN_FILE" --guild 1000 --channel 2000 --timezone UTC unit </dev/null >/dev/null
	chown -R nobody "$OPEN/unit"
	# shellcheck disable=SC2016 # for the shell inside
	run unshare --mount sh -c 'mount -t tmpfs none /run && mkdir -p /run/systemd/system && PATH="$0/fake:$PATH" exec gl-setup --config "$1" --lang en unit </dev/null' "$OPEN" "$ETC"
	rm -rf "$OPEN"
	assert_success
	refute_output --partial owner
	assert_output --partial 'no timer starts the ticks'
}

@test "where no channel will do, it says what to allow and looks again" {
	fake '{"op":"permit","channel":"2000","id":"1000","deny":2048}' >/dev/null
	export FAKE
	run at_terminal none --lang en --token-file "$GL_TOKEN_FILE" --guild 1000 --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		Then press Enter here. =! curl -sS -d '{"op":"permit","channel":"2000","id":"1000","deny":0}' "$FAKE/_fake/do"
		Number [1] => 1
	TYPED
	assert_success
	assert_output --partial 'There is no such channel yet.'
}

@test "a server that another configuration has is marked, and refused: by number, by option, and where one serves many" {
	fake '[{"op":"guild","id":"3000","name":"Second"},{"op":"channel","guild":"3000","id":"3001"},{"op":"member","guild":"3000","id":"10"}]' >/dev/null
	scripted --guild 1000 --channel 2000 --timezone UTC first
	run at_terminal second --lang en --token-file "$GL_TOKEN_FILE" --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		Number: => 1
		The configuration first serves that server already => 2
		In which channel => 1
	TYPED
	assert_success
	assert_output --partial 'Test (has the configuration first)'
	assert_output --partial 'That is Second.'
	run scripted --guild 1000 --channel 2000 third
	assert_failure 73
	assert_output --partial 'gl-setup first'
	sed -i '/^GL_GUILD/d' "$ETC/first.env"
	run scripted --guild 1000 --channel 2000 third
	assert_failure 73
	assert [ ! -e "$ETC/third.env" ]
}

@test "a bot that is in no server yet: the link, Enter, and the server is there" {
	fake '{"op":"kick_bot","guild":"1000"}' >/dev/null
	export FAKE
	run at_terminal lonely --lang en --token-file "$GL_TOKEN_FILE" --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		Then press Enter here. => 
		Then press Enter here. =! curl -sS -d '{"op":"guild","id":"3000","name":"New"}' "$FAKE/_fake/do"; curl -sS -d '{"op":"channel","guild":"3000","id":"3001"}' "$FAKE/_fake/do"
		Number [1] => 
		In which channel => 
	TYPED
	assert_success
	assert_output --partial 'The bot is in no server yet.'
	assert_output --partial 'https://discord.com/oauth2/authorize?client_id=999'
	assert_output --partial 'That is New.'
}

@test "where Discord cannot be reached a person tries again, and no answer is lost" {
	export FAKE
	fake '{"op":"fault","kind":"status","status":503,"match_path":"/guilds/1000/channels$","times":99}' >/dev/null
	run at_terminal outage --lang es --token-file "$GL_TOKEN_FILE" --timezone UTC --currency PTS --scale 2 --treasurer none --teller none <<-'TYPED'
		Número [1]: => 1
		Pulsa Intro para probar otra vez. =! curl -sS -d '{"op":"clear_faults"}' "$FAKE/_fake/do"
		Número [1]: => 1
	TYPED
	assert_success
	refute_output --partial '{"'
}

@test "questions that end early leave nothing behind, and say so" {
	run at_terminal early --lang es --token-file "$GL_TOKEN_FILE" <<-'TYPED'
		Número [1]: => 1
		¿En qué canal => ^D
	TYPED
	assert_failure 64
	assert_output --partial 'la entrada ha terminado antes de la última pregunta; no ha cambiado nada'
	assert_equal "$(find "$ETC" "$BATS_TEST_TMPDIR/var" -type f 2>/dev/null)" ''
}

@test "without a terminal what has no default must be said: the error names the option, in words" {
	run scripted x
	assert_failure 64
	assert_output 'gl-setup: without a terminal, --guild is needed (--help)'
	run scripted --guild 1000 --lang es x
	assert_failure 64
	assert_line 'gl-setup: sin terminal hace falta --channel (--help)'
	run gl-setup --config "$ETC" --guild 1000 --channel 2000 x </dev/null
	assert_failure 64
	assert_output --partial -- '--token-file is needed'
	for bad in '--currency 5K' '--timezone Mars/Base' '--scale x' '--guild Test' '--channel #books' '--treasurer @T' '--lang fr'; do
		# shellcheck disable=SC2086 # an option and its value
		run scripted --guild 1000 --channel 2000 $bad x
		assert_failure 64
		refute_output --partial '{"'
	done
	run bash -c 'echo fake-token | gl-setup --config "$0" --home "$1" --guild 1000 --channel 2000 x' "$ETC" "$BATS_TEST_TMPDIR/var"
	assert_success
}

@test "the currency of the locale is suggested, else that of the time zone, with its decimals; the machine's zone, too" {
	suggested() { at_terminal "$1" --lang en --token-file "$GL_TOKEN_FILE" --guild 1000 --channel 2000 "${@:2}" <<<"$typed"; }
	typed=$'Code [ => \nHow many [ => ^D'
	LANG=es_MX.UTF-8 run suggested a --timezone UTC
	assert_output --partial 'Code [MXN]'
	assert_output --partial 'How many [2]'
	run suggested b --timezone America/Santiago
	assert_output --partial 'Code [CLP]'
	assert_output --partial 'How many [0]'
	run suggested c --timezone UTC
	assert_output --partial 'Code [PTS]'
	typed="Time zone [$(readlink -f /etc/localtime | sed 's|/usr/share/zoneinfo/||; s|^Etc/UTC$|UTC|')] => ^D"
	run suggested d
	assert_failure 64
}

@test "run again, Enter keeps everything; another answer changes it, and what stays says so" {
	fake '{"op":"channel","guild":"1000","id":"2005","name":"second"}' >/dev/null
	scripted --guild 1000 --channel 2000 --timezone Europe/Madrid --treasurer 502 --teller 501 --lang en again
	before=$(md5sum "$ETC/again.env" "$ETC/again.token")
	rows=$(sqlite3 "$(books_of again)" 'SELECT COUNT(*) FROM commands')
	run at_terminal again <<-'TYPED'
		Language / Idioma => 
		The configuration again exists already => 
		In which channel => 
		Treasurers' role [2] => 
		Tellers' role [3] => 
	TYPED
	assert_success
	refute_output --partial 'Time zone'
	assert_equal "$(md5sum "$ETC/again.env" "$ETC/again.token")" "$before"
	assert_equal "$(sqlite3 "$(books_of again)" 'SELECT COUNT(*) FROM commands')" "$rows"

	run at_terminal again <<-'TYPED'
		Language / Idioma => 2
		Pégalo aquí => 
		¿En qué canal => 2
		Rol de tesorería [2] => 2,3
		Rol de caja [3] => 0
	TYPED
	assert_success
	assert_equal "$(GL_DB=$(books_of again) gl-channels | jq -r .channel_id)" 2005
	run report_of again permits --format csv
	assert_line '502,Treasurer,treasurer,0'
	assert_line '501,Teller,treasurer,1'
	assert_equal "$(gl-db info --db "$(books_of again)" | awk '$1 == "language" { print $2 }')" es
	run gl-verify --db "$(books_of again)" --replay
	assert_success

	for stays in '--timezone UTC' '--currency EUR' "--home $BATS_TEST_TMPDIR/elsewhere"; do
		# shellcheck disable=SC2086 # an option and its value
		run scripted $stays again
		assert_failure 64
	done
}

@test "a role that is chosen for both is treasurer, which is teller, too" {
	scripted --guild 1000 --channel 2000 --timezone UTC --treasurer 502 --teller 502,501 both
	run report_of both permits --format csv
	assert_line '502,Treasurer,treasurer,0'
	assert_line '501,Teller,teller,1'
	scripted --teller 502,501 both >/dev/null
	assert_equal "$(report_of both permits --format csv)" "$output"
}

@test "run again by options, only what they say changes" {
	scripted --guild 1000 --channel 2000 --timezone UTC --treasurer 502 --lang en opts
	run scripted --mentions --treasurer none --lang es opts
	assert_success
	assert_equal "$(GL_DB=$(books_of opts) gl-channels | jq -r '[.channel_id, .mentions_only] | join(" ")')" '2000 true'
	run report_of opts permits --format csv
	refute_output --partial '502,Treasurer,treasurer'
	assert_equal "$(gl-db info --db "$(books_of opts)" | awk '$1 == "language" { print $2 }')" en
	scripted --books-lang es --no-mentions opts >/dev/null
	assert_equal "$(gl-db info --db "$(books_of opts)" | awk '$1 == "language" { print $2 }')" es
	assert_equal "$(GL_DB=$(books_of opts) gl-channels | jq -r '.mentions_only // false')" false
}

@test "it ends with the truth: what is broken can be fixed and looked at again, or waits for a run that it names" {
	fake '{"op":"set","key":"content_intent","value":false}' >/dev/null
	all=(--lang en --token-file "$GL_TOKEN_FILE" --guild 1000 --channel 2000 --timezone UTC --currency PTS --scale 2 --treasurer none --teller none)
	run at_terminal truth "${all[@]}" <<-'TYPED'
		Fix what is BROKEN => 
		Fix what is BROKEN => later
	TYPED
	assert_failure 77
	assert_output --partial 'It is not ready yet'
	assert_output --partial 'gl-setup truth'
	refute_output --partial 'Start it'
	run at_terminal truth --lang en --channel 2000 --treasurer none --teller none <<-'TYPED'
		Enter: the one stored already => 
		Fix what is BROKEN => ^D
	TYPED
	assert_failure 77
	assert_output --partial 'It is not ready yet'
	refute_output --partial 'nothing was changed'
	fake '{"op":"set","key":"content_intent","value":true}' >/dev/null
	run scripted truth
	assert_success
	assert_output --partial 'Everything works.'
}

@test "root runs no environment file that another user could have written, and half a token is no leftover" {
	[ "$(id -u)" = 0 ] || skip 'only root runs what is of others'
	scripted --guild 1000 --channel 2000 --timezone UTC mine >/dev/null
	cp "$ETC/mine.env" "$BATS_TEST_TMPDIR/kept.env"
	for change in 'chown 65534 mine.env' 'chmod g+w mine.env' 'chmod o+w .'; do
		printf 'touch %s\n' "$BATS_TEST_TMPDIR/touched" >>"$ETC/mine.env"
		( cd "$ETC" && $change )
		run scripted mine
		assert_failure 77
		assert_output --partial 'can be changed by others than root; run: chown root: '
		assert [ ! -e "$BATS_TEST_TMPDIR/touched" ]
		( cd "$ETC" && chown root . mine.env && chmod go-w . mine.env )
	done
	cp "$BATS_TEST_TMPDIR/kept.env" "$ETC/mine.env"
	mkdir "$BATS_TEST_TMPDIR/full"
	printf '#!/bin/sh\nprintf fake-to\nexit 1\n' >"$BATS_TEST_TMPDIR/full/tr"
	chmod 755 "$BATS_TEST_TMPDIR/full/tr"
	PATH="$BATS_TEST_TMPDIR/full:$PATH" run scripted mine
	assert_failure
	assert_equal "$(ls "$ETC")" "mine.env
mine.token"
	assert_equal "$(cat "$ETC/mine.token")" fake-token
}

@test "gl-roster lists the guilds of the bot by pages, and the channels of one with what it lacks" {
	fake "$(seq 5000 5200 | jq -cR '{op: "guild", id: ., name: ("g" + .)}' | jq -cs .)" >/dev/null
	fake '[{"op":"guild","id":"9000","bot":false},{"op":"channel","guild":"1000","id":"2001","name":"cat","type":4}]' >/dev/null
	export GL_STATE="$BATS_TEST_TMPDIR/state"
	run gl-roster --guilds
	assert_success
	assert_equal "$(jq -s 'map(select(.type == "place" and .name)) | length' <<<"$output")" 202
	refute_output --partial 9000
	run gl-roster --guild 1000 --channels
	assert_equal "$(jq -r '[.channel_id, .kind, (.missing | length)] | join(" ")' <<<"$output" | paste -sd,)" '2000 text 0,2001 none 0'
	run gl-roster --channels
	assert_failure 64
	no_schema_errors
}
