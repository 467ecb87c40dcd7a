/* Lines of banks' lists, as they were loaded. */
#include "store/bank_rows.h"

#include "base/names.h"
#include "store/row_loaders.h"

void fill_import_line(struct books *books, uint64_t guild_id, struct import_key *key,
		      const struct value *row)
{
	struct import_row *line = books_add_import_row(books, key);
	line->guild_id = guild_id;
	line->id = kept_text(books, &row[0]);
	line->seq = row[1].integer;
	line->account_id = row[2].integer;
	take_currency(line->currency, &row[3]);
	if (!day_parse(row[4].text, &line->day))
		line->day = NO_DAY;
	line->amount = row[5].integer;
	line->has_balance = row[6].kind == VALUE_INTEGER;
	line->balance = row[6].integer;
	line->reference = kept_text(books, &row[7]);
	line->text = kept_text(books, &row[8]);
	line->state = (enum import_state)name_index(import_state_names, row[9].text);
	line->doubt = kept_text(books, &row[10]);
	line->found_by = kept_text(books, &row[11]);
	line->transaction = row[12].integer;
	line->number = row[13].integer;
	line->import = kept_text(books, &row[14]);
}

void fill_import(struct books *books, struct account *account, const struct value *row)
{
	struct import_list *list = books_add_import(books, account);
	list->id = kept_text(books, &row[0]);
	list->seq = row[1].integer;
	take_currency(list->currency, &row[3]);
	list->format = kept_text(books, &row[4]);
	list->sha256 = kept_text(books, &row[5]);
	if (!day_parse(row[6].text, &list->first) || !day_parse(row[7].text, &list->last))
		list->first = list->last = NO_DAY;
	list->has_opening = row[8].kind == VALUE_INTEGER;
	list->opening = row[8].integer;
	list->has_closing = row[9].kind == VALUE_INTEGER;
	list->closing = row[9].integer;
	list->lines = row[10].integer;
	list->crossed = row[11].integer;
}

void fill_counterparty(struct counterparty *counterparty, const struct value *row)
{
	counterparty->account_id = row[0].integer;
	counterparty->number = row[1].integer;
}

void fill_party(struct books *books, uint64_t guild_id, const struct value *row)
{
	/* what the working set has of it may be newer */
	if (!books_loaded_counterparty(books, guild_id, row[0].text))
		fill_counterparty(books_add_counterparty(books, guild_id, row[0].text), row + 1);
}

void fill_reconciliation(struct books *books, struct account *account, const struct value *row)
{
	struct reconciliation *reconciled = books_add_reconciliation(books, account);
	take_currency(reconciled->currency, &row[0]);
	reconciled->seq = row[1].integer;
	if (!day_parse(row[2].text, &reconciled->day))
		reconciled->day = NO_DAY;
	reconciled->statement = row[3].integer;
	reconciled->books = row[4].integer;
	reconciled->list = kept_text(books, &row[5]);
	reconciled->last_transaction = row[6].integer;
	reconciled->batch = row[7].integer;
}

void fill_by_hand(struct books *books, struct account *account, const struct value *row)
{
	struct by_hand *entry = books_add_by_hand(books, account);
	entry->transaction = row[0].integer;
	entry->time = row[1].integer;
	take_currency(entry->currency, &row[2]);
	entry->amount = row[3].integer;
	entry->agreed = row[4].integer;
}
