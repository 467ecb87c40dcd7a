/* Verbs of the admins: permit, permits, config. */
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/deciding.h"

static const struct { const char *name; unsigned permits; } grants[] = {
	{ "none", 0 }, { "member", PERMIT_MEMBER }, { "teller", PERMIT_MEMBER | PERMIT_TELLER },
	{ "treasurer", PERMIT_MEMBER | PERMIT_TREASURER }, { "auditor", PERMIT_MEMBER | PERMIT_AUDITOR },
	{ "admin", PERMIT_MEMBER | PERMIT_ADMIN },
};
enum { GRANT_COUNT = sizeof grants / sizeof *grants };

static const char *grant_name(unsigned permits)
{
	for (size_t i = GRANT_COUNT; i-- > 0;)
		if ((permits & grants[i].permits) == grants[i].permits)
			return grants[i].name;
	return "none";
}

static bool read_role(struct deciding *deciding, const char *text, uint64_t *role_id)
{
	if (strcmp(text, "everyone") == 0) {
		*role_id = deciding->guild->guild_id; /* the id of @everyone is the guild's */
		return true;
	}
	if (*text == '&' && snowflake_parse(text + 1, role_id))
		return true;
	refuse(deciding, "role_mention_needed", N_("Write the role as a mention (@Role), not as the text “%s”: names are not unique."), shown(deciding, text));
	return false;
}

static const char *role_label(struct deciding *deciding, uint64_t role_id)
{
	if (role_id == deciding->guild->guild_id)
		return "everyone";
	return arena_printf(&deciding->books->chunk, "<@&%llu>", (unsigned long long)role_id);
}

void decide_permit(struct deciding *deciding)
{
	const char *wanted = argument(deciding, "permit");
	struct guild *guild = deciding->guild;
	uint64_t role_id;
	size_t grant = 0;
	if (!read_role(deciding, argument(deciding, "role"), &role_id))
		return;
	while (grant < GRANT_COUNT && strcmp(grants[grant].name, wanted) != 0)
		grant++;
	if (grant == GRANT_COUNT) {
		refuse(deciding, "bad_permit", N_("“%s” is no permit: member, teller, treasurer, auditor, admin or none."), shown(deciding, wanted));
		return;
	}
	if (role_id == guild->guild_id && grants[grant].permits & ~(unsigned)PERMIT_MEMBER) {
		refuse(deciding, "everyone_too_powerful", N_("Everyone can be given no more than `member`; give %s to a role."), wanted);
		return;
	}
	guild_add_permits(deciding->books, guild, role_id, grants[grant].permits);
	struct detail_row *row = books_detail(deciding->books, DETAIL_PERMIT, guild->guild_id, role_id);
	row->number = grants[grant].permits;
	answer(deciding, N_("%s: the permit is now %s."), role_label(deciding, role_id), tr(deciding->command->lang, grants[grant].name));
}

void decide_permits(struct deciding *deciding)
{
	struct buf list = { 0 };
	for (const struct permit_row *row = deciding->guild->permits; row; row = row->next)
		if (row->permits)
			buf_printf(&list, "\n%s: %s", role_label(deciding, row->role_id),
				   tr(deciding->command->lang, grant_name(row->permits)));
	answer(deciding, N_("The owner is admin. Roles:%s"), list.length ? buf_string(&list) : " -");
	buf_free(&list);
}

static bool is_one_of(const char *value, const char *const *allowed)
{
	for (; *allowed; allowed++)
		if (strcmp(value, *allowed) == 0)
			return true;
	return false;
}

static bool check_choice(struct deciding *deciding, const char *key, const char *value, const char *const *allowed, const char *list)
{
	if (is_one_of(value, allowed))
		return true;
	refuse(deciding, "bad_value", N_("%s takes %s, not “%s”."), key, list, shown(deciding, value));
	return false;
}

static void set_currency(struct deciding *deciding, const char *code, const char *value)
{
	struct guild *guild = deciding->guild;
	size_t length = strlen(code);
	if (length < 2 || length >= CURRENCY_SIZE - 1 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length) {
		refuse(deciding, "bad_value", N_("A currency's code is 2 to 10 capital letters and digits, such as EUR."));
		return;
	}
	if (guild_currency(guild, code)) {
		refuse(deciding, "currency_exists", N_("The currency %s exists; its decimals cannot change any more."), code);
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
	answer(deciding, N_("Currency %s is there, with %c decimals."), code, *value);
}

static void set_channel(struct deciding *deciding, const char *value)
{
	uint64_t channel_id = 0;
	bool mention = strncmp(value, "<#", 2) == 0;
	size_t digits = mention ? strspn(value + 2, "0123456789") : 0;
	const char *rest = mention && value[2 + digits] == '>' ? value + 3 + digits : "";
	const char *id = arena_copy(&deciding->books->chunk, value + (mention ? 2 : 0), digits);
	bool on = strcmp(rest, " on") == 0 || strcmp(rest, " si") == 0 || strcmp(rest, " sí") == 0;
	if (!snowflake_parse(id, &channel_id) || (!on && strcmp(rest, " off") != 0 && strcmp(rest, " no") != 0)) {
		refuse(deciding, "bad_value", N_("Write `config channel #channel on` or `off`, with the channel as a mention."));
		return;
	}
	struct detail_row *row = books_detail(deciding->books, DETAIL_CHANNEL, deciding->guild->guild_id, channel_id);
	row->flag = on;
	row->other_id = deciding->command->message_id;
	if (on) /* reading starts now, not at the channel's first message */
		books_move_cursor(deciding->books, deciding->guild->guild_id, channel_id,
				  deciding->command->message_id);
	answer(deciding, on ? N_("Commands in %s are read from now on.") : N_("Commands in %s are not read any more."),
	       arena_printf(&deciding->books->chunk, "<#%llu>", (unsigned long long)channel_id));
}

static void set_plain(struct deciding *deciding, const char *key, const char *value)
{
	guild_set(deciding->books, deciding->guild, key, value);
	answer(deciding, N_("%s is now %s."), key, shown(deciding, value));
}

static void set_registration_role(struct deciding *deciding, const char *value)
{
	uint64_t role_id;
	size_t digits = strncmp(value, "<@&", 3) == 0 ? strspn(value + 3, "0123456789") : 0;
	const char *id = arena_copy(&deciding->books->chunk, value + (digits ? 3 : 0), digits);
	if (!digits || strcmp(value + 3 + digits, ">") != 0 || !snowflake_parse(id, &role_id)) {
		refuse(deciding, "role_mention_needed", N_("Write the role as a mention (@Role), not as the text “%s”: names are not unique."), shown(deciding, value));
		return;
	}
	guild_set(deciding->books, deciding->guild, "registration.role", id);
	answer(deciding, N_("%s is now %s."), "registration.role", role_label(deciding, role_id));
}

static void set_language(struct deciding *deciding, const char *value)
{
	if (lang_from_name(value, &deciding->guild->lang) < 0) {
		refuse(deciding, "bad_value", N_("%s takes %s, not “%s”."), "language", "en, es", shown(deciding, value));
		return;
	}
	deciding->guild->dirty = true;
	answer(deciding, N_("%s is now %s."), "language", value);
}

static void set_prefix(struct deciding *deciding, const char *value)
{
	size_t points = utf8_count(value);
	if (!points || points > 5 || strpbrk(value, " \t\n<@#\"`*_~|>")) {
		refuse(deciding, "bad_value", N_("A prefix is 1 to 5 characters without spaces, quotes, mentions or Markdown signs."));
		return;
	}
	set_plain(deciding, "prefix", value);
}

/* Threads that begin after this command are read from their first message, older ones from now on. */
static void set_threads(struct deciding *deciding, const char *value)
{
	set_plain(deciding, "threads", value);
	guild_set(deciding->books, deciding->guild, "threads.since",
		  arena_printf(&deciding->books->chunk, "%llu", (unsigned long long)deciding->command->message_id));
}

static const char *const switch_values[] = { "on", "off", NULL };
static const char *const reading_values[] = { "all", "mentions", NULL };
static const char *const batch_policies[] = { "auto", "manual", NULL };
static const char *const registration_policies[] = { "open", "role", "treasurer", NULL };

static void show_setting(struct deciding *deciding, const char *key)
{
	static const struct { const char *key, *default_value; } known[] = {
		{ "prefix", "!" }, { "batch.policy", "auto" }, { "registration", "open" }, { "registration.role", "-" },
		{ "threads", "off" }, { "reading", "all" }, { "bot.id", "-" }, { "bot.role", "-" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(key, known[i].key) == 0) {
			answer(deciding, N_("%s is %s."), key, shown(deciding, guild_setting(deciding->guild, key, known[i].default_value)));
			return;
		}
	if (strcmp(key, "language") == 0)
		answer(deciding, N_("%s is %s."), key, lang_name(deciding->guild->lang));
	else if (strcmp(key, "currency") == 0)
		answer(deciding, N_("%s is %s."), key, deciding->guild->currency);
	else
		refuse(deciding, "unknown_setting", N_("There is no setting “%s”. Settings: prefix, language, batch.policy, registration, registration.role, currency, currency.CODE, channel, threads, reading."), shown(deciding, key));
}

/* Keys and values have a Spanish form, too; the books keep the English one. */
static const char *english(struct deciding *deciding, const char *word)
{
	static const struct { const char *spanish, *english; } words[] = {
		{ "prefijo", "prefix" }, { "idioma", "language" }, { "lote.politica", "batch.policy" }, { "registro", "registration" },
		{ "registro.rol", "registration.role" }, { "moneda", "currency" }, { "canal", "channel" },
		{ "hilos", "threads" }, { "lectura", "reading" }, { "todo", "all" }, { "menciones", "mentions" }, { "si", "on" }, { "no", "off" },
		{ "abierto", "open" }, { "rol", "role" }, { "tesorero", "treasurer" },
	};
	const char *folded = text_fold(&deciding->books->chunk, word);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].spanish, folded) == 0)
			return words[i].english;
	if (strncmp(folded, "moneda.", 7) == 0)
		return arena_printf(&deciding->books->chunk, "currency.%s", word + 7);
	return word;
}

void decide_config(struct deciding *deciding)
{
	const char *key = english(deciding, argument(deciding, "key")), *value = argument(deciding, "value");
	if (value && (strcmp(key, "registration") == 0 || strcmp(key, "batch.policy") == 0 || strcmp(key, "threads") == 0 || strcmp(key, "reading") == 0))
		value = english(deciding, value);
	if (!value || !*value)
		show_setting(deciding, key);
	else if (strcmp(key, "prefix") == 0)
		set_prefix(deciding, value);
	else if (strcmp(key, "language") == 0)
		set_language(deciding, value);
	else if (strncmp(key, "currency.", 9) == 0)
		set_currency(deciding, key + 9, value);
	else if (strcmp(key, "channel") == 0)
		set_channel(deciding, value);
	else if (strcmp(key, "registration.role") == 0)
		set_registration_role(deciding, value);
	else if (strcmp(key, "batch.policy") == 0 && check_choice(deciding, key, value, batch_policies, "auto, manual"))
		set_plain(deciding, key, value);
	else if (strcmp(key, "registration") == 0 && check_choice(deciding, key, value, registration_policies, "open, role, treasurer"))
		set_plain(deciding, key, value);
	else if (strcmp(key, "threads") == 0 && check_choice(deciding, key, value, switch_values, "on, off"))
		set_threads(deciding, value);
	else if (strcmp(key, "reading") == 0 && check_choice(deciding, key, value, reading_values, "all, mentions"))
		set_plain(deciding, key, value);
	else if (deciding->decision->status == STATUS_OK && !deciding->decision->text)
		refuse(deciding, "unknown_setting", N_("There is no setting “%s”. Settings: prefix, language, batch.policy, registration, registration.role, currency, currency.CODE, channel, threads, reading."), shown(deciding, key));
}
