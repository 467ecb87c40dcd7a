# The files that are kept, held against the books: checked, swept, forgotten.
load evidence

setup() { :; }
teardown() { live_end; }

@test "forget removes the files of their transactions, and keeps the hash; a file that another names stays" {
	evidence_books
	file mine.png '{"text": "mine"}'
	file ours.png '{"text": "ours"}'
	attached 13 '!deposit <@12> 5 dues' mine.png ours.png
	attached 13 '!deposit <@11> 5 dues' ours.png
	kept_in >/dev/null
	ask 13 '!withdraw <@12> 5' >/dev/null
	ask 12 '!unregister' >/dev/null
	gl-db files | gl-keep --check
	assert_equal "$(ask 10 '!forget <@12>')" ok
	gl-apply </dev/null
	before=$(rows)
	run -0 gl-keep --sweep < <(gl-db files) # sent again, it could be on its way to the books
	assert_output '0 of 2 files removed'
	touch -d '11 minutes ago' $(stored)
	run -0 gl-keep --sweep < <(gl-db files)
	assert_output '1 of 2 files removed'
	assert_equal "$(stored | xargs -n1 basename)" "$(sha_of ours)"
	assert_equal "$(rows)" "$before"
	run -0 gl-keep --check < <(gl-db files)
	assert_output '1 files, 0 of them wrong or missing'
	sound
	# they come back: what comes from now on is kept
	ask 12 '!register' >/dev/null
	attached 13 '!deposit <@12> 5 dues' mine.png
	kept_in >/dev/null
	gl-db files | gl-keep --sweep --age 0
	assert_equal "$(stored | wc -l)" 2
}

@test "the check finds a file that is missing, cut, changed or a link; the sweep trusts no torn list, and spares what is young" {
	evidence_books
	for i in 1 2 3 4; do file $i.png "{\"text\": \"file $i\"}"; done
	attached 13 '!deposit <@12> 5 dues' 1.png 2.png 3.png 4.png
	kept_in >/dev/null
	path() { stored | grep "$(sha_of "file $1")"; }
	one=$(path 1) four=$(path 4)
	assert_equal "$(gl-doctor | grep '^ok  *files ' | tr -s ' ')" 'ok files the files on transactions are there: 4'
	rm "$one"
	printf 'fil' >"$(path 2)"
	printf 'File 3' >"$(path 3)"
	ln -sf /etc/passwd "$four"
	run -65 gl-keep --check < <(gl-db files)
	assert_line --partial "$(sha_of 'file 1') of transaction 2 (guild 1000) is missing"
	assert_line --partial "$(sha_of 'file 2') of transaction 2 (guild 1000) has another size"
	assert_line --partial "$(sha_of 'file 3') of transaction 2 (guild 1000) was changed"
	assert_line --partial "$(sha_of 'file 4') of transaction 2 (guild 1000) cannot be read"
	assert_line '4 files, 4 of them wrong or missing'
	run gl-doctor
	assert_equal "$(tr -s ' \n' ' ' <<<"$output" | grep -o 'BROKEN files .* such as on transaction 2 of guild 1000 fix:')" \
		'BROKEN files missing or cut: 3 of 4 files on transactions, such as on transaction 2 of guild 1000 fix:'
	# an orphan: kept for a command that was refused
	rm "$four"
	file orphan.png '{"text": "orphan"}'
	attached 11 '!pay <@12> 1000000' orphan.png
	kept_in >/dev/null
	assert_equal "$(path 2 | wc -l)" 1
	orphan=$(stored | grep "$(sha_of orphan)")
	for list in "$(gl-db files | head -n -1)" "$(gl-db files | sed 1d)" 'nothing' ''; do
		run -65 gl-keep --sweep --age 0 <<<"$list"
		assert [ -e "$orphan" ]
	done
	gl-db files | gl-keep --sweep
	assert [ -e "$orphan" ]
	touch -d '25 hours ago' "$orphan"
	run -0 gl-keep --sweep < <(gl-db files)
	assert_output '1 of 3 files removed'
	refute [ -e "$orphan" ]
}

@test "what a run that was killed had not finished is swept; nothing else with a name like it" {
	evidence_books
	file a.png '{"text": "x"}'
	attached 13 '!deposit <@12> 5 dues' a.png
	kept_in >/dev/null
	inner=$(dirname "$(stored)")
	touch "$inner/.$(sha_of y).4711" "$inner/.$(sha_of y).x" "$inner/.$(sha_of y)" "$inner/.notes"
	run -0 gl-keep --sweep < <(gl-db files)
	assert_output '0 of 1 files removed'
	assert_equal "$(ls -A "$inner" | sort)" "$(printf '%s\n' ".$(sha_of y).x" ".$(sha_of y)" .notes "$(sha_of x)" | sort)"
}

@test "a file that is named again just before a sweep is not swept" {
	evidence_books
	file a.png '{"text": "again"}'
	attached 11 '!pay <@12> 1000000' a.png
	kept_in >/dev/null
	touch -d '25 hours ago' "$(stored)"
	gl-db files >"$BATS_TEST_TMPDIR/list" # of before
	attached 13 '!deposit <@12> 5 dues' a.png
	kept_in >/dev/null
	gl-keep --sweep <"$BATS_TEST_TMPDIR/list"
	gl-db files | gl-keep --check
	# nor where the list says that whose it was is forgotten
	sed -i '1i {"type":"file","sha256":"'"$(sha_of again)"'","size":5,"kept":false}' "$BATS_TEST_TMPDIR/list"
	sed -i 's/"files":[0-9]*/"files":1/' "$BATS_TEST_TMPDIR/list"
	gl-keep --sweep <"$BATS_TEST_TMPDIR/list"
	gl-db files | gl-keep --check
}

@test "the jobs: a tick keeps files beside the state, verify checks them, backup sweeps" {
	evidence_books
	unset GL_FILES
	export GL_VERIFY=whole GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	file bill.png '{"text": "a bill"}'
	attached 13 '!deposit <@12> 5 dues' bill.png
	attached 11 '!pay <@12> 1000000' bill.png
	"$PROJECT/jobs/tick"
	GL_FILES="$BATS_TEST_TMPDIR/files"
	assert_equal "$(stored | wc -l)" 1
	"$PROJECT/jobs/verify"
	"$PROJECT/jobs/backup"
	assert_equal "$(stored | wc -l)" 1
	rm "$(stored)"
	unset GL_FILES
	run -65 "$PROJECT/jobs/verify"
	assert_output --partial 'are missing or changed'
}
