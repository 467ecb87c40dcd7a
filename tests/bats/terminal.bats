# What people see on a terminal, and what a pipe gets instead.
load helper

setup() {
	python3 -c 'import pty; pty.openpty()' 2>/dev/null || skip 'no terminal here'
	working_books
	export TERM=xterm GL_PAGER=''
	unset COLUMNS NO_COLOR PAGER
	cd "$BATS_TEST_TMPDIR" || return
	say 7 11 '!pay <@12> 5 a memo that is long enough to be cut on a terminal' | tick >/dev/null
}
terminal() { "$PROJECT/tests/on-terminal" "$@"; }
# The longest line of stdin in columns, without what colours it.
widest() { sed 's/\x1b\[[0-9;]*m//g' | wc -L; }

@test "a table has the width of its terminal, at 80 and 120 columns; what no table fits is stacked; a pipe cuts nothing" {
	for width in 80 120; do
		for report in balances journal users log trial-balance; do
			assert [ "$(terminal $width gl-report $report | widest)" -le $width ]
		done
	done
	terminal 40 gl-report journal >stacked
	assert [ "$(widest <stacked)" -le 40 ]
	grep -q 'account' stacked
	assert_equal "$(COLUMNS=90 terminal 200 gl-report journal | widest)" "$(COLUMNS=90 terminal 90 gl-report journal | widest)"
	gl-report journal | grep -q 'a memo that is long enough to be cut on a terminal'
	COLUMNS=40 gl-report journal | grep -q 'a memo that is long enough to be cut on a terminal'
}

@test "colour is for terminals that have it, and who sets NO_COLOR gets none" {
	printf '%s\n' 'account open chest asset' 'account limit chest none' 'move chest till 8 =x' | gl-command --as operator --at 2026-11-01T10:00Z | gl-apply >/dev/null
	terminal 80 gl-report balances >colored
	grep -q $'^\e\[1maccount' colored
	grep -q $'\e\[31m-8.00\e\[m' colored
	assert_equal "$(NO_COLOR=1 terminal 80 gl-report balances | grep -c $'\e')" 0
	assert_equal "$(TERM=dumb terminal 80 gl-report balances | grep -c $'\e')" 0
	assert_equal "$(gl-report balances | grep -c $'\e')" 0
}

@test "what is the same in each line of a transaction stands in its first, and a side that is zero is blank" {
	gl-report journal >table
	assert_equal "$(grep -c 'a memo that is long' table)" 1
	assert_equal "$(grep -c '  0\.00' table)" 0
	assert_equal "$(gl-report journal --format csv | grep -c 'a memo that is long')" 2
	assert_equal "$(gl-report trial-balance | grep -c ' 0\.00')" 0
}

@test "gl-report alone lists every report in groups, in the language of the locale" {
	gl-report >list
	for report in $(gl-report --list | cut -f1); do grep -qE "^  $report +[a-z]" list || fail "$report is not listed"; done
	assert_equal "$(grep -cE '^[A-Z]' list)" 6 # five groups, and a line to try
	LANG=es_ES.UTF-8 gl-report | grep -qE '^  saldos +lo que tiene cada cuenta'
	run gl-report --lang es
	assert_failure 64
}

@test "a long table goes through the pager on a terminal, never in a pipe; who leaves it early made no mistake" {
	export GL_PAGER='sed s/^/paged:/'
	terminal 80 gl-report balances | grep -q '^paged:.*till'
	assert_equal "$(gl-report balances | grep -c paged)" 0
	assert_equal "$(terminal 80 gl-report balances --format csv | grep -c paged)" 0
	GL_PAGER='head -1' run terminal 80 gl-report journal
	assert_success
	GL_PAGER=no-such-pager run terminal 80 gl-report balances
	assert_failure 69
	assert_output --partial 'GL_PAGER=cat'
	run terminal 80 gl-report statement --account nobody
	assert_failure 64
	GL_PAGER=cat run terminal 80 gl-report balances
	assert_success
	assert_equal "$(PAGER='sed s/^/other:/' GL_PAGER='' terminal 80 gl-report balances | grep -c other)" 0
}

@test "a report whose reader goes away ends without a word" {
	for i in {1..200}; do echo 'move over-short till 1 =x'; done | gl-command --as operator --at 2026-11-01T10:00Z | gl-apply >/dev/null 2>&1
	gl-report journal --format csv 2>said | head -1 >/dev/null
	assert_equal "$(cat said)" ''
}

@test "a filter that waits for a terminal says so on stderr, once, and a pipe hears nothing" {
	for tool in gl-parse gl-chart gl-apply gl-command; do
		run terminal 80 --type '\x04' "$tool"
		assert_equal "$tool: $(grep -c "^$tool: waiting for lines from this terminal; Ctrl-D ends them" <<<"$output")" "$tool: 1"
	done
	run gl-parse </dev/null
	assert_output ''
	terminal 80 sh -c 'gl-parse </dev/null' >said
	assert_equal "$(cat said)" ''
}

@test "gl-setup --help is in the language of the locale, or the one asked for, with the same options" {
	options() { grep -oE -- '--[a-z-]+' | sort -u; }
	LANG=es_ES.UTF-8 gl-setup --help >spanish
	gl-setup --help >english
	assert_equal "$(head -1 spanish)" 'Uso: gl-setup [OPCIÓN...] [NOMBRE]'
	assert_equal "$(head -1 english)" 'Usage: gl-setup [OPTION...] [NAME]'
	assert_equal "$(options <spanish)" "$(options <english)"
	assert_equal "$(gl-setup --lang es --help)" "$(cat spanish)"
}
