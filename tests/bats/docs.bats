# The documents describe everything that exists, and nothing else.
load helper

setup() { cd "$PROJECT" || return; }

# tagged KEY: the page has an entry (.It) with this word in bold.
tagged() { grep -qE "^\.It Cm (.* )?${1//./[.]}( |$)" man/guildledger.7; }

@test "every verb of the grammar, in both languages, is in the table of guildledger(7)" {
	init_books
	grep -oE '\{ VERB_[A-Z_]+, "[^"]+", \{ "[^"]+", "[^"]+" \}' src/command/verbs.c | sed -E 's/.*\{ "([^"]+)", "([^"]+)" \}/\1\t\2/' >"$BATS_TEST_TMPDIR/verbs"
	# as many as help knows: none escaped the search
	gl-command help | gl-apply | jq -r .text >"$BATS_TEST_TMPDIR/help"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/verbs")" -ge 41 ]
	while IFS=$'\t' read -r english spanish; do
		grep -q -- "${english%%|*}" "$BATS_TEST_TMPDIR/help" || fail "help does not know '$english'"
		grep -qxE "\.It Cm ${english//|/ No or Cm } Ta Cm ${spanish//|/ No or Cm } Ta [a-z]+" man/guildledger.7 || fail "no row for '$english', '$spanish'"
	done <"$BATS_TEST_TMPDIR/verbs"
}

@test "the table of guildledger(7) has no verb that the grammar does not know" {
	while read -r verb; do
		grep -q "{ \"${verb// No or Cm /|}\", \"" src/command/verbs.c || fail "the grammar has no '$verb'"
	done < <(sed -nE 's/^\.It Cm (.*) Ta Cm .* Ta [a-z]+$/\1/p' man/guildledger.7)
}

@test "the table of guildledger(7) gives the permit of each verb as the grammar does" {
	sed -nE 's/.*\{ VERB_[A-Z_]+, "([^"]+)", \{ "([^"|]+).*PERMIT_([A-Z]+).*/\2\t\3/p' src/command/verbs.c >"$BATS_TEST_TMPDIR/permits"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/permits")" -ge 41 ]
	while IFS=$'\t' read -r verb permit; do
		case $permit in MEMBER) who=all ;; *) who=${permit,,}s ;; esac
		grep -qE "^\.It Cm $verb( No or Cm [a-z]+)* Ta .* Ta $who$" man/guildledger.7 || fail "$verb is for $who"
	done <"$BATS_TEST_TMPDIR/permits"
}

@test "every setting, in both languages, is in guildledger(7), and its default is the true one" {
	init_books
	run bash -c "gl-command config no-such-setting | gl-apply | jq -r .text"
	assert_output --partial 'Settings: prefix, '
	while read -r key; do
		tagged "${key%.CODE}" || tagged "${key%CODE}" || fail "no entry for the setting $key"
	done < <(sed 's/.*Settings: //; s/\.$//; s/, /\n/g' <<<"$output")
	local count=0
	while IFS=$'\t' read -r key spanish default; do
		count=$((count + 1))
		tagged "$key" || fail "no entry for $key"
		grep -qE "^\.It Cm .*Cm ${spanish//./[.]}( |$)" man/guildledger.7 || fail "no Spanish key $spanish"
		case $default in
		'' | -) ;;
		'!') grep -qE "^\.It Cm $key .*default Ql" man/guildledger.7 || fail "the default of $key" ;;
		*) grep -qE "^\.It Cm ${key//./[.]} .*default Cm $default$" man/guildledger.7 || fail "the default of $key is $default" ;;
		esac
	done < <(sed -nE 's/^\t\{ "([a-z.]+)", "([a-z.]+)", (NULL|"([^"]*)"), (set_[a-z_]+|NULL), .*/\1\t\2\t\4/p' src/ledger/settings.c)
	[ $count -ge 14 ]
}

@test "every file that README.md and docs/ link to is there" {
	local file link folder count=0
	for file in README.md docs/*.md; do
		folder=$(dirname "$file")
		while read -r link; do
			count=$((count + 1))
			[ -e "$folder/$link" ] || fail "$file links to $link, which is not there"
		done < <(grep -oE '\]\([^)]+\)' "$file" | sed 's/^](//; s/[)#].*$//' | grep -vE '^([a-z]+:|$)')
	done
	[ $count -ge 10 ]
}

@test "every page has its twin in the other language" {
	for page in docs/*.md; do
		case $page in *.es.md) twin=${page%.es.md}.md ;; *) twin=${page%.md}.es.md ;; esac
		[ -f "$twin" ] || fail "$page has no $twin"
	done
}

@test "every tool has a manual page that names its options, and every page is clean" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for tool in "${GL_BIN:-bin}"/gl-*; do
		page=man/$(basename "$tool").1
		[ -f "$page" ] || fail "$tool has no page"
		for option in $("$tool" --help | grep -oE '^ +(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
			case $option in --help | --usage | --version) continue ;; esac
			grep -qF -- "Fl -${option#--}" "$page" || fail "$page does not name $option"
		done
	done
	run mandoc -Tlint -Wwarning man/*.[17]
	assert_success
	assert_output ''
}

@test "every Python program without a suffix is in .editorconfig" {
	local file count=0
	while read -r file; do
		count=$((count + 1))
		grep -qE "[{,]${file##*/}[,}]" .editorconfig || fail ".editorconfig does not list $file"
	done < <(grep -rlE '^#!.*python' bench tests jobs deploy | grep -v '\.py$')
	[ $count -ge 20 ]
}
