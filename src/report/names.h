/* Names as reports and pages show them: of accounts, members and users. */
#ifndef REPORT_NAMES_H
#define REPORT_NAMES_H

#include <stdbool.h>

#include "base/buf.h"
#include "ledger/defaults.h"
#include "store/store.h"

/* The accounts of a guild that the rules book to, which people see by their names in their own
 * language. */
struct default_names {
	size_t count;
	bool taken; /* today's name of one is an own account's */
	struct {
		char number[24], name[64];
		const char *shown[LANG_COUNT];
	} names[DEFAULT_ACCOUNTS];
};
void default_names_load(struct default_names *names, struct store *store, uint64_t guild_id);

/* Appends the name that LABEL stands for, a value of shown_accounts or shown_users in the schema: a
 * mark, the number of the account or user, another mark, the name. Cleaned. FOR_PEOPLE: members
 * with "@", and the number behind what may be mistaken for another ("@ana #12"): a name that others
 * have, too, that holds what cannot be seen, or that looks as if it had a number. Programs have ids
 * beside the bare name. */
void shown_name(struct buf *out, const char *label, bool for_people);
/* The same for people who read LANG: an account of DEFAULTS by its name there. */
void shown_name_in(struct buf *out, const char *label, const struct default_names *defaults,
		   enum lang lang);
/* The name in LABEL, as people wrote it: behind the number and its marks. */
const char *label_name(const char *label);
/* Appends NAME, as shown_name() gave it for people, cut so that it takes WIDTH columns (more where
 * the number needs it): what is cut may be like another, so that it ends in the NUMBER of its
 * account (NULL: none). */
void shown_name_cut(struct buf *out, const char *name, const char *number, int width);

#endif
