load helper

# of BATCH COLUMN: of the table.
of() { sqlite3 "$GL_DB" "SELECT $2 FROM batches WHERE batch = $1"; }

@test "closing counts, seals and chains: two sha256sum check a batch, and the seal names the hash before" {
	working_books
	operator batch close till=100.00 >/dev/null
	outcome status 7 11 '!pay <@12> 5' >/dev/null
	gl-command --at 2025-06-02 batch close till=uncounted | gl-apply >/dev/null
	before=$(printf '0%.0s' $(seq 64))
	for batch in 1 2; do
		hash=$(gl-report batches --format csv | tr -d '\r' | awk -F, -v b=$batch '$1 == b { print $6 }')
		entries=$(gl-batch canonical $batch | sha256sum | cut -d' ' -f1)
		assert_equal "$(gl-batch seal $batch | sha256sum | cut -d' ' -f1)" "$hash"
		assert_equal "$(gl-batch seal $batch)" "guildledger-batch,3,1000,$batch,$before,1,$entries,$(of $batch merkle_root)"
		before=$hash
	done
	assert_equal "$(gl-batch canonical 2)" $'2,1,1730070407000,pay,,4,PTS,500\n2,2,1730070407000,pay,,5,PTS,-500'
	# of one transaction the root is the leaf: its code begins it
	leaf=$({ printf '\0'; gl-batch canonical 2; } | sha256sum | cut -d' ' -f1)
	assert_equal "$(of 2 merkle_root)" "$leaf"
}

@test "an open batch shows its lines so far and has no seal; no batch at all is said" {
	working_books
	assert_equal "$(gl-batch canonical 1 | wc -l)" 2
	run gl-batch seal 1
	assert_failure 75
	assert_output --partial 'batch 1 is open'
	for verb in canonical seal show; do
		run gl-batch $verb 9
		assert_failure 64
		run gl-batch $verb
		assert_failure 64
	done
}

@test "a batch that was closed empty has no lines, the root of nothing, and stays so when others follow" {
	init_books
	operator batch open >/dev/null
	gl-command --at 2025-06-02 batch close till=uncounted | gl-apply >/dev/null
	nothing=$(sha256sum </dev/null | cut -d' ' -f1)
	{ say 4 11 '!register'; say 5 10 '!deposit <@11> 3 x'; } | tick >/dev/null
	assert_equal "$(gl-batch canonical 1 | wc -c)" 0
	assert_equal "$(gl-batch seal 1)" "guildledger-batch,3,1000,1,$(printf '0%.0s' $(seq 64)),0,$nothing,$nothing"
	assert_equal "$(gl-batch seal 1 | sha256sum | cut -d' ' -f1)" "$(of 1 hash)"
	assert_equal "$(gl-batch canonical 2 | wc -l)" 2
}

@test "a counted difference is refused, and booked to over/short when told" {
	working_books
	assert_equal "$(operator batch close till=99.50 | jq -r .code)" count_differs
	assert_equal "$(gl-report batches --format csv | grep -c open)" 2
	assert_equal "$(gl-command --at 2025-06-03 batch close till=99.50 difference=book | gl-apply | jq -r .status)" ok
	assert_equal "$(balance_of till) $(balance_of over-short)" '99.50 -0.50'
	assert_equal "$(gl-report batch --batch 1 --format csv | tr -d '\r' | grep '^till')" 'till,2,100.00,0.50,99.50,99.50,PTS,1,'
}

@test "over/short, which takes the differences, is not counted beside one" {
	working_books
	assert_equal "$(operator batch close till=99.50 over-short=5 difference=book | jq -r .code)" over_short_counted
	assert_equal "$(gl-command --at 2025-06-03 batch close till=100 over-short=0 | gl-apply | jq -r .status)" ok
	run gl-verify
	assert_success
}

@test "policy auto opens a batch when needed, manual refuses what is outside one" {
	working_books
	operator batch close till=uncounted >/dev/null
	outcome status 7 10 '!config batch.policy manual' >/dev/null
	assert_equal "$(outcome code 8 11 '!pay <@12> 5')" no_open_batch
	outcome status 9 14 '!batch open' >/dev/null
	assert_equal "$(outcome status 10 11 '!pay <@12> 5')" ok
	outcome status 11 14 '!batch close till=uncounted' >/dev/null
	outcome status 12 10 '!config batch.policy auto' >/dev/null
	assert_equal "$(outcome status 13 11 '!pay <@12> 5')" ok
	assert_equal "$(gl-report batches --format csv | tr -d '\r' | cut -d, -f1,2,5 | tail -n +2 | paste -sd' ')" '1,closed,1 2,closed,1 3,open,1'
}

@test "roll closes and opens at one instant, and once only" {
	working_books
	gl-batch roll --at 2025-07-01T00:00:00Z >"$BATS_TEST_TMPDIR/roll"
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/roll" | jq -r .status | paste -sd' ')" 'ok ok'
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/roll" | jq -r .status | paste -sd' ')" 'duplicate duplicate'
	run gl-batch list
	assert_output --partial '2025-07-01 00:00'
	operator batch close till=uncounted >/dev/null
	assert_equal "$(gl-batch roll --at 2025-08-01 | jq -r .verb | paste -sd,)" 'batch open'
}

@test "open and close print commands and change nothing themselves" {
	working_books
	before=$(everything)
	run gl-batch close till=100 --difference=book --at 2025-07-01
	assert_output --partial '"source":"schedule","verb":"batch close","args":{"count:till":"100","difference":"book"}'
	assert_equal "$(everything)" "$before"
	run gl-batch close till=1.234 --at 2025-07-01
	assert_failure 64
	run gl-batch frob
	assert_failure 64
	run gl-batch show 99
	assert_failure 64
}

@test "the control totals of an open batch are those it would close with" {
	working_books
	outcome status 7 11 '!pay <@12> 5' >/dev/null
	open=$(gl-batch show 1)
	operator batch close till=uncounted >/dev/null
	assert_equal "$(gl-batch show 1)" "$open"
}
