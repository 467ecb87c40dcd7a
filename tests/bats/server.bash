# Books on a PostgreSQL server of the tests' own.
load cluster

setup_file() {
	start_cluster
	export GL_TEST_SERVER=$SERVER_ADDRESS
}

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
