/* Lists of banks as a whole: which days each covers, in which format; what follows where two
 * formats have the same days, and where a list does not begin with what the one before ended with.
 */
#include "base/decimal.h"
#include "ledger/bank.h"
#include "ledger/days.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/prefetch_month.h"
#include "ledger/wanted.h"

static bool has_day(const struct import_list *list, int64_t day)
{
	return list->first != NO_DAY && list->first <= day && day <= list->last;
}

/* The list called ID of those that ACCOUNT has; NULL: the books did not take it. */
static const struct import_list *list_called(struct books *books, const struct account *account,
					     const char *id)
{
	const struct import_list *list = books_imports(books, account);
	while (list && strcmp(list->id, id) != 0)
		list = list->next;
	return list;
}

const struct import_list *list_of_line(struct verb_context *context, const struct bank_line *line)
{
	return line->line->import ? list_called(context->books, line->bank, line->line->import)
				  : NULL;
}

bool other_format_covers(struct books *books, const struct account *account,
			 const struct import_list *list, int64_t day)
{
	const struct import_list *other = books_imports(books, account);
	while (other && (strcmp(other->format, list->format) == 0 || !has_day(other, day)))
		other = other->next;
	return other;
}

/* "csv:1a2b3c4d" without what tells two layouts apart. */
static const char *format_label(struct verb_context *context, const char *format)
{
	return escape_markdown(context,
			       arena_copy(&context->books->chunk, format, strcspn(format, ":")));
}

bool refuse_without_list(struct verb_context *context, const struct bank_line *line)
{
	if (!line->line->import || context->books->rules < RULES_YEAR ||
	    list_of_line(context, line))
		return false;
	context_refuse(context, "list_refused",
		       N_("The list that this line is of was refused, or did not come before it."));
	return true;
}

bool refuse_crossed_day(struct verb_context *context, const struct bank_line *line)
{
	const struct import_list *list = list_of_line(context, line);
	if (!list || list->crossed ||
	    !other_format_covers(context->books, line->bank, list, line->line->day))
		return false;
	context_refuse(context, "other_format",
		       N_("%s is covered by a list of %s in another format by now: import this one "
			  "again with `--cross`."),
		       format_day(context, line->line->day), account_label(context, line->bank));
	return true;
}

/* The row of an account's day as a movement of its own: not one that was found to be another. */
static bool is_movement(const struct import_row *row)
{
	return row->state == IMPORT_BOOKED || row->state == IMPORT_WAITING ||
	       (row->doubt && strcmp(row->doubt, "hand") == 0);
}

static const char *format_of(struct books *books, const struct account *account,
			     const struct import_row *row)
{
	const struct import_list *list =
		row->import ? list_called(books, account, row->import) : NULL;
	return list ? list->format : NULL;
}

bool is_of_format(struct verb_context *context, const struct bank_line *line,
		  const struct import_row *row)
{
	const struct import_list *list = list_of_line(context, line);
	const char *format = list ? format_of(context->books, line->bank, row) : NULL;
	return !format || strcmp(format, list->format) == 0;
}

/* What one format has of an amount and day that another has, too. */
struct crossing {
	struct verb_context *context;
	const struct bank_line *line;
	const char *format;
	const struct import_row *found; /* the first movement of another format that is free */
	int64_t waiting;                /* lines of this format that wait beside such */
	bool waits;                     /* FOUND does, too */
};

static bool is_of_crossing(const struct crossing *crossing, const struct import_row *row)
{
	const struct bank_line *line = crossing->line;
	return row->account_id == (int64_t)line->bank->key.id && row->day == line->line->day &&
	       row->amount == line->amount && strcmp(row->currency, line->currency->code) == 0;
}

/* Calls DO_IT for each row of the line's account, day, amount and currency; OWN: of its format. */
static void for_each_row(struct crossing *crossing,
			 void (*do_it)(struct crossing *crossing, const struct import_row *row,
				       bool own, void *data),
			 void *data)
{
	struct books *books = crossing->context->books;
	const struct account *bank = crossing->line->bank;
	uint64_t guild_id = crossing->context->guild->guild_id;
	const struct import_day_key *key =
		books_keys_of_day(books, bank, crossing->line->line->day);
	for (; key; key = key->next)
		for (const struct import_row *row =
			     books_import_key(books, guild_id, key->key)->rows;
		     row; row = row->next) {
			const char *format = format_of(books, bank, row);
			if (is_of_crossing(crossing, row))
				do_it(crossing, row,
				      format && strcmp(format, crossing->format) == 0, data);
		}
}

struct taken {
	int64_t transaction;
	bool taken;
};

static void note_taken(struct crossing *crossing, const struct import_row *row, bool own,
		       void *data)
{
	struct taken *taken = data;
	(void)crossing;
	if (own && row->state == IMPORT_SAME && row->transaction == taken->transaction)
		taken->taken = true;
}

/* Of those that are free the one that was booked first, and only then one that waits. */
static void note_free(struct crossing *crossing, const struct import_row *row, bool own, void *data)
{
	struct taken taken = { row->transaction, false };
	const struct import_row *found = crossing->found;
	(void)data;
	if (own || !is_movement(row))
		return;
	if (row->state == IMPORT_WAITING) {
		/* as many of ours wait beside as many of theirs */
		if (crossing->waiting-- <= 0 && !found)
			crossing->found = row;
		return;
	}
	for_each_row(crossing, note_taken, &taken);
	if (!taken.taken &&
	    (!found || !found->transaction || row->transaction < found->transaction))
		crossing->found = row;
}

static void count_waiting(struct crossing *crossing, const struct import_row *row, bool own,
			  void *data)
{
	(void)data;
	if (own && row->state == IMPORT_WAITING && row->doubt && strcmp(row->doubt, "words") == 0)
		crossing->waiting++;
}

const struct import_row *row_of_other_format(struct verb_context *context,
					     const struct bank_line *line,
					     const struct import_list *list)
{
	struct crossing crossing = { .context = context, .line = line, .format = list->format };
	for_each_row(&crossing, count_waiting, NULL);
	for_each_row(&crossing, note_free, NULL);
	return crossing.found;
}

/* The one before, by days, that says with which balance it ended; NULL: none does. */
static const struct import_list *list_before(struct books *books, const struct account *account,
					     const struct import_list *list)
{
	const struct import_list *before = books_imports(books, account), *found = NULL;
	for (; before; before = before->next)
		if (before != list && before->seq < list->seq && before->first != NO_DAY &&
		    before->last < list->first && before->has_closing &&
		    strcmp(before->currency, list->currency) == 0 &&
		    (!found || before->last > found->last))
			found = before;
	return found;
}

/* A sentence about the days between LIST and the one BEFORE it; NULL: none is missing. */
static const char *gap_between(struct verb_context *context, const struct import_list *before,
			       const struct import_list *list)
{
	const struct currency *currency = guild_currency(context->guild, list->currency);
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	if (!currency || before->closing == list->opening)
		return NULL;
	const char *opening = format_amount(context, list->opening, currency),
		   *closing = format_amount(context, before->closing, currency),
		   *last = format_day(context, before->last);
	if (before->last + 1 < list->first)
		return arena_printf(arena,
				    tr(lang, N_("The list begins with %s, but the one before ended "
						"on %s with %s: import the days from %s to %s, "
						"too.")),
				    opening, last, closing, format_day(context, before->last + 1),
				    format_day(context, list->first - 1));
	return arena_printf(arena,
			    tr(lang, N_("The list begins with %s, but the one before ended on %s "
					"with %s: lines of that day or of the next are missing.")),
			    opening, last, closing);
}

const char *gap_before_list(struct verb_context *context, const struct account *account,
			    const char *id)
{
	const struct import_list *list = list_called(context->books, account, id);
	const struct import_list *before =
		list && list->has_opening ? list_before(context->books, account, list) : NULL;
	return before ? gap_between(context, before, list) : NULL;
}

/* The lists of another format that have days of START: the last day of all of them; NO_DAY: there
 * are none. *EXAMPLE is one of them. */
static int64_t covered_until(struct books *books, const struct account *account,
			     const struct import_start *start, const struct import_list **example)
{
	const struct import_list *list = books_imports(books, account);
	int64_t until = NO_DAY;
	for (; list; list = list->next) {
		if (list->first == NO_DAY || strcmp(list->format, start->format) == 0 ||
		    list->last < start->from || list->first > start->to)
			continue;
		if (until == NO_DAY || list->last > until) {
			until = list->last;
			*example = list;
		}
	}
	return until;
}

static bool refuse_covered(struct verb_context *context, const struct account *account,
			   const struct import_start *start)
{
	const struct import_list *example = NULL;
	int64_t until = covered_until(context->books, account, start, &example);
	char day[DAY_TEXT_SIZE];
	if (until == NO_DAY || start->cross)
		return false;
	context_refuse(context, "other_format",
		       N_("A list of %s in another format (%s) covers days of this one, up to %s, "
			  "and their lines would be booked twice. Nothing of it is booked. Import "
			  "the later days alone with `--since %s`, or match the lines by day and "
			  "amount with `--cross`."),
		       account_label(context, account), format_label(context, example->format),
		       format_day(context, until), day_format(until + 1, day));
	return true;
}

static bool read_balance(struct verb_context *context, const char *text,
			 const struct currency *currency, bool *has, int64_t *balance)
{
	*has = text;
	return !text || read_bank_amount(context, text, currency, balance);
}

static void keep_list(struct verb_context *context, struct account *account,
		      const struct import_start *start, const struct import_list *read)
{
	struct books *books = context->books;
	struct import_list *list = books_add_import(books, account);
	*list = (struct import_list){ .next = list->next,
				      .guild_id = list->guild_id,
				      .account_id = list->account_id,
				      .id = arena_strdup(&books->memory, start->id),
				      .seq = context->guild->next_seq,
				      .format = arena_strdup(&books->memory, start->format),
				      .sha256 = arena_strdup(&books->memory, start->sha256),
				      .first = start->from,
				      .last = start->to,
				      .has_opening = read->has_opening,
				      .opening = read->opening,
				      .has_closing = read->has_closing,
				      .closing = read->closing,
				      .lines = start->count,
				      .crossed = start->cross };
	memcpy(list->currency, read->currency, sizeof list->currency);
	books_detail(books, DETAIL_IMPORT, list->guild_id, 0)->import = list;
}

static void take_list(struct verb_context *context, const struct import_start *start)
{
	struct account *account =
		find_list_account(context, start->account, strcmp(start->format, "bot") == 0);
	const struct currency *currency = guild_currency(context->guild, start->currency);
	struct import_list read = { 0 };
	if (!account)
		return;
	if (list_called(context->books, account, start->id)) {
		context_refuse(context, "known", N_("This list came before."));
		context->decision->status = STATUS_DUPLICATE;
		return;
	}
	if (!currency) {
		context_refuse(context, "unknown_currency",
			       N_("%s is not a currency of these books."),
			       escape_markdown(context, start->currency));
		return;
	}
	memcpy(read.currency, currency->code, sizeof read.currency);
	if (!read_balance(context, start->opening, currency, &read.has_opening, &read.opening) ||
	    !read_balance(context, start->closing, currency, &read.has_closing, &read.closing) ||
	    refuse_covered(context, account, start))
		return;
	keep_list(context, account, start, &read);
	context_answer(context, N_("A list of %s (%s) from %s to %s."),
		       account_label(context, account), format_label(context, start->format),
		       format_day(context, start->from), format_day(context, start->to));
}

void decide_import(struct books *books, struct guild *guild, const struct import_start *start,
		   struct decision *decision)
{
	struct command *command = arena_alloc(&books->chunk, sizeof *command);
	struct verb_context context = { .books = books,
					.guild = guild,
					.command = command,
					.time = start->time,
					.decision = decision };
	command->guild_id = guild->guild_id;
	command->time = start->time;
	command->source = SOURCE_IMPORT;
	command->lang = start->lang_told ? start->lang : guild->lang;
	take_list(&context, start);
	/* it changed nothing, and may come again */
	decision->quiet = decision->status != STATUS_OK;
}

void want_list(struct books *books, const struct guild *guild, const char *name)
{
	const struct account *bank = loaded_account_called(books, guild->guild_id, name);
	want_reference(books, guild->guild_id, name);
	if (bank)
		books_want(books, WANTED_IMPORTS, guild->guild_id, bank->key.id, NULL);
}

void want_lines_of_day(struct books *books, const struct guild *guild, const char *name,
		       int64_t day)
{
	uint64_t guild_id = guild->guild_id;
	const struct account *bank = loaded_account_called(books, guild_id, name);
	if (!bank)
		return;
	const char *place = import_day_key(books, (int64_t)bank->key.id, day);
	const struct import_day *loaded = books_loaded_import_day(books, guild_id, place);
	books_want(books, WANTED_LINES_OF_DAY, guild_id, 0, place);
	for (const struct import_day_key *key = loaded ? loaded->keys : NULL; key; key = key->next)
		books_want(books, WANTED_IMPORT_LINES, guild_id, 0, key->key);
}
