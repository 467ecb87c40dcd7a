/* A line of a bank's list that may be booked already: by hand, with other words, in another format.
 */
#include "ledger/bank.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "record/overlap.h"

/* What was booked by hand and may be this line; NULL: nothing. */
static struct by_hand *same_by_hand(struct verb_context *context, const struct bank_line *line)
{
	struct by_hand *entry = books_by_hand(context->books, line->bank);
	for (; entry; entry = entry->next)
		if (!entry->agreed && strcmp(entry->currency, line->currency->code) == 0 &&
		    overlap_by_hand(line->line->day, line->amount,
				    day_at(context->guild->zone, entry->time), entry->amount))
			return entry;
	return NULL;
}

/* The line with other words, which gl-import named; NULL: none is like it. */
static const struct import_row *row_in_other_words(struct verb_context *context,
						   const struct bank_line *line)
{
	const char *beside = line->line->doubt == IMPORT_WORDS ? line->line->beside : NULL;
	const struct import_row *row =
		beside ? books_import_key(context->books, context->guild->guild_id,
					  import_key_of(&context->books->chunk, beside))
				 ->rows
		       : NULL;
	while (row && strcmp(row->id, beside) != 0)
		row = row->next;
	return row && row->account_id == (int64_t)line->bank->key.id &&
			       row->day == line->line->day && row->amount == line->amount &&
			       strcmp(row->currency, line->currency->code) == 0
		       ? row
		       : NULL;
}

/* Another line of the same key that came before OWN, rather one that is decided; OWN may be NULL:
 * the line is not kept yet. By what came before alone: two that wait never wait for each other. */
static const struct import_row *earlier_of_key(const struct bank_line *line,
					       const struct import_row *own)
{
	const struct import_row *found = NULL;
	for (const struct import_row *row = line->key->rows; row; row = row->next)
		if ((!own || row->seq < own->seq) && (!found || !found->transaction))
			found = row;
	return found;
}

const struct import_row *row_compared(struct verb_context *context, const struct bank_line *line,
				      const struct import_row *own)
{
	return own->doubt && strcmp(own->doubt, "cut") == 0 ? earlier_of_key(line, own)
							    : row_in_other_words(context, line);
}

/* TRANSACTION: by which it may be booked already; 0: it may be OTHER, which waits itself. */
static void let_wait(struct verb_context *context, const struct bank_line *line,
		     struct import_row *row, int64_t transaction, const struct import_row *other)
{
	struct buf frozen = { 0 };
	struct books *books = context->books;
	struct waiting *waiting = add_line_row(context, line, line->bank, line->amount < 0);
	const char *amount = format_amount(context, line->amount, line->currency),
		   *bank = account_label(context, line->bank);
	record_write_import_line(&frozen, line->line);
	waiting->verb = verb_table[VERB_BANK_LINE].name;
	waiting->arguments = arena_copy(&books->memory, buf_string(&frozen), frozen.length - 1);
	waiting->target = transaction;
	list_waiting(context, waiting);
	buf_free(&frozen);
	row->state = IMPORT_WAITING;
	row->number = (int64_t)waiting->key.id;
	if (!transaction && !other)
		context_answer(context,
			       N_("%s of %s is in no list of the other format (n.º %jd): `!line "
				  "%jd "
				  "new` books it."),
			       amount, bank, row->number, row->number);
	else if (transaction)
		context_answer(context,
			       N_("%s of %s may be booked already, as transaction %jd (n.º %jd): "
				  "`!line %jd same` or `!line %jd new`."),
			       amount, bank, transaction, row->number, row->number, row->number);
	else
		context_answer(context,
			       N_("%s of %s may be the same as line %jd, which waits, too "
				  "(n.º %jd): `!line %jd same` or `!line %jd new`."),
			       amount, bank, other->number, row->number, row->number, row->number);
}

bool ask_if_by_hand(struct verb_context *context, const struct bank_line *line,
		    struct import_row *row, int64_t asked)
{
	const struct by_hand *entry = books_by_hand(context->books, line->bank);
	while (entry && (entry->agreed || entry->transaction != asked))
		entry = entry->next;
	if (entry || !(entry = same_by_hand(context, line)))
		return false;
	let_wait(context, line, row, entry->transaction, NULL);
	return true;
}

/* LINE, which waits as what OTHER may be, in other words. */
static struct bank_line in_other_words(struct books *books, const struct bank_line *line,
				       const struct import_row *other)
{
	struct bank_line waits = *line;
	struct import_line *record = arena_alloc(&books->chunk, sizeof *record);
	*record = *line->line;
	record->doubt = other ? IMPORT_WORDS : IMPORT_NO_DOUBT;
	record->beside = other ? other->id : NULL;
	waits.line = record;
	return waits;
}

/* A line of a day that another format covers: it is what that has of the same amount, or waits. */
static void cross_line(struct verb_context *context, const struct bank_line *line, const char *id,
		       const struct import_list *list)
{
	const struct import_row *other = row_of_other_format(context, line, list);
	const struct by_hand *by_hand = other ? NULL : same_by_hand(context, line);
	const struct bank_line waits = in_other_words(context->books, line, other);
	struct import_row *row = keep_bank_line(context, line, id);
	if (other && other->transaction) {
		row->state = IMPORT_SAME;
		row->transaction = other->transaction;
		row->found_by = "cross";
		context_answer(context,
			       N_("%s of %s is what transaction %jd booked already, by a list in "
				  "another format."),
			       format_amount(context, line->amount, line->currency),
			       account_label(context, line->bank), row->transaction);
	} else {
		row->doubt = by_hand ? "hand" : "words";
		let_wait(context, &waits, row, by_hand ? by_hand->transaction : 0, other);
	}
	touch_import_row(context->books, row);
}

void decide_new_line(struct verb_context *context, const struct bank_line *line, int64_t occurrence,
		     bool cut)
{
	struct books *books = context->books;
	const char *id = arena_printf(&books->chunk, "%s.%jd",
				      import_key_of(&books->chunk, line->line->id), occurrence);
	const struct import_list *list = list_of_line(context, line);
	if (!cut && list && list->crossed &&
	    other_format_covers(books, line->bank, list, line->line->day)) {
		cross_line(context, line, id, list);
		return;
	}
	const struct import_row *other =
		cut ? earlier_of_key(line, NULL) : row_in_other_words(context, line);
	const struct import_row *lacking = cut || other ? NULL : row_that_list_lacks(context, line);
	const struct bank_line waits = lacking ? in_other_words(books, line, lacking) : *line;
	other = lacking ? lacking : other;
	const struct by_hand *by_hand = other ? NULL : same_by_hand(context, line);
	struct import_row *row = keep_bank_line(context, line, id);
	if (other || by_hand) {
		row->doubt = cut ? "cut" : other ? "words" : "hand";
		let_wait(context, &waits, row, other ? other->transaction : by_hand->transaction,
			 other);
	} else if (!book_bank_line(context, line, row)) {
		line->key->rows = row->next;
	}
	if (context->decision->status == STATUS_OK)
		touch_import_row(books, row);
}
