/* What waits, what recurs and who owes, in step with the log. Private to this room: what pass.h has
 * is of one row of the log, this of the rows that it made and ended. */
#ifndef VERIFY_MONTH_H
#define VERIFY_MONTH_H

#include "base/zone.h"
#include "command/setting_rows.h"
#include "ledger/schedules.h"
#include "verify/pass.h"

/* A setting as of the log row that was read last. */
struct setting_then {
	const char *key, *value; /* as the books keep them */
	struct setting_then *next;
};

/* What recurs, as the table has it, and by the log so far. */
struct book_schedule {
	struct schedule row; /* the table's, but for its texts */
	int64_t done;        /* the last date that a row of the log handled; NO_DAY: none did */
	int64_t first;       /* the first such date */
	int64_t left;        /* of its dates; -1: no end */
	int64_t misses;
	enum schedule_state state;
	bool resumed;     /* since DONE: what fell into the pause is left out */
	bool paused_once; /* then BEGINS is that of the last time it went on */
	bool skipped;     /* its first dates came too late */
	bool unknown;     /* it changed in a way that only a replay follows */
	bool begun;       /* the row that made it was read */
	UT_hash_handle hh;
};

/* An account that came to more by the log row at hand, and so pays what it owes. */
struct credit {
	struct book_account *account;
	const struct holding *holding;
	struct credit *next;
};

struct limits_then;
struct moved_by;
struct budgets_then;
struct month {
	struct book_waiting **rows, **ended; /* in order of numbers; of the rows that ended them */
	size_t count, ended_count, next, next_ended;
	size_t made; /* the first that the log row at hand made; up to NEXT */
	struct setting_then *settings;
	struct zones zones;
	const struct zone *zone; /* NULL: it is unknown here, or changed */
	struct book_schedule *schedules;
	struct credit *credits; /* by the log row at hand */
	struct limits_then *limits;
	struct budgets_then *spending;
	struct moved_by *moved; /* hash */
	bool ceilings, budgets; /* there are, or were, some */
};

/* month.c */
void begin_month(struct pass *pass);
/* Before what the row booked: what it ended is no more held. After it: what it made is. */
void begin_month_row(struct pass *pass, const struct log_row *row);
void end_month_row(struct pass *pass, const struct log_row *row);
/* What a transaction booked; ROW is NULL where no row of the log did. */
void month_transaction(struct pass *pass, const struct log_row *row, const struct posting *posting);
void end_month(struct pass *pass);
void free_month(struct pass *pass);

/* waiting_rows.c */
/* Whether what the row asks for waits for somebody's yes. */
bool row_asks(const struct pass *pass, const struct log_row *row);
/* The row's key, for faults. */
const char *waiting_key(struct pass *pass, const struct book_waiting *waiting);

/* waiting.c: numbers, and by which rows of the log they were asked and ended. */
void check_number(struct pass *pass, const struct book_waiting *waiting,
		  const struct book_waiting *before);
void check_asked(struct pass *pass, const struct log_row *row, const struct book_waiting *waiting);
void check_ended(struct pass *pass, const struct log_row *row, const struct book_waiting *waiting);
/* What the row says that it decided, held against the table. */
void check_decides(struct pass *pass, const struct log_row *row);
/* What is wrong with the row of the table as it stands. */
void check_state(struct pass *pass, const struct book_waiting *waiting);
/* Whether the command names the number. */
bool names_number(const struct command *command, int64_t number);

/* waiting_terms.c: until when things wait, for what, and how much is paid of them. */
void check_terms(struct pass *pass, const struct log_row *row, const struct book_waiting *waiting);
void check_paid(struct pass *pass, const struct book_waiting *waiting);
void check_owing(struct pass *pass);

/* approvals.c */
void check_approval(struct pass *pass, const struct log_row *row, const struct posting *posting);
void check_arguments(struct pass *pass, const struct log_row *row,
		     const struct book_waiting *waiting);

/* approval_day.c */
/* Adds what ASKER_ID moved by a command of that kind (enum approval_verb), in minor units, and
 * gives the sum of the local day of TIME; INT64_MAX: as large as can be; 0: the zone is unknown. */
int64_t moved_that_day(struct pass *pass, uint64_t asker_id, int choice, const char *currency,
		       int64_t time, int64_t amount);
void free_moved(struct pass *pass);

/* learned.c: what the log says of accounts, for the checks of the rows behind it. */
void learn_accounts(struct pass *pass, const struct log_row *row);

/* schedule_rows.c */
void load_schedules(struct pass *pass);
struct book_schedule *schedule_of(const struct pass *pass, int64_t number); /* NULL: none */
/* The row's key, for faults. */
const char *schedule_key(struct pass *pass, const struct book_schedule *schedule);

/* schedules.c */
/* The day that an argument names; NO_DAY: none. */
int64_t day_named(const struct command *command, const char *key);
void follow_schedules(struct pass *pass, const struct log_row *row);
void end_schedules(struct pass *pass);

/* runs.c */
/* The next payee in *TEXT, which goes behind it: "@11", or a name, in quotes where it has spaces;
 * from the arena of the line, without quotes. NULL: *TEXT is over. */
const char *next_payee_text(struct pass *pass, const char **text);
/* The account of the next payee. NULL: it names nobody; then *MORE is false where *TEXT is over. */
struct book_account *next_payee(struct pass *pass, const char **text, bool *more);
void check_run(struct pass *pass, const struct log_row *row, const struct posting *posting);

/* dues.c */
struct book_account *account_owned(const struct pass *pass, uint64_t user_id); /* NULL: none */
/* Whether they left, by the log so far; of what was before a checkpoint nothing is known. */
bool has_left(const struct pass *pass, uint64_t user_id);
void check_dues_row(struct pass *pass, const struct log_row *row,
		    const struct book_waiting *waiting);
void follow_dues(struct pass *pass, const struct log_row *row);
void end_dues(struct pass *pass);

/* debts.c */
void check_settled(struct pass *pass, const struct log_row *row);

/* limits.c */
void begin_limits(struct pass *pass);
void free_limits(struct pass *pass);
void check_limits(struct pass *pass, const struct log_row *row, const struct posting *posting);
void follow_limits(struct pass *pass, const struct log_row *row);

/* budgets.c */
void begin_budgets(struct pass *pass);
void free_budgets(struct pass *pass);
void check_budgets(struct pass *pass, const struct log_row *row, const struct posting *posting);
void follow_budgets(struct pass *pass, const struct log_row *row);

/* settings_then.c */
void load_settings_then(struct pass *pass); /* of the log before the checkpoint */
void learn_setting(struct pass *pass, const struct log_row *row);
/* As the books kept it then, of a currency (NULL: it has none); NULL: it was not set. */
const char *setting_then(const struct pass *pass, enum setting_key key, const char *currency);

/* Reconciliations, once the whole log was read. */
void check_reconciliations(struct pass *pass);

#endif
