# A role that becomes powerful while its delivery waits is not handed out.
load live

KICK='"permissions":2'

setup() {
	live
	fake '[{"op":"role","guild":"1000","id":"601","name":"Red","position":1},{"op":"role","guild":"1000","id":"602","name":"Blue","position":1},
		{"op":"role","guild":"1000","id":"503","name":"Admin","position":1},{"op":"member","guild":"1000","id":"14","name":"tomas","roles":["503"]}]' >/dev/null
	sync_roster
	admin permit '<@&503>' admin >/dev/null
}
teardown() { live_end; }

becomes_powerful() { fake "{\"op\":\"role\",\"guild\":\"1000\",\"id\":\"$1\",\"name\":\"$2\",\"position\":1,$KICK}" >/dev/null; sync_roster; }

@test "what waits of a role that became powerful is withdrawn, its fee comes back, and member and admins are told" {
	admin role group colours one '<@&601>' '<@&602>' fee=5 >/dev/null
	assert_equal "$(ask 11 '!role take blue')" ok
	assert_equal "$(balance_of @ana)" 95.00
	becomes_powerful 602 Blue
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'dm' AND user_id = 10 AND content LIKE '@Blue gives power%'")" 1
	outbound
	assert_equal "$(worn 11)" '[]'
	assert_equal "$(balance_of @ana) $(balance_of role-fees)" '100.00 0.00'
	outbound
	assert_regex "$(answers | tail -1)" '^@Blue was not assigned: it now gives power over others on Discord \(Kick Members\)\. .* The fee was given back \(transaction 3\)\. '"Receipt: $(receipt_of 3)\$"
	# it is over: nothing of it comes at the next look, nor in the next run
	sync_roster
	outbound
	assert_equal "$(worn 11) $(ask_books "SELECT COUNT(*) FROM wanted_roles WHERE role_id = 602") $(requests members/11/roles)" '[] 0 0'
	assert_equal "$(ask 11 '!role take blue')" role_too_powerful
	run gl-verify --replay
	assert_success
}

@test "what registering brings, and what an admin granted while it was harmless, is withdrawn; what the owner or the operator granted is not" {
	admin config registration.grants '<@&601>' >/dev/null
	assert_equal "$(ask 13 '!register')" ok
	assert_equal "$(ask 14 '!role grant <@12> <@&602>')" ok
	becomes_powerful 601 Red
	becomes_powerful 602 Blue
	outbound
	assert_equal "$(worn 13) $(worn 12)" '["501"] []'
	assert_equal "$(ask_books "SELECT COUNT(*) FROM wanted_roles WHERE role_id IN (601, 602)")" 0
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'dm' AND user_id = 10 AND content LIKE '@Blue was not assigned%'")" 1
	assert_equal "$(ask 10 '!role grant <@12> <@&602>')" ok
	assert_equal "$(admin role grant '<@11>' '<@&602>')" ok
	outbound
	assert_equal "$(worn 11) $(worn 12)" '["602"] ["602"]'
	run gl-verify --replay
	assert_success
}

@test "a role that stays harmless, or gives what everyone has, is handed out" {
	admin role group colours any '<@&601>' '<@&602>' >/dev/null
	ask 11 '!role take blue' >/dev/null
	ask 12 '!role take red' >/dev/null
	fake "{\"op\":\"role\",\"guild\":\"1000\",\"id\":\"1000\",\"name\":\"@everyone\",\"position\":0,$KICK}" >/dev/null
	becomes_powerful 602 Blue
	outbound
	assert_equal "$(worn 11) $(worn 12)" '["602"] ["601"]'
}
