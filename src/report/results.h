/* What each account of income and expenses took in or spent in each period: what income statements
 * are made of. */
#ifndef REPORT_RESULTS_H
#define REPORT_RESULTS_H

#include "report/figures.h"

/* The accounts of one currency lie behind each other, by their numbers. */
struct result {
	struct figures figures; /* SECTION: "income" or "expense"; positive is what came in, or was
				   spent */
	const char *name;       /* of the account, as it was opened */
	int64_t entries;        /* in all of the time that the periods have */
};
struct results {
	struct result *list;
	size_t count, room;
	struct arena arena;
};
/* Reads all of them for PERIODS; their texts, and the list, are freed by results_free(). */
void results_read(struct results *results, const struct feeding *feeding,
		  const struct periods *periods);
void results_free(struct results *results);
/* How many from FIRST on are of the currency that it has. */
size_t results_of_currency(const struct results *results, size_t first);
/* The sum of those in SECTION (NULL: income less expenses) among COUNT from FIRST on, as a line
 * called so; ANY: whether there is one. */
struct figures results_sum(const struct results *results, size_t first, size_t count,
			   const char *section, const char *called, bool *any);

#endif
