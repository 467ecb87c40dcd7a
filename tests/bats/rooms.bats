# The rooms of src/ include one way: each only rooms before it in the Makefile's ROOMS, and tools, at the end, all of them.
load helper

# arrows FOLDER: who includes whom, a line "ROOM ROOM" each; what CONTRIBUTING.md prints to draw the graph.
arrows() {
	(cd "$1" && grep -ro --include='*.[ch]' '^#include "[a-z]*/' . | sed 's|^\./\([a-z]*\)/[^"]*"\([a-z]*\)/|\1 \2|' | awk '$1 != $2' | sort -u)
}

# wrong FOLDER: the arrows that are not allowed.
wrong() {
	local order
	order="$(sed -n 's/^ROOMS *:= *//p' "$PROJECT/Makefile" | tr ' ' '\n' | grep -v / | tr '\n' ' ')completion tools"
	arrows "$1" | awk -v order="$order" '
		BEGIN { n = split(order, rooms, " "); for (i = 1; i <= n; i++) at[rooms[i]] = i }
		!($1 in at) || !($2 in at) { print $1 " includes " $2 ": a room that ROOMS does not name"; next }
		at[$2] > at[$1] { print $1 " includes " $2 ", which comes after it" }
		$1 == "discord" && $2 !~ /^(base|record|command)$/ { print "discord includes " $2 ": it talks, and knows no books" }
		$1 == "interaction" && $2 !~ /^(base|record|command|discord)$/ { print $1 " includes " $2 ": it reads what Discord sent, and knows no books" }
		$1 == "import" && $2 !~ /^(base|record|command)$/ { print "import includes " $2 ": it reads what a bank sent, and knows no books" }
		$1 !~ /^(tools|interaction)$/ && $2 == "discord" { print $1 " includes discord: only tools talk" }'
}

@test "no room includes one that comes after it, so there is no circle" {
	assert_equal "$(wrong "$PROJECT/src")" ''
	[ "$(arrows "$PROJECT/src" | wc -l)" -gt 30 ] # the graph is there
}

@test "an arrow up, a room that nobody named and books in discord are found" {
	mkdir -p "$BATS_TEST_TMPDIR"/src/{apply,ledger,discord,attic,store/sqlite,import}
	cd "$BATS_TEST_TMPDIR/src"
	echo '#include "report/report.h"' >apply/a.c
	echo '#include "store/store.h"' >ledger/b.h
	echo '#include "ledger/books.h"' >discord/c.c
	echo '#include "base/buf.h"' >attic/d.c
	echo '#include "verify/money.h"' >store/sqlite/e.c
	echo '#include "ledger/books.h"' >import/f.c
	assert_equal "$(wrong .)" "apply includes report, which comes after it
attic includes base: a room that ROOMS does not name
discord includes ledger, which comes after it
discord includes ledger: it talks, and knows no books
import includes ledger: it reads what a bank sent, and knows no books
ledger includes store, which comes after it
store includes verify, which comes after it"
}

@test "what a query binds as words is among the words of a server's queries, which take everything else for a number" {
	local words
	words=$(sed -n '/static Oid type_of/,/^}/p' "$PROJECT/src/store/postgres/pieces.c" | grep -o '":[a-z_]*"' | sort -u)
	run comm -13 <(echo "$words") <(grep -rhoE 'bind_text\(":[a-z_]+"' "$PROJECT/src" | sed 's/.*(//' | sort -u)
	assert_output ''
}

@test "each change to the rules that is listed as one without an effect can still be made" {
	run "$PROJECT/tests/mutation" --list
	assert_success
	refute_output --partial 'no such mutant'
}
