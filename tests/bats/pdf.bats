# jobs/pdf and the format "print": reports for A4 paper, read back from the PDF.
load helper

setup() {
	working_books
	export GL_STATE="$BATS_TEST_TMPDIR/state" GL_CONFIG="$BATS_TEST_TMPDIR/config"
	mkdir -p "$GL_CONFIG"
	printf 'GL_DB=%s\nGL_GUILD=1000\n' "$GL_DB" >"$GL_CONFIG/club.env"
}

# many N: payments of 1.00 from ana to bob and back.
many() {
	local from=11 to=12 name=ana
	for ((i = 0; i < $1; i++)); do
		printf '{"type":0,"id":"%s","channel_id":"2000","guild_id":"1000","author":{"id":"%s","username":"%s"},"content":"!pay <@%s> 1 round %s","mentions":[],"gl":{"prefix":"!","bot_id":"999","lang":"en"}}\n' \
			$(((FIRST_MESSAGE + (100 + i) * 1000) << 22)) $from $name $to "$i"
		if [ $from = 11 ]; then from=12 to=11 name=bob; else from=11 to=12 name=ana; fi
	done | tick >/dev/null
}
engine_or_skip() {
	command -v weasyprint >/dev/null || skip 'weasyprint is not installed (deploy/packages --tests)'
	command -v pdftotext >/dev/null || skip 'poppler-utils is not installed (deploy/packages --tests)'
}
text_of() { pdftotext -layout "$1" - | tr -s ' \n' ' '; }

@test "a statement as PDF: A4, its period, each page with head and number, and the sums, in both languages" {
	once "the page is the same bytes"
	engine_or_skip
	operator deposit '<@11>' 1234.50 'the hall' >/dev/null
	many 150
	"$PROJECT/jobs/pdf" club statement --account @11 --from 2024-10-01 --to 2025-07-01 --lang es >"$BATS_TEST_TMPDIR/es.pdf"
	run pdfinfo "$BATS_TEST_TMPDIR/es.pdf"
	assert_output --partial '(A4)'
	pages=$(sed -n 's/^Pages: *//p' <<<"$output")
	[ "$pages" -ge 3 ]
	for ((page = 1; page <= pages; page++)); do
		run pdftotext -layout -f $page -l $page "$BATS_TEST_TMPDIR/es.pdf" -
		assert_line --regexp "^ *$page ?/ ?$pages$"
		assert_line --regexp 'hora +transacción +qué +contraparte'
		assert_line --regexp '^Test +Extracto @ana$'
	done
	run text_of "$BATS_TEST_TMPDIR/es.pdf"
	assert_output --partial 'Test · desde el 01/10/2024 hasta el 30/06/2025'
	assert_output --partial 'total de entradas 1.409,50 PTS'
	assert_output --partial 'total de salidas −75,00 PTS'
	assert_output --partial '01/06/2025 00:00'
	"$PROJECT/jobs/pdf" club statement --account @11 --lang en >"$BATS_TEST_TMPDIR/en.pdf"
	run text_of "$BATS_TEST_TMPDIR/en.pdf"
	assert_output --partial 'Test · from the beginning until now'
	assert_output --partial 'total in 1,409.50 PTS'
}

@test "a batch's sheet as PDF has its dates, its seal and the totals that the books have" {
	once "the page is the same bytes"
	engine_or_skip
	many 4
	operator batch close till=100.00 >/dev/null
	"$PROJECT/jobs/pdf" club batch --batch 1 --lang es >"$BATS_TEST_TMPDIR/batch.pdf"
	run text_of "$BATS_TEST_TMPDIR/batch.pdf"
	assert_output --partial 'Lote 1'
	assert_output --partial 'cerrado el 01/06/2025'
	assert_output --partial "$(sqlite3 "$GL_DB" 'SELECT hash FROM batches WHERE batch = 1')"
	assert_output --partial 'caja 1 100,00 0,00 100,00 100,00 PTS'
}

@test "what people wrote does not leave its cell: no tag, style or address comes from text" {
	member 12 '</style><script>alert(1)</script>' | gl-apply >/dev/null
	say 20 11 '!pay <@12> 1 <img src=http://127.0.0.1/x onerror=alert(2)> } @page{' | tick >/dev/null
	gl-report statement --account @12 --format print >"$BATS_TEST_TMPDIR/page.html"
	assert_equal "$(grep -ciE '<script|<img|</style>' "$BATS_TEST_TMPDIR/page.html")" 1 # the style's own end
	assert grep -q '&lt;img src=http' "$BATS_TEST_TMPDIR/page.html"
	assert grep -q 'content: "Statement \\40 \\3c \\2f style\\3e ' "$BATS_TEST_TMPDIR/page.html"
}

@test "text on the head of each sheet cannot turn its neighbours round" {
	once "the page is the same bytes"
	printf '{"type":"guild","guild_id":"1000","name":"Club\u202egnp.exe","owner_id":"10","lang":"en"}\n' | gl-apply >/dev/null
	run gl-report statement --account @12 --format print
	assert_output --partial 'content: "Clubgnp\2e exe"'
	refute_output --partial $'\u202e'
}

@test "a memo and a name without a space leave the amounts on the paper" {
	once "the page is the same bytes"
	engine_or_skip
	member 12 WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW | gl-apply >/dev/null
	say 20 11 "!pay <@12> 12.50 $(printf 'x%.0s' {1..200})" | tick >/dev/null
	"$PROJECT/jobs/pdf" club statement --account @11 >"$BATS_TEST_TMPDIR/long.pdf"
	run text_of "$BATS_TEST_TMPDIR/long.pdf"
	assert_output --partial ' 87.50 PTS'
}

@test "every report can be printed, and its amounts are those of the records" {
	many 20
	operator batch close till=100.00 >/dev/null
	while IFS=$'\t' read -r report _; do
		case $report in
		statement | history) options=(--account @11) ;;
		batch | count) options=(--batch 1) ;;
		transaction) options=(--transaction 1) ;;
		*) options=() ;;
		esac
		run gl-report "$report" "${options[@]}" --format print
		assert_success
		assert_output --partial '</html>'
	done < <(gl-report --list)
	assert_equal "$(gl-report statement --account @11 --format print | grep -oE '<td class=n>[−0-9.]+<td class=n>[0-9.]+<td>PTS' | sed 's/<[^>]*>/ /g; s/−/-/' | awk '{ print $1, $2 }')" \
		"$(gl-report statement --account @11 --format csv | tail -n +2 | awk -F, '{ print $6, $7 }')"
}

@test "without the engine the job says what to install, and writes nothing" {
	GL_PDF_ENGINE=no-such-engine run --separate-stderr "$PROJECT/jobs/pdf" club balances
	assert_failure 69
	assert_output ''
	assert_regex "$stderr" 'no-such-engine is not installed: apt install weasyprint'
	printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/broken"
	chmod +x "$BATS_TEST_TMPDIR/broken"
	GL_PDF_ENGINE="$BATS_TEST_TMPDIR/broken" run --separate-stderr "$PROJECT/jobs/pdf" club balances
	assert_failure 70
	assert_output ''
	run --separate-stderr "$PROJECT/jobs/pdf" club statement
	assert_failure 64
	run "$PROJECT/jobs/pdf" club
	assert_failure 64
	assert_output --partial 'say which report'
}
