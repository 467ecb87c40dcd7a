/* An amount with the currency that is written at it, as one word has both: 5, 5€, €5, -5eur, US$5.
 */
#ifndef COMMAND_MONEY_H
#define COMMAND_MONEY_H

#include "base/i18n.h"
#include "command/amount.h"

struct written_money {
	const char *amount; /* a canonical decimal. Where one separator is followed by exactly three
			       digits, so that it could part thousands or decimals, it is a comma
			       here ("5,000"): only a currency of three decimals that is named
			       beside it says which */
	const char *unit;   /* the code, sign or name that is written at the amount; NULL: none */
	const char *number; /* of the amount, as written */
};

/* Reads TEXT, one word or what is in an option's quotes, where spaces may part number and unit. All
 * from ARENA or TEXT. WRITTEN->number is set in any case: what was taken for the number. Other than
 * as amount_read(), what could be either of two is no error. */
enum amount_error money_read(struct arena *arena, const char *text, bool signed_ok,
			     struct written_money *written);
/* The two readings of an amount that has a comma as above: with DECIMALS "5.000", else "5000". From
 * ARENA. */
const char *money_reading(struct arena *arena, const char *amount, bool decimals);
/* "1500.5" as it is written in LANG: with a comma in Spanish. From ARENA. */
const char *money_in_language(struct arena *arena, enum lang lang, const char *decimal);
/* Whether TEXT begins as amounts do: signs, a currency's sign or plain name, then a digit or a
 * separator and a digit. */
bool money_begins(struct arena *arena, const char *text);

#endif
