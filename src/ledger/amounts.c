/* Amounts and their currencies: the one reader of what records hand over, for all verbs. */
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

#include <string.h>

#include "base/decimal.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"

static const char *list_currencies(struct verb_context *context)
{
	struct buf list = { 0 };
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next)
		buf_printf(&list, "%s%s", list.length ? ", " : "", currency->code);
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

bool read_amount(struct verb_context *context, const char *text, const struct currency *currency,
		 int64_t *minor)
{
	enum decimal_error error = decimal_to_minor(text, currency->scale, minor);
	if (error == DECIMAL_OK && (*minor > LARGEST_AMOUNT || *minor < -LARGEST_AMOUNT))
		error = DECIMAL_OVERFLOW;
	if (error == DECIMAL_OK)
		return true;
	const char *shown = escape_markdown(
		context, money_in_language(&context->books->chunk, context->command->lang, text));
	switch (error) {
	case DECIMAL_PRECISION:
		context_refuse(context, "too_precise",
			       N_("%s has more decimals than %s keeps (%d). Nothing was rounded "
				  "and "
				  "nothing was booked."),
			       shown, currency->code, currency->scale);
		return false;
	case DECIMAL_OVERFLOW:
		context_refuse(context, "too_large", N_("%s is more than one command can move."),
			       shown);
		return false;
	default:
		context_refuse(context, "bad_amount",
			       N_("“%s” is not an amount; write it like 12.50."), shown);
		return false;
	}
}

/* What names the currency of an amount: UNIT is written at it, WORD directly behind it. NULL:
 * nothing is. */
struct naming {
	const char *unit, *word;
};

/* Whether NAME, bare, may mean CURRENCY: the code of one that the guild has means that one alone.
 */
static bool may_mean(struct verb_context *context, const char *name,
		     const struct currency *currency)
{
	const struct currency *exact = guild_currency(context->guild, name);
	const char *codes = exact ? NULL : currency_codes(&context->books->chunk, name);
	return exact ? exact == currency : codes && currency_codes_have(codes, currency->code);
}

static size_t count_meant(struct verb_context *context, const struct naming *naming,
			  const struct currency **meant)
{
	size_t count = 0;
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next) {
		if ((naming->unit && !may_mean(context, naming->unit, currency)) ||
		    (naming->word && !may_mean(context, naming->word, currency)))
			continue;
		*meant = currency;
		count++;
	}
	return count;
}

/* The command's line with this AMOUNT and, in quotes, MEMO (NULL: none), as code to copy; the
 * AMOUNT alone where the command has more than its line would hold. */
static const char *line_to_copy(struct verb_context *context, const char *amount, const char *memo)
{
	const char *prefix = typed_prefix(context);
	struct buf line = { 0 }, code = { 0 };
	if (!command_line(&line, context->command, context->verb, prefix, amount, memo))
		buf_text(&line, amount);
	text_code(&code, buf_string(&line));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&code));
	buf_free(&line);
	buf_free(&code);
	return copy;
}

/* What was taken for a currency, put back before the memo. */
static const char *with_word(struct verb_context *context, const char *word, const char *memo)
{
	return memo && *memo ? arena_printf(&context->books->chunk, "%s %s", word, memo) : word;
}

/* "1500.50 EUR", the number as the asker writes it; CURRENCY NULL: the number alone. */
static const char *amount_to_copy(struct verb_context *context, const char *decimal,
				  const struct currency *currency)
{
	struct arena *arena = &context->books->chunk;
	const char *number = money_in_language(arena, context->command->lang, decimal);
	return currency ? arena_printf(arena, "%s %s", number, currency->code) : number;
}

/* NAME is a currency that the guild lacks. Where it could be a memo, that is said; but no line to
 * copy is given, which would book another currency than the words name. */
static void refuse_foreign(struct verb_context *context, const char *name, bool behind)
{
	if (behind && context_argument(context, "amount") &&
	    context_argument(context, "currency") && verb_takes(context->verb, PARAM_MEMO))
		context_refuse(context, "unknown_currency",
			       N_("There is no currency %s here (there is %s). If the word belongs "
				  "to the "
				  "memo, put the memo in quotes."),
			       escape_markdown(context, name), list_currencies(context));
	else
		context_refuse(context, "unknown_currency",
			       N_("There is no currency %s here (there is %s)."),
			       escape_markdown(context, name), list_currencies(context));
}

/* The one currency that NAMING means; where nothing is named, the guild's main one. False after a
 * refusal. */
static bool find_currency(struct verb_context *context, const struct naming *naming,
			  const struct currency **currency)
{
	const struct naming unit = { naming->unit, NULL }, word = { NULL, naming->word };
	if (!naming->unit && !naming->word) {
		*currency = guild_currency(context->guild, context->guild->currency);
		return true;
	}
	switch (count_meant(context, naming, currency)) {
	case 1: return true;
	case 0: break;
	default:
		context_refuse(context, "unclear_currency",
			       N_("“%s” could be several of the currencies here (%s). Write the "
				  "code."),
			       escape_markdown(context, naming->word ? naming->word : naming->unit),
			       list_currencies(context));
		return false;
	}
	if (naming->unit && !count_meant(context, &unit, currency))
		refuse_foreign(context, naming->unit, false);
	else if (naming->word && !count_meant(context, &word, currency))
		refuse_foreign(context, naming->word, true);
	else
		context_refuse(context, "two_currencies",
			       N_("%s and %s are two currencies; write the one that you mean."),
			       escape_markdown(context, naming->unit),
			       escape_markdown(context, naming->word));
	return false;
}

/* "5,000", written with one separator and three digits: decimals in a currency of three that is
 * named, and a question in all others. */
static bool read_either(struct verb_context *context, const char *text,
			const struct currency *currency, bool named, const char *memo,
			int64_t *minor)
{
	struct arena *arena = &context->books->chunk;
	const char *whole = money_reading(arena, text, false),
		   *decimals = money_reading(arena, text, true);
	if (named && currency->scale == 3)
		return read_amount(context, decimals, currency, minor);
	int64_t fits;
	const char *one = line_to_copy(
		context, amount_to_copy(context, whole, named ? currency : NULL), memo);
	if (decimal_to_minor(decimals, currency->scale, &fits) != DECIMAL_OK) {
		context_refuse(context, "ambiguous_amount",
			       trn(context->command->lang,
				   "%s has %d decimal. If that is the whole number %s, write %s.",
				   "%s has %d decimals. If that is the whole number %s, write %s.",
				   (unsigned long)currency->scale),
			       currency->code, currency->scale, whole, one);
		return false;
	}
	/* With as many decimals as the currency keeps, which are not three, it is no question any
	 * more. */
	char exact[DECIMAL_TEXT_SIZE];
	decimals = decimal_from_minor(fits, currency->scale, exact);
	context_refuse(context, "ambiguous_amount",
		       N_("That can be read in two ways. Write %s or %s."), one,
		       line_to_copy(context,
				    amount_to_copy(context, decimals, named ? currency : NULL),
				    memo));
	return false;
}

static const char *bare(struct verb_context *context, const char *word)
{
	return word ? currency_bare_word(&context->books->chunk, word) : NULL;
}

bool read_money(struct verb_context *context, const char *amount, const char *unit,
		const char *word, struct sum *sum)
{
	struct naming naming = { bare(context, unit), bare(context, word) };
	if (!strict_rules(context)) {
		sum->currency =
			guild_currency(context->guild, word ? word : context->guild->currency);
		if (!sum->currency)
			context_refuse(context, "unknown_currency",
				       N_("There is no currency %s here."),
				       escape_markdown(context, word));
		return sum->currency && read_amount(context, amount, sum->currency, &sum->minor);
	}
	if (!find_currency(context, &naming, &sum->currency))
		return false;
	if (!strchr(amount, ','))
		return read_amount(context, amount, sum->currency, &sum->minor);
	const char *memo = context_argument(context, "memo"),
		   *behind = context_argument(context, "currency");
	if (behind && !word)
		memo = with_word(context, behind, memo);
	return read_either(context, amount, sum->currency, unit || word, memo, &sum->minor);
}

bool read_part_of(struct verb_context *context, const struct currency *currency, int64_t *minor)
{
	const char *amount = context_argument(context, "amount"),
		   *unit = context_argument(context, "unit");
	struct sum sum = { 0 };
	if (!unit)
		return read_amount(context, amount, currency, minor);
	if (!read_money(context, amount, unit, NULL, &sum))
		return false;
	*minor = sum.minor;
	if (sum.currency != currency)
		context_refuse(context, "two_currencies",
			       N_("%s and %s are two currencies; write the one that you mean."),
			       sum.currency->code, currency->code);
	return sum.currency == currency;
}

/* As log rows were decided that say so: a word in capitals is a currency, any other is one only if
 * the guild has it. */
static bool read_as_before(struct verb_context *context, const char *amount, const char *word,
			   struct sum *sum)
{
	sum->currency = guild_currency(context->guild, word ? word : context->guild->currency);
	size_t length = word ? strlen(word) : 0;
	if (!sum->currency && length >= 3 && length <= 5 &&
	    strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length) {
		context_refuse(context, "unknown_currency",
			       N_("There is no currency %s here (there is %s). If the word belongs "
				  "to the "
				  "memo, put the memo in quotes."),
			       word, list_currencies(context));
		return false;
	}
	if (!sum->currency) {
		sum->currency = guild_currency(context->guild, context->guild->currency);
		sum->memo = with_word(context, word, sum->memo);
	}
	return read_amount(context, amount, sum->currency, &sum->minor);
}

/* What is directly behind an amount without a currency, and could be a part of it, or MULTIPLIES
 * it: the line to copy has it as the memo, unless it names another currency than would be booked.
 * False. */
static bool refuse_part(struct verb_context *context, const char *amount, const char *memo,
			bool multiplies)
{
	struct naming naming = { bare(context, context_argument(context, "unit")), NULL };
	const struct currency *currency = NULL;
	if (naming.unit && !find_currency(context, &naming, &currency))
		return false;
	bool other = !currency && currency_is_named_in(&context->books->chunk, memo);
	const char *line = line_to_copy(context, amount_to_copy(context, amount, currency), memo);
	if (multiplies && other)
		context_refuse(context, "multiplied_amount",
			       N_("Write the amount with all its digits, and behind it the "
				  "currency's "
				  "code."));
	else if (multiplies)
		context_refuse(context, "multiplied_amount",
			       N_("Write the amount with all its digits and nothing behind it that "
				  "would "
				  "change it. If that is part of the memo, write %s."),
			       line);
	else if (other)
		context_refuse(context, "split_number",
			       N_("Write the amount as one number, without spaces, and behind it "
				  "the "
				  "currency's code."));
	else
		context_refuse(context, "split_number",
			       N_("A number directly behind the amount could belong to it. If it "
				  "is part "
				  "of the memo, write %s."),
			       line);
	return false;
}

/* What the grammar could not know: whether the word behind the amount is a currency here, and what
 * is then behind both. */
static bool read_named(struct verb_context *context, const char *amount, const char *word,
		       struct sum *sum)
{
	struct arena *arena = &context->books->chunk;
	const char *name = bare(context, word);
	bool currency =
		name && (guild_currency(context->guild, name) || currency_is_plain(arena, name));
	/* First of all, so that no line to copy holds a number that is refused itself. */
	if (name && !currency && strchr(amount, ',') &&
	    !read_money(context, amount, context_argument(context, "unit"), NULL, sum))
		return false;
	if (name && !currency &&
	    ((*name >= '0' && *name <= '9') || currency_is_multiplier(arena, name)))
		return refuse_part(context, amount, with_word(context, word, sum->memo),
				   currency_is_multiplier(arena, name));
	if (!read_money(context, amount, context_argument(context, "unit"), currency ? word : NULL,
			sum))
		return false;
	if (currency && context_argument(context, "behind")) {
		context_refuse(context, "split_number",
			       N_("The text directly behind the amount and its currency could "
				  "belong to "
				  "it. If it is part of the memo, write %s."),
			       line_to_copy(context, amount_to_copy(context, amount, sum->currency),
					    sum->memo));
		return false;
	}
	if (word && !currency)
		sum->memo = with_word(context, word, sum->memo);
	return true;
}

bool read_sum(struct verb_context *context, struct sum *sum, bool memo_required)
{
	const char *word = context_argument(context, "currency"),
		   *memo = context_argument(context, "memo");
	const char *amount = context_argument(context, "amount");
	sum->memo = memo && *memo ? memo : NULL;
	if (!amount) {
		context_refuse(context, "missing_amount", N_("The amount is missing."));
		return false;
	}
	if (!(strict_rules(context) ? read_named : read_as_before)(context, amount, word, sum))
		return false;
	if (sum->minor <= 0) {
		context_refuse(context, "not_positive", N_("The amount must be more than zero."));
		return false;
	}
	if (memo_required && !sum->memo) {
		context_refuse(context, "missing_memo",
			       N_("Say what it is for: a memo is needed at the end."));
		return false;
	}
	if (sum->memo && utf8_count(sum->memo) > 200) {
		context_refuse(context, "memo_too_long",
			       N_("The memo has %zu characters; 200 are allowed."),
			       utf8_count(sum->memo));
		return false;
	}
	return true;
}
