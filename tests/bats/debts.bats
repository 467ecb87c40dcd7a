# What is owed outlives accounts and refusals, counts for limits, and is approved whoever left: texts, limits over the clock, and what gl-verify says of it.
# The cases without words are stories (tests/month/stories: dues-outlive-account, debts-count-for-limits, owner-left and others).
load dues

setup() { dues_books; }
debt_of() { ask_books "SELECT MAX(number) FROM waiting WHERE kind = 'dues' AND decider_id = $1"; }
# leaves ID NAME: as the roster says it next.
leaves() { member "$1" "$2" | sed 's/"left":false/"left":true/' | gl-apply >/dev/null; }
# A second treasurer, tess; above 4.00 somebody else approves; tomas, whose dues these are, is gone.
without_owner() {
	member 18 tess '"502"' | tee -a "$ROSTER" | gl-apply >/dev/null
	say 10 10 '!config approval.over 4' | tick >/dev/null
	leaves 14 tomas
}

@test "dues of who left are asked for by nobody: the treasurers are told that they recur, and any of them approves, once or always" {
	without_owner
	assert_equal "$(due 2024-11-01T09:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30|ok'
	local run
	run=$(ask_books 'SELECT MAX(number) FROM waiting')
	assert_equal "$(told | sed 's/<t:[0-9]*:f>/T/')" "dm 18: Schedule 1 asks to collect dues of 15.00 PTS (n.º $run). A treasurer approves with \`!approve $run\`; it ends on T. Whoever set it up has left. It recurs: \`!approve $run always\` approves later runs, too."
	assert_equal "$(row "$run" "asked_by || ' ' || state")" '0 waiting'
	assert_equal "$(said 2024-11-01T10:00:00Z 18 "!approve $run" | cut -d. -f1)" "ok|You approved $run"
	assert_equal "$(row "$run" "decided_by || ' ' || state")" '18 accepted'
	assert_equal "$(all_due 2024-11-03T10:00:00Z)" '' # once
	assert_equal "$(rows "decider_id || ':' || state")" '11:accepted 12:waiting 30:waiting'
	# what is approved for good asks nobody
	due 2024-12-01T09:00:00Z >/dev/null
	assert_equal "$(said 2024-12-01T10:00:00Z 18 "!approve $(ask_books 'SELECT MAX(number) FROM waiting') always" | sed 's/|.*//; q')" ok
	assert_equal "$(due 2025-01-01T09:00:00Z)" 'due dues 1 2025-01-01 @11 @12 @30|ok'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'approval'")" 2
	sound
}

@test "a payroll of who left goes on once another treasurer resumes it, and an operator may approve its run, once" {
	member 18 tess '"502"' | tee -a "$ROSTER" | gl-apply >/dev/null
	{ say 10 14 '!account open wages expense'; say 11 14 '!every month pay <@11> 5 from wages rent from 2024-11-01'; say 12 10 '!config approval.over 4'; } | tick >/dev/null
	leaves 14 tomas
	assert_equal "$(said 2024-10-30T10:00:00Z 18 '!schedule resume 2' | cut -d'|' -f1)" ok
	assert_equal "$(due 2024-11-01T09:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30|ok
due pay 2 2024-11-01 @11|ok'
	local run
	run=$(ask_books "SELECT MAX(number) FROM waiting WHERE schedule = 2")
	assert_equal "$(told scheduled | sed 's/<t:[0-9]*:f>/T/; s/; it ends.*//')" "dm 18: Schedule 2 asks to make scheduled payments of 5.00 PTS: rent (n.º $run). A treasurer approves with \`!approve $run\`"
	assert_equal "$(said 2024-11-01T10:00:00Z 11 "!approve $run" | cut -d'|' -f1)" missing_permit
	assert_equal "$(gl-command --at 2024-11-01T10:00:01Z cancel "$run" | gl-apply | jq -r .code)" not_yours
	assert_equal "$(gl-command --at 2024-11-01T10:00:02Z approve "$run" | gl-apply | jq -r .status)" ok
	assert_equal "$(ask_books "SELECT author_id || ' ' || approved_by FROM transactions WHERE waiting = $run")" '0 0'
	assert_equal "$(all_due 2024-11-02T10:00:00Z | grep -c 'due pay')" 0
	sound
}

@test "in a Spanish community it says so in Spanish; what was asked before the owner left is asked again, by nobody" {
	member 18 tess '"502"' | tee -a "$ROSTER" | gl-apply >/dev/null
	{ say 10 10 '!config approval.over 4'; say 11 10 '!config language es'; } | tick >/dev/null
	due 2024-11-01T09:00:00Z >/dev/null
	local before again
	before=$(ask_books 'SELECT MAX(number) FROM waiting')
	assert_equal "$(row "$before" asked_by)" 14
	leaves 14 tomas
	assert_equal "$(row "$before" "state || ' ' || code")" 'cancelled left'
	assert_equal "$(due 2024-11-02T09:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30|ok'
	again=$(ask_books 'SELECT MAX(number) FROM waiting')
	assert_equal "$(told | sed 's/<t:[0-9]*:f>/T/')" "dm 18: El programado 1 pide cobrar cuotas por 15,00 PTS (n.º $again). Lo aprueba una persona de tesorería con \`!aprobar $again\`; caduca el T. Quien lo creó se ha ido. Se repite: con \`!aprobar $again siempre\` quedan aprobadas también las próximas veces."
	assert_equal "$(said 2024-11-02T10:00:00Z 18 "!aprobar $again" | sed 's/|.*//; q')" ok
	sound
}

@test "who left and is forgotten asks for nothing either; an owner who is there asks, and nobody else may approve, as before" {
	without_owner
	operator forget '<@14>' >/dev/null
	due 2024-11-01T09:00:00Z >/dev/null
	local run
	run=$(ask_books 'SELECT MAX(number) FROM waiting')
	assert_equal "$(row "$run" asked_by)" 0
	assert_equal "$(ask_books "SELECT name FROM users WHERE user_id = 14" | grep -c tomas)" 0
	assert_equal "$(said 2024-11-01T10:00:00Z 18 "!approve $run" | sed 's/|.*//; q')" ok
	# tess's own dues are asked by her: she is the only treasurer
	said 2024-11-01T10:00:01Z 18 '!dues <@&601> 6 monthly' >/dev/null
	due 2024-12-01T09:00:00Z >/dev/null
	run=$(ask_books "SELECT MAX(number) FROM waiting WHERE schedule = 2")
	assert_equal "$(row "$run" asked_by)" 18
	assert_equal "$(said 2024-12-01T10:00:00Z 18 "!approve $run" | sed 's/|.*//; q')" own_request
	sound
}

@test "what is accepted of dues counts for the limits of a day over ticks, and what paid itself in between does not" {
	due 2024-11-01T09:00:00Z >/dev/null
	say 10 10 '!config limit.day 4' | tick >/dev/null
	local bob
	bob=$(debt_of 12)
	said 2024-11-02T10:00:00Z 13 '!deposit <@12> 4 cash' >/dev/null
	assert_equal "$(said 2024-11-02T10:00:01Z 12 "!accept $bob 1.50" | sed 's/|.*//; q')" ok
	assert_equal "$(said 2024-11-02T10:00:02Z 12 '!limits' | grep -c '2.50')" 1
	assert_equal "$(said 2024-11-02T10:00:03Z 12 '!pay dues 1' | sed 's/|.*//; q')" ok
	assert_equal "$(said 2024-11-02T10:00:04Z 12 "!accept $bob 1.51")" 'over_limit|You can pay 4.00 PTS a day; 1.50 are left until midnight.'
	assert_equal "$(said 2024-11-02T10:00:05Z 12 "!approve $bob")" 'over_limit|You can pay 4.00 PTS a day; 1.50 are left until midnight.'
	assert_equal "$(said 2024-11-02T10:00:06Z 12 "!aceptar $bob 1,51")" 'over_limit|Puedes pagar 4,00 PTS al día; quedan 1,50 hasta medianoche.'
	# the other 2.50 pay themselves, above what is left; and the limit has what it had
	said 2024-11-02T10:00:07Z 13 '!deposit <@12> 2 cash' >/dev/null
	assert_equal "$(row "$bob" "state || ' ' || paid")" 'accepted 500'
	assert_equal "$(said 2024-11-02T10:00:08Z 12 '!pay <@11> 1' | sed 's/|.*//; q')" ok
	assert_equal "$(said 2024-11-02T10:00:09Z 13 '!deposit <@12> 5 cash' | sed 's/|.*//; q')" ok
	assert_equal "$(said 2024-11-02T10:00:10Z 12 '!pay <@11> 0.51' | sed 's/|.*//; q')" over_limit
	assert_equal "$(said 2024-11-02T10:00:11Z 12 '!pay <@11> 0.50' | sed 's/|.*//; q')" ok
	# reversed, it does not count
	local paid
	paid=$(ask_books "SELECT MIN(transaction_id) FROM transactions WHERE waiting = $bob")
	assert_equal "$(said 2024-11-02T10:00:12Z 14 "!reverse $paid wrong" | sed 's/|.*//; q')" ok
	assert_equal "$(said 2024-11-02T10:00:13Z 12 '!pay <@11> 1.50' | sed 's/|.*//; q')" ok
	assert_equal "$(said 2024-11-02T10:00:14Z 12 '!pay <@11> 0.01' | sed 's/|.*//; q')" over_limit
	sound
}

@test "money that comes back to who pays settles their dues, and counts for no limit, in the same tick or a later one" {
	say 10 10 '!config limit.day 6' | tick >/dev/null
	# cleo owes bob 5.00, bob owes dues: what he pays her comes back, and pays them
	said 2024-10-30T10:00:00Z 30 '!every month pay <@12> 5 rent from 2024-10-31 short=owe' >/dev/null
	all_due 2024-11-01T09:00:00Z >/dev/null
	said 2024-11-02T10:00:00Z 13 '!deposit <@12> 4.99 cash' >/dev/null
	assert_equal "$(said 2024-11-02T10:00:01Z 13 '!deposit <@30> 0.01 cash' | sed 's/|.*//; q')" ok
	{ say "$(at 2024-11-02T10:00:02Z)" 12 '!pay <@30> 4.99'; say "$(at 2024-11-02T10:00:03Z)" 12 '!pay <@11> 0'; } | tick >/dev/null
	assert_equal "$(row "$(debt_of 12)" "state || ' ' || paid")" 'accepted 500'
	said 2024-11-02T10:00:04Z 13 '!deposit <@12> 3 cash' >/dev/null
	assert_equal "$(said 2024-11-02T10:00:05Z 12 '!pay <@11> 1.02' | sed 's/|.*//; q')" over_limit
	assert_equal "$(said 2024-11-02T10:00:06Z 12 '!pay <@11> 1.01' | sed 's/|.*//; q')" ok
	sound
}

@test "gl-verify finds dues that were accepted beyond a limit, and dues that a refusal is said to have ended" {
	due 2024-11-01T09:00:00Z >/dev/null
	say 10 10 '!config limit.day 4' | tick >/dev/null
	local bob paid
	bob=$(debt_of 12)
	said 2024-11-02T10:00:00Z 13 '!deposit <@12> 4.50 cash' >/dev/null
	said 2024-11-02T10:00:01Z 12 "!accept $bob 4" >/dev/null
	said 2024-11-02T10:00:02Z 12 "!accept $bob 1" >/dev/null
	sound
	paid=$(ask_books "SELECT transaction_id FROM transactions WHERE waiting = $bob")
	tamper "UPDATE entries SET amount = amount * 9 / 8 WHERE transaction_id = $paid"
	run gl-verify
	assert_failure 1
	assert_line --regexp "^FAULT limit: transactions .*/$paid: with it user 12 paid 450 PTS"
	tamper "UPDATE entries SET amount = amount * 8 / 9 WHERE transaction_id = $paid"
	run gl-verify
	assert_success
	tamper "UPDATE waiting SET state = 'failed', code = 'over_limit', decided_by = 12, decided_seq = (SELECT MAX(seq) FROM commands), decided_at = (SELECT MAX(time) FROM commands) WHERE number = $bob;
		UPDATE accounts SET owing = 0 WHERE owner_id = 12"
	run gl-verify
	assert_failure 1
	assert_line --regexp "^FAULT state: waiting .*/$bob"
}

@test "a hold to who left says why it is not captured, in both languages, and goes to somebody else" {
	said 2024-10-28T10:00:00Z 13 '!hold 20 <@11> to <@12> key' >/dev/null
	local hold
	hold=$(ask_books 'SELECT MAX(number) FROM waiting')
	leaves 12 bob
	assert_equal "$(said 2024-10-28T10:00:01Z 13 "!capture $hold")" 'left|@bob has left this community.'
	assert_equal "$(said 2024-10-28T10:00:02Z 13 "!capturar $hold 5 a <@12>" | sed 's/|.*//; q')" left
	assert_equal "$(row "$hold" state)" waiting
	assert_equal "$(said 2024-10-28T10:00:03Z 13 "!capture $hold 20 to <@30>" | sed 's/|.*//; q')" ok
	sound
}

@test "accept takes no part of what a schedule owes, and says that it is taken as a whole" {
	said 2024-10-30T10:00:00Z 30 '!every month pay <@11> 5 rent from 2024-10-31 short=owe' >/dev/null
	all_due 2024-10-31T09:00:00Z >/dev/null
	local owed
	owed=$(ask_books "SELECT MAX(number) FROM waiting WHERE kind = 'owe'")
	assert_equal "$(said 2024-10-31T10:00:00Z 30 "!accept $owed 1")" "surplus|$owed is accepted as a whole: leave the amount out."
	assert_equal "$(said 2024-10-31T10:00:01Z 30 "!aceptar $owed 1" | sed 's/|.*//; q')" surplus
	assert_equal "$(row "$owed" "state || ' ' || paid")" 'waiting 0'
	sound
}
