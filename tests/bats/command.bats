load helper

@test "the same words at the same time are the same record" {
	one=$(gl-command --guild 1000 --at 2026-01-01T00:00:00Z --as treasurer batch open)
	assert_equal "$one" "$(gl-command --guild 1000 --at 2026-01-01T00:00:00Z --as treasurer batch open)"
	[ "$one" != "$(gl-command --guild 1000 --at 2026-01-01T00:00:00Z --as treasurer lote abrir)" ]
	assert_equal "$(jq -r '.source + " " + .author.name + " " + .time' <<<"$one")" 'operator treasurer 2026-01-01T00:00:00.000Z'
}

@test "words that the shell kept together are one name" {
	run gl-command --guild 1 account open 'the pot' liability
	assert_output --partial '"name":"the pot"'
}

@test "a mistake is explained on stderr with exit code 64 and nothing on stdout" {
	run --separate-stderr gl-command --guild 1 pay '<@1>' five
	assert_equal "$status" 64
	assert_equal "$output" ''
	assert_regex "$stderr" 'The amount is missing. For example: `pay @ana 5 pizza`'
	run gl-command --guild 1 frobnicate
	assert_failure 64
}

@test "--settings takes no words, and its Spanish list has no English in it" {
	run gl-command --settings prefix
	assert_failure 64
	assert_equal "$(gl-command --settings --lang es | cut -f 3 | sort -u | paste -sd' ')" 'administración bot'
	assert_equal "$(gl-command --settings | cut -f 3 | sort -u | paste -sd' ')" 'admins bot'
}

@test "without a guild, with a bad time or bad option the exit code is 64" {
	run gl-command balance
	assert_failure 64
	run gl-command --guild 1 --at yesterday balance
	assert_failure 64
	run gl-command --colour
	assert_failure 64
}

@test "lines of stdin are commands, too" {
	run gl-command --guild 1 --at 2026-01-01T00:00:00Z < <(printf 'batch open\ndeposit <@11> 5 "two words"\n')
	assert_success
	assert_equal "${#lines[@]}" 2
}

@test "two equal lines are two commands, and the same input again is the same commands" {
	working_books
	printf '%s\n' 'deposit <@11> 5 dues' 'deposit <@11> 5 dues' 'deposit <@11> 6 dues' 'deposit <@11> 5 dues' >"$BATS_TEST_TMPDIR/list"
	assert_equal "$(gl-command --at 2025-06-02 <"$BATS_TEST_TMPDIR/list" | gl-apply | jq -r .status | paste -sd' ')" 'ok ok ok ok'
	assert_equal "$(gl-command --at 2025-06-02 <"$BATS_TEST_TMPDIR/list" | gl-apply | jq -r .status | paste -sd' ')" 'duplicate duplicate duplicate duplicate'
	assert_equal "$(balance_of till)" 121.00
	# the first of them is what the same words alone would be
	assert_equal "$(gl-command --at 2025-06-02 deposit '<@11>' 5 dues | gl-apply | jq -r .status)" duplicate
}

@test "no two commands of one input share an id, however many there are at one time" {
	seq 1 20000 | sed 's/.*/pay <@1> 5 x&/' >"$BATS_TEST_TMPDIR/many"
	gl-command --guild 1 --at 2026-01-01 <"$BATS_TEST_TMPDIR/many" >"$BATS_TEST_TMPDIR/records"
	assert_equal "$(jq -r .message_id "$BATS_TEST_TMPDIR/records" | sort -u | wc -l)" 20000
	assert_equal "$(gl-command --guild 1 --at 2026-01-01 <"$BATS_TEST_TMPDIR/many" | sha256sum)" "$(sha256sum <"$BATS_TEST_TMPDIR/records")"
}

@test "a line that is refused is named by its number, and the others are printed" {
	run --separate-stderr gl-command --guild 1 --at 2026-01-01 < <(printf 'batch open\npay <@11> 1 000\nbatch open\n')
	assert_failure 64
	assert_equal "${#lines[@]}" 2
	assert_regex "$stderr" 'line 2: That can be read in two ways. Write `pay <@11> 1000` or `pay <@11> 1 "000"`'
}

@test "what was not understood is shown as it was typed, without the backslashes that are for Discord" {
	run gl-command --guild 1000 assign 5 @12
	assert_failure 64
	assert_output --partial '(“@12”)'
	run gl-command --guild 1000 'no_such*verb\\'
	assert_failure 64
	assert_output --partial '(“no_such*verb\\”)'
}
