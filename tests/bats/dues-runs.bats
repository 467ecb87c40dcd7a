# Runs of dues: those that wait for a second person, those in parts, and records that gl-due never writes.
load dues

setup() { dues_books 'grace 14d then lose <@&601>'; }

@test "a run above the threshold waits with those whom it asks; a no ends the date, and nobody pays a part of it later" {
	echo 'config approval.over 10' | gl-command --at 2024-10-29T00:00:00Z | gl-apply >/dev/null
	assert_equal "$(due 2024-11-01T09:00:00Z)" 'due dues 1 2024-11-01 @11 @12 @30|ok'
	local waits
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval' AND state = 'waiting' AND schedule = 1 AND period = '2024-11-01' AND amount = 1500 AND asked_by = 14")
	[ -n "$waits" ]
	assert_equal "$(due 2024-11-02T09:00:00Z)" ''
	assert_equal "$(said 2024-11-02T10:00:00Z 14 "!approve $waits" | cut -d'|' -f1)" own_request
	# who owes is told to the treasurers; the answer and its pings stand in the channel
	assert_equal "$(said 2024-11-02T10:00:01Z 10 "!approve $waits" | sed 's/ Receipt: .*//')" \
		"ok|You approved $waits. Dues of November: 3 members, 1 paid (5.00 PTS), 2 owe (10.00). Telling them takes about 1 minute."
	assert_equal "$(ask_books "SELECT pings FROM outbox WHERE kind = 'reply' AND about = $waits AND pings IS NOT NULL")" ''
	assert_equal "$(ask_books "SELECT pings FROM outbox WHERE kind = 'post' AND content LIKE '%are open%'")" '12 30'
	assert_equal "$(rows "state || ':' || paid")" 'accepted:500 waiting:0 waiting:0'
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions WHERE approved_by IS NOT NULL')" 0
	assert_equal "$(ask_books 'SELECT done FROM schedules')" 2024-11-01
	said 2024-11-03T10:00:00Z 13 '!deposit <@12> 5 x' >/dev/null
	said 2024-11-03T10:00:01Z 13 '!deposit <@30> 5 x' >/dev/null
	# nobody decides: asked for again the day after it ended, and then somebody says no
	assert_equal "$(due 2024-12-01T09:00:00Z)" 'due dues 1 2024-12-01 @11 @12 @30|ok'
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval' AND state = 'waiting'")
	assert_equal "$(all_due 2024-12-08T12:00:00Z)" "due expire $waits 2024-12-08T09:00:00.000Z|ok"
	assert_equal "$(all_due 2024-12-09T09:00:00Z)" 'due dues 1 2024-12-01 @11 @12 @30|ok'
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval' AND state = 'waiting'")
	assert_equal "$(said 2024-12-10T10:00:00Z 10 "!reject $waits not now" | cut -d'|' -f1)" ok
	assert_equal "$(ask_books 'SELECT done FROM schedules')" 2024-12-01
	assert_equal "$(all_due 2024-12-12T09:00:00Z)" ''
	assert_equal "$(rows period | tr ' ' '\n' | sort -u)" 2024-11-01
	sound
}

@test "members who join wait for a second person above the threshold; a no is for good, silence is asked again" {
	due 2024-11-01T09:00:00Z >/dev/null
	{ member 31 dora '"601"'; member 32 rita '"601"'; } | tee -a "$ROSTER" | gl-apply >/dev/null
	echo 'config approval.over 3.32' | gl-command --at 2024-11-09T00:00:00Z | gl-apply >/dev/null
	said 2024-11-10T10:00:00Z 31 '!register' >/dev/null
	assert_equal "$(due 2024-11-11T09:00:00Z | grep join)" 'due join 1 2024-11-11 2024-11-01 30 20 @31|ok'
	local waits
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval' AND verb = 'due join' AND state = 'waiting' AND amount = 333 AND asked_by = 14 AND schedule = 1")
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM waiting WHERE decider_id = 31')" 0
	# who comes later is asked apart, below the threshold at once
	said 2024-11-11T10:00:00Z 32 '!register' >/dev/null
	assert_equal "$(due 2024-11-12T09:00:00Z | grep join)" 'due join 1 2024-11-12 2024-11-01 30 19 @32|ok'
	assert_equal "$(ask_books 'SELECT amount FROM waiting WHERE decider_id = 32')" 316
	assert_equal "$(said 2024-11-13T10:00:00Z 14 "!approve $waits" | cut -d'|' -f1)" own_request
	assert_equal "$(all_due 2024-11-18T09:00:00Z | grep "join\|expire")" "due expire $waits 2024-11-18T09:00:00.000Z|ok
due join 1 2024-11-18 2024-11-01 30 13 @31|ok"
	assert_equal "$(ask_books 'SELECT amount, due FROM waiting WHERE decider_id = 31')" '216|2024-11-18'
	sound
}

@test "who joins is asked once a second person approves, and not at all once one refuses" {
	due 2024-11-01T09:00:00Z >/dev/null
	{ member 31 dora '"601"'; member 32 rita '"601"'; } | tee -a "$ROSTER" | gl-apply >/dev/null
	echo 'config approval.over 1' | gl-command --at 2024-11-09T00:00:00Z | gl-apply >/dev/null
	said 2024-11-10T10:00:00Z 31 '!register' >/dev/null
	due 2024-11-11T09:00:00Z >/dev/null
	local waits
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval'")
	assert_equal "$(said 2024-11-11T10:00:00Z 10 "!approve $waits" | cut -d'|' -f1)" ok
	assert_equal "$(ask_books 'SELECT amount, due, period FROM waiting WHERE decider_id = 31')" '333|2024-11-11|2024-11-01'
	said 2024-11-11T11:00:00Z 32 '!register' >/dev/null
	assert_equal "$(due 2024-11-12T09:00:00Z | grep join)" 'due join 1 2024-11-12 2024-11-01 30 19 @32|ok'
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval' AND state = 'waiting'")
	assert_equal "$(said 2024-11-12T10:00:00Z 10 "!reject $waits" | cut -d'|' -f1)" ok
	assert_equal "$(due 2024-11-13T09:00:00Z | grep join || true)" ''
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM waiting WHERE decider_id = 32')" 0
	sound
}

@test "nobody pays a run that they approve themselves" {
	member 32 rita '"502","601"' | tee -a "$ROSTER" | gl-apply >/dev/null
	said 2024-10-28T10:00:00Z 32 '!register' >/dev/null
	echo 'config approval.over 10' | gl-command --at 2024-10-29T00:00:00Z | gl-apply >/dev/null
	due 2024-11-01T09:00:00Z >/dev/null
	local waits
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval'")
	assert_equal "$(said 2024-11-02T10:00:00Z 32 "!approve $waits")" "own_account|Your own account is part of this, so somebody else has to approve $waits."
	assert_equal "$(rows number)" ''
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE number = $waits")" waiting
}

# due_as SOURCE: what comes of a run's record that is not from gl-due.
due_as() {
	jq -cn --arg source "$1" --arg id $(((400000001000 + ${#1}) << 22)) '{type:"command",source:$source,guild_id:"1000",channel_id:"2000",message_id:$id,time:"2024-12-01T09:00:00.000Z",lang:"en",
		author:{id:(if $source == "discord" then "10" else "0" end),name:"owner",roles:[],member:true,owner:true},verb:"due dues",args:{schedule:"1",date:"2024-12-01",payees:"@11"}}' |
		gl-apply | jq -r '.code // .status'
}

@test "records that gl-due never writes change nothing" {
	due 2024-11-01T09:00:00Z >/dev/null
	local before n=0
	before=$(ask_books 'SELECT COUNT(*) FROM waiting')
	# verb and arguments
	while IFS='|' read -r verb args; do
		n=$((n + 1))
		jq -cn --arg id $(((400000000000 + n) << 22)) --arg verb "$verb" --argjson args "$args" \
			'{type:"command",source:"schedule",guild_id:"1000",message_id:$id,time:"2024-12-01T09:00:00.000Z",lang:"en",author:{id:"0",name:"schedule"},verb:$verb,args:$args}'
	done >"$BATS_TEST_TMPDIR/records" <<-'LIST'
		due dues|{"schedule":"1","date":"2024-11-01","attempt":"0","payees":"@11"}
		due dues|{"schedule":"1","date":"2024-12-02","attempt":"0","payees":"@11"}
		due dues|{"schedule":"1","date":"2024-13-01","attempt":"0","payees":"@11"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","payees":"@12 @11"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","payees":"@11 @11"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","payees":"till"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","payees":"&601"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","part":"2/3","payees":"@11"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"1","part":"2/3","payees":"@11"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","part":"4/3","payees":"@11"}
		due dues|{"schedule":"1","date":"2024-12-01","attempt":"0","part":"x","payees":"@11"}
		due dues|{"schedule":"9","date":"2024-12-01","attempt":"0","payees":"@11"}
		due dues|{"date":"2024-12-01"}
		due dues|{"schedule":"1"}
		due dues|{}
		due join|{"schedule":"1","date":"2024-11-15","period":"2024-11-01","days":"30","left":"17","payees":"@11"}
		due join|{"schedule":"1","date":"2024-11-15","period":"2024-11-01","days":"31","left":"16","payees":"@11"}
		due join|{"schedule":"1","date":"2024-11-01","period":"2024-11-01","days":"30","left":"30","payees":"@11"}
		due join|{"schedule":"1","date":"2024-11-15","period":"2024-10-01","days":"31","left":"16","payees":"@11"}
		due join|{"schedule":"1","date":"2024-11-15","period":"2024-11-01","days":"30","left":"16","payees":"@12"}
		due join|{}
		due remind|{"who":"@11","date":"2024-11-04"}
		due remind|{"who":"@12","date":"2024-11-05"}
		due remind|{"who":"@12","date":"never"}
		due remind|{"who":"bob","date":"2024-11-04"}
		due remind|{}
		due lose|{"n":"1","who":"@12","role":"&601"}
		due lose|{"n":"99999999999999999999","who":"@12","role":"&601"}
		due lose|{}
		due statement|{"who":"@11","date":"2024-12-01"}
		due statement|{}
	LIST
	gl-apply <"$BATS_TEST_TMPDIR/records" | jq -r '.code // .status' | sort | uniq -c | sed 's/^ *//' >"$BATS_TEST_TMPDIR/codes"
	assert_equal "$(grep -v 'not_due\|skipped' "$BATS_TEST_TMPDIR/codes")" ''
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM waiting')" "$before"
	assert_equal "$(due_as discord)$(due_as operator)" unknown_verbunknown_verb
	sound
}

# part ATTEMPT PART WHO: what comes of that part of the run of 1 December.
part() {
	jq -cn --arg id "$(((400000002000 + 10 * $1 + ${2%/*}) << 22))" --arg attempt "$1" --arg part "$2" --arg payees "$3" '{type:"command",source:"schedule",guild_id:"1000",message_id:$id,
		time:"2024-12-01T09:00:00.000Z",lang:"en",author:{id:"0",name:"schedule"},verb:"due dues",args:{schedule:"1",date:"2024-12-01",attempt:$attempt,part:$part,payees:$payees}}' |
		gl-apply | jq -r '.code // .status'
}

@test "a part of a run is asked behind the part before it alone, whatever its attempt says" {
	due 2024-11-01T09:00:00Z >/dev/null
	echo 'config batch.policy manual' | gl-command --at 2024-11-29T00:00:00Z | gl-apply >/dev/null
	echo 'batch close till=100.00' | gl-command --at 2024-11-29T00:00:01Z | gl-apply >/dev/null
	part 0 1/3 @11 >"$BATS_TEST_TMPDIR/codes"
	part 1 2/3 @12 >>"$BATS_TEST_TMPDIR/codes"
	echo 'batch open' | gl-command --at 2024-12-01T08:00:00Z | gl-apply >/dev/null
	part 2 3/3 @30 >>"$BATS_TEST_TMPDIR/codes"
	part 3 2/3 @12 >>"$BATS_TEST_TMPDIR/codes"
	part 3 1/3 @11 >>"$BATS_TEST_TMPDIR/codes"
	part 4 2/3 @12 >>"$BATS_TEST_TMPDIR/codes"
	part 5 3/3 @30 >>"$BATS_TEST_TMPDIR/codes"
	assert_equal "$(paste -sd' ' "$BATS_TEST_TMPDIR/codes")" 'no_open_batch not_due not_due not_due ok ok ok'
	assert_equal "$(ask_books 'SELECT done FROM schedules')" 2024-12-01
}

@test "500 members are asked in one tick: three parts, one summary, 50 pings to a post" {
	of_plain_build "it measures"
	crowd 1000 1499 601
	for ((id = 1000; id < 1400; id++)); do echo "deposit <@$id> 5 x"; done | gl-command --at 2024-10-28T01:00:00Z | gl-apply >/dev/null
	echo 'config treasury.channel <#2001>' | gl-command --at 2024-10-28T01:00:01Z | gl-apply >/dev/null
	local began ended
	began=$(date +%s%N)
	assert_equal "$(due 2024-11-01T09:00:00Z | sed 's/@.*|/|/')" 'due dues 1 2024-11-01 1/3 |ok
due dues 1 2024-11-01 2/3 |ok
due dues 1 2024-11-01 3/3 |ok'
	ended=$(date +%s%N)
	assert [ $(((ended - began) / 1000000)) -lt 4000 ]
	assert_equal "$(ask_books "SELECT state || ' ' || COUNT(*) FROM waiting WHERE kind = 'dues' GROUP BY state ORDER BY state" | paste -sd' ')" 'accepted 401 waiting 102'
	assert_equal "$(ask_books "SELECT COUNT(DISTINCT seq) FROM transactions WHERE verb = 'dues'")" 3
	# bob and cleo of the first part; 100 of the third
	assert_equal "$(ask_books "SELECT channel_id || ' ' || COUNT(*) FROM outbox WHERE kind = 'post' GROUP BY channel_id ORDER BY channel_id" | paste -sd' ')" '2000 3 2001 3'
	assert_equal "$(ask_books "SELECT MAX(LENGTH(pings) - LENGTH(REPLACE(pings, ' ', '')) + 1) FROM outbox")" 50
	assert_equal "$(due 2024-11-01T09:00:00Z)" ''
	sound
}

@test "a run of more than 5,000 posts posts the summary alone, in each of its parts; who paid and who owes is in the books all the same" {
	for ((id = 11; id <= 18; id++)); do member "9$id" "u9$id" '"601"'; done >>"$ROSTER"
	tail -8 "$ROSTER" | gl-apply >/dev/null
	for ((id = 11; id <= 18; id++)); do echo "register <@9$id>"; done | gl-command --at 2024-10-28T01:00:00Z | gl-apply >/dev/null
	echo 'deposit <@911> 5 x' | gl-command --at 2024-10-28T01:00:00Z | gl-apply >/dev/null
	for ((id = 11; id <= 18; id++)); do said 2024-10-28T10:00:0$((id - 10))Z "9$id" '!notices dm' >/dev/null; done
	echo 'config treasury.channel <#2001>' | gl-command --at 2024-10-28T01:00:01Z | gl-apply >/dev/null
	gl-due --at 2024-11-01T09:00:00Z >"$BATS_TEST_TMPDIR/one"
	# all of this part by direct messages, and 31 such parts of 200
	jq -c '.args.payees = "@911 @912 @913 @914 @915 @916 @917 @918" | .args.part = "1/31"' "$BATS_TEST_TMPDIR/one" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(texts | sed 's/ Receipt.*//')" 'Dues of November (1/31): 8 members, 1 paid (5.00 PTS), 7 owe (35.00): <@912>, <@913>, <@914>, <@915>, <@916>, <@917>, <@918>. They are too many to write to each of them: my next answer to each says it, and `!requests` shows what they owe.'
	assert_equal "$(told | cut -d: -f1)" 'post -'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE kind = 'dues' AND state = 'waiting'")" 7
	# each hears it with the next answer, once
	local number
	number=$(ask_books 'SELECT number FROM waiting WHERE decider_id = 912')
	assert_equal "$(said 2024-11-01T10:00:00Z 912 '!whoami' | tail -2)" "What else happened:
Dues of November: 5.00 PTS are open (n.º $number). \`!accept $number\` pays them."
	assert_equal "$(said 2024-11-01T10:00:01Z 912 '!whoami')" 'ok|You are @u912 (member). You have 0.00 PTS; your account is open.'
	assert_equal "$(said 2024-11-01T10:00:02Z 911 '!quiensoy' | tail -2)" 'Además ha pasado esto:
Cuota de noviembre: 5,00 PTS pagados.'
	# 50 pings are one post: of those whom a channel tells 6,200 are not too many
	jq -c '.message_id = "1301833108689426256" | .args.payees = "@11 @12 @30" | .args.part = "31/31" | .args.attempt = "1"' "$BATS_TEST_TMPDIR/one" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(told | cut -d: -f1 | paste -sd,)" 'post 12 30,post -'
	sound
}
