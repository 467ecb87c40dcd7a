# gl-interaction where something ends or fails on the way: itself, what it starts, its client, memory.
load interaction

# start BODY: gl-interaction in the background, asked that; $face is its process, its answer goes to answer.
start() {
	printf %s "$1" | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	"$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer" 2>"$BATS_TEST_TMPDIR/errors" 3>&- &
	face=$!
}
ended() { ! kill -0 "$1" 2>/dev/null; }

# bats test_tags=interaction-trap:16
@test "a server that ends us between the record and its outcome ends nothing: it is booked once, and answered" {
	stand_in gl-apply 'cat >>"$KEPT/booked"; touch "$KEPT/begun"; until [ -e "$KEPT/go" ]; do sleep 0.05; done; echo "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Paid.\"}"'
	start "$(interaction 2)"
	until_true 60 test -e "$KEPT/begun"
	kill -TERM "$face"
	sleep 0.2
	kill -TERM "$face"
	touch "$KEPT/go"
	wait "$face"
	answered 200 "$BATS_TEST_TMPDIR/answer"
	assert_equal "$(body_of <"$BATS_TEST_TMPDIR/answer" | jq -r .data.content)" Paid.
	assert_equal "$(wc -l <"$KEPT/booked")" 1
	until_true 60 ended "$(cat "$KEPT/pid")"
}

# bats test_tags=interaction-trap:16
@test "ended before the record, nothing is started and no process stays" {
	mkfifo "$BATS_TEST_TMPDIR/pipe"
	exec 8<>"$BATS_TEST_TMPDIR/pipe"
	"$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/pipe" >"$BATS_TEST_TMPDIR/answer" 3>&- 8>&- &
	face=$!
	has_launcher() { launcher=$(cat "/proc/$face/task/$face/children") && [ -n "$launcher" ]; }
	until_true 60 has_launcher
	kill -TERM "$face"
	wait "$face" || true
	# shellcheck disable=SC2086 # one number
	until_true 60 ended $launcher
	exec 8>&-
	assert [ ! -e "$KEPT/pid" ]
	assert [ ! -s "$BATS_TEST_TMPDIR/answer" ]
}

@test "a program that says nothing is not waited for longer than Discord waits, and may end in its own time" {
	stand_in gl-apply 'cat >"$KEPT/record"; until [ -e "$KEPT/go" ]; do sleep 0.05; done; touch "$KEPT/ended"'
	interaction 2 | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	"$BIN/gl-interaction" <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer" 2>/dev/null 3>&- &
	face=$!
	until_true 60 test -s "$BATS_TEST_TMPDIR/answer"
	answered 200 "$BATS_TEST_TMPDIR/answer"
	assert [ ! -e "$KEPT/ended" ]
	touch "$KEPT/go"
	wait "$face"
	until_true 60 test -e "$KEPT/ended"
}

# bats test_tags=interaction-trap:16
@test "a client that is gone changes nothing: the record is whole, and booked once" {
	stand_in gl-apply 'cat >>"$KEPT/booked"; touch "$KEPT/begun"; until [ -e "$KEPT/go" ]; do sleep 0.05; done; echo "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Paid.\"}"'
	interaction 2 | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	mkfifo "$BATS_TEST_TMPDIR/client"
	exec 9<>"$BATS_TEST_TMPDIR/client"
	"$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/client" 2>"$BATS_TEST_TMPDIR/errors" 3>&- 9>&- &
	face=$!
	until_true 60 test -e "$KEPT/begun"
	exec 9>&-
	touch "$KEPT/go"
	status=0
	wait "$face" || status=$?
	assert_equal "$status" 74
	assert [ ! -s "$BATS_TEST_TMPDIR/errors" ]
	assert_equal "$(wc -l <"$KEPT/booked")" 1
}

# bats test_tags=interaction-trap:17
@test "a record that was cut off is not applied: killed in the middle, nothing is booked" {
	command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'
	stand_in gl-apply 'while IFS= read -r line; do echo "$line" >>"$KEPT/booked"; done; touch "$KEPT/ended"'
	interaction 2 | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	# its second write is the record, behind the letter that starts the program
	timeout 60 strace -qq -o "$BATS_TEST_TMPDIR/trace" -e trace=write -e inject=write:error=EINTR:signal=KILL:when=2 \
		"$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer" || true
	grep -q 'KILL' "$BATS_TEST_TMPDIR/trace"
	until_true 60 test -e "$KEPT/ended"
	assert [ ! -e "$KEPT/booked" ]
	assert [ ! -s "$BATS_TEST_TMPDIR/answer" ]
	of_files "compared byte by byte"
	working_books
	everything >"$BATS_TEST_TMPDIR/before"
	for bytes in 20 100 200; do
		run bash -c 'head -c "$2" <<<"$1" | "$3" 2>/dev/null' bash "$(gl-command balance)" $bytes "$OURS/gl-apply"
		assert_equal "$status" 65
		assert_output ''
	done
	everything | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "where the kernel refuses to confine it, the answer is an error of ours, and nothing is read or started" {
	command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'
	interaction 2 | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	timeout 60 strace -f -qq -o "$BATS_TEST_TMPDIR/trace" -e trace=read,seccomp -e inject=seccomp:error=EINVAL \
		"$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer" 2>/dev/null || true
	answered 500 "$BATS_TEST_TMPDIR/answer"
	run grep -F 'read(0,' "$BATS_TEST_TMPDIR/trace"
	assert_output ''
	assert [ ! -e "$KEPT/pid" ]
}

# bats test_tags=interaction-trap:5
@test "when memory runs out, at whichever allocation, the answer is whole, and a record is booked once or not at all" {
	of_plain_build "the allocator of the sanitizers cannot be replaced"
	gcc -shared -fPIC -O1 -D_GNU_SOURCE "$PROJECT/tests/torture/memory.c" -o "$BATS_TEST_TMPDIR/memory.so"
	stand_in gl-apply 'cat >>"$KEPT/booked"; echo "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Paid.\"}"'
	interaction 2 | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	export TORTURE_FOLDER="$BATS_TEST_TMPDIR/torture"
	run_with() { # [ALLOCATION HOW]
		rm -rf "$TORTURE_FOLDER" "$KEPT/booked"
		mkdir "$TORTURE_FOLDER"
		status=0
		TORTURE_MEMORY=${1:+gl-interaction.1:$1:$2} LD_PRELOAD="$BATS_TEST_TMPDIR/memory.so" gl-interaction --db books.db \
			<"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer" 2>/dev/null || status=$?
	}
	run_with
	answered 200 "$BATS_TEST_TMPDIR/answer"
	count=$(head -n 1 "$TORTURE_FOLDER/gl-interaction.1.memory") failures=0
	for n in $(seq "$count"); do
		for how in once on; do
			run_with "$n" $how
			[ $status = 0 ] || [ $status = 71 ] || fail "allocation $n $how: ended with $status"
			if [ $status = 71 ]; then failures=$((failures + 1)); fi
			# three are for the options, before which nobody knows that an answer is wanted
			if [ "$n" -gt 3 ]; then answered $((status == 71 ? 500 : 200)) "$BATS_TEST_TMPDIR/answer"; fi
			[ ! -e "$KEPT/booked" ] || assert_equal "$(wc -l <"$KEPT/booked")" 1
		done
	done
	assert [ "$failures" -gt 8 ]
}

@test "what is refused waits for nothing: the process that would start a program ends before the one that answers" {
	command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'
	interaction 2 | "$REQUEST" --application 2 scgi >"$BATS_TEST_TMPDIR/request"
	timeout 60 strace -f -qq -o "$BATS_TEST_TMPDIR/trace" -e trace=exit_group,execve "$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer"
	answered 401 "$BATS_TEST_TMPDIR/answer"
	assert_equal "$(grep -c execve "$BATS_TEST_TMPDIR/trace")" 1 # its own
	assert_equal "$(sed -n 's/^\([0-9]*\) *exit_group(.*/\1/p' "$BATS_TEST_TMPDIR/trace" | sed -n 2p)" "$(sed -n '1s/ .*//p' "$BATS_TEST_TMPDIR/trace")"
}
