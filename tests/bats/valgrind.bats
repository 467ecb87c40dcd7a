load helper

# Memory as valgrind sees it, in one life of a community: no read of what is not there, no byte used before it was written. What a tool holds when
# it ends goes back to the system, and is no leak; what it loses with each record is. So the blocks that are lost are counted, for few
# records and for many. No complaint is suppressed.
watched() { # TOOL ARGUMENT...
	local tool=$1
	shift
	valgrind --tool=memcheck --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=none --error-exitcode=97 \
		--log-file="$BATS_TEST_TMPDIR/valgrind.%p" "$(command -v "$tool")" "$@"
}

setup() {
	if nm "$(command -v gl-apply)" | grep -q __asan_init; then skip "the sanitizers watch this build"; fi
	export GL_DB="$BATS_TEST_TMPDIR/books.db"
}

no_complaint() {
	run grep -hE 'ERROR SUMMARY: [1-9]' "$BATS_TEST_TMPDIR"/valgrind.*
	assert_output ''
}

lost() { # TOOL ARGUMENT... <RECORDS: how many blocks it has lost when it ends
	rm -f "$BATS_TEST_TMPDIR"/valgrind.*
	watched "$@" >/dev/null
	no_complaint
	awk '/definitely lost:/ { blocks = $(NF - 1) } END { print blocks + 0 }' "$BATS_TEST_TMPDIR"/valgrind.*
}

start_books() {
	gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
}

@test "the samples go through the pipeline, and nothing is read that is not there" {
	start_books
	watched gl-parse <"$PROJECT/samples/channel.ndjson" >"$BATS_TEST_TMPDIR/parsed"
	watched gl-identify --roster "$PROJECT/samples/roster.ndjson" <"$BATS_TEST_TMPDIR/parsed" >"$BATS_TEST_TMPDIR/identified"
	watched gl-apply <"$BATS_TEST_TMPDIR/identified" >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/outcomes")" "$(wc -l <"$PROJECT/samples/channel.ndjson")"
	watched gl-outbox --guild 1190000000000000001 >"$BATS_TEST_TMPDIR/deliveries"
	[ -s "$BATS_TEST_TMPDIR/deliveries" ]
	for format in table json ledger; do
		watched gl-report journal --guild 1190000000000000001 --format "$format" >"$BATS_TEST_TMPDIR/journal"
		[ -s "$BATS_TEST_TMPDIR/journal" ]
	done
	no_complaint
}

@test "no tool of the pipeline loses memory with each record" {
	local few="$BATS_TEST_TMPDIR/few" many="$BATS_TEST_TMPDIR/many" roster="$PROJECT/samples/roster.ndjson"
	head -20 "$PROJECT/samples/channel.ndjson" >"$few"
	cat "$PROJECT/samples/channel.ndjson" >"$many"
	assert_equal "$(lost gl-parse <"$many")" "$(lost gl-parse <"$few")"
	for records in "$few" "$many"; do gl-parse <"$records" >"$records.parsed"; done
	assert_equal "$(lost gl-identify --roster "$roster" <"$many.parsed")" "$(lost gl-identify --roster "$roster" <"$few.parsed")"
	for records in "$few" "$many"; do
		rm -f "$GL_DB"*
		start_books
		gl-identify --roster "$roster" <"$records.parsed" >"$records.identified"
		lost gl-apply <"$records.identified" >"$records.lost"
	done
	assert_equal "$(cat "$many.lost")" "$(cat "$few.lost")"
}

@test "lines torn, hostile and too deep are refused without touching memory that is not theirs" {
	{ head -c 700 "$PROJECT/samples/channel.ndjson"; echo; printf '{"type":0,"id":"1","a":%s}\n' "$(printf '[%.0s' $(seq 1200))"; printf '\377\376{}\n'; printf '{"type":"command"'; } >"$BATS_TEST_TMPDIR/torn"
	for tool in gl-parse "gl-identify --roster $PROJECT/samples/roster.ndjson"; do
		# shellcheck disable=SC2086 # a tool and its option
		run watched $tool <"$BATS_TEST_TMPDIR/torn"
		assert_failure 65
	done
	no_complaint
}
