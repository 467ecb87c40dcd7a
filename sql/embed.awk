# Turns named SQL ("-- name: WORDS" before each piece) into a C table called LIST. An engine's own pieces stand before those that all share, and
# count instead of one of the same name; twice among the own or the shared it is an error. "-- begin: WORDS, WORDS" is how an engine begins shared pieces: with statements of its own, or with
# WITH, which the shared piece goes on with. FOR=postgres takes out of the shared ones what only SQLite asks for.
# VERBS(trait): the names of the verbs of that trait, as a list for IN, from the table of verbs (TABLE, a file: src/completion/verb_table.c).
# LABEL(id), USER_LABEL(id): what people see of an account or a user. OTHER(e): the account on the other side of the entry E, the first one.
# ACCOUNTED(t): when the transaction T counts. OWN_DAY(t): its own day where that is another one than the day on which it counts; else NULL.
# HERE(t): the books of the guild t.guild_id are here, and not on their way or elsewhere.
# BUCKET(t): behind how many of :cut_a to :cut_m that is.
# day(ms): over a server day(ms, :zone). The zone is a parameter of each query, since a session's does not reach the nodes of a distributed server.
# RECORD ->> PATH: over a server json_text(RECORD, PATH); text has no such operator there.
# COLUMNS(TABLE t, FIRST): the columns of the table t from FIRST on, as sql/schema.txt describes it (COLUMN_LIST, a file: schema.awk's columns).
# "-- part: WORDS" begins what several pieces of a file share, whole lines; PART(WORDS) is its place in them.
# SETTING(t, KEY): the setting KEY of the guild t.guild_id, its default where nothing is kept (NULL where it is then not set). SETTINGS is the
# table of keys and defaults (sql/settings.c): a key that it lacks is an error, also where a piece compares one by itself.
BEGIN {
	FS = "\t"
	while ((getline < table) > 0) if ($1 == "trait") verbs[$2] = verbs[$2] (verbs[$2] ? ", " : "") "'" $3 "'"
	FS = " "
	while ((getline line < column_list) > 0) { split(line, columns, "\t"); columns_of[columns[1]] = columns_of[columns[1]] " " columns[2] }
	while ((getline line < settings) > 0) { split(line, columns, "\t"); known[columns[1]] = 1; default_of[columns[1]] = columns[2] }
	if (head) print "#include \"store/named_sql.h\""; print "const struct named_sql " list "[] = {"; open = ""
}
function finish() { if (open == "name") print "\t},"; open = "" }
function quoted(line) { gsub(/\\/, "&&", line); gsub(/"/, "\\\"", line); return "\t  \"" line "\\n\"\n" }
function quit(why) { print "sql/embed.awk: " FILENAME ":" FNR ": " why > "/dev/stderr"; failed = 1; exit 1 }
function setting(from, key,    text) {
	if (!(key in known)) quit("there is no setting " key)
	text = "(SELECT value FROM settings s WHERE s.guild_id = " from ".guild_id AND s.key = '" key "')"
	return default_of[key] == "" ? text : "COALESCE(" text ", '" default_of[key] "')"
}
function check_keys(    rest, key) {
	for (rest = $0; match(rest, /[^a-z]key (=|<>) '[^']+'/); rest = substr(rest, RSTART + RLENGTH)) {
		key = substr(rest, RSTART, RLENGTH - 1); sub(/^[^']*'/, "", key)
		if (!(key in known)) quit("there is no setting " key)
	}
}
function column_names(table, prefix, first,    names, count, i, list) {
	count = split(columns_of[table], names, " ")
	for (i = 1; i <= count; i++) if (list != "" || names[i] == first) list = list (list == "" ? "" : ", ") prefix names[i]
	if (list == "") quit("sql/schema.txt has no column " first " of " table)
	return list
}
function expand() {
	while (match($0, /PART\([a-z ]+\)/)) {
		call = substr($0, RSTART + 5, RLENGTH - 6)
		if (!(call in parts_of)) quit("there is no part " call)
		$0 = substr($0, 1, RSTART - 1) parts_of[call] substr($0, RSTART + RLENGTH)
	}
	while (match($0, /COLUMNS\([a-z_]+( [a-z])?, [a-z_]+\)/)) {
		call = substr($0, RSTART + 8, RLENGTH - 9); split(call, parts, /, | /)
		call = call ~ / .*, / ? column_names(parts[1], parts[2] ".", parts[3]) : column_names(parts[1], "", parts[2])
		$0 = substr($0, 1, RSTART - 1) call substr($0, RSTART + RLENGTH)
	}
	while (match($0, /SETTING\([a-z]+, [a-z._]+\)/)) {
		call = substr($0, RSTART + 8, RLENGTH - 9); split(call, parts, ", ")
		$0 = substr($0, 1, RSTART - 1) setting(parts[1], parts[2]) substr($0, RSTART + RLENGTH)
	}
	check_keys()
	while (match($0, /(USER_LABEL|LABEL|OTHER|VERBS|BUCKET|ACCOUNTED|OWN_DAY|HERE)\([a-z_.]+\)/)) {
		call = substr($0, RSTART, RLENGTH)
		word = call; sub(/\(.*/, "", word)
		argument = call; sub(/^[A-Z_]+\(/, "", argument); sub(/\)$/, "", argument)
		if (word == "VERBS" && !(argument in verbs)) { print FILENAME ": no verb has the trait " argument > "/dev/stderr"; exit 1 }
		if (word == "BUCKET") {
			text = "CASE"
			for (i = 1; i <= 13; i++) text = text " WHEN ACCOUNTED(" argument ") < :cut_" substr("abcdefghijklm", i, 1) " THEN " i - 1
			text = text " ELSE 13 END"
		}
		if (word == "HERE") text = "NOT EXISTS (SELECT 1 FROM moved_guilds m WHERE m.guild_id = " argument ".guild_id)"
		if (word == "VERBS") text = "(" verbs[argument] ")"
		if (word == "LABEL") text = "(SELECT label FROM shown_accounts labelled WHERE labelled.guild_id = :guild AND labelled.account_id = " argument ")"
		if (word == "USER_LABEL") text = "(SELECT label FROM shown_users labelled WHERE labelled.guild_id = :guild AND labelled.user_id = " argument ")"
		if (word == "OTHER") text = "(SELECT z.account_id FROM entries z WHERE z.guild_id = :guild AND z.transaction_id = " argument ".transaction_id AND z.currency = " \
			argument ".currency AND (z.amount < 0) <> (" argument ".amount < 0) ORDER BY z.entry LIMIT 1)"
		if (word == "ACCOUNTED") text = "COALESCE(CASE WHEN " argument ".transaction_id >= (SELECT MIN(f.transaction_id) FROM accounting_days f WHERE f.guild_id = :guild) " \
			"THEN (SELECT f.time FROM accounting_days f WHERE f.guild_id = :guild AND f.transaction_id = " argument ".transaction_id) END, " argument ".time)"
		if (word == "OWN_DAY") text = "(SELECT f.day FROM accounting_days f WHERE f.guild_id = :guild AND f.transaction_id = " argument ".transaction_id AND f.day <> day(f.time))"
		$0 = substr($0, 1, RSTART - 1) text substr($0, RSTART + RLENGTH)
	}
}
# Calls of day() get their second argument; what is within the parentheses may have some, too.
function zoned(line,    done, depth, i) {
	while (match(line, /(^|[^a-z_])day\(/)) {
		i = RSTART + RLENGTH
		for (depth = 1; depth && i <= length(line); i++) depth += (substr(line, i, 1) == "(") - (substr(line, i, 1) == ")")
		if (depth) quit("a call of day() is on one line")
		done = done substr(line, 1, RSTART + RLENGTH - 1) zoned(substr(line, RSTART + RLENGTH, i - 1 - RSTART - RLENGTH)) ", :zone)"
		line = substr(line, i)
	}
	return done line
}
function for_server() {
	$0 = zoned($0)
	while (match($0, /[a-z_.:]+ ->> '[^']*'/)) {
		call = substr($0, RSTART, RLENGTH); split(call, parts, " ->> ")
		$0 = substr($0, 1, RSTART - 1) "json_text(" parts[1] ", " parts[2] ")" substr($0, RSTART + RLENGTH)
	}
}
/^-- begin: / { finish(); beginners = split(substr($0, 11), begins, ", "); open = "begin"; next }
/^-- part: / { finish(); part = substr($0, 10); open = "part"; next }
/^-- name: / {
	finish(); name = substr($0, 10)
	place = FILENAME ~ /postgres|sqlite/ ? "own" : "shared"
	if (name in seen && seen[name] == place) quit("\"" name "\" is there already")
	if (name in seen) next
	seen[name] = place; open = "name"
	goes_on = (name in begun) && begun[name] !~ /;\\n"\n$/
	printf "\t{ \"%s\",\n%s", name, begun[name]
	next
}
open && for_engine == "postgres" && FILENAME !~ /postgres/ {
	if (/CROSS JOIN .* ON /) gsub(/CROSS JOIN/, "JOIN")
	gsub(/ INDEXED BY [a-z_]+/, "")
	gsub(/char\(/, "chr(")
	gsub(/wide_sum\(/, "SUM(")
	gsub(/ AND within_work\(\)/, "")
}
open == "part" { if ($0 !~ /^ *--/) parts_of[part] = parts_of[part] (parts_of[part] == "" ? "" : " ") $0; next }
open { expand() }
open && for_engine == "postgres" && name !~ /^(migration|schema) / && $0 !~ /^ *--/ { for_server() }
open && $0 !~ /^ *--/ && $0 !~ /^ *$/ {
	if (open == "begin") {
		for (i = 1; i <= beginners; i++) begun[begins[i]] = begun[begins[i]] quoted($0)
		next
	}
	if (goes_on) sub(/^WITH/, ",")
	goes_on = 0
	printf "%s", quoted($0)
}
END { if (failed) exit 1; finish(); print "\t{ 0 }\n};" }
