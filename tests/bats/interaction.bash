# What the tests of gl-interaction share. What it starts is a stand-in here, so that nothing but the way of the request is tried: it
# keeps what it was given, and does what the test says.
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
