load helper

@test "init starts books with a till, an opening account, over/short and the members' permit" {
	init_books
	assert_equal "$(gl-report balances --format csv | cut -d, -f1-3 | tr -d '\r' | tail -n +2 | paste -sd' ')" \
		'till,asset,open opening,equity,open over-short,income,open'
	run gl-db info
	assert_output --partial "schema        version $("$PROJECT/sql/schema-version")"
	assert_output --partial 'guild 1000  Test'
}

@test "Spanish books have Spanish account names, and till finds caja" {
	init_books --lang es
	assert_equal "$(balance_of caja)" 0.00
	run gl-report statement --account till
	assert_success
}

@test "one file holds several guilds, and the same guild twice is refused without a change" {
	init_books
	gl-db init --guild 2000 --name Other --owner 20 >/dev/null
	before=$(everything)
	run gl-db init --guild 1000 --name Again --owner 30
	assert_failure 73
	assert_equal "$(everything)" "$before"
	unset GL_GUILD
	run gl-report balances
	assert_failure 64
	assert_output --partial 'hold 2 guilds'
}

@test "bad options of init are refused" {
	export GL_DB="$BATS_TEST_TMPDIR/b.db"
	for options in '--guild 0' '--guild x' '--scale 10' '--lang fr' '--timezone Mars/Olympus' '--currency p' '--currency VERYLONGCODE'; do
		# shellcheck disable=SC2086
		run gl-db init --guild 1 --name N --owner 2 $options
		assert_failure 64
	done
	[ ! -e "$GL_DB" ]
}

@test "migrate has nothing to do on new books, and a newer database is refused by every tool" {
	init_books
	run gl-db migrate
	assert_output --partial 'nothing to do'
	if over_server; then psql -X -q -d "$GL_DB" -c 'UPDATE guildledger SET schema_version = 99'; else sqlite3 "$GL_DB" 'PRAGMA user_version = 99'; fi
	for tool in 'gl-db migrate' 'gl-db info' 'gl-apply' 'gl-report balances'; do
		run $tool </dev/null
		assert_failure 78
		assert_output --partial 'newer'
	done
}

@test "no file is 66, another's database or rubbish 65, no permission 77" {
	run gl-apply --db "$BATS_TEST_TMPDIR/none.db" </dev/null
	assert_failure 66
	sqlite3 "$BATS_TEST_TMPDIR/other.db" 'CREATE TABLE x(y)'
	run gl-apply --db "$BATS_TEST_TMPDIR/other.db" </dev/null
	assert_failure 65
	run gl-db init --db "$BATS_TEST_TMPDIR/other.db" --guild 1 --name N --owner 2
	assert_failure 65
	head -c 9000 /dev/urandom >"$BATS_TEST_TMPDIR/rubbish.db"
	run gl-report balances --db "$BATS_TEST_TMPDIR/rubbish.db"
	assert_failure 65
}

@test "triggers refuse any change of entries, transactions, the log and closed batches" {
	working_books
	operator batch close till=uncounted >/dev/null
	for change in 'UPDATE entries SET amount = 1' 'DELETE FROM entries' 'UPDATE transactions SET memo = 1' 'DELETE FROM transactions' \
		'UPDATE commands SET text = 1' 'DELETE FROM commands' "UPDATE batches SET hash = 'x'" 'DELETE FROM batches' \
		'UPDATE batch_totals SET debits = 1' 'DELETE FROM batch_totals' \
		"INSERT INTO entries VALUES (1000, 1, 9, 1, 'PTS', 5)" "INSERT INTO transactions VALUES (1000, 0, 1, 0, 'pay', 1, 0, NULL, NULL, NULL, NULL)" \
		"INSERT INTO batch_totals VALUES (1000, 1, 99, 'PTS', 0, 0, 0, 0, NULL, 0, 0)" 'UPDATE guilds SET sealed_transaction = 0'; do
		run sqlite3 "$GL_DB" "$change"
		assert_failure
	done
}

@test "books of schema 1 are refused until gl-db migrate, which keeps all that is in them" {
	of_files "books on a server began with schema 8"
	init_books
	roster | gl-apply >/dev/null
	say 1 11 '!register' | tick >/dev/null
	old="$BATS_TEST_TMPDIR/old.db"
	sqlite3 "$old" <"$PROJECT/sql/sqlite/0001-books.sql"
	sqlite3 "$old" "PRAGMA application_id = $(sqlite3 "$GL_DB" 'PRAGMA application_id'); PRAGMA user_version = 1; ATTACH '$GL_DB' AS new;
		$(for table in guilds settings cursors currencies roles member_roles permits entries; do
			echo "INSERT INTO $table SELECT * FROM new.$table;"; done)
		INSERT INTO outbox SELECT guild_id, delivery, kind, seq, channel_id, reply_to, user_id, role_id, content, state, attempt, not_before, discord_id, error FROM new.outbox;
		INSERT INTO users SELECT guild_id, user_id, name FROM new.users;
		INSERT INTO accounts SELECT guild_id, account_id, name, folded_name, kind, owner_id, purpose, state, opened_by FROM new.accounts;
		INSERT INTO balances SELECT guild_id, account_id, currency, balance, floor, entries FROM new.balances;
		INSERT INTO transactions SELECT guild_id, transaction_id, batch, time, verb, seq, author_id, reverses, memo FROM new.transactions;
		INSERT INTO commands SELECT guild_id, seq, message_id, time, author_id, verb, status, code, transaction_id, batch, text, record FROM new.commands;
		INSERT INTO members SELECT guild_id, user_id, nick, joined_at, pending, left_guild FROM new.members;
		INSERT INTO batches SELECT guild_id, batch, state, opened_at, opened_by, closed_at, closed_by, transactions, first_transaction, last_transaction, previous_hash, hash FROM new.batches;
		INSERT INTO channels VALUES (1000, 2000, 1)"
	run gl-report users --db "$old"
	assert_failure 78
	assert_output --partial 'gl-db migrate'
	run gl-db migrate --db "$old"
	assert_output "the schema went from version 1 to $("$PROJECT/sql/schema-version")"
	assert_equal "$(gl-report users --db "$old")" "$(gl-report users)"
	assert_equal "$(gl-outbox --db "$old" | jq -r .kind)" reply
	assert_equal "$(gl-channels --db "$old" | jq -r .channel_id)" 2000
	run gl-db migrate --db "$old"
	assert_output --partial 'nothing to do'
}
