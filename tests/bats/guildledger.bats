# guildledger, the command for people: it finds the configuration, becomes the user of the service, and runs the tool.
load helper

# A configuration as root lays it out: settings are root's, books are nobody's. bats' own folders are closed to others.
setup() {
	[ "$(id -u)" = 0 ] || skip 'only root can become the user of a service'
	init_books
	of_files 'a server asks for a password, not for a user'
	OPEN=$(mktemp -d)
	chmod 755 "$OPEN"
	mkdir -m 755 "$OPEN/etc"
	mkdir -m 700 "$OPEN/books" "$OPEN/state"
	mv "$GL_DB" "$OPEN/books/books.db"
	chown -R 65534 "$OPEN/books" "$OPEN/state"
	NOBODY=$(id -un 65534)
	printf 'GL_DB="%s"\nGL_STATE=%s\nGL_GUILD=1000\n' "$OPEN/books/books.db" "$OPEN/state" >"$OPEN/etc/main.env"
	export GL_CONFIG=$OPEN/etc LANG=C LC_ALL=
	unset GL_DB GL_GUILD GL_STATE GL_TOKEN_FILE SUDO_USER
	# A checkout in root's home is closed to the user of a service; an installation is not.
	if ! setpriv --reuid 65534 --clear-groups test -x "$PROJECT/jobs/backup"; then
		mkdir "$OPEN/checkout"
		cp -r "${GL_BIN:-$PROJECT/bin}" "$OPEN/checkout/bin"
		cp -r "$PROJECT/jobs" "$OPEN/checkout/jobs"
		PATH="$OPEN/checkout/bin:$PATH"
	fi
}
teardown() { [ -z "${OPEN:-}" ] || rm -rf "$OPEN"; }

# The command with its parts, beside tools of the test's own.
copy_command() { cp -r "${GL_BIN:-$PROJECT/bin}"/{guildledger,launch} "$OPEN/bin"; }
people() { guildledger -u "$NOBODY" "$@"; }

@test "the only configuration is found; of several one is chosen, and those that there are are named" {
	run people report balances --format csv
	assert_success
	assert_line --partial till
	cp "$OPEN/etc/main.env" "$OPEN/etc/second.env"
	run people report balances
	assert_failure 64
	assert_output 'guildledger: which configuration? Choose with -c NAME, or --all; there are: main second'
	for way in '-c second' -csecond '--configuration second' --configuration=second; do
		# shellcheck disable=SC2086 # two words
		run people $way report balances --format csv
		assert_success
	done
	run people -c third report balances
	assert_failure 78
	assert_output --partial 'there are: main second'
	run people -c ../main report balances
	assert_failure 64
	rm "$OPEN"/etc/*.env
	LANG=es_ES.UTF-8 run people report balances
	assert_failure 78
	assert_output --partial 'no hay ninguna configuración'
}

@test "where the environment names books and there is no configuration, the tool runs with that" {
	rm "$OPEN/etc/main.env"
	GL_DB=$OPEN/books/books.db GL_GUILD=1000 run guildledger report balances --format csv
	assert_success
	assert_line --partial till
}

@test "the tool runs as the user of the service, and nothing of the books becomes root's" {
	run bash -c "guildledger -u '$NOBODY' command --as ana config language es | guildledger -u '$NOBODY' apply"
	assert_success
	assert_output --partial '"status":"ok"'
	people backup
	assert_equal "$(find "$OPEN/books" "$OPEN/state" ! -user "$NOBODY")" ''
	assert [ -n "$(find "$OPEN/books/backups" -name 'main-*.db')" ]
	run guildledger -u no-such-user report balances
	assert_failure 78
}

@test "its exit code is the tool's, and its input and output are the person's" {
	run people report none-such
	assert_failure 64
	echo '{"torn' >"$OPEN/private"
	chmod 600 "$OPEN/private"
	run people apply <"$OPEN/private" # opened by root, read by the tool
	assert_failure 65
	( umask 077; people report balances --format csv >"$OPEN/mine.csv" )
	assert_equal "$(stat -c %U "$OPEN/mine.csv")" root
	grep -q till "$OPEN/mine.csv"
}

@test "a file that the user of the service cannot read is named, with what to do" {
	mkdir -m 700 "$OPEN/private"
	cp "$OPEN/books/books.db" "$OPEN/private/copy.db"
	run people db check "$OPEN/private/copy.db"
	assert_failure 77
	assert_output --partial "$OPEN/private/copy.db cannot be read by $NOBODY; copy it"
	cd "$OPEN"
	run people db check ./private/copy.db
	assert_failure 77
	cd "$OPEN/private" # a folder that the user cannot even enter
	run people report balances --format csv
	assert_success
	run people backup
	assert_success
	run people restore --force "../books/backups/$(ls "$OPEN/books/backups" | head -1)"
	assert_success
}

@test "NAME.env is read as systemd reads it, and nothing in it is executed or expanded" {
	cat >"$OPEN/etc/main.env" <<-END
		# a comment; the next one is of the other kind
		; GL_DB=/nowhere
		  GL_DB = "$OPEN/books/books.db"
		GL_STATE='$OPEN/state'
		GL_GUILD=1000
		GL_SITE=\$(touch $OPEN/touched)\`touch $OPEN/touched\`; touch $OPEN/touched
		GL_METRICS="a \"quoted\" \\\\ \$HOME"
		LD_PRELOAD=$OPEN/evil.so
		PATH=$OPEN
		BASH_ENV=$OPEN/evil
		GL_LOG_FORMAT=ecs
	END
	printf 'touch %s\n' "$OPEN/touched" >"$OPEN/evil"
	run people report balances --format csv
	assert_success
	assert_line --partial till
	assert [ ! -e "$OPEN/touched" ]
	# what a tool gets: the values as they stand; only what the tools read
	mkdir "$OPEN/bin"
	copy_command
	printf '#!/bin/sh\nenv\n' >"$OPEN/bin/gl-show"
	chmod 755 "$OPEN/bin/gl-show"
	run "$OPEN/bin/guildledger" -u "$NOBODY" show
	assert_success
	assert_line "GL_SITE=\$(touch $OPEN/touched)\`touch $OPEN/touched\`; touch $OPEN/touched"
	assert_line 'GL_METRICS=a "quoted" \ $HOME'
	refute_line --partial LD_PRELOAD
	refute_line --partial BASH_ENV
	assert_line "GL_LOG_FORMAT=text" # the person's, of the tests' environment
	for bad in 'GL_DB="open' 'no assignment' '1X=2'; do
		echo "$bad" >"$OPEN/etc/main.env"
		run people report balances
		assert_failure 78
		assert_output --partial 'main.env, line 1:'
	done
}

@test "what another user could have written is refused to root" {
	for change in 'chmod g+w main.env' "chown 65534 main.env" 'chmod o+w .'; do
		( cd "$OPEN/etc" && $change )
		run people report balances
		assert_failure 77
		assert_output --partial 'can be changed by users other than root; run: chown root: '
		( cd "$OPEN/etc" && chown root . main.env && chmod go-w . main.env )
	done
	people report balances >/dev/null
}

@test "the environment of sudo: home and name are set, the log names the person, and the person's GL_DB does not win" {
	mkdir "$OPEN/bin"
	copy_command
	printf '#!/bin/sh\nenv\nid -un\n' >"$OPEN/bin/gl-show"
	chmod 755 "$OPEN/bin/gl-show"
	SUDO_USER=maria USER=root HOME=/root XDG_CONFIG_HOME=/root/x CREDENTIALS_DIRECTORY=/root/y GL_DB=/nowhere run "$OPEN/bin/guildledger" -u "$NOBODY" show
	assert_line USER=maria
	assert_line "LOGNAME=$NOBODY"
	assert_line "HOME=$(getent passwd "$NOBODY" | cut -d: -f6)"
	assert_line "GL_DB=$OPEN/books/books.db"
	assert_line GL_NAME=main
	assert_line LESSSECURE=1
	assert_line "$NOBODY"
	refute_line --partial CREDENTIALS_DIRECTORY
	refute_line --partial XDG_CONFIG_HOME
	SUDO_USER=maria run people command register '<@11>'
	assert_output --partial '"name":"maria"'
}

@test "the doctor gets the token for its run only, and no file of it stays" {
	echo secret-token >"$OPEN/etc/main.token"
	chmod 600 "$OPEN/etc/main.token"
	mkdir "$OPEN/bin"
	copy_command
	printf '#!/bin/sh\nid -un; cat "$CREDENTIALS_DIRECTORY/token"; stat -c "%%a %%U" "$CREDENTIALS_DIRECTORY" "$CREDENTIALS_DIRECTORY/token"; echo "$CREDENTIALS_DIRECTORY" >&2; exit 3\n' >"$OPEN/bin/gl-doctor"
	chmod 755 "$OPEN/bin/gl-doctor"
	cp "$OPEN/bin/gl-doctor" "$OPEN/bin/gl-report"
	GL_TOKEN_FILE=$OPEN/another.token run --separate-stderr "$OPEN/bin/guildledger" -u "$NOBODY" doctor # the person's own bot does not count
	assert_failure 3
	assert_output "$NOBODY
secret-token
500 $NOBODY
400 $NOBODY"
	assert [ ! -e "$stderr" ]
	run "$OPEN/bin/guildledger" -u "$NOBODY" report # which opens books has none
	refute_output --partial secret-token
}

@test "a token's copy whose run was killed goes with the next run, and none of a run that goes on" {
	[ -w /run ] || skip '/run is read-only here'
	mkdir "$OPEN/bin"
	copy_command
	printf '#!/bin/sh\n' >"$OPEN/bin/gl-doctor"
	chmod 755 "$OPEN/bin/gl-doctor"
	left=$(mktemp -d "/run/guildledger.$(bash -c 'echo $$').XXXXXXXX")
	going=$(mktemp -d "/run/guildledger.$$.XXXXXXXX")
	echo secret-token >"$left/token"
	"$OPEN/bin/guildledger" -u "$NOBODY" doctor
	found=$(ls -d "$left" "$going" 2>/dev/null || true)
	rm -rf "$left" "$going"
	assert_equal "$found" "$going"
}

@test "who is not root gets their own configuration, and is told of sudo for the machine's" {
	chmod 755 "$OPEN/books"
	mkdir -p "$OPEN/home/.config/guildledger"
	sed "s|^GL_STATE=.*||" "$OPEN/etc/main.env" >"$OPEN/home/.config/guildledger/own.env"
	as_nobody() { run env -u GL_CONFIG HOME="$OPEN/home" setpriv --reuid 65534 --clear-groups guildledger "$@"; }
	as_nobody report balances --format csv
	assert_success
	assert_line --partial till
	as_nobody -u root report balances
	assert_failure 77
	assert_output --partial 'only root can become root; run: sudo guildledger -u root report balances'
	unshare --mount true 2>/dev/null || skip 'no mounts of its own here'
	run env -u GL_CONFIG HOME=/nowhere unshare --mount sh -c 'mkdir -p /etc/guildledger 2>/dev/null; mount -t tmpfs -o mode=755 none /etc/guildledger && cp "$0" /etc/guildledger/ &&
		exec setpriv --reuid 65534 --clear-groups guildledger report balances' "$OPEN/etc/main.env"
	assert_failure 77
	assert_output --partial "the configuration main is root's; run: sudo guildledger report balances"
}

@test "logs shows this configuration's units: words and names for people, ECS for machines" {
	mkdir "$OPEN/fake"
	cat >"$OPEN/fake/journalctl" <<-'END'
		#!/bin/sh
		echo "$*" >"$ASKED"
		echo '{"__REALTIME_TIMESTAMP":"1764380000000000","SYSLOG_IDENTIFIER":"guildledger","PRIORITY":"5","MESSAGE":"{\"@timestamp\":\"2025-11-29T01:33:20.000Z\",\"log.level\":\"info\",\"process.name\":\"gl-apply\",\"message\":\"member 11: pay @12 5.00 PTS: ok, transaction 2\"}"}'
		echo '{"__REALTIME_TIMESTAMP":"1764380001000000","SYSLOG_IDENTIFIER":"systemd","PRIORITY":"3","MESSAGE":"Failed \u001b[31mto start"}'
		echo '{"__REALTIME_TIMESTAMP":"1764380002000000","SYSLOG_IDENTIFIER":"guildledger","PRIORITY":"6","MESSAGE":[110,111,255]}'
	END
	chmod 755 "$OPEN/fake/journalctl"
	export PATH="$OPEN/fake:$PATH" ASKED="$OPEN/asked"
	GL_DB=$OPEN/books/books.db GL_GUILD=1000 gl-apply >/dev/null <<<'{"type":"member","guild_id":"1000","user_id":"11","name":"ana\": x\u001b","roles":[],"pending":false,"left":false}'
	chown -R 65534 "$OPEN/books"
	GL_LOG_FORMAT=text run people logs
	assert_success
	assert_line --index 0 --regexp '^2025-11-29 01:33:20 gl-apply: member 11 "ana.*": pay @12 5.00 PTS: ok, transaction 2$'
	assert_line --index 1 '2025-11-29 01:33:21 systemd: Failed ?[31mto start'
	refute_output --partial $'\e'
	assert_equal "$(cat "$ASKED")" '--unit guildledger-*@main.service --unit guildledger-*@main.timer --unit guildledger@main.target --output json --quiet --lines 100'
	GL_LOG_FORMAT='' run people logs --since -1h # no terminal: for machines
	assert_success
	assert_equal "$(jq -r '[."@timestamp", ."log.level"] | join(" ")' <<<"$output")" "2025-11-29T01:33:20.000Z info
2025-11-29T01:33:21Z error
2025-11-29T01:33:22Z info"
	assert_equal "$(sed 's/.*--quiet //' "$ASKED")" '--since -1h'
}

@test "logs has the names of a large guild, which are more than an argument of a process holds" {
	mkdir "$OPEN/fake"
	cat >"$OPEN/fake/journalctl" <<-'END'
		#!/bin/sh
		echo '{"__REALTIME_TIMESTAMP":"1764380000000000","SYSLOG_IDENTIFIER":"guildledger","MESSAGE":"{\"@timestamp\":\"x\",\"log.level\":\"info\",\"process.name\":\"gl-apply\",\"message\":\"member 4000: register: ok\"}"}'
	END
	chmod 755 "$OPEN/fake/journalctl"
	many_members() { for n in $(seq 1000 6999); do member "$n" "a member of many, $n"; done; }
	untraced many_members | GL_DB=$OPEN/books/books.db GL_GUILD=1000 gl-apply >/dev/null
	chown -R 65534 "$OPEN/books"
	PATH="$OPEN/fake:$PATH" GL_LOG_FORMAT=text run people logs
	assert_success
	assert_output '2025-11-29 01:33:20 gl-apply: member 4000 "a member of many, 4000": register: ok'
}

@test "on a terminal logs are words, and command says that its record is not booked yet" {
	script -qec true /dev/null >/dev/null 2>&1 || skip 'no script(1), or no terminal, here'
	mkdir "$OPEN/fake"
	printf '#!/bin/sh\n%s\n' 'echo "{\"__REALTIME_TIMESTAMP\":\"1764380000000000\",\"SYSLOG_IDENTIFIER\":\"systemd\",\"MESSAGE\":\"Started it\"}"' >"$OPEN/fake/journalctl"
	chmod 755 "$OPEN/fake/journalctl"
	unset GL_LOG_FORMAT
	PATH="$OPEN/fake:$PATH" run script -qec "guildledger -u $NOBODY logs" /dev/null
	assert_output --partial '2025-11-29 01:33:20 systemd: Started it'
	LANG=es_ES.UTF-8 run script -qec "guildledger -u $NOBODY command config prefix '?'" /dev/null
	assert_output --partial '"verb":"config"'
	assert_output --partial 'para aplicarlo: guildledger command … | guildledger apply'
	run people command config prefix '?' # into a pipe: the record alone
	assert_equal "$(wc -l <<<"$output")" 1
}

@test "--help lists the subcommands in the person's language, each is there, and completion knows them" {
	for lang in en_GB.UTF-8 es_ES.UTF-8; do
		LC_ALL=$lang guildledger --help >"$OPEN/help" 2>/dev/null # the locale itself need not be there
		for word in setup doctor logs report batch command apply outbox verify site where move backup restore db; do
			grep -q -E "^  $word +[^ ]" "$OPEN/help" || fail "$word is not in the help in $lang"
		done
	done
	grep -q 'lo comprueba todo' "$OPEN/help"
	run guildledger
	assert_failure 64
	run guildledger bogus
	assert_failure 64
	run guildledger report --help # of the tool
	assert_output --partial 'Usage: gl-report'
	[ -r /usr/share/bash-completion/bash_completion ] || skip 'bash-completion is not installed'
	completed() {
		LC_ALL=C bash -c '. /usr/share/bash-completion/bash_completion; . "$0"; COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
			compopt() { :; }; _guildledger "$1" "${COMP_WORDS[COMP_CWORD]}" ""; printf "%s\n" "${COMPREPLY[@]}"' "$PROJECT/build/completion/guildledger" "$@"
	}
	completed guildledger do | grep -qx doctor
	completed guildledger -c main rep | grep -qx report
	completed guildledger -c '' | grep -qx main
	completed guildledger report bal | grep -qx balances
	completed guildledger -c main report --for | grep -qx -- '--format='
	completed guildledger command dep | grep -qx deposit
	for key in $(gl-command --settings | cut -f 1 | grep -v CODE); do completed guildledger command config "${key%?}" | grep -qx -- "$key" || fail "config $key"; done
	assert_equal "$(completed guildledger command ajuste registro '' | paste -sd ' ')" 'abierto aprobacion invitacion rol'
	assert_equal "$(completed guildledger command config prefix '')" '' # nothing is listed: anything goes
}
