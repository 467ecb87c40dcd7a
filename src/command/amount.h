/* Amounts as people write them, in any of four notations, into one canonical decimal. */
#ifndef COMMAND_AMOUNT_H
#define COMMAND_AMOUNT_H

#include <stdbool.h>

#include "base/arena.h"

enum amount_error {
	AMOUNT_OK,
	AMOUNT_NONE,      /* no digits, or signs that belong to no number */
	AMOUNT_AMBIGUOUS, /* one separator and exactly three digits behind it */
	AMOUNT_GROUPING,  /* groups that are not of three or begin with 0, or mixed separators */
	AMOUNT_NEGATIVE,
	AMOUNT_ZERO,
	AMOUNT_CURRENCY_SIGN,
	AMOUNT_EXPONENT,
	AMOUNT_FOREIGN_DIGITS,
	AMOUNT_TOO_LONG,
	AMOUNT_SPLIT,      /* groups parted by an apostrophe or a space */
	AMOUNT_MULTIPLIED, /* 5k, 1.5mil */
};

enum { AMOUNT_MAX_DIGITS = 30 };

/* Reads TEXT: 12.50, 12,50, 1.234,50, 1,234.50, 1.234.567, 0.500. *DECIMAL becomes the canonical
 * text ("1234.50"), from ARENA. Never rounds and never uses floating point. With SIGNED_OK a minus
 * is kept and zero is accepted. */
enum amount_error amount_read(struct arena *arena, const char *text, bool signed_ok,
			      const char **decimal);
/* The error's constant name, for records: "ambiguous_amount". */
const char *amount_error_code(enum amount_error error);

#endif
