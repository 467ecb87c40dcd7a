# The payment reference that whoami tells, and the setting of its letter.
load helper.bash

setup() {
	working_books
	operator config currency.EUR 2 >/dev/null
}
told() { say "$1" "$2" "$3" | tick | jq -r .text; }
# check_digits NUMBER LETTER: MOD 97-10, by another program.
check_digits() { python3 -c 'import sys; print("%02d" % (98 - int("".join(str(int(c, 36)) for c in sys.argv[1] + sys.argv[2] + "RF00")) % 97))' "$1" "$2"; }
number_of() { ask_books "SELECT account_id FROM accounts WHERE owner_id = $1"; }

@test "whoami tells each member the reference of their own account, in both languages" {
	local ana bruno
	ana=$(number_of 11) bruno=$(number_of 12)
	assert_not_equal "$ana" "$bruno"
	run told 20 11 '!whoami'
	assert_output --regexp "your account is open\. Write \`RF$(check_digits "$ana" G) ${ana}G\` in your bank transfers, so that they reach your account\.\$"
	run told 21 12 '!quiénsoy'
	assert_output --regexp "tu cuenta está abierta\. Escribe \`RF$(check_digits "$bruno" G) ${bruno}G\` en tus transferencias bancarias para que lleguen a tu cuenta\.\$"
}

@test "a slash command and a member whose money is private are told it, too" {
	run jq -r .text <<<"$(say 20 11 '!whoami' | gl-parse | gl-identify --roster "$ROSTER" | jq -c '.source = "interaction"' | gl-apply --interaction)"
	assert_output --regexp 'Write `RF[0-9]{2} [0-9]+G`'
	say 21 12 '!private on' | tick >/dev/null
	run told 22 12 '!whoami'
	assert_output --regexp 'Your account is open\. Write `RF[0-9]{2} [0-9]+G`'
}

@test "whoever has no open account is told none" {
	run told 20 15 '!whoami'
	refute_output --partial RF
	say 21 12 '!unregister' | tick >/dev/null
	run told 22 12 '!whoami'
	assert_output --partial closed
	refute_output --partial RF
	run bash -c 'gl-command whoami | gl-apply | jq -r .text'
	refute_output --partial RF
}

@test "a community whose currencies no bank knows is told none" {
	run jq -r .text <<<"$(GL_DB="$BATS_TEST_TMPDIR/points.db" points)"
	assert_output --partial 'your account is open.'
	refute_output --partial RF
}
points() {
	gl-db init --guild 1000 --name Points --owner 10 --currency PTS >/dev/null
	gl-apply <"$ROSTER" >/dev/null
	{ say 7 11 '!register'; say 8 11 '!whoami'; } | gl-parse | gl-identify --roster "$ROSTER" | gl-apply | tail -n 1
}

@test "payment.letter is one letter, in upper case, and the references end with it" {
	local ana word
	ana=$(number_of 11)
	operator config payment.letter t >/dev/null
	run told 20 11 '!whoami'
	assert_output --partial "\`RF$(check_digits "$ana" T) ${ana}T\`"
	for word in 7 GG ñ '-' 'Ⅴ'; do
		assert_equal "$word $(operator config payment.letter -- "$word" | jq -r .code)" "$word bad_value"
	done
	assert_equal "$(operator ajuste pago.letra 7 | jq -r .text)" 'pago.letra admite una letra de la A a la Z, por ejemplo `config pago.letra G`.'
	assert_equal "$(ask_books "SELECT value FROM settings WHERE key = 'payment.letter'")" T
	run gl-verify --replay
	assert_success
}

@test "rules of before payment.letter go on refusing it, so that their logs replay equal" {
	of_files "the log of a file is changed here"
	operator config payment.letter T >/dev/null
	run gl-verify --replay
	assert_success
	tamper "UPDATE commands SET rules = 6, status = 'rejected', code = 'unknown_setting' WHERE verb = 'config' AND record LIKE '%payment.letter%'; DELETE FROM settings WHERE key = 'payment.letter'"
	run gl-verify --replay
	refute_output --partial settings
	refute_output --partial 'replay: commands'
}

@test "what whoami told by older rules, in words of then, replays as it is" {
	of_files "the log of a file is changed here"
	say 20 11 '!whoami' | tick >/dev/null
	tamper "UPDATE commands SET rules = 6, text = 'You are @ana (member). You have 0.00 PTS; your account is open.' WHERE verb = 'whoami'"
	run gl-verify --replay
	refute_output --partial 'replay: commands'
}
