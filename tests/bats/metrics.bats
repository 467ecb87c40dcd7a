# gl-metrics: what has happened, counted once; what jobs, Discord's limits, backups and the disk are like.
load live

setup() { export GL_STATE="$BATS_TEST_TMPDIR/state" GL_NAME=test; mkdir "$GL_STATE"; }
teardown() { live_end; }

job() { "$PROJECT/jobs/$1" "${@:2}"; }
metrics() { gl-metrics | grep -v '^#'; }
# figure NAME{LABELS}: its value; nothing when there is none.
figure() { metrics | awk -v name="$1" '$1 == name { print $2 }'; }
counters() { sqlite3 "$GL_DB" "SELECT name, first, second, value FROM counters WHERE name = '$1'"; }

@test "messages and commands are counted by verb and status, and once however often they come" {
	working_books
	{ say 7 11 '!pay <@12> 1000'; say 8 12 '!deposit <@12> 5 x'; say 9 11 'good morning'; say 10 11 '!pay'; } >"$BATS_TEST_TMPDIR/more"
	tick <"$BATS_TEST_TMPDIR/more" >/dev/null
	assert_equal "$(figure 'guildledger_commands_total{config="test",guild="1000",verb="pay",status="rejected"}')" 1
	assert_equal "$(figure 'guildledger_commands_total{config="test",guild="1000",verb="reject",status="rejected"}')" 1
	assert_equal "$(figure 'guildledger_commands_total{config="test",guild="1000",verb="deposit",status="denied"}')" 1
	assert_equal "$(figure 'guildledger_commands_total{config="test",guild="1000",verb="register",status="ok"}')" 2
	assert_equal "$(figure 'guildledger_messages_total{config="test",guild="1000"}')" 10
	before=$(everything)
	tick <"$BATS_TEST_TMPDIR/more" >/dev/null
	assert_equal "$(everything)" "$before"
}

@test "counters are what the log says, whatever the chunks, and the same records give the same books" {
	working_books
	for n in $(seq 20 60); do say "$n" $((11 + n % 2)) "!pay <@$((12 - n % 2))> 0.$n"; done >"$BATS_TEST_TMPDIR/more"
	one="$GL_DB"
	keep_books "$BATS_TEST_TMPDIR/two.db"
	tick --chunk 7 <"$BATS_TEST_TMPDIR/more" >/dev/null
	first=$(everything)
	assert_equal "$(counters command)" "$(sqlite3 "$GL_DB" "SELECT 'command', verb, status, COUNT(*) FROM commands GROUP BY 2, 3")"
	GL_DB="$BATS_TEST_TMPDIR/two.db" tick <"$BATS_TEST_TMPDIR/more" >/dev/null
	assert_equal "$(GL_DB="$BATS_TEST_TMPDIR/two.db" everything)" "$first"
	assert_equal "$(sqlite3 "$one" "SELECT value FROM counters WHERE name = 'batch'")" \
		"$(sqlite3 "$one" 'SELECT SUM(amount) FROM entries WHERE amount > 0')"
}

@test "the open batch has its totals, which go with it" {
	working_books
	assert_equal "$(figure 'guildledger_batch_debits{config="test",guild="1000",batch="1",currency="PTS"}')" 100.00
	assert_equal "$(figure 'guildledger_batch_transactions{config="test",guild="1000",batch="1"}')" 1
	operator batch close till=uncounted >/dev/null
	assert_equal "$(metrics | grep -c '^guildledger_batch_debits')" 0
	assert_equal "$(counters batch)" ''
	operator deposit '<@11>' 2.50 more >/dev/null
	assert_equal "$(figure 'guildledger_batch_debits{config="test",guild="1000",batch="2",currency="PTS"}')" 2.50
	assert_equal "$(figure 'guildledger_batch_transactions{config="test",guild="1000",batch="2"}')" 1
}

@test "a batch whose debits pass what 64 bits hold stops at the most, and the books go on" {
	working_books
	sqlite3 "$GL_DB" "UPDATE counters SET value = 9223372036854775800 WHERE name = 'batch'"
	assert_equal "$(operator deposit '<@11>' 1 x | jq -r .status)" ok
	assert_equal "$(figure 'guildledger_batch_debits{config="test",guild="1000",batch="1",currency="PTS"}')" 92233720368547758.07
}

@test "active users are those who wrote within so many days; registered ones hold an account" {
	working_books
	day=$(($(date +%s) / 86400))
	sqlite3 "$GL_DB" "UPDATE users SET active = $day WHERE user_id = 11; UPDATE users SET active = $((day - 6)) WHERE user_id = 12; UPDATE users SET active = $((day - 29)) WHERE user_id = 13"
	assert_equal "$(for days in 1 7 30; do figure "guildledger_users_active{config=\"test\",guild=\"1000\",days=\"$days\"}"; done | xargs)" '1 2 3'
	assert_equal "$(figure 'guildledger_users_registered{config="test",guild="1000"}')" 2
	say 90 12 '!balance' | tick >/dev/null # an old message makes nobody younger
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT active FROM users WHERE user_id = 12')" $((day - 6))
}

@test "migration 6 counts what the log and the outbox already hold" {
	of_files "books on a server began with schema 8"
	working_books
	say 7 11 '!pay <@12> 1000' | tick >/dev/null
	{ cat "$PROJECT/sql/sqlite/0006-counters.sql"; echo "SELECT 'done'"; } >"$BATS_TEST_TMPDIR/migration.sql"
	before=$(sqlite3 "$GL_DB" 'SELECT * FROM counters; SELECT user_id, active FROM users')
	sqlite3 "$GL_DB" 'DROP TABLE counters; DROP INDEX users_active; ALTER TABLE users DROP COLUMN active'
	sqlite3 "$GL_DB" <"$BATS_TEST_TMPDIR/migration.sql" >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT * FROM counters; SELECT user_id, active FROM users')" "$before"
}

@test "deliveries are counted by status, failures by HTTP status and Discord's code" {
	working_books
	gl-outbox >/dev/null
	{
		echo '{"type":"delivered","guild_id":"1000","id":"1","status":"sent","discord_id":"77"}'
		echo '{"type":"delivered","guild_id":"1000","id":"2","status":"failed","error":{"http":403,"code":50013,"message":"Missing Permissions"}}'
		echo '{"type":"delivered","guild_id":"1000","id":"3","status":"retry","error":{"http":503,"code":0,"message":"busy"}}'
	} >"$BATS_TEST_TMPDIR/results"
	gl-apply <"$BATS_TEST_TMPDIR/results" >/dev/null
	gl-apply <"$BATS_TEST_TMPDIR/results" >/dev/null # the first two are settled; the third is tried again, and fails again
	assert_equal "$(figure 'guildledger_deliveries_total{config="test",guild="1000",status="sent"}')" 1
	assert_equal "$(figure 'guildledger_deliveries_total{config="test",guild="1000",status="retry"}')" 2
	assert_equal "$(figure 'guildledger_delivery_errors_total{config="test",guild="1000",status="failed",http="403",code="50013"}')" 1
	assert_equal "$(figure 'guildledger_delivery_errors_total{config="test",guild="1000",status="retry",http="503",code="0"}')" 2
}

@test "a job leaves its result: success, put off, failed, killed" {
	live
	job tick
	assert_equal "$(figure 'guildledger_job_exit_code{config="test",job_name="tick"}')" 0
	success=$(figure 'guildledger_job_last_success_timestamp_seconds{config="test",job_name="tick"}')
	assert [ -n "$success" ]
	exec 8>"$GL_STATE/test.lock"
	flock 8
	run -75 job tick
	exec 8>&-
	GL_TICK=none run -78 job tick
	assert_equal "$(for result in ok later failed; do figure "guildledger_job_runs_total{config=\"test\",job_name=\"tick\",result=\"$result\"}"; done | xargs)" '1 1 1'
	assert_equal "$(figure 'guildledger_job_exit_code{config="test",job_name="tick"}')" 78
	assert_equal "$(figure 'guildledger_job_last_success_timestamp_seconds{config="test",job_name="tick"}')" "$success"
	fake '{"op":"fault","kind":"stall","seconds":30,"times":99}' >/dev/null
	GL_TICK=60 "$PROJECT/jobs/tick" 2>/dev/null 3>&- &
	pid=$!
	until [ "$(cut -c1-10 "$GL_STATE/began.test.tick")" -ge "$(cut -d. -f1 <<<"$success")" ] && pgrep -P $pid >/dev/null; do sleep 0.1; done
	kill -TERM $pid
	pkill -TERM -P $pid || true
	wait $pid || true
	assert_equal "$(figure 'guildledger_job_exit_code{config="test",job_name="tick"}')" 143
	assert_equal "$(find "$GL_STATE" -name 'ended.test.tick*')" "$GL_STATE/ended.test.tick"
}

@test "a job that was killed outright shows a start later than its end" {
	working_books
	echo '1700000000.5' >"$GL_STATE/began.test.tick"
	echo '1690000000.0 1690000003.5 0 1690000003.5 12 3 4' >"$GL_STATE/ended.test.tick"
	assert_equal "$(figure 'guildledger_job_last_start_timestamp_seconds{config="test",job_name="tick"}')" 1700000000.500
	assert_equal "$(figure 'guildledger_job_last_end_timestamp_seconds{config="test",job_name="tick"}')" 1690000003.500
	assert_equal "$(figure 'guildledger_job_duration_seconds{config="test",job_name="tick"}')" 3.500
	echo torn >"$GL_STATE/ended.test.tick"
	assert_equal "$(figure 'guildledger_job_exit_code{config="test",job_name="tick"}')" ''
}

@test "one configuration does not tell another's jobs" {
	working_books
	echo 1700000000.5 | tee "$GL_STATE/began.test.tick" "$GL_STATE/began.test.two.tick" "$GL_STATE/began.other.tick" >/dev/null
	assert_equal "$(metrics | grep last_start)" 'guildledger_job_last_start_timestamp_seconds{config="test",job_name="tick"} 1700000000.500'
}

@test "the last verification and what it found are told, and nothing before there was one" {
	working_books
	assert_equal "$(metrics | grep -c '^guildledger_verify')" 0
	echo 1700000000.5 >"$GL_STATE/began.test.verify"
	echo '0 3 1700000009.5 65' >"$GL_STATE/verified.test"
	assert_equal "$(figure 'guildledger_verify_faults{config="test"}')" 3
	assert_equal "$(figure 'guildledger_verify_ok{config="test"}')" 0
	echo '1700000001.5 0 1700000009.5 0' >"$GL_STATE/verified.test"
	assert_equal "$(figure 'guildledger_verify_ok{config="test"}')" 1
	assert_equal "$(figure 'guildledger_verify_timestamp_seconds{config="test"}')" 1700000009.500
}

@test "the newest backup's time and size are told, wherever GL_BACKUPS points" {
	working_books
	if over_server; then export GL_BACKUPS="$BATS_TEST_TMPDIR/none-yet"; fi # they lie beside no file
	assert_equal "$(metrics | grep -c '^guildledger_backup')" 0
	export GL_BACKUPS="$BATS_TEST_TMPDIR/elsewhere"
	job backup
	touch -d @1700000000 "$GL_BACKUPS/test-20231114T221320Z.db" "$GL_BACKUPS/other-20231114T221320Z.db"
	assert_equal "$(figure 'guildledger_backups{config="test"}')" 2
	newest=$(find "$GL_BACKUPS" -name 'test-*' -newermt '2024-01-01')
	assert_equal "$(figure 'guildledger_backup_timestamp_seconds{config="test"}')" "$(stat -c %Y "$newest").000"
	assert_equal "$(figure 'guildledger_backup_size_bytes{config="test"}')" "$(stat -c %s "$newest")"
}

@test "Discord's answers, rate limits, invalid requests and a dead token are told without a token" {
	live
	write 11 '!balance' >/dev/null
	fake '{"op":"fault","kind":"status","status":401,"times":1}' >/dev/null
	run job tick
	assert_failure
	assert_equal "$(figure 'guildledger_discord_answers_total{config="test",http="401"}')" 1
	assert_equal "$(figure 'guildledger_discord_invalid_requests_total{config="test"}')" 1
	assert_equal "$(figure 'guildledger_discord_invalid_requests_recent{config="test"}')" 1
	assert_equal "$(figure 'guildledger_discord_held{config="test",reason="token"}')" 1
	assert_equal "$(figure 'guildledger_discord_rate_limited_total{config="test",scope="route"}')" 0
	run metrics
	refute_output --partial fake-token
	rm "$GL_STATE"/limits.db*
	job tick
	assert_equal "$(figure 'guildledger_discord_held{config="test",reason="token"}')" 0
	assert_equal "$(figure 'guildledger_fetch_lag_seconds{config="test",guild="1000"}')" 0.000
	assert [ -n "$(figure 'guildledger_fetch_timestamp_seconds{config="test",guild="1000"}')" ]
}

@test "a limits.db that cannot be read costs its own figures only" {
	working_books
	echo garbage >"$GL_STATE/limits.db"
	run --separate-stderr gl-metrics
	assert_success
	assert_output --partial guildledger_transactions_total
	refute_output --partial guildledger_discord
	[[ "$stderr" == *'limits.db: cannot be read'* ]]
}

@test "fetch lag grows while Discord has messages that the books do not" {
	live
	write 11 '!balance' >/dev/null
	fake '{"op":"fault","kind":"status","status":500,"match_path":"messages","times":99}' >/dev/null
	GL_TICK=2 job tick || true
	lag=$(figure 'guildledger_fetch_lag_seconds{config="test",guild="1000"}')
	assert [ -n "$lag" ]
	assert [ "$lag" != 0.000 ]
}

@test "an intent that is off is told, until it is on" {
	live
	fake '{"op":"set","key":"content_intent","value":false}' >/dev/null
	write 11 '!balance' >/dev/null
	run job tick
	assert_failure
	assert_equal "$(figure 'guildledger_intent_off{config="test",guild="1000"}')" 1
	fake '{"op":"set","key":"content_intent","value":true}' >/dev/null
	job tick
	assert_equal "$(figure 'guildledger_intent_off{config="test",guild="1000"}')" 0
}

@test "metrics are lint-clean with everything there is to tell, and two configurations share no sample" {
	command -v promtool >/dev/null || skip 'promtool is not installed (Debian package prometheus)'
	live
	job tick
	job backup
	gl-metrics >"$BATS_TEST_TMPDIR/one"
	promtool check metrics <"$BATS_TEST_TMPDIR/one"
	gl-metrics --config other >"$BATS_TEST_TMPDIR/two"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two" | grep -v '^#' | cut -d' ' -f1 | sort | uniq -d)" ''
}

@test "requests of Discord's are counters by type and result, and a histogram whose last bucket is its count" {
	working_books
	export GL_INTERACTION_COUNTS="$BATS_TEST_TMPDIR/counts" GL_PUBLIC_KEY GL_NAME=test
	GL_PUBLIC_KEY=$("$PROJECT/tests/interactions/request" key)
	assert_equal "$(gl-metrics | grep -c guildledger_interaction)" 0
	for _ in 1 2 3; do printf '{"type":1}' | "$PROJECT/tests/interactions/request" scgi >"$BATS_TEST_TMPDIR/ping"; gl-interaction <"$BATS_TEST_TMPDIR/ping" >/dev/null 2>&1; done
	gl-interaction </dev/null >/dev/null 2>&1
	gl-metrics >"$BATS_TEST_TMPDIR/metrics"
	value() { sed -n "s/^guildledger_$1{config=\"test\"$2} //p" "$BATS_TEST_TMPDIR/metrics"; }
	assert_equal "$(value interactions_total ',type="ping",result="answered"')" 3
	assert_equal "$(value interactions_total ',type="command",result="failed"')" 0
	assert_equal "$(value interactions_not_signed_total)" 1
	assert_equal "$(value interaction_duration_seconds_count ',type="ping"')" 3
	assert_equal "$(value interaction_duration_seconds_bucket ',type="ping",le="+Inf"')" 3
	assert_equal "$(value interaction_duration_seconds_bucket ',type="ping",le="[0-9.]*"' | sort -nc && echo rising)" rising
	assert [ "$(value interaction_last_timestamp_seconds ',type="ping"' | cut -d. -f1)" -ge $(($(date +%s) - 3600)) ]
	assert_equal "$(value interaction_last_timestamp_seconds ',type="command"')" ''
	if command -v promtool >/dev/null; then promtool check metrics <"$BATS_TEST_TMPDIR/metrics"; fi
	head -c 4096 /dev/urandom >"$GL_INTERACTION_COUNTS"
	assert_equal "$(gl-metrics | grep -c guildledger_interaction)" 0
}
