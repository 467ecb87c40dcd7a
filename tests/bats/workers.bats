# Several workers over the same books on a server: one of its own, or the one that GL_TEST_SERVER names.
load helper

setup_file() {
	if [ -z "${GL_TEST_SERVER:-}" ]; then
		CLUSTER=$(mktemp -d /tmp/gl-workers.XXXXXX)
		export CLUSTER SERVER
		SERVER=$("$PROJECT/tests/postgres/cluster" start "$CLUSTER")
	fi
}

teardown_file() {
	[ -z "${CLUSTER:-}" ] || "$PROJECT/tests/postgres/cluster" stop "$CLUSTER"
}

setup() {
	GL_TEST_SERVER=${GL_TEST_SERVER:-$SERVER}
	init_books
}

# fill_outbox N: N deliveries that are due, in channels of their own.
fill_outbox() {
	local i
	for ((i = 1; i <= $1; i++)); do
		printf '{"type":"post","message_id":"%s","guild_id":"1000","channel_id":"%s","time":"2026-01-01T00:00:00.000Z","content":"post %s"}\n' \
			$((FIRST_MESSAGE + i))000000 $((2000 + i)) "$i"
	done | gl-apply >/dev/null
}

@test "of two gl-outbox at the same time over a server each delivery is printed by one" {
	fill_outbox 200
	for i in 1 2 3 4; do gl-outbox >"$BATS_TEST_TMPDIR/printed.$i" & done
	wait
	run sh -c "cat '$BATS_TEST_TMPDIR'/printed.* | jq -r .id | sort | uniq -d"
	assert_output ""
	run sh -c "cat '$BATS_TEST_TMPDIR'/printed.* | jq -r .id | wc -l"
	assert_output 200
}

@test "what libpq says is English, also in a tool that answers members in Spanish" {
	run gl-apply --db postgresql://nobody@localhost:1/none </dev/null
	assert_failure 75
	assert_output --partial 'connection to server at "localhost"'
}
