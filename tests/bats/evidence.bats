# Files that come with commands: kept by what they contain, within bounds; in the books by their hashes.
load live

setup() { :; }
teardown() { live_end; }

# attached USER TEXT FILE...: a member writes, with files; FILE is a name, or NAME=SIZE for a size that the message says.
attached() {
	local user=$1 text=$2 names
	shift 2
	names=$(command jq -cn '[$ARGS.positional[] | split("=") | if length > 1 then [.[0], (.[1] | tonumber)] else .[0] end]' --args "$@")
	fake "$(command jq -cn --arg user "$user" --arg text "$text" --argjson attach "$names" '{op: "say", channel: "2000", user: $user, text: $text, attach: $attach}')" >/dev/null
}
file() { fake "$(command jq -cn --arg name "$1" --argjson more "$2" '{op: "file", name: $name} + $more')" >/dev/null; }
# kept_in [OPTION...]: a tick inwards with gl-keep.
kept_in() { gl-channels | gl-fetch | gl-parse | gl-identify | gl-keep "$@" | gl-apply; }
sha_of() { printf %s "$1" | sha256sum | head -c 64; }
rows() { ask_books "SELECT transaction_id || ' ' || substr(sha256, 1, 8) || ' ' || size || ' ' || media_type || ' ' || batch FROM evidence ORDER BY seq, sha256"; }
stored() { find "$GL_FILES" -type f -name '????????????????????????????????????????????????????????????????' | sort; }
evidence_books() {
	live
	export GL_FILES="$BATS_TEST_TMPDIR/files"
	fake '{"op":"member","guild":"1000","id":"14","name":"tomas","roles":["502"]}' >/dev/null
	{ echo 'permit <@&501> teller'; echo 'permit <@&502> treasurer'; echo 'account open rent expense'; } | gl-command | gl-apply >/dev/null
}
# why: of the last row of the log, why files were not kept.
why() { ask_books "SELECT record FROM commands ORDER BY seq DESC LIMIT 1" | jq -c '.unkept // []'; }
sound() {
	run gl-verify --replay
	assert_success
}

@test "a file that comes with what an office books is kept by its hash, and named on the transaction; no token goes to the file server" {
	evidence_books
	file bill.png '{"text": "a bill", "type": "image/PNG; charset=x"}'
	attached 13 '!deposit <@12> 5 dues' bill.png
	run -0 kept_in
	hash=$(sha_of 'a bill')
	assert_equal "$(jq -r .text <<<"$output")" "Deposited 5.00 PTS for @bob (transaction 2). They have 5.00 PTS. 1 file is kept with it. Receipt: $(receipt_of 2)"
	assert_equal "$(rows)" "2 ${hash:0:8} 6 image/png 1"
	assert_equal "$(stored)" "$GL_FILES/${hash:0:2}/${hash:2:2}/$hash"
	assert_equal "$(cat "$(stored)")" 'a bill'
	assert_equal "$(stat -c %a "$(stored)" "$GL_FILES" "$GL_FILES/${hash:0:2}" | paste -sd' ')" '600 700 700'
	assert_equal "$(fake_look files | jq -r '.[0] | [.name, .authorization, .cookie] | map(tostring) | join(" ")')" 'bill.png null null'
	assert_equal "$(ask_books "SELECT record FROM commands ORDER BY seq DESC LIMIT 1" | grep -c attachments)" 0
	sound
}

@test "the same content is written once, whoever sends it; a twin in one message is one file" {
	evidence_books
	file a.png '{"text": "same"}'
	file b.png '{"text": "same"}'
	attached 13 '!deposit <@12> 5 dues' a.png b.png
	kept_in | grep -q '1 file is kept'
	inode=$(stat -c %i "$(stored)")
	attached 13 '!deposit <@12> 6 dues' b.png
	kept_in >/dev/null
	assert_equal "$(stat -c %i "$(stored)")" "$inode"
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM evidence')" 2
	sound
}

@test "only commands that book or attach bring files, of members alone: nothing else of the channel is asked for" {
	evidence_books
	file a.png '{"text": "x"}'
	attached 11 'look at this' a.png
	attached 11 '!balance' a.png
	attached 11 '!pay <@12> nothing' a.png
	attached 99 '!deposit <@11> 5' a.png # nobody of the guild
	fake '{"op":"leave","guild":"1000","id":"12"}' >/dev/null
	attached 12 '!pay <@11> 1' a.png
	kept_in >/dev/null
	assert_equal "$(fake_look files)" '[]'
	assert_equal "$(stored)" ''
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE record LIKE '%attachments%' OR record LIKE '%evidence%'")" 0
	gl-keep </dev/null
	run gl-keep < <(printf '%s\n' 'no record with "attachments":1' '{"type":"other","attachments":[{"url":"x"}]}')
	assert_failure 65
	assert_line '{"type":"other","attachments":[{"url":"x"}]}'
}

@test "hostile files hold no command up: each is refused for its reason, said with the line to type" {
	evidence_books
	file gone.png '{"kind": "gone"}'
	file refused.png '{"kind": "refused"}'
	file broken.png '{"kind": "broken"}'
	file short.png '{"text": "abc", "kind": "short"}'
	file long.png '{"text": "abc", "kind": "long"}'
	file endless.png '{"text": "abc", "kind": "endless"}'
	file moved.png "{\"kind\": \"redirect\", \"to\": \"$FAKE/attachments/1/good.png\"}"
	file good.png '{"text": "good"}'
	attached 13 '!deposit <@12> 5 dues' gone.png refused.png broken.png short.png long.png endless.png=1000 moved.png good.png good.png=5
	run -0 --separate-stderr kept_in
	assert_equal "$(why)" '[{"file":1,"why":"gone"},{"file":2,"why":"gone"},{"file":3,"why":"unreachable"},{"file":4,"why":"broken"},{"file":5,"why":"broken"},{"file":6,"why":"broken"},{"file":7,"why":"address"},{"file":9,"why":"broken"}]'
	assert_equal "$(stored | wc -l)" 1
	assert_equal "$(ls -A "$GL_FILES" | grep -v '^..$' | paste -sd' ')" counts
	text=$(jq -r .text <<<"$output")
	assert_equal "$text" "Deposited 5.00 PTS for @bob (transaction 2). They have 5.00 PTS. 1 file is kept with it. Files 1, 2 are not kept: Discord no longer has them. Files 4, 5, 6, 9 are not kept: they did not arrive whole. File 7 is not kept: its address is not one of Discord's. File 3 is not kept: Discord could not be reached. Send what is missing with \`!attach 2\`. Receipt: $(receipt_of 2)"
	sound
}

@test "a slow or silent server costs the time of one guild at most, and what another guild wrote does not wait for it" {
	evidence_books
	file slow.png "{\"text\": \"$(printf '%0200d' 0)\", \"kind\": \"slow\"}"
	file stall.png '{"text": "abc", "kind": "stall"}'
	file good.png '{"text": "good"}'
	attached 13 '!deposit <@12> 5 dues' slow.png stall.png good.png
	gl-channels | gl-fetch | gl-parse | gl-identify >"$BATS_TEST_TMPDIR/records"
	jq -c '.guild_id = "1001" | .attachments[0] = .attachments[2]' "$BATS_TEST_TMPDIR/records" >"$BATS_TEST_TMPDIR/others"
	began=$EPOCHREALTIME
	cat "$BATS_TEST_TMPDIR/records" "$BATS_TEST_TMPDIR/others" | gl-keep --deadline 3 --patience 1 >"$BATS_TEST_TMPDIR/kept"
	took=$(((${EPOCHREALTIME/[.,]/} - ${began/[.,]/}) / 1000))
	assert [ $took -lt 3500 ]
	assert_equal "$(jq -c '[.guild_id, (.evidence // [] | length), [.unkept[]?.why]]' "$BATS_TEST_TMPDIR/kept" | paste -sd' ')" '["1000",0,["too_late","too_late","too_late"]] ["1001",1,["too_late","too_late"]]'
	# what was before does not wait for the files
	{ echo '{"type":"skip","message_id":"1","guild_id":"1000"}'; cat "$BATS_TEST_TMPDIR/records"; } | gl-keep --deadline 3 --patience 2 | head -1 >"$BATS_TEST_TMPDIR/first" &
	until_true 1 test -s "$BATS_TEST_TMPDIR/first"
	wait $! || true
}

@test "files and bytes are bounded: of a command, a file, a member's day and a guild's; a message with 10,000 of them is read, and ten are looked at" {
	evidence_books
	for i in 1 2 3 4 5 6; do file $i.bin '{"size": 600000, "type": "application/pdf"}'; done
	attached 13 '!deposit <@12> 1 a' 1.bin 2.bin 3.bin
	kept_in --most 2 >/dev/null
	assert_equal "$(why)" '[{"file":3,"why":"too_many"}]'
	file huge.bin '{"size": 1048577}'
	attached 13 '!deposit <@12> 1 a' huge.bin
	kept_in --file-size 1 >/dev/null
	assert_equal "$(why)" '[{"file":1,"why":"too_large"}]'
	assert_equal "$(fake_look files | jq -c '[.[].name] | index("huge.bin")')" null # it was not even asked for
	attached 13 '!deposit <@12> 1 a' 3.bin 4.bin
	kept_in --member-day 2 >/dev/null # 1.2 of 2 MiB are used up
	assert_equal "$(why)" '[{"file":2,"why":"member_day"}]'
	attached 14 '!deposit <@12> 1 a' 4.bin 5.bin 6.bin
	kept_in --guild-day 3 >/dev/null
	assert_equal "$(why)" '[{"file":3,"why":"guild_day"}]'
	# what came and was not kept counts, too
	file endless.bin '{"kind": "endless"}'
	attached 10 '!deposit <@12> 1 a' endless.bin=900000 6.bin
	kept_in --member-day 1 --file-size 1 --deadline 20 --patience 20 >/dev/null
	assert_equal "$(why)" '[{"file":1,"why":"broken"},{"file":2,"why":"member_day"}]'
	# tiny ones, and those that Discord no longer has, count as 64 KiB: they are bounded in number, too
	file tiny.bin '{"text": "x"}'
	file gone.bin '{"kind": "gone"}'
	fake '{"op":"member","guild":"1000","id":"15","name":"maria","roles":["502"]}' >/dev/null
	asked() { fake_look files | jq length; }
	before=$(asked)
	for _ in {1..3}; do attached 15 '!deposit <@12> 1 a' gone.bin tiny.bin gone.bin gone.bin gone.bin gone.bin; done
	kept_in --member-day 1 --deadline 20 --patience 20 2>"$BATS_TEST_TMPDIR/log" >/dev/null
	assert_equal $(($(asked) - before)) 16
	assert_equal "$(why | jq -c '[.[].why]')" '["gone","gone","gone","member_day","member_day"]'
	assert_equal "$(grep -c 'are not kept' "$BATS_TEST_TMPDIR/log")" 3 # a line for each command
	# the day is over
	sed -i 's/^share [0-9]*/share 1/' "$GL_FILES/counts"
	attached 10 '!deposit <@12> 1 a' 6.bin
	kept_in --member-day 1 >/dev/null
	assert_equal "$(why)" '[]'
	gl-channels | gl-fetch >/dev/null
	say 1 13 '!deposit <@12> 1 many' | jq -c '.attachments = [range(10000) | {url: "https://cdn.discordapp.com/attachments/1/\(.)", size: 1, content_type: "x"}]' | gl-parse >"$BATS_TEST_TMPDIR/many"
	assert_equal "$(jq -c '.attachments | length' "$BATS_TEST_TMPDIR/many")" 11
	assert [ "$(wc -c <"$BATS_TEST_TMPDIR/many")" -lt 2500 ]
}

@test "only Discord's file servers are asked, or loopback where the API is: no other address, however it is written" {
	evidence_books
	file a.png '{"text": "x"}'
	{
		for url in "http://127.0.0.1:1/attachments/1/a.png" "https://cdn.discordapp.com@127.0.0.1/a" "http://cdn.discordapp.com/a" "https://cdn.discordapp.com.evil.org/a" \
			"file:///etc/passwd" "https://discord.com/a" "${FAKE/127.0.0.1/localhost}/attachments/1/a.png" "$FAKE.evil/attachments/1/a.png" "https://cdn.discordapp.com/a b" ""; do
			jq -cn --arg url "$url" '{type: "command", message_id: "7", channel_id: "2000", guild_id: "1000", author: {id: "13", name: "c", roles: ["501"], member: true, owner: false},
				time: "2026-01-01T00:00:00.000Z", lang: "en", source: "discord", verb: "deposit", args: {}, attachments: [{url: $url, size: 1, media_type: "image/png"}]}'
		done
	} | gl-keep --deadline 5 >"$BATS_TEST_TMPDIR/kept"
	assert_equal "$(jq -r '.unkept[0].why' "$BATS_TEST_TMPDIR/kept" | sort | uniq -c | tr -s ' ')" ' 10 address'
	assert_equal "$(fake_look files)" '[]'
	GL_API=https://discord.com/api/v10 gl-keep --deadline 5 < <(sed "s|http://127.0.0.1:1|$FAKE|" "$BATS_TEST_TMPDIR/kept" | head -1) >/dev/null
	assert_equal "$(fake_look files)" '[]'
}

@test "where files cannot be kept at all, commands go on, and the exit code tells the operator" {
	evidence_books
	file a.png '{"text": "x"}'
	touch "$BATS_TEST_TMPDIR/file"
	attached 13 '!deposit <@12> 1 a' a.png
	gl-channels | gl-fetch | gl-parse | gl-identify >"$BATS_TEST_TMPDIR/records"
	run -73 gl-keep --files "$BATS_TEST_TMPDIR/file" <"$BATS_TEST_TMPDIR/records"
	assert_output --partial '"unkept":[{"file":1,"why":"no_room"}]'
	run -73 gl-keep --files "$BATS_TEST_TMPDIR/no/folder" <"$BATS_TEST_TMPDIR/records"
	assert_output --partial 'the folder for files cannot be opened or made'
	unset GL_FILES GL_STATE HOME
	run -78 gl-keep </dev/null
}

@test "a run that is killed leaves no file, and the next one keeps what it did not" {
	evidence_books
	file stall.png '{"text": "abc", "kind": "stall"}'
	attached 13 '!deposit <@12> 1 a' stall.png
	gl-channels | gl-fetch | gl-parse | gl-identify >"$BATS_TEST_TMPDIR/records"
	gl-keep --deadline 30 <"$BATS_TEST_TMPDIR/records" >/dev/null &
	pid=$!
	until_true 5 test "$(fake_look files)" != '[]' || true
	kill -9 $pid
	wait $pid || true
	assert_equal "$(find "$GL_FILES" -type f)" ''
	file stall.png '{"text": "abc"}'
	kept_in | grep -q '1 file is kept'
}

@test "what waits for a second person keeps its files until it is booked; what is declined, nowhere" {
	evidence_books
	echo 'config approval.over 10' | gl-command | gl-apply >/dev/null
	file bill.png '{"text": "a bill"}'
	file other.png '{"text": "other"}'
	attached 14 '!withdraw <@11> 20 rent' bill.png
	run -0 kept_in
	assert_output --partial 'The files are kept until it is decided.'
	number=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval'")
	attached 14 '!withdraw <@11> 30 rent' other.png
	kept_in >/dev/null
	assert_equal "$(rows)" ''
	gl-db files | gl-keep --sweep --age 0
	assert_equal "$(stored | wc -l)" 2
	assert_equal "$(told 10 "!approve $number" | head -c 19)" "You approved $number. Pa"
	assert_equal "$(rows)" "2 $(sha_of 'a bill' | head -c 8) 6 image/png 1"
	# what waits is listed first: what is approved while the list is read must be in one of its parts
	assert_equal "$(gl-db files | jq -r '.sha256 // empty' | paste -sd' ')" "$(sha_of other) $(sha_of 'a bill')"
	assert_equal "$(ask 10 "!reject $((number + 1))")" ok
	gl-db files | gl-keep --sweep --age 0
	assert_equal "$(stored | xargs -n1 basename)" "$(sha_of 'a bill')"
	sound
}

@test "a member's expense claim and a payment to confirm keep their files, too" {
	evidence_books
	file bill.png '{"text": "a bill"}'
	attached 11 '!request rent 12 paper' bill.png
	run -0 kept_in
	assert_output --partial 'The files are kept until it is decided.'
	number=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval'")
	assert_equal "$(ask 14 "!approve $number")" ok
	assert_equal "$(rows | head -c 10)" "2 $(sha_of 'a bill' | head -c 8)"
	echo 'config confirm.over 5' | gl-command | gl-apply >/dev/null
	attached 11 '!pay <@12> 6 pens' bill.png
	kept_in >/dev/null
	number=$(ask_books "SELECT number FROM waiting WHERE kind = 'confirm'")
	assert_equal "$(ask 11 "!accept $number")" ok
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM evidence')" 2
	# of a request to a member nothing is booked by it: the answer says how to attach it
	attached 11 '!request <@12> 1 pens' bill.png
	run -0 kept_in
	assert_output --partial 'Once it is booked, send them again with its number: `!help attach`.'
	sound
}

@test "attach adds files later, also of a closed batch, with the open one; to whoever asked and treasurers" {
	evidence_books
	file bill.png '{"text": "a bill"}'
	file two.png '{"text": "two", "type": "Application/PDF"}'
	ask 13 '!deposit <@12> 5 dues' >/dev/null
	echo 'batch close till=105' | gl-command | gl-apply >/dev/null
	attached 13 '!attach 2' bill.png
	assert_equal "$(kept_in | jq -r .code)" no_open_batch
	ask 13 '!deposit <@12> 5 dues' >/dev/null
	attached 13 '!attach 2' bill.png two.png
	assert_equal "$(kept_in | jq -r .text)" '2 files are attached to transaction 2.'
	assert_equal "$(rows | sort)" "$(printf '%s\n' "2 $(sha_of 'a bill' | head -c 8) 6 image/png 2" "2 $(sha_of two | head -c 8) 3 application/pdf 2" | sort)"
	attached 14 '!adjuntar 2' bill.png
	assert_equal "$(kept_in | jq -r .code)" already_attached
	attached 14 '!adjuntar 3' bill.png
	assert_equal "$(kept_in | jq -r .text)" '1 archivo adjuntado a la transacción n.º 3.'
	attached 12 '!attach 2' bill.png # bob sees it: it is his account; but he did not ask
	assert_equal "$(kept_in | jq -r .code)" not_asker
	attached 11 '!attach 2' bill.png
	attached 14 '!attach 99' bill.png
	assert_equal "$(kept_in | jq -r .code | paste -sd' ')" 'unknown_transaction unknown_transaction'
	assert_equal "$(ask 13 '!attach 2')" no_file
	file gone.png '{"kind": "gone"}'
	attached 13 '!attach 2' gone.png
	assert_equal "$(kept_in | jq -r .text)" 'Nothing is attached to transaction 2. File 1 is not kept: Discord no longer has it.'
	sound
	# twice in one chunk
	file three.png '{"text": "three"}'
	attached 13 '!attach 3' three.png
	attached 13 '!attach 3' three.png
	assert_equal "$(kept_in | jq -r '.code // .status' | paste -sd' ')" 'ok already_attached'
	# a transaction has 50 at most; several in one chunk
	for i in 1 2 3 4 5; do
		for j in 0 1 2 3 4 5 6 7 8 9; do file "$i$j.png" "{\"text\": \"$i$j\"}"; done
		attached 13 '!attach 3' "$i"{0..9}.png
	done
	assert_equal "$(kept_in --deadline 30 --patience 30 | jq -r '.code // .status' | paste -sd' ')" 'ok ok ok ok too_many_files'
	sound
}

@test "the transaction shows its evidence, and report evidence what lacks one above the setting of its currency" {
	evidence_books
	{ echo 'config currency.EUR 2'; echo 'account open bank asset'; echo 'move opening bank 500 start'; echo 'move opening bank 500 EUR start'; } | gl-command | gl-apply >/dev/null
	assert_equal "$(gl-report evidence --format csv | wc -l)" 1
	assert_equal "$(ask 10 '!config evidence.over 40')" ok
	assert_equal "$(ask 10 '!ajuste justificantes.mas-de.EUR 600')" ok
	file bill.png '{"text": "a bill"}'
	attached 14 '!move bank rent 50 may' bill.png
	kept_in >/dev/null
	ask 14 '!move bank rent 41 june' >/dev/null
	ask 14 '!move bank rent 40 july' >/dev/null
	ask 14 '!move bank rent 45 EUR july' >/dev/null
	ask 14 '!move bank rent 60 undone' >/dev/null
	ask 14 "!reverse $(ask_books 'SELECT MAX(transaction_id) FROM transactions') wrong" >/dev/null
	ask 11 '!pay <@12> 50 pens' >/dev/null
	assert_equal "$(gl-report evidence --format json | jq -r '.[] | "\(.what) \(.amount) \(.currency) \(.memo) \(.who)"')" "$(printf '%s\n' 'move 41.00 PTS june tomas' 'move 500.00 PTS start null' 'deposit 100.00 PTS cash null')"
	assert_equal "$(gl-report transaction 4 --format json | jq -r '.[] | select(.detail == "evidence") | .value')" "image/png, 6 B, $(sha_of 'a bill' | head -c 12)"
	[[ $(told 14 '!transaction 4') == *'evidence: image/png, 6 B,'*"$(sha_of 'a bill' | head -c 12)"* ]]
	echo 'permit <@&900> auditor' | gl-command | gl-apply >/dev/null
	[[ $(told 14 '!report evidence') == *june* ]]
	assert_equal "$(ask 11 '!report evidence')" missing_permit
}

@test "forget removes the files of their transactions, and keeps the hash; a file that another names stays" {
	evidence_books
	file mine.png '{"text": "mine"}'
	file ours.png '{"text": "ours"}'
	attached 13 '!deposit <@12> 5 dues' mine.png ours.png
	attached 13 '!deposit <@11> 5 dues' ours.png
	kept_in >/dev/null
	ask 13 '!withdraw <@12> 5' >/dev/null
	ask 12 '!unregister' >/dev/null
	gl-db files | gl-keep --check
	assert_equal "$(ask 10 '!forget <@12>')" ok
	gl-apply </dev/null
	before=$(rows)
	run -0 gl-keep --sweep < <(gl-db files) # sent again, it could be on its way to the books
	assert_output '0 of 2 files removed'
	touch -d '11 minutes ago' $(stored)
	run -0 gl-keep --sweep < <(gl-db files)
	assert_output '1 of 2 files removed'
	assert_equal "$(stored | xargs -n1 basename)" "$(sha_of ours)"
	assert_equal "$(rows)" "$before"
	run -0 gl-keep --check < <(gl-db files)
	assert_output '1 files, 0 of them wrong or missing'
	sound
	# they come back: what comes from now on is kept
	ask 12 '!register' >/dev/null
	attached 13 '!deposit <@12> 5 dues' mine.png
	kept_in >/dev/null
	gl-db files | gl-keep --sweep --age 0
	assert_equal "$(stored | wc -l)" 2
}

@test "the check finds a file that is missing, cut, changed or a link; the sweep trusts no torn list, and spares what is young" {
	evidence_books
	for i in 1 2 3 4; do file $i.png "{\"text\": \"file $i\"}"; done
	attached 13 '!deposit <@12> 5 dues' 1.png 2.png 3.png 4.png
	kept_in >/dev/null
	path() { stored | grep "$(sha_of "file $1")"; }
	one=$(path 1) four=$(path 4)
	rm "$one"
	printf 'fil' >"$(path 2)"
	printf 'File 3' >"$(path 3)"
	ln -sf /etc/passwd "$four"
	run -65 gl-keep --check < <(gl-db files)
	assert_line --partial "$(sha_of 'file 1') is missing"
	assert_line --partial "$(sha_of 'file 2') has another size"
	assert_line --partial "$(sha_of 'file 3') was changed"
	assert_line --partial "$(sha_of 'file 4') cannot be read"
	assert_line '4 files, 4 of them wrong or missing'
	# an orphan: kept for a command that was refused
	rm "$four"
	file orphan.png '{"text": "orphan"}'
	attached 11 '!pay <@12> 1000000' orphan.png
	kept_in >/dev/null
	assert_equal "$(path 2 | wc -l)" 1
	orphan=$(stored | grep "$(sha_of orphan)")
	for list in "$(gl-db files | head -n -1)" "$(gl-db files | sed 1d)" 'nothing' ''; do
		run -65 gl-keep --sweep --age 0 <<<"$list"
		assert [ -e "$orphan" ]
	done
	gl-db files | gl-keep --sweep
	assert [ -e "$orphan" ]
	touch -d '25 hours ago' "$orphan"
	run -0 gl-keep --sweep < <(gl-db files)
	assert_output '1 of 3 files removed'
	refute [ -e "$orphan" ]
}

@test "a file that was damaged is whole again when it is sent again" {
	evidence_books
	file a.png '{"text": "whole"}'
	attached 13 '!deposit <@12> 5 dues' a.png
	kept_in >/dev/null
	one=$(stored)
	for damage in 'wHole' 'whol' ''; do
		printf %s "$damage" >"$one"
		run -65 gl-keep --check < <(gl-db files)
		attached 13 '!deposit <@12> 5 dues' a.png
		kept_in >/dev/null
		run -0 gl-keep --check < <(gl-db files)
	done
	rm "$one"
	ln -s /etc/passwd "$one"
	attached 13 '!deposit <@12> 5 dues' a.png
	kept_in >/dev/null
	run -0 gl-keep --check < <(gl-db files)
	assert [ ! -h "$one" ]
}

@test "what a run that was killed had not finished is swept; nothing else with a name like it" {
	evidence_books
	file a.png '{"text": "x"}'
	attached 13 '!deposit <@12> 5 dues' a.png
	kept_in >/dev/null
	inner=$(dirname "$(stored)")
	touch "$inner/.$(sha_of y).4711" "$inner/.$(sha_of y).x" "$inner/.$(sha_of y)" "$inner/.notes"
	run -0 gl-keep --sweep < <(gl-db files)
	assert_output '0 of 1 files removed'
	assert_equal "$(ls -A "$inner" | sort)" "$(printf '%s\n' ".$(sha_of y).x" ".$(sha_of y)" .notes "$(sha_of x)" | sort)"
}

@test "several guilds whose files cannot be had leave time for another one" {
	evidence_books
	file stall.png '{"text": "abc", "kind": "stall"}'
	file good.png '{"text": "good"}'
	attached 13 '!deposit <@12> 5 dues' stall.png stall.png good.png
	gl-channels | gl-fetch | gl-parse | gl-identify >"$BATS_TEST_TMPDIR/records"
	{
		cat "$BATS_TEST_TMPDIR/records"
		jq -c '.guild_id = "1001"' "$BATS_TEST_TMPDIR/records"
		jq -c '.guild_id = "1002" | .attachments |= [.[2]]' "$BATS_TEST_TMPDIR/records"
	} | gl-keep --deadline 3 >"$BATS_TEST_TMPDIR/kept"
	assert_equal "$(jq -c '.evidence // [] | length' "$BATS_TEST_TMPDIR/kept" | paste -sd' ')" '0 0 1'
}

@test "a file that is named again just before a sweep is not swept" {
	evidence_books
	file a.png '{"text": "again"}'
	attached 11 '!pay <@12> 1000000' a.png
	kept_in >/dev/null
	touch -d '25 hours ago' "$(stored)"
	gl-db files >"$BATS_TEST_TMPDIR/list" # of before
	attached 13 '!deposit <@12> 5 dues' a.png
	kept_in >/dev/null
	gl-keep --sweep <"$BATS_TEST_TMPDIR/list"
	gl-db files | gl-keep --check
	# nor where the list says that whose it was is forgotten
	sed -i '1i {"type":"file","sha256":"'"$(sha_of again)"'","size":5,"kept":false}' "$BATS_TEST_TMPDIR/list"
	sed -i 's/"files":[0-9]*/"files":1/' "$BATS_TEST_TMPDIR/list"
	gl-keep --sweep <"$BATS_TEST_TMPDIR/list"
	gl-db files | gl-keep --check
}

@test "gl-verify proves evidence: whatever is changed of it is found" {
	evidence_books
	echo 'config approval.over 10' | gl-command | gl-apply >/dev/null
	file bill.png '{"text": "a bill"}'
	file two.png '{"text": "two"}'
	attached 13 '!deposit <@12> 5 dues' bill.png
	kept_in >/dev/null
	attached 13 '!attach 2' two.png
	attached 14 '!withdraw <@11> 20 rent' bill.png
	kept_in >/dev/null
	ask 13 '!deposit <@12> 5 none' >/dev/null
	sound
	keep_books "$BATS_TEST_TMPDIR/sound.db"
	waits=$(ask_books "SELECT number FROM waiting WHERE kind = 'approval'")
	local hash
	hash=$(sha_of 'a bill')
	while IFS='|' read -r check change; do
		bring_books "$BATS_TEST_TMPDIR/sound.db"
		tamper "$change"
		run gl-verify
		assert_failure 1
		assert_line --partial "FAULT $check: "
	done <<-TABLE
		evidence|DELETE FROM evidence WHERE sha256 = '$hash'
		evidence|UPDATE evidence SET sha256 = '$(sha_of x)' WHERE sha256 = '$hash'
		evidence|UPDATE evidence SET size = 7 WHERE sha256 = '$hash'
		evidence|UPDATE evidence SET media_type = 'image/gif' WHERE sha256 = '$hash'
		evidence|UPDATE evidence SET batch = 2
		evidence|UPDATE evidence SET transaction_id = 3 WHERE sha256 = '$hash'
		evidence|UPDATE evidence SET transaction_id = 99 WHERE sha256 = '$(sha_of two)'
		evidence|UPDATE evidence SET seq = seq + 1 WHERE sha256 = '$hash'
		evidence|UPDATE evidence SET seq = 9999
		evidence|INSERT INTO evidence VALUES (1000, 3, '$hash', (SELECT MAX(seq) FROM commands), 6, 'image/png', 1)
		evidence|UPDATE commands SET record = replace(record, '$hash', '$(sha_of x)')
		arguments|UPDATE waiting SET arguments = replace(arguments, '$hash', '$(sha_of x)')
		arguments|UPDATE waiting SET arguments = replace(arguments, '"evidence":', '"evidenca":')
	TABLE
	bring_books "$BATS_TEST_TMPDIR/sound.db"
	assert_equal "$(ask 10 "!approve $waits")" ok
	sound
	tamper "DELETE FROM evidence WHERE seq = (SELECT MAX(seq) FROM commands)"
	run gl-verify
	assert_failure 1
	assert_line --partial 'it brought file'
}

@test "the metrics tell what was kept and what was not" {
	evidence_books
	file bill.png '{"text": "a bill"}'
	file gone.png '{"kind": "gone"}'
	attached 13 '!deposit <@12> 5 dues' bill.png gone.png
	kept_in >/dev/null
	run -0 gl-metrics
	assert_line 'guildledger_files_kept_total{config="default"} 1'
	assert_line 'guildledger_files_kept_bytes_total{config="default"} 6'
	assert_line 'guildledger_files_not_kept_total{config="default",reason="gone"} 1'
	assert_line 'guildledger_files_not_kept_total{config="default",reason="too_large"} 0'
}

@test "the jobs: a tick keeps files beside the state, verify checks them, backup sweeps" {
	evidence_books
	unset GL_FILES
	export GL_VERIFY=whole GL_BACKUPS="$BATS_TEST_TMPDIR/backups"
	file bill.png '{"text": "a bill"}'
	attached 13 '!deposit <@12> 5 dues' bill.png
	attached 11 '!pay <@12> 1000000' bill.png
	"$PROJECT/jobs/tick"
	GL_FILES="$BATS_TEST_TMPDIR/files"
	assert_equal "$(stored | wc -l)" 1
	"$PROJECT/jobs/verify"
	"$PROJECT/jobs/backup"
	assert_equal "$(stored | wc -l)" 1
	rm "$(stored)"
	unset GL_FILES
	run -65 "$PROJECT/jobs/verify"
	assert_output --partial 'are missing or changed'
}

@test "the site names evidence by its hash, also what is attached later to an older transaction; it copies no file" {
	evidence_books
	file bill.png '{"text": "a bill"}'
	file two.png '{"text": "two", "type": "text/html"}'
	attached 13 '!deposit <@12> 5 dues' bill.png
	kept_in >/dev/null
	for i in {1..120}; do echo "deposit <@12> 1 n$i"; done | gl-command | gl-apply >/dev/null
	gl-site "$BATS_TEST_TMPDIR/site"
	grep -q "image/png, 6 B, SHA-256 <code>$(sha_of 'a bill')</code>" "$BATS_TEST_TMPDIR/site/en/transaction/1.html"
	attached 13 '!attach 2' two.png
	kept_in >/dev/null
	gl-site "$BATS_TEST_TMPDIR/site"
	grep -q "<dt>justificante<dd>text/html, 3 B, SHA-256 <code>$(sha_of two)</code>" "$BATS_TEST_TMPDIR/site/es/transaction/1.html"
	run grep -rl 'a bill' "$BATS_TEST_TMPDIR/site"
	assert_output ''
}
