# What recurs: payments and payrolls at their dates. tests/month has the stories; here are the words, the limits, and what goes wrong.
load helper

setup() {
	working_books --timezone Europe/Madrid
	gl-apply <"$ROSTER" >/dev/null # at the first of the messages below it is 00:06 on 28 October in Madrid
}

# told NUMBER WHO TEXT: what somebody is answered. ask: the status, and the code behind it.
told() { outcome text "$@"; }
ask() { say "$@" | tick | jq -r '.status + (if .code then ":" + .code else "" end)'; }
# due TIME: applies what is due then, until nothing is: verb, schedule, date, attempt, and what came of each.
due() {
	local printed rounds=0
	while printed=$(gl-due --at "$1") && [ -n "$printed" ] && [ $((rounds += 1)) -lt 20 ]; do
		paste -d' ' <(jq -r '[.verb, .args.schedule, .args.date, .args.attempt // empty, .args.skipped // empty] | join(" ")' <<<"$printed") \
			<(gl-apply <<<"$printed" | jq -r '.status + (if .code then ":" + .code else "" end)')
	done
}
operator_says() { gl-command --at 2024-10-28T08:00:00Z "$@"; }
schedule() { ask_books "SELECT $2 FROM schedules WHERE schedule = $1"; }
# heard WHO: what they were told by direct messages and pings, oldest first.
heard() { ask_books "SELECT content FROM outbox WHERE notice = 1 AND (user_id = $1 OR pings LIKE '%$1%') ORDER BY delivery"; }

@test "every says what it will do and when first, in the language of the question" {
	run told 20 11 '!every month pay <@12> 20 rent from 2025-01-31'
	assert_output 'Schedule 1: 20.00 PTS to @bob each month on the 31st (the last day of shorter months) at 09:00. First: 31/01/2025.'
	run told 21 11 '!cada 2 semanas los lun,jue pagar <@12> 5 3 veces a las 08:15 falta=deber'
	assert_output 'Programado 2: 5,00 PTS a @bob, cada 2 semanas el lunes y el jueves a las 08:15. Primera fecha: 28/10/2024. 3 veces. Si falta dinero queda a deber y se paga según entre dinero.'
	run told 22 11 '!every day pay <@12> 1 from 2024-01-01 until 2025-12-31 short=retry:3d'
	assert_output 'Schedule 3: 1.00 PTS to @bob each day at 09:00. First: 28/10/2024. Until 31/12/2025. On a shortage it is tried again on the next 3 days. What lies before today is not paid.'
}

@test "schedules lists one's own, newest first; show says what is to come; others see neither" {
	told 20 11 '!every month on 15 pay <@12> 20 rent 12 times' >/dev/null
	told 21 11 '!every friday pay <@12> 5' >/dev/null
	run told 22 11 '!schedules'
	assert_line --index 0 'Schedules of @ana, newest first:'
	assert_line --index 1 '2: 5.00 PTS to @bob each Friday at 09:00; next 01/11/2024'
	assert_line --index 2 '1: 20.00 PTS to @bob each month on the 15th at 09:00; next 15/11/2024'
	run told 23 11 '!schedule show 1'
	assert_line --index 0 'Schedule 1: 20.00 PTS to @bob each month on the 15th at 09:00.'
	assert_line 'Next dates: 15/11/2024, 15/12/2024, 15/01/2025'
	assert_line 'Dates left: 12'
	assert_line 'For: rent'
	assert_equal "$(ask 24 12 '!schedule show 1')" denied:not_yours
	assert_equal "$(ask 25 12 '!schedules <@11>')" denied:missing_permit
	assert_equal "$(ask 26 15 '!schedule show 1')" ok
	due 2024-11-16T12:00:00Z >/dev/null
	gl-command --at 2024-11-16T13:00:00Z schedule show 1 | gl-apply | jq -r .text | grep -x '15/11/2024: paid (transaction [0-9]*)'
	assert_equal "$(told 27 12 '!programados')" 'No hay nada programado. `!cada mes pagar @ana 20` paga a @ana cada mes.'
	assert_equal "$(told 28 11 '!schedule show 9' | head -1)" 'There is no schedule 9. `!schedules` lists yours.'
}

# shown NUMBER TIME: what schedule show says of the last dates then.
shown() { gl-command --at "$2" schedule show "$1" | gl-apply | jq -r .text | sed -n '/^Last dates:/,/^Next/p' | sed '1d;$d'; }

@test "schedule show tells what became of the last three dates, and nothing before the first" {
	told 20 11 '!every day pay <@12> 1 short=retry:1d' >/dev/null
	told 21 11 '!every month pay <@12> 2 from 2024-11-15' >/dev/null
	told 22 11 '!every day pay <@12> 90000' >/dev/null
	assert_equal "$(shown 2 2024-10-28T07:00:00Z)" ''
	due 2024-11-02T12:00:00Z >/dev/null
	run shown 1 2024-11-02T12:00:00Z
	assert_line --index 0 --regexp '^31/10/2024: paid \(transaction [0-9]+\)$'
	assert_line --index 2 --regexp '^02/11/2024: paid \(transaction [0-9]+\)$'
	assert_equal "${#lines[@]}" 3
	assert_equal "$(shown 3 2024-11-02T12:00:01Z | tail -n 1)" '30/10/2024: paid nobody: there was not enough money'
	run told 40 11 '!programado ver 3'
	assert_line --index 2 'Últimas fechas:'
	assert_line --index 3 '28/10/2024: sin pagar a nadie: no había dinero suficiente'
}

@test "schedule show finds a date that was paid by the clocks of another zone, and one that was asked again and needed nobody then" {
	told 20 11 '!every day pay <@12> 1' >/dev/null
	due 2024-10-30T12:00:00Z >/dev/null
	gl-command --at 2024-10-30T12:10:00Z config timezone Pacific/Auckland | gl-apply >/dev/null
	run shown 1 2024-10-30T12:30:00Z
	assert_line --index 0 --regexp '^28/10/2024: paid \(transaction [0-9]+\)$'
	assert_line --index 2 --regexp '^30/10/2024: paid \(transaction [0-9]+\)$'
	gl-command --at 2024-10-30T12:40:00Z config timezone Europe/Madrid | gl-apply >/dev/null
	gl-command --at 2024-10-30T12:40:01Z schedule stop 1 | gl-apply >/dev/null
	member 16 mia '"601"' >>"$ROSTER"
	member 12 bob '"601"' >>"$ROSTER"
	gl-apply <"$ROSTER" >/dev/null
	gl-command --at 2024-10-30T12:41:00Z register '<@16>' | gl-apply >/dev/null
	gl-command --at 2024-10-30T12:41:01Z account open wages expense | gl-apply >/dev/null
	gl-command --at 2024-10-30T12:41:02Z config approval.days 1 | gl-apply >/dev/null
	gl-command --at 2024-10-30T12:41:03Z every thursday pay '<@&601>' 4 from wages | gl-apply >/dev/null
	gl-command --at 2024-10-30T12:41:04Z config approval.over 5 | gl-apply >/dev/null
	assert_equal "$(due 2024-10-31T08:00:00Z)" 'due pay 2 2024-10-31 0 ok'
	assert_regex "$(shown 2 2024-10-31T09:00:00Z)" '^31/10/2024: waits for a second person'
	# nobody answers; when it is asked again on the day after, one of the two has left the role
	member 16 mia | gl-apply >/dev/null
	due 2024-11-02T12:00:00Z >/dev/null
	assert_equal "$(balance_of @bob)" 7.00
	assert_regex "$(shown 2 2024-11-02T13:00:00Z)" '^31/10/2024: paid \(transaction 5\)$'
}

@test "a late date is tried again at the times that it would have had, one in each look; between late dates nothing is" {
	told 20 11 '!every month on 29 pay <@12> 90000 short=retry:2d' >/dev/null
	tried() { gl-due --at "$1" >"$BATS_TEST_TMPDIR/look" && gl-apply <"$BATS_TEST_TMPDIR/look" >/dev/null && jq -r '"\(.args.date) \(.args.attempt) \(.time)"' "$BATS_TEST_TMPDIR/look"; }
	assert_equal "$(tried 2024-11-30T12:00:00Z)" "2024-10-29 0 2024-10-29T08:00:00.000Z
2024-11-29 0 2024-11-29T08:00:00.000Z"
	assert_equal "$(tried 2024-11-30T12:00:00Z)" '2024-11-29 1 2024-11-30T08:00:00.000Z'
	assert_equal "$(tried 2024-11-30T12:00:00Z)" ''
	assert_equal "$(tried 2024-12-05T12:00:00Z)" '2024-11-29 2 2024-12-01T08:00:00.000Z'
	assert_equal "$(tried 2024-12-05T12:00:00Z)" ''
	assert_equal "$(schedule 1 "misses || ' ' || COALESCE(retrying, 'none')")" '2 none'
	assert_equal "$(shown 1 2024-12-05T13:00:00Z | tail -n 1)" '29/11/2024: paid nobody: there was not enough money'
}

@test "what cannot be scheduled is refused with its own code and a line to type" {
	assert_equal "$(ask 20 11 '!every friday pay <@&501> 1')" rejected:role_own_money
	assert_equal "$(ask 21 11 '!every friday pay <@11> 1')" rejected:self_payment
	assert_equal "$(ask 22 11 '!every friday pay till 1')" rejected:not_payable
	assert_equal "$(ask 23 14 '!every friday pay <@12> 1 from till')" rejected:use_cost_account
	assert_equal "$(ask 24 14 '!every friday pay <@12> 1 from opening short=sometimes')" rejected:bad_option
	assert_equal "$(told 31 14 '!every friday pay <@12> 1 from opening short=owe')" 'An account of the community owes nobody by itself: choose `short=skip` or `short=retry:3d`. `short=owe` is for your own account.'
	assert_equal "$(ask 32 14 '!cada viernes pagar <@12> 1 de apertura falta=deber')" rejected:bad_option
	assert_equal "$(ask 25 11 '!every friday pay <@12> 1 from opening')" denied:missing_permit
	assert_equal "$(ask 26 11 '!every year on 02-29 pay <@12> 1 x until 2024-12-31')" rejected:no_dates
	assert_equal "$(ask 27 11 '!every friday pay <@12> 1 at 25:00')" rejected:bad_time
	assert_equal "$(ask 28 14 '!register')$(ask 30 11 '!every friday pay <@12> <@14> 5000000000000.01')" okrejected:too_large
	member 12 bob | sed 's/"left":false/"left":true/' | gl-apply >/dev/null
	assert_equal "$(ask 33 11 '!every friday pay <@12> 1') $(told 34 11 '!every friday pay <@12> 1')" 'rejected:no_payees @bob has left this community.'
	assert_equal "$(told 29 11 '!every friday pay <@&501> 1')" 'From your own account you pay people you mention: `!every friday pay @ana 1`.'
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM schedules')" 0
}

@test "dues of everybody are everyone's in the reports, in the reader's language" {
	operator_says account open dues income | gl-apply >/dev/null
	operator_says dues everyone 5 monthly into dues | gl-apply >/dev/null
	run gl-report schedules
	assert_line --regexp '^ *1 .* everyone '
	refute_output --partial '@'
	run gl-report programados --lang es
	assert_line --regexp '^ *1 .* todos '
}

@test "25 schedules of a member are active at most; a paused one makes room" {
	for n in $(seq 20 44); do say "$n" 11 '!every day pay <@12> 1'; done | tick >/dev/null
	assert_equal "$(ask 50 11 '!every day pay <@12> 1')" rejected:too_many_schedules
	assert_equal "$(ask 51 11 '!schedule pause 7 holidays')" ok
	assert_equal "$(ask 52 11 '!every day pay <@12> 1')" ok
	assert_equal "$(ask 53 11 '!schedule resume 7')" rejected:too_many_schedules
	run told 54 11 '!schedules'
	assert_line 'and 11 more'
	assert_equal "$(told 55 11 '!schedule show 7' | sed -n 2p)" 'paused: holidays'
}

@test "a treasurer stops somebody's schedule, and they are told" {
	told 20 11 '!every day pay <@12> 1' >/dev/null
	assert_equal "$(ask 21 14 '!schedule stop 1 by request')" ok
	assert_equal "$(ask_books "SELECT pings FROM outbox ORDER BY delivery DESC LIMIT 1")" 11
	assert_equal "$(ask 22 11 '!schedule resume 1')" rejected:schedule_over
	assert_equal "$(due 2024-11-05T12:00:00Z)" ''
}

@test "the payee is told of each payment, the payer of what was not paid, and both of what follows" {
	told 20 11 '!every day pay <@12> 45 rent short=retry:1d' >/dev/null
	run due 2024-10-31T08:00:00Z
	assert_output 'due pay 1 2024-10-28 0 ok
due pay 1 2024-10-29 0 ok
due pay 1 2024-10-30 0 rejected:insufficient_funds
due pay 1 2024-10-31 0 rejected:insufficient_funds'
	assert_equal "$(heard 12 | wc -l)" 2
	run heard 11
	assert_line --partial 'Schedule 1 paid nothing on 30/10: 45.00 PTS are needed.'
	assert_line --partial 'Schedule 1 paid nothing on 31/10: 45.00 PTS are needed. It is tried again on 01/11.'
	assert_equal "$(schedule 1 misses)" 2
	run due 2024-11-01T08:00:00Z
	assert_output 'due pay 1 2024-11-01 0 rejected:insufficient_funds'
	run heard 11
	assert_line 'Schedule 1 is paused after 3 dates without payment: `!schedule resume 1`.'
	assert_equal "$(schedule 1 "state || ' ' || reason")" 'paused misses'
	gl-verify --replay
}

@test "what gl-due prints is the same however often, also after what came of it was lost, and has one effect" {
	told 20 11 '!every day pay <@12> 1' >/dev/null
	keep_books "$BATS_TEST_TMPDIR/before"
	gl-due --at 2024-10-30T12:00:00Z >"$BATS_TEST_TMPDIR/one"
	assert_equal "$(gl-due --at 2024-10-30T12:00:00Z)" "$(cat "$BATS_TEST_TMPDIR/one")"
	gl-apply <"$BATS_TEST_TMPDIR/one" >/dev/null
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/one" | jq -r .status | sort -u)" duplicate
	assert_equal "$(balance_of @bob)" 3.00
	assert_equal "$(gl-due --at 2024-10-30T12:00:00Z)" ''
	bring_books "$BATS_TEST_TMPDIR/before"
	assert_equal "$(gl-due --at 2024-10-30T12:00:00Z)" "$(cat "$BATS_TEST_TMPDIR/one")"
	# the last alone: two dates come before it
	tail -1 "$BATS_TEST_TMPDIR/one" | gl-apply >/dev/null
	assert_equal "$(balance_of @bob)" 0.00
	assert_equal "$(schedule 1 done)" 2024-10-27
	# by hand it is no command
	assert_equal "$(jq -c '.source = "operator" | .author = {id: "0", name: "operator"} | .message_id = "9"' "$BATS_TEST_TMPDIR/one" | head -1 | gl-apply | jq -r .code)" unknown_verb
}

@test "two schedules of one moment are two commands, and an id that other words have is passed by" {
	for n in $(seq 20 43); do say "$n" 11 '!every day pay <@12> 0.01'; done | tick >/dev/null
	gl-due --at 2024-10-28T08:00:00Z >"$BATS_TEST_TMPDIR/one"
	assert_equal "$(jq -r .message_id "$BATS_TEST_TMPDIR/one" | sort -u | wc -l)" 24
	assert_equal "$(jq -r .args.schedule "$BATS_TEST_TMPDIR/one" | xargs)" "$(seq 24 | xargs)"
	assert_equal "$(jq -r .time "$BATS_TEST_TMPDIR/one" | sort -u)" 2024-10-28T08:00:00.000Z
	operator_says help | jq -c --arg id "$(head -1 "$BATS_TEST_TMPDIR/one" | jq -r .message_id)" '.message_id = $id' | gl-apply >/dev/null
	gl-due --at 2024-10-28T08:00:00Z >"$BATS_TEST_TMPDIR/two"
	assert_equal "$(jq -c .args "$BATS_TEST_TMPDIR/two")" "$(jq -c .args "$BATS_TEST_TMPDIR/one")"
	assert_not_equal "$(head -1 "$BATS_TEST_TMPDIR/two" | jq -r .message_id)" "$(head -1 "$BATS_TEST_TMPDIR/one" | jq -r .message_id)"
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/two" | jq -r .status | sort | uniq -c | xargs)" '24 ok'
}

@test "a run prints 200 commands at most, the oldest of all first" {
	operator config schedule.catchup 300 >/dev/null
	for n in $(seq 20 29); do say "$n" 11 '!every day pay <@12> 0.01'; done | tick >/dev/null
	ask_books "UPDATE schedules SET misses = -300" # so that as many can be printed at once
	gl-due --at 2024-12-31T12:00:00Z >"$BATS_TEST_TMPDIR/one"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/one")" 200
	assert_equal "$(jq -r .args.date "$BATS_TEST_TMPDIR/one" | sort -u | tail -1)" 2024-11-16
	gl-apply <"$BATS_TEST_TMPDIR/one" >/dev/null
	assert_equal "$(gl-due --at 2024-12-31T12:00:00Z | head -1 | jq -r .args.date)" 2024-11-17
}

@test "too many missed dates are skipped, and the owner and the treasurers are told" {
	operator config schedule.catchup 2 >/dev/null
	told 20 11 '!every day pay <@12> 1 x 20 times' >/dev/null
	run due 2024-11-05T12:00:00Z
	assert_output 'due skip 1 2024-11-03 7 ok
due pay 1 2024-11-04 0 ok
due pay 1 2024-11-05 0 ok'
	assert_equal "$(schedule 1 times_left)" 11
	assert_equal "$(heard 11 | head -1)" 'Schedule 1 was late: 7 dates up to 03/11 were skipped; later ones are caught up.'
	heard 14 | grep -q 'Schedule 1 was late'
	gl-verify --replay
}

WHATEVER_THE_PLACE="sed 's/ while .*//'" # an engine says in its own words where it was

@test "a command that cannot be applied is tried three times more, then its schedule is paused" {
	told 20 11 '!every day pay <@12> 1' >/dev/null
	poison transactions "NEW.verb = 'every'"
	run --separate-stderr eval "due 2024-10-28T12:00:00Z | $WHATEVER_THE_PLACE"
	assert_output 'due pay 1 2024-10-28 0 failed:poisoned
due pay 1 2024-10-28 1 failed:poisoned
due pay 1 2024-10-28 2 failed:poisoned
due pay 1 2024-10-28 3 failed:poisoned
due pay 1 2024-10-28 4 rejected:set_aside'
	cure
	assert_equal "$(schedule 1 "state || ' ' || reason")" 'paused set_aside'
	heard 11 | grep -q 'could not be run, and is paused'
	heard 14 | grep -q 'could not be run, and is paused'
	assert_equal "$(due 2024-10-28T12:00:00Z)" ''
	assert_equal "$(ask 21 11 '!schedule resume 1')" ok
	assert_equal "$(due 2024-10-29T12:00:00Z)" $'due pay 1 2024-10-28 5 ok\ndue pay 1 2024-10-29 0 ok'
}

@test "who is named twice in a run, by a mention and by a role, is paid once, and the proof agrees" {
	member 12 bob '"601"' >>"$ROSTER"
	gl-apply <"$ROSTER" >/dev/null
	operator account open wages expense >/dev/null
	assert_equal "$(ask 20 14 '!every monday pay <@12> <@&601> 10 from wages')" ok
	assert_equal "$(due 2024-10-28T12:00:00Z)" 'due pay 1 2024-10-28 0 ok'
	assert_equal "$(ask_books "SELECT record ->> '$.args.payees' FROM commands WHERE verb = 'due pay'")" '@12 @12'
	assert_equal "$(balance_of @bob)" 10.00
	run gl-verify --replay
	assert_success
}

# late_payroll KEY VALUE: a payroll of 20.00 PTS each day from the 28th on, and what is set then.
late_payroll() {
	operator account open wages expense >/dev/null
	operator config approval.verbs payroll >/dev/null
	ask 20 14 '!every day pay <@11> <@12> 10 from wages' >/dev/null
	operator config "$@" >/dev/null
}

@test "a run that is printed late says when, and is the same command whenever it is printed; what cannot be applied counts all the same" {
	late_payroll approval.over 5
	assert_equal "$(gl-due --at 2024-10-28T08:59:59Z | jq -c .args.asked)" null
	gl-due --at 2024-10-29T12:00:00Z >"$BATS_TEST_TMPDIR/one"
	gl-due --at 2024-10-29T12:00:01Z >"$BATS_TEST_TMPDIR/two"
	assert_equal "$(jq -r '.time + " " + .args.asked' "$BATS_TEST_TMPDIR/one")" '2024-10-28T08:00:00.000Z 2024-10-29T12:00:00.000Z'
	assert_equal "$(jq -r .args.asked "$BATS_TEST_TMPDIR/two")" 2024-10-29T12:00:01.000Z
	assert_equal "$(jq -r .message_id "$BATS_TEST_TMPDIR/two")" "$(jq -r .message_id "$BATS_TEST_TMPDIR/one")"
	poison waiting "NEW.kind = 'approval'"
	run --separate-stderr eval 'for second in 0 1 2 3 4 5; do gl-due --at 2024-10-29T12:00:0${second}Z | gl-apply | jq -r "[.status, .code] | join(\" \")"; done | '"$WHATEVER_THE_PLACE"
	cure
	assert_output "$(printf 'failed poisoned\n%.0s' 1 2 3 4)
rejected set_aside"
}

@test "a payroll above approval.day alone is printed date by date, too, and waits from when it is asked" {
	late_payroll approval.day 15
	assert_equal "$(due 2024-10-29T12:00:00Z)" 'due pay 1 2024-10-28 0 ok'
	assert_equal "$(ask_books "SELECT state, (expires_at - asked_at) / 86400000, asked_at FROM waiting WHERE kind = 'approval'")" "waiting|7|$(date -u -d 2024-10-29T12:00:00Z +%s)000"
}

@test "a run whose approval nobody answered is asked for on the next day, also one that is tried again on a shortage; others go on meanwhile" {
	operator account open wages expense >/dev/null
	operator config approval.verbs payroll >/dev/null
	operator config approval.over 5 >/dev/null
	operator config approval.days 1 >/dev/null
	assert_equal "$(ask 20 14 '!every month on 28 pay <@11> <@12> 10 from wages short=retry:2d')" ok
	assert_equal "$(ask 21 11 '!every day pay <@12> 0.10 from 2024-10-29')" ok
	assert_equal "$(due 2024-10-28T12:00:00Z)" 'due pay 1 2024-10-28 0 ok'
	assert_equal "$(due 2024-10-29T12:00:01Z)" 'due pay 2 2024-10-29 0 ok
due expire   ok'
	assert_equal "$(due 2024-10-30T12:00:00Z)" 'due pay 1 2024-10-28 1 ok
due pay 2 2024-10-30 0 ok'
	run gl-verify --replay
	assert_success
}

@test "a payroll pays those who have the role, and says whom it passed over; above the threshold its run waits, is asked again, and a no skips the date" {
	member 16 mia '"601"' >>"$ROSTER"
	member 12 bob '"601"' >>"$ROSTER"
	gl-apply <"$ROSTER" >/dev/null
	operator account open wages expense >/dev/null
	operator config approval.days 1 >/dev/null
	operator config approval.verbs payroll >/dev/null
	operator config approval.over 5 >/dev/null
	assert_equal "$(ask 20 14 '!every week on mon,tue,wed,thu pay <@&601> 10 from wages')" ok
	assert_equal "$(due 2024-10-28T12:00:00Z)" 'due pay 1 2024-10-28 0 ok'
	row() { ask_books "SELECT number || ' ' || state FROM waiting WHERE kind = 'approval' ORDER BY number DESC LIMIT 1"; }
	assert_regex "$(row)" ' waiting$'
	# nothing of it is printed while it waits; once nobody answered in time, it is asked for on the next day
	assert_equal "$(due 2024-10-29T07:59:59Z)" ''
	run due 2024-10-30T12:00:00Z
	assert_line --index 1 'due pay 1 2024-10-28 1 ok'
	assert_regex "$(row)" ' waiting$'
	number=$(row | cut -d' ' -f1)
	gl-command --at 2024-10-30T13:00:00Z --as boss reject "$number" | gl-apply >/dev/null
	assert_equal "$(schedule 1 "done || ' ' || misses")" '2024-10-28 1'
	# the next date is late already: it waits from when it is asked
	assert_equal "$(due 2024-10-30T13:00:10Z)" 'due pay 1 2024-10-29 0 ok'
	assert_equal "$(due 2024-10-31T13:00:09Z)" ''
	number=$(row | cut -d' ' -f1)
	run jq -r '.status + " " + .text' <<<"$(gl-command --at 2024-10-31T13:00:09Z approve "$number" | gl-apply)"
	assert_output --partial 'ok You approved'
	assert_output --partial 'Not paid, because they cannot be paid now: <@16>.'
	assert_equal "$(balance_of @bob)" 10.00
	assert_equal "$(schedule 1 "done || ' ' || misses")" '2024-10-29 0'
	gl-verify --replay
}
