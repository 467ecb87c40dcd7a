/* Faults: what is wrong with which row, found by which check, and what to do. Counted all, printed
 * up to a limit. */
#ifndef VERIFY_FAULTS_H
#define VERIFY_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* The checks, as man gl-verify lists them. */
enum check {
	CHECK_SQLITE,
	CHECK_SCHEMA,
	CHECK_FORGETTING,
	CHECK_REFERENCE,
	CHECK_SEQUENCE,
	CHECK_FORM,
	CHECK_TRANSACTION,
	CHECK_BALANCE,
	CHECK_FLOOR,
	CHECK_REVERSAL,
	CHECK_BATCH,
	CHECK_TOTALS,
	CHECK_CHAIN,
	CHECK_LOG,
	CHECK_EFFECT,
	CHECK_ACCOUNT,
	CHECK_OUTBOX,
	CHECK_CURSOR,
	CHECK_COUNTER,
	CHECK_NUMBER,
	CHECK_STATE,
	CHECK_PAID,
	CHECK_HELD,
	CHECK_TERM,
	CHECK_ARGUMENTS,
	CHECK_APPROVAL,
	CHECK_SCHEDULE,
	CHECK_RUN,
	CHECK_DUES,
	CHECK_SETTLEMENT,
	CHECK_REMINDER,
	CHECK_LOSS,
	CHECK_OWING,
	CHECK_LIMIT,
	CHECK_BUDGET,
	CHECK_LINE,
	CHECK_RECONCILIATION,
	CHECK_EVIDENCE,
	CHECK_YEAR,
	CHECK_CHECKPOINT,
	CHECK_DECISION,
	CHECK_REPLAY,
	CHECK_ANSWER,
	CHECK_COUNT
};
extern const char *const check_names[CHECK_COUNT];

struct faults {
	bool ndjson;    /* print as records, else as text */
	int64_t limit;  /* print so many; 0: all */
	uint64_t count; /* all that were found */
	uint64_t by_check[CHECK_COUNT];
	struct buf out;     /* waits to be printed */
	struct buf keys[2]; /* what row_key() gave */
	int turn;
};

/* Adds a fault of the row KEY of TABLE: the rest, printf-like, says what is wrong; texts from the
 * books may be in it. */
void fault_add(struct faults *faults, enum check check, const char *table, const char *key,
	       const char *format, ...) __attribute__((format(printf, 5, 6)));
/* A row's key ("1000/7/PTS"), for fault_add(); lasts until the call after the next. */
const char *row_key(struct faults *faults, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void faults_free(struct faults *faults);

#endif
