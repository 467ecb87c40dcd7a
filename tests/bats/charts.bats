# gl-report --format gnuplot: gnuplot (Debian's gnuplot-nox) draws what it prints.
load helper

CHARTS="balances top batch statement balances-over-time flows activity hours batch-totals"

setup() {
	command -v gnuplot >/dev/null || skip 'gnuplot is not installed'
	working_books
	cd "$BATS_TEST_TMPDIR" || return
}

# One day's dealings, a closed batch, and members of hostile names.
dealings() {
	local name
	{
		say 100 11 '!pay <@12> 12.50 lunch'; say 90000 13 '!withdraw <@11> 7.50 cash'; say 90001 14 '!batch close till=uncounted'; say 90002 13 '!deposit <@12> 3 cash'
		say 90010 12 '!balance' "${1:-bob}"
	} | tick >/dev/null
}

# chart NAME [OPTION...]: gnuplot's picture on stdout, what it says in the file said.
chart() {
	local more=()
	case $1 in batch) more=(--batch 1) ;; statement) more=(--account @11) ;; esac
	gl-report "$@" "${more[@]}" --format gnuplot | gnuplot 2>said
}

# Of a PNG: width x height, and how many colours it has.
look() {
	python3 - "$1" <<-'PYTHON'
		import struct, sys, zlib
		data = open(sys.argv[1], "rb").read()
		assert data[:8] == b"\x89PNG\r\n\x1a\n"
		at, pixels = 8, b""
		while at < len(data):
		 length, kind = struct.unpack(">I4s", data[at:at + 8])
		 if kind == b"IHDR": width, height = struct.unpack(">II", data[at + 8:at + 16])
		 if kind == b"IDAT": pixels += data[at + 8:at + 8 + length]
		 at += length + 12
		print(f"{width}x{height}", "drawn" if len(set(zlib.decompress(pixels))) > 20 else "blank")
	PYTHON
}

@test "gnuplot draws every chart as PNG of the size asked for, in both languages and themes, without a word" {
	dealings
	for name in $CHARTS; do
		for options in '--lang en --theme light' '--lang es --theme dark --size 400x300'; do
			# shellcheck disable=SC2086
			chart "$name" $options >picture.png
			assert_equal "$name: $(cat said)" "$name: "
			assert_equal "$name $options: $(look picture.png)" "$name $options: $(if [[ $options == *size* ]]; then echo 400x300; else echo 800x500; fi) drawn"
		done
	done
}

@test "an SVG is well-formed and says its words in the language asked for" {
	dealings
	for name in $CHARTS; do
		chart "$name" --terminal svg --lang es >picture.svg
		assert_equal "$name: $(cat said)" "$name: "
		python3 -c 'import sys, xml.dom.minidom as m; assert m.parse("picture.svg").documentElement.tagName == "svg"'
	done
	chart hours --terminal svg --lang es >picture.svg
	grep -q 'Órdenes por hora y día de la semana' picture.svg
	grep -q 'mié' picture.svg
	chart hours --terminal svg --lang en >picture.svg
	grep -q 'Wed' picture.svg
}

@test "a theme is its background" {
	dealings
	chart top --terminal svg --theme light >light.svg
	chart top --terminal svg --theme dark >dark.svg
	grep -qi '#ffffff' light.svg
	grep -qi '#1e1f22' dark.svg
	assert [ "$(grep -ci '#1e1f22' light.svg)" = 0 ]
}

@test "a line of one day goes on through that day" {
	tick < <(say 7 11 '!pay <@12> 5') >/dev/null
	gl-report balances-over-time --format gnuplot >program
	sed -n '/^\$data/,/^END/p' program | grep -E '^[0-9]+ ' >points
	assert_equal "$(cut -d' ' -f1 points | sort -u | wc -l)" 2 # a day, and the next one
	assert_equal "$(cut -d' ' -f1 points | sort -u | paste -sd- | bc)" -86400
	gl-report statement --account till --format gnuplot >program
	points=$(sed -n '/^\$data/,/^END/p' program | grep -cE '^[0-9]+ ')
	assert_equal "$points" "$(($(gl-report statement --account till --format csv | wc -l)))" # its lines, and the end
}

@test "books without movements give a chart that says so" {
	no_books
	gl-db init --guild 1000 --name Test --owner 10 >/dev/null
	for name in balances top balances-over-time flows activity hours batch-totals; do
		chart "$name" --terminal svg --lang en >picture.svg
		assert_equal "$name: $(cat said)" "$name: "
		grep -q 'Nothing to show yet.' picture.svg
		chart "$name" --lang es >picture.png
		assert_equal "$(look picture.png | cut -d' ' -f1)" 800x500
	done
}

@test "a hostile name stays text: no command, no escape, no shell" {
	# shellcheck disable=SC2016
	for name in "'; system('touch pwned'); '" '`touch pwned`' "a_b^{2}&<b>" '@x "q" \n %s' "END"; do
		dealings "$name"
		for chart in balances top; do
			chart $chart --terminal svg >picture.svg
			assert_equal "$(cat said)" ''
			assert [ ! -e pwned ]
			python3 -c 'import xml.dom.minidom as m; m.parse("picture.svg")'
		done
		FIRST_MESSAGE=$((FIRST_MESSAGE + 200000000))
	done
	dealings 'a_b^{2}&<b>'
	chart top --terminal svg >picture.svg
	python3 -c 'import xml.etree.ElementTree as t; assert "@a_b^{2}&<b>" in "".join(t.parse("picture.svg").getroot().itertext())'
}

@test "what the fonts of a server lack stands as a box in a PNG, and as itself in an SVG" {
	dealings '日🎲x'
	gl-report top --format gnuplot | grep -q "'@□□x'"
	gl-report top --format gnuplot --terminal svg | grep -q "'@日🎲x'"
}

@test "days and hours are the guild's" {
	dealings
	assert_equal "$(gl-report balances-over-time --format json | jq -c '[.[] | select(.account == "members") | [.day, .balance]]')" \
		'[["2024-10-27","100.00"],["2024-10-29","95.50"]]'
	assert_equal "$(gl-report balances-over-time --account @11 --from 2024-10-28 --format json | jq -c '[.[] | [.day, .balance]]')" '[["2024-10-28","87.50"],["2024-10-29","80.00"]]'
	assert_equal "$(gl-report flows --format json | jq -c '[.[] | [.day, .in, .out]]')" '[["2024-10-27","100.00","0.00"],["2024-10-29","3.00","7.50"]]'
	assert_equal "$(gl-report flows --account @11 --format json | jq -c '[.[] | [.in, .out]]')" '[["100.00","12.50"],["0.00","7.50"]]'
	assert_equal "$(gl-report batch-totals --format json | jq -c '[.[] | [.batch, .transactions, .total]]')" '[["1",3,"120.00"],["2",1,"3.00"]]'
	assert_equal "$(gl-report hours --format json | jq -c '[.[] | [.weekday, .hour, .commands]]')" '[[2,0,4],[7,23,7]]'
	sqlite3 "$GL_DB" "UPDATE guilds SET timezone = 'Europe/Madrid'"
	assert_equal "$(gl-report hours --format json | jq -c '[.[] | [.weekday, .hour, .commands]]')" '[[1,0,7],[2,1,4]]'
}

@test "a report without a chart, and a size out of range, are refused" {
	run gl-report users --format gnuplot
	assert_failure 64
	assert_output --partial 'no chart'
	for size in 100x100 800 9000x500 800x500x; do
		run gl-report top --format gnuplot --size "$size"
		assert_failure 64
	done
}
