/* What the cells of a CSV say: amounts and days, as banks write them. */
#ifndef IMPORT_CELLS_H
#define IMPORT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "import/list.h"

enum { CELL_WHY_SIZE = 240, CELL_MONTH_SETS = 4, CELL_DATE_FORMATS = 8 };

/* A sign or word for a currency: "$" and "USD". */
struct currency_sign {
	const char *sign;
	const char *code;
};

/* How amounts are written. */
struct amount_rules {
	char decimal_mark; /* '.' or ','; 0: each cell decides */
	struct currency_sign *signs;
	size_t sign_count;
	const char **words; /* that mean nothing, DR apart, which turns the sign */
	size_t word_count;
};

/* How days are written. */
struct date_rules {
	const char *formats[CELL_DATE_FORMATS]; /* none: year, month, day; the first that fits */
	size_t format_count;
	const char *months[CELL_MONTH_SETS][12]; /* their names, folded (pattern_fold()) */
	size_t month_set_count;
	bool day_first, month_first; /* --dates, where there is no format */
};

/* What is wrong with a cell: a fault, or CELL_OK. */
enum { CELL_OK = -1 };

/* Writes the code of the currency that TEXT says (a code of three letters, or a sign) to CODE. */
int cell_currency(const struct amount_rules *rules, const char *text, char code[LIST_CURRENCY_SIZE],
		  char why[CELL_WHY_SIZE]);

/* Reads TEXT as minor units of CODE. Where CODE is empty it becomes what TEXT says, or stays so,
 * and the amount has two decimals; where it is not, TEXT may say no other. */
int list_cell_amount(const struct amount_rules *rules, const char *text,
		     char code[LIST_CURRENCY_SIZE], int64_t *amount, char why[CELL_WHY_SIZE]);

/* Reads TEXT as a day of the years 1900 to 2199. */
int cell_day(const struct date_rules *rules, const char *text, int64_t *day,
	     char why[CELL_WHY_SIZE]);

/* Whether FORMAT, as strptime(3) and hledger have them, is read by cell_day(): %d %e %m %b %B %y %Y
 * %D %F, and those of times, zones and weekdays, which are passed over; "%-d" is "%d". */
bool cell_date_format_known(const char *format, char why[CELL_WHY_SIZE]);

/* TEXT in place without blanks (also no-break ones) at its ends. */
char *cell_trim(char *text);

#endif
