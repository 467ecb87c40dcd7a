/* A line of a bank's list: read, judged whether it is booked already, booked. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/unicode.h"
#include "ledger/bank.h"
#include "ledger/decisions.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/years.h"
#include "record/overlap.h"

enum { LONGEST_MEMO = 200 /* characters, as people's */ };

void touch_import_row(struct books *books, const struct import_row *row)
{
	books_detail(books, DETAIL_IMPORT_LINE, row->guild_id, 0)->import_line = row;
}

bool read_bank_amount(struct verb_context *context, const char *text,
		      const struct currency *currency, int64_t *minor)
{
	if (decimal_to_minor(text, currency->scale, minor) == DECIMAL_OK &&
	    *minor <= LARGEST_AMOUNT && *minor >= -LARGEST_AMOUNT)
		return true;
	context_refuse(context, "bad_amount",
		       N_("“%s” is not an amount in %s, or it is too large."),
		       escape_markdown(context, text), currency->code);
	return false;
}

/* Where the balances of another bot come from. */
static bool is_opening(const struct account *account)
{
	return account->purpose &&
	       strcmp(account->purpose, default_accounts[DEFAULT_OPENING].purpose) == 0;
}

/* What the books and people call it: of another bot's balances the member's id. */
static const char *words_of(const struct bank_line *line)
{
	const struct import_line *record = line->line;
	if (!*record->text && is_opening(line->bank) && record->candidate_count &&
	    record->candidates->by == IMPORT_BY_MEMBER)
		return record->candidates->to + 1; /* behind its @ */
	return record->text;
}

struct account *find_list_account(struct verb_context *context, const char *name, bool of_bot)
{
	struct account *account = account_meant(context, name);
	if (!account || account->owner_id)
		context_refuse(context, "unknown_account",
			       N_("There is no account “%s”: `!account open bank asset` opens one "
				  "called bank."),
			       escape_markdown(context, name));
	else if (account->kind != KIND_ASSET && !(of_bot && is_opening(account)))
		context_refuse(context, "not_a_bank",
			       N_("%s is not an asset: name the account of the bank."),
			       account_label(context, account));
	else
		return account;
	return NULL;
}

struct account *find_bank_account(struct verb_context *context, const char *name)
{
	return find_list_account(context, name, false);
}

bool read_bank_line(struct verb_context *context, const struct import_line *line,
		    struct bank_line *read)
{
	*read = (struct bank_line){ .line = line,
				    .currency = guild_currency(context->guild, line->currency) };
	if (!read->currency) {
		context_refuse(context, "unknown_currency",
			       N_("%s is not a currency of these books."),
			       escape_markdown(context, line->currency));
		return false;
	}
	/* Its list is refused, where it is a bank's: what opens accounts is of no bank. */
	if (!(read->bank = find_list_account(context, line->account, line->import)) ||
	    !read_bank_amount(context, line->amount, read->currency, &read->amount) ||
	    (line->balance &&
	     !read_bank_amount(context, line->balance, read->currency, &read->balance)))
		return false;
	read->has_balance = line->balance;
	read->key = books_import_key(context->books, context->guild->guild_id,
				     import_key_of(&context->books->chunk, line->id));
	if (read->amount)
		return true;
	context_refuse(context, "zero", N_("A line of zero moves nothing."));
	return false;
}

static int64_t occurrence_of(const char *id)
{
	const char *point = strrchr(id, '.');
	return point ? strtoll(point + 1, NULL, 10) : 0;
}

static enum kept_state kept_state_of(const struct import_row *row)
{
	if (!row->doubt || strcmp(row->doubt, "cut") != 0 || row->state == IMPORT_BOOKED)
		return KEPT;
	return row->state == IMPORT_WAITING ? KEPT_CUT_WAITS : KEPT_CUT_SAME;
}

/* Whether it is booked already, by the lines of its key that are of its format: those of another
 * are no lines of this list, whatever their words. */
static struct overlap_verdict judge(struct verb_context *context, const struct bank_line *line)
{
	struct arena scratch = { 0 };
	struct kept_lines kept = { 0 };
	size_t at = 0;
	int64_t highest = 0;
	for (const struct import_row *row = line->key->rows; row; row = row->next) {
		highest = highest > occurrence_of(row->id) ? highest : occurrence_of(row->id);
		kept.count += is_of_format(context, line, row);
	}
	struct kept_line *list = arena_alloc(&scratch, sizeof *list * (kept.count + 1));
	at = kept.count; /* the highest comes first in the key's own list */
	for (const struct import_row *row = line->key->rows; row; row = row->next)
		if (is_of_format(context, line, row))
			list[--at] = (struct kept_line){ occurrence_of(row->id), kept_state_of(row),
							 row->has_balance, row->balance };
	kept.lines = list;
	overlap_count(&kept);
	kept.highest = highest; /* ids are given once, whatever the format */
	struct overlap_verdict verdict =
		overlap_judge(&(struct overlap_line){ occurrence_of(line->line->id),
						      line->line->doubt == IMPORT_CUT,
						      line->has_balance, line->balance },
			      &kept);
	verdict.kept = NULL; /* it goes with the scratch */
	arena_free(&scratch);
	return verdict;
}

/* What was loaded of its day has it from now on. */
static void note_day_key(struct books *books, const struct import_row *row)
{
	const char *place = import_day_key(books, row->account_id, row->day);
	struct import_day *day = books_loaded_import_day(books, row->guild_id, place);
	if (!day && books_has_all_days(books, row->guild_id, row->account_id))
		day = books_add_import_day(books, row->guild_id, place);
	if (day)
		books_add_day_key(books, day, import_key_of(&books->chunk, row->id));
}

struct import_row *keep_bank_line(struct verb_context *context, const struct bank_line *line,
				  const char *id)
{
	struct books *books = context->books;
	struct import_row *row = books_add_import_row(books, line->key);
	row->guild_id = context->guild->guild_id;
	row->id = arena_strdup(&books->memory, id);
	row->seq = context->guild->next_seq;
	row->account_id = (int64_t)line->bank->key.id;
	memcpy(row->currency, line->currency->code, sizeof row->currency);
	row->day = line->line->day;
	row->amount = line->amount;
	row->has_balance = line->has_balance;
	row->balance = line->balance;
	if (*line->line->reference)
		row->reference = arena_strdup(&books->memory, line->line->reference);
	if (*words_of(line))
		row->text = arena_strdup(&books->memory, words_of(line));
	if (list_of_line(context, line))
		row->import = list_of_line(context, line)->id;
	note_day_key(books, row);
	return row;
}

/* The line's text, as long as a memo may be; NULL: it has none. */
static const char *memo_of(struct books *books, const struct bank_line *line)
{
	const char *words = words_of(line);
	return *words ? arena_copy(&books->memory, words, utf8_prefix(words, LONGEST_MEMO)) : NULL;
}

struct waiting *add_line_row(struct verb_context *context, const struct bank_line *line,
			     const struct account *account, bool goes_out)
{
	struct waiting *row = add_waiting(context, WAITING_LINE);
	row->decider_permit = PERMIT_TREASURER;
	*(goes_out ? &row->from_account : &row->to_account) = (int64_t)account->key.id;
	memcpy(row->currency, line->currency->code, sizeof row->currency);
	row->amount = line->amount < 0 ? -line->amount : line->amount;
	row->memo = memo_of(context->books, line);
	return row;
}

static struct account *need_to_sort_account(struct verb_context *context)
{
	struct guild *guild = context->guild;
	if (guild->to_sort)
		return guild->to_sort;
	const char *name =
		default_account_name(DEFAULT_TO_SORT, guild->lang, context->books->rules);
	if (books_account_called(context->books, guild->guild_id, name)) {
		context_refuse(context, "name_taken", N_("There is already an account “%s”."),
			       name);
		return NULL;
	}
	guild->to_sort = add_account(context, name, KIND_LIABILITY, NULL);
	guild->to_sort->purpose = default_accounts[DEFAULT_TO_SORT].purpose;
	return guild->to_sort;
}

/* What a row that waits to be assigned keeps of its line. */
static const char *frozen_party(struct books *books, const struct import_row *row,
				const struct import_line *line)
{
	return arena_printf(&books->memory, "{\"line\":\"%s\",\"party\":\"%s\"}", row->id,
			    line->party);
}

static bool post_line(struct verb_context *context, const struct bank_line *line,
		      struct account *other, bool quietly)
{
	const struct line bank = { line->bank, line->amount, line->currency->code },
			  rest = { other, -line->amount, line->currency->code };
	/* what may run short is checked first */
	const struct line lines[] = { line->amount < 0 ? bank : rest,
				      line->amount < 0 ? rest : bank };
	const char *memo = memo_of(context->books, line);
	return quietly ? post_quietly(context, lines, 2, memo)
		       : post_transaction(context, lines, 2, memo, 0);
}

/* To the account of what nobody claimed, with a number by which it is assigned. */
static bool book_to_sort(struct verb_context *context, const struct bank_line *line,
			 struct import_row *row)
{
	const struct line bank = { line->bank, line->amount, line->currency->code };
	struct account *to_sort;
	/* before the account is opened for it */
	if (!may_post(context, &bank, 1, NULL, 0) || !(to_sort = need_to_sort_account(context)) ||
	    !post_line(context, line, to_sort, false))
		return false;
	struct waiting *waiting = add_line_row(context, line, to_sort, line->amount > 0);
	waiting->verb = verb_table[VERB_ASSIGN].name;
	waiting->arguments = frozen_party(context->books, row, line->line);
	waiting->target = context->posted;
	list_waiting(context, waiting);
	row->number = (int64_t)waiting->key.id;
	return true;
}

static void answer_booked(struct verb_context *context, const struct bank_line *line,
			  const struct account *target, const struct import_row *row)
{
	bool comes = line->amount > 0;
	const char *amount = format_amount(context, comes ? line->amount : -line->amount,
					   line->currency),
		   *bank = account_label(context, line->bank);
	if (target)
		context_answer(context,
			       comes ? N_("%s into %s for %s (transaction %jd).")
				     : N_("%s out of %s for %s (transaction %jd)."),
			       amount, bank, account_label(context, target), context->posted);
	else
		context_answer(context,
			       comes ? N_("%s into %s wait to be assigned (n.º %jd): `!assign %jd "
					  "@ana`.")
				     : N_("%s out of %s wait to be assigned (n.º %jd): `!assign "
					  "%jd "
					  "@ana`."),
			       amount, bank, row->number, row->number);
}

bool book_bank_line(struct verb_context *context, const struct bank_line *line,
		    struct import_row *row)
{
	struct verb_context booking;
	enum import_by by = IMPORT_BYS;
	struct account *target = account_of_line(context, line, &by);
	post_on_day(context, line->line->day); /* and what it settles */
	booking = *context;
	booking.verb = &verb_table[VERB_BANK_LINE];
	if (target && !post_line(&booking, line, target, true))
		target = NULL; /* its account cannot take it: a person says what becomes of it */
	if (!target && !book_to_sort(&booking, line, row))
		return false;
	context->posted = booking.posted;
	row->state = IMPORT_BOOKED;
	row->transaction = booking.posted;
	row->found_by = target ? import_by_name(by) : NULL;
	answer_booked(context, line, target, row);
	return true;
}

void decide_bank_line(struct verb_context *context)
{
	struct bank_line line;
	if (read_bank_line(context, context->command->line, &line)) {
		if (refuse_without_list(context, &line)) {
			context->decision->quiet = true;
			return;
		}
		struct overlap_verdict verdict = judge(context, &line);
		if (verdict.what == OVERLAP_KNOWN) {
			context_refuse(context, "known", N_("This line is booked already."));
			context->decision->status = STATUS_DUPLICATE;
			return;
		}
		if (!refuse_crossed_day(context, &line))
			decide_new_line(context, &line, verdict.occurrence,
					verdict.what == OVERLAP_CUT);
	}
	/* It is not in the books, and may come again once the cause is gone. */
	context->decision->quiet = context->decision->status != STATUS_OK;
}
