# What the tests of the month's lines share.
load helper

# messages: each line of stdin as a message of ana's; NUMBERS, a JSON array, are what the answered message names.
messages() {
	jq -cR --argjson numbers "${1:-null}" '{id: (1300234244194304000 + input_line_number | tostring), channel_id: "2000", guild_id: "1000", type: 0, content: gsub("⏎"; "\n"),
		author: {id: "11", username: "ana", global_name: null}, mentions: [], gl: ({prefix: "!", bot_id: "999", lang: "en"} + if $numbers then {waiting: $numbers} else {} end)}'
}
# read_as [NUMBERS]: what each line of stdin is read as: language, verb and arguments; a code and its hint; or skip.
read_as() { messages "$@" | gl-parse | jq -r 'if .type == "command" then "\(.lang) \(.verb) \(.args | tojson)" elif .type == "reject" then "\(.error.code): \(.error.hint)" else .type end'; }
# reads [NUMBERS]: the table on stdin, lines as TEXT => what it is read as.
reads() {
	sed 's/^[[:space:]]*//' >"$BATS_TEST_TMPDIR/table"
	sed 's/ => .*//' "$BATS_TEST_TMPDIR/table" | read_as "$@" | paste -d'\t' <(sed 's/ => .*//' "$BATS_TEST_TMPDIR/table") - | sed 's/\t/ => /' >"$BATS_TEST_TMPDIR/read"
	run diff "$BATS_TEST_TMPDIR/table" "$BATS_TEST_TMPDIR/read"
	assert_output ''
}
