# dues: who is asked when, what is told of it, and what follows when it is not paid.
load dues

setup() { dues_books 'grace 14d then lose <@&601>'; }

@test "dues are made and listed, and near misses are told what to write, in both languages" {
	local user line code text
	assert_equal "$(said 2024-10-28T10:00:00Z 14 '!dues <@&602> 12.50 quarterly on 15 into dues prorate off until 2025-12-31')" \
		"ok|Dues 2: <@&602> pays 12.50 PTS every 3 months on the 15th into dues. First: 15/01/2025 (0 members today)."
	assert_equal "$(said 2024-10-28T10:00:01Z 14 '!dues')" 'ok|Dues 1: <@&601> pays 5.00 PTS each month on the 1st into dues.
Dues 2: <@&602> pays 12.50 PTS every 3 months on the 15th into dues.'
	local n=10
	while IFS='|' read -r user line code text; do
		n=$((n + 1))
		assert_equal "$line: $(said 2024-10-28T10:01:${n}Z "$user" "$line")" "$line: $code|$text"
	done <<-LIST
		14|!dues <@&601> 5|bad_rule|Say how often: \`!dues <@&601> 5 monthly\`.
		14|!cuotas <@&601> 5|bad_rule|Di cada cuánto: \`!cuotas <@&601> 5 mensual\`.
		14|!dues <@&601> 5 monthly into till|not_payable|Dues go into an income account, such as dues.
		14|!cuotas <@&601> 5 mensual en caja|not_payable|Las cuotas van a una cuenta de ingresos, como cuotas.
		14|!dues <@&601> 5 monthly until 2024-10-01|past|That date has passed.
		14|!dues <@&601> 5 monthly until 2024-10-30|past|That date has passed.
		14|!dues <@&601> 5 monthly on mon|bad_rule|Write the day as \`on 15\`.
		14|!dues exempt <@12>|missing_memo|Say what it is for: a memo is needed at the end. For example: \`!dues exempt @ana student\`
		14|!dues exempt <@12> off|not_exempt|@bob is not exempt from dues.
		14|!dues exempt <@12> "de baja" until 2025-06-30|ok|@bob is exempt from dues up to and including 30/06/2025.
		14|!cuotas exentar <@12> no|ok|@bob vuelve a pagar cuotas.
		11|!dues <@&601> 5 monthly|missing_permit|To use “dues” you need the permit treasurer, which your roles do not give.
	LIST
	assert_equal "$(said 2024-10-28T10:02:00Z 14 '!dues exempt <@14> me')" 'own_account|Somebody else has to do this for your account.'
	assert_equal "$(said 2024-10-28T10:02:01Z 14 '!cuotas exentar <@14> yo')" 'own_account|Para tu propia cuenta tiene que hacerlo otra persona.'
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM schedules')" 2
	assert_equal "$(ask_books "SELECT done FROM schedules WHERE schedule = 1")" 2024-10-31
}

@test "dues whose run is more than one command can move are refused when they are made" {
	# three wear it: a third of the most that one command moves, and a cent more
	assert_equal "$(said 2024-10-28T10:00:00Z 14 '!dues <@&601> 3333333333333.34 yearly')" \
		'too_large|3,333,333,333,333.34 PTS for each of 3 is more than one command can move.'
	assert_equal "$(said 2024-10-28T10:00:01Z 14 '!cuotas <@&601> 10000000000000,00 anual' | cut -d'|' -f1)" too_large
	assert_equal "$(said 2024-10-28T10:00:02Z 14 '!dues <@&601> 3333333333333.33 yearly' | cut -d'|' -f1)" ok
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM schedules')" 2
}

@test "on their date who has the money pays and the others owe; the treasurers hear of all, members of their own" {
	said 2024-10-28T10:00:00Z 30 '!notices dm' >/dev/null
	said 2024-10-28T10:00:01Z 11 '!notices dm' >/dev/null
	member 31 dora '"601"' | gl-apply >/dev/null
	assert_equal "$(due 2024-11-01T08:59:59Z)" ''
	assert_equal "$(due 2024-11-01T09:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30 @31|ok'
	assert_equal "$(texts | sed 's/ Receipt.*//')" 'Dues of November: 3 members, 1 paid (5.00 PTS), 2 owe (10.00): <@12>, <@30>. 1 has no account: <@31>. Telling them takes about 1 minute.'
	assert_equal "$(rows "decider_id || ':' || state || ':' || paid || ':' || due || ':' || memo")" '11:accepted:500:2024-11-01:November 12:waiting:0:2024-11-01:November 30:waiting:0:2024-11-01:November'
	assert_equal "$(ask_books 'SELECT owing FROM accounts WHERE owner_id IS NOT NULL ORDER BY owner_id' | paste -sd' ')" '0 1 0 1'
	assert_equal "$(told | sed 's/n.º [0-9]*/N/; s/accept [0-9]*/accept N/')" "dm 11: Dues of November: 5.00 PTS paid. You have 95.00.
post 12: Dues of November: 5.00 PTS are open. \`!requests\` shows how to pay.
dm 30: Dues of November: 5.00 PTS are open (N). \`!accept N\` pays them.
post 31: You have no account here, so you could not be asked for dues: \`!register\` opens one.
dm 14: Dues of November: 3 members, 1 paid (5.00 PTS), 2 owe (10.00): <@12>, <@30>. 1 has no account: <@31>. Telling them takes about 1 minute."
	# once, whatever runs again
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/due" | jq -r .status)" duplicate
	assert_equal "$(due 2024-11-01T09:00:00Z)$(due 2024-11-02T23:00:00Z)" ''
	sound
}

@test "who owes pays by accept, also in part; nobody declines; a treasurer waives with a reason, not their own" {
	due 2024-11-01T09:00:00Z >/dev/null
	local bob cleo
	bob=$(ask_books 'SELECT number FROM waiting WHERE decider_id = 12') cleo=$(ask_books 'SELECT number FROM waiting WHERE decider_id = 30')
	assert_equal "$(said 2024-11-02T10:00:00Z 12 "!accept $bob" | cut -d'|' -f1)" insufficient_funds
	said 2024-11-02T10:00:01Z 11 '!pay <@12> 2' >/dev/null
	assert_equal "$(said 2024-11-02T10:00:02Z 12 "!accept $bob 2" | sed 's/ Receipt.*//')" 'ok|Dues of November: 2.00 PTS paid, 3.00 are still open. You have 0.00.'
	assert_equal "$(said 2024-11-02T10:00:03Z 12 "!accept $bob 4")" "more_than_open|3.00 PTS are open. Write \`!accept $bob\`."
	assert_equal "$(said 2024-11-02T10:00:04Z 12 "!decline $bob")" 'not_declinable|Dues cannot be declined. A treasurer can waive them.'
	assert_equal "$(said 2024-11-02T10:00:05Z 12 "!declinar $bob")" 'not_declinable|Una cuota no se puede declinar. Tesorería puede perdonarla.'
	assert_equal "$(said 2024-11-02T10:00:06Z 11 "!accept $cleo" | cut -d'|' -f1)" not_yours
	assert_equal "$(said 2024-11-02T10:00:07Z 30 "!cancel $cleo please" | cut -d'|' -f1)" not_yours
	assert_equal "$(said 2024-11-02T10:00:08Z 14 "!cancel $cleo")" "missing_memo|Say why these dues are waived: \`!cancel $cleo reason\`."
	assert_equal "$(said 2024-11-02T10:00:09Z 14 "!cancelar $cleo")" "missing_memo|Di por qué se perdona esta cuota: \`!cancelar $cleo motivo\`."
	assert_equal "$(said 2024-11-02T10:00:10Z 14 "!cancel $cleo hardship")" 'ok|Dues of November: @u30 no longer owes 5.00 PTS.'
	assert_equal "$(ask_books "SELECT pings FROM outbox WHERE seq = (SELECT MAX(seq) FROM commands)")" 30
	assert_equal "$(said 2024-11-02T10:00:11Z 14 "!cancel $cleo again" | cut -d'|' -f1)" already_decided
	assert_equal "$(said 2024-11-02T10:00:12Z 13 '!deposit <@12> 3.50 cash' | sed 's/ Receipt.*//')" \
		'ok|Deposited 3.50 PTS for @bob (transaction 5). They have 3.50 PTS. 3.50 PTS came in; 3.00 paid dues of November. They have 0.50.'
	assert_equal "$(rows "state || ':' || paid")" 'accepted:500 accepted:500 cancelled:0'
	assert_equal "$(ask_books 'SELECT SUM(owing) FROM accounts')" 0
	sound
}

@test "reminders come on their days, one a day; the last one names the role; not to who is exempt, left or wants none" {
	due 2024-11-01T09:00:00Z >/dev/null
	local bob
	bob=$(ask_books 'SELECT number FROM waiting WHERE decider_id = 12')
	assert_equal "$(due 2024-11-03T23:00:00Z)" ''
	assert_equal "$(due 2024-11-04T08:59:00Z)" ''
	assert_equal "$(due 2024-11-04T09:00:00Z)" 'due remind @12 2024-11-04|ok
due remind @30 2024-11-04|ok'
	assert_equal "$(ask_books "SELECT content FROM outbox WHERE user_id = 12 AND seq > (SELECT MAX(seq) - 2 FROM commands)")" "Dues of November are open: 5.00 PTS. \`!accept $bob\` pays them."
	assert_equal "$(due 2024-11-04T20:00:00Z)" ''
	said 2024-11-05T10:00:00Z 14 '!dues exempt <@30> ill' >/dev/null
	assert_equal "$(said 2024-11-05T10:00:01Z 14 "!remind $bob")" 'ok|@bob is reminded of dues of November.'
	assert_equal "$(said 2024-11-05T10:00:02Z 14 "!remind $bob" | cut -d'|' -f1)" too_soon
	# ten days after: it is the last before 15/11, when the role goes
	assert_equal "$(due 2024-11-11T09:00:00Z)" 'due remind @12 2024-11-11|ok'
	assert_equal "$(told)" "post 12: Dues of November are open since 01/11. On 15/11 you lose <@&601>. \`!accept $bob\` pays them."
	assert_equal "$(rows reminders)" '0 3 1'
	echo 'config dues.reminders "4 11"' | gl-command --at 2024-11-11T12:00:00Z | gl-apply >/dev/null
	assert_equal "$(due 2024-11-12T09:00:00Z)" 'due remind @12 2024-11-12|ok'
	said 2024-11-12T10:00:00Z 12 '!notices off' >/dev/null
	echo 'config dues.reminders "3 12"' | gl-command --at 2024-11-12T12:00:00Z | gl-apply >/dev/null
	assert_equal "$(due 2024-11-13T09:00:00Z)" ''
	sound
}

@test "unpaid dues cost the role, and it comes back with the last that is paid, unless an admin decided since" {
	due 2024-11-01T09:00:00Z >/dev/null
	local bob cleo
	bob=$(ask_books 'SELECT number FROM waiting WHERE decider_id = 12') cleo=$(ask_books 'SELECT number FROM waiting WHERE decider_id = 30')
	assert_equal "$(due 2024-11-15T08:59:00Z | grep -c lose)" 0
	# the tick was missed: the loss is of its own day, and dues are asked of those alone who kept the role
	assert_equal "$(due 2024-12-01T10:00:00Z)" "due lose $bob @12 &601|ok
due lose $cleo @30 &601|ok"
	assert_equal "$(jq -r .time "$BATS_TEST_TMPDIR/due" | sort -u)" 2024-11-15T09:00:00.000Z
	assert_equal "$(told 'you lose')" "post 30: Dues of November are not paid: you lose <@&601>. \`!accept $cleo\` pays them, and the role comes back."
	assert_equal "$(wears 12)$(wears 30)" 00
	assert_equal "$(due 2024-12-01T10:00:00Z)" 'due dues 1 2024-12-01 @11|ok'
	assert_equal "$(due 2024-12-01T10:00:00Z)" ''
	# an admin has decided about cleo's role since
	echo 'role revoke <@30> <@&601>' | gl-command --at 2024-12-01T11:00:00Z | gl-apply >/dev/null
	ask_books 'SELECT granted FROM wanted_roles WHERE user_id = 30' >/dev/null
	said 2024-12-02T10:00:00Z 13 '!deposit <@12> 5 cash' >/dev/null
	assert_equal "$(wears 12)" 1
	assert_equal "$(told 'have <@&601> again')" 'post 12: Your dues are paid: you have <@&601> again.'
	assert_equal "$(rows lost)" '0 1 1 0'
	# paid by the member's own word
	said 2024-12-02T10:00:01Z 11 '!pay <@30> 4' >/dev/null
	assert_equal "$(said 2024-12-02T10:00:02Z 30 "!accept $cleo 4" | sed 's/ Receipt.*//')" 'ok|Dues of November: 4.00 PTS paid, 1.00 are still open. You have 0.00.'
	assert_equal "$(wears 30)" 0
	sound
}

@test "a role that somebody lost holds back what depends on it: late dates of another role come at once, those behind the look of today with the next" {
	due 2024-11-01T09:00:00Z >/dev/null
	due 2024-11-15T09:30:00Z >/dev/null
	assert_equal "$(wears 12)$(wears 30)" 00
	member 11 ana '"601","602"' | gl-apply >/dev/null
	gl-command --at 2024-11-15T10:00:00Z account open wages expense | gl-apply >/dev/null
	assert_regex "$(said 2024-11-15T10:00:01Z 14 '!every day pay <@&602> 1 from wages')" '^ok'
	# what was paid might have brought the role back before the look of today for who joined
	assert_equal "$(due 2024-11-18T09:30:00Z)" 'due pay 2 2024-11-16 @11|ok
due pay 2 2024-11-17 @11|ok'
	assert_equal "$(due 2024-11-18T09:30:00Z)" 'due pay 2 2024-11-18 @11|ok'
	assert_regex "$(said 2024-11-18T10:00:00Z 14 '!every day pay <@&601> 1 from wages')" '^ok'
	assert_equal "$(due 2024-11-20T09:30:00Z)" 'due pay 2 2024-11-19 @11|ok'
	assert_equal "$(all_due 2024-11-20T09:30:00Z)" 'due pay 3 2024-11-19 @11|ok
due pay 2 2024-11-20 @11|ok
due pay 3 2024-11-20 @11|ok'
	sound
}

@test "a role that ends before a late date is not asked; the same role is not lost a second time, and is when it is given again" {
	due 2024-11-01T09:00:00Z >/dev/null
	echo '{"type":"role","guild_id":"1000","role_id":"601","name":"Red","position":1,"managed":false,"permissions":"0"}' | gl-apply >/dev/null
	printf 'role grant <@%s> <@&601> %s\n' 12 2024-11-15T09:00:00Z 11 2024-12-01T08:00:00Z | while read -r line; do
		gl-command --at 2024-11-02T10:00:00Z $line
	done | gl-apply >/dev/null
	assert_equal "$(all_due 2024-12-01T10:00:00Z)" 'role revoke @12 &601 2024-11-15T09:00:00.000Z|ok
due lose 17 @30 &601|ok
role revoke @11 &601 2024-12-01T08:00:00.000Z|ok
due dues 1 2024-12-01 |no_members'
	# bob still owes November: the role that he gets again goes from then on
	gl-command --at 2024-12-01T12:00:00Z role grant '<@12>' '<@&601>' | gl-apply >/dev/null
	assert_equal "$(all_due 2024-12-02T10:00:00Z)" 'due lose 16 @12 &601|ok'
	assert_equal "$(ask_books "SELECT time FROM commands WHERE verb = 'due lose' ORDER BY seq DESC LIMIT 1")" "$(date -ud 2024-12-01T12:00:00Z +%s)000"
	sound
}

@test "who comes into a period pays for the days that are left, once, from the look of the next morning on" {
	due 2024-11-01T09:00:00Z >/dev/null
	member 31 dora '"601"' | tee -a "$ROSTER" | gl-apply >/dev/null
	assert_equal "$(due 2024-11-10T09:00:00Z)" ''
	said 2024-11-10T10:00:00Z 31 '!register' >/dev/null
	assert_equal "$(due 2024-11-10T11:00:00Z | grep join || true)" ''
	assert_equal "$(due 2024-11-11T08:59:59Z | grep join || true)" ''
	assert_equal "$(due 2024-11-11T09:00:00Z | grep join)" 'due join 1 2024-11-11 2024-11-01 30 20 @31|ok'
	assert_equal "$(ask_books 'SELECT amount, due, period FROM waiting WHERE decider_id = 31')" '333|2024-11-11|2024-11-01'
	said 2024-11-11T10:00:00Z 13 '!deposit <@31> 3.33 cash' >/dev/null
	assert_equal "$(due 2024-11-12T09:00:00Z | grep join || true)" ''
	assert_equal "$(all_due 2024-12-01T09:00:00Z | grep 'due dues')" 'due dues 1 2024-12-01 @11 @31|ok'
	sound
}

@test "by a policy of batches by hand dues wait until one is open, then all come in their order" {
	echo 'config batch.policy manual' | gl-command --at 2024-10-29T00:00:00Z | gl-apply >/dev/null
	echo 'batch close till=100.00' | gl-command --at 2024-10-29T00:00:01Z | gl-apply >/dev/null
	assert_equal "$(due 2024-12-01T09:00:00Z)" ''
	echo 'batch open' | gl-command --at 2024-12-01T10:00:00Z | gl-apply >/dev/null
	# who does not pay the first loses the role as of 15/11, and is not asked for the second
	assert_equal "$(due 2024-12-01T10:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30|ok'
	assert_equal "$(due 2024-12-01T10:00:00Z | sed 's/lose [0-9]*/lose/')" 'due lose @12 &601|ok
due lose @30 &601|ok'
	assert_equal "$(due 2024-12-01T10:00:00Z | head -1)" 'due dues 1 2024-12-01 @11|ok'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM transactions WHERE batch = 2")" 2
	sound
}

@test "a role that nobody has is a miss, told each time; the third pauses the dues" {
	{ member 11 ana; member 12 bob; member 30 u30; } | tee -a "$ROSTER" | gl-apply >/dev/null
	local day
	for day in 2024-11-01 2024-12-01 2025-01-01; do assert_equal "$(due ${day}T09:00:00Z)" "due dues 1 $day |no_members"; done
	assert_equal "$(ask_books 'SELECT state, misses, done FROM schedules')" 'paused|3|2025-01-01'
	assert_equal "$(told 'resume 1' | wc -l)" 1
	assert_equal "$(due 2025-02-01T09:00:00Z)" ''
	sound
}

@test "who leaves is told of once: what they have, owe and hold; what they asked is taken back, debts stay" {
	said 2024-10-28T10:00:00Z 12 '!request <@11> 3 beer' >/dev/null
	said 2024-10-28T10:00:01Z 13 '!hold 10 <@11> key' >/dev/null
	due 2024-11-01T09:00:00Z >/dev/null
	said 2024-11-02T10:00:00Z 11 '!every month pay <@12> 2 x' >/dev/null
	local hold
	hold=$(ask_books "SELECT number FROM waiting WHERE kind = 'hold'")
	echo '{"type":"member","guild_id":"1000","user_id":"11","name":"ana","roles":[],"pending":false,"left":true}' >"$BATS_TEST_TMPDIR/left"
	gl-apply <"$BATS_TEST_TMPDIR/left" >/dev/null
	assert_equal "$(told)" "dm 14: <@11> left with 95.00 PTS, a hold of 10.00 PTS (n.º $hold), schedule 2."
	assert_equal "$(ask_books 'SELECT state, reason FROM schedules WHERE schedule = 2')" 'paused|left'
	gl-apply <"$BATS_TEST_TMPDIR/left" >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE content LIKE '%left with%'")" 1
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE kind = 'request'")" waiting
	echo '{"type":"member","guild_id":"1000","user_id":"12","name":"bob","roles":[],"pending":false,"left":true}' | gl-apply >/dev/null
	assert_equal "$(told)" 'dm 14: <@12> left with 1 debt open (5.00 PTS).'
	assert_equal "$(due 2024-11-04T09:00:00Z)" 'due remind @30 2024-11-04|ok'
	assert_equal "$(due 2024-11-20T09:00:00Z | grep -c lose)" 1
	assert_equal "$(all_due 2024-12-01T09:00:00Z | grep dues)" 'due dues 1 2024-12-01 |no_members'
	sound
}

@test "a closed account leaves dues to the person; holds forbid it, requests end" {
	due 2024-11-01T09:00:00Z >/dev/null
	said 2024-11-02T10:00:00Z 11 '!request <@12> 3 beer' >/dev/null
	said 2024-11-02T10:00:01Z 13 '!hold 10 <@11> key' >/dev/null
	local hold
	hold=$(ask_books "SELECT number FROM waiting WHERE kind = 'hold'")
	assert_equal "$(said 2024-11-02T10:00:02Z 14 '!account close <@11>')" "has_holds|10.00 PTS of it are held (n.º $hold). Release or capture them first."
	assert_equal "$(said 2024-11-02T10:00:03Z 11 '!unregister' | cut -d'|' -f1)" has_holds
	assert_equal "$(said 2024-11-02T10:00:04Z 12 '!unregister' | cut -d'|' -f1)" ok
	assert_equal "$(ask_books "SELECT state, code FROM waiting WHERE kind = 'request'")" 'cancelled|account_closed'
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE kind = 'dues' AND decider_id = 12")" waiting
	said 2024-11-03T10:00:00Z 12 '!register' >/dev/null
	said 2024-11-03T10:00:01Z 13 '!deposit <@12> 5 cash' >/dev/null
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE kind = 'dues' AND decider_id = 12")" accepted
	sound
}

@test "a monthly statement comes on the 1st, to who wants it and whose money moved, with what they owe" {
	assert_equal "$(said 2024-10-28T10:00:00Z 11 '!statement monthly' | cut -d'|' -f1)" missing_argument
	assert_equal "$(said 2024-10-28T10:00:01Z 11 '!extracto mensual si')" 'ok|El día 1 de cada mes te envío el extracto del mes anterior. Escribe `!extracto mensual no` para dejarlo.'
	assert_equal "$(said 2024-10-28T10:00:02Z 12 '!statement monthly on' | cut -d'|' -f1)" ok
	due 2024-11-01T08:59:00Z >/dev/null
	said 2024-10-31T10:00:03Z 11 '!pay <@14> 7 book' >/dev/null
	assert_equal "$(all_due 2024-11-01T09:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30|ok
due statement @11 2024-11-01|ok'
	assert_equal "$(ask_books "SELECT text FROM commands WHERE verb = 'due statement'")" "I'm sending it to you as a direct message."
	ask_books "SELECT content FROM outbox WHERE kind = 'dm' AND user_id = 11 AND files IS NOT NULL" >"$BATS_TEST_TMPDIR/dm"
	grep -q book "$BATS_TEST_TMPDIR/dm"
	assert_equal "$(due 2024-11-01T09:30:00Z)" ''
	said 2024-11-05T10:00:00Z 12 '!statement monthly off' >/dev/null
	assert_equal "$(all_due 2024-12-01T09:00:00Z | grep statement)" 'due statement @11 2024-12-01|ok'
	assert_equal "$(all_due 2025-01-01T09:00:00Z | grep statement)" 'due statement @11 2025-01-01|ok'
	sound
}
