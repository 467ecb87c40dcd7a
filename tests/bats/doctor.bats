# gl-doctor and gl-setup against the fake Discord: what is wrong, the fix, and a configuration from nothing.
load live

setup() { live; }
teardown() { live_end; }

finding() { grep -A5 -E "^(ok|warning|BROKEN) +$1" <<<"$output"; }
doctor() { run gl-doctor "$@"; }

@test "a healthy bot: every check is ok and the exit code 0" {
	doctor
	assert_success
	refute_output --partial BROKEN
	refute_output --partial warning
	for subject in books token clock 'message content' 'server members' guild 'role order' '#books'; do
		assert_output --regexp "(^|
)ok +$subject "
	done
	assert [ "$(wc -L <<<"$output")" -le 80 ]
	no_schema_errors
}

@test "books that are on their way here for longer than the move takes are BROKEN, and the fix is the same command" {
	ask_books 'INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 0)'
	doctor
	assert_failure
	assert_output --regexp 'BROKEN +books +guild 1000: its books have been on their way'
	assert_output --partial 'run gl-db move again'
}

@test "a dead token is BROKEN, with the fix, and nothing else is asked" {
	fake '{"op":"set","key":"token","value":"another"}' >/dev/null
	run --separate-stderr gl-doctor
	assert_failure 2
	assert_output --partial 'make a new one'
	assert_equal "$(requests)" 1
}

@test "what Discord refused before is asked anew by the doctor, and is free again when it is fixed" {
	fake '{"op":"set","key":"token","value":"another"}' >/dev/null
	gl-channels | gl-fetch 2>/dev/null || true
	fake '{"op":"set","key":"token","value":"fake-token"}' >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_failure 77
	doctor
	assert_success
	write 11 hello >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_output --partial hello
}

# bats test_tags=trap:7
@test "without Message Content it is BROKEN, unless the guild reads mentions only" {
	fake '{"op":"set","key":"content_intent","value":false}' >/dev/null
	doctor
	assert_failure 2
	finding 'message content' | tr -s ' \n' ' ' | grep -q 'Privileged Gateway Intents'
	gl-command config reading mentions | gl-apply >/dev/null
	doctor
	assert_success
}

# bats test_tags=trap:14
@test "without Server Members there is a warning and exit code 1" {
	fake '{"op":"set","key":"members_intent","value":false}' >/dev/null
	doctor
	assert_failure 1
	assert_output --regexp 'warning +server members'
}

# bats test_tags=trap:6
@test "each channel's missing permissions are named; so is a hidden one" {
	fake '[{"op":"permit","channel":"2000","id":"1000","deny":67584},{"op":"channel","guild":"1000","id":"2001","name":"secret"},
		{"op":"permit","channel":"2001","id":"1000","deny":1024}]' >/dev/null
	gl-command config channel '<#2001>' on | gl-apply >/dev/null
	doctor
	assert_failure 2
	finding '#books' | tr -s ' \n' ' ' | grep -q 'lacks there: Send Messages, Read Message History, Attach Files'
	finding '#2001' | grep -q 'hidden from the bot'
}

@test "a channel without Embed Links is no fault: the doctor notes that answers go there as plain text" {
	fake '{"op":"permit","channel":"2000","id":"1000","deny":16384}' >/dev/null
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	doctor
	assert_success
	finding '#books' | tr -s ' \n' ' ' | grep -q 'ok .* as plain text: its role lacks Embed Links'
	finding report.channel | tr -s ' \n' ' ' | grep -q 'ok .* as plain text'
}

@test "a bot that is not in the guild gets the invite link for it" {
	fake '{"op":"kick_bot","guild":"1000"}' >/dev/null
	run --separate-stderr gl-doctor
	assert_failure 2
	assert_output --partial 'guild_id=1000&disable_guild_select=true'
}

@test "--invite prints the link alone, with the permissions that are needed and no more" {
	run gl-doctor --invite
	assert_success
	assert_output 'https://discord.com/oauth2/authorize?client_id=999&scope=bot&permissions=275146460224&guild_id=1000&disable_guild_select=true'
	assert_equal $((275146460224 & 8)) 0
}

# bats test_tags=interaction-trap:6
@test "a clock that is off is told, with the fix" {
	fake '{"op":"set","key":"clock_skew_s","value":20}' >/dev/null
	doctor
	assert_failure 1
	finding clock | grep -q 'timedatectl'
	fake '{"op":"set","key":"clock_skew_s","value":-900}' >/dev/null
	doctor
	assert_failure 2
}

@test "without Manage Roles a warning says so" {
	fake '{"op":"role","guild":"1000","id":"1998","name":"ledger","position":5,"permissions":0,"managed":true,"tags":{"bot_id":"999"}}' >/dev/null
	doctor
	assert_failure 1
	finding 'role order' | grep -q 'Manage Roles'
}

@test "a role that the books hand out and that is not below the bot's own is BROKEN" {
	gl-command role group colours one '<@&501>' | gl-apply >/dev/null
	doctor
	assert_success
	fake '{"op":"role","guild":"1000","id":"501","name":"Teller","position":9}' >/dev/null
	doctor
	assert_failure 2
	finding 'role order' | tr -s ' \n' ' ' | grep -q 'cannot assign Teller'
}

@test "a role that registering no longer brings is not looked for" {
	gl-command config registration.grants none | gl-apply >/dev/null
	doctor
	assert_success
	assert_output --regexp 'ok +books'
}

@test "limits.db that root makes belongs to the folder's owner" {
	[ "$(id -u)" = 0 ] || skip 'only root can give files away'
	mkdir "$BATS_TEST_TMPDIR/theirs"
	chown 65534:65534 "$BATS_TEST_TMPDIR/theirs"
	gl-doctor --state "$BATS_TEST_TMPDIR/theirs" >/dev/null
	assert_equal "$(stat -c %u "$BATS_TEST_TMPDIR/theirs"/limits.db* | sort -u)" 65534
}

@test "Administrator is more than the bot needs" {
	fake '{"op":"role","guild":"1000","id":"1998","name":"ledger","position":5,"permissions":8,"managed":true,"tags":{"bot_id":"999"}}' >/dev/null
	doctor
	assert_failure 1
	assert_output --regexp 'warning +administrator'
}

@test "a token that others can read, and books in the folder of limits.db, are warnings" {
	of_files "they lie in no folder"
	chmod 644 "$GL_TOKEN_FILE"
	GL_STATE="$BATS_TEST_TMPDIR" doctor
	assert_failure 1
	finding 'token file' | grep -q "chmod 600"
	assert_output --regexp 'warning +folders'
}

@test "missing books are BROKEN, and Discord is looked at all the same" {
	doctor --db /nowhere/books.db
	assert_failure 2
	assert_output --partial 'BROKEN   books'
	assert_output --regexp 'ok +token'
}

@test "answers that were refused for good are a warning" {
	sqlite3 "$GL_DB" "INSERT INTO outbox (guild_id, delivery, kind, state) VALUES (1000, 99, 'reply', 'failed')"
	doctor
	assert_failure 1
	assert_output --partial 'gl-outbox --failed'
}

@test "the doctor speaks Spanish" {
	LANG=es_ES.UTF-8 doctor
	assert_success
	assert_output --regexp 'bien +token +es del bot ledger'
}

@test "the process that holds the token never opens the books, and the one that opens them has no network" {
	of_files "its trace is another on a server"
	command -v strace >/dev/null || skip 'no strace here'
	strace -f -e trace=openat,connect,socket -o "$BATS_TEST_TMPDIR/trace" gl-doctor >/dev/null
	books=$(grep 'books.db"' "$BATS_TEST_TMPDIR/trace" | grep -v 'ENOENT' | cut -d' ' -f1 | sort -u)
	token=$(grep "$GL_TOKEN_FILE" "$BATS_TEST_TMPDIR/trace" | cut -d' ' -f1 | sort -u)
	assert [ -n "$books" ]
	assert [ -n "$token" ]
	assert_not_equal "$books" "$token"
	run grep -E "^$books .*(socket|connect)\(" "$BATS_TEST_TMPDIR/trace"
	assert_failure
}

setup_here() { gl-setup --config "$BATS_TEST_TMPDIR/etc" --home "$BATS_TEST_TMPDIR/var" --guild 1000 --channel 2000 --timezone Europe/Madrid "$@" </dev/null; }

@test "gl-setup makes a configuration that ticks: from a token, a guild and a channel to an answered balance" {
	run setup_here --token-file "$GL_TOKEN_FILE" --treasurer 502 --teller 501 test
	assert_success
	assert_output --partial 'That is Test.'
	assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/etc/test.token")" 600
	unset GL_DB GL_GUILD GL_STATE GL_TOKEN_FILE
	write 11 '!register' >/dev/null
	write 11 '!balance' >/dev/null
	write 13 '!deposit <@11> 5 cash' >/dev/null
	GL_CONFIG="$BATS_TEST_TMPDIR/etc" run "$PROJECT/jobs/tick" test
	assert_success
	run answers
	assert_line --partial 'You have 0.00 PTS.'
	assert_line --partial 'Deposited 5.00 PTS'
}

@test "gl-setup takes owner, name and language from Discord" {
	fake '{"op":"guild","id":"3000","name":"El \"Faro\" $(id)","owner_id":"11","preferred_locale":"es-ES"}' >/dev/null
	fake '[{"op":"channel","guild":"3000","id":"3001"},{"op":"member","guild":"3000","id":"11"}]' >/dev/null
	run setup_here --token-file "$GL_TOKEN_FILE" --guild 3000 --channel 3001 faro
	assert_success
	run gl-db info --db "$BATS_TEST_TMPDIR/var/faro/books/books.db"
	assert_output --partial 'El "Faro" $(id)'
	assert_output --partial 'language      es'
	assert_output --partial 'owner         11'
	assert_output --partial 'timezone      Europe/Madrid'
}

@test "gl-setup leaves nothing behind when it fails, and never takes another guild over a configuration" {
	run setup_here --token-file "$GL_TOKEN_FILE" --currency 'no good' bad
	assert_failure 64
	run setup_here --token-file "$GL_TOKEN_FILE" --treasurer 12345 bad
	assert_failure 64
	assert_equal "$(find "$BATS_TEST_TMPDIR/etc" "$BATS_TEST_TMPDIR/var" -type f 2>/dev/null)" ''
	setup_here --token-file "$GL_TOKEN_FILE" twice
	before=$(md5sum "$BATS_TEST_TMPDIR/etc/twice.env")
	run setup_here --token-file "$GL_TOKEN_FILE" --guild 4000 twice
	assert_failure 73
	run setup_here --token-file "$GL_TOKEN_FILE" other
	assert_failure 73
	assert_output --partial 'the configuration twice serves the guild 1000 already'
	assert_equal "$(md5sum "$BATS_TEST_TMPDIR/etc/twice.env")" "$before"
}

@test "gl-setup says no to a dead token, and gives the invite link when the bot is not in the guild" {
	echo wrong >"$BATS_TEST_TMPDIR/wrong"
	run setup_here --token-file "$BATS_TEST_TMPDIR/wrong" x
	assert_failure 77
	assert_output --partial 'make a new one'
	fake '{"op":"guild","id":"4000","name":"Elsewhere","bot":false}' >/dev/null
	run setup_here --token-file "$GL_TOKEN_FILE" --guild 4000 x
	assert_failure 77
	assert_output --partial 'guild_id=4000'
}

@test "a finding is told once on a pipe, too" {
	chmod 644 "$GL_TOKEN_FILE"
	gl-doctor >"$BATS_TEST_TMPDIR/findings" || true
	assert_equal "$(grep -c 'token file' "$BATS_TEST_TMPDIR/findings")" 1
}

@test "gl-setup says 75 when Discord cannot be reached" {
	GL_API=http://127.0.0.1:9/api/v10 run setup_here --token-file "$GL_TOKEN_FILE" x
	assert_failure 75
	refute_output --partial 'not in that guild'
	assert_equal "$(find "$BATS_TEST_TMPDIR/etc" "$BATS_TEST_TMPDIR/var" 2>/dev/null)" ''
}

@test "gl-setup takes a token that lies where it will be kept, and never one of another" {
	mkdir "$BATS_TEST_TMPDIR/etc"
	cp "$GL_TOKEN_FILE" "$BATS_TEST_TMPDIR/etc/here.token"
	setup_here --token-file "$BATS_TEST_TMPDIR/etc/here.token" here
	assert_equal "$(cat "$BATS_TEST_TMPDIR/etc/here.token")" fake-token
	echo precious >"$BATS_TEST_TMPDIR/etc/old.token"
	run setup_here --token-file "$GL_TOKEN_FILE" old
	assert_failure 73
	assert_equal "$(cat "$BATS_TEST_TMPDIR/etc/old.token")" precious
	rm "$BATS_TEST_TMPDIR/etc/here.env"
	run setup_here --token-file "$BATS_TEST_TMPDIR/etc/here.token" --currency 'no good' here
	assert_failure
	assert_equal "$(cat "$BATS_TEST_TMPDIR/etc/here.token")" fake-token
}

@test "gl-setup writes folders that a job finds: with spaces, and from elsewhere" {
	cd "$BATS_TEST_TMPDIR"
	setup_here --home 'v a r' --token-file token spaced
	cd /
	GL_CONFIG="$BATS_TEST_TMPDIR/etc" run env -u GL_DB -u GL_STATE -u GL_TOKEN_FILE "$PROJECT/jobs/tick" spaced
	assert_success
	run setup_here --home 'v"$(id)' --token-file "$GL_TOKEN_FILE" quoted
	assert_failure 64
}

@test "gl-setup shows no control character of a name" {
	fake "$(jq -cn '{op: "guild", id: "3000", name: "\u001b[31mred\u009b\u202e"}')" >/dev/null
	fake '{"op":"channel","guild":"3000","id":"3001"}' >/dev/null
	run setup_here --token-file "$GL_TOKEN_FILE" --guild 3000 --channel 3001 red
	assert_success
	assert_output --partial 'That is  [31mred'
	refute_output --partial $'\e'
	refute_output --partial $'\u202e'
}

@test "a bot that is timed out is BROKEN, with the way out, and a channel only for what else it lacks" {
	fake '{"op":"timeout","guild":"1000","until":"2999-01-01T00:00:00.000000+00:00"}' >/dev/null
	doctor
	assert_failure 2
	finding time-out | tr -s ' \n' ' ' | grep -q 'Remove Timeout'
	refute_output --partial '#books'
	fake '{"op":"permit","channel":"2000","id":"1000","deny":32768}' >/dev/null
	doctor
	finding '#books' | grep -q 'lacks there: Attach Files'
	fake '{"op":"permit","channel":"2000","id":"1000","deny":0}' >/dev/null
	fake '{"op":"timeout","guild":"1000","until":"2020-01-01T00:00:00.000000+00:00"}' >/dev/null # over
	doctor
	assert_success
}

@test "a category, a forum whose threads are not read and a voice channel without Connect are BROKEN" {
	fake '[{"op":"channel","guild":"1000","id":"2004","name":"cat","type":4},{"op":"channel","guild":"1000","id":"2015","name":"forum","type":15},
		{"op":"channel","guild":"1000","id":"2002","name":"voice","type":2},{"op":"permit","channel":"2002","id":"1000","deny":1048576}]' >/dev/null
	for channel in 2004 2015 2002; do gl-command config channel "<#$channel>" on | gl-apply >/dev/null; done
	doctor
	assert_failure 2
	finding '#cat' | tr -s ' \n' ' ' | grep -q 'nobody can write'
	finding '#forum' | tr -s ' \n' ' ' | grep -q 'config threads on'
	finding '#voice' | tr -s ' \n' ' ' | grep -q Connect
	gl-command config threads on | gl-apply >/dev/null
	for channel in 2004 2002; do gl-command config channel "<#$channel>" off | gl-apply >/dev/null; done
	doctor
	assert_success
}

@test "where sheets and posts go is looked at: another guild's channel, a category, one where the bot cannot write" {
	fake '[{"op":"guild","id":"9000"},{"op":"channel","guild":"9000","id":"9100"},{"op":"channel","guild":"1000","id":"2004","type":4},
		{"op":"channel","guild":"1000","id":"2001"},{"op":"permit","channel":"2001","id":"1000","deny":2048}]' >/dev/null
	for case in "9100|another guild's" '2004|nobody can write' '2001|lacks there: Send Messages'; do
		gl-command config report.channel "<#${case%|*}>" | gl-apply >/dev/null
		doctor
		assert_failure 2
		finding report.channel | tr -s ' \n' ' ' | grep -q "${case#*|}"
	done
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	doctor
	assert_success
}

@test "an incomplete answer on the guild is a warning, not a verdict" {
	gl-command role group colours one '<@&501>' | gl-apply >/dev/null
	fake '{"op":"fault","kind":"incomplete","match_path":"/guilds/1000$","drop":["roles"]}' >/dev/null
	doctor
	assert_failure 1
	assert_output --partial 'is incomplete'
	refute_output --partial BROKEN
}

@test "gl-setup does not say to start a bot that cannot read or answer in its channel, and says what is wrong" {
	fake '[{"op":"channel","guild":"1000","id":"2005","name":"secret"},{"op":"permit","channel":"2005","id":"1000","deny":1024},
		{"op":"channel","guild":"1000","id":"2004","name":"cat","type":4},{"op":"channel","guild":"1000","id":"2015","name":"forum","type":15}]' >/dev/null
	export GL_TOKEN_FILE
	for channel in 2005 2004 2015 424242; do
		run env -u GL_DB -u GL_STATE -u GL_GUILD gl-setup --token-file "$GL_TOKEN_FILE" --guild 1000 --channel $channel --timezone UTC --config "$BATS_TEST_TMPDIR/etc" \
			--home "$BATS_TEST_TMPDIR/home" --lang en "c$channel" </dev/null
		assert_failure 77
		assert_output --partial BROKEN
		assert_output --partial 'It is not ready yet'
		refute_output --partial 'Start it'
		rm "$BATS_TEST_TMPDIR/etc/c$channel.env" # one configuration a guild
	done
}
