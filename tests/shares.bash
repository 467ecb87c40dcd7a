# Which tests run where: each file of tests/bats on the plain build, in make test and in make soak; what else make test runs of them is
# listed here, as what make check runs. The lists name what sees the most in its seconds; make soak runs everything on everything.
# shellcheck shell=bash disable=SC2034 # for tests/run

# The files that take longest, first; the others follow. What a file that is not named takes is found in build/test-times.
LONGEST="systemd torture monitoring restore site doctor server send fetch setup people supervise discord-reports transport year roles apply fairness privacy backup"

# make check: about 90 s on two cores.
QUICK="apply batch answers command checkpoint db golden identify journal hints parse verify report office refusals forget receipts traps views who
	old-rules uncounted role-fees withdrawn-roles set-aside-seen translations docs lease"

# make test, on the sanitized build beside all unit tests: the books, all reports in all formats, and what people send on purpose.
SANITIZED="apply golden traps parse"

# make test, with the books on a server: each kind of query, the verifier, and what changes what was there.
OVER_SERVER="golden verify apply forget"

# Never on the sanitized build: the sanitizers have nothing to see in pages and scripts, in programs of others (systemd, web servers, Prometheus,
# gnuplot: what they are given, golden.bats makes on both) and in the size of a process; valgrind is their like.
PLAIN_ONLY="docs systemd monitoring charts demo-live memory valgrind web"
# Never on the plain build: the storm of 2,000 commands is run there; the faults under SQLite are, each at every call.
SANITIZED_ONLY="storm test_storage_faults"
# Bring a server of their own.
OWN_SERVER="server server-connection sessions schemas distributed"
# In make soak over a server with --server only: what is about files or has no books in it, does the same whatever the engine, or takes long.
NOT_OVER_SERVER="replace locations command identify parse transport proxy docs demo-live charts monitoring systemd package container kubernetes valgrind
	memory torture year storm $OWN_SERVER"

# In make soak only, where a part of it does the same at length, or where the machine does not get through in make test's 15 minutes.
SOAK_ONLY="torture year memory valgrind interactions-storm month-streams"

# In make test a share of these, in make soak (TESTS_WHOLE is set, which they ask for) all of them: test_storage_faults, a failure at each
# tenth of the calls, and each of its works with a third of what open can fail with; tests/site/check.js, axe on the first and last rows of a
# long page (on all rows); what clang says (it builds all); tests/analysis --share
# without gcc's and clang's analysers (with both). The fuzzers run in make soak alone.

# listed NAME LIST
listed() { [[ " ${2//[$'\n\t']/ } " == *" $1 "* ]]; }

# shares_are_sound: a list names no file that is gone.
shares_are_sound() {
	local name
	for name in $LONGEST $QUICK $SOAK_ONLY $SANITIZED $OVER_SERVER $PLAIN_ONLY ${SANITIZED_ONLY/test_storage_faults/} $NOT_OVER_SERVER; do
		[ -e "tests/bats/$name.bats" ] || { echo "tests/shares.bash names tests/bats/$name.bats, which is not there"; return 1; }
	done
}
