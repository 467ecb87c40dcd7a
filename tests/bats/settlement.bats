# What is owed pays itself: at credits, in turn, oldest first; and by payments to whom it is owed.
load dues

setup() { dues_books; }

state() { ask_books "SELECT kind || ':' || decider_id || ':' || state || ':' || paid FROM waiting WHERE kind IN ('dues', 'owe', 'charge') ORDER BY number" | paste -sd' '; }
open_debts() { ask_books "SELECT decider_id || ':' || COUNT(*) FROM waiting WHERE kind = 'owe' AND state = 'waiting' GROUP BY decider_id ORDER BY 1" | paste -sd' '; }
balances() { ask_books "SELECT COALESCE(CAST(a.owner_id AS TEXT), a.name) || ':' || -b.balance FROM balances b JOIN accounts a USING (guild_id, account_id) WHERE b.balance <> 0 AND a.kind <> 'asset' ORDER BY 1" | paste -sd' '; }

@test "what a credit settles credits others, who settle in turn; a circle ends" {
	# bob owes cleo 6, and cleo owes bob 6
	said 2024-10-28T10:00:00Z 12 '!every month pay <@30> 6 x from 2024-10-31 short=owe' >/dev/null
	said 2024-10-28T10:00:01Z 30 '!every month pay <@12> 6 y from 2024-10-31 short=owe' >/dev/null
	assert_equal "$(due 2024-10-31T09:00:00Z | cut -d'|' -f2 | paste -sd' ')" 'ok ok'
	assert_equal "$(state)" 'owe:12:waiting:0 owe:30:waiting:0'
	due 2024-11-01T09:00:00Z >/dev/null
	# 6 to bob: he pays cleo, she pays him, and he his dues; 1 is left
	said 2024-11-02T10:00:00Z 11 '!pay <@12> 6' >/dev/null
	assert_equal "$(state)" 'owe:12:accepted:600 owe:30:accepted:600 dues:11:accepted:500 dues:12:accepted:500 dues:30:waiting:0'
	assert_equal "$(ask_books "SELECT verb FROM transactions WHERE seq = (SELECT MAX(seq) FROM commands) ORDER BY transaction_id" | paste -sd' ')" 'pay every every dues'
	assert_equal "$(balances)" '11:8900 12:100 dues:1000'
	assert_equal "$(ask_books 'SELECT SUM(owing) FROM accounts')" 1
	sound
}

@test "two who owe each other again and again: each command still looks at each account once" {
	local i
	for i in 0 1 2 3 4; do
		said 2024-10-28T10:00:0${i}Z 12 "!every day pay <@30> 6 rent from 2024-10-29 short=owe" >/dev/null
		said 2024-10-28T10:01:0${i}Z 30 "!every day pay <@12> 6 lessons from 2024-10-29 short=owe" >/dev/null
	done
	for i in 1 2 3 4 5 6 7 8 9; do # with a look for each way through the debts they took days
		gl-due --at 2024-11-0${i}T12:00:00Z | timeout 60 gl-apply >/dev/null
	done
	assert_equal "$(open_debts)" '12:60 30:60'
	assert_equal "$(said 2024-11-20T13:00:00Z 13 '!deposit <@12> 30 cash' | cut -d'|' -f1)" ok
	# 30 come in and go round until she has less than her last debt
	assert_equal "$(open_debts)" '30:1'
	assert_equal "$(balances)" '11:9500 12:1900 30:100 dues:1500'
	sound
}

@test "what is owed keeps its words through all chunks of a run" {
	{
		gl-due --at 2024-11-01T09:00:00Z
		{
			say "$(at 2024-11-02T10:00:00Z)" 13 '!history a word that takes the place of what is forgotten'
			say "$(at 2024-11-02T10:00:01Z)" 13 '!deposit <@12> 30 cash'
		} | gl-parse | gl-identify --roster "$ROSTER"
	} | gl-apply --chunk 1 >/dev/null
	assert_equal "$(ask_books "SELECT memo FROM transactions WHERE verb = 'dues' ORDER BY transaction_id" | paste -sd' ')" 'November November'
	sound
}

@test "whole rows of that currency alone, the oldest first; a larger one stops those behind it" {
	due 2024-11-01T09:00:00Z >/dev/null
	due 2024-12-01T09:00:00Z >/dev/null
	echo 'config currency.EUR 2' | gl-command --at 2024-12-01T10:00:00Z | gl-apply >/dev/null
	said 2024-12-02T10:00:00Z 13 '!deposit <@12> 50 EUR cash' >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE decider_id = 12 AND state = 'waiting'")" 2
	said 2024-12-02T10:00:01Z 13 '!deposit <@12> 4.99 cash' >/dev/null
	assert_equal "$(ask_books "SELECT COUNT(*) FROM waiting WHERE decider_id = 12 AND state = 'waiting'")" 2
	said 2024-12-02T10:00:02Z 13 '!deposit <@12> 0.01 cash' >/dev/null
	assert_equal "$(ask_books "SELECT period FROM waiting WHERE decider_id = 12 AND state = 'waiting'")" 2024-12-01
	sound
}

@test "nothing settles by what was refused, comes back, or is no credit; nor while frozen" {
	due 2024-11-01T09:00:00Z >/dev/null
	assert_equal "$(said 2024-11-02T10:00:00Z 11 '!pay <@12> 500' | head -1 | cut -d'|' -f1)" insufficient_funds
	said 2024-11-02T10:00:01Z 14 '!account limit <@12> -20' >/dev/null
	said 2024-11-02T10:00:02Z 14 '!account freeze <@30>' >/dev/null
	assert_equal "$(said 2024-11-02T10:00:03Z 11 '!pay <@30> 9' | cut -d'|' -f1)" account_frozen
	assert_equal "$(state)" 'dues:11:accepted:500 dues:12:waiting:0 dues:30:waiting:0'
	# bob pays ana by his floor; that comes back, and is no money that comes in
	said 2024-11-02T10:00:04Z 12 '!pay <@11> 6' >/dev/null
	local paid
	paid=$(ask_books 'SELECT MAX(transaction_id) FROM transactions')
	assert_equal "$(said 2024-11-02T10:00:05Z 14 "!reverse $paid oops" | cut -d'|' -f1)" ok
	assert_equal "$(state)" 'dues:11:accepted:500 dues:12:waiting:0 dues:30:waiting:0'
	said 2024-11-02T10:00:06Z 14 '!account unfreeze <@30>' >/dev/null
	assert_equal "$(state)" 'dues:11:accepted:500 dues:12:waiting:0 dues:30:waiting:0'
	said 2024-11-02T10:00:07Z 11 '!pay <@30> 9' >/dev/null
	assert_equal "$(state)" 'dues:11:accepted:500 dues:12:waiting:0 dues:30:accepted:500'
	# dues that are reversed stay decided, and the answer says how they are asked for again
	paid=$(ask_books "SELECT transaction_id FROM waiting WHERE decider_id = 11 AND kind = 'dues'")
	assert_regex "$(said 2024-11-02T10:00:08Z 14 "!reverse $paid twice")" 'The dues stay decided: `!charge` asks for them again\.'
	assert_equal "$(state)" 'dues:11:accepted:500 dues:12:waiting:0 dues:30:accepted:500'
	sound
}

@test "a payment to whom it is owed pays open rows first, also in part, and is all or nothing" {
	due 2024-11-01T09:00:00Z >/dev/null
	due 2024-12-01T09:00:00Z >/dev/null
	said 2024-12-02T10:00:00Z 14 '!account limit <@12> -20' >/dev/null
	said 2024-12-02T10:00:01Z 14 '!charge <@12> 3 t-shirt' >/dev/null
	# November whole, and a part of December
	assert_equal "$(said 2024-12-02T10:00:02Z 12 '!pay dues 7 thanks' | sed 's/ Receipt.*//')" \
		'ok|Paid 7.00 PTS to dues (transaction 4). You have -7.00 PTS. 7.00 PTS paid your dues of November, your dues of December.'
	assert_equal "$(ask_books "SELECT state || ':' || paid FROM waiting WHERE decider_id = 12 ORDER BY number" | paste -sd' ')" 'accepted:500 waiting:200 waiting:0'
	assert_equal "$(said 2024-12-02T10:00:03Z 12 '!pay dues 500' | cut -d'|' -f1)" insufficient_funds
	assert_equal "$(ask_books "SELECT state || ':' || paid FROM waiting WHERE decider_id = 12 ORDER BY number" | paste -sd' ')" 'accepted:500 waiting:200 waiting:0'
	# the rest of December, the charge, and a gift
	assert_equal "$(said 2024-12-02T10:00:04Z 12 '!pagar cuotas 8 gracias' | sed 's/ Recibo.*//')" \
		'ok|Has pagado 8,00 PTS a cuotas (transacción n.º 6). Te quedan -15,00 PTS. 6,00 PTS pagan tu cuota de diciembre, t-shirt.'
	assert_equal "$(ask_books "SELECT verb || ':' || COALESCE(memo, '') FROM transactions WHERE seq = (SELECT MAX(seq) FROM commands) ORDER BY transaction_id" | paste -sd' ')" 'dues:December accept:t-shirt pay:gracias'
	assert_equal "$(ask_books "SELECT state || ':' || paid FROM waiting WHERE decider_id = 12 ORDER BY number" | paste -sd' ')" 'accepted:500 accepted:500 accepted:300'
	sound
}

@test "debts to a member are paid by a payment to them, too; the payee may cancel one, the payer not" {
	said 2024-10-28T10:00:00Z 12 '!every month pay <@30> 6 rent from 2024-10-31 short=owe' >/dev/null
	due 2024-10-31T09:00:00Z >/dev/null
	local debt
	debt=$(ask_books "SELECT number FROM waiting WHERE kind = 'owe'")
	said 2024-10-31T10:00:00Z 14 '!account limit <@12> -20' >/dev/null
	assert_equal "$(said 2024-10-31T10:00:01Z 12 '!pay <@30> 2' | sed 's/ Receipt.*//')" 'ok|Paid 2.00 PTS to @u30 (transaction 2). You have -2.00 PTS. 2.00 PTS paid rent.'
	assert_equal "$(state)" 'owe:12:waiting:200'
	assert_equal "$(said 2024-10-31T10:00:02Z 12 "!cancel $debt" | cut -d'|' -f1)" not_yours
	assert_equal "$(said 2024-10-31T10:00:03Z 12 "!accept $debt 1")" "surplus|$debt is accepted as a whole: leave the amount out."
	assert_equal "$(said 2024-10-31T10:00:04Z 12 '!pay <@30> 1' | sed 's/ Receipt.*//')" 'ok|Paid 1.00 PTS to @u30 (transaction 3). You have -3.00 PTS. 1.00 PTS paid rent.'
	assert_equal "$(said 2024-10-31T10:00:05Z 30 "!cancel $debt")" 'ok|rent: @bob no longer owes 3.00 PTS.'
	assert_equal "$(state)" 'owe:12:cancelled:300'
	assert_equal "$(ask_books 'SELECT SUM(owing) FROM accounts')" 0
	sound
}

@test "who hears by direct messages is told what came in and what it paid" {
	said 2024-10-28T10:00:00Z 12 '!notices dm' >/dev/null
	due 2024-11-01T09:00:00Z >/dev/null
	said 2024-11-02T10:00:00Z 11 '!pay <@12> 20' >/dev/null
	assert_equal "$(told)" 'dm 12: 20.00 PTS came in; 5.00 paid your dues of November. You have 15.00.'
	# who pays them need not know that they owed
	assert_equal "$(said 2024-11-02T10:00:01Z 11 '!pay <@30> 20' | sed 's/ Receipt.*//')" 'ok|Paid 20.00 PTS to @u30 (transaction 5). You have 55.00 PTS.'
	sound
}
