/* What a setting takes, by its type: config checks a value here, keeps it and says so. */
#include "ledger/setting_types.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "command/amount.h"
#include "command/currency_words.h"
#include "ledger/bank.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_references.h"
#include "ledger/setting_values.h"

void keep_setting(struct verb_context *context, const struct setting_row *row, const char *value,
		  const char *label)
{
	if (setting_waits(context, row, value))
		return;
	guild_set_row(context->books, context->guild, row, value);
	context_answer(context, N_("%s is now %s."), setting_label(context, row), label);
}

const char *setting_label(const struct verb_context *context, const struct setting_row *row)
{
	return context->command->lang == LANG_ES ? row->spanish : row->key;
}

/* Several of ROW's choices, with a space between, each as the asker reads it. */
static const char *setting_choices_shown(const struct verb_context *context,
					 const struct setting_row *row, const char *value)
{
	struct arena *arena = &context->books->chunk;
	const char *shown = "";
	for (size_t length; *value; value += length + strspn(value + length, " ")) {
		length = strcspn(value, " ");
		shown = arena_printf(arena, "%s%s%s", shown, *shown ? " " : "",
				     setting_choice_shown(arena, row,
							  arena_copy(arena, value, length),
							  context->command->lang));
	}
	return escape_markdown(context, shown);
}

const char *setting_value_shown(const struct verb_context *context, const struct setting_row *row,
				const char *value)
{
	struct arena *arena = &context->books->chunk;
	if (strcmp(value, SETTING_NONE) == 0)
		return tr(context->command->lang, N_("not set"));
	switch (row->type) {
	case SETTING_TYPE_ROLE: return arena_printf(arena, "<@&%s>", value);
	case SETTING_TYPE_CHANNEL: return arena_printf(arena, "<#%s>", value);
	case SETTING_TYPE_ID: return arena_printf(arena, "<@%s>", value);
	case SETTING_TYPE_FEE:
		return format_amount(context, strtoll(value, NULL, 10),
				     guild_currency(context->guild, context->guild->currency));
	case SETTING_TYPE_AMOUNT:
		return format_amount(context, strtoll(value, NULL, 10),
				     currency_of_row(context->guild, row));
	case SETTING_TYPE_CHOICES: return setting_choices_shown(context, row, value);
	case SETTING_TYPE_INTEGER:
		return row->zero && strcmp(value, "0") == 0 ? tr(context->command->lang, row->zero)
							    : value;
	default:
		return escape_markdown(
			context, setting_choice_shown(arena, row, value, context->command->lang));
	}
}

void refuse_choice(struct verb_context *context, const struct setting_row *row, const char *value)
{
	enum lang lang = context->command->lang;
	const char *name = setting_label(context, row), *first = NULL;
	struct buf list = { 0 };
	for (const struct setting_choice *choice = row->choices; choice->value; choice++) {
		const char *shown =
			setting_choice_shown(&context->books->chunk, row, choice->value, lang);
		buf_printf(&list, "%s%s", first ? ", " : "", shown);
		first = first ? first : shown;
	}
	context_refuse(context, "bad_value", N_("%s takes %s, not “%s”. For example: %s"), name,
		       buf_string(&list), escape_markdown(context, value),
		       line_to_type(context, VERB_CONFIG,
				    arena_printf(&context->books->chunk, "%s %s", name, first)));
	buf_free(&list);
}

static void set_choice(struct verb_context *context, const struct setting_row *row,
		       const char *value)
{
	const char *word =
		setting_choice_said(&context->books->chunk, row, value, !values_as_shown(context));
	if (word)
		keep_setting(context, row, word, setting_value_shown(context, row, word));
	else
		refuse_choice(context, row, value);
}

bool read_mention(struct verb_context *context, const char *value, const char *opening,
		  uint64_t *id, const char **rest)
{
	size_t start = strlen(opening), digits;
	if (strncmp(value, opening, start) != 0)
		return false;
	digits = strspn(value + start, "0123456789");
	if (!digits || value[start + digits] != '>')
		return false;
	*rest = value + start + digits + 1;
	return snowflake_parse(arena_copy(&context->books->chunk, value + start, digits), id) &&
	       (*id || !strict_rules(context));
}

static const char *id_text(struct verb_context *context, uint64_t id)
{
	return arena_printf(&context->books->chunk, "%ju", id);
}

static void set_role(struct verb_context *context, const struct setting_row *row, const char *value)
{
	uint64_t role_id;
	const char *rest;
	if (!read_mention(context, value, "<@&", &role_id, &rest) || *rest)
		context_refuse(context, "role_mention_needed",
			       N_("Write the role as a mention (@Role), not as the text “%s”: "
				  "names are "
				  "not unique."),
			       escape_markdown(context, value));
	else
		keep_setting(context, row, id_text(context, role_id),
			     arena_printf(&context->books->chunk, "<@&%ju>", role_id));
}

static void set_place(struct verb_context *context, const struct setting_row *row,
		      const char *value)
{
	uint64_t channel_id;
	const char *rest;
	if (!read_mention(context, value, "<#", &channel_id, &rest) || *rest)
		context_refuse(context, "channel_mention_needed",
			       N_("Write the channel as a mention (#channel), not as the text "
				  "“%s”."),
			       escape_markdown(context, value));
	else if (place_fits(context, channel_id, false))
		keep_setting(context, row, id_text(context, channel_id),
			     arena_printf(&context->books->chunk, "<#%ju>", channel_id));
}

static void refuse_integer(struct verb_context *context, const struct setting_row *row,
			   const char *value)
{
	if (row->zero)
		context_refuse(context, "bad_value",
			       N_("%s takes a number from %jd to %jd, or 0 for %s, not “%s”."),
			       setting_label(context, row), row->least, row->most,
			       tr(context->command->lang, row->zero),
			       escape_markdown(context, value));
	else
		context_refuse(context, "bad_value",
			       N_("%s takes a number from %jd to %jd, not “%s”."),
			       setting_label(context, row), row->least, row->most,
			       escape_markdown(context, value));
}

static void set_integer(struct verb_context *context, const struct setting_row *row,
			const char *value)
{
	uint64_t number;
	bool zero = row->zero && strcmp(value, "0") == 0;
	if (!zero && (!snowflake_parse(value, &number) || (int64_t)number < row->least ||
		      (int64_t)number > row->most)) {
		refuse_integer(context, row, value);
		return;
	}
	const char *kept = zero ? "0" : id_text(context, number);
	keep_setting(context, row, kept, setting_value_shown(context, row, kept));
}

static void set_account(struct verb_context *context, const struct setting_row *row,
			const char *value)
{
	const char *reference = setting_reference(&context->books->chunk, value);
	/* what no bank keeps could never be reconciled */
	const struct account *account = row == &setting_rows[SETTING_CLOSE_RECONCILED]
						? find_bank_account(context, reference)
						: find_account(context, reference);
	if (account)
		keep_setting(context, row, account->owner ? reference : account->name,
			     account_label(context, account));
}

static void set_fee(struct verb_context *context, const struct setting_row *row, const char *value)
{
	const struct currency *currency = guild_currency(context->guild, context->guild->currency);
	const char *decimal;
	int64_t minor;
	if (amount_read(&context->books->chunk, value, true, &decimal) != AMOUNT_OK)
		decimal = value; /* refused as that */
	if (!read_amount(context, decimal, currency, &minor))
		return;
	if (minor < 0)
		context_refuse(context, "negative_amount", N_("A fee cannot be negative."));
	else if (!minor || need_fees_account(context))
		keep_setting(context, row, arena_printf(&context->books->chunk, "%jd", minor),
			     format_amount(context, minor, currency));
}

static void set_channel(struct verb_context *context, const struct setting_row *row,
			const char *value)
{
	uint64_t channel_id = 0;
	const char *rest = "";
	bool mention = read_mention(context, value, "<#", &channel_id, &rest);
	const char *word = setting_choice_said(&context->books->chunk, row,
					       rest + strspn(rest, " "), !values_as_shown(context));
	mention |= !channel_id && *rest && word &&
		   strcmp(word, "off") == 0; /* older rules let the channel 0 be switched on */
	if (!mention || !word) {
		context_refuse(
			context, "bad_value",
			N_("Write `!config channel #channel on` or `!config channel #channel off`: "
			   "choose the channel from the list that appears when you type #."));
		return;
	}
	bool on = strcmp(word, "on") == 0;
	if (on && !place_fits(context, channel_id, true))
		return;
	struct detail_row *detail =
		books_detail(context->books, DETAIL_CHANNEL, context->guild->guild_id, channel_id);
	detail->channel.enabled = on;
	detail->channel.since = context->command->message_id;
	if (on) /* reading starts now, not at the channel's first message */
		books_move_cursor(context->books, context->guild->guild_id, channel_id,
				  context->command->message_id);
	context_answer(context,
		       on ? N_("Commands in %s are read from now on.")
			  : N_("Commands in %s are no longer read."),
		       arena_printf(&context->books->chunk, "<#%ju>", channel_id));
}

void set_currency(struct verb_context *context, const char *code, const char *value)
{
	struct guild *guild = context->guild;
	size_t length = strlen(code);
	if (length < 2 || length >= CURRENCY_SIZE - 1 ||
	    strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length) {
		context_refuse(context, "bad_value",
			       N_("A currency's code is 2 to 10 capital letters and digits, such "
				  "as EUR."));
		return;
	}
	if (strict_rules(context) && !currency_code_can_be_named(&context->books->chunk, code)) {
		context_refuse(context, "bad_value",
			       N_("%s reads as an amount or as a part of one, so nobody could name "
				  "that "
				  "currency. Choose another code, such as EUR."),
			       code);
		return;
	}
	if (guild_currency(guild, code)) {
		context_refuse(context, "currency_exists",
			       N_("The currency %s exists; its decimals can no longer change."),
			       code);
		return;
	}
	if (strlen(value) != 1 || *value < '0' || *value > '9') {
		context_refuse(context, "bad_value", N_("Say how many decimals %s has, 0 to 9."),
			       code);
		return;
	}
	guild_add_currency(context->books, guild, code, *value - '0');
	struct detail_row *row = books_detail(context->books, DETAIL_CURRENCY, guild->guild_id, 0);
	row->currency.code = arena_strdup(&context->books->chunk, code);
	row->currency.scale = *value - '0';
	context_answer(context, N_("The currency %s now exists, with %c decimals."), code, *value);
}

void set_by_type(struct verb_context *context, const struct setting_row *row, const char *value)
{
	switch (row->type) {
	case SETTING_TYPE_BOOL:
	case SETTING_TYPE_CHOICE: set_choice(context, row, value); break;
	case SETTING_TYPE_INTEGER: set_integer(context, row, value); break;
	case SETTING_TYPE_TEXT:
		keep_setting(context, row, value, escape_markdown(context, value));
		break;
	case SETTING_TYPE_ROLE: set_role(context, row, value); break;
	case SETTING_TYPE_CHANNEL: set_place(context, row, value); break;
	case SETTING_TYPE_ACCOUNT: set_account(context, row, value); break;
	case SETTING_TYPE_FEE: set_fee(context, row, value); break;
	case SETTING_TYPE_SWITCHED: set_channel(context, row, value); break;
	case SETTING_TYPE_AMOUNT: set_setting_amount(context, row, value); break;
	case SETTING_TYPE_CHOICES: set_setting_choices(context, row, value); break;
	case SETTING_TYPE_CLOCK: set_setting_clock(context, row, value); break;
	case SETTING_TYPE_NUMBERS: set_setting_numbers(context, row, value); break;
	default: fail(EX_SOFTWARE, "the setting %s has no way to be set", row->key);
	}
}
