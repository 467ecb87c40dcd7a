/* Confirmations: a payment is shown, kept, and made once who asked for it says yes. */
#include "ledger/confirmations.h"

#include <string.h>

#include "base/decimal.h"
#include "ledger/allowances.h"
#include "ledger/approval_rows.h"
#include "ledger/currency_code.h"
#include "ledger/decisions.h"
#include "ledger/frozen_command.h"
#include "ledger/lookups.h"
#include "ledger/setting_values.h"

enum { LEAST_USUAL = 3, MOST_USUAL = 10, MINUTE_MS = 60000 };

/* Whether AMOUNT is more than confirm.times the mean of the last payments. */
static bool is_unusual(struct verb_context *context, int64_t amount, const char *currency)
{
	int64_t times = guild_setting_integer(context->guild, SETTING_CONFIRM_TIMES), known = 0;
	wide sum = 0;
	if (!times)
		return false;
	const struct payment *payment = books_payments(context->books, context->author);
	for (; payment && known < MOST_USUAL; payment = payment->next)
		if (!payment->reversed && strcmp(payment->currency, currency) == 0) {
			sum += payment->amount;
			known++;
		}
	return known >= LEAST_USUAL && (wide)amount * known > times * sum;
}

static bool is_to_confirm(struct verb_context *context, const struct line *lines, size_t count)
{
	unsigned controls = guild_controls(context->guild);
	const char *currency = lines[0].currency;
	int64_t over, amount = lines[0].amount;
	if ((int64_t)count - 1 > guild_setting_integer(context->guild, SETTING_CONFIRM_PEOPLE))
		return true;
	if (!(controls & CONTROL_CONFIRM))
		return false;
	return (guild_setting_amount(context->guild, SETTING_CONFIRM_OVER, NULL, currency, &over) &&
		amount > over) ||
	       (controls & CONTROL_CONFIRM_TIMES && is_unusual(context, amount, currency));
}

/* The accounts that LINES credit as the argument "payees" names them; NULL: the command has no such
 * argument. */
static const char *payees_of(struct verb_context *context, const struct line *lines, size_t count)
{
	struct buf text = { 0 };
	if (!context_argument(context, "payees"))
		return NULL;
	for (size_t i = 1; i < count; i++) {
		const struct account *account = lines[i].account;
		const char *quote = strchr(account->name, ' ') ? "\"" : "";
		buf_printf(&text, "%s%s%s%s", i > 1 ? " " : "", quote, account->name, quote);
	}
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&text));
	buf_free(&text);
	return copy;
}

static struct waiting *keep(struct verb_context *context, const struct line *lines, size_t count,
			    const char *memo)
{
	struct books *books = context->books;
	struct waiting *row = add_waiting(context, WAITING_CONFIRM);
	row->decider_id = context->author->key.id;
	row->from_account = (int64_t)lines[0].account->key.id;
	row->to_account = count == 2 ? (int64_t)lines[1].account->key.id : 0;
	currency_code_copy(row->currency, lines[0].currency);
	row->amount = lines[0].amount;
	row->verb = arena_strdup(&books->memory, context->verb->name);
	row->arguments = kept_arguments(context, payees_of(context, lines, count), NULL);
	row->memo = memo ? arena_strdup(&books->memory, memo) : NULL;
	row->expires_at =
		context->time +
		guild_setting_integer(context->guild, SETTING_CONFIRM_MINUTES) * MINUTE_MS;
	list_waiting(context, row);
	return row;
}

static void answer_confirm(struct verb_context *context, const struct waiting *row, size_t people)
{
	const char *amount =
		format_amount(context, row->amount, guild_currency(context->guild, row->currency));
	int64_t minutes = guild_setting_integer(context->guild, SETTING_CONFIRM_MINUTES),
		number = (int64_t)row->key.id;
	if (people == 1)
		context_answer(
			context,
			trn(context->command->lang,
			    "That is %s to %s, above your usual. `yes` within %jd minute "
			    "pays (n.º %jd).",
			    "That is %s to %s, above your usual. `yes` within %jd minutes "
			    "pays (n.º %jd).",
			    (unsigned long)minutes),
			amount,
			account_label(context, books_account(context->books, row->key.guild_id,
							     row->to_account)),
			minutes, number);
	else
		context_answer(context,
			       trn(context->command->lang,
				   "That is %s to %zu people, above your usual. `yes` within %jd "
				   "minute pays (n.º %jd).",
				   "That is %s to %zu people, above your usual. `yes` within %jd "
				   "minutes pays (n.º %jd).",
				   (unsigned long)minutes),
			       amount, people, minutes, number);
}

bool confirmation_asked(struct verb_context *context, const struct line *lines, size_t count,
			const char *memo)
{
	if (context->confirmed || context->decision->transactions || !context->author ||
	    !is_to_confirm(context, lines, count))
		return false;
	answer_confirm(context, keep(context, lines, count, memo), count - 1);
	return true;
}

static void accept_confirm(struct verb_context *context, struct waiting *row, int64_t amount)
{
	struct verb_context how = *context;
	(void)amount; /* as a whole */
	how.confirmed = true;
	if (!decide_kept(context, row, &how))
		return;
	row->transaction = context->posted;
	end_waiting(context, row, WAITING_ACCEPTED, NULL);
}

static void decline_confirm(struct verb_context *context, struct waiting *row, const char *reason)
{
	(void)reason; /* nobody else is told */
	end_waiting(context, row, WAITING_DECLINED, NULL);
	context_answer(context, N_("Nothing was paid (n.º %jd)."), (int64_t)row->key.id);
}

const struct waiting_kind_rules confirm_kind_rules = {
	.asker_decides = true,
	.accept = accept_confirm,
	.decline = decline_confirm,
};
