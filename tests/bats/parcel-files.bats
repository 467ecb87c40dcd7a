# gl-batch parcel --with-files: the files that are evidence, beside the books of a year.
load helper

setup() {
	working_books
	export GL_FILES="$BATS_TEST_TMPDIR/files"
	operator account open rent expense >/dev/null
	attach one 'a bill' 1 | gl-apply >/dev/null
	attach two 'a receipt' 2 | gl-apply >/dev/null
	attach three 'a bill' 3 | gl-apply >/dev/null # the same file, of another transaction
	operator batch close till=uncounted >/dev/null
}
teardown() { :; }

# attach NAME TEXT AMOUNT [USER]: the record of a deposit whose file, of that content, is kept.
attach() {
	local hash
	hash=$(printf %s "$2" | sha256sum | head -c 64)
	mkdir -p "$GL_FILES/${hash:0:2}/${hash:2:2}"
	printf %s "$2" >"$GL_FILES/${hash:0:2}/${hash:2:2}/$hash"
	gl-command --at 2025-06-01T10:00:00Z deposit "<@${4:-11}>" "$3" "$1" |
		jq -c --arg hash "$hash" --argjson size "${#2}" '. + {evidence: [{sha256: $hash, size: $size, media_type: "image/png"}]}'
}
parcel() { gl-batch parcel 2025 "$@"; }
path_of() { printf '%s/%s/%s/%s' "$GL_FILES" "${1:0:2}" "${1:2:2}" "$1"; }
sha_of() { printf %s "$1" | sha256sum | head -c 64; }

@test "the parcel has each file once, under its hash, and an auditor's program written apart checks them" {
	parcel --with-files >"$BATS_TEST_TMPDIR/parcel.tar"
	cd "$BATS_TEST_TMPDIR"
	tar -xf parcel.tar
	assert_equal "$(ls guildledger-1000-2025/evidence | sort | paste -sd' ')" "$(printf '%s\n' "$(sha_of 'a bill')" "$(sha_of 'a receipt')" | sort | paste -sd' ')"
	assert_equal "$(cat "guildledger-1000-2025/evidence/$(sha_of 'a receipt')")" 'a receipt'
	(cd guildledger-1000-2025 && sha256sum -c --quiet SHA256SUMS)
	grep -q evidence/HASH guildledger-1000-2025/README.md
	run "$PROJECT/tests/audit.py" parcel guildledger-1000-2025
	assert_success
	assert_output --partial '2 files of evidence'
	printf x >>"guildledger-1000-2025/evidence/$(sha_of 'a bill')"
	(cd guildledger-1000-2025 && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
	run "$PROJECT/tests/audit.py" parcel guildledger-1000-2025
	assert_failure
	assert_output --partial evidence
}

@test "the same books and files give the same bytes, and without --with-files nothing of them is in it" {
	assert_equal "$(parcel --with-files | sha256sum)" "$(parcel --with-files | sha256sum)"
	assert_equal "$(parcel | tar -tf - | grep -c evidence/)" 0
	parcel | tar -xOf - guildledger-1000-2025/README.md | { ! grep -q evidence/HASH; }
}

@test "a file that is missing or damaged is named and left out, the rest is whole, and the exit code says so" {
	rm "$(path_of "$(sha_of 'a receipt')")"
	printf x >>"$(path_of "$(sha_of 'a bill')")"
	run --separate-stderr parcel --with-files
	assert_failure 65
	[[ $stderr == *"$(sha_of 'a receipt')"*'it is missing'* ]]
	[[ $stderr == *"$(sha_of 'a bill')"*'its content is another one'* ]]
	cd "$BATS_TEST_TMPDIR"
	parcel --with-files 2>/dev/null >parcel.tar || true
	tar -xf parcel.tar
	(cd guildledger-1000-2025 && sha256sum -c --quiet SHA256SUMS)
	run "$PROJECT/tests/audit.py" parcel guildledger-1000-2025
	assert_success
}

@test "a folder that is not there is told, and not made" {
	GL_FILES="$BATS_TEST_TMPDIR/none" run parcel --with-files
	assert_failure 66
	assert_output --partial GL_FILES
	assert [ ! -e "$BATS_TEST_TMPDIR/none" ]
}

@test "a year is four digits, whatever follows them" {
	for year in 20 02025 2025x 99999999999999999999 1999 -202; do
		run gl-batch -- parcel "$year"
		assert_failure 64
	done
}

@test "files of a forgotten member are left out, also before they are swept, and nothing is missing" {
	attach four 'of bob' 4 12 | gl-apply >/dev/null
	attach five 'of bob and ana' 5 12 | gl-apply >/dev/null
	attach six 'of bob and ana' 6 | gl-apply >/dev/null
	operator withdraw '<@12>' 9 back >/dev/null
	gl-command --at 2025-07-01T00:00:00Z batch close till=uncounted | gl-apply >/dev/null
	say 30 12 '!unregister' | tick >/dev/null
	say 31 10 '!forget <@12>' | tick | jq -e '.status == "ok"'
	cd "$BATS_TEST_TMPDIR"
	run -0 --separate-stderr sh -c 'gl-batch parcel 2025 --with-files >parcel.tar'
	assert_equal "$stderr" ''
	tar -xf parcel.tar
	assert_equal "$(ls guildledger-1000-2025/evidence)" "$(printf '%s\n' "$(sha_of 'a bill')" "$(sha_of 'a receipt')" "$(sha_of 'of bob and ana')" | sort)"
	grep -q "$(sha_of 'of bob')" guildledger-1000-2025/evidence.csv
	before=$(sha256sum <parcel.tar)
	rm "$(path_of "$(sha_of 'of bob')")"
	assert_equal "$(parcel --with-files | sha256sum)" "$before"
	run "$PROJECT/tests/audit.py" parcel guildledger-1000-2025
	assert_success
}

@test "the check of README.md finds each way to change SHA256SUMS, and a file that it does not list" {
	cd "$BATS_TEST_TMPDIR"
	parcel --with-files | tar -x
	cd guildledger-1000-2025
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && !/ssh-keygen/' README.md >../check.sh
	cp SHA256SUMS ../kept
	run sh ../check.sh
	assert_line 'files: as listed'
	assert_equal "${#lines[@]}" 5
	for change in '3s/^./#/' '4s/[a-f]/\U&/' '5s/  / */' '$d' '$s/^./g/' '1s/^/\\/' '2s/  /\t /' '1i x'; do
		sed "$change" ../kept >SHA256SUMS
		run sh ../check.sh
		assert_line 'NOT AS LISTED'
		refute_line 'files: as listed'
	done
	cp ../kept SHA256SUMS
	for name in batches/000002.txt evidence/x more.csv; do
		echo >"$name"
		run sh ../check.sh
		assert_line 'NOT AS LISTED'
		rm "$name"
	done
	touch SHA256SUMS.sig allowed_signers
	run sh ../check.sh
	assert_line 'files: as listed'
}

@test "README.md and README.es.md fit a terminal of 80 columns but for tables and the check, which a line in them runs" {
	cd "$BATS_TEST_TMPDIR"
	parcel --with-files | tar -x
	cd guildledger-1000-2025
	for page in README.md README.es.md; do
		assert [ "$(sed '/^```/,/^```/d; /^|/d' "$page" | wc -L)" -le 80 ]
		grep -o "^    awk '.*| sh$" "$page" >../line
		run --separate-stderr sh ../line
		assert_line 'files: as listed'
		assert_line 'balances: from the lines'
	done
}

@test "also where SHA256SUMS is written anew the check finds what is not as sealed, and README.md says what only a signature proves" {
	cd "$BATS_TEST_TMPDIR"
	parcel | tar -x
	cd guildledger-1000-2025
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && !/ssh-keygen/' README.md >../check.sh
	good=$(sh ../check.sh)
	renewed() { cut -c67- SHA256SUMS | while read -r f; do echo "$(sha256sum <"$f" | cut -c1-64)  $f"; done >../sums && mv ../sums SHA256SUMS; }
	while IFS='|' read -r name change; do
		cp "$name" ../kept
		sed -i "$change" "$name"
		refute [ "$(cat "$name")" = "$(cat ../kept)" ]
		renewed
		run sh ../check.sh
		refute [ "$output" = "$good" ]
		cp ../kept "$name"
	done <<-'TABLE'
		batches/000001.txt|1s/10000$/10100/; 2s/10000$/10100/
		batches/000001.txt|1{h;d}; 2G
		batches/000001.txt|$d
		seals.txt|s/,3,1000,1,/,2,1000,1,/
		seals.txt|s/[0-9a-f]$/x/
		seals.txt|s/,1000,1,0/,1000,1,1/
		balances.csv|2s/,0.00,\([0-9.]*\),0.00,[0-9.]*/,0.00,1.00,0.00,1.00/
		balances.csv|2d
	TABLE
	renewed
	assert_equal "$(sh ../check.sh)" "$good"
	grep -q 'only a signature rules that out' README.md
	grep -q 'solo lo descarta una firma' README.es.md
}

@test "an archive is not written to a terminal" {
	script -qec true /dev/null >/dev/null 2>&1 || skip 'no script(1), or no terminal, here'
	run -64 script -qec 'gl-batch parcel 2025' /dev/null
	assert_output --partial 'write it into a file'
}
