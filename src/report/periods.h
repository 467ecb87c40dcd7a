/* The periods that a report sums: the one that is asked for, and those that it is compared with. */
#ifndef REPORT_PERIODS_H
#define REPORT_PERIODS_H

#include "base/decimal.h"
#include "report/report.h"

enum { MOST_PERIODS = 12, MOST_CUTS = MOST_PERIODS + 1, PERIOD_TITLE_SIZE = 32 };

/* From a time up to another in Unix milliseconds; INT64_MIN and INT64_MAX: no beginning, no end. */
struct period {
	int64_t from, to;
	char title[PERIOD_TITLE_SIZE]; /* "2026", "2026-11", "2026-11-01 – 2026-11-15" */
};
struct periods {
	enum compare compare;
	struct period list[MOST_PERIODS]; /* the one that is asked for is the first; months are in
					     their order */
	int count;
	/* What the query cuts time at, so that it sums all periods in one pass. */
	int64_t cuts[MOST_CUTS];
	int cut_count;
};
/* Reads the days of a settled REQUEST (report_settle()). */
void periods_read(struct periods *periods, const struct report_request *request,
		  const struct zone *zone);
/* How many months a settled request that compares them has; they fit where they are at most
 * MOST_PERIODS. */
int months_of(const struct report_request *request, const struct zone *zone);

/* Whether PERIOD has the time that lies in BUCKET: behind so many cuts, as BUCKET(t) counts in SQL.
 */
bool period_has(const struct periods *periods, int period, int64_t bucket);
/* Whether one of them has it: between two periods there may be others. */
bool any_period_has(const struct periods *periods, int64_t bucket);
/* Whether all of BUCKET lies before PERIOD. */
bool period_is_behind(const struct periods *periods, int period, int64_t bucket);
enum { PERIOD_BINDINGS = MOST_CUTS + 2 };
/* Parameters of such a query: :cut_a to :cut_m, :first and :last, between which all periods lie. */
void periods_bind(const struct periods *periods, struct binding bindings[PERIOD_BINDINGS]);

#endif
