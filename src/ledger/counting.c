/* What the close of a batch counts: reading the counts, booking their differences, telling what was
 * left out. */
#include "ledger/counting.h"

#include <string.h>

#include "base/localized.h"
#include "command/money.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/preferences.h"
#include "ledger/setting_values.h"

enum { MOST_DIFFERENCES = 32 };

static bool read_count(struct verb_context *context, const char *name, const char *unit,
		       const char *amount, struct counted *counted)
{
	struct sum sum;
	counted->account = find_account(context, name);
	if (!counted->account || !read_money(context, amount, unit, NULL, &sum))
		return false;
	counted->amount = sum.minor;
	memcpy(counted->currency, sum.currency->code, CURRENCY_SIZE);
	return true;
}

static bool is_uncounted(const struct decision *decision, const struct account *account)
{
	for (size_t i = 0; i < decision->uncounted_count; i++)
		if (decision->uncounted[i] == account)
			return true;
	return false;
}

/* In CURRENCY; NULL: in any. */
static bool is_counted(const struct decision *decision, const struct account *account,
		       const char *currency)
{
	for (size_t i = 0; i < decision->counted_count; i++)
		if (decision->counted[i].account == account &&
		    (!currency || strcmp(decision->counted[i].currency, currency) == 0))
			return true;
	return false;
}

static bool refuse_twice(struct verb_context *context, const struct account *account)
{
	context_refuse(context, "counted_twice", N_("%s is counted twice."),
		       account_label(context, account));
	return false;
}

/* `till=uncounted`: of all its currencies. */
static bool read_not_counted(struct verb_context *context, const char *name)
{
	struct decision *decision = context->decision;
	struct account *account = find_account(context, name);
	if (!account)
		return false;
	if (is_uncounted(decision, account) || is_counted(decision, account, NULL))
		return refuse_twice(context, account);
	decision->uncounted[decision->uncounted_count++] = account;
	return true;
}

bool read_counted(struct verb_context *context)
{
	struct decision *decision = context->decision;
	for (size_t i = 0; i < context->command->argument_count; i++) {
		const struct argument *given = &context->command->arguments[i];
		struct counted *counted = &decision->counted[decision->counted_count];
		const char *unit, *name = counted_account(context, given->key, &unit);
		if (!name)
			continue;
		if (counts_are_asked(context) && strcmp(given->value, UNCOUNTED) == 0) {
			if (!read_not_counted(context, name))
				return false;
			continue;
		}
		if (!read_count(context, name, unit, given->value, counted))
			return false;
		if (is_counted(decision, counted->account, counted->currency) ||
		    is_uncounted(decision, counted->account))
			return refuse_twice(context, counted->account);
		decision->counted_count++;
	}
	return true;
}

bool refuse_without_count(struct verb_context *context)
{
	const struct command *command = context->command;
	struct arena *arena = &context->books->chunk;
	enum verb_id verb = context->verb->id;
	const char *unit, *till = default_accounts[DEFAULT_TILL].name[command->lang],
			  *word = command->lang == LANG_ES ? UNCOUNTED_SPANISH : UNCOUNTED;
	bool person = command_of_member(command) || command->source == SOURCE_OPERATOR;
	bool says = !person || !counts_are_asked(context);
	for (size_t i = 0; i < command->argument_count && !says; i++)
		says = counted_account(context, command->arguments[i].key, &unit);
	if (says)
		return false;
	context_refuse(context, "count_missing",
		       N_("Count what is in the %s and write it: %s. If nobody counted it, say so: "
			  "%s."),
		       till, line_to_type(context, verb, arena_printf(arena, "%s=100", till)),
		       line_to_type(context, verb, arena_printf(arena, "%s=%s", till, word)));
	return true;
}

/* A count that was given, as its asker types it. */
static const char *count_to_type(struct verb_context *context, const char *value, const char *unit)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	if (strcmp(value, UNCOUNTED) == 0)
		return lang == LANG_ES ? UNCOUNTED_SPANISH : UNCOUNTED;
	return arena_printf(arena, "%s%s", money_in_language(arena, lang, value), unit ? unit : "");
}

/* The same count again, with the difference to be booked. */
static const char *booking_line(struct verb_context *context)
{
	const struct command *command = context->command;
	struct arena *arena = &context->books->chunk;
	const char *rest = "", *unit, *name;
	for (size_t i = 0; i < command->argument_count; i++) {
		const struct argument *given = &command->arguments[i];
		const struct account *account = NULL;
		if ((name = counted_account(context, given->key, &unit)))
			account = account_meant(context, name);
		if (account)
			rest = arena_printf(arena, "%s%s=%s ", rest,
					    typed_account(context, account),
					    count_to_type(context, given->value, unit));
	}
	return line_to_type(
		context, VERB_BATCH_CLOSE,
		arena_printf(arena, "%s%s", rest,
			     command->lang == LANG_ES ? "diferencia=apuntar" : "difference=book"));
}

static bool refuse_difference(struct verb_context *context, const struct counted *counted,
			      const struct currency *currency, int64_t difference)
{
	char text[LOCALIZED_SIZE];
	if (!tells_holdings(context, counted->account)) {
		context_refuse(
			context, "count_differs",
			N_("%s: the books say another amount than %s. Count again, or book the "
			   "difference to over/short: %s."),
			account_label(context, counted->account),
			format_amount(context, counted->amount, currency), booking_line(context));
		return false;
	}
	context_refuse(context, "count_differs",
		       N_("%s: counted %s, the books say %s, a difference of %s. Count again, or "
			  "book the "
			  "difference to over/short: %s."),
		       account_label(context, counted->account),
		       format_amount(context, counted->amount, currency),
		       format_amount(context, account_holdings(counted->account, counted->currency),
				     currency),
		       localized_amount(context->command->lang, difference, currency->scale, text),
		       booking_line(context));
	return false;
}

static bool counts_over_short(const struct verb_context *context)
{
	for (size_t i = 0; i < context->decision->counted_count; i++)
		if (context->decision->counted[i].account == context->guild->over_short)
			return true;
	return false;
}

/* What LINES lack in CURRENCY to balance. False when it is beyond 64 bits. */
static bool lacking(const struct line *lines, size_t count, const char *currency, int64_t *lack)
{
	*lack = 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(lines[i].currency, currency) == 0 &&
		    !checked_add(*lack, -lines[i].amount, lack))
			return false;
	return true;
}

/* The line of what was counted beyond the books, or short of them; *COUNT grows only when there is
 * such. */
static bool difference_line(struct verb_context *context, const struct counted *counted,
			    struct line *lines, size_t *count)
{
	int64_t expected = counted->expected, difference, lack;
	const char *choice = context_argument(context, "difference");
	bool fits = !__builtin_sub_overflow(counted->amount, expected, &difference) &&
		    difference != INT64_MIN;
	if (fits && difference == 0)
		return true;
	int64_t debit = debit_normal(counted->account->kind) ? difference : -difference;
	if (fits)
		lines[*count] = (struct line){ counted->account, debit, counted->currency };
	if (!fits || !lacking(lines, *count + 1, counted->currency, &lack)) {
		context_refuse(context, "too_large",
			       N_("The difference of %s is more than an account can hold."),
			       account_label(context, counted->account));
		return false;
	}
	if (!choice || strcmp(choice, "book") != 0)
		return refuse_difference(context, counted,
					 guild_currency(context->guild, counted->currency),
					 difference);
	++*count;
	return true;
}

bool settle_counted(struct verb_context *context)
{
	struct decision *decision = context->decision;
	struct line lines[2 * MAX_COUNTED + 1];
	size_t count = 0, accounts;
	int64_t lack;
	for (size_t i = 0; i < decision->counted_count; i++) {
		struct counted *counted = &decision->counted[i];
		counted->expected = account_holdings(counted->account, counted->currency);
		if (!difference_line(context, counted, lines, &count))
			return false;
	}
	if (count && counts_over_short(context)) {
		context_refuse(context, "over_short_counted",
			       N_("%s takes the differences of the accounts that are counted, so "
				  "it is not "
				  "counted with them; leave it out."),
			       account_label(context, context->guild->over_short));
		return false;
	}
	accounts = count;
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next)
		if (lacking(lines, accounts, currency->code, &lack) && lack != 0)
			lines[count++] =
				(struct line){ context->guild->over_short, lack, currency->code };
	if (count > MOST_DIFFERENCES) { /* a limit of old, that a replay keeps */
		context_refuse(context, "too_many_differences",
			       N_("There are too many differences for one transaction. Count fewer "
				  "accounts, move the rest to over/short first."));
		return false;
	}
	return count == 0 || post_transaction(context, lines, count, "count", 0);
}

/* Of a member whose account a channel does not show: what was counted is what they have. */
static void count_result_without_amounts(struct verb_context *context, struct buf *out,
					 const char *label, bool differs)
{
	enum lang lang = context->command->lang;
	if (differs)
		buf_printf(out, tr(lang, N_(" %s: counted, the difference booked to %s.")), label,
			   account_label(context, context->guild->over_short));
	else
		buf_printf(out, tr(lang, N_(" %s: counted, as expected.")), label);
}

void add_count_results(struct verb_context *context, bool in_a_channel, struct buf *out)
{
	const struct decision *decision = context->decision;
	enum lang lang = context->command->lang;
	for (size_t i = 0; i < decision->counted_count; i++) {
		const struct counted *counted = &decision->counted[i];
		const struct currency *currency = guild_currency(context->guild, counted->currency);
		const char *label = account_label(context, counted->account),
			   *amount = format_amount(context, counted->amount, currency);
		int64_t over = counted->amount - counted->expected; /* it was posted, so it fits */
		const struct user *owner = counted->account->owner;
		if (in_a_channel && owner && wants_private(context->guild, owner))
			count_result_without_amounts(context, out, label, over != 0);
		else if (!over)
			buf_printf(out, tr(lang, N_(" %s: counted %s, as expected.")), label,
				   amount);
		else
			buf_printf(out,
				   tr(lang, over > 0 ? N_(" %s: counted %s, expected %s: %s over, "
							  "booked to %s.")
						     : N_(" %s: counted %s, expected %s: %s short, "
							  "booked to %s.")),
				   label, amount,
				   format_amount(context, counted->expected, currency),
				   format_amount(context, over > 0 ? over : -over, currency),
				   account_label(context, context->guild->over_short));
	}
}

/* Appends to LIST what ACCOUNT holds in currencies that were not counted; its name alone where
 * EVEN_EMPTY and it holds nothing. */
static void list_not_counted(struct verb_context *context, const struct account *account,
			     bool even_empty, struct buf *list)
{
	const char *label = account_label(context, account);
	/* the sheet says it to all */
	bool tells = !account->owner || (in_channel(context) && tells_holdings(context, account));
	for (const struct balance *balance = account->balances; balance; balance = balance->next) {
		if (balance->amount == 0 ||
		    is_counted(context->decision, account, balance->currency))
			continue;
		if (!tells) {
			even_empty = true;
			break;
		}
		even_empty = false;
		buf_printf(list, "%s%s %s", list->length ? ", " : "", label,
			   format_amount(context, account_holdings(account, balance->currency),
					 guild_currency(context->guild, balance->currency)));
	}
	if (even_empty)
		buf_printf(list, "%s%s", list->length ? ", " : "", label);
}

/* The till counts as one that was left out, whoever closed the batch, unless it was counted. */
const char *not_counted(struct verb_context *context)
{
	const struct decision *decision = context->decision;
	const struct account *till = context->guild->till;
	struct buf list = { 0 };
	if (!strict_rules(context))
		return NULL;
	for (size_t i = 0; i < decision->counted_count; i++) {
		const struct account *account = decision->counted[i].account;
		bool first = true;
		for (size_t j = 0; j < i; j++)
			first &= decision->counted[j].account != account;
		if (first)
			list_not_counted(context, account, false, &list);
	}
	for (size_t i = 0; i < decision->uncounted_count; i++)
		list_not_counted(context, decision->uncounted[i], true, &list);
	if (counts_are_asked(context) && till && !is_counted(decision, till, NULL) &&
	    !is_uncounted(decision, till))
		list_not_counted(context, till, true, &list);
	const char *copy =
		list.length ? arena_strdup(&context->books->chunk, buf_string(&list)) : NULL;
	buf_free(&list);
	return copy;
}

const char *ledger_not_counted(struct books *books, const struct record *record,
			       const struct decision *decision, enum lang lang)
{
	struct decision copy = *decision;
	struct verb_context context = system_context(
		books, books_guild(books, record->command.guild_id), lang, NULL, 0, &copy);
	return not_counted(&context);
}
