/* The verb config: shows, changes and unsets a guild's settings. */
#include <stdlib.h>
#include <string.h>

#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/suggest.h"
#include "ledger/defaults.h"
#include "ledger/roles.h"
#include "ledger/setting_types.h"
#include "ledger/setting_values.h"

/* What is left of a button's link is for the page. */
enum { LONGEST_SITE_ADDRESS = 200 };

/* Threads that begin after this command are read from their first message, older ones from now on.
 */
static void set_threads(struct verb_context *context, const struct setting_row *row,
			const char *value)
{
	set_by_type(context, row, value);
	if (context->decision->status == STATUS_OK)
		guild_set(
			context->books, context->guild, SETTING_THREADS_SINCE,
			arena_printf(&context->books->chunk, "%ju", context->command->message_id));
}

static void set_language(struct verb_context *context, const struct setting_row *row,
			 const char *value)
{
	const char *word = values_as_shown(context)
				   ? setting_choice_said(&context->books->chunk, row, value, false)
				   : value;
	if (!word || lang_from_name(word, &context->guild->lang) < 0) {
		refuse_choice(context, row, value);
		return;
	}
	context->guild->dirty = true;
	enum lang lang = context->guild->lang;
	context_answer(context,
		       N_("%s is now %s. Reports and pages show the books' own accounts as %s, %s "
			  "and %s."),
		       setting_label(context, row),
		       setting_value_shown(context, row, lang_name(lang)),
		       default_accounts[DEFAULT_TILL].name[lang],
		       default_accounts[DEFAULT_OPENING].name[lang],
		       default_accounts[DEFAULT_OVER_SHORT].name[lang]);
}

static bool cannot_be_typed(const char *prefix)
{
	for (const char *at = prefix; *at; at++)
		if (*at == '\\' || text_space(at))
			return true;
	return text_hides(prefix);
}

/* Whether PREFIX is a number, as amounts are, or a word that commands have without one. */
static bool begins_messages(struct verb_context *context, const char *prefix)
{
	struct arena *arena = &context->books->chunk;
	const char *folded = text_fold(arena, prefix), *at = folded;
	size_t length, used;
	enum lang lang;
	while (text_kind(at, &length) == TEXT_NUMBER)
		at += length;
	return !*at || verb_match(folded, NULL, &used, &lang) || verbs_begin(folded, &lang);
}

static void set_prefix(struct verb_context *context, const struct setting_row *row,
		       const char *value)
{
	size_t points = utf8_count(value);
	if (!points || points > 5 || strpbrk(value, " \t\n<@#\"`*_~|>"))
		context_refuse(context, "bad_value",
			       N_("A prefix is 1 to 5 characters without spaces, quotes, mentions "
				  "or "
				  "Markdown signs."));
	else if (strict_rules(context) && cannot_be_typed(value))
		context_refuse(context, "bad_value",
			       N_("A prefix can only have characters that everybody can see and "
				  "type: no "
				  "backslash, no space and no invisible character."));
	else if (strict_rules(context) && begins_messages(context, value))
		context_refuse(context, "bad_value",
			       N_("Messages that are not commands also begin with “%s”. Choose a "
				  "sign, "
				  "such as !, or letters that are not a word of a command."),
			       escape_markdown(context, value));
	else
		set_by_type(context, row, value);
}

/* The bot hands it out, so it must be one that it can. */
static void set_granted_role(struct verb_context *context, const struct setting_row *row,
			     const char *value)
{
	uint64_t role_id;
	const char *rest;
	if (read_mention(context, value, "<@&", &role_id, &rest) && !*rest) {
		const struct role *role = find_role(
			context, arena_printf(&context->books->chunk, "&%ju", role_id), false);
		if (!role || !can_offer(context, role))
			return;
	}
	set_by_type(context, row, value);
}

/* Whether ADDRESS is where a site could be: https, or http on this very machine, and no more than a
 * host, a port and a path. It becomes the link of a button, so what people read as another place
 * (user@host) and what would end it are none. */
static bool is_site_address(const char *address)
{
	static const char *const openings[] = { "https://", "http://localhost", "http://127.0.0.1",
						"http://[::1]" };
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~%";
	size_t which = 0;
	while (which < 4 && strncmp(address, openings[which], strlen(openings[which])) != 0)
		which++;
	if (which == 4 || strlen(address) > LONGEST_SITE_ADDRESS)
		return false;
	const char *at = address + strlen(openings[which]);
	if (which == 0) {
		size_t host = strspn(at, letters);
		if (!host || *at == '.' || *at == '-' || memchr(at, '%', host))
			return false;
		at += host;
	}
	if (*at == ':') {
		size_t digits = strspn(at + 1, "0123456789");
		if (!digits || digits > 5)
			return false;
		at += 1 + digits;
	}
	if (*at && *at != '/')
		return false;
	while (*at == '/' && at[1] != '/')
		at += 1 + strspn(at + 1, letters);
	return !*at;
}

/* Angle brackets, which keep Discord from showing a preview, are left out. */
static void set_site(struct verb_context *context, const struct setting_row *row, const char *value)
{
	size_t length = strlen(value);
	if (length > 2 && *value == '<' && value[length - 1] == '>')
		value = arena_copy(&context->books->chunk, value + 1, length - 2);
	if (is_site_address(value))
		keep_setting(context, row, value,
			     arena_printf(&context->books->chunk, "<%s>", value));
	else
		context_refuse(context, "bad_value",
			       N_("%s takes an address that begins with https://, such as `!config "
				  "site.url https://example.org/treasury`."),
			       setting_label(context, row));
}

static void set_payment_letter(struct verb_context *context, const struct setting_row *row,
			       const char *value)
{
	char letter = *value >= 'a' && *value <= 'z' ? (char)(*value - 'a' + 'A') : *value;
	if (letter < 'A' || letter > 'Z' || value[1])
		context_refuse(context, "bad_value",
			       N_("%s takes one letter from A to Z, such as `!config "
				  "payment.letter G`."),
			       setting_label(context, row));
	else
		set_by_type(context, row, arena_copy(&context->books->chunk, &letter, 1));
}

/* What a setting asks beyond its type. */
static void (*const own_rules[SETTING_COUNT])(struct verb_context *context,
					      const struct setting_row *row, const char *value) = {
	[SETTING_PREFIX] = set_prefix,   [SETTING_LANGUAGE] = set_language,
	[SETTING_THREADS] = set_threads, [SETTING_REGISTRATION_GRANTS] = set_granted_role,
	[SETTING_SITE_URL] = set_site,   [SETTING_PAYMENT_LETTER] = set_payment_letter,
};

static void set(struct verb_context *context, const struct setting_row *row, const char *value)
{
	enum setting_key key = 0;
	while (key < SETTING_COUNT && row != &setting_rows[key])
		key++;
	if (key < SETTING_COUNT && own_rules[key])
		own_rules[key](context, row, value);
	else
		set_by_type(context, row, value);
}

static void refuse_key(struct verb_context *context, const char *word)
{
	struct buf list = { 0 };
	for (const struct setting_row *row = setting_rows; row < setting_rows + SETTING_COUNT;
	     row++)
		if (row->setter == SETTING_BY_ADMINS)
			buf_printf(&list, "%s%s", list.length ? ", " : "",
				   setting_label(context, row));
	context_refuse(context, "unknown_setting", N_("There is no setting “%s”. Settings: %s."),
		       escape_markdown(context, word), buf_string(&list));
	buf_free(&list);
}

/* What is only shown. */
static void refuse_fixed(struct verb_context *context, const struct setting_row *row)
{
	const char *name = setting_label(context, row), *code = "USD";
	if (strcmp(code, context->guild->currency) == 0)
		code = "EUR";
	if (row == &setting_rows[SETTING_CURRENCY])
		context_refuse(
			context, "unknown_setting",
			N_("The setting %s can be viewed but not changed: the main currency is %s. "
			   "To add another one with 2 decimals, write %s."),
			name, context->guild->currency,
			line_to_type(context, VERB_CONFIG,
				     arena_printf(&context->books->chunk, "%s.%s 2", name, code)));
	else
		context_refuse(context, "unknown_setting",
			       N_("The setting %s can be viewed but not changed: the bot sets it."),
			       name);
}

/* As the books keep it. NULL: it has none to show. */
static const char *kept_value(const struct verb_context *context, const struct setting_row *row)
{
	const struct guild *guild = context->guild;
	if (row == &setting_rows[SETTING_LANGUAGE])
		return lang_name(guild->lang);
	if (row == &setting_rows[SETTING_CURRENCY])
		return guild->currency;
	const char *stored = guild_stored(guild, row);
	return stored ? stored : row->default_value;
}

static void show(struct verb_context *context, const struct setting_row *row)
{
	const char *value = kept_value(context, row), *name = setting_label(context, row);
	if (value && strcmp(value, SETTING_NONE) == 0)
		context_answer(context, N_("%s is not set."), name);
	else if (value)
		context_answer(context, N_("%s is %s."), name,
			       setting_value_shown(context, row, value));
	else
		context_refuse(
			context, "bad_value",
			N_("Write `!config channel #channel on` or `!config channel #channel off`: "
			   "choose the channel from the list that appears when you type #."));
}

static void unset(struct verb_context *context, const struct setting_row *row)
{
	if (setting_waits(context, row, SETTING_NONE))
		return;
	guild_set_row(context->books, context->guild, row, SETTING_NONE);
	context_answer(context, N_("%s is no longer set."), setting_label(context, row));
}

void config_row(struct verb_context *context, const struct setting_row *row, const char *value)
{
	bool shown = !value || !*value;
	if (shown)
		show(context, row);
	else if (row->setter != SETTING_BY_ADMINS)
		refuse_fixed(context, row);
	else if (setting_unset_said(&context->books->chunk, row, value, !values_as_shown(context)))
		unset(context, row);
	else
		set(context, row, value);
}

/* What a setting of several values has: the guild's currencies. NULL: it is not listed. */
static const char *listed_value(const struct verb_context *context, const struct setting_row *row)
{
	const char *value = kept_value(context, row), *list = "";
	if (row == &setting_rows[SETTING_CURRENCY]) {
		for (const struct currency *currency = context->guild->currencies; currency;
		     currency = currency->next)
			list = arena_printf(&context->books->chunk, "%s%s%s", list,
					    *list ? ", " : "", currency->code);
		return list;
	}
	return value ? setting_value_shown(context, row, value) : NULL;
}

/* A line each, under headings: no line is wider than a phone. */
static void list_settings(struct verb_context *context)
{
	enum lang lang = context->command->lang;
	struct buf list = { 0 };
	if (!values_as_shown(context)) {
		context_refuse(context, "missing_argument", N_("“%s” is missing."),
			       context->verb->parameters[0].name[lang]);
		return;
	}
	for (int group = 0; group < SETTING_GROUPS; group++) {
		buf_printf(&list, "**%s**\n", tr(lang, setting_group_titles[group]));
		for (const struct setting_row *row = setting_rows;
		     row < setting_rows + SETTING_COUNT; row++) {
			const char *value =
				row->setter == SETTING_BY_BOT_HIDDEN || (int)row->group != group
					? NULL
					: listed_value(context, row);
			if (value)
				buf_printf(&list, "%s: %s\n", setting_label(context, row), value);
			if (value && row->type == SETTING_TYPE_AMOUNT)
				list_setting_amounts(context, &list, row);
		}
	}
	context_answer(context,
		       N_("%sTo change one: `!config language en`. To read another channel: "
			  "`!config "
			  "channel #channel on`."),
		       buf_string(&list));
	buf_free(&list);
}

/* The rules that came with ROW's setting. */
static enum rules known_since(const struct setting_row *row)
{
	if (row >= &setting_rows[SETTING_APPROVAL_OVER] &&
	    row <= &setting_rows[SETTING_DUES_REMINDERS])
		return RULES_MONTH;
	if (row >= &setting_rows[SETTING_PAYMENT_LETTER] &&
	    row <= &setting_rows[SETTING_BATCH_SUMS])
		return RULES_BANK;
	return row == &setting_rows[SETTING_SITE_URL] ? RULES_FACES : RULES_FIRST;
}

void decide_config(struct verb_context *context)
{
	const char *word = context_argument(context, "key"),
		   *value = context_argument(context, "value"), *parameter;
	if (!word) {
		list_settings(context);
		return;
	}
	const struct setting_row *row = setting_named(&context->books->chunk, word, &parameter);
	bool currency = row == &setting_rows[SETTING_CURRENCY_CODE];
	if (!row || context->books->rules < known_since(row) ||
	    (currency && parameter && (!value || !*value)))
		refuse_key(context, word);
	else if (currency && parameter)
		set_currency(context, parameter, value);
	else if (!parameter || (row = amount_row(context, row, parameter)))
		config_row(context, row, value);
}
