# A report is one row and its query, a format one file and one row: everything else that knows of them follows, or one of these fails.
load helper

setup() {
	cd "$PROJECT" || return
	gl-report --list >"$BATS_TEST_TMPDIR/reports"
	run gl-report --list balances
	assert_failure 64
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/reports")" -ge 25 ]
	gl-report x --format none 2>&1 | grep -oE 'takes one of .*, not' | sed 's/takes one of //; s/, not$//; s/, /\n/g' >"$BATS_TEST_TMPDIR/formats"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/formats")" -ge 14 ]
}

# with TRAIT: the names of the reports that have it.
with() { awk -F'\t' -v trait=",$1," 'index("," $3 ",", trait) { print $1 }' "$BATS_TEST_TMPDIR/reports"; }

@test "every report is in --help and in the manual page, with what it is, and the page has no other" {
	gl-report --help >"$BATS_TEST_TMPDIR/help"
	while IFS=$'\t' read -r name spanish _ what; do
		grep -qE "^  $name +$what$" "$BATS_TEST_TMPDIR/help" || fail "--help does not have $name: $what"
		[ "$(grep -xF -A 1 ".It Cm $name | $spanish" man/gl-report.1 | tail -n 1)" = "$what" ] || fail "gl-report(1) does not have $name | $spanish: $what"
	done <"$BATS_TEST_TMPDIR/reports"
	assert_equal "$(sed -nE 's/^\.It Cm ([a-z-]+) \| [a-z-]+$/\1/p' man/gl-report.1)" "$(cut -f1 "$BATS_TEST_TMPDIR/reports")"
}

@test "every format is in --help and in the manual page" {
	gl-report --help | awk '/^ +--format=/ { on = 1 } on && /^ +--guild=/ { exit } on' | tr -cs '[:alnum:]' '\n' >"$BATS_TEST_TMPDIR/help"
	while read -r format; do
		grep -qx "$format" "$BATS_TEST_TMPDIR/help" || fail "--help does not have $format"
		grep -qE "^\.Cm (.* )?$format( |$)" man/gl-report.1 || fail "gl-report(1) does not have $format"
	done <"$BATS_TEST_TMPDIR/formats"
}

@test "completion offers every report and every format" {
	completion=${GL_BIN:-bin}/../$([ -d "${GL_BIN:-bin}/../completion" ] && echo completion || echo build/completion)/guildledger
	reports=$(sed -n 's/^_guildledger_verbs\["gl-report"\]="\(.*\)"$/\1/p' "$completion")
	assert_equal "$reports" "$(cut -f1 "$BATS_TEST_TMPDIR/reports" | paste -sd' ')"
	formats=$(sed -n 's/^_guildledger_values\["gl-report --format"\]="\(.*\)"$/\1/p' "$completion")
	assert_equal "$formats" "$(paste -sd' ' "$BATS_TEST_TMPDIR/formats")"
}

@test "a channel is offered the reports that may be asked for there, by either name, and no others" {
	init_books
	while IFS=$'\t' read -r name spanish traits _; do
		for words in "en report $name" "es informe $spanish"; do
			# shellcheck disable=SC2086 # words
			run gl-command --lang $words
			case ,$traits, in
			*,channel,*) [ "$status" = 0 ] || fail "$words is not known in a channel: $output" ;;
			*) [ "$status" != 0 ] || fail "$words is known in a channel" ;;
			esac
		done
	done <"$BATS_TEST_TMPDIR/reports"
	run gl-command report none
	for name in $(with channel); do [[ $output == *" $name"[,.\"]* ]] || fail "$name is not among the choices: $output"; done
}

@test "the scheduled post takes every report that asks for no account, batch or transaction" {
	export GL_STATE="$BATS_TEST_TMPDIR/state"
	working_books
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	for name in $(with post | awk 'NR % 5 == 0'); do
		GL_REPORTS=$name GL_WEEKLY_REPORTS='' GL_NOW=2026-10-27 run jobs/report
		assert_success
	done
	GL_REPORTS=statement GL_WEEKLY_REPORTS='' run jobs/report
	assert_failure 64
	assert_output --partial "'statement' cannot be posted; choose of balances trial-balance"
}

@test "every list of the site is a report, in the navigation of every page and in both languages" {
	working_books
	mkdir "$BATS_TEST_TMPDIR/site"
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	for page in batches users roles; do
		for lang in en es; do
			[ -s "$BATS_TEST_TMPDIR/site/$lang/$page.html" ] || fail "no $lang/$page.html"
			grep -q "href=\"$page.html\"" "$BATS_TEST_TMPDIR/site/$lang/index.html"
		done
	done
	assert_equal "$(gl-report batches --format html --lang en | sed 1,3d | sed 's/<[^>]*>/ /g' | head -1 | xargs)" "$(gl-report batches --format list --lang en | head -1 | xargs)"
}

@test "HTML is a table whose texts are no markup" {
	init_books
	gl-command move opening till 5 '<b>"x"&'\' | gl-apply >/dev/null
	run gl-report journal --format html
	assert_output --partial '<td>&lt;b&gt;&quot;x&quot;&amp;&#39;'
	refute_output --partial '<b>'
}
