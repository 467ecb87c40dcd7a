# What the tests of lines of banks' lists share: books with a bank, lines as gl-import prints them.
load helper

# bank_books: a guild at work with the account bank, which holds 500.00, and the expense account rent.
bank_books() {
	working_books
	operator account open bank asset >/dev/null
	operator account open rent expense >/dev/null
	operator move opening bank 500 start >/dev/null
}

# bank_line KEY OCCURRENCE DAY AMOUNT TEXT [JSON]: a line; KEY is one letter, JSON more of its members.
bank_line() {
	local key
	key=$(printf '%26s' '' | tr ' ' "$1")
	jq -cn --arg id "imp:$key.$2" --arg date "$3" --arg amount "$4" --arg text "$5" --argjson more "${6:-{\}}" \
		'{type: "import-line", guild_id: "1000", time: "2025-06-02T10:00:00.000Z", author: {id: "0", name: "marta"}, id: $id, account: "bank", date: $date, amount: $amount,
		currency: "PTS", text: $text} + $more'
}
# for_of BY TO [BY TO]...: the candidates of a line.
for_of() { jq -cn '{for: [$ARGS.positional | _nwise(2) | {by: .[0], to: .[1]}]}' --args "$@"; }
party() { printf '%s' "$1" | sha256sum | head -c 64; }

# booked FIELD: of the outcomes of the lines of stdin, one a line.
booked() { gl-apply | jq -r ".$1 // empty"; }
lines() { ask_books "SELECT substr(line, 5, 1) || substr(line, 31) || ':' || state || ':' || COALESCE(doubt, '') || ':' || COALESCE(found_by, '') FROM import_lines ORDER BY seq" | paste -sd' '; }
to_sort() { ask_books "SELECT COALESCE(SUM(-b.balance), 0) FROM balances b JOIN accounts a USING (guild_id, account_id) WHERE a.purpose = 'to_sort'"; }
number() { ask_books 'SELECT MAX(number) FROM waiting'; }
sound() {
	run gl-verify --replay
	assert_success
}
