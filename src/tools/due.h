/* What gl-due prints of one guild: each file that knows a kind of thing adds items, the frame puts
 * them in order and prints them as commands.
 *
 * An item's place is its instant; of one instant its kind and then its number decide. What the
 * books will hold after a command is not known here: what a command that is printed now may change
 * or bring is held back (due_hold_back()), with all behind it, until gl-due is asked again. */
#ifndef TOOLS_DUE_H
#define TOOLS_DUE_H

#include "command/verbs.h"
#include "ledger/schedules.h"
#include "ledger/waiting.h"
#include "record/record.h"
#include "store/store.h"

/* The order at one instant. */
enum due_kind {
	DUE_ROLE_ENDS,
	DUE_WAITING_ENDS,
	DUE_SCHEDULES, /* pay, dues, join, skip */
	DUE_RETRIES,
	DUE_REMINDERS,
	DUE_LOSSES,
	DUE_STATEMENTS,
	DUE_OPENINGS
};
struct due_place {
	int64_t instant; /* Unix milliseconds */
	enum due_kind kind;
	int64_t number; /* of the schedule, the row or the member */
};

/* Below 0: ONE comes before OTHER; above: behind it. */
int due_compare_places(const struct due_place *one, const struct due_place *other);

struct due_run;
struct due_item {
	struct due_place place; /* the instant is the command's time */
	enum verb_id verb;
	/* With the verb and the number these make the command's id: what is printed again has the
	 * same, whatever else it says. */
	int64_t day;      /* the date it is about; NO_DAY: TEXT says which */
	const char *text; /* instead of the day, or besides (a part); NULL: none. Lives as long as
			     the run */
	int64_t attempt;  /* the first one; what could not be applied is another */
	/* Adds the command's arguments, just before it is printed; ITEM has the attempt that is
	 * printed. NULL: there is nothing to print as it is now, but what is printed before it may
	 * change that. */
	void (*fill)(struct due_run *run, const struct due_item *item, struct command *command);
	const struct schedule *schedule; /* for FILL, as what is below; NULL: none */
	const void *of;
};

struct due_run {
	struct store *store;
	struct books books; /* the guild, its schedules, and whatever else was loaded */
	struct guild *guild;
	const struct zone *zone;
	int64_t now;        /* Unix milliseconds: what is due then */
	struct arena arena; /* of the guild */
	struct due_item *items;
	size_t count, room;
	/* Roles that somebody lost, and that come back with what pays their dues. */
	uint64_t *lost_roles;
	size_t lost_count;
	bool lost_again;      /* who lost one owes more, which costs it when it is back */
	struct due_place end; /* nothing from here on is printed in this run */
};

/* Adds an item, unless it is to come yet. */
void due_add(struct due_run *run, const struct due_item *item);
/* Nothing at this place or behind it is printed in this run. */
void due_hold_back(struct due_run *run, const struct due_place *place);
/* Prints at most MOST items, in their order, into OUT; returns how many. */
size_t due_print(struct due_run *run, size_t most, struct buf *out);

/* Whether something can be booked now: not where batches are opened by hand and none is open. */
bool due_can_book(const struct due_run *run);
/* Whether a date of the schedule may have to wait for a second person: then it is one command, no
 * date behind it is printed with it, and one that is late says when it is asked. */
bool due_may_wait(const struct due_run *run, const struct schedule *schedule);
void due_asked_argument(struct due_run *run, const struct due_item *item, struct command *command);
/* All who wear the role (0: everyone), as the rules take them (ledger/payees.h), by rising ids,
 * with their accounts. Each role is loaded once. */
struct user **due_wearers(struct due_run *run, uint64_t role_id, size_t *count);
/* The first moment at which the guild's clocks show schedule.time of DAY; MINUTE of it. */
int64_t due_morning(const struct due_run *run, int64_t day);
int64_t due_instant(const struct due_run *run, int64_t day, int minute);
int64_t due_today(const struct due_run *run);
/* Arguments; the texts are copied. */
void due_argument(struct due_run *run, struct command *command, const char *key, const char *format,
		  ...) __attribute__((format(printf, 4, 5)));
void due_day_argument(struct due_run *run, struct command *command, const char *key, int64_t day);

/* Each adds what it knows of: due_ends.c, due_schedules.c, due_dues.c,
 * due_members.c, due_openings.c. */
void due_add_role_ends(struct due_run *run);
void due_add_waiting_ends(struct due_run *run);
void due_add_schedules(struct due_run *run);
/* The commands for DAY, a date of dues that has come; who joined since a date. */
void due_add_dues_date(struct due_run *run, const struct schedule *schedule, int64_t day,
		       int64_t instant, int64_t attempt);
void due_add_joins(struct due_run *run);
void due_add_reminders(struct due_run *run);
void due_add_losses(struct due_run *run);
/* On the first of a month, some each minute. */
void due_add_statements(struct due_run *run);
/* What waits of another bot's balances is assigned to whom it belongs. */
void due_add_openings(struct due_run *run);

#endif
