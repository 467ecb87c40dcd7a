# Books on a PostgreSQL server of the tests' own.
load helper

setup_file() {
	command -v psql >/dev/null && [ -n "$(echo /usr/lib/postgresql/*/bin/initdb)" ] || skip 'no PostgreSQL here (Debian package postgresql)'
	GL_TEST_CLUSTER=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-server-XXXXXX") # where a server that is not root's can be, and a socket's path is short
	chmod a+rx "$GL_TEST_CLUSTER"
	export GL_TEST_CLUSTER
	GL_TEST_SERVER=$("$PROJECT/tests/postgres/cluster" start "$GL_TEST_CLUSTER")
	export GL_TEST_SERVER
}

teardown_file() { "$PROJECT/tests/postgres/cluster" stop "$GL_TEST_CLUSTER"; }

# A server that a test started beside it.
teardown() {
	local folder
	for folder in ${another:+"$another"/*/ "$another"}; do # one of a pair, too, that a test left
		[ ! -e "$folder/data" ] || "$PROJECT/tests/postgres/cluster" stop "${folder%/}" 2>/dev/null
	done
}

ask_server() { psql -X -q -At -v ON_ERROR_STOP=1 -d "$GL_DB" "$@"; }

sample_books() { # ADDRESS
	gl-db init --db "$1" --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --db "$1" --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
	gl-apply --db "$1" <"$PROJECT/samples/roster.ndjson" >/dev/null
	gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply --db "$1"
}
