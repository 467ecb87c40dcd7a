/* Cells of what recurs: rules of dates, and who is paid. */
#ifndef REPORT_MONTH_CELLS_H
#define REPORT_MONTH_CELLS_H

#include "ledger/recurrence.h"
#include "report/cells.h"

/* Reads TEXT, a schedule's columns "every unit days day nth weekday month anchor done until"
 * ("-": no end); false where it is none. */
bool rule_of_columns(const char *text, struct recurrence *rule, int64_t *done, int64_t *until);
/* Appends the names of PAYEES, "@11 &601 dues", with commas between. */
void payee_names(struct buf *out, const struct formatting *formatting, const char *payees);

#endif
