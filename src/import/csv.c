/* CSV, as rules say how to read it: from where its table begins, oldest line first. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/csv_line.h"
#include "import/csv_order.h"
#include "import/formats.h"

/* Whether RULES give FIELD a value, always or in an if. */
static bool gives(const struct import_rules *rules, enum rule_field field)
{
	if (rules->always[field])
		return true;
	for (const struct rule_block *block = rules->blocks; block; block = block->next)
		for (const struct rule_assignment *one = block->assignments; one; one = one->next)
			if (one->field == field)
				return true;
	return false;
}

/* Whether there is all that a line is made of. */
static bool are_whole(struct list_reading *reading)
{
	const struct import_rules *rules = reading->rules;
	const char *missing = NULL;
	if (!rules) {
		list_fault(reading->taker, FAULT_RULES, 0,
			   "a CSV needs rules: name them by --rules");
		return false;
	}
	if (!gives(rules, RULE_AMOUNT) && !gives(rules, RULE_AMOUNT_IN) &&
	    !gives(rules, RULE_AMOUNT_OUT))
		missing = "amount";
	else if (rules->balances && !gives(rules, RULE_MEMBER))
		missing = "member";
	else if (!rules->balances && !gives(rules, RULE_DATE))
		missing = "date";
	if (missing)
		list_fault(reading->taker, FAULT_RULES, 0,
			   "the rules do not say which column is the %s: name it in \"fields\"",
			   missing);
	return missing == NULL;
}

/* Goes to the line that begins with the header and reads it; false, and a fault at the line where
 * "skip" has it, where there is none in the first 64 KiB. */
static bool find_header(struct csv_scanner *scanner, const struct import_rules *rules)
{
	struct list_source *source = scanner->source;
	size_t length, wanted = strlen(rules->header);
	uint64_t expected = 1;
	int lines = 0;
	for (char *line; source->next < SOURCE_HEAD_SIZE &&
			 (line = source_line(source, &length, scanner->taker));) {
		if (length >= wanted && memcmp(line, rules->header, wanted) == 0) {
			source_seek(source, source->offset, source->number);
			return csv_next(scanner);
		}
		if (length && ++lines == rules->skip)
			expected = source->number;
	}
	if (!source->failed)
		list_fault(scanner->taker, FAULT_COLUMN, expected,
			   "no line begins with \"%s\", which the rules name as the header: the "
			   "list is of another bank, or the bank changed its columns",
			   rules->header);
	return false;
}

/* Passes over the lines before the table. */
static bool skip_lines(struct csv_scanner *scanner, const struct import_rules *rules)
{
	for (int i = 0; i < rules->skip; i++) {
		if (csv_next(scanner))
			continue;
		if (!scanner->failed)
			list_fault(scanner->taker, FAULT_NO_TABLE, 1,
				   "the list ends before its table: it has no %d lines that are "
				   "to be skipped",
				   rules->skip);
		return false;
	}
	return true;
}

static void read_csv(struct list_reading *reading)
{
	static const struct list_account account = {
		.name = "",
		.from = NO_DAY,
		.to = NO_DAY,
		.place = 1,
		.scale = 2 /* of balances, as list_scale("") */
	};
	/* What is kept between records is no part of the rules. */
	struct import_rules *rules = (struct import_rules *)reading->rules;
	if (!are_whole(reading)) {
		reading->stopped = true;
		return;
	}
	struct csv_scanner *scanner = calloc(1, sizeof *scanner);
	if (!scanner)
		memory_out(sizeof *scanner);
	scanner->source = reading->source;
	scanner->taker = reading->taker;
	scanner->separator = rules->separator     ? rules->separator
			     : reading->separator ? reading->separator
						  : ',';
	struct csv_maker maker = { .rules = rules,
				   .taker = reading->taker,
				   .arena = &reading->arena,
				   .dates = rules->dates };
	maker.dates.day_first = reading->day_first;
	maker.dates.month_first = reading->month_first;
	if (rules->header ? find_header(scanner, rules) : skip_lines(scanner, rules)) {
		reading->taker->begin(reading->taker, &account);
		csv_in_order(scanner, &maker);
		reading->taker->end(reading->taker, &account);
	}
	reading->stopped = scanner->failed || reading->source->failed;
	csv_scanner_free(scanner);
	free(scanner);
}

const struct list_format format_csv = { .name = "csv", .title = "CSV", .read = read_csv };
