# gl-interaction: one request from a web server, by SCGI or CGI, answered once.
load interaction

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
