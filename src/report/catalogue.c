/* The reports: a row each, whose names are those of src/command/report_names.h and whose query is
 * in sql/reports*.sql. All that knows of reports is made of these rows. */
#include "report/render.h"

/* clang-format off */
#define MONEY_FILTERS (FILTER_CURRENCY | FILTER_AT)

/* What tables show; one of two sides of an account; what is the same in each line of a group; what
 * they have no room for, as ids are for programs; a name, and the column with the number that tells
 * it from others. */
#define SHOWN(title, kind) { title, kind }
#define BRIEF(title, kind, short) { title, kind, .brief = short }
#define SIDE(title) { title, COLUMN_AMOUNT, .side = true }
#define ONCE(title, kind) { title, kind, .once = true }
#define HIDDEN(title, kind) { title, kind, .not_in_tables = true }
#define NAME(title, column) { title, COLUMN_NAME, .number = (column) + 1 }
#define ACCOUNT_IDS HIDDEN(N_("account_id"), COLUMN_ID), HIDDEN(N_("user_id"), COLUMN_DISCORD_ID)
#define PARTY_IDS \
	HIDDEN(N_("party_account_id"), COLUMN_ID), HIDDEN(N_("party_user_id"), COLUMN_DISCORD_ID)
/* clang-format on */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers" /* a row names the traits that it \
								 has; clang wants all of them */
const struct report report_catalogue[REPORTS_IN_ALL] = {
#include "report/catalogue_money.inc"
#include "report/catalogue_people.inc"
#include "report/catalogue_month.inc"
#include "report/catalogue_bank.inc"
#include "report/catalogue_period.inc"
};
#pragma GCC diagnostic pop
