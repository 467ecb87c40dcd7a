/* Debts that pay themselves: at a credit, at a due date, and when their payer pays the account that
 * they go to. */
#include "ledger/settlement.h"

#include <stdlib.h>

#include "base/buf.h"
#include "ledger/currency_code.h"
#include "ledger/debt_words.h"
#include "ledger/decisions.h"
#include "ledger/dues.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"

struct waiting *add_debt(struct verb_context *context, const struct debt *debt)
{
	struct waiting *row = add_waiting(context, debt->kind);
	row->asked_by = 0; /* a schedule */
	row->decider_id = debt->payer->owner_id;
	row->from_account = (int64_t)debt->payer->key.id;
	row->to_account = (int64_t)debt->payee->key.id;
	currency_code_copy(row->currency, debt->currency);
	row->amount = debt->amount;
	row->due = debt->due;
	row->period = debt->period;
	row->schedule = debt->schedule;
	row->memo = debt->memo ? arena_strdup(&context->books->memory, debt->memo) : NULL;
	row->channel_id = debt->channel_id;
	list_waiting(context, row);
	return row;
}

/* DECIDED: its payer wants it now; else it pays itself, and limits do not count it. */
static bool book_row(struct verb_context *context, struct waiting *row, int64_t amount,
		     bool decided)
{
	static const enum verb_id verbs[WAITING_KINDS] = { [WAITING_REQUEST] = VERB_ACCEPT,
							   [WAITING_CHARGE] = VERB_ACCEPT,
							   [WAITING_DUES] = VERB_DUES,
							   [WAITING_OWE] = VERB_EVERY };
	struct verb_context paying = *context;
	struct books *books = context->books;
	struct line lines[] = {
		{ books_account(books, row->key.guild_id, row->from_account), amount,
		  row->currency },
		{ books_account(books, row->key.guild_id, row->to_account), -amount,
		  row->currency },
	};
	paying.verb = &verb_table[verbs[row->kind]];
	paying.waiting = row;
	paying.approved = false; /* a run was approved, not what each pays of it */
	paying.counts = decided && books->rules >= RULES_DEBTS;
	paying.owed |= row->kind == WAITING_DUES || row->kind == WAITING_OWE;
	if (!post_transaction(&paying, lines, 2, row->memo, 0))
		return false;
	context->posted = paying.posted;
	add_paid(context, row, amount);
	return true;
}

bool pay_row(struct verb_context *context, struct waiting *row, int64_t amount)
{
	return book_row(context, row, amount, true);
}

bool pay_row_quietly(struct verb_context *context, struct waiting *row, int64_t amount)
{
	const struct decision before = *context->decision;
	if (book_row(context, row, amount, false))
		return true;
	*context->decision = before;
	return false;
}

/* When it was to be paid; what has no date, when it was asked for. */
static int64_t day_of_row(const struct verb_context *context, const struct waiting *row)
{
	return row->due != NO_DAY ? row->due : day_at(context->guild->zone, row->asked_at);
}

static bool is_older(const struct verb_context *context, const struct waiting *row,
		     const struct waiting *other)
{
	int64_t one = day_of_row(context, row), two = day_of_row(context, other);
	return one != two ? one < two : row->key.id < other->key.id;
}

static struct waiting *oldest_debt(const struct verb_context *context,
				   const struct account *account, const char *currency)
{
	struct waiting *oldest = NULL;
	for (const struct waiting_link *link = books_debts(context->books, account); link;
	     link = link->next)
		if (link->row->state == STILL_WAITING &&
		    strcmp(link->row->currency, currency) == 0 &&
		    (!oldest || is_older(context, link->row, oldest)))
			oldest = link->row;
	return oldest;
}

/* What was paid of an account, for those who are told. */
struct settled {
	int64_t amount;
	struct waiting **rows;
	size_t count;
};

static void settle_currency(struct verb_context *context, struct account *account,
			    const char *currency, struct settled *settled)
{
	struct waiting *row;
	if (account->state != STATE_OPEN || !account->owing)
		return;
	settled->rows = arena_alloc_raw(&context->books->chunk,
					sizeof(struct waiting *) * (size_t)account->owing);
	while (account->owing && (row = oldest_debt(context, account, currency))) {
		int64_t open = row->amount - row->paid;
		if (!pay_row_quietly(context, row, open))
			return;
		settled->amount += open;
		settled->rows[settled->count++] = row;
	}
}

void settle_account(struct verb_context *context, struct account *account, const char *currency)
{
	struct settled settled = { 0 };
	settle_currency(context, account, currency, &settled);
}

/* "your dues of February, your dues of March". */
static const char *list_rows(const struct verb_context *words, const struct settled *settled,
			     bool mine)
{
	struct buf list = { 0 };
	for (size_t i = 0; i < settled->count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", debt_label(words, settled->rows[i], mine));
	const char *copy = arena_strdup(&words->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

static void tell_settled(struct verb_context *context, const struct account *account,
			 const char *code, int64_t came, const struct settled *settled)
{
	const struct currency *currency = guild_currency(context->guild, code);
	struct verb_context words = notice_context(context);
	int64_t now = account_holdings(account, code);
	struct user *owner = account->owner;
	/* to others the money that came in is told as it always is */
	if (owner && owner->preferences.notices == NOTICES_DM)
		tell_user_more(context, owner,
			       notice_text(&words, N_("%s came in; %s paid %s."),
					   format_amount(&words, came, currency),
					   format_bare_amount(&words, settled->amount, currency),
					   list_rows(&words, settled, true)),
			       notice_text(&words, N_("You have %s."),
					   format_bare_amount(&words, now, currency)),
			       TELL_QUIET);
	if (!tells_holdings(context, account))
		return;
	bool mine = owner && owner == context->author;
	context_add_answer(context,
			   arena_printf(&context->books->chunk,
					tr(context->command->lang,
					   mine ? N_("%s came in; %s paid %s. You have %s.")
						: N_("%s came in; %s paid %s. They have %s.")),
					format_amount(context, came, currency),
					format_bare_amount(context, settled->amount, currency),
					list_rows(context, settled, mine),
					format_bare_amount(context, now, currency)));
}

static void settle_credit(struct verb_context *context, struct account *account, bool accepted)
{
	for (struct balance *balance = account->balances; balance; balance = balance->next) {
		struct settled settled = { 0 };
		int64_t came = balance->credited;
		balance->credited = 0;
		if (came && accepted)
			settle_currency(context, account, balance->currency, &settled);
		if (settled.count)
			tell_settled(context, account, balance->currency, came, &settled);
	}
}

void settle_debts(struct verb_context *context)
{
	struct verb_context settling = *context;
	struct books *books = context->books;
	bool accepted = context->decision->status == STATUS_OK;
	settling.approved = false; /* nobody had to */
	while (books->credited) {
		struct account *account = books->credited;
		books->credited = account->next_credited;
		account->credited = false;
		settle_credit(&settling, account, accepted);
	}
}

/* Open rows that the payer owes to the account, oldest first. */
struct owed_rows {
	struct waiting **list;
	size_t count;
};

static void gather_rows(const struct verb_context *context, const struct waiting_link *link,
			const struct account *to, const char *currency, bool charges,
			struct owed_rows *rows)
{
	for (; link; link = link->next) {
		struct waiting *row = link->row;
		bool debt = row->kind == WAITING_DUES || row->kind == WAITING_OWE;
		if (row->state != STILL_WAITING || row->to_account != (int64_t)to->key.id ||
		    strcmp(row->currency, currency) != 0 || waiting_is_over(context, row) ||
		    !(charges ? row->kind == WAITING_CHARGE : debt))
			continue;
		size_t at = rows->count++;
		for (; at && is_older(context, row, rows->list[at - 1]); at--)
			rows->list[at] = rows->list[at - 1];
		rows->list[at] = row;
	}
}

static size_t count_links(const struct waiting_link *link)
{
	size_t count = 0;
	for (; link; link = link->next)
		count++;
	return count;
}

/* Charges go to accounts of the community alone, and nobody counts them. */
static struct owed_rows rows_owed(struct verb_context *context, const struct account *from,
				  const struct account *to, const char *currency)
{
	struct books *books = context->books;
	bool any = books->rules >= RULES_MONTH && context->guild->last_number;
	const struct waiting_link *debts = any && from->owing ? books_debts(books, from) : NULL,
				  *all = any && !to->owner ? books_waiting_of_account(books, from)
							   : NULL;
	struct owed_rows rows = { 0 };
	if (!debts && !all)
		return rows;
	rows.list = arena_alloc_raw(&books->chunk, sizeof(struct waiting *) *
							   (count_links(debts) + count_links(all)));
	gather_rows(context, debts, to, currency, false, &rows);
	gather_rows(context, all, to, currency, true, &rows);
	return rows;
}

/* Everything was checked as a whole: nothing of it can be refused any more. */
static bool pay_rows(struct verb_context *context, const struct owed_rows *rows,
		     const struct sum *sum, struct settled *settled)
{
	settled->rows = rows->list;
	for (size_t i = 0; i < rows->count && settled->amount < sum->minor; i++) {
		struct waiting *row = rows->list[i];
		int64_t open = row->amount - row->paid, left = sum->minor - settled->amount,
			part = open < left ? open : left;
		if (!pay_row(context, row, part))
			return false;
		settled->amount += part;
		settled->count++;
	}
	return true;
}

static const char *paid_sentence(struct verb_context *context, const struct settled *settled,
				 const struct currency *currency)
{
	struct arena *arena = &context->books->chunk;
	const char *text = arena_printf(arena, tr(context->command->lang, N_("%s paid %s.")),
					format_amount(context, settled->amount, currency),
					list_rows(context, settled, true));
	for (size_t i = 0; i < settled->count; i++) {
		const char *role = returned_role(context, settled->rows[i]);
		if (role)
			return arena_printf(arena, "%s %s", text, role);
	}
	return text;
}

bool post_payment(struct verb_context *context, struct account *from, struct account *to,
		  const struct sum *sum, const char **paid)
{
	const char *currency = sum->currency->code;
	struct line lines[] = { { from, sum->minor, currency }, { to, -sum->minor, currency } };
	const struct owed_rows rows = rows_owed(context, from, to, currency);
	struct verb_context paying = *context;
	struct settled settled = { 0 };
	*paid = NULL;
	if (!rows.count)
		return post_transaction(context, lines, 2, sum->memo, 0);
	if (!may_post(context, lines, 2, sum->memo, 0))
		return false;
	paying.owed = true;
	if (!pay_rows(&paying, &rows, sum, &settled))
		return false;
	*paid = paid_sentence(context, &settled, sum->currency);
	lines[0].amount = sum->minor - settled.amount;
	lines[1].amount = -lines[0].amount;
	if (lines[0].amount && !post_transaction(&paying, lines, 2, sum->memo, 0))
		return false;
	context->posted = paying.posted;
	return true;
}
