# The schema is described once (sql/schema.txt), and nothing is left out in silence. Books in a file are held against the description by
# tests/unit/test_schema.c, those on a server by gl-verify.
load helper

setup() { init_books; }

@test "a column that this program does not describe is never left out of a copy: the copy is refused, and names it" {
	gl-apply <"$ROSTER" >/dev/null 2>&1
	other=$(new_books other.db)
	ask_books 'ALTER TABLE users ADD COLUMN mood text'
	run gl-db copy "$GL_DB" "$other"
	assert_failure 73
	assert_output --partial 'the table users has the column mood'
	assert_equal "$(GL_DB=$other ask_books 'SELECT COUNT(*) FROM guilds')" 0
}

@test "books to copy into that have another column are refused, too: what was written there would read otherwise" {
	other=$(new_books other.db)
	gl-db migrate --db "$other" >/dev/null
	GL_DB=$other ask_books 'ALTER TABLE entries ADD COLUMN note text'
	run gl-db copy "$GL_DB" "$other"
	assert_failure 73
	assert_output --partial 'the table entries has the column note'
}

@test "a table that is none of guildledger's is not copied, and the copy says so" {
	other=$(new_books other.db)
	ask_books 'CREATE TABLE notes (words text, more text)'
	run gl-db copy "$GL_DB" "$other"
	assert_success
	assert_equal "$(grep -c 'the table notes is none of guildledger' <<<"$output")" 1
}

@test "books of all migrations are as they are described, on a server down to which columns may be empty and the keys" {
	run gl-verify
	assert_success
	over_server || return 0
	while IFS='|' read -r name change; do
		no_books
		init_books
		ask_books "$change"
		run gl-verify
		assert_failure 1
		assert_output --partial "$name"
	done <<-'LIST'
		users.name: the column must not take NULL|ALTER TABLE users ALTER name DROP NOT NULL
		users.active: the column must take NULL|ALTER TABLE users ALTER active SET NOT NULL
		role_offers: the primary key is another: guild_id|ALTER TABLE role_offers DROP CONSTRAINT role_offers_pkey, ADD PRIMARY KEY (guild_id)
		v_roles: it is missing|DROP VIEW v_roles
		shown_accounts: it is made otherwise|DROP VIEW shown_accounts; CREATE VIEW shown_accounts AS SELECT guild_id, account_id, name AS label FROM accounts
	LIST
}

# gl-verify finds the columns; meanwhile nobody's money waits for that.
@test "columns that somebody added to the books stop no record, on either engine" {
	gl-apply <"$ROSTER" >/dev/null 2>&1
	for table in $(sed -n 's/^table \([a-z_]*\) .*copied.*/\1/p' "$BATS_TEST_DIRNAME/../../sql/schema.txt"); do
		ask_books "ALTER TABLE $table ADD COLUMN own_note text"
	done
	{
		printf '{"type":"role","guild_id":"1000","role_id":"601","name":"Red","position":1,"managed":false,"permissions":"0"}\n'
		say 1 10 '!permit <@&502> teller'
		say 2 11 '!register'
		say 3 10 '!config currency.EUR 2'
		say 4 10 '!deposit <@11> 50 dues'
		say 5 10 '!role group colours one roles="<@&601>" fee=3'
		say 6 11 '!role take Red'
		say 7 10 '!batch close difference=book'
		say 8 12 '!help'
	} | gl-parse | gl-identify --roster "$ROSTER" | gl-apply >"$BATS_TEST_TMPDIR/outcomes"
	run jq -s 'map(select(.status == "failed"))' "$BATS_TEST_TMPDIR/outcomes"
	assert_output '[]'
	run jq -rs 'map(select(.verb != null and .status == "ok").verb) | join(" ")' "$BATS_TEST_TMPDIR/outcomes"
	assert_output --partial deposit
	gl-outbox >/dev/null
	assert_equal "$(ask_books 'SELECT SUM(amount) FROM entries')" 0
	[ "$(ask_books 'SELECT COUNT(*) FROM entries')" -gt 0 ]
}

@test "no temporary table has the name of one of the books: it would be read in its place" {
	once "the queries are the same whatever the build and the engine"
	run comm -12 <(sed -nE 's/^table ([a-z_]+) .*/\1/p' "$PROJECT/sql/schema.txt" | sort) \
		<(sed -nE 's/.*CREATE TEMP(ORARY)? TABLE (IF NOT EXISTS )?([a-z_]+).*/\3/p' "$PROJECT"/sql/*.sql "$PROJECT"/sql/*/*.sql | sort -u)
	assert_output ''
}

@test "SQL that names a setting, column or part that is not there does not build, nor two pieces of one name" {
	once "the text of SQL is the same whatever the build and the engine"
	cd "$BATS_TEST_TMPDIR"
	printf 'accounts\taccount_id\naccounts\tname\n' >columns
	printf 'language\ten\n' >settings
	embed() { printf '%s\n' "$@" >piece.sql; awk -v table=/dev/null -v settings=settings -v column_list=columns -v list=x -f "$PROJECT/sql/embed.awk" piece.sql; }
	run embed '-- part: all' 'a.guild_id, COLUMNS(accounts a, account_id)' '-- name: one' 'SELECT PART(all) FROM accounts a;'
	assert_success
	assert_output --partial 'SELECT a.guild_id, a.account_id, a.name FROM accounts a;'
	while IFS='|' read -r message first second; do
		run embed "$first" 'SELECT 1;' "${second:--- name: two}" 'SELECT 2;'
		assert_failure
		assert_output --partial "sql/embed.awk: piece.sql:"
		assert_output --partial "$message"
	done <<-'LIST'
		there is no setting langage|-- name: one|SELECT SETTING(g, langage);
		sql/schema.txt has no column nam of accounts|-- name: one|SELECT COLUMNS(accounts a, nam) FROM accounts a;
		sql/schema.txt has no column name of account|-- name: one|SELECT COLUMNS(account, name) FROM account;
		there is no part others|-- name: one|SELECT PART(others);
		"one" is there already|-- name: one|-- name: one
	LIST
}

@test "a word of a column or table that sql/schema.awk does not know does not build" {
	once "the description is the same whatever the build and the engine"
	describe() { printf '%s\n' "$@" | awk -v make=shared -f "$PROJECT/sql/schema.awk"; }
	run describe 'table coins copied' '		'"" $'\tguild_id integer key, coin text key' $'\tworth integer renewed' $'\twritten coin'
	assert_success
	assert_output --partial 'DO UPDATE SET worth = excluded.worth;'
	run describe 'table coins copied' $'\tguild_id integer key, coin text key' $'\tworth integer renewd'
	assert_failure
	assert_output --partial 'no word of a column: renewd'
	run describe 'table coins copyed' $'\tguild_id integer key'
	assert_failure
	assert_output --partial 'no word of a table: copyed'
}
