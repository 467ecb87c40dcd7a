# The reports as they were read and found right, in both languages, every format, and around the change of clock in seven zones.
# A wanted change: tests/golden/render tests/golden, then read git diff.
load helper

setup_file() { "$BATS_TEST_DIRNAME/../golden/render" "$BATS_FILE_TMPDIR"; }

same() { # FILE
	diff -u "$PROJECT/tests/golden/$1" "$BATS_FILE_TMPDIR/$1" >&2
}

@test "every report in every format and both languages is the reviewed one" {
	diff -rq "$PROJECT/tests/golden/reports" "$BATS_FILE_TMPDIR/reports" || true # a summary; then line by line
	diff -ru "$PROJECT/tests/golden/reports" "$BATS_FILE_TMPDIR/reports"
}

@test "every report and every format has a golden file" {
	run gl-report pickles # names them all
	read -ra reports <<<"$(sed 's/.*there are //; s/,//g' <<<"$output")"
	[ "${#reports[@]}" -ge 20 ]
	for report in "${reports[@]}"; do
		[ -s "$PROJECT/tests/golden/reports/$report.en.txt" ] || fail "no golden file of $report"
		[ -s "$PROJECT/tests/golden/reports/$report.es.txt" ] || fail "no golden file of $report in Spanish"
	done
	run gl-report balances --format none
	read -ra formats <<<"$(sed 's/.*takes one of //; s/, not.*//; s/,//g' <<<"$output")"
	[ "${#formats[@]}" -ge 14 ]
	for format in "${formats[@]}"; do
		case $format in
		xlsx) grep -q -- "--format $format " "$BATS_TEST_DIRNAME/spreadsheet.bats" ;; # bytes
		*) grep -q -- "--format $format\$" "$PROJECT"/tests/golden/reports/*.en.txt || fail "no golden file has the format $format" ;;
		esac
	done
}

@test "days that are an hour longer or shorter: Madrid and New York" { same zones/Europe-Madrid.txt && same zones/America-New_York.txt; }
@test "the clock changes at midnight, which is there twice or not at all: Santiago and Havana" { same zones/America-Santiago.txt && same zones/America-Havana.txt; }
@test "half an hour: Kolkata's offset and Lord Howe's summer time" { same zones/Asia-Kolkata.txt && same zones/Australia-Lord_Howe.txt; }
@test "a day that never was: Apia, 30 December 2011" { same zones/Pacific-Apia.txt; }

@test "from=, to= and until days mean the guild's days, whatever was asked before" {
	init_books --timezone America/Havana
	# midnight of 3 November 2024 is there twice, 04:00Z and 05:00Z: the day begins with the first
	gl-command --at 2024-11-03T04:30:00Z move opening till 5 x | gl-apply >/dev/null
	for before in 2024-12-15 2024-07-15; do
		gl-command --at 2024-12-20T00:00:00Z report journal "from=$before" | gl-apply >/dev/null
		run bash -c "gl-command --at 2024-12-20T00:00:01Z --as $before report journal from=2024-11-03 to=2024-11-04 | gl-apply | jq -r .text | grep -c '5.00'"
		assert_output 1
	done
	gl-apply <"$ROSTER" >/dev/null
	echo '{"type":"role","guild_id":"1000","role_id":"601","name":"red","position":1,"managed":false,"permissions":"0"}' | gl-apply >/dev/null
	for who in 11 12; do # two grants in one run, each after a date of another season
		printf '%s\n' "role grant <@13> <@&601> $((2027 + who))-$([ $who = 11 ] && echo 07 || echo 12)-15" "role grant <@$who> <@&601> 2024-11-03"
	done | gl-command --at 2024-10-01T00:00:00Z | gl-apply >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT DISTINCT until FROM wanted_roles WHERE user_id IN (11, 12)")" 1730606400000
}

@test "in Spanish an account is cerrada and a batch cerrado" {
	working_books
	{ say 20 12 '!baja'; say 21 14 '!lote cerrar caja=sin-contar'; } | tick >/dev/null
	assert_equal "$(say 22 12 '!quiensoy' | tick | jq -r .text)" 'Eres @bob (miembro). Tienes 0,00 PTS; tu cuenta está cerrada.'
	assert_equal "$(gl-report balances --lang es --format list | grep -c '^@bob  pasivo  cerrada')" 1
	assert_equal "$(gl-report batches --lang es --format list | grep -c '^1  cerrado')" 1
}
