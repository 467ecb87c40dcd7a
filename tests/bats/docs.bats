# The documents describe everything that exists, and nothing else.
load helper

setup() { cd "$PROJECT" || return; }

# tagged KEY: the page has an entry (.It) with this word in bold.
tagged() { grep -qE "^\.It Cm (.* )?${1//./[.]}( |$)" man/guildledger.7; }

# The table of verbs as the build prints it (src/completion/verb_table.c): name, permit, English words, Spanish words.
verb_rows() { sed -n 's/^verb\t//p' build/completion/verbs; }

@test "every verb of the grammar, in both languages, is in the table of guildledger(7)" {
	init_books
	verb_rows >"$BATS_TEST_TMPDIR/verbs"
	gl-command help | gl-apply | jq -r .text | tail -1 | grep -o '`[^`]*`' | tr -d '`' | gl-command | gl-apply | jq -r .text >"$BATS_TEST_TMPDIR/help" # all topics
	[ "$(wc -l <"$BATS_TEST_TMPDIR/verbs")" -ge 41 ]
	while IFS=$'\t' read -r _ _ english spanish; do
		grep -qE -- "^\`${english%%|*}[ \`<]" "$BATS_TEST_TMPDIR/help" || fail "help does not know '$english'"
		grep -qxE "\.It Cm ${english//|/ No or Cm } Ta Cm ${spanish//|/ No or Cm } Ta [a-z]+" man/guildledger.7 || fail "no row for '$english', '$spanish'"
	done <"$BATS_TEST_TMPDIR/verbs"
}

@test "the table of guildledger(7) has no verb that the grammar does not know" {
	verb_rows | cut -f3 >"$BATS_TEST_TMPDIR/verbs"
	while read -r verb; do
		grep -qxF -- "${verb// No or Cm /|}" "$BATS_TEST_TMPDIR/verbs" || fail "the grammar has no '$verb'"
	done < <(sed -nE 's/^\.It Cm (.*) Ta Cm .* Ta [a-z]+$/\1/p' man/guildledger.7)
}

@test "the table of guildledger(7) gives the permit of each verb as the grammar does" {
	verb_rows >"$BATS_TEST_TMPDIR/verbs"
	while IFS=$'\t' read -r _ permit english _; do
		case $permit in member) who=all ;; *) who=${permit}s ;; esac
		grep -qE "^\.It Cm ${english%%|*}( No or Cm [a-z]+)* Ta .* Ta $who$" man/guildledger.7 || fail "$english is for $who"
	done <"$BATS_TEST_TMPDIR/verbs"
}

@test "no source outside the grammar compares with a verb's name: what a verb does is a trait of its row" {
	sed -n 's/^verb\t\([^\t]*\)\t.*/\1/p' build/completion/verbs | grep -vxF -e reject -e transaction -e hold -e dues -e request -e charge >"$BATS_TEST_TMPDIR/names"
	run grep -rnE "(==|<>|IN \(|strcmp\([^\"]*) ?[\"'(]+($(paste -sd'|' "$BATS_TEST_TMPDIR/names"))[\"']" src/apply src/ledger src/report src/site src/store src/tools src/verify src/backup --include=*.c
	assert_output ''
	run grep -nE "verb (=|<>|IN|NOT IN) \(?'($(paste -sd'|' "$BATS_TEST_TMPDIR/names"))'" sql/*.sql sql/sqlite/[a-z]*.sql sql/postgres/[a-z]*.sql
	assert_output ''
}

@test "every setting, in both languages, is in guildledger(7), with its values, and its default is the true one" {
	local key spanish setter default values help entry value
	gl-command --settings | tr '\t' '\037' >"$BATS_TEST_TMPDIR/settings"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/settings")" -ge 19 ]
	while IFS=$'\037' read -r key spanish setter default values help; do
		[ -n "$help" ] || fail "no help for $key"
		tagged "$key" || tagged "${key%CODE}" || fail "no entry for $key"
		key=${key%CODE} spanish=${spanish%CODE}
		grep -qE "^\.It Cm .*Cm ${spanish//./[.]}( |$)" man/guildledger.7 || fail "no Spanish key $spanish"
		case $default in
		'') ;;
		'!') grep -qE "^\.It Cm $key .*default Ql" man/guildledger.7 || fail "the default of $key" ;;
		*) grep -qE "^\.It Cm ${key//./[.]} .*default Cm $default$" man/guildledger.7 || fail "the default of $key is $default" ;;
		esac
		entry=$(awk -v key="$key" '/^\.(It|El)/ { on = $1 == ".It" && index(" " $0 " ", " Cm " key " ") } on' man/guildledger.7)
		case $values in
		[a-z]*,*) for value in ${values//,/}; do grep -qwE "(Cm|,) $value" <<<"$entry" || fail "$key does not tell of $value"; done ;;
		[0-9]*-*,*) grep -q "${values%%-*} to $(sed 's/.*-//; s/,.*//' <<<"$values"), or 0" <<<"$entry" || fail "$key takes $values" ;;
		esac
		[ "$setter" = admins ] || grep -q 'only shown' <<<"$entry" || fail "$key is only shown"
	done <"$BATS_TEST_TMPDIR/settings"
}

@test "no setting is in guildledger(7) that config does not know" {
	local key count=0
	while read -r key; do
		count=$((count + 1))
		gl-command --settings | grep -qE "^${key//./[.]}(CODE)?"$'\t' || fail "there is no setting $key"
	done < <(sed -n '/^\.Sh SETTINGS/,/^\.El/s/^\.It Cm \([^ ]*\).*/\1/p' man/guildledger.7)
	[ $count -ge 18 ]
}

@test "an unknown setting is answered with those that config changes, in the order of the table" {
	init_books
	run bash -c "gl-command config no-such-setting | gl-apply | jq -r .text"
	assert_output --partial "Settings: $(gl-command --settings | awk -F'\t' '$3 == "admins" { print $1 }' | paste -sd, | sed 's/,/, /g')."
	run bash -c "gl-command --lang es ajuste no-existe | gl-apply | jq -r .text"
	assert_output --partial "Ajustes: $(gl-command --settings | awk -F'\t' '$3 == "admins" { print $2 }' | paste -sd, | sed 's/,/, /g')."
}

@test "every file that README.md and docs/ link to is there" {
	local file link folder count=0
	for file in README*.md docs/*.md; do
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
