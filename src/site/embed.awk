# Turns the site's style, script and icon into C texts, named after their files.
FNR == 1 { if (NR > 1) print "\t;"; name = FILENAME ~ /css$/ ? "site_style" : FILENAME ~ /svg$/ ? "site_icon" : "site_script"; print "extern const char " name "[];\nconst char " name "[] =" }
{ gsub(/\\/, "\\\\\\\\"); gsub(/"/, "\\\""); printf "\t\"%s\\n\"\n", $0 }
END { print "\t;" }
