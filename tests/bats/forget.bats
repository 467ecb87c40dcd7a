# forget: nothing of a member's name and words is left in the books, however they came in; the log still replays; a long log is gone through in slices.
load forgetting

setup() { working_books; }

# write_all FIRST USER NAME: each verb in each of its words, with the mark wherever something can stand.
write_all() {
	sed -n 's/^verb\t[^\t]*\t[^\t]*\t//p' "$PROJECT/build/completion/verbs" | tr '|\t' '\n\n' | grep -vxF -e forget -e olvidar -e unregister -e baja |
		jq -cR --argjson first "$((FIRST_MESSAGE + $1 * 1000))" --arg user "$2" --arg name "$3" '
			. as $word | (input_line_number * 20 + $first) as $number |
			["", "zqxword", "<@12> 1 zqxword", "<@12> 1 \"zqx memo\"", "<@12> 1 zqx más", "zqxword 1 zqx", "\"@zqx\" 1 x", "@zqx 1 x", "＠21 1 zqx", "<@12> zqxword", "<@12> 1zqx", "zqx=1",
			 "1 zqx", "zqxword zqx zqx", "<@&501> zqx", "<@12> \"zqx", "balances cuenta=zqx", "balances currency=zqxword", "zqx=5 difference=book", "till <@12> 1 zqx"] | to_entries[] |
			{id: (($number + .key) * 4194304 | tostring), channel_id: "2000", guild_id: "1000", type: 0, content: "!\($word) \(.value)", author: {id: $user, username: $name, global_name: null},
			 mentions: [], mention_roles: [], mention_everyone: false, attachments: [], embeds: [], flags: 0, pinned: false, tts: false,
			 gl: {prefix: "!", bot_id: "999", bot_role_id: "998", lang: "en"}}'
}

@test "after forget no row and no byte of the books holds a name or word of the member, whatever verb and parameter it stood in, and the log replays" {
	stranger
	operator config chatter.limit 0 >/dev/null
	write_all 100 21 'Zqx Mark' | tick >"$BATS_TEST_TMPDIR/outcomes"
	assert [ "$(jq -r 'select(.status == "ok") | .verb' "$BATS_TEST_TMPDIR/outcomes" | sort -u | wc -l)" -ge 8 ]
	assert [ "$(jq -r '.code // empty' "$BATS_TEST_TMPDIR/outcomes" | sort -u | wc -l)" -ge 15 ]
	send_all
	run gl-verify --replay
	assert_success
	balances=$(gl-report balances --format csv | cut -d, -f2-)
	say 5000 21 '!forget <@21>' 'Zqx Mark' | tick >/dev/null
	send_all
	run all_of zqx
	assert_output ''
	if ! over_server; then
		sqlite3 "$GL_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
		run grep -a -c -i zqx "$GL_DB"
		assert_output 0
	fi
	assert_equal "$(gl-report balances --format csv | cut -d, -f2-)" "$balances"
	run gl-verify --replay
	assert_success
}

@test "a word where a verb takes none is nobody's memo: after forget the replay has none there, either" {
	stranger
	# reverse takes no currency, whatever a record says
	say 300 14 '!reverse 2 twice' | gl-parse | gl-identify --roster "$ROSTER" |
		jq -c '.author.id = "21" | .author.name = "Zqx Mark" | .author.roles = ["502"] | .args.transaction = "1" | .args.currency = "zqx" | del(.args.reason)' |
		gl-apply | jq -r .status >"$BATS_TEST_TMPDIR/status"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/status")" ok
	say 301 10 '!forget <@21>' | tick >/dev/null
	send_all
	run gl-verify --replay
	assert_success
	run all_of zqx
	assert_output ''
}

@test "what others wrote of a member with an @, or in a refused command about them, goes, too, as do tables and nicknames" {
	stranger
	{
		say 101 11 '!pay @Zqx Mark 5'; say 102 11 '!balance "@Zqx Mark"'; say 103 11 '!saldo @zqxnick'; say 104 11 '!pay <@21> 5 thanks, @Zqx Mark'; say 105 11 '!pay <@12> 1 "for @Zqx Mark"'
		say 106 14 '!reverse 2 "@Zqx Mark paid twice"'; say 107 10 '!top'; say 108 10 '!report balances'; say 109 10 '!history <@21>'; say 110 10 '!why ＠21 pay'; say 111 10 '!report statement <@21>'
		say 112 11 '!pay <@21> 9999 for zqxnick'; say 113 11 '!role take @Zqxnick'; say 114 10 '!account freeze <@21>'; say 115 10 '!account unfreeze <@21>'; say 116 10 '!role grant <@21> "zqx mark"'
		say 118 11 '!pay <@12> 5 for @zqxnick'
	} | tick >/dev/null
	jq -cn '{type: "post", guild_id: "1000", message_id: "77", channel_id: "2000", time: "2025-06-01T00:00:00.000Z", content: "Hello @Zqx Mark"}' | gl-apply >/dev/null
	send_all
	say 200 10 '!forget <@21>' | tick >/dev/null
	send_all
	run all_of zqx
	assert_output ''
	run gl-verify --replay
	assert_success
	assert_equal "$(gl-report statement --account @21 --format json | jq -r 'length')" 3
}

# forgotten_as USER NAME: somebody of that name comes, registers and is forgotten; what the log holds of bob is the same before and after.
forgotten_as() {
	local before bobs="SELECT status, code, text, record FROM commands WHERE author_id = 12 ORDER BY seq"
	jq -cn --arg user "$1" --arg name "$2" '{type: "member", guild_id: "1000", user_id: $user, name: $name, roles: [], pending: false, left: false}' | tee -a "$ROSTER" | gl-apply >/dev/null
	say $((100 + $1 * 3)) "$1" '!register' "$2" | tick >/dev/null
	say $((101 + $1 * 3)) 12 "!pay <@$1> 1 rent for june" | tick >/dev/null
	send_all
	before=$(ask_books "$bobs")
	say $((102 + $1 * 3)) "$1" "!forget <@$1>" "$2" | tick >/dev/null
	send_all
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" 0
	# The payment to them was answered with their name.
	diff <(echo "$before" | grep -v "\"@$1\"") <(ask_books "$bobs" | grep -v "\"@$1\"")
	assert_equal "$(gl-report journal --format json | jq '[.[].memo | select(. == "rent for june")] | length')" $(($3 * 2)) # two entries each
}

@test "what others wrote stays, whatever name a member takes before they are forgotten: an ordinary word, a sign, an accent alone, another's id" {
	{
		say 20 12 '!pay "no such account" 5 rent'; say 21 12 '!pay <@11> 99999 rent for may.'; say 22 12 '!pay <@11> 1 - of @ana'; say 23 12 '!account close "rent account"'; say 24 12 '!balance <@11>'
	} | tick >/dev/null
	operator deposit '<@12>' 50 cash >/dev/null
	assert [ "$(ask_books "SELECT COUNT(*) FROM commands WHERE author_id = 12 AND status <> 'ok'")" -ge 4 ]
	number=0
	for name in '´' '¨' '˘' '.' '-' '@' '@ x' rent account 11 '´x'; do
		number=$((number + 1))
		forgotten_as $((40 + number)) "$name" $number
	done
	run gl-verify --replay
	assert_success
}

@test "a sheet that waits when a member is forgotten is sent as it is, and gone then" {
	stranger
	operator config report.channel '<#2000>' >/dev/null
	say 100 14 '!batch close till=150' | tick >/dev/null
	say 101 21 '!forget <@21>' 'Zqx Mark' | tick >/dev/null
	run gl-verify --replay
	assert_success
	assert_equal "$(ask_books "SELECT COUNT(*) FROM outbox WHERE kind = 'post' AND content LIKE '%Zqx%'")" 1
	send_all
	run all_of zqx
	assert_output ''
	run gl-verify --replay
	assert_success
}

@test "a memo that others wrote stays where it is no matter of the member, whatever name they take" {
	say 100 11 '!pay <@12> 1 rent for may' | tick >/dev/null
	jq -cn '{type: "member", guild_id: "1000", user_id: "22", name: "rent", roles: [], pending: false, left: false}' | tee -a "$ROSTER" | gl-apply >/dev/null
	say 101 22 '!register' rent | tick >/dev/null
	say 102 22 '!forget <@22>' rent | tick >/dev/null
	assert_equal "$(gl-report journal --format json | jq -r '[.[].memo] | index("rent for may") != null')" true
}

# long_log ROWS: as many refused commands of bob that name nobody.
long_log() {
	local number
	for number in $(seq "$1"); do
		echo "{\"type\":\"command\",\"message_id\":\"$(((FIRST_MESSAGE + 1000000 + number) << 22))\",\"guild_id\":\"1000\",\"time\":\"2025-06-17T00:00:00.000Z\",\"author\":{\"id\":\"21\",\"name\":\"Zqx Mark\",\"roles\":[],\"member\":true,\"owner\":false},\"lang\":\"en\",\"source\":\"discord\",\"channel_id\":\"2000\",\"verb\":\"pay\",\"args\":{\"to\":\"@12\",\"amount\":\"0.01\",\"memo\":\"zqx\"}}"
	done | gl-apply >/dev/null
}

@test "a long log is blanked in slices: the member is marked at once, may not ask again before it is done, and a copy goes on with it" {
	stranger
	long_log 400
	say 5000 21 '!forget <@21>' 'Zqx Mark' | tick >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" 0
	# As if the time had been up in the middle.
	ask_books "UPDATE forgets SET next_seq = 200, names = '[\"Zqx Mark\"]'" >/dev/null
	run gl-verify --replay
	assert_success
	run gl-db info
	assert_output --partial 'forgetting    1 member'
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	assert_equal "$(say 5001 10 '!forget <@21>' | gl-parse | gl-identify --roster "$ROSTER" | gl-apply | jq -r .code)" already_forgetting
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM forgets WHERE next_seq <= last_seq')" 0
	gl-apply --db "$BATS_TEST_TMPDIR/kept.db" </dev/null
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/kept.db" 'SELECT next_seq > last_seq, names FROM forgets')" '1|[]'
	run gl-verify --replay
	assert_success
	assert_equal "$(outcome status 5002 21 '!forget <@21>')" ok
	run gl-verify --replay
	assert_success
}
