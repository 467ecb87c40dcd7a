/* How answers name people, accounts and roles, so that nobody is taken for another. */
#include <string.h>

#include "base/lookalike.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/verb_support.h"

/* Whether TEXT has PART with no digit behind it. */
static bool has_numbered(const char *text, const char *part)
{
	size_t length = strlen(part);
	for (const char *at = text; (at = strstr(at, part)); at += length)
		if (at[length] < '0' || at[length] > '9')
			return true;
	return false;
}

const char *person_label(const struct verb_context *context, const struct user *user)
{
	const struct books *books = context->books;
	if (user == context->author)
		return user->label;
	/* The log does not have what was said to one person alone: that is decided as it was. */
	bool known = books->replayed && books->replayed_text &&
		     strstr(books->replayed_text, user->label);
	if (!known && !name_is_unclear(user->nick ? user->nick : user->name) &&
	    !guild_sees_alike(&context->books->chunk, context->guild, user))
		return user->label;
	uint64_t number = user->account ? user->account->key.id : user->key.id;
	const char *numbered = arena_printf(&context->books->chunk, "%s #%ju", user->label, number);
	/* Somebody of the same name may have been forgotten since: a replay says what was said. */
	bool said = known && has_numbered(books->replayed_text, numbered);
	return said || !known ? numbered : user->label;
}

const char *account_label(const struct verb_context *context, const struct account *account)
{
	if (account->owner && account->owner->label)
		return person_label(context, account->owner);
	const char *known =
		strict_rules(context) ? default_name_in(context->command->lang, account) : NULL;
	return escape_markdown(context, known ? known : account->name);
}

/* NAME as one word of a line, in quotes where it would be more than one; NULL: it cannot be one. */
static const char *one_word(const struct verb_context *context, const char *name)
{
	bool plain = *name;
	for (const char *at = name; *at; at++) {
		if (*at == '"' || *at == '\\' || *at == '`')
			return NULL;
		plain &= (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') ||
			 (*at >= 'a' && *at <= 'z') || *at == '-' || *at == '_';
	}
	return plain ? name : *name ? arena_printf(&context->books->chunk, "\"%s\"", name) : NULL;
}

const char *typed_account(const struct verb_context *context, const struct account *account)
{
	if (account->owner_id)
		return arena_printf(&context->books->chunk, "<@%ju>", account->owner_id);
	const char *known = default_name_in(context->command->lang, account),
		   *word = one_word(context, known ? known : account->name);
	return word ? word : account->name;
}

const char *typed_role(const struct verb_context *context, const struct role *role)
{
	const char *word = role ? one_word(context, role->name) : NULL;
	return word ? word : tr(context->command->lang, N_("@Role"));
}

const char *role_label(struct verb_context *context, uint64_t role_id)
{
	const struct role *role = guild_role(context->guild, role_id);
	if (role_id == context->guild->guild_id)
		return "everyone";
	if (role && *role->name)
		return arena_printf(&context->books->chunk, "@%s",
				    escape_markdown(context, role->name));
	return arena_printf(&context->books->chunk, "<@&%ju>", role_id);
}
