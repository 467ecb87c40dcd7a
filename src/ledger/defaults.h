/* The accounts that the rules themselves book to, and their names in either language: a guild's
 * books have one of both. */
#ifndef LEDGER_DEFAULTS_H
#define LEDGER_DEFAULTS_H

#include "base/i18n.h"
#include "ledger/books.h"

enum default_account {
	DEFAULT_TILL,
	DEFAULT_OPENING,
	DEFAULT_OVER_SHORT,
	DEFAULT_FEES,
	DEFAULT_DUES,
	DEFAULT_TO_SORT, /* of RULES_BANK */
	DEFAULT_RESULT,  /* of RULES_YEAR */
	DEFAULT_ACCOUNTS
};

/* Names are as folded; PURPOSE as in the books. FORMER: the Spanish name by the rules before
 * RULES_PLAIN_NAMES, which books of then have and commands still take; NULL: the same. */
struct default_account_names {
	const char *name[LANG_COUNT], *purpose, *former;
};
extern const struct default_account_names default_accounts[DEFAULT_ACCOUNTS];

/* All spellings of one, by RULES: 0, 1, …; NULL: that was the last. */
const char *default_account_spelling(const struct default_account_names *names, enum rules rules,
				     int index);
/* What new books in LANG call it by RULES. */
const char *default_account_name(enum default_account which, enum lang lang, enum rules rules);
/* The one that is called FOLDED in some language by RULES; NULL: none. */
const struct default_account_names *default_account_called(const char *folded, enum rules rules);
/* Whether ACCOUNT is that one, under one of its own names. */
bool is_default_account(const struct default_account_names *names, const struct account *account);
/* Its name in LANG today; NULL where the account is none of these, or goes by another name. */
const char *default_name_in(enum lang lang, const struct account *account);

#endif
