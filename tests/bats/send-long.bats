# gl-outbox and gl-send: long texts and files, against the fake Discord.
load sending

setup() { live; }
teardown() { live_end; }

# bats test_tags=trap:16,trap:19
@test "long text is split at line ends with its code fence closed and opened again" {
	post --code "$(for n in $(seq 140); do echo "line $n $(printf 'x%.0s' $(seq 30))"; done)"
	outbound
	assert_equal "$(own | jq 'length')" 3
	assert_equal "$(own | jq -c '[.[] | .content | [startswith("```"), endswith("```")]] | unique')" '[[true,true]]'
	assert [ "$(own | jq '[.[] | .content | length] | max')" -le 2000 ]
	assert_equal "$(own | jq -r '.[].content' | grep -c '^line')" 140
	no_schema_errors
}

# bats test_tags=trap:16,trap:30
@test "2,000 emoji are one message: Discord counts code points, not bytes" {
	post "$(printf '🎲%.0s' $(seq 2000))"
	post "$(printf '🎲%.0s' $(seq 2001))"
	outbound
	assert_equal "$(own | jq -c '[.[] | .content | length] | [length, max, add]')" '[3,2000,4001]'
}

@test "what would be more than three messages goes as a file beside its first lines" {
	post "$(seq 5000)"
	outbound
	assert_equal "$(own | jq -c '[length, (.[0]._files[0] | .name, .size)]')" '[1,"answer.txt",23892]'
	no_schema_errors
}

# bats test_tags=trap:27,trap:30
@test "a post carries files, byte for byte, under safe names" {
	head -c 300000 /dev/urandom >"$BATS_TEST_TMPDIR/año [1].png"
	echo 'a,b' >"$BATS_TEST_TMPDIR/t.csv"
	post --file "$BATS_TEST_TMPDIR/año [1].png" --file "$BATS_TEST_TMPDIR/t.csv" 'Two files'
	outbound
	assert_equal "$(own | jq -c '.[0] | [.content, (._files[] | .name)]')" '["Two files","a__o__1_.png","t.csv"]'
	assert_equal "$(own | jq -r '.[0]._files[0].sha256')" "$(sha256sum <"$BATS_TEST_TMPDIR/año [1].png" | cut -d' ' -f1)"
	no_schema_errors
}

# bats test_tags=trap:24,trap:27
@test "a body over 1 MiB is sent without asking first, and over 10 MiB not at all" {
	head -c 2000000 /dev/urandom >"$BATS_TEST_TMPDIR/large.bin"
	post --file "$BATS_TEST_TMPDIR/large.bin"
	outbound
	assert_equal "$(fake_look requests | jq -c '[.[] | select(.method == "POST") | .expect]')" '[null]'
	assert_equal "$(states)" sent
	head -c 10500000 /dev/zero >"$BATS_TEST_TMPDIR/huge.bin"
	run gl-post --channel 2000 --file "$BATS_TEST_TMPDIR/huge.bin" text
	assert_failure 65
}

@test "more than 25 MiB of files are refused before anything is printed" {
	for n in 1 2 3; do head -c 9000000 /dev/zero >"$BATS_TEST_TMPDIR/part$n.bin"; done
	run --separate-stderr gl-post --channel 2000 --file "$BATS_TEST_TMPDIR/part1.bin" --file "$BATS_TEST_TMPDIR/part2.bin" --file "$BATS_TEST_TMPDIR/part3.bin" text
	assert_failure 65
	assert_output ''
}
