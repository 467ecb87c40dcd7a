/* What all verbs share: refusing, answering, finding accounts. */
#include "ledger/deciding.h"

#include <stdarg.h>
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/defaults.h"

__attribute__((format(printf, 2, 0)))
static void set_text(struct deciding *deciding, const char *format, va_list args)
{
	struct buf text = { 0 };
	buf_vprintf(&text, format, args);
	deciding->decision->text = arena_copy(&deciding->books->chunk, buf_string(&text), text.length);
	buf_free(&text);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* tr() keeps the literal's arguments; msgfmt --check holds the translation to them */
void refuse(struct deciding *deciding, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(deciding, tr(deciding->command->lang, format), args);
	va_end(args);
	deciding->decision->status = STATUS_REJECTED;
	deciding->decision->code = code;
}

void deny(struct deciding *deciding, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(deciding, tr(deciding->command->lang, format), args);
	va_end(args);
	deciding->decision->status = STATUS_DENIED;
	deciding->decision->code = code;
}

void answer(struct deciding *deciding, const char *format, ...)
{
	struct decision *decision = deciding->decision;
	va_list args;
	va_start(args, format);
	set_text(deciding, tr(deciding->command->lang, format), args);
	va_end(args);
	if (decision->receipt)
		decision->text = arena_printf(&deciding->books->chunk, tr(deciding->command->lang, N_("%s Receipt: %s")), decision->text, decision->receipt);
}
#pragma GCC diagnostic pop

const char *argument(const struct deciding *deciding, const char *key)
{
	return command_argument(deciding->command, key);
}

const char *shown(const struct deciding *deciding, const char *text)
{
	struct buf safe = { 0 };
	text_markdown(&safe, text);
	const char *copy = arena_strdup(&deciding->books->chunk, buf_string(&safe));
	buf_free(&safe);
	return copy;
}

const char *money(const struct deciding *deciding, int64_t minor, const struct currency *currency)
{
	char text[DECIMAL_TEXT_SIZE];
	return arena_printf(&deciding->books->chunk, "%s %s", decimal_from_minor(minor, currency->scale, text),
			    currency->code);
}

const char *given_name(const struct deciding *deciding, const char *text)
{
	return strict_rules(deciding) ? text_tidy(&deciding->books->chunk, text) : text;
}

const char *counted_account(const struct deciding *deciding, const char *key, const char **unit)
{
	const char *name = key + sizeof COUNT_KEY - 1, *equals;
	*unit = NULL;
	if (strncmp(key, COUNT_KEY, sizeof COUNT_KEY - 1) != 0)
		return NULL;
	if (!strict_rules(deciding) || !(equals = strchr(name, '='))) /* no account's name has one */
		return name;
	*unit = equals + 1;
	return arena_copy(&deciding->books->chunk, name, (size_t)(equals - name));
}

const char *role_label(struct deciding *deciding, uint64_t role_id)
{
	const struct role *role = guild_role(deciding->guild, role_id);
	if (role_id == deciding->guild->guild_id)
		return "everyone";
	if (role && *role->name)
		return arena_printf(&deciding->books->chunk, "@%s", shown(deciding, role->name));
	return arena_printf(&deciding->books->chunk, "<@&%llu>", (unsigned long long)role_id);
}

const char *account_label(const struct deciding *deciding, const struct account *account)
{
	if (account->owner && account->owner->label)
		return person_label(deciding, account->owner);
	const char *known = strict_rules(deciding) ? default_name_in(deciding->command->lang, account) : NULL;
	return shown(deciding, known ? known : account->name);
}

static bool is_bot(const struct deciding *deciding, uint64_t user_id)
{
	uint64_t bot_id;
	return snowflake_parse(guild_setting(deciding->guild, "bot.id", "-"), &bot_id) && bot_id == user_id;
}

static struct account *account_called(const struct deciding *deciding, const char *name)
{
	const char *folded = text_fold(&deciding->books->chunk, name);
	if (deciding->guild->till && (strcmp(folded, "till") == 0 || strcmp(folded, "caja") == 0))
		return deciding->guild->till;
	const struct account_name *known = books_account_name(deciding->books, deciding->guild->guild_id, folded);
	if ((known && known->account) || !strict_rules(deciding))
		return known ? known->account : NULL;
	/* "apertura" where the books have "opening" */
	enum rules rules = deciding->books->rules;
	const struct default_account_names *names = default_account_called(folded, rules);
	const char *spelling;
	for (int i = 0; names && (spelling = default_account_spelling(names, rules, i)); i++) {
		known = books_account_name(deciding->books, deciding->guild->guild_id, spelling);
		if (known && known->account && is_default_account(names, known->account))
			return known->account;
	}
	return NULL;
}

/* Names have no white space at their ends or in runs, unless the first rules opened them. */
struct account *account_meant(const struct deciding *deciding, const char *reference)
{
	uint64_t user_id;
	if (*reference == '@' && snowflake_parse(reference + 1, &user_id)) {
		const struct user *user = books_user(deciding->books, deciding->guild->guild_id, user_id);
		return user ? user->account : NULL;
	}
	struct account *account = account_called(deciding, reference);
	return account || !strict_rules(deciding) ? account : account_called(deciding, given_name(deciding, reference));
}

static void refuse_stranger(struct deciding *deciding, uint64_t user_id)
{
	const struct user *user = books_user(deciding->books, deciding->guild->guild_id, user_id);
	if (user && user->label)
		refuse(deciding, "not_registered", N_("%s is not registered here yet; they write `register` first."), person_label(deciding, user));
	else if (is_bot(deciding, user_id))
		refuse(deciding, "unknown_user", N_("The bot itself has no account; mention a person."));
	else
		refuse(deciding, "unknown_user", N_("The person you mention has no account and was never seen here; check the mention."));
}

struct account *find_account(struct deciding *deciding, const char *reference)
{
	uint64_t user_id;
	bool mention = *reference == '@' && snowflake_parse(reference + 1, &user_id);
	struct account *account = account_meant(deciding, reference);
	if (account && account->owner_id && !mention && strict_rules(deciding)) {
		refuse(deciding, "mention_needed", N_("Write the member as a mention (@name); “%s” is text that only looks like one."), shown(deciding, reference));
		return NULL;
	}
	if (account)
		return account;
	if (mention) {
		refuse_stranger(deciding, user_id);
		return NULL;
	}
	if (deciding->permits & PERMIT_AUDITOR)
		refuse(deciding, "unknown_account", N_("There is no account “%s”. Write a member as a mention, an account by its name; `report balances` lists them."),
		       shown(deciding, reference));
	else
		refuse(deciding, "unknown_account", N_("There is no account “%s”. If you mean a member, choose them from the list that appears when you type @."),
		       shown(deciding, reference));
	return NULL;
}

struct account *own_account(struct deciding *deciding)
{
	if (!deciding->author)
		refuse(deciding, "no_own_account", N_("An operator has no account of their own; name the account, or use `move`."));
	else if (!deciding->author->account)
		refuse(deciding, "not_registered", N_("You are not registered yet. Write `register` to open your account."));
	else
		return deciding->author->account;
	return NULL;
}

bool is_author(const struct deciding *deciding, const char *reference)
{
	uint64_t user_id;
	return deciding->author && *reference == '@' && snowflake_parse(reference + 1, &user_id) &&
	       user_id == deciding->author->key.id;
}
