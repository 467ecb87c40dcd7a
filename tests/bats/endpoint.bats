# Where Discord sends interactions: gl-endpoint and gl-setup set it, gl-doctor and gl-metrics see when it is gone. The fake Discord
# tries an address out as Discord does, here lighttpd with gl-interaction behind it.
load live

setup() {
	FRONT="$PROJECT/tests/interactions/front" WEB="$BATS_TEST_TMPDIR/web" PATH="$PATH:/usr/sbin"
	command -v lighttpd >/dev/null || skip 'lighttpd is not installed (deploy/packages --tests)'
	live
	KEY=$("$PROJECT/tests/interactions/request" key)
	fake '{"op":"set","key":"application_key","value":1}' >/dev/null
}
teardown() {
	"$FRONT" end "$WEB" 2>/dev/null || true
	live_end
}

# web [PROGRAM]: lighttpd is up, and the address is in URL; Discord and the tools trust its certificate.
web() {
	mkdir -p "$WEB"
	export GL_PUBLIC_KEY=${GL_PUBLIC_KEY:-$KEY} GL_INTERACTION_COUNTS="$BATS_TEST_TMPDIR/counts"
	"$FRONT" lighttpd "$WEB" "${1:-gl-interaction}"
	URL="https://localhost:$(cat "$WEB/port")/interactions"
	export GL_CA_FILE="$WEB/fullchain.pem"
	JSON=
	json_string "$GL_CA_FILE"
	curl -sS --data-binary "{\"op\":\"set\",\"key\":\"endpoint_ca\",\"value\":$JSON}" "$FAKE/_fake/do" >/dev/null
}
discord_has() { curl -sS --data-binary "{\"op\":\"set\",\"key\":\"endpoint\",\"value\":$1}" "$FAKE/_fake/do" >/dev/null; }
finding() { grep -A5 -E "^(ok|warning|BROKEN|ROTO) +$1" <<<"$output" | tr -s ' \n' ' '; }
metric() { gl-metrics | sed -n "s/^guildledger_interactions_$1{.*} //p"; }

@test "gl-endpoint sets the address once Discord's PING is answered and its wrong signature refused, and takes it away" {
	web
	run gl-endpoint
	assert_output "{\"application_id\":\"999\",\"url\":null,\"public_key\":\"$KEY\"}"
	run gl-endpoint --set "$URL"
	assert_success
	assert_output "{\"application_id\":\"999\",\"url\":\"$URL\",\"public_key\":\"$KEY\"}"
	run gl-endpoint --clear
	assert_output "{\"application_id\":\"999\",\"url\":null,\"public_key\":\"$KEY\"}"
	no_schema_errors
	assert_equal "$(fake_look stats | jq .invalid_requests)" 0
}

@test "an address that Discord cannot verify is not set: gl-endpoint says what it tries, and exits with 77" {
	GL_PUBLIC_KEY=$("$PROJECT/tests/interactions/request" --application 2 key)
	export GL_PUBLIC_KEY
	web
	run gl-endpoint --set "$URL"
	assert_failure 77
	assert_output --partial 'GL_PUBLIC_KEY this application'
	assert_equal "$(gl-endpoint | jq -r .url)" null
	for wrong in http://example.org/ https:// 'https://example.org/"x' "https://example.org/$(head -c 2040 /dev/zero | tr '\0' x)"; do
		run gl-endpoint --set "$wrong"
		assert_failure 64
	done
}

@test "gl-setup takes the key from Discord, writes it, and registers the address; none takes it away" {
	web
	unset GL_PUBLIC_KEY GL_INTERACTION_COUNTS GL_DB GL_GUILD GL_STATE
	setup_here() { gl-setup --config "$BATS_TEST_TMPDIR/etc" --home "$BATS_TEST_TMPDIR/var" --token-file "$GL_TOKEN_FILE" "$@" </dev/null; }
	run setup_here --guild 1000 --channel 2000 --interactions-url "$URL"
	assert_success
	assert_output --partial "Discord sends slash commands and buttons to $URL."
	grep -qx "GL_PUBLIC_KEY=\"$KEY\"" "$BATS_TEST_TMPDIR/etc/main.env"
	grep -qx "GL_INTERACTIONS_URL=\"$URL\"" "$BATS_TEST_TMPDIR/etc/main.env"
	grep -q '^GL_INTERACTION_COUNTS=' "$BATS_TEST_TMPDIR/etc/main.env"
	assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/etc/main.env")" 644
	before=$(grep -v INTERACTIONS_URL "$BATS_TEST_TMPDIR/etc/main.env" | sort)
	run setup_here --interactions-url none
	assert_success
	assert_equal "$(gl-endpoint | jq -r .url)" null
	assert_equal "$(sort "$BATS_TEST_TMPDIR/etc/main.env")" "$before"
	run setup_here --interactions-url http://example.org/
	assert_failure 64
	run setup_here --lang es --interactions-url https://localhost:1/interactions
	assert_failure 77
	assert_output --partial 'Discord no ha aceptado https://localhost:1/interactions'
	run grep INTERACTIONS_URL "$BATS_TEST_TMPDIR/etc/main.env"
	assert_output ''
}

# bats test_tags=interaction-trap:39
@test "an address that Discord took away, another one and another key are BROKEN in gl-doctor, and 0 in gl-metrics" {
	web
	export GL_INTERACTIONS_URL=$URL GL_NAME=test
	gl-endpoint --set "$URL" >/dev/null
	healthy() {
		run gl-doctor
		finding interactions | grep -qF "ok interactions Discord sends them to $URL"
		"$PROJECT/jobs/sync-roster" >/dev/null
		assert_equal "$(metric endpoint_ok)" 1
	}
	broken() { # WORDS FIX
		run gl-doctor
		assert_failure 2
		finding interactions | grep -qF "BROKEN interactions $1"
		finding interactions | grep -qF "fix: $2"
		"$PROJECT/jobs/sync-roster" >/dev/null 2>&1
		assert_equal "$(metric endpoint_ok)" 0
	}
	healthy
	discord_has null
	broken 'Discord has no address' "gl-endpoint --set $URL"
	discord_has '"https://elsewhere.example.org/"'
	broken 'Discord sends them to another address: https://elsewhere.example.org/' "gl-endpoint --set $URL"
	discord_has "\"$URL\""
	healthy
	GL_PUBLIC_KEY=$("$PROJECT/tests/interactions/request" --application 2 key) broken 'GL_PUBLIC_KEY is the key of another application' 'put the public key'
	# where Discord cannot be asked, what was found stays
	curl -sS --data-binary '{"op":"set","key":"token","value":"another"}' "$FAKE/_fake/do" >/dev/null
	"$PROJECT/jobs/sync-roster" >/dev/null 2>&1 || true
	assert_equal "$(metric endpoint_ok)" 0
}

@test "gl-doctor tells of the address: its certificate's end, an answer that is not 401, none, and the last PING" {
	GL_TEST_DAYS=90 web
	export GL_INTERACTIONS_URL=$URL
	discord_has "\"$URL\""
	run gl-doctor
	finding 'web address' | grep -qE 'ok web address it refuses what is not signed; its certificate lasts until 20[0-9-]{8}'
	finding requests | grep -q 'warning requests no signed PING'
	gl-endpoint --set "$URL" >/dev/null
	run gl-doctor
	finding requests | grep -qE "ok requests Discord's last PING: 20[0-9-]+T[0-9:.]+Z; the last command or button: never"
	"$FRONT" end "$WEB"
	rm "$WEB/fullchain.pem"
	GL_TEST_DAYS=5 web
	export GL_INTERACTIONS_URL=$URL
	run gl-doctor
	finding 'web address' | grep -qE 'warning web address its certificate ends on 20[0-9-]{8} '
	"$PROJECT/jobs/sync-roster" >/dev/null 2>&1 || true
	assert [ "$(metric certificate_expiry_timestamp_seconds)" != '' ]
	"$FRONT" end "$WEB"
	printf '#!/bin/sh\ntimeout 0.2 cat >/dev/null\nprintf "Status: 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Length: 2\\r\\n\\r\\nhi"\n' >"$BATS_TEST_TMPDIR/page"
	chmod +x "$BATS_TEST_TMPDIR/page"
	web "$BATS_TEST_TMPDIR/page"
	export GL_INTERACTIONS_URL=$URL
	run gl-doctor --lang es
	finding 'dirección web' | grep -q 'responde 200'
	"$FRONT" end "$WEB"
	until_true 30 bash -c "! curl -sk -o /dev/null '$URL'"
	run gl-doctor
	finding 'web address' | grep -q 'warning web address it does not answer this machine'
}

@test "what is not configured is not looked at: no row, no metric, no request but Discord's" {
	run gl-doctor
	refute_output --partial 'web address'
	refute_output --partial requests
	assert_equal "$(gl-metrics | grep -c guildledger_interaction)" 0
}
