# Somebody who means harm, and has a signed way in: a member with a thumb, a recorded request, another community's ids, a stranger.
# INTERACTION_STORM=N makes the numbers large; then it is a run by hand.
load helper

setup() {
	REQUEST="$PROJECT/tests/interactions/request" PAYLOAD="$PROJECT/tests/interactions/payload" MANY=${INTERACTION_STORM:-12}
	GL_PUBLIC_KEY=$("$REQUEST" key)
	export GL_PUBLIC_KEY
	working_books
}
teardown() {
	touch "$BATS_TEST_TMPDIR/stop"
	[ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay
}

at() { echo $(((FIRST_MESSAGE + $1) << 22)); } # milliseconds
# later: the id of one that comes behind all before it, in whichever subshell.
later() {
	echo >>"$BATS_TEST_TMPDIR/asked"
	at $((5000000 + $(wc -l <"$BATS_TEST_TMPDIR/asked")))
}
# signed FILE: the body on standard input as a request in FILE. ask FILE: the answer's JSON.
signed() { "$REQUEST" "${@:2}" scgi >"$1"; }
ask() { gl-interaction --deadline 60 <"$1" | sed '1,/^\r$/d'; }
sent() { signed "$BATS_TEST_TMPDIR/request"; ask "$BATS_TEST_TMPDIR/request"; }
text_of() { jq -r '.data | [.content, (.embeds[0]? | .title, .description)] | map(select(. != null and . != "")) | join("\n")'; }
log_rows() { ask_books 'SELECT COUNT(*) FROM commands'; }
choices_of() { "$PAYLOAD" "$@" | sent | jq -c '.data.choices'; }
press() { # ID USER CUSTOM_ID
	"$PAYLOAD" --id "$1" --user "$2" --name "u$2" --message '{"id":"5","flags":0,"content":"x","components":[]}' button "$3"
}

@test "a member who presses stale buttons again and again is answered alone each time, and the log grows by their share of it only" {
	operator config chatter.limit 5 >/dev/null
	say 7 12 '!request <@11> 12.50 pizza' | tick >/dev/null
	number=$(ask_books 'SELECT MAX(number) FROM waiting')
	assert_equal "$(outcome status 8 11 "!decline $number")" ok
	before=$(log_rows) transactions=$(ask_books 'SELECT COUNT(*) FROM transactions')
	users=$(ask_books 'SELECT COUNT(*) FROM users')
	for n in $(seq "$MANY"); do
		id=1:yes:$number
		case $((n % 4)) in 1) id=1:no:99 ;; 2) id=1:stop:1 ;; 3) id=1:capture:$number ;; esac
		press "$(at $((60000 * 60 + n)))" 11 "$id" | sent | jq -e '.type == 4 and .data.flags / 64 % 2 >= 1 and .data.allowed_mentions == {"parse": []}' >/dev/null
	done
	assert [ "$(($(log_rows) - before))" -le 6 ]
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" "$transactions"
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM users')" "$users"
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE seq > (SELECT MAX(seq) FROM commands) - 6 AND kind <> 'reply' AND state = 'due' AND notice = 0")" 0
	# a payment is booked beside it, and another member is answered
	"$PAYLOAD" --id "$(at $((60000 * 60 + MANY + 1)))" command pay to=12 amount=1 | sent >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" $((transactions + 1))
	run text_of < <("$PAYLOAD" --id "$(at $((60000 * 60 + MANY + 2)))" --user 12 --name bob command balance | sent)
	assert_output --partial 'You have'
}

@test "ids that we never wrote reach no books at all" {
	before=$(log_rows)
	everything >"$BATS_TEST_TMPDIR/before"
	for n in $(seq "$MANY"); do press "$(at "$n")" 12 "1:yes:$n:$n" | sent | jq -e '.data.flags == 64' >/dev/null; done
	everything | cmp - "$BATS_TEST_TMPDIR/before"
}

# flood: one member asks and asks by slash commands, three at a time, until the file stop is there.
flood() {
	local n=0
	while [ ! -e "$BATS_TEST_TMPDIR/stop" ]; do
		n=$((n + 1))
		sed "s/\"message_id\":\"[0-9]*\"/\"message_id\":\"$(at $((3600000 + $1 * 100000 + n)))\"/" "$BATS_TEST_TMPDIR/slash" |
			gl-apply --interaction >"$BATS_TEST_TMPDIR/flooded.$1" 2>/dev/null || true
		echo . >>"$BATS_TEST_TMPDIR/floods"
	done
}

@test "one member who fills the queue of writers keeps no tick from its end" {
	of_files "a server has locks of its own"
	operator config chatter.limit 0 >/dev/null
	say 50 11 '!pay <@12> 0.01 again' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"' >"$BATS_TEST_TMPDIR/slash"
	for n in $(seq 100 $((99 + 5 * MANY))); do say "$n" 12 '!history 50'; done | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/in"
	for n in 1 2 3; do flood $n 3>&- & done
	until_true 60 test -s "$BATS_TEST_TMPDIR/floods"
	status=0
	timeout 120 gl-apply <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" || status=$?
	before=$(wc -l <"$BATS_TEST_TMPDIR/floods")
	until_true 60 sh -c "[ \$(wc -l <'$BATS_TEST_TMPDIR/floods') -gt $before ]" # they were there until its end
	touch "$BATS_TEST_TMPDIR/stop"
	wait
	assert_equal "$status" 0
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | xargs)" "$((5 * MANY)) ok"
}

@test "a signature is for one body: recorded requests with another amount, payee, id or time are 401, and the books are as they were" {
	"$PAYLOAD" --id "$(at 100)" command pay to=12 amount=5 >"$BATS_TEST_TMPDIR/body"
	everything >"$BATS_TEST_TMPDIR/before"
	for edit in '(.data.options[] | select(.name == "amount")).value = "50"' '(.data.options[] | select(.name == "to")).value = "13"' '.id = "1576000000000000001"' \
		'.member.user.id = "12"' '.member.roles = ["502"]' '.guild_id = "1001"' '.token = "x"' '.type = 1' '.locale = "es-ES"'; do
		jq -c "$edit" "$BATS_TEST_TMPDIR/body" >"$BATS_TEST_TMPDIR/other"
		signed "$BATS_TEST_TMPDIR/request" --sent-body "$BATS_TEST_TMPDIR/other" <"$BATS_TEST_TMPDIR/body"
		assert_equal "$edit $(gl-interaction --deadline 60 <"$BATS_TEST_TMPDIR/request" | head -n 1)" "$edit Status: 401 Unauthorized"$'\r'
	done
	for n in $(seq "$MANY"); do # a byte here or there
		python3 -c 'import sys
body = bytearray(sys.stdin.buffer.read())
body[int(sys.argv[1]) * 7919 % len(body)] ^= 1
sys.stdout.buffer.write(body)' "$n" <"$BATS_TEST_TMPDIR/body" >"$BATS_TEST_TMPDIR/other"
		signed "$BATS_TEST_TMPDIR/request" --sent-body "$BATS_TEST_TMPDIR/other" <"$BATS_TEST_TMPDIR/body"
		assert_equal "$(gl-interaction --deadline 60 <"$BATS_TEST_TMPDIR/request" | head -n 1)" $'Status: 401 Unauthorized\r'
	done
	everything | cmp - "$BATS_TEST_TMPDIR/before"
	# the recorded one itself, again and again: one payment
	signed "$BATS_TEST_TMPDIR/request" <"$BATS_TEST_TMPDIR/body"
	for n in $(seq "$MANY"); do ask "$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/answer.$n"; done
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" 2
	assert_equal "$(sha256sum <"$BATS_TEST_TMPDIR/answer.1")" "$(sha256sum <"$BATS_TEST_TMPDIR/answer.$MANY")"
}

@test "ids of another community in a request that is rightly signed decide nothing there, and show nothing of it" {
	gl-db init --guild 2000 --name Other --owner 20 >/dev/null
	other() { "$PAYLOAD" --guild 2000 --id "$(later)" "$@" | sent; }
	say 7 11 '!request <@12> 12.50 pizza' | tick >/dev/null
	number=$(ask_books 'SELECT MAX(number) FROM waiting')
	operator account open 'Secret fund' asset >/dev/null
	ask_books 'SELECT number, state, paid FROM waiting; SELECT * FROM balances WHERE guild_id = 1000; SELECT * FROM transactions; SELECT * FROM entries' >"$BATS_TEST_TMPDIR/before"
	other --user 12 --name bob button "1:yes:$number" | jq -e '.type == 4 and .data.flags / 64 % 2 >= 1' >/dev/null
	other --user 12 --name bob form "1:part:$number" amount=1 >/dev/null
	other --user 11 command cancel "number=$number" >/dev/null
	# roles that mean something in the one mean nothing in the other
	run text_of < <(other --user 14 --roles 502 command permit role=501 permit=admin)
	assert_output --partial 'permit'
	other --user 14 --roles 502,1000 command deposit member=11 amount=5 memo=x >/dev/null
	run text_of < <(other --user 14 --roles 502 command report report=journal)
	refute_output --partial 'cash'
	for words in 'move from secret' 'balance account secret' 'accept number' 'report account'; do
		# shellcheck disable=SC2086 # words
		set -- $words
		run choices_of --guild 2000 --id "$(later)" --user 20 typing "$1" "$2" "$2=${3:-}"
		refute_output --partial 'Secret'
		refute_output --partial 'pizza'
	done
	# its channel, its bot and its message are not ours either
	other --channel 2000 --user 12 --name bob --message '{"id":"777","flags":0,"author":{"id":"999"},"content":"@ana asks you.","components":[]}' button "1:yes:$number" >/dev/null
	ask_books 'SELECT number, state, paid FROM waiting; SELECT * FROM balances WHERE guild_id = 1000; SELECT * FROM transactions; SELECT * FROM entries' | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "somebody who is nobody here is offered nothing of the books while they type, and leaves no trace" {
	gl-apply <"$ROSTER" >/dev/null
	operator account open 'Secret fund' asset >/dev/null
	{ say 7 11 '!request <@12> 12.50 pizza'; say 8 11 '!every month pay <@12> 5 rent'; say 9 10 '!permit <@&1000> none'; say 10 10 '!permit <@&504> member'; } | tick >/dev/null
	everything >"$BATS_TEST_TMPDIR/before"
	for words in 'accept number' 'decline number' 'cancel number' 'balance account' 'history account' 'move from' 'move to' 'request account' 'pay currency' 'schedule\ pause number' \
		'batch\ show number' 'role\ take role' 'report report' 'report account' 'config setting' 'config value setting=prefix' 'account\ freeze account'; do
		eval "set -- $words"
		for typed in '' s secret 1 @ '%' "'" '🐙'; do
			[ -z "$typed" ] || [ "$MANY" -gt 12 ] || [ "$typed" = secret ] || continue
			assert_equal "$words $typed: $(choices_of --user 4242 --name nobody typing "$1" "$2" "$2=$typed" ${3:+"$3"})" "$words $typed: []"
		done
	done
	everything | cmp - "$BATS_TEST_TMPDIR/before"
}
