# The live demo, whose lines come from a pipe here: the real tools and the real tick behind it.
load helper

# demo LINE...: what a terminal would show; the demo's folder lies in the test's own.
demo() { printf '%s\n' "$@" | "$PROJECT/tests/discord/live-demo" --folder "$BATS_TEST_TMPDIR/demo" --every 0.2 2>&1; }

@test "members write in English and Spanish, and each is answered in the language of the question" {
	run demo 'ana: !balance' '!pay @bob 12.50 thanks' '/as bob' '!saldo' 'carla: !depositar @bob 3,25 efectivo'
	assert_success
	assert_line --partial 'You have 100.00 PTS.'
	assert_line --partial 'Paid 12.50 PTS to @bob (transaction 2). You have 87.50 PTS.'
	assert_line --partial 'Tienes 12,50 PTS.'
	assert_line --partial 'Ingreso de 3,25 PTS en la cuenta de @bob (transacción n.º'
	assert_line 'bob      !saldo'
	GL_DB="$BATS_TEST_TMPDIR/demo/books.db" run balance_of @bob
	assert_output 15.75
}

@test "a name is sent as an id and shown as a name" {
	run demo '!pay @Bob 1 for @nobody and @Teller'
	assert_success
	assert_line 'ana      !pay @bob 1 for @nobody and @Teller'
	assert_line 'ledger   @bob' && assert_line '         ▌ Payment'
	refute_output --partial '<@'
	GL_DB="$BATS_TEST_TMPDIR/demo/books.db" run gl-report journal --format csv
	assert_output --partial 'for @nobody and <@&501>'
}

@test "times, roles and marks of Markdown are shown as a client shows them; code stays as it is" {
	TZ=UTC COLUMNS=400 run demo 'ana: !request @bob 5 pizza' '!every day pay @bob 1' 'bob: hola **a** 5\*3 `2\*3` <t:1794787200:F> <t:9999999999999:f> <@&1998>' 'owner: !permits'
	assert_success
	assert_line --regexp 'ends on [0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2} [0-9]{2}:[0-9]{2}'
	assert_line --partial 'at 09:00.'
	assert_line 'bob      hola a 5*3 `2\*3` Monday, 16 November 2026 00:00 <t:9999999999999:f> @ledger'
	refute_output --regexp '<t:[0-9]{1,12}:|<@&|09\\:00'
}

@test "what is told to one member alone is shown, with whose it is" {
	COLUMNS=400 run demo 'bob: !notices dm' 'ana: !pay @bob 2 lunch'
	assert_success
	assert_line --partial 'ledger   (to bob alone) '
	assert_output --partial 'lunch'
}

@test "what members write cannot steer the terminal" {
	run demo $'hola \e[31mrojo\e]0;title\a \u202egnp' 'ana: !balance'
	assert_success
	assert_line --partial 'hola �[31mrojo�]0;title� �gnp'
	refute_output --partial $'\e'
	refute_output --partial $'\u202e'
}

@test "the slash commands: who there is, who types next, the end; no member of that name is said" {
	run demo '/as bob' '/who' '/as zoe' 'hello' '/quit' 'never said'
	assert_success
	assert_line --partial '* bob '
	assert_line --partial "There is no 'zoe' here: owner, ana, bob, carla"
	assert_line 'bob      hello'
	refute_output --partial 'never said'
}

@test "it leaves no process behind, ended by its input or by a signal" {
	run demo '!balance'
	assert_success
	run pgrep -f "$BATS_TEST_TMPDIR/demo"
	assert_failure
	mkfifo "$BATS_TEST_TMPDIR/keys"
	"$PROJECT/tests/discord/live-demo" --folder "$BATS_TEST_TMPDIR/demo" <"$BATS_TEST_TMPDIR/keys" >"$BATS_TEST_TMPDIR/screen" 2>&1 3>&- &
	local demo=$!
	exec 5>"$BATS_TEST_TMPDIR/keys"
	local tries=0
	until grep -q '^/as NAME' "$BATS_TEST_TMPDIR/screen"; do
		sleep 0.1
		tries=$((tries + 1))
		[ $tries -lt 1200 ]
	done
	kill "$demo"
	wait "$demo"
	exec 5>&-
	tries=0
	while pgrep -f "$BATS_TEST_TMPDIR/demo" >/dev/null; do
		sleep 0.1
		tries=$((tries + 1))
		[ $tries -lt 1200 ]
	done
}
