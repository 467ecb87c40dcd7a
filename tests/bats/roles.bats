# Choosing and giving roles, in the books and on the fake Discord.
load live

setup() {
	live
	fake '[{"op":"role","guild":"1000","id":"601","name":"Red","position":1},{"op":"role","guild":"1000","id":"602","name":"Blue","position":1},
		{"op":"role","guild":"1000","id":"603","name":"Dark Blue","position":1},{"op":"role","guild":"1000","id":"604","name":"Player","position":1},
		{"op":"role","guild":"1000","id":"605","name":"red","position":1},{"op":"role","guild":"1000","id":"606","name":"Boosters","position":1,"managed":true}]' >/dev/null
	sync_roster
}
teardown() { live_end; }

colours() { admin role group colours one '<@&601>' '<@&602>' "$@"; }

@test "roles shows the groups; who takes a role by name or mention wears it" {
	assert_equal "$(colours)" ok
	run told 12 '!roles'
	assert_line --index 0 '**colours** (one): @Red, @Blue'
	assert_equal "$(ask 12 '!role take blue')" ok
	outbound
	assert_equal "$(worn 12)" '["602"]'
	run told 12 '!roles'
	assert_line --index 0 '**colours** (one): @Red, @Blue ✓'
	assert_equal "$(ask 12 '!role leave <@&602>')" ok
	outbound
	assert_equal "$(worn 12)" '[]'
	no_schema_errors
}

@test "a role's name may have several words, and Spanish does the same" {
	admin role group colores uno '<@&602>' '<@&603>' >/dev/null
	assert_equal "$(told 12 '!rol tomar dark blue')" 'Te estoy poniendo @Dark Blue.'
	outbound
	assert_equal "$(worn 12)" '["603"]'
	assert_equal "$(told 12 '!rol dejar Dark Blue')" 'Te estoy quitando @Dark Blue.'
}

@test "another role of a one-only group swaps: the old one goes when the new one has come" {
	colours >/dev/null
	ask 12 '!role take <@&601>' >/dev/null
	outbound
	assert_equal "$(told 12 '!role take <@&602>')" "I'm giving you @Blue in place of @Red."
	outbound
	outbound
	assert_equal "$(worn 12)" '["602"]'
	# Discord refuses the new one: the old one stays
	ask 12 '!role take <@&601>' >/dev/null
	fake '{"op":"role","guild":"1000","id":"601","name":"Red","position":8}' >/dev/null
	refused_for_good 2>/dev/null
	outbound 2>/dev/null || true
	assert_equal "$(worn 12)" '["602"]'
	assert_regex "$(answers | tail -1)" 'Discord refused the role @Red'
	assert_regex "$(told 12 '!roles')" '@Blue ✓'
}

@test "of a group of at most two a third is refused; of any number all can be worn" {
	admin role group teams 2 '<@&601>' '<@&602>' '<@&604>' >/dev/null
	assert_equal "$(ask 12 '!role take <@&601>')" ok
	assert_equal "$(ask 12 '!role take <@&602>')" ok
	assert_equal "$(ask 12 '!role take player')" group_full
	ask 12 '!role leave <@&601>' >/dev/null
	assert_equal "$(ask 12 '!role take player')" ok
	admin role group teams any >/dev/null
	assert_equal "$(ask 12 '!role take <@&601>')" ok
	outbound
	outbound # taken, left and taken again before the first was carried out
	assert_equal "$(worn 12)" '["601","602","604"]'
}

@test "conditions: a registration, another role; a cycle of conditions is refused" {
	colours needs=registered >/dev/null
	assert_equal "$(ask 13 '!role take blue')" not_registered
	assert_equal "$(ask 12 '!role take blue')" ok
	assert_equal "$(admin role group players any '<@&604>' 'needs=<@&602>')" ok
	assert_equal "$(ask 11 '!role take player')" role_needed
	assert_equal "$(ask 12 '!role take player')" ok
	ask 12 '!unregister' >/dev/null # a closed account is no registration
	assert_equal "$(ask 12 '!role take <@&601>')" not_registered
	assert_equal "$(admin role group colours one 'needs=<@&604>')" circular_condition
	assert_equal "$(admin role group players any 'needs=<@&604>')" circular_condition
}

@test "no cycle of conditions comes about through a new group, a role that moves, or allow" {
	assert_equal "$(admin role group first any '<@&601>' 'needs=<@&602>')" ok
	assert_equal "$(admin role group second any '<@&602>' 'needs=<@&601>')" circular_condition
	assert_equal "$(admin role group second any '<@&604>' 'needs=<@&601>')" ok
	assert_equal "$(admin role group second any '<@&602>' 'needs=<@&601>')" circular_condition
	assert_equal "$(admin role group roles any 'needs=<@&601>')" ok
	assert_equal "$(admin role allow '<@&602>')" circular_condition
	assert_equal "$(admin role allow '<@&603>')" ok
	assert_equal "$(admin role group third any '<@&605>' 'needs=<@&1000>')" role_everyone
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT role_id FROM role_offers' | xargs)" '601 603 604'
}

@test "bad input gets a reason and no change" {
	colours >/dev/null
	before=$(sqlite3 "$GL_DB" 'SELECT * FROM wanted_roles; SELECT * FROM role_offers; SELECT * FROM role_groups')
	assert_equal "$(ask 12 '!role take green')" role_not_offered
	assert_equal "$(ask 12 '!role take <@&604>')" role_not_offered
	assert_equal "$(ask 12 '!role take <@&99999>')" unknown_role
	assert_equal "$(ask 12 '!role take @everyone')" role_everyone
	assert_equal "$(ask 12 '!role take <@12>')" user_for_role
	assert_equal "$(ask 12 '!role leave blue')" not_worn
	assert_equal "$(admin role grant '<@12>' red)" ambiguous_role
	assert_equal "$(admin role grant '<@12>' '<@&606>')" role_managed
	assert_equal "$(admin role grant '<@12>' '<@&900>')" role_above_bot
	assert_equal "$(admin role grant '<@12>' '<@&601>' 2020-01-01)" past
	assert_equal "$(admin role grant '<@12>' '<@&601>' soon)" bad_time
	assert_equal "$(admin role grant '<@4040>' '<@&601>')" unknown_user
	assert_equal "$(admin role group vips one '<@&900>')" role_above_bot
	assert_equal "$(admin role group vips 0 '<@&601>')" ''
	assert_equal "$(admin role group vips one '<@&601>' 'needs=<@&99999>')" unknown_role
	assert_equal "$(admin role allow '<@&606>')" role_managed
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT * FROM wanted_roles; SELECT * FROM role_offers; SELECT * FROM role_groups')" "$before"
	run gl-outbox
	refute_output --partial role_add
}

@test "a group takes all the roles that are written, or none" {
	roles() { for n in $(seq "$1"); do printf '{"type":"role","guild_id":"1000","role_id":"%s","name":"n%s","position":1,"managed":false,"permissions":"0"}\n' $((7000 + n)) "$n"; done; }
	mentions() { for n in $(seq "$1"); do echo "<@&$((7000 + n))>"; done; }
	roles 200 | gl-apply >/dev/null
	mapfile -t some < <(mentions 90)
	mapfile -t many < <(mentions 200)
	assert_equal "$(gl-command role group some any "${some[@]}" | gl-apply | jq -r .text)" 'The group “some” is on offer (roles: 90). Members see it with `roles`.'
	run gl-command role group many any "${many[@]}"
	refute_output --partial '"verb":"role group","args":{"name":"many","most":"any","roles"'
	[ "$status" -ne 0 ] || assert_output --partial surplus
}

@test "only admins order roles, and nobody but the owner gives roles to themselves" {
	colours >/dev/null
	admin permit '<@&502>' admin >/dev/null
	fake '{"op":"member","guild":"1000","id":"13","name":"carla","roles":["502"]}' >/dev/null
	assert_equal "$(ask 12 '!role grant <@11> <@&601>')" missing_permit
	assert_equal "$(ask 13 '!role grant <@13> <@&601>')" own_role
	assert_equal "$(ask 13 '!role grant <@12> <@&601>')" ok
	assert_equal "$(ask 10 '!role grant <@10> <@&601>')" ok
}

@test "two admins changing the same thing within one tick: in the order of their messages" {
	write 10 '!role grant <@12> <@&601>' >/dev/null
	write 10 '!role grant <@12> <@&601>' >/dev/null
	write 10 '!role revoke <@12> <@&601>' >/dev/null
	assert_equal "$(inbound | jq -r 'select(.message_id) | .code // .status' | xargs)" 'ok already_worn ok'
	outbound
	outbound
	assert_equal "$(worn 12)" '[]'
}

@test "a grant with an end is taken back when it has come, once; an extended one is not" {
	gl-command role grant '<@12>' '<@&601>' 1h | gl-apply >/dev/null
	outbound
	assert_equal "$(worn 12)" '["601"]'
	run gl-due
	assert_output ''
	later=$(date -u -d '+2 hours' +%FT%TZ)
	gl-due --at "$later" >"$BATS_TEST_TMPDIR/due"
	assert_equal "$(jq -r '.source + " " + .verb' "$BATS_TEST_TMPDIR/due")" 'schedule role revoke'
	gl-command role grant '<@12>' '<@&601>' 3d | gl-apply >/dev/null
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/due" | jq -r .code)" not_due
	gl-due --at "$(date -u -d '+4 days' +%FT%TZ)" >"$BATS_TEST_TMPDIR/due"
	gl-apply <"$BATS_TEST_TMPDIR/due" >/dev/null
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/due" | jq -r .status)" duplicate
	outbound
	assert_equal "$(worn 12)" '[]'
}

@test "the tick takes back what has come to its end" {
	gl-command --at "$(date -u -d '-2 hours' +%FT%TZ)" role grant '<@12>' '<@&601>' 1h | gl-apply >/dev/null
	GL_NAME=test "$PROJECT/jobs/tick"
	GL_NAME=test "$PROJECT/jobs/tick"
	assert_equal "$(worn 12)" '[]'
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT wanted FROM wanted_roles')" 0
}

@test "a role whose end comes while its wearer is away, or while it stands above the bot, does not stay for ever" {
	gl-command --at "$(date -u -d '-2 hours' +%FT%TZ)" role grant '<@12>' '<@&601>' 1h | gl-apply >/dev/null
	gl-command --at "$(date -u -d '-2 hours' +%FT%TZ)" role grant '<@11>' '<@&602>' 1h | gl-apply >/dev/null
	outbound
	fake '[{"op":"leave","guild":"1000","id":"12"},{"op":"role","guild":"1000","id":"602","name":"Blue","position":8}]' >/dev/null
	sync_roster
	assert_equal "$(gl-due | gl-apply | jq -r .status | xargs)" 'ok ok'
	refused_for_good 2>/dev/null
	fake '[{"op":"member","guild":"1000","id":"12","name":"bob"},{"op":"role","guild":"1000","id":"602","name":"Blue","position":1}]' >/dev/null
	rm -f "$GL_STATE"/limits.db* # an hour later
	sync_roster
	outbound
	assert_equal "$(worn 12) $(worn 11)" '[] []'
}

# bats test_tags=trap:26
@test "a role taken away by hand comes back at the next look, where the books win" {
	colours >/dev/null
	ask 12 '!role take <@&601>' >/dev/null
	outbound
	sync_roster
	fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":[]}' >/dev/null
	sync_roster
	outbound
	assert_equal "$(worn 12)" '["601"]'
	# and one given by hand goes, when its group is the books'
	fake '{"op":"member","guild":"1000","id":"11","name":"ana","roles":["602"]}' >/dev/null
	sync_roster
	outbound
	assert_equal "$(worn 11)" '[]'
}

@test "where Discord wins, what an admin changes by hand is right" {
	admin config roles.authority discord >/dev/null
	colours >/dev/null
	ask 12 '!role take <@&601>' >/dev/null
	outbound
	sync_roster
	fake '[{"op":"member","guild":"1000","id":"12","name":"bob","roles":[]},{"op":"member","guild":"1000","id":"11","name":"ana","roles":["602"]}]' >/dev/null
	sync_roster
	outbound
	assert_equal "$(worn 12) $(worn 11)" '[] ["602"]'
	assert_regex "$(told 12 '!roles')" '\(one\): @Red, @Blue'$'\n'
}

# bats test_tags=trap:25
@test "roles that the books know nothing of are left alone" {
	fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":["604","900"]}' >/dev/null
	sync_roster
	fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":["900"]}' >/dev/null
	sync_roster
	run gl-outbox
	refute_output --partial role_
}

@test "a delivery that failed for good heals at a later look, once the reason is gone" {
	fake '{"op":"role","guild":"1000","id":"1998","name":"ledger","position":5,"permissions":0,"managed":true,"tags":{"bot_id":"999"}}' >/dev/null
	admin role grant '<@12>' '<@&601>' >/dev/null
	refused_for_good 2>/dev/null
	assert_equal "$(worn 12)" '[]'
	fake '{"op":"role","guild":"1000","id":"1998","name":"ledger","position":5,"permissions":268435456,"managed":true,"tags":{"bot_id":"999"}}' >/dev/null
	rm -f "$GL_STATE"/limits.db* # an hour later
	sync_roster
	outbound
	assert_equal "$(worn 12)" '["601"]'
}

@test "who leaves and comes back gets their roles again" {
	admin role grant '<@12>' '<@&601>' >/dev/null
	outbound
	sync_roster
	fake '{"op":"leave","guild":"1000","id":"12"}' >/dev/null
	sync_roster
	run gl-outbox
	refute_output --partial role_
	fake '{"op":"member","guild":"1000","id":"12","name":"bob"}' >/dev/null
	sync_roster
	outbound
	assert_equal "$(worn 12)" '["601"]'
}

# bats test_tags=trap:26
@test "a restored backup heals: what the books want is worn again" {
	colours >/dev/null
	ask 12 '!role take <@&601>' >/dev/null
	outbound
	sync_roster
	gl-db backup "$BATS_TEST_TMPDIR/copy.db" >/dev/null
	ask 12 '!role leave <@&601>' >/dev/null
	outbound
	assert_equal "$(worn 12)" '[]'
	bring_books "$BATS_TEST_TMPDIR/copy.db"
	sync_roster
	outbound
	assert_equal "$(worn 12)" '["601"]'
}

@test "allow offers a role by itself, deny ends it; a group of none is dissolved" {
	assert_equal "$(admin role allow '<@&604>')" ok
	assert_equal "$(admin role allow '<@&604>')" already_offered
	assert_equal "$(ask 12 '!role take player')" ok
	assert_equal "$(admin role deny player)" ok
	assert_equal "$(ask 11 '!role take player')" role_not_offered
	colours >/dev/null
	assert_equal "$(admin role group colours none)" ok
	assert_equal "$(ask 11 '!role take blue')" role_not_offered
}

@test "a deleted role is offered no more" {
	colours >/dev/null
	fake '{"op":"drop_role","guild":"1000","id":"602"}' >/dev/null
	sync_roster
	assert_equal "$(ask 12 '!role take <@&602>')" unknown_role
	assert_equal "$(told 12 '!roles' | head -1)" '**colours** (one): @Red'
}

@test "a deleted role that somebody was to wear is asked for no more, whatever else changes about them" {
	admin role grant '<@12>' '<@&602>' >/dev/null
	outbound
	sync_roster
	fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":[]}' >/dev/null
	{
		echo '{"type":"role","guild_id":"1000","role_id":"602","name":"Blue","position":1,"managed":false,"permissions":"0","gone":true}'
		echo '{"type":"member","guild_id":"1000","user_id":"12","name":"bobby","roles":[],"pending":false,"left":false}'
	} | gl-apply >/dev/null
	run gl-outbox
	refute_output --partial role_add
}

@test "role list and role who, for auditors, in both languages" {
	colours >/dev/null
	admin permit '<@&501>' teller >/dev/null
	local until
	until=$(TZ=$(ask_books "SELECT COALESCE((SELECT value FROM settings WHERE key = 'timezone'), 'UTC')") date -d '+7 days' +%d/%m)
	admin role grant '<@12>' '<@&601>' 7d >/dev/null
	outbound
	run told 10 '!role list'
	assert_line --regexp 'Red · colours +1$'
	assert_line --regexp 'Teller \(teller\) +1$'
	run told 10 '!rol quienes <@&601>'
	assert_line --regexp "@bob – $until +sí +sí"
	assert_equal "$(ask 12 '!role list')" missing_permit
	for report in users roles permits registrations; do
		run gl-report "$report"
		assert_success
		assert [ "$(wc -L <<<"$output")" -le 80 ]
	done
}

@test "a second result of the same delivery changes nothing, in one run or in two" {
	admin role grant '<@12>' '<@&601>' >/dev/null
	admin role revoke '<@12>' '<@&601>' >/dev/null
	printf '{"type":"delivered","guild_id":"1000","id":"%s","status":"sent"}\n' 2 2 >"$BATS_TEST_TMPDIR/twice" # 1 is a notice
	keep_books "$BATS_TEST_TMPDIR/copy.db"
	gl-apply <"$BATS_TEST_TMPDIR/twice" >/dev/null
	gl-apply --chunk 1 --db "$BATS_TEST_TMPDIR/copy.db" <"$BATS_TEST_TMPDIR/twice" >/dev/null
	assert_equal "$(everything)" "$(dump_of "$BATS_TEST_TMPDIR/copy.db")"
	assert_equal "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM commands WHERE verb = 'delivered'")" 1
}

# bats test_tags=trap:28
@test "the audit log of Discord says who did it" {
	colours >/dev/null
	ask 12 '!role take <@&601>' >/dev/null
	outbound
	assert_equal "$(fake_look stats | jq -r '.role_changes[0].reason')" 'role take by bob'
}

@test "the log replayed gives the same roles, wishes and refunds" {
	colours fee=5 >/dev/null
	ask 11 '!role take blue' >/dev/null
	fake '{"op":"role","guild":"1000","id":"602","name":"Blue","position":8}' >/dev/null
	outbound 2>/dev/null || true
	ask 12 '!register' >/dev/null
	admin role grant '<@12>' '<@&604>' 7d >/dev/null
	outbound 2>/dev/null || true
	fake '{"op":"member","guild":"1000","id":"12","name":"bob","roles":[]}' >/dev/null
	sync_roster
	tables='SELECT * FROM wanted_roles; SELECT * FROM member_roles; SELECT * FROM entries; SELECT * FROM balances; SELECT * FROM accounts; SELECT * FROM settings; SELECT * FROM members'
	sqlite3 "$GL_DB" 'SELECT record FROM commands WHERE seq > 1 ORDER BY seq' >"$BATS_TEST_TMPDIR/log"
	gl-db init --db "$BATS_TEST_TMPDIR/again.db" --guild 1000 --name Test --owner 10 >/dev/null
	gl-apply --db "$BATS_TEST_TMPDIR/again.db" <"$BATS_TEST_TMPDIR/log" >/dev/null
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/again.db" "$tables")" "$(sqlite3 "$GL_DB" "$tables")"
}

@test "neither a look at the guild nor a role command reads the whole outbox for each member" {
	for name in 'known members' 'load waiting roles'; do
		query=$(cat "$PROJECT"/sql/sqlite/*.sql "$PROJECT"/sql/*.sql | sed -n "/^-- name: $name\$/,/;\$/p" | sed 's/:guild/?1/g')
		run sqlite3 "$GL_DB" "EXPLAIN QUERY PLAN $query"
		assert_output --partial 'USING INDEX outbox_roles (guild_id=? AND user_id=?'
	done
}

@test "a guild of 5,000: a sync asks for the pages it needs and no more, and its role changes go out over several ticks within the limits" {
	fake "$(jq -cn '[range(4995) | {op: "member", guild: "1000", id: "\(20000 + .)", name: "m\(.)"}] + [{op: "set", key: "bucket", value: [10, 1]}]')" >/dev/null
	forget_requests
	gl-channels --roster | gl-roster | gl-apply >/dev/null
	assert_equal "$(requests)" $((4 + 6)) # bot, application, its member, guild; five full pages and an empty one
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM members')" 4999
	run bash -c 'gl-channels --roster | gl-roster'
	assert_output ''
	for n in $(seq 20000 20039); do echo "role grant <@$n> <@&601>"; done | gl-command | gl-apply >/dev/null
	ticks=0
	while [ "$(sqlite3 "$GL_DB" "SELECT COUNT(*) FROM outbox WHERE state <> 'sent' AND kind = 'role_add'")" -gt 0 ]; do
		gl-outbox --lease 0 | gl-send --deadline 2 2>/dev/null | gl-apply >/dev/null || true
		sleep 0.3
		ticks=$((ticks + 1))
		[ $ticks -lt 30 ]
	done
	assert [ $ticks -ge 2 ]
	assert_equal "$(fake_look stats | jq '.role_changes | length')" 40
	assert_equal "$(fake_look stats | jq .invalid_requests)" 0
	assert_equal "$(fake_look requests | jq '[.[] | select(.status == 429)] | length')" 0
}
