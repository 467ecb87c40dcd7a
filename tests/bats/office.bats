#!/usr/bin/env bats
# Nobody serves themselves by office, names that look alike are one, assets do not go below zero, powerful roles are not offered.
load helper

setup() { working_books; }

# refused CODE USER TEXT: the command is refused with that code and books nothing.
refused() {
	local before
	before=$(ask_books "SELECT COUNT(*) FROM transactions")
	N=$((${N:-100} + 1))
	assert_equal "$3 $(outcome code $N "$2" "$3")" "$3 $1"
	assert_equal "$(ask_books "SELECT COUNT(*) FROM transactions")" "$before"
}
accepted() {
	N=$((${N:-100} + 1))
	assert_equal "$2 $(outcome status $N "$1" "$2")" "$2 ok"
}

# The books hold, and the log gives them again.
sound() {
	run gl-verify --replay
	assert_success
}

@test "a teller's own account is theirs however it is written, in every verb of an office" {
	accepted 13 '!register'
	accepted 14 '!register'
	for text in '!deposit <@13> 100 dues' '!deposit "@13" 100 dues' $'!deposit \uff2013 100 dues' $'!deposit "\uff2013" 100 dues' $'!withdraw \uff2013 30 dues' \
		'!move <@11> <@13> 40 memo' '!move opening <@13> 1000 memo' '!move over-short <@13> 1000 memo'; do
		refused own_account 13 "$text"
	done
	for text in '!batch close <@14>=500 difference=book' '!account limit <@14> none' $'!account limit \uff2014 none' '!account unfreeze <@14>' '!account freeze <@14>'; do
		refused own_account 14 "$text"
	done
	refused insufficient_funds 14 '!pay <@12> 9999 x'
	refused mention_needed 14 $'!pay \uff2012 10 x'
	operator deposit '<@13>' 100 dues | jq -e '.status == "ok"'
	sound
}

@test "a reversal that would touch the treasurer's own account is another's to book" {
	accepted 14 '!register'
	accepted 11 '!pay <@14> 5 lunch'
	refused own_account 14 '!reverse 2 never mind'
	accepted 10 '!reverse 2 never mind'
	sound
}

@test "an account cannot have a name that looks like another's, or that hides something" {
	accepted 14 '!account open "savings " asset'
	assert_equal "$(ask_books "SELECT name FROM accounts WHERE folded_name LIKE 'savings%'")" savings
	for name in savings $'till\u200b' $'ti\u217cl' $'\u0455avings' $'\u0422ILL' 'SAVINGS'; do
		refused name_taken 14 "!account open \"$name\" asset"
	done
	for name in $'\uff2011' $'\u200bnew' $'\u3164' $'\uff1cx'; do
		refused bad_name 14 "!account open \"$name\" asset"
	done
	accepted 14 '!account open fund1 asset'
	accepted 14 '!account open fundl asset'
	sound
}

@test "a name that folds to a member's id is never opened, so that the member can register" {
	refused bad_name 10 $'!account open "\uff2019" income'
	assert_equal "$(say 150 19 '!register' | gl-parse | gl-identify --roster <(cat "$ROSTER"; member 19 new) | gl-apply | jq -r .status)" ok
}

@test "an asset does not go below zero until its limit is lifted, and gl-verify knows the floors" {
	accepted 14 '!account open bank asset'
	accepted 14 '!account open rent expense'
	refused insufficient_funds 13 '!move bank rent 500 july'
	accepted 14 '!account limit bank none'
	accepted 13 '!move bank rent 500 july'
	accepted 14 '!account limit bank -600'
	refused insufficient_funds 13 '!move bank rent 101 july'
	accepted 13 '!move bank rent 100 july'
	sound
	gl-verify --new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-verify --checkpoint "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key" >/dev/null
	accepted 14 '!account limit bank none'
	accepted 13 '!move bank rent 1 july'
	run gl-verify --since "$BATS_TEST_TMPDIR/checkpoint" --key "$BATS_TEST_TMPDIR/key"
	assert_success
}

# Records may name more than their verb asks for: the rules pass that over, and so does who looks at the books later.
@test "gl-verify reads the currency of a new account's floor as the rules do, whatever else the record names" {
	accepted 10 '!config currency.EUR 2'
	number=0
	for arguments in '"floor":"none","currency":"&5x"' '"floor":"none","unit":"EUR"' '"floor":"none","unit":"GBP"' '"currency":"EUR"' '"unit":"GBP"' '"floor":"-5","currency":"EUR"' \
		'"floor":"-5","unit":"EUR","currency":"GBP"'; do
		number=$((number + 1))
		printf '{"type":"command","message_id":"%s","guild_id":"1000","author":{"id":"0","name":"op"},"time":"2026-01-01T00:00:00.000Z","lang":"en","source":"operator","verb":"account open","args":{"name":"pot %s","kind":"expense",%s}}\n' \
			$((1300234240000000000 + number)) "$number" "$arguments"
	done >"$BATS_TEST_TMPDIR/records"
	assert_equal "$(gl-apply <"$BATS_TEST_TMPDIR/records" | jq -r .status | sort | uniq -c | xargs)" '7 ok'
	sound
}

@test "gl-verify finds a movement that took an asset below zero without leave" {
	of_files "the database is changed by hand"
	accepted 14 '!account open bank asset'
	accepted 14 '!account open rent expense'
	accepted 14 '!account limit bank none'
	accepted 13 '!move bank rent 5 july'
	sqlite3 "$GL_DB" "DROP TRIGGER commands_never_change; UPDATE commands SET status = 'rejected', code = 'x' WHERE verb = 'account limit'"
	run gl-verify
	assert_failure
	assert_output --partial 'below its floor then, 0'
}

role() { # ID NAME PERMISSIONS
	printf '{"type":"role","guild_id":"1000","role_id":"%s","name":"%s","position":1,"managed":false,"permissions":"%s"}\n' "$1" "$2" "$3"
}

@test "a role that gives power on Discord is neither offered nor taken, and the admins hear of it once" {
	{ role 1000 @everyone 1024; role 700 Red 1024; role 701 Mod $((1 << 28)); role 702 Hook $((1 << 29)); } | gl-apply >/dev/null
	refused role_too_powerful 10 '!role allow <@&701>'
	refused role_too_powerful 10 '!role group mods any <@&702>'
	accepted 10 '!role allow <@&700>'
	accepted 11 '!role take Red'
	role 700 Red $((1 << 13)) | gl-apply >/dev/null
	role 700 Red $((1 << 13 | 1 << 2)) | gl-apply >/dev/null
	refused role_too_powerful 12 '!role take Red'
	assert_equal "$(ask_books "SELECT user_id, content FROM outbox WHERE kind = 'dm'" | grep -c 'Manage Messages')" 1
	assert_equal "$(ask_books "SELECT user_id FROM outbox WHERE kind = 'dm'")" 10
	# an admin of the books need not be one on Discord: such a role is for the owner and the operator to give
	accepted 10 '!permit <@&503> admin'
	refused role_too_powerful 15 '!role grant <@12> <@&701>'
	accepted 10 '!role grant <@12> <@&701>'
	assert_equal "$(operator role grant '<@11>' '<@&702>' | jq -r .status)" ok
	{ role 700 Red 1024; } | gl-apply >/dev/null
	accepted 12 '!role take Red'
	sound
}
