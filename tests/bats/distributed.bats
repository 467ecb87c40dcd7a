# What a plain server cannot tell, over a distributed one: a cluster of Citus that GL_TEST_ENTRY names by its coordinator, or one node of it,
# where the programs of GL_TEST_POSTGRES have the extension (tests/postgres/cluster). Elsewhere it is skipped.
load helper

setup_file() {
	DISTRIBUTED=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-distributed-XXXXXX")
	chmod a+rx "$DISTRIBUTED"
	GL_TEST_SERVER=$("$PROJECT/tests/postgres/cluster" distributed "$DISTRIBUTED/data" 2>"$DISTRIBUTED/why") || GL_TEST_SERVER=
	export GL_TEST_SERVER DISTRIBUTED
}
teardown_file() {
	[ ! -e "$DISTRIBUTED/data" ] || "$PROJECT/tests/postgres/cluster" stop "$DISTRIBUTED/data"
	rm -rf "$DISTRIBUTED"
}
setup() { over_server || skip "no distributed server: $(sed 's/^cluster: //' "$DISTRIBUTED/why")"; }

# whole FILE: that file of tests/bats, over this server.
whole() {
	env -u BATS_TEST_FILTER bats --print-output-on-failure --tap "$PROJECT/tests/bats/$1.bats" >"$BATS_TEST_TMPDIR/out" 2>&1 || { grep -v '^ok ' "$BATS_TEST_TMPDIR/out"; false; }
	grep -q '^ok 1 ' "$BATS_TEST_TMPDIR/out"
}

@test "books in a distributed schema are at work, and gl-verify replays them" {
	working_books
	say 7 11 '!pay <@12> 5 lunch' | tick | jq -e '.status == "ok"'
	say 8 14 '!batch close till=uncounted' | tick | jq -e '.status == "ok"'
	gl-verify --replay
	gl-db info | grep -q '^  guards        without '
}

@test "over a distributed server verify.bats holds" { whole verify; }

@test "over a distributed server checkpoint.bats holds" { whole checkpoint; }
