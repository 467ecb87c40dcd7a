/* Norma 43: the list of movements of Spanish banks, in records of 80 columns: 11 an account, 22 a
 * movement, 23 its texts, 24 its amount in another currency, 33 the account's totals, 88 the end.
 */
#include "import/norma43_parts.h"

#include <string.h>

enum { RECORDS_WRAP = 1000000, LAST_OF_CURRENCY = 50, CTRL_Z = 0x1a };

/* Where a 33 had to come. */
static void expect_closed(struct norma43 *norma)
{
	if (!norma->statement.open)
		return;
	norma->statement.unsure = true;
	list_fault(norma->reading->taker, FAULT_TRUNCATED, norma->last,
		   "account %s has no record 33, which ends it: download the list again",
		   norma->statement.account.name);
	statement_close(&norma->statement, NULL, NO_DAY, norma->last);
}

/* Zeros and blanks: not told. */
static int64_t day_of_account(struct norma43 *norma, const struct columns *record, size_t first)
{
	int64_t day = NO_DAY, zeros;
	if (columns_blank(record, first, first + 5) ||
	    (columns_number(record, first, first + 5, &zeros) && !zeros) ||
	    columns_day(record, first, &day))
		return day;
	list_fault(norma->reading->taker, FAULT_DATE, norma->number,
		   "columns %zu to %zu of record 11, \"%s\", are no day (YYMMDD): download the "
		   "list again",
		   first, first + 5,
		   columns_shown(record, first, first + 5, &norma->reading->arena));
	return NO_DAY;
}

static void look_at_mode(struct norma43 *norma, const struct columns *record)
{
	int64_t mode;
	if (norma->warned_mode || !columns_number(record, 51, 51, &mode) ||
	    (mode != 1 && mode != 2))
		return;
	norma->warned_mode = true;
	list_warn(norma->reading->taker, norma->number,
		  "the list is in mode %d, without texts and references, so that nobody's payments "
		  "are recognised: ask the bank for Norma 43 in mode 3",
		  (int)mode);
}

/* Currency and opening balance; false where they are none, which was told. */
static bool read_opening(struct norma43 *norma, const struct columns *record,
			 struct list_account *account)
{
	struct list_taker *taker = norma->reading->taker;
	struct arena *arena = &norma->reading->arena;
	const char *currency = norma43_currency(record, 48);
	struct norma43_amount amount;
	if (record->count < LAST_OF_CURRENCY) {
		list_fault(taker, FAULT_COLUMN, norma->number,
			   "record 11 ends at column %zu, before its currency (48 to 50): download "
			   "the list again",
			   record->count);
		return false;
	}
	if (!currency) {
		list_fault(taker, FAULT_CURRENCY, norma->number,
			   "\"%s\" is no currency's number of ISO 4217 (978 is the euro): download "
			   "the list again",
			   columns_shown(record, 48, 50, arena));
		return false;
	}
	memcpy(account->currency, currency, strlen(currency) + 1);
	if (norma43_amount(record, 33, 34, &amount) &&
	    norma43_minor(amount.hundredths, currency, &account->opening))
		return true;
	list_fault(taker, FAULT_AMOUNT, norma->number,
		   "\"%s\" is no opening balance: sign 1 or 2 and 14 digits are expected; download "
		   "the list again",
		   columns_shown(record, 33, 47, arena));
	return false;
}

/* Bank 3-6, branch 7-10, account 11-20, first day 21-26, last 27-32, sign 33, opening 34-47,
 * currency 48-50, mode 51, short name 52-77. */
static void read_account(struct norma43 *norma, const struct columns *record)
{
	struct list_account account = { .place = norma->number };
	expect_closed(norma);
	account.name = norma43_account(norma, record);
	account.from = day_of_account(norma, record, 21);
	account.to = day_of_account(norma, record, 27);
	account.has_opening = read_opening(norma, record, &account);
	norma->out = norma->in = (struct norma43_side){ 0 };
	statement_open(&norma->statement, &account, account.from);
	look_at_mode(norma, record);
}

/* Nines 3-20, records 21-26: banks count with or without this one. */
static void read_end(struct norma43 *norma, const struct columns *record)
{
	struct list_taker *taker = norma->reading->taker;
	uint64_t with = norma->records, without = with - 1;
	int64_t count;
	expect_closed(norma);
	norma->records = 0;
	if (!columns_number(record, 21, 26, &count))
		list_fault(taker, FAULT_COLUMN, norma->number,
			   "columns 21 to 26 of record 88 are no number of records: download the "
			   "list again");
	else if ((uint64_t)count != with % RECORDS_WRAP &&
		 (uint64_t)count != without % RECORDS_WRAP)
		list_fault(taker, FAULT_COUNT, norma->number,
			   "record 88 counts %d records, but there are %d before it: lines are "
			   "missing or come twice; download the list again",
			   (int)count, (int)(without % RECORDS_WRAP));
}

static void read_by_type(struct norma43 *norma, const struct columns *record, int64_t type)
{
	switch (type) {
	case 11: read_account(norma, record); break;
	case 22: norma43_movement(norma, record); break;
	case 23: norma43_text(norma, record); break;
	case 24: /* what was paid in another currency: of no value for the account */
		norma43_open(norma, 24);
		break;
	case 33: norma43_totals(norma, record); break;
	case 88: read_end(norma, record); break;
	default:
		NORMA43_FAULT(norma, FAULT_COLUMN,
			      "a record begins with \"%s\", where Norma 43 has 11, 22, 23, 24, 33 "
			      "and 88: download the list again",
			      columns_shown(record, 1, 2, &norma->reading->arena));
	}
}

static void read_record(struct norma43 *norma, const struct columns *record)
{
	int64_t type = -1;
	columns_number(record, 1, 2, &type);
	norma->records++;
	if (type != 23 && type != 24) {
		norma43_give(norma);
		arena_reset(&norma->reading->arena);
	}
	if (record->count > NORMA43_COLUMNS &&
	    !columns_blank(record, NORMA43_COLUMNS + 1, record->count))
		NORMA43_FAULT(norma, FAULT_COLUMN,
			      "a record of %zu columns, where Norma 43 has 80: the list was "
			      "changed, "
			      "or its encoding is another one (--encoding)",
			      record->count);
	else
		read_by_type(norma, record, type);
}

/* DOS ended its files with a Ctrl-Z; where two were joined, one is in between. */
static char *without_ctrl_z(char *line, size_t *length)
{
	while (*length && line[*length - 1] == CTRL_Z)
		(*length)--;
	while (*length && *line == CTRL_Z) {
		line++;
		(*length)--;
	}
	return line;
}

static void end_list(struct norma43 *norma)
{
	struct list_reading *reading = norma->reading;
	norma43_give(norma);
	if (reading->source->failed) {
		reading->stopped = true;
		norma->statement.unsure = true;
	} else if (!norma->last) {
		list_fault(reading->taker, FAULT_NOT_A_LIST, 1,
			   "the list is empty, where Norma 43 begins with a record 11");
	} else {
		expect_closed(norma);
		if (norma->records)
			list_warn(reading->taker, norma->last,
				  "no record 88 ends the list: accounts behind may be missing");
	}
	statement_end(&norma->statement);
}

static void read_norma43(struct list_reading *reading)
{
	struct norma43 norma = { .reading = reading, .statement = { .reading = reading } };
	size_t length;
	char *line;
	while ((line = source_line(reading->source, &length, reading->taker))) {
		line = without_ctrl_z(line, &length);
		if (strspn(line, " ") >= length)
			continue;
		struct columns record = columns_of(line, length);
		norma.number = reading->source->number;
		read_record(&norma, &record);
		norma.last = norma.number;
	}
	end_list(&norma);
	buf_free(&norma.words);
}

const struct list_format format_norma43 = { .name = "n43",
					    .title = "Norma 43",
					    .fits = norma43_fits,
					    .declared = norma43_declared,
					    .read = read_norma43 };
