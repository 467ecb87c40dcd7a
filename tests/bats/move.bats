# gl-db move: the books of one guild go elsewhere while both places are at work.
load helper

setup() {
	working_books
	there=$(new_books there.db)
	gl-db init --guild 1001 --name Other --owner 10 >/dev/null
}

move() { gl-db move --guild 1000 "$@"; }
tick_at() { GL_DB=$1 tick; }
# balance NUMBER BOOKS: what ana is told, who has 100.00.
balance() { say "$1" 11 '!balance' | tick_at "$2" | jq -r '.code // .text' | head -1; }

@test "a guild's books go to another place whole: they are at work there, and nothing is applied where they were" {
	before=$(gl-report balances)
	run -0 move "$GL_DB" "$there"
	assert_line --regexp '^transactions +1  [0-9a-f]{32}$'
	assert_line --regexp '^guild 1000: its books went from .* to .*; nobody could write to them for [0-9]+\.[0-9]{3} s$'
	assert_equal "$(gl-report balances --db "$there")" "$before"
	assert_equal "$(balance 50 "$GL_DB")" guild_moved
	run -0 balance 50 "$there"
	assert_output --partial 100.00
	assert_equal "$(gl-verify --db "$there" --replay | cut -d';' -f1)" sound
	assert_equal "$(gl-verify | cut -d';' -f1)" sound
	run -0 gl-db info
	refute_line --partial 'guild 1000  Test'
	assert_line "guild 1000  its books went to $there"
}

@test "a guild comes back to where it was, and goes again" {
	for round in 1 2; do
		move "$GL_DB" "$there" >/dev/null
		say $((50 + round)) 13 '!deposit <@11> 1.00 cash' | tick_at "$there" >/dev/null
		move "$there" "$GL_DB" >/dev/null
	done
	assert_equal "$(balance 60 "$there")" guild_moved
	run -0 balance 60 "$GL_DB"
	assert_output --partial 102.00
	gl-verify --replay
}

@test "new books of a guild that went elsewhere are refused, and say where it is" {
	move "$GL_DB" "$there" >/dev/null
	run -73 gl-db init --guild 1000 --name Kettle --owner 10
	assert_output --partial "$there"
}

@test "a move that was ended before says so; one from where the guild is not says where it is" {
	move "$GL_DB" "$there" >/dev/null
	run -0 move "$GL_DB" "$there"
	assert_output "guild 1000: its books are at $there already"
	third=$(new_books third.db)
	run -73 move "$GL_DB" "$third"
	assert_output --partial "the books of guild 1000 went to $there: move them from there; or if that is what $third was called before: gl-db rename-place; nothing was changed"
	run -73 gl-db move --guild 1002 "$GL_DB" "$there"
	assert_output --partial "holds no guild 1002"
	run -64 gl-db move "$GL_DB" "$there"
	run -64 move "$GL_DB"
}

@test "books of the guild in both places are left alone, and so are the same books by two names" {
	env -u GL_GUILD gl-db copy --guild 1000 "$GL_DB" "$there" >/dev/null
	run -73 move "$GL_DB" "$there"
	assert_output --partial 'both hold guild 1000'
	run -73 move "$GL_DB" "$GL_DB"
	assert_output --partial 'both hold guild 1000'
	if ! over_server; then
		ln -s "$GL_DB" "$BATS_TEST_TMPDIR/link.db"
		run -73 move "$GL_DB" "$BATS_TEST_TMPDIR/link.db"
	fi
	run -0 balance 50 "$GL_DB"
	assert_output --partial 100.00
}

@test "newer books that are on their way are never replaced by older ones that a restore brought back" {
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	say 40 13 '!deposit <@11> 3.00 cash' | tick >/dev/null
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	ask_books 'DELETE FROM moved_guilds'
	env -u GL_GUILD gl-db copy --guild 1000 "$BATS_TEST_TMPDIR/kept.db" "$GL_DB" >/dev/null
	run -73 move "$GL_DB" "$there"
	assert_output --partial 'newer books of guild 1000 are on their way here'
	GL_DB=$there ask_books 'DELETE FROM moved_guilds'
	run -0 balance 50 "$there"
	assert_output --partial 103.00
}

@test "a tool that is at work since before the move away and back applies nothing to books that are on their way" {
	over_server || skip 'books in a file: whoever moves them is the only one who writes'
	move "$GL_DB" "$there" >/dev/null
	mkfifo "$BATS_TEST_TMPDIR/in"
	gl-apply --db "$there" <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 2>/dev/null &
	exec 5>"$BATS_TEST_TMPDIR/in"
	command() { say "$1" 11 '!pay <@12> 1.00' | gl-parse | gl-identify --roster "$ROSTER"; }
	command 60 >&5
	until_true 20 test -s "$BATS_TEST_TMPDIR/out"
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	command 61 >&5
	exec 5>&-
	wait
	assert_equal "$(jq -r '.code // .status' "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok guild_moved'
}

@test "copies keep where books went, and leave on their way what is on its way" {
	move "$GL_DB" "$there" >/dev/null
	env -u GL_GUILD gl-db copy "$GL_DB" "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	run -73 gl-db init --db "$BATS_TEST_TMPDIR/copy.db" --guild 1000 --name Test --owner 10
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	gl-db backup --db "$there" "$BATS_TEST_TMPDIR/backup.db" >/dev/null
	gl-db restore --db "$BATS_TEST_TMPDIR/restored.db" "$BATS_TEST_TMPDIR/backup.db" >/dev/null
	assert_equal "$(balance 50 "$BATS_TEST_TMPDIR/restored.db")" guild_moved
	gl-verify --db "$BATS_TEST_TMPDIR/restored.db"
}

@test "books are not copied to where they went away from: they would lie there and never be used" {
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	move "$GL_DB" "$there" >/dev/null
	run -73 env -u GL_GUILD gl-db copy --guild 1000 "$BATS_TEST_TMPDIR/kept.db" "$GL_DB"
	assert_output --partial 'bring them back with gl-db move'
}

@test "what a killed move left on its way is at work nowhere, and the next move begins anew" {
	env -u GL_GUILD gl-db copy --guild 1000 "$GL_DB" "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	assert_equal "$(balance 50 "$there")" guild_moved
	assert_equal "$(gl-channels --db "$there"; gl-outbox --db "$there"; gl-due --db "$there"; gl-lease --db "$there" --holder a)" ''
	run -0 gl-db info --db "$there"
	assert_line 'guild 1000  its books are on their way here: the move that was begun at 1970-01-01T00:00:00.001Z has to end (gl-db move)'
	say 51 13 '!deposit <@11> 7.00 cash' | tick >/dev/null
	move "$GL_DB" "$there" >/dev/null
	run -0 balance 52 "$there"
	assert_output --partial 107.00
	gl-verify --db "$there" --replay
}

@test "a move that was killed before its last step is ended by the same command" {
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	assert_equal "$(balance 50 "$there")" guild_moved
	run -0 move "$GL_DB" "$there"
	assert_output "guild 1000: the move that was begun has ended; its books are at $there"
	run -0 balance 50 "$there"
	assert_output --partial 100.00
}

@test "killed at any moment a guild is at work in one place and never in two" {
	here=$GL_DB
	gl-db migrate --db "$there" >/dev/null
	for try in $(seq 1 20); do
		timeout -s KILL "0.0$((RANDOM % 10))$((RANDOM % 10))" gl-db move --guild 1000 "$GL_DB" "$there" >/dev/null 2>&1 || true
		live=$(for place in "$here" "$there"; do balance $((100 + try)) "$place"; done | grep -c 100.00 || true)
		# between the two last steps it is at work nowhere, until the same command ends them
		[ "$live" = 1 ] || { [ "$live" = 0 ] && move "$GL_DB" "$there" >/dev/null; }
		[ "$(balance $((200 + try)) "$there")" = guild_moved ] || move "$there" "$GL_DB" >/dev/null
	done
	gl-verify --replay
}

# restored_from_before: the new place is as it was before the move, and the books come back there from a copy, as docs/postgres.md says.
restored_from_before() { # WHAT IT KNOWS
	run -73 move "$GL_DB" "$there"
	assert_output --partial "$there, which $1: it was restored from a copy from before the move; bring them back there first"
	env -u GL_GUILD gl-db copy --guild 1000 "$BATS_TEST_TMPDIR/kept.db" "$BATS_TEST_TMPDIR/back.db" >/dev/null
	if [ "$1" = 'knows less of it' ]; then gl-db drop-copy --guild 1000 "$BATS_TEST_TMPDIR/back.db" "$there"; fi
	move "$BATS_TEST_TMPDIR/back.db" "$there" >/dev/null
	run -0 move "$GL_DB" "$there"
	assert_output "guild 1000: its books are at $there already"
	run -0 balance 90 "$there"
	assert_output --partial 103.00
	gl-verify --db "$there" --replay
}

@test "a new place that was restored from before the move has none of the guild: that is said, and the guild comes back from a copy" {
	say 40 13 '!deposit <@11> 3.00 cash' | tick >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there no_books
	gl-db migrate --db "$there" >/dev/null
	restored_from_before 'has none of it'
}

@test "a new place that was restored from when the guild had gone back to the old one is told apart from one where it went on" {
	third=$(new_books third.db)
	move "$GL_DB" "$there" >/dev/null
	move "$there" "$third" >/dev/null
	run -73 move "$GL_DB" "$there"
	assert_output --partial "went to $there, and from there to $third: move them from there"
	move "$third" "$GL_DB" >/dev/null
	say 40 13 '!deposit <@11> 3.00 cash' | tick >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there no_books
	gl-db migrate --db "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) SELECT 1000, '$GL_DB', 1, 1"
	restored_from_before 'has none of it'
}

@test "a new place that was restored from an earlier stay of the guild knows less than what went there" {
	env -u GL_GUILD gl-db copy --guild 1000 "$GL_DB" "$BATS_TEST_TMPDIR/earlier.db" >/dev/null
	say 40 13 '!deposit <@11> 3.00 cash' | tick >/dev/null
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there no_books
	env -u GL_GUILD gl-db copy --guild 1000 "$BATS_TEST_TMPDIR/earlier.db" "$there" >/dev/null
	restored_from_before 'knows less of it'
}

@test "a move that was given up is cleaned away, but nothing that the books at work do not know" {
	third=$(new_books third.db)
	env -u GL_GUILD gl-db copy --guild 1000 "$GL_DB" "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	move "$GL_DB" "$third" >/dev/null
	run -73 gl-db drop-copy --guild 1000 "$GL_DB" "$there"
	assert_output --partial 'is not at work for guild 1000'
	run -73 gl-db drop-copy --guild 1000 "$there" "$third"
	assert_output --partial 'is not at work for guild 1000'
	run -73 gl-db drop-copy --guild 1000 "$third" "$third"
	assert_output --partial 'the same books'
	run -64 gl-db drop-copy "$third" "$there"
	run -0 gl-db drop-copy --guild 1000 "$third" "$there"
	assert_output "guild 1000: its books are at $third; what $there had of it was removed"
	run -0 gl-db info --db "$there"
	assert_line "guild 1000  its books went to $third"
	assert_equal "$(GL_DB=$there ask_books 'SELECT COUNT(*) FROM entries WHERE guild_id = 1000')" 0
	move "$third" "$there" >/dev/null
	run -0 balance 50 "$there"
	assert_output --partial 100.00
}

@test "books that went on otherwise are no copy, and are not dropped" {
	env -u GL_GUILD gl-db copy --guild 1000 "$GL_DB" "$there" >/dev/null
	say 40 13 '!deposit <@11> 3.00 cash' | tick_at "$there" >/dev/null
	run -73 gl-db drop-copy --guild 1000 "$GL_DB" "$there"
	assert_output --partial "$there knows of guild 1000 what"
	run -0 gl-db drop-copy --guild 1000 "$there" "$GL_DB"
	run -0 balance 50 "$there"
	assert_output --partial 103.00
}

@test "a place that was renamed between the last two steps is found by its new name" {
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1)"
	ask_books "UPDATE moved_guilds SET place = '/renamed/b.db'"
	run -73 move "$GL_DB" "$there"
	assert_output --partial 'gl-db rename-place'
	run -0 gl-db rename-place /renamed/b.db "$there"
	assert_output --partial '1 guild that went to /renamed/b.db'
	run -0 move "$GL_DB" "$there"
	assert_output "guild 1000: the move that was begun has ended; its books are at $there"
	run -64 gl-db rename-place /renamed/b.db
}

@test "an operator where a guild is on its way reads since when, and what to do; a member is told to try again" {
	move "$GL_DB" "$there" >/dev/null
	GL_DB=$there ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES (1000, NULL, 1, 1764547200000)"
	text="$(gl-command balance till | gl-apply --db "$there" | jq -r .text)"
	assert_equal "$text" 'A move of the books of guild 1000 to here was begun at 2025-12-01T00:00:00.000Z and has not ended. `guildledger where` says where they are now; gl-db move with the same two places goes on with it.'
	text="$(say 50 11 '!balance' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"' | gl-apply --db "$there" --interaction | grep . | jq -r .text)"
	assert_equal "$text" 'The books of this community are being moved. Try again in a minute.'
}

@test "rows of what is append-only go only with a guild that moved" {
	for table in entries transactions commands batches; do
		run ask_books "DELETE FROM $table WHERE guild_id = 1000"
		assert_failure
	done
}

@test "slash commands and what can be chosen while typing follow a guild from server to server" {
	over_server || skip 'books in a file: a process that is confined opens no other file'
	third=$(new_books third.db)
	move "$GL_DB" "$there" >/dev/null
	move "$there" "$third" >/dev/null
	say 50 11 '!pay <@12> 5 lunch' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction" | del(.channel_id) | .channel_id = "2000"' >"$BATS_TEST_TMPDIR/record"
	run --separate-stderr gl-apply --interaction <"$BATS_TEST_TMPDIR/record"
	assert_equal "$(grep . <<<"$output" | jq -r .status)" ok
	run -0 balance 51 "$third"
	assert_output --partial 95.00
}
