# For files whose tests need a PostgreSQL server of their own (tests/postgres/cluster): GL_TEST_CLUSTER is its folder.
load helper

# start_cluster [SETTING...]: for setup_file; sets SERVER_ADDRESS. Without PostgreSQL here the file is skipped.
# shellcheck disable=SC2034 # for who loads this
start_cluster() {
	if ! command -v psql >/dev/null || ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then skip 'no PostgreSQL here (Debian package postgresql)'; fi
	GL_TEST_CLUSTER=$(mktemp -d "${TMPDIR:-/tmp}/guildledger-server-XXXXXX") # where a server that is not root's can be, and a socket's path is short
	chmod a+rx "$GL_TEST_CLUSTER"
	export GL_TEST_CLUSTER
	SERVER_ADDRESS=$(CLUSTER_SETTINGS=$(printf '%s\n' "$@") "$PROJECT/tests/postgres/cluster" start "$GL_TEST_CLUSTER")
}

teardown_file() { [ -z "${GL_TEST_CLUSTER:-}" ] || "$PROJECT/tests/postgres/cluster" stop "$GL_TEST_CLUSTER"; }
