# What lists of banks that overlap give. The judgement itself has a unit test, test_overlap.
load helper.bash

@test "random histories of a bank: no line is booked twice, none is lost, the same list again is known whole" {
	local build="$PROJECT/build"
	case ${GL_BIN:-} in */build-san/bin) build="$PROJECT/build-san" ;; esac
	[ -x "$build/unit/overlap_lists" ] || { echo "no $build/unit/overlap_lists: make unit"; return 1; }
	run "$PROJECT/tests/import/overlap-property" --judge "$build/unit/overlap_lists" --histories 500
	echo "$output"
	assert_success
	assert_line --regexp '^[0-9]+ lines; asked: cut [0-9]+, hand [0-9]+, words [0-9]+; '
}

@test "random downloads of one account in three formats: what is refused, matched and asked is a model's, no movement is booked twice, none is lost" {
	run env GL_BIN="${GL_BIN:-$PROJECT/bin}" "$PROJECT/tests/import/cross-property" --histories 6
	echo "$output"
	assert_success
	assert_line --regexp 'booked [0-9]+; matched [0-9]+'
}
