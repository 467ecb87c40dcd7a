/* Settings as the log gives them: what was set at the moment of each row. */
#include <string.h>
#include <strings.h>

#include "base/decimal.h"
#include "command/amount.h"
#include "command/verbs.h"
#include "verify/month.h"

static struct setting_then *find(const struct pass *pass, const char *key)
{
	struct setting_then *setting = pass->month->settings;
	while (setting && strcmp(setting->key, key) != 0)
		setting = setting->next;
	return setting;
}

static const char *key_for(struct arena *arena, const struct pass *pass,
			   const struct setting_row *row, const char *currency)
{
	bool main = !currency || strcasecmp(currency, pass->currency) == 0;
	return main ? row->key : arena_printf(arena, "%s.%s", row->key, currency);
}

/* "move withdraw": the choices that the words in TEXT say. */
static const char *choices_of(struct arena *arena, const struct setting_row *row, const char *text)
{
	const char *kept = "";
	for (const char *at = text + strspn(text, " ,"); *at; at += strspn(at, " ,")) {
		size_t length = strcspn(at, " ,");
		const char *said =
			setting_choice_said(arena, row, arena_copy(arena, at, length), false);
		if (said)
			kept = arena_printf(arena, "%s%s%s", kept, *kept ? " " : "", said);
		at += length;
	}
	return kept;
}

/* VALUE as the books keep it; NULL: of a type that is not asked for here. */
static const char *kept_value(struct pass *pass, const struct setting_row *row,
			      const char *currency, const char *value)
{
	struct arena *arena = &pass->line;
	const char *last = currency ? strrchr(currency, '.') : NULL; /* behind a permit */
	const struct book_currency *known =
		currency_of(pass, last ? last + 1 : currency ? currency : pass->currency);
	if (!known && row->by_permit)
		known = currency_of(pass, pass->currency);
	const char *decimal;
	int64_t minor;
	if (setting_unset_said(arena, row, value, false))
		return SETTING_NONE;
	switch (row->type) {
	case SETTING_TYPE_INTEGER: return value;
	case SETTING_TYPE_NUMBERS: return value;
	case SETTING_TYPE_CHOICES: return choices_of(arena, row, value);
	case SETTING_TYPE_CHOICE: return setting_choice_said(arena, row, value, false);
	case SETTING_TYPE_AMOUNT:
		value = arena_copy(arena, value, strcspn(value, " "));
		if (amount_read(arena, value, true, &decimal) != AMOUNT_OK)
			decimal = value;
		if (!known || decimal_to_minor(decimal, known->scale, &minor) != DECIMAL_OK)
			return NULL;
		return arena_printf(arena, "%jd", minor);
	default: return NULL;
	}
}

static const char *in_capitals(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);
	for (char *at = copy; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	return copy;
}

static void learn(struct pass *pass, const struct command *command)
{
	const char *word = command_argument(command, "key"),
		   *value = command_argument(command, "value"), *parameter = NULL;
	const struct setting_row *row =
		word && value && *value ? setting_named(&pass->line, word, &parameter) : NULL;
	if (!row)
		return;
	const char *currency =
			   parameter && *parameter ? in_capitals(&pass->line, parameter) : NULL,
		   *kept = kept_value(pass, row, currency, value);
	if (!kept)
		return;
	const char *key = key_for(&pass->line, pass, row, currency);
	struct setting_then *setting = find(pass, key);
	if (!setting) {
		setting = arena_alloc(&pass->memory, sizeof *setting);
		setting->key = arena_strdup(&pass->memory, key);
		setting->next = pass->month->settings;
		pass->month->settings = setting;
	}
	setting->value = arena_strdup(&pass->memory, kept);
}

void learn_setting(struct pass *pass, const struct log_row *row)
{
	if (row->ok && !row->asks && row->effect && row->effect->verb &&
	    strcmp(row->effect->verb, verb_table[VERB_CONFIG].name) == 0)
		learn(pass, row->effect);
}

static bool take_config(void *context, const struct value *values)
{
	struct pass *pass = context;
	struct record record;
	const char *why;
	if (text_of(&values[0]) &&
	    record_read(&pass->line, values[0].text, strlen(values[0].text), &record, &why) &&
	    record.type == RECORD_COMMAND)
		learn(pass, &record.command);
	arena_reset(&pass->line);
	return true;
}

void load_settings_then(struct pass *pass)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":seq", pass->seq),
				      bind_text(":verb", verb_table[VERB_CONFIG].name) };
	store_query(pass->store, "verify config before", bindings, 3, take_config, pass);
}

const char *setting_then(const struct pass *pass, enum setting_key key, const char *currency)
{
	char name[64];
	const struct setting_then *setting;
	bool main = !currency || strcmp(currency, pass->currency) == 0;
	size_t length = strlen(setting_rows[key].key);
	if (length + CURRENCY_SIZE + 2 > sizeof name)
		return NULL;
	memcpy(name, setting_rows[key].key, length + 1);
	if (!main) {
		name[length] = '.';
		memcpy(name + length + 1, currency, strnlen(currency, CURRENCY_SIZE - 1) + 1);
	}
	setting = find(pass, name);
	return setting ? setting->value : NULL;
}
