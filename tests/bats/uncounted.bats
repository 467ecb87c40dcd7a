# A person who closes a batch says what was counted, or that nobody counted it; what a schedule closes counts as uncounted, and the sheet says so.
load helper.bash

setup() { working_books; }
ask() { say "$2" 14 "$3" | tick | jq -r ".$1 // empty"; }
sheet() { ask_books "SELECT content FROM outbox WHERE kind = 'post' AND content NOT LIKE '%guildledger-sum,%' ORDER BY delivery DESC LIMIT 1"; }

@test "a close without a count is asked for it, with the lines to type, in the asker's language and with the guild's prefix" {
	assert_equal "$(ask code 20 '!batch close')" count_missing
	assert_equal "$(ask text 21 '!batch close difference=book')" 'Count what is in the till and write it: `!batch close till=100`. If nobody counted it, say so: `!batch close till=uncounted`.'
	say 22 10 '!config prefix ?' | tick >/dev/null
	assert_equal "$(say 23 14 '!lote cerrar' | jq -c '.content = "?lote cerrar" | .gl.prefix = "?"' | tick | jq -r .text)" \
		'Cuenta lo que hay en la caja y escríbelo: `?lote cerrar caja=100`. Si nadie la ha contado, dilo: `?lote cerrar caja=sin-contar`.'
	run operator batch close
	assert_output --partial '`batch close till=uncounted`'
	assert_equal "$(ask_books "SELECT state FROM batches")" open
}

@test "till=uncounted says it on purpose: the answer and the sheet say what was not counted" {
	assert_equal "$(ask text 20 '!batch close till=uncounted' | grep -o 'Not counted: .* PTS[.]')" 'Not counted: till 100.00 PTS.'
	assert_equal "$(sheet | grep 'Not counted')" 'Not counted: till 100.00 PTS'
	gl-verify --replay
}

@test "caja=sin-contar, caja=sin contar, quotes and case mean the same; so does the default account's other name" {
	local number=20
	for words in '!lote cerrar caja=sin-contar' '!lote cerrar caja=sin contar' '!lote cerrar caja="Sin Contar"' '!batch close CAJA=Uncounted' '!batch close till="not counted"'; do
		number=$((number + 2))
		assert_equal "$words: $(ask status $number "$words")" "$words: ok"
		assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE record LIKE '%:\"uncounted\"%' AND seq = (SELECT MAX(seq) FROM commands)")" 1
		ask status $((number + 1)) '!batch open' >/dev/null
	done
}

@test "what a schedule closes counts as uncounted, and the sheet says so; a count by schedule still counts" {
	say 21 10 '!config report.channel <#3000>' | tick >/dev/null
	gl-batch roll --at 2025-06-01T00:00:00Z | gl-apply >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | paste -sd' ')" 'ok ok'
	assert_equal "$(sheet | grep 'Not counted')" 'Not counted: till 100.00 PTS'
	gl-batch close till=100 --at 2025-06-02T00:00:00Z | gl-apply >/dev/null
	refute_regex "$(sheet)" 'Not counted'
	operator batch open >/dev/null
	assert_equal "$(gl-batch close till=uncounted --at 2025-06-03T00:00:00Z | tee "$BATS_TEST_TMPDIR/line" | gl-apply | jq -r .status)" ok
	assert_equal "$(jq -c .args "$BATS_TEST_TMPDIR/line")" '{"count:till":"uncounted"}'
}

@test "another account's count is a count, and the till is then named as not counted" {
	operator account open bank asset >/dev/null
	assert_equal "$(ask text 20 '!batch close bank=0' | grep -o 'Not counted: .* PTS[.]')" 'Not counted: till 100.00 PTS.'
}

@test "an account is counted or said not to be, once; one that does not exist is neither, and one's own is nobody's to count" {
	assert_equal "$(ask code 19 '!batch close <@14>=uncounted')" own_account
	assert_equal "$(ask code 20 '!batch close till=100 till=uncounted')" counted_twice
	assert_equal "$(ask code 21 '!batch close caja=uncounted till=100')" counted_twice
	assert_equal "$(ask code 22 '!batch close till=uncounted caja=uncounted')" counted_twice
	assert_equal "$(ask code 23 '!batch close nowhere=uncounted')" unknown_account
	assert_equal "$(ask code 24 '!batch close <@99>=uncounted')" unknown_user
	assert_equal "$(ask code 25 '!batch close till=uncounting')" bad_amount
	assert_equal "$(ask_books "SELECT state FROM batches")" open
}

@test "counts name any currency, with and without a space; what is left is said" {
	say 20 10 '!config currency.USD 2' | tick >/dev/null
	say 22 13 '!move opening till 40 USD float' | tick >/dev/null
	assert_equal "$(ask code 23 '!batch close till=39USD')" count_differs
	assert_equal "$(ask text 24 '!batch close till=40USD' | grep -o 'Not counted: .* PTS[.]')" 'Not counted: till 100.00 PTS.'
	assert_equal "$(gl-report count --batch 1 --format csv | tr -d '\r' | tail -n +2)" till,40.00,40.00,0.00,USD,1,
}

@test "of several counted accounts each is named with what is left of it, once however many of its currencies were counted" {
	operator account open bank asset >/dev/null
	local number=20
	for words in 'config currency.USD 2' 'config currency.GBP 2' 'move opening till 40 USD float' 'move opening till 7 GBP float' 'move opening bank 10 PTS x' 'move opening bank 5 USD x'; do
		number=$((number + 1))
		say $number "$([[ $words == config* ]] && echo 10 || echo 13)" "!$words" | tick >/dev/null
	done
	assert_equal "$(ask text 30 '!batch close till=40USD till=7GBP bank=5USD' | grep -o 'Not counted: .*PTS[.]')" 'Not counted: till 100.00 PTS, bank 10.00 PTS.'
}

@test "a sheet with many accounts that nobody counted still fits a message" {
	local words='' i
	for i in $(seq 15); do
		operator account open "account-with-a-rather-long-name-$i" asset >/dev/null
		operator move opening "account-with-a-rather-long-name-$i" "$i" x >/dev/null
		words+=" account-with-a-rather-long-name-$i=uncounted"
	done
	assert_equal "$(ask status 20 "!batch close$words")" ok
	assert [ "$(sheet | wc -m)" -le 2000 ]
	assert_regex "$(sheet)" 'Not counted: .*…'
}

@test "closes without a count, of rules of version 2, replay as they are, and the next one by a person is asked for it" {
	books="$BATS_TEST_TMPDIR/closes.db"
	sqlite3 "$books" <"$PROJECT/tests/old-rules/2/closes.sql"
	gl-db migrate --db "$books" >/dev/null
	GL_DB=$(new_books copied.db)
	export GL_DB GL_GUILD=1000
	env -u GL_GUILD gl-db copy "$books" "$GL_DB" >/dev/null # into the schema of today
	run gl-verify --replay
	assert_success
	assert_equal "$(ask_books "SELECT COUNT(*) FROM commands WHERE verb = 'batch close' AND status = 'ok' AND rules = 2")" 5
	assert_equal "$(ask_books "SELECT code FROM commands WHERE verb = 'batch close' AND record LIKE '%uncounted%'")" bad_amount
	gl-command --at 2025-06-03T00:00:00Z batch open | gl-apply >/dev/null
	assert_equal "$(gl-command --at 2025-06-03T00:00:01Z batch close | gl-apply | jq -r .code)" count_missing
	assert_equal "$(gl-command --at 2025-06-03T00:00:02Z batch close till=uncounted | gl-apply | jq -r .status)" ok
	run gl-verify --replay
	assert_success
}
