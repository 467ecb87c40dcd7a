/* The settings of a guild: the verb config, and what each key takes. */
#include <string.h>

#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/suggest.h"
#include "ledger/deciding.h"
#include "ledger/defaults.h"

struct setting_kind {
	const char *key, *spanish, *default_value;
	/* Checks VALUE and keeps it, or refuses; NULL: the setting is only shown. */
	void (*set)(struct deciding *deciding, const struct setting_kind *kind, const char *value);
	const char *const *choices; /* of set_choice: English words; ended by NULL */
};

static const struct { const char *spanish, *english; } value_words[] = {
	{ "todo", "all" }, { "menciones", "mentions" }, { "si", "on" }, { "no", "off" }, { "abierto", "open" }, { "rol", "role" }, { "aprobacion", "approval" }, { "invitacion", "invitation" },
	{ "ninguno", "none" }, { "tesorero", "invitation" }, { "treasurer", "invitation" }, { "libros", "books" }, { "oscuro", "dark" }, { "claro", "light" },
};

/* Values have a Spanish form, too; the books keep the English one. */
static const char *english_value(struct deciding *deciding, const char *word)
{
	const char *folded = text_fold(&deciding->books->chunk, word);
	for (size_t i = 0; i < sizeof value_words / sizeof *value_words; i++)
		if (strcmp(value_words[i].spanish, folded) == 0)
			return value_words[i].english;
	return word;
}

static void keep(struct deciding *deciding, const char *key, const char *value, const char *label)
{
	guild_set(deciding->books, deciding->guild, key, value);
	answer(deciding, N_("%s is now %s."), key, label);
}

static bool is_choice(const char *const *choices, const char *value)
{
	for (; *choices; choices++)
		if (strcmp(value, *choices) == 0)
			return true;
	return false;
}

static void refuse_choice(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	struct buf list = { 0 };
	for (const char *const *choice = kind->choices; *choice; choice++)
		buf_printf(&list, "%s%s", list.length ? ", " : "", *choice);
	refuse(deciding, "bad_value", N_("%s takes %s, not “%s”."), kind->key, buf_string(&list), shown(deciding, value));
	buf_free(&list);
}

static void set_choice(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	const char *word = english_value(deciding, value);
	if (is_choice(kind->choices, word))
		keep(deciding, kind->key, word, word);
	else
		refuse_choice(deciding, kind, value);
}

/* Threads that begin after this command are read from their first message, older ones from now on. */
static void set_threads(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	set_choice(deciding, kind, value);
	if (deciding->decision->status == STATUS_OK)
		guild_set(deciding->books, deciding->guild, "threads.since",
			  arena_printf(&deciding->books->chunk, "%llu", (unsigned long long)deciding->command->message_id));
}

static void set_language(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	if (lang_from_name(value, &deciding->guild->lang) < 0) {
		refuse_choice(deciding, kind, value);
		return;
	}
	deciding->guild->dirty = true;
	enum lang lang = deciding->guild->lang;
	answer(deciding, N_("%s is now %s. Reports and pages show the books' own accounts as %s, %s and %s."),
	       kind->key, value, default_accounts[DEFAULT_TILL].name[lang],
	       default_accounts[DEFAULT_OPENING].name[lang], default_accounts[DEFAULT_OVER_SHORT].name[lang]);
}

static bool cannot_be_typed(const char *prefix)
{
	for (const char *at = prefix; *at; at++)
		if (*at == '\\' || text_space(at))
			return true;
	return text_hides(prefix);
}

/* Whether PREFIX is a number, as amounts are, or a word that commands have without one. */
static bool begins_messages(struct deciding *deciding, const char *prefix)
{
	struct arena *arena = &deciding->books->chunk;
	const char *folded = text_fold(arena, prefix), *at = folded;
	size_t length, used;
	enum lang lang;
	while (text_kind(at, &length) == TEXT_NUMBER)
		at += length;
	return !*at || verb_match(folded, NULL, &used, &lang) || verbs_beginning(arena, folded, &lang);
}

static void set_prefix(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	size_t points = utf8_count(value);
	if (!points || points > 5 || strpbrk(value, " \t\n<@#\"`*_~|>"))
		refuse(deciding, "bad_value", N_("A prefix is 1 to 5 characters without spaces, quotes, mentions or Markdown signs."));
	else if (strict_rules(deciding) && cannot_be_typed(value))
		refuse(deciding, "bad_value", N_("A prefix can only have characters that everybody can see and type: no backslash, no space and no invisible character."));
	else if (strict_rules(deciding) && begins_messages(deciding, value))
		refuse(deciding, "bad_value", N_("Messages that are not commands also begin with “%s”. Choose a sign, such as !, or letters that are not a word of a command."), shown(deciding, value));
	else
		keep(deciding, kind->key, value, shown(deciding, value));
}

/* The id in a mention that opens with OPENING ("<#", "<@&"); *REST is what stands behind it. */
static bool read_mention(struct deciding *deciding, const char *value, const char *opening, uint64_t *id, const char **rest)
{
	size_t start = strlen(opening), digits;
	if (strncmp(value, opening, start) != 0)
		return false;
	digits = strspn(value + start, "0123456789");
	if (!digits || value[start + digits] != '>')
		return false;
	*rest = value + start + digits + 1;
	return snowflake_parse(arena_copy(&deciding->books->chunk, value + start, digits), id) && (*id || !strict_rules(deciding));
}

static const char *id_text(struct deciding *deciding, uint64_t id)
{
	return arena_printf(&deciding->books->chunk, "%llu", (unsigned long long)id);
}

static void set_role(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	uint64_t role_id;
	const char *rest;
	if (!read_mention(deciding, value, "<@&", &role_id, &rest) || *rest)
		refuse(deciding, "role_mention_needed", N_("Write the role as a mention (@Role), not as the text “%s”: names are not unique."), shown(deciding, value));
	else
		keep(deciding, kind->key, id_text(deciding, role_id), arena_printf(&deciding->books->chunk, "<@&%llu>", (unsigned long long)role_id));
}

/* The bot hands it out, so it must be one that it can. */
static void set_granted_role(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	uint64_t role_id;
	const char *rest;
	if (read_mention(deciding, value, "<@&", &role_id, &rest) && !*rest) {
		const struct role *role = find_role(deciding, arena_printf(&deciding->books->chunk, "&%llu", (unsigned long long)role_id), false);
		if (!role || !can_offer(deciding, role))
			return;
	}
	set_role(deciding, kind, value);
}

static void set_place(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	uint64_t channel_id;
	const char *rest;
	if (!read_mention(deciding, value, "<#", &channel_id, &rest) || *rest)
		refuse(deciding, "channel_mention_needed", N_("Write the channel as a mention (#channel), not as the text “%s”."), shown(deciding, value));
	else if (place_fits(deciding, channel_id, false))
		keep(deciding, kind->key, id_text(deciding, channel_id), arena_printf(&deciding->books->chunk, "<#%llu>", (unsigned long long)channel_id));
}

static void set_limit(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	uint64_t number;
	bool zero = strcmp(value, "0") == 0;
	if (!zero && (!snowflake_parse(value, &number) || number < 5 || number > 10000))
		refuse(deciding, "bad_value", N_("%s takes a number from 5 to 10000, or 0 for no limit, not “%s”."), kind->key, shown(deciding, value));
	else
		keep(deciding, kind->key, zero ? "0" : id_text(deciding, number), zero ? "0" : id_text(deciding, number));
}

static void set_channel(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	uint64_t channel_id = 0;
	const char *rest = "";
	bool mention = read_mention(deciding, value, "<#", &channel_id, &rest);
	const char *word = english_value(deciding, rest + strspn(rest, " "));
	mention |= !channel_id && *rest && strcmp(word, "off") == 0; /* older rules let the channel 0 be switched on */
	if (!mention || !is_choice(kind->choices, word)) {
		refuse(deciding, "bad_value", N_("Write `config channel #channel on` or `off`, with the channel as a mention."));
		return;
	}
	bool on = strcmp(word, "on") == 0;
	if (on && !place_fits(deciding, channel_id, true))
		return;
	struct detail_row *row = books_detail(deciding->books, DETAIL_CHANNEL, deciding->guild->guild_id, channel_id);
	row->flag = on;
	row->other_id = deciding->command->message_id;
	if (on) /* reading starts now, not at the channel's first message */
		books_move_cursor(deciding->books, deciding->guild->guild_id, channel_id, deciding->command->message_id);
	answer(deciding, on ? N_("Commands in %s are read from now on.") : N_("Commands in %s are no longer read."),
	       arena_printf(&deciding->books->chunk, "<#%llu>", (unsigned long long)channel_id));
}

static void set_currency(struct deciding *deciding, const char *code, const char *value)
{
	struct guild *guild = deciding->guild;
	size_t length = strlen(code);
	if (length < 2 || length >= CURRENCY_SIZE - 1 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length) {
		refuse(deciding, "bad_value", N_("A currency's code is 2 to 10 capital letters and digits, such as EUR."));
		return;
	}
	if (strict_rules(deciding) && !currency_code_can_be_named(&deciding->books->chunk, code)) {
		refuse(deciding, "bad_value", N_("%s reads as an amount or as a part of one, so nobody could name that currency. Choose another code, such as EUR."), code);
		return;
	}
	if (guild_currency(guild, code)) {
		refuse(deciding, "currency_exists", N_("The currency %s exists; its decimals can no longer change."), code);
		return;
	}
	if (strlen(value) != 1 || *value < '0' || *value > '9') {
		refuse(deciding, "bad_value", N_("Say how many decimals %s has, 0 to 9."), code);
		return;
	}
	guild_add_currency(deciding->books, guild, code, *value - '0');
	struct detail_row *row = books_detail(deciding->books, DETAIL_CURRENCY, guild->guild_id, 0);
	row->text = arena_strdup(&deciding->books->chunk, code);
	row->number = *value - '0';
	answer(deciding, N_("The currency %s now exists, with %c decimals."), code, *value);
}

static const char *const switch_values[] = { "on", "off", NULL };
static const char *const languages[] = { "en", "es", NULL };
static const char *const reading_values[] = { "all", "mentions", NULL };
static const char *const batch_policies[] = { "auto", "manual", NULL };
static const char *const registration_policies[] = { "open", "role", "approval", "invitation", NULL };
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

static const struct setting_kind *kind_named(struct deciding *deciding, const char *word)
{
	const char *folded = text_fold(&deciding->books->chunk, word);
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds[i].key, folded) == 0 || strcmp(kinds[i].spanish, folded) == 0)
			return &kinds[i];
	return NULL;
}

static void refuse_key(struct deciding *deciding, const char *word)
{
	struct buf list = { 0 };
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].set)
			buf_printf(&list, "%s, ", deciding->command->lang == LANG_ES ? kinds[i].spanish : kinds[i].key);
	refuse(deciding, "unknown_setting", N_("There is no setting “%s”. Settings: %s."), shown(deciding, word),
	       arena_printf(&deciding->books->chunk, "%s%s", buf_string(&list), deciding->command->lang == LANG_ES ? "moneda.CODE" : "currency.CODE"));
	buf_free(&list);
}

/* What is only shown. */
static void refuse_fixed(struct deciding *deciding, const struct setting_kind *kind)
{
	if (strcmp(kind->key, "currency") == 0)
		refuse(deciding, "unknown_setting", N_("The main currency is %s and cannot be changed. To add another one with 2 decimals, write `config currency.CODE 2`."),
		       deciding->guild->currency);
	else
		refuse(deciding, "unknown_setting", N_("%s is set by the bot itself and cannot be changed."), kind->key);
}

static void show(struct deciding *deciding, const struct setting_kind *kind)
{
	const char *value = strcmp(kind->key, "language") == 0 ? lang_name(deciding->guild->lang)
			    : strcmp(kind->key, "currency") == 0 ? deciding->guild->currency
			    : kind->default_value ? guild_setting(deciding->guild, kind->key, kind->default_value) : NULL;
	if (value && strcmp(value, "-") == 0 && strict_rules(deciding))
		answer(deciding, N_("%s is not set."), kind->key);
	else if (value)
		answer(deciding, N_("%s is %s."), kind->key, shown(deciding, value));
	else
		refuse(deciding, "bad_value", N_("Write `config channel #channel on` or `off`, with the channel as a mention."));
}

/* What names a role or a channel can be unset. */
static bool unsets(struct deciding *deciding, const struct setting_kind *kind, const char *value)
{
	return kind->default_value && strcmp(kind->default_value, "-") == 0 && strcmp(english_value(deciding, value), "none") == 0;
}

static void unset(struct deciding *deciding, const struct setting_kind *kind)
{
	guild_set(deciding->books, deciding->guild, kind->key, "-");
	if (strict_rules(deciding))
		answer(deciding, N_("%s is no longer set."), kind->key);
	else
		answer(deciding, N_("%s is now %s."), kind->key, "-");
}

void decide_config(struct deciding *deciding)
{
	const char *word = argument(deciding, "key"), *value = argument(deciding, "value");
	const struct setting_kind *kind = kind_named(deciding, word);
	const char *folded = text_fold(&deciding->books->chunk, word), *dot = strchr(word, '.');
	bool currency = dot && (strncmp(folded, "currency.", 9) == 0 || strncmp(folded, "moneda.", 7) == 0);
	if (!kind && currency && value && *value)
		set_currency(deciding, dot + 1, value);
	else if (!kind)
		refuse_key(deciding, word);
	else if (value && *value && !kind->set)
		refuse_fixed(deciding, kind);
	else if (!value || !*value)
		show(deciding, kind);
	else if (unsets(deciding, kind, value))
		unset(deciding, kind);
	else
		kind->set(deciding, kind, value);
}
