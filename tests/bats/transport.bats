# The way to Discord: TLS, headers, bodies, connections, HTTP/2. The fake serves; openssl makes a certificate authority for each test.
load live

setup() { cd "$BATS_TEST_TMPDIR" || return 1; }
teardown() {
	live_end
	if [ -n "${PROXY_PID:-}" ]; then kill "$PROXY_PID"; wait "$PROXY_PID" || true; fi
}

# authority NAME: NAME.pem and NAME.key. certificate AUTHORITY NAME DAYS HOST [AGO]: NAME.pem and NAME.key for a host, from now or from AGO on.
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.pem" -subj "/CN=$1" -days 2 2>/dev/null
}
certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$2.key" -out "$2.csr" -subj "/CN=$2" 2>/dev/null
	for _ in 1 2 3; do # faketime stops where a killed one of the same process number left its memory
		${5:+faketime -f "-$5"} openssl x509 -req -in "$2.csr" -CA "$1.pem" -CAkey "$1.key" -CAcreateserial -days "$3" -extfile <(echo "subjectAltName=DNS:$4") -out "$2.pem" 2>/dev/null && return
	done
	return 1
}
# live over TLS with a certificate of an authority of our own, which GL_CA_FILE names.
live_tls() {
	authority authority
	certificate authority server 2 localhost
	export GL_CA_FILE="$BATS_TEST_TMPDIR/authority.pem"
	live --tls server.pem server.key
}
# refused REGEX: reading fails with 75 and says why; nothing that was said reached the server.
refused() {
	run --separate-stderr bash -c 'gl-channels | gl-fetch --deadline 1'
	assert_equal "$status" 75
	assert_output ''
	assert_regex "$stderr" "$1"
	assert_equal "$(curl -sSk "$FAKE/_fake/requests")" '[]'
}
fetched() { gl-channels | gl-fetch "$@"; }
bodies() { fake_look requests | jq -c "[.[] | select(.method == \"$1\") | [.status, .content_length, .content_type]]"; }
post() { gl-post --channel "$1" "$2" </dev/null | gl-apply >/dev/null; }

@test "TLS with a certificate of the authority that GL_CA_FILE names" {
	live_tls
	[[ $GL_API == https://localhost:* ]]
	write 11 '!pay <@12> 5' >/dev/null
	inbound >/dev/null
	assert_equal "$(balance_of @bob)" 5.00
	outbound
	assert_regex "$(answers)" '^Paid 5.00 PTS'
}

@test "a folder of certificates is trusted when openssl rehash has made its links, an empty one is not" {
	live_tls
	mkdir certs
	write 11 'hello' >/dev/null
	GL_CA_FILE="$BATS_TEST_TMPDIR/certs" run --separate-stderr bash -c 'gl-channels | gl-fetch --deadline 1'
	assert_equal "$status" 75
	assert_regex "$stderr" certificate
	cp authority.pem certs/
	openssl rehash certs
	GL_CA_FILE="$BATS_TEST_TMPDIR/certs" run fetched
	assert_success
	assert_output --partial hello
}

@test "a certificate of an unknown authority is refused, whether named or of the system" {
	live_tls
	authority another
	GL_CA_FILE="$BATS_TEST_TMPDIR/another.pem" refused 'certificate'
	(unset GL_CA_FILE && refused 'unable to get local issuer certificate')
}

@test "a certificate for another host name is refused" {
	live_tls
	GL_API=${GL_API/localhost/127.0.0.1} refused "does not match target host name|no alternative certificate subject name matches"
}

@test "an expired certificate is refused" {
	command -v faketime >/dev/null || skip "faketime is not installed (deploy/packages --tests)"
	live_tls
	kill "$FAKE_PID"
	wait "$FAKE_PID" || true
	certificate authority expired 1 localhost 3d # newer openssl gives none a negative life
	"$PROJECT/tests/discord/fake" --port "${FAKE##*:}" --ready ready2 --tls expired.pem expired.key 2>fake2.log &
	FAKE_PID=$!
	for _ in $(seq 1200); do [ ! -s ready2 ] || break; sleep 0.05; done
	refused 'certificate has expired'
}

@test "where nobody speaks TLS, and where nobody listens, nothing is sent and the exit code is 75" {
	live
	GL_API=${GL_API/http:/https:} refused 'SSL|TLS'
	GL_API=http://127.0.0.1:1/api/v10 refused 'connect'
}

# bats test_tags=trap:24
@test "a redirect is not followed, and is no success" {
	live
	for answer in 301 302 307 308; do
		fake "{\"op\":\"fault\",\"kind\":\"status\",\"status\":$answer,\"headers\":{\"Location\":\"$FAKE/api/v10/users/@me\"},\"match_path\":\"guilds/1000/channels\"}" >/dev/null
		forget_requests
		run --separate-stderr fetched
		assert_equal "$status $output" '75 '
		assert_regex "$stderr" "GET /guilds/1000/channels: $answer"
		assert_equal "$(fake_look requests | jq -c '[.[].path]')" '["/guilds/1000/channels"]'
	done
}

# bats test_tags=trap:24
@test "PUT and DELETE without a body say so, a body says its length and type, and none waits for 100 Continue" {
	live
	id=$(write 11 hello)
	for kind in role_add role_remove; do
		echo "{\"type\":\"delivery\",\"guild_id\":\"1000\",\"id\":\"7\",\"kind\":\"$kind\",\"nonce\":\"n\",\"attempt\":1,\"user_id\":\"12\",\"role_id\":\"501\"}" | gl-send >/dev/null
	done
	echo "{\"type\":\"delivery\",\"guild_id\":\"1000\",\"id\":\"8\",\"kind\":\"reaction\",\"nonce\":\"m\",\"attempt\":1,\"channel_id\":\"2000\",\"reply_to\":\"$id\",\"content\":\"✅\"}" | gl-send >/dev/null
	assert_equal "$(bodies PUT)" '[[204,"0",null],[204,"0",null]]'
	assert_equal "$(bodies DELETE)" '[[204,"0",null]]'
	post 2000 'short'
	head -c 3000000 /dev/zero >large.bin
	gl-post --channel 2000 --file large.bin </dev/null | gl-apply >/dev/null
	outbound
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.method == "POST") | [.content_type[:19], (.content_length | tonumber) > 3000000]]')" \
		'[["application/json",false],["multipart/form-data",true]]'
	assert_equal "$(fake_look requests | jq -c '[.[].expect] | unique')" '[null]'
}

@test "a run keeps its connection: twenty requests one after the other, one handshake" {
	live_tls
	fake "$(jq -cn '[range(1950) | {op: "say", channel: "2000", user: "11", text: "n\(.)"}]')" >/dev/null
	forget_requests
	assert_equal "$(fetched | wc -l)" 1950
	assert_equal "$(fake_look stats | jq -c '[.requests, .connections]')" '[21,1]'
}

@test "eight channels are read side by side, not one after the other" {
	live
	eight_channels
	fake '{"op":"set","key":"latency_ms","value":400}' >/dev/null
	forget_requests
	assert_equal "$(fetched | wc -l)" 8
	# at the moment when one begins, so many have begun and not ended
	overlap=$(fake_look requests | jq '[.[] | select(.path | endswith("/messages"))] as $all | [$all[] | .began as $at | [$all[] | select(.began <= $at and .time > $at)] | length] | max')
	assert [ "$overlap" -ge 4 ]
	assert [ "$(fake_look stats | jq .connections)" -le 8 ]
}

@test "a server that takes connections and says nothing holds eight answers until the deadline, not longer" {
	live
	eight_channels
	for channel in 2000 2001 2002 2003 2004 2005 2006 2007; do post $channel hello; done
	python3 -c 'import socket
server, taken = socket.create_server(("127.0.0.1", 0)), []
print(server.getsockname()[1], flush=True)
while True: taken.append(server.accept())' >port &
	PROXY_PID=$!
	until [ -s port ]; do sleep 0.05; done
	gl-outbox >due
	for scheme in http https; do
		GL_API=$scheme://127.0.0.1:$(cat port)/api/v10 run -75 --separate-stderr timeout -s KILL 60 gl-send --deadline 2 <due
		assert_equal "$(jq -sc 'map(.status) | group_by(.) | map([.[0], length])' <<<"$output")" '[["retry",8]]'
	done
}

@test "a time that is over is told by what was waited for; no host fails to resolve that was never looked up" {
	live
	fake '{"op":"set","key":"latency_ms","value":3000}' >/dev/null
	run -75 gl-roster --guild 1000 --deadline 1
	assert_output --regexp 'no (answer|connection) within' # whether the second one waited to share the first one's connection is chance
	refute_output --partial resolve
}

@test "the fake Discord answers with every field that Discord's own description requires" {
	python3 -c 'import jsonschema' 2>/dev/null || skip 'python3-jsonschema is not there'
	live
	fake '[{"op":"set","key":"check_answers","value":true},{"op":"thread","guild":"1000","parent":"2000"}]' >/dev/null
	gl-command config threads on | gl-apply >/dev/null
	write 11 '!balance' >/dev/null
	write 12 '!mydata' >/dev/null
	inbound >/dev/null
	outbound
	sync_roster
	gl-doctor >/dev/null
	no_schema_errors
	for route in guilds/1000 guilds/1000/channels guilds/1000/threads/active guilds/1000/members/11 channels/2000/messages users/@me applications/@me users/@me/channels; do
		assert [ "$(requests "/$route\$")" -gt 0 ]
	done
}

@test "answers to eight channels go out side by side" {
	live
	for channel in 2001 2002 2003 2004 2005 2006 2007 2008; do
		fake "{\"op\":\"channel\",\"guild\":\"1000\",\"id\":\"$channel\"}" >/dev/null
		post $channel hello
	done
	fake '{"op":"set","key":"latency_ms","value":400}' >/dev/null
	forget_requests
	outbound
	assert_equal "$(fake_look requests | jq '[.[] | select(.status == 200 and .method == "POST")] | length')" 8
	overlap=$(fake_look requests | jq 'map(select(.method == "POST")) | . as $all | [$all[] | .began as $at | [$all[] | select(.began <= $at and .time > $at)] | length] | max')
	assert [ "$overlap" -ge 4 ]
}

@test "HTTP/2 is spoken where it is offered" {
	proxy=$(PATH="$PATH:/usr/sbin:/sbin" command -v nghttpx) || skip 'nghttpx is not installed (Debian package nghttp2-proxy)'
	live
	authority authority
	certificate authority server 2 localhost
	port=$(free_port)
	"$proxy" --conf=/dev/null --no-ocsp --workers=1 -f "127.0.0.1,$port" -b "127.0.0.1,${FAKE##*:}" --accesslog-file="$BATS_TEST_TMPDIR/access.log" \
		--accesslog-format='$status $request' server.key server.pem 3>&- 2>proxy.log &
	PROXY_PID=$!
	for _ in $(seq 1200); do
		! curl -s --cacert authority.pem "https://localhost:$port/_fake/stats" >/dev/null || break
		sleep 0.05
	done
	export GL_CA_FILE="$BATS_TEST_TMPDIR/authority.pem" GL_API="https://localhost:$port/api/v10"
	: >access.log
	write_plain() { curl -sS --data-binary "{\"op\":\"say\",\"channel\":\"2000\",\"user\":\"11\",\"text\":\"$1\"}" "$FAKE/_fake/do" >/dev/null; }
	write_plain '!pay <@12> 5'
	inbound >/dev/null
	outbound
	assert_equal "$(balance_of @bob)" 5.00
	kill -USR1 "$PROXY_PID" # reopens, and so flushes, its log
	for _ in $(seq 1200); do ! grep -q POST access.log || break; sleep 0.05; done
	assert [ "$(grep -c '^20[04] .* HTTP/2$' access.log)" -ge 4 ]
	run grep -v ' HTTP/2$' access.log
	assert_output ''
}

@test "GL_API may name another path, such as a rate-limit proxy's, with or without a slash at its end" {
	live
	fake '{"op":"set","key":"base","value":"/shared/proxy/v10"}' >/dev/null
	for slash in '' /; do
		export GL_API="$FAKE/shared/proxy/v10$slash"
		write 11 '!pay <@12> 1' >/dev/null
		inbound >/dev/null
		outbound
	done
	assert_equal "$(balance_of @bob)" 2.00
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.status >= 400)] | length')" 0
}

@test "a proxy of the environment is not used for loopback" {
	live
	write 11 hello >/dev/null
	https_proxy=http://127.0.0.1:1 http_proxy=http://127.0.0.1:1 run --separate-stderr fetched
	assert_success
	assert_output --partial hello
}
