# What a spreadsheet takes: --format csv --locale es|en, and --format xlsx, opened by LibreOffice; and canonical CSV without a locale.
load helper.bash

ANA=1300234395189248111 BOB=1300234395189248112 # more digits than a spreadsheet's numbers have
REPORTS="journal balances activity users statement balances-over-time"

setup_file() {
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
	init_books --timezone Europe/Madrid
	member $ANA 'ána; first' >>"$ROSTER"
	member $BOB =bob >>"$ROSTER"
	{
		say 1 10 '!permit <@&501> teller'; say 2 10 '!config currency.KWD 3'; say 3 $ANA '!register' 'ána; first'; say 4 $BOB '!register' =bob
		say 5 13 "!deposit <@$ANA> 1,234.50 \"12/03\""; say 6 $ANA "!pay <@$BOB> 0.05 \"007\"" 'ána; first'; say 7 $ANA "!pay <@$BOB> 12 \"=HYPERLINK(1)\"" 'ána; first'
		say 8 13 "!deposit <@$ANA> 5.000 KWD \"1,5; \"\"x\""; say 40000 13 "!withdraw <@$ANA> 100 \"-3\""; say 80000 13 "!deposit <@$BOB> 1 \"1 de mayo\""; say 80001 13 "!deposit <@$BOB> 1 \"1e5\""
		say 80002 13 "!deposit <@$BOB> 1 \"_x003D_1\""
	} | tick >"$BATS_FILE_TMPDIR/outcomes"
	assert_equal "$(jq -r "select(.status != \"ok\") | .text" "$BATS_FILE_TMPDIR/outcomes")" ""
	echo "$GL_DB" >"$BATS_FILE_TMPDIR/address"
	for locale in es en; do
		mkdir -p "$BATS_FILE_TMPDIR/$locale"
		for report in $REPORTS; do
			gl-report $report $(options_of $report) --format csv --locale $locale >"$BATS_FILE_TMPDIR/$locale/$report.csv"
			gl-report $report $(options_of $report) --format xlsx --locale $locale >"$BATS_FILE_TMPDIR/$locale/$report.xlsx"
		done
	done
	for report in $REPORTS; do gl-report $report $(options_of $report) --format json >"$BATS_FILE_TMPDIR/$report.json"; done
}

setup() { export GL_GUILD=1000 GL_DB; GL_DB=$(cat "$BATS_FILE_TMPDIR/address"); }

options_of() { if [ "$1" = statement ]; then echo "--account @$ANA"; fi; }

# part FILE NAME: a part of a workbook.
part() { python3 -c 'import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' "$1" "$2"; }

# opened LOCALE SEPARATOR LANG [ENDING]: what LibreOffice takes the files of LANG for, compared with what the reports say in JSON: cells that are others, and how many.
opened() {
	local files=("$BATS_FILE_TMPDIR/$3/"*".${4:-csv}")
	"$PROJECT/tests/spreadsheet" "$1" "$2" "${files[@]}" >"$BATS_TEST_TMPDIR/cells"
	"$PROJECT/tests/spreadsheet" --compare "$BATS_FILE_TMPDIR" <"$BATS_TEST_TMPDIR/cells"
}

@test "in Spanish a file has a BOM, semicolons, decimal commas, day/month/year and Spanish words; ids and what looks like a number are text" {
	file="$BATS_FILE_TMPDIR/es/journal.csv"
	assert_equal "$(head -c 3 "$file" | od -An -tx1 | tr -d ' ')" efbbbf
	assert_equal "$(head -1 "$file" | tr -d '\r' | cut -c4- --output-delimiter= | cut -d';' -f1-9)" 'transacción;hora;lote;qué;cuenta;contraparte;debe;haber;moneda'
	assert_equal "$(sed -n 2p "$file" | tr -d '\r' | cut -d';' -f2-4)" '28/10/2024 00:06;1;ingreso'
	assert_equal "$(sed -n 2p "$file" | tr -d '\r' | grep -o '1234,50.*')" "1234,50;0,00;PTS;carla;\"=\"\"12/03\"\"\";;1;;4;\"=\"\"$ANA\"\"\";\"=\"\"13\"\"\";;;"
	grep -q ";\"=\"\"$ANA\"\"\";" "$file"
	grep -q "'=HYPERLINK" "$file"
	assert_equal "$(sed -n 2p "$BATS_FILE_TMPDIR/es/activity.csv" | cut -d';' -f1)" 28/10/2024
}

@test "without --locale csv is canonical, whatever the guild's language" {
	gl-report journal --format csv >"$BATS_TEST_TMPDIR/plain"
	gl-report journal --format csv --lang es | tail -n +2 >"$BATS_TEST_TMPDIR/spanish"
	cmp <(tail -n +2 "$BATS_TEST_TMPDIR/plain") "$BATS_TEST_TMPDIR/spanish"
	assert_regex "$(sed -n 2p "$BATS_TEST_TMPDIR/plain")" "^1,2024-10-27T23:06:45.000Z,1,deposit,till,.*,1234.50,0.00,PTS,carla,12/03,.*$ANA"
	run gl-report journal --format json --locale es
	assert_failure 64
	run gl-report journal --format csv --locale fr
	assert_failure 64
}

@test "LibreOffice in Spanish takes a Spanish file's amounts for numbers, its days for dates, and the rest for the text that it is" {
	once "golden.bats compares what is printed on every build and engine"
	run opened es-ES ';' es
	assert_success
	assert_output --regexp '^[0-9]+ numbers, [0-9]+ dates, [0-9]+ texts, all as the books have them$'
}

@test "LibreOffice in British English takes an English file so" {
	once "golden.bats compares what is printed on every build and engine"
	run opened en-GB , en
	assert_success
	assert_output --regexp '^[0-9]+ numbers, [0-9]+ dates, [0-9]+ texts, all as the books have them$'
}

@test "a Spanish file that is opened in English has text where it cannot have the number, never another number" {
	once "golden.bats compares what is printed on every build and engine"
	"$PROJECT/tests/spreadsheet" en-GB ';' "$BATS_FILE_TMPDIR/es/balances.csv" >"$BATS_TEST_TMPDIR/cells"
	assert_equal "$(jq -r 'select(.[5][1] == "PTS") | .[4] | join(" ")' "$BATS_TEST_TMPDIR/cells" | sort -u | grep -v '^text .*,..$')" ''
}

@test "a file that is opened with another separator than its own begins no formula: with commas in Spanish, with semicolons in English" {
	init_books
	member 21 'x,=1+1,y' >>"$ROSTER"
	{
		say 1 10 '!permit <@&501> teller'
		say 2 21 '!register' 'x,=1+1,y'
		say 3 13 '!deposit <@21> 5 for;=1+2;-3;@4, -5'
	} | tick >/dev/null
	run gl-report journal --format csv
	assert_line --partial "till,\"x,'=1+1,y\",5.00"
	assert_line --partial ",\"for;'=1+2;'-3;'@4, -5\","
	run gl-report journal --format csv --locale es
	assert_line --partial ";x,'=1+1,y;5,00;"
	assert_line --partial ";\"for;'=1+2;'-3;'@4, -5\";"
}

@test "LibreOffice takes a workbook's numbers for numbers, its times for times, and the rest for texts, none for a formula, in either language" {
	once "golden.bats compares what is printed on every build and engine"
	for language in es-ES:es en-GB:en; do
		run opened "${language%:*}" , "${language#*:}" xlsx
		assert_success
		assert_output --regexp '^[0-9]+ numbers, [0-9]+ dates, [0-9]+ texts, all as the books have them$'
	done
	grep -q '"=HYPERLINK(1)"' "$BATS_TEST_TMPDIR/cells"
	grep -q '"_x003D_1"' "$BATS_TEST_TMPDIR/cells"
}

@test "a workbook has one sheet with its head fixed, headings in the reader's language, each currency's decimals, and totals in bold" {
	gl-report trial-balance --format xlsx --locale es >"$BATS_TEST_TMPDIR/book.xlsx"
	part "$BATS_TEST_TMPDIR/book.xlsx" xl/workbook.xml >"$BATS_TEST_TMPDIR/workbook"
	part "$BATS_TEST_TMPDIR/book.xlsx" xl/worksheets/sheet1.xml >"$BATS_TEST_TMPDIR/sheet"
	part "$BATS_TEST_TMPDIR/book.xlsx" xl/styles.xml >"$BATS_TEST_TMPDIR/styles"
	assert_equal "$(grep -o '<sheet [^>]*name="[^"]*"' "$BATS_TEST_TMPDIR/workbook" | sed 's/.*name=//')" '"sumas-y-saldos"'
	grep -q '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' "$BATS_TEST_TMPDIR/sheet"
	grep -q '<t>cuenta</t>' "$BATS_TEST_TMPDIR/sheet"
	for format in '#,##0.00' '#,##0.000'; do grep -q "formatCode=\"$format\"\|numFmtId=\"4\"" "$BATS_TEST_TMPDIR/styles"; done
	assert_equal "$(grep -c '<f>' "$BATS_TEST_TMPDIR/sheet")" 0
	# the style of the total's figure has a bold font, that of an account's has not
	python3 - "$BATS_TEST_TMPDIR" <<-'PYTHON'
		import re, sys
		sheet, styles = (open(sys.argv[1] + "/" + name).read() for name in ("sheet", "styles"))
		fonts = re.findall(r"<font>.*?</font>", styles)
		formats = re.findall(r"<xf [^>]*fontId=\"(\d+)\"", re.search(r"<cellXfs.*</cellXfs>", styles)[0])
		bold = {}
		for row in re.findall(r"<row .*?</row>", sheet)[1:]:
		    figure = re.search(r'<c r="C\d+" s="(\d+)"><v>', row)
		    bold.setdefault("<t>total</t>" in row, set()).add("<b/>" in fonts[int(formats[int(figure[1])])])
		assert bold == {True: {True}, False: {False}}, bold
	PYTHON
}

@test "an amount of more digits than a spreadsheet's numbers keep is in a workbook as its text, exact" {
	init_books
	printf '%s\n' 'config currency.XAU 9' 'move opening till 600000.123456789 XAU one' 'move opening till 600000.123456789 XAU two' 'account open safe asset' \
		'move opening safe 123456.123456789 XAU three' | gl-command | gl-apply >/dev/null
	gl-report balances --format xlsx >"$BATS_TEST_TMPDIR/book.xlsx"
	part "$BATS_TEST_TMPDIR/book.xlsx" xl/worksheets/sheet1.xml >"$BATS_TEST_TMPDIR/sheet"
	grep -q '<t>1200000.246913578</t>' "$BATS_TEST_TMPDIR/sheet"
	grep -q '<v>123456.123456789</v>' "$BATS_TEST_TMPDIR/sheet"
}

@test "what XML cannot hold is left out of workbooks, OFX and drawings, which stay readable; a sheet is never called History" {
	init_books
	member 11 $'b\uFFFEar' >>"$ROSTER"
	{ say 1 10 '!permit <@&501> teller'; say 2 11 '!register' $'b\uFFFEar'; say 3 13 $'!deposit <@11> 5 be\uFFFEfore\uFFFF'; } | tick >/dev/null
	gl-report statement --account @11 --format ofx >"$BATS_TEST_TMPDIR/statement.ofx"
	gl-report balances --format gnuplot --terminal svg | gnuplot >"$BATS_TEST_TMPDIR/balances.svg"
	gl-report log --format xlsx >"$BATS_TEST_TMPDIR/log.xlsx"
	gl-report history --account @11 --format xlsx >"$BATS_TEST_TMPDIR/history.xlsx"
	gl-report history --account @11 --format xlsx --locale es >"$BATS_TEST_TMPDIR/historial.xlsx"
	python3 - "$BATS_TEST_TMPDIR" <<-'PYTHON'
		import re, sys, zipfile, xml.etree.ElementTree as XML
		read = lambda name: open(sys.argv[1] + "/" + name, "rb").read()
		part = lambda name, of: zipfile.ZipFile(f"{sys.argv[1]}/{name}.xlsx").read(of)
		for text, wanted in ((read("statement.ofx"), "before"), (read("balances.svg"), "bar"),
		                     (part("log", "xl/worksheets/sheet1.xml"), "before")):
		    assert wanted in "".join(XML.fromstring(text).itertext()), wanted
		names = [re.search(rb'<sheet name="([^"]*)"', part(name, "xl/workbook.xml"))[1] for name in ("history", "historial")]
		assert names == [b"history_", b"historial_"], names
	PYTHON
}

@test "a workbook for which there is no room is refused, and never cut short" {
	init_books
	for i in {1..300}; do echo "move opening till $i a memo of the movement $i"; done | gl-command | gl-apply >/dev/null
	gl-report journal --format xlsx >/dev/null
	run bash -c "trap '' XFSZ; ulimit -f 128; gl-report journal --format xlsx >/dev/null" # its rows take more than twice of that
	assert_failure 74
	assert_output --partial 'name another folder in TMPDIR'
}

@test "the same books give the same workbook, byte for byte, and libxlsxwriter is loaded for that alone" {
	gl-report journal --format xlsx --locale es | cmp - "$BATS_FILE_TMPDIR/es/journal.xlsx"
	assert [ -n "$(LD_DEBUG=files gl-report balances --format xlsx 2>&1 >/dev/null | grep xlsxwriter)" ]
	assert_equal "$(LD_DEBUG=files gl-report balances 2>&1 >/dev/null | grep xlsxwriter)" ''
	run env TMPDIR=/nowhere gl-report balances --format xlsx
	assert_failure 73
	assert_output --partial 'name another folder in TMPDIR'
	assert_equal "$(find "$BATS_TEST_TMPDIR" -type f)" ''
}

@test "a libxlsxwriter that is too old, or cannot be loaded, is named as any library that is loaded late" {
	export ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0"
	file=$(LD_DEBUG=files gl-report balances --format xlsx 2>&1 >/dev/null | grep -o 'libxlsxwriter[.]so[.][0-9]*' | head -1)
	echo 'int nothing;' | gcc -shared -fPIC -Wl,-soname,"$file" -x c - -o "$BATS_TEST_TMPDIR/$file"
	run env LD_PRELOAD="$BATS_TEST_TMPDIR/$file" gl-report balances --format xlsx
	assert_failure 69
	assert_output --partial 'libxlsxwriter has no workbook_new_opt: workbooks need libxlsxwriter '
	echo damaged >"$BATS_TEST_TMPDIR/$file"
	run env LD_LIBRARY_PATH="$BATS_TEST_TMPDIR" gl-report balances --format xlsx
	assert_failure 71
	assert_output --partial 'workbooks need libxlsxwriter, which cannot be loaded'
}
