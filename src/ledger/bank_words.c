/* A line of a bank's list that may be booked already with other words: banks change them from one
 * download to the next. */
#include <stdlib.h>
#include <string.h>

#include "ledger/bank.h"
#include "ledger/lookups.h"
#include "ledger/prefetch_month.h"
#include "ledger/wanted.h"

/* Whether a list of the format of OWN, other than it and before it, covers DAY. */
static bool covers_before(const struct import_list *lists, const struct import_list *own,
			  int64_t day)
{
	const struct import_list *list = lists;
	while (list &&
	       (list == own || list->seq > own->seq || list->first == NO_DAY || list->first > day ||
		list->last < day || strcmp(list->format, own->format) != 0))
		list = list->next;
	return list;
}

bool earlier_list_covers(struct verb_context *context, const struct bank_line *line)
{
	const struct import_list *own = list_of_line(context, line);
	return own &&
	       covers_before(books_imports(context->books, line->bank), own, line->line->day);
}

void want_earlier_lines(struct books *books, const struct guild *guild,
			const struct import_line *line)
{
	const struct account *bank = loaded_account_called(books, guild->guild_id, line->account);
	const struct import_list *own = NULL;
	if (!bank || !bank->has_imports || !line->alike || !line->import)
		return;
	for (own = bank->imports; own && strcmp(own->id, line->import) != 0;)
		own = own->next;
	/* Its own list may be in the same chunk, and one before it, too. */
	if (!own || covers_before(bank->imports, own, line->day))
		want_lines_of_day(books, guild, line->account, line->day);
}

/* What the lines of a list that are alike are compared with: rows of the books. */
struct comparison {
	struct verb_context *context;
	const struct bank_line *line;
	int64_t booked;  /* movements of its format */
	int64_t waiting; /* lines of its format that wait beside one of them */
};

/* Whether ROW is one that the comparison is about: of the account, day, amount, currency, format.
 */
static bool is_alike(const struct comparison *comparison, const struct import_row *row)
{
	const struct bank_line *line = comparison->line;
	return row->account_id == (int64_t)line->bank->key.id && row->day == line->line->day &&
	       row->amount == line->amount && strcmp(row->currency, line->currency->code) == 0 &&
	       is_of_format(comparison->context, line, row);
}

static bool is_movement(const struct import_row *row)
{
	return row->state == IMPORT_BOOKED || (row->doubt && strcmp(row->doubt, "hand") == 0) ||
	       (row->state == IMPORT_SAME && !row->doubt);
}

/* How often the list of LINE has the key KEY. */
static int64_t times_in_list(const struct bank_line *line, const char *key)
{
	size_t length = strlen(key);
	int64_t times = strncmp(line->line->id, key, length) == 0 && line->line->id[length] == '.';
	for (int64_t i = 0; line->line->others && i + 1 < line->line->alike; i++)
		times += strcmp(line->line->others[i], key) == 0;
	return times;
}

/* Whether the list of LINE lacks ROW. Where the list has too many lines to name them, it lacks some
 * as soon as the books have as many as it has. */
static bool is_lacking(const struct comparison *comparison, const char *key,
		       const struct import_row *row)
{
	const struct bank_line *line = comparison->line;
	const char *point = strrchr(row->id, '.');
	if (line->line->alike > 1 && !line->line->others)
		return comparison->booked >= line->line->alike;
	return !point || strtoll(point + 1, NULL, 10) > times_in_list(line, key);
}

/* Calls DO_IT for each row that is alike. */
static void for_each_alike(struct comparison *comparison,
			   void (*do_it)(struct comparison *comparison, const char *key,
					 const struct import_row *row, void *data),
			   void *data)
{
	struct books *books = comparison->context->books;
	const struct bank_line *line = comparison->line;
	uint64_t guild_id = comparison->context->guild->guild_id;
	const struct import_day_key *name = books_keys_of_day(books, line->bank, line->line->day);
	for (; name; name = name->next) {
		const struct import_row *row = books_import_key(books, guild_id, name->key)->rows;
		for (; row; row = row->next)
			if (is_alike(comparison, row))
				do_it(comparison, name->key, row, data);
	}
}

static void count(struct comparison *comparison, const char *key, const struct import_row *row,
		  void *data)
{
	(void)key, (void)data;
	comparison->booked += is_movement(row);
	comparison->waiting +=
		row->state == IMPORT_WAITING && row->doubt && strcmp(row->doubt, "words") == 0;
}

/* Those that the list lacks, in the order in which they were booked: as many of its lines wait
 * beside as many of them, and where there are more lines than those, beside the last. */
struct found {
	const struct import_row **rows;
	size_t count;
};

struct told_same {
	const struct import_row *row;
	bool is_told;
};

static void note_told(struct comparison *comparison, const char *key, const struct import_row *row,
		      void *data)
{
	struct told_same *told = data;
	(void)comparison, (void)key;
	told->is_told |= row->state == IMPORT_SAME && row->transaction == told->row->transaction;
}

/* Somebody said that another line is the same as ROW: that one is in later lists. */
static bool is_told(struct comparison *comparison, const struct import_row *row)
{
	struct told_same told = { row, false };
	for_each_alike(comparison, note_told, &told);
	return told.is_told;
}

static void note_lacking(struct comparison *comparison, const char *key,
			 const struct import_row *row, void *data)
{
	struct found *found = data;
	if (row->state != IMPORT_BOOKED ||
	    (row->import && strcmp(row->import, comparison->line->line->import) == 0) ||
	    !is_lacking(comparison, key, row) || is_told(comparison, row))
		return;
	size_t at = found->count++;
	for (; at && found->rows[at - 1]->seq > row->seq; at--)
		found->rows[at] = found->rows[at - 1];
	found->rows[at] = row;
}

const struct import_row *row_that_list_lacks(struct verb_context *context,
					     const struct bank_line *line)
{
	struct comparison comparison = { .context = context, .line = line };
	struct found found = { 0 };
	if (!line->line->alike || !earlier_list_covers(context, line))
		return NULL;
	for_each_alike(&comparison, count, NULL);
	if (!comparison.booked)
		return NULL;
	found.rows =
		arena_alloc(&context->books->chunk, sizeof *found.rows * (size_t)comparison.booked);
	for_each_alike(&comparison, note_lacking, &found);
	if (!found.count)
		return NULL;
	size_t at = (size_t)comparison.waiting < found.count ? (size_t)comparison.waiting
							     : found.count - 1;
	return found.rows[at];
}
