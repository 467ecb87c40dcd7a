# gl-db restore: the books of a copy in place of those that were there; what came after it comes back, and no command is answered twice.
load restoring

teardown() { live_end; }

# Many at once are answered by digests; few one by one.
crowd() {
	local n
	for n in 1 2 3; do
		write 11 '!balance' >/dev/null
		write 12 "!pay <@11> 1.0$n number $n" >/dev/null
		write 11 '!pay <@12> 2 again' >/dev/null
	done
	write 13 '!deposit <@12> 5 cash' >/dev/null
}

# What is answered on Discord, counted: a digest answers one member per entry.
answered() { fake_look 'messages?channel=2000' | jq '[.[] | select(.author.id == "999") | .content | if startswith("**@") then [scan("(?:^|\n)\\*\\*@")] | length else 1 end] | add'; }
asked() { fake_look 'messages?channel=2000' | jq '[.[] | select(.author.id != "999" and (.content | startswith("!")))] | length'; }
all_answered_once() { # each command has its reply, or stands in a digest that replies to it or to a later one
	assert_equal "$(answered)" "$(asked)"
	assert_equal "$(gl-outbox --waiting)" 'nothing is waiting'
}

# The books without what tells of the restore itself: its marks, how often an answer was tried, what was counted while it was sent.
dump_but_marks() {
	local copy
	copy=$(mktemp "$BATS_TEST_TMPDIR/dumped.XXXX")
	sqlite3 "$1" ".backup $copy"
	sqlite3 "$copy" "DELETE FROM settings WHERE key LIKE 'restored%'; UPDATE outbox SET attempt = 0, uncertain = 0, not_before = NULL, digest = NULL; DELETE FROM counters;
		DELETE FROM cursors; DROP TRIGGER commands_never_change; UPDATE commands SET record = replace(record, ',\"late\":true', '')"
	dump_of "$copy"
}

# restored COPY: as an operator does it, over what is there. On a server, as docs/postgres says, what was there is kept as a file, too.
restored() {
	if over_server; then
		keep_books "$BATS_TEST_TMPDIR/books.db-20270101T000000Z.kept"
		no_books
		gl-db restore --db "$BATS_TEST_TMPDIR/restored.db" "$1"
		env -u GL_GUILD gl-db copy "$BATS_TEST_TMPDIR/restored.db" "$GL_DB" >/dev/null
	else
		job restore - --force "$1"
	fi
}

# ticks [N]: until nothing waits.
ticks() { for _ in $(seq "${1:-3}"); do job tick || return; done; }

@test "an older copy restored gives the same books again, and every command keeps its one answer, in digests, too" {
	working_guild
	write 12 '!balance' >/dev/null
	job tick
	crowd
	job tick
	assert [ "$(answers | grep -c '^\*\*@')" -ge 4 ]
	write 11 '!pay <@12> 3.50 alone' >/dev/null
	write 12 '!history' >/dev/null
	job tick
	all_answered_once
	before=$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')
	run restored "$COPY"
	assert_success
	over_server || assert_output --partial 'the books know more than the copy: 13 commands'
	ticks
	assert_equal "$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')" "$before"
	run diff <(dump_but_marks "$(kept)") <(dump_but_marks "$GL_DB")
	assert_output ''
	all_answered_once
	no_schema_errors
}

@test "what was not answered before the restore is answered once after it, and what comes later as ever" {
	working_guild
	crowd
	inbound >/dev/null
	restored "$COPY" >/dev/null
	write 12 '!balance' >/dev/null
	ticks
	all_answered_once
	crowd
	job tick
	all_answered_once
}

@test "some answered, some not: an answer in a digest is told from the same words that were never said" {
	working_guild
	write 11 '!balance' >/dev/null
	write 12 '!balance' >/dev/null
	write 11 '!balance' >/dev/null
	write 12 '!help' >/dev/null
	write 11 '!balance' >/dev/null
	job tick
	write 11 '!balance' >/dev/null
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	restored "$COPY" >/dev/null
	ticks
	all_answered_once
	assert_equal "$(answers | grep -c 'You have 90.00 PTS')" 6
}

@test "answers whose words change, because an operator's command is lost, are not given again" {
	working_guild
	gl-command deposit '<@11>' 50 lost | gl-apply >/dev/null
	crowd
	job tick
	write 11 '!pay <@12> 1 alone' >/dev/null
	job tick
	all_answered_once
	before=$(answers)
	restored "$COPY" >/dev/null
	ticks
	assert_equal "$(answers)" "$before"
	assert_equal "$(balance_of @ana)" "$(GL_DB=$(kept) balance_of @ana | awk '{ printf "%.2f", $1 - 50 }')"
	# and the lost one comes back when it is asked for
	run gl-db missing "$(kept)"
	assert_success
	assert_equal "$(jq -r '.source + " " + .verb' <<<"$output")" 'operator deposit'
	gl-apply <<<"$output" >/dev/null
	assert_equal "$(balance_of @ana)" "$(GL_DB=$(kept) balance_of @ana)"
	run gl-db missing "$(kept)"
	assert_output ''
}

@test "what was due or under way in the copy, and has been sent since, is not sent again" {
	forgetful_live
	export GL_NAME=test GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	crowd
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	gl-outbox >"$BATS_TEST_TMPDIR/under-way"
	printf 'a post\n' | gl-post --channel 2000 | gl-apply >/dev/null
	job backup
	gl-send <"$BATS_TEST_TMPDIR/under-way" | gl-apply >/dev/null
	job tick
	assert_equal "$(answers | grep -c 'a post')" 1
	before=$(answers)
	restored "$GL_BACKUPS"/test-*.db >/dev/null
	ticks
	assert_equal "$(answers)" "$before"
}

@test "an answer that was under way when a tick was killed after the restore is looked for among the new ones, too" {
	working_guild
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	restored "$COPY" >/dev/null
	inbound >/dev/null
	gl-outbox --lease 0 | gl-send >/dev/null # and its result is lost
	assert_equal "$(answered)" "$(asked)"
	gl-outbox --lease 0 | gl-send | gl-apply >/dev/null
	all_answered_once
}

@test "roles are desired state: after the restore Discord shows what the books say" {
	working_guild
	fake '[{"op":"role","guild":"1000","id":"601","name":"Red","position":1},{"op":"role","guild":"1000","id":"602","name":"Blue","position":1}]' >/dev/null
	sync_roster
	gl-command role group colours one '<@&601>' '<@&602>' | gl-apply >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/roles.db" >/dev/null
	write 11 '!role take <@&601>' >/dev/null
	job tick
	write 12 '!role take <@&602>' >/dev/null
	job tick
	write 11 '!role leave <@&601>' >/dev/null
	job tick
	all_answered_once
	assert_equal "$(worn 11) $(worn 12)" '[] ["602"]'
	before=$(answers)
	restored "$BATS_TEST_TMPDIR/roles.db" >/dev/null
	ticks
	sync_roster
	ticks 1
	assert_equal "$(worn 11) $(worn 12)" '[] ["602"]'
	assert_equal "$(answers)" "$before"
	query="SELECT user_id, role_id, wanted, granted FROM wanted_roles ORDER BY 1, 2"
	assert_equal "$(sqlite3 "$GL_DB" "$query")" "$(sqlite3 "$(kept)" "$query")"
}

@test "commands deleted on Discord meanwhile do not come back by themselves; gl-db missing has them, and they are not answered again" {
	working_guild
	gone=$(write 11 '!pay <@12> 7 deleted later')
	write 12 '!balance' >/dev/null
	job tick
	fake "{\"op\":\"delete\",\"channel\":\"2000\",\"message\":\"$gone\"}" >/dev/null
	run restored "$COPY"
	assert_output --partial 'the ticks read again what was written from'
	assert_output --partial 'What was deleted there meanwhile'
	ticks
	assert_equal "$(balance_of @bob)" 10.00
	before=$(answers)
	run gl-db missing "$(kept)"
	assert_equal "$(jq -r .message_id <<<"$output")" "$gone"
	gl-apply <<<"$output" >/dev/null
	ticks 1
	assert_equal "$(balance_of @bob)" 17.00
	assert_equal "$(answers)" "$before"
}

@test "a batch's sheet and a data file that a command read again makes stand already, and are not sent again" {
	working_guild
	gl-command permit '<@&502>' treasurer | gl-apply >/dev/null
	gl-command config report.channel '<#2000>' | gl-apply >/dev/null
	fake '{"op":"member","guild":"1000","id":"13","name":"carla","roles":["501","502"]}' >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/posts.db" >/dev/null
	write 13 '!batch close till=uncounted' >/dev/null
	write 11 '!mydata' >/dev/null
	write 11 '!report balances' >/dev/null
	job tick
	messages=$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')
	sent() { fake_look requests | jq '[.[] | select(.method == "POST" and (.path | test("messages$")))] | length'; }
	count=$(sent)
	restored "$BATS_TEST_TMPDIR/posts.db" >/dev/null
	ticks
	assert_equal "$(fake_look 'messages?channel=2000' | jq -c '[.[].id]')" "$messages"
	assert_equal "$(sent)" "$count"
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT kind, COUNT(*) FROM outbox GROUP BY kind')" "$(sqlite3 "$(kept)" 'SELECT kind, COUNT(*) FROM outbox GROUP BY kind')"
	assert_regex "$(sqlite3 "$GL_DB" 'SELECT group_concat(DISTINCT kind) FROM outbox')" 'post'
}

@test "given to gl-apply before the first tick, the kept log brings back everything in its order: batches get the hashes that they had" {
	working_guild
	write 11 '!pay <@12> 7 first' >/dev/null
	job tick
	gl-command batch close till=uncounted | gl-apply >/dev/null
	gl-command deposit '<@12>' 20 raffle | gl-apply >/dev/null
	write 12 '!pay <@11> 3 second' >/dev/null
	job tick
	gl-command batch close till=uncounted | gl-apply >/dev/null
	before=$(answers)
	restored "$COPY" >/dev/null
	gl-db missing "$(kept)" | gl-apply >/dev/null
	ticks
	query="SELECT batch, state, transactions, hash FROM batches"
	assert_equal "$(sqlite3 "$GL_DB" "$query")" "$(sqlite3 "$(kept)" "$query")"
	query="SELECT * FROM entries"
	assert_equal "$(sqlite3 "$GL_DB" "$query")" "$(sqlite3 "$(kept)" "$query")"
	assert_equal "$(answers)" "$before"
	assert_equal "$(gl-outbox --waiting)" 'nothing is waiting'
}

@test "on an empty machine the books are there, and the ticks go on" {
	working_guild
	write 11 '!pay <@12> 4 after the copy' >/dev/null
	job tick
	if over_server; then
		run restored "$COPY"
	else
		rm -f "$GL_DB"*
		run job restore - "$COPY"
	fi
	rm -rf "$GL_STATE"
	assert_success
	refute_output --partial 'are kept as'
	ticks
	assert_equal "$(balance_of @bob)" 14.00
	all_answered_once
}

@test "gl-doctor says what is read again" {
	working_guild
	if over_server; then restored "$COPY" >/dev/null; else job restore - "$COPY" >/dev/null; fi
	run gl-doctor
	assert_output --partial 'the books were restored'
	run gl-doctor --lang es
	assert_output --partial 'los libros se restauraron'
}
