load helper

setup() { export LC_ALL=C.UTF-8; }

sample_books() {
	GL_DB=$(new_books books.db)
	export GL_DB
	gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
	gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply >/dev/null
}

# Names, memos and codes that mean something to one of the syntaxes; two currencies; a reversal; a difference found at a close;
# a second batch on the first one's day.
hostile_books() {
	working_books --timezone Europe/Madrid --name $'x"; include /etc/passwd\ny'
	{
		say 20 10 '!config currency.EUR 2'; say 21 10 '!config currency.1UP 0'; say 22 10 '!config currency.TRUE 9'; say 23 10 '!config currency.KWD 3'
		say 24 14 '!account open "a:b;c  d" expense'; say 25 14 '!account open "a b c d" asset'; say 26 14 '!account open 🎲 income'
		say 27 14 '!account open "12) 5" equity'; say 28 14 '!account open "%x -" liability'
		say 30 13 '!move till "a:b;c  d" 3.25 ]; date:2020-01-01, [=1999/01/01] id:: 1/0'
		say 31 13 '!deposit <@11> 5.00 EUR \" }} * "x" #tag ^link'; say 32 13 '!deposit <@12> 7 ; = 9 | (x)  ; y'
		say 33 13 '!deposit <@12> 0.000000001 TRUE 🎲 = €'; say 34 13 '!deposit <@12> 1.1250 KWD a\'
		say 35 13 $'!move 🎲 "12) 5" 1 line\nassert 1 == 2\n2020-01-01 open X'; say 36 13 '!move "12) 5" "%x -" 2 ; z'; say 38 13 '!move till "a b c d" 0.50 x'
		say 37 14 '!reverse 2 "wrong"; x'
		say 40 14 '!batch close till=95.00 difference=book'
		say 50 13 '!deposit <@12> 4.00 after the close'; say 51 14 '!batch close till=99.00'; say 99000 13 '!deposit <@12> 1.00 the next day'
		say 99001 11 '!pay <@12> 1 left open' $'na"me\\\n  ; type:X'
	} | tick >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(jq -r 'select(.status != "ok") | .text' "$BATS_TEST_TMPDIR/outcomes")" ''
}

# what each program says the accounts hold, as lines "ACCOUNT CODE AMOUNT", without zeros, sorted
sums() {
	/usr/bin/python3 - "$@" <<-'PYTHON'
		import csv, decimal, io, subprocess, sys
		program, file = sys.argv[1:]
		run = lambda *words: subprocess.run(words, check=True, capture_output=True, text=True).stdout
		found = {}
		def add(account, code, amount):
		    found[account, code] = found.get((account, code), 0) + decimal.Decimal(amount)
		if program == "ledger":
		    for line in run("ledger", "-f", file, "--pedantic", "register", "--format", "%(account)\t%(commodity(amount))\t%(quantity(amount))\n").splitlines():
		        account, code, amount = line.split("\t")
		        if code:
		            add(account, code.strip('"'), amount)
		elif program == "hledger":
		    run("hledger", "-f", file, "check", "--strict", "ordereddates")
		    for row in csv.DictReader(io.StringIO(run("hledger", "-f", file, "print", "-O", "csv"))):
		        add(row["account"], row["commodity"], row["amount"])
		else:
		    run("bean-check", file)
		    from beancount import loader # bean-query rounds what it shows
		    from beancount.core.data import Transaction
		    for entry in loader.load_file(file)[0]:
		        for posting in entry.postings if isinstance(entry, Transaction) else ():
		            add(posting.account, posting.units.currency.removeprefix("X-"), posting.units.number)
		for (account, code), amount in sorted(found.items()):
		    if amount:
		        print(account, code, "%.9f" % amount)
	PYTHON
}

# the same of gl-report balances: what is written is a side and a kind; the names are those of the export
ours() {
	local books=$GL_DB
	if over_server; then books=$(mktemp -u "$BATS_TEST_TMPDIR/XXXXXX.db"); env -u GL_GUILD gl-db copy "$GL_DB" "$books" >/dev/null; fi
	gl-report balances --format json "${@:2}" | BOOKS="$books" python3 -c '
import decimal, json, re, sqlite3, os, sys
roots = {"asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}
db = sqlite3.connect(os.environ["BOOKS"])
rows = db.execute("SELECT kind, owner_id, folded_name, account_id FROM accounts WHERE guild_id = ?", (int(sys.argv[1]),))
names = {}
for kind, owner, folded, number in rows:
    slug = re.sub("[^a-z0-9]+", "-", folded, flags=re.A).strip("-")
    names[str(number)] = roots[kind] + (":Members:%d" % owner if owner else ":%s-%d" % ((slug[:1].upper() + slug[1:]) or "Account", number))
lines = []
for row in json.load(sys.stdin):
    amount = decimal.Decimal(row["balance"]) * (1 if row["kind"] in ("asset", "expense") else -1)
    if amount:
        lines.append("%s %s %.9f" % (names[row["account_id"]], row["currency"], amount))
print("\n".join(sorted(lines, key=lambda line: line.split()[:2])))' "$1"
}

agree() { # FORMAT GUILD [FILTER...]
	gl-report journal --guild "$2" --format "$1" "${@:3}" >"$BATS_TEST_TMPDIR/$1"
	sums "$1" "$BATS_TEST_TMPDIR/$1" >"$BATS_TEST_TMPDIR/theirs"
	[ -s "$BATS_TEST_TMPDIR/theirs" ]
	diff "$BATS_TEST_TMPDIR/theirs" "$BATS_TEST_TMPDIR/ours"
}

@test "ledger, hledger and beancount accept the samples and arrive at the balances" {
	sample_books
	for guild in 1180000000000000001 1190000000000000001; do
		ours $guild --guild $guild >"$BATS_TEST_TMPDIR/ours"
		for format in ledger hledger beancount; do agree $format $guild; done
	done
}

@test "hostile names, memos and codes neither break an export nor get into it" {
	hostile_books
	ours 1000 >"$BATS_TEST_TMPDIR/ours"
	for format in ledger hledger beancount; do
		agree $format 1000
		run grep -Ec '^(include|assert|2020|1999)' "$BATS_TEST_TMPDIR/$format"
		assert_output 0
	done
	assert_equal "$(hledger -f "$BATS_TEST_TMPDIR/hledger" print date:2020 date:1999)" ''
	assert_equal "$(hledger -f "$BATS_TEST_TMPDIR/hledger" tags | paste -sd' ')" 'at author batch id name reverses seq state'
	assert_equal "$(ledger -f "$BATS_TEST_TMPDIR/ledger" tags | paste -sd' ')" 'at author batch id reverses seq'
}

@test "a part of the journal opens with what came before, and its assertions hold" {
	hostile_books
	ours 1000 >"$BATS_TEST_TMPDIR/ours"
	for format in ledger hledger beancount; do
		agree $format 1000 --from 2024-10-28T00:07:00
		grep -q 'opening balances' "$BATS_TEST_TMPDIR/$format"
		agree $format 1000 --batch 3
		gl-report journal --format $format --to 2024-10-28T00:07:20 --currency PTS >"$BATS_TEST_TMPDIR/part"
		sums $format "$BATS_TEST_TMPDIR/part" >/dev/null
	done
}

@test "each closed batch is asserted, and a wrong balance is refused" {
	hostile_books
	for format in ledger hledger beancount; do gl-report journal --format $format >"$BATS_TEST_TMPDIR/$format"; done
	for format in ledger hledger; do
		assert_equal "$(grep -c ' batch [0-9]* closed$' "$BATS_TEST_TMPDIR/$format")" 2
		sed '/batch 1 closed/,/^$/ s/Till-1  0.00 "PTS" = 95.00/Till-1  0.00 "PTS" = 95.01/' "$BATS_TEST_TMPDIR/$format" >"$BATS_TEST_TMPDIR/wrong"
		run sums $format "$BATS_TEST_TMPDIR/wrong"
		assert_failure
	done
	grep -q 'balance Assets:Till-1  99.00 ~ 0 PTS' "$BATS_TEST_TMPDIR/beancount"
	sed 's/Till-1  99.00 ~ 0 PTS/Till-1  99.01 ~ 0 PTS/' "$BATS_TEST_TMPDIR/beancount" >"$BATS_TEST_TMPDIR/wrong"
	run sums beancount "$BATS_TEST_TMPDIR/wrong"
	assert_failure
}

@test "an export takes only what leaves transactions whole" {
	working_books
	for words in '--account till' '--limit 1'; do
		run gl-report journal --format ledger $words
		assert_failure 64
		assert_output --partial 'from, to, batch, currency'
	done
	run gl-report balances --format beancount
	assert_failure 64
	run gl-report journal --format ofx
	assert_failure 64
}

@test "a statement as OFX is XML that libofx reads, one statement a currency, with the balance" {
	hostile_books
	gl-report statement --account @12 --format ofx >"$BATS_TEST_TMPDIR/statement.ofx"
	ofxdump "$BATS_TEST_TMPDIR/statement.ofx" >"$BATS_TEST_TMPDIR/dump" 2>&1
	assert_equal "$(python3 - "$BATS_TEST_TMPDIR/statement.ofx" <<-'PYTHON'
		import sys, xml.etree.ElementTree as tree
		root = tree.parse(sys.argv[1]).getroot()
		for s in root.iter("STMTRS"):
		    ids = [t.text for t in s.iter("FITID")]
		    assert len(ids) == len(set(ids))
		    total = sum(round(float(t.text) * 10**9) for t in s.iter("TRNAMT"))
		    assert total == round(float(s.find("LEDGERBAL/BALAMT").text) * 10**9)
		    print(s.find("CURDEF").text, s.find("BANKACCTFROM/ACCTID").text.split("-")[1], s.find("LEDGERBAL/BALAMT").text)
	PYTHON
	)" "$(printf '%s\n' 'KWD KWD 1.125' 'PTS PTS 13.00' 'XXX TRUE 0.000000001')"
	grep -q 'after the close' "$BATS_TEST_TMPDIR/dump"
}

@test "the exports of small books are the reviewed ones, byte for byte" {
	working_books --timezone Europe/Madrid
	{ say 20 11 '!pay <@12> 12.50 "lunch"; ñ'; say 21 14 '!reverse 2 wrong'; say 22 14 '!batch close till=99.50 difference=book'; say 99000 13 '!deposit <@12> 1 later'; } | tick >/dev/null
	for format in ledger hledger beancount; do
		gl-report journal --format $format | diff "$PROJECT/tests/golden/journal.$format" -
	done
	gl-report statement --account @11 --format ofx | diff "$PROJECT/tests/golden/statement.ofx" -
}
