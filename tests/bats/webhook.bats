# samples/webhook: events to a receiver over HTTP, at least once and in their order; the units as systemd sees them.
load helper

setup() {
	working_books
	export GL_STATE="$BATS_TEST_TMPDIR/state" KEPT="$BATS_TEST_TMPDIR/received"
	mkdir "$GL_STATE" "$KEPT"
	echo 200 >"$KEPT/answer"
	events collect # the first time: from now on
}
teardown() { [ -z "${RECEIVER:-}" ] || kill "$RECEIVER"; }
events() { "$PROJECT/samples/webhook/events" "$@"; }

# A receiver that answers as $KEPT/answer says, and keeps each body with its headers as N.body and N.headers, also of what it refuses.
receiver() {
	python3 - "$KEPT" 3>&- <<-'PYTHON' &
		import http.server, os, sys
		kept, count = sys.argv[1], [0]
		class Receiver(http.server.BaseHTTPRequestHandler):
		    def do_POST(self):
		        count[0] += 1
		        body = self.rfile.read(int(self.headers["Content-Length"]))
		        open("%s/%d.body" % (kept, count[0]), "wb").write(body)
		        open("%s/%d.headers" % (kept, count[0]), "w").write(str(self.headers))
		        self.send_response(int(open(kept + "/answer").read()))
		        self.end_headers()
		    def log_message(self, *arguments):
		        pass
		server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
		open(kept + "/port.new", "w").write(str(server.server_port))
		os.rename(kept + "/port.new", kept + "/port")
		server.serve_forever()
	PYTHON
	RECEIVER=$!
	until_true 10 test -e "$KEPT/port"
	GL_WEBHOOK=http://127.0.0.1:$(cat "$KEPT/port")/secret-path
	export GL_WEBHOOK
}
header() { sed -n "s/^$2: //Ip" "$KEPT/$1.headers"; }

@test "what happens after the first run arrives once, in its order, without words" {
	receiver
	events post
	assert [ ! -e "$KEPT/1.body" ]
	{ say 20 11 '!pay <@12> 1 secret'; say 21 12 '!pay <@11> 7 secret'; } | tick >/dev/null
	events collect && events post
	assert_equal "$(jq -r '"\(.verb) \(.status) \(.transactions[0].entries[0].amount?)"' <"$KEPT/1.body")" $'pay ok 1.00\npay rejected null'
	run grep -c secret "$KEPT/1.body"
	assert_output 0
	assert_equal "$(header 1 Content-Type)" application/x-ndjson
	events collect && events post
	assert [ ! -e "$KEPT/2.body" ]
	say 22 11 '!pay <@12> 1 secret' | tick >/dev/null
	GL_WEBHOOK_WORDS=yes events collect && events post
	assert_equal "$(jq -r '.transactions[0].memo' <"$KEPT/2.body")" secret
}

@test "what is refused or cannot be reached is posted again as it was, with the same key, and later events wait behind it" {
	receiver
	say 20 11 '!pay <@12> 1 one' | tick >/dev/null
	events collect
	echo 500 >"$KEPT/answer"
	run events post
	assert_failure 69
	GL_WEBHOOK=http://127.0.0.1:1/ run events post
	assert_failure 75
	refute_output --partial 127.0.0.1:1/secret
	say 21 11 '!pay <@12> 2 two' | tick >/dev/null
	events collect
	echo 204 >"$KEPT/answer"
	events post
	cmp "$KEPT/1.body" "$KEPT/2.body"
	assert_equal "$(header 1 Idempotency-Key)" "$(header 2 Idempotency-Key)"
	events collect && events post
	assert_equal "$(jq -r '.transactions[0].entries[0].amount' "$KEPT/3.body")" 2.00
	[ "$(header 3 Idempotency-Key)" != "$(header 2 Idempotency-Key)" ]
}

@test "only an answer that says that it was taken ends it: a redirect takes nothing, and is not followed" {
	receiver
	say 20 11 '!pay <@12> 1 one' | tick >/dev/null
	events collect
	for answer in 301 302 308 304 404; do
		echo $answer >"$KEPT/answer"
		run events post
		assert_failure 69
		assert_output "events: the receiver answered $answer"
	done
	echo 202 >"$KEPT/answer"
	events post
	cmp "$KEPT/1.body" "$KEPT/6.body"
	assert [ ! -e "$GL_STATE/events/parcel.ndjson" ]
}

@test "a crash between the parcel and the cursor loses nothing; a few at a time are still all of them" {
	receiver
	for n in {20..28}; do say "$n" 11 "!pay <@12> 0.0$((n - 19)) n"; done | tick >/dev/null
	export GL_EVENTS_MOST=3
	mkdir "$BATS_TEST_TMPDIR/stand-in" # mv that dies when it is the cursor's turn
	printf '#!/bin/sh\ncase $2 in */cursor) exit 1;; esac\nexec /bin/mv "$@"\n' >"$BATS_TEST_TMPDIR/stand-in/mv"
	chmod +x "$BATS_TEST_TMPDIR/stand-in/mv"
	PATH="$BATS_TEST_TMPDIR/stand-in:$PATH" run events collect
	assert_failure
	for _ in {1..6}; do events post && events collect; done
	cmp "$KEPT/1.body" "$KEPT/2.body" # twice, and known by its key
	assert_equal "$(header 1 Idempotency-Key)" "$(header 2 Idempotency-Key)"
	assert_equal "$(for n in {2..4}; do jq -r '.transactions[0].entries[0].amount' "$KEPT/$n.body"; done | paste -sd' ')" '0.01 0.02 0.03 0.04 0.05 0.06 0.07 0.08 0.09'
}

@test "headers come from a file; an address that is none is refused; no list of processes shows the address" {
	receiver
	say 20 11 '!balance' | tick >/dev/null
	events collect
	for address in '' 'file:///etc/passwd' $'http://127.0.0.1/\noutput = x' 'http://127.0.0.1/"x'; do
		GL_WEBHOOK=$address run events post
		assert_failure 78
	done
	echo 'Authorization: Bearer token-1' >"$BATS_TEST_TMPDIR/headers"
	GL_WEBHOOK_HEADERS="$BATS_TEST_TMPDIR/headers" bash -x "$PROJECT/samples/webhook/events" post 2>"$BATS_TEST_TMPDIR/trace"
	assert_equal "$(header 1 Authorization)" 'Bearer token-1'
	assert_equal "$(grep -c '^+* *curl ' "$BATS_TEST_TMPDIR/trace")" 1
	run grep -c '^+* *curl .*secret-path' "$BATS_TEST_TMPDIR/trace"
	assert_output 0
}

@test "systemd-analyze verify has nothing to say about the units, and only the one that posts has a network, and no books" {
	command -v systemd-analyze >/dev/null || skip "systemd-analyze is not installed"
	case ${GL_BIN:-} in *build-san*) skip "the units run what make install installs, not the sanitized build" ;; esac
	local units="$BATS_TEST_TMPDIR/usr/lib/systemd/system"
	make -s -C "$PROJECT" install PREFIX="$BATS_TEST_TMPDIR/usr"
	install -m 644 "$BATS_TEST_TMPDIR"/usr/share/guildledger/samples/webhook/*.{service,timer} "$units"
	install "$BATS_TEST_TMPDIR/usr/share/guildledger/samples/webhook/events" "$BATS_TEST_TMPDIR/usr/lib/guildledger"
	sed -i "s|/usr/lib/guildledger/events|$BATS_TEST_TMPDIR&|" "$units"/guildledger-{collect,webhook}@.service
	SYSTEMD_UNIT_PATH="$units:" run systemd-analyze verify --man=no guildledger-{collect,webhook}@test.service guildledger-webhook@test.timer
	assert_success
	assert_output ''
	for service in collect webhook; do
		SYSTEMD_UNIT_PATH="$units:" run systemd-analyze security --offline=true --threshold=20 "$units/guildledger-$service@.service"
		assert_success
	done
	grep -q PrivateNetwork=yes "$units/guildledger-collect@.service"
	grep -q 'InaccessiblePaths=.*/books$' "$units/guildledger-webhook@.service"
}
