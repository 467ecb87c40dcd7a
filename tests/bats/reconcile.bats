# The books against the bank's statement: what agrees, what is open, what is reopened, what a close asks for.
load bank

setup() { bank_books; }

# at DAY WORDS...: an operator's command of that day; its answer. code DAY WORDS...: its code, or ok.
at() { spoken "$@" | jq -r '.text // empty'; }
code() { spoken "$@" | jq -r '.code // .status'; }
spoken() { # each a millisecond later: the same words of the same instant are the same command
	local count
	count=$(($(cat "$BATS_TEST_TMPDIR/count" 2>/dev/null || echo 100) + 1))
	echo $count >"$BATS_TEST_TMPDIR/count"
	gl-command --at "$1T10:00:00.${count}Z" -- "${@:2}" | gl-apply
}
table() { gl-report reconciliation --format csv "$@" | tr -d '\r'; }
held() { ask_books "SELECT day || ' ' || books || ' ' || currency || ' ' || last_transaction || ' ' || batch || ' ' || COALESCE(CAST(reopened_by AS TEXT), 'holds') FROM reconciliations ORDER BY seq" | paste -sd';'; }

@test "the same balance is kept with the books' last transaction and the open batch; another one marks nothing" {
	bank_line A 1 2025-05-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	assert_equal "$(at 2025-06-10 reconcile bank 525 2025-06-02)" 'bank is reconciled up to 02/06/2025: the books and the bank both say 525.00 PTS (batch 1).'
	assert_equal "$(held)" '2025-06-02 52500 PTS 3 1 holds'
	assert_equal "$(code 2025-06-10 reconcile bank 525.01 2025-06-03)" statement_differs
	assert_equal "$(at 2025-06-11 conciliar bank 525,00 02/06/2025)" 'bank ya está conciliada hasta el 02/06/2025, y desde entonces no se ha apuntado nada.'
	assert_equal "$(held)" '2025-06-02 52500 PTS 3 1 holds'
	sound
}

@test "a line counts on the bank's day, whenever it was booked; anything else on the day of its transaction, which ends at midnight of the guild" {
	bank_line A 1 2025-06-04 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null # booked on the 2nd
	bank_line B 1 2025-05-04 5.00 BOB "$(for_of id @12)" | gl-apply >/dev/null
	gl-command --at 2025-06-05T23:59:59.999Z move bank rent 7 before midnight | gl-apply >/dev/null
	gl-command --at 2025-06-06T00:00:00Z move bank rent 1 after midnight | gl-apply >/dev/null
	for said in 2025-05-03:0 2025-05-04:5 2025-06-01:505 2025-06-03:505 2025-06-04:530 2025-06-05:523 2025-06-06:522; do
		assert_equal "$said $(code 2025-06-10 reconcile bank "${said#*:}" "${said%:*}")" "$said ok"
	done
	assert_equal "$(code 2025-06-10 reconcile bank 522)" ok # today
	assert_equal "$(ask_books 'SELECT MAX(day) FROM reconciliations')" 2025-06-10
	sound
}

@test "what was booked by hand counts on the bank's day once a line is found to be it, and not before" {
	gl-command --at 2025-06-02T10:00:00Z move bank rent 33 by hand | gl-apply >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 467 2025-06-03)" ok
	bank_line C 1 2025-06-04 -33.00 LANDLORD "$(for_of rule rent)" | gl-apply >/dev/null
	assert_equal "$(code 2025-06-10 line "$(number)" same)" ok
	assert_equal "$(code 2025-06-10 reconcile bank 467 2025-06-03)" statement_differs
	assert_equal "$(code 2025-06-11 reconcile bank 500 2025-06-03)" ok
	assert_equal "$(code 2025-06-12 reconcile bank 467 2025-06-04)" ok
	# each agreed what it saw: the first by the day of the transaction, the last by that of the line
	assert_equal "$(code 2025-06-13 reverse 3 wrong)" ok
	assert_equal "$(held)" '2025-06-03 46700 PTS 3 1 4;2025-06-03 50000 PTS 3 1 holds;2025-06-04 46700 PTS 3 1 4'
	sound
}

@test "a difference is named with what is in no list, what waits and what nobody claimed, and with what explains it" {
	bank_line A 1 2025-06-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	bank_line B 1 2025-06-03 10.00 'WHO KNOWS' | gl-apply >/dev/null
	gl-command --at 2025-06-05T10:00:00Z move bank rent 12.50 toner | gl-apply >/dev/null
	bank_line C 1 2025-06-06 -12.50 SHOP "$(for_of rule rent)" | gl-apply >/dev/null
	bank_line D 1 2025-06-20 1.00 LATER | gl-apply >/dev/null
	run at 2025-06-10 reconcile bank 535.00
	assert_output "$(printf '%s\n' \
		'bank at the end of 10/06/2025: the books say 522.50 PTS, the bank says 535.00 PTS, a difference of 12.50. Nothing is marked as agreed.' \
		'In the books and in no list of the bank:' \
		'- 05/06 -12.50 toner (transaction 5)' \
		'In a list, waiting or to be assigned:' \
		"- 06/06 -12.50 SHOP (line $(($(number) - 1)))" \
		'- 03/06 10.00 WHO KNOWS (line 12)' \
		'The whole difference is transaction 5, if the bank does not have it.' \
		'`report reconciliation` lists all that is open.')"
	run at 2025-06-11 reconcile bank 510.00
	assert_output --partial "The whole difference is line $(($(number) - 1)), if the books do not have it."
	assert_equal "$(held)" ''
	sound
}

@test "two that are the difference together are named where they are the only two; of many the newest are, and how many more" {
	bank_line A 1 2025-06-01 1.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	for i in 1 2 3 4 5 6; do gl-command --at "2025-06-0$((i + 1))T10:00:00Z" move bank rent "$i.0$i" "bill $i of a supplier with a long name" | gl-apply >/dev/null; done
	run at 2025-06-10 reconcile bank 490.90
	assert_line '- 07/06 -6.06 bill 6 of a supplier with a … (transaction 9)'
	assert_line '- and 3 more' # and the one that came before any list
	assert_line 'Together, transaction 8 and transaction 9 are the whole difference.'
	[ ${#output} -lt 900 ]
	for said in 486.86 483 490.91; do # three pairs; 3.21, which is none; a cent beside
		run at 2025-06-10 reconcile bank $said
		refute_output --partial difference\ is
		refute_output --partial Together
	done
	run at 2025-06-10 reconcile bank 484.84
	assert_line 'The whole difference is transaction 8, if the bank does not have it.'
	sound
}

@test "a statement is of an asset of the community, in a currency of the guild, of a day that has come, while a batch is open" {
	assert_equal "$(code 2025-06-02 reconcile banco 1)" unknown_account
	assert_equal "$(code 2025-06-02 reconcile rent 1)" not_a_bank
	assert_equal "$(code 2025-06-02 reconcile '<@11>' 1)" unknown_account
	assert_equal "$(code 2025-06-02 reconcile bank 1USD)" unknown_currency
	assert_equal "$(code 2025-06-02 reconcile bank 500.0001)" too_precise
	assert_equal "$(code 2025-06-02 reconcile bank 500 2025-06-03)" future_day
	assert_equal "$(outcome code 20 14 '!reconcile bank 500 2024-02-30')" bad_time
	assert_equal "$(outcome code 21 14 '!reconcile bank 500 05/09/2024')" ambiguous_date
	assert_equal "$(outcome code 22 14 '!reconcile bank')" missing_argument
	assert_equal "$(outcome code 23 14 '!reconcile bank 2024-09-05')" missing_argument
	assert_equal "$(outcome code 24 11 '!reconcile bank 500')" missing_permit
	assert_equal "$(outcome code 25 15 '!reconcile bank 500')" missing_permit
	operator config batch.policy manual >/dev/null
	operator batch close till=uncounted >/dev/null
	assert_equal "$(code 2025-06-02 reconcile bank 500)" no_open_batch
	sound
}

@test "a batch is opened for it where that is the guild's way; an account that is overdrawn has a balance below zero; each currency has its own" {
	operator config currency.EUR 2 >/dev/null
	operator account limit bank none EUR >/dev/null
	operator batch close till=uncounted >/dev/null
	gl-command --at 2025-06-01T12:00:00Z move bank rent 20EUR paper | gl-apply >/dev/null
	operator batch close till=100 difference=book >/dev/null
	assert_equal "$(at 2025-06-02 reconcile bank -20 EUR 2025-06-02)" 'bank is reconciled up to 02/06/2025: the books and the bank both say -20.00 EUR (batch 3).'
	assert_equal "$(code 2025-06-02 reconcile bank 500PTS)" ok
	assert_equal "$(held)" '2025-06-02 -2000 EUR 3 3 holds;2025-06-02 50000 PTS 3 3 holds'
	sound
}

@test "an agreed entry is reversed, its reconciliations are reopened, and the answer says what to type; an older or later one is not touched" {
	bank_line A 1 2025-05-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 0 2025-05-01)" ok
	assert_equal "$(code 2025-06-10 reconcile bank 25 2025-05-10)" ok
	assert_equal "$(code 2025-06-10 reconcile bank 525 2025-06-02)" ok
	gl-command --at 2025-06-10T12:00:00Z move bank rent 5 later | gl-apply >/dev/null
	assert_equal "$(at 2025-06-11 reverse 4 mine)" "Transaction 4 is reversed by transaction 5. Receipt: $(receipt_of 5)"
	assert_equal "$(at 2025-06-12 reverse 3 wrong)" "Transaction 3 is reversed by transaction 6. bank was reconciled up to 02/06/2025; that no longer holds. Reconcile it again: \`reconcile bank 525.00 2025-06-02\`. Receipt: $(receipt_of 6)"
	assert_equal "$(held)" '2025-05-01 0 PTS 3 1 holds;2025-05-10 2500 PTS 3 1 6;2025-06-02 52500 PTS 3 1 6'
	# it stays so: what is reopened is not reopened again, and reconciled anew it holds
	assert_equal "$(at 2025-06-12 reverse 2 start)" "Transaction 2 is reversed by transaction 7. Receipt: $(receipt_of 7)"
	assert_equal "$(code 2025-06-13 reconcile bank 0)" ok
	sound
}

@test "whoever reverses, it is reopened: in the chunk that reconciled, after an approval, in the chunk that linked the entry" {
	bank_line A 1 2025-05-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	{
		gl-command --at 2025-06-10T10:00:00Z reconcile bank 525 2025-06-02
		gl-command --at 2025-06-10T10:00:01Z reverse 3 wrong
		gl-command --at 2025-06-10T10:00:02Z reverse 2 wrong
		gl-command --at 2025-06-10T10:00:03Z reconcile bank 525 2025-06-09
	} | gl-apply >/dev/null
	assert_equal "$(held)" '2025-06-02 52500 PTS 3 1 4;2025-06-09 52500 PTS 5 1 holds'
	sound
	gl-command --at 2025-06-11T10:00:00Z move opening bank 33 by hand | gl-apply >/dev/null
	bank_line C 1 2025-06-13 33.00 BACK "$(for_of rule rent)" | gl-apply >/dev/null
	{
		gl-command --at 2025-06-14T10:00:00Z reconcile bank 33 2025-06-12
		gl-command --at 2025-06-14T10:00:01Z line "$(number)" same
		gl-command --at 2025-06-14T10:00:02Z reconcile bank 0 2025-06-12
		gl-command --at 2025-06-14T10:00:03Z reverse 6 wrong
	} | gl-apply >/dev/null
	assert_equal "$(held)" '2025-06-02 52500 PTS 3 1 4;2025-06-09 52500 PTS 5 1 holds;2025-06-12 3300 PTS 6 1 7;2025-06-12 0 PTS 6 1 holds'
	sound
}

@test "a reversal that a second person approves reopens as it is posted" {
	say 8 30 '!register' | tick >/dev/null
	operator config approval.over 10 >/dev/null
	operator config approval.days 365 >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 500)" ok
	say 300 14 '!reverse 2 wrong' | tick >/dev/null
	assert_equal "$(held)" '2025-06-10 50000 PTS 2 1 holds'
	run at 2025-06-11 approve "$(number)"
	assert_output --partial 'bank was reconciled up to 10/06/2025'
	assert_equal "$(held)" '2025-06-10 50000 PTS 2 1 3'
	sound
}

@test "a close may require it: of which account, how old; the refusal says what to type" {
	assert_equal "$(code 2025-06-01 config close.reconciled rent)" not_a_bank
	assert_equal "$(code 2025-06-01 config close.reconciled bank)" ok
	assert_equal "$(code 2025-06-01 config close.reconciled-days 5)" ok
	run at 2025-06-10 batch close till=uncounted
	assert_output 'bank has to be reconciled in PTS before a batch is closed: `reconcile bank 1234.50 2025-06-10`.'
	assert_equal "$(code 2025-06-10 reconcile bank 500 2025-06-04)" ok
	run at 2025-06-10 batch close till=uncounted
	assert_output 'bank was last reconciled up to 04/06/2025, which is more than 5 days ago. Compare it with the bank'\''s balance before you close: `reconcile bank 1234.50 2025-06-10`.'
	assert_equal "$(code 2025-06-09 batch close till=uncounted)" ok
	gl-command --at 2025-06-09T12:00:00Z reverse 2 wrong | gl-apply >/dev/null
	assert_equal "$(code 2025-06-09 batch close till=uncounted)" not_reconciled # it was reopened
	assert_equal "$(code 2025-06-09 config cierre.conciliada ninguno)" ok
	assert_equal "$(code 2025-06-09 batch close till=uncounted difference=book)" ok
	sound
}

@test "an older statement that is agreed later takes nothing back: the last one is that of the latest day, and what agreed is agreed once" {
	operator config close.reconciled bank >/dev/null
	operator config close.reconciled-days 5 >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 500 2025-06-10)" ok
	assert_equal "$(code 2025-06-10 reconcile bank 0 2025-05-01)" ok
	assert_equal "$(code 2025-06-10 reconcile bank 500 2025-06-10)" already_reconciled
	assert_equal "$(code 2025-06-10 reconcile bank 0 2025-05-01)" already_reconciled
	assert_equal "$(table | sed -n 2p)" '6,bank,agreed,2025-06-10,500.00,PTS,operator,1,,,'
	gl-command --at 2025-06-10T11:00:00Z move bank rent 7 after | gl-apply >/dev/null
	run at 2025-06-11 reconcile bank 490 2025-06-11
	assert_output --partial 'a difference of -3.00.'
	assert_equal "$(code 2025-06-11 batch close till=uncounted)" ok
	sound
	# to rules of before it was the one that was made last
	of_files "the log of a file is changed here"
	tamper "UPDATE commands SET rules = 7"
	gl-verify --replay >"$BATS_TEST_TMPDIR/replayed" || true
	grep -q "this program decides it by that version as ok" "$BATS_TEST_TMPDIR/replayed"
	grep -q "not_reconciled" "$BATS_TEST_TMPDIR/replayed"
}

@test "the report says what was agreed last, by whom, and what is open since; auditors see it" {
	bank_line A 1 2025-05-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 525)" ok
	gl-command --at 2025-06-12T10:00:00Z move bank rent 12.50 toner | gl-apply >/dev/null
	bank_line B 1 2025-06-13 10.00 'WHO KNOWS' | gl-apply >/dev/null
	bank_line C 1 2025-06-13 -12.50 SHOP "$(for_of rule rent)" | gl-apply >/dev/null
	run table
	assert_line --index 1 "6,bank,agreed,2025-06-10,525.00,PTS,operator,1,,,"
	assert_line --index 2 "6,bank,by hand,2025-06-12,-12.50,PTS,toner,,4,,"
	assert_line --index 3 --regexp '^6,bank,waiting,2025-06-13,-12.50,PTS,SHOP,,,[0-9]+,$'
	assert_line --index 4 --regexp '^6,bank,to-sort,2025-06-13,10.00,PTS,WHO KNOWS,,5,[0-9]+,$'
	assert_equal "${#lines[@]}" 5
	assert_equal "$(outcome code 400 11 '!report reconciliation')" missing_permit
	run outcome text 401 15 '!informe conciliacion'
	assert_output --partial 'conciliada'
	[ "$(gl-report reconciliation --format chat | awk '{ if (length > most) most = length } END { print most }')" -le 34 ]
	gl-command --at 2025-06-14T10:00:00Z reverse 3 wrong | gl-apply >/dev/null
	run table --account bank
	assert_line --index 1 "6,bank,reopened,2025-06-10,525.00,PTS,operator,1,6,,"
}

# list_end DAY CLOSING [CURRENCY]: the end of a list, as gl-import prints it.
list_end() {
	jq -cn --arg to "$1" --arg closing "$2" --arg currency "${3:-PTS}" --arg sha "$(party "$1 $2")" '{type: "import-end", guild_id: "1000", time: "2025-06-10T10:00:00.000Z",
		author: {id: "0", name: "marta"}, account: "bank", currency: $currency, to: $to, sha256: $sha, count: 0, totals: [], closing: $closing} | with_entries(select(.value != ""))'
}

@test "a list that ends with its balance reconciles its account where the guild wants it, once; a difference is told and leaves nothing" {
	bank_line A 1 2025-06-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	assert_equal "$(list_end 2025-06-02 525.00 | gl-apply | jq -r .status)" skipped
	assert_equal "$(held)" ''
	operator config import.reconcile on >/dev/null
	rows=$(ask_books 'SELECT COUNT(*) FROM commands')
	run bash -c "$(declare -f list_end party); list_end 2025-06-02 520.00 | gl-apply"
	assert_equal "$(jq -r .code <<<"$output")" statement_differs
	assert_output --partial 'a difference of -5.00'
	assert_equal "$(list_end 2025-06-11 525.00 | gl-apply | jq -r .code)" future_day
	assert_equal "$(list_end 2025-06-02 525.00 EUR | gl-apply | jq -r .code)" unknown_currency
	assert_equal "$(list_end '' 525.00 | gl-apply | jq -r .status)" skipped
	assert_equal "$(list_end 2025-06-02 '' | gl-apply | jq -r .status)" skipped
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM commands')" "$rows"
	assert_equal "$(list_end 2025-06-02 525.00 | gl-apply | jq -r .text)" 'bank is reconciled up to 02/06/2025: the books and the bank both say 525.00 PTS (batch 1).'
	assert_equal "$(held) $(ask_books 'SELECT list FROM reconciliations')" "2025-06-02 52500 PTS 3 1 holds $(party '2025-06-02 525.00')"
	assert_equal "$(gl-report reconciliation --format json | jq -r '.[0].text')" marta
	gl-command --at 2025-06-10T12:00:00Z move bank rent 5 later | gl-apply >/dev/null
	assert_equal "$(list_end 2025-06-02 525.00 | gl-apply | jq -r .code)" already_reconciled
	assert_equal "$(code 2025-06-12 reverse 3 wrong)" ok
	assert_equal "$(list_end 2025-06-02 525.00 | gl-apply | jq -r .status)" ok
	assert_equal "$(held)" '2025-06-02 52500 PTS 3 1 5;2025-06-02 52500 PTS 5 1 holds'
	sound
}

@test "what gl-import prints of a list reconciles: the lines are booked, and its closing balance is the books'" {
	operator config import.reconcile on >/dev/null
	printf ':20:X\n:25:ES00\n:28C:1/1\n:60F:C250601EUR500,00\n:61:2506020602C25,00NTRFNONREF\n:86:ANA\n:61:2506030603D5,50NTRFNONREF\n:86:SHOP\n:62F:C250603EUR519,50\n-\n' | sed 's/EUR/PTS/' >"$BATS_TEST_TMPDIR/list"
	run bash -c "gl-import --guild 1000 --account bank --at 2025-06-10T10:00:00Z <'$BATS_TEST_TMPDIR/list' | gl-apply | jq -r 'select(.text).text'"
	assert_line --index 3 'bank is reconciled up to 03/06/2025: the books and the bank both say 519.50 PTS (batch 1).'
	sound
}

@test "gl-verify names each way to tamper with a reconciliation, and with what it is of" {
	bank_line A 1 2025-05-02 25.00 ANA "$(for_of id @11)" | gl-apply >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 525 2025-06-02)" ok
	assert_equal "$(code 2025-06-10 reconcile bank 25 2025-05-20)" ok
	gl-command --at 2025-06-10T12:00:00Z reverse 2 wrong | gl-apply >/dev/null
	sound
	keep_books "$BATS_TEST_TMPDIR/kept"
	while IFS='|' read -r what sql; do
		bring_books "$BATS_TEST_TMPDIR/kept"
		tamper "$sql"
		run gl-verify
		echo "$what"
		assert_failure
		assert_output --partial 'reconciliation: '
	done <<-'TABLE'
		another balance|UPDATE reconciliations SET statement = 52600, books = 52600 WHERE day = '2025-06-02'
		a statement that the books do not say|UPDATE reconciliations SET statement = 52600 WHERE day = '2025-06-02'
		another day|UPDATE reconciliations SET day = '2025-05-31' WHERE day = '2025-06-02'
		a day to come|UPDATE reconciliations SET day = '2025-06-11' WHERE day = '2025-06-02'
		no day|UPDATE reconciliations SET day = 'soon' WHERE day = '2025-06-02'
		another last transaction|UPDATE reconciliations SET last_transaction = 2 WHERE day = '2025-06-02'
		a later one|UPDATE reconciliations SET last_transaction = 4 WHERE day = '2025-05-20'
		another account|UPDATE reconciliations SET account_id = 1 WHERE day = '2025-06-02'
		another currency|UPDATE reconciliations SET currency = 'EUR' WHERE day = '2025-06-02'
		another log row|UPDATE reconciliations SET seq = seq - 1 WHERE day = '2025-06-02'
		another batch|UPDATE reconciliations SET batch = 7 WHERE day = '2025-06-02'
		it holds again|UPDATE reconciliations SET reopened_by = NULL WHERE day = '2025-06-02'
		reopened by nothing|UPDATE reconciliations SET reopened_by = 1 WHERE day = '2025-05-20'
		reopened by another|UPDATE reconciliations SET reopened_by = 3 WHERE day = '2025-06-02'
		taken out|DELETE FROM reconciliations WHERE day = '2025-06-02'
		the line of another day|UPDATE import_lines SET day = '2025-06-03'
	TABLE
}

@test "rules of before know neither reconcile nor its settings, so that their logs replay equal" {
	of_files "the log of a file is changed here"
	operator config close.reconciled bank >/dev/null
	operator config import.reconcile on >/dev/null
	assert_equal "$(code 2025-06-10 reconcile bank 500)" ok
	tamper "UPDATE commands SET rules = 6, status = 'rejected', code = CASE verb WHEN 'config' THEN 'unknown_setting' ELSE 'unknown_verb' END, batch = NULL
		WHERE verb = 'reconcile' OR record LIKE '%close.reconciled%' OR record LIKE '%import.reconcile%';
		DELETE FROM settings WHERE key IN ('close.reconciled', 'import.reconcile'); DELETE FROM reconciliations"
	run gl-verify --replay
	refute_output --partial settings
	refute_output --partial reconciliations
	refute_output --partial 'replay: commands'
}
