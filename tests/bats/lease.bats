# gl-lease, and the tools that look at leases.
load helper

setup() {
	init_books
	for guild in 1001 1002 1003 1004; do gl-db init --guild $guild --name G --owner 10 >/dev/null; done
	unset GL_GUILD
}

held() { gl-lease --holder "$1" "${@:2}" | paste -sd' '; }

@test "a worker alone has every guild; a second one gets its share as soon as the first asks again; nobody has what another has" {
	assert_equal "$(held a)" '1000 1001 1002 1003 1004'
	assert_equal "$(held b)" ''
	assert_equal "$(held a)" '1000 1001 1002'
	assert_equal "$(held b)" '1003 1004'
	assert_equal "$(held c)" ''
	assert_equal "$(held a)" '1000 1001'
	assert_equal "$(held c)" '1002'
}

@test "what a worker gives back, or does not ask for any more, is another's" {
	held a >/dev/null
	assert_equal "$(held a --release)" ''
	assert_equal "$(held b --seconds 1)" '1000 1001 1002 1003 1004'
	sleep 1.2
	assert_equal "$(held c)" '1000 1001 1002 1003 1004'
}

@test "--most bounds a share" {
	assert_equal "$(held a --most 2)" '1000 1001'
	assert_equal "$(held a --most 1)" '1000'
}

@test "channels, deliveries and what falls due are those of the worker's guilds" {
	for guild in 1000 1001; do
		gl-command --guild $guild config channel "<#$((guild + 1000))>" on | gl-apply >/dev/null
		gl-post --guild $guild --channel $((guild + 1000)) hello | gl-apply >/dev/null
		sqlite3 "$GL_DB" "INSERT INTO roles VALUES ($guild, 500, 'Red', 1, 0, '0');
			INSERT INTO wanted_roles (guild_id, user_id, role_id, wanted, granted, until, seq) VALUES ($guild, 11, 500, 1, 1, 1800000000000, 1)"
	done
	held a --most 1 >/dev/null
	assert_equal "$(gl-channels --holder a | jq -r .guild_id | paste -sd' ')" 1000
	assert_equal "$(GL_HOLDER=b gl-channels)" ''
	assert_equal "$(gl-channels | jq -r .guild_id | paste -sd' ')" '1000 1001'
	assert_equal "$(GL_HOLDER='' gl-channels | jq -r .guild_id | paste -sd' ')" '1000 1001' # as "GL_HOLDER=" in an environment file
	assert_equal "$(gl-outbox --holder b)" ''
	assert_equal "$(gl-outbox --holder a | jq -r .guild_id | sort -u)" 1000
	assert_equal "$(gl-outbox | jq -r .guild_id | sort -u)" 1001
	due() { gl-due --at 2027-02-01 "$@" | jq -r .guild_id | paste -sd' '; }
	assert_equal "$(due); $(due --holder a); $(due --holder b)" '1000 1001; 1000; '
}

@test "many that ask at once never get the same guild" {
	for n in 1 2 3 4 5 6; do gl-lease --holder "w$n" >"$BATS_TEST_TMPDIR/w$n" & running+=($!); done
	all_end_well "${running[@]}"
	running=()
	for n in 1 2 3 4 5 6; do gl-lease --holder "w$n" >"$BATS_TEST_TMPDIR/w$n" & running+=($!); done
	all_end_well "${running[@]}"
	for n in 1 2 3 4 5 6; do gl-lease --holder "w$n" >"$BATS_TEST_TMPDIR/w$n"; done
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/w? | sort | uniq -d)" ''
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/w? | sort -u | wc -l)" 5
}

@test "leases are no part of the books: copies and proofs do not know them" {
	held a >/dev/null
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	run gl-verify --replay
	assert_success
	run gl-lease
	assert_failure 64
	run gl-lease --holder "$(printf 'x%.0s' $(seq 101))"
	assert_failure 64
}
