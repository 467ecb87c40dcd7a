# Small storms; the one of 2,000 commands is tests/storm by itself.
load helper

storm() { "$PROJECT/tests/storm" "$@"; }

@test "a storm leaves each command applied once, each author answered once, and the books of a calm day" {
	storm --seed 11 --commands 200 --channels 3 --tick 2
}

@test "so does another one, of many members in one channel" {
	storm --seed 12 --commands 150 --channels 1 --members 80 --tick 2
}

@test "the printed seed gives the same storm again, and another seed another" {
	run storm --plan
	assert_success
	seed=$(sed -n 's/^seed \([0-9]*\):.*/\1/p' <<<"$output")
	again=$(storm --plan --seed "$seed")
	assert_equal "$again" "$output"
	assert_not_equal "$(storm --plan --seed $((seed + 1)) | tail -n 1)" "${lines[-1]}"
}
