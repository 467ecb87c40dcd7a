/* What recurs: payments of members, payrolls, dues. Tables hold dates, never instants; only gl-due
 * knows the future of a zone. */
#ifndef LEDGER_SCHEDULES_H
#define LEDGER_SCHEDULES_H

#include "base/calendar.h"
#include "ledger/books.h"
#include "ledger/recurrence.h"

/* Who is asked for dues by one command, so that no commit takes long. */
enum { DUES_PART = 200 };
/* How far the ids of commands of one instant lie apart by their numbers: Unix milliseconds. */
enum { NUMBERS_APART_MS = 1000 };
enum schedule_kind { SCHEDULE_PAY, SCHEDULE_PAYROLL, SCHEDULE_DUES };
enum schedule_state { SCHEDULE_ACTIVE, SCHEDULE_PAUSED, SCHEDULE_ENDED, SCHEDULE_STOPPED };
enum shortage { SHORTAGE_SKIP, SHORTAGE_RETRY, SHORTAGE_OWE };
extern const char *const schedule_kind_names[];  /* "pay", "payroll", "dues"; ended by NULL */
extern const char *const schedule_state_names[]; /* "active", …; ended by NULL */
extern const char *const shortage_names[];       /* "skip", "retry", "owe"; ended by NULL */

/* A row of the table. Texts live in the working set's arena. 0 or NULL: none, unless said. */
struct schedule {
	struct pair key; /* guild and number */
	bool exists;     /* false: it was looked for, and there is none */
	enum schedule_kind kind;
	enum schedule_state state;
	uint64_t owner_id;  /* 0: an operator */
	int64_t payer;      /* account; 0: dues */
	const char *payees; /* WHO… as typed */
	char currency[CURRENCY_SIZE];
	int64_t amount; /* minor units, for each payee */
	const char *memo;
	struct recurrence recurrence; /* columns every, unit, days, day, nth, weekday, month, anchor
				       */
	int64_t begins, until;        /* days; until NO_DAY: no end */
	int64_t times_left;           /* -1: no end */
	int at;                       /* minutes of the local day */
	enum shortage shortage;       /* column short */
	int retry_days;
	int64_t done;     /* the last due day that was handled; at first the day before the first
			     that may come */
	int64_t attempt;  /* of the next command for the day that is due */
	int64_t retrying; /* the due day that is being retried, or of dues of which parts were
			   * asked; NO_DAY: none */
	int64_t misses;   /* consecutive */
	const char *reason;
	uint64_t channel_id;
	uint64_t role_id;     /* of dues */
	int64_t into_account; /* of dues */
	bool prorate;
	int64_t grace_days; /* -1: none */
	uint64_t lose_role_id;
	int64_t made_seq;   /* the log row that made it */
	const char *always; /* what was approved for good: canonical JSON */
	bool dirty;
	STAILQ_ENTRY(schedule) pending;
	UT_hash_handle hh;
};

/* In the working set, or NULL: not loaded. */
struct schedule *books_loaded_schedule(const struct books *books, uint64_t guild_id,
				       int64_t number);
/* A row for a store to fill: added once. */
struct schedule *books_add_schedule(struct books *books, uint64_t guild_id, int64_t number);
/* Marks as changed, to be written. */
void books_touch_schedule(struct books *books, struct schedule *schedule);

#endif
