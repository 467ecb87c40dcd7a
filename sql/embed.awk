# Turns named SQL ("-- name: WORDS" before each piece) into a C table called LIST. Where a name comes twice the first counts: an engine's
# own pieces stand before those that all share. FOR=postgres takes two things out of the shared ones that only SQLite's planner asks for.
BEGIN { if (head) print "#include \"store/named_sql.h\""; print "const struct named_sql " list "[] = {"; open = 0 }
function finish() { if (open) print "\t},"; open = 0 }
/^-- name: / { finish(); name = substr($0, 10); open = !(name in seen); seen[name] = 1; if (open) printf "\t{ \"%s\",\n", name; next }
open && for_engine == "postgres" && FILENAME !~ /postgres/ { if (/CROSS JOIN .* ON /) gsub(/CROSS JOIN/, "JOIN"); gsub(/ INDEXED BY [a-z_]+/, "") }
open { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); if ($0 !~ /^ *--/ && $0 !~ /^ *$/) printf "\t  \"%s\\n\"\n", $0 }
END { finish(); print "\t{ 0 }\n};" }
