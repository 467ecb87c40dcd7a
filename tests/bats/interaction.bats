# gl-interaction: one request from a web server, by SCGI or CGI, answered once. What it starts is a stand-in here, so that
# nothing but the way of the request is tried: it keeps what it was given, and does what the test says.
load helper

setup() {
	REQUEST="$PROJECT/tests/interactions/request" KEPT="$BATS_TEST_TMPDIR/kept" BIN="$BATS_TEST_TMPDIR/bin"
	GL_PUBLIC_KEY=$("$REQUEST" key)
	export GL_PUBLIC_KEY KEPT
	OURS=$(dirname "$(command -v gl-apply)")
	mkdir "$BIN" "$KEPT"
	ln "$OURS/gl-interaction" "$BIN/" 2>/dev/null || cp "$OURS/gl-interaction" "$BIN/"
	stand_in gl-apply 'cat >"$KEPT/record"; echo "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Paid.\"}"'
	stand_in gl-choices 'cat >"$KEPT/query"; echo "{\"type\":\"choices\",\"choices\":[]}"'
	PATH="$BIN:$PATH"
}
# With patience: a busy machine is no fault here.
gl-interaction() { command gl-interaction --deadline 60 "$@"; }

# A test that failed leaves no process behind.
teardown() {
	if [ -e "$KEPT/pid" ]; then kill "$(cat "$KEPT/pid")" 2>/dev/null || true; fi
}

# stand_in PROGRAM SCRIPT: beside gl-interaction.
stand_in() {
	printf '#!/bin/bash\necho $$ >"$KEPT/pid"\n%s\n' "$2" >"$BIN/$1"
	chmod +x "$BIN/$1"
}

# command TYPE: the body of an interaction.
interaction() {
	printf '{"type":%s,"id":"1576000000000000000","application_id":"1","token":"very-secret-token","locale":"%s","guild_id":"1000","channel_id":"2000",%s' "$1" "${2:-en-GB}" \
		'"member":{"user":{"id":"11","username":"ana"},"roles":[]},"data":{"name":"help","custom_id":"1:yes:41","options":[{"name":"about","type":3,"value":"pay","focused":true}]}}'
}

# asked BODY [OPTION...]: the answer to a request with that body; the same by CGI.
asked() {
	local body=$1
	shift
	printf %s "$body" | "$REQUEST" "$@" scgi >"$BATS_TEST_TMPDIR/request"
	gl-interaction <"$BATS_TEST_TMPDIR/request"
}
asked_by_cgi() {
	local body=$1
	shift
	printf %s "$body" | "$REQUEST" "$@" cgi gl-interaction --deadline 60
}
status_of() { sed -n '1s/^Status: \([0-9]*\) .*/\1/p'; }
body_of() { sed '1,/^\r$/d'; }
# answered STATUS FILE: FILE is one whole HTTP answer of JSON with that status.
answered() {
	assert_equal "$(status_of <"$2")" "$1"
	assert_equal "$(grep -c -i '^content-type: application/json'$'\r''$' "$2")" 1
	assert_equal "$(sed -n 's/^Content-Length: \([0-9]*\)\r$/\1/p' "$2")" "$(body_of <"$2" | wc -c)"
	body_of <"$2" | jq -e 'type == "object"' >/dev/null
}

# bats test_tags=interaction-trap:3
@test "PING is answered without the books: there are none, they are locked, nothing is there that could open them" {
	rm "$BIN/gl-apply" "$BIN/gl-choices"
	for way in asked asked_by_cgi; do
		GL_DB="$BATS_TEST_TMPDIR/none/books.db" $way '{"type":1}' >"$BATS_TEST_TMPDIR/answer"
		answered 200 "$BATS_TEST_TMPDIR/answer"
		assert_equal "$(body_of <"$BATS_TEST_TMPDIR/answer")" '{"type":1}'
	done
	of_files "a lock of a file"
	working_books
	sqlite3 "$GL_DB" 'BEGIN EXCLUSIVE' '.shell touch "$KEPT/locked"; while [ -e "$KEPT/locked" ]; do sleep 0.1; done' &
	until_true 30 test -e "$KEPT/locked"
	asked '{"type":1}' >"$BATS_TEST_TMPDIR/answer"
	rm "$KEPT/locked"
	wait $!
	assert_equal "$(body_of <"$BATS_TEST_TMPDIR/answer")" '{"type":1}'
	assert [ ! -e "$KEPT/pid" ]
}

# bats test_tags=interaction-trap:2,interaction-trap:4
@test "what is not signed by our application is 401, whatever else is wrong with it, and starts nothing" {
	local good
	good=$(interaction 2)
	refused() {
		"$@" >"$BATS_TEST_TMPDIR/answer"
		answered 401 "$BATS_TEST_TMPDIR/answer"
		assert [ ! -e "$KEPT/pid" ]
	}
	for way in asked asked_by_cgi; do
		refused $way "$good" --application 2
		refused $way "$good" --header HTTP_X_SIGNATURE_ED25519
		refused $way "$good" --header HTTP_X_SIGNATURE_TIMESTAMP
		refused $way "$good" --header HTTP_X_SIGNATURE_ED25519=
		refused $way "$good" --header "HTTP_X_SIGNATURE_ED25519=$(printf '%0128d' 0)"
		refused $way "$good" --header HTTP_X_SIGNATURE_TIMESTAMP=1700000000
		refused $way "$good" --age 400
		refused $way "$good" --age -400
		refused $way "$good" --sent-body <(interaction 3)
		refused $way 'torn {' --application 2 --header CONTENT_TYPE=text/html
		refused $way '' --application 2 --header REQUEST_METHOD=GET
		refused $way "$good" --application 2 --header HTTP_CONTENT_ENCODING=gzip
		refused $way "$good" --header CONTENT_LENGTH=-1
		refused $way "$good" --header CONTENT_LENGTH=1000000000000
		refused $way "$good" --header CONTENT_LENGTH=1e3
		refused $way "$good" --header CONTENT_LENGTH=100000
	done
	refused asked_by_cgi "$good" --header CONTENT_LENGTH
	refused asked_by_cgi "$good" --header CONTENT_LENGTH=10
	head -c 300000 /dev/zero | tr '\0' ' ' >"$BATS_TEST_TMPDIR/large"
	refused asked_by_cgi "$(cat "$BATS_TEST_TMPDIR/large")x"
	refused asked "$(cat "$BATS_TEST_TMPDIR/large")x"
	for bytes in '' 'GET / HTTP/1.1' '5:abc' '99999:' ':::' '12:CONTENT_LENG'; do refused gl-interaction < <(printf %s "$bytes"); done
}

# bats test_tags=interaction-trap:1
@test "the bytes that were sent are what was signed: escapes, white space and the order of keys are not ours to change" {
	local body=$'{ "token":"t\\u00f1",\r\n\t"type" :1,  "a":"\xc3\xb1" }'
	assert_equal "$(asked "$body" | body_of)" '{"type":1}'
	assert_equal "$(asked "$body" --sent-body <(jq -c . <<<"$body") | status_of)" 401
	assert_equal "$(asked_by_cgi "$body" | body_of)" '{"type":1}'
}

@test "a body of 256 KiB is read whole, by either way; a byte more is refused, though it is signed" {
	printf '{"type":1,"x":"%*s"}' $((262144 - 17)) '' >"$BATS_TEST_TMPDIR/largest"
	assert_equal "$(wc -c <"$BATS_TEST_TMPDIR/largest")" 262144
	for way in asked asked_by_cgi; do
		assert_equal "$($way "$(cat "$BATS_TEST_TMPDIR/largest")" | body_of)" '{"type":1}'
		assert_equal "$($way " $(cat "$BATS_TEST_TMPDIR/largest")" | body_of)" '{"error":"the body is larger than 256 KiB"}'
	done
}

# bats test_tags=interaction-trap:5
@test "every answer has its media type: refusals, faults, a program that is killed, ends without a word or is not there" {
	local text
	is() { # STATUS COMMAND...
		"${@:2}" >"$BATS_TEST_TMPDIR/answer" 2>"$BATS_TEST_TMPDIR/errors" || true
		answered "$1" "$BATS_TEST_TMPDIR/answer"
		text=$(body_of <"$BATS_TEST_TMPDIR/answer" | jq -r '.data.content // .error // empty')
	}
	is 405 asked '{"type":1}' --header REQUEST_METHOD=PUT
	is 415 asked '{"type":1}' --header CONTENT_TYPE=text/plain
	is 415 asked '{"type":1}' --header HTTP_CONTENT_ENCODING=gzip
	is 400 asked 'torn {'
	is 400 asked '[1]'
	is 400 asked $'{"type":1,"x":"\xff"}'
	is 400 asked '{"type":99}'
	is 400 asked '{}'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" Paid.
	is 200 asked "$(interaction 4)"
	local nothing='Something does not work here. Nothing was booked; try again later.'
	local unknown='I got no answer in time, and don'\''t know whether it was booked. Look at `/history` before you try again.'
	# killed before it began to commit; then behind that
	stand_in gl-apply 'cat >/dev/null; kill -9 $$'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" "$nothing"
	is 200 asked "$(interaction 2 es-419)"
	assert_regex "$text" 'No se ha apuntado nada'
	stand_in gl-apply 'cat >/dev/null; exit 71'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" "$nothing"
	stand_in gl-apply 'cat >/dev/null; echo; kill -9 $$'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" "$unknown"
	is 200 asked "$(interaction 2 es-419)"
	assert_regex "$text" '^No he recibido respuesta a tiempo'
	stand_in gl-apply 'cat >/dev/null; printf "{\"type\":\"outc"'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" "$unknown"
	stand_in gl-apply 'cat >/dev/null; echo "no JSON"'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" "$unknown"
	# the empty line may come alone, before the outcome or with it, and more than once
	stand_in gl-apply 'cat >/dev/null; echo; sleep 0.1; printf "\n\n{\"type\":\"outcome\","; sleep 0.1; echo "\"status\":\"ok\",\"text\":\"Paid.\"}"'
	is 200 asked "$(interaction 2)"
	assert_equal "$text" Paid.
	rm "$BIN/gl-apply"
	is 200 asked "$(interaction 2)"
	assert_equal "$text" "$nothing"
	grep -q 'gl-apply cannot be started' "$BATS_TEST_TMPDIR/errors"
	rm "$BIN/gl-choices"
	is 200 asked "$(interaction 4)"
	assert_equal "$(body_of <"$BATS_TEST_TMPDIR/answer")" '{"type":8,"data":{"choices":[]}}'
	GL_PUBLIC_KEY='' is 500 asked '{"type":1}'
	GL_PUBLIC_KEY=12 is 500 asked '{"type":1}'
	assert_equal "$(GL_PUBLIC_KEY='' GL_PUBLIC_KEY_FILE=/nonexistent asked '{"type":1}' 2>/dev/null | status_of)" 500
}

@test "the key is read from a file, or from the environment, and an option counts before both" {
	printf '\n%s\n' "$GL_PUBLIC_KEY" >"$BATS_TEST_TMPDIR/key"
	printf '{"type":1}' | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	ping() { gl-interaction "$@" <"$BATS_TEST_TMPDIR/request" | status_of; }
	other=$("$REQUEST" --application 2 key)
	assert_equal "$(ping)" 200
	assert_equal "$(GL_PUBLIC_KEY='' GL_PUBLIC_KEY_FILE="$BATS_TEST_TMPDIR/key" ping)" 200
	assert_equal "$(GL_PUBLIC_KEY=$other ping --public-key-file "$BATS_TEST_TMPDIR/key")" 200
	assert_equal "$(GL_PUBLIC_KEY=$other ping --public-key "$GL_PUBLIC_KEY")" 200
	assert_equal "$(ping --public-key "$other")" 401
}

# bats test_tags=interaction-trap:18
@test "the end of the input is not waited for, and a request that never ends is refused" {
	mkfifo "$BATS_TEST_TMPDIR/pipe"
	exec 8<>"$BATS_TEST_TMPDIR/pipe"
	printf '{"type":1}' | "$REQUEST" scgi >&8
	assert_equal "$(timeout 50 "$BIN/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/pipe" 8>&- | body_of)" '{"type":1}'
	printf '{"type":1}' | "$REQUEST" scgi | head -c -1 >&8
	assert_equal "$(command gl-interaction <"$BATS_TEST_TMPDIR/pipe" 8>&- | status_of)" 401
	exec 8>&-
}

# bats test_tags=interaction-trap:18
@test "a server that is still sending what is refused gets to its end, and reads the answer" {
	printf '{"type":1}' | "$REQUEST" --header CONTENT_LENGTH=600000 scgi >"$BATS_TEST_TMPDIR/request"
	for beginning in "$BATS_TEST_TMPDIR/request" <(echo 'POST / HTTP/1.1'); do
		run python3 -c '
import socket, subprocess, sys
ours, theirs = socket.socketpair()
process = subprocess.Popen(["gl-interaction", "--deadline", "60"], stdin=theirs, stdout=theirs)
theirs.close()
ours.settimeout(60)
ours.sendall(open(sys.argv[1], "rb").read() + b" " * 599990)
answer = b""
while piece := ours.recv(4096):
    answer += piece
print(answer.decode())
process.wait()' "$beginning"
		assert_success
		assert_output --partial 'Status: 401 Unauthorized'
		assert_output --partial '{"error":'
	done
}

# bats test_tags=interaction-trap:12
@test "the continuation token is in no record, no argument, no environment, no log" {
	stand_in gl-apply 'tr "\0" "\n" </proc/$$/cmdline >"$KEPT/arguments"; env >"$KEPT/environment"; cat >"$KEPT/record"; echo "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Paid.\"}"'
	for way in asked asked_by_cgi; do
		GL_LOG=debug $way "$(interaction 2)" >"$BATS_TEST_TMPDIR/answer" 2>"$KEPT/log"
		answered 200 "$BATS_TEST_TMPDIR/answer"
		grep -q 1576000000000000000 "$KEPT/record"
		assert [ -s "$KEPT/arguments" ]
		assert [ -s "$KEPT/environment" ]
		assert [ -s "$KEPT/log" ]
		run grep -rl very-secret-token "$KEPT" "$BATS_TEST_TMPDIR/answer"
		assert_output ''
	done
	stand_in gl-apply 'kill -9 $$'
	GL_LOG=debug asked "$(interaction 2)" >"$BATS_TEST_TMPDIR/answer" 2>"$KEPT/log"
	run grep -rl very-secret-token "$KEPT" "$BATS_TEST_TMPDIR/answer"
	assert_output ''
}

# bats test_tags=interaction-trap:41
@test "no header tells who asks or reaches the books: forged ones change nothing" {
	stand_in gl-apply 'env >"$KEPT/environment"; cat >"$KEPT/record"; echo "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Paid.\"}"'
	for way in asked asked_by_cgi; do
		$way "$(interaction 2)" >"$BATS_TEST_TMPDIR/plain"
		mv "$KEPT/record" "$KEPT/plain-record"
		$way "$(interaction 2)" --header HTTP_X_FORWARDED_FOR=192.0.2.1 --header REMOTE_USER=owner --header HTTP_X_USER=owner \
			--header HTTP_PROXY=http://192.0.2.1/ --header QUERY_STRING=owner=true --header PATH_INFO=/owner >"$BATS_TEST_TMPDIR/forged"
		cmp "$BATS_TEST_TMPDIR/plain" "$BATS_TEST_TMPDIR/forged"
		cmp "$KEPT/plain-record" "$KEPT/record"
		run grep -E '^(HTTP_|REMOTE_|QUERY_|PATH_INFO|REQUEST_|CONTENT_|GATEWAY_)' "$KEPT/environment"
		assert_output ''
		grep -q '^PATH=' "$KEPT/environment"
	done
}

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

# bats test_tags=interaction-trap:40
@test "requests that nobody signed write no line, and an answer of ours is one" {
	printf '{"type":1}' | "$REQUEST" --application 2 scgi >"$BATS_TEST_TMPDIR/junk"
	printf '{"type":1}' | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/ping"
	for _ in $(seq 20); do GL_LOG=info gl-interaction <"$BATS_TEST_TMPDIR/junk" 2>>"$BATS_TEST_TMPDIR/log" >/dev/null; done
	assert [ ! -s "$BATS_TEST_TMPDIR/log" ]
	GL_LOG=info gl-interaction <"$BATS_TEST_TMPDIR/ping" 2>>"$BATS_TEST_TMPDIR/log" >/dev/null
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/log")" 1
}

# counted FILE: what it holds, as JSON.
counted() {
	python3 -c '
import json, struct, sys
numbers = struct.unpack("=87Q", open(sys.argv[1], "rb").read())
print(json.dumps({"results": numbers[1:19], "not_signed": numbers[85]}))' "$1"
}

@test "requests are counted by type and result, and what is not signed apart; a file that cannot be used changes no answer" {
	export GL_INTERACTION_COUNTS="$BATS_TEST_TMPDIR/counts"
	asked '{"type":1}' >/dev/null
	asked '{"type":1}' --application 2 >/dev/null
	asked "$(interaction 2)" >/dev/null
	asked "$(interaction 2)" >/dev/null
	asked '{"type":99}' >/dev/null
	stand_in gl-apply 'kill -9 $$'
	asked "$(interaction 2)" >/dev/null 2>&1
	# three results of each: unknown, PING, command, button, autocompletion, form
	assert_equal "$(counted "$GL_INTERACTION_COUNTS" | jq -c .)" '{"results":[0,1,0,1,0,0,2,0,1,0,0,0,0,0,0,0,0,0],"not_signed":1}'
	GL_INTERACTION_COUNTS=/nonexistent/counts asked '{"type":1}' >"$BATS_TEST_TMPDIR/answer"
	answered 200 "$BATS_TEST_TMPDIR/answer"
}

@test "the program contains no client of the network and no books" {
	of_plain_build "the libraries of the plain one"
	run readelf -d "$BIN/gl-interaction"
	assert_success
	refute_output --regexp 'libcurl|libsqlite3|libpq|libssl'
}

@test "on a terminal it says who starts it" {
	python3 -c 'import pty; pty.openpty()' 2>/dev/null || skip 'no terminal here'
	run "$PROJECT/tests/on-terminal" 80 gl-interaction
	assert_output --partial 'a web server starts this'
}
