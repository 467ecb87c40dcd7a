# Files that come with commands, in backups of the books: copied once, kept as long as a copy names them, brought back and checked.
load evidence

setup() { :; }
teardown() { live_end; }

# backed_up_books: two transactions with a file each, and a backup of them.
backed_up_books() {
	evidence_books
	export GL_NAME=test GL_BACKUPS="$BATS_TEST_TMPDIR/backups" GL_TICK=60
	file bill.png '{"text": "a bill"}'
	file photo.png '{"text": "a photo"}'
	attached 13 '!deposit <@12> 5 dues' bill.png
	attached 13 '!deposit <@11> 6 dues' photo.png
	kept_in >/dev/null
	BILL=$(sha_of 'a bill') PHOTO=$(sha_of 'a photo')
}
job() { "$PROJECT/jobs/$1" "${@:2}"; }
copy() { find "$GL_BACKUPS" -maxdepth 1 -type f -name 'test-*.db*' | LC_ALL=C sort | tail -1; }
# saved [PART]: the hashes of files in the backup.
saved() { find "$GL_BACKUPS/test-files/${1:-plain}" -type f -path '*/??/??/*' -printf '%f\n' | sort; }
both() { printf '%s\n' "$BILL" "$PHOTO" | sort; }
# as_if_earlier TIME: the newest copy, with its list, was made then.
as_if_earlier() {
	local copy list
	copy=$(basename "$(copy)")
	for list in "$GL_BACKUPS"/test-files/*/lists/"$copy.list"; do [ ! -e "$list" ] || mv "$list" "${list%/*}/test-$1.${copy#*.}.list"; done
	mv "$GL_BACKUPS/$copy" "$GL_BACKUPS/test-$1.${copy#*.}"
}
key_pair() {
	gl-db new-key "$BATS_TEST_TMPDIR/$1" >/dev/null
	chmod 600 "$BATS_TEST_TMPDIR/$1"
}
key_id() { find "$GL_BACKUPS/test-files" -mindepth 1 -maxdepth 1 ! -name plain -printf '%f\n'; }

@test "a backup has the files that the books name, each copied once; a restore brings back what is gone or wrong" {
	over_server && skip 'a copy is restored into a file'
	backed_up_books
	job backup
	assert_equal "$(saved)" "$(both)"
	assert_equal "$(stat -c %a "$GL_BACKUPS/test-files" "$GL_BACKUPS/test-files/plain/${BILL:0:2}/${BILL:2:2}/$BILL" | paste -sd' ')" '700 600'
	one=$GL_BACKUPS/test-files/plain/${BILL:0:2}/${BILL:2:2}/$BILL
	inode=$(stat -c %i "$one")
	touch -d yesterday "$one"
	as_if_earlier 20260101T000000Z
	job backup
	assert_equal "$(stat -c '%i %y' "$one" | cut -d' ' -f1,2)" "$inode $(date -d yesterday +%F)"
	rm -r "${GL_FILES:?}"
	run -0 job restore - --force "$(copy)"
	assert_output --partial '2 files, 2 of them brought back, 0 lacking'
	assert_equal "$(stored | xargs -n1 basename)" "$(both)"
	assert_equal "$(cat "$GL_FILES/${BILL:0:2}/${BILL:2:2}/$BILL")" 'a bill'
	printf 'A bill' >"$GL_FILES/${BILL:0:2}/${BILL:2:2}/$BILL"
	run -0 job restore - --force "$(copy)"
	assert_output --partial '2 files, 1 of them brought back, 0 lacking'
	run -0 gl-keep --check < <(gl-db files)
	sound
}

@test "where the copy is encrypted, so are its files, with the same key; only the secret key brings them back" {
	over_server && skip 'a copy is restored into a file'
	backed_up_books
	key_pair main
	GL_BACKUP_KEY="$BATS_TEST_TMPDIR/main.pub" job backup
	id=$(key_id)
	[[ $id =~ ^[0-9a-f]{16}$ ]]
	assert_equal "$(saved "$id")" "$(both)"
	refute [ -e "$GL_BACKUPS/test-files/plain" ]
	run grep -rl 'a bill\|a photo' "$GL_BACKUPS"
	assert_output ''
	inodes=$(find "$GL_BACKUPS/test-files/$id" -path '*/??/??/*' -printf '%i ')
	as_if_earlier 20260101T000000Z
	GL_BACKUP_KEY="$BATS_TEST_TMPDIR/main.pub" job backup
	assert_equal "$(find "$GL_BACKUPS/test-files/$id" -path '*/??/??/*' -printf '%i ')" "$inodes"
	rm -r "${GL_FILES:?}"
	run -65 gl-keep --restore "$GL_BACKUPS/test-files" < <(gl-db files)
	assert_line --partial "file $BILL of transaction 2 (guild 1000) is lacking: the backup has no plain copy of it; if it is encrypted, name the key with --key-file"
	run -65 gl-keep --restore "$GL_BACKUPS/test-files" --key-file "$BATS_TEST_TMPDIR/main.pub" < <(gl-db files)
	assert_line --partial 'makes copies and opens none'
	key_pair other
	run -65 gl-keep --restore "$GL_BACKUPS/test-files" --key-file "$BATS_TEST_TMPDIR/other" < <(gl-db files)
	assert_line --partial 'not for this key either'
	assert_equal "$(stored)" ''
	run -0 job restore - --force --key-file "$BATS_TEST_TMPDIR/main" "$(copy)"
	assert_output --partial '2 files, 2 of them brought back, 0 lacking'
	run -0 gl-keep --check < <(gl-db files)
	as_if_earlier 20260101T010000Z
	# another key: its copies do not lean on what the old one opens
	GL_BACKUP_KEY="$BATS_TEST_TMPDIR/other.pub" job backup
	assert_equal "$(key_id | wc -l)" 2
	for part in $(key_id); do assert_equal "$(saved "$part")" "$(both)"; done
}

@test "a file that was forgotten stays in backups as long as a copy that names it, and goes with the last of them" {
	backed_up_books
	job backup
	as_if_earlier 20260101T000000Z
	ask 13 '!withdraw <@12> 5' >/dev/null
	ask 12 '!unregister' >/dev/null
	assert_equal "$(ask 10 '!forget <@12>')" ok
	gl-apply </dev/null
	touch -d '11 minutes ago' $(stored)
	GL_BACKUPS_KEPT=2 job backup
	assert_equal "$(stored | xargs -n1 basename)" "$PHOTO"
	assert_equal "$(saved)" "$(both)"
	as_if_earlier 20260201T000000Z
	find "$GL_BACKUPS/test-files" -type f -exec touch -d '11 minutes ago' {} +
	GL_BACKUPS_KEPT=2 job backup # the first copy goes
	assert_equal "$(saved)" "$PHOTO"
	assert_equal "$(ls "$GL_BACKUPS/test-files/plain/lists" | wc -l)" 2
}

@test "nothing is pruned beside a list that is torn, nor what is young" {
	backed_up_books
	job backup
	list=$(find "$GL_BACKUPS/test-files/plain/lists" -type f)
	cp "$list" "$BATS_TEST_TMPDIR/list"
	run -0 gl-keep --prune "$GL_BACKUPS/test-files"
	assert_output '0 of 2 files removed'
	printf '{"type":"file-end","files":0}\n' >"$list"
	run -0 gl-keep --prune "$GL_BACKUPS/test-files"
	assert_output '0 of 2 files removed' # they are minutes old: their list may be being written
	find "$GL_BACKUPS/test-files" -type f -exec touch -d '11 minutes ago' {} +
	for torn in "$(head -n -1 "$BATS_TEST_TMPDIR/list")" "$(sed 1d "$BATS_TEST_TMPDIR/list")" 'nothing' ''; do
		printf '%s\n' "$torn" >"$list"
		run -65 gl-keep --prune "$GL_BACKUPS/test-files"
		assert_equal "$(saved)" "$(both)"
	done
	grep -v "$PHOTO" "$BATS_TEST_TMPDIR/list" | sed 's/"files":2/"files":1/' >"$list"
	run -0 gl-keep --prune "$GL_BACKUPS/test-files"
	assert_output '1 of 2 files removed'
	assert_equal "$(saved)" "$BILL"
}

@test "what a backup cannot have is named, with its transaction, and all else is copied; a cut copy is written anew" {
	backed_up_books
	rm "$GL_FILES/${BILL:0:2}/${BILL:2:2}/$BILL"
	run -0 job backup
	assert_output --partial "file $BILL of transaction 2 (guild 1000): it is missing, and no backup has it"
	assert_output --partial 'lacks them'
	assert_equal "$(saved)" "$PHOTO"
	one=$GL_BACKUPS/test-files/plain/${PHOTO:0:2}/${PHOTO:2:2}/$PHOTO
	printf 'a ph' >"$one"
	printf 'A photo' >"$GL_FILES/${PHOTO:0:2}/${PHOTO:2:2}/$PHOTO"
	as_if_earlier 20260101T000000Z
	run -0 job backup
	assert_output --partial "file $PHOTO of transaction 3 (guild 1000): it was changed, and is not copied"
	printf 'a photo' >"$GL_FILES/${PHOTO:0:2}/${PHOTO:2:2}/$PHOTO"
	as_if_earlier 20260101T010000Z
	job backup
	assert_equal "$(cat "$one")" 'a photo'
	# a torn list copies nothing and leaves no list
	run -65 gl-keep --backup "$GL_BACKUPS/test-files" --copy torn < <(gl-db files | head -n -1)
	refute [ -e "$GL_BACKUPS/test-files/plain/lists/torn.list" ]
}

@test "a restore brings no damaged file back, says which files lack, and restores the books and all others" {
	over_server && skip 'a copy is restored into a file'
	backed_up_books
	key_pair main
	GL_BACKUP_KEY="$BATS_TEST_TMPDIR/main.pub" job backup
	as_if_earlier 20260101T000000Z
	job backup
	rm -r "${GL_FILES:?}"
	id=$(key_id)
	plain=$GL_BACKUPS/test-files/plain/${BILL:0:2}/${BILL:2:2}/$BILL
	printf 'A bill' >"$plain"
	for damage in 'printf x | dd of=FILE bs=1 seek=160 conv=notrunc status=none' 'truncate -s -1 FILE' 'truncate -s 40 FILE' 'printf x >>FILE'; do
		cp "$GL_BACKUPS/test-files/$id/${BILL:0:2}/${BILL:2:2}/$BILL" "$BATS_TEST_TMPDIR/whole"
		eval "${damage//FILE/$GL_BACKUPS\/test-files\/$id\/${BILL:0:2}\/${BILL:2:2}\/$BILL}"
		run -65 job restore - --force --key-file "$BATS_TEST_TMPDIR/main" "$(find "$GL_BACKUPS" -maxdepth 1 -name '*.enc')"
		assert_output --partial "file $BILL of transaction 2 (guild 1000) is lacking: "
		assert_output --partial 'but not all files that they name are in'
		assert_equal "$(stored | xargs -n1 basename)" "$PHOTO"
		cp "$BATS_TEST_TMPDIR/whole" "$GL_BACKUPS/test-files/$id/${BILL:0:2}/${BILL:2:2}/$BILL"
	done
	# without a folder of files beside the copy, what lacks is said all the same
	mv "$GL_BACKUPS/test-files" "$BATS_TEST_TMPDIR/elsewhere"
	run -65 job restore - --force "$(find "$GL_BACKUPS" -maxdepth 1 -name '*.db')"
	assert_output --partial "file $BILL of transaction 2 (guild 1000) is missing"
	printf 'a bill' >"$BATS_TEST_TMPDIR/elsewhere/plain/${BILL:0:2}/${BILL:2:2}/$BILL"
	# a plain folder of files, such as GL_FILES of another machine, is a backup, too
	run -0 gl-keep --restore "$BATS_TEST_TMPDIR/elsewhere/plain" < <(gl-db files)
	assert_output '2 files, 1 of them brought back, 0 lacking'
}

@test "for a week after a restore the sweep spares what the restored books do not name yet" {
	over_server && skip 'a copy is restored into a file'
	backed_up_books
	job backup
	file later.png '{"text": "later"}'
	attached 13 '!deposit <@12> 7 dues' later.png
	kept_in >/dev/null
	find "$GL_FILES" -type f -exec touch -d '3 days ago' {} +
	cp "$(copy)" "$BATS_TEST_TMPDIR/first.db"
	as_if_earlier 20260101T000000Z
	job restore - --force "$(copy)" >/dev/null
	job backup
	assert_equal "$(stored | wc -l)" 3
	gl-db missing "$(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name 'books.db-*.kept')" | gl-apply >/dev/null
	run -0 gl-keep --check < <(gl-db files)
	assert_output '3 files, 0 of them wrong or missing'
	sqlite3 "$GL_DB" '.backup '"$BATS_TEST_TMPDIR/now.db"
	as_if_earlier 20260102T000000Z
	job restore - --force "$BATS_TEST_TMPDIR/first.db" >/dev/null 2>&1 || true
	touch -d '8 days ago' "$GL_STATE/restored.test"
	job backup
	assert_equal "$(stored | wc -l)" 2
}

@test "GL_BACKUPS_FILES=no copies no files; a guild without files has no folder for them" {
	backed_up_books
	GL_BACKUPS_FILES=no job backup
	refute [ -e "$GL_BACKUPS/test-files" ]
	run -78 env GL_BACKUPS_FILES=maybe "$PROJECT/jobs/backup"
	GL_FILES="$BATS_TEST_TMPDIR/none"
	as_if_earlier 20260101T000000Z
	job backup
	refute [ -e "$GL_BACKUPS/test-files" ]
}

@test "where the disk of the backups is full, the job says so and fails, and nothing that looks whole is left" {
	backed_up_books
	mkdir "$GL_BACKUPS"
	mount -t tmpfs -o size=4m none "$GL_BACKUPS" 2>/dev/null || skip 'no tmpfs can be mounted here (needs root)'
	code=0
	job backup 2>"$BATS_TEST_TMPDIR/said" || code=$?
	left=$(find "$GL_BACKUPS/test-files" -type f)
	made=$(copy)
	umount "$GL_BACKUPS"
	assert_equal "$code $left" '73 '
	[ -n "$made" ]
	grep -q 'files cannot be copied there (less than 64 MiB would stay free); make room and run again' "$BATS_TEST_TMPDIR/said"
	grep -q 'is made, but not all files of' "$BATS_TEST_TMPDIR/said"
}
