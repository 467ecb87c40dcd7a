# The queue of those who write books in a file: who waits has their turn, and a tick gives way.
load helper

setup() { working_books; }
teardown() { if [ -n "${holder:-}" ]; then kill "$holder" 2>/dev/null || true; fi; }

slash() { say "$1" "$2" "$3" | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"'; }
seq_of() { ask_books "SELECT seq FROM commands WHERE message_id = $(((FIRST_MESSAGE + $1 * 1000) << 22))"; }

# hold_turn: another process has the turn to write, until release. As gl-apply does it: byte 0 of the file beside the books.
hold_turn() {
	mkfifo "$BATS_TEST_TMPDIR/release"
	python3 -c 'import fcntl, struct, sys
queue = open(sys.argv[1] + "-queue", "r+b")
fcntl.fcntl(queue, 37, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 1, 0)) # F_OFD_SETLK
open(sys.argv[2], "w").close()
open(sys.argv[3]).read()' "$GL_DB" "$BATS_TEST_TMPDIR/held" "$BATS_TEST_TMPDIR/release" 3>&- &
	holder=$!
	until_true 10 test -e "$BATS_TEST_TMPDIR/held"
}
release() { : >"$BATS_TEST_TMPDIR/release"; wait "$holder"; holder=; }
# Whether somebody waits with the next turn, byte 1.
somebody_waits() {
	python3 -c 'import fcntl, struct, sys
queue = open(sys.argv[1] + "-queue", "r+b")
found = fcntl.fcntl(queue, 36, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 1, 1, 0)) # F_OFD_GETLK
sys.exit(struct.unpack("hhqqi", found)[0] == fcntl.F_UNLCK)' "$GL_DB"
}

# waiters: how many wait for a lock of the queue's file.
waiters() { grep -c -- "-> .*:$(stat -c %i "$GL_DB-queue") " /proc/locks || true; }
enough_wait() { [ "$(waiters)" -ge "$1" ]; }

# bats test_tags=interaction-trap:14
@test "who came first writes first: nobody is left behind by those who came later" {
	of_files "a server has locks of its own"
	hold_turn
	for n in $(seq 10 21); do
		say "$n" 11 "!pay <@12> 1 number $n" | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/in.$n"
	done
	for n in $(seq 10 21); do
		gl-apply <"$BATS_TEST_TMPDIR/in.$n" >/dev/null 3>&- &
		until_true 5 enough_wait $((n - 9))
	done
	release
	wait
	assert_equal "$(ask_books "SELECT memo FROM transactions WHERE memo LIKE 'number%' ORDER BY transaction_id" | xargs)" "$(printf 'number %d ' $(seq 10 21) | xargs)"
}

# bats test_tags=interaction-trap:14
@test "a tick with thousands of commands gives way to an interaction that waits, and goes on behind it" {
	operator config chatter.limit 0 >/dev/null
	last=3099
	if over_server; then last=199; fi # each asks the server some twenty times
	for n in $(seq 100 "$last"); do say "$n" 11 '!history 50'; done | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/in"
	slash 50 11 '!pay <@12> 5 pizza' >"$BATS_TEST_TMPDIR/slash"
	if over_server; then
		gl-apply <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 3>&- &
		tick=$!
		until_true 20 sh -c "psql -X -q -At -d '$GL_DB' -c \"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted\" | grep -qv '^0$'"
	else
		hold_turn
		gl-apply <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 3>&- &
		tick=$!
		until_true 10 somebody_waits
	fi
	gl-apply --interaction <"$BATS_TEST_TMPDIR/slash" >"$BATS_TEST_TMPDIR/answer" 3>&- &
	interaction=$!
	if ! over_server; then
		sleep 0.3 # it stands behind the tick
		release
	fi
	wait "$interaction"
	wait "$tick"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/answer")" ok
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/out")" $((last - 99))
	assert [ "$(seq_of 50)" -lt "$(seq_of "$last")" ]
	if ! over_server; then assert [ "$(seq_of 50)" -gt "$(seq_of 100)" ]; fi
	run -0 gl-verify --replay
}

@test "who waits longer than it may says so, and leaves no place in the queue behind" {
	of_files "a server has locks of its own"
	gl-apply </dev/null
	operator config chatter.limit 0 >/dev/null
	hold_turn
	run gl-apply --interaction < <(slash 10 11 '!pay <@12> 5 pizza')
	assert_equal "$status" 75
	assert_output --partial '"status":"busy"'
	assert_output --partial 'locked by another process while waiting for its turn'
	run ! somebody_waits
	release
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" 1
	assert_equal "$(outcome status 11 11 '!pay <@12> 5 pizza')" ok
}

@test "the file of the queue is for those who may write the books, whatever the umask" {
	of_files "a server has locks of its own"
	for case in '600 077 600' '640 022 600' '660 022 660' '660 077 660' '644 000 600' '666 077 666'; do
		read -r books umask wanted <<<"$case"
		rm -f "$GL_DB-queue"
		chmod "$books" "$GL_DB"
		(umask "$umask"; operator config chatter.limit 0 >/dev/null)
		assert_equal "$case: $(stat -c %a "$GL_DB-queue")" "$case: $wanted"
	done
}

@test "where the file of the queue cannot be had, or is no file, the books are written all the same" {
	of_files "a server has locks of its own"
	for thing in "mkdir" "ln -s $BATS_TEST_TMPDIR/elsewhere" "mkfifo" "ln -s $GL_DB"; do
		rm -rf "$GL_DB-queue"
		$thing "$GL_DB-queue"
		n=$((${n:-10} + 1))
		assert_equal "$thing $(outcome status $n 11 '!pay <@12> 1 pizza')" "$thing ok"
		refute [ -e "$BATS_TEST_TMPDIR/elsewhere" ]
	done
	rm -rf "$GL_DB-queue"
	run -0 gl-verify
}

@test "who only reads has no file of a queue, and no books of a moment have one" {
	of_files "a server has locks of its own"
	rm -f "$GL_DB-queue"
	gl-report balances >/dev/null
	gl-verify --replay >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(find "$BATS_TEST_TMPDIR" -name '*-queue')" ''
	gl-db restore --db "$BATS_TEST_TMPDIR/restored.db" "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(find "$BATS_TEST_TMPDIR" -name '*-queue')" ''
}
