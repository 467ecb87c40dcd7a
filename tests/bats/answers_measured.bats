# Every answer of every verb, in both languages: a small community (tests/measured) says each line of said.txt and asks for each report
# and each topic of help that the tables know.
load helper

setup_file() {
	PATH="${GL_BIN:-$BATS_TEST_DIRNAME/../../bin}:$PATH"
	for lang in en es; do python3 "$BATS_TEST_DIRNAME/../measured/conversation.py" $lang >"$BATS_FILE_TMPDIR/$lang.ndjson"; done
}

keeps() {
	of_files "answers are made of the same records on a server"
	run python3 "$PROJECT/tests/measured/check.py" "$1" "$BATS_FILE_TMPDIR"
	assert_output ''
	assert_success
}

@test "each line of the conversation is answered, with the code that it must have" { keeps as_wanted; }
@test "each verb succeeds and is refused at least once" { keeps covered; }
@test "each code of a refusal is heard, or it is said what it takes" { keeps refusals; }
@test "no answer is longer than a message, and help is shorter than 900 characters for everybody" { keeps lengths; }
@test "no line of a table in an answer is wider than a phone" { keeps widths; }
@test "each line to type has the guild's prefix and is understood as it is, in the language of the answer" { keeps lines; }
@test "no English in a Spanish answer, and no Spanish in an English one" { keeps language; }
@test "no key, no conversion and no word of the log is left in an answer" { keeps keys; }
