/* Rows of reports that sum periods: a line's amount in each of them, and what is shown of these. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report/periods.h"
#include "report/render.h"

/* A line. Texts are the caller's. */
struct figures {
	/* Which cells it has before and behind its amounts: section, name, level, account; no
	   level; the name alone. */
	enum { LINE_OF_TREE, LINE_OF_ACCOUNT, LINE_OF_TAG } kind;
	const char *section; /* one of our words: "income", "total in" */
	const char *name;    /* a label or what people wrote; NULL: the section says it */
	int level;           /* how deep in a tree: 0 is the top */
	int64_t account;     /* 0: of several */
	const char *currency;
	int64_t scale;
	wide amounts[MOST_PERIODS];
	bool first, last; /* a balance: of months together it is that of the first, of the last */
};
/* Gives the row, with an amount for each of PERIODS and what compares them. False: no more are
 * wanted. */
bool figures_give(const struct feeding *feeding, const struct periods *periods,
		  const struct figures *figures);
/* Whether all periods have nothing. */
bool figures_are_zero(const struct periods *periods, const struct figures *figures);

#endif
