# The sum of what all members hold, at the close of a batch; and the proof that a member asks for.
load helper

# sum_books: five members with an account: ana 87.50, bob 9.50, carla 3.00, tomas 0, audra -4.00; and dave, who joins later.
sum_books() {
	working_books
	operator config channel '<#2000>' on >/dev/null
	{
		say 10 13 '!register'; say 11 14 '!register'; say 12 10 '!config account.floor -10'; say 13 15 '!register'
		say 14 11 '!pay <@12> 9.50'; say 15 11 '!pay <@13> 3'
	} | tick >/dev/null
	say 16 15 '!pay <@12> 4' | tick >/dev/null
}
close() { say "$1" 14 '!batch close till=uncounted' | tick; }
post_of() { ask_books "SELECT content FROM outbox WHERE kind = 'post' AND content LIKE '%guildledger-sum,%'" | grep -a '^guildledger-sum,'; }
# proof NUMBER USER [WORDS]: what a member gets.
proof() { say "$1" "$2" "!proof ${3:-}" | tick >"$BATS_TEST_TMPDIR/answer"; made_file dm; }
sound() {
	run gl-verify --replay
	assert_success
}

@test "a close that waited posts the sum by what is set when it is accepted, also by a yes to a message that names two numbers" {
	sum_books
	operator config approval.over 1 >/dev/null
	operator config batch.sums off >/dev/null
	say 20 14 '!batch close till=50 difference=book' | tick >/dev/null
	operator config batch.sums on >/dev/null
	number=$(ask_books 'SELECT MAX(number) FROM waiting')
	say 21 10 '!accept 1' | gl-parse | gl-identify --roster "$ROSTER" | jq -c --arg numbers "1 $number" '.args = {n: $numbers, reply: "1"}' | gl-apply >/dev/null
	assert_equal "$(ask_books "SELECT state FROM waiting WHERE number = $number")" accepted
	assert_equal "$(ask_books 'SELECT batch, total FROM batch_sums' | tr '|' ' ')" '1 10400'
	sound
}

@test "a close posts the sum of what members hold and what they owe beside the sheet, seals it, and the books are sound" {
	sum_books
	close 20 >/dev/null
	assert_equal "$(ask_books "SELECT total, debts, leaves FROM batch_sums" | tr '|' ' ')" "10400 400 16"
	post=$(post_of)
	assert_equal "${post%,*}" "guildledger-sum,1,1000,1,PTS,10400,16"
	gl-batch canonical 1 | tail -2 >"$BATS_TEST_TMPDIR/lines"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/lines")" "$post
guildledger-debts,1,1000,1,PTS,400"
	assert_equal "$(gl-batch seal 1 | cut -d, -f1,2)" guildledger-batch,3
	assert_equal "$(gl-batch canonical 1 | sha256sum | cut -d' ' -f1)" "$(gl-batch seal 1 | cut -d, -f7)"
	assert_equal "$(gl-batch seal 1 | sha256sum | cut -d' ' -f1)" "$(ask_books 'SELECT hash FROM batches WHERE batch = 1')"
	sound
	say 30 11 '!pay <@12> 1' | tick >/dev/null
	close 31 >/dev/null
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM sum_seeds')" 1
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'sum-seed'")" 1
	assert_equal "$(ask_books 'SELECT total FROM batch_sums ORDER BY batch' | paste -sd' ')" "10400 10400"
	sound
}

@test "each member gets the proof of what they held, alone, as a direct message, and it is checked without books" {
	sum_books
	close 20 >/dev/null
	post=$(post_of)
	for pair in '11 8750' '12 1350' '13 300' '14 0' '15 0'; do
		user=${pair% *} amount=${pair#* }
		proof $((20 + user)) "$user" >"$BATS_TEST_TMPDIR/proof-$user"
		assert_equal "$(jq -r '.status' "$BATS_TEST_TMPDIR/answer")" ok
		(
			unset GL_DB GL_GUILD
			cd /
			run gl-batch check-sum "$BATS_TEST_TMPDIR/proof-$user" "$post"
			assert_success
			assert_line "proven: user $user held $amount (smallest units of PTS) when batch 1 of guild 1000 was closed"
			gl-batch check-sum - "$(printf '%s\n' "$post" | sha256sum | cut -d' ' -f1)" <"$BATS_TEST_TMPDIR/proof-$user"
			run gl-batch check-sum "$BATS_TEST_TMPDIR/proof-$user" "${post/,10400,/,10401,}"
			assert_failure 1
			assert_output --partial 'another sum than the one that was posted'
		)
		! grep -v "^post\|,$user,\|^at\|^left\|^right\|^guildledger-sum-proof" "$BATS_TEST_TMPDIR/proof-$user" || fail 'it names others'
	done
	sed 's/,1,[0-9]*,/,1,9,/' "$BATS_TEST_TMPDIR/proof-11" >"$BATS_TEST_TMPDIR/changed"
	run gl-batch check-sum "$BATS_TEST_TMPDIR/changed" "$post"
	assert_failure 1
	assert_output --partial 'a leaf does not lead to the root of the post'
	sound
}

@test "a post that was copied wrongly is a slip, and accuses nobody" {
	sum_books
	close 20 >/dev/null
	post=$(post_of)
	proof 21 11 >"$BATS_TEST_TMPDIR/proof"
	for copied in " $post" "\`$post\`" "${post%??}" "${post}0" '' abc "$(printf '%s\n' "$post" | sha256sum)"; do
		run gl-batch check-sum "$BATS_TEST_TMPDIR/proof" "$copied"
		assert_failure 64
		assert_output --partial 'copy the whole line that begins with guildledger-sum,1, from the channel'
	done
	gl-batch check-sum "$BATS_TEST_TMPDIR/proof" "$post"$'\n'
}

@test "a proof that cannot be made says so in the asker's language, and the log says why" {
	sum_books
	close 20 >/dev/null
	say 21 11 '!prueba' | tick >/dev/null
	say 22 12 '!proof' | tick >/dev/null
	tamper "UPDATE batch_totals SET balance = balance - 1 WHERE account_id = 4"
	gl-outbox --lease 0 2>"$BATS_TEST_TMPDIR/log" | jq -r 'select(.kind == "dm") | .user_id + " " + (.content | split("\n")[1]) + (.files | tostring)' | sort >"$BATS_TEST_TMPDIR/told"
	assert_equal "$(cat "$BATS_TEST_TMPDIR/told")" "11 No se ha podido crear uno de sus archivos; quien lleva estos libros encuentra la causa en el registro.null
12 One of its files could not be created; the operators can find the reason in their log.null"
	grep -q 'not the one that was sealed: run gl-verify' "$BATS_TEST_TMPDIR/log"
}

# What is done | the check and table that must name it | the way to look | the tampering.
tamperings() {
	cat <<-'TABLE'
		a total|totals: batch_sums||UPDATE batch_sums SET total = total - 100
		the debts|totals: batch_sums||UPDATE batch_sums SET debts = 0
		a root|totals: batch_sums||UPDATE batch_sums SET root = '0' || substr(root, 2)
		how many leaves|totals: batch_sums||UPDATE batch_sums SET leaves = 32
		a sum, sealed: the lines are no longer those of the seal|chain: batches||UPDATE batch_sums SET debts = 0
		a sum taken out|chain: batches||DELETE FROM batch_sums
		a sum of another batch|reference: batch_sums||INSERT INTO batch_sums SELECT guild_id, 7, currency, total, debts, leaves, root FROM batch_sums WHERE batch = 1
		the seed|totals: batch_sums||UPDATE sum_seeds SET seed = 'f' || substr(seed, 2)
		the seed, which is not the log's|reference: sum_seeds||UPDATE sum_seeds SET seed = 'f' || substr(seed, 2)
		the seed taken out|totals: batch_sums||DELETE FROM sum_seeds
		the seed in the log and the table|totals: batch_sums||UPDATE sum_seeds SET seed = 'f' || substr(seed, 2); UPDATE commands SET record = (SELECT replace(record, '"seed":"3', '"seed":"f')) WHERE verb = 'sum-seed'
		evidence that was sealed|chain: batches||UPDATE evidence SET size = size + 1 WHERE transaction_id = 2
		evidence of an older transaction taken out|chain: batches||DELETE FROM evidence WHERE transaction_id = 1 AND batch = 2
		evidence put into a closed batch|chain: batches||INSERT INTO evidence VALUES (1000, 3, 'aa', 10, 9, 'image/png', 1)
		a reconciliation that was sealed|chain: batches||UPDATE reconciliations SET statement = statement + 1
		the form of a seal|chain: batches||UPDATE batches SET form = 2 WHERE batch = 1
	TABLE
}

# attach MINUTE TRANSACTION LETTER SIZE TYPE...: files whose hashes are of that letter alone, as gl-keep names them.
attach() {
	say "$1" 14 "!attach $2" | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.evidence = [$ARGS.positional | _nwise(3) | {sha256: (.[0] * 64), size: (.[1] | tonumber), media_type: .[2]}]' \
		--args "${@:3}" | gl-apply | jq -e '.status == "ok"' >/dev/null
}

# Batch 1 with evidence of transaction 2, batch 2 with more of transaction 1 and two reconciliations, batch 3 open.
sealed_books() {
	sum_books
	attach 19 2 b 2048 image/jpeg a 99 application/pdf
	close 20 >/dev/null
	say 30 11 '!pay <@12> 1' | tick >/dev/null
	attach 31 1 c 7 image/png
	say 32 14 '!reconcile till 100' | tick >/dev/null
	say 33 14 '!reconcile till 0 2024-10-01' | tick >/dev/null
	close 34 >/dev/null
	say 35 11 '!pay <@12> 1' | tick >/dev/null
}

@test "form 3 has evidence behind its transaction, that of older ones behind all, then reconciliations, then sums" {
	sealed_books
	gl-verify
	assert_equal "$(gl-batch canonical 1 | grep -A2 '^2,2,' | tail -2 | tr -s abc)" $'evidence,2,a,99\nevidence,2,b,2048'
	assert_equal "$(gl-batch canonical 2 | tr -s c | cut -d, -f1-6 | sed 's/,[0-9]*,pay.*/,…/')" "$(printf '%s\n' '5,1,…' '5,2,…' 'evidence,1,c,7' \
		'reconciled,1,PTS,2024-10-27,10000,10000' 'reconciled,1,PTS,2024-10-01,0,0' 'guildledger-sum,1,1000,2,PTS,10400' 'guildledger-debts,1,1000,2,PTS,400')"
	assert_equal "$(gl-batch canonical 2 | sha256sum | cut -d' ' -f1)" "$(gl-batch seal 2 | cut -d, -f7)"
	for code in $(receipt_of 2) $(receipt_of 5); do # the leaf is the entries' lines alone
		gl-batch receipt "$code" | gl-batch check-receipt -
	done
}

@test "the seed is in no event, report, parcel, page or message" {
	sum_books
	close 20 >/dev/null
	seed=$(ask_books 'SELECT seed FROM sum_seeds')
	[ ${#seed} = 64 ]
	mkdir "$BATS_TEST_TMPDIR/site"
	gl-site "$BATS_TEST_TMPDIR/site" >/dev/null
	say 30 11 '!mydata' | tick >/dev/null
	say 31 11 '!proof' | tick >/dev/null
	{
		gl-follow
		gl-report log --format ndjson
		gl-batch parcel 2025 || gl-batch parcel 2024
		cat "$BATS_TEST_TMPDIR"/site/data/*.json
		gl-outbox --lease 0
	} >"$BATS_TEST_TMPDIR/told"
	grep -q '"verb":"sum-seed"' "$BATS_TEST_TMPDIR/told" # as an event, without its record
	run grep -ac "$seed" "$BATS_TEST_TMPDIR/told"
	assert_output 0
}

@test "each way to tamper with sums, seeds, evidence and reconciliations that were sealed is found" {
	sealed_books
	keep_books "$BATS_TEST_TMPDIR/kept.db"
	gl-verify
	while IFS='|' read -r what found way change; do
		bring_books "$BATS_TEST_TMPDIR/kept.db"
		tamper "$change"
		# shellcheck disable=SC2086
		run gl-verify $way
		assert_failure 1
		[[ $output == *"$found"* ]] || fail "$what: $output"
	done < <(tamperings)
}

@test "random books of more than a year: sums, proofs and parcels are what a program written apart makes of them, and no changed byte passes" {
	"$PROJECT/tests/audit-property" --batches 6 --flips 8
}

@test "what members write forges no row, cell, line or formula of a parcel, for whoever reads it" {
	working_books
	say 20 11 "$(printf '!pay <@12> 1 \uff1dHYPERLINK(1);=1\u2028 2026-01-01,1,9,1,pay,4,PTS,1.00,ana,x, \u202efed\u0085 1')" | tick >/dev/null
	say 21 11 "$(printf '!pay <@12> 1 a\n1,1,1730070406000,deposit,,1,PTS,5\u001c\f\u2029 ; x:y\n2026-01-01 * z\n    a  1')" | tick >/dev/null
	say 22 14 '!batch close till=uncounted' | tick >/dev/null
	gl-batch parcel 2024 | tar -x -C "$BATS_TEST_TMPDIR"
	parcel=$(echo "$BATS_TEST_TMPDIR"/guildledger-1000-2024)
	python3 "$PROJECT/tests/audit.py" parcel "$parcel"
	assert_equal "$(cut -d, -f10 "$parcel/journal.csv" | sed -n 4p)" "\"'＝HYPERLINK(1);'=1  2026-01-01"
	run grep -Pc '[\x{202A}-\x{202E}\x{2028}\x{2029}\x{85}]' "$parcel"/*.csv "$parcel/journal.hledger"
	assert_output --regexp ":0$"
	refute_output --regexp ':[1-9]'
	assert_equal "$(wc -l <"$parcel/journal.csv")" 7
	assert_equal "$(grep -c '^2' "$parcel/journal.hledger")" 3 # a line for each transaction, and no other that begins as one
	command -v hledger >/dev/null || skip "hledger is not installed"
	hledger -f "$parcel/journal.hledger" check
	assert_equal "$(hledger -f "$parcel/journal.hledger" print | grep -c '^2')" 3
}

@test "a parcel's check has nothing to say against batches that are all of form 1, whose hash is that of their own file" {
	working_books
	say 22 14 '!batch close till=uncounted' | tick >/dev/null
	gl-batch parcel 2024 | tar -x -C "$BATS_TEST_TMPDIR"
	cd "$BATS_TEST_TMPDIR/guildledger-1000-2024"
	head=$(printf 'guildledger-batch,1,1000,1,%064d' 0)
	sed -i "1i $head" batches/000001.txt
	echo "$head" >seals.txt
	find . -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs sha256sum >../sums
	mv ../sums SHA256SUMS
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && !/ssh-keygen/' README.md >../check.sh
	run sh ../check.sh
	assert_output "files: as listed
batches: as sealed
last hash: $(sha256sum <batches/000001.txt | cut -c1-64)
transactions: each sums to zero
balances: from the lines"
	sed -i 's/,10000$/,10001/' batches/000001.txt
	sed -i 's/--strict SHA/--strict --status SHA/' ../check.sh
	run sh ../check.sh
	refute_output --partial 'files: as listed'
	assert_output --partial 'NOT ZERO: 1,PTS'
}

# What the page says, run: its sh blocks in one shell, and what they print beside its text blocks.
run_page() { # PAGE GUILD USER VERB
	GL_DB=$(new_books page.db)
	export GL_DB GL_GUILD=$2
	gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
	gl-apply <"$PROJECT/samples/roster.ndjson" >/dev/null
	gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply >/dev/null
	cd "$BATS_TEST_TMPDIR"
	command jq -c --arg guild "$2" --arg user "$3" --arg verb "$4" 'select(.guild_id == $guild and .author.id == $user) | .id = "1456999999999999999" | .content = $verb' \
		"$PROJECT/samples/channel.ndjson" | tail -1 | gl-parse | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply | jq -r .text >answer
	grep -qF -f answer "$PROJECT/docs/$1" || fail "$(cat answer)"
	made_file dm >proof
	name=$(grep -o 'proof-1-[A-Z]*.txt' "$PROJECT/docs/$1" | head -1)
	cp proof "$name"
	awk '/^```$/ { on = !on; next } /^```/ { skip = !skip } on' "$PROJECT/docs/$1" >plain
	grep -qF "$(sed -n 2p proof)" plain
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$PROJECT/docs/$1" >page.sh
	awk '/^```text$/ { on = 1; next } /^```/ { on = 0 } on' "$PROJECT/docs/$1" >page.text
	[ "$(wc -l <page.sh)" -ge 15 ]
	diff <(sh page.sh) page.text
}

@test "docs/audit.md: its commands, run by a plain shell, print what it says" {
	run_page audit.md 1190000000000000001 202000000000000004 '!proof'
}

@test "docs/audit.es.md: its commands, run by a plain shell, print what it says" {
	run_page audit.es.md 1180000000000000001 201000000000000003 '!prueba'
}
