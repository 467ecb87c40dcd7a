/* What all verbs share: refusing, answering, finding accounts. */
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

#include <stdarg.h>
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/defaults.h"

struct verb_context system_context(struct books *books, struct guild *guild, enum lang lang,
				   const struct verb *verb, uint64_t user_id,
				   struct decision *decision)
{
	struct command *command = arena_alloc(&books->chunk, sizeof *command);
	*command = (struct command){ .guild_id = guild->guild_id,
				     .source = SOURCE_SCHEDULE,
				     .time = guild->last_time,
				     .lang = lang,
				     .author.id = user_id };
	return (struct verb_context){ .books = books,
				      .guild = guild,
				      .command = command,
				      .verb = verb,
				      .author = NULL,
				      .permits = 0,
				      .time = guild->last_time,
				      .decision = decision };
}

__attribute__((format(printf, 2, 0))) static void set_text(struct verb_context *context,
							   const char *format, va_list args)
{
	struct buf text = { 0 };
	buf_vprintf(&text, format, args);
	context->decision->text =
		arena_copy(&context->books->chunk, buf_string(&text), text.length);
	buf_free(&text);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* tr() keeps the literal's arguments; msgfmt \
							--check holds the translation to them */
void refuse(struct verb_context *context, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(context, tr(context->command->lang, format), args);
	va_end(args);
	context->decision->status = STATUS_REJECTED;
	context->decision->code = code;
}

void deny(struct verb_context *context, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(context, tr(context->command->lang, format), args);
	va_end(args);
	context->decision->status = STATUS_DENIED;
	context->decision->code = code;
}

void answer(struct verb_context *context, const char *format, ...)
{
	struct decision *decision = context->decision;
	va_list args;
	va_start(args, format);
	set_text(context, tr(context->command->lang, format), args);
	va_end(args);
	if (decision->receipt)
		decision->text = arena_printf(&context->books->chunk,
					      tr(context->command->lang, N_("%s Receipt: %s")),
					      decision->text, decision->receipt);
}
#pragma GCC diagnostic pop

const char *argument(const struct verb_context *context, const char *key)
{
	return command_argument(context->command, key);
}

const char *escape_markdown(const struct verb_context *context, const char *text)
{
	struct buf safe = { 0 };
	text_markdown(&safe, text);
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&safe));
	buf_free(&safe);
	return copy;
}

const char *format_amount(const struct verb_context *context, int64_t minor,
			  const struct currency *currency)
{
	char text[DECIMAL_TEXT_SIZE];
	return arena_printf(&context->books->chunk, "%s %s",
			    decimal_from_minor(minor, currency->scale, text), currency->code);
}

const char *given_name(const struct verb_context *context, const char *text)
{
	return strict_rules(context) ? text_tidy(&context->books->chunk, text) : text;
}

const char *counted_account(const struct verb_context *context, const char *key, const char **unit)
{
	const char *name = key + sizeof COUNT_KEY - 1, *equals;
	*unit = NULL;
	if (strncmp(key, COUNT_KEY, sizeof COUNT_KEY - 1) != 0)
		return NULL;
	if (!strict_rules(context) || !(equals = strchr(name, '='))) /* no account's name has one */
		return name;
	*unit = equals + 1;
	return arena_copy(&context->books->chunk, name, (size_t)(equals - name));
}

const char *role_label(struct verb_context *context, uint64_t role_id)
{
	const struct role *role = guild_role(context->guild, role_id);
	if (role_id == context->guild->guild_id)
		return "everyone";
	if (role && *role->name)
		return arena_printf(&context->books->chunk, "@%s",
				    escape_markdown(context, role->name));
	return arena_printf(&context->books->chunk, "<@&%llu>", (unsigned long long)role_id);
}

const char *account_label(const struct verb_context *context, const struct account *account)
{
	if (account->owner && account->owner->label)
		return person_label(context, account->owner);
	const char *known =
		strict_rules(context) ? default_name_in(context->command->lang, account) : NULL;
	return escape_markdown(context, known ? known : account->name);
}

static bool is_bot(const struct verb_context *context, uint64_t user_id)
{
	return user_id && guild_setting_id(context->guild, SETTING_BOT_ID) == user_id;
}

static struct account *account_called(const struct verb_context *context, const char *name)
{
	const char *folded = text_fold(&context->books->chunk, name);
	if (context->guild->till && (strcmp(folded, "till") == 0 || strcmp(folded, "caja") == 0))
		return context->guild->till;
	struct account *account =
		books_account_called(context->books, context->guild->guild_id, folded);
	if (account || !strict_rules(context))
		return account;
	/* "apertura" where the books have "opening" */
	enum rules rules = context->books->rules;
	const struct default_account_names *names = default_account_called(folded, rules);
	const char *spelling;
	for (int i = 0; names && (spelling = default_account_spelling(names, rules, i)); i++) {
		account = books_account_called(context->books, context->guild->guild_id, spelling);
		if (account && is_default_account(names, account))
			return account;
	}
	return NULL;
}

bool is_mention(const char *reference, uint64_t *user_id)
{
	return *reference == '@' && snowflake_parse(reference + 1, user_id);
}

/* Names have no white space at their ends or in runs, unless the first rules opened them. */
struct account *account_meant(const struct verb_context *context, const char *reference)
{
	uint64_t user_id;
	if (is_mention(reference, &user_id)) {
		const struct user *user =
			books_user(context->books, context->guild->guild_id, user_id);
		return user ? user->account : NULL;
	}
	struct account *account = account_called(context, reference);
	return account || !strict_rules(context)
		       ? account
		       : account_called(context, given_name(context, reference));
}

static void refuse_stranger(struct verb_context *context, uint64_t user_id)
{
	const struct user *user = books_user(context->books, context->guild->guild_id, user_id);
	if (user && user->label)
		refuse(context, "not_registered",
		       N_("%s is not registered here yet; they write `%sregister` first."),
		       person_label(context, user), members_prefix(context));
	else if (is_bot(context, user_id))
		refuse(context, "unknown_user",
		       N_("The bot itself has no account; mention a person."));
	else
		refuse(context, "unknown_user",
		       N_("The person you mention has no account and was never seen here; check "
			  "the mention."));
}

struct account *find_account(struct verb_context *context, const char *reference)
{
	uint64_t user_id;
	bool mention = is_mention(reference, &user_id);
	struct account *account = account_meant(context, reference);
	if (account && account->owner_id && !mention && strict_rules(context)) {
		refuse(context, "mention_needed",
		       N_("Write the member as a mention (@name); “%s” is text that only looks "
			  "like one."),
		       escape_markdown(context, reference));
		return NULL;
	}
	if (account)
		return account;
	if (mention) {
		refuse_stranger(context, user_id);
		return NULL;
	}
	if (context->permits & PERMIT_AUDITOR)
		refuse(context, "unknown_account",
		       N_("There is no account “%s”. Write a member as a mention, an account by "
			  "its name; `report balances` lists them."),
		       escape_markdown(context, reference));
	else
		refuse(context, "unknown_account",
		       N_("There is no account “%s”. If you mean a member, choose them from the "
			  "list that appears when you type @."),
		       escape_markdown(context, reference));
	return NULL;
}

const char *members_prefix(const struct verb_context *context)
{
	return guild_setting_choice(context->guild, SETTING_READING) == READING_MENTIONS
		       ? ""
		       : guild_setting_text(context->guild, SETTING_PREFIX);
}

const char *typed_prefix(const struct verb_context *context)
{
	return context->command->source == SOURCE_OPERATOR ? "" : members_prefix(context);
}

struct account *own_account(struct verb_context *context)
{
	if (!context->author)
		refuse(context, "no_own_account",
		       N_("An operator has no account of their own; name the account, or use "
			  "`move`."));
	else if (!context->author->account)
		refuse(context, "not_registered",
		       N_("You are not registered yet. Write `%sregister` to open your account."),
		       typed_prefix(context));
	else
		return context->author->account;
	return NULL;
}

bool is_author(const struct verb_context *context, const char *reference)
{
	uint64_t user_id;
	return context->author && is_mention(reference, &user_id) &&
	       user_id == context->author->key.id;
}
