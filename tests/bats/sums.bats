# The sum of what all members hold, at the close of a batch; and the proof that a member asks for.
load helper

# sum_books: five members with an account: ana 87.50, bob 9.50, carla 3.00, tomas 0, audra -4.00; and dave, who joins later.
sum_books() {
	working_books
	operator config channel '<#2000>' on >/dev/null
	{
		say 10 13 '!register'; say 11 14 '!register'; say 12 10 '!config account.floor -10'; say 13 15 '!register'
		say 14 11 '!pay <@12> 9.50'; say 15 11 '!pay <@13> 3'
	} | tick >/dev/null
	say 16 15 '!pay <@12> 4' | tick >/dev/null
}
close() { say "$1" 14 '!batch close till=uncounted' | tick; }
post_of() { ask_books "SELECT content FROM outbox WHERE kind = 'post' AND content LIKE '%guildledger-sum,%'" | grep -a '^guildledger-sum,'; }
# proof NUMBER USER [WORDS]: what a member gets.
proof() { say "$1" "$2" "!proof ${3:-}" | tick >"$BATS_TEST_TMPDIR/answer"; made_file dm; }
sound() {
	run gl-verify --replay
	assert_success
}

@test "a close posts the sum of what members hold and what they owe beside the sheet, seals it, and the books are sound" {
	sum_books
	close 20 >/dev/null
	assert_equal "$(ask_books "SELECT total, debts, leaves FROM batch_sums" | tr '|' ' ')" "10400 400 16"
	post=$(post_of)
	assert_equal "${post%,*}" "guildledger-sum,1,1000,1,PTS,10400,16"
	gl-batch canonical 1 | tail -2 >"$BATS_TEST_TMPDIR/lines"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/lines")" "$post
guildledger-debts,1,1000,1,PTS,400"
	assert_equal "$(gl-batch seal 1 | cut -d, -f1,2)" guildledger-batch,3
	assert_equal "$(gl-batch canonical 1 | sha256sum | cut -d' ' -f1)" "$(gl-batch seal 1 | cut -d, -f7)"
	assert_equal "$(gl-batch seal 1 | sha256sum | cut -d' ' -f1)" "$(ask_books 'SELECT hash FROM batches WHERE batch = 1')"
	sound
	say 30 11 '!pay <@12> 1' | tick >/dev/null
	close 31 >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM sum_seeds')" 1
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'sum-seed'")" 1
	assert_equal "$(ask_books 'SELECT total FROM batch_sums ORDER BY batch' | paste -sd' ')" "10400 10400"
	sound
}

@test "each member gets the proof of what they held, alone, as a direct message, and it is checked without books" {
	sum_books
	close 20 >/dev/null
	post=$(post_of)
	for pair in '11 8750' '12 1350' '13 300' '14 0' '15 0'; do
		user=${pair% *} amount=${pair#* }
		proof $((20 + user)) "$user" >"$BATS_TEST_TMPDIR/proof-$user"
		assert_equal "$(jq -r '.status' "$BATS_TEST_TMPDIR/answer")" ok
		(
			unset GL_DB GL_GUILD
			cd /
			run gl-batch check-sum "$BATS_TEST_TMPDIR/proof-$user" "$post"
			assert_success
			assert_line "proven: user $user held $amount (smallest units of PTS) when batch 1 of guild 1000 was closed"
			gl-batch check-sum - "$(printf '%s\n' "$post" | sha256sum | cut -d' ' -f1)" <"$BATS_TEST_TMPDIR/proof-$user"
			run gl-batch check-sum "$BATS_TEST_TMPDIR/proof-$user" "${post/,10400,/,10401,}"
			assert_failure 1
			assert_output --partial 'another sum than the one that was posted'
		)
		! grep -v "^post\|,$user,\|^at\|^left\|^right\|^guildledger-sum-proof" "$BATS_TEST_TMPDIR/proof-$user" || fail 'it names others'
	done
	sed 's/,1,[0-9]*,/,1,9,/' "$BATS_TEST_TMPDIR/proof-11" >"$BATS_TEST_TMPDIR/changed"
	run gl-batch check-sum "$BATS_TEST_TMPDIR/changed" "$post"
	assert_failure 1
	assert_output --partial 'a leaf does not lead to the root of the post'
	sound
}
