# Files that come with commands, in the books: by their hashes, on the transaction that they are for.
load evidence

setup() { :; }
teardown() { live_end; }

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
