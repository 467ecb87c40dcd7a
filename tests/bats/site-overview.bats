# The site's overview, its cards and its empty pages: what a treasurer sees first, on a phone too.
load bank

setup() {
	working_books
	SITE="$BATS_TEST_TMPDIR/site"
	export GL_STATE="$BATS_TEST_TMPDIR/state" GL_NAME=club
	mkdir -p "$GL_STATE"
}

publish() { gl-site "$SITE" >/dev/null; }
# page LANG/FILE: its text, a line for each figure, cell or line of a list, with single spaces.
page() { tr '\n' ' ' <"$SITE/$1" | sed -E 's/<\/?(dd|dt|li|ul|tr|td|th|p|h1|h2|section|table|dl)[ >]/\n&/g' | sed -E 's/<[^>]*>/ /g; s/[[:space:]]+/ /g; s/^ //; s/ $//' | grep .; }
at() { gl-command --at "$1" -- "${@:2}" | gl-apply >/dev/null; } # TIME WORDS...: an operator's
# hours HOURS: so long ago, in seconds of Unix time, half an hour more so that no test waits for a clock.
hours() { echo "$(($(date +%s) - $1 * 3600 - 1800)).5"; }
backed_up() { printf '%-150s\n' "$1 $1 0 $1 1 0 0" >"$GL_STATE/ended.club.backup"; }
verified() { echo "$1 ${2:-0} $1 ${3:-0}" >"$GL_STATE/verified.club"; } # TIME [FAULTS [CODE]]

@test "the overview has what is in till and bank, what members hold, and the month's result beside the last" {
	at 2025-05-02T10:00:00Z account open bank asset
	at 2025-05-02T10:00:00Z account open bar income
	at 2025-05-02T10:00:00Z account open rent expense
	at 2025-05-03T10:00:00Z move opening bank 2500 why
	at 2025-05-04T10:00:00Z move '<@11>' bar 40.25 why
	at 2025-06-04T10:00:00Z move '<@11>' bar 10 why
	at 2025-06-05T10:00:00Z move bank rent 1250.50 why
	publish
	run page en/index.html
	assert_line '1,349.50 PTS' # the till's 100 and the bank's 1,249.50
	assert_line 'till 100.00 PTS'
	assert_line 'bank 1,249.50 PTS'
	assert_line '49.75 PTS'
	assert_line '2 members with an account'
	assert_line 'Result of June 2025'
	assert_line '−1,240.50 PTS'
	assert_line 'Income 10.00 · expenses 1,250.50'
	assert_line 'May 2025: +40.25 PTS'
	run page es/index.html
	assert_line '1.349,50 PTS'
	assert_line 'caja 100,00 PTS'
	assert_line 'Resultado de junio de 2025'
	assert_line '−1.240,50 PTS'
	assert_line 'mayo de 2025: +40,25 PTS'
	# further months are added to what the last run knew
	at 2025-07-01T10:00:00Z move '<@11>' bar 5 why
	publish
	run page en/index.html
	assert_line 'June 2025: −1,240.50 PTS'
	assert_line '+5.00 PTS'
	at 2025-07-02T10:00:00Z move '<@11>' bar 3 why
	publish
	assert grep -q '+8.00 <small>PTS' "$SITE/en/index.html"
}

@test "the overview has the open batch, since when, how much, and how the last count came out" {
	publish
	run page en/index.html
	assert_line '1 transaction since 27 Oct 2024 23:06'
	refute_line --partial 'Last count'
	at 2025-06-01T10:00:00Z batch close till=97.50 difference=book
	publish
	run page en/index.html
	assert_line 'none'
	assert_line 'Last count: batch 1'
	assert_line 'till short by 2.50 PTS'
	at 2025-06-02T10:00:00Z move opening till 5 why
	publish
	run page es/index.html
	assert_line '1 transacción desde 02/06/2025 10:00'
	assert_line 'caja faltan 2,50 PTS'
	at 2025-06-03T10:00:00Z batch close till=102.50
	publish
	run page en/index.html
	assert_line 'till exact'
	at 2025-06-04T10:00:00Z move opening till 5 why
	at 2025-06-05T10:00:00Z batch close till=uncounted
	publish
	run page en/index.html
	assert_line 'not counted'
	refute_line --partial 'short by'
}

@test "what waits for a decision shows the line that decides it, and is gone once it is decided" {
	at 2025-06-01T10:00:00Z config registration approval
	say 900000 13 '!register' | tick >/dev/null
	publish
	run page es/index.html
	assert_line --regexp '^Por hacer 1 solicitud espera una decisión\.'
	line=$(grep -oE '@carla pide una cuenta · [0-9/]+ [0-9:]+ · !aprobar [0-9]+' <<<"$output" | grep -oE '!.*')
	run page en/index.html
	assert_line --regexp "^@carla asks for an account · .* · !approve ${line##* }$"
	assert_equal "$(outcome status 900001 10 "$line")" ok
	publish
	run page en/index.html
	assert_line --regexp '^In order Nothing waits for a decision\.'
}

@test "a line of the bank that waits shows the lines that decide it, and what nobody claimed is no negative balance" {
	operator account open bank asset >/dev/null
	operator move opening bank 500 start >/dev/null
	bank_line A 1 2025-05-30 -43.50 'SEGUROS' | gl-apply >/dev/null
	unclaimed=$(number)
	operator move bank opening 7 typed >/dev/null
	bank_line B 1 2025-06-02 -7.00 'LUZ' | gl-apply >/dev/null
	unsure=$(number)
	publish
	run page en/index.html
	assert_line --partial "asks whose a line of the bank is · 43.50 PTS"
	assert_line --partial "· !assign $unclaimed @ana"
	assert_line --partial "· !line $unsure same or !line $unsure new"
	assert_line --partial 'No balance is negative.'
	run page es/index.html
	assert_line --partial "· !asignar $unclaimed @ana"
	assert_line --partial "· !linea $unsure misma o !linea $unsure nueva"
}

@test "approvals stand among what waits for a decision, and who owes is a count and a sum without names" {
	at 2025-06-01T10:00:00Z account open dues income
	at 2025-06-01T10:00:01Z config approval.over 10
	at 2025-06-01T10:00:02Z move '<@11>' till 20 rent
	say 900000 14 '!withdraw <@11> 15 cash' | tick >/dev/null
	number=$(sqlite3 "$GL_DB" "SELECT number FROM waiting WHERE kind = 'approval' ORDER BY number DESC LIMIT 1")
	sqlite3 "$GL_DB" "INSERT INTO waiting (guild_id, number, kind, state, asked_by, asked_seq, asked_at, decider_id, from_account, currency, amount, paid, lot, reminders, lost)
		SELECT 1000, 900 + a.account_id, 'dues', 'waiting', 0, 1, 1, a.owner_id, a.account_id, 'PTS', 500, 0, 900, 0, 0 FROM accounts a WHERE a.owner_id IN (11, 12)"
	publish
	run page en/index.html
	assert_line --regexp "^@tomas asks for approval · 15\.00 PTS · .* · !approve $number$"
	assert_line --regexp '^Owed Dues and debts are open; !report owing names the members:'
	assert_line '2 members owe 10.00 PTS'
	refute_line --regexp '@bob.*owe'
}

@test "negative balances are named, the lowest first, five at most" {
	publish
	run page en/index.html
	assert_line --regexp '^In order No balance is negative\.'
	at 2025-06-01T10:00:00Z account limit '<@11>' -500
	at 2025-06-01T10:00:00Z account limit '<@12>' -500
	at 2025-06-01T10:00:01Z account open bank asset
	at 2025-06-01T10:00:01Z account limit bank -500
	at 2025-06-01T10:00:02Z move '<@12>' opening 7 why
	at 2025-06-01T10:00:02Z move '<@11>' opening 300 why
	at 2025-06-01T10:00:02Z move bank opening 9 why
	publish
	run page en/index.html
	assert_line --regexp '^Check 3 balances are negative:$'
	assert_equal "$(grep -E '^(@ana|@bob|bank) −' <<<"$output" | xargs)" 'bank −9.00 PTS @ana −200.00 PTS bank −9.00 PTS @bob −7.00 PTS' # the first is till and bank
	for name in c d e f; do
		at 2025-06-01T11:00:00Z account open "fund$name" liability floor=-5
		at 2025-06-01T11:00:01Z move "fund$name" opening 1 why
	done
	publish
	run page es/index.html
	assert_line --regexp '^A revisar 7 saldos son negativos:$'
	assert_line 'y 2 más'
}

@test "answers that Discord refused are counted" {
	publish
	run page en/index.html
	assert_line --regexp '^In order Discord has refused no answer\.$'
	say 900000 11 '!balance' | tick >/dev/null
	gl-outbox | jq -c 'select(.kind == "reply") | {type: "delivered", guild_id, id, status: "failed", error: {http: 403, code: 50013, message: "Missing Permissions"}}' | head -n 1 | gl-apply >/dev/null
	publish
	run page en/index.html
	assert_line --regexp '^Check Discord refused 1 answer: gl-doctor says why\.$'
}

@test "the last backup and verification have their age in words and colour" {
	publish
	run page en/index.html
	assert_line --regexp '^To do There is no backup yet: guildledger backup makes one\.$'
	assert_line --regexp '^Check The books have not been verified yet'
	backed_up "$(hours 3)"
	verified "$(hours 49)"
	publish
	run page en/index.html
	assert_line --regexp '^In order Last backup: 3 hours ago '
	assert_line --regexp '^In order Last verification, without a fault: 2 days ago '
	backed_up "$(hours 26)"
	verified "$(hours 120)"
	publish
	run page es/index.html
	assert_line --regexp '^Atrasada Última copia de seguridad: hace 26 horas [0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}$'
	assert_line --regexp '^Atrasada Última verificación, sin fallos: hace 5 días '
	assert [ "$(grep -o 'class=late>Atrasada' "$SITE/es/index.html" | wc -l)" = 2 ]
	verified "$(hours 1)" 3 1
	publish
	run page en/index.html
	assert_line --regexp '^Fault The last verification found faults in the books'
	# the worst is the first line
	assert grep -q '<ul class=checks>.*<li><span class=bad>Fault' <(tr '\n' ' ' <"$SITE/en/index.html")
}

@test "a backup that is dated in the future is no backup of today" {
	backed_up "$(hours -50)"
	verified "$(hours 1)"
	publish
	run page en/index.html
	assert_line --regexp '^Check Last backup: in the future; is the clock right\? '
	run page es/index.html
	assert_line --regexp '^A revisar Última copia de seguridad: en el futuro; ¿va bien el reloj\? '
}

@test "what the jobs left is as it is there: another configuration, no folder, or no such line" {
	backed_up "$(hours 1)"
	GL_NAME=other gl-site "$SITE" >/dev/null
	run page en/index.html
	assert_line --partial 'There is no backup yet'
	gl-site --config club --state "$GL_STATE" "$SITE" >/dev/null
	run page en/index.html
	assert_line --partial 'Last backup: 1 hour ago'
	for line in '' nonsense 'nan inf 0 1e300 0' '0 0 0 -5 0'; do
		echo "$line" >"$GL_STATE/ended.club.backup"
		publish
		run page en/index.html
		assert_line --partial 'There is no backup yet'
	done
	env -u GL_STATE gl-site "$SITE" >/dev/null
	run page en/index.html
	refute_line --partial backup
	refute_line --partial verification
}

@test "an hour makes the overview new, and no other page" {
	backed_up "$(hours 1)"
	verified "$(hours 1)"
	publish
	backed_up "$(hours 2)"
	run gl-site "$SITE"
	assert_output $'en/index.html\nes/index.html'
}

@test "the latest transactions are the newest first, with who, what and how much" {
	say 900000 11 '!pay <@12> 12.50 lunch & <b>' | tick >/dev/null
	say 900001 13 '!withdraw <@12> 3 back' | tick >/dev/null
	at 2025-06-01T10:00:00Z account open rent expense
	at 2025-06-01T10:00:01Z move till rent 20 why
	publish
	rows=$(grep '^<tr><th scope=row class=small>' "$SITE/en/index.html" | sed -E 's/<[^>]*>/ /g; s/ +/ /g')
	assert_equal "$(head -n 1 <<<"$rows" | xargs)" '4 1 Jun 2025 10:00 till → rent move why 20.00 PTS'
	assert_equal "$(sed -n 2p <<<"$rows" | xargs)" '3 7 Nov 2024 09:06 @bob · till withdraw back 3.00 PTS'
	assert_equal "$(sed -n 3p <<<"$rows" | xargs)" '2 7 Nov 2024 09:06 @ana → @bob pay lunch &amp; &lt;b&gt; 12.50 PTS'
	assert_equal "$(sed -n 4p <<<"$rows" | xargs)" '1 27 Oct 2024 23:06 @ana · till deposit cash 100.00 PTS'
}

@test "a batch has its amounts, its transactions, what was counted, expected and the difference" {
	at 2025-06-01T10:00:00Z config currency.EUR 2
	at 2025-06-01T10:00:01Z move opening till 8 EUR why
	at 2025-06-01T10:00:02Z batch close till=101 till=8EUR difference=book
	publish
	run page en/batch/1.html
	assert_line '3'
	assert_line 'no. 1 – 3'
	assert_line '101.00 PTS'
	assert_line '8.00 EUR'
	assert_line 'expected 100.00 PTS'
	assert_line 'over by 1.00 PTS booked to over/short'
	assert_line 'exact'
	run page es/batches.html
	assert_line 'Lote 1'
	assert_line 'caja exacto caja sobran 1,00 PTS'
	assert_line '101,00 PTS 8,00 EUR'
}

@test "an account's movements are the newest first with the other party, and a member's page says since when" {
	echo '{"type":"member","guild_id":"1000","user_id":"11","name":"ana","roles":[],"pending":false,"left":false,"joined_at":"2023-02-01T10:00:00.000Z"}' | gl-apply >/dev/null
	say 900000 11 '!pay <@12> 12.50 lunch' | tick >/dev/null
	publish
	account=$(ask_books "SELECT account_id FROM accounts WHERE owner_id = 11")
	run page "es/account/$account.html"
	assert_line '01/02/2023 10:00'
	assert_line '−12,50'
	assert_equal "$(grep -nE '^(@bob|caja)$' <<<"$output" | sed 's/.*://' | xargs)" '@bob caja'
	run page es/users.html
	assert_line '01/02/2023 10:00'
	assert_line '87,50 PTS'
}

@test "every page names the zone of its times, in its own language" {
	of_files 'books of their own'
	export GL_DB="$BATS_TEST_TMPDIR/far.db"
	gl-db init --guild 1000 --name Lejos --owner 10 --timezone America/Argentina/Buenos_Aires >/dev/null
	at 2025-06-01T10:00:00Z move opening till 5 why
	publish
	for file in "$SITE"/en/*.html "$SITE"/en/*/*.html; do
		grep -q 'Made by guildledger. Times in America/Argentina/Buenos_Aires\.' "$file" || fail "$file"
	done
	for file in "$SITE"/es/*.html "$SITE"/es/*/*.html; do
		grep -q 'Generado por guildledger. Horas de America/Argentina/Buenos_Aires\.' "$file" || fail "$file"
	done
}

@test "a page with nothing to show says what to type, with the guild's prefix, and the line works as typed" {
	of_files 'books of their own'
	export GL_DB="$BATS_TEST_TMPDIR/empty.db"
	gl-db init --guild 1000 --name Nuevo --owner 10 --lang es >/dev/null
	gl-command --at 2024-10-27T23:00:00Z config prefix '$' | gl-apply >/dev/null
	publish
	number=10
	for lang in en es; do
		lines=$(grep -ohE '<code>\$[^<]*</code>' "$SITE/$lang"/{index,accounts,users,batches}.html | sed -E 's/<[^>]*>//g' | sort -u)
		assert [ "$(wc -l <<<"$lines")" -ge 3 ]
		while read -r line; do
			number=$((number + 1))
			message=$(say $number 10 "$line" | sed 's/@ana/<@11>/; s/"prefix":"!"/"prefix":"$"/')
			run jq -r '"\(.status) \(.verb)"' < <(gl-parse <<<"$message" | gl-identify --roster "$ROSTER" | gl-apply)
			assert_output --regexp '^(ok|rejected|denied) (register|move|deposit)$' || fail "$line"
		done <<<"$lines"
	done
}

@test "each page of the site fits a phone, a tablet and a desktop: no overflow, cards in order, room for fingers, nothing that axe finds" {
	once "the pages are the same bytes"
	load browser
	browser_or_skip
	member 12 'Wolfeschlegelsteinhausenbergerdo' | gl-apply >/dev/null
	member 11 '山田花子 🎲 <b>' | gl-apply >/dev/null
	at 2025-06-01T10:00:00Z config currency.GOLD 9
	at 2025-06-01T10:00:00Z account open 'Fund of the summer camp and the harvest festival' income
	at 2025-06-01T10:00:01Z move opening till 1234567.123456789 GOLD 'a memo of some length that says what it was for, and more'
	at 2025-06-01T10:00:01Z account limit '<@12>' -90000000
	say 900000 12 '!pay <@11> 12345678.25 wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww' | tick >/dev/null
	at 2025-06-02T10:00:00Z config registration approval
	say 900001 14 '!register' | tick >/dev/null
	at 2025-06-03T10:00:00Z batch close till=99.50 till=1234567.123456789GOLD difference=book
	for i in {1..70}; do
		say $((900100 + i)) 11 "!pay <@12> $i.25 round $i"
	done | tick >/dev/null
	backed_up "$(hours 30)" # too old, and a fault: each colour is there
	verified "$(hours 1)" 2 1
	publish
	run node "$PROJECT/tests/site/layout.js" "$SITE" "$PROJECT/build/site/node_modules"
	assert_success
	assert_output --regexp '^[0-9]{2} pages measured, 0 wrong$'
	gl-db init --guild 2000 --name Empty --owner 10 >/dev/null
	GL_GUILD=2000 gl-site "$BATS_TEST_TMPDIR/empty" >/dev/null
	run node "$PROJECT/tests/site/layout.js" "$BATS_TEST_TMPDIR/empty" "$PROJECT/build/site/node_modules"
	assert_success
}

@test "schedules of the community have a page in both languages, which the overview leads to; what members pay themselves is not there" {
	publish
	run page en/schedules.html
	assert_line 'Nothing is scheduled.'
	run page es/schedules.html
	assert_line 'No hay nada programado.'
	run page en/index.html
	refute_output --partial 'schedules of the community'
	gl-apply <"$ROSTER" >/dev/null
	at 2024-10-28T10:00:00Z account open wages expense
	at 2024-10-28T10:00:01Z every month on 15 pay '<@&501>' 20 from wages salaries
	at 2024-10-28T10:00:02Z dues '<@&502>' 5 monthly
	at 2024-10-28T10:00:03Z schedule pause 2 holidays
	say 20 11 '!every friday pay <@12> 3 secret' | tick >/dev/null
	publish
	run page en/schedules.html
	assert_line '20.00'
	assert_line 'each month on the 15th'
	assert_line wages
	assert_output --partial holidays
	refute_output --partial secret
	refute_output --partial '3.00'
	run page es/schedules.html
	assert_output --partial 'Sueldos y cuotas'
	assert_output --partial 'en pausa'
	assert_line '20,00' && assert_line '15/11/2024'
	run page en/index.html
	assert_line --partial '1 schedule of the community is active .'
	assert_line --partial '1 schedule of the community is paused .'
	assert grep -q '<a href="schedules.html">1 schedule of the community is active</a>' "$SITE/en/index.html"
	run page es/index.html
	assert_line --partial '1 programado de la comunidad está activo'
}
