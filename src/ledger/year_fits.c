/* What a year's end moves, in sums: whether accounts can hold it. */
#include <string.h>

#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/years.h"

static bool refuse_too_large(struct verb_context *context, const struct account *account)
{
	context_refuse(context, "too_large",
		       N_("The balance of %s would become larger than an account can hold."),
		       account ? account_label(context, account)
			       : default_account_name(DEFAULT_RESULT, context->command->lang,
						      context->books->rules));
	return true;
}

/* Whether BALANCE and AMOUNT fit together. */
static bool fits_balance(const struct account *account, const char *currency, int64_t amount)
{
	const struct balance *balance = account ? find_balance(account, currency) : NULL;
	int64_t after;
	return checked_add(balance ? balance->amount : 0, amount, &after) && after != INT64_MIN;
}

static struct account *account_of(struct verb_context *context, const struct year_sum *sum)
{
	return books_account(context->books, context->guild->guild_id, sum->account_id);
}

wide year_total(const struct year_sum *sum, const struct year_sum **behind)
{
	const char *currency = sum->currency;
	wide total = 0;
	for (; sum && strcmp(sum->currency, currency) == 0; sum = sum->next)
		total += sum->amount;
	*behind = sum;
	return total;
}

const struct year_sum *year_part(const struct year_sum *sum, const struct year_sum *behind,
				 wide *total)
{
	*total = 0;
	for (int i = 0; i < MAX_ENTRIES - 1 && sum != behind; i++, sum = sum->next)
		*total += sum->amount;
	return sum;
}

static bool fits_amount(wide amount)
{
	return amount <= INT64_MAX && amount > INT64_MIN;
}

/* Whether the account of results (NULL: it is not open yet) can hold the result of the currency at
 * SUM, after each of the transactions that it takes, and one answer can say it. */
static bool fits_result(const struct account *result, const struct year_sum *sum)
{
	const struct balance *balance = result ? find_balance(result, sum->currency) : NULL;
	const struct year_sum *behind, *end;
	wide total = year_total(sum, &behind), part, held = balance ? balance->amount : 0;
	for (; sum != behind; sum = end) {
		end = year_part(sum, behind, &part);
		held += part;
		if (!fits_amount(part) || !fits_amount(held))
			return false;
	}
	return fits_amount(total);
}

/* In a replay: whether the log refuses what moved in the currency at SUM, as guildledger 0.5.0 did
 * by both sides together. It does so today only by the result. */
static bool log_refuses(const struct books *books, const struct year_sum *sum)
{
	const struct year_sum *behind;
	wide gross = 0;
	if (!books->replayed || !books->replayed_code ||
	    strcmp(books->replayed_code, "too_large") != 0)
		return false;
	for (year_total(sum, &behind); sum != behind; sum = sum->next)
		gross += sum->amount < 0 ? -sum->amount : sum->amount;
	return gross > INT64_MAX;
}

bool year_fits(struct verb_context *context, const struct year_books *year,
	       const struct account *result)
{
	const char *currency = "";
	for (const struct year_sum *sum = year->first; sum; sum = sum->next) {
		const struct account *account = account_of(context, sum);
		if (!sum->fits || !fits_balance(account, sum->currency, -sum->amount))
			return !refuse_too_large(context, account);
		bool begins = strcmp(sum->currency, currency) != 0;
		currency = sum->currency;
		if (begins && (!fits_result(result, sum) || log_refuses(context->books, sum)))
			return !refuse_too_large(context, result);
	}
	return true;
}
