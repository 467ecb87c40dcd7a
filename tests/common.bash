# What tests/run and tests/check share: a folder to work in, and the names that tests are called by.
# shellcheck shell=bash
export GL_SUM_SEED=326eaa548e7bb1b3e97ff8e26929630fa0c04a21179ec71afe5f6b62d0796b81 # not chance: the same records give the same books
# Debian's Python, for which deploy/packages installs what tests import. One of a version manager costs five times as much at each of thousands
# of starts.
if [ -x /usr/bin/python3 ] && [ "$(command -v python3)" != /usr/bin/python3 ]; then
	mkdir -p build/programs
	ln -sf /usr/bin/python3 build/programs/python3
	PATH=$PWD/build/programs:$PATH
fi
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES # what this make was told (V=1, T=NAME) is not for those that tests start

# A folder in memory: a sync to disk costs more than all else a test does. /dev/shm is small in containers, and may hold no programs.
scratch() {
	local free probe
	free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
	if [ "${free:-0}" -ge 4000000 ] && probe=$(mktemp -d /dev/shm/guildledger-tests-XXXXXX 2>/dev/null); then
		printf '#!/bin/sh\n' >"$probe/try"
		chmod +x "$probe/try"
		if "$probe/try" 2>/dev/null; then echo "$probe"; return; fi
		rm -rf "$probe"
	fi
	mktemp -d
}

# start_work: $work is such a folder, and the one for what tests write and for the books that they copy. It goes at the end.
start_work() {
	work=$(scratch)
	trap 'end_work' EXIT
	mkdir "$work/tmp" "$work/kept"
	chmod a+rx "$work" "$work/tmp" # a PostgreSQL server, too, keeps its data there, and is not root's
	export TMPDIR=$work/tmp TESTS_KEPT=$work/kept
}
end_work() {
	if [ -d "$work/cluster" ]; then tests/postgres/cluster stop "$work/cluster" >/dev/null; fi
	rm -rf "$work"
}

# start_server: a PostgreSQL for the tests, whose address is $server.
# shellcheck disable=SC2034
start_server() {
	mkdir "$work/cluster"
	server=$(tests/postgres/cluster start "$work/cluster") || { rmdir "$work/cluster" 2>/dev/null; echo "no server for the tests (deploy/packages --tests)"; return 1; }
}

# names_of FILE: the names of the tests of tests/bats/FILE.bats, as bats prints them.
names_of() {
	sed -nE "s/^[[:blank:]]*@test[[:blank:]]+[\"'](.*)[\"'][[:blank:]]+\{.*/\1/p" "tests/bats/$1.bats" | sed 's/\\\\/\\/g'
}

# id_of FILE NAME: what a test is called in short. It stays when others come, go or move within the file.
id_of() { printf '%s.%.4s\n' "$1" "$(printf %s "$2" | sha256sum)"; }

# ids_are_unique: an id that two tests of a file share is said.
ids_are_unique() {
	local file name twice
	twice=$(for file in $(basename -s .bats tests/bats/*.bats); do names_of "$file" | while IFS= read -r name; do id_of "$file" "$name"; done; done | sort | uniq -d)
	[ -z "$twice" ] || { echo "tests of the same id; give one another name: $twice"; return 1; }
}
