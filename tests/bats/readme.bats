# README and docs/ show what works: their pipelines run as they are pasted and print
# what is shown, and each command, setting, option and report that a page names is there.
load live

setup() {
	once "pages say the same whatever the build and the engine"
	[ "$GL_BIN" = "$PROJECT/bin" ] || [ -z "${GL_BIN:-}" ] || skip "pages show the plain build"
	cd "$PROJECT" || return
}
teardown() { live_end; }

# shown KIND: what the pages show in backquotes that begins with KIND (a regular expression), a line
# each: FILE, a tab, the text.
shown() {
	python3 - "$1" README*.md docs/*.md <<-'PYTHON'
		import re, sys
		for name in sys.argv[2:]:
		    text = re.sub(r"^```.*?^```", "", open(name).read(), flags=re.S | re.M)
		    for code in re.findall(r"`((?:%s)[^`]*)`(?!\s+en\s+inglés)" % sys.argv[1], text):
		        print(name, re.sub(r"\s*\n(> )?\s*", " ", code), sep="\t")
	PYTHON
}

# typed: the calls of our tools in blocks of code, in the same form.
typed() {
	python3 - README*.md docs/*.md <<-'PYTHON'
		import re, sys
		for name in sys.argv[1:]:
		    block = False
		    for line in open(name):
		        block = not block if line.startswith("```") else block
		        code = line if block or line.startswith("    ") else ""
		        code = re.sub(r"^\$ ", "", code)
		        if not re.match(r"gl-\w+: ", code):
		            for call in re.findall(r"(?:^|[|(&] *|-- )(gl-[a-z]+(?= )[^|;)&]*)", code.strip()):
		                print(name, call, sep="\t")
	PYTHON
}

# A checkout of its own, with the tools that are built here, in which a page's blocks are run.
own_checkout() {
	mkdir "$BATS_TEST_TMPDIR/checkout"
	cp -r jobs samples "$BATS_TEST_TMPDIR/checkout"
	ln -s "$PROJECT/bin" "$PROJECT/Makefile" "$BATS_TEST_TMPDIR/checkout"
	cd "$BATS_TEST_TMPDIR/checkout" || return
}

# script_of PAGE...: their sh and console blocks as one script. What a console block shows goes to want.N,
# what its command prints to got.N.
# Commands that need root or Discord do nothing here, but for the demo.
script_of() {
	cat <<-'SCRIPT'
		set -euo pipefail
		sh() { [ "$1" = deploy/packages ]; }
		make() {
			grep -q "^$1:" Makefile
			case "$*" in
			demo) jobs/demo ;;
			"demo ES=1") jobs/demo --lang es ;;
			esac
		}
		apt() { :; }
		gl-setup() { :; }
		systemctl() { :; }
	SCRIPT
	awk '
		/^```/ { kind = kind == "" ? substr($0, 4) : ""; if (kind == "") wanted = ""; next }
		kind == "sh" { print }
		kind == "console" && /^\$ / {
			n++
			wanted = "want." n
			printf "" >wanted
			print "{ " substr($0, 3) "\n} >got." n
			next
		}
		kind == "console" { print >wanted }' "$@"
}

# as_shown WANT GOT: they are equal; a line "..." stands for any lines.
as_shown() {
	python3 - "$1" "$2" <<-'PYTHON'
		import sys
		want, got = (open(name).read() for name in sys.argv[1:])
		parts, at = ("\n" + want).split("\n...\n"), 0
		parts[0] = parts[0][1:]
		for i, part in enumerate(parts):
		    part += "\n" if part and i + 1 < len(parts) else ""
		    found = got.find(part, at)
		    if found < 0 or (i == 0 and found > 0):
		        sys.exit("shown:\n%s\nprinted:\n%s" % (part, got[at:]))
		    at = found + len(part)
		if parts[-1] and got[at:]:
		    sys.exit("printed beyond what is shown:\n" + got[at:])
	PYTHON
}

# pasted PAGE...: runs their blocks, in their order, and compares what is printed with what they show.
pasted() {
	own_checkout
	script_of "${@/#/$PROJECT/}" >script
	PATH=/usr/bin:/bin run --separate-stderr bash script
	assert_success
	local count=0 want
	for want in want.*; do
		count=$((count + 1))
		as_shown "$want" "got.${want#want.}"
	done
	[ $count -ge 7 ]
	assert_line --partial '"status":"ok"'
	refute_line --partial '"status":"rejected"'
	head -c 8 build/demo/flows.png | grep -q PNG
	[ -s build/site-demo/index.html ]
}

@test "the blocks of README.md and of docs/use.md run as they are pasted, in their order, and print what they show" {
	pasted README.md docs/use.md
	assert_line --regexp '^@Kim +liability +open +5.00 +GBP ' # the pipeline without Discord
	[ -s build/demo/kim.ofx ]
}

@test "the blocks of README.es.md and of docs/use.es.md run as they are pasted, and print Spanish" {
	pasted README.es.md docs/use.es.md
	assert_line --regexp '^@Sofía 🎲 +pasivo +abierta +5.00 +EUR '
	[ -s build/demo/sofia.ofx ]
}

@test "README is a door: 120 lines at most in each language, with the same sections, commands and pictures" {
	local page
	for page in README.md README.es.md; do
		assert [ "$(wc -l <$page)" -le 120 ]
		grep -oE '^(#+|!\[|- \*\*|\||```[a-z]*)' $page >"$BATS_TEST_TMPDIR/$page"
	done
	diff "$BATS_TEST_TMPDIR/README.md" "$BATS_TEST_TMPDIR/README.es.md"
}

# words_of PICTURE: what it says, wherever its lines break.
words_of() {
	python3 - "$1" <<-'PYTHON'
		import re, sys
		import xml.etree.ElementTree as tree
		texts = [text.text for text in tree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text")]
		# Where a phone's edge cuts hangs on the browser's fonts
		print("\n".join(" ".join(texts[:-8]).split()))
	PYTHON
}

@test "the pictures of README.md and README.es.md say what the tools answer today (tests/picture/draw draws them)" {
	local tool
	for tool in chromium node npm; do
		command -v $tool >/dev/null || skip "$tool is not installed (deploy/packages --tests)"
	done
	[ -d build/site/node_modules/playwright-core ] ||
		npm install --silent --no-audit --no-fund --no-save --prefix build/site playwright-core@1 axe-core@4 \
			>/dev/null 2>&1 || skip 'npm cannot fetch playwright-core'
	tests/picture/draw "$BATS_TEST_TMPDIR"
	for picture in picture.svg picture.es.svg; do
		diff <(words_of docs/$picture) <(words_of "$BATS_TEST_TMPDIR/$picture")
		[ "$(words_of docs/$picture | wc -l)" -ge 60 ]
	done
}

@test "gl-doctor prints what docs/setup.md and docs/setup.es.md show of it" {
	live
	fake '{"op":"set","key":"content_intent","value":false}' >/dev/null
	local page lang
	for page in setup.md setup.es.md; do
		lang=en
		[ $page = setup.md ] || lang=es
		gl-doctor --lang $lang >"$BATS_TEST_TMPDIR/got" || true # 69: something is broken
		sed -n '/^sudo guildledger doctor/,$p' docs/$page | sed -n '/^```console/,$p' |
			sed '1,2d; /^```/,$d' >"$BATS_TEST_TMPDIR/want"
		[ "$(wc -l <"$BATS_TEST_TMPDIR/want")" -ge 6 ]
		as_shown "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	done
}

@test "what a page shows differently from what is printed is found" {
	printf 'one\n...\nfour\n' >"$BATS_TEST_TMPDIR/want"
	printf 'one\ntwo\nthree\nfour\n' >"$BATS_TEST_TMPDIR/got"
	as_shown "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	echo five >>"$BATS_TEST_TMPDIR/got"
	run as_shown "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	assert_failure
	printf 'one\n...\nfive\nfour\n' >"$BATS_TEST_TMPDIR/want"
	run as_shown "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	assert_failure
}

# spoken USER ROLE TEXT: a page's command as Discord sends it: @name is a mention; a page does not say
# whether of a person or of a role.
spoken() {
	sed -E "s/<@ID>/<@11>/g; s/#[a-z]+/<#2000>/g
		s/@[A-Z][[:alnum:]]*/$2/g; s/@[[:alpha:]][[:alnum:]]*/$1/g" <<<"$3"
}

@test "every command that a page shows is understood, and in the Spanish pages it is Spanish" {
	local file text pair user role verdict language count=0
	while IFS=$'\t' read -r file text; do
		count=$((count + 1)) language=en # a word of both languages is of the guild's
		[[ $file != *.es.md ]] || language=es
		for pair in '<@11> <@12>' '<@11> <@\&501>' '<@\&501> <@\&502>'; do
			read -r user role <<<"$pair"
			verdict=$(say 1 11 "!$(spoken "$user" "$role" "${text#!}")" |
				jq -c --arg language $language '.gl.lang = $language' | gl-parse |
				jq -r '"\(.lang) \(.error.code // .type)"')
			# A verb alone names the verb
			[[ $text == *' '* ]] || verdict=${verdict/missing_argument/command}
			[[ $verdict != *command ]] || break
		done
		case $file:$verdict in
		*.es.md:'es command') ;;
		*.es.md:*) fail "$file: '$text' is no Spanish command: $verdict" ;;
		*' command') ;;
		*) fail "$file: '$text' is no command: $verdict" ;;
		esac
	done < <(shown '!|(?:config|ajuste) ')
	[ $count -ge 100 ]
}

@test "every setting that a page shows is one" {
	init_books
	local file text count=0
	while IFS=$'\t' read -r file text; do
		count=$((count + 1))
		run outcome code $count 10 "!$(spoken '<@11>' '<@\&501>' "${text#!}")"
		refute_output unknown_setting || fail "$file: '$text' names no setting"
	done < <(shown '!?(?:config|ajuste) ')
	[ $count -ge 15 ]
}

@test "every tool, option, sub-command, report and operator's command that a page shows is one" {
	local file text tool word help option language wanted words count=0
	while IFS=$'\t' read -r file text; do
		read -r tool word _ <<<"$text"
		case $tool in *.socket | *.service) # a unit
			[ -e "systemd/$tool" ] || [ -e "deploy/web/$tool" ] || fail "$file: there is no $tool"
			continue
			;;
		esac
		[ -x "bin/$tool" ] || fail "$file: there is no $tool"
		count=$((count + 1)) help=" $("$tool" --help | tr -s ' \n' ' ')"
		for option in $(grep -oE -- '--[a-z][a-z-]*' <<<"${text%%|*}" || true); do
			[[ "$help" == *" $option"[=\ ]* ]] || fail "$file: $tool has no $option: '$text'"
		done
		case $tool:$word in
		*:gl-*) ;; # a list of tools
		gl-report:[a-z]*)
			run gl-report "$word" --db /nowhere
			refute_output --partial 'there is no report' ;;
		gl-db:[a-z]* | gl-batch:[a-z]*)
			[[ "$help" =~ [^a-z]"$word"[^a-z] ]] || fail "$file: $tool has no '$word'" ;;
		gl-command:?*)
			text=$(sed -E "s/<@ID>/<@11>/g; s/<#[A-Z]+>/<#2000>/g; s/['\"]//g
				s/ --[a-z]+ [^ ]+//g" <<<"${text%%|*}")
			read -ra words <<<"${text#gl-command }"
			wanted=en
			[[ $file != *.es.md ]] || wanted=es
			language=$(gl-command --guild 1000 --lang $wanted "${words[@]}" | jq -r .lang)
			[ "$language" = $wanted ] || fail "$file: '$text' is no command in $wanted" ;;
		esac
	done < <(shown 'gl-[a-z]+'; typed)
	[ $count -ge 200 ]
}
