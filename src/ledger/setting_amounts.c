/* Settings that are amounts: one for each currency, and of limits for each permit. */
#include <stdlib.h>
#include <string.h>

#include "command/amount.h"
#include "ledger/setting_types.h"
#include "ledger/setting_values.h"

/* PARAMETER in its canonical form, "teller.USD", with the main currency left out. NULL: it names
 * no permit and no currency. */
static const char *canonical(struct verb_context *context, const struct setting_row *row,
			     const char *parameter)
{
	struct arena *arena = &context->books->chunk;
	size_t length = strcspn(parameter, ".");
	const char *word = arena_copy(arena, parameter, length), *permit = "", *code = "";
	int which = row->by_permit ? permit_called(context, word) : -1;
	if (which >= 0) {
		permit = arena_printf(arena, ".%s", permit_word(which));
		parameter += length + (parameter[length] == '.');
	}
	if (*parameter) {
		const struct currency *currency = guild_currency(context->guild, parameter);
		if (!currency)
			return NULL;
		if (strcmp(currency->code, context->guild->currency) != 0)
			code = arena_printf(arena, ".%s", currency->code);
	}
	return arena_printf(arena, "%s%s", permit, code);
}

const struct setting_row *amount_row(struct verb_context *context, const struct setting_row *row,
				     const char *parameter)
{
	struct arena *arena = &context->books->chunk;
	const char *behind = canonical(context, row, parameter);
	if (!behind) {
		context_refuse(context, "unknown_setting",
			       row->by_permit
				       ? N_("After %s. write a permit or a currency, not “%s”.")
				       : N_("After %s. write a currency, not “%s”."),
			       setting_label(context, row), escape_markdown(context, parameter));
		return NULL;
	}
	struct setting_row *own = arena_alloc(arena, sizeof *own);
	*own = *row;
	own->key = arena_printf(arena, "%s%s", row->key, behind);
	own->spanish = arena_printf(arena, "%s%s", row->spanish, behind);
	if (*behind)
		own->default_value = SETTING_NONE; /* the default is the main currency's */
	return own;
}

const struct currency *currency_of_row(const struct guild *guild, const struct setting_row *row)
{
	const char *last = strrchr(row->key, '.');
	for (const struct currency *currency = guild->currencies; currency && last;
	     currency = currency->next)
		if (strcmp(currency->code, last + 1) == 0)
			return currency;
	return guild_currency(guild, guild->currency);
}

/* VALUE without the currency behind it, where that is the setting's. */
static const char *bare_amount(struct verb_context *context, const char *value,
			       const struct currency *currency)
{
	size_t length = strcspn(value, " ");
	const char *behind = value + length + strspn(value + length, " ");
	if (*behind && guild_currency(context->guild, behind) != currency)
		return value;
	return arena_copy(&context->books->chunk, value, length);
}

void set_setting_amount(struct verb_context *context, const struct setting_row *row,
			const char *value)
{
	const struct currency *currency = currency_of_row(context->guild, row);
	bool below = strncmp(row->key, setting_rows[SETTING_ACCOUNT_FLOOR].key,
			     strlen(setting_rows[SETTING_ACCOUNT_FLOOR].key)) == 0;
	const char *text = bare_amount(context, value, currency), *decimal;
	int64_t minor;
	if (amount_read(&context->books->chunk, text, true, &decimal) != AMOUNT_OK)
		decimal = text; /* refused as that */
	if (!read_amount(context, decimal, currency, &minor))
		return;
	if (minor < 0 && !below)
		context_refuse(context, "negative_amount", N_("%s cannot be below zero."),
			       setting_label(context, row));
	else
		keep_setting(context, row, arena_printf(&context->books->chunk, "%jd", minor),
			     format_amount(context, minor, currency));
}

void list_setting_amounts(struct verb_context *context, struct buf *list,
			  const struct setting_row *row)
{
	int most = row->by_permit ? PERMIT_COUNT : 0;
	for (int i = -1; i < most; i++)
		for (const struct currency *currency = context->guild->currencies; currency;
		     currency = currency->next) {
			const char *name = i < 0 ? currency->code
						 : arena_printf(&context->books->chunk, "%s.%s",
								permit_word(i), currency->code);
			const struct setting_row *own = amount_row(context, row, name);
			const char *kept = guild_stored(context->guild, own);
			bool main = strcmp(own->key, row->key) == 0; /* listed by itself */
			if (!main && kept && strcmp(kept, SETTING_NONE) != 0)
				buf_printf(list, "%s: %s\n", setting_label(context, own),
					   setting_value_shown(context, own, kept));
		}
}
