# Reports where people are: answers with files and charts, the sheet of a closed batch.
load live

setup() { working_books; }
teardown() { live_end; }

last_reply() { sqlite3 "$GL_DB" "SELECT COALESCE(files, '') FROM outbox WHERE kind = 'reply' ORDER BY delivery DESC LIMIT 1"; }
file_names() { last_reply | jq -r '.[]?.name' | paste -sd' '; }
file_text() { made_file reply "${1:-0}"; }
busy() { for i in $(seq "${1:-30}"); do say $((100 + i)) 11 "!pay <@12> 1.$i number $i"; done | tick >/dev/null; }
sheet() { sqlite3 "$GL_DB" "SELECT content FROM outbox WHERE kind = 'post' AND content NOT LIKE '%guildledger-sum,%' ORDER BY delivery DESC LIMIT 1"; }
gnuplot_delivery() { # PROGRAM
	printf '{"type":"delivery","guild_id":"1000","id":"1","kind":"reply","nonce":"n","channel_id":"2000","reply_to":"5","content":"x","files":[{"name":"flows.png","media_type":"application/x-gnuplot","base64":"%s"}],"attempt":1}\n' "$(base64 -w0 <<<"$1")"
}

@test "a report that fits is a table alone" {
	say 7 14 '!report balances' | tick >/dev/null
	assert_equal "$(last_reply)" ''
}

@test "a report that is cut brings the whole as CSV in the form of the asker's language, the same as gl-report prints" {
	busy 60
	text=$(outcome text 200 14 '!report journal')
	assert_regex "$text" '… [0-9]+ more, all of it is in the attached CSV$'
	assert_equal "$(file_names)" journal.csv
	assert_equal "$(file_text)" "$(gl-report journal --format csv --locale en)"
	assert_regex "$(outcome text 201 14 '!informe diario')" '… y [0-9]+ más; está todo en el CSV adjunto$'
	assert_equal "$(file_names)" diario.csv
	assert_equal "$(file_text)" "$(gl-report journal --format csv --locale es)"
}

@test "csv and chart are asked for by a word, in both languages" {
	say 7 14 '!informe extracto <@11> grafico csv' | tick >/dev/null
	assert_equal "$(file_names)" 'extracto.csv extracto.png'
	assert_regex "$(file_text 1)" "set label '@ana: 100,00"
	say 8 14 '!report batch 1 chart' | tick >/dev/null
	assert_equal "$(file_names)" batch-1.png
}

@test "a chart is dark unless the guild wants it light" {
	say 7 14 '!report balances chart' | tick >/dev/null
	assert_regex "$(file_text)" "background '#1e1f22'"
	say 8 10 '!ajuste grafico.tema claro' | tick >/dev/null
	say 9 14 '!report balances chart' | tick >/dev/null
	assert_regex "$(file_text)" "background '#ffffff'"
}

@test "a report that has no chart says so and makes no file" {
	assert_equal "$(outcome text 7 14 '!report users chart')" 'There is no chart of the report users. For example: `!report users`'
	assert_equal "$(last_reply)" ''
}

@test "30d means whole days of the guild, today's included; 12h is to the millisecond" {
	sqlite3 "$GL_DB" "UPDATE guilds SET timezone = 'Europe/Madrid'"
	# The question is of 2024-10-28 00:06:47 in Madrid, the night after the clock went back: 2d begins on the 27th, 25 hours before that midnight.
	{
		say 7 14 '!report journal 2d'; say 8 14 '!report journal 1d'; say 9 14 '!report journal 1h'; say 10 14 '!report journal 0h'
	} | tick | jq -c '[.status, (.text | split("\n") | length)]' >"$BATS_TEST_TMPDIR/lines"
	assert_equal "$(paste -sd' ' "$BATS_TEST_TMPDIR/lines")" '["ok",5] ["ok",5] ["ok",6] ["rejected",1]' # the third says from when, by each reader's clock
	assert_equal "$(outcome text $((3600 * 24)) 14 '!report journal 1d' | grep -c cash)" 0
	assert_equal "$(outcome text $((3600 * 24 + 1)) 14 '!report journal 2d' | grep -c cash)" 1
	assert_equal "$(outcome text $((3600 * 24 + 3)) 14 '!report journal 24h' | grep -c cash)" 1
	assert_equal "$(outcome text $((3600 * 24 + 7)) 14 '!report journal 24h' | grep -c cash)" 0
}

@test "how long and from when to when are not given together, nothing is given twice" {
	assert_equal "$(outcome code 7 14 '!report activity 30d from=2024-01-01')" two_times
	assert_equal "$(outcome code 8 14 '!report activity 30d 7d')" bad_option
	assert_equal "$(outcome code 9 14 '!report activity chart grafico')" bad_option
}

@test "a number is the batch of a batch's report, and how many lines of another" {
	assert_equal "$(outcome text 7 14 '!report batch 7')" 'There is no batch 7. For example: `!report batch 1`'
	assert_equal "$(outcome text 8 14 '!report top 1' | grep -c @)" 1
}

@test "an account may be called like one of these words: account= says it" {
	say 7 14 '!account open chart asset' | tick >/dev/null
	assert_regex "$(outcome text 8 14 '!report balances account=chart')" 'chart +0\.00'
	assert_regex "$(outcome text 9 14 '!report balances "chart"')" 'chart +0\.00'
}

@test "an answer with files goes by itself, not in a digest" {
	for i in $(seq 7 12); do say "$i" 11 '!balance'; done | tick >/dev/null
	say 13 14 '!report balances csv' | tick >/dev/null
	gl-outbox | jq -c '[(.with // [] | length) + 1, (.files // [] | length)]' | sort >"$BATS_TEST_TMPDIR/packed"
	assert_equal "$(paste -sd' ' "$BATS_TEST_TMPDIR/packed")" '[1,1] [12,0]'
}

@test "a file stays in the books until it is sent, and no longer" {
	no_books
	live
	write 10 '!report balances csv chart' >/dev/null
	inbound >/dev/null
	gl-outbox | jq -c '{type: "delivered", guild_id, id, status: "retry", not_before: "2024-11-01T00:00:00Z"}' | gl-apply >/dev/null
	assert_equal "$(file_names)" 'balances.csv balances.png'
	outbound
	assert_equal "$(last_reply)" ''
	assert_equal "$(fake_look 'messages?channel=2000' | jq -r '[.[] | select(.author.id == "999") | .attachments[].filename] | join(" ")')" 'balances.csv balances.png'
	no_schema_errors
}

@test "closing a batch posts its sheet: movements, counted against expected, the biggest, the hash of the books" {
	busy
	say 300 14 '!batch close till=99.00 difference=book' | tick >/dev/null
	sheet >"$BATS_TEST_TMPDIR/sheet"
	assert_regex "$(cat "$BATS_TEST_TMPDIR/sheet")" 'till +100\.00 +99\.00 +−1\.00'
	grep -Eq '^till +100\.00 +1\.00 +99\.00$' "$BATS_TEST_TMPDIR/sheet"
	grep -Fqx '#1 27/10 till → @ana' "$BATS_TEST_TMPDIR/sheet"
	assert_equal "$(grep -c '^#' "$BATS_TEST_TMPDIR/sheet")" 5
	assert_equal "$(sed -n 's/^Hash: `\(.*\)`$/\1/p' "$BATS_TEST_TMPDIR/sheet")" "$(sqlite3 "$GL_DB" 'SELECT hash FROM batches WHERE batch = 1')"
}

@test "a sheet without a count and without a transaction has no such parts" {
	say 7 14 '!batch close till=uncounted' | tick >/dev/null
	assert_equal "$(sheet | grep -c 'Counted')" 0
	say 8 14 '!batch open' | tick >/dev/null
	say 9 14 '!batch close till=uncounted' | tick >/dev/null
	assert_regex "$(sheet)" '^\*\*Batch 2 is closed\*\*
<t:[0-9]{10}:f> – <t:[0-9]{10}:f>
Transactions: 0 · debits and credits: 0
Not counted: till 100\.00 PTS
Hash: `[0-9a-f]{64}`$'
}

@test "a sheet goes to the reports' channel in the guild's language, else where the batch was closed, or nowhere" {
	say 7 14 '!lote cerrar caja=sin-contar' | tick >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT channel_id FROM outbox WHERE kind = 'post'")" 2000
	assert_regex "$(sheet)" '^\*\*Batch 1 is closed'
	say 8 10 '!config report.channel <#3000>' | tick >/dev/null
	say 9 10 '!config language es' | tick >/dev/null
	say 10 14 '!batch open' | tick >/dev/null
	gl-batch roll --at 2025-06-01T00:00:00Z | gl-apply >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT channel_id FROM outbox WHERE kind = 'post' ORDER BY delivery DESC LIMIT 1")" 3000
	assert_regex "$(sheet)" '^\*\*Lote 2 cerrado'
	operator config batch.sheet off >/dev/null
	operator batch close till=uncounted >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE kind = 'post'")" 2
}

@test "an operator's close with no channel to post to makes no post" {
	operator batch close till=uncounted >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE kind = 'post'")" 0
}

@test "a sheet of many accounts fits one message and brings the rest as CSV" {
	for i in $(seq 100 180); do
		member "$i" "member-number-$i" >>"$ROSTER"
	done
	for i in $(seq 100 180); do
		say $((i * 2)) "$i" '!register' "member-number-$i"
		say $((i * 2 + 1)) 13 "!deposit <@$i> 5 cash"
	done | tick >/dev/null
	say 400 14 '!batch close till=505' | tick >/dev/null
	assert [ "$(sheet | wc -m)" -le 2000 ]
	assert_regex "$(sheet)" 'Hash: `[0-9a-f]{64}`$'
	made_file post >"$BATS_TEST_TMPDIR/csv"
	# what each member has is for nobody else
	assert_equal "$(cat "$BATS_TEST_TMPDIR/csv")" "$(gl-report batch --batch 1 --format csv --locale en | awk -F, -v OFS=, '$9 ~ /[0-9]/ { $5 = $6 = "" } 1')"
}

@test "the log replayed gives the same answers, files and sheets" {
	busy
	{ say 300 14 '!report journal chart csv 3d'; say 301 14 '!batch close till=99 difference=book'; say 302 14 '!informe resumen 7d'; } | tick >/dev/null
	first=$GL_DB
	GL_DB=$(new_books again.db)
	export GL_DB
	gl-db init --guild 1000 --name Test --owner 10 >/dev/null
	sqlite3 "$first" "SELECT record FROM commands WHERE seq > 1 ORDER BY seq" | gl-apply >/dev/null
	for table in outbox commands; do
		assert_equal "$(sqlite3 "$GL_DB" "SELECT * FROM $table WHERE seq > 1" | sha256sum)" "$(sqlite3 "$first" "SELECT * FROM $table WHERE seq > 1" | sha256sum)"
	done
}

@test "forgetting somebody also empties the tables that were posted" {
	say 7 10 '!config report.channel <#2000>' | tick >/dev/null
	gl-report balances | gl-post --code | gl-apply >/dev/null
	gl-post 'a party on friday' | gl-apply >/dev/null
	say 8 14 '!batch close till=uncounted' | tick >/dev/null
	sqlite3 "$GL_DB" "UPDATE outbox SET state = 'sent'"
	say 9 11 '!forget <@11>' | tick >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE content LIKE '%@ana%'")" 0
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM commands WHERE record LIKE '%@ana%'")" 0
	assert_equal "$(sqlite3 "$GL_DB" "SELECT record ->> '$.content' FROM commands WHERE verb = 'post'" | paste -sd/)" '…/a party on friday'
}

@test "gl-chart draws what is a program of gnuplot, and passes all else byte for byte" {
	gnuplot_delivery "set terminal pngcairo; plot sin(x)" | gl-chart >"$BATS_TEST_TMPDIR/drawn"
	assert_equal "$(jq -r '.files[0] | .name + " " + .media_type' "$BATS_TEST_TMPDIR/drawn")" 'flows.png image/png'
	assert_equal "$(jq -r '.files[0].base64' "$BATS_TEST_TMPDIR/drawn" | base64 -d | head -c 8 | od -An -tx1 | tr -d ' ')" 89504e470d0a1a0a
	printf '{"type":"delivery",  "unknown":1}\nno record at all\n' >"$BATS_TEST_TMPDIR/other"
	gl-chart <"$BATS_TEST_TMPDIR/other" | cmp - "$BATS_TEST_TMPDIR/other"
}

@test "a chart that cannot be drawn becomes a note, and the answer still goes" {
	gnuplot_delivery "plot" | gl-chart 2>"$BATS_TEST_TMPDIR/log" >"$BATS_TEST_TMPDIR/drawn"
	assert_equal "$(jq -r '.files[0] | .name + " " + .media_type' "$BATS_TEST_TMPDIR/drawn")" 'flows.txt text/plain; charset=utf-8'
	grep -q 'flows.png: gnuplot made no image' "$BATS_TEST_TMPDIR/log"
	gnuplot_delivery "plot x" | gl-chart --gnuplot /usr/bin/no-such-gnuplot 2>&1 >/dev/null | grep -q 'gnuplot is not installed'
}

@test "a chart that takes too long is given up" {
	start=$SECONDS
	gnuplot_delivery "pause 300" | gl-chart 2>"$BATS_TEST_TMPDIR/log" >/dev/null
	assert [ $((SECONDS - start)) -lt 200 ]
	grep -q 'took too long' "$BATS_TEST_TMPDIR/log"
}

@test "what draws can neither write a file nor open a socket" {
	python3 -c 'import ctypes; exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1)' || skip 'this kernel has no Landlock'
	gnuplot_delivery "system('touch $BATS_TEST_TMPDIR/made'); set output '$BATS_TEST_TMPDIR/made.png'; set terminal png; plot x" | gl-chart >/dev/null 2>&1
	assert [ ! -e "$BATS_TEST_TMPDIR/made" ]
	assert [ ! -e "$BATS_TEST_TMPDIR/made.png" ]
	gnuplot_delivery "set terminal pngcairo; plot x; x = system('cat $GL_DB | head -c 6'); set print '-'; print x" | gl-chart | jq -r '.files[0].base64' | base64 -d >"$BATS_TEST_TMPDIR/image"
	! grep -aq SQLite "$BATS_TEST_TMPDIR/image"
}
