/* Amounts split between several, and in proportion to days: integers, of which no unit is lost or
 * made (guildledger(7), "Splitting"). */
#ifndef LEDGER_SHARES_H
#define LEDGER_SHARES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shares_error {
	SHARES_GOOD,
	SHARES_TOO_SMALL,   /* fewer units than people */
	SHARES_PERCENT_SUM, /* more than 100 %, or less with nobody to take the rest */
	SHARES_EXACT_SUM,   /* more than there is, or less with nobody to take the rest */
	SHARES_BAD_OPTION,  /* no share or none that can be, or percentages beside other kinds */
	SHARES_TOO_LARGE,   /* the command would move more than one may */
};
/* The code of a refusal: "too_small". */
const char *shares_error_code(enum shares_error error);

enum share_kind {
	SHARE_PARTS,   /* VALUE parts of the rest: 1 to 1000 */
	SHARE_PERCENT, /* VALUE hundredths of a percent */
	SHARE_EXACT,   /* VALUE minor units */
	SHARE_REST     /* who asked: what percentages leave over, else one part */
};
struct share {
	enum share_kind kind;
	int64_t value;
	int64_t amount; /* what it comes to, which may be 0 */
};

enum { MOST_SHARES = 1001 };

/* Reads what stands behind a payee, ":2", ":30%", "=20.50" (of a currency with SCALE decimals) or
 * "" (one part). False when it is none of these. */
bool share_read(const char *text, int scale, struct share *share);
/* Splits AMOUNT between COUNT shares, whose order decides who gets the odd units: who asked is the
 * first, if they share. Exact ones are taken out before the rest is split by parts, the units that
 * are left going to the largest remainders. *SUM (may be NULL) becomes what the error is about:
 * hundredths of a percent, minor units, or the rest that is too small. */
enum shares_error split_by_shares(int64_t amount, struct share *shares, size_t count, int64_t *sum);
/* Splits AMOUNT evenly into COUNT parts, the first ones with the odd units. */
enum shares_error split_evenly(int64_t amount, size_t count, int64_t *parts);
/* AMOUNT for each of COUNT in all: SHARES_TOO_LARGE beyond what one command may move. */
enum shares_error amount_for_each(int64_t amount, size_t count, int64_t *total);
/* The part of AMOUNT for LEFT of DAYS days, rounded down. */
int64_t prorated(int64_t amount, int64_t left, int64_t days);

#endif
