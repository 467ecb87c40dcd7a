/* What a request names: the account, batch, transaction or person. Private to the room. */
#ifndef REPORT_SUBJECTS_H
#define REPORT_SUBJECTS_H

#include "base/arena.h"
#include "report/report.h"

struct value value_or_null(int64_t value);   /* 0: NULL */
struct value text_or_null(const char *text); /* NULL: NULL */
/* A total, as value_wide() reads it; a text of ARENA where 64 bits do not hold it. */
struct value wide_or_text(struct arena *arena, wide amount);

struct report_account {
	int64_t id;
	bool found, asset, debit_side; /* DEBIT_SIDE: its balance is shown as debits */
};
struct report_account report_find_account(struct store *store,
					  const struct report_request *request);
bool report_batch_exists(struct store *store, const struct report_request *request);
bool report_transaction_exists(struct store *store, const struct report_request *request);
/* The member who is asked for, as "@ID"; 0: none, but an operator by name. */
uint64_t report_author_id(const struct report_request *request);

#endif
