# What names the books: a path or an address is understood; what only looks like one is refused, and no file is made of it.
load helper

setup() { mkdir "$BATS_TEST_TMPDIR/here" && cd "$BATS_TEST_TMPDIR/here"; }

@test "a word that is neither a path nor an address is refused with the right one, and leaves no file" {
	while IFS='|' read -r code location words; do
		for tool in "gl-db init --guild 1000 --name T --owner 10" gl-db\ migrate gl-apply gl-report\ balances "gl-db restore x.db" gl-verify; do
			# shellcheck disable=SC2086 # a tool and its arguments
			GL_DB=$location run --separate-stderr $tool </dev/null
			assert_equal "$status $tool $location" "$code $tool $location"
			assert_regex "$stderr" "$words"
			refute_regex "$stderr" hush
		done
		run gl-db copy "$location" other.db
		assert_failure "$code"
		run gl-db copy other.db "$location"
		assert_failure "$code"
	done <<-'END'
		64|file:books.db|path alone
		64|FILE:///tmp/books.db|path alone
		64|file:books.db?mode=ro|path alone
		64|sqlite:books.db|path alone
		64|sqlite3:///books.db|path alone
		64|postgresql:books|postgresql://USER@HOST/NAME
		64|postgres:books|postgresql://USER@HOST/NAME
		64|PostgreSQL://gl:hush@host/books|postgresql://USER@HOST/NAME
		64|postgresql:/books|postgresql://USER@HOST/NAME
		64|jdbc:postgresql://host/books|postgresql://USER@HOST/NAME
		64|host=localhost dbname=books password=hush|postgresql://USER@HOST/NAME
		64|dbname = books|postgresql://USER@HOST/NAME
		64|:memory:|name a file
		64|books:main|./books:
		69|mysql://gl:hush@host/books|no engine
		69|postgresql+psycopg://gl:hush@host/books|no engine
	END
	assert_equal "$(find . -mindepth 1)" ''
}

@test "a path may hold what an address does, once it is plainly a path" {
	mkdir host=x
	for path in ./file:books.db ./postgresql:books ./host=x/books.db "$PWD/a://b.db" ./dbname=books books=1.db; do
		mkdir -p "$(dirname "$path")"
		run gl-db init --db "$path" --guild 1000 --name T --owner 10
		assert_success
		[ -s "$path" ] || fail "no $path"
	done
}

@test "a database that keeps its texts in UTF-16 is refused at each opening, and stays as it is" {
	gl-db init --db good.db --guild 1000 --name 'Ñandú 🎲' --owner 10 >/dev/null
	for encoding in UTF-16le UTF-16be; do
		{ echo "PRAGMA encoding = '$encoding'; PRAGMA application_id = $(sqlite3 good.db 'PRAGMA application_id'); PRAGMA user_version = $(sqlite3 good.db 'PRAGMA user_version');"
			sqlite3 good.db .dump; } | sqlite3 wide.db
		before=$(sha256sum wide.db)
		for tool in "gl-db init --guild 1001 --name T --owner 10" gl-db\ migrate gl-apply gl-report\ balances gl-verify "gl-db copy good.db wide.db" "gl-db backup copy.db" "gl-db check wide.db"; do
			# shellcheck disable=SC2086 # a tool and its arguments
			GL_DB=wide.db run $tool </dev/null
			assert_failure 78
			assert_output --partial UTF-16
		done
		GL_DB=wide.db run gl-db restore good.db
		assert_failure 78
		assert_equal "$(sha256sum wide.db)" "$before"
		GL_DB=wide.db run --separate-stderr gl-doctor --deadline 0.1 --token-file /dev/null
		assert_line --partial BROKEN
		assert_regex "$stderr" UTF-16
		assert [ ! -e copy.db ]
		rm wide.db
	done
	sqlite3 empty.db "PRAGMA encoding = 'UTF-16'; CREATE TABLE t (a); DROP TABLE t; VACUUM" # nothing in it, but made
	run gl-db init --db empty.db --guild 1000 --name T --owner 10
	assert_failure 78
}
