# gl-verify from a signed checkpoint on, and the job that does so every day.
load rich

# checkpoint: a key and a checkpoint of the books as they are.
checkpoint() {
	gl-verify --new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key" >/dev/null
}
since() { gl-verify --since "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key.pub" "$@"; }
more() { { say 60 11 '!pay <@12> 2 later'; say 61 14 '!account limit <@12> -5'; say 62 12 '!pay <@11> 17'; say 63 11 '!pay <@12> 1 EUR'; } | tick >/dev/null; }

# The job: JOB_VARIABLES are the caller's.
job() { GL_STATE="$BATS_TEST_TMPDIR/state" GL_NAME=test "$PROJECT/jobs/verify"; }
figure() { gl-metrics --state "$BATS_TEST_TMPDIR/state" --config test | awk -v name="$1{config=\"test\"}" '$1 == name { print $2 }'; }

@test "books written afresh with another amount are sound in themselves; a checkpoint of before finds them out" {
	checkpoint
	other=$(new_books other.db)
	gl-db init --db "$other" --guild 1000 --name Test --owner 10 >/dev/null
	sqlite3 "$GL_DB" 'SELECT record FROM commands WHERE seq > 1 ORDER BY seq' | sed 's/"amount":"12.50"/"amount":"13.50"/' | gl-apply --db "$other" >/dev/null
	run gl-verify --db "$other" --replay
	assert_success
	run since --db "$other"
	assert_failure 1
	assert_output --partial 'FAULT checkpoint: batches 1000/2: its hash is'
	assert_output --partial 'FAULT checkpoint: balances 1000: less the entries after transaction 10'
}

@test "since a checkpoint only what is new is read, and books that go on from there are sound" {
	checkpoint
	assert_equal "$(stat -c %a "$BATS_TEST_TMPDIR/key")" 600
	run since
	assert_success
	assert_output 'sound; read since the checkpoint: guilds 1, log rows 0, transactions 0, entries 0, batches 0'
	more
	run since
	assert_success
	assert_output 'sound; read since the checkpoint: guilds 1, log rows 4, transactions 3, entries 6, batches 0'
	gl-command --at 2025-06-04T00:00:00Z batch close till=uncounted | gl-apply >/dev/null
	say 70 11 '!pay <@12> 0.10' | tick >/dev/null
	run since
	assert_success
	assert_output --partial 'transactions 4, entries 8, batches 1'
	run gl-verify --replay
	assert_success
}

@test "since a checkpoint each tampering with what is new, or with what it holds, is found" {
	checkpoint
	more
	later
	while IFS='|' read -r wanted sql; do
		later_again
		tamper "$sql"
		run since
		assert_failure 1
		assert_output --partial "FAULT ${wanted% } "
	done < <(sed 's/^[[:space:]]*//' <<-'TABLE'
		transaction: transactions|UPDATE entries SET amount = amount + 1 WHERE transaction_id = 11 AND entry = 1
		checkpoint: balances|UPDATE balances SET balance = balance + 5 WHERE account_id = 4 AND currency = 'PTS'
		checkpoint: balances|UPDATE entries SET amount = amount * 2 WHERE transaction_id = 11
		floor: transactions|UPDATE commands SET record = replace(record, '"limit":"-5"', '"limit":"-1"') WHERE seq = 43
		floor: balances|UPDATE balances SET floor = -100000 WHERE account_id = 4 AND currency = 'PTS'
		checkpoint: batches|UPDATE batches SET hash = previous_hash WHERE batch = 2
		checkpoint: guilds|DELETE FROM commands WHERE seq > 30
		checkpoint: commands|UPDATE commands SET time = time + 1 WHERE seq = 41
		effect: transactions|UPDATE transactions SET author_id = 12 WHERE transaction_id = 11
		outbox: outbox|UPDATE outbox SET content = 'buy now' WHERE delivery = 31
		sequence: commands|DELETE FROM commands WHERE seq = 43
		cursor: cursors|UPDATE cursors SET after = after - 209715200000
		schema: |DROP VIEW v_roles
	TABLE
	)
}

@test "a checkpoint that was changed, or signed by another key, is refused; a public key signs nothing; a key is not overwritten" {
	checkpoint
	sed -i 's/ transaction 10 / transaction 11 /' "$BATS_TEST_TMPDIR/checkpoint"
	run since
	assert_failure 65
	assert_output --partial 'its signature is not by that key'
	gl-verify --new-key "$BATS_TEST_TMPDIR/another" >/dev/null
	gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/another" >/dev/null
	run since
	assert_failure 65
	head -2 "$BATS_TEST_TMPDIR/checkpoint" >"$BATS_TEST_TMPDIR/torn"
	mv "$BATS_TEST_TMPDIR/torn" "$BATS_TEST_TMPDIR/checkpoint"
	run since
	assert_failure 65
	run gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key.pub"
	assert_failure 64
	run gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint"
	assert_failure 64
	run gl-verify --new-key "$BATS_TEST_TMPDIR/key"
	assert_failure 73
	run gl-verify --since "$BATS_TEST_TMPDIR/nowhere" --key "$BATS_TEST_TMPDIR/key.pub"
	assert_failure 66
}

@test "books with a fault get no checkpoint" {
	gl-verify --new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	tamper 'UPDATE guilds SET last_time = 1'
	run gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key"
	assert_failure 1
	assert_output --partial 'no checkpoint was written'
	assert [ ! -e "$BATS_TEST_TMPDIR/checkpoint" ]
}

@test "a checkpoint is of every guild of the books, and one that is gone is missed" {
	gl-db init --guild 2000 --name Other --owner 20 --currency EUR >/dev/null
	checkpoint
	assert_equal "$(grep -c '^guild ' "$BATS_TEST_TMPDIR/checkpoint")" 2
	run gl-verify --guild 2000
	assert_output --partial 'guilds 1, log rows 1,'
	tamper "DELETE FROM guilds WHERE guild_id = 2000"
	run since
	assert_failure 1
	assert_output --partial 'FAULT checkpoint: guilds 2000:'
	assert_output --partial 'FAULT reference: commands 2000:'
}

@test "what forget blanked leaves the books sound, and their replay gives them again" {
	checkpoint
	say 60 11 '!forget <@11>' | tick >/dev/null
	say 61 12 '!pay <@11> 0.50 more' | tick >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM commands WHERE text IS NULL AND message_id IS NOT NULL AND author_id = 11 AND seq < 42')" 11
	run gl-verify --replay
	assert_success
	run since
	assert_success
	tamper "UPDATE outbox SET content = 'buy now' WHERE delivery = (SELECT MAX(delivery) FROM outbox)"
	run gl-verify
	assert_failure 1
}

@test "the job makes a key and a checkpoint, goes on from it, and looks at the whole again after a week or when told" {
	job
	folder=$BATS_TEST_TMPDIR
	assert_equal "$(stat -c %a "$folder/verify.key")" 600
	assert_equal "$(jq -c '[.whole, .faults, .log_rows > 0]' "$folder/verify.ndjson")" '[true,0,true]'
	whole=$(figure guildledger_verify_whole_timestamp_seconds)
	more
	job
	assert_equal "$(jq -c '[.whole, .faults, .log_rows]' "$folder/verify.ndjson")" '[false,0,4]'
	assert_equal "$(figure guildledger_verify_whole_timestamp_seconds)" "$whole"
	assert_equal "$(figure guildledger_verify_ok) $(figure guildledger_verify_faults)" '1 0'
	GL_VERIFY=replay job
	assert_equal "$(jq -c '[.whole, .replayed]' "$folder/verify.ndjson")" '[true,true]'
	touch -d '7 days ago' "$folder/verify.checkpoint"
	job
	assert_equal "$(jq -c '[.whole, .replayed]' "$folder/verify.ndjson")" '[true,false]'
	cp "$folder/verify.key.pub" "$folder/verify.key"
	before=$(cat "$folder/verify.checkpoint")
	GL_VERIFY=whole job
	assert_equal "$(cat "$folder/verify.checkpoint")" "$before"
	assert_equal "$(find "$folder" -name '.verify*')" ''
}

@test "a job that finds faults exits with 1, names them beside the books, and the metrics tell" {
	job
	tamper "UPDATE balances SET balance = balance + 5 WHERE account_id = 4 AND currency = 'PTS'"
	GL_VERIFY=whole run job
	assert_failure 1
	assert_output --partial 'verify: 1 faults in the books of test; they are named in'
	assert_equal "$(jq -sr '.[0].table' "$BATS_TEST_TMPDIR/verify.ndjson")" balances
	assert_equal "$(figure guildledger_verify_ok) $(figure guildledger_verify_faults)" '0 1'
	run job
	assert_failure 1
	GL_VERIFY=sometimes run job
	assert_failure 78
	sed -i 's/ seq / seq 1/' "$BATS_TEST_TMPDIR/verify.checkpoint"
	run job
	assert_failure 65
}
