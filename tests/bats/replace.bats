# gl-db restore: how a copy takes the place of books in a file: when it does, when it refuses, and whatever stops it in between.
load restoring

setup() { of_files "on a server a copy goes into empty books (docs/postgres)"; }
teardown() { live_end; }

@test "while a connection reads on and on, as Litestream's does, the log stays; a restore waits for it to be stopped" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	mkfifo "$BATS_TEST_TMPDIR/sql"
	sqlite3 "$GL_DB" <"$BATS_TEST_TMPDIR/sql" >"$BATS_TEST_TMPDIR/read" 3>&- &
	exec 8>"$BATS_TEST_TMPDIR/sql"
	echo 'BEGIN; SELECT COUNT(*) FROM commands;' >&8
	until [ -s "$BATS_TEST_TMPDIR/read" ]; do sleep 0.05; done
	outcome status 7 11 '!pay <@12> 1' >/dev/null
	gl-report balances >/dev/null
	assert [ -s "$GL_DB-wal" ]
	run gl-db restore --force "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 75
	exec 8>&-
	wait $!
	gl-db restore --force "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert [ ! -s "$GL_DB-wal" ]
}

@test "newer books are not overwritten without --force, and nothing changes" {
	working_guild
	write 11 '!pay <@12> 4 after the copy' >/dev/null
	job tick
	before=$(everything)
	run job restore - "$COPY"
	assert_failure 73
	assert_output --partial 'know more than the copy: 1 command,'
	assert_equal "$(everything)" "$before"
	assert_equal "$(kept)$(find "$BATS_TEST_TMPDIR" -name '*restoring*')" ''
	job restore - --force "$COPY" >/dev/null
	assert_equal "$(dump_of "$(kept)")" "$before"
}

@test "books that went another way than the copy are not overwritten without --force, even when they are shorter" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	rm -f "$GL_DB"*
	working_books
	outcome status 7 11 '!pay <@12> 1' >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/longer.db" >/dev/null
	rm -f "$GL_DB"*
	working_books
	run gl-db restore "$BATS_TEST_TMPDIR/longer.db"
	assert_success
	rm -f "$GL_DB"* && init_books
	operator register '<@11>' >/dev/null
	run gl-db restore "$BATS_TEST_TMPDIR/longer.db"
	assert_failure 73
	assert_output --partial 'went different ways'
}

@test "a guild that only the books have is not lost without --force" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	gl-db init --guild 2000 --name Other --owner 20 >/dev/null
	run gl-db restore "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 73
	assert_output --partial 'guild 2000: the books have it and the copy does not'
}

@test "the same or older books are replaced without --force, and kept beside" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/older.db" >/dev/null
	outcome status 7 11 '!pay <@12> 1' >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	run gl-db restore "$BATS_TEST_TMPDIR/copy.db"
	assert_success
	rm "$(kept)"
	gl-db restore --force "$BATS_TEST_TMPDIR/older.db" >/dev/null
	rm "$(kept)"
	run gl-db restore "$BATS_TEST_TMPDIR/copy.db"
	assert_success
	assert_equal "$(sqlite3 "$(kept)" 'SELECT MAX(seq) FROM commands')" 7
	assert_equal "$(balance_of @bob)" 1.00
}

@test "refused while another process has the books open, or a job is at work" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	before=$(everything)
	mkfifo "$BATS_TEST_TMPDIR/in"
	exec 8<>"$BATS_TEST_TMPDIR/in"
	gl-apply <"$BATS_TEST_TMPDIR/in" >/dev/null 3>&- 8>&- &
	until [ -e "/proc/$!/fd" ] && find "/proc/$!/fd" -lname "*$(basename "$GL_DB")*" | grep -q .; do sleep 0.05; done
	sleep 0.5
	run gl-db restore "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 75
	assert_output --partial 'another process has the books open'
	exec 8>&-
	wait $!
	assert_equal "$(everything)" "$before"
	export GL_STATE="$BATS_TEST_TMPDIR/state" GL_NAME=test
	mkdir -p "$GL_STATE"
	exec 8>"$GL_STATE/test.lock"
	flock 8
	sed 's/lock 15/lock 1/' "$PROJECT/jobs/restore" >"$BATS_TEST_TMPDIR/restore"
	cp "$PROJECT/jobs/common.bash" "$BATS_TEST_TMPDIR"
	GL_BIN=$(dirname "$(command -v gl-db)") run bash "$BATS_TEST_TMPDIR/restore" - "$BATS_TEST_TMPDIR/copy.db"
	exec 8>&-
	assert_failure 75
	assert_output --partial 'another job of test is running'
}

@test "books that another process writes right after the restore are the restored ones, with its log" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	inode=$(stat -c %i "$GL_DB")
	gl-db restore "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(stat -c %i "$GL_DB")" "$inode" # a process that waited for the lock has this file open
	outcome status 7 11 '!pay <@12> 1' >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'PRAGMA integrity_check; PRAGMA journal_mode')" $'ok\nwal'
}

@test "damaged books are replaced with --force and kept as they are; so is what is no database" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	for damage in 'conv=notrunc seek=5 count=2' 'seek=9 count=0' 'conv=notrunc seek=0 count=1'; do
		# shellcheck disable=SC2086
		dd if=/dev/urandom of="$GL_DB" bs=4096 $damage 2>/dev/null
		rm -f "$GL_DB"-*.kept*
		cp "$GL_DB" "$BATS_TEST_TMPDIR/as-it-was"
		run gl-db restore "$BATS_TEST_TMPDIR/copy.db"
		assert_failure 73
		assert_output --partial damaged
		run gl-db restore --force "$BATS_TEST_TMPDIR/copy.db"
		assert_success
		cmp "$(kept)" "$BATS_TEST_TMPDIR/as-it-was"
		assert_equal "$(balance_of @ana)" 100.00
		assert_equal "$(sqlite3 "$GL_DB" 'PRAGMA integrity_check')" ok
	done
}

@test "another's database is never replaced" {
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	sqlite3 "$BATS_TEST_TMPDIR/other.db" 'CREATE TABLE x(y)'
	run gl-db restore --force --db "$BATS_TEST_TMPDIR/other.db" "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 65
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/other.db" .schema)" 'CREATE TABLE x(y);'
}

@test "a copy of an older schema is migrated on its way" {
	working_books
	sqlite3 "$BATS_TEST_TMPDIR/old.db" <"$PROJECT/sql/sqlite/0001-books.sql"
	sqlite3 "$BATS_TEST_TMPDIR/old.db" "PRAGMA application_id = $(sqlite3 "$GL_DB" 'PRAGMA application_id'); PRAGMA user_version = 1;
		INSERT INTO guilds VALUES (1000, 'Old', 10, 'en', 'UTC', 'PTS', 0, 5); INSERT INTO currencies VALUES (1000, 'PTS', 2)"
	run gl-db check "$BATS_TEST_TMPDIR/old.db"
	assert_success
	assert_output --partial 'restoring migrates it'
	run gl-db restore --force "$BATS_TEST_TMPDIR/old.db"
	assert_success
	run gl-db info
	assert_output --partial 'guild 1000  Old'
}

@test "a killed restore leaves the old books or the new ones, whole, at whatever write it is killed" {
	working_books
	export GL_LOG=error
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	outcome status 7 11 '!pay <@12> 1' >/dev/null
	sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	cp "$GL_DB" "$BATS_TEST_TMPDIR/old.db"
	old=0 new=0 n=0 killed=1
	while [ $killed = 1 ]; do
		n=$((n + 1 + n / 6)) killed=0
		rm -f "$GL_DB"*
		cp "$BATS_TEST_TMPDIR/old.db" "$GL_DB"
		strace -f -o /dev/null -e trace=write,pwrite64,rename,unlink,fsync,fdatasync,ftruncate -e "inject=all:signal=KILL:when=$n" \
			gl-db restore --force "$BATS_TEST_TMPDIR/copy.db" >/dev/null 2>&1 || killed=1
		assert_equal "$(sqlite3 "$GL_DB" 'PRAGMA integrity_check')" ok
		case $(balance_of @bob) in
		1.00) old=$((old + 1)) ;;
		0.00) new=$((new + 1)) ;;
		*) false ;;
		esac
		[ ! -e "$(kept)" ] || assert_equal "$(sqlite3 "$(kept)" 'PRAGMA integrity_check')" ok
	done
	echo "killed at up to write $n: $old times the old books, $new times the new ones"
	assert [ $old -gt 5 ]
	assert [ $new -ge 1 ]
	# and the next run clears up
	gl-db restore --force "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(find "$BATS_TEST_TMPDIR" -name '*restoring*' -o -name '*.new')" ''
}

@test "a full disk stops a restore, and the books stay" {
	working_books
	disk="$BATS_TEST_TMPDIR/disk"
	mkdir "$disk"
	mount -t tmpfs -o size=4m none "$disk" 2>/dev/null || skip 'no tmpfs can be mounted here (needs root)'
	cp "$GL_DB" "$disk/books.db"
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	outcomes=
	for room in 40 120 200 300 420 560 900 1400 2000; do # KiB left: for nothing; for the copy; for the kept books, too; for the log, too
		rm -f "$disk"/books.db* "$disk/ballast"
		cp "$GL_DB" "$disk/books.db"
		head -c $((1024 * (4096 - room) - $(stat -c %s "$disk/books.db"))) /dev/zero >"$disk/ballast"
		code=0
		gl-db restore --db "$disk/books.db" "$BATS_TEST_TMPDIR/copy.db" >/dev/null 2>&1 || code=$?
		outcomes+=" $code"
		rm -f "$disk/ballast"
		integrity=$(sqlite3 "$disk/books.db" 'PRAGMA integrity_check')
		leftovers=$(find "$disk" -name '*restoring*' -o -name '*.new*')
		[ "$integrity" = ok ] && [ -z "$leftovers" ] || { umount "$disk"; echo "$room KiB: $integrity $leftovers"; false; }
	done
	umount "$disk"
	echo "exit codes:$outcomes"
	assert_regex "$outcomes" '^ 73( 73| 74)+( 0)+$'
}
