/* The accounts that the rules themselves book to, and their names in either language: a guild's books have one of both. */
#ifndef LEDGER_DEFAULTS_H
#define LEDGER_DEFAULTS_H

#include "base/i18n.h"
#include "ledger/books.h"

enum default_account { DEFAULT_TILL, DEFAULT_OPENING, DEFAULT_OVER_SHORT, DEFAULT_FEES, DEFAULT_ACCOUNTS };

/* NAME is as folded; PURPOSE as in the books. */
struct default_account_names { const char *name[LANG_COUNT], *purpose; };
extern const struct default_account_names default_accounts[DEFAULT_ACCOUNTS];

/* The one that is called FOLDED in some language; NULL: none. */
const struct default_account_names *default_account_called(const char *folded);
/* Its name in LANG; NULL where the account is none of these, or goes by another name. */
const char *default_name_in(enum lang lang, const struct account *account);

#endif
