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

# The size of a chart that none was asked for: few bars need no whole picture.
standard() { case $1 in balances) echo 800x512 ;; top) echo 800x384 ;; batch) echo 800x448 ;; *) echo 800x800 ;; esac; }

@test "gnuplot draws every chart as PNG of the size asked for, in both languages and themes, without a word" {
	dealings
	for name in $CHARTS; do
		for options in '--lang en --theme light' '--lang es --theme dark --size 400x300'; do
			# shellcheck disable=SC2086
			chart "$name" $options >picture.png
			assert_equal "$name: $(cat said)" "$name: "
			assert_equal "$name $options: $(look picture.png)" "$name $options: $(if [[ $options == *size* ]]; then echo 400x300; else standard "$name"; fi) drawn"
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
	grep -q 'miércoles' picture.svg
	chart hours --terminal svg --lang en >picture.svg
	grep -q 'Wednesday' picture.svg
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
		assert_equal "$(look picture.png | cut -d' ' -f1)" 800x800
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

@test "a PNG has a box for each character that no font of this machine has, and an SVG has it as it is" {
	dealings '日ק🎲ب𞤀x'
	local wanted=@ character
	for character in 日 ק 🎲 ب 𞤀 x; do
		if [ -n "$(fc-list ":charset=$(printf %x "'$character")" file)" ]; then wanted+=$character; else wanted+=□; fi
	done
	gl-report top --format gnuplot | grep -q "label '$wanted'"
	gl-report top --format gnuplot --terminal svg | grep -q "label '@日ק🎲ب𞤀x'"
	printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>%s</cachedir></fontconfig>' "$PWD" >fonts.conf
	FONTCONFIG_FILE=$PWD/fonts.conf gl-report top --format gnuplot | grep -q "label '@□ק□ب□x'"
}

@test "gl-chart draws a box for what no font has, where gnuplot would paint over the picture" {
	local text program
	for text in '\U10FFFD' □; do
		program="set terminal pngcairo size 300,200 font 'DejaVu Sans,12' noenhanced; set label '$(printf '%b' "$text")x' at 0,0; plot x notitle"
		jq -nc --arg base64 "$(base64 -w0 <<<"$program")" '{type: "delivery", guild_id: "1000", id: "1", kind: "reply", nonce: "n", channel_id: "2000", reply_to: "5", content: "x", files: [{name: "a.png", media_type: "application/x-gnuplot", base64: $base64}]}' |
			gl-chart | jq -r '.files[0].base64' >>pictures
	done
	assert_equal "$(uniq pictures | wc -l)" 1
	base64 -d <<<"$(head -1 pictures)" >picture.png
	assert_equal "$(look picture.png | cut -d' ' -f1)" 300x200
}

# words NAME [OPTION...]: all labels, joined.
words() { gl-report "$@" --format gnuplot | sed -n "s/^set label '\(.*\)' at .*/\1/p" | paste -sd' ' | sed 's,\xc2\xa0, ,g'; }
# title NAME [OPTION...]: the finding, which stands first, its lines joined.
title() { gl-report "$@" --format gnuplot | grep "^set label .*:Bold,21'" | sed "s/^set label '\(.*\)' at screen.*/\1/" | paste -sd' ' | sed 's,\xc2\xa0, ,g'; }

@test "a title says the finding, with the currency's decimals as its reader writes them" {
	dealings
	assert_equal "$(title balances)" 'Members hold 95.50 PTS'
	assert_equal "$(title balances --lang es)" 'Los miembros tienen 95,50 PTS'
	assert_equal "$(title top)" '@ana holds the most: 80.00 PTS'
	assert_equal "$(title batch --batch 1)" 'Batch 1 moved 120.00 PTS'
	assert_equal "$(title batch --batch 2 --lang es)" 'El lote 2 sigue abierto y ha movido 3,00 PTS'
	assert_equal "$(title statement --account @11)" '@ana: 80.00 PTS, 20 % less than on 27 Oct 2024'
	assert_equal "$(title balances-over-time --lang es)" 'Los miembros tienen 95,50 PTS, un 5 % menos que el 27 oct 2024'
	assert_equal "$(title flows)" '103.00 PTS came in and 7.50 PTS went out'
	assert_equal "$(title activity --lang es)" '11 órdenes; el día con más fue el 27 oct 2024, con 7'
	assert_equal "$(title hours)" 'The busiest hour is Sunday, 23:00 to 24:00, with 7 commands'
	assert_equal "$(title batch-totals)" 'Batch 2 is still open and has moved 3.00 PTS so far'
}

@test "below the title stand what is drawn and the days of the first and the last movement" {
	dealings
	assert_equal "$(gl-report statement --account @11 --format csv | cut -dT -f1 | sed -n '2p;$p' | paste -sd' ')" '2024-10-27 2024-10-29'
	words statement --account @11 | grep -q 'Balance after each movement · PTS · 27 Oct – 29 Oct 2024'
	words flows --lang es --from 2024-10-01 --to 2024-11-01 | grep -q 'Entradas y salidas, por día · PTS · 1 oct – 31 oct 2024'
}

@test "no legend lies over the data: lines, bars and halves are labelled where they are" {
	dealings
	for name in $CHARTS; do
		local more=()
		case $name in batch) more=(--batch 1) ;; statement) more=(--account @11) ;; esac
		gl-report "$name" "${more[@]}" --format gnuplot >program
		grep -q '^unset key$' program
		assert_equal "$name: $(grep -cE ' title ' program)" "$name: 0"
	done
	gl-report balances-over-time --format gnuplot | grep -q "^set label '95.50' at screen"
	gl-report flows --lang es --format gnuplot | grep -q "^set label 'sale'"
}

@test "what members hold and the guild's accounts have scales of their own" {
	dealings
	gl-report balances --format gnuplot >program
	assert_equal "$(grep -c '^set xrange' program)" 2
	grep -q "label 'Accounts of the guild'" program
	gl-report balances-over-time --format gnuplot >program
	assert_equal "$(grep -c '^set yrange' program)" "$(gl-report balances-over-time --format json | jq '[.[].account] | unique | length')"
}

# Books with two accounts of the guild and nothing in them.
chest() {
	no_books
	gl-db init --guild 1000 --name Test --owner 10 >/dev/null
	printf '%s\n' 'account open gifts income' 'account open chest asset' | gl-command --as operator --at 2026-08-31T10:00Z | gl-apply >/dev/null
}

tics() { gl-report "$@" --format gnuplot | grep '^set xtics' | grep -oE "'[^']+'" | tr -d "'" | grep -v '^#' | paste -sd,; }

@test "up to 60 days have a column each and Mondays below; then there are weeks and months" {
	chest
	deposits() { for ((day = $1; day < $2; day++)); do gl-command --as operator --at "$(date -u -d "2026-09-01 + $day days" +%F)T12:00Z" move gifts chest 1 =x; done | gl-apply >/dev/null; }
	deposits 0 60
	gl-report flows --format gnuplot >program
	assert_equal "$(sed -n '/^\$data/,/^END/p' program | grep -cE '^[1-9][0-9]* ')" 60
	grep -q "by day" program
	assert_equal "$(tics flows)" '14 Sep,28 Sep,12 Oct,26 Oct'
	deposits 60 61
	gl-report flows --format gnuplot >program
	assert_equal "$(sed -n '/^\$data/,/^END/p' program | grep -E '^[1-9][0-9]* ' | awk '{ print ($1 - 345600) % 604800 }' | sort -u)" 0 # Mondays
	assert_equal "$(sed -n '/^\$data/,/^END/p' program | grep -E '^[1-9][0-9]* ' | awk '{ sum += $3 } END { print sum }')" 61
	grep -q "by week" program
	deposits 400 401
	deposits 500 501
	gl-report flows --lang es --format gnuplot | grep -q "por mes"
	assert_equal "$(tics flows --lang es)" 'oct 2026,ene 2027,abr,jul,oct,ene 2028'
}

@test "the open batch is hatched, a closed one is not" {
	dealings
	gl-report batch-totals --format gnuplot | grep -q '::1::1 .*pattern'
	gl-report flows --format gnuplot | grep -q 'index 1 .*pattern'
	gl-report statement --account @11 --format gnuplot | grep -q 'object 1 rectangle .*pattern'
	gl-report batch --batch 2 --format gnuplot | grep -q 'pattern'
	words batch --batch 2 --lang es | grep -q 'rayado: lote 2, aún abierto'
	assert_equal "$(gl-report batch --batch 1 --format gnuplot | grep -c pattern)" 0
	assert_equal "$(gl-report flows --to 2024-10-28 --format gnuplot | grep -c pattern)" 0
}

@test "the map of hours shows its scale whole, from 0 to the most, within the picture" {
	dealings
	gl-report hours --format gnuplot >program
	grep -q '^set cbrange \[0:7\]$' program
	read -r x y width height < <(grep -o 'origin screen.*' program | grep -oE '[0-9]\.[0-9]+' | paste -sd' ')
	assert_equal "$(bc <<<"$x >= 0 && $y >= 0 && $x + $width < 1 && $y + $height < 1")" 1
	grep -qE "^set cbtics .*'0' 0, '2' 2" program
}

@test "a hundred accounts, a debt and amounts beyond reading are drawn, and what is left out is summed" {
	chest
	for i in {1..100}; do printf 'account open "account %s" asset\nmove gifts "account %s" %s =x\n' "$i" "$i" "$i"; done |
		gl-command --as operator --at 2026-09-01T10:00Z | gl-apply >/dev/null
	chart balances >picture.png
	assert_equal "$(cat said)" ''
	gl-report balances --format gnuplot | grep -q "label '94 more accounts: 4,465.00"
	gl-report balances-over-time --lang es --format gnuplot | grep -q "label '96 cuentas más'"
	printf '%s\n' 'account limit chest none' 'move chest gifts 1234.50 =x' 'move gifts "account 1" 9000000000000 =x' |
		gl-command --as operator --at 2026-09-02T10:00Z | gl-apply >/dev/null
	for name in balances balances-over-time flows; do
		chart $name --lang es >picture.png
		assert_equal "$name: $(cat said)" "$name: "
	done
	gl-report balances-over-time --account chest --format gnuplot >program
	grep -q "label '−1,234.50'" program
	grep -q "'−1,000' -1000" program
	gl-report flows --lang es --format gnuplot | grep -q "'9.000.000 M' 9e+12\|'10×10¹²' 1e+13"
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
