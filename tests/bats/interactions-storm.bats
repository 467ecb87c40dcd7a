# Commands through both doors at once, and Discord's own check of signatures; large ones are in the soak.
load helper

setup() { :; }

# bats test_tags=interaction-trap:16,interaction-trap:42
@test "a storm through both doors leaves each command applied once, each answered, and the books of a calm day" {
	run "$PROJECT/tests/interactions/storm" --seed 21 --commands 200 --channels 2 --tick 2
	echo "$output"
	assert_success
	assert_output --partial 'all is well'
}

@test "the printed seed gives the same doors and fates again, and another seed others" {
	run -0 "$PROJECT/tests/interactions/storm" --plan
	seed=$(sed -n 's/^seed \([0-9]*\):.*/\1/p' <<<"$output")
	assert_equal "$("$PROJECT/tests/interactions/storm" --plan --seed "$seed")" "$output"
	assert_not_equal "$("$PROJECT/tests/interactions/storm" --plan --seed $((seed + 1)) | tail -n 1)" "${lines[-1]}"
}

# bats test_tags=interaction-trap:1,interaction-trap:2
@test "npm's discord-interactions takes what gl-interaction takes, and nothing else, whatever is changed on the way" {
	of_files "a signature has nothing to do with the books"
	run "$PROJECT/tests/interactions/agreement" --requests 150
	echo "$output"
	[ "$status" != 77 ] || skip 'npm or its package discord-interactions is not here'
	assert_success
}
