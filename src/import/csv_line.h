/* One record of a CSV as a line of the bank. */
#ifndef IMPORT_CSV_LINE_H
#define IMPORT_CSV_LINE_H

#include "import/rules_parts.h"

/* What is kept between records. */
struct csv_maker {
	struct import_rules *rules;
	struct list_taker *taker;
	struct arena *arena;     /* of one record */
	struct date_rules dates; /* those of the rules, and --dates */
	char currency_text[LIST_CURRENCY_SIZE], currency[LIST_CURRENCY_SIZE]; /* last read */
};

/* Gives the record at PLACE, with the values CHOSEN for it, to the taker: a line, two where a fee
 * is booked apart, or a fault for each thing that is wrong. */
void csv_line(struct csv_maker *maker, const struct record_cells *record, uint64_t place,
	      const struct template *const chosen[RULE_FIELDS]);

/* What a record moves in all, and the balance after it; false: it does not say both. What is wrong
 * with it is told to the taker. */
bool csv_balance(struct csv_maker *maker, const struct record_cells *record,
		 const struct template *const chosen[RULE_FIELDS], int64_t *moved,
		 int64_t *balance);

/* The day that a record says; NO_DAY: none that can be read. */
int64_t csv_day(struct csv_maker *maker, const struct record_cells *record,
		const struct template *const chosen[RULE_FIELDS]);

#endif
