# What the log says of commands: who asked, for what, and what came of it; nothing where nothing happened.
load live

setup() { live; export GL_NAME=test GL_LOG=info; }
teardown() { live_end; }

tick_log() { "$PROJECT/jobs/tick" 2>&1; }

@test "a quiet tick writes nothing" {
	tick_log >/dev/null
	run tick_log
	assert_success
	assert_output ''
	write 12 'good morning' >/dev/null # chatter is nothing, either
	GL_LOG_FORMAT=ecs run tick_log
	assert_success
	assert_output ''
}

@test "each command is one line: who, the verb, whom, the amount, the result" {
	write 11 '!pay <@12> 5 lunch' >/dev/null
	write 12 '!balance' >/dev/null
	write 11 '!pay <@12> 9999' >/dev/null
	write 11 '!pay <@12>' >/dev/null
	run tick_log
	assert_output "gl-apply: member 11: pay @12 5.00 PTS: ok, transaction 2, batch 1
gl-apply: member 12: balance: ok
gl-apply: member 11: pay @12 9999 PTS: rejected, insufficient_funds
gl-apply: member 11: pay: rejected, missing_argument"
}

@test "an operator is named, a role's fee and a reversal have their amounts, a setting its key" {
	gl-command role group colours one '<@&501>' fee=2.50 | gl-apply >/dev/null 2>&1
	run bash -c "gl-command --as maria deposit '<@12>' 7 'of the raffle' | gl-apply 2>&1 >/dev/null"
	assert_output 'gl-apply: operator maria: deposit @12 7.00 PTS: ok, transaction 2, batch 1'
	run bash -c "gl-command --as maria reverse 2 'typed twice' | gl-apply 2>&1 >/dev/null"
	assert_output 'gl-apply: operator maria: reverse 2 7.00 PTS: ok, transaction 3, batch 1'
	run bash -c "gl-command --as maria config prefix '?' | gl-apply 2>&1 >/dev/null"
	assert_output 'gl-apply: operator maria: config prefix: ok'
}

@test "no memo, no member's name and no word that was written freely is in the log, at any level" {
	export GL_LOG=debug
	{
		gl-command deposit '<@11>' 5 sesame; gl-command move sesame till 5 x; gl-command config sesame 1
		gl-command account open sesame liability; gl-command role group sesame one '<@&501>'; gl-command pay '<@12>' 5SES sesame
	} >"$BATS_TEST_TMPDIR/records" 2>/dev/null
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/records")" -ge 5 ]
	run --separate-stderr gl-apply <"$BATS_TEST_TMPDIR/records"
	assert_success
	assert_equal "$(grep -c 'record-decided\|operator' <<<"$stderr")" "$(wc -l <"$BATS_TEST_TMPDIR/records")"
	assert_equal "$(grep -i -c -e sesame -e ses <<<"$stderr")" 0
}

@test "a line says only what was committed: once, though the record beside it could not be applied" {
	of_files 'the fault is put in by SQL of SQLite'
	sqlite3 "$GL_DB" "CREATE TRIGGER fault BEFORE INSERT ON transactions WHEN NEW.memo = 'poison' BEGIN SELECT RAISE(ABORT, 'in vain'); END"
	{ gl-command deposit '<@11>' 1 one; gl-command deposit '<@11>' 2 poison; gl-command deposit '<@11>' 3 three; } >"$BATS_TEST_TMPDIR/records"
	run bash -c "gl-apply <'$BATS_TEST_TMPDIR/records' 2>&1 >/dev/null"
	assert_equal "$(grep -c 'deposit @11 1.00 PTS: ok' <<<"$output")" 1
	assert_equal "$(grep -c 'deposit @11 3.00 PTS: ok' <<<"$output")" 1
	assert_equal "$(grep -c 'deposit @11 2 PTS: failed' <<<"$output")" 1
	refute_output --partial 'deposit @11 2.00 PTS: ok'
}

@test "GL_LOG_FORMAT=ecs is JSON with the author's and the guild's ids, text is words, and another word is refused" {
	write 11 '!pay <@12> 5 lunch' >"$BATS_TEST_TMPDIR/id"
	GL_LOG_FORMAT=ecs run tick_log
	assert_equal "$(jq -r '[."user.id", ."organization.id", ."trace.id", ."log.level", ."event.outcome", .message] | @csv' <<<"$output")" \
		"\"11\",\"1000\",\"$(cat "$BATS_TEST_TMPDIR/id")\",\"info\",\"success\",\"member 11: pay @12 5.00 PTS: ok, transaction 2, batch 1\""
	GL_LOG_FORMAT=json run gl-report none-such # its name in 0.3
	assert_output --regexp '^\{"@timestamp"'
	GL_LOG_FORMAT=text run gl-report none-such
	assert_output --regexp '^gl-report: '
	GL_LOG_FORMAT=yaml run gl-report balances
	assert_failure 64
	assert_output --partial 'GL_LOG_FORMAT must be text or ecs'
}

@test "in systemd's journal warnings and errors have their priority, and other lines none" {
	write 11 '!balance' >/dev/null
	exec 7>"$BATS_TEST_TMPDIR/log"
	JOURNAL_STREAM=$(stat -L -c %d:%i /dev/fd/7) "$PROJECT/jobs/tick" 2>&7
	JOURNAL_STREAM=$(stat -L -c %d:%i /dev/fd/7) gl-report none-such 2>&7 || true
	exec 7>&-
	assert_equal "$(sed -n 1p "$BATS_TEST_TMPDIR/log")" 'gl-apply: member 11: balance: ok'
	sed -n 2p "$BATS_TEST_TMPDIR/log" | grep -q '^<3>gl-report: '
	JOURNAL_STREAM=1:1 run gl-report none-such # of another process
	assert_output --regexp '^gl-report: '
}
