/* Verbs by which members choose roles: roles, role take, role leave; and role menu, by which an
 * admin offers them in a list. */
#include <string.h>

#include "base/unicode.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

static bool seen_now(const struct verb_context *context, uint64_t role_id)
{
	const struct author *author = &context->command->author;
	for (size_t i = 0; i < author->role_count; i++)
		if (author->roles[i] == role_id)
			return true;
	return false;
}

/* As decided; else as gl-identify saw it in this very tick, which is newer than the roster; but too
 * new for a command that is read again after a restore: the member may have what it asked for
 * already. */
static bool author_wears(const struct verb_context *context, uint64_t role_id)
{
	for (const struct member_role *role = books_member(context->books, context->author)->roles;
	     role; role = role->next)
		if (role->role_id == role_id && (role->decided || context->command->late))
			return role->decided ? role->wanted : role->actual;
	if (context->command->late)
		return false;
	return seen_now(context, role_id);
}

static const char *limit_words(struct verb_context *context, const struct role_group *group)
{
	enum lang lang = context->command->lang;
	if (group->most == 0)
		return tr(lang, N_("any number"));
	return group->most == 1 ? tr(lang, N_("one"))
				: arena_printf(&context->books->chunk, "≤ %jd", group->most);
}

static void list_group(struct verb_context *context, const struct role_group *group,
		       struct buf *list)
{
	enum lang lang = context->command->lang;
	size_t start;
	buf_printf(list, "%s**%s** (%s", list->length ? "\n" : "",
		   escape_markdown(context, group->name), limit_words(context, group));
	if (group->registered)
		buf_printf(list, "; %s", tr(lang, N_("registered members only")));
	if (group->needs_role)
		buf_printf(list, "; %s %s", tr(lang, N_("needs")),
			   role_label(context, group->needs_role));
	if (group->fee)
		buf_printf(list, "; %s",
			   format_amount(context, group->fee,
					 guild_currency(context->guild, group->currency)));
	buf_text(list, "): ");
	start = list->length;
	for (const struct role *role = guild_roles(context->guild); role; role = role->next)
		if (role->group == group && !too_powerful(context->books, context->guild, role))
			buf_printf(list, "%s%s%s", list->length > start ? ", " : "",
				   role_label(context, role->role_id),
				   context->author && author_wears(context, role->role_id) ? " ✓"
											   : "");
	if (list->length == start)
		buf_char(list, '-');
}

/* A role to name in an example. */
static const struct role *role_on_offer(struct verb_context *context)
{
	const struct role *role = guild_roles(context->guild);
	while (role && (!role->group || too_powerful(context->books, context->guild, role)))
		role = role->next;
	return role;
}

void decide_roles(struct verb_context *context)
{
	struct buf list = { 0 };
	const char *first = typed_role(context, role_on_offer(context));
	for (const struct role_group *group = guild_groups(context->guild); group;
	     group = group->next)
		list_group(context, group, &list);
	if (list.length)
		context_answer(context, N_("%s\nTake one with %s, leave it with %s."),
			       buf_string(&list), line_to_type(context, VERB_ROLE_TAKE, first),
			       line_to_type(context, VERB_ROLE_LEAVE, first));
	else
		context_answer(context, N_("No roles are offered here. An admin offers them, for "
					   "example "
					   "with "
					   "`!role group Teams one @Role`."));
	buf_free(&list);
}

/* The list itself is below the answer: each choice is a command of whoever chooses. */
void decide_role_menu(struct verb_context *context)
{
	const char *name = context_argument(context, "name");
	const struct role_group *group = NULL;
	if (context->command->source != SOURCE_INTERACTION &&
	    !guild_setting_bool(context->guild, SETTING_BUTTONS)) {
		context_refuse(context, "buttons_off",
			       N_("Messages have no buttons here yet. Where a web server takes "
				  "Discord's interactions, switch them on: `!config buttons on`."));
		return;
	}
	if (name &&
	    !(group = guild_group(context->guild, text_fold(&context->books->chunk, name)))) {
		context_refuse(context, "unknown_group",
			       N_("There is no group of roles “%s”. `!roles` lists them."),
			       escape_markdown(context, name));
		return;
	}
	if (!role_on_offer(context))
		context_refuse(context, "no_roles",
			       N_("No roles are offered here. An admin offers them, for example "
				  "with `!role group Teams one @Role`."));
	else if (group)
		context_answer(context,
			       N_("Roles of “%s”: choose one from the list. Choosing a role that "
				  "you have removes it."),
			       escape_markdown(context, group->name));
	else
		context_answer(context, N_("Choose a role from the list. Choosing a role that you "
					   "have removes it."));
}

static bool is_member(struct verb_context *context)
{
	if (!context->author)
		context_refuse(context, "no_own_roles",
			       N_("An operator has no roles of their own. Give one to a member: "
				  "`!role "
				  "grant @ana @Role`."));
	return context->author;
}

static int64_t worn_of(const struct verb_context *context, const struct role_group *group)
{
	int64_t count = 0;
	for (const struct role *role = guild_roles(context->guild); role; role = role->next)
		count += role->group == group && author_wears(context, role->role_id);
	return count;
}

static const struct role *worn_role(const struct verb_context *context,
				    const struct role_group *group)
{
	const struct role *role = guild_roles(context->guild);
	while (role && !(role->group == group && author_wears(context, role->role_id)))
		role = role->next;
	return role;
}

static bool conditions_hold(struct verb_context *context, const struct role_group *group)
{
	const struct account *account = context->author->account;
	if ((group->registered || group->fee) && (!account || account->state == STATE_CLOSED))
		context_refuse(context, "not_registered",
			       N_("You do not have an account yet. Write `!register` to open it."));
	else if (group->needs_role && !author_wears(context, group->needs_role))
		context_refuse(context, "role_needed",
			       N_("To take a role of “%s” you need %s first."),
			       escape_markdown(context, group->name),
			       role_label(context, group->needs_role));
	else if (group->most > 1 && worn_of(context, group) >= group->most)
		context_refuse(context, "group_full",
			       N_("You already have %jd roles of “%s”, which is the limit. Leave "
				  "one "
				  "first, as with %s."),
			       group->most, escape_markdown(context, group->name),
			       line_to_type(context, VERB_ROLE_LEAVE,
					    typed_role(context, worn_role(context, group))));
	else
		return true;
	return false;
}

/* Of a one-only group, what was chosen and not yet assigned gives way; what is assigned goes when
 * the new role has come. */
static const char *give_way(struct verb_context *context, const struct role *chosen)
{
	const char *swapped = NULL;
	for (const struct role *other = guild_roles(context->guild);
	     chosen->group->most == 1 && other; other = other->next) {
		if (other->group != chosen->group || other == chosen ||
		    !author_wears(context, other->role_id))
			continue;
		if (seen_now(context, other->role_id))
			swapped = role_label(context, other->role_id);
		else
			set_desired_role(context->books, context->guild, context->author,
					 other->role_id,
					 &(struct wish){ .reason = tr(context->guild->lang,
								      N_("another of its group was "
									 "chosen")) });
	}
	return swapped;
}

void decide_role_take(struct verb_context *context)
{
	struct role *role;
	if (!is_member(context))
		return;
	if (!(role = find_role(context, context_argument(context, "role"), true)) ||
	    !can_hand_out(context, role) ||
	    (strict_rules(context) && refuse_powerful(context, role)))
		return;
	if (author_wears(context, role->role_id)) {
		context_refuse(context, "already_worn", N_("You already have %s."),
			       role_label(context, role->role_id));
		return;
	}
	const struct member_role *held = member_role(
		context->books, books_member(context->books, context->author), role->role_id);
	bool fee = role->group->fee &&
		   !(held->adding &&
		     held->fee_transaction); /* left and taken again on its way: paid already */
	if (!conditions_hold(context, role->group) || (fee && !pay_fee(context, role->group)))
		return;
	const char *swapped = give_way(context, role), *label = role_label(context, role->role_id);
	set_desired_role(context->books, context->guild, context->author, role->role_id,
			 &(struct wish){ .wanted = true,
					 .fee_transaction = context->decision->transaction,
					 .unsure = !seen_now(context, role->role_id),
					 .reason = audit_reason(context) });
	if (fee)
		context_answer(context,
			       N_("I'm giving you %s for %s (transaction %jd). If Discord refuses "
				  "it, you "
				  "get the fee back."),
			       label,
			       format_amount(context, role->group->fee,
					     guild_currency(context->guild, role->group->currency)),
			       context->decision->transaction);
	else if (swapped)
		context_answer(context, N_("I'm giving you %s in place of %s."), label, swapped);
	else
		context_answer(context, N_("I'm giving you %s."), label);
}

void decide_role_leave(struct verb_context *context)
{
	struct role *role;
	if (!is_member(context))
		return;
	if (!(role = find_role(context, context_argument(context, "role"), true)) ||
	    !can_hand_out(context, role))
		return;
	if (!author_wears(context, role->role_id)) {
		context_refuse(context, "not_worn", N_("You do not have %s."),
			       role_label(context, role->role_id));
		return;
	}
	set_desired_role(context->books, context->guild, context->author, role->role_id,
			 &(struct wish){ .unsure = seen_now(context, role->role_id),
					 .reason = audit_reason(context) });
	context_answer(context, N_("I'm removing %s from you."),
		       role_label(context, role->role_id));
}
