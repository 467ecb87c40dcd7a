/* Names as reports and pages show them: of accounts, members and users. */
#ifndef REPORT_NAMES_H
#define REPORT_NAMES_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends the name that LABEL stands for, a value of shown_accounts or shown_users in the schema: a mark, the number of the account or
 * user, another mark, the name. Cleaned. FOR_PEOPLE: members with "@", and the number behind what may be mistaken for another ("@ana #12"):
 * a name that others have, too, that holds what cannot be seen, or that looks as if it had a number. Programs have ids beside the bare name. */
void shown_name(struct buf *out, const char *label, bool for_people);
/* Appends NAME, as shown_name() gave it for people, cut so that it takes WIDTH columns (more where the number needs it): what is cut may
 * be like another, so that it ends in the NUMBER of its account (NULL: none). */
void shown_name_cut(struct buf *out, const char *name, const char *number, int width);

#endif
