/* Categories: accounts by the parts of their names, "events:bar", as a tree with sums. */
#ifndef REPORT_CATEGORY_TREE_H
#define REPORT_CATEGORY_TREE_H

#include "report/figures.h"

struct category {
	const struct figures *figures;
	const char *name; /* the account's, as it was opened; compared without case and accents */
};
/* Gives a line for each of COUNT categories, by their names, and one with their sum before those
 * that are of one group. In records and spreadsheets names are whole; people see the last part, set
 * in. */
bool categories_give(const struct feeding *feeding, const struct periods *periods,
		     const struct category *categories, size_t count);

#endif
