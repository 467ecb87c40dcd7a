/* The accounts that the rules themselves book to, and their names in either language. */
#include "ledger/defaults.h"

#include <string.h>

const struct default_account_names default_accounts[DEFAULT_ACCOUNTS] = {
	[DEFAULT_TILL] = { { "till", "caja" }, "till", NULL },
	[DEFAULT_OPENING] = { { "opening", "apertura" }, "opening", NULL },
	[DEFAULT_OVER_SHORT] = { { "over-short", "diferencias de caja" },
				 "over_short",
				 "sobrantes" },
	[DEFAULT_FEES] = { { "role-fees", "cuotas-de-rol" }, "fees", NULL },
	[DEFAULT_DUES] = { { "dues", "cuotas" }, "dues", NULL },
	[DEFAULT_TO_SORT] = { { "to-sort", "por asignar" }, "to_sort", NULL },
	[DEFAULT_RESULT] = { { "results", "resultados" }, "result", NULL },
};

static const char *name_by(const struct default_account_names *names, enum lang lang,
			   enum rules rules)
{
	bool former = names->former && lang == LANG_ES && rules < RULES_PLAIN_NAMES;
	return former ? names->former : names->name[lang];
}

const char *default_account_name(enum default_account which, enum lang lang, enum rules rules)
{
	return name_by(&default_accounts[which], lang, rules);
}

const char *default_account_spelling(const struct default_account_names *names, enum rules rules,
				     int index)
{
	if (index < LANG_COUNT)
		return name_by(names, (enum lang)index, rules);
	return index == LANG_COUNT && rules >= RULES_PLAIN_NAMES ? names->former : NULL;
}

static bool is_called(const struct default_account_names *names, const char *folded,
		      enum rules rules)
{
	const char *name;
	for (int i = 0; (name = default_account_spelling(names, rules, i)); i++)
		if (*name == *folded && strcmp(name, folded) == 0)
			return true;
	return false;
}

const struct default_account_names *default_account_called(const char *folded, enum rules rules)
{
	size_t known = rules < RULES_BANK   ? DEFAULT_TO_SORT
		       : rules < RULES_YEAR ? DEFAULT_RESULT
					    : DEFAULT_ACCOUNTS;
	for (size_t i = 0; i < known; i++)
		if (is_called(&default_accounts[i], folded, rules))
			return &default_accounts[i];
	return NULL;
}

bool is_default_account(const struct default_account_names *names, const struct account *account)
{
	return account->purpose && strcmp(names->purpose, account->purpose) == 0 &&
	       is_called(names, account->folded_name, RULES_NOW);
}

const char *default_name_in(enum lang lang, const struct account *account)
{
	const struct default_account_names *names =
		account->purpose ? default_account_called(account->folded_name, RULES_NOW) : NULL;
	return names && is_default_account(names, account) ? names->name[lang] : NULL;
}
