# guildledger over several configurations: where each guild is, and what can be asked of all at once.
load helper

setup() {
	export GL_CONFIG=$BATS_TEST_TMPDIR/etc LANG=C.UTF-8
	mkdir -m 755 "$GL_CONFIG"
	name_books
	unset GL_DB GL_GUILD GL_STATE
	for place in a b c; do
		declare -g "$place=$(new_books $place.db)"
		mkdir "$BATS_TEST_TMPDIR/state-$place"
		printf 'GL_DB="%s"\nGL_STATE=%s\n' "${!place}" "$BATS_TEST_TMPDIR/state-$place" >"$GL_CONFIG/$place.env"
		gl-db migrate --db "${!place}" >/dev/null
	done
	begin "$a" 1000 Kettle
	begin "$a" 1001 Tea
	begin "$b" 1002 Cup
}

people() { guildledger -u "$(id -un)" "$@"; }
begin() { gl-db init --db "$1" --guild "$2" --name "$3" --owner 10 >/dev/null; }
# mark BOOKS GUILD [MINUTES]: what a move that was begun so long ago has left there.
mark() { GL_DB=$1 ask_books "INSERT INTO moved_guilds (guild_id, place, seq, time) VALUES ($2, NULL, 0, $((($(date +%s) - ${3:-0} * 60) * 1000)))"; }
copy() { gl-db copy --guild "$1" "$2" "$3" >/dev/null; }
# ticked PLACE MINUTES: when its last tick ended.
ticked() { echo "1 $(($(date +%s) - $2 * 60)) 0 1 1 0 0" >"$BATS_TEST_TMPDIR/state-$1/ended.$1.tick"; }
# The finding about $1 on one line.
finding() { tr -s ' \n' ' ' <<<"$output" | grep -oE "(ok|warning|BROKEN) $1 .*" | sed -E 's/ (ok|warning|BROKEN) .*//; s/ +$//'; }

@test "one command lists every guild with its place, and how many each place has" {
	people move 1001 a b >/dev/null
	run -0 people where
	assert_line --regexp '^ +1000  a      Kettle$'
	assert_line --regexp '^ +1001  b      Tea$'
	assert_line --regexp '^ +1002  b      Cup$'
	assert_line --regexp "^ok +a +1 guild, at"
	assert_line --regexp "^ok +b +2 guilds, at"
	run -0 people where 1001
	assert_line --regexp '^ +1001  b      Tea$'
	refute_line --partial Kettle
	run -0 people where --problems
	assert_output ''
	run -2 people where 17
	assert_equal "$(finding 17)" 'BROKEN 17 no configuration here has books of it fix: gl-setup or gl-db init starts the books of a guild'
	LANG=es_ES.UTF-8 run -0 people where
	assert_line --regexp '^bien +b +2 comunidades, en'
	assert_line --regexp '^ +comunidad  sitio  nombre$'
}

@test "a move that was begun is said, with the command that ends it once it takes too long" {
	copy 1000 "$a" "$c"
	mark "$c" 1000
	run -0 people where
	assert_line --regexp '^ +1000  a -> c  Kettle$'
	[[ "$(finding 1000)" =~ ^'ok 1000 a move from a to c was begun at '[^\ ]*' and has not ended; it is at work where it was'$ ]]
	GL_DB=$c ask_books 'DELETE FROM moved_guilds'
	mark "$c" 1000 11
	run -1 people where --problems
	[[ "$(finding 1000)" =~ 'fix: guildledger move 1000 a c goes on with it; guildledger drop-copy, with the same words, gives it up'$ ]]
	run -0 people drop-copy 1000 a c
	run -0 people where
	assert_line --regexp '^ +1000  a      Kettle$'
	assert_equal "$(gl-db places --db "$c" | jq -r 'select(.type == "moved-guild") | .to')" "$(gl-db places --db "$a" | jq -r 'select(.type == "places") | .address')"
}

@test "a guild between the last two steps of a move is at work nowhere, and the command that was killed is printed" {
	people move 1000 a c >/dev/null
	mark "$c" 1000
	run -2 people where
	assert_line --regexp '^ +1000  \? -> c  Kettle$'
	[[ "$(finding 1000)" =~ ^'BROKEN 1000 a move from a to c was begun at '[^\ ]*' and has not ended: it is at work nowhere fix: guildledger move 1000 a c goes on with it'$ ]]
	run -0 people move 1000 a c
	run -0 people where
	assert_line --regexp '^ +1000  c      Kettle$'
}

@test "two places at work for one guild are broken; an archive whose ticks do not run is a warning" {
	copy 1000 "$a" "$c"
	run -2 people where
	assert_line --regexp '^ +1000  a \+ c  Kettle$'
	assert_equal "$(finding 1000 | sed 's/T[0-9:.]*Z/T/g; s/command [^)]*/command X/g')" 'BROKEN 1000 several places are at work for it: a (log row 1, last command X), c (log row 1, last command X) fix: stop the ticks of the one that is out of date; guildledger drop-copy GUILD LIVE COPY removes its books of the guild'
	ticked a 1
	ticked c 1
	run -2 people where
	ticked c 90
	run -1 people where
	assert_output --partial 'ticks run at one'
	people drop-copy 1000 a c >/dev/null
	run -0 people where
}

@test "books that a restore brought back from before a move are found: at no place, or with a log that ends too early" {
	people move 1000 a b >/dev/null
	GL_DB=$b no_books
	gl-db migrate --db "$b" >/dev/null
	run -2 people where
	assert_line --regexp '^ +1000  -      $'
	[[ "$(finding 1000)" =~ 'it is at no place: it went from a to b, which has no books of it' ]]
	begin "$b" 1000 Kettle
	GL_DB=$a ask_books "UPDATE moved_guilds SET seq = 7 WHERE guild_id = 1000"
	run -2 people where
	[[ "$(finding 1000)" =~ 'its log ends with row 1 at b, and had 7 when it moved from a: books from before the move were restored there fix: bring its books back there' ]]
	run -73 people move 1000 a b
	assert_output --partial 'which knows less of it: it was restored from a copy from before the move; bring them back there first'
}

@test "a server with another address: the old one is a warning, and is changed in all books by one command" {
	people move 1000 a b >/dev/null
	old=$(gl-db places --db "$b" | jq -r 'select(.type == "places") | .address')
	GL_DB=$a ask_books "UPDATE moved_guilds SET place = '/gone/b.db'"
	run -1 people where
	assert_output --partial 'the books of 1 guild went to /gone/b.db'
	run -0 people --all db rename-place /gone/b.db "$old"
	assert_line --partial '1 guild that went to /gone/b.db'
	run -0 people where
	GL_DB=$a ask_books "UPDATE moved_guilds SET place = '/gone/b.db'"
	people move 1000 a b >/dev/null # or guild by guild
	run -0 people where
}

@test "a place that cannot be read is said, and what is there is not taken for lost" {
	people move 1000 a b >/dev/null
	printf 'GL_DB=%s/nowhere.db\n' "$BATS_TEST_TMPDIR" >"$GL_CONFIG/b.env"
	run --separate-stderr -2 people where
	assert_line --regexp '^BROKEN +b +its books could not be read'
	refute_output --partial 'at no place'
	refute_output --partial 'no configuration here'
	run -1 people -c a -c c where # of fewer places less is known
	refute_output --partial 'could not be read'
}

@test "a guild's name cannot write to the terminal, and lines that gl-db places did not print are refused" {
	begin "$c" 1003 $'Sea\e[31m'
	run -0 people where
	refute_output --partial $'\e'
	run -65 gl-db where <<<'{"type":"command"}'
	run -65 gl-db where <<<'{"type":"placed-guild","guild_id":"1000","name":"x","log":1,"last":1}'
	run -65 gl-db where <<<'torn'
}

@test "--all runs a command for each configuration and exits with the largest code; several -c name some" {
	run -0 people --all db info
	assert_line '==> a <=='
	assert_line '==> c <=='
	assert_line 'guild 1002  Cup'
	run -0 people -c a -c b db info
	refute_line '==> c <=='
	rm "$BATS_TEST_TMPDIR/etc/c.env"
	printf 'GL_DB=%s/nowhere.db\n' "$BATS_TEST_TMPDIR" >"$GL_CONFIG/c.env"
	run -66 people --all db info
	assert_line 'guild 1000  Kettle'
	run -64 people --all apply
	run -64 people --all db move a b
	run -78 people -c a -c none verify
	run -64 people where -c a
}

@test "the metrics of all configurations are one exposition: each family once, each sample with its configuration" {
	people --all metrics >"$BATS_TEST_TMPDIR/metrics"
	assert_equal "$(grep '^# TYPE' "$BATS_TEST_TMPDIR/metrics" | sort | uniq -d)" ''
	assert_equal "$(grep -o '^guildledger_build_info{config="."' "$BATS_TEST_TMPDIR/metrics" | paste -sd' ')" 'guildledger_build_info{config="a" guildledger_build_info{config="b" guildledger_build_info{config="c"'
	# samples of a family are together
	assert_equal "$(grep -v '^#' "$BATS_TEST_TMPDIR/metrics" | sed 's/[{ ].*//' | uniq | sort | uniq -d)" ''
	command -v promtool >/dev/null || return 0
	promtool check metrics <"$BATS_TEST_TMPDIR/metrics"
}

@test "the jobs of several configurations write their metrics beside each other, and no sample of two is the same" {
	mkdir "$BATS_TEST_TMPDIR/textfile"
	for place in a b; do echo "GL_METRICS=$BATS_TEST_TMPDIR/textfile" >>"$GL_CONFIG/$place.env"; done
	copy 1000 "$a" "$b"
	for place in a b; do "$PROJECT/jobs/metrics" $place; done
	assert_equal "$(ls "$BATS_TEST_TMPDIR/textfile" | paste -sd' ')" 'guildledger-a.prom guildledger-b.prom'
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/textfile/*.prom | grep -v '^#' | sed 's/ [^ ]*$//' | sort | uniq -d)" ''
}

@test "leases are each server's own: one holder has its share at each, and a move leaves none behind" {
	gl-lease --db "$a" --holder one >/dev/null
	assert_equal "$(gl-lease --db "$b" --holder one | paste -sd' ')" 1002
	people move 1000 a b >/dev/null
	assert_equal "$(gl-lease --db "$a" --holder one | paste -sd' ')" 1001
	assert_equal "$(gl-lease --db "$b" --holder one | paste -sd' ')" '1000 1002'
	assert_equal "$(people -c a -c b lease --holder two --release | grep -c '^[0-9]')" 0
}

@test "the doctor of all configurations ends with what is wrong between them" {
	copy 1000 "$a" "$c"
	run people --all doctor
	assert_line '==> b <=='
	assert_line '==> guilds of these configurations <=='
	assert_output --partial 'several places are at work for it'
}

@test "two configurations that reach their servers by different variables of libpq are not moved between" {
	echo 'PGPASSFILE=/run/one' >>"$GL_CONFIG/a.env"
	run -78 people move 1000 a b
	assert_output --partial 'a and b differ in their variables PG*'
	run -64 people move 1000 a
	run -78 people move 1000 a none
}
