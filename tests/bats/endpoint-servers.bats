# One address for interactions, and the books on two servers: lighttpd and gl-interaction know one of them, and find a guild that moved.
load live

setup_file() {
	CLUSTERS=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-places-XXXXXX")
	chmod a+rx "$CLUSTERS"
	GL_TEST_SERVER=$("$PROJECT/tests/postgres/cluster" start "$CLUSTERS/one") && THERE=$("$PROJECT/tests/postgres/cluster" start "$CLUSTERS/two") || GL_TEST_SERVER=
	export CLUSTERS GL_TEST_SERVER THERE
}
teardown_file() {
	for server in one two; do
		[ ! -e "$CLUSTERS/$server/data" ] || "$PROJECT/tests/postgres/cluster" stop "$CLUSTERS/$server"
	done
	rm -rf "$CLUSTERS"
}

setup() {
	FRONT="$PROJECT/tests/interactions/front" WEB="$BATS_TEST_TMPDIR/web" PATH="$PATH:/usr/sbin"
	over_server || skip 'no PostgreSQL here (Debian package postgresql)'
	command -v lighttpd >/dev/null || skip 'lighttpd is not installed (deploy/packages --tests)'
	live
	fake '{"op":"set","key":"application_key","value":1}' >/dev/null
	GL_PUBLIC_KEY=$("$PROJECT/tests/interactions/request" key)
	mkdir -p "$WEB"
	export GL_PUBLIC_KEY GL_INTERACTION_COUNTS="$BATS_TEST_TMPDIR/counts"
	"$FRONT" lighttpd "$WEB" 'gl-interaction --deadline 60'
	URL="https://localhost:$(cat "$WEB/port")/interactions"
	export GL_CA_FILE="$WEB/fullchain.pem"
	json_string "$GL_CA_FILE"
	curl -sS --data-binary "{\"op\":\"set\",\"key\":\"endpoint_ca\",\"value\":$JSON}" "$FAKE/_fake/do" >/dev/null
}
teardown() {
	"$FRONT" end "$WEB" 2>/dev/null || true
	live_end
}

# interaction NUMBER KIND WORDS...: sent as Discord does; prints the answer.
interaction() {
	"$PROJECT/tests/interactions/payload" --id "$((1576000000000000000 + $1))" "${@:2}" >"$BATS_TEST_TMPDIR/body"
	"$PROJECT/tests/interactions/request" headers <"$BATS_TEST_TMPDIR/body" >"$BATS_TEST_TMPDIR/signed"
	curl -sS --fail-with-body --cacert "$GL_CA_FILE" --data-binary "@$BATS_TEST_TMPDIR/body" -H "@$BATS_TEST_TMPDIR/signed" "$URL"
}
balance() { GL_DB=$1 balance_of "$2"; } # of the books at an address
paid_at() { GL_DB=$1 ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'pay' AND status = 'ok' AND source = 'interaction'"; }

@test "an interaction is answered by the server that has the guild, wherever it moved, and nothing is booked at the other" {
	gl-endpoint --set "$URL" | jq -e --arg url "$URL" '.url == $url' >/dev/null
	here=$GL_DB there="$THERE&schema=kettle"
	interaction 1 command pay to=12 amount=5 >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(balance "$here" @bob)" 5.00
	gl-db move --guild 1000 "$here" "$there" >/dev/null
	interaction 2 command pay to=12 amount=7 >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(jq -r .type "$BATS_TEST_TMPDIR/answer")" 4
	assert_equal "$(balance "$there" @bob)" 12.00
	assert_equal "$(GL_DB=$here ask_books 'SELECT COUNT(*) FROM commands')" 0
	# the same interaction once more is not booked again
	interaction 2 command pay to=12 amount=7 >/dev/null
	assert_equal "$(balance "$there" @bob)" 12.00
	# what can be chosen while somebody types is asked of the books there, too
	GL_DB=$there operator account open treats expense >/dev/null
	interaction 3 --user 10 typing balance account account=trea >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(jq -r '.data.choices[].value' "$BATS_TEST_TMPDIR/answer" | head -n 1)" treats
	# back where it was
	gl-db move --guild 1000 "$there" "$here" >/dev/null
	interaction 4 command pay to=12 amount=1 >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(balance "$here" @bob)" 13.00
	gl-verify --db "$here" --replay
}

@test "while the server that has a moved guild lets nobody in, who asks is told so; sent again, it is booked once" {
	here=$GL_DB there="$THERE&schema=down"
	gl-db move --guild 1000 "$here" "$there" >/dev/null
	open_there() { psql -X -q -d "${THERE/\/tests/\/postgres}" -c "ALTER DATABASE tests ALLOW_CONNECTIONS $1"; }
	open_there false
	interaction 5 command pay to=12 amount=5 >"$BATS_TEST_TMPDIR/answer"
	assert_regex "$(jq -r .data.content "$BATS_TEST_TMPDIR/answer")" 'Too much is going on here|Something does not work here'
	open_there true
	interaction 5 command pay to=12 amount=5 >"$BATS_TEST_TMPDIR/answer"
	assert_equal "$(jq -r .type "$BATS_TEST_TMPDIR/answer")" 4
	assert_equal "$(balance "$there" @bob)" 5.00
	gl-verify --db "$there" --replay
}
