# gl-doctor on the machine itself: token, owner, timers, disk and network, each one line with its fix, in both languages.
load live

setup() { live; }
teardown() {
	live_end
	[ -z "${OPEN:-}" ] || rm -rf "$OPEN"
}

# line_of SUBJECT: its finding and the fix, on one line, however it was broken.
line_of() { awk -v subject="$1" '/^(ok|warning|BROKEN|bien|aviso|ROTO) / { on = index($0, subject) == 10 } on' <<<"$output" | tr -s ' \n' ' '; }
broken() { grep -c -E '^(BROKEN|ROTO) ' <<<"$output"; }
doctor() { run --separate-stderr gl-doctor "$@"; }

# apart COMMAND...: in mounts and a network of its own, where this machine allows that.
apart() {
	[ "$(id -u)" = 0 ] && unshare --mount --net true 2>/dev/null || skip 'only root can have mounts and a network of its own'
	run --separate-stderr unshare --mount "$@"
}

# one_line SUBJECT TEXT FIX [OPTION...]: what is wrong is one line, nothing else is BROKEN, and the tools behind it say nothing more.
one_line() {
	assert_failure 2
	assert_equal "$stderr" ''
	assert_equal "$(broken)" 1
	line_of "$1" | grep -q -F -- "$2" || fail "no '$2' in: $(line_of "$1")"
	line_of "$1" | grep -q -F -- "$3" || fail "no '$3' in: $(line_of "$1")"
}

@test "no token, an absent one, an empty one and a garbled one are one line each, with the fix, and Discord is not asked" {
	unset GL_TOKEN_FILE
	doctor
	one_line token 'no option or variable names its file' 'GL_TOKEN_FILE'
	GL_NAME=main GL_CONFIG=/etc/here doctor
	one_line token 'no option or variable names its file' 'into /etc/here/main.token'
	doctor --token-file "$BATS_TEST_TMPDIR/none"
	one_line token 'its file does not exist' "$BATS_TEST_TMPDIR/none"
	( umask 077; : >"$BATS_TEST_TMPDIR/empty"; echo 'two words' >"$BATS_TEST_TMPDIR/garbled" )
	doctor --token-file "$BATS_TEST_TMPDIR/empty"
	one_line token 'its file is empty' 'Reset Token'
	doctor --token-file "$BATS_TEST_TMPDIR/garbled" --lang es
	one_line token 'no contiene exactamente un token' 'Reset Token'
	assert_equal "$(requests)" 0
}

@test "a wrong token is said once, not per check" {
	fake '{"op":"set","key":"token","value":"another"}' >/dev/null
	doctor
	one_line token 'Discord does not accept it' 'make a new one'
	doctor --lang es
	one_line token 'Discord no lo acepta' 'portal de desarrolladores'
}

@test "a token that comes by a pipe is read once" {
	run --separate-stderr gl-doctor --token-file <(echo fake-token)
	assert_success
}

@test "books that are not there, and what is no database, are one line with the reason" {
	of_files 'a server has other reasons'
	doctor --db "$BATS_TEST_TMPDIR/none.db"
	assert_failure 2
	assert_equal "$stderr" ''
	line_of books | grep -q 'no books where GL_DB points .*gl-setup makes'
	head -c 8192 /dev/urandom >"$BATS_TEST_TMPDIR/noise.db"
	doctor --db "$BATS_TEST_TMPDIR/noise.db" --lang es
	line_of libros | grep -q 'están dañados.*guildledger restore'
}

@test "books of another user than the service's are one line, with the chown" {
	of_files 'a server has no owner of files'
	[ "$(id -u)" = 0 ] || skip 'only root can give files away'
	OPEN=$(mktemp -d) # bats' own folders are closed to others
	chmod 755 "$OPEN"
	mkdir -m 755 "$OPEN/books" "$OPEN/state"
	cp "$GL_DB" "$OPEN/books/books.db"
	cp "$GL_TOKEN_FILE" "$OPEN/token"
	chown 65534 "$OPEN/token" "$OPEN/state"
	user=$(id -un 65534)
	export GL_DB=$OPEN/books/books.db GL_STATE=$OPEN/state GL_TOKEN_FILE=$OPEN/token
	run --separate-stderr setpriv --reuid 65534 --clear-groups gl-doctor
	one_line owner "belongs to root, but the ticks run as $user" "chown -R $user: $OPEN/books $OPEN/state"
	assert_equal "$(requests)" 0
	chown -R 65534 "$OPEN/books"
	run setpriv --reuid 65534 --clear-groups gl-doctor
	assert_success
}

@test "what gl-interaction's user makes beside the books belongs to their group, and is no fault" {
	of_files 'a server has no owner of files'
	[ "$(id -u)" = 0 ] || skip 'only root can give files away'
	OPEN=$(mktemp -d) # bats' own folders are closed to others
	chmod 755 "$OPEN"
	mkdir -m 770 "$OPEN/books" "$OPEN/state"
	cp "$GL_DB" "$OPEN/books/books.db"
	cp "$GL_TOKEN_FILE" "$OPEN/token"
	touch "$OPEN/books/books.db-wal"
	chown -R 65534:65534 "$OPEN"
	chown 12345 "$OPEN/books/books.db-wal"
	export GL_DB=$OPEN/books/books.db GL_STATE=$OPEN/state GL_TOKEN_FILE=$OPEN/token
	chmod 660 "$OPEN"/books/*
	run setpriv --reuid 65534 --regid 65534 --clear-groups gl-doctor
	assert_success
	chmod 640 "$OPEN/books/books.db-wal"
	run setpriv --reuid 65534 --regid 65534 --clear-groups gl-doctor
	assert_output --partial 'but the ticks run as'
}

# systemctl_says: a systemctl that knows the units of two configurations, and a machine that systemd seems to run.
systemctl_says() {
	mkdir -p "$BATS_TEST_TMPDIR/fake"
	cat >"$BATS_TEST_TMPDIR/fake/systemctl" <<-'END'
		#!/bin/bash
		case $1 in
		show) echo nobody ;;
		list-units)
			while read -r unit rest; do
				for pattern in "${@:6}"; do
					# shellcheck disable=SC2053 # a pattern
					[[ $unit == $pattern ]] && echo "$unit $rest"
				done
			done <<-LIST
				guildledger-tick@one.timer loaded active waiting guildledger: a tick of one
				guildledger-backup@two.service loaded failed failed guildledger: a copy of two
			LIST
			;;
		esac
		true
	END
	chmod 755 "$BATS_TEST_TMPDIR/fake/systemctl"
}
booted() { apart sh -c 'mount -t tmpfs none /run && mkdir -p /run/systemd/system && PATH="$0:$PATH" exec gl-doctor "$@"' "$BATS_TEST_TMPDIR/fake" "$@"; }

@test "only the timers of this configuration count, and the fix names it" {
	systemctl_says
	GL_NAME=one booted
	line_of timers | grep -q "the tick's timer is active"
	refute_output --partial 'guildledger-backup@two'
	GL_NAME=two booted
	line_of timers | grep -q 'no timer starts the ticks fix: systemctl enable --now guildledger@two.target'
	line_of guildledger-backup@two.service | grep -q 'this unit failed at its last run fix: journalctl -u guildledger-backup@two.service'
}

@test "root is told that the books are not of the user that the units name" {
	of_files 'a server has no owner of files'
	systemctl_says
	GL_NAME=one booted
	assert_failure 2
	line_of owner | grep -q 'belongs to root, but the ticks run as nobody fix: chown -R nobody: '
}

@test "a full disk is one line with the right fix" {
	of_files 'the disk of a server is not here'
	export BOOKS="$GL_DB" GL_DB="$BATS_TEST_TMPDIR/disk/books.db"
	mkdir "$BATS_TEST_TMPDIR/disk"
	for lang in en es; do
		apart sh -c 'mount -t tmpfs -o size=2m none "$1" && cp "$BOOKS" "$GL_DB" && { dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null; gl-doctor --lang "$2"; }' \
			sh "$BATS_TEST_TMPDIR/disk" $lang
		case $lang in
		en) one_line disk "$BATS_TEST_TMPDIR/disk is full: 0 KiB are left" 'delete what is not needed' ;;
		es) one_line disco "está lleno: quedan 0 KiB" 'borra lo que sobre' ;;
		esac
	done
}

@test "no network, no DNS and a closed port are told as such" {
	command -v ip >/dev/null || skip "ip is not installed (Debian package iproute2)"
	unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY
	GL_API=http://127.0.0.1:9/api/v10 doctor
	one_line network '127.0.0.1 or a firewall on the way refuses the connection' 'curl -sI http://127.0.0.1:9`'
	export GL_API=https://discord.invalid/api/v10
	apart --net gl-doctor
	one_line network 'this machine has no network' 'ip route'
	apart --net gl-doctor --lang es
	one_line red 'esta máquina no tiene red' 'ip route'
	# a way out that leads nowhere, and nobody to ask for names
	apart --net sh -c 'echo "nameserver 127.0.0.1" >"$1" && mount --bind "$1" /etc/resolv.conf && ip link set lo up && ip route add default dev lo && exec gl-doctor' \
		sh "$BATS_TEST_TMPDIR/resolv.conf"
	one_line network 'no DNS: the name discord.invalid cannot be looked up' 'getent hosts discord.invalid'
}

@test "a category as a channel is called one, and a timed-out bot is one line" {
	fake '{"op":"channel","guild":"1000","id":"2004","name":"cat","type":4}' >/dev/null
	gl-command config channel '<#2004>' on | gl-apply >/dev/null
	doctor --lang es
	one_line '#cat' 'es una categoría' 'ajuste canal #canal no'
	gl-command config channel '<#2004>' off | gl-apply >/dev/null
	fake '{"op":"timeout","guild":"1000","until":"2999-01-01T00:00:00.000000+00:00"}' >/dev/null
	doctor
	one_line time-out 'the bot is timed out' 'Remove Timeout'
	doctor --lang es
	assert_equal "$(broken)" 1
}

@test "what the doctor finds in Spanish has no English word of its own left in it" {
	fake '[{"op":"permit","channel":"2000","id":"1000","deny":67584},{"op":"set","key":"members_intent","value":false}]' >/dev/null
	chmod 644 "$GL_TOKEN_FILE"
	doctor --lang es
	assert_failure 2
	refute_output --regexp '(^| )(the|is|of|and|channel|books|token file|clock|message content|server members|role order|Send Messages|guild)( |$)'
	line_of '#books' | grep -q 'Enviar mensajes'
}
