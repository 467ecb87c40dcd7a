load helper

@test "closing counts, seals and chains: sha256sum of the canonical form is the hash, and names the hash before" {
	working_books
	operator batch close till=100.00 >/dev/null
	outcome status 7 11 '!pay <@12> 5' >/dev/null
	gl-command --at 2025-06-02 batch close | gl-apply >/dev/null
	for batch in 1 2; do
		hash=$(gl-report batches --format csv | tr -d '\r' | awk -F, -v b=$batch '$1 == b { print $6 }')
		assert_equal "$(gl-batch show $batch --canonical | sha256sum | cut -d' ' -f1)" "$hash"
		[ $batch = 1 ] || assert_equal "$(gl-batch show 2 --canonical | head -1)" "guildledger-batch,1,1000,2,$before"
		before=$hash
	done
	assert_equal "$(gl-batch show 1 --canonical | head -1)" "guildledger-batch,1,1000,1,$(printf '0%.0s' $(seq 64))"
	assert_equal "$(gl-batch show 2 --canonical | tail -2)" $'2,1,1730070407000,pay,,4,PTS,500\n2,2,1730070407000,pay,,5,PTS,-500'
}

@test "a counted difference is refused, and booked to over/short when told" {
	working_books
	assert_equal "$(operator batch close till=99.50 | jq -r .code)" count_differs
	assert_equal "$(gl-report batches --format csv | grep -c open)" 2
	assert_equal "$(gl-command --at 2025-06-03 batch close till=99.50 difference=book | gl-apply | jq -r .status)" ok
	assert_equal "$(balance_of till) $(balance_of over-short)" '99.50 -0.50'
	assert_equal "$(gl-report batch --batch 1 --format csv | tr -d '\r' | grep '^till')" 'till,2,100.00,0.50,99.50,99.50,PTS'
}

@test "policy auto opens a batch when needed, manual refuses what is outside one" {
	working_books
	operator batch close >/dev/null
	outcome status 7 10 '!config batch.policy manual' >/dev/null
	assert_equal "$(outcome code 8 11 '!pay <@12> 5')" no_open_batch
	outcome status 9 14 '!batch open' >/dev/null
	assert_equal "$(outcome status 10 11 '!pay <@12> 5')" ok
	outcome status 11 14 '!batch close' >/dev/null
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
	operator batch close >/dev/null
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
	operator batch close >/dev/null
	assert_equal "$(gl-batch show 1)" "$open"
}
