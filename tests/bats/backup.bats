# Copies of the books: which stay, how they are encrypted, and what gl-db check finds in them.
load helper

bats_require_minimum_version 1.5.0
setup() { export GL_NAME=test GL_STATE="$BATS_TEST_TMPDIR/state" GL_BACKUPS="$BATS_TEST_TMPDIR/backups"; }

job() { "$PROJECT/jobs/$1" "${@:2}"; }

# rotated NEWEST HOURS DAYS WEEKS MONTHS <TIMES as 20240229T120000: those that stay, newest first.
rotated() {
	local names="$BATS_TEST_TMPDIR/names"
	sed 's/.*/test-&Z.db/' | LC_ALL=C sort -r >"$names"
	rotation test "$@" <"$names" | LC_ALL=C sort >"$names.gone"
	grep -vxFf "$names.gone" "$names" | sed 's/test-\(.*\)Z.db/\1/'
}
rotation() { bash -c 'set -euo pipefail; shopt -s extglob; . "$1"; rotate "${@:2}"' _ "$PROJECT/jobs/rotation.bash" "$@"; }

@test "of each hour, day, week and month the last copy stays" {
	run rotated 0 2 0 0 0 <<<$'20240301T101700\n20240301T111700\n20240301T113000\n20240301T121700'
	assert_output $'20240301T121700\n20240301T113000'
	run rotated 0 0 3 0 0 <<<$'20240228T231700\n20240229T001700\n20240229T235959\n20240301T000000'
	assert_output $'20240301T000000\n20240229T235959\n20240228T231700'
	run rotated 0 0 0 2 0 <<<$'20240225T235900\n20240226T000000\n20240303T235900\n20240304T000000' # a week begins on Monday: 26 February, 4 March
	assert_output $'20240304T000000\n20240303T235900'
	run rotated 0 0 0 0 3 <<<$'20231231T235959\n20240101T000000\n20240131T235900\n20240229T120000\n20240228T120000'
	assert_output $'20240229T120000\n20240131T235900\n20231231T235959'
}

@test "after a gap the older ones stay longer: periods without a copy do not count" {
	run rotated 0 0 3 0 0 <<<$'20200101T120000\n20220101T120000\n20240101T110000\n20240101T120000'
	assert_output $'20240101T120000\n20220101T120000\n20200101T120000'
}

@test "a year's end within a week, and the week of another year with the same number, are told apart" {
	run rotated 0 0 0 3 0 <<<$'20241229T120000\n20241230T120000\n20241231T120000\n20250101T120000\n20231231T120000'
	assert_output $'20250101T120000\n20241229T120000\n20231231T120000'
}

@test "a copy in encrypted form counts like a plain one; names that are no time, and others' files, are passed over" {
	run rotation test 1 0 0 0 0 <<<$'test-20240101T130000Z.db.enc\ntest-20240101T120000Z.db\ntest-20240230T120000Z.db\ntest-20230229T120000Z.db\ntest-20241301T120000Z.db\ntest-20240101T240000Z.db\ntest-00000101T000000Z.db\nother-20240101T110000Z.db\ntest-x-20240101T110000Z.db\ntest-20240101T110000Z.db.new\ntest-20240101T110000Z.db.kept\ntest-20240101T110000Z'
	assert_output 'test-20240101T120000Z.db'
}

@test "many invented histories rotate as an independent reckoning with Python's calendar says" {
	seed=${SEED:-$RANDOM}
	echo "seed $seed"
	python3 - "$seed" "$BATS_TEST_TMPDIR" <<'PYTHON'
import datetime, random, sys
rng, folder = random.Random(int(sys.argv[1])), sys.argv[2]
for case in range(40):
    end = datetime.datetime(rng.choice([2000, 2023, 2024, 2025, 2100]), rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23))
    step = rng.choice([600, 3600, 86400, 86400 * 5, 86400 * 20])
    times = sorted({end - datetime.timedelta(seconds=int(rng.expovariate(1 / step) + n * step * rng.choice([0, 1, 1, 3]))) for n in range(rng.randint(1, 120))}, reverse=True)
    newest, limits = rng.choice([0, 1, 5]), [rng.choice([0, 1, 3, 24]), rng.choice([0, 2, 14]), rng.choice([0, 1, 8]), rng.choice([0, 2, 12])]
    keys = [lambda t: (t.date(), t.hour), lambda t: t.date(), lambda t: t.isocalendar()[:2], lambda t: (t.year, t.month)]
    stay = set(times[:newest])
    for key, limit in zip(keys, limits):
        groups = {}
        for t in times:
            groups.setdefault(key(t), t)  # newest first: the last of its period
        stay |= set(list(groups.values())[:limit])
    with open("%s/case%d" % (folder, case), "w") as out:
        out.write("%d %s\n" % (newest, " ".join(map(str, limits))))
        out.writelines("%s %s\n" % ("stays" if t in stay else "goes", t.strftime("test-%Y%m%dT%H%M%SZ.db")) for t in times)
PYTHON
	gone=0
	for case in "$BATS_TEST_TMPDIR"/case*; do
		read -ra numbers <"$case"
		expected=$(sed -n 's/^goes //p' "$case")
		assert_equal "$(sed -n '2,$s/^[a-z]* //p' "$case" | rotation test "${numbers[@]}")" "$expected"
		[ -z "$expected" ] || gone=$((gone + 1))
	done
	assert [ $gone -gt 10 ]
}

@test "the job keeps 24 hours, 14 days, 8 weeks and 12 months by itself, and the new copy whatever the clock says" {
	working_books
	mkdir -p "$GL_BACKUPS"
	python3 - "$GL_BACKUPS" <<-'PYTHON' # in the future: the clock went back
		import datetime, sys
		end = datetime.datetime(2030, 6, 1, 12)
		for ago in [datetime.timedelta(hours=n) for n in range(31)] + [datetime.timedelta(days=n) for n in range(2, 500)]:
		    open((end - ago).strftime(sys.argv[1] + "/test-%Y%m%dT%H%M%SZ.db"), "w")
	PYTHON
	find "$GL_BACKUPS" -name 'test-20[23][089]*' -printf '%f\n' | sort -r >"$BATS_TEST_TMPDIR/before"
	expected=$(rotation test 1 24 14 8 12 <"$BATS_TEST_TMPDIR/before" | grep -vxFf - "$BATS_TEST_TMPDIR/before")
	touch "$GL_BACKUPS/test-20200101T000000Z.db.new" "$GL_BACKUPS/note.txt"
	mkdir "$GL_BACKUPS/test-20200101T000000Z.db"
	job backup
	assert_equal "$(find "$GL_BACKUPS" -name 'test-20[23][0-9]*' -newermt 2020-01-01 -type f -size +1k | wc -l)" 1 # the new one
	assert_equal "$(find "$GL_BACKUPS" -name 'test-20[23][089]*' -size 0 -printf '%f\n' | sort -r)" "$expected"
	assert [ "$(wc -l <<<"$expected")" -gt 45 ]
	assert [ ! -e "$GL_BACKUPS/test-20200101T000000Z.db.new" ]
	assert [ -d "$GL_BACKUPS/test-20200101T000000Z.db" ]
	assert [ -e "$GL_BACKUPS/note.txt" ]
}

@test "GL_BACKUPS_KEPT alone keeps its meaning and says what is better now; beside the others it adds to them" {
	working_books
	mkdir -p "$GL_BACKUPS"
	touch "$GL_BACKUPS/test-20200101T000000Z.db" "$GL_BACKUPS/test-20200102T000000Z.db" "$GL_BACKUPS/test-20200102T010000Z.db"
	GL_BACKUPS_KEPT=3 run job backup
	assert_success
	assert_output --partial 'set GL_BACKUPS_HOURLY'
	assert_equal "$(find "$GL_BACKUPS" -name 'test-2020*' -printf '%f\n' | sort | xargs)" 'test-20200102T000000Z.db test-20200102T010000Z.db'
	sleep 1
	GL_BACKUPS_KEPT=1 GL_BACKUPS_DAILY=2 GL_BACKUPS_HOURLY=0 GL_BACKUPS_WEEKLY=0 GL_BACKUPS_MONTHLY=0 run job backup
	assert_success
	assert_output ''
	assert_equal "$(find "$GL_BACKUPS" -name 'test-2020*' -printf '%f\n')" test-20200102T010000Z.db
	for wrong in x -1 1.5; do
		GL_BACKUPS_DAILY=$wrong run job backup
		assert_failure 78
	done
}

@test "a copy that cannot be made takes none away; a second run beside one leaves at once" {
	working_books
	mkdir -p "$GL_BACKUPS" "$GL_STATE"
	touch "$GL_BACKUPS/test-20200101T000000Z.db" "$GL_BACKUPS/test-20200102T000000Z.db"
	GL_BACKUPS_KEPT=1 GL_DB=/nowhere/books.db run job backup
	assert_failure 66
	exec 8>>"$GL_STATE/test.backup.lock"
	flock 8
	GL_BACKUPS_KEPT=1 run job backup
	exec 8>&-
	assert_failure 75
	assert_equal "$(find "$GL_BACKUPS" -name 'test-*' | wc -l)" 2
}

encrypted_copies() {
	working_books
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-db backup --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/by-secret.enc" >/dev/null
	gl-db backup --key-file "$BATS_TEST_TMPDIR/key.pub" "$BATS_TEST_TMPDIR/by-public.enc" >/dev/null
}

@test "an encrypted copy opens with its secret key, and is the books, byte for byte in a dump" {
	encrypted_copies
	before=$(everything)
	assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/key.pub" "$BATS_TEST_TMPDIR/by-secret.enc" | xargs)" '600 644 600'
	for copy in by-secret by-public; do
		assert_equal "$(strings "$BATS_TEST_TMPDIR/$copy.enc" | grep -cE 'SQLite format|CREATE TABLE|register')" 0
		run gl-db check --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/$copy.enc"
		assert_success
		assert_output --partial ', encrypted'
		gl-db restore --db "$BATS_TEST_TMPDIR/new.db" --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/$copy.enc" >/dev/null
		sqlite3 "$BATS_TEST_TMPDIR/new.db" "DELETE FROM settings WHERE key LIKE 'restored%'; UPDATE outbox SET uncertain = 0"
		assert_equal "$(dump_of "$BATS_TEST_TMPDIR/new.db")" "$before"
		rm "$BATS_TEST_TMPDIR/new.db"
	done
}

@test "a wrong key, a public key, no key, a key that others may read: each is named, and nothing is left" {
	encrypted_copies
	cd "$BATS_TEST_TMPDIR"
	gl-db new-key other >/dev/null
	run gl-db check --key-file other by-secret.enc
	assert_failure 77
	assert_output --partial 'another key opens it'
	run gl-db check --key-file key.pub by-public.enc
	assert_failure 77
	assert_output --partial 'makes copies and opens none'
	run gl-db check by-secret.enc
	assert_failure 64
	assert_output --partial '--key-file'
	run gl-db restore --db new.db --key-file other by-public.enc
	assert_failure 77
	assert_equal "$(find . -name 'new.db*' -o -name '.guildledger*')" ''
	chmod 640 key
	run gl-db check --key-file key by-secret.enc
	assert_failure 77
	assert_output --partial 'chmod 600'
	echo hello >rubbish
	run gl-db check --key-file rubbish by-secret.enc
	assert_failure 65
	run gl-db check --key-file none by-secret.enc
	assert_failure 66
	run gl-db new-key key
	assert_failure 73
	assert_output --partial 'takes its copies with it'
}

@test "any flipped bit of an encrypted copy is found, and any cut" {
	encrypted_copies
	cd "$BATS_TEST_TMPDIR"
	seed=${SEED:-$RANDOM}
	echo "seed $seed"
	size=$(stat -c %s by-public.enc)
	for copy in by-secret by-public; do
		for at in 0 9 20 30 40 50 60 80 100 140 151 152 65000 65705 "$((size - 1))" $(python3 -c "import random; r = random.Random($seed); print(*[r.randrange(8, $size) for _ in range(6)])"); do
			python3 -c "
import sys
data = bytearray(open('$copy.enc', 'rb').read()); data[$at] ^= 1 << ($at % 8); open('bad.enc', 'wb').write(data)"
			run gl-db check --key-file key bad.enc
			assert_failure 65
			[ "$at" = 0 ] || { [ $copy = by-secret ] && [ "$at" -ge 104 ] && [ "$at" -lt 152 ]; } || assert_output --partial 'is damaged'
		done
		for length in 0 7 8 100 151 152 1000 "$((size - 65553))" "$((size - 17))" "$((size - 1))"; do
			head -c "$length" $copy.enc >bad.enc
			run gl-db check --key-file key bad.enc
			assert_failure 65
			[ "$length" -lt 8 ] || assert_output --partial 'is cut short'
		done
		{ cat $copy.enc; echo; } >bad.enc
		run gl-db check --key-file key bad.enc
		assert_failure 65
		# pieces that change places are no whole, either
		{ head -c 152 $copy.enc; tail -c +$((152 + 65553 + 1)) $copy.enc | head -c 65553; tail -c +153 $copy.enc | head -c 65553; tail -c +$((152 + 2 * 65553 + 1)) $copy.enc; } >bad.enc
		assert_equal "$(stat -c %s bad.enc)" "$size"
		run gl-db check --key-file key bad.enc
		assert_failure 65
	done
}

@test "no plain copy reaches the backup disk, and none has a name while it holds anything, wherever a backup is killed" {
	working_books
	sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	mkdir -p "$GL_BACKUPS" "$BATS_TEST_TMPDIR/tmp"
	export TMPDIR="$BATS_TEST_TMPDIR/tmp"
	n=0 killed=1 kills=0
	while [ $killed = 1 ]; do
		n=$((n + 1 + n / 8)) killed=0
		rm -f "$GL_BACKUPS"/*
		strace -f -o /dev/null -e trace=write,pwrite64,rename,unlink,openat,fsync,fdatasync,ftruncate -e "inject=all:signal=KILL:when=$n" \
			gl-db backup --key-file "$BATS_TEST_TMPDIR/key.pub" "$GL_BACKUPS/copy.enc" >/dev/null 2>&1 || killed=1
		kills=$((kills + killed))
		assert_equal "$(find "$BATS_TEST_TMPDIR" -name '.guildledger-copy-*' -size +0)" ''
		assert_equal "$(cat "$GL_BACKUPS"/* 2>/dev/null | head -c 100000 | strings | grep -c 'SQLite format')" 0
		[ ! -e "$GL_BACKUPS/copy.enc" ] || gl-db check --key-file "$BATS_TEST_TMPDIR/key" "$GL_BACKUPS/copy.enc" >/dev/null
	done
	echo "killed at $kills places"
	assert [ $kills -gt 12 ]
	assert [ -e "$GL_BACKUPS/copy.enc" ]
}

@test "check tells what a copy holds, and finds what a database does not see: balances, sums, hashes" {
	working_books
	operator batch close till=uncounted >/dev/null
	outcome status 7 11 '!pay <@12> 5' >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	run gl-db check "$BATS_TEST_TMPDIR/copy.db"
	assert_success
	assert_output --partial 'batches       2, 1 of them closed; their hash chain holds'
	assert_output --partial 'transactions  2'
	assert_equal "$(find "$BATS_TEST_TMPDIR" -name 'copy.db-*')" '' # and leaves nothing beside it
	while IFS='|' read -r change finding; do
		cp "$BATS_TEST_TMPDIR/copy.db" "$BATS_TEST_TMPDIR/bad.db"
		sqlite3 "$BATS_TEST_TMPDIR/bad.db" "DROP TRIGGER entries_never_change; DROP TRIGGER batches_closed_never_change; $change; PRAGMA journal_mode = DELETE" >/dev/null
		run gl-db check "$BATS_TEST_TMPDIR/bad.db"
		assert_failure 65
		assert_output --partial "$finding"
		run gl-db restore --db "$BATS_TEST_TMPDIR/new.db" "$BATS_TEST_TMPDIR/bad.db"
		assert_failure 65
		assert [ ! -e "$BATS_TEST_TMPDIR/new.db" ]
	done <<-'END'
		UPDATE balances SET balance = balance + 1 WHERE account_id = 4|the balance of account 4
		UPDATE entries SET amount = amount + 1 WHERE transaction_id = 2 AND entry = 1|transaction 2 does not balance
		UPDATE entries SET amount = -amount WHERE transaction_id = 1; UPDATE balances SET balance = COALESCE((SELECT SUM(amount) FROM entries e WHERE e.account_id = balances.account_id), 0)|the hash of batch 1
		UPDATE batches SET previous_hash = replace(previous_hash, 'a', 'b') WHERE batch = 2|batch 2 names another hash
	END
	head -c 100000 "$BATS_TEST_TMPDIR/copy.db" >"$BATS_TEST_TMPDIR/bad.db"
	run gl-db check "$BATS_TEST_TMPDIR/bad.db"
	assert_failure 65
	sqlite3 "$BATS_TEST_TMPDIR/other.db" 'CREATE TABLE x(y)'
	run gl-db check "$BATS_TEST_TMPDIR/other.db"
	assert_failure 65
	assert_output --partial 'not of guildledger'
	run gl-db check "$BATS_TEST_TMPDIR/none.db"
	assert_failure 66
	sqlite3 "$BATS_TEST_TMPDIR/copy.db" 'PRAGMA user_version = 99; PRAGMA journal_mode = DELETE' >/dev/null
	run gl-db check "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 78
}

@test "encrypted backups while records are applied are each sound, and of one moment" {
	working_books
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	for n in 1 2 3 4; do
		for m in 1 2 3; do gl-command deposit '<@11>' 1 "more $n $m" | gl-apply >/dev/null; done &
		gl-db backup --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/copy$n.enc" >/dev/null
		wait $!
		run gl-db check --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/copy$n.enc"
		assert_success
	done
}

# Books that were much larger once: what was deleted is in their free pages, as an SQLite without secure_delete leaves it.
shrunken_books() { # MEGABYTES
	working_books
	sqlite3 "$GL_DB" "PRAGMA secure_delete = OFF; CREATE TABLE scratch (text); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1 * 100)
		INSERT INTO scratch SELECT 'a forgotten name ' || hex(zeroblob(5000)) FROM n; DROP TABLE scratch; PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
}

@test "a copy holds the content and none of the free pages: it is small, and what was deleted is not in it" {
	of_files 'pages of a file'
	shrunken_books 20
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	assert [ "$(stat -c %s "$GL_DB")" -gt 20000000 ]
	grep -qa 'a forgotten name' "$GL_DB"
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	gl-db backup --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/copy.enc" >/dev/null
	assert [ "$(stat -c %s "$BATS_TEST_TMPDIR/copy.db")" -lt 2000000 ]
	assert [ "$(stat -c %s "$BATS_TEST_TMPDIR/copy.enc")" -lt 2000000 ]
	for copy in "$BATS_TEST_TMPDIR/copy.db" "$BATS_TEST_TMPDIR/copy.enc"; do
		rm -f "$BATS_TEST_TMPDIR"/new.db*
		gl-db restore --db "$BATS_TEST_TMPDIR/new.db" --key-file "$BATS_TEST_TMPDIR/key" "$copy" >/dev/null
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/new.db" 'PRAGMA journal_mode')" wal
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/new.db" 'PRAGMA freelist_count')" 0
		run grep -qa 'a forgotten name' "$BATS_TEST_TMPDIR/new.db" "$BATS_TEST_TMPDIR/copy.db"
		assert_failure 1
		GL_DB="$BATS_TEST_TMPDIR/new.db" run gl-verify --replay
		assert_success
	done
}

@test "while a copy is made others write, and none of it is in the copy" {
	of_files 'pages of a file'
	command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'
	working_books
	sqlite3 "$GL_DB" "CREATE TABLE scratch (text); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO scratch SELECT hex(zeroblob(5000)) FROM n"
	before=$(everything)
	strace -qq -o "$BATS_TEST_TMPDIR/calls" -e trace=pwrite64 -e inject=pwrite64:signal=STOP:when=200 gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null 3>&- &
	local run=$!
	stopped() { grep -q 'stopped by SIGSTOP' "$BATS_TEST_TMPDIR/calls"; } # /proc says it of each call that strace looks at
	until_true 60 stopped # in the middle of the copy
	backup=$(pgrep -P $run)
	assert [ -s "$BATS_TEST_TMPDIR/copy.db.new" ]
	assert_equal "$(outcome status 7 11 '!pay <@12> 5')" ok
	kill -CONT "$backup"
	wait $run
	assert_equal "$(dump_of "$BATS_TEST_TMPDIR/copy.db")" "$before"
	assert_equal "$(balance_of @bob)" 5.00
	assert_equal "$(GL_DB="$BATS_TEST_TMPDIR/copy.db" balance_of @bob)" 0.00
}

@test "a full disk stops a backup, plain or encrypted, and leaves nothing of it" {
	working_books
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	disk="$BATS_TEST_TMPDIR/disk"
	mkdir "$disk"
	mount -t tmpfs -o size=100k none "$disk" 2>/dev/null || skip 'no tmpfs can be mounted here (needs root)'
	code=0 sealed=0
	gl-db backup "$disk/copy.db" 2>"$BATS_TEST_TMPDIR/said" || code=$?
	gl-db backup --key-file "$BATS_TEST_TMPDIR/key" "$disk/copy.enc" 2>>"$BATS_TEST_TMPDIR/said" || sealed=$?
	left=$(find "$disk" -type f)
	umount "$disk"
	assert_equal "$(grep -c 'the disk has 0.1 MB free, and a copy of .* needs [0-9.]* MB there; nothing was written' "$BATS_TEST_TMPDIR/said")" 2
	assert_equal "$code $sealed" '73 73'
	assert_equal "$left" ''
}

@test "the metrics count encrypted copies, too" {
	working_books
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	GL_BACKUP_KEY="$BATS_TEST_TMPDIR/key.pub" job backup
	run gl-metrics
	assert_line --regexp '^guildledger_backups\{config="test"\} 1$'
	assert_line "guildledger_backup_size_bytes{config=\"test\"} $(stat -c %s "$GL_BACKUPS"/test-*.db.enc)"
}

@test "a copy whose schema was changed so that words are missing is looked at to its end, and none of it ends gl-db" {
	of_files "a copy is a file"
	working_books
	say 1 11 '!pay <@12> 1 memo' | tick >/dev/null
	say 2 10 '!batch close difference=book' | tick >/dev/null
	for column in entries.currency transactions.verb batches.previous_hash guilds.name; do
		copy=$BATS_TEST_TMPDIR/$column.db
		gl-db backup "$copy" >/dev/null
		python3 - "$copy" "${column%.*}" "${column#*.}" <<-'PYTHON'
			import re, sqlite3, sys
			path, table, column = sys.argv[1:]
			db = sqlite3.connect(path, isolation_level=None)
			for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
			    db.execute("DROP TRIGGER %s" % name)
			db.execute("PRAGMA writable_schema = ON")
			(sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
			sql = re.sub(r"\b%s TEXT NOT NULL" % column, column + " TEXT", sql)
			db.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, table))
			db.close()
			sqlite3.connect(path, isolation_level=None).execute("UPDATE %s SET %s = NULL" % (table, column))
		PYTHON
		run gl-db check "$copy"
		assert [ "$status" = 65 ] || { [ "$column" = guilds.name ] && [ "$status" = 0 ]; }
	done
}
