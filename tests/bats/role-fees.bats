# Fees of roles: paid when one is taken, given back by themselves when it never comes.
load live

setup() {
	live
	fake '[{"op":"role","guild":"1000","id":"601","name":"Red","position":1},{"op":"role","guild":"1000","id":"602","name":"Blue","position":1},
		{"op":"role","guild":"1000","id":"603","name":"Dark Blue","position":1},{"op":"role","guild":"1000","id":"604","name":"Player","position":1},
		{"op":"role","guild":"1000","id":"605","name":"red","position":1},{"op":"role","guild":"1000","id":"606","name":"Boosters","position":1,"managed":true}]' >/dev/null
	sync_roster
}
teardown() { live_end; }

sync_roster() { gl-channels --roster | gl-roster | gl-apply >/dev/null; }
admin() { gl-command "$@" | gl-apply | jq -r '.code // .status'; }
# ask USER TEXT: a member writes; the outcome's code, or ok.
ask() { write "$1" "$2" >/dev/null; inbound | tail -1 | jq -r '.code // .status'; }
told() { write "$1" "$2" >/dev/null; inbound | tail -1 | jq -r .text; }
worn() { fake_look members?guild=1000 | jq -c --arg user "$1" '.[$user].roles | sort'; }
colours() { admin role group colours one '<@&601>' '<@&602>' "$@"; }

@test "a fee is a transaction; without funds nothing is taken" {
	colours fee=5 >/dev/null
	assert_regex "$(told 11 '!roles')" 'one; 5.00 PTS'
	assert_regex "$(told 11 '!role take blue')" 'for 5.00 PTS'
	assert_equal "$(balance_of @ana)" 95.00
	assert_equal "$(balance_of role-fees)" 5.00
	assert_equal "$(ask 12 '!role take blue')" insufficient_funds
	outbound
	assert_equal "$(worn 11) $(worn 12)" '["602"] []'
}

@test "the fee is given back by itself when Discord finally refuses the role, even where batches are opened by hand" {
	colours fee=5 >/dev/null
	ask 11 '!role take blue' >/dev/null
	assert_equal "$(balance_of @ana)" 95.00
	admin config batch.policy manual >/dev/null
	admin batch close till=uncounted >/dev/null
	fake '{"op":"role","guild":"1000","id":"602","name":"Blue","position":8}' >/dev/null
	refused_for_good 2>/dev/null
	assert_equal "$(balance_of @ana)" 100.00
	assert_equal "$(balance_of role-fees)" 0.00
	outbound 2>/dev/null || true
	assert_regex "$(answers | tail -1)" 'Discord refused the role @Blue \(Missing Permissions\). The fee was given back \(transaction 3\)\. '"Receipt: $(receipt_of 3)\$"
	assert_equal "$(gl-report journal --format json | jq -r '.[-1] | .what, .reverses' | xargs)" 'refund 2'
	# nothing of it comes back at the next look
	sync_roster
	outbound 2>/dev/null || true
	assert_equal "$(balance_of @ana)" 100.00
}

@test "a fee comes back, too, when the role was left, or given by an admin, before Discord refused it; taken again on its way it costs nothing more" {
	colours fee=5 >/dev/null
	ask 11 '!role take blue' >/dev/null
	ask 11 '!role leave blue' >/dev/null
	assert_equal "$(told 11 '!role take blue')" "I'm giving you @Blue."
	ask 11 '!role leave blue' >/dev/null
	assert_equal "$(balance_of @ana)" 95.00
	ask 11 '!role take <@&601>' >/dev/null
	admin role grant '<@11>' '<@&601>' 7d >/dev/null
	assert_equal "$(balance_of @ana)" 90.00
	for n in 1 2 3 4 5 6; do
		echo "{\"type\":\"delivered\",\"guild_id\":\"1000\",\"id\":\"$(sqlite3 "$GL_DB" "SELECT delivery FROM outbox WHERE kind = 'role_add' AND state = 'due' LIMIT 1")\",\"status\":\"failed\",\"error\":{\"http\":403,\"code\":50013,\"message\":\"Missing Permissions\"}}" | gl-apply >/dev/null 2>&1 || true
	done
	assert_equal "$(balance_of @ana) $(balance_of role-fees)" '100.00 0.00'
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT role_id, wanted FROM wanted_roles' | xargs)" '601|1 602|0'
}

@test "a fee that cannot be given back, the account being frozen, is told" {
	colours fee=5 >/dev/null
	ask 11 '!role take blue' >/dev/null
	admin account freeze '<@11>' >/dev/null
	fake '{"op":"role","guild":"1000","id":"602","name":"Blue","position":8}' >/dev/null
	refused_for_good 2>/dev/null
	outbound 2>/dev/null || true
	assert_regex "$(answers | tail -1)" 'The fee could not be given back by itself; ask a treasurer'
	assert_equal "$(balance_of role-fees)" 5.00
}

@test "a passing failure gives no fee back: the role comes later" {
	colours fee=5 >/dev/null
	ask 11 '!role take blue' >/dev/null
	fake '{"op":"fault","kind":"status","status":503,"match_method":"PUT","times":9}' >/dev/null
	gl-outbox | gl-send --deadline 2 2>/dev/null | gl-apply >/dev/null || true
	assert_equal "$(balance_of @ana)" 95.00
	fake '{"op":"clear_faults"}' >/dev/null
	sqlite3 "$GL_DB" 'UPDATE outbox SET not_before = NULL'
	outbound
	assert_equal "$(worn 11)" '["602"]'
	assert_equal "$(balance_of @ana)" 95.00
}

@test "an account that has the name of the fees' is not taken for it: a group with a fee is refused, without one it is not" {
	assert_equal "$(admin account open role-fees income)" ok
	before=$(everything | grep -c 'INTO accounts')
	assert_equal "$(colours fee=5)" name_taken
	assert_equal "$(everything | grep -c 'INTO accounts')" "$before"
	assert_equal "$(colours)" ok
}
