# A tick looks again while members give commands. Its pauses are a stand-in for sleep(1), which does what a test wants to happen then.
load live

setup() {
	live
	export GL_NAME=test GL_TALK=600 GL_TALK_MOST=900 GL_TICK_SECONDS=900 # no time passes by itself, however slow the machine is
	TOOLS="$BATS_TEST_TMPDIR/tools" PAUSES="$BATS_TEST_TMPDIR/pauses"
	export PAUSES
	mkdir "$TOOLS"
	for tool in gl-channels gl-fetch gl-parse gl-identify gl-keep gl-due gl-outbox gl-chart gl-send gl-apply gl-batch; do ln -s "$(command -v $tool)" "$TOOLS/$tool"; done
	export GL_BIN="$TOOLS"
}
teardown() { live_end; }

# in_pause N TEXT: the Nth pause of the tick does that; $PPID is the tick. Other pauses do nothing.
in_pause() {
	[ -e "$TOOLS/sleep" ] || printf '#!/bin/bash\n. "%s"\necho >>"$PAUSES"\npause=$(wc -l <"$PAUSES")\n[ $pause -lt 50 ] || kill -KILL $PPID # it should have ended\n' "$BATS_TEST_TMPDIR/said.bash" >"$TOOLS/sleep"
	printf 'say() { curl -sS --data-binary "{\\"op\\":\\"say\\",\\"channel\\":\\"2000\\",\\"user\\":\\"$1\\",\\"text\\":\\"$2\\"}" %q/_fake/do >/dev/null; }\n' "$FAKE" >"$BATS_TEST_TMPDIR/said.bash"
	printf '[ $pause != %d ] || { %s; }\n' "$1" "$2" >>"$TOOLS/sleep"
	chmod +x "$TOOLS/sleep"
}
pauses() { if [ -e "$PAUSES" ]; then wc -l <"$PAUSES"; else echo 0; fi; }
tick_job() { "$PROJECT/jobs/tick"; }
looks() { requests "^/guilds/${1:-1000}/channels$"; }

@test "a tick that applied a command looks again and answers what is written meanwhile; told to stop, it ends behind the look under way" {
	in_pause 2 'say 11 "!whoami"'
	in_pause 4 'kill -TERM $PPID; say 11 "!history"'
	write 11 '!balance' >/dev/null
	run tick_job
	assert_success
	assert_output ''
	assert_equal "$(answers | cut -c1-8 | head -3 | xargs)" 'You have You are ```'
	assert_equal "$(pauses) $(looks)" '4 6' # the first two looks follow each other at once
}

@test "a tick that reads nothing asks once and starts no tool for it; chatter begins no talk" {
	local tool
	for tool in gl-parse gl-identify gl-chart gl-send; do
		rm "$TOOLS/$tool"
		printf '#!/bin/sh\nexit 70\n' >"$TOOLS/$tool"
		chmod +x "$TOOLS/$tool"
	done
	printf '#!/bin/bash\necho >>"%s/asked"\nexec "%s" "$@"\n' "$BATS_TEST_TMPDIR" "$(readlink "$TOOLS/gl-channels")" >"$TOOLS/gl-channels.new"
	chmod +x "$TOOLS/gl-channels.new"
	mv "$TOOLS/gl-channels.new" "$TOOLS/gl-channels"
	run tick_job
	assert_success
	assert_equal "$(requests) $(pauses) $(wc -l <"$BATS_TEST_TMPDIR/asked")" '1 0 1'
	for tool in gl-parse gl-identify; do ln -sf "$(command -v $tool)" "$TOOLS/$tool"; done
	write 11 'good morning' >/dev/null
	run tick_job
	assert_success
	assert_equal "$(looks) $(pauses)" '2 0'
}

@test "a tick starts gl-outbox where a delivery waits, and in the first look of a minute" {
	printf '#!/bin/bash\necho >>"%s/sent"\nexec "%s" "$@"\n' "$BATS_TEST_TMPDIR" "$(readlink "$TOOLS/gl-outbox")" >"$TOOLS/gl-outbox.new"
	chmod +x "$TOOLS/gl-outbox.new"
	mv "$TOOLS/gl-outbox.new" "$TOOLS/gl-outbox"
	# started [MINUTE]: how often, by a tick of a minute in which nothing is due
	started() {
		: >"$BATS_TEST_TMPDIR/sent"
		echo "${1:-$(($(date +%s) / 60))}" >"$GL_STATE/test.rested"
		tick_job
		wc -l <"$BATS_TEST_TMPDIR/sent"
	}
	started >/dev/null # what the set-up asked for
	assert [ $(($(started) + $(started) + $(started))) -le 1 ] # a minute may end in between
	gl-post --channel 2000 hello | gl-apply >/dev/null
	assert_equal "$(started)" 1
	assert_equal "$(gl-outbox | wc -l)" 0
	assert_equal "$(started 1)" 1
}

@test "told to stop while it waits for Discord, a tick answers what comes, and ends" {
	fake '{"op":"set","key":"latency_ms","value":700}' >/dev/null
	write 11 '!balance' >/dev/null
	"$PROJECT/jobs/tick" 3>&- &
	local pid=$!
	asked() { [ "$(requests)" -ge 1 ] || pgrep -P $pid gl-fetch >/dev/null; }
	until_true 60 asked
	kill -TERM $pid
	wait $pid
	assert_equal "$(answers)" 'You have 100.00 PTS.'
	assert_equal "$(looks)" 1
}

@test "what falls due is asked in the first look of a minute, and again while there is something" {
	in_tool() { printf '#!/bin/bash\necho %s >>"%s/asked"\nexec "%s" "$@"\n' "$1" "$BATS_TEST_TMPDIR" "$(readlink "$TOOLS/$1")" >"$TOOLS/$1.new"; chmod +x "$TOOLS/$1.new"; mv "$TOOLS/$1.new" "$TOOLS/$1"; }
	in_tool gl-due
	in_tool gl-apply
	asked() { if [ -e "$BATS_TEST_TMPDIR/asked" ]; then xargs <"$BATS_TEST_TMPDIR/asked"; rm "$BATS_TEST_TMPDIR/asked"; fi; }
	export GL_TALK=0
	tick_job # answers what the set-up asked for
	tick_job # reads the answer, as chatter
	asked >/dev/null
	echo 1 >"$GL_STATE/test.rested"
	tick_job
	assert_equal "$(asked)" 'gl-due gl-apply'
	assert_regex "$(cat "$GL_STATE/test.rested")" '^[0-9]+$'
	echo 1 >"$GL_STATE/test.rested"
	tick_job
	assert_equal "$(asked)" 'gl-due gl-apply'
	write 11 'good morning' >/dev/null
	tick_job
	asked >/dev/null
	assert [ ! -s "$GL_STATE/test.rested" ]
	tick_job
	assert_regex "$(asked)" 'gl-due gl-apply$' # chatter may be read twice
	# In a minute that rests: this one, or the next where it ends just now.
	rests() { echo $(($(date +%s) / 60)) >"$GL_STATE/test.rested"; asked >/dev/null; tick_job; [ -z "$(asked)" ]; }
	until_true 60 rests
}

@test "GL_TALK=0 is one look, whatever came" {
	write 11 '!balance' >/dev/null
	GL_TALK=0 run tick_job
	assert_success
	assert_equal "$(pauses) $(looks)" '0 1'
	GL_TALK=many run tick_job
	assert_failure 78
	assert_output --partial 'GL_TALK takes'
}

@test "a talk ends when no command came for GL_TALK seconds, and the next tick looks once" {
	write 11 '!balance' >/dev/null
	GL_TALK=1 run tick_job # its pauses are real
	assert_success
	assert [ ! -e "$GL_STATE/test.heard" ]
	forget_requests
	GL_TALK=1 run tick_job
	assert_equal "$(looks)" 1
}

@test "a talk ends in time for the next tick, which goes on with it" {
	write 11 '!balance' >/dev/null
	in_pause 99 :
	GL_TALK_MOST=10 GL_TICK=11 run tick_job
	assert_success
	assert_equal "$(pauses) $(looks)" '0 1'
	in_pause 1 'kill -TERM $PPID'
	run tick_job # nothing is new, but that members talk
	assert_success
	assert_equal "$(pauses)" 1
	assert_equal "$(answers)" 'You have 100.00 PTS.'
}

# other_guild ID: one more that is read.
other_guild() {
	fake "[{\"op\":\"guild\",\"id\":\"$1\"},{\"op\":\"channel\",\"guild\":\"$1\",\"id\":\"${1}0\"},{\"op\":\"member\",\"guild\":\"$1\",\"id\":\"10\"}]" >/dev/null
	gl-db init --guild "$1" --name "G$1" --owner 10 >/dev/null
	gl-command --guild "$1" config channel "<#${1}0>" on | env -u GL_GUILD gl-apply >/dev/null
}

@test "where guilds are few, the first message of one is answered by the next look, though others talk" {
	other_guild 1001
	unset GL_GUILD
	in_pause 1 "curl -sS --data-binary '{\"op\":\"say\",\"channel\":\"10010\",\"user\":\"10\",\"text\":\"!help pay\"}' $FAKE/_fake/do >/dev/null"
	in_pause 2 'kill -TERM $PPID'
	write 11 '!balance' >/dev/null
	run tick_job
	assert_success
	assert_equal "$(fake_look 'messages?channel=10010' | jq 'map(select(.author.id == "999" and .message_reference)) | length')" 1
	assert_equal "$(looks 1000) $(looks 1001)" '4 4'
}

@test "where guilds are many, only those that talk are looked at between looks at all" {
	local guild
	for guild in {1001..1025}; do other_guild $guild; done
	unset GL_GUILD
	in_pause 3 'kill -TERM $PPID'
	write 11 '!balance' >/dev/null
	run tick_job
	assert_success
	assert_equal "$(looks 1000) $(looks 1001)" '5 1'
	rm "$TOOLS/sleep" "$PAUSES"
	forget_requests
	in_pause 1 "$(command -v sleep) 1; say 11 '!balance'"
	in_pause 2 'kill -TERM $PPID'
	write 11 '!balance' >/dev/null
	GL_TICK_SECONDS=1 run tick_job
	assert_success
	assert [ "$(looks 1001)" -ge 2 ]
}

@test "a job that waits for the lock ends the talk" {
	in_pause 1 "'$PROJECT/jobs/roll-batch' & echo \$! >'$BATS_TEST_TMPDIR/pid'; until [ -e '$GL_STATE/test.wanted' ] && ! flock -n '$GL_STATE/test.wanted' true; do $(command -v sleep) 0.05; done"
	write 11 '!balance' >/dev/null
	run tick_job
	assert_success
	assert_equal "$(pauses)" 1
	closed() { gl-batch list --format csv | grep -q '^1,closed'; }
	until_true 60 closed
}

@test "a tick that is killed in a talk loses nothing and doubles nothing" {
	in_pause 1 "say 11 '!pay <@12> 1'; kill -KILL \$PPID"
	write 11 '!pay <@12> 2' >/dev/null
	run tick_job
	assert_failure
	GL_TALK=0 run tick_job
	assert_success
	assert_equal "$(balance_of @bob)" 3.00
	assert_equal "$(answers | cut -d' ' -f1-2 | xargs)" 'Paid 2.00 Paid 1.00'
}

@test "a limit or an outage during a talk leaves its looks at all guilds, and the tick says 75" {
	in_pause 1 "curl -sS --data-binary '{\"op\":\"fault\",\"kind\":\"status\",\"status\":503,\"match_path\":\"channels\$\",\"times\":99}' $FAKE/_fake/do >/dev/null"
	in_pause 2 "curl -sS --data-binary '{\"op\":\"clear_faults\"}' $FAKE/_fake/do >/dev/null; curl -sS -X DELETE $FAKE/_fake/requests >/dev/null"
	in_pause 4 'kill -TERM $PPID'
	write 11 '!balance' >/dev/null
	GL_TICK=2 run tick_job
	assert_failure 75
	assert_equal "$(pauses) $(looks)" '4 0'
}

@test "members' commands of the last seconds make a guild one that talks; an operator's and old ones do not" {
	assert_equal "$(gl-channels --talking 600)" ''
	write 11 'good morning' >/dev/null
	inbound >/dev/null
	assert_equal "$(gl-channels --talking 600)" ''
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	assert_equal "$(gl-channels --talking 600)" "$(gl-channels)"
	sleep 2
	assert_equal "$(gl-channels --talking 1)" ''
	for wrong in 0 -1 x 86401; do
		run gl-channels --talking $wrong
		assert_failure 64
	done
}

@test "gl-fetch --new looks at no channel again whose newest message is the cursor" {
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	forget_requests
	gl-channels | gl-fetch --new
	assert_equal "$(requests)" 1
	write 11 '!balance' >/dev/null
	assert_equal "$(gl-channels | gl-fetch --new | wc -l)" 1
}

@test "gl-fetch --rate leaves guilds for the next run, where they come first" {
	local guild
	unset GL_GUILD
	for guild in 1001 1002 1003 1004 1005; do
		fake "[{\"op\":\"guild\",\"id\":\"$guild\"},{\"op\":\"channel\",\"guild\":\"$guild\",\"id\":\"${guild}0\"}]" >/dev/null
		gl-db init --guild $guild --name "G$guild" --owner 10 >/dev/null
		gl-command --guild $guild config channel "<#${guild}0>" on | gl-apply >/dev/null
	done
	gl-channels | gl-fetch --rate 1
	assert [ "$(looks '[0-9]+')" -le 3 ]
	all() { gl-channels | gl-fetch --rate 1; [ "$(looks '[0-9]+')" -ge 6 ]; }
	until_true 60 all
	assert_equal "$(fake_look requests | jq -r '[.[] | select(.path | test("^/guilds/[0-9]+/channels$")) | .path][:6] | unique | length')" 6
	run gl-fetch --rate 0 </dev/null
	assert_failure 64
}
