# gl-fetch where Discord fails: errors, answers that are none, answers without end.
load fetching

setup() { live; }
teardown() { live_end; }

@test "an answer without a list of channels makes none of them gone" {
	write 11 '!pay <@12> 1' >/dev/null
	fake '{"op":"fault","kind":"null","match_path":"guilds/1000/channels"}' >/dev/null
	run fetched
	assert_failure 75
	refute_output --partial 'is gone'
	run contents < <(fetched)
	assert_output '!pay <@12> 1'
}

# bats test_tags=trap:30
@test "a server error is tried again; when it lasts the tool ends with 75 and what came before stays" {
	of_files "the network alone is tried"
	write 11 '!pay <@12> 1' >/dev/null
	fake '{"op":"fault","kind":"status","status":500,"match_path":"messages","times":2}' >/dev/null
	run contents < <(fetched)
	assert_output '!pay <@12> 1'
	fake '{"op":"fault","kind":"status","status":503,"match_path":"messages","times":99}' >/dev/null
	run fetched
	assert_failure 75
}

@test "what Discord refuses for another reason than a permission does not end as if all was read" {
	write 11 hello >/dev/null
	fake '{"op":"fault","kind":"status","status":400,"code":50035,"match_path":"messages"}' >/dev/null
	run fetched
	assert_failure 75
	fake '{"op":"fault","kind":"status","status":404,"code":10004,"match_path":"guilds/1000/channels"}' >/dev/null
	run fetched
	assert_failure 77
	assert_output --partial 'no longer in this guild'
}

# bats test_tags=trap:23
@test "HTML, nothing, null, garbage and a cut-off body are failures, not messages" {
	of_files "the network alone is tried"
	write 11 '!pay <@12> 1' >/dev/null
	for kind in html empty garbage truncated reset; do
		fake "{\"op\":\"fault\",\"kind\":\"$kind\",\"match_path\":\"messages\",\"times\":99}" >/dev/null
		run --separate-stderr fetched --deadline 2
		assert_failure 75
		assert_output ''
		fake '{"op":"clear_faults"}' >/dev/null
	done
	fake '{"op":"fault","kind":"null","match_path":"messages"}' >/dev/null
	run fetched
	assert_output ''
	run contents < <(fetched)
	assert_output '!pay <@12> 1'
}

@test "a body without end is cut at 16 MiB" {
	of_files "the network alone is tried"
	write 11 '!pay <@12> 1' >/dev/null
	fake '{"op":"fault","kind":"endless","match_path":"messages","times":9}' >/dev/null
	run --separate-stderr fetched --deadline 30
	assert_failure 75
	assert_regex "$stderr" 'too large'
}

@test "a stalled server does not hold the tick beyond its deadline" {
	of_files "the network alone is tried"
	write 11 '!pay <@12> 1' >/dev/null
	fake '{"op":"fault","kind":"stall","seconds":90,"match_path":"messages","times":9}' >/dev/null
	start=$SECONDS
	run fetched --deadline 2
	assert_failure 75
	assert [ $((SECONDS - start)) -lt 60 ]
}
