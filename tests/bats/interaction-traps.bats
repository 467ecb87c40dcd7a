# The traps of Discord's interactions, by the numbers of the project's fact sheet on them. Each has a test: a tag `interaction-trap:N`
# before a bats test, or a comment that says interaction-trap:N before a C one. Here are the roll call and the tests that fit no tool's
# own file.
load helper

setup() {
	REQUEST="$PROJECT/tests/interactions/request" PAYLOAD="$PROJECT/tests/interactions/payload"
	GL_PUBLIC_KEY=$("$REQUEST" key)
	export GL_PUBLIC_KEY
	working_books
}
teardown() { [ "$BATS_TEST_COMPLETED" != 1 ] || run -0 gl-verify --replay; }

# at NUMBER: the id of an interaction of that second. sent: the interaction on standard input, signed; the whole answer.
at() { echo $(((FIRST_MESSAGE + $1 * 1000) << 22)); }
# later: the id of one that comes behind all before it, in whichever subshell.
later() {
	echo >>"$BATS_TEST_TMPDIR/asked"
	at $((200 + $(wc -l <"$BATS_TEST_TMPDIR/asked")))
}
sent() { "$REQUEST" scgi | gl-interaction --deadline 60; }
body_of() { sed '1,/^\r$/d'; }
# text_of: what the person reads of an answer.
text_of() { jq -r '.data | [.content, (.embeds[0]? | .title, .description)] | map(select(. != null and . != "")) | join("\n")'; }

@test "each of the forty-two traps has a test" {
	missing=
	for n in $(seq 42); do
		grep -rqE "^# bats test_tags=(.*,)?interaction-trap:$n(,|\$)|^/\* interaction-trap:$n \*/" "$PROJECT"/tests/bats/*.bats "$PROJECT"/tests/unit/*.c || missing="$missing $n"
	done
	assert_equal "$missing" ''
	# and no tag is of a trap that there is not
	assert_equal "$(grep -rhoE 'interaction-trap:[0-9]+' "$PROJECT"/tests/bats/*.bats "$PROJECT"/tests/unit/*.c | cut -d: -f2 | sort -nu | awk '$1 < 1 || $1 > 42')" ''
}

# Trap 36 is about answers that are deferred (type 5) and edited later. We defer none: each is whole in the response.
# bats test_tags=interaction-trap:36
@test "nothing is deferred: every answer is whole, and no tool knows a way to edit one" {
	local build="$PROJECT/build"
	case ${GL_BIN:-} in */build-san/bin) build="$PROJECT/build-san" ;; esac
	assert_equal "$("$build/unit/test_answer" print 200 7 | jq .type | sort -u | xargs)" '4 7'
	for words in 'command help' 'command pay to=12 amount=5' 'command pay to=12 amount=1e3' 'button 1:yes:99' 'button 2:gone' 'button 1:part:41' 'form 1:part:41 amount=5' \
		'typing help about' 'command batch\ close'; do
		eval "\"$PAYLOAD\" --id $(later) $words" | sent | body_of | jq .type
	done | sort -u | xargs >"$BATS_TEST_TMPDIR/types"
	assert_equal "$(<"$BATS_TEST_TMPDIR/types")" '4 8 9'
	run grep -rlE '/callback|@original|webhooks/' "$PROJECT/src" --include='*.c' --include='*.h'
	assert_output ''
}

# bats test_tags=interaction-trap:15
@test "an answer that nobody received was booked all the same, and whoever looks sees it: history, balance, the payee" {
	"$PAYLOAD" --id "$(at 100)" command pay to=12 amount=5 memo=pizza | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	status=0
	gl-interaction --deadline 60 <"$BATS_TEST_TMPDIR/request" >/dev/full 2>/dev/null || status=$? # the way back is cut
	assert_equal "$status" 74
	assert_equal "$(balance_of @ana)" 95.00
	run text_of < <("$PAYLOAD" --id "$(at 101)" command history | sent | body_of)
	assert_output --partial '@bob'
	assert_output --partial 'pizza'
	run text_of < <("$PAYLOAD" --id "$(at 102)" command balance | sent | body_of)
	assert_output --partial 'You have 95.00 PTS.'
	run text_of < <("$PAYLOAD" --id "$(at 103)" --user 12 --name bob command balance | sent | body_of)
	assert_output --partial 'You have 5.00 PTS.'
}

# bats test_tags=interaction-trap:8
@test "a second delivery is answered with the same bytes: pings, files, buttons, pages and refusals" {
	gl-apply <"$ROSTER" >/dev/null
	operator config site.url https://example.org/x >/dev/null
	operator config buttons on >/dev/null
	say 90 12 '!request <@11> 3 coffee' | tick >/dev/null
	for n in $(seq 20 26); do say "$n" 13 '!deposit <@12> 1 cash'; done | tick >/dev/null
	same() { # WORDS OF A PAYLOAD...
		"$PAYLOAD" --id "$(later)" "$@" | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
		gl-interaction --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/first"
		gl-interaction --deadline 60 <"$BATS_TEST_TMPDIR/request" >"$BATS_TEST_TMPDIR/second"
		cmp "$BATS_TEST_TMPDIR/first" "$BATS_TEST_TMPDIR/second" || { body_of <"$BATS_TEST_TMPDIR/first"; body_of <"$BATS_TEST_TMPDIR/second"; fail "$*"; }
	}
	has() { grep -qaF -- "$1" "$BATS_TEST_TMPDIR/first" || { cat "$BATS_TEST_TMPDIR/first"; fail "no $1"; }; }
	booked=$(ask_books 'SELECT COUNT(*) FROM transactions') asked=$(ask_books 'SELECT MAX(number) FROM waiting')
	same command pay to=12 amount=5 memo=pizza
	has '"users":["12"]'
	same command request member=12 amount=2 memo=tea
	has '"users":["12"]'
	has '"custom_id":"1:yes:'
	same --user 15 --roles 503 command report report=balances csv=true
	has 'filename="balances.csv"'
	same --user 15 --roles 503 command report report=journal lines=5
	has '1:page:journal'
	same --user 12 --name bob command history
	has '1:page:history'
	same command balance
	same command pay to=12 amount=500
	has '"flags":'
	same command pay to=12 amount=1e3
	same --message '{"id":"5","flags":0,"content":"@bob asks you.","components":[]}' button "1:yes:$asked"
	has '"type":7'
	same --message '{"id":"5","flags":0,"content":"@bob asks you.","components":[]}' button "1:yes:$asked"
	same --guild 4711 command balance
	same command help
	assert_equal "$(ask_books 'SELECT COUNT(*) FROM transactions')" $((booked + 2))
}

# bats test_tags=interaction-trap:20
@test "what hostile memos leave in the books stands: they verify, and each report and file of them is whole" {
	for memo in $'two\nlines' $'tab\there' $'bidi \u202e override' $'zero\u200bwidth' '"quoted" \ back' '@everyone <@&7> `x` **b**' '=1+1' '<b>&amp;' "$(printf '💸%.0s' $(seq 100))"; do
		"$PAYLOAD" --id "$(later)" command pay to=12 amount=1 "memo=$memo" | sent | body_of | jq -e '.data.flags // 0 < 64' >/dev/null
	done
	"$PAYLOAD" --id "$(later)" command pay to=12 amount=1 memo=NUL | sed 's/"NUL"/"a\\u0000b"/' | sent >/dev/null
	assert_equal "$(balance_of @ana)" 90.00
	for report in journal history statement log balances; do
		member=()
		case $report in history | statement) member=(--account @11) ;; esac
		gl-report $report "${member[@]}" --format json | jq -e 'length > 0' >/dev/null
		for format in table csv html; do
			gl-report $report "${member[@]}" --format $format >"$BATS_TEST_TMPDIR/report"
			run grep -caP '[\x00-\x08\x0b\x0c\x0e-\x1f]|\xe2\x80[\xaa-\xae]' "$BATS_TEST_TMPDIR/report"
			assert_output 0
		done
	done
}

# bats test_tags=interaction-trap:35
@test "what is told without the books notifies nobody, whoever's words are in it" {
	for words in '--guild 4711 command help' 'button 2:@everyone' 'command gone' '--message {} form 1:nothing x=@everyone'; do
		# shellcheck disable=SC2086 # words
		case $words in
		'command gone') answer=$("$PAYLOAD" --id "$(later)" command help | jq '.data.name = "@everyone"' | sent | body_of) ;;
		*) answer=$("$PAYLOAD" --id "$(later)" $words | sent | body_of) ;;
		esac
		assert_equal "$(jq -c '[.type, .data.allowed_mentions]' <<<"$answer")" '[4,{"parse":[]}]'
	done
}

@test "killed at whatever moment, gl-apply leaves an answer that is true: nothing was booked, or nobody can know" {
	of_files "a server writes in a process of its own"
	of_plain_build "strace finds other calls there"
	command -v strace >/dev/null || skip 'strace is not installed (Debian package strace)'
	local bin="$BATS_TEST_TMPDIR/bin" real nothing=0 unknown=0 booked=0
	real=$(command -v gl-apply)
	export REAL_APPLY=$real
	mkdir "$bin"
	cp "$(command -v gl-interaction)" "$bin/"
	printf '#!/bin/bash\nexec strace -f -qq -o /dev/null -e "inject=$AT:signal=KILL:when=$WHEN" "$REAL_APPLY" --interaction\n' >"$bin/gl-apply"
	chmod +x "$bin/gl-apply"
	cp "$GL_DB" "$BATS_TEST_TMPDIR/before.db"
	"$PAYLOAD" --id "$(at 100)" command pay to=12 amount=5 memo=pizza | "$REQUEST" scgi >"$BATS_TEST_TMPDIR/request"
	for moment in openat:1 openat:9 pwrite64:1 pwrite64:3 pwrite64:6 pwrite64:9 fdatasync:1 fdatasync:2 write:1 write:2 write:3 getrandom:1 unlink:1 close:60; do
		export AT=${moment%:*} WHEN=${moment#*:}
		rm -f "$GL_DB" "$GL_DB-wal" "$GL_DB-shm"
		cp "$BATS_TEST_TMPDIR/before.db" "$GL_DB"
		text=$("$bin/gl-interaction" --deadline 60 <"$BATS_TEST_TMPDIR/request" 2>/dev/null | body_of | text_of)
		transactions=$(ask_books 'SELECT COUNT(*) FROM transactions')
		echo "$moment: $transactions: $text"
		case $text in
		*'Nothing was booked'*)
			nothing=$((nothing + 1))
			assert_equal "$moment $transactions" "$moment 1"
			;;
		*"don't know"*) unknown=$((unknown + 1)) booked=$((booked + transactions - 1)) ;;
		*'5.00 PTS'*) assert_equal "$moment $transactions" "$moment 2" ;;
		*) fail "$moment: $text" ;;
		esac
	done
	# all three happened: before the COMMIT, within it, and behind it
	assert [ "$nothing" -ge 3 ]
	assert [ "$unknown" -gt "$booked" ]
	assert [ "$booked" -ge 1 ]
}
