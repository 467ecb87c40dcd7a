# Turns named SQL ("-- name: WORDS" before each piece) into one C table.
BEGIN { print "#include \"store/named_sql.h\"\nconst struct named_sql named_sql[] = {"; open = 0 }
function finish() { if (open) print "\t},"; open = 0 }
/^-- name: / { finish(); name = substr($0, 10); printf "\t{ \"%s\",\n", name; open = 1; next }
open { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); if ($0 !~ /^ *--/ && $0 !~ /^ *$/) printf "\t  \"%s\\n\"\n", $0 }
END { finish(); print "\t{ 0 }\n};" }
