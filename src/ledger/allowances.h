/* How much may be paid, moved and spent, and what was, in the working set: limits of members and
 * their payments, budgets and their spending, what office holders moved. */
#ifndef LEDGER_ALLOWANCES_H
#define LEDGER_ALLOWANCES_H

#include "ledger/books.h"

/* How much one member may pay, whatever their permits allow. */
enum limit_period { LIMIT_PAYMENT, LIMIT_DAY, LIMIT_WEEK, LIMIT_MONTH, LIMIT_PERIODS };
extern const char *const limit_period_names[]; /* as stored: "payment", …; ended by NULL */
struct member_limit {
	struct member_limit *next;
	enum limit_period period;
	char currency[CURRENCY_SIZE];
	int64_t amount; /* minor units; NO_LIMIT: none, whatever the permits say */
};
#define NO_LIMIT INT64_MAX

/* What a member paid, by a verb that limits count (TRAIT_LIMITED), or decided to pay of their
 * debts: the newest ones, and all of the last months. */
struct payment {
	struct payment *next; /* an older one */
	int64_t transaction, time;
	int64_t amount; /* minor units */
	char currency[CURRENCY_SIZE];
	const char *verb;
	bool reversed;
};

/* What an expense account may spend in each period. */
struct budget {
	struct budget *next;
	int64_t account_id;
	char currency[CURRENCY_SIZE];
	int64_t amount;   /* minor units */
	const char *unit; /* "weekly", "monthly", "quarterly", "yearly" */
	bool carry;       /* what a period leaves goes into the next */
	int64_t since;    /* a day: the first of its first period */
};

/* What was booked to an account that has a budget, without its opening and counts. */
struct spending {
	struct spending *next; /* a later one */
	int64_t time, amount;  /* positive debit */
	char currency[CURRENCY_SIZE];
};

/* What somebody moved lately by one verb, where approval.day is set. */
struct moved {
	struct moved *next;
	const char *verb;
	int64_t time, amount;
	char currency[CURRENCY_SIZE];
};
struct mover {
	struct mover *next;
	uint64_t user_id; /* 0: operators */
	struct moved *moved;
};

#endif
