-- What gl-apply --dry-run asks of its own copy of the books, a file that nobody else sees.

-- name: trial begin
CREATE TEMP TABLE trial_balances (guild_id INTEGER, account_id INTEGER, currency TEXT, balance INTEGER, PRIMARY KEY (guild_id, account_id, currency)) STRICT, WITHOUT ROWID;
-- name: trial balances before
INSERT INTO trial_balances SELECT guild_id, account_id, currency, balance FROM balances;
-- name: trial changes
SELECT LABEL(b.account_id), CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END, b.currency, COALESCE(t.balance, 0), b.balance, c.scale
FROM balances b JOIN accounts a ON a.guild_id = b.guild_id AND a.account_id = b.account_id JOIN currencies c ON c.guild_id = b.guild_id AND c.code = b.currency
LEFT JOIN trial_balances t ON t.guild_id = b.guild_id AND t.account_id = b.account_id AND t.currency = b.currency
WHERE b.guild_id = :guild AND b.balance <> COALESCE(t.balance, 0) ORDER BY b.account_id, b.currency;
