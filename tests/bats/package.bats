# What is installed and packaged, but for the package itself in a bare Debian: that is tests/package/run and bare (make package-test, bare-test).
load helper

setup() {
	cd "$PROJECT" || return
	case ${GL_BIN:-} in *build-san*) skip "what make install installs is the plain build" ;; esac
}

# The first heading of CHANGELOG.md.
version() { sed -n 's/^## \([0-9][0-9.]*\) ([0-9-]*)$/\1/p' CHANGELOG.md | head -1; }

# complete_words WORD...: what bash offers for the last one, sorted; readline cuts words at "=", too.
complete_words() {
	bash -c '
		. /usr/share/bash-completion/bash_completion
		. build/completion/guildledger
		compopt() { :; } # only readline has it
		COMP_WORDS=()
		for word; do
			while [[ $word == ?*=* ]]; do COMP_WORDS+=("${word%%=*}" =); word=${word#*=}; done
			COMP_WORDS+=("$word")
		done
		if [[ ${COMP_WORDS[-1]} == "" && ${COMP_WORDS[-2]} == = ]]; then unset "COMP_WORDS[-1]"; fi
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE="$*" COMP_POINT=$((${#COMP_LINE} + 0))
		COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_KEY=9
		specification=$(complete -p "$1")
		[[ $specification =~ -F\ ([a-z_]+) ]] || exit 1
		"${BASH_REMATCH[1]}" "$1" "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
		printf "%s\n" "${COMPREPLY[@]}" | sort | paste -sd" "' - "$@"
}

need_completion() { [ -e /usr/share/bash-completion/bash_completion ] || skip "bash-completion is not installed (deploy/packages --tests)"; }

@test "the version stands in CHANGELOG.md alone: tools, debian/changelog and the bill of materials say it" {
	assert_regex "$(version)" '^[0-9]+\.[0-9]+\.[0-9]+$'
	for tool in bin/gl-* bin/guildledger; do
		assert_equal "$($tool --version)" "guildledger $(version)"
	done
	assert_equal "$(head -1 debian/changelog)" "guildledger ($(version)) bookworm; urgency=medium"
	assert_equal "$(make -s sbom | jq -r .metadata.component.version)" "$(version)"
	run grep -rnF "\"$(version)\"" src Makefile man deploy debian --include=* --exclude=changelog
	assert_failure 1
}

@test "debian/changelog is made from CHANGELOG.md: every change, in lines of 80" {
	diff <(deploy/debian-changelog) debian/changelog
	assert_equal "$(grep -c '^  \* ' debian/changelog)" "$(sed '1,/^## /{/^## /!d}' CHANGELOG.md | grep -c '^- ')"
	assert_equal "$(grep -v '^ -- ' debian/changelog | awk 'length > 80' | wc -l)" 0
	sed 's/^## .*/## next/' CHANGELOG.md >"$BATS_TEST_TMPDIR/CHANGELOG.md"
	mkdir "$BATS_TEST_TMPDIR/deploy" && cp deploy/debian-changelog "$BATS_TEST_TMPDIR/deploy"
	run "$BATS_TEST_TMPDIR/deploy/debian-changelog"
	assert_failure 65
	assert_output --partial 'a heading is "## VERSION (YYYY-MM-DD)", not "## next"'
}

@test "completion offers the options of each tool, as its --help has them" {
	need_completion
	for tool in bin/gl-* bin/guildledger; do
		assert_equal "$(complete_words "${tool##*/}" -- | tr -d = | tr ' ' '\n' | sort | paste -sd' ')" "$(LC_ALL=C "$tool" --help | grep -oE '^ +(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort | paste -sd' ')"
	done
}

@test "completion offers values: words of the tool's own list, formats, files, folders, time zones" {
	need_completion
	assert_equal "$(complete_words gl-report --format=)" 'beancount chat csv gnuplot hledger html json ledger list markdown ndjson ofx ofx1 print table xlsx'
	assert_equal "$(complete_words gl-report --format hl)" hledger
	assert_equal "$(complete_words gl-batch --format=m)" markdown
	assert_equal "$(complete_words gl-batch --format=o)" ''
	assert_equal "$(complete_words gl-verify --format '')" 'ndjson text'
	assert_equal "$(complete_words gl-apply --log '')" 'debug error info warn'
	assert_equal "$(complete_words gl-report --theme=d)" dark
	assert_equal "$(complete_words gl-report --locale '') $(complete_words gl-report --status=d)" 'en es denied'
	assert_equal "$(complete_words gl-command informe e | tr ' ' '\n' | grep '=$' | paste -sd' ')" estado=
	assert_equal "$(complete_words gl-command transa | paste -sd' ')" 'transaccion transaction'
	assert_equal "$(complete_words gl-db --timezone=Europe/Madr)" Europe/Madrid
	assert_equal "$(complete_words gl-db --db sam)" samples
	assert_equal "$(complete_words gl-site samp)" samples
	assert_equal "$(complete_words gl-db backup CONTRIB)" CONTRIBUTING.md
	assert_equal "$(complete_words gl-site READ)" '' # no folder
}

@test "completion offers sub-commands and reports, also behind options with values" {
	need_completion
	assert_equal "$(complete_words gl-db '')" 'backup check copy drop-copy files info init migrate missing move new-key places rename-place restore where'
	assert_equal "$(complete_words gl-batch --db x.db c)" 'canonical check-receipt check-sum close'
	assert_equal "$(complete_words gl-report --db=x.db --lang es balance)" 'balance-sheet balances balances-over-time'
	offered=$(complete_words gl-report '')
	for report in $offered; do
		run gl-report "$report" --db "$BATS_TEST_TMPDIR/none"
		assert_failure 66 # no such books; an unknown report would be 64
	done
}

@test "completion offers the verbs of the grammar in both languages, word by word, and what follows them" {
	need_completion
	assert_equal "$(complete_words gl-command --guild 1000 pa)" 'pagar pay'
	assert_equal "$(complete_words gl-command b)" 'baja balance batch budget'
	assert_equal "$(complete_words gl-command account '')" 'close freeze limit open unfreeze'
	assert_equal "$(complete_words gl-command cuenta '')" 'abrir cerrar congelar descongelar limite'
	assert_equal "$(complete_words gl-command cuenta abrir viajes g)" gasto
	assert_equal "$(complete_words gl-command informe sal)" 'saldos saldos-por-dia'
	assert_equal "$(complete_words gl-command report statement @ana f)" 'failed flows forecast from='
	assert_equal "$(complete_words gl-command lote cerrar d)" diferencia=
	assert_equal "$(complete_words gl-command help re)" 'reconcile register reject release remind report request requests reverse'
	# all of the table, as help has it
	init_books
	for lang in en es; do
		verb=help && [ $lang = en ] || verb=ayuda
		while read -r first rest; do
			[[ " $(complete_words gl-command "${first:0:1}") " == *" $first "* ]] || fail "nothing offers $first"
		done < <(gl-command --lang $lang $verb | gl-apply | jq -r .text | grep -oE '^`?[a-z]+' | tr -d '`' | sort -u)
	done
}

@test "the bill of materials fits the schema of CycloneDX 1.5, and comes out the same twice" {
	make -s sbom >"$BATS_TEST_TMPDIR/one.json"
	(cd / && TZ=Asia/Tokyo LC_ALL=C.UTF-8 make -s -C "$PROJECT" sbom) >"$BATS_TEST_TMPDIR/two.json"
	cmp "$BATS_TEST_TMPDIR/one.json" "$BATS_TEST_TMPDIR/two.json"
	command -v npm >/dev/null || skip 'npm is not installed (deploy/packages --tests)'
	schema=build/sbom/node_modules/@cyclonedx/cyclonedx-library/res/schema
	[ -d "$schema" ] || npm install --silent --no-audit --no-fund --no-save --ignore-scripts --omit=optional --prefix build/sbom @cyclonedx/cyclonedx-library@10 >/dev/null 2>&1 ||
		skip 'npm cannot fetch @cyclonedx/cyclonedx-library, which holds the schema'
	python3 - "$schema" "$BATS_TEST_TMPDIR/one.json" <<-'PYTHON'
		import copy, glob, json, sys
		import jsonschema
		folder, file = sys.argv[1:]
		def read(name):
		    return json.load(open(glob.glob(f"{folder}/{name}")[0]))
		schema, bom = read("bom-1.5*.schema.json"), json.load(open(file))
		store = {one["$id"]: one for one in (schema, read("spdx*.schema.json"), read("jsf*.schema.json"))}
		for name in ("spdx", "jsf-0.82"):
		    for ending in (".schema.json", ".SNAPSHOT.schema.json"):
		        store["http://cyclonedx.org/schema/" + name + ending] = read(name.split("-")[0] + "*.schema.json")
		validator = jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store))
		validator.validate(bom)
		for spoil in (lambda b: b["components"][0].pop("name"), lambda b: b["components"][0]["licenses"][0].update(license={"id": "no-such-license"})):
		    spoiled = copy.deepcopy(bom)
		    spoil(spoiled)
		    assert not validator.is_valid(spoiled), "the schema takes anything"
	PYTHON
}

@test "every library that a tool links or loads stands in the bill of materials, with its package's version" {
	make -s sbom >"$BATS_TEST_TMPDIR/bom.json"
	local count=0
	while read -r library; do
		package=$(dpkg-query -S "$(basename "$library")" 2>/dev/null | grep -vE 'dev:|-dev|dbg' | head -1 | cut -d: -f1)
		[ -n "$package" ] || fail "no package has $library"
		assert_equal "$package $(jq -r --arg name "$package" '.components[] | select(.name == $name).version' "$BATS_TEST_TMPDIR/bom.json")" "$package $(dpkg-query -W -f '${Version}\n' "$package" | head -1)"
		count=$((count + 1))
	done < <(for tool in bin/gl-*; do if [ "$(head -c 2 "$tool")" != '#!' ]; then objdump -p "$tool" | awk '$1 == "NEEDED" { print $2 }'; fi; done | grep -v ld-linux | cat - <(sed -n 's/.*[.]file = "\(lib[^"]*\)".*/\1/p' src/*/*.c src/*/*/*.c) | sort -u)
	[ $count -ge 8 ]
}

@test "the bill of materials names what is missing: a library without an entry, one of no Debian package" {
	mkdir "$BATS_TEST_TMPDIR/deploy" "$BATS_TEST_TMPDIR/path"
	ln -s "$PROJECT/bin" "$BATS_TEST_TMPDIR/bin"
	sed 's/^libcurl[.]so|/&|/; s/^libcurl/none/' deploy/sbom >"$BATS_TEST_TMPDIR/deploy/sbom"
	run bash "$BATS_TEST_TMPDIR/deploy/sbom" 1.0 0
	assert_failure 69
	assert_output --regexp '^sbom: the tools use /[^ ]*/libcurl[.]so[.]4, which is not listed here'
	printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/path/dpkg-query"
	chmod 755 "$BATS_TEST_TMPDIR/path/dpkg-query"
	PATH="$BATS_TEST_TMPDIR/path:$PATH" run -69 --separate-stderr deploy/sbom 1.0 0
	assert_regex "$stderr" '^sbom: no Debian package has /[^ ]*/libsqlite3[.]so'
}

@test "LICENSE, the package, the bill of materials and README name the same license and holder" {
	local holder text
	holder=$(sed -n 's/^Copyright (c) \(.*\)$/\1/p' LICENSE)
	[ -n "$holder" ]
	assert_equal "$(head -1 LICENSE)" 'MIT License'
	run sed -n '/^Files: \*$/,/^$/p' debian/copyright
	assert_line "Copyright: $holder"
	assert_line 'License: Expat' # Debian's name of this text
	text=$(sed -n '/^Permission/,$p' LICENSE)
	assert_equal "$(sed -n '/^ Permission/,$p' debian/copyright | sed 's/^ //; s/^[.]$//')" "$text"
	assert_equal "$(make -s sbom | jq -r '.metadata.component.licenses[0].license.id')" MIT
	run cat README.md
	assert_output --partial '[MIT License](LICENSE)'
}

@test "deploy/packages without root and sudo says to run it as root, and installs nothing" {
	mkdir "$BATS_TEST_TMPDIR/path"
	for tool in grep sh; do ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/path"; done
	printf '#!/bin/sh\necho 1000\n' >"$BATS_TEST_TMPDIR/path/id"
	printf '#!/bin/sh\necho not-installed\n' >"$BATS_TEST_TMPDIR/path/dpkg-query"
	chmod 755 "$BATS_TEST_TMPDIR"/path/*
	PATH="$BATS_TEST_TMPDIR/path" run sh deploy/packages --demo
	assert_failure 77
	assert_output --partial 'installing Debian packages: make gcc'
	assert_output --partial 'python3'
	assert_output --partial 'run it as root'
}

@test "what is compiled does not hold the folder it was compiled in" {
	for place in here elsewhere/deeper; do
		mkdir -p "$BATS_TEST_TMPDIR/$place"
		cp -r Makefile CHANGELOG.md src sql po "$BATS_TEST_TMPDIR/$place"
		make -s -C "$BATS_TEST_TMPDIR/$place" build/base/fail.o build/ledger/merkle.o build/sql.o 2>/dev/null
	done
	for object in base/fail.o ledger/merkle.o sql.o; do
		cmp "$BATS_TEST_TMPDIR/here/build/$object" "$BATS_TEST_TMPDIR/elsewhere/deeper/build/$object"
		run grep -c "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR/here/build/$object"
		assert_output 0
	done
}

@test "make install brings each tool's page and completion, and a demo that prints what the checkout's does" {
	make -s install PREFIX="$BATS_TEST_TMPDIR/usr" >/dev/null
	for tool in bin/gl-* bin/guildledger; do
		tool=${tool##*/}
		assert [ -x "$BATS_TEST_TMPDIR/usr/bin/$tool" ]
		assert [ -s "$BATS_TEST_TMPDIR/usr/share/man/man1/$tool.1" ]
		assert [ -s "$BATS_TEST_TMPDIR/usr/share/bash-completion/completions/$tool" ]
	done
	for kind in sysusers tmpfiles; do assert [ -s "$BATS_TEST_TMPDIR/usr/lib/$kind.d/guildledger.conf" ]; done
	(cd "$BATS_TEST_TMPDIR" && GL_DEMO="$BATS_TEST_TMPDIR/demo" PATH=/usr/bin:/bin usr/lib/guildledger/jobs/demo) >"$BATS_TEST_TMPDIR/installed"
	jobs/demo | sed 's#build/demo#DEMO#g; s#bin/gl-#gl-#g' >"$BATS_TEST_TMPDIR/checkout"
	sed "s#$BATS_TEST_TMPDIR/demo#DEMO#g" "$BATS_TEST_TMPDIR/installed" | cmp - "$BATS_TEST_TMPDIR/checkout"
}

@test "the sample environment names only variables that the jobs know, with their defaults" {
	local count=0
	while IFS='=' read -r name value; do
		count=$((count + 1))
		grep -qE "^\.It Ev (.* , )*$name( ,|$)" man/guildledger-jobs.7 || fail "guildledger-jobs(7) knows no $name"
		case $name in
		GL_TICK | GL_BACKUPS_* | GL_REPORT*) grep -qrE "$name:?=\"?(\\$\{)?${value//\"/}" jobs || grep -qr "\"\${$name=${value//\"/}}\"\|\${$name:=${value//\"/}}\|\${$name=${value//\"/}}" jobs || fail "the default of $name is not $value" ;;
		esac
	done < <(sed -n 's/^#\(GL_[A-Z_]*=.*\)/\1/p' systemd/NAME.env.example)
	[ $count -ge 15 ]
	bash -n systemd/NAME.env.example
	run grep -v '^#' systemd/NAME.env.example
	refute_output --regexp '[A-Z]' # as it is, it sets nothing
}

# old_books FILE: those of version 0.1.0, schema 7.
old_books() { zcat tests/package/books-0.1.0.sql.gz | sqlite3 "$1" >/dev/null; }
money() { sqlite3 "$1" 'SELECT guild_id, account_id, currency, SUM(amount) FROM entries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3; SELECT guild_id, account_id, currency, balance FROM balances ORDER BY 1, 2, 3'; }

@test "books of an older schema can be copied, and are not changed by it" {
	old_books "$BATS_TEST_TMPDIR/books.db"
	run gl-report balances --db "$BATS_TEST_TMPDIR/books.db"
	assert_failure 78
	before=$(money "$BATS_TEST_TMPDIR/books.db")
	gl-db backup --db "$BATS_TEST_TMPDIR/books.db" "$BATS_TEST_TMPDIR/copy.db"
	gl-db new-key "$BATS_TEST_TMPDIR/key" >/dev/null
	gl-db backup --db "$BATS_TEST_TMPDIR/books.db" --key-file "$BATS_TEST_TMPDIR/key.pub" "$BATS_TEST_TMPDIR/copy.enc"
	assert_equal "$(sqlite3 "$BATS_TEST_TMPDIR/books.db" 'PRAGMA user_version') $(sqlite3 "$BATS_TEST_TMPDIR/copy.db" 'PRAGMA user_version')" '7 7'
	assert_equal "$(money "$BATS_TEST_TMPDIR/copy.db")" "$before"
	gl-db check "$BATS_TEST_TMPDIR/copy.db"
	gl-db check --key-file "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/copy.enc"
}

@test "jobs/upgrade copies, then migrates, once: balances stay, gl-verify is content, the copy goes on as books of then" {
	export GL_DB="$BATS_TEST_TMPDIR/books.db" GL_STATE="$BATS_TEST_TMPDIR/state" GL_DB_READ="$BATS_TEST_TMPDIR/no-standby"
	copy="$BATS_TEST_TMPDIR/books-before-$(version).db"
	old_books "$GL_DB"
	before=$(money "$GL_DB")
	jobs/upgrade
	assert_equal "$(sqlite3 "$copy" 'PRAGMA user_version')" 7
	assert_equal "$(sqlite3 "$GL_DB" 'PRAGMA user_version')" "$(sql/schema-version)"
	assert_equal "$(money "$GL_DB")" "$before"
	assert_equal "$(money "$copy")" "$before"
	unset GL_DB_READ
	gl-verify
	files=$(ls "$BATS_TEST_TMPDIR")
	run jobs/upgrade
	assert_success
	assert_output --partial 'copied and migrated before'
	assert_equal "$(ls "$BATS_TEST_TMPDIR")" "$files"
}

@test "jobs/upgrade without a copy migrates nothing, waits for other jobs, and leaves a server's books to their operator" {
	export GL_DB="$BATS_TEST_TMPDIR/books/books.db" GL_STATE="$BATS_TEST_TMPDIR/state" GL_NAME=test
	run jobs/upgrade
	assert_success
	assert_output --partial 'has no books yet'
	mkdir "$BATS_TEST_TMPDIR/books"
	old_books "$GL_DB"
	mkdir -p "$BATS_TEST_TMPDIR/books/books-before-$(version).db" # where the copy should go is a folder, and so is what it is made as
	export FAKE="$BATS_TEST_TMPDIR/bin"
	mkdir "$FAKE"
	printf '#!/bin/sh\ncase $1 in backup) exit 73 ;; esac\nexec %s/gl-db "$@"\n' "$(dirname "$(command -v gl-db)")" >"$FAKE/gl-db"
	printf '#!/bin/sh\n' >"$FAKE/gl-apply"
	chmod 755 "$FAKE"/*
	run env GL_BIN="$FAKE" jobs/upgrade
	assert_failure 73
	assert_equal "$(sqlite3 "$GL_DB" 'PRAGMA user_version')" 7
	GL_DB=postgresql://nobody.invalid/books run jobs/upgrade
	assert_success
	assert_output --partial 'are on a server'
}

@test "make release refuses uncommitted changes, a changelog that is not the package's, and a version that is another commit's" {
	git rev-parse --git-dir >/dev/null 2>&1 || skip "this is no checkout of git"
	cd "$BATS_TEST_TMPDIR"
	git init -q -b main tree && cd tree
	cp -r "$PROJECT/deploy" "$PROJECT/CHANGELOG.md" "$PROJECT/Makefile" . && mkdir debian && cp "$PROJECT/debian/changelog" debian
	commit() { git add -A && git -c user.name=t -c user.email=t@example.org commit -q -m "$1"; }
	run deploy/release "$(version)"
	assert_failure 65
	assert_output --partial 'uncommitted changes'
	commit one && git tag "v$(version)" && echo >>Makefile && commit two
	run deploy/release "$(version)"
	assert_failure 65
	assert_output --partial 'is another commit'
	git tag -d "v$(version)" >/dev/null
	sed -i 's/^## /## 9./;' CHANGELOG.md && commit three
	run deploy/release "$(version)"
	assert_failure 65
	assert_output --partial "debian/changelog is not that of CHANGELOG.md"
}

@test "the scripts of package, completion and release are clean for shellcheck" {
	shellcheck -x debian/guildledger.preinst debian/guildledger.postinst debian/guildledger.prerm debian/guildledger.postrm debian/guildledger.config \
		src/completion/generate src/completion/guildledger.bash deploy/deb deploy/sbom deploy/release deploy/debian-changelog tests/package/run tests/package/booted tests/package/bare tests/package/suite tests/package/machine.bash
}
