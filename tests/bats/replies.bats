# Replies to the bot's messages: gl-channels knows which of them name what still waits, gl-fetch says so in the message that answers one.
load sending

setup() {
	live
	gl-command move opening '<@11>' 50 start | gl-apply >/dev/null
	gl-command move opening '<@12>' 50 start | gl-apply >/dev/null
	settle_notices
}
teardown() { live_end; }

reply() { # USER TEXT MESSAGE
	local JSON
	json_string "$2"
	fake "{\"op\":\"say\",\"channel\":\"2000\",\"user\":\"$1\",\"text\":$JSON,\"more\":{\"type\":19,\"message_reference\":{\"type\":0,\"channel_id\":\"2000\",\"message_id\":\"$3\",\"guild_id\":\"1000\"}}}" >/dev/null
}
newest() { own | jq -r 'last.id'; }
said() { own | jq -r 'last | ([.embeds[0].description, .content] | map(select(. != null and . != "")) | join("\n"))'; }
number() { ask_books "SELECT MAX(number) FROM waiting"; }
state() { ask_books "SELECT state FROM waiting WHERE number = ${1:-$(number)}"; }
tick_once() {
	inbound >/dev/null
	outbound
}

@test "a reply yes to the bot's message accepts what it asks of whoever replies" {
	write 11 '!request <@12> 12.50 pizza' >/dev/null
	tick_once
	assert_equal "$(gl-channels | jq -c '.waiting')" "[{\"message\":\"$(newest)\",\"n\":[\"$(number)\"]}]"
	reply 12 'sí' "$(newest)"
	assert_equal "$(gl-channels | gl-fetch | jq -c 'select(.content == "sí") | .gl.waiting')" "[\"$(number)\"]"
	tick_once
	assert_equal "$(state)" accepted
	assert_equal "$(gl-channels | jq -c '.waiting')" null
	run gl-verify --replay
	assert_success
}

@test "a reply no with a reason declines, and its reason reaches whoever asked" {
	write 11 '!notices dm' >/dev/null
	write 11 '!request <@12> 12.50 pizza' >/dev/null
	tick_once
	message=$(newest)
	reply 12 'no ya pagué' "$message"
	tick_once
	assert_equal "$(state)" declined
	assert_equal "$(fake_look "messages?channel=$(fake_look dms | jq -r '."11"')" | jq -r 'last.content' | grep -c 'ya pagué')" 1
	run gl-verify --replay
	assert_success
}

@test "a reply of somebody whom it does not concern, small talk, and a yes that answers nothing stay unanswered" {
	write 11 '!request <@12> 12.50 pizza' >/dev/null
	tick_once
	message=$(newest) before=$(own | jq length)
	reply 13 yes "$message"
	reply 12 ok "$message"
	reply 12 'yes please' "$message"
	write 12 yes >/dev/null
	tick_once
	assert_equal "$(state)" waiting
	assert_equal "$(own | jq length)" "$before"
	reply 12 yes "$message"
	tick_once
	assert_equal "$(state)" accepted
	before=$(own | jq length)
	reply 12 yes "$message" # nothing waits in it any more
	tick_once
	assert_equal "$(own | jq length)" "$before"
}

@test "a reply to a message that names two of mine asks for the number" {
	write 11 '!request <@12> 1 one' >/dev/null
	write 13 '!register' >/dev/null
	tick_once
	write 11 '!request <@12> <@13> 2 both' >/dev/null
	tick_once
	assert_equal "$(gl-channels | jq -c '.waiting | map(.n | length) | sort')" '[1,2]'
	# of the two one is bob's
	reply 12 yes "$(newest)"
	tick_once
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE state = 'accepted' AND decider_id = 12")" 1
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE state = 'waiting' AND decider_id = 13")" 1
}

@test "a reply cancel by whoever asked takes it back" {
	write 11 '!request <@12> 12.50 pizza' >/dev/null
	tick_once
	reply 11 cancelar "$(newest)"
	tick_once
	assert_equal "$(state)" cancelled
}

@test "where nothing waits gl-channels says nothing of it" {
	write 11 '!pay <@12> 1' >/dev/null
	tick_once
	assert_equal "$(gl-channels | jq -c '.waiting')" null
}
