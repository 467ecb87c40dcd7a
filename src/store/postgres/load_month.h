/* Loading what waits and what recurs. Private to the engine. */
#ifndef STORE_POSTGRES_LOAD_MONTH_H
#define STORE_POSTGRES_LOAD_MONTH_H

#include "store/postgres/wanted_keys.h"

/* Rows of the queries of these names: whole rows of their table, behind the key that they were
 * asked for by where they are of an account or a user. Those and who asked are loaded before. */
void take_registration(struct books *books, struct guild *guild, const struct value *row);
void take_open(struct books *books, struct guild *guild, const struct value *row);
void take_open_of_account(struct books *books, struct guild *guild, const struct value *row);
void take_open_of_user(struct books *books, struct guild *guild, const struct value *row);
void take_schedule(struct books *books, struct guild *guild, const struct value *row);
/* What limits, thresholds and budgets count. */
void take_asked_person(struct books *books, struct guild *guild, const struct value *row);
void take_payment(struct books *books, struct guild *guild, const struct value *row);
void take_import(struct books *books, struct guild *guild, const struct value *row);
void take_day_key(struct books *books, struct guild *guild, const struct value *row);
void take_import_line(struct books *books, struct guild *guild, const struct value *row);
void take_reconciliation(struct books *books, struct guild *guild, const struct value *row);
void take_counterparty(struct books *books, struct guild *guild, const struct value *row);
void take_party(struct books *books, struct guild *guild, const struct value *row);
void take_by_hand(struct books *books, struct guild *guild, const struct value *row);
void take_spending(struct books *books, struct guild *guild, const struct value *row);
void take_moved(struct books *books, struct guild *guild, const struct value *row);

/* Who may wear a role: their rows are asked for when it is known who they are. */
struct wearers {
	struct books *books;
	struct keys users, *members;
};
/* A result handler; CONTEXT is a struct wearers. */
bool take_wearers(void *context, PGresult *result);

/* All rows that there are have come: what none came for is not there. */
void note_month_loaded(struct books *books, const struct keys kinds[KINDS]);

#endif
