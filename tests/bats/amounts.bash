# What the tests of amounts share.
load helper

parse() { say 1 11 "$1" | gl-parse; }
code() { parse "$1" | jq -r '.error.code // empty'; }
hint() { parse "$1" | jq -r '.error.hint // empty'; }
args() { parse "$1" | jq -c .args; }

# Messages are numbered by themselves: ask FIELD USER TEXT.
ask() { echo x >>"$BATS_TEST_TMPDIR/asked"; outcome "$1" $((6 + $(wc -l <"$BATS_TEST_TMPDIR/asked"))) "$2" "$3"; }

euro_books() { working_books --currency EUR --scale 2; }
