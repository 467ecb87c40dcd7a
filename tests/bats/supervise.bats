# jobs/supervise: ticks one at a time until it is told to stop; what it needs of a tick is stood in for by a script that keeps a diary.
load live

setup() {
	JOBS="$BATS_TEST_TMPDIR/jobs" DIARY="$BATS_TEST_TMPDIR/diary" SAID="$BATS_TEST_TMPDIR/said"
	export DIARY GL_NAME=test GL_STATE="$BATS_TEST_TMPDIR/state" GL_TICK_SECONDS=1
	mkdir -p "$JOBS" "$GL_STATE" "$BATS_TEST_TMPDIR/tools"
	cp "$PROJECT/jobs/supervise" "$PROJECT/jobs/common.bash" "$JOBS"
	: >"$DIARY"
	tick 'exit 0'
}
teardown() {
	if [ -n "${SUPERVISOR:-}" ]; then
		touch "$BATS_TEST_TMPDIR/go"
		kill "$SUPERVISOR" 2>/dev/null || true
		wait "$SUPERVISOR" 2>/dev/null || true
	fi
	live_end
}

# tick TEXT: what a tick does; it notes in the diary when it begins and how it ended.
tick() {
	printf '#!/bin/bash\necho "begin $EPOCHREALTIME" >>"$DIARY"\ntrap '\''echo "end $?" >>"$DIARY"'\'' EXIT\ncd %q\n%s\n' "$BATS_TEST_TMPDIR" "$1" >"$JOBS/tick.new"
	chmod +x "$JOBS/tick.new"
	mv "$JOBS/tick.new" "$JOBS/tick" # a bash that is reading the old one goes on with it
}
supervise() { # [NAME]: in the background
	"$JOBS/supervise" "$@" 2>"$SAID" 3>&- &
	SUPERVISOR=$!
}
count() { [ "$(grep -c "^$1" "$DIARY")" -ge "$2" ]; }
ended() { SUPERVISED=0; wait "$SUPERVISOR" || SUPERVISED=$?; SUPERVISOR=; }
# The whole seconds between the beginning of the first tick and that of the Nth.
until_tick() { awk -v n="$1" '$1 == "begin" && ++seen == 1 { first = $2 } $1 == "begin" && seen == n { printf "%d", $2 - first + 0.5; exit }' "$DIARY"; }

@test "one tick follows the other, none begins before the last has ended, and SIGTERM ends it behind the tick under way" {
	supervise
	until_true 60 count end 2
	tick 'touch running; until [ -e go ]; do sleep 0.05; done; touch through'
	until_true 60 test -e "$BATS_TEST_TMPDIR/running"
	kill -TERM "$SUPERVISOR"
	sleep 1.2 # time for another tick, or for an end
	assert kill -0 "$SUPERVISOR"
	assert [ ! -e "$BATS_TEST_TMPDIR/through" ]
	touch "$BATS_TEST_TMPDIR/go"
	ended
	assert_equal "$SUPERVISED" 0
	assert [ -e "$BATS_TEST_TMPDIR/through" ]
	assert_equal "$(awk '{ print $1 }' "$DIARY" | uniq -d)" '' # begin, end, begin, end
	assert_equal "$(tail -1 "$DIARY")" 'end 0'
	assert_equal "$(cat "$SAID")" ''
}

@test "of several names each has ticks of its own: one that waits delays none, SIGTERM ends all behind their ticks, and one that is not healthy is told" {
	export GL_CONFIG="$BATS_TEST_TMPDIR/config"
	unset GL_NAME
	mkdir -p "$GL_CONFIG"
	for name in a b; do printf 'GL_STATE=%s\n' "$GL_STATE" >"$GL_CONFIG/$name.env"; done
	tick 'echo "of $1" >>"$DIARY"; [ "$1" = a ] || until [ -e go ]; do sleep 0.05; done'
	supervise a b
	until_true 60 count 'of a' 3
	assert_equal "$(grep -c 'of b' "$DIARY")" 1
	assert "$JOBS/supervise" --healthy a b
	refute "$JOBS/supervise" --healthy a c 2>/dev/null
	kill -TERM "$SUPERVISOR"
	sleep 0.5
	assert kill -0 "$SUPERVISOR" # b's tick is under way
	touch "$BATS_TEST_TMPDIR/go"
	ended
	assert_equal "$SUPERVISED" 0
	assert_equal "$(grep -c '^begin' "$DIARY")" "$(grep -c '^end 0' "$DIARY")"
	assert_equal "$(ls "$GL_STATE" | grep -c heartbeat || true)" 0
}

@test "of several names one that cannot work ends all, with its exit code" {
	export GL_CONFIG="$BATS_TEST_TMPDIR/config"
	unset GL_NAME
	mkdir -p "$GL_CONFIG"
	printf 'GL_STATE=%s\n' "$GL_STATE" >"$GL_CONFIG/a.env"
	supervise a c
	ended
	assert_equal "$SUPERVISED" 78
	assert_equal "$(ls "$GL_STATE" | grep -c heartbeat || true)" 0
}

@test "SIGTERM between two ticks ends it at once" {
	export GL_TICK_SECONDS=3000
	supervise
	until_true 60 pgrep -P "$SUPERVISOR" -x sleep >/dev/null
	sleeper=$(pgrep -P "$SUPERVISOR" -x sleep)
	kill -TERM "$SUPERVISOR"
	ended
	until_true 60 eval "! kill -0 $sleeper 2>/dev/null" # nothing is left behind
	assert_equal "$SUPERVISED" 0
	assert_equal "$(grep -c begin "$DIARY")" 1
}

@test "a tick that says EX_TEMPFAIL is given more time, twice as much each time up to a limit; one that works ends that" {
	export GL_TICK_SECONDS_MOST=4
	tick 'exit 75'
	supervise
	until_true 60 count begin 4 # after 2, 4 and 4 seconds
	assert [ "$(until_tick 2)" -ge 2 ]
	assert [ "$(until_tick 4)" -ge 10 ]
	tick 'exit 0'
	until_true 60 count 'end 0' 1
	before=$(grep -c begin "$DIARY")
	until_true 60 count begin $((before + 4)) # the shortest gap of several: the machine may be busy at one of them
	shortest=$(awk -v from="$before" '$1 == "begin" && ++seen > from { gap = $2 - last; if (!least || gap < least) least = gap } $1 == "begin" { last = $2 } END { printf "%d", least + 0.5 }' "$DIARY")
	assert [ "$shortest" -lt 4 ]
}

@test "a tick that fails otherwise is followed by the next at the usual time" {
	tick 'exit 77'
	export GL_TICK_SECONDS_MOST=3000
	supervise
	until_true 60 count 'end 77' 3
	assert kill -0 "$SUPERVISOR"
}

@test "settings that cannot work end it, so that whoever started it sees; the same later does not" {
	tick 'exit 78'
	run "$JOBS/supervise"
	assert_failure 78
	assert_equal "$(grep -c begin "$DIARY")" 1
	tick 'exit 0'
	supervise
	until_true 60 count 'end 0' 1
	tick 'exit 78'
	until_true 60 count 'end 78' 4
	assert kill -0 "$SUPERVISOR"
	for variable in GL_TICK_SECONDS GL_TICK_SECONDS_MOST GL_TICK; do
		run env "$variable=0" "$JOBS/supervise"
		assert_failure 78
		assert_output --partial "$variable takes a whole number"
	done
	GL_JOB=../tick run "$JOBS/supervise"
	assert_failure 78
	GL_JOB=supervise run "$JOBS/supervise"
	assert_failure 78
}

@test "it is healthy while its ticks come, and not when one hangs, none ran, or the clock was put back" {
	run "$JOBS/supervise" --healthy
	assert_failure 1
	assert_output --partial 'nothing has run here'
	supervise
	until_true 60 count end 1
	run "$JOBS/supervise" --healthy
	assert_success
	assert_output ''
	heartbeat=$GL_STATE/heartbeat.test.tick
	tick 'touch running; until [ -e go ]; do sleep 0.05; done'
	until_true 60 test -e "$BATS_TEST_TMPDIR/running"
	run "$JOBS/supervise" --healthy
	assert_success # so far it may take its time
	echo $((EPOCHSECONDS - 1)) >"$heartbeat" # the time it promised news for is over
	run "$JOBS/supervise" --healthy
	assert_failure 1
	assert_output --partial 'tick was to be heard of by'
	echo $((EPOCHSECONDS + 100000)) >"$heartbeat"
	run "$JOBS/supervise" --healthy
	assert_failure 1
	touch "$BATS_TEST_TMPDIR/go"
	until_true 60 "$JOBS/supervise" --healthy 2>/dev/null # by itself
	kill -TERM "$SUPERVISOR"
	ended
	assert [ ! -e "$heartbeat" ]
}

@test "a tick that talks ends when the next is due, so that neither SIGTERM nor the promise waits for a talk" {
	tick 'echo "most $GL_TALK_MOST $GL_TICK_SECONDS" >>"$DIARY"'
	most() { # WANTED [VARIABLE=VALUE...]
		: >"$DIARY"
		env "${@:2}" "$JOBS/supervise" 2>"$SAID" 3>&- &
		SUPERVISOR=$!
		until_true 60 count most 1
		kill "$SUPERVISOR"
		ended
		assert_equal "$(grep -m 1 most "$DIARY")" "most $1"
	}
	unset GL_TICK_SECONDS
	most '13 3'
	most '13 3' GL_TALK_MOST=45
	most '7 3' GL_TALK_MOST=7
	most '40 600' GL_TICK_SECONDS=600
}

@test "it leaves no result of a job of its own for the metrics, and another job runs in its way, too" {
	printf '#!/bin/bash\necho "$0" >>"$DIARY"\n' >"$JOBS/metrics"
	chmod +x "$JOBS/metrics"
	GL_JOB=metrics supervise
	until_true 60 grep -q metrics "$DIARY"
	kill "$SUPERVISOR"
	ended
	assert_equal "$(ls "$GL_STATE")" ''
}

@test "with a holder it takes leases before each tick, ticks for no guild without one, and gives them back" {
	printf '#!/bin/bash\necho "lease $*" >>"$DIARY"\n[ -e %q ] || echo 1000\n' "$BATS_TEST_TMPDIR/none" >"$BATS_TEST_TMPDIR/tools/gl-lease"
	chmod +x "$BATS_TEST_TMPDIR/tools/gl-lease"
	touch "$BATS_TEST_TMPDIR/none"
	tick '[ "$GL_HOLDER" = one ]'
	PATH="$BATS_TEST_TMPDIR/tools:$PATH" GL_BIN="$BATS_TEST_TMPDIR/tools" GL_HOLDER=one GL_LEASE_MOST=7 GL_TICK=10 supervise
	until_true 60 count lease 2
	assert_equal "$(grep -c begin "$DIARY")" 0
	rm "$BATS_TEST_TMPDIR/none"
	until_true 60 count 'end 0' 2
	kill "$SUPERVISOR"
	ended
	assert_equal "$(grep '^lease' "$DIARY" | sort -u)" $'lease --holder one --release\nlease --holder one --seconds 110 --most 7'
	assert_equal "$(tail -1 "$DIARY")" 'lease --holder one --release'
	assert_equal "$(awk '$1 == "begin" && last != "lease" { print "a tick without a lease" } { last = $1 }' "$DIARY")" ''
}

@test "leases that cannot be had now are waited for like a tick that cannot" {
	printf '#!/bin/bash\necho "lease $EPOCHREALTIME" >>"$DIARY"\nexit 75\n' >"$BATS_TEST_TMPDIR/tools/gl-lease"
	chmod +x "$BATS_TEST_TMPDIR/tools/gl-lease"
	PATH="$BATS_TEST_TMPDIR/tools:$PATH" GL_BIN="$BATS_TEST_TMPDIR/tools" GL_HOLDER=one GL_TICK_SECONDS_MOST=2 supervise
	until_true 60 count lease 3
	sed -i 's/^lease/begin/' "$DIARY"
	assert [ "$(until_tick 3)" -ge 4 ]
	assert_equal "$(grep -c end "$DIARY")" 0
}

@test "members are answered by real ticks, and a configuration is read by its name" {
	live
	mkdir "$BATS_TEST_TMPDIR/etc"
	printf 'GL_DB="%s"\nGL_STATE=%s\nGL_API=%s\nGL_TICK_SECONDS=1\n' "$GL_DB" "$GL_STATE" "$GL_API" >"$BATS_TEST_TMPDIR/etc/one.env"
	cp "$GL_TOKEN_FILE" "$BATS_TEST_TMPDIR/etc/one.token"
	env -u GL_DB -u GL_STATE -u GL_API -u GL_TOKEN_FILE -u GL_NAME -u GL_TICK_SECONDS GL_CONFIG="$BATS_TEST_TMPDIR/etc" "$PROJECT/jobs/supervise" one 2>"$SAID" 3>&- &
	SUPERVISOR=$!
	write 11 '!balance' >/dev/null
	answered() { answers | grep -q 'You have 100.00 PTS'; }
	until_true 60 answered
	GL_CONFIG="$BATS_TEST_TMPDIR/etc" run "$PROJECT/jobs/supervise" --healthy one
	assert_success
	kill "$SUPERVISOR"
	ended
	assert_equal "$SUPERVISED" 0
	assert [ -e "$GL_STATE/ended.one.tick" ]
	assert [ ! -e "$GL_STATE/began.one.supervise" ]
}

@test "two workers over the same books share the guilds, and the one that stays takes over what the other gave back" {
	live
	unset GL_GUILD
	local worker guilds='1000'
	for guild in 1001 1002 1003; do
		fake "[{\"op\":\"guild\",\"id\":\"$guild\"},{\"op\":\"channel\",\"guild\":\"$guild\",\"id\":\"${guild}0\"},{\"op\":\"member\",\"guild\":\"$guild\",\"id\":\"10\",\"name\":\"owner\"}]" >/dev/null
		gl-db init --guild $guild --name "G$guild" --owner 10 >/dev/null
		gl-command --guild $guild config channel "<#${guild}0>" on | gl-apply >/dev/null
		guilds="$guilds $guild"
	done
	for worker in one two; do
		GL_HOLDER=$worker GL_NAME=$worker GL_STATE="$BATS_TEST_TMPDIR/state-$worker" "$PROJECT/jobs/supervise" 2>>"$SAID" 3>&- &
		eval "pid_$worker=$!"
	done
	SUPERVISOR=$pid_two MACHINE_ONE=$pid_one
	leases() { ask_books "SELECT COUNT(*) FROM leases WHERE holder = '$1'"; }
	shared() { [ "$(leases one) $(leases two)" = '2 2' ]; }
	until_true 60 shared
	everyone() { # WORD: each guild has an answer to it
		local channel
		for channel in 2000 10010 10020 10030; do answers $channel | grep -qi -- "$1" || return 1; done
	}
	for channel in 2000 10010 10020 10030; do write 10 '!whoami' $channel >/dev/null; done
	until_true 60 everyone owner
	kill "$MACHINE_ONE"
	wait "$MACHINE_ONE"
	taken_over() { [ "$(leases one) $(leases two)" = '0 4' ]; }
	until_true 60 taken_over
	for channel in 2000 10010 10020 10030; do write 10 '!batch status' $channel >/dev/null; done
	until_true 60 everyone batch
	for channel in 2000 10010 10020 10030; do assert_equal "$(answers $channel | grep -c .)" "$(answers $channel | sort -u | grep -c .)"; done
	kill "$SUPERVISOR"
	ended
	assert_equal "$(leases one) $(leases two)" '0 0'
}
