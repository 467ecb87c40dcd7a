# Turns named SQL ("-- name: WORDS" before each piece) into a C table called LIST. Where a name comes twice the first counts: an engine's
# own pieces stand before those that all share. "-- begin: WORDS, WORDS" is how an engine begins shared pieces: with statements of its own, or with
# WITH, which the shared piece goes on with. FOR=postgres takes out of the shared ones what only SQLite asks for.
BEGIN { if (head) print "#include \"store/named_sql.h\""; print "const struct named_sql " list "[] = {"; open = "" }
function finish() { if (open == "name") print "\t},"; open = "" }
function quoted(line) { gsub(/\\/, "&&", line); gsub(/"/, "\\\"", line); return "\t  \"" line "\\n\"\n" }
/^-- begin: / { finish(); beginners = split(substr($0, 11), begins, ", "); open = "begin"; next }
/^-- name: / {
	finish(); name = substr($0, 10)
	if (name in seen) next
	seen[name] = 1; open = "name"
	goes_on = (name in begun) && begun[name] !~ /;\\n"\n$/
	printf "\t{ \"%s\",\n%s", name, begun[name]
	next
}
open && for_engine == "postgres" && FILENAME !~ /postgres/ {
	if (/CROSS JOIN .* ON /) gsub(/CROSS JOIN/, "JOIN")
	gsub(/ INDEXED BY [a-z_]+/, "")
	gsub(/ char\(1\)/, " chr(1)")
}
open && $0 !~ /^ *--/ && $0 !~ /^ *$/ {
	if (open == "begin") {
		for (i = 1; i <= beginners; i++) begun[begins[i]] = begun[begins[i]] quoted($0)
		next
	}
	if (goes_on) sub(/^WITH/, ",")
	goes_on = 0
	printf "%s", quoted($0)
}
END { finish(); print "\t{ 0 }\n};" }
