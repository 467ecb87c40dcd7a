/* Finding the account that a command means: a mention's, a name's, the author's own. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

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

struct user *mentioned_user(const struct verb_context *context, const char *reference)
{
	uint64_t user_id;
	return reference && is_mention(reference, &user_id)
		       ? books_user(context->books, context->guild->guild_id, user_id)
		       : NULL;
}

bool refuse_unseen(struct verb_context *context, const struct user *user)
{
	if (user && user->name)
		return false;
	context_refuse(context, "unknown_user",
		       N_("That person has never been seen here; they have to write something "
			  "first, or the roster has to be synchronised."));
	return true;
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
		context_refuse(context, "not_registered",
			       N_("%s has no account here yet: they open it with `%sregister`."),
			       person_label(context, user), members_prefix(context));
	else if (is_bot(context, user_id))
		context_refuse(context, "unknown_user",
			       N_("The bot itself has no account; mention a person."));
	else
		context_refuse(context, "unknown_user",
			       N_("The person you mention has no account and was never seen here; "
				  "check "
				  "the mention."));
}

/* The kind of account that is most likely meant: what the command would do with it tells. */
static enum account_kind kind_to_open(enum verb_id verb)
{
	switch (verb) {
	case VERB_DUES:
	case VERB_CHARGE:
	case VERB_PAY: return KIND_INCOME;
	case VERB_EVERY:
	case VERB_BUDGET:
	case VERB_REQUEST:
	case VERB_CAPTURE: return KIND_EXPENSE;
	default: return KIND_ASSET;
	}
}

/* "`!account open dues income`" */
static const char *line_to_open(const struct verb_context *context, const char *reference)
{
	const struct parameter *parameter = verb_table[VERB_ACCOUNT_OPEN].parameters;
	while (parameter->kind != PARAM_CHOICE)
		parameter++;
	const char *quote = strchr(reference, ' ') ? "\"" : "";
	return line_to_type(context, VERB_ACCOUNT_OPEN,
			    arena_printf(&context->books->chunk, "%s%s%s %s", quote, reference,
					 quote,
					 parameter->choices[kind_to_open(context->verb->id)]
							   [context->command->lang]));
}

/* Whether an account could be called so: else it is no name, but a slip. */
static bool could_be_opened(const char *reference)
{
	enum { LONGEST_NAME = 40 };
	bool letter = false;
	size_t length;
	for (const char *at = reference; text_kind(at, &length) != TEXT_END; at += length)
		letter |= text_kind(at, &length) == TEXT_LETTER;
	return letter && !strpbrk(reference, "@<&#=\"") && utf8_count(reference) <= LONGEST_NAME;
}

static void refuse_unknown(struct verb_context *context, const char *reference)
{
	const char *name = escape_markdown(context, reference);
	if (context->permits & verb_table[VERB_ACCOUNT_OPEN].permit && could_be_opened(reference))
		context_refuse(context, "unknown_account",
			       N_("There is no account “%s”. Choose a member from the list that "
				  "appears when you type @. `!report balances` lists the accounts; "
				  "%s opens one."),
			       name, line_to_open(context, reference));
	else if (context->permits & PERMIT_AUDITOR)
		context_refuse(context, "unknown_account",
			       N_("There is no account “%s”. Choose a member from the list that "
				  "appears when you type @. `!report balances` lists the accounts; "
				  "treasurers open others."),
			       name);
	else
		context_refuse(context, "unknown_account",
			       N_("There is no account “%s”. If you mean a member, choose them "
				  "from the list that appears when you type @. Other accounts are "
				  "opened by treasurers."),
			       name);
}

struct account *find_account(struct verb_context *context, const char *reference)
{
	uint64_t user_id;
	bool mention = is_mention(reference, &user_id);
	struct account *account = account_meant(context, reference);
	if (account && account->owner_id && !mention && strict_rules(context)) {
		context_refuse(context, "mention_needed",
			       N_("Write the member as a mention (@name); “%s” is text that only "
				  "looks "
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
	refuse_unknown(context, reference);
	return NULL;
}

const char *members_prefix(const struct verb_context *context)
{
	return guild_typed_prefix(context->guild, SOURCE_DISCORD);
}

const char *typed_prefix(const struct verb_context *context)
{
	return guild_typed_prefix(context->guild, context->command->source);
}

struct account *own_account(struct verb_context *context)
{
	if (!context->author)
		context_refuse(context, "no_own_account",
			       N_("An operator has no account of their own: name the account, as "
				  "in "
				  "`!balance till`."));
	else if (!context->author->account)
		context_refuse(context, "not_registered",
			       N_("You do not have an account yet. Write `!register` to open it."));
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
