# A short share of each torture; `make torture` runs all of them. Each prints its seed, which repeats it.
load live

teardown() { live_end; }

torture() { # KIND OPTION...
	run "$PROJECT/tests/torture/$1" --seed "${TORTURE_SEED:-$((RANDOM * 32768 + RANDOM))}" "${@:2}"
	assert_success
	refute_output --partial PROBLEM
}

@test "a tick killed at any step, in the midst of a write too, leaves each command once and each answer once" {
	torture crash --points 14
}

@test "a disk that fails, fills up or tears a log leaves a chunk whole or not at all, says what to do, and the next tick goes on" {
	of_files "a server's disk is its own affair"
	torture disk --points 10
}

@test "out of memory at any allocation a tool ends cleanly, with nothing half done and nothing wrong printed" {
	of_files "libpq without memory may wait for ever, or be ended by the loader: systemd's limit of time ends the run"
	torture memory --points 6
}

@test "clocks that are wrong or jump change no books, hang no tick, and hold nothing back once they are right" {
	of_plain_build "a clock changes values, and no memory"
	torture clock --points 10
}

@test "many ticks, reports, sites, metrics and backups at once lose nothing, block nobody, and the log replays to the same books" {
	torture crowd --points 60
}

@test "the harness sees each write, sync, truncation and send of a tool that the kernel sees" {
	of_files "what libpq sends is counted by torture crash"
	working_books
	say 7 11 '!pay <@12> 5' | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/record"
	of_plain_build "the sanitizer writes, too"
	gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$BATS_TEST_TMPDIR/calls.so" "$PROJECT/tests/torture/calls.c"
	mkdir "$BATS_TEST_TMPDIR/processes"
	strace -f -e trace=write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename -o "$BATS_TEST_TMPDIR/strace" -E LD_PRELOAD="$BATS_TEST_TMPDIR/calls.so" \
		-E TORTURE_FOLDER="$BATS_TEST_TMPDIR/processes" gl-apply <"$BATS_TEST_TMPDIR/record" >/dev/null
	seen=$(wc -l <"$BATS_TEST_TMPDIR/processes/gl-apply.1.calls")
	assert_equal "$seen" "$(grep -Ec '^[0-9]+ +[a-z0-9]+\((900|2),' "$BATS_TEST_TMPDIR/strace" | { read -r own; echo $(($(grep -Ec '^[0-9]+ +[a-z0-9]+\(' "$BATS_TEST_TMPDIR/strace") - own)); })"
	[ "$seen" -gt 10 ]
}

@test "a request that cannot be sent holds up no other one: all are made in the time of the run" {
	live
	eight_channels
	gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$BATS_TEST_TMPDIR/calls.so" "$PROJECT/tests/torture/calls.c"
	export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0" TORTURE_FOLDER="$BATS_TEST_TMPDIR/processes"
	gl-channels >"$BATS_TEST_TMPDIR/channels"
	fetched() {
		rm -rf "$TORTURE_FOLDER" "$GL_STATE"
		mkdir "$TORTURE_FOLDER" "$GL_STATE"
		run env LD_PRELOAD="$BATS_TEST_TMPDIR/calls.so" TORTURE_CALL="$1" timeout -s KILL 90 gl-fetch --deadline 30 <"$BATS_TEST_TMPDIR/channels"
	}
	all_fetched() { assert_equal "$status $(grep -c '"in 20' <<<"$output")" '0 8'; }
	export TORTURE_ONLY=send GL_LOG=info # a failure that another try makes good is told at info
	fetched none
	all_fetched
	sends=$(wc -l <"$TORTURE_FOLDER/gl-fetch.1.calls")
	[ "$sends" -ge 8 ]
	failed=0
	for send in $(seq "$sends"); do
		fetched "gl-fetch.1:$send:eio"
		all_fetched
		failed=$((failed + $(grep -c 'Send failure' <<<"$output" || true))) # on a connection used before, libcurl sends it again by itself
	done
	[ "$failed" -ge 1 ] # the first one is always on a new connection
}

@test "limits.db that a power cut tore is begun anew by the next tick, without anybody" {
	live
	write 11 '!balance' >/dev/null
	printf garbage | dd of="$GL_STATE/limits.db" conv=notrunc status=none
	run -75 gl-fetch < <(gl-channels)
	assert_output --partial 'begun anew'
	inbound >/dev/null
	outbound
	assert_equal "$(answers | wc -l)" 1
}

@test "limits.db whose torn page garbles a table's definition is begun anew, too" {
	live
	write 11 '!balance' >/dev/null
	for damage in 's/remaining INTEGER NOT NULL, reset/remaXning INTEGER NOT NULL, reset/' 's/until INTEGER/untiX INTEGER/' 's/token TEXT, kind TEXT/token TEXT, kinX TEXT/'; do
		gl-channels | gl-fetch >/dev/null
		sqlite3 "$GL_STATE/limits.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
		LC_ALL=C sed -i "$damage" "$GL_STATE/limits.db"
		rm -f "$GL_STATE"/limits.db-*
		run gl-fetch < <(gl-channels)
		assert_equal "$status" 75
		assert_output --partial 'begun anew'
	done
}

@test "a lease that was given by a clock that has since been put back is over" {
	working_books
	gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$BATS_TEST_TMPDIR/clock.so" "$PROJECT/tests/torture/clock.c"
	export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0"
	count=$(TORTURE_CLOCK='all:+18000' LD_PRELOAD="$BATS_TEST_TMPDIR/clock.so" gl-outbox | wc -l)
	[ "$count" -gt 0 ]
	run -0 gl-outbox
	assert_equal "${#lines[@]}" "$count"
	assert_equal "$(jq -r .uncertain <<<"$output" | sort -u)" true
	run -0 gl-outbox
	assert_output ''
}

@test "what gl-send puts off by a clock that was set since the mark is put off by the outbox's clock" {
	live
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	fake '{"op":"fault","kind":"status","status":500,"times":9}' >/dev/null
	gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$BATS_TEST_TMPDIR/clock.so" "$PROJECT/tests/torture/clock.c"
	export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0"
	gl-outbox | TORTURE_CLOCK='gl-send:+18000' LD_PRELOAD="$BATS_TEST_TMPDIR/clock.so" gl-send --deadline 2 >"$BATS_TEST_TMPDIR/delivered" || true
	not_before=$(jq -r .not_before "$BATS_TEST_TMPDIR/delivered" | head -1)
	[ "$(date -d "$not_before" +%s)" -lt $(($(date +%s) + 3600)) ]
}

@test "a day that begins twice is the same moment whatever was asked before: the log replays to the same books" {
	init_books --timezone America/Havana
	local hour=0
	record() { gl-command --at "2024-06-01T$1:00:00Z" role grant '<@11>' '<@&501>' "$2"; }
	echo '{"type":"role","guild_id":"1000","role_id":"501","name":"Teller","position":1,"managed":false,"permissions":"0"}' | gl-apply >/dev/null
	gl-apply <"$ROSTER" >/dev/null
	for days in '2024-12-15 2024-11-03' '2024-07-15 2024-11-03'; do
		for day in $days; do
			hour=$((hour + 1))
			record "0$hour" "$day"
		done | gl-apply >/dev/null
		hour=2
		sqlite3 "$GL_DB" "SELECT until FROM wanted_roles" >>"$BATS_TEST_TMPDIR/until"
		sqlite3 "$GL_DB" "DELETE FROM wanted_roles"
	done
	assert_equal "$(sort -u "$BATS_TEST_TMPDIR/until")" 1730606400000
}
