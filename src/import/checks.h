/* The first pass over a list: whether it is right in itself, and what it amounts to, account by
 * account. Nothing of it is kept but sums, so that lists of any length fit. */
#ifndef IMPORT_CHECKS_H
#define IMPORT_CHECKS_H

#include "base/arena.h"
#include "import/list.h"
#include "import/occurrence.h"

/* The most of each that a list may have; more is FAULT_CURRENCY and FAULT_ACCOUNT. */
enum { CHECKED_CURRENCIES = 16, CHECKED_ACCOUNTS = 64 };
/* How many warnings and places of lines that are passed over are remembered, beside their counts.
 */
enum { CHECKED_WARNINGS = 20, CHECKED_PLACES = 8 };

/* The lines of an account in one currency. */
struct checked_currency {
	char currency[LIST_CURRENCY_SIZE];
	int64_t in, out;          /* minor units, neither below zero */
	int64_t older;            /* the sum of the lines before --since, which are in neither */
	uint64_t count, balances; /* lines, and how many of them say the balance after them */
	int64_t opening, last;    /* before the first line, and after the last one, by those */
	uint64_t jump;            /* the first line whose balance does not follow; 0: none */
	int64_t jump_expected, jump_found;
	uint64_t first_place, last_place;
};

struct checked_account {
	struct list_account told;    /* by the list; its name is ours */
	const char *books;           /* account1 of the rules, "": they do not say */
	int64_t first_day, last_day; /* of its lines; NO_DAY: it has none */
	uint64_t count, older;       /* lines that are taken, and those before --since */
	uint64_t by_text;            /* of those taken: no reference is promised to name them */
	struct checked_currency currencies[CHECKED_CURRENCIES];
	size_t currency_count;
	/* Told, or computed where every line says its balance, in one currency. The opening is that
	 * before the first line that is taken. */
	bool has_opening, has_closing;
	int64_t opening, closing;
};

struct checked_fault {
	uint64_t count, place; /* how many of its class, and where the first is */
	const char *message;
};

struct checked_skip {
	uint64_t count, places[CHECKED_PLACES];
};

struct list_checks {
	struct list_taker taker; /* what readers are given */
	struct arena arena;
	struct checked_account *accounts;
	size_t account_count, account_size;
	struct checked_account *account; /* that was begun and has not ended */
	struct checked_fault faults[LIST_FAULTS];
	uint64_t fault_count;
	struct checked_skip skips[LIST_SKIPS];
	struct {
		uint64_t place;
		const char *message;
	} warnings[CHECKED_WARNINGS];
	uint64_t warning_count, line_count;
	int64_t since; /* lines before that day are checked, but not taken; NO_DAY: none are */
	struct list_days *days; /* of the lines that are taken, by the names of the list */
};

void checks_begin(struct list_checks *checks, int64_t since);
void checks_free(struct list_checks *checks);

/* Whether the second pass takes LINE: it is of no day before --since, and moves something. */
bool checked_takes(const struct list_line *line, int64_t since);

/* Whether the list may begin within the first day of ACCOUNT, one of those of CHECKS: unless it has
 * lines of an earlier one, or says that it begins before. */
bool checked_may_be_cut(const struct list_checks *checks, const struct checked_account *account);

/* The days that an account's lines are of, or that the list says it covers; false: neither is
 * known. */
bool checked_days(const struct checked_account *account, int64_t *from, int64_t *to);

#endif
