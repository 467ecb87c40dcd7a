# What the tests of dues and of what settles share.
load asking

# at TIME: the number of say() for a message of then.
at() { echo $((($(date -ud "$1" +%s) * 1000 - 1420070400000 - FIRST_MESSAGE) / 1000)); }
# said TIME WHO TEXT: the outcome's code, or ok, and its answer.
said() { say "$(at "$1")" "$2" "$3" | tick | jq -r '"\(.code // .status)|\(.text // "")"'; }
# due TIME: what gl-due prints then, applied: a line for each command, its verb, arguments and code.
due() {
	gl-due --at "$1" >"$BATS_TEST_TMPDIR/due"
	gl-apply <"$BATS_TEST_TMPDIR/due" >"$BATS_TEST_TMPDIR/outcomes"
	paste -d'|' <(jq -r '.verb + " " + ([.args | to_entries[] | select(.key != "attempt") | .value] | join(" "))' "$BATS_TEST_TMPDIR/due") \
		<(jq -r '.code // .status' "$BATS_TEST_TMPDIR/outcomes")
}
# all_due TIME: the same until gl-due prints nothing more.
all_due() {
	local printed
	while printed=$(due "$1") && [ -n "$printed" ]; do echo "$printed"; done
}
texts() { jq -r '.text // empty' "$BATS_TEST_TMPDIR/outcomes"; }
# told [WORDS]: what the outbox has from the newest row of the log on that tells people, WORDS in it.
told() {
	ask_books "SELECT kind || ' ' || COALESCE(pings, CAST(user_id AS TEXT), '-') || ': ' || content FROM outbox
		WHERE kind <> 'reply' AND content LIKE '%${1:-}%' AND seq >= (SELECT MAX(seq) FROM commands) ORDER BY delivery"
}
rows() { ask_books "SELECT $1 FROM waiting WHERE kind = 'dues' ORDER BY number" | paste -sd' '; }
wears() { ask_books "SELECT wanted FROM wanted_roles WHERE user_id = $1 AND role_id = 601"; }
sound() {
	run gl-verify --replay
	assert_success
}
# Dues of 5.00 for ana, who has 100.00, and bob and cleo, who have nothing; tomas is treasurer, and carla teller.
dues_books() {
	working_books
	{ member 11 ana '"601"'; member 12 bob '"601"'; member 30 u30 '"601"'; member 14 tomas '"502"'; } >>"$ROSTER"
	tail -4 "$ROSTER" | gl-apply >/dev/null
	{ say 7 14 '!register'; say 8 30 '!register'; say 9 14 "!dues <@&601> 5 monthly ${1:-}"; } | tick >/dev/null
}
