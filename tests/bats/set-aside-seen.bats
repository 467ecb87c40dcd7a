# What could not be applied and was set aside: the report, the metrics, the doctor.
load live

teardown() { live_end; }

# fail_row SEQ MESSAGE: the log row of a payment by ana that could not be applied.
fail_row() {
	sqlite3 "$GL_DB" "INSERT INTO commands (guild_id, seq, message_id, time, author_id, verb, status, code, text, record, rules) VALUES (1000, $1, $2, 1735689600000, 11, 'pay',
		'failed', 'overflow', 'This could not be booked.', '{\"type\":\"command\",\"author\":{\"id\":\"11\",\"name\":\"ana\"}}', 2);
		INSERT INTO counters (guild_id, name, first, second, value) VALUES (1000, 'command', 'pay', 'failed', 1) ON CONFLICT (guild_id, name, first, second) DO UPDATE SET value = counters.value + 1"
}
# apply_row SEQ MESSAGE: it was applied later.
apply_row() {
	sqlite3 "$GL_DB" "INSERT INTO commands (guild_id, seq, message_id, time, author_id, verb, status, text, record, rules) VALUES (1000, $1, $2, 1735689600000, 11, 'pay', 'ok', 'Paid.', '{}', 2)"
}
figure() { gl-metrics --config test | awk -v name="$1{config=\"test\",guild=\"1000\"}" '$1 == name { print $2 }'; }

@test "the report failed lists what was set aside, and as which row it was applied since, in both languages" {
	working_books
	fail_row 100 5001
	fail_row 101 5002
	fail_row 102 5001
	apply_row 103 5001
	assert_equal "$(gl-report failed --format ndjson | jq -r '[.seq, .time, .author, .verb, .reason, .answer, ."applied as"] | map(. // "-") | join(" ")')" \
		'100 2025-01-01T00:00:00.000Z ana pay overflow This could not be booked. 103
101 2025-01-01T00:00:00.000Z ana pay overflow This could not be booked. -
102 2025-01-01T00:00:00.000Z ana pay overflow This could not be booked. 103'
	assert_equal "$(gl-report fallidas --lang es --format list | grep -c '^101 .*@ana  pagar  overflow')" 1
	assert_equal "$(gl-report failed --limit 1 --format ndjson | jq -r .seq)" 102
	assert_equal "$(gl-report failed --from 2025-01-02 --format ndjson)" ''
	for format in table json ndjson markdown list; do
		run gl-report failed --format $format
		assert_success
		assert_output --partial overflow
	done
	assert_equal "$(gl-report log --lang es --format csv | grep -c ',pagar,.*,fallida,')" 0 # canonical: for programs
	assert_equal "$(gl-report log --lang es | grep -c ' fallida ')" 3
	assert_equal "$(operator report failed | jq -r .text | grep -c '^  [0-9]')" 3
	assert_equal "$(say 50 15 '!informe fallidas' | tick | jq -r .status)" ok
}

@test "metrics count what was set aside, and what of it was not applied since" {
	working_books
	assert_equal "$(figure guildledger_commands_failed_total) $(figure guildledger_commands_set_aside)" '0 0'
	fail_row 100 5001
	fail_row 101 5002
	assert_equal "$(figure guildledger_commands_failed_total) $(figure guildledger_commands_set_aside)" '2 2'
	fail_row 102 5001 # tried again in vain: still one command
	assert_equal "$(figure guildledger_commands_failed_total) $(figure guildledger_commands_set_aside)" '3 2'
	apply_row 103 5001
	assert_equal "$(figure guildledger_commands_failed_total) $(figure guildledger_commands_set_aside)" '3 1'
}

@test "the doctor tells of commands that were set aside, until they are applied, in both languages" {
	live
	fail_row 100 5001
	run gl-doctor
	assert_failure 1
	assert_regex "$(tr -s ' \n' ' ' <<<"$output")" 'warning commands commands of guild 1000 that could not be applied: 1 [a-z]+: gl-report failed lists them with the reason; gl-apply --retry SEQ applies one again '
	run gl-doctor --lang es
	assert_output --partial 'gl-report fallidas'
	apply_row 101 5001
	run gl-doctor
	assert_success
}
