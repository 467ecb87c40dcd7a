# Turns a catalogue, as msgattrib --no-wrap prints it, into the C table of base/catalogue.h: sorted by message, as strcmp() compares.
# Run it with LC_ALL=C. Escapes of a catalogue are those of C, so texts are copied as they are.
function quit(why) { print "po/embed.awk: " why > "/dev/stderr"; failed = 1; exit 1 }
# The bytes that TEXT means: rows are sorted by them.
function decoded(text,   at, bytes, letter) {
	if (text !~ /\\/) return text
	for (at = 1; at <= length(text); at++) {
		letter = substr(text, at, 1)
		if (letter == "\\") {
			letter = substr(text, ++at, 1)
			if (letter == "n") letter = "\n"
			else if (letter == "t") letter = "\t"
			else if (letter != "\"" && letter != "\\") quit("unknown escape \\" letter " in: " text)
		}
		bytes = bytes letter
	}
	return bytes
}
# The arguments that TEXT takes, each as "2:lld ". msgfmt compares them only in messages that are marked as c-format.
function arguments(text,   count, sign, place, taken, list) {
	while (match(text, /%[-0-9$#+]*(\.[0-9*]*)?[hlzjtL]*[A-Za-z%]/)) {
		sign = substr(text, RSTART + 1, RLENGTH - 1)
		text = substr(text, RSTART + RLENGTH)
		if (sign == "%") continue
		if (sign ~ /\*/) taken[++count] = "*"
		place = sign ~ /^[0-9]+[$]/ ? sign + 0 : ++count
		sub(/^[^hlzjtLA-Za-z]*/, "", sign)
		taken[place] = sign
	}
	for (place = 1; place < 32; place++) if (place in taken) list = list place ":" taken[place] " "
	return list
}
# A plural form may leave arguments out at the end ("one answer waits"), any other translation takes all.
function check_arguments(   at, expected, found) {
	expected = arguments(("msgid_plural" in text) ? text["msgid_plural"] : text["msgid"])
	for (at in text) {
		if (at !~ /^msgstr/) continue
		found = arguments(text[at])
		if (found != expected && !(at ~ /\[/ && index(expected, found) == 1)) quit("takes other arguments than the message: " text[at])
	}
}
function take_header(text) {
	if (!match(text, /nplurals=[0-9]+; plural=[^;]*;/)) quit("the head says no Plural-Forms")
	plural = substr(text, RSTART, RLENGTH)
	forms = plural; sub(/nplurals=/, "", forms); sub(/;.*/, "", forms); forms += 0
	sub(/.*plural=/, "", plural); sub(/;/, "", plural)
	if (plural !~ /^[n0-9 ()!=<>&|?:%]+$/ || forms < 1 || forms > 4) quit("Plural-Forms that base/catalogue.h cannot hold")
}
function finish(   at, key, row) {
	if (!("msgid" in text)) return
	if (text["msgid"] == "") take_header(text["msgstr"])
	else {
		check_arguments()
		row = "\t{ \"" text["msgid"] "\", { \"" (("msgid_plural" in text) ? text["msgstr[0]"] : text["msgstr"]) "\""
		for (at = 1; ("msgstr[" at "]") in text; at++) row = row ", \"" text["msgstr[" at "]"] "\""
		if (("msgid_plural" in text) && at != forms) quit("not " forms " plural forms: " text["msgid"])
		key = decoded(text["msgid"])
		for (at = count++; at > 0 && keys[at - 1] "" > key ""; at--) { keys[at] = keys[at - 1]; rows[at] = rows[at - 1] }
		keys[at] = key; rows[at] = row " } },"
	}
	for (at in text) delete text[at]
}
/^#/ { next }
/^msgctxt/ { quit("msgctxt is not known here: use a bar, as tr_of() does") }
/^$/ { finish(); next }
/^msg/ { field = $1; sub(/^[^"]*/, "") }
{ text[field] = text[field] substr($0, 2, length($0) - 2) }
END {
	if (failed) exit 1
	finish()
	print "#include \"base/catalogue.h\"\n\nconst struct translation spanish[] = {"
	for (at = 0; at < count; at++) print rows[at]
	print "};\nconst size_t spanish_count = " count ";\n\nsize_t spanish_form(unsigned long n)\n{\n\treturn (size_t)(" plural ");\n}"
}
