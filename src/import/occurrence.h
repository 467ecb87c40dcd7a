/* Which line of its key each line of a list is, in bounded memory. */
#ifndef IMPORT_OCCURRENCE_H
#define IMPORT_OCCURRENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"

/* Of the first pass over a list: whether each day of an account comes once, so that the second one
 * needs the keys of one day only. To be ended by days_end(). */
struct list_days;
struct list_days *days_begin(void);
void days_see(struct list_days *days, const char *books_account, int64_t day);
/* Whether the lines of each day of each account follow one another, and its days rise or fall.
 * More accounts than are remembered (64) count as out of order. */
bool days_in_order(const struct list_days *days);
uint64_t days_lines(const struct list_days *days);
void days_end(struct list_days *days);

/* Of the second pass. IN_ORDER: the keys of one day are in memory. Otherwise, as also for rules
 * that say #gl unsorted, those of all LINES lines of the list: 18 bytes a line. A number is never
 * wrong by a list that has more lines than were said; it takes more memory. To be ended by
 * ids_end(). */
struct line_ids;
struct line_ids *ids_begin(bool in_order, uint64_t lines);
/* Which line of KEY this one is, from 1, of all lines that were asked for. */
uint64_t ids_occurrence(struct line_ids *ids, const struct digest *key, int64_t day);
void ids_end(struct line_ids *ids);

#endif
