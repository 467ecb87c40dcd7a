# What the tests of gl-verify share: rich books, fresh for each test, and ways to tamper with them.
load helper

# Books with something of everything: two currencies, floors, a reversal, counted batches, refusals, a role with a fee that is given back,
# answers sent and waiting, a post, data asked for, a batch that is open.
setup_file() {
	export KEPT="$BATS_FILE_TMPDIR/kept"
	mkdir "$KEPT"
	BATS_TEST_TMPDIR="$KEPT" rich_books
	if over_server; then
		GL_DB=$(cat "$KEPT/address")
		env -u GL_GUILD gl-db copy "$GL_DB" "$(database kept "$KEPT")" >/dev/null
	fi
}

# Over a server the kept books are a database; a copy of it is made in no time (CREATE DATABASE … TEMPLATE). database NAME [FOLDER]: the
# address of a new one, NAME of this test or of FOLDER; with a third word, of one like that database.
server() { psql -X -q -v ON_ERROR_STOP=1 -d "$GL_TEST_SERVER" -c 'SET client_min_messages = error' "$@"; }
name_of_database() { echo "$1_$(sha256sum <<<"${2:-$BATS_TEST_TMPDIR}" | head -c 20)"; }
address_of() { echo "${GL_TEST_SERVER/\/tests\?//$1?}"; }
database() {
	local name
	name=$(name_of_database "$1" "${2:-}")
	server -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" -c "CREATE DATABASE $name TEMPLATE ${3:-template0}"
	address_of "$name"
}

rich_books() {
	working_books
	{
		echo '{"type":"guild","guild_id":"1000","name":"Test","owner_id":"10","lang":"en","bot_id":"999","bot_role_id":"998","bot_top_role":"998","bot_position":9}'
		echo '{"type":"role","guild_id":"1000","role_id":"601","name":"Red","position":1,"managed":false,"permissions":"0"}'
		cat "$ROSTER"
	} | gl-apply >/dev/null
	{
		say 20 10 '!config channel <#2000> on'; say 21 11 '!pay <@12> 12.50 lunch'; say 22 11 '!pay <@12> 9999'; say 23 14 '!account open events expense'
		say 24 14 '!account open club liability floor=-50'; say 25 14 '!account limit <@12> -20'; say 26 12 '!pay <@11> 30'; say 27 14 '!reverse 3 wrong'
		say 28 11 '!balance'; say 29 11 '!pay'; say 30 14 '!account limit club none'; say 31 11 '!nonsense at all'
	} | tick >/dev/null
	operator batch close till=100.00 >/dev/null
	{
		say 40 10 '!config currency.EUR 2'; say 41 13 '!deposit <@11> 8 EUR fair'; say 42 11 '!pay <@12> 3 EUR'; say 43 10 '!role group colours one <@&601> fee=5'
		say 44 11 '!role take Red'; say 45 11 '!history'; say 46 11 '!mydata'
	} | tick >/dev/null
	gl-outbox >"$BATS_TEST_TMPDIR/due"
	jq -c '{type: "delivered", guild_id, id, with, status: "sent", discord_id: "77"} | if .with == null then del(.with) else . end' < <(grep -v role_add "$BATS_TEST_TMPDIR/due") | gl-apply >/dev/null
	jq -c '{type: "delivered", guild_id, id, status: "failed", error: {http: 403, code: 50013, message: "Missing Permissions"}}' < <(grep role_add "$BATS_TEST_TMPDIR/due") | gl-apply >/dev/null
	gl-command --at 2025-06-02T00:00:00Z batch close till=99.50 difference=book | gl-apply >/dev/null
	{ say 50 11 '!pay <@12> 1 after'; say 51 12 'hello'; say 52 11 '!why <@11> pay'; } | tick >/dev/null
	echo '{"type":"post","message_id":"1300299999999999999","guild_id":"1000","channel_id":"2000","time":"2025-06-03T00:00:00.000Z","content":"news"}' | gl-apply >/dev/null
	if over_server; then echo "$GL_DB" >"$KEPT/address"; else sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null; fi
}

setup() {
	export GL_GUILD=1000 ROSTER="$KEPT/roster.ndjson"
	fresh
}

# fresh: books like those kept, to be tampered with, in GL_DB. later: remembers what is there now; later_again: has that again.
fresh() {
	if over_server; then
		GL_DB=$(database books "" "$(name_of_database kept "$KEPT")")
	else
		GL_DB="$BATS_TEST_TMPDIR/books.db"
		rm -f "$GL_DB"-*
		cp "$KEPT/books.db" "$GL_DB"
	fi
	export GL_DB
}
later() {
	if over_server; then
		database later "" "$(name_of_database books)" >/dev/null
	else
		sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
		cp "$GL_DB" "$BATS_TEST_TMPDIR/later.db"
	fi
}
later_again() {
	if over_server; then
		database books "" "$(name_of_database later)" >/dev/null
	else
		rm -f "$GL_DB"-*
		cp "$BATS_TEST_TMPDIR/later.db" "$GL_DB"
	fi
}

# tamper SQL: as somebody would who can write the file: the triggers go, and come back. On a server as its owner can: they are asleep.
tamper() {
	if over_server; then
		psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -c 'SET session_replication_role = replica' -c "$1" >/dev/null
		return
	fi
	sqlite3 "$GL_DB" "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'" >"$BATS_TEST_TMPDIR/triggers"
	sqlite3 "$GL_DB" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" | sqlite3 "$GL_DB"
	sqlite3 -cmd '.dbconfig defensive off' "$GL_DB" "$1" >/dev/null # the shell of 3.46 lets no schema be written else
	sqlite3 "$GL_DB" <"$BATS_TEST_TMPDIR/triggers"
}
