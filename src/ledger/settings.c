/* The settings of a guild: the verb config, and what each key takes. */
#include <string.h>

#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/suggest.h"
#include "ledger/verb_support.h"
#include "ledger/defaults.h"

struct setting_kind {
	const char *key, *spanish, *default_value;
	/* Checks VALUE and keeps it, or refuses; NULL: the setting is only shown. */
	void (*set)(struct verb_context *context, const struct setting_kind *kind,
		    const char *value);
	const char *const *choices; /* of set_choice: English words; ended by NULL */
};

static const struct {
	const char *spanish, *english;
} value_words[] = {
	{ "todo", "all" },
	{ "menciones", "mentions" },
	{ "si", "on" },
	{ "no", "off" },
	{ "abierto", "open" },
	{ "rol", "role" },
	{ "aprobacion", "approval" },
	{ "invitacion", "invitation" },
	{ "ninguno", "none" },
	{ "tesorero", "invitation" },
	{ "treasurer", "invitation" },
	{ "libros", "books" },
	{ "oscuro", "dark" },
	{ "claro", "light" },
};

/* Values have a Spanish form, too; the books keep the English one. */
static const char *english_value(struct verb_context *context, const char *word)
{
	const char *folded = text_fold(&context->books->chunk, word);
	for (size_t i = 0; i < sizeof value_words / sizeof *value_words; i++)
		if (strcmp(value_words[i].spanish, folded) == 0)
			return value_words[i].english;
	return word;
}

static void keep(struct verb_context *context, const char *key, const char *value,
		 const char *label)
{
	guild_set(context->books, context->guild, key, value);
	answer(context, N_("%s is now %s."), key, label);
}

static bool is_choice(const char *const *choices, const char *value)
{
	for (; *choices; choices++)
		if (strcmp(value, *choices) == 0)
			return true;
	return false;
}

static void refuse_choice(struct verb_context *context, const struct setting_kind *kind,
			  const char *value)
{
	struct buf list = { 0 };
	for (const char *const *choice = kind->choices; *choice; choice++)
		buf_printf(&list, "%s%s", list.length ? ", " : "", *choice);
	refuse(context, "bad_value", N_("%s takes %s, not “%s”."), kind->key, buf_string(&list),
	       escape_markdown(context, value));
	buf_free(&list);
}

static void set_choice(struct verb_context *context, const struct setting_kind *kind,
		       const char *value)
{
	const char *word = english_value(context, value);
	if (is_choice(kind->choices, word))
		keep(context, kind->key, word, word);
	else
		refuse_choice(context, kind, value);
}

/* Threads that begin after this command are read from their first message, older ones from now on.
 */
static void set_threads(struct verb_context *context, const struct setting_kind *kind,
			const char *value)
{
	set_choice(context, kind, value);
	if (context->decision->status == STATUS_OK)
		guild_set(context->books, context->guild, "threads.since",
			  arena_printf(&context->books->chunk, "%llu",
				       (unsigned long long)context->command->message_id));
}

static void set_language(struct verb_context *context, const struct setting_kind *kind,
			 const char *value)
{
	if (lang_from_name(value, &context->guild->lang) < 0) {
		refuse_choice(context, kind, value);
		return;
	}
	context->guild->dirty = true;
	enum lang lang = context->guild->lang;
	answer(context,
	       N_("%s is now %s. Reports and pages show the books' own accounts as %s, %s and %s."),
	       kind->key, value, default_accounts[DEFAULT_TILL].name[lang],
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
	return !*at || verb_match(folded, NULL, &used, &lang) ||
	       verbs_beginning(arena, folded, &lang);
}

static void set_prefix(struct verb_context *context, const struct setting_kind *kind,
		       const char *value)
{
	size_t points = utf8_count(value);
	if (!points || points > 5 || strpbrk(value, " \t\n<@#\"`*_~|>"))
		refuse(context, "bad_value",
		       N_("A prefix is 1 to 5 characters without spaces, quotes, mentions or "
			  "Markdown signs."));
	else if (strict_rules(context) && cannot_be_typed(value))
		refuse(context, "bad_value",
		       N_("A prefix can only have characters that everybody can see and type: no "
			  "backslash, no space and no invisible character."));
	else if (strict_rules(context) && begins_messages(context, value))
		refuse(context, "bad_value",
		       N_("Messages that are not commands also begin with “%s”. Choose a sign, "
			  "such as !, or letters that are not a word of a command."),
		       escape_markdown(context, value));
	else
		keep(context, kind->key, value, escape_markdown(context, value));
}

/* The id in a mention that opens with OPENING ("<#", "<@&"); *REST is what stands behind it. */
static bool read_mention(struct verb_context *context, const char *value, const char *opening,
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
	return arena_printf(&context->books->chunk, "%llu", (unsigned long long)id);
}

static void set_role(struct verb_context *context, const struct setting_kind *kind,
		     const char *value)
{
	uint64_t role_id;
	const char *rest;
	if (!read_mention(context, value, "<@&", &role_id, &rest) || *rest)
		refuse(context, "role_mention_needed",
		       N_("Write the role as a mention (@Role), not as the text “%s”: names are "
			  "not unique."),
		       escape_markdown(context, value));
	else
		keep(context, kind->key, id_text(context, role_id),
		     arena_printf(&context->books->chunk, "<@&%llu>", (unsigned long long)role_id));
}

/* The bot hands it out, so it must be one that it can. */
static void set_granted_role(struct verb_context *context, const struct setting_kind *kind,
			     const char *value)
{
	uint64_t role_id;
	const char *rest;
	if (read_mention(context, value, "<@&", &role_id, &rest) && !*rest) {
		const struct role *role = find_role(
			context,
			arena_printf(&context->books->chunk, "&%llu", (unsigned long long)role_id),
			false);
		if (!role || !can_offer(context, role))
			return;
	}
	set_role(context, kind, value);
}

static void set_place(struct verb_context *context, const struct setting_kind *kind,
		      const char *value)
{
	uint64_t channel_id;
	const char *rest;
	if (!read_mention(context, value, "<#", &channel_id, &rest) || *rest)
		refuse(context, "channel_mention_needed",
		       N_("Write the channel as a mention (#channel), not as the text “%s”."),
		       escape_markdown(context, value));
	else if (place_fits(context, channel_id, false))
		keep(context, kind->key, id_text(context, channel_id),
		     arena_printf(&context->books->chunk, "<#%llu>",
				  (unsigned long long)channel_id));
}

static void set_limit(struct verb_context *context, const struct setting_kind *kind,
		      const char *value)
{
	uint64_t number;
	bool zero = strcmp(value, "0") == 0;
	if (!zero && (!snowflake_parse(value, &number) || number < 5 || number > 10000))
		refuse(context, "bad_value",
		       N_("%s takes a number from 5 to 10000, or 0 for no limit, not “%s”."),
		       kind->key, escape_markdown(context, value));
	else
		keep(context, kind->key, zero ? "0" : id_text(context, number),
		     zero ? "0" : id_text(context, number));
}

static void set_channel(struct verb_context *context, const struct setting_kind *kind,
			const char *value)
{
	uint64_t channel_id = 0;
	const char *rest = "";
	bool mention = read_mention(context, value, "<#", &channel_id, &rest);
	const char *word = english_value(context, rest + strspn(rest, " "));
	mention |= !channel_id && *rest &&
		   strcmp(word, "off") == 0; /* older rules let the channel 0 be switched on */
	if (!mention || !is_choice(kind->choices, word)) {
		refuse(context, "bad_value",
		       N_("Write `config channel #channel on` or `off`, with the channel as a "
			  "mention."));
		return;
	}
	bool on = strcmp(word, "on") == 0;
	if (on && !place_fits(context, channel_id, true))
		return;
	struct detail_row *row =
		books_detail(context->books, DETAIL_CHANNEL, context->guild->guild_id, channel_id);
	row->flag = on;
	row->other_id = context->command->message_id;
	if (on) /* reading starts now, not at the channel's first message */
		books_move_cursor(context->books, context->guild->guild_id, channel_id,
				  context->command->message_id);
	answer(context,
	       on ? N_("Commands in %s are read from now on.")
		  : N_("Commands in %s are no longer read."),
	       arena_printf(&context->books->chunk, "<#%llu>", (unsigned long long)channel_id));
}

static void set_currency(struct verb_context *context, const char *code, const char *value)
{
	struct guild *guild = context->guild;
	size_t length = strlen(code);
	if (length < 2 || length >= CURRENCY_SIZE - 1 ||
	    strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length) {
		refuse(context, "bad_value",
		       N_("A currency's code is 2 to 10 capital letters and digits, such as EUR."));
		return;
	}
	if (strict_rules(context) && !currency_code_can_be_named(&context->books->chunk, code)) {
		refuse(context, "bad_value",
		       N_("%s reads as an amount or as a part of one, so nobody could name that "
			  "currency. Choose another code, such as EUR."),
		       code);
		return;
	}
	if (guild_currency(guild, code)) {
		refuse(context, "currency_exists",
		       N_("The currency %s exists; its decimals can no longer change."), code);
		return;
	}
	if (strlen(value) != 1 || *value < '0' || *value > '9') {
		refuse(context, "bad_value", N_("Say how many decimals %s has, 0 to 9."), code);
		return;
	}
	guild_add_currency(context->books, guild, code, *value - '0');
	struct detail_row *row = books_detail(context->books, DETAIL_CURRENCY, guild->guild_id, 0);
	row->text = arena_strdup(&context->books->chunk, code);
	row->number = *value - '0';
	answer(context, N_("The currency %s now exists, with %c decimals."), code, *value);
}

static const char *const switch_values[] = { "on", "off", NULL };
static const char *const languages[] = { "en", "es", NULL };
static const char *const reading_values[] = { "all", "mentions", NULL };
static const char *const batch_policies[] = { "auto", "manual", NULL };
static const char *const registration_policies[] = { "open", "role", "approval", "invitation",
						     NULL };
static const char *const chart_themes[] = { "dark", "light", NULL };
static const char *const authorities[] = { "books", "discord", NULL };

static const struct setting_kind kinds[] = {
	{ "prefix", "prefijo", "!", set_prefix, NULL },
	{ "language", "idioma", NULL, set_language, languages },
	{ "currency", "moneda", NULL, NULL, NULL },
	{ "channel", "canal", NULL, set_channel, switch_values },
	{ "threads", "hilos", "off", set_threads, switch_values },
	{ "reading", "lectura", "all", set_choice, reading_values },
	{ "report.channel", "informe.canal", "-", set_place, NULL },
	{ "chart.theme", "grafico.tema", "dark", set_choice, chart_themes },
	{ "batch.sheet", "lote.hoja", "on", set_choice, switch_values },
	{ "batch.policy", "lote.politica", "auto", set_choice, batch_policies },
	{ "registration", "registro", "open", set_choice, registration_policies },
	{ "registration.role", "registro.rol", "-", set_role, NULL },
	{ "registration.grants", "registro.da", "-", set_granted_role, NULL },
	{ "hints", "sugerencias", "on", set_choice, switch_values },
	{ "chatter.limit", "consultas.limite", "20", set_limit, NULL },
	{ "roles.authority", "roles.autoridad", "books", set_choice, authorities },
	{ "bot.id", "bot.id", "-", NULL, NULL },
	{ "bot.role", "bot.rol", "-", NULL, NULL },
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const struct setting_kind *kind_named(struct verb_context *context, const char *word)
{
	const char *folded = text_fold(&context->books->chunk, word);
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds[i].key, folded) == 0 || strcmp(kinds[i].spanish, folded) == 0)
			return &kinds[i];
	return NULL;
}

static void refuse_key(struct verb_context *context, const char *word)
{
	struct buf list = { 0 };
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].set)
			buf_printf(&list, "%s, ",
				   context->command->lang == LANG_ES ? kinds[i].spanish
								     : kinds[i].key);
	refuse(context, "unknown_setting", N_("There is no setting “%s”. Settings: %s."),
	       escape_markdown(context, word),
	       arena_printf(&context->books->chunk, "%s%s", buf_string(&list),
			    context->command->lang == LANG_ES ? "moneda.CODE" : "currency.CODE"));
	buf_free(&list);
}

/* What is only shown. */
static void refuse_fixed(struct verb_context *context, const struct setting_kind *kind)
{
	if (strcmp(kind->key, "currency") == 0)
		refuse(context, "unknown_setting",
		       N_("The main currency is %s and cannot be changed. To add another one with "
			  "2 decimals, write `config currency.CODE 2`."),
		       context->guild->currency);
	else
		refuse(context, "unknown_setting",
		       N_("%s is set by the bot itself and cannot be changed."), kind->key);
}

static void show(struct verb_context *context, const struct setting_kind *kind)
{
	const char *value = strcmp(kind->key, "language") == 0   ? lang_name(context->guild->lang)
			    : strcmp(kind->key, "currency") == 0 ? context->guild->currency
			    : kind->default_value
				    ? guild_setting(context->guild, kind->key, kind->default_value)
				    : NULL;
	if (value && strcmp(value, "-") == 0 && strict_rules(context))
		answer(context, N_("%s is not set."), kind->key);
	else if (value)
		answer(context, N_("%s is %s."), kind->key, escape_markdown(context, value));
	else
		refuse(context, "bad_value",
		       N_("Write `config channel #channel on` or `off`, with the channel as a "
			  "mention."));
}

/* What names a role or a channel can be unset. */
static bool unsets(struct verb_context *context, const struct setting_kind *kind, const char *value)
{
	return kind->default_value && strcmp(kind->default_value, "-") == 0 &&
	       strcmp(english_value(context, value), "none") == 0;
}

static void unset(struct verb_context *context, const struct setting_kind *kind)
{
	guild_set(context->books, context->guild, kind->key, "-");
	if (strict_rules(context))
		answer(context, N_("%s is no longer set."), kind->key);
	else
		answer(context, N_("%s is now %s."), kind->key, "-");
}

void decide_config(struct verb_context *context)
{
	const char *word = argument(context, "key"), *value = argument(context, "value");
	const struct setting_kind *kind = kind_named(context, word);
	const char *folded = text_fold(&context->books->chunk, word), *dot = strchr(word, '.');
	bool currency =
		dot && (strncmp(folded, "currency.", 9) == 0 || strncmp(folded, "moneda.", 7) == 0);
	if (!kind && currency && value && *value)
		set_currency(context, dot + 1, value);
	else if (!kind)
		refuse_key(context, word);
	else if (value && *value && !kind->set)
		refuse_fixed(context, kind);
	else if (!value || !*value)
		show(context, kind);
	else if (unsets(context, kind, value))
		unset(context, kind);
	else
		kind->set(context, kind, value);
}
