# What is answered and posted behind forget, while the log is still being blanked: it shows memos that are gone afterwards, and no copy of it may
# stay, whatever becomes of it on Discord. And what gl-verify takes for such a gap, and what not.
load forgetting

setup() {
	working_books
	stranger
	operator config chatter.limit 0 >/dev/null
	operator config report.channel '<#2000>' >/dev/null
}

# ask_all FIRST: every report in each form of its answer, and what else lists people, memos and commands, by those who may see it.
ask_all() {
	local number=$1 words
	while read -r words; do
		say "$number" 10 "!$words"
		number=$((number + 1))
	done < <(
		for report in balances trial-balance balance-sheet income 'statement account=<@21>' 'statement account=<@12>' journal batch count biggest batches batch-totals flows \
			activity hours summary top users roles permits registrations log failed 'history account=<@21>'; do
			printf 'report %s\n' "$report" "$report csv"
		done
		printf '%s\n' 'report flows chart' 'report balances-over-time chart' 'history <@21>' 'history <@12>' top 'balance <@21>' 'batch list' 'batch show 1' 'role list' \
			'role who <@&501>' 'why <@21> pay' 'whoami' 'reverse 4 not theirs' 'account freeze <@21>' 'account unfreeze <@21>' 'role grant <@21> <@&601>' 'reject 1' 'verify 3-ABC'
	)
}

# posts N: reports as jobs/report posts them: text, and a chart and a CSV beside it; and words that are no report.
posts() {
	local folder="$BATS_TEST_TMPDIR/posts"
	mkdir -p "$folder"
	gl-report journal --format csv >"$folder/journal.csv"
	gl-report balances --format gnuplot >"$folder/balances.gnuplot"
	gl-report journal | gl-post --channel 2000 --code --key "journal $1"
	gl-report biggest | gl-post --channel 2000 --code --key "biggest $1" --file "$folder/balances.gnuplot"
	gl-post --channel 2000 --key "file $1" --file "$folder/journal.csv" </dev/null
	gl-post --channel 2000 --key "hello $1" 'Hello @Zqx Mark'
	gl-post --channel 2000 --key "news $1" 'Nothing new'
}

# Each delivery that waits comes to its end; those whose number is even are refused for good.
settle_all() {
	local results
	while results=$(gl-outbox --lease 0 | jq -c '[.id, .with[]?] as $all | if (.id | tonumber) % 2 == 0
			then {type: "delivered", guild_id, id, with, status: "failed", error: {http: 403, code: 50001, message: "Missing Access"}}
			else {type: "delivered", guild_id, id, with, status: "sent", discord_id: "1"} end | with_entries(select(.value != null))'); [ -n "$results" ]; do
		gl-apply <<<"$results" >/dev/null
	done
}

# words_of_theirs FIRST: what the member writes, and others of them.
words_of_theirs() {
	say "$1" 21 '!pay <@12> 1 zqx memo' 'Zqx Mark'
	say $(($1 + 1)) 21 '!pay <@12> 2 "zqx other"' 'Zqx Mark'
	say $(($1 + 2)) 21 '!pay <@12> 99999 zqx refused' 'Zqx Mark'
	say $(($1 + 3)) 21 '!mydata' 'Zqx Mark'
	say $(($1 + 4)) 12 '!pay <@21> 0.50 "for @Zqx Mark"'
	say $(($1 + 5)) 12 '!pay @Zqx Mark 5'
	say $(($1 + 6)) 21 '!nonsense of zqx' 'Zqx Mark'
}

played() { gl-parse | gl-identify --roster "$ROSTER"; }

@test "whatever is asked and posted before and behind forget, and whatever becomes of it on Discord, nothing of the member is left in the books, and the log replays" {
	jq -cn '{type: "role", guild_id: "1000", role_id: "601", name: "Red", position: 1, managed: false, permissions: "0"}' | gl-apply >/dev/null
	words_of_theirs 100 | tick >/dev/null
	{ ask_all 200 | played; posts early; } | gl-apply >/dev/null
	operator batch close till=uncounted >/dev/null
	settle_all # some are failed when it is asked for
	words_of_theirs 400 | tick >/dev/null
	posts late >"$BATS_TEST_TMPDIR/late"
	posts behind >"$BATS_TEST_TMPDIR/behind"
	gl-command --at 2025-06-02T00:00:00Z batch close till=uncounted >"$BATS_TEST_TMPDIR/close"
	grep '"21"' "$ROSTER" >"$BATS_TEST_TMPDIR/member"
	{
		ask_all 500 | played
		cat "$BATS_TEST_TMPDIR/late" # waits when all is blanked
		say 800 21 '!forget <@21>' 'Zqx Mark' | played
		ask_all 900 | played
		cat "$BATS_TEST_TMPDIR/close" "$BATS_TEST_TMPDIR/behind" "$BATS_TEST_TMPDIR/member" # gl-roster had read the name before
	} | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	assert_equal "$(jq -r 'select(.verb == "forget") | .status' "$BATS_TEST_TMPDIR/outcomes")" ok
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" 0
	# It was there to be lost: in answers, in the sheet, in posts; and all that waits still says it.
	assert [ "$(ask_books "SELECT COUNT(*) FROM commands WHERE text = '…'")" -ge 20 ]
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'post' AND record LIKE '%\"content\":\"…\"%'")" 12
	assert [ "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'post' AND content LIKE '%zqx%'")" -ge 4 ]
	assert [ "$(ask_books "SELECT COUNT(*) FROM outbox JOIN forgets USING (guild_id) WHERE kind = 'reply' AND seq > last_seq AND content LIKE '%zqx%'")" -ge 3 ]
	run bash -c "sqlite3 '$GL_DB' .dump | grep -v '^INSERT INTO.* \"*outbox' | grep -i zqx"
	assert_output ''
	run gl-verify --replay
	assert_success
	settle_all
	assert [ "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'post' AND state = 'failed'")" -ge 3 ]
	run all_of zqx
	assert_output ''
	if ! over_server; then
		# of a page that was split while answers were on their way, SQLite keeps a piece in its free part (docs/privacy.md); no copy does
		gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
		run grep -a -c -i zqx "$BATS_TEST_TMPDIR/copy.db"
		assert_output 0
	fi
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'post' AND record LIKE '%Nothing new%'")" 3
	run gl-verify --replay
	assert_success
}

@test "what is posted behind forget, and refused by Discord before all is blanked, keeps no content for another try" {
	words_of_theirs 100 | tick >/dev/null
	operator deposit '<@12>' 5 cash >/dev/null
	{
		gl-command --at 2025-06-02T00:00:00Z forget '<@21>'
		posts behind
		gl-command --at 2025-06-02T00:00:00Z batch close till=uncounted
	} >"$BATS_TEST_TMPDIR/records"
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	gl-apply <"$BATS_TEST_TMPDIR/records" >/dev/null
	ask_books "SELECT delivery FROM outbox WHERE kind = 'post' ORDER BY 1" | sed 's/.*/{"type":"delivered","guild_id":"1000","id":"&","status":"failed","error":{"http":403,"code":50001,"message":"Missing Access"}}/' >"$BATS_TEST_TMPDIR/refused"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/refused")" 6
	bring_books "$BATS_TEST_TMPDIR/kept.db"
	cat "$BATS_TEST_TMPDIR/records" "$BATS_TEST_TMPDIR/refused" | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT state, COUNT(*), COUNT(content), COUNT(files) FROM outbox WHERE kind = 'post' GROUP BY state")" 'failed|6|1|0'
	run gl-outbox --retry "$(ask_books "SELECT MIN(delivery) FROM outbox WHERE kind = 'post' AND content IS NULL")"
	assert_failure 64
	assert_output --partial 'its words were forgotten since'
	gl-outbox --retry "$(ask_books "SELECT delivery FROM outbox WHERE kind = 'post' AND content IS NOT NULL")"
	send_all
	run all_of zqx
	assert_output ''
	run gl-verify --replay
	assert_success
}

# since: gl-verify from the checkpoint on. checkpoint: one of the books as they are.
checkpoint() {
	gl-verify --new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key" >/dev/null
}
since() { gl-verify --since "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key.pub" "$@"; }

# blank_table SEQ: as somebody would who has an answer disappear.
blank_table() { tamper "UPDATE commands SET text = '…' WHERE guild_id = 1000 AND seq = $1"; }
last_table() { ask_books "SELECT MAX(seq) FROM commands WHERE guild_id = 1000 AND text LIKE '%\`\`\`%'"; }

# tampered_is_found SEQ: the answer goes, and gl-verify says so, also without a replay; then it is back.
tampered_is_found() {
	rm -f "$BATS_TEST_TMPDIR/whole.db"
	keep_books "$BATS_TEST_TMPDIR/whole.db"
	blank_table "$1"
	run gl-verify
	assert_failure 1
	assert_output --partial "FAULT log: commands 1000/$1: 1 answers up to this row are blank, and no \`forget\` after it blanked them"
	run gl-verify --replay
	assert_failure 1
	assert_output --partial "FAULT answer: commands 1000/$1: text is "
	bring_books "$BATS_TEST_TMPDIR/whole.db"
}

@test "a table that somebody blanked is found where nobody was forgotten, also where another guild of the books forgot somebody" {
	say 100 10 '!report biggest' | tick >/dev/null
	table=$(last_table)
	tampered_is_found "$table"
	gl-db init --guild 1001 --name Other --owner 10 >/dev/null
	{
		jq -cn '{type: "member", guild_id: "1001", user_id: "30", name: "else", roles: [], pending: false, left: false}'
		GL_GUILD=1001 gl-command --at 2025-06-02T00:00:00Z forget '<@30>'
		for number in {1..40}; do GL_GUILD=1001 gl-command --at "2025-06-02T00:01:$((10 + number))Z" config prefix '?'; done
	} | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM forgets WHERE guild_id = 1001 AND last_seq < $table AND $table < next_seq")" 1
	run gl-verify --replay
	assert_success
	tampered_is_found "$table"
}

@test "a table that was answered while somebody was being forgotten may be blank, a later one may not, from a checkpoint on as from the beginning" {
	words_of_theirs 100 | tick >/dev/null
	say 120 21 '!forget <@21>' 'Zqx Mark' | tick >/dev/null
	# As if the time had been up: it goes on behind the next answer.
	ask_books 'UPDATE forgets SET next_seq = 1, next_delivery = 1' >/dev/null
	checkpoint
	say 130 10 '!report biggest' | tick >/dev/null
	assert_equal "$(ask_books "SELECT text FROM commands WHERE seq = (SELECT MAX(seq) FROM commands)")" '…'
	say 140 10 '!report biggest' | tick >/dev/null
	run gl-verify --replay
	assert_success
	run since
	assert_success
	table=$(last_table)
	tampered_is_found "$table"
	blank_table "$table"
	run since
	assert_failure 1
	assert_output --partial "FAULT log: commands 1000/$table: 1 answers up to this row are blank"
	# Nor does it help to write that the log had been looked at up to there.
	tamper "UPDATE forgets SET next_seq = $((table + 2))"
	run since
	assert_failure 1
	assert_output --partial 'FAULT reference: forgets 1000/21: next_seq'
	tamper "UPDATE forgets SET next_seq = $((table + 1)), last_seq = last_seq - 1"
	run gl-verify
	assert_failure 1
	assert_output --partial 'FAULT reference: forgets 1000/21: last_seq'
}

@test "who comes back while they are forgotten, and asks again, is forgotten with what they wrote in between" {
	words_of_theirs 100 | tick >/dev/null
	{ say 120 21 '!forget <@21>' 'Zqx Mark'; words_of_theirs 121; say 130 10 '!report biggest'; } | tick >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE author_id = 21 AND record LIKE '%zqx other%'")" 1
	settle_all
	run gl-verify --replay
	assert_success
	say 140 21 '!forget <@21>' 'Zqx Mark' | tick >/dev/null
	settle_all
	run all_of zqx
	assert_output ''
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE text = '…'")" 0
	run gl-verify --replay
	assert_success
}

@test "however long the blanking takes, and whatever is read, answered, posted, sent and refused meanwhile, nothing of the member is left when it is done" {
	of_files "a trigger holds the blanking up"
	words_of_theirs 100 | tick >/dev/null
	ask_all 200 | tick >/dev/null
	sqlite3 "$GL_DB" "CREATE TRIGGER held BEFORE INSERT ON forgetting BEGIN SELECT RAISE(ABORT, 'held'); END"
	say 400 21 '!forget <@21>' 'Zqx Mark' | tick >/dev/null 2>&1
	ask_all 500 | tick >/dev/null 2>&1
	posts first | gl-apply >/dev/null 2>&1
	settle_all 2>/dev/null
	{ say 700 12 '!pay <@21> 0.50 rent'; say 701 12 '!pay <@21> 99999 rent'; say 702 10 '!deposit <@21> 5 cash'; } | tick >/dev/null 2>&1
	operator batch close till=uncounted >/dev/null 2>&1
	{ ask_all 800 | played; posts second; } | gl-apply >/dev/null 2>&1
	sqlite3 "$GL_DB" 'DROP TRIGGER held'
	run gl-verify --replay
	assert_success
	assert [ "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" = 1 ]
	gl-apply </dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" 0
	run gl-verify --replay
	assert_success
	settle_all
	run all_of zqx
	assert_output ''
	run gl-verify --replay
	assert_success
}
