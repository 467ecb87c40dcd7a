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
	assert_regex "$stderr" 'An amount is expected here'
	run gl-command --guild 1 frobnicate
	assert_failure 64
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
