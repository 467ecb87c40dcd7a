# A page and its twin in the other language say the same: the same headings, the same blocks with the
# same programs and options, the same verbs, all understood by the real parser.
load helper

setup() {
	once "pages say the same whatever the build and the engine"
	cd "$PROJECT" || return
}

# pages: each English page of docs/ that has a Spanish one.
pages() {
	local page
	for page in docs/*.md; do
		[[ $page == *.es.md ]] || echo "$page"
	done
}

# outline PAGE: the levels of its headings, and its tables' numbers of rows.
outline() {
	awk '
		/^```/ { block = !block }
		block { next }
		/^#+ / { print length($1) }
		/^\|/ { rows++; next }
		rows { print "table of " rows; rows = 0 }' "$1"
}

# blocks PAGE: of each block of code, a line for each of its commands: the program and its options.
# Words in capitals, names and comments differ between the languages.
blocks() {
	python3 - "$1" <<-'PYTHON'
		import re, sys
		fence = indented = number = 0
		before = ""
		for line in open(sys.argv[1]):
		    line = line.rstrip("\n").removeprefix("> ")
		    if line.startswith("```"):
		        fence = not fence
		        number += fence
		        if fence:
		            print(number, "block", line[3:])
		        continue
		    console = re.match(r"\$ (.*)", line) if fence else None
		    indented = line.startswith("    ") and (indented or not before) and not fence
		    before = line
		    code = console.group(1) if console else line if indented else ""
		    for command in re.split(r" (?:\||&&|;) ", re.sub(r"\s+# .*", "", code).strip()):
		        words = [w for w in command.split() if w != "sudo"]
		        if words and re.fullmatch(r"[a-z][\w/.-]*", words[0]):
		            print(number, words[0], *(w for w in words if re.match(r"--?[a-z][a-z-]*", w)))
	PYTHON
}

# asked LANGUAGE PAGE...: the commands that the pages show in backquotes, as Discord sends them: a line
# of JSON each, with the page and the text. A page does not say whether @name is a person or a role, so
# each is asked three times.
asked() {
	python3 - "$FIRST_MESSAGE" "$@" <<-'PYTHON'
		import json, re, sys
		first, language, pages = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
		number = place = 0
		for page in pages:
		    text = re.sub(r"^```.*?^```", "", open(page).read(), flags=re.S | re.M)
		    for code in re.findall(r"`(![^`]+)`(?!\s+en\s+inglés)", text):
		        place += 1
		        code = re.sub(r"\s*\n(> )?\s*", " ", code)
		        for user, role in ("<@11>", "<@12>"), ("<@11>", "<@&501>"), ("<@&501>", "<@&502>"):
		            said = re.sub(r"#[a-z]+", "<#2000>", code.replace("<@ID>", "<@11>"))
		            said = re.sub(r"(?<!<)@[A-Z]\w*", role, said)
		            said = re.sub(r"(?<!<)@[a-z]\w*", user, said)
		            number += 1
		            print(json.dumps({
		                "id": str(first + number * 1000 << 22), "channel_id": "2000",
		                "guild_id": "1000", "type": 0, "content": said,
		                "page": page, "shown": code, "place": place,
		                "author": {"id": "11", "username": "ana", "global_name": None},
		                "mentions": [], "mention_roles": [], "mention_everyone": False,
		                "attachments": [], "embeds": [], "flags": 0, "pinned": False, "tts": False,
		                "gl": {"prefix": "!", "bot_id": "999", "bot_role_id": "998",
		                       "lang": language}}))
	PYTHON
}

# understood LANGUAGE PAGE...: of each command that the pages show: page, verb, language, text. A verb
# alone names the verb; what is not understood has the verb "?".
understood() {
	local language=$1
	asked "$@" >"$BATS_TEST_TMPDIR/asked"
	gl-parse <"$BATS_TEST_TMPDIR/asked" >"$BATS_TEST_TMPDIR/parsed"
	python3 - "$BATS_TEST_TMPDIR/asked" "$BATS_TEST_TMPDIR/parsed" <<-'PYTHON'
		import json, sys
		asked, parsed = ([json.loads(line) for line in open(name)] for name in sys.argv[1:])
		answers = {one.get("message_id"): one for one in parsed}
		shown = {}
		for one in asked:
		    answer = answers.get(one["id"], {})
		    good = answer.get("type") == "command" or (
		        " " not in one["shown"] and answer.get("error", {}).get("code") == "missing_argument")
		    if good or one["place"] not in shown:
		        verb = answer.get("verb") or "?" if good else "?"
		        shown[one["place"]] = one["page"], verb, answer.get("lang"), one["shown"]
		for row in shown.values():
		    print(*row, sep="\t")
	PYTHON
}

@test "a page and its Spanish twin have the same headings and the same tables" {
	local page count=0
	while read -r page; do
		count=$((count + 1))
		run diff <(outline "$page") <(outline "${page%.md}.es.md")
		assert_success || fail "$page and its twin differ: $output"
	done < <(pages)
	[ $count -ge 10 ]
}

@test "a page and its Spanish twin show the same blocks of code, with the same programs and options" {
	local page count=0
	while read -r page; do
		count=$((count + 1))
		run diff <(blocks "$page") <(blocks "${page%.md}.es.md")
		assert_success || fail "$page and its twin differ: $output"
	done < <(pages)
	[ $count -ge 10 ]
}

@test "a page shows commands of its own language, and its Spanish twin the same verbs" {
	local page text verb language
	mapfile -t english < <(pages)
	understood en "${english[@]}" >"$BATS_TEST_TMPDIR/en"
	understood es "${english[@]/%.md/.es.md}" >"$BATS_TEST_TMPDIR/es"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/en")" -ge 60 ]
	while IFS=$'\t' read -r page verb language text; do
		[ "$verb" != '?' ] || fail "$page: '$text' is no command"
		[[ $page != *.es.md ]] || [ "$language" = es ] || fail "$page: '$text' is not Spanish"
	done < <(cat "$BATS_TEST_TMPDIR/en" "$BATS_TEST_TMPDIR/es")
	for page in "${english[@]}"; do
		run diff <(grep "^$page	" "$BATS_TEST_TMPDIR/en" | cut -f 2 | sort) \
			<(grep "^${page%.md}.es.md	" "$BATS_TEST_TMPDIR/es" | cut -f 2 | sort)
		assert_success || fail "$page and its twin show other verbs: $output"
	done
}

@test "a link to a heading of a page finds it" {
	run python3 - README*.md docs/*.md <<-'PYTHON'
		import os, re, sys
		def headings(page):
		    found = re.findall(r"^#+ (.*)$", open(page).read(), flags=re.M)
		    return [re.sub(r"[^\w -]", "", one.strip().lower()).replace(" ", "-") for one in found]
		count = 0
		for name in sys.argv[1:]:
		    for file, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", open(name).read()):
		        page = os.path.join(os.path.dirname(name), file) if file else name
		        count += 1
		        if anchor not in headings(page):
		            sys.exit(f"{name}: {page} has no heading #{anchor}")
		if count < 2:
		    sys.exit(f"only {count} links to headings were found")
	PYTHON
	assert_success
}
