# Who did what: the log by author, verb and status; the journal's author; one movement whole; the newest lines of a report.
load helper.bash

setup() {
	working_books
	{
		say 20 11 '!pay <@12> 12.50 lunch'; say 21 12 '!pay <@11> 500'; say 22 11 '!balance'; say 23 14 '!reverse 2 wrong person'
		say 24 14 '!batch close till=uncounted'; say 25 11 '!batch open'; say 26 14 '!batch open'; say 27 13 '!deposit <@12> 3 cash'
	} | tick >/dev/null
	gl-command --as jorge --at 2024-10-28T00:00:00Z move opening till 5 float | gl-apply >/dev/null
}
csv() { gl-report "$@" --format csv | tr -d '\r' | tail -n +2; }
seqs() { gl-report log "$@" --format json | jq -r '[.[].seq] | join(" ")'; }
ask() { say "$2" "$3" "$4" | tick | jq -r ".$1 // empty"; }

@test "the log shows the newest first, and --limit N the newest N" {
	run seqs
	assert_output '16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1'
	assert_equal "$(seqs --limit 3)" '16 15 14'
	assert_equal "$(ask text 40 14 '!report log limit=2' | grep -c '^  2[78]/10 ')" 2
}

@test "--limit N is the newest N of every report whose rows are in time order, which stay in their order" {
	assert_equal "$(csv journal --limit 3 | cut -d, -f1,5 | paste -sd' ')" '4,bob 5,till 5,opening'
	assert_equal "$(csv journal --limit 1 --account till --currency PTS --batch 1 | cut -d, -f1)" 1
	assert_equal "$(csv journal --limit 100 | wc -l)" "$(csv journal | wc -l)"
	assert_equal "$(csv batches --limit 1 | cut -d, -f1)" 2
	assert_equal "$(csv batch-totals --limit 1 | cut -d, -f1)" 2
	assert_equal "$(csv history --account till --limit 2 | cut -d, -f2 | paste -sd' ')" '4 5'
}

@test "the newest N that could not be applied stay in their order" {
	poison transactions "NEW.memo = 'poison'"
	for n in 1 2 3; do say $((30 + n)) 11 '!pay <@12> 1 poison'; done | tick >/dev/null 2>&1
	assert_equal "$(csv failed | cut -d, -f1 | paste -sd' ')" '17 18 19'
	assert_equal "$(csv failed --limit 2 | cut -d, -f1 | paste -sd' ')" '18 19'
}

@test "the log by author, verb and status, alone and together, in both languages" {
	assert_equal "$(seqs --who @14)" '14 12 11'
	assert_equal "$(seqs --who @11)" '13 10 8 5'
	assert_equal "$(seqs --verb pay)" '9 8'
	assert_equal "$(seqs --verb PAGAR --status rechazada)" 9
	assert_equal "$(seqs --verb pagar --status rejected --who @11)" ''
	assert_equal "$(seqs --verb 'batch close') $(seqs --verb lote-cerrar)" '12 12'
	assert_equal "$(seqs --status denied --who @11)" 13
	assert_equal "$(seqs --who jorge)" 16
	run gl-report log --who @ana # an empty log would say that she did nothing
	assert_failure 64
	assert_output --partial 'A member is written as @ID, not by name: '
	assert_equal "$(seqs --verb init)" 1
	assert_equal "$(seqs --verb deposit --to 2024-10-27T23:06:50Z)" 7
}

@test "in Discord the log takes @who, verb= and status=, orden= and estado=" {
	assert_equal "$(ask text 40 14 '!report log <@14> verb=reverse' | grep -c '@tomas')" 1
	assert_equal "$(ask text 41 14 '!informe registro <@12> orden=pagar estado=rechazada' | grep -c '@bob')" 1
	assert_equal "$(ask text 42 14 '!report log verb="batch close"' | grep -c 'batch cl')" 1
	assert_equal "$(ask text 43 14 '!report log jorge' | grep -c 'jorge: move')" 1
	assert_equal "$(ask text 44 14 '!report log verb=dance')" 'There is no such command: dance. For example: `!report log 30d`'
	assert_equal "$(ask text 45 14 '!informe registro estado=azul')" 'Ese estado no vale; elige: bien, rechazada, denegada, fallida. Por ejemplo: `!informe registro 30d`'
	assert_equal "$(ask code 46 14 '!report balances verb=pay')" bad_report
	ask status 49 14 '!report log <@12> csv' >/dev/null
	assert_equal "$(made_file reply | tail -n +2 | cut -d, -f1 | paste -sd' ')" '9 6'
}

@test "the journal names who asked for each line, also an operator, who has no id" {
	assert_equal "$(csv journal | cut -d, -f1,10,17 | sort -u | paste -sd' ')" '1,carla,13 2,ana,11 3,tomas,14 4,carla,13 5,jorge,'
	assert_equal "$(gl-report journal | awk 'NR == 3 { print $(NF - 1) }')" @carla
	assert_regex "$(ask text 40 14 '!report journal')" 'deposit \(@carla\) · cash'
}

@test "gl-report transaction shows one movement whole" {
	gl-report transaction 2 --format json >"$BATS_TEST_TMPDIR/json"
	assert_equal "$(jq -r '.[] | [.detail, .value, .amount, .currency] | map(. // "-") | join(" ")' "$BATS_TEST_TMPDIR/json")" "transaction 2 - -
time 2024-10-27T23:07:00.000Z - -
what pay - -
asked by ana - -
memo lunch - -
debit ana 12.50 PTS
credit bob 12.50 PTS
batch 1 - -
state of the batch closed - -
reversed by 3 - -
reversal asked by tomas - -
receipt $(if over_server; then jq -r '.[] | select(.detail == "receipt").value' "$BATS_TEST_TMPDIR/json"; else receipt_of 2; fi) - -
row of the log 8 - -
message $(((FIRST_MESSAGE + 20000) << 22)) - -"
	assert_equal "$(jq -r '.[] | select(.link).link' "$BATS_TEST_TMPDIR/json")" "https://discord.com/channels/1000/2000/$(((FIRST_MESSAGE + 20000) << 22))"
	assert_equal "$(gl-report transaccion '#3' --format json | jq -r '.[] | select(.detail == "reverses").value')" 2
	assert_equal "$(gl-report transaction --transaction 5 --format json | jq -r '.[] | select(.detail == "asked by" or .link).value')" jorge # with no message
	for wrong in 'transaction' 'transaction 99' 'transaction 0' 'transaction x' 'journal 2' 'journal --transaction 2'; do
		# shellcheck disable=SC2086 # words
		run gl-report $wrong
		assert_failure 64
	done
}

@test "transaction N in Discord is for the people concerned, and for the offices that read the journal; others learn nothing" {
	for who in 11 12 14 15 10; do
		assert_equal "$who: $(ask status $((40 + who)) "$who" '!transaction 2')" "$who: ok"
	done
	assert_equal "$(ask status 60 13 '!transaction 1')" ok # a teller: they booked it
	assert_equal "$(ask text 61 13 '!transaction 2')" "$(ask text 62 13 '!transaction 99' | sed 's/99/2/')"
	assert_equal "$(ask text 63 12 '!transaccion 1')" 'No tienes ninguna transacción n.º 1; las de otros las ven los auditores.'
	assert_equal "$(ask code 64 12 '!transaction 1')" unknown_transaction
	run ask text 65 11 '!transacción #2'
	assert_output --regexp '^\*\*Transacción 2 \(PTS\)\*\*'
	assert_output --regexp 'lo pidió: @ana'
	assert_output --regexp 'la anuló: @tomas'
	assert_equal "$(tail -n 1 <<<"$output")" "https://discord.com/channels/1000/2000/$(((FIRST_MESSAGE + 20000) << 22))"
	assert_equal "$(sed -n '/^```$/q; p' <<<"$output" | grep -c https)" 0
	gl-verify --replay
}

@test "a memo that is a link stays within the block, and hostile text in a movement is data" {
	ask status 40 11 $'!pay <@12> 1 "https://discord.com/channels/1/2/3 ``` @everyone"' >/dev/null
	run ask text 41 11 '!transaction 6'
	assert_equal "$(tail -n 1 <<<"$output")" "https://discord.com/channels/1000/2000/$(((FIRST_MESSAGE + 40000) << 22))"
	assert_equal "$(grep -o '```' <<<"$output" | wc -l)" 2
}

@test "a question for a movement counts for the share of its author like any other" {
	for n in $(seq 100 125); do say "$n" 11 '!transaction 2'; done | tick >"$BATS_TEST_TMPDIR/out"
	assert_equal "$(jq -r .status "$BATS_TEST_TMPDIR/out" | sort | uniq -c | awk '{ print $2, $1 }' | paste -sd' ')" 'ok 20 rejected 1 skipped 5'
}

@test "help and completion know it" {
	assert_regex "$(ask text 40 11 '!help transaction')" '`!transaction <transaction>`'
	assert_regex "$(ask text 41 14 '!ayuda informe')" 'orden= estado='
	assert_regex "$(gl-report --help)" 'the newest N'
}
