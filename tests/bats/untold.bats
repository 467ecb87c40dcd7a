# What members were not told when it happened is told with the next answer to them: once, to them alone, without balances.
load dues

setup() { dues_books; }
# The log gives the same books, and nobody was told for nothing.
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

# left: what waits to be told, "USER COUNT,…".
left() { ask_books "SELECT user_id || ' ' || value FROM preferences WHERE name = 'untold' AND value <> '0' ORDER BY user_id" | paste -sd' '; }
HEAD='What else happened:'

@test "who wants no notices hears of it with the next answer, once, in the language of the question; nobody else does" {
	said 2024-10-28T10:00:00Z 12 '!notices off' >/dev/null
	said 2024-10-28T10:00:01Z 11 '!pay <@12> 5 secret memo' >/dev/null
	said 2024-10-28T10:00:02Z 13 '!deposit <@12> 2 cash' >/dev/null
	said 2024-10-28T10:00:03Z 13 '!withdraw <@12> 1 cash' >/dev/null
	assert_equal "$(left)" '12 3,t2,t3,t4'
	assert_equal "$(said 2024-10-28T10:00:04Z 11 '!whoami')" 'ok|You are @ana (member). You have 95.00 PTS; your account is open.'
	assert_equal "$(said 2024-10-28T10:00:05Z 12 '!quiensoy')" 'ok|Eres @bob (miembro). Tienes 6,00 PTS; tu cuenta está abierta.

Además ha pasado esto:
<@11> te ha pagado 5,00 PTS (transacción n.º 2).
Han entrado 2,00 PTS en tu cuenta (transacción n.º 3).
Han salido 1,00 PTS de tu cuenta (transacción n.º 4).'
	assert_equal "$(said 2024-10-28T10:00:06Z 12 '!whoami')" 'ok|You are @bob (member). You have 6.00 PTS; your account is open.'
	assert_equal "$(left)" ''
	# a mention in it notifies nobody
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox o JOIN commands c USING (guild_id, seq) WHERE c.author_id = 12 AND o.pings IS NOT NULL")" 0
}

@test "ten lines at most, the newest last, and how many more there are; in one chunk with what it tells of, and behind a refusal, too" {
	local n
	said 2024-10-28T10:00:00Z 12 '!notices off' >/dev/null
	{
		for n in $(seq 13); do say "$(($(at 2024-10-28T11:00:00Z) + n))" 11 "!pay <@12> 0.$((n + 10))"; done
		say "$(at 2024-10-28T12:00:00Z)" 12 '!pay <@11> 500'
		say "$(at 2024-10-28T12:00:01Z)" 11 '!pay <@12> 1'
		say "$(at 2024-10-28T12:00:02Z)" 12 '!whoami'
		say "$(at 2024-10-28T12:00:03Z)" 12 '!whoami'
	} | tick >"$BATS_TEST_TMPDIR/out"
	run jq -r 'select(.code == "insufficient_funds") | .text' "$BATS_TEST_TMPDIR/out"
	assert_equal "$(sed -n '2,$p' <<<"$output" | grep -c 'paid you')" 10
	assert_line --index 1 "$HEAD"
	assert_line --index 2 '<@11> paid you 0.14 PTS (transaction 5).'
	assert_line --index 11 '<@11> paid you 0.23 PTS (transaction 14).'
	assert_line --index 12 'and 3 more: `!history`'
	assert_equal "$(jq -r 'select(.verb == "whoami") | .text' "$BATS_TEST_TMPDIR/out" | sed 's/You have [0-9.]* PTS/You have N/')" "You are @bob (member). You have N; your account is open.

$HEAD
<@11> paid you 1.00 PTS (transaction 15).
You are @bob (member). You have N; your account is open."
}

@test "what a schedule and dues paid by themselves is told to the payer with the next answer; by dm it was told at once" {
	said 2024-10-28T10:00:00Z 11 '!every day pay <@30> 1 rent' >/dev/null
	said 2024-10-28T10:00:01Z 13 '!deposit <@30> 20 cash' >/dev/null
	said 2024-10-28T10:00:02Z 30 '!notices dm' >/dev/null
	due 2024-10-29T10:00:00Z >/dev/null
	assert_equal "$(left)" '11 1,t3'
	all_due 2024-11-01T09:00:00Z >/dev/null
	run said 2024-11-01T10:00:00Z 11 '!balance'
	assert_line --index 1 "$HEAD"
	assert_equal "$(grep -c '^1.00 PTS left your account (transaction [0-9]*).$' <<<"$output")" 4
	assert_equal "$(grep -c '^5.00 PTS paid your dues (transaction [0-9]*).$' <<<"$output")" 1
	assert_equal "$(left)" ''
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'dm' AND user_id = 30 AND content LIKE 'Dues of November%'")" 1
}

@test "private on: a channel says where to look and nothing of the money; what is told alone has the lines" {
	said 2024-10-28T10:00:00Z 12 '!private on' >/dev/null
	said 2024-10-28T10:00:01Z 12 '!notices off' >/dev/null
	said 2024-10-28T10:00:02Z 11 '!pay <@12> 5' >/dev/null
	assert_equal "$(said 2024-10-28T10:00:03Z 12 '!notices' | tail -1)" 'There is news about your money: `!history` and `!requests` show it.'
	assert_equal "$(said 2024-10-28T10:00:04Z 12 '!notices' | grep -c news)" 0
	said 2024-10-28T10:00:05Z 11 '!pay <@12> 6' >/dev/null
	assert_equal "$(said 2024-10-28T10:00:06Z 12 '!balance')" "ok|I'm sending it to you as a direct message."
	assert_equal "$(ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND user_id = 12 ORDER BY delivery DESC LIMIT 1")" "You have 11.00 PTS.

$HEAD
<@11> paid you 6.00 PTS (transaction 3)."
}

@test "a slash command is answered with it, and a second delivery of the same with the same" {
	said 2024-10-28T10:00:00Z 12 '!notices off' >/dev/null
	said 2024-10-28T10:00:01Z 11 '!pay <@12> 5' >/dev/null
	say "$(at 2024-10-28T10:00:02Z)" 12 '!whoami' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"' >"$BATS_TEST_TMPDIR/slash"
	run -0 gl-apply --interaction <"$BATS_TEST_TMPDIR/slash"
	assert_equal "$(jq -r .text <<<"$output" | tail -1)" '<@11> paid you 5.00 PTS (transaction 2).'
	first=$(jq -r .text <<<"$output")
	run -0 gl-apply --interaction <"$BATS_TEST_TMPDIR/slash"
	assert_equal "$(jq -r .text <<<"$output")" "$first"
}

@test "the statement of a month tells it, too" {
	said 2024-10-28T10:00:00Z 12 '!statement monthly on' >/dev/null
	said 2024-10-28T10:00:01Z 12 '!notices off' >/dev/null
	said 2024-10-28T10:00:02Z 11 '!pay <@12> 5' >/dev/null
	all_due 2024-11-01T10:00:00Z >"$BATS_TEST_TMPDIR/all"
	assert_equal "$(ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND user_id = 12 ORDER BY delivery DESC LIMIT 1" | tail -3)" "$HEAD
<@11> paid you 5.00 PTS (transaction 2).
5.00 PTS paid your dues (transaction 4)."
	assert_equal "$(left | grep -c '^12')" 0
}

@test "who closes a batch hears it with the command after that, and others in the same chunk hear it all the same" {
	said 2024-10-28T10:00:00Z 14 '!notices off' >/dev/null
	said 2024-10-28T10:00:01Z 12 '!notices off' >/dev/null
	said 2024-10-28T10:00:02Z 11 '!pay <@14> 3' >/dev/null
	said 2024-10-28T10:00:03Z 11 '!pay <@12> 4' >/dev/null
	{
		say "$(at 2024-10-28T11:00:00Z)" 14 '!batch close till=100'
		say "$(at 2024-10-28T11:00:01Z)" 12 '!whoami'
		say "$(at 2024-10-28T11:00:02Z)" 14 '!whoami'
	} | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r 'select(.verb != "skip") | [.verb, .status, (.text | split("\n") | last)] | join("|")' "$BATS_TEST_TMPDIR/out" | sed '1s/|[^|]*$//')" 'batch close|ok
whoami|ok|<@11> paid you 4.00 PTS (transaction 3).
whoami|ok|<@11> paid you 3.00 PTS (transaction 2).'
}

@test "what is told better by a notice of the same command is not told again; who is forgotten is told nothing" {
	said 2024-10-28T10:00:00Z 11 '!notices dm' >/dev/null
	said 2024-10-28T10:00:01Z 11 '!request <@12> 1 beer' >/dev/null
	said 2024-10-28T10:00:02Z 13 '!deposit <@12> 5 cash' >/dev/null
	said 2024-10-28T10:00:03Z 12 "!accept $(number)" >/dev/null
	assert_equal "$(left)" ''
	said 2024-10-28T10:00:04Z 11 '!notices off' >/dev/null
	said 2024-10-28T10:00:05Z 11 '!request <@12> 1 beer' >/dev/null
	said 2024-10-28T10:00:06Z 12 "!accept $(number)" >/dev/null
	assert_equal "$(left | cut -d, -f1)" '11 1'
	said 2024-10-28T10:00:07Z 11 '!pay <@12> 97' >/dev/null
	operator forget '<@11>' >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM preferences WHERE user_id = 11 AND name = 'untold'")" 0
}

@test "a command of somebody who has nothing to hear asks the store for nothing more" {
	said 2024-10-28T10:00:00Z 11 '!pay <@12> 1' >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM preferences WHERE name = 'untold'")" 0
}

@test "gl-verify finds that somebody was to be told something else" {
	said 2024-10-28T10:00:00Z 12 '!notices off' >/dev/null
	said 2024-10-28T10:00:01Z 11 '!pay <@12> 5' >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept"
	tamper "DELETE FROM preferences WHERE name = 'untold'"
	run gl-verify --replay
	assert_failure 1
	assert_output --partial preferences
	bring_books "$BATS_TEST_TMPDIR/kept"
}
