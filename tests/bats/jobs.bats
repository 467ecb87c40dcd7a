# jobs/: what timers run, against the fake Discord.
load live

setup() { live; export GL_NAME=test; }
teardown() { live_end; }

job() { "$PROJECT/jobs/$1" "${@:2}"; }

@test "a tick reads, applies and answers" {
	write 11 '!pay <@12> 1' >/dev/null
	run job tick
	assert_success
	assert_output ''
	assert_equal "$(answers)" "Paid 1.00 PTS to @bob (transaction 2). You have 99.00 PTS. Receipt: $(receipt_of 2)"
	assert_equal "$(balance_of @bob)" 1.00
}

@test "answers go out although reading fails, and the exit code tells" {
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	fake '{"op":"fault","kind":"status","status":503,"match_path":"channels$","times":99}' >/dev/null
	GL_TICK=4 run job tick
	assert_failure 75
	assert_equal "$(answers)" 'You have 100.00 PTS.'
}

# bats test_tags=trap:22
@test "a tick beside a tick leaves at once" {
	exec 8>"$GL_STATE/test.lock"
	flock 8
	run job tick
	assert_failure 75
	assert_output --partial 'another job of test is running'
	exec 8>&-
	run job tick
	assert_success
}

@test "a tick ends within its time when Discord stalls" {
	write 11 '!balance' >/dev/null
	fake '{"op":"fault","kind":"stall","seconds":120,"times":99}' >/dev/null
	start=$SECONDS
	GL_TICK=3 run job tick
	assert_failure 75
	assert [ $((SECONDS - start)) -lt 90 ]
}

@test "a job reads the configuration that its argument names, and says when there is none" {
	mkdir "$BATS_TEST_TMPDIR/etc"
	printf 'GL_DB="%s"\nGL_STATE=%s\nGL_API=%s\n' "$GL_DB" "$GL_STATE" "$GL_API" >"$BATS_TEST_TMPDIR/etc/one.env"
	cp "$GL_TOKEN_FILE" "$BATS_TEST_TMPDIR/etc/one.token"
	write 11 '!balance' >/dev/null
	run env -u GL_DB -u GL_STATE -u GL_API -u GL_TOKEN_FILE GL_CONFIG="$BATS_TEST_TMPDIR/etc" "$PROJECT/jobs/tick" one
	assert_success
	assert_equal "$(answers)" 'You have 100.00 PTS.'
	GL_CONFIG="$BATS_TEST_TMPDIR/etc" run job tick two
	assert_failure 78
	assert_output --partial 'gl-setup writes one'
}

@test "sync-roster takes what changed into the books, and nothing when nothing did" {
	fake '{"op":"member","guild":"1000","id":"77","name":"newcomer"}' >/dev/null
	run job sync-roster
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT name FROM users WHERE user_id = 77')" newcomer
	before=$(everything)
	job sync-roster
	assert_equal "$(everything)" "$before"
	assert_equal "$(find "$GL_STATE" -name 'roster*')" ''
}

@test "roll-batch closes the open batch and opens the next" {
	run job roll-batch
	assert_success
	assert_equal "$(gl-batch list --format csv | tail -2 | cut -d, -f1,2 | xargs)" '1,closed 2,open'
}

@test "the report goes to the channel that the setting names, and says so when none is named" {
	run job report
	assert_failure 78
	assert_output --partial report.channel
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	GL_NOW=tomorrow GL_REPORTS='balances batches' GL_WEEKLY_REPORTS='' run job report
	assert_success
	outbound
	assert_equal "$(answers | grep -c '^```$')" 4
	assert_regex "$(answers)" '@ana .*100\.00'
}

@test "a report with backticks in it stays in its code block" {
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	printf 'a ```b``` c\n' | gl-post --code | gl-apply >/dev/null
	outbound
	assert_equal "$(answers)" $'```\na \'\'\'b\'\'\' c\n```'
}

@test "metrics are written whole or not at all, and are lint-clean" {
	export GL_METRICS="$BATS_TEST_TMPDIR/prom"
	mkdir "$GL_METRICS"
	run job metrics
	assert_success
	assert_equal "$(ls -A "$GL_METRICS")" guildledger-test.prom
	assert_equal "$(stat -c %a "$GL_METRICS"/*.prom)" 644
	grep -qx 'guildledger_balance{config="test",guild="1000",kind="liability",currency="PTS"} 100.00' "$GL_METRICS/guildledger-test.prom"
	grep -qx 'guildledger_trial_balance_difference{config="test",guild="1000",currency="PTS"} 0.00' "$GL_METRICS/guildledger-test.prom"
	if command -v promtool >/dev/null; then
		promtool check metrics <"$GL_METRICS/guildledger-test.prom"
	fi
	before=$(cat "$GL_METRICS"/*.prom)
	GL_DB=/nowhere run job metrics
	assert_failure 66
	assert_equal "$(cat "$GL_METRICS"/*.prom)" "$before"
	assert_equal "$(ls -A "$GL_METRICS")" guildledger-test.prom
}

@test "a backup is a whole copy of the books, and the oldest ones go" {
	export GL_BACKUPS="$BATS_TEST_TMPDIR/backups" GL_BACKUPS_KEPT=2
	mkdir "$GL_BACKUPS"
	touch "$GL_BACKUPS/test-20200101T000000Z.db" "$GL_BACKUPS/test-20200102T000000Z.db" "$GL_BACKUPS/other-20200101T000000Z.db"
	run job backup
	assert_success
	run ls "$GL_BACKUPS"
	assert_line other-20200101T000000Z.db
	assert_line test-20200102T000000Z.db
	refute_line test-20200101T000000Z.db
	newest=$(find "$GL_BACKUPS" -name 'test-20[3-9]*' -o -name 'test-202[1-9]*' | head -1)
	assert_equal "$(dump_of "$newest")" "$(everything)"
	assert_equal "$(find "$GL_BACKUPS" -name '*.new*')" ''
}

@test "backups while ticks go on are sound, each of one moment" {
	for n in 1 2 3 4 5 6; do
		gl-command deposit '<@11>' 1 more | gl-apply >/dev/null &
		gl-db backup "$BATS_TEST_TMPDIR/copy$n.db" >/dev/null
		wait $!
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/copy$n.db" 'PRAGMA integrity_check')" ok
		assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/copy$n.db" 'SELECT SUM(balance), (SELECT SUM(amount) FROM entries) FROM balances')" '0|0'
	done
}

@test "a backup never overwrites, not even the books themselves" {
	of_files "a copy has another name than a server"
	run gl-db backup "$BATS_TEST_TMPDIR/../$(basename "$BATS_TEST_TMPDIR")/books.db"
	assert_failure 73
	run gl-db backup /nowhere/copy.db
	assert_failure 66
}

@test "an alert says which unit failed, once an hour, without the books" {
	export GL_ALERT_CHANNEL=2000
	GL_DB=/nowhere MONITOR_UNIT=guildledger-tick@test.service run job alert
	assert_success
	assert_regex "$(answers)" 'guildledger-tick@test.service failed on '
	MONITOR_UNIT=guildledger-tick@test.service job alert
	assert_equal "$(answers | wc -l)" 1
	MONITOR_UNIT=guildledger-backup@test.service job alert
	assert_equal "$(answers | wc -l)" 2
}

# stand_in TOOL CODE: a tick's tools, of which that one only ends with the code.
stand_in() {
	local tool
	mkdir -p "$BATS_TEST_TMPDIR/tools"
	for tool in gl-channels gl-fetch gl-parse gl-identify gl-due gl-outbox gl-chart gl-send gl-apply; do
		[ -e "$BATS_TEST_TMPDIR/tools/$tool" ] || ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/tools/$tool"
	done
	rm "$BATS_TEST_TMPDIR/tools/$1"
	printf '#!/bin/sh\nexit %d\n' "$2" >"$BATS_TEST_TMPDIR/tools/$1"
	chmod +x "$BATS_TEST_TMPDIR/tools/$1"
}

@test "a tick whose books take nothing now is put off, though those before them found no reader" {
	stand_in gl-apply 75
	write 11 '!balance' >/dev/null
	GL_BIN="$BATS_TEST_TMPDIR/tools" run job tick
	assert_failure 75
}

@test "while the clock is more than ten minutes off nothing that is due is booked; once it is right, it is" {
	fake '{"op":"role","guild":"1000","id":"601","name":"Red","position":1}' >/dev/null
	sync_roster
	gl-command role grant '<@12>' '<@&601>' 1h | gl-apply >/dev/null
	wanted() { sqlite3 "$GL_DB" "SELECT wanted FROM wanted_roles WHERE user_id = 12 AND role_id = 601"; }
	job tick
	fake '{"op":"set","key":"clock_skew_s","value":-7300}' >/dev/null # this machine's is two hours ahead
	stand_in gl-due 0
	printf '#!/bin/sh\nexec "%s" --at "%s"\n' "$(command -v gl-due)" "$(date -u -d '+2 hours' +%FT%TZ)" >"$BATS_TEST_TMPDIR/tools/gl-due"
	rm -f "$GL_STATE/test.rested"
	GL_BIN="$BATS_TEST_TMPDIR/tools" run job tick
	assert [ -e "$GL_STATE/test.clock" ]
	assert_equal "$(wanted)" 1
	fake '{"op":"set","key":"clock_skew_s","value":0}' >/dev/null
	rm -f "$GL_STATE/test.rested"
	GL_BIN="$BATS_TEST_TMPDIR/tools" run job tick
	assert [ ! -e "$GL_STATE/test.clock" ]
	assert_equal "$(wanted)" 0
}

@test "a disk that failed while channels were read is told, whatever falls due" {
	stand_in gl-fetch 74
	stand_in gl-due 75
	GL_BIN="$BATS_TEST_TMPDIR/tools" run job tick
	assert_failure 74
}

@test "a backup never takes the books for its own unfinished copy" {
	of_files "a copy has another name than a server"
	cp "$GL_DB" "$BATS_TEST_TMPDIR/x.db.new"
	run gl-db backup --db "$BATS_TEST_TMPDIR/x.db.new" "$BATS_TEST_TMPDIR/x.db"
	assert_failure 73
	assert_equal "$(dump_of "$BATS_TEST_TMPDIR/x.db.new")" "$(everything)"
}

@test "a backup that fails leaves nothing on the disk" {
	run bash -c 'trap "" XFSZ; ulimit -f 40; gl-db backup "$1"' _ "$BATS_TEST_TMPDIR/full.db"
	assert_failure 74
	assert_equal "$(find "$BATS_TEST_TMPDIR" -name 'full.db*')" ''
}

@test "a job with a name that is none does not run with another configuration" {
	write 11 '!balance' >/dev/null
	run job tick 'a/b'
	assert_failure 64
	assert_equal "$(requests)" 0
}

@test "numbers that a job cannot use are refused before it does anything" {
	for wrong in 0 08 10s; do
		GL_TICK=$wrong run job tick
		assert_failure 78
		assert_output --partial GL_TICK
	done
	export GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	for wrong in 0 -1 many; do
		GL_BACKUPS_KEPT=$wrong run job backup
		assert_failure 78
	done
	assert [ ! -e "$GL_BACKUPS" ]
}

@test "backups lie out of reach of what holds the token, and others' files stay" {
	mkdir -p "$BATS_TEST_TMPDIR/backups/deeper"
	touch "$BATS_TEST_TMPDIR/backups/deeper/test-20200101T000000Z.db"
	touch -d yesterday "$BATS_TEST_TMPDIR/backups/test-20200101T000000Z.db.new"
	GL_BACKUPS_KEPT=1 run job backup
	assert_success
	assert_equal "$(find "$GL_STATE" -name '*.db' ! -name limits.db)" ''
	assert_equal "$(find "$BATS_TEST_TMPDIR/backups" -maxdepth 1 -name 'test-*' | wc -l)" 1
	assert [ -e "$BATS_TEST_TMPDIR/backups/deeper/test-20200101T000000Z.db" ]
}

@test "an alert that Discord refuses fails, and is tried again" {
	GL_ALERT_CHANNEL=9999 run job alert
	assert_failure 77
	GL_ALERT_CHANNEL=2000 run job alert
	assert_success
	assert_equal "$(answers | wc -l)" 1
	GL_ALERT_CHANNEL='20"00' MONITOR_UNIT=another run job alert
	assert_failure 78
}

@test "metrics without a folder to write say so" {
	GL_METRICS=/nowhere run job metrics
	assert_failure 73
	assert_output --partial GL_METRICS
}

@test "each-guild runs a job for every guild, passes over those that are not set up for it, and tells the gravest of the others" {
	for guild in 1001 1002; do gl-db init --guild $guild --name "G$guild" --owner 10 >/dev/null; done
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	gl-command --guild 1002 config report.channel '<#10020>' | gl-apply >/dev/null
	unset GL_GUILD
	GL_WEEKLY_REPORTS='' run job each-guild report
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" "SELECT DISTINCT guild_id FROM outbox WHERE kind = 'post' ORDER BY guild_id" | xargs)" '1000 1002'
	run job each-guild roll-batch
	assert_success
	assert_equal "$(sqlite3 "$GL_DB" "SELECT guild_id FROM batches WHERE state = 'open' ORDER BY guild_id" | xargs)" '1000 1001 1002'
	GL_REPORTS=no-such-report GL_WEEKLY_REPORTS='' run job each-guild report
	assert_failure 64
	for word in '' ../tick each-guild nothing; do
		run job each-guild $word
		assert_failure 64
	done
	assert [ ! -e "$GL_STATE/began.test.each-guild" ]
}
