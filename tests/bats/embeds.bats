# Answers as embeds with a link button, against the fake Discord; and what they are where Discord does not take them so.
load sending

setup() { live; }
teardown() { live_end; }

EMBED_LINKS=16384
# newest: of the bot's last message its content, and the title and text of its embed, with / between.
newest() { own "$@" | jq -r 'last | [.content, (.embeds[] | .title, .description)] | join("/")'; }
color() { own | jq -r 'last | .embeds[0].color'; }
button() { own "$@" | jq -r 'last | .components[0].components[0].url // empty'; }
# asked USER TEXT: the answer is sent.
asked() {
	write "$@" >/dev/null
	inbound >/dev/null
	outbound
}
posts() { fake_look requests | jq -c '[.[] | select(.method == "POST" and (.path | test("messages$"))) | .status]'; }

@test "an answer of money is one embed, its words under the title of its verb; a refusal stays plain text" {
	asked 11 '!pay <@12> 1 "@everyone <@12> https://example.org"'
	body=$(fake_look requests | jq -c '.[] | select(.method == "POST") | .body')
	assert_equal "$(jq -c '[.content, .flags, .components, .allowed_mentions, (.embeds | length), .embeds[0].title]' <<<"$body")" \
		'["<@12>",null,null,{"parse":[],"users":["12"],"replied_user":false},1,"Payment"]'
	assert_regex "$(newest)" '^<@12>/Payment/Paid 1\.00 PTS to @bob \(transaction 2\)\. You have 99\.00 PTS\. Receipt: 2-'
	assert_equal "$(own | jq -c '.[0]._pinged')" '["<@12>"]'
	asked 11 '!pay <@12> 5000'
	assert_regex "$(newest)" '^You have 99\.00 PTS[^/]*$'
	assert_equal "$(own | jq -c 'last | [.flags, .embeds]')" '[4,[]]'
	no_schema_errors
}

@test "an embed has the title of what was asked, in the asker's language, and the colour of its kind; what is no money has none" {
	fake '{"op":"wear","guild":"1000","id":"13","role":"502","on":true}' >/dev/null
	operator permit '<@&502>' treasurer >/dev/null
	operator config chatter.limit 0 >/dev/null
	sync_roster
	while IFS='|' read -r user text title colour; do
		asked "$user" "$text"
		assert_equal "$text: $(own | jq -r 'last | [.embeds[0].title, .embeds[0].color] | join("|")')" "$text: $title|$colour"
	done <<-'TABLE'
		11|!balance|Balance|7239553
		11|!saldo|Saldo|7239553
		11|!history|Your latest movements (PTS)|7239553
		11|!historial|Tus últimos movimientos (PTS)|7239553
		11|!pagar <@12> 1|Pago|2785182
		13|!deposit <@12> 1 cash|Deposit|2991182
		13|!depositar <@12> 1 efectivo|Ingreso|2991182
		13|!retirar <@12> 1 efectivo|Retirada|13922859
		13|!anular 2 error|Anulación|12551936
		13|!informe saldos|Saldos (PTS)|7239553
		11|!transaccion 1|Transacción 1 (PTS)|7239553
		13|!lote cerrar caja=sin-contar|Lote cerrado|8540383
		11|!help||
		11|!whoami||
		10|!permits||
	TABLE
}

@test "a report's table stands in the embed; its files go beside it" {
	asked 10 '!report balances chart csv'
	assert_regex "$(newest)" '^/Balances \(PTS\)/```.*```'
	assert_equal "$(own | jq -c 'last | [.attachments[].filename]')" '["balances.csv","balances.png"]'
	no_schema_errors
}

@test "a button opens the answer's page, which gl-site writes, where site.url is set and only there" {
	site=$BATS_TEST_TMPDIR/site
	mkdir "$site"
	asked 11 '!balance'
	assert_equal "$(button)" ''
	operator config site.url https://example.org/treasury/ >/dev/null
	while IFS='|' read -r user text page; do
		asked "$user" "$text"
		assert_equal "$text: $(button)" "$text: https://example.org/treasury/$page"
	done <<-'TABLE'
		11|!balance|en/account/4.html
		11|!historial|es/account/4.html
		11|!pay <@12> 1|en/transaction/1.html#t2
		11|!transaction 1|en/transaction/1.html#t1
		10|!balance <@12>|en/account/5.html
		10|!balance till|en/account/1.html
		10|!report balances|en/accounts.html
		10|!report batches|en/batches.html
		10|!report journal|en/journal.html
		10|!batch show 1|en/batch/1.html
		10|!batch status|en/batch/1.html
		10|!batch close till=100|en/batch/1.html
	TABLE
	gl-site "$site" >/dev/null
	own | jq -r '.[].components[0].components[0].url // empty' | sed 's|^https://example.org/treasury/||' | sort -u >"$BATS_TEST_TMPDIR/pages"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/pages")" -ge 9 ]
	while IFS='#' read -r page anchor; do
		assert [ -s "$site/$page" ]
		[ -z "$anchor" ] || grep -q "id=$anchor\b" "$site/$page"
	done <"$BATS_TEST_TMPDIR/pages"
	asked 11 '!help'
	assert_equal "$(button)" ''
	operator config site.url none >/dev/null
	asked 11 '!balance'
	assert_equal "$(button)" ''
	no_schema_errors
}

@test "site.url takes an https address of a host, a port and a path; what would lead elsewhere is refused" {
	while read -r address; do
		assert_equal "$address $(admin config site.url "$address")" "$address ok"
	done <<-'LIST'
		https://example.org
		https://example.org:8443/a-b/c_d~e/%C3%B1
		<https://example.org/treasury/>
		http://localhost:8080/x
		http://127.0.0.1
	LIST
	operator config site.url https://kept.example >/dev/null
	while read -r address; do
		assert_equal "$address $(admin config site.url "$address")" "$address bad_value"
	done <<-LIST
		http://example.org
		http://127.0.0.1.example.org
		http://localhost.example.org
		javascript:alert(1)
		//example.org
		example.org
		https://
		https:///etc
		https://user@example.org
		https://example.org@evil.example
		https://example.org/a?b=c
		https://example.org/#a
		https://example.org//evil.example
		https://example.org/a b
		https://example.org/)[x](https://evil.example
		https://exаmple.org
		https://example.org:port
	LIST
	assert_equal "$(ask_books "SELECT value FROM settings WHERE key = 'site.url'")" https://kept.example
	run told 10 '!config site.url ftp://x'
	assert_output 'site.url takes an address that begins with https://, such as `!config site.url https://example.org/treasury`.'
}

@test "where the bot lacks Embed Links answers go as plain text with their button, at once, and the channel is remembered until it may be tried again" {
	operator config site.url https://example.org >/dev/null
	fake '{"op":"channel","guild":"1000","id":"2001"}' >/dev/null
	operator config channel '<#2001>' on >/dev/null
	fake "{\"op\":\"permit\",\"channel\":\"2000\",\"id\":\"1000\",\"deny\":$EMBED_LINKS}" >/dev/null
	forget_requests
	asked 11 '!balance'
	assert_equal "$(newest)" 'You have 100.00 PTS.'
	assert_equal "$(own | jq -c 'last | .flags')" 4
	assert_equal "$(button)" https://example.org/en/account/4.html
	assert_equal "$(posts)" '[403,200]'
	asked 11 '!balance' # without another refusal
	assert_equal "$(posts)" '[403,200,200]'
	asked 11 '!balance' 2001 # another channel
	assert_equal "$(newest 2001)" '/Balance/You have 100.00 PTS.'
	fake '{"op":"permit","channel":"2000","id":"1000"}' >/dev/null
	later
	asked 11 '!balance'
	assert_equal "$(newest)" '/Balance/You have 100.00 PTS.'
	assert_equal "$(states)" sent
	assert_equal "$(sqlite3 "$GL_STATE/limits.db" "SELECT COUNT(*) FROM holds WHERE kind = 'embeds'")" 0
	no_schema_errors
}

@test "where the bot may not write at all, it is not its embeds that are remembered" {
	fake '{"op":"permit","channel":"2000","id":"1000","deny":2048}' >/dev/null
	asked 11 '!balance' || true
	assert_equal "$(posts)" '[403,403]'
	assert_equal "$(sqlite3 "$GL_STATE/limits.db" 'SELECT kind FROM holds WHERE until > 0')" 'POST /channels/{}/messages'
	fake '{"op":"permit","channel":"2000","id":"1000"}' >/dev/null
	later
	outbound
	assert_equal "$(newest)" '/Balance/You have 100.00 PTS.'
}

@test "what Discord refuses of an answer's form goes as its words alone" {
	operator config site.url https://unwanted.example >/dev/null
	fake '{"op":"set","key":"unwanted_links","value":["unwanted"]}' >/dev/null
	asked 11 '!balance'
	assert_equal "$(newest)" 'You have 100.00 PTS.'
	assert_equal "$(button)" ''
	fake '{"op":"fault","kind":"status","status":400,"code":50035,"match_method":"POST","times":1}' >/dev/null
	asked 11 '!saldo'
	assert_equal "$(newest)" 'Tienes 100,00 PTS.'
	assert_equal "$(states)" sent
}

@test "words in an embed that AutoMod refuses become neutral ones, without a second try of the same" {
	fake '{"op":"set","key":"automod","value":["bob"]}' >/dev/null
	asked 11 '!pay <@12> 1'
	outbound
	assert_equal "$(newest)" 'A movement of yours was booked (transaction 2): see `!history`.
<@12>'
	assert_equal "$(posts)" '[400,200]'
	assert_equal "$(states)" sent
}

# crash_after_sending [ORDER]: the answer is on Discord and its result was lost; then ORDER is given to the fake; what the next run makes of it.
crash_after_sending() {
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	gl-outbox --lease 0 | gl-send >/dev/null
	fake '[{"op":"set","key":"nonce_window_s","value":0}'"${1:+,$1}]" >/dev/null
	sleep 0.01
	gl-outbox --lease 0 | gl-send | gl-apply >/dev/null
	assert_equal "$(states)" sent
	own | jq length
}

@test "an embed that a crash left under way is known by its nonce, even where a moderator changed the message" {
	assert_equal "$(crash_after_sending '{"op":"suppress_embeds","channel":"2000"}')" 1
}

@test "an embed that a crash left under way is known by its words where Discord gives no nonce back" {
	assert_equal "$(crash_after_sending '{"op":"forget_nonces"}')" 1
}

@test "an embed that a crash left under way is known by its command where a moderator removed it and Discord gives no nonce back" {
	assert_equal "$(crash_after_sending '{"op":"forget_nonces"},{"op":"suppress_embeds","channel":"2000"}')" 1
}

@test "another answer of the same words, to another command, is not taken for the lost one" {
	asked 11 '!balance'
	write 11 '!balance' >/dev/null
	inbound >/dev/null
	gl-outbox --lease 0 >/dev/null
	fake '{"op":"forget_nonces"}' >/dev/null
	sleep 0.01
	outbound
	assert_equal "$(own | jq length)" 2
}

@test "an answer that went as plain text before a crash is found, too" {
	fake "{\"op\":\"permit\",\"channel\":\"2000\",\"id\":\"1000\",\"deny\":$EMBED_LINKS}" >/dev/null
	assert_equal "$(crash_after_sending '{"op":"forget_nonces"},{"op":"permit","channel":"2000","id":"1000"}')" 1
}

@test "times and mentions that notify stand outside the embed, and nobody else is notified" {
	more='{channel_id: "2000", embed: {title: "Statement", color: 255}, button: {label: "Open", url: "https://example.org"}, pings: ["12"],
		content: "**Your movements**\nuntil <t:1700000000:f>\n```\n<@11> @everyone\n```\nbelow <@13>"}'
	deliver reply "$(jq -n "$more")" >/dev/null
	assert_equal "$(newest)" 'until <t:1700000000:f>
<@12>/Your movements/```
<@11> @everyone
```
below <@13>'
	assert_equal "$(own | jq -c '.[0]._pinged')" '["<@12>"]'
	# as plain text the same
	fake "{\"op\":\"permit\",\"channel\":\"2000\",\"id\":\"1000\",\"deny\":$EMBED_LINKS}" >/dev/null
	deliver reply "$(jq -n "$more" | jq '.nonce = "n8"')" >/dev/null
	assert_equal "$(own | jq -r 'last | .content' | sed -n '1p;$p')" '**Your movements**
<@12>'
	assert_equal "$(own | jq -c '.[1]._pinged')" '["<@12>"]'
	no_schema_errors
}

@test "what is longer than one message goes as text, with the button under its last part" {
	deliver post "$(jq -n '{channel_id: "2000", embed: {title: "T", color: 1}, button: {label: "Open", url: "https://example.org"}, content: ("line\n" * 500)}')" >/dev/null
	assert_equal "$(own | jq -c '[.[] | [.embeds, (.components | length)]]')" '[[[],0],[[],1]]'
	# and a title beyond Discord's limit is none
	deliver post "$(jq -n '{channel_id: "2000", nonce: "n8", embed: {title: ("x" * 257), color: 1}, content: "short"}')" >/dev/null
	assert_equal "$(newest)" short
	no_schema_errors
}

@test "a record's button that is no link, or too long, is left out; its pings are at most 50 ids" {
	local n=0
	for button in '{"label":"x","url":"javascript:alert(1)"}' '{"label":"","url":"https://example.org"}' '{"url":"https://example.org"}' '[]' \
		"{\"label\":\"x\",\"url\":\"https://example.org/$(printf 'a%.0s' $(seq 500))\"}"; do
		deliver post "$(jq -n --argjson button "$button" --arg n "m$((n += 1))" '{channel_id: "2000", nonce: $n, content: "text", $button}')" >/dev/null
		assert_equal "$(newest) $(button)" 'text '
	done
	run deliver post "$(jq -n '{channel_id: "2000", content: "text", pings: [range(51) | tostring]}')"
	assert_failure 65
	no_schema_errors
}

@test "a closed batch's sheet and a scheduled report are embeds; what an operator posts is text" {
	operator config report.channel '<#2000>' >/dev/null
	asked 10 '!batch close till=100'
	assert_regex "$(own | jq -r '.[] | select(.embeds[0].title == "Batch closed") | .embeds[0].description')" \
		'^Batch 1 is closed: 1 transaction\. till: counted 100\.00 PTS, as expected\. Seal [0-9a-f]{8}…$'
	assert_regex "$(own | jq -r '.[] | select(.embeds[0].title == "Batch 1 is closed") | .content + "/" + .embeds[0].description')" \
		'^<t:[0-9]{10}:f> – <t:[0-9]{10}:f>/Transactions: 1 · .*'
	gl-report balances --title | gl-post --code | gl-apply >/dev/null
	outbound
	assert_regex "$(newest)" '^/Report/```'
	gl-post 'a party on friday' </dev/null | gl-apply >/dev/null
	outbound
	assert_equal "$(newest)" 'a party on friday'
}

@test "a Spanish batch says what was over, and where it was booked" {
	asked 10 '!lote cerrar caja=100.50 diferencia=apuntar'
	assert_regex "$(own | jq -r '.[] | select(.embeds[0].title == "Lote cerrado") | .embeds[0].description')" \
		'^Lote 1 cerrado: 2 transacciones\. caja: contado 100,50 PTS, esperado 100,00 PTS: sobran 0,50 PTS, apuntados en diferencias de caja\. Sello [0-9a-f]{8}… Recibo: 2-'
	operator config batch.sheet off >/dev/null
	asked 10 '!batch open'
	asked 10 '!lote cerrar caja=90.50 diferencia=apuntar'
	assert_regex "$(newest)" 'faltan 10,00 PTS, apuntados en diferencias de caja\. Sello [0-9a-f]{64}\. Recibo: 3-'
}

@test "rules of before site.url go on refusing it, so that their logs replay equal" {
	of_files "the log of a file is changed here"
	operator config site.url https://example.org >/dev/null
	run gl-verify --replay
	assert_success
	tamper "UPDATE commands SET rules = 4, status = 'rejected', code = 'unknown_setting' WHERE verb = 'config' AND record LIKE '%site.url%'; DELETE FROM settings WHERE key = 'site.url'"
	run gl-verify --replay
	refute_output --partial settings
	refute_output --partial 'replay: commands'
}
