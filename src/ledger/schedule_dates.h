/* Which date of a schedule comes next, for the rules and for gl-due. */
#ifndef LEDGER_SCHEDULE_DATES_H
#define LEDGER_SCHEDULE_DATES_H

#include "ledger/schedules.h"

/* Misses in a row that pause a schedule; how often a command that could not be applied is tried
 * again. */
enum { MOST_MISSES = 3, MOST_SET_ASIDE = 3 };

/* The first date after those that were handled; NO_DAY: none comes any more. */
int64_t schedule_next(const struct schedule *schedule);
/* The date behind DAY, one of the schedule's, COUNT dates after the last that was handled; NO_DAY
 * beyond its end. */
int64_t schedule_following(const struct schedule *schedule, int64_t day, int64_t count);
/* How many dates of the schedule lie after those that were handled, up to DAY, which is the last of
 * them; 0: DAY is none of its dates. */
int64_t schedule_count_to(const struct schedule *schedule, int64_t day);
/* The newest dates of RULE up to DAY, at most MOST of them, into DAYS, oldest first, whether it had
 * begun or not. How many they are. */
size_t recurrence_last_days(const struct recurrence *rule, int64_t day, int64_t *days, size_t most);
/* The first day that may be a date for what is begun at TIME by the clocks of ZONE: today where its
 * time is still to come, and not before FROM (NO_DAY: any day). */
int64_t schedule_first_day(const struct zone *zone, int64_t time, int at, int64_t from);
/* DAY, the last of COUNT dates, was handled. */
void schedule_handled(struct schedule *schedule, int64_t day, int64_t count);
/* The attempt of the next command about DAY: what is counted for a date that is being retried says
 * nothing of the next one. */
int64_t schedule_attempt(const struct schedule *schedule, int64_t day);
/* The day on which the date that is being retried is tried next. */
int64_t schedule_retry_day(const struct schedule *schedule);

#endif
