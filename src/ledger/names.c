/* Names that a guild gives to accounts and role groups: what may be one, and which would be taken
 * for another. */
#include <string.h>

#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/verb_support.h"
#include "ledger/defaults.h"

enum { LONGEST_NAME = 40 };

/* Whether one of SIGNS comes before the first letter or digit of TEXT: "〈@11〉" is taken for the
 * mention. */
static bool begins_with(const char *text, const char *signs)
{
	size_t length;
	for (enum text_kind kind;
	     (kind = text_kind(text, &length)) == TEXT_OTHER || kind == TEXT_CURRENCY_SIGN;
	     text += length)
		if (length == 1 && strchr(signs, *text))
			return true;
	return false;
}

/* Not empty, not too long, nothing hidden in it, and no sign of NOT_FIRST before its first letter.
 */
static bool is_sound_name(const struct verb_context *context, const char *name,
			  const char *not_first)
{
	const char *folded = text_fold(&context->books->chunk, name);
	if (strspn(folded, " ") == strlen(folded) || utf8_count(name) > LONGEST_NAME ||
	    strchr(not_first, *name))
		return false;
	if (!strict_rules(context))
		return true;
	/* A sign of another width is that sign to whoever compares without case. */
	const char *look = text_skeleton(&context->books->chunk, name);
	return !text_hides(name) && *look && !begins_with(folded, not_first) &&
	       !begins_with(look, not_first);
}

/* Whether NAME means something else where an account or a group could be written; then true, after
 * a refusal. */
static bool is_reserved(struct verb_context *context, const char *name)
{
	static const char *const words[] = { "none", "ninguno", "everyone",
					     "todos" }; /* as the parser reads them */
	struct arena *arena = &context->books->chunk;
	const char *look = text_skeleton(arena, name), *number = look + strlen("member-");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (skeletons_alike(look, text_skeleton(arena, words[i]))) {
			context_refuse(context, "bad_name",
				       N_("“%s” has a meaning of its own in commands; choose "
					  "another "
					  "name."),
				       escape_markdown(context, name));
			return true;
		}
	if (strncmp(look, "member-", strlen("member-")) != 0)
		return false;
	number += *number == 's';
	if (!*number || number[strspn(number, "0123456789")])
		return false;
	context_refuse(context, "bad_name",
		       N_("Names such as “%s” are reserved for members who were forgotten; choose "
			  "another "
			  "name."),
		       escape_markdown(context, name));
	return true;
}

/* Whether TEXT reads as an amount with a currency: "5 EUR", "€5". */
static bool is_money(const struct verb_context *context, const char *text)
{
	struct arena *arena = &context->books->chunk;
	struct written_money written;
	return money_read(arena, text, true, &written) == AMOUNT_OK && written.unit &&
	       (currency_is_plain(arena, written.unit) ||
		guild_currency(context->guild, written.unit));
}

/* The account of the guild's own for which NAME would be taken; NULL: none. */
static const char *account_alike(const struct verb_context *context, const char *name)
{
	struct arena *arena = &context->books->chunk;
	const char *folded = text_fold(arena, name), *look = text_skeleton(arena, name);
	for (const struct own_name *own = guild_own_names(context->guild); own; own = own->next)
		if (strcmp(folded, own->folded_name) == 0 || skeletons_alike(look, own->skeleton))
			return own->name;
	for (size_t i = 0; i < DEFAULT_ACCOUNTS; i++) {
		const char *spelling;
		for (int at = 0; (spelling = default_account_spelling(&default_accounts[i],
								      context->books->rules, at));
		     at++)
			if ((i != DEFAULT_FEES || context->guild->fees) &&
			    (i != DEFAULT_DUES || context->guild->dues) &&
			    (i != DEFAULT_TO_SORT || context->guild->to_sort) &&
			    skeletons_alike(look, text_skeleton(arena, spelling)))
				return spelling;
	}
	return NULL;
}

/* The group for which NAME would be taken; NULL: none. */
static const struct role_group *group_alike(const struct verb_context *context, const char *name)
{
	const struct role_group *group = guild_groups(context->guild);
	struct arena scratch = { 0 };
	const char *look = text_skeleton(&scratch, name);
	while (group && !skeletons_alike(look, text_skeleton(&scratch, group->name)))
		group = group->next;
	arena_free(&scratch);
	return group;
}

static bool is_taken(struct verb_context *context, const char *name)
{
	const char *folded = text_fold(&context->books->chunk, name);
	if (!books_account_called(context->books, context->guild->guild_id, folded) &&
	    strcmp(folded, "till") != 0 && strcmp(folded, "caja") != 0)
		return false;
	context_refuse(context, "name_taken", N_("There is already an account “%s”."),
		       escape_markdown(context, name));
	return true;
}

static bool is_taken_for_another(struct verb_context *context, const char *name)
{
	bool short_enough = utf8_count(name) <= 2 * LONGEST_NAME; /* with what does not show */
	const char *alike =
		strict_rules(context) && short_enough ? account_alike(context, name) : NULL;
	if (!alike)
		return false;
	if (strcmp(text_fold(&context->books->chunk, alike),
		   text_fold(&context->books->chunk, name)) == 0)
		context_refuse(context, "name_taken", N_("There is already an account “%s”."),
			       escape_markdown(context, name));
	else
		context_refuse(context, "name_taken",
			       N_("“%s” would be taken for the account “%s”; choose a name that "
				  "nobody "
				  "confuses with it."),
			       escape_markdown(context, name), escape_markdown(context, alike));
	return true;
}

/* Whether each word of NAME looks like a number: "5 000", and digits of any script. */
static bool is_number(struct arena *arena, const char *name)
{
	size_t length;
	for (const char *word = text_tidy(arena, name); *word;
	     word += length + (word[length] == ' ')) {
		length = strcspn(word, " ");
		const char *look = text_skeleton(arena, arena_copy(arena, word, length));
		if (look[strspn(look, "0123456789.,")])
			return false;
	}
	return true;
}

/* Whether NAME has a letter, or a picture, of any script; OR_DIGIT: or a number. One of punctuation
 * alone is taken for a slip. */
static bool has_letter(const char *name, bool or_digit)
{
	size_t length;
	for (enum text_kind kind; (kind = text_kind(name, &length)) != TEXT_END; name += length)
		if (kind == TEXT_LETTER || (or_digit && kind == TEXT_NUMBER))
			return true;
	return false;
}

static bool is_account_name(const struct verb_context *context, const char *name)
{
	const char *folded = text_fold(&context->books->chunk, name);
	if (!is_sound_name(context, name, "@<&#=\"") || strchr(name, '=') ||
	    strspn(folded, "0123456789.,") == strlen(folded))
		return false;
	return !strict_rules(context) ||
	       (!strchr(folded, '=') && !is_number(&context->books->chunk, name) &&
		has_letter(name, true));
}

/* Which rule NAME, which cannot be an account's, breaks. */
static void refuse_bad_account_name(struct verb_context *context, const char *name)
{
	if (*name && !has_letter(name, false) && utf8_count(name) <= LONGEST_NAME)
		context_refuse(context, "bad_name",
			       N_("“%s” cannot be an account's name: a name needs at least one "
				  "letter."),
			       escape_markdown(context, name));
	else
		context_refuse(context, "bad_name",
			       N_("“%s” cannot be an account's name: up to 40 characters, not only "
				  "digits, "
				  "no = and no @ < & # at its start."),
			       escape_markdown(context, name));
}

bool refuse_account_name(struct verb_context *context, const char *name)
{
	/* What only looks like an account is told so, whatever else is wrong with it. */
	if (is_taken_for_another(context, name))
		return true;
	if (strict_rules(context) && is_reserved(context, name))
		return true;
	if (strict_rules(context) &&
	    (is_money(context, name) || is_money(context, text_fold(&context->books->chunk, name))))
		context_refuse(context, "bad_name",
			       N_("“%s” reads as an amount of money; choose another name."),
			       escape_markdown(context, name));
	else if (!is_account_name(context, name))
		refuse_bad_account_name(context, name);
	else if (is_taken(context, name))
		return true;
	else if (strict_rules(context) && context->guild->own_name_count >= MOST_OWN_ACCOUNTS)
		context_refuse(context, "too_many_accounts",
			       N_("This community has %d accounts of its own already; that is the "
				  "limit."),
			       MOST_OWN_ACCOUNTS);
	else
		return false;
	return true;
}

bool refuse_group_name(struct verb_context *context, const char *name)
{
	bool strict = strict_rules(context);
	if (strict && guild_group(context->guild, text_fold(&context->books->chunk, name)))
		return false; /* whatever it was called by looser rules, it can be changed and
				 dissolved */
	if (strict && *name && !has_letter(name, true)) {
		context_refuse(context, "bad_name",
			       N_("“%s” cannot be a group's name: a name needs at least one letter "
				  "or "
				  "digit."),
			       escape_markdown(context, name));
		return true;
	}
	if (!is_sound_name(context, name, "@<&#")) {
		context_refuse(context, "bad_name",
			       N_("“%s” cannot be a group's name: up to 40 characters, and no @ < "
				  "& # at "
				  "its start."),
			       escape_markdown(context, name));
		return true;
	}
	if (strict && is_reserved(context, name))
		return true;
	const struct role_group *alike = strict ? group_alike(context, name) : NULL;
	if (alike)
		context_refuse(
			context, "name_taken",
			N_("“%s” would be taken for the group “%s”; choose a name that nobody "
			   "confuses with it."),
			escape_markdown(context, name), escape_markdown(context, alike->name));
	return alike;
}
