/* The movements of Norma 43: a record 22, and the records 23 with its texts. */
#include "import/norma43_parts.h"

#include <string.h>

/* What is common to all banks in columns 23-24, where annex 4 has texts of its own. */
enum { CONCEPT_DEBIT = 3, CONCEPT_TRANSFER = 4 };
enum { LAST_OF_AMOUNT = 42 };

static const char *reference_at(struct norma43 *norma, const struct columns *record, size_t first,
				size_t last)
{
	size_t length;
	const char *bytes = columns_at(record, first, last, &length);
	return list_reference(&norma->reading->arena, bytes, length);
}

/* Both references, else the number of the document: of a cheque, for one. */
static const char *references(struct norma43 *norma, const struct columns *record)
{
	const char *first = reference_at(norma, record, 53, 64);
	const char *second = reference_at(norma, record, 65, 80);
	if (*first && *second)
		return arena_printf(&norma->reading->arena, "%s %s", first, second);
	if (*first || *second)
		return *first ? first : second;
	return reference_at(norma, record, 43, 52);
}

static bool read_amount(struct norma43 *norma, const struct columns *record)
{
	struct list_line *line = &norma->movement;
	struct norma43_amount amount;
	if (!norma43_amount(record, 28, 29, &amount) ||
	    !norma43_minor(amount.hundredths, line->currency, &line->amount)) {
		NORMA43_FAULT(norma, FAULT_AMOUNT,
			      "\"%s\" is no amount of %s: sign 1 or 2 and 14 digits are expected; "
			      "download the list again",
			      columns_shown(record, 28, LAST_OF_AMOUNT, &norma->reading->arena),
			      line->currency);
		return false;
	}
	struct norma43_side *side = amount.out ? &norma->out : &norma->in;
	side->count++;
	side->sum += amount.out ? -amount.hundredths : amount.hundredths;
	return true;
}

/* Day 11-16, value 17-22, common concept 23-24, own 25-27, sign 28, amount 29-42, document 43-52,
 * references 53-64 and 65-80. The references are free texts, which name no movement for sure. */
void norma43_movement(struct norma43 *norma, const struct columns *record)
{
	struct list_line *line = &norma->movement;
	if (!norma43_open(norma, 22))
		return;
	*line = list_line_at(norma->number);
	memcpy(line->currency, norma->statement.account.currency, LIST_CURRENCY_SIZE);
	if (record->count < LAST_OF_AMOUNT) {
		NORMA43_FAULT(norma, FAULT_COLUMN,
			      "record 22 ends at column %zu, inside its amount (29 to 42): "
			      "download "
			      "the list again",
			      record->count);
		return;
	}
	bool good = columns_day(record, 11, &line->day);
	if (!good)
		NORMA43_FAULT(norma, FAULT_DATE,
			      "\"%s\" is no day (YYMMDD): download the list again",
			      columns_shown(record, 11, 16, &norma->reading->arena));
	norma->waits = read_amount(norma, record) && good;
	line->reference = references(norma, record);
	norma->concept = 0;
	columns_number(record, 23, 24, &norma->concept);
	norma->texts.count = 0;
}

void norma43_text(struct norma43 *norma, const struct columns *record)
{
	struct norma43_texts *texts = &norma->texts;
	if (!norma->waits) {
		/* Behind a 22 that was wrong this is told already. */
		if (norma43_open(norma, 23) && !norma->statement.unsure)
			NORMA43_FAULT(norma, FAULT_COLUMN,
				      "a record 23 without a record 22 before it: a line is "
				      "missing; download the list again");
		return;
	}
	if (texts->count == NORMA43_TEXTS) {
		NORMA43_FAULT(norma, FAULT_TOO_LONG,
			      "more than %d records 23 behind one record 22, where Norma 43 has 5 "
			      "at most: this is no list of a bank",
			      NORMA43_TEXTS);
		return;
	}
	struct norma43_text *text = &texts->of[texts->count++];
	text->record = *record;
	text->record.bytes = arena_copy(&norma->reading->arena, record->bytes, record->length);
	if (!columns_number(record, 3, 4, &text->number))
		text->number = -1;
}

static const struct columns *text_numbered(const struct norma43_texts *texts, int64_t number)
{
	for (int i = 0; i < texts->count; i++)
		if (texts->of[i].number == number)
			return &texts->of[i].record;
	return NULL;
}

static bool is_purpose(const struct columns *record, size_t first)
{
	size_t length;
	const char *bytes = columns_at(record, first, first + 3, &length);
	return columns_blank(record, first, first + 3) ||
	       (length == 4 && is_payment_purpose(bytes));
}

/* Annex 4 (June 2012): a transfer (04) or a direct debit (03) has the other party's name in 23-01,
 * behind the scheme of a debit, and in 23-03 two purposes of ISO 20022, then the words, which go on
 * in 23-04. Not all banks follow it, which only those two purposes show. False: it is not so. */
static bool say_by_annex_4(struct norma43 *norma)
{
	struct list_line *line = &norma->movement;
	struct arena *arena = &norma->reading->arena;
	bool debit = norma->concept == CONCEPT_DEBIT;
	const struct columns *name = text_numbered(&norma->texts, 1);
	const struct columns *words = text_numbered(&norma->texts, 3);
	const struct columns *more = text_numbered(&norma->texts, 4);
	if ((!debit && norma->concept != CONCEPT_TRANSFER) || !words || !is_purpose(words, 5) ||
	    !is_purpose(words, 9))
		return false;
	columns_add(words, 13, 80, &norma->words);
	if (more)
		columns_add(more, 5, 76, &norma->words);
	if (name)
		line->party = list_text(arena, debit ? columns_text(name, 9, 78, arena)
						     : columns_text(name, 5, 70, arena));
	line->text = who_and_what(arena, line->party, buf_string(&norma->words));
	return *line->text;
}

void norma43_give(struct norma43 *norma)
{
	struct list_line *line = &norma->movement;
	if (!norma->waits)
		return;
	norma->waits = false;
	buf_clear(&norma->words);
	if (!say_by_annex_4(norma)) {
		buf_clear(&norma->words);
		for (int i = 0; i < norma->texts.count; i++)
			columns_add(&norma->texts.of[i].record, 5, 80, &norma->words);
		line->text = list_text(&norma->reading->arena, buf_string(&norma->words));
	}
	statement_line(&norma->statement, line);
}
