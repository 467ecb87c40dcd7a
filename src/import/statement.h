/* An account whose statements follow each other in one list: a bank writes one a day, or several
 * pages of one. The taker is told one account, from the first opening to the last closing; in
 * between each must begin with what the one before ended with. */
#ifndef IMPORT_STATEMENT_H
#define IMPORT_STATEMENT_H

#include "base/decimal.h"
#include "import/formats.h"

struct statement {
	struct list_reading *reading;
	struct list_account account; /* as the taker was told, with the last closing */
	bool begun;                  /* told to the taker, and not yet ended */
	bool open;                   /* a statement of it is being read */
	bool unsure;                 /* a record was not understood: sums prove nothing */
	wide balance;                /* the opening and the lines so far */
};

/* A statement of ACCOUNT begins, with the movements from FIRST on, or NO_DAY; its name is copied.
 */
void statement_open(struct statement *statement, const struct list_account *account, int64_t first);
/* A line of it: given to the taker, or, where it is of zero, counted as skipped. */
void statement_line(struct statement *statement, const struct list_line *line);
/* It ends, with CLOSING on DAY, as the list says at PLACE. NULL: it does not say. */
void statement_close(struct statement *statement, const int64_t *closing, int64_t day,
		     uint64_t place);
/* The list ends: the account, too. */
void statement_end(struct statement *statement);

#endif
