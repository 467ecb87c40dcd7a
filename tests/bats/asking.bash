# What the tests of requests, holds and payments to several share.
load helper

# number: of what began to wait last; row N FIELD: of what waits.
number() { ask_books 'SELECT MAX(number) FROM waiting'; }
row() { ask_books "SELECT $2 FROM waiting WHERE number = $1"; }
# ends_at SECONDS: the instant so long after the first message of a test, as a channel shows it.
ends_at() { echo "<t:$((FIRST_MESSAGE / 1000 + 1420070400 + $1)):f>"; }
DAY=86400

# crowd FIRST LAST [ROLE]: members u100, u101, …, of the roster and with accounts; each with that role, if one is named.
crowd() {
	local id
	for ((id = $1; id <= $2; id++)); do member "$id" "u$id" ${3:+"\"$3\""}; done >"$BATS_TEST_TMPDIR/crowd"
	cat "$BATS_TEST_TMPDIR/crowd" >>"$ROSTER"
	gl-apply <"$BATS_TEST_TMPDIR/crowd" >/dev/null
	for ((id = $1; id <= $2; id++)); do echo "register <@$id>"; done | gl-command --at 2024-10-28T00:00:00Z | gl-apply >/dev/null
}
mentions() { # FIRST LAST
	local id
	for ((id = $1; id <= $2; id++)); do printf '<@%s> ' "$id"; done
}
