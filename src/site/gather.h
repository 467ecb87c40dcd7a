/* Transactions with their entries, gathered from the rows of "site journal" or "site receipts". */
#ifndef SITE_GATHER_H
#define SITE_GATHER_H

#include "site/pages.h"

struct gathered_entry {
	int64_t number, account, amount;
	int scale;
	char currency[CURRENCY_SIZE];
	struct buf label;
};
struct gathered {
	int64_t id, time, batch, reverses, reversed_by, author; /* 0: none */
	char verb[32], channel[24];                             /* "" where it is not known */
	struct buf memo, operator_name; /* the name the log has of somebody who is no user */
	int64_t message;
	int entries, room;
	struct gathered_entry *entry;
	/* Where all entries are of one currency, the sum of the debits. */
	bool mixed;
	wide debits;
};

typedef void gathered_callback(void *context, const struct gathered *transaction);
/* Calls TAKE for each transaction that QUERY gives with these bindings, in its order. */
void gather_transactions(struct site *site, const char *query, const struct binding *bindings,
			 int count, gathered_callback *take, void *context);

#endif
