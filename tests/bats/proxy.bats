# GL_API at a shared rate-limit proxy (tests/discord/proxy, with the manners of nirn-proxy): several machines, one token, one set of limits.
load live

setup() {
	of_files "what is tested is the way to Discord"
	PROXY_PID=''
	live
}
teardown() {
	for job in $PROXY_PID ${MACHINES:-}; do kill "$job" 2>/dev/null || true; done
	live_end
}

# proxied [OPTION...]: the proxy before the fake Discord; the tools are pointed there.
proxied() {
	"$PROJECT/tests/discord/proxy" --upstream "$FAKE" --ready "$BATS_TEST_TMPDIR/proxy-ready" "$@" 2>"$BATS_TEST_TMPDIR/proxy.log" 3>&- &
	PROXY_PID=$!
	local tries=0
	until [ -s "$BATS_TEST_TMPDIR/proxy-ready" ]; do
		sleep 0.05
		tries=$((tries + 1))
		[ $tries -lt 1200 ] || fail "$(cat "$BATS_TEST_TMPDIR/proxy.log")"
	done
	PROXY=$(cat "$BATS_TEST_TMPDIR/proxy-ready")
	export GL_API="$PROXY/api/v10"
}
proxy_look() { curl -sS --noproxy '*' "$PROXY/_proxy/stats" | jq -r ".$1 // 0"; }
proxy_set() { curl -sS --noproxy '*' --data-binary "$1" "$PROXY/_proxy/set" >/dev/null; }

CHANNELS='2001 2002 2003 2004 2005 2006'
# Channels to ask in, and limits so narrow that two machines which do not share them meet.
narrow() {
	local channel
	for channel in $CHANNELS; do
		fake "{\"op\":\"channel\",\"guild\":\"1000\",\"id\":\"$channel\"}" >/dev/null
		gl-command config channel "<#$channel>" on | gl-apply >/dev/null
	done
	fake '[{"op":"set","key":"message_bucket","value":[1,0.5]},{"op":"set","key":"bucket","value":[1,0.5]}]' >/dev/null
	sleep 1.2 # what the books' beginning asked for, past any proxy, is over by then and counts in no limit
	forget_requests
}
# Three in each channel, the most that are answered one by one; and of each member fewer than the 20 a minute that are answered at all.
questions() {
	local channel member=11
	for channel in $CHANNELS; do
		for text in balance whoami balance; do
			write $member "!$text" "$channel" >/dev/null
			member=$((23 - member))
		done
	done
}
settled() { [ "$(sqlite3 -cmd '.timeout 5000' "$GL_DB" "SELECT COUNT(*) || ' ' || SUM(state = 'sent') FROM outbox WHERE kind = 'reply'")" = '36 36' ]; }
# Two machines that know nothing of each other's limits tick at the same time while members ask, until all is answered.
two_machines() {
	local machine pids=''
	for machine in one two; do
		(
			export GL_STATE="$BATS_TEST_TMPDIR/state-$machine" GL_NAME=$machine
			until [ $SECONDS -gt 240 ]; do
				GL_TICK=6 "$PROJECT/jobs/tick" 2>>"$BATS_TEST_TMPDIR/$machine.log" || true
				! settled || break
				sleep 0.1
			done
		) 3>&- &
		pids="$pids $!"
	done
	MACHINES=$pids
	questions
	sleep 2
	questions
	# shellcheck disable=SC2086 # a list
	wait $pids
	MACHINES=
	settled || fail "not all is answered: $(sqlite3 "$GL_DB" "SELECT state, COUNT(*) FROM outbox GROUP BY 1"; tail -n 3 "$BATS_TEST_TMPDIR"/*.log)"
}
replies() { for channel in $CHANNELS; do fake_look "messages?channel=$channel" | jq -r '.[] | select(.author.id == "999") | .message_reference.message_id'; done; }

@test "two machines behind one proxy: each question is answered once, and Discord refuses no request" {
	narrow
	proxied
	two_machines
	assert_equal "$(replies | wc -l)" 36
	assert_equal "$(replies | sort | uniq -d)" ''
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.status == 429)] | length')" 0
	assert_equal "$(fake_look stats | jq .invalid_requests)" 0
	assert_equal "$(proxy_look refused)" 0
	assert [ "$(proxy_look held)" -ge 1 ]
	for machine in one two; do # both have done something, and neither stands at a limit of its own making
		assert [ "$(sqlite3 "$BATS_TEST_TMPDIR/state-$machine/limits.db" "SELECT SUM(value) FROM counts WHERE name = 'answers'")" -ge 3 ]
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/state-$machine/limits.db" "SELECT COUNT(*) FROM holds WHERE kind IN ('edge', 'global', 'token')")" 0
	done
	no_schema_errors
}

@test "the same two machines without a proxy are refused, and still answer each question once" {
	narrow
	two_machines
	assert [ "$(fake_look requests | jq -c '[.[] | select(.status == 429)] | length')" -ge 1 ]
	assert_equal "$(replies | wc -l)" 36
	assert_equal "$(replies | sort | uniq -d)" ''
}

@test "the token goes through in its header only, and Discord's own numbers come back" {
	proxied
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	outbound
	assert_equal "$(answers)" 'You have 100.00 PTS.'
	assert_equal "$(proxy_look 'tokens | join(",")')" 'Bot fake-token'
	assert_equal "$(sqlite3 "$GL_STATE/limits.db" "SELECT remaining FROM buckets WHERE route LIKE 'POST %messages' AND known")" 4
	run grep -r fake-token "$GL_STATE"
	assert_failure
}

@test "a request that the proxy holds longer than the tool waits is looked for before it is sent again: one answer" {
	proxied
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	proxy_set '{"hold_ms": 2500}'
	run bash -c 'gl-outbox --lease 1 | gl-send --deadline 1 | gl-apply'
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM outbox WHERE kind = '"'reply'"' AND state = '"'sent'"'')" 0
	sleep 2 # it is sent now, and nobody waits for the answer
	proxy_set '{"hold_ms": 0}'
	until_sent() {
		local tries=0
		until [ "$(sqlite3 "$GL_DB" "SELECT state FROM outbox WHERE kind = 'reply'")" = sent ]; do
			sqlite3 "$GL_DB" 'UPDATE outbox SET not_before = 0' 2>/dev/null || true
			gl-outbox --lease 1 | gl-send | gl-apply >/dev/null || true
			sleep 0.3
			tries=$((tries + 1))
			[ $tries -lt 60 ] || fail 'never sent'
		done
	}
	until_sent
	assert_equal "$(answers | grep -c 'You have')" 1
	assert [ "$(fake_look requests | jq '[.[] | select(.method == "GET" and .query.after)] | length')" -ge 2 ] # it looked
}

@test "408, which the proxy says when Discord took too long, leaves open whether it happened: no second answer" {
	proxied
	fake '{"op":"set","key":"nonce_window_s","value":0}' >/dev/null # Discord remembers no nonce: only a look can tell
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	proxy_set '{"timeout_ms": 1500}'
	fake '{"op":"fault","kind":"stall","seconds":4,"match_method":"POST"}' >/dev/null # it happens, and nobody hears of it
	gl-outbox | gl-send --deadline 2 >"$BATS_TEST_TMPDIR/result" 2>"$BATS_TEST_TMPDIR/said" || true
	assert [ "$(proxy_look timeouts)" -ge 1 ]
	proxy_set '{"timeout_ms": 5000}'
	gl-apply <"$BATS_TEST_TMPDIR/result" >/dev/null
	local tries=0
	until [ "$(sqlite3 "$GL_DB" "SELECT state FROM outbox WHERE kind = 'reply'")" = sent ]; do
		sleep 0.5
		outbound || true
		tries=$((tries + 1))
		[ $tries -lt 40 ] || fail 'never sent'
	done
	assert_equal "$(answers | grep -c 'You have')" 1
}

@test "http:// is spoken to whatever host GL_API names, as an inner network's proxy needs; a redirect from there is not followed" {
	address=$(hostname -I 2>/dev/null | cut -d' ' -f1)
	[ -n "$address" ] || skip 'this machine has no address but loopback'
	proxied --address "$address"
	assert_regex "$PROXY" "^http://$address:"
	write 11 hello >/dev/null
	run bash -c 'gl-channels | gl-fetch'
	assert_success
	assert_output --partial hello
	# a proxy that sends the tools elsewhere does not get them to carry the token there
	forget_requests
	mkdir "$BATS_TEST_TMPDIR/elsewhere"
	python3 -c '
import http.server, sys
class Away(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_GET(self):
        self.send_response(302); self.send_header("Location", sys.argv[1] + self.path); self.send_header("Content-Length", "0"); self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Away)
print(server.server_port, flush=True)
server.serve_forever()' "$FAKE" >"$BATS_TEST_TMPDIR/away" 3>&- &
	MACHINES=$!
	until [ -s "$BATS_TEST_TMPDIR/away" ]; do sleep 0.05; done
	GL_API="http://127.0.0.1:$(cat "$BATS_TEST_TMPDIR/away")/api/v10" run bash -c 'gl-channels | gl-fetch --deadline 3'
	assert_failure
	assert_equal "$(requests)" 0
}
