/* A bank's statement against the books: what the rule asks, and what the store found for it. */
#ifndef LEDGER_STATEMENT_CHECK_H
#define LEDGER_STATEMENT_CHECK_H

#include "base/calendar.h"
#include "ledger/ledger.h"

/* Why the books and a statement may differ. */
enum open_kind {
	OPEN_BY_HAND, /* an entry that is in no list of the bank */
	OPEN_WAITS,   /* a line that is not booked: it may be booked already */
	OPEN_TO_SORT  /* a line that is booked, and nobody claimed */
};
struct open_item {
	enum open_kind kind;
	int64_t day;
	int64_t amount;      /* minor units; positive: into the account */
	int64_t transaction; /* of OPEN_BY_HAND */
	int64_t number;      /* of the others: of what waits */
	const char *text;    /* NULL: none */
};
enum { MOST_OPEN_ITEMS = 1000 /* of by hand, and as many lines, the newest: no more are read */ };

struct statement_check {
	struct account *account;
	const struct currency *currency;
	int64_t day, statement; /* what the bank had at the end of the day, positive: its own */
	const char *list;       /* SHA-256 of the list that says so; NULL: somebody typed it */
	int64_t agreed_to;      /* the last transaction that was agreed before; 0: none was */
	int64_t agreed_day;     /* and up to which day */
	/* For apply to fill in. */
	bool fits;               /* the books' balance is one that an account can hold: */
	int64_t books;           /* at the end of that day, by the bank's days */
	int64_t first_listed;    /* the first day of a line of that account; NO_DAY: it has none */
	struct open_item *items; /* where the two differ: the newest first */
	size_t count;
	bool more; /* there are more of them than were read */
};

/* Which items explain DIFFERENCE (the statement's balance less the books') exactly: *ONE alone, or
 * *ONE and *OTHER, the only two that do; *OTHER NULL: one alone, the newest. False: none does, or
 * several pairs. An entry by hand is one that the bank does not have, a line that waits one that
 * the books do not have. */
bool explain_difference(const struct statement_check *check, int64_t difference,
			const struct open_item **one, const struct open_item **other);

#endif
