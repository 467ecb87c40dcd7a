# Files that come with commands: gl-keep fetches and keeps them by what they contain, within bounds.
load evidence

setup() { :; }
teardown() { live_end; }

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
	assert_equal "$(ls -A "$GL_FILES" | grep -v '^..$' | sort | paste -sd' ')" '.counts.lock counts'
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

@test "two runs at once on one folder lose no file and no count: what both kept of a member is their share of the day" {
	evidence_books
	for i in 1 2 3 4 5 6; do file $i.bin "{\"size\": 70000, \"type\": \"image/$i\"}"; done
	attached 13 '!deposit <@12> 1 a' 1.bin 2.bin 3.bin
	gl-channels | gl-fetch | gl-parse | gl-identify >"$BATS_TEST_TMPDIR/record"
	for round in {1..30}; do cat "$BATS_TEST_TMPDIR/record"; done >"$BATS_TEST_TMPDIR/one"
	jq -c '.author.id = "14"' "$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/other"
	gl-keep --deadline 60 --patience 60 <"$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/kept.one" &
	gl-keep --deadline 60 --patience 60 <"$BATS_TEST_TMPDIR/other" >"$BATS_TEST_TMPDIR/kept.other"
	wait $!
	assert_equal "$(cat "$BATS_TEST_TMPDIR"/kept.* | jq -s '[.[].evidence | length] | add')" 180
	assert_equal "$(sed -n 's/^share [0-9]* 1000 //p' "$GL_FILES/counts" | sort | paste -sd' ')" "0 $((180 * 70000)) 13 $((90 * 70000)) 14 $((90 * 70000))"
	assert_equal "$(sed -n 's/^kept //p' "$GL_FILES/counts")" "180 $((180 * 70000))"
	assert_equal "$(find "$GL_FILES" -name '.incoming*' -o -name '.counts.new')" ''
}

@test "on a full disk commands go on without their files, what is there stays, and the room of the books is not touched" {
	evidence_books
	file a.png '{"text": "x"}'
	attached 13 '!deposit <@12> 1 a' a.png
	GL_FILES="$BATS_TEST_TMPDIR/disk"
	mkdir "$GL_FILES"
	mount -t tmpfs -o size=1m none "$GL_FILES" 2>/dev/null || skip 'no tmpfs can be mounted here (needs root)'
	code=0
	kept_in >"$BATS_TEST_TMPDIR/said" || code=$?
	dd if=/dev/zero of="$GL_FILES/filler" bs=4k 2>/dev/null || true
	attached 13 '!deposit <@12> 2 b' a.png
	kept_in >>"$BATS_TEST_TMPDIR/said" || code=$?
	left=$(stored)
	umount "$GL_FILES"
	assert_equal "$code $left" '0 '
	assert_equal "$(why)" '[{"file":1,"why":"no_room"}]'
	assert_equal "$(grep -c 'Deposited' "$BATS_TEST_TMPDIR/said")" 2
	sound
}

@test "a file's name is nobody's path: with controls, slashes and letters that turn the direction it is hashed as any other" {
	evidence_books
	file plain.png '{"text": "named"}'
	attached 13 '!deposit <@12> 5 dues' plain.png
	gl-channels | gl-fetch | jq -c '.attachments[0].filename = "\u001b[31m\u202e../../../../etc/passwd\n"' | gl-parse | gl-identify | gl-keep >"$BATS_TEST_TMPDIR/kept"
	gl-apply <"$BATS_TEST_TMPDIR/kept" | grep -q '1 file is kept'
	assert_equal "$(stored | xargs -n1 basename)" "$(sha_of named)"
	assert_equal "$(grep -c passwd "$BATS_TEST_TMPDIR/kept")" 0
	sound
}
