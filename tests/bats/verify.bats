# gl-verify: sound books are sound, and each way to tamper with them behind its back is found by the check that is meant for it.
load rich

@test "books that nobody tampered with are sound, by every way to look" {
	run gl-verify --replay
	assert_success
	assert_output --regexp '^sound; read: guilds 1, log rows [0-9]+, transactions 10, entries 20, batches 3; the log was replayed$'
	before=$(everything)
	gl-verify --format ndjson | jq -e '.type == "verified" and .faults == 0 and .transactions == 10' >/dev/null
	assert_equal "$(everything)" "$before"
}

@test "books that were made and hold no guild yet are sound" {
	if over_server; then GL_DB=$(new_books empty.db); else GL_DB=$BATS_TEST_TMPDIR/empty.db; touch "$GL_DB"; fi
	unset GL_GUILD
	gl-db migrate >/dev/null
	run gl-verify --replay
	assert_success
	assert_output 'sound; read: guilds 0, log rows 0, transactions 0, entries 0, batches 0; the log was replayed'
}

# What is done | the check and table that must name it | the way to look, or "schema": what a file's schema is tampered with by (server.bats has
# a server's) | the tampering.
tamperings() {
	cat <<-'TABLE'
		one amount|transaction: transactions||UPDATE entries SET amount = amount + 1 WHERE transaction_id = 10 AND entry = 1
		both amounts, in balance|balance: balances||UPDATE entries SET amount = amount * 2 WHERE transaction_id = 10
		sealed amounts, in balance, balances fixed|chain: batches||UPDATE entries SET amount = amount * 2 WHERE transaction_id = 2; UPDATE balances SET balance = balance + 1250 WHERE account_id = 4 AND currency = 'PTS'; UPDATE balances SET balance = balance - 1250 WHERE account_id = 5 AND currency = 'PTS'
		the same, and the totals fixed|totals: batch_totals||UPDATE entries SET amount = amount * 2 WHERE transaction_id = 2; UPDATE balances SET balance = balance + 1250 WHERE account_id = 4 AND currency = 'PTS'; UPDATE balances SET balance = balance - 1250 WHERE account_id = 5 AND currency = 'PTS'; UPDATE batch_totals SET debits = debits + 1250 WHERE batch = 1 AND account_id = 4; UPDATE batch_totals SET credits = credits + 1250 WHERE batch = 1 AND account_id = 5
		a balance|balance: balances||UPDATE balances SET balance = balance + 5 WHERE account_id = 4 AND currency = 'PTS'
		a count of entries|balance: balances||UPDATE balances SET entries = entries + 1 WHERE account_id = 4 AND currency = 'PTS'
		an entry moved to another account|balance: balances||UPDATE entries SET account_id = 6 WHERE transaction_id = 10 AND entry = 2
		an entry moved, balances fixed|outbox: commands||UPDATE entries SET account_id = 6 WHERE transaction_id = 10 AND entry = 2; UPDATE balances SET balance = balance + 100, entries = entries - 1 WHERE account_id = 5 AND currency = 'PTS'; UPDATE balances SET balance = -100, entries = 1 WHERE account_id = 6
		an entry moved, balances and the ping fixed|replay: entries|--replay|UPDATE entries SET account_id = 6 WHERE transaction_id = 10 AND entry = 2; UPDATE balances SET balance = balance + 100, entries = entries - 1 WHERE account_id = 5 AND currency = 'PTS'; UPDATE balances SET balance = -100, entries = 1 WHERE account_id = 6; UPDATE outbox SET pings = (SELECT CAST(owner_id AS TEXT) FROM accounts WHERE account_id = 6) WHERE kind = 'reply' AND seq = (SELECT seq FROM transactions WHERE transaction_id = 10)
		an entry taken out|transaction: transactions||DELETE FROM entries WHERE transaction_id = 10 AND entry = 2
		an entry numbered anew|sequence: entries||UPDATE entries SET entry = 5 WHERE transaction_id = 10 AND entry = 2
		an entry of an account that is not there|reference: entries||UPDATE entries SET account_id = 77 WHERE transaction_id = 10 AND entry = 2
		an entry in no currency|reference: entries||UPDATE entries SET currency = 'XXX' WHERE transaction_id = 10
		entries of a transaction that is not there|reference: entries||INSERT INTO entries VALUES (1000, 55, 1, 4, 'PTS', 100), (1000, 55, 2, 5, 'PTS', -100)
		a memo|replay: transactions|--replay|UPDATE transactions SET memo = 'something else' WHERE transaction_id = 2
		a sealed time|chain: batches||UPDATE transactions SET time = time + 1 WHERE transaction_id = 2
		a time in the open batch|effect: transactions||UPDATE transactions SET time = time + 1 WHERE transaction_id = 10
		an author|effect: transactions||UPDATE transactions SET author_id = 12 WHERE transaction_id = 10
		a transaction's verb|effect: transactions||UPDATE transactions SET verb = 'move' WHERE transaction_id = 10
		a transaction's log row|effect: transactions||UPDATE transactions SET seq = 26 WHERE transaction_id = 10
		a transaction's batch|batch: transactions||UPDATE transactions SET batch = 2 WHERE transaction_id = 10
		two transactions of a sealed batch swapped|chain: batches||UPDATE transactions SET transaction_id = 0 WHERE transaction_id = 1; UPDATE transactions SET transaction_id = 1 WHERE transaction_id = 2; UPDATE transactions SET transaction_id = 2 WHERE transaction_id = 0; UPDATE entries SET transaction_id = 0 WHERE transaction_id = 1; UPDATE entries SET transaction_id = 1 WHERE transaction_id = 2; UPDATE entries SET transaction_id = 2 WHERE transaction_id = 0
		the last transaction taken out, balances fixed|effect: commands||DELETE FROM entries WHERE transaction_id = 10; DELETE FROM transactions WHERE transaction_id = 10; UPDATE balances SET balance = balance - 100, entries = entries - 1 WHERE account_id = 4 AND currency = 'PTS'; UPDATE balances SET balance = balance + 100, entries = entries - 1 WHERE account_id = 5 AND currency = 'PTS'
		a transaction that no command gave, balances fixed|effect: transactions||INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo) VALUES (1000, 11, 3, 1730070450000, 'pay', 39, 11, NULL, NULL); INSERT INTO entries VALUES (1000, 11, 1, 4, 'PTS', 100), (1000, 11, 2, 5, 'PTS', -100); UPDATE balances SET balance = balance + 100, entries = entries + 1 WHERE account_id = 4 AND currency = 'PTS'; UPDATE balances SET balance = balance - 100, entries = entries + 1 WHERE account_id = 5 AND currency = 'PTS'
		what a reversal reverses|reversal: transactions||UPDATE transactions SET reverses = 2 WHERE transaction_id = 4
		a reversal that is none any more|reversal: transactions||UPDATE transactions SET reverses = NULL WHERE transaction_id = 8
		a hash digit|chain: batches||UPDATE batches SET hash = CASE substr(hash, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(hash, 2) WHERE batch = 2
		another root in the seal|chain: batches||UPDATE batches SET merkle_root = entries_hash WHERE batch = 2
		other entries in the seal|chain: batches||UPDATE batches SET entries_hash = merkle_root WHERE batch = 2
		the hash before|chain: batches||UPDATE batches SET previous_hash = entries_hash WHERE batch = 2
		a batch's first transaction|batch: batches||UPDATE batches SET first_transaction = 4 WHERE batch = 2
		a batch's last transaction|batch: batches||UPDATE batches SET last_transaction = 3 WHERE batch = 1
		a batch's count|batch: batches||UPDATE batches SET transactions = transactions + 1 WHERE batch = 1
		when a batch was opened|batch: batches||UPDATE batches SET opened_at = opened_at + 1 WHERE batch = 3
		who closed a batch|batch: batches||UPDATE batches SET closed_by = 27 WHERE batch = 1
		a second open batch|batch: batches||INSERT INTO batches (guild_id, batch, state, opened_at, opened_by, first_transaction, previous_hash, form) SELECT 1000, 4, 'open', opened_at, opened_by, 11, previous_hash, form FROM batches WHERE batch = 3
		a closed batch opened again|effect: commands||UPDATE batches SET state = 'open', hash = NULL, entries_hash = NULL, merkle_root = NULL, closed_at = NULL, closed_by = NULL, transactions = NULL, last_transaction = NULL WHERE batch = 2
		how far books are sealed|batch: guilds||UPDATE guilds SET sealed_transaction = 4
		a counted amount|totals: batch_totals||UPDATE batch_totals SET counted = counted + 1 WHERE batch = 1 AND counted IS NOT NULL
		a count that was not counted|totals: batches||UPDATE batch_totals SET counted = 11750 WHERE batch = 2 AND account_id = 8
		a control total|totals: batch_totals||UPDATE batch_totals SET debits = debits + 1 WHERE batch = 2 AND account_id = 4 AND currency = 'PTS'
		the balance in a control total|totals: batch_totals||UPDATE batch_totals SET balance = balance + 1 WHERE batch = 2 AND account_id = 8
		a control total taken out|totals: batch_totals||DELETE FROM batch_totals WHERE batch = 1 AND account_id = 5
		a control total put in|totals: batch_totals||INSERT INTO batch_totals VALUES (1000, 1, 6, 'PTS', 1, 5, 0, 0, NULL, 0, 0)
		a log row taken out|sequence: commands||DELETE FROM commands WHERE seq = 26
		the last log row taken out|outbox: outbox||DELETE FROM commands WHERE seq = 41
		a log row numbered anew|sequence: commands||UPDATE commands SET seq = 99 WHERE seq = 41
		a refusal made an acceptance|log: commands||UPDATE commands SET status = 'ok' WHERE seq = 20
		a command's verb|log: commands||UPDATE commands SET verb = 'pay' WHERE seq = 26
		a command's author|log: commands||UPDATE commands SET author_id = 12 WHERE seq = 26
		a command's time|log: commands||UPDATE commands SET time = time + 1 WHERE seq = 26
		a command's message|log: commands||UPDATE commands SET message_id = message_id + 1 WHERE seq = 26
		a record cut off|form: commands||UPDATE commands SET record = substr(record, 1, 90) WHERE seq = 26
		a record of another guild|log: commands||UPDATE commands SET record = replace(record, '"guild_id":"1000"', '"guild_id":"1001"') WHERE seq = 26
		which transaction a command posted|effect: commands||UPDATE commands SET transaction_id = 9 WHERE seq = 39
		an amount in a record|replay: entries|--replay|UPDATE commands SET record = replace(record, '"amount":"1"', '"amount":"2"') WHERE seq = 39
		an answer|answer: commands|--replay|UPDATE commands SET text = 'You have 1000000.00 PTS.' WHERE seq = 26
		an answer blanked that nobody had forgotten|log: commands||UPDATE commands SET text = NULL WHERE seq = 26
		a command put in, with an answer|answer: commands|--replay|INSERT INTO commands SELECT 1000, 42, message_id + 5000, ((message_id + 5000) >> 22) + 1420070400000, author_id, verb, status, code, NULL, NULL, 'You have 5.00 PTS.', replace(record, CAST(message_id AS TEXT), CAST(message_id + 5000 AS TEXT)), rules FROM commands WHERE seq = 26; INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, state) SELECT 1000, 31, 'reply', 42, 2000, message_id, 'due' FROM commands WHERE seq = 42; UPDATE counters SET value = value + 1 WHERE first = 'balance'
		the time of the newest row|log: guilds||UPDATE guilds SET last_time = last_time + 1
		a reply put in|outbox: commands||UPDATE outbox SET kind = 'reply', reply_to = 5 WHERE kind = 'post'
		a delivery that no row of the log gave|outbox: outbox||INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, content, state) VALUES (1000, 31, 'post', NULL, 2000, 'buy now', 'due')
		the words of a reply|outbox: outbox||UPDATE outbox SET content = 'buy now' WHERE delivery = 3
		the channel of a reply|outbox: outbox||UPDATE outbox SET channel_id = 2001 WHERE delivery = 3
		the words of a post|replay: outbox|--replay|UPDATE outbox SET content = 'buy now' WHERE kind = 'post'
		whose role changes|reference: outbox||UPDATE outbox SET user_id = 4711 WHERE kind = 'role_add'
		a delivery taken out|sequence: outbox||DELETE FROM outbox WHERE delivery = 5
		the last delivery taken out|outbox: commands||DELETE FROM outbox WHERE delivery = 30
		a cursor lowered|cursor: cursors||UPDATE cursors SET after = after - 20971520000
		a cursor taken out|cursor: cursors||DELETE FROM cursors
		where reading of a channel began|cursor: channels||UPDATE channels SET since = since + 3774873600000
		a floor|floor: balances||UPDATE balances SET floor = -100000 WHERE account_id = 4 AND currency = 'PTS'
		a floor taken away|floor: balances||UPDATE balances SET floor = NULL WHERE account_id = 5 AND currency = 'PTS'
		the log's command that set a floor|floor: transactions||UPDATE commands SET record = replace(record, '"limit":"-20"', '"limit":"-5"') WHERE seq = 23
		a balance taken out|balance: balances||DELETE FROM balances WHERE account_id = 6
		the kind of an account|account: accounts||UPDATE accounts SET kind = 'income' WHERE account_id = 6
		the owner of an account|account: accounts||UPDATE accounts SET owner_id = 13 WHERE account_id = 5
		an owner who is not there|reference: accounts||UPDATE accounts SET owner_id = 4711, name = '@4711', folded_name = '@4711' WHERE account_id = 5
		an account's name|form: accounts||UPDATE accounts SET name = 'parties' WHERE account_id = 6
		who opened an account|account: accounts||UPDATE accounts SET opened_by = 20 WHERE account_id = 6
		an account taken out|sequence: accounts||DELETE FROM balances WHERE account_id = 7; DELETE FROM accounts WHERE account_id = 7
		an account frozen|replay: accounts|--replay|UPDATE accounts SET state = 'frozen' WHERE account_id = 5
		a permit that no command gave|replay: permits|--replay|INSERT INTO permits VALUES (1000, 777, 16)
		a setting|replay: settings|--replay|INSERT INTO settings VALUES (1000, 'batch.policy', 'manual')
		the owner of the guild|replay: guilds|--replay|UPDATE guilds SET owner_id = 11
		a name|replay: users|--replay|UPDATE users SET name = 'Anna' WHERE user_id = 11
		a user taken out|reference: commands||DELETE FROM users WHERE user_id = 13
		a fee's transaction|reference: wanted_roles||INSERT INTO wanted_roles VALUES (1000, 12, 601, 1, 1, NULL, 4711, 20)
		rows of a guild that is not there|reference: transactions||INSERT INTO transactions (guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo) VALUES (5, 1, 1, 1, 'pay', 1, 1, NULL, NULL)
		a counter of commands|counter: counters||UPDATE counters SET value = value - 1 WHERE first = 'pay' AND second = 'ok'
		a counter of deliveries|counter: counters||UPDATE counters SET value = value + 1 WHERE first = 'sent'
		the debits of the open batch|counter: counters||UPDATE counters SET value = 1 WHERE name = 'batch'
		the log left open to be blanked|forgetting: forgetting||INSERT INTO forgetting VALUES (1000, 11)
		a trigger taken out|schema: sqlite_schema|schema|DROP TRIGGER entries_never_change
		a trigger that lets through|schema: sqlite_schema|schema|DROP TRIGGER entries_never_go; CREATE TRIGGER entries_never_go BEFORE DELETE ON entries WHEN OLD.amount > 5 BEGIN SELECT RAISE(ABORT, 'entries are append-only: fix a mistake with a reversal'); END
		a trigger put in|schema: sqlite_schema|schema|CREATE TRIGGER tithe AFTER INSERT ON settings BEGIN UPDATE balances SET balance = balance + 1; END
		an index taken out|schema: sqlite_schema|schema|DROP INDEX transactions_reversed
		a view that lies|schema: sqlite_schema|schema|DROP VIEW v_roles; CREATE VIEW v_roles AS SELECT 1
		a table renamed|schema: sqlite_schema|schema|ALTER TABLE forgetting RENAME TO remembering
		a column put in|schema: sqlite_schema|schema|ALTER TABLE entries ADD COLUMN note TEXT
		a message twice, its index bent|sqlite: database|schema|PRAGMA writable_schema = ON; DROP INDEX commands_by_message; CREATE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL; UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX commands_by_message ON commands (guild_id, message_id) WHERE message_id IS NOT NULL' WHERE name = 'commands_by_message'; UPDATE commands SET message_id = (SELECT message_id FROM commands WHERE seq = 26) WHERE seq = 28
		a delivery's state|form: outbox|schema|PRAGMA ignore_check_constraints = ON; UPDATE outbox SET state = 'lost' WHERE delivery = 3
		a status|form: commands|schema|PRAGMA ignore_check_constraints = ON; UPDATE commands SET status = 'lost' WHERE seq = 20
		more permits than there are|form: permits|schema|PRAGMA ignore_check_constraints = ON; UPDATE permits SET permits = 255 WHERE role_id = 501
		an index that lacks a row|sqlite: database|schema|CREATE TEMP TABLE kept AS SELECT * FROM sqlite_schema WHERE name = 'entries_by_account'; PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'entries_by_account'; PRAGMA writable_schema = RESET; UPDATE entries SET amount = amount * 2 WHERE transaction_id = 10; PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM temp.kept
	TABLE
}

@test "each tampering is named by the check that is meant for it" {
	local failed=0 count=0 started what wanted how sql
	while IFS='|' read -r what wanted how sql; do
		fresh
		if [ "$how" != schema ]; then
			tamper "$sql"
		elif over_server; then
			continue
		else
			how=''
			if [[ $sql == *TRIGGER* ]]; then sqlite3 "$GL_DB" "$sql"; else tamper "$sql"; fi
		fi
		started=$(gl-verify ${how:+"$how"} 2>&1) && code=0 || code=$?
		count=$((count + 1))
		expected=1
		[[ $wanted != sqlite* ]] || expected=65
		if [ $code != $expected ] || ! grep -q "^FAULT $wanted " <<<"$started"; then
			echo "$what: wanted '$wanted' and exit code $expected, got $code and:"
			echo "$started"
			failed=$((failed + 1))
		fi
		# what only a replay can find is found by nothing else
		if [ -n "$how" ] && ! gl-verify >/dev/null; then echo "$what: was found without $how"; failed=$((failed + 1)); fi
	done < <(tamperings | sed 's/^[[:space:]]*//')
	echo "$count kinds, $failed not as they should be"
	[ $failed = 0 ]
	if over_server; then [ $count -ge 90 ]; else [ $count -ge 100 ]; fi
}

@test "a delivery that an operator had tried again replays as it went" {
	delivery=$(sqlite3 "$GL_DB" "SELECT delivery FROM outbox WHERE kind = 'role_add' AND state = 'failed'")
	gl-outbox --retry "$delivery" >/dev/null
	echo "{\"type\":\"delivered\",\"guild_id\":\"1000\",\"id\":\"$delivery\",\"status\":\"sent\"}" | gl-apply >/dev/null
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM commands WHERE verb = 'delivered'")" 2
	run gl-verify --replay
	assert_success
}

@test "restored books are sound, and replay" {
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	gl-db restore --db "$BATS_TEST_TMPDIR/restored.db" "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/restored.db" "SELECT COUNT(*) FROM settings WHERE key = 'restored'")" 1
	run gl-verify --db "$BATS_TEST_TMPDIR/restored.db" --replay
	assert_success
}

@test "a batch that closed without a transaction, even the first one, checks" {
	rm -f "$BATS_TEST_TMPDIR/books.db"
	init_books
	gl-command --at 2025-06-01 batch open | gl-apply >/dev/null
	gl-command --at 2025-06-02 batch close till=uncounted | gl-apply >/dev/null
	gl-command --at 2025-06-03 move opening till 5 x | gl-apply >/dev/null
	assert_equal "$(gl-batch canonical 1 | wc -l)" 0
	gl-command --at 2025-06-04 batch close till=uncounted | gl-apply >/dev/null
	run gl-verify --replay
	assert_success
	assert_output --partial 'batches 2'
}

@test "faults beyond the limit are counted, not printed; as records they are JSON" {
	tamper "UPDATE entries SET amount = amount + 1 WHERE entry = 1"
	run gl-verify --limit 3
	assert_failure 1
	assert_equal "$(grep -c '^FAULT' <<<"$output")" 3
	count=$(sed -n 's/^\([0-9]*\) faults.*/\1/p' <<<"$output")
	[ "$count" -gt 10 ]
	gl-verify --limit 0 --format ndjson >"$BATS_TEST_TMPDIR/faults" || true
	assert_equal "$(jq -s 'map(select(.type == "fault")) | length' "$BATS_TEST_TMPDIR/faults")" "$count"
	jq -se 'all(.[] | select(.type == "fault"); .check and .table and .key and .what and .fix)' "$BATS_TEST_TMPDIR/faults" >/dev/null
	assert_equal "$(jq -s '.[-1].faults' "$BATS_TEST_TMPDIR/faults")" "$count"
}

@test "hostile bytes in tampered rows reach no terminal" {
	if over_server; then # which takes no bytes that are not UTF-8
		tamper "UPDATE commands SET verb = 'x' || chr(27) || '[31m' || chr(155) WHERE seq = 26"
	else
		tamper "UPDATE commands SET verb = 'x' || char(27) || '[31m' || CAST(x'ff' AS TEXT) WHERE seq = 26"
	fi
	run gl-verify
	assert_failure 1
	refute_output --partial $'\x1b'
	gl-verify --format ndjson | jq -e . >/dev/null
}

@test "a file that is damaged is 65, no books 66, a wrong word 64" {
	of_files "a server finds out by itself what its disk has done"
	dd if=/dev/urandom of="$GL_DB" bs=4096 seek=2 count=4 conv=notrunc status=none
	run gl-verify
	assert_failure 65
	run gl-verify --db "$BATS_TEST_TMPDIR/none.db"
	assert_failure 66
	run gl-verify --format xml
	assert_failure 64
	run gl-verify --since x --replay --key y
	assert_failure 64
}

@test "it looks while others write: one state of the books, and none of them waits" {
	if over_server; then coproc psql -X -q -At -d "$GL_DB"; else coproc sqlite3 "$GL_DB"; fi
	echo "BEGIN$(over_server || echo ' IMMEDIATE'); UPDATE guilds SET last_time = 1; SELECT 1;" >&"${COPROC[1]}"
	read -r _ <&"${COPROC[0]}"
	run gl-verify --replay
	assert_success
	kill "$COPROC_PID"
	for n in $(seq 30); do say $((100 + n)) 11 '!pay <@12> 0.01'; done | gl-parse | gl-identify --roster "$ROSTER" | while read -r line; do gl-apply <<<"$line" >/dev/null; done 3>&- &
	writers=$!
	for _ in 1 2 3 4; do
		run gl-verify
		assert_success
	done
	wait $writers
	run gl-verify --replay
	assert_success
}

@test "the books of the samples, of two guilds, are sound" {
	GL_DB=$(new_books samples.db)
	gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es >/dev/null
	gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET >/dev/null
	gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply >/dev/null
	run gl-verify --replay
	assert_success
	assert_output --partial 'guilds 2,'
}

@test "a floor is looked up as the rules did: by each name of an account that they book to, and with white space in runs" {
	printf '%s\n' 'account open "summer party" expense' 'cuenta limite apertura -5' 'account limit over-short none' 'cuenta limite sobrantes -7' \
		'cuenta limite "diferencias de caja" ninguno' 'account limit "summer  party" -3' | gl-command | gl-apply >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | awk '{ print $1, $2 }')" '6 ok'
	run gl-verify --replay
	assert_success
}
