# Translations are compiled into the tools: no locale and no file of the machine decides what people read.
load helper

@test "a tool copied to an empty folder answers in Spanish, whatever the environment's locale says" {
	GL_DB=$(new_books books.db)
	gl-db init --db "$GL_DB" --guild 1000 --name Faro --owner 10 --lang es >/dev/null
	mkdir "$BATS_TEST_TMPDIR/alone"
	cp "$(command -v gl-apply)" "$(command -v gl-command)" "$BATS_TEST_TMPDIR/alone"
	cd "$BATS_TEST_TMPDIR/alone"
	for locale in LC_ALL=C LANGUAGE=en LC_ALL=C.UTF-8 LANG=de_DE.UTF-8; do
		run bash -c "env -i $locale GL_GUILD=1000 ./gl-command saldo | env -i $locale ./gl-apply --db '$GL_DB' | jq -r .text"
		assert_output --partial 'Un operador no tiene cuenta propia'
	done
}

catalogue() { # MSGID PLURAL MSGSTR...: a catalogue of one message, through the generator
	local form=0
	printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "%s"\n' "$1"
	[ -z "$2" ] || printf 'msgid_plural "%s"\n' "$2"
	shift 2
	for text in "$@"; do
		if [ $# = 1 ]; then printf 'msgstr "%s"\n' "$text"; else printf 'msgstr[%d] "%s"\n' $((form++)) "$text"; fi
	done
}
embed() { LC_ALL=C awk -f "$PROJECT/po/embed.awk"; }

@test "the generator writes messages in the order of their bytes, with quotes, line ends and plural forms" {
	{
		catalogue 'z\n\"q\"' '' 'última'
		printf '\nmsgid "%s"\nmsgstr "%s"\n' Z 'mayúscula' 'ñ' 'eñe'
		printf '\nmsgid "a %%d"\nmsgid_plural "b %%d"\nmsgstr[0] "uno"\nmsgstr[1] "varios"\n'
	} | embed >"$BATS_TEST_TMPDIR/table.c"
	run sed -n 's/^\t{ //p' "$BATS_TEST_TMPDIR/table.c"
	assert_output "$(printf '%s\n' '"Z", { "mayúscula" } },' '"a %d", { "uno", "varios" } },' '"z\n\"q\"", { "última" } },' '"ñ", { "eñe" } },')"
	run grep -c 'return (size_t)((n != 1));' "$BATS_TEST_TMPDIR/table.c"
	assert_output 1
	gcc -fsyntax-only -Wall -Wextra -Werror -I "$PROJECT/src" "$BATS_TEST_TMPDIR/table.c"
}

@test "the generator refuses what it would get wrong: an unknown escape, a plural form too few, a context, a head without plural rule" {
	run embed < <(catalogue 'bell\a' '' 'campana')
	assert_failure
	assert_output --partial 'unknown escape \a'
	run embed < <(catalogue 'a' 'b' 'uno' 'dos' 'tres')
	assert_failure
	assert_output --partial 'not 2 plural forms'
	run embed < <(catalogue 'a' '' 'b'; printf '\nmsgctxt "c"\nmsgid "d"\nmsgstr "e"\n')
	assert_failure
	run embed < <(catalogue 'a' '' 'b' | grep -v Plural)
	assert_failure
	assert_output --partial 'no Plural-Forms'
}

@test "the generator refuses a translation that takes other arguments than its message" {
	for wrong in '%d' '%s %lld' '%2$s %1$lld %3$s' 'nada' '%lld' '%lld %s %s' '%s %s'; do
		run embed < <(catalogue '%lld of %s' '' "$wrong")
		assert_failure
		assert_output --partial "takes other arguments than the message: $wrong"
	done
	run embed < <(catalogue '%.*s: 100%%' '' '%s: 100%%')
	assert_failure
	run embed < <(catalogue '%d thing of %s' '%d things of %s' 'una cosa de %s' '%d cosas de %s')
	assert_failure
	for right in '%lld de %s' '%2$s: %1$lld' '%lld 100%% %s'; do
		embed < <(catalogue '%lld of %s' '' "$right") >/dev/null
	done
	embed < <(catalogue '%d thing' '%d things' 'una cosa' '%d cosas') >/dev/null
}
