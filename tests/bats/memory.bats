# A report's memory is that of its result, not of the books: four times the books, the same peak. bench/run measures 1,000,000.
load helper

setup_file() {
	export BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
	working_books
	if over_server; then keep_books "$BATS_FILE_TMPDIR/books.db"; fi
	python3 - "$BATS_FILE_TMPDIR" <<-'PYTHON'
		import shutil, sqlite3, sys
		for name, count in (("small", 40000), ("big", 160000)):
		    path = "%s/%s.db" % (sys.argv[1], name)
		    with sqlite3.connect(sys.argv[1] + "/books.db") as source, sqlite3.connect(path) as copy:
		        source.backup(copy)
		    db = sqlite3.connect(path)
		    first, seq = (db.execute("SELECT MAX(%s) FROM %s" % c).fetchone()[0] for c in (("transaction_id", "transactions"), ("seq", "commands")))
		    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO " % count
		    db.execute(numbers + "transactions SELECT 1000, i + %d, 1, 1730070400000 + i, 'pay', i + %d, 11, NULL, 'filling ' || i, NULL, NULL FROM n" % (first, seq))
		    db.execute(numbers + "commands SELECT 1000, i + %d, 1000000000000000000 + i, 1730070400000 + i, 11, 'pay', 'ok', NULL, i + %d, 1, NULL, '{}', 2 FROM n" % (seq, first))
		    db.execute(numbers + "entries SELECT 1000, i + %d, side + 1, CASE WHEN (i + side) %% 2 THEN 4 ELSE 1 END, 'PTS', 100 - 200 * side FROM n, (SELECT 0 AS side UNION ALL SELECT 1)" % first)
		    db.commit()
	PYTHON
	local name
	for name in small big; do
		if over_server; then
			new_books $name >"$BATS_FILE_TMPDIR/$name"
			env -u GL_GUILD gl-db copy "$BATS_FILE_TMPDIR/$name.db" "$(cat "$BATS_FILE_TMPDIR/$name")" >/dev/null
		else
			echo "$BATS_FILE_TMPDIR/$name.db" >"$BATS_FILE_TMPDIR/$name"
		fi
	done
}

# same WORDS...: the greatest resident size of gl-report WORDS on both books; at most a tenth apart.
same() {
	local name kilobytes=() tool=gl-report
	if [ "$1" = follow ]; then tool=gl-follow && shift; fi
	export ASAN_OPTIONS=$ASAN_OPTIONS:quarantine_size_mb=0:thread_local_quarantine_size_kb=0 # the sanitizer would keep all that was freed
	for name in small big; do
		/usr/bin/time -f %M -o "$BATS_FILE_TMPDIR/peak" timeout 60 "$tool" "$@" --db "$(cat "$BATS_FILE_TMPDIR/$name")" >/dev/null
		kilobytes+=("$(cat "$BATS_FILE_TMPDIR/peak")")
	done
	echo "$*: ${kilobytes[0]} KB, and ${kilobytes[1]} KB on four times the books"
	[ $((kilobytes[1] * 10)) -le $((kilobytes[0] * 11)) ]
}

@test "the journal in every format" {
	for format in table csv json ndjson markdown list ledger hledger beancount; do same journal --format $format; done
}

@test "a statement, also as OFX and as a chart" {
	same statement --account till
	same statement --account till --format ofx
}

@test "the log, and an export of a part, which sums what came before" {
	same log --format csv
	same journal --format hledger --from 2024-10-28T12:00
}

@test "charts and sums by day, hour and batch" {
	for report in activity hours flows balances-over-time batch-totals; do same $report --format gnuplot; done
	same activity
	same batch --batch 1
	same users
	same income
	same balances --at 2030-01-01
	same trial-balance --at 2030-01-01
}

@test "the events of the whole log, in a time that grows as they do" {
	same follow
}
