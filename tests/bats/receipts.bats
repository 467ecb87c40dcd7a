# Receipts: the code on each answer, what verify says of it, and proofs that need no books.
load helper

# answers FILE: "verb receipt text" of each outcome in FILE that booked something.
booked() { jq -r 'select(.transaction) | "\(.transaction) \(.receipt) \(.text)"' "$1"; }

@test "every answer about something booked ends with its receipt, in the language of the question, and no other answer does" {
	working_books
	{
		say 7 11 '!pay <@12> 12.50 lunch'; say 8 11 '!pagar <@12> 1,50 café'; say 9 13 '!retirar <@11> 2 caja'; say 10 13 '!withdraw <@11> 2 cash'
		say 11 14 '!account open events expense'; say 12 13 '!move till events 5 pizza'; say 13 14 '!revertir 2 mal'; say 14 14 '!reverse 3 wrong'
		say 15 13 '!depositar <@12> 1 x'; say 16 11 '!balance'; say 17 11 '!pay <@12> 1000'; say 18 14 '!lote cerrar caja=1 diferencia=apuntar'; say 19 14 '!batch open'
		say 20 14 '!batch close till=2 difference=book'
	} | tick >"$BATS_TEST_TMPDIR/out"
	count=0
	while read -r transaction receipt text; do
		count=$((count + 1))
		assert_equal "$receipt" "$(receipt_of "$transaction")"
		case $transaction in 3 | 4 | 7 | 9 | 10) word=Recibo ;; *) word=Receipt ;; esac
		[[ $text == *" $word: $receipt" ]] || fail "$text"
	done < <(booked "$BATS_TEST_TMPDIR/out")
	assert_equal "$count" 10
	assert_equal "$(jq -r 'select(.transaction == null) | select(.receipt != null or (.text | test("Receipt:|Recibo:")))' "$BATS_TEST_TMPDIR/out")" ''
}

@test "verify says whether the code is right, and whether the batch is open or sealed, with its hash, in both languages" {
	working_books
	outcome status 7 11 '!pay <@12> 5 lunch' >/dev/null
	code=$(receipt_of 2)
	run outcome text 8 12 "!verify $code"
	assert_output 'The code is right: the books say of transaction 2 what they said when it was booked. Batch 1 is still open; ask again when it is closed and sealed.'
	operator batch close till=uncounted >/dev/null
	hash=$(sqlite3 "$GL_DB" 'SELECT hash FROM batches')
	run outcome text 9 12 "!verify $code"
	assert_output --partial "Batch 1 is sealed since <t:1748736000:f>; its hash is $hash."
	run outcome text 10 12 "!verificar ${code,,}"
	assert_output --partial "El lote 1 está sellado desde <t:1748736000:f>; su hash es $hash."
	assert_equal "$(outcome status 11 12 "!verify ${code/-/}")" ok
}

@test "a wrong code, an unknown transaction and what is no code are each named as such" {
	working_books
	code=$(receipt_of 1)
	other=${code%?}$([ "${code: -1}" = 7 ] && echo 8 || echo 7)
	run outcome text 7 12 "!verify $other"
	assert_output --partial 'Transaction 1 exists, but its code is different: what you hold is not what the books say.'
	assert_equal "$(outcome code 8 12 "!verify $other")" wrong_receipt
	assert_equal "$(outcome code 9 12 "!verify 2${code#1}")" unknown_receipt
	assert_equal "$(outcome code 10 12 '!verify 1-ABC')" receipt_expected
	assert_equal "$(outcome code 11 12 '!verify')" missing_argument
	assert_equal "$(outcome code 12 12 '!verify 999999999999999999-00000000')" unknown_receipt
	# a record from elsewhere, past the grammar
	assert_equal "$(say 13 12 "!verify $code" | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.args.code = "<@12> no"' | gl-apply | jq -r .code)" bad_receipt
}

@test "verify tells everybody the same, and neither amounts nor names; a member whom a role gives no permit gets nothing" {
	working_books
	outcome status 7 11 '!pay <@12> 73.21 secret' >/dev/null
	code=$(receipt_of 2)
	for user in 11 12 13 15 10; do
		outcome text $((user + 10)) $user "!verify $code" >>"$BATS_TEST_TMPDIR/answers"
	done
	assert_equal "$(sort -u "$BATS_TEST_TMPDIR/answers" | wc -l)" 1
	run cat "$BATS_TEST_TMPDIR/answers"
	refute_output --regexp '73|26[.]79|ana|bob|secret|@'
	outcome status 40 10 '!permit everyone none' >/dev/null
	assert_equal "$(outcome code 41 12 "!verify $code")" missing_permit
}

@test "verify books nothing, and answers the same however the records come in chunks" {
	working_books
	keep_books "$BATS_TEST_TMPDIR/start.db"
	outcome status 7 11 '!pay <@12> 5 lunch' >/dev/null
	code=$(receipt_of 2) first=$(receipt_of 1)
	{ say 7 11 '!pay <@12> 5 lunch'; say 8 12 "!verify $code"; say 9 14 '!reverse 1 x'; say 10 12 "!verify $first"; say 11 14 '!batch close till=uncounted'; say 12 12 "!verify $first"
		say 13 11 '!pay <@12> 1'; say 14 12 "!verify $first"; } | gl-parse | gl-identify --roster "$ROSTER" >"$BATS_TEST_TMPDIR/records"
	for chunk in 1 3 4096; do
		bring_books "$BATS_TEST_TMPDIR/start.db"
		gl-apply --chunk $chunk <"$BATS_TEST_TMPDIR/records" >"$BATS_TEST_TMPDIR/out.$chunk"
		cmp "$BATS_TEST_TMPDIR/out.1" "$BATS_TEST_TMPDIR/out.$chunk"
	done
	assert_equal "$(jq -r 'select(.verb == "verify") | .status, .transaction // "-" ' "$BATS_TEST_TMPDIR/out.1" | xargs)" 'ok - ok - ok - ok -'
	assert_equal "$(jq -r 'select(.verb == "verify").text' "$BATS_TEST_TMPDIR/out.1" | grep -c 'still open')" 2
	assert_equal "$(sqlite3 "$GL_DB" 'SELECT COUNT(*) FROM transactions')" 3
}

# Three transactions in closed batch 1, the fourth in open batch 2.
closed_books() {
	working_books
	{ say 7 11 '!pay <@12> 5 lunch'; say 8 12 '!pay <@11> 1'; say 9 10 '!config batch.sheet off'; say 10 14 '!batch close over-short=0'; say 11 11 '!pay <@12> 2'; } | tick >/dev/null
	HASH=$(sqlite3 "$GL_DB" "SELECT hash FROM batches WHERE state = 'closed'")
}
# tamper SQL: what somebody with the file could do, past the triggers.
tamper() {
	if over_server; then
		psql -X -q -v ON_ERROR_STOP=1 -d "$GL_DB" -c "DROP TRIGGER entries_never_change ON entries; DROP TRIGGER batches_closed_never_change ON batches; $1"
	else
		sqlite3 "$GL_DB" "DROP TRIGGER entries_never_change; DROP TRIGGER batches_closed_never_change; $1"
	fi
}

@test "a transaction that was changed shows: its own receipt at once, its neighbours' by the seal" {
	closed_books
	code=$(receipt_of 2) neighbour=$(receipt_of 1) open=$(receipt_of 4)
	tamper "UPDATE entries SET amount = amount * 2 WHERE transaction_id = 2 OR transaction_id = 4"
	assert_equal "$(outcome code 20 12 "!verify $code")" wrong_receipt
	assert_equal "$(outcome code 21 12 "!verify $open")" wrong_receipt
	assert_equal "$(outcome status 22 12 "!verify $neighbour")" ok
	run gl-batch receipt "$code"
	assert_failure 65
	assert_output --partial 'transaction 2 exists but its code is another'
	run gl-batch receipt "$open"
	assert_failure 65
	run gl-batch receipt "$neighbour"
	assert_failure 65
	assert_output --partial "but it was sealed with $HASH: the books were changed"
}

@test "a seal that was changed does not give the hash that was published" {
	closed_books
	tamper "UPDATE batches SET merkle_root = hash WHERE batch = 1"
	[ "$(gl-batch seal 1 | sha256sum | cut -d' ' -f1)" != "$HASH" ]
	gl-batch receipt "$(receipt_of 1)" >"$BATS_TEST_TMPDIR/proof"
	run gl-batch check-receipt "$BATS_TEST_TMPDIR/proof"
	assert_failure 1
}

@test "a proof needs no books to be checked; with the published hash it proves, with another one it does not" {
	closed_books
	for transaction in 1 2 3; do
		gl-batch receipt "$(receipt_of $transaction)" >"$BATS_TEST_TMPDIR/proof"
		(
			unset GL_DB GL_GUILD
			cd /
			run gl-batch check-receipt "$BATS_TEST_TMPDIR/proof"
			assert_success
			assert_output --partial "proven: transaction $transaction, receipt $(sed -n 's/^receipt //p' "$BATS_TEST_TMPDIR/proof"), is in batch 1 of guild 1000"
			assert_output --partial "$HASH"
			gl-batch check-receipt - "${HASH^^}" <"$BATS_TEST_TMPDIR/proof"
			run gl-batch check-receipt "$BATS_TEST_TMPDIR/proof" "${HASH/[0-9]/x}"
			assert_failure 1
			assert_output --partial 'another hash than the one given'
		)
	done
}

@test "what is no proof, or one that was changed, ends with 1 and says what does not hold" {
	closed_books
	gl-batch receipt "$(receipt_of 2)" >"$BATS_TEST_TMPDIR/proof"
	refused() { # SED WORDS
		sed "$1" "$BATS_TEST_TMPDIR/proof" >"$BATS_TEST_TMPDIR/changed"
		cmp -s "$BATS_TEST_TMPDIR/proof" "$BATS_TEST_TMPDIR/changed" && fail "'$1' changes nothing"
		run gl-batch check-receipt "$BATS_TEST_TMPDIR/changed"
		assert_failure 1
		assert_output --partial "not proven: $2"
	}
	refused 's/,500$/,900/' 'the code is not that'
	refused 's/^receipt 2-/receipt 3-/' 'the code is not that'
	refused 's/^leaf 1 of 3/leaf 1 of 4/' 'the seal counts other transactions'
	refused 's/^leaf 1 of 3/leaf 0 of 3/' "the transaction's lines do not lead"
	refused 's/^left \(.\)./left \10/; s/^left \(.\)./left \11/' "the transaction's lines do not lead"
	refused 's/^hash ./hash x/' 'it is no receipt'
	refused 's/^hash \(.*\)\(.\)$/hash \2\1/' 'the hash is not that'
	refused 's/^left/ left/' 'it is no receipt'
	refused 's/^left/right/' 'it is not written as'
	refused 's/by hand/by land/' 'it is no receipt'
	refused '$d' 'it is no receipt'
	keep_books "$BATS_TEST_TMPDIR/books-in-a-file"
	for file in /dev/null "$BATS_TEST_TMPDIR/books-in-a-file" "$PROJECT/README.md"; do
		run gl-batch check-receipt "$file"
		assert_failure 1
	done
	run gl-batch check-receipt "$BATS_TEST_TMPDIR/none"
	assert_failure 66
	run gl-batch check-receipt
	assert_failure 64
	run gl-batch check-receipt a b c
	assert_failure 64
}

@test "a proof is refused with a reason while the batch is open, for an unknown transaction, and for what is no code" {
	closed_books
	run gl-batch receipt "$(receipt_of 4)"
	assert_failure 75
	assert_output --partial 'batch 2 is open: transaction 4 can be proved once it is closed'
	run gl-batch receipt 9-ABCDEFGH
	assert_failure 65
	assert_output --partial 'there is no transaction 9'
	run gl-batch receipt 9
	assert_failure 64
	run gl-batch receipt
	assert_failure 64
}

# The books as schema 7 had them, with batch 1 sealed under form 1 and batch 2 open.
old_books() {
	of_files "books on a server began with schema 8"
	closed_books
	local header old="$BATS_TEST_TMPDIR/old.db" number
	header="guildledger-batch,1,1000,1,$(printf '0%.0s' $(seq 64))"
	OLD_HASH=$({ echo "$header"; gl-batch canonical 1; } | sha256sum | cut -d' ' -f1)
	for number in 1 2 3 4 5 6 7; do cat "$PROJECT"/sql/sqlite/000$number-*.sql; done | sqlite3 "$old"
	{
		echo "PRAGMA application_id = $(sqlite3 "$GL_DB" 'PRAGMA application_id'); PRAGMA user_version = 7; ATTACH '$GL_DB' AS new;"
		sqlite3 "$old" "SELECT 'INSERT INTO ' || name || ' SELECT ' || (SELECT group_concat(name) FROM pragma_table_info(t.name)) || ' FROM new.' || name || ';' FROM sqlite_schema t
			WHERE type = 'table' AND name <> 'batches' ORDER BY name = 'guilds'" # which says what is sealed
		echo "INSERT INTO batches SELECT guild_id, batch, state, opened_at, opened_by, closed_at, closed_by, transactions, first_transaction, last_transaction,
			CASE WHEN batch = 1 THEN previous_hash ELSE '$OLD_HASH' END, CASE WHEN batch = 1 THEN '$OLD_HASH' END FROM new.batches;"
	} >"$BATS_TEST_TMPDIR/copy.sql"
	sqlite3 -bail "$old" <"$BATS_TEST_TMPDIR/copy.sql"
	mv "$old" "$GL_DB"
	rm -f "$GL_DB-wal" "$GL_DB-shm"
	gl-db migrate >/dev/null
}

@test "a batch that was sealed before receipts keeps its hash, and says that it has no short proofs; the next one chains to it" {
	old_books
	assert_equal "$(gl-batch canonical 1 | sha256sum | cut -d' ' -f1)" "$OLD_HASH"
	assert_equal "$(gl-batch canonical 1 | head -1)" "guildledger-batch,1,1000,1,$(printf '0%.0s' $(seq 64))"
	run gl-batch seal 1
	assert_failure 64
	assert_output --partial 'gl-batch canonical 1 | sha256sum gives its hash'
	run gl-batch receipt "$(receipt_of 2)"
	assert_failure 64
	assert_output --partial 'batch 1 was sealed before receipts'
	run outcome text 20 12 "!verify $(receipt_of 2)"
	assert_output --partial "its hash is $OLD_HASH. Such a batch is checked as a whole: \`gl-batch canonical 1\`."
	gl-batch close --at 2025-06-01T00:00:00Z | gl-apply >/dev/null # the rows are of the first rules by now, which know no till=uncounted
	assert_equal "$(gl-batch seal 2 | cut -d, -f2,4,5,6)" "3,2,$OLD_HASH,1"
	gl-batch receipt "$(receipt_of 4)" | gl-batch check-receipt -
	gl-verify
	gl-verify --replay --no-answers
}

# What the page says, run: its sh blocks in one shell, and what they print beside its text blocks.
run_page() { # PAGE GUILD
	GL_DB=$(new_books books.db)
	export GL_DB GL_GUILD=$2
	gl-db init --guild 1180000000000000001 --name Faro --owner 201000000000000001 --lang es --timezone Europe/Madrid >/dev/null
	gl-db init --guild 1190000000000000001 --name Kettle --owner 202000000000000001 --currency KET --timezone Europe/London >/dev/null
	gl-apply <"$PROJECT/samples/roster.ndjson" >/dev/null # as jobs/demo does: its books are the page's
	gl-parse <"$PROJECT/samples/channel.ndjson" | gl-identify --roster "$PROJECT/samples/roster.ndjson" | gl-apply >/dev/null
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$PROJECT/docs/$1" >"$BATS_TEST_TMPDIR/page.sh"
	awk '/^```text$/ { on = 1; next } /^```/ { on = 0 } on' "$PROJECT/docs/$1" >"$BATS_TEST_TMPDIR/page.text"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/page.sh")" -ge 15 ]
	cd "$BATS_TEST_TMPDIR"
	diff <(sh page.sh) page.text
	# the other programs that the page names give the same
	sed 's/sha256sum/openssl dgst -sha256 -r/' page.sh >other.sh
	diff <(sh other.sh | sed 's/[*]stdin$/ -/') page.text
	grep -oE '`!veri[a-z]+ [^`]+' "$PROJECT/docs/$1" | tr -d '`!' >asked
	[ "$(wc -l <asked)" -eq 3 ]
	while read -r verb code; do
		gl-command "$verb" "$code" | gl-apply | jq -r .text >answer
		grep -qF -f answer "$PROJECT/docs/$1" || fail "$(cat answer)"
	done <asked
}

@test "docs/receipts.md: its commands, run by a plain shell, print what it says, and verify answers so" {
	run_page receipts.md 1190000000000000001
}

@test "docs/receipts.es.md: its commands, run by a plain shell, print what it says, and verify answers so" {
	run_page receipts.es.md 1180000000000000001
}

@test "random batches: every receipt proves, each proof is that of another implementation, none that was changed proves" {
	"$PROJECT/tests/receipts-property" --batches 4 --flips 40
}
