# gl-db restore: the books of a copy in place of those that were there; what came after it comes back, and no command is answered twice.
load live

teardown() { live_end; }

REPLACED='how a copy takes the place of a file; on a server it goes into empty books (docs/postgres)'

job() { "$PROJECT/jobs/$1" "${@:2}"; }

# A Discord that forgets nonces at once, as it does within minutes: only a look tells what was sent.
forgetful_live() {
	live
	fake '{"op":"set","key":"nonce_window_s","value":0}' >/dev/null
}

# A guild at work on a fake Discord, and a copy of its books.
working_guild() {
	forgetful_live
	export GL_NAME=test GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	gl-command permit '<@&501>' teller | gl-apply >/dev/null
	write 11 '!balance' >/dev/null
	write 11 '!pay <@12> 10 before the copy' >/dev/null
	job tick
	job backup
	COPY=$(find "$GL_BACKUPS" -name 'test-*.db')
}

# Many at once are answered by digests; few one by one.
crowd() {
	local n
	for n in 1 2 3; do
		write 11 '!balance' >/dev/null
		write 12 "!pay <@11> 1.0$n number $n" >/dev/null
		write 11 '!pay <@12> 2 again' >/dev/null
	done
	write 13 '!deposit <@12> 5 cash' >/dev/null
}

# What is answered on Discord, counted: a digest answers one member per entry.
answered() { fake_look 'messages?channel=2000' | jq '[.[] | select(.author.id == "999") | .content | if startswith("**@") then [scan("(?:^|\n)\\*\\*@")] | length else 1 end] | add'; }
asked() { fake_look 'messages?channel=2000' | jq '[.[] | select(.author.id != "999" and (.content | startswith("!")))] | length'; }
all_answered_once() { # each command has its reply, or stands in a digest that replies to it or to a later one
	assert_equal "$(answered)" "$(asked)"
	assert_equal "$(gl-outbox --waiting)" 'nothing is waiting'
}

# The books without what tells of the restore itself: its marks, how often an answer was tried, what was counted while it was sent.
dump_but_marks() {
	local copy
	copy=$(mktemp "$BATS_TEST_TMPDIR/dumped.XXXX")
	sqlite3 "$1" ".backup $copy"
	sqlite3 "$copy" "DELETE FROM settings WHERE key LIKE 'restored%'; UPDATE outbox SET attempt = 0, uncertain = 0, not_before = NULL, digest = NULL; DELETE FROM counters;
		DELETE FROM cursors; DROP TRIGGER commands_never_change; UPDATE commands SET record = replace(record, ',\"late\":true', '')"
	sqlite3 "$copy" .dump
}

kept() { find "$BATS_TEST_TMPDIR" -name 'books.db-*Z.kept'; }

# restored COPY: as an operator does it, over what is there. On a server, as docs/postgres says, what was there is kept as a file, too.
restored() {
	if over_server; then
		keep_books "$BATS_TEST_TMPDIR/books.db-20270101T000000Z.kept"
		no_books
		gl-db restore --db "$BATS_TEST_TMPDIR/restored.db" "$1"
		env -u GL_GUILD gl-db copy "$BATS_TEST_TMPDIR/restored.db" "$GL_DB" >/dev/null
	else
		job restore - --force "$1"
	fi
}

# ticks [N]: until nothing waits.
ticks() { for _ in $(seq "${1:-3}"); do GL_TICK=20 job tick || return; done; }

@test "an older copy restored gives the same books again, and every command keeps its one answer, in digests, too" {
	working_guild
	write 12 '!balance' >/dev/null
	job tick
	crowd
	job tick
	assert [ "$(answers | grep -c '^\*\*@')" -ge 4 ]
	write 11 '!pay <@12> 3.50 alone' >/dev/null
	write 12 '!history' >/dev/null
	job tick
	all_answered_once
	before=$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')
	run restored "$COPY"
	assert_success
	over_server || assert_output --partial 'the books know more than the copy: 13 commands'
	ticks
	assert_equal "$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')" "$before"
	run diff <(dump_but_marks "$(kept)") <(dump_but_marks "$GL_DB")
	assert_output ''
	all_answered_once
	no_schema_errors
}

@test "what was not answered before the restore is answered once after it, and what comes later as ever" {
	working_guild
	crowd
	inbound >/dev/null
	restored "$COPY" >/dev/null
	write 12 '!balance' >/dev/null
	ticks
	all_answered_once
	crowd
	job tick
	all_answered_once
}

@test "some answered, some not: an answer in a digest is told from the same words that were never said" {
	working_guild
	write 11 '!balance' >/dev/null
	write 12 '!balance' >/dev/null
	write 11 '!balance' >/dev/null
	write 12 '!help' >/dev/null
	write 11 '!balance' >/dev/null
	job tick
	write 11 '!balance' >/dev/null
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	restored "$COPY" >/dev/null
	ticks
	all_answered_once
	assert_equal "$(answers | grep -c 'You have 90.00 PTS')" 6
}

@test "answers whose words change, because an operator's command is lost, are not given again" {
	working_guild
	gl-command deposit '<@11>' 50 lost | gl-apply >/dev/null
	crowd
	job tick
	write 11 '!pay <@12> 1 alone' >/dev/null
	job tick
	all_answered_once
	before=$(answers)
	restored "$COPY" >/dev/null
	ticks
	assert_equal "$(answers)" "$before"
	assert_equal "$(balance_of @ana)" "$(GL_DB=$(kept) balance_of @ana | awk '{ printf "%.2f", $1 - 50 }')"
	# and the lost one comes back when it is asked for
	run gl-db missing "$(kept)"
	assert_success
	assert_equal "$(jq -r '.source + " " + .verb' <<<"$output")" 'operator deposit'
	gl-apply <<<"$output" >/dev/null
	assert_equal "$(balance_of @ana)" "$(GL_DB=$(kept) balance_of @ana)"
	run gl-db missing "$(kept)"
	assert_output ''
}

@test "what was due or under way in the copy, and has been sent since, is not sent again" {
	forgetful_live
	export GL_NAME=test GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	crowd
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	gl-outbox >"$BATS_TEST_TMPDIR/under-way"
	printf 'a post\n' | gl-post --channel 2000 | gl-apply >/dev/null
	job backup
	gl-send <"$BATS_TEST_TMPDIR/under-way" | gl-apply >/dev/null
	job tick
	assert_equal "$(answers | grep -c 'a post')" 1
	before=$(answers)
	restored "$GL_BACKUPS"/test-*.db >/dev/null
	ticks
	assert_equal "$(answers)" "$before"
}

@test "an answer that was under way when a tick was killed after the restore is looked for among the new ones, too" {
	working_guild
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	restored "$COPY" >/dev/null
	inbound >/dev/null
	gl-outbox --lease 0 | gl-send >/dev/null # and its result is lost
	assert_equal "$(answered)" "$(asked)"
	gl-outbox --lease 0 | gl-send | gl-apply >/dev/null
	all_answered_once
}

@test "roles are desired state: after the restore Discord shows what the books say" {
	working_guild
	fake '[{"op":"role","guild":"1000","id":"601","name":"Red","position":1},{"op":"role","guild":"1000","id":"602","name":"Blue","position":1}]' >/dev/null
	sync_roster
	gl-command role group colours one '<@&601>' '<@&602>' | gl-apply >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/roles.db" >/dev/null
	write 11 '!role take <@&601>' >/dev/null
	job tick
	write 12 '!role take <@&602>' >/dev/null
	job tick
	write 11 '!role leave <@&601>' >/dev/null
	job tick
	all_answered_once
	assert_equal "$(worn 11) $(worn 12)" '[] ["602"]'
	before=$(answers)
	restored "$BATS_TEST_TMPDIR/roles.db" >/dev/null
	ticks
	sync_roster
	ticks 1
	assert_equal "$(worn 11) $(worn 12)" '[] ["602"]'
	assert_equal "$(answers)" "$before"
	query="SELECT user_id, role_id, wanted, granted FROM wanted_roles ORDER BY 1, 2"
	assert_equal "$(sqlite3 "$GL_DB" "$query")" "$(sqlite3 "$(kept)" "$query")"
}

@test "commands deleted on Discord meanwhile do not come back by themselves; gl-db missing has them, and they are not answered again" {
	working_guild
	gone=$(write 11 '!pay <@12> 7 deleted later')
	write 12 '!balance' >/dev/null
	job tick
	fake "{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$gone\"}" >/dev/null
	run restored "$COPY"
	assert_output --partial 'the ticks read again what was written from'
	assert_output --partial 'What was deleted there meanwhile'
	ticks
	assert_equal "$(balance_of @bob)" 10.00
	before=$(answers)
	run gl-db missing "$(kept)"
	assert_equal "$(jq -r .message_id <<<"$output")" "$gone"
	gl-apply <<<"$output" >/dev/null
	ticks 1
	assert_equal "$(balance_of @bob)" 17.00
	assert_equal "$(answers)" "$before"
}

@test "a batch's sheet and a data file that a command read again makes stand already, and are not sent again" {
	working_guild
	gl-command permit '<@&502>' treasurer | gl-apply >/dev/null
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	fake '{"op":"member","guild":"1000","id":"13","name":"carla","roles":["501","502"]}' >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/posts.db" >/dev/null
	write 13 '!batch close' >/dev/null
	write 11 '!mydata' >/dev/null
	write 11 '!report balances' >/dev/null
	job tick
	messages=$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')
	sent() { fake_look requests | jq '[.[] | select(.method == "POST" and (.path | test("messages$")))] | length'; }
	count=$(sent)
	restored "$BATS_TEST_TMPDIR/posts.db" >/dev/null
	ticks
	assert_equal "$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')" "$messages"
	assert_equal "$(sent)" "$count"
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT kind, COUNT(*) FROM outbox GROUP BY kind')" "$(sqlite3 "$(kept)" 'SELECT kind, COUNT(*) FROM outbox GROUP BY kind')"
	assert_regex "$(sqlite3 "$GL_DB" 'SELECT group_concat(DISTINCT kind) FROM outbox')" 'post'
}

@test "given to gl-apply before the first tick, the kept log brings back everything in its order: batches get the hashes that they had" {
	working_guild
	write 11 '!pay <@12> 7 first' >/dev/null
	job tick
	gl-command batch close | gl-apply >/dev/null
	gl-command deposit '<@12>' 20 raffle | gl-apply >/dev/null
	write 12 '!pay <@11> 3 second' >/dev/null
	job tick
	gl-command batch close | gl-apply >/dev/null
	before=$(answers)
	restored "$COPY" >/dev/null
	gl-db missing "$(kept)" | gl-apply >/dev/null
	ticks
	query="SELECT batch, state, transactions, hash FROM batches"
	assert_equal "$(sqlite3 "$GL_DB" "$query")" "$(sqlite3 "$(kept)" "$query")"
	query="SELECT * FROM entries"
	assert_equal "$(sqlite3 "$GL_DB" "$query")" "$(sqlite3 "$(kept)" "$query")"
	assert_equal "$(answers)" "$before"
	assert_equal "$(gl-outbox --waiting)" 'nothing is waiting'
}

@test "while a connection reads on and on, as Litestream's does, the log stays; a restore waits for it to be stopped" {
	of_files "$REPLACED"
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

@test "on an empty machine the books are there, and the ticks go on" {
	working_guild
	write 11 '!pay <@12> 4 after the copy' >/dev/null
	job tick
	if over_server; then
		run restored "$COPY"
	else
		rm -f "$GL_DB"*
		run job restore - "$COPY"
	fi
	rm -rf "$GL_STATE"
	assert_success
	refute_output --partial 'are kept as'
	ticks
	assert_equal "$(balance_of @bob)" 14.00
	all_answered_once
}

@test "gl-doctor says what is read again" {
	working_guild
	if over_server; then restored "$COPY" >/dev/null; else job restore - "$COPY" >/dev/null; fi
	run gl-doctor
	assert_output --partial 'the books were restored'
	run gl-doctor --lang es
	assert_output --partial 'los libros se restauraron'
}

@test "newer books are not overwritten without --force, and nothing changes" {
	of_files "$REPLACED"
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
	assert_equal "$(sqlite3 "$(kept)" .dump)" "$before"
}

@test "books that went another way than the copy are not overwritten without --force, even when they are shorter" {
	of_files "$REPLACED"
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
	of_files "$REPLACED"
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	gl-db init --guild 2000 --name Other --owner 20 >/dev/null
	run gl-db restore "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 73
	assert_output --partial 'guild 2000: the books have it and the copy does not'
}

@test "the same or older books are replaced without --force, and kept beside" {
	of_files "$REPLACED"
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
	of_files "$REPLACED"
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
	assert_output --partial 'another job of test is at work'
}

@test "books that another process writes right after the restore are the restored ones, with its log" {
	of_files "$REPLACED"
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	inode=$(stat -c %i "$GL_DB")
	gl-db restore "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(stat -c %i "$GL_DB")" "$inode" # a process that waited for the lock has this file open
	outcome status 7 11 '!pay <@12> 1' >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'PRAGMA integrity_check; PRAGMA journal_mode')" $'ok\nwal'
}

@test "damaged books are replaced with --force and kept as they are; so is what is no database" {
	of_files "$REPLACED"
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
	of_files "$REPLACED"
	working_books
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	sqlite3 "$BATS_TEST_TMPDIR/other.db" 'CREATE TABLE x(y)'
	run gl-db restore --force --db "$BATS_TEST_TMPDIR/other.db" "$BATS_TEST_TMPDIR/copy.db"
	assert_failure 65
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/other.db" .schema)" 'CREATE TABLE x(y);'
}

@test "a copy of an older schema is migrated on its way" {
	of_files "$REPLACED"
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
	of_files "$REPLACED"
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
	of_files "$REPLACED"
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
