/* The accounts that the rules themselves book to, and their names in either language. */
#include "ledger/defaults.h"

#include <string.h>

const struct default_account_names default_accounts[DEFAULT_ACCOUNTS] = {
	[DEFAULT_TILL] = { { "till", "caja" }, "till" },
	[DEFAULT_OPENING] = { { "opening", "apertura" }, "opening" },
	[DEFAULT_OVER_SHORT] = { { "over-short", "sobrantes" }, "over_short" },
	[DEFAULT_FEES] = { { "role-fees", "cuotas-de-rol" }, "fees" },
};

const struct default_account_names *default_account_called(const char *folded)
{
	for (size_t i = 0; i < DEFAULT_ACCOUNTS; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			if (strcmp(default_accounts[i].name[lang], folded) == 0)
				return &default_accounts[i];
	return NULL;
}

const char *default_name_in(enum lang lang, const struct account *account)
{
	const struct default_account_names *names = account->purpose ? default_account_called(account->folded_name) : NULL;
	return names && strcmp(names->purpose, account->purpose) == 0 ? names->name[lang] : NULL;
}
