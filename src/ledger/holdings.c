/* What an account has, in words. */
#include "ledger/holdings.h"

#include <string.h>

#include "base/localized.h"
#include "ledger/lookups.h"

static const char *copied(struct verb_context *context, struct buf *text)
{
	const char *copy = arena_strdup(&context->books->chunk, buf_string(text));
	buf_free(text);
	return copy;
}

const char *list_holdings(struct verb_context *context, const struct account *account)
{
	struct buf list = { 0 };
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next) {
		if (!find_balance(account, currency->code) &&
		    strcmp(currency->code, context->guild->currency) != 0)
			continue;
		buf_printf(&list, "%s%s", list.length ? ", " : "",
			   format_amount(context, account_holdings(account, currency->code),
					 currency));
	}
	return copied(context, &list);
}

/* With the code of its currency where the guild has others. */
static const char *amount_of(struct verb_context *context, int64_t minor,
			     const struct currency *currency)
{
	char text[LOCALIZED_SIZE];
	if (context->guild->currencies->next)
		return format_amount(context, minor, currency);
	return arena_strdup(&context->books->chunk,
			    localized_amount(context->command->lang, minor, currency->scale, text));
}

const char *list_held(struct verb_context *context, const struct account *account)
{
	struct buf list = { 0 };
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next) {
		const struct balance *balance = find_balance(account, currency->code);
		if (!balance || !balance->held)
			continue;
		int64_t available = account_holdings(account, currency->code) - balance->held;
		buf_printf(&list, tr(context->command->lang, N_("; %s are held, %s available")),
			   amount_of(context, balance->held, currency),
			   amount_of(context, available, currency));
	}
	return copied(context, &list);
}

const char *list_owed(struct verb_context *context, const struct account *account)
{
	struct buf list = { 0 };
	bool dues = true;
	if (!account->owing)
		return "";
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next) {
		int64_t owed = 0;
		for (const struct waiting_link *link = books_debts(context->books, account); link;
		     link = link->next) {
			const struct waiting *row = link->row;
			if (row->state != STILL_WAITING ||
			    strcmp(row->currency, currency->code) != 0)
				continue;
			owed += row->amount - row->paid;
			dues &= row->kind == WAITING_DUES;
		}
		if (owed)
			buf_printf(&list, "%s%s", list.length ? ", " : "",
				   format_amount(context, owed, currency));
	}
	const char *owed = copied(context, &list);
	if (!*owed)
		return "";
	return arena_printf(&context->books->chunk,
			    dues ? tr(context->command->lang, N_(" You owe %s of dues."))
				 : tr(context->command->lang, N_(" You owe %s.")),
			    owed);
}
