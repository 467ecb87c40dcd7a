# gl-site and jobs/publish: the books as pages, of which only what changed is written.
load helper

setup() {
	working_books
	SITE="$BATS_TEST_TMPDIR/site"
	export GL_STATE="$BATS_TEST_TMPDIR/state" GL_SITE="$SITE"
}

publish() { gl-site "$SITE"; }
# pay N FROM TO MEMO: one more transaction.
pay() { say "$1" "$2" "!pay <@$3> 1 $4" | tick >/dev/null; }
pays() { # N [FROM TO NAME]: many at once, from message 100 on; of ana and bob in turn, or of one to another
	untraced pays_lines "$@" | gl-parse | gl-identify --roster "$ROSTER" | gl-apply >/dev/null
}
pays_lines() { for ((i = 0; i < $1; i++)); do pays_line "$i" "${@:2}"; done; }
pays_line() {
	local from=${2:-11} to=${3:-12} name=${4:-ana}
	if [ $# = 1 ] && (($1 % 2)); then from=12 to=11 name=bob; fi
	printf '{"type":0,"id":"%s","channel_id":"2000","guild_id":"1000","author":{"id":"%s","username":"%s"},"content":"!pay <@%s> 1 round %s","mentions":[],"gl":{"prefix":"!","bot_id":"999","lang":"en"}}\n' \
		$(((FIRST_MESSAGE + (100 + $1) * 1000) << 22)) $from $name $to "$1"
}
account_of() { sqlite3 "$GL_DB" "SELECT account_id FROM accounts WHERE owner_id = $1"; }
# The site as it would be if it were written from nothing.
same_as_fresh() {
	gl-site "$BATS_TEST_TMPDIR/fresh" >/dev/null
	run diff -r "$SITE" "$BATS_TEST_TMPDIR/fresh" -x .guildledger-site
	assert_success
	rm -r "$BATS_TEST_TMPDIR/fresh"
}

@test "both languages have each page, and a run without news writes nothing" {
	run publish
	assert_success
	for page in index accounts journal batches users roles health account/1 "account/$(account_of 11)" batch/1 journal/2024-10 transaction/1; do
		assert [ -f "$SITE/en/$page.html" ]
		assert [ -f "$SITE/es/$page.html" ]
		assert_line "en/$page.html"
	done
	before=$(find "$SITE" -type f -printf '%p %i %T@\n' | sort)
	run publish
	assert_success
	assert_output ''
	assert_equal "$(find "$SITE" -type f -printf '%p %i %T@\n' | sort)" "$before"
}

@test "data/ has reports as gl-report prints them, at addresses that index.json names; only what changed is written" {
	say 7 11 '!pay <@12> 1 "<b>x</b>"' | tick >/dev/null
	publish >/dev/null
	assert_equal "$(jq -r '"\(.version) \(.guild_id) \(.name) \(.currency) \(.transactions)"' <"$SITE/data/index.json")" '1 1000 Test PTS 2'
	assert_equal "$(jq -r '.files[].file' <"$SITE/data/index.json" | sort)" "$(cd "$SITE/data" && ls | grep -vx index.json)"
	for report in $(jq -r '.files[].report' <"$SITE/data/index.json"); do
		gl-report "$report" --public --format json | cmp - "$SITE/data/$report.json"
	done
	assert_equal "$(jq -r '.[] | select(.account == "bob") | .balance' <"$SITE/data/balances.json")" 1.00
	operator config language es >/dev/null # the addresses and the keys stay
	operator account open fund equity >/dev/null
	run publish
	assert_line data/balances.json
	refute_line data/roles.json
	refute_line data/schedules.json
	gl-report balances --public --lang en --format json | cmp - "$SITE/data/balances.json"
}

@test "one who was forgotten is in no file of data/" {
	say 7 11 '!pay <@12> 1 qxmemo' qxname | tick >/dev/null
	publish >/dev/null
	grep -q qxmemo "$SITE/data/journal.json"
	grep -q qxname "$SITE/data/users.json"
	say 8 11 '!forget <@11>' qxname | tick >/dev/null
	publish >/dev/null
	run grep -rl qx "$SITE/data"
	assert_output ''
}

@test "data/journal.json has the newest 1,000 lines" {
	pays 600
	publish >/dev/null
	assert_equal "$(jq -r 'length' <"$SITE/data/journal.json")" 1000
	assert_equal "$(jq -r 'map(.memo) | index("round 599") != null' <"$SITE/data/journal.json")" true
}

@test "one more transaction writes the pages that show it and no other" {
	pays 10
	publish >/dev/null
	pay 500 11 12 lunch
	run publish
	assert_success
	assert_equal "$(grep '^en/' <<<"$output" | sort | xargs)" \
		"$(printf 'en/%s\n' account/"$(account_of 11)".html account/"$(account_of 12)".html accounts.html batch/1.html batches.html health.html index.html journal.html \
			journal/2024-10.html journal/2024-10.js journal/months.js transaction/1.html users.html | sort | xargs)"
	assert [ "$(grep -c lunch "$SITE/en/journal/2024-10.html")" = 1 ]
	same_as_fresh
}

@test "a page that is full stays as it is, and the next one begins" {
	pays 1500
	publish >/dev/null
	assert [ -f "$SITE/en/journal/2024-10-2.html" ]
	assert [ ! -f "$SITE/en/journal/2024-10-3.html" ]
	assert [ -f "$SITE/en/account/$(account_of 12)-PTS-2.html" ]
	pay 5000 11 12 next
	pay 5001 12 11 back
	run publish
	refute_line --regexp '^en/journal/2024-10-'
	refute_line en/transaction/15.html
	refute_line --regexp '^en/account/.*-PTS-1.html'
	assert_line en/journal/2024-10.html
	assert_line en/transaction/16.html
	same_as_fresh
}

@test "runs at every length give the site that one run gives: pages fill one transaction at a time" {
	gl-command --at 2024-09-01T10:00:00Z deposit '<@12>' 1 'the month before' | gl-apply >/dev/null
	pays 996
	for i in 1 2 3 4 5 6; do
		pay $((3000 + i)) 11 12 "step $i"
		publish >/dev/null
		same_as_fresh
	done
	assert [ -f "$SITE/es/journal/2024-10-1.html" ]
}

@test "a new name is on every page that named the old one" {
	pay 20 11 12 one
	operator batch close till=uncounted >/dev/null
	publish >/dev/null
	member 11 Zenobia | gl-apply >/dev/null
	run publish
	assert_line en/journal/2024-10.html
	assert_line en/transaction/1.html
	assert_line en/batch/1.html
	run grep -rl '@ana' "$SITE"
	assert_failure
	assert [ "$(grep -c '@Zenobia' "$SITE/es/journal/2024-10.html")" -ge 1 ]
	same_as_fresh
}

@test "what a member had forgotten is gone from every page" {
	pay 20 11 12 'a secret of mine'
	publish >/dev/null
	assert grep -rq 'a secret of mine' "$SITE"
	say 21 11 '!forget <@11>' | tick >/dev/null
	member 11 ana | gl-apply >/dev/null # and named again before the site is written
	publish >/dev/null
	run grep -rl 'a secret of mine' "$SITE"
	assert_failure
	same_as_fresh
}

@test "pages that were written while a member was being forgotten are written again when that is done" {
	of_files "a trigger holds the blanking up"
	pay 20 11 12 'a secret of mine'
	sqlite3 "$GL_DB" "CREATE TRIGGER held BEFORE INSERT ON forgetting BEGIN SELECT RAISE(ABORT, 'held'); END"
	say 21 11 '!forget <@11>' | tick >/dev/null 2>&1
	publish >/dev/null
	assert grep -rq 'a secret of mine' "$SITE"
	sqlite3 "$GL_DB" 'DROP TRIGGER held'
	gl-apply </dev/null
	publish >/dev/null
	run grep -rl 'a secret of mine' "$SITE"
	assert_failure
	same_as_fresh
	run publish
	refute_output --partial .html
}

@test "closing a batch writes its sheet with its hash" {
	publish >/dev/null
	operator batch close till=uncounted >/dev/null
	run publish
	assert_line en/batch/1.html
	assert grep -q "$(sqlite3 "$GL_DB" 'SELECT hash FROM batches WHERE batch = 1')" "$SITE/en/batch/1.html"
	pay 30 11 12 'in the next'
	publish >/dev/null
	same_as_fresh
}

@test "books that were put back to an earlier day take their later pages away" {
	keep_books "$BATS_TEST_TMPDIR/early.db"
	pays 1200
	publish >/dev/null
	export GL_DB="$BATS_TEST_TMPDIR/early.db"
	publish >/dev/null
	assert [ ! -e "$SITE/en/journal/2024-10-1.html" ]
	assert [ ! -e "$SITE/en/journal/2024-10-1.js" ]
	assert [ ! -e "$SITE/en/transaction/2.html" ]
	pay 40 11 12 'another past'
	publish >/dev/null
	same_as_fresh
}

@test "books that were put back take the pages of later accounts away, and what a run that was killed began" {
	keep_books "$BATS_TEST_TMPDIR/early.db"
	{ say 20 14 '!register'; say 21 13 '!deposit <@14> 600 cash'; } | tick >/dev/null
	pays 600 14 12 tomas
	publish >/dev/null
	late=$(account_of 14)
	assert [ -e "$SITE/en/account/$late-PTS-1.html" ]
	assert [ -e "$SITE/en/account/$(account_of 12)-PTS-1.html" ]
	touch "$SITE/es/account/$late.html.new" "$SITE/en/batch/7.html.new"
	export GL_DB="$BATS_TEST_TMPDIR/early.db"
	publish >/dev/null
	same_as_fresh
}

@test "a month, a statement on paper and an account name each of 20 currencies" {
	for ((i = 0; i < 20; i++)); do say $((20 + i)) 10 "!config currency.C$(printf "\\x$(printf %x $((65 + i)))")X 2"; done | tick >/dev/null
	for ((i = 0; i < 20; i++)); do say $((60 + i)) 13 "!deposit <@11> 12.50 C$(printf "\\x$(printf %x $((65 + i)))")X cash"; done | tick >/dev/null
	publish >/dev/null
	assert_equal "$(grep -o '<th scope=row colspan=5>total' "$SITE/en/journal/2024-10.html" | wc -l)" 21
	assert_equal "$(grep -c '<strong>12.50 <small>' "$SITE/en/account/$(account_of 11).html")" 20
	assert_equal "$(gl-report statement --account @11 --format print | grep -c 'total in')" 21
}

@test "a manifest that is damaged costs a rewriting and no run" {
	publish >/dev/null
	sed -i 's/^\(month [0-9-]*\) [0-9]*/\1 900000000000000000/' "$SITE/.guildledger-site"
	assert grep -q '^month 2024-10 9000' "$SITE/.guildledger-site"
	run publish
	assert_success
	refute grep -q '^month 2024-10 9000' "$SITE/.guildledger-site"
	same_as_fresh
}

@test "text of members is escaped wherever it stands, and no page takes script or style from text" {
	member 12 '<script>alert(1)</script>' | gl-apply >/dev/null
	pay 20 11 12 '<img src=x onerror=alert(2)> "quoted" & '"'single'"
	publish >/dev/null
	run grep -rlE --exclude-dir=data '<script>|<img' "$SITE"
	assert_failure
	for file in "$SITE"/data/*; do # for programs, and JSON by its name
		[ "${file##*.}" = json ] && jq -e . <"$file" >/dev/null || fail "$file is no JSON"
	done
	assert grep -q '&lt;img src=x onerror=alert(2)&gt; &quot;quoted&quot; &amp; &#39;single&#39;' "$SITE/en/journal/2024-10.html"
	assert_equal "$(search_rows en 2024-10 | jq -r '.[] | select(.[7] | startswith("<img")) | .[5][0], .[6][0], .[7]')" "@ana
@<script>alert(1)</script>
<img src=x onerror=alert(2)> \"quoted\" & 'single'"
	assert grep -q '@&lt;script&gt;' "$SITE/en/users.html"
	for page in $(find "$SITE" -name '*.html'); do
		grep -q "Content-Security-Policy content=\"default-src 'none';" "$page" || fail "$page has no policy"
	done
}

@test "a chart of the site says what it found, in the reader's numbers and dates" {
	pay 20 11 12 one
	publish >/dev/null
	grep -qE '<figcaption>[0-9.]+,[0-9]{2}.PTS movidos en los últimos 30 días<br>' "$SITE/es/index.html"
	grep -qE '<figcaption>[0-9,]+\.[0-9]{2}.PTS moved in the last 30 days<br>' "$SITE/en/index.html"
	grep -qhE '<figcaption>[0-9.]+,[0-9]{2}.PTS, (un [0-9]+.% menos|lo mismo|[0-9.,]+.PTS m[a-z]+) que el [0-9]+ (oct|nov) 20[0-9]{2}<br>' "$SITE"/es/account/*.html
}

@test "the figures are those of the reports" {
	pay 20 11 12 one
	publish >/dev/null
	assert_equal "$(gl-report balances --format csv | tail -n +2 | awk -F, '{ print $4 }' | sort | xargs)" \
		"$(grep -oE '<td class="n sum">[0-9]+\.[0-9]+' "$SITE/en/accounts.html" | sed 's/.*>//' | sort | xargs)"
	assert grep -q 'debits minus credits, PTS<td class=n data-l="figure">0.00<td data-l="remark">balanced' "$SITE/en/health.html"
}

# The rows of a page for the search, as JSON: the file is one call.
search_rows() { sed '1s/^guildledger_rows("[0-9-]*",//; $s/);$//' "$SITE/$1/journal/$2.js"; }

@test "a page of the journal has the newest transaction first, and the same rows for the search" {
	pays 1200
	operator deposit '<@12>' 7.25 'Ñandú' >/dev/null # of June 2025
	publish >/dev/null
	assert_equal "$(grep -o 'transaction/[0-9]*.html#t[0-9]*' "$SITE/en/journal/2024-10-1.html" | sed 's/.*#t//')" "$(seq 500 -1 1)"
	assert_equal "$(search_rows es 2024-10-1 | jq -r '.[][0]')" "$(seq 500 -1 1)"
	assert_equal "$(search_rows es 2024-10 | jq -r '.[][0]')" "$(seq 1201 -1 501)"
	assert_equal "$(search_rows es 2025-06 | jq -c '.[]')" '[1202,"2025-06-01 00:00","ingreso","7.25","PTS",["caja"],["@bob"],"Ñandú",1]'
	assert_equal "$(sed '1d; $s/);//' "$SITE/en/journal/months.js" | paste -sd' ')" '["2025-06",1,0], ["2024-10",1201,1] ],["deposit","pay"]'
	assert grep -q 'rel=prev href="2024-10.html"' "$SITE/en/journal/2025-06.html"
	assert grep -q 'rel=next href="2025-06.html"' "$SITE/en/journal/2024-10.html"
}

@test "what is booked later with an earlier date goes to the month of its date, and full pages stay" {
	pays 1200
	operator deposit '<@12>' 7 june >/dev/null
	publish >/dev/null
	gl-command --at 2024-10-28T10:00:00Z deposit '<@12>' 8 forgotten | gl-apply >/dev/null
	gl-command --at 2024-12-28T10:00:00Z deposit '<@12>' 9 between | gl-apply >/dev/null
	run publish
	refute_line --regexp '^en/journal/2024-10-'
	assert grep -q forgotten "$SITE/en/journal/2024-10.html"
	refute grep -q forgotten "$SITE/en/journal/2025-06.html"
	assert grep -q 'rel=next href="2024-12.html"' "$SITE/en/journal/2024-10.html"
	assert grep -q 'rel=prev href="2024-12.html"' "$SITE/en/journal/2025-06.html"
	same_as_fresh
}

@test "months are those of the guild's clocks" {
	no_books
	working_books --timezone America/New_York
	gl-command --at 2025-07-01T03:59:00Z deposit '<@12>' 7 'still June' | gl-apply >/dev/null
	gl-command --at 2025-07-01T04:00:00Z deposit '<@12>' 7 'July now' | gl-apply >/dev/null
	publish >/dev/null
	assert grep -q 'still June' "$SITE/en/journal/2025-06.html"
	assert grep -q 'July now' "$SITE/en/journal/2025-07.html"
	assert [ "$(grep -c 'still June' "$SITE/en/journal/2025-07.html")" = 0 ]
}

# receipt LANG TRANSACTION: its article, as text.
receipt() { sed -n "/<article id=t$2>/,/<\/article>/p" "$SITE/$1/transaction/$((($2 - 1) / 100 + 1)).html" | sed 's/<[^>]*>/ /g' | tr -s ' ' | xargs; }

@test "each transaction has its receipt at the address that its number gives" {
	pays 250
	operator deposit '<@12>' 1234.50 'the hall' >/dev/null
	publish >/dev/null
	for transaction in 1 100 101 252; do
		assert [ "$(receipt en $transaction | grep -c "receipt $(receipt_of $transaction)")" = 1 ]
	done
	assert_equal "$(receipt es 252 | sed 's/ lo pidió .* debe/ debe/')" "Transacción 252: ingreso 1.234,50 PTS concepto the hall hora 01/06/2025 00:00 debe caja 1.234,50 PTS haber @bob 1.234,50 PTS lote 1 recibo $(receipt_of 252)"
	assert grep -q 'https://discord.com/channels/1000/2000/' "$SITE/en/transaction/2.html"
	assert grep -q '<code>!verify ' "$SITE/en/transaction/2.html"
}

@test "a receipt that was full says when it was reversed, and by which transaction" {
	pay 20 11 12 oops
	pays 150
	publish >/dev/null
	say 4000 10 '!reverse 2 by mistake' | tick >/dev/null
	run publish
	assert_line en/transaction/1.html
	assert [ "$(receipt en 2 | grep -c 'reversed by 153')" = 1 ]
	assert [ "$(receipt en 153 | grep -c 'reverses 2')" = 1 ]
	same_as_fresh
}

@test "a receipt names who asked for it, also by a new name, and an operator by theirs" {
	pays 150
	publish >/dev/null
	assert [ "$(receipt en 1 | grep -c 'asked by @carla · message')" = 1 ]
	member 13 Casilda '"501"' | gl-apply >/dev/null
	run publish
	assert_line en/transaction/1.html
	refute_line en/transaction/2.html
	assert [ "$(receipt en 1 | grep -c 'asked by @Casilda · message')" = 1 ]
	same_as_fresh
}

@test "a folder of another guild is left alone, and two runs do not mix" {
	publish >/dev/null
	gl-db init --guild 2000 --name Other --owner 10 >/dev/null
	run gl-site --guild 2000 "$SITE"
	assert_failure 78
	assert_output --partial 'site of guild 1000'
	exec 8<"$SITE"
	flock 8
	run publish
	assert_failure 75
}

@test "the job writes where GL_SITE says, beside the books otherwise, for a web server to read" {
	run "$PROJECT/jobs/publish"
	assert_success
	assert_output ''
	assert_equal "$(stat -c %a "$SITE/en/index.html")" 644
	over_server || run env -u GL_SITE "$PROJECT/jobs/publish"
	assert_success
	over_server || assert [ -f "$(dirname "$GL_DB")/site/es/index.html" ]
	GL_SITE=/proc/none run "$PROJECT/jobs/publish"
	assert_failure 73
}

browser() { node "$PROJECT/tests/site/check.js" "$1" "$PROJECT/build/site/node_modules"; }

@test "in a browser: no console error, links work, tables sort and search, axe finds no violation" {
	once "the pages are the same bytes"
	load browser
	browser_or_skip
	member 12 '<script>alert(1)</script>\"><svg onload=alert(3)>' | gl-apply >/dev/null
	pays 1100
	pay 3000 11 12 '<img src=x onerror=alert(2)> café'
	pay 3001 12 11 'un Café'
	say 3002 13 '!deposit <@11> 12.50 café' | tick >/dev/null
	operator batch close till=uncounted >/dev/null
	operator account open '"rent <b> & hall"' expense >/dev/null
	pay 3003 11 12 'after'
	operator deposit '<@12>' 1234.50 'the hall' >/dev/null
	publish >/dev/null
	run browser "$SITE"
	assert_success
	assert_output --regexp '^[0-9]+ pages, [0-9]+ links, 2[0-9] kinds looked at, 0 wrong$'
}
