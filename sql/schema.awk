# Turns sql/schema.txt, which says how it is written, into MAKE=shared: the queries that name each column of a table, for both engines;
# MAKE=postgres: what of them a server wants otherwise, its guards, and what gl-verify expects there; MAKE=c: the tables of store/schema.h, with VERSION, the number
# of the newest migration; MAKE=columns: a line a column, its table and its name, for sql/embed.awk.
function refuse(why) { print FILENAME ":" FNR ": " why > "/dev/stderr"; failed = 1; exit 1 }
function trim(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }
function has(list, word) { return index(" " list " ", " " word " ") > 0 }
function quoted(text) { gsub(/'/, "''", text); return "'" text "'" }
function add_columns(line,   definitions, words, count, i, n, j) {
	count = split(line, definitions, ",")
	for (i = 1; i <= count; i++) {
		n = split(trim(definitions[i]), words, /[ \t]+/)
		if (n < 2 || (words[2] != "integer" && words[2] != "text")) refuse("no column: " definitions[i])
		at = ++columns[t]
		column[t, at] = words[1]; type[t, at] = words[2]; word[t, at] = ""
		for (j = 3; j <= n; j++) {
			if (words[j] !~ /^(key|null|check|blank|later|unreplayed|renewed)$/) refuse("no word of a column: " words[j])
			word[t, at] = word[t, at] " " words[j]
		}
		if (has(word[t, at], "key")) { if (at != ++keys[t]) refuse("the columns of the key come first: " words[1]) }
		if (has(word[t, at], "check")) checks++
	}
}
/^[ \t]*(#|$)/ { next }
/^table / {
	t = ++tables; name[t] = $2; number[$2] = t
	word_of[t] = ""
	for (i = 3; i <= NF; i++) {
		if ($i !~ /^(copied|replayed|large|server|marks)$/) refuse("no word of a table: " $i)
		word_of[t] = word_of[t] " " $i
	}
	next
}
/^view / { t = ++tables; name[t] = $2; number[$2] = t; view[t] = $0; sub(/^view [^ ]+ of /, "", view[t]); gsub(/ /, ", ", view[t]); next }
/^compared / { for (i = 2; i <= NF; i++) compared[++comparisons] = $i; next }
/^\treplayed where / { where[t] = substr($0, 17); next }
/^\treplayed as / { replayed[t, columns[t]] = substr($0, 14); next }
/^\tcheck$/ { checks++; next }
/^\t(written|gathered) / { row_of[t] = substr($0, index($0, " ") + 1); is_gathered[t] = ($1 == "gathered"); next }
/^\trefers / { foreign++; refers[t] = $2; next }
/^\tunique / { unique[++uniques] = $2; unique_of[uniques] = t; next }
/^\tguard / {
	split(substr($0, 8), part, "|"); g = ++guards
	guard[g] = trim(part[1]); guarded[g] = t; events[g] = trim(part[2]); calls[g] = trim(part[3]); condition[g] = trim(part[4]); says[g] = trim(part[5])
	if (condition[g] == "fixed") fixed[t] = 1
	next
}
/^\t[a-z]/ { add_columns($0); next }
{ refuse("this is none of a table's lines") }

function key_list(t,   i, list) { for (i = 1; i <= keys[t]; i++) list = list (i > 1 ? ", " : "") column[t, i]; return list }
function column_list(t, prefix,   i, list) { for (i = 1; i <= columns[t]; i++) list = list (i > 1 ? ", " : "") prefix column[t, i]; return list }
# What a write of a row that is there changes, behind INSERT and what it inserts.
function renewal(t,   i, list) {
	for (i = 1; i <= columns[t]; i++) if (has(word[t, i], "renewed")) list = list (list ? ", " : "") column[t, i] " = excluded." column[t, i]
	return list ? "\nON CONFLICT (" key_list(t) ") DO UPDATE SET " list ";" : ";"
}
# The columns that the rules write; those that are set later are no concern of theirs. PREFIX and SUFFIX stand around their numbers where there is one.
function written_list(t, prefix, suffix,   i, n, list) {
	for (i = 1; i <= columns[t]; i++)
		if (!has(word[t, i], "later")) { n++; list = list (n > 1 ? ", " : "") (prefix ? prefix n (suffix ? "::" server_type(t, i) suffix : "") : column[t, i]) }
	return list
}
# A file takes the rows of a chunk from the table of what was gathered. OR FAIL: a statement that fails ends the transaction, so SQLite need not keep
# what it would take to undo the statement alone. Before ON CONFLICT a SELECT needs its WHERE (https://www.sqlite.org/lang_upsert.html#parsing_ambiguity).
function write_statement(t,   into, again) {
	into = " INTO " name[t] " (" written_list(t) ")\n"; again = renewal(t)
	if (!is_gathered[t]) return "INSERT" into "VALUES (" written_list(t, "?") ")" again
	return "INSERT" (again == ";" ? " OR FAIL" : "") into "SELECT " written_list(t, "c") " FROM gathered(?1)" (again == ";" ? "" : " WHERE true") again
}
# A server takes an array a column, by the key, so that neighbours in an index are met one behind the other.
function write_on_server(t,   i, order) {
	for (i = 1; i <= keys[t]; i++) order = order (i > 1 ? ", " : "") i
	return "INSERT INTO " name[t] " (" written_list(t) ")\nSELECT * FROM unnest(" written_list(t, "$", "[]") ") ORDER BY " order renewal(t)
}
function shared(   t, i, list, values) {
	print "-- Made from sql/schema.txt: the rows that the rules decided, and whole tables in the order of their keys, as they are copied, and compared after a replay."
	for (t = 1; t <= tables; t++) {
		if (row_of[t]) print "-- name: write " row_of[t] "\n" write_statement(t)
		if (has(word_of[t], "copied")) {
			values = ""
			for (i = 1; i <= columns[t]; i++) values = values (i > 1 ? ", " : "") (has(word[t, i], "later") ? "0 * " : "") "?" i
			print "-- name: copy " name[t] "\nSELECT " column_list(t) " FROM " name[t] " WHERE :guild IS NULL OR guild_id = :guild ORDER BY " key_list(t) ";"
			print "-- name: insert " name[t] "\nINSERT INTO " name[t] " (" column_list(t) ")\nVALUES (" values ");"
			print "-- name: remove " name[t] "\nDELETE FROM " name[t] " WHERE guild_id = :guild;"
		}
		if (!has(word_of[t], "replayed")) continue
		list = ""
		for (i = 1; i <= columns[t]; i++)
			if (!has(word[t, i], "unreplayed"))
				list = list (list ? ", " : "") ((t, i) in replayed ? replayed[t, i] " AS " : "") column[t, i]
		print "-- name: replay " name[t] "\nSELECT " list " FROM " name[t] " WHERE " (where[t] ? where[t] " AND " : "") \
			"(:guild IS NULL OR guild_id = :guild) ORDER BY " key_list(t) ";"
	}
	# Rows of guilds that are not in the books. In a large table each step of the recursion jumps to the next guild, over all its rows.
	list = ""; values = ""
	for (t = 1; t <= tables; t++) {
		if (!has(word_of[t], "copied") || name[t] == "guilds" || has(word_of[t], "marks")) continue
		if (has(word_of[t], "large")) {
			list = list (list ? ",\n" : "") "guilds_of_" name[t] "(g) AS (SELECT MIN(guild_id) FROM " name[t] \
				" UNION ALL SELECT (SELECT MIN(guild_id) FROM " name[t] " WHERE guild_id > g) FROM guilds_of_" name[t] " WHERE g IS NOT NULL)"
			values = values (values ? "\nUNION ALL " : "") "SELECT '" name[t] "', g FROM guilds_of_" name[t] " WHERE g IS NOT NULL AND g NOT IN (SELECT guild_id FROM guilds)"
		} else
			values = values (values ? "\nUNION ALL " : "") "SELECT DISTINCT '" name[t] "', guild_id FROM " name[t] " WHERE guild_id NOT IN (SELECT guild_id FROM guilds)"
	}
	print "-- name: verify strange guilds\nWITH RECURSIVE " list "\n" values ";"
}
function fixed_columns(t, prefix, between,   i, list) {
	for (i = 1; i <= columns[t]; i++) if (!has(word[t, i], "blank")) list = list (list ? between : "") prefix column[t, i]
	return list
}
# Of pg_trigger's tgtype: 1 each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
function kind_of(g) {
	if (events[g] == "insert") return 4
	if (events[g] == "truncate") return 2 + 32
	return 1 + 2 + (events[g] ~ /delete/ ? 8 : 0) + (events[g] ~ /update/ ? 16 : 0)
}
function define(g,   t, when, text) {
	t = guarded[g]
	text = events[g]; sub(/, /, " OR ", text); sub(/^update of /, "update OF ", text)
	gsub(/(update|delete|insert|truncate)/, "\n&", text); gsub(/\nupdate/, "UPDATE", text); gsub(/\ndelete/, "DELETE", text)
	gsub(/\ninsert/, "INSERT", text); gsub(/\ntruncate/, "TRUNCATE", text)
	when = condition[g]
	if (when == "fixed") when = "(" fixed_columns(t, "OLD.", ", ") ") IS DISTINCT FROM (" fixed_columns(t, "NEW.", ", ") ")"
	print "DROP TRIGGER IF EXISTS " guard[g] " ON " name[t] ";"
	print "CREATE TRIGGER " guard[g] (events[g] == "insert" ? " AFTER " : " BEFORE ") text " ON " name[t] \
		(events[g] == "insert" ? " REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT" : events[g] == "truncate" ? "" : " FOR EACH ROW") \
		(when ? " WHEN (" when ")" : "") " EXECUTE FUNCTION " calls[g] "(" (says[g] ? quoted(says[g]) : "") ");"
}
function server_type(t, i) { return type[t, i] == "integer" ? "bigint" : "text" }
function postgres(   t, i, g, list, values) {
	print "-- Made from sql/schema.txt. Rows are inserted as an array a column."
	for (t = 1; t <= tables; t++) {
		if (is_gathered[t]) print "-- name: write " row_of[t] "\n" write_on_server(t)
		if (!has(word_of[t], "copied")) continue
		list = ""; values = ""
		for (i = 1; i <= columns[t]; i++) {
			list = list (i > 1 ? ", " : "") "$" i "::" server_type(t, i) "[]"
			values = values (i > 1 ? ", " : "") (has(word[t, i], "later") ? "0" : "w." column[t, i])
		}
		print "-- name: insert " name[t] "\nINSERT INTO " name[t] " (" column_list(t) ")\nSELECT " values " FROM unnest(" list ") AS w (" column_list(t) ");"
	}
	# An engine whose recursions do not reach all nodes has no step from guild to guild.
	values = ""
	for (t = 1; t <= tables; t++) {
		if (!has(word_of[t], "copied") || name[t] == "guilds" || has(word_of[t], "marks")) continue
		values = values (values ? "\nUNION ALL " : "") "SELECT DISTINCT '" name[t] "' AS table_name, x.guild_id FROM " name[t] " x" \
			" WHERE NOT EXISTS (SELECT 1 FROM guilds g WHERE g.guild_id = x.guild_id)"
	}
	print "-- name: verify strange guilds\n" values ";"
	print "-- name: schema guards"
	for (g = 1; g <= guards; g++) define(g)
	print "-- begin: verify server schema\nWITH guards (relation, trigger, kind, function, condition) AS (VALUES"
	for (g = 1; g <= guards; g++)
		print "\t('" name[guarded[g]] "', '" guard[g] "', " kind_of(g) ", '" calls[g] "', " \
			(condition[g] == "fixed" ? "'" fixed_columns(guarded[g], "", " OR ") "'" : condition[g] ? quoted(condition[g]) : "NULL") (g < guards ? ")," : ")),")
	print "relations (name, made_of, is_view) AS (VALUES"
	for (t = 1; t <= tables; t++) {
		if (has(word_of[t], "server")) continue
		list = ""
		for (i = 1; i <= columns[t]; i++) list = list (i > 1 ? ", " : "") column[t, i] " " server_type(t, i)
		print (t > 1 ? "\t, (" : "\t(") "'" name[t] "', '" list (view[t] ? "; of " view[t] : "") "', " (view[t] ? "true" : "false") ")"
	}
	print "), nullable (relation, name) AS (VALUES"
	values = ""
	for (t = 1; t <= tables; t++)
		for (i = 1; i <= columns[t]; i++)
			if (!view[t] && has(word[t, i], "null")) values = values (values ? ", " : "") "('" name[t] "', '" column[t, i] "')"
	print "\t" values "),\nprimary_keys (relation, columns) AS (VALUES"
	values = ""
	for (t = 1; t <= tables; t++) if (keys[t]) values = values (values ? ", " : "") "('" name[t] "', '" key_list(t) "')"
	print "\t" values "),\nunique_indexes (name) AS (VALUES"
	values = ""
	for (i = 1; i <= uniques; i++) values = values (i > 1 ? ", " : "") "('" unique[i] "')"
	print "\t" values "),\nconstraints (type, kind, written) AS (VALUES ('c', 'checks', " checks "), ('f', 'foreign keys', " foreign "))"
}
function flag(list, text) { return has(list, text) ? ", ." text " = true" : "" }
function tables_in_c(   t, i, u, widest) {
	print "/* Made from sql/schema.txt. */\n#include \"store/engine.h\"\n#include \"store/schema.h\"\n"
	for (t = 1; t <= tables; t++) {
		print "static const struct schema_column columns_of_" name[t] "[] = {"
		for (i = 1; i <= columns[t]; i++) {
			if (has(word_of[t], "copied") && i > widest) widest = i
			print "\t{ .name = \"" column[t, i] "\"" (type[t, i] == "text" ? ", .text = true" : "") flag(word[t, i], "null") flag(word[t, i], "blank") " },"
		}
		print "};"
	}
	print "const struct schema_table schema_tables[] = {"
	for (t = 1; t <= tables; t++) {
		u = 0
		for (i = 1; i <= uniques; i++) if (unique_of[i] == t) u++
		print "\t{ .name = \"" name[t] "\", .columns = columns_of_" name[t] ", .column_count = " columns[t] ", .key = " keys[t] + 0 ", .unique = " u \
			(view[t] ? ", .view = true" : "") flag(word_of[t], "server") flag(word_of[t], "marks") (t in fixed ? ", .fixed = true" : "") (refers[t] ? ", .refers = \"" refers[t] "\"" : "") \
			(has(word_of[t], "copied") ? ", .copy = \"copy " name[t] "\", .insert = \"insert " name[t] "\", .remove = \"remove " name[t] "\"" : "") \
			(has(word_of[t], "replayed") ? ", .replay = \"replay " name[t] "\"" : "") " },"
	}
	print "};\nconst int schema_table_count = " tables ", schema_check_count = " checks ", store_newest_schema = " version ";"
	print "_Static_assert(" tables " <= (int)MAX_TABLES, \"there is a statement for each table\");"
	printf "const struct schema_table *const schema_compared[] = {\n"
	for (i = 1; i <= comparisons; i++) print "\t&schema_tables[" number[compared[i]] - 1 "], /* " compared[i] " */"
	print "\tNULL\n};\n_Static_assert(" widest " <= (int)MOST_PARAMETERS && " widest " <= (int)MOST_COLUMNS, \"each row has room\");"
}
END {
	if (failed) exit 1
	for (i = 1; i <= comparisons; i++) {
		if (!(compared[i] in number) || !has(word_of[number[compared[i]]], "replayed")) refuse("compared, and not replayed: " compared[i])
		seen[compared[i]] = 1
	}
	for (t = 1; t <= tables; t++)
		if (has(word_of[t], "replayed") && !(name[t] in seen)) refuse("replayed, and compared nowhere: " name[t])
	if (make == "shared") shared()
	else if (make == "postgres") postgres()
	else if (make == "columns") { for (t = 1; t <= tables; t++) for (i = 1; i <= columns[t]; i++) print name[t] "\t" column[t, i] }
	else tables_in_c()
}
