/* What becomes of a schedule and its dates: states, misses, runs that wait for a second person. */
#ifndef LEDGER_SCHEDULE_RUNS_H
#define LEDGER_SCHEDULE_RUNS_H

#include "ledger/schedules.h"
#include "ledger/verb_support.h"

/* The schedule that the argument "schedule" names; NULL: none is called so. */
struct schedule *schedule_meant(struct verb_context *context);
/* The same where the author may see it: its owner, treasurers and auditors; NULL after a refusal.
 */
struct schedule *schedule_to_see(struct verb_context *context);
/* The day in the argument KEY; NO_DAY: it is none. */
int64_t day_argument(const struct verb_context *context, const char *key);

/* Gives it STATE, for REASON (NULL: none); paused, ended and stopped ones no longer count as
 * active.
 */
void schedule_set_state(struct verb_context *context, struct schedule *schedule,
			enum schedule_state state, const char *reason);
/* Whether one more may be active: of OWNER (NULL: an operator), whose schedules must be loaded, and
 * in the guild. Refuses otherwise. */
bool schedules_allow_one_more(struct verb_context *context, struct user *owner);

/* Of a command that gl-due wrote: whether DAY is the date that comes next, with the attempt that is
 * awaited. Otherwise it is left without effect, and without a row in the log: something else came
 * first. */
bool schedule_is_due(struct verb_context *context, struct schedule *schedule, int64_t day);
/* A command about a date could not be applied too often: then the schedule is paused, which is
 * told and refused, and this returns true. */
bool schedule_set_aside(struct verb_context *context, struct schedule *schedule);
/* DAY was handled, with COUNT dates; ends a schedule that has no date left. */
void schedule_finish(struct verb_context *context, struct schedule *schedule, int64_t day,
		     int64_t count);
/* One more date passed that paid nobody; the third in a row pauses it. The owner is told. */
void schedule_missed(struct verb_context *context, struct schedule *schedule);

/* Somebody else approved a payroll that pays its owner: schedule->always says so with this key. */
#define PAYS_OWNER_KEY "owner"
#define PAYS_OWNER "{\"" PAYS_OWNER_KEY "\":\"1\"}"
bool schedule_pays_owner(const struct schedule *schedule);

/* A row by which a date's run waited for approval is over, and was not approved. Where somebody
 * said no the date passes without a payment; else it is asked for once more on the next day, until
 * somebody decides. */
void schedule_run_ended(struct verb_context *context, const struct waiting *row);

/* What happens to schedules when their owner leaves (all but dues are paused) and when the account
 * that pays is closed. The owner's schedules must be loaded (WANTED_SCHEDULES_OF_USER). */
void pause_schedules_of(struct verb_context *context, struct user *owner);
void stop_schedules_of(struct verb_context *context, struct account *payer);

#endif
