/* Rows of what waits, as they were loaded: by number, by the row of the log that made them. */
#include "verify/month.h"

struct book_waiting *waiting_of(const struct pass *pass, int64_t number)
{
	struct book_waiting *row;
	HASH_FIND(hh, pass->waiting, &number, sizeof number, row);
	return row;
}

const char *waiting_key(struct pass *pass, const struct book_waiting *waiting)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, waiting->number);
}

bool row_asks(const struct pass *pass, const struct log_row *row)
{
	const struct month *month = pass->month;
	for (size_t i = month->next; i < month->count && month->rows[i]->asked_seq <= row->seq; i++)
		if (month->rows[i]->asked_seq == row->seq &&
		    (month->rows[i]->kind == WAITING_APPROVAL ||
		     month->rows[i]->kind == WAITING_CONFIRM))
			return true;
	return false;
}
