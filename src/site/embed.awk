# Turns the site's styles, scripts and icon into C texts, named after their files; journal.css goes on with style.css.
function start(text) { if (name != "") print "\t;"; name = text; print "extern const char " name "[];\nconst char " name "[] =" }
FNR == 1 && FILENAME ~ /\/style\.css$/ { start("site_style") }
FNR == 1 && FILENAME ~ /\/print\.css$/ { start("report_print_style") }
FNR == 1 && FILENAME ~ /\/site\.js$/ { start("site_script") }
FNR == 1 && FILENAME ~ /\/journal\.js$/ { start("site_journal_script") }
FNR == 1 && FILENAME ~ /\.svg$/ { start("site_icon") }
{ gsub(/\\/, "\\\\\\\\"); gsub(/"/, "\\\""); printf "\t\"%s\\n\"\n", $0 }
END { print "\t;" }
