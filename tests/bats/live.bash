# What the bats files against the fake Discord share: a server of their own, a guild with a channel, and tools pointed there.
load helper

# live [OPTION...]: the fake Discord, guild 1000 with channel 2000 and the usual members, and books that read it.
live() {
	"$PROJECT/tests/discord/fake" --ready "$BATS_TEST_TMPDIR/ready" "$@" 2>"$BATS_TEST_TMPDIR/fake.log" &
	FAKE_PID=$!
	local tries=0
	until [ -s "$BATS_TEST_TMPDIR/ready" ]; do
		sleep 0.05
		tries=$((tries + 1))
		[ $tries -lt 1200 ] && kill -0 "$FAKE_PID" || return 1
	done
	FAKE=$(cat "$BATS_TEST_TMPDIR/ready")
	export GL_API="$FAKE/api/v10" GL_STATE="$BATS_TEST_TMPDIR/state" GL_TOKEN_FILE="$BATS_TEST_TMPDIR/token"
	echo fake-token >"$GL_TOKEN_FILE"
	chmod 600 "$GL_TOKEN_FILE"
	fake '[{"op":"guild","id":"1000","name":"Test"},{"op":"channel","guild":"1000","id":"2000"},
		{"op":"role","guild":"1000","id":"501","name":"Teller","position":2},{"op":"role","guild":"1000","id":"502","name":"Treasurer","position":3},
		{"op":"role","guild":"1000","id":"900","name":"Above","position":9},
		{"op":"member","guild":"1000","id":"10","name":"owner"},{"op":"member","guild":"1000","id":"11","name":"ana"},
		{"op":"member","guild":"1000","id":"12","name":"bob"},{"op":"member","guild":"1000","id":"13","name":"carla","roles":["501"]}]' >/dev/null
	init_books
	gl-channels --roster | gl-roster | gl-apply >/dev/null
	printf '%s\n' 'config channel <#2000> on' 'register <@11>' 'register <@12>' 'deposit <@11> 100 cash' | gl-command | gl-apply >/dev/null
	settle_notices
	forget_requests
}

live_end() {
	if [ -n "${FAKE_PID:-}" ]; then
		kill "$FAKE_PID" 2>/dev/null || true
		wait "$FAKE_PID" 2>/dev/null || true
	fi
}

fake() { printf %s "$1" | curl -sS --cacert "${GL_CA_FILE:-/etc/ssl/certs/ca-certificates.crt}" --data-binary @- "$FAKE/_fake/do"; }
fake_look() { curl -sS --cacert "${GL_CA_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$FAKE/_fake/$1"; }
forget_requests() { curl -sS --cacert "${GL_CA_FILE:-/etc/ssl/certs/ca-certificates.crt}" -X DELETE "$FAKE/_fake/requests" >/dev/null; }

# write USER TEXT [CHANNEL]: a member writes; prints the message's id.
write() {
	local JSON said
	json_string "$2"
	said=$(fake "{\"op\":\"say\",\"channel\":\"${3:-2000}\",\"user\":\"$1\",\"text\":$JSON}")
	[[ $said =~ \"id\":\ *\"([0-9]+)\" ]] && echo "${BASH_REMATCH[1]}"
}

# One tick, in and out, as jobs/tick does it.
inbound() { gl-channels | gl-fetch "$@" | gl-parse | gl-identify | gl-apply; }
outbound() { gl-outbox | gl-chart | gl-send | gl-apply >/dev/null; }
# settle_notices: members were told of what an operator booked for them.
settle_notices() {
	ask_books 'SELECT delivery FROM outbox WHERE notice = 1' | while read -r delivery; do
		echo "{\"type\":\"delivered\",\"guild_id\":\"1000\",\"id\":\"$delivery\",\"status\":\"sent\",\"discord_id\":\"9\"}"
	done | gl-apply >/dev/null
}
# later: what waits for its time, or for Discord to allow it again, need not wait any more. refused_for_good: what Discord refuses now for want of
# a permission has its second try, too, which is the last.
later() {
	if [ -e "$GL_STATE/limits.db" ]; then sqlite3 "$GL_STATE/limits.db" 'UPDATE holds SET until = 0; DELETE FROM openings'; fi
	ask_books 'UPDATE outbox SET not_before = NULL'
}
refused_for_good() {
	outbound "$@" || true
	later
	outbound "$@" || true
}
# answers [CHANNEL]: what the bot said: a message without the last line that mentions whom it pings, and what its embed says under its title.
answers() {
	fake_look "messages?channel=${1:-2000}" | jq -r '.[] | select(.author.id == "999")
		| [(.content | sub("(^|\n)<@[0-9]+>( <@[0-9]+>)*$"; "") | select(. != "")), .embeds[].description] | join("\n")'
}
requests() { fake_look requests | jq -c "[.[] | select(.path | test(\"${1:-.}\"))] | length"; }
no_schema_errors() { assert_equal "$(fake_look stats | jq -c .schema_errors)" '[]'; }

# Members ask and admins order; what the outcome says, and which roles the fake shows.
sync_roster() { gl-channels --roster | gl-roster | gl-apply >/dev/null; }
admin() { gl-command "$@" | gl-apply | jq -r '.code // .status'; }
ask() { write "$1" "$2" >/dev/null; inbound | tail -1 | jq -r '.code // .status'; } # USER TEXT: the outcome's code, or ok
told() { write "$1" "$2" >/dev/null; inbound | tail -1 | jq -r .text; }             # USER TEXT: the answer
worn() { fake_look members?guild=1000 | jq -c --arg user "$1" '.[$user].roles | sort'; }

# Seven channels more, 2001 to 2007; somebody has written in each of the eight.
eight_channels() {
	local channel
	for channel in 2001 2002 2003 2004 2005 2006 2007; do
		fake "{\"op\":\"channel\",\"guild\":\"1000\",\"id\":\"$channel\"}" >/dev/null
		gl-command config channel "<#$channel>" on | gl-apply >/dev/null
	done
	for channel in 2000 2001 2002 2003 2004 2005 2006 2007; do write 11 "in $channel" $channel >/dev/null; done
}
