load helper

setup() {
	working_books
	{
		say 100 11 '!pay <@12> 12.50 lunch'; say 90000 11 '!pay <@12> 7.50 "=SUM(1)"'
		say 90001 14 '!account open events expense'; say 90002 13 '!move till events 20 pizza'
	} | tick >/dev/null
}
csv() { gl-report "$@" --format csv | tr -d '\r'; }

@test "balances, now and as of a past time" {
	assert_equal "$(csv balances | cut -d, -f1,4 | tail -n +2 | tr -d "\"'" | paste -sd' ')" 'till,80.00 opening,0.00 over-short,0.00 events,20.00 ana,80.00 bob,20.00'
	assert_equal "$(csv balances --at 2024-10-28T00:00:00Z | tr -d "\"'" | cut -d, -f1,4 | tail -n +2 | paste -sd' ')" 'till,100.00 ana,87.50 bob,12.50'
	assert_equal "$(csv balances --at 2020-01-01 | tail -n +2)" ''
}

@test "the trial balance balances and the balance sheet agrees" {
	assert_equal "$(csv trial-balance | tail -1)" ',total,100.00,100.00,PTS,,'
	assert_equal "$(gl-report balance-sheet --format json | jq -r '.[] | select(.section | startswith("total")) | .amount' | sort -u)" 80.00
}

@test "a statement runs from its opening balance to the balance" {
	assert_equal "$(csv statement --account @11 | tail -1 | cut -d, -f4-)" "bob,\"'=SUM(1)\",-7.50,80.00,PTS,4,11,5,12,"
	assert_equal "$(gl-report statement --account @11 --from 2024-10-28 --format json | jq -c '[.[] | [.what, .amount, .balance]]')" \
		'[["opening balance","87.50","87.50"],["pay","-7.50","80.00"]]'
	assert_equal "$(gl-report statement --account @11 --to 2024-10-28 --format json | jq -r '.[-1].balance')" 87.50
	run gl-report statement
	assert_failure 64
	run gl-report statement --account nowhere
	assert_failure 64
}

@test "a part of a statement in several currencies goes on from each one's opening balance" {
	{
		say 90020 10 '!config currency.EUR 2'; say 90021 13 '!deposit <@11> 10 EUR cash'; say 180000 13 '!deposit <@11> 5 EUR cash'; say 180001 11 '!pay <@12> 30 rent'
	} | tick >/dev/null
	assert_equal "$(csv statement --account @11 --from 2024-10-29T12:00 | cut -d, -f3,6-8 | tail -n +2 | paste -sd' ')" \
		'opening balance,10.00,10.00,EUR deposit,5.00,15.00,EUR opening balance,80.00,80.00,PTS pay,-30.00,50.00,PTS'
}

@test "history shows the last lines with the balance after each" {
	assert_equal "$(gl-report history --account @11 --limit 2 --format json | jq -c '[.[].balance]')" '["87.50","80.00"]'
}

@test "the journal filters by batch, account, currency and time" {
	assert_equal "$(csv journal | tail -n +2 | wc -l)" 8
	assert_equal "$(csv journal --account till | tail -n +2 | wc -l)" 2
	assert_equal "$(csv journal --from 2024-10-28 | tail -n +2 | wc -l)" 4
	assert_equal "$(csv journal --currency EUR | tail -n +2 | wc -l)" 0
	run gl-report journal --batch 9
	assert_failure 64
}

@test "income, activity, top, users and log say what happened" {
	assert_equal "$(csv income | paste -sd' ')" 'kind,account,amount,currency,account_id expense,events,20.00,PTS,6 result,,-20.00,PTS,'
	assert_equal "$(csv activity | tail -n +2 | cut -d, -f5 | paste -sd' ')" '112.50 27.50'
	assert_equal "$(gl-report top --format json | jq -c '[.[] | [.rank, .member, .balance]]')" '[[1,"ana","80.00"],[2,"bob","20.00"]]'
	assert_equal "$(gl-report users --format json | jq -r '.[] | select(.name == "tomas") | .account')" 'not registered'
	assert_equal "$(csv log | tail -n +2 | wc -l)" 11
}

@test "csv is RFC 4180 and safe to open in a spreadsheet" {
	gl-report journal --format csv | head -1 | grep -q $'\r$'
	assert_equal "$(csv journal | grep -c "\"'=SUM(1)\"")" 2
	assert_equal "$(gl-report journal --format csv | python3 -c 'import csv, sys; print(len({len(r) for r in csv.reader(sys.stdin)}))')" 1
}

@test "json and ndjson are JSON, ids and amounts strings, counts numbers" {
	gl-report journal --format json | jq -e 'all(.[]; (.transaction | type) == "string" and (.debit | type) == "string")' >/dev/null
	assert_equal "$(gl-report balances --format ndjson | jq -s 'length')" 6
	assert_equal "$(gl-report balances --format json | jq -r '.[0].entries | type')" number
	assert_equal "$(gl-report income --currency EUR --format json | jq length)" 0
}

@test "the table is aligned by display width, whole in a pipe, and fits the width that is asked for, or the terminal's" {
	say 90010 12 '!balance' '日本 🎲' | tick >/dev/null
	gl-report balances >"$BATS_TEST_TMPDIR/table"
	assert_equal "$(python3 - "$BATS_TEST_TMPDIR/table" <<-'PYTHON'
		import sys, unicodedata
		def width(s): return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in s)
		lines = open(sys.argv[1], encoding="utf8").read().split("\n")
		print(len({width(l[:l.index("PTS")]) for l in lines if "PTS" in l}), all(width(l) <= 80 for l in lines))
	PYTHON
	)" '1 True'
	for report in journal log users batches balances activity; do
		assert_equal "$(gl-report $report --width 80 | python3 -c 'import sys; print(all(len(l) <= 81 for l in sys.stdin))')" True
	done
	assert_equal "$(gl-report log | grep -c …)" 0
	assert [ "$(gl-report log | wc -L)" -gt 80 ]
	assert_equal "$(GL_PAGER='' TERM=dumb python3 - <<-'PYTHON'
		import fcntl, os, pty, struct, termios
		pid, terminal = pty.fork()
		if pid == 0:
		    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 75, 0, 0))
		    os.execlp("gl-report", "gl-report", "log")
		text = b""
		try:
		    while True: text += os.read(terminal, 4096)
		except OSError: pass
		print(max(len(l.rstrip()) for l in text.decode().split("\n")))
	PYTHON
	)" 75
	run gl-report log --width 19
	assert_failure 64
}

@test "a title says of which days it is, and since when or until when where one end is open" {
	days() { gl-report flows --title "$@" | head -1; }
	assert_equal "$(days --from 2024-10-01)" 'flows since 2024-10-01'
	assert_equal "$(days --from 2024-10-01 --lang es)" "$(gl-report flows --title --lang es | head -1) desde 2024-10-01"
	assert_equal "$(days --to 2024-10-03)" 'flows until 2024-10-02'
	assert_equal "$(days --to 2024-10-03 --lang es)" "$(gl-report flows --title --lang es | head -1) hasta 2024-10-02"
	assert_equal "$(days --from 2024-10-01 --to 2024-10-03)" 'flows 2024-10-01 – 2024-10-02'
	assert_equal "$(days --from 2024-10-01 --to 2024-10-02)" 'flows 2024-10-01'
	assert_regex "$(gl-report flows --format chat --from 2024-10-01T10:30Z)" $'\nSince <t:1727778600:f>'
	assert_regex "$(gl-report flows --format chat --lang es --from 2024-10-01T10:30Z)" $'\nDesde <t:1727778600:f>'
	assert_regex "$(gl-report flows --format chat --to 2024-10-01T10:30Z)" $'\nUntil <t:1727778600:f>'
	assert_equal "$(gl-report flows --format print --from 2024-10-01 | grep -c 'since ')" 1
}

@test "titles and words are in the guild's language or the one asked for" {
	assert_equal "$(gl-report saldos --lang es | head -1 | tr -s ' ')" 'cuenta tipo estado saldo moneda apuntes'
	assert_equal "$(gl-report balances --lang es | sed -n 3p | tr -s ' ')" 'caja activo abierta 80.00 PTS 2'
}

@test "config language says how the books' own accounts are shown from then on, and reports for people show them so" {
	assert_equal "$(gl-report balances | sed -n 3p | cut -d' ' -f1)" till
	run bash -c "gl-command config language es | gl-apply | jq -r .text"
	assert_output --partial 'caja, apertura and diferencias de caja'
	assert_equal "$(gl-report balances | sed -n 3,5p | sed 's/  .*//' | paste -sd,)" 'caja,apertura,diferencias de caja'
	assert_equal "$(gl-report balances --lang en | sed -n 3,5p | sed 's/  .*//' | paste -sd,)" 'till,opening,over-short'
	assert_equal "$(gl-report balances --format csv | sed -n 2,4p | cut -d, -f1 | paste -sd,)" 'till,opening,over-short'
	gl-command --lang es lote cerrar caja=90 diferencia=apuntar | gl-apply >/dev/null
	run bash -c "gl-command --lang es 'saldo' 'diferencias de caja' | gl-apply | jq -r .text"
	assert_output --partial 'diferencias de caja tiene'
	gl-verify --replay
}

@test "days are the guild's days" {
	gl-db init --guild 3000 --name Tokyo --owner 10 --timezone Asia/Tokyo >/dev/null
	gl-command --guild 3000 --at 2026-01-01T16:00:00Z move opening till 5 x | gl-apply >/dev/null
	assert_equal "$(csv activity --guild 3000 | tail -1 | cut -d, -f1)" 2026-01-02
	assert_equal "$(csv journal --guild 3000 --from 2026-01-02 --to 2026-01-03 | tail -n +2 | wc -l)" 2
}

@test "an unknown report, format, or filter that does not fit is 64 and says what there is" {
	run gl-report pickles
	assert_failure 64
	assert_output --partial 'trial-balance'
	run gl-report balances --format odt
	assert_failure 64
	run gl-report users --batch 1
	assert_failure 64
	assert_output --partial 'it takes'
	run gl-report --format csv
	assert_failure 64
	assert_output --partial 'gl-report alone lists them'
}

@test "an answer in Discord stays within 2,000 characters and one code block" {
	for n in $(seq 1 90); do say $((90100 + n)) 11 '!pay <@12> 0.01 ```memo'; done | tick >/dev/null
	say 95000 15 '!report journal' | tick | jq -r .text >"$BATS_TEST_TMPDIR/answer"
	[ "$(wc -m <"$BATS_TEST_TMPDIR/answer")" -le 2000 ]
	assert_equal "$(grep -c '```' "$BATS_TEST_TMPDIR/answer")" 2
	tail -1 "$BATS_TEST_TMPDIR/answer" | grep -q '… [0-9]* more, all of it is in the attached CSV$'
}

@test "a statement finds the accounts that the rules book to by their names of both languages" {
	for pair in till:caja opening:apertura over-short:sobrantes "over-short:diferencias de caja"; do
		run gl-report statement --account "${pair#*:}" --format csv
		assert_success
		assert_equal "$output" "$(gl-report statement --account "${pair%:*}" --format csv)"
	done
	run gl-report statement --account cuotas
	assert_failure
}

@test "a long table, whose rows wait in a temporary file for their widths, is the same where there can be none" {
	yes 'move opening till 1 "a memo of some words, so that many rows are many bytes"' | head -n 1200 | gl-command | gl-apply >/dev/null
	gl-command move opening till 123456.78 the widest comes last | gl-apply >/dev/null
	gl-report journal >"$BATS_TEST_TMPDIR/table"
	assert [ "$(wc -c <"$BATS_TEST_TMPDIR/table")" -gt 262144 ]
	assert_equal "$(tail -n +3 "$BATS_TEST_TMPDIR/table" | wc -l)" "$(csv journal | tail -n +2 | wc -l)"
	assert_equal "$(awk '{ print index($0, "PTS") }' "$BATS_TEST_TMPDIR/table" | sort -u | grep -vx 0)" "$(sed -n 3p "$BATS_TEST_TMPDIR/table" | awk '{ print index($0, "PTS") }')"
	TMPDIR=/nowhere gl-report journal | cmp - "$BATS_TEST_TMPDIR/table"
}
