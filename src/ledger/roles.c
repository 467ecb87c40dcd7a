/* Verbs by which members choose roles: roles, role take, role leave. */
#include <string.h>

#include "base/unicode.h"
#include "ledger/deciding.h"

static bool seen_now(const struct deciding *deciding, uint64_t role_id)
{
	const struct author *author = &deciding->command->author;
	for (size_t i = 0; i < author->role_count; i++)
		if (author->roles[i] == role_id)
			return true;
	return false;
}

/* As decided; else as gl-identify saw it in this very tick, which is newer than the roster; but too new for a command that is read again
 * after a restore: what it asked for may be worn already. */
static bool author_wears(const struct deciding *deciding, uint64_t role_id)
{
	for (const struct member_role *role = deciding->author->member->roles; role; role = role->next)
		if (role->role_id == role_id && (role->decided || deciding->command->late))
			return role->decided ? role->wanted : role->worn;
	if (deciding->command->late)
		return false;
	return seen_now(deciding, role_id);
}

static const char *limit_words(struct deciding *deciding, const struct role_group *group)
{
	enum lang lang = deciding->command->lang;
	if (group->most == 0)
		return tr(lang, N_("any number"));
	return group->most == 1 ? tr(lang, N_("one")) : arena_printf(&deciding->books->chunk, "≤ %lld", (long long)group->most);
}

static void list_group(struct deciding *deciding, const struct role_group *group, struct buf *list)
{
	enum lang lang = deciding->command->lang;
	size_t start;
	buf_printf(list, "%s**%s** (%s", list->length ? "\n" : "", shown(deciding, group->name), limit_words(deciding, group));
	if (group->registered)
		buf_printf(list, "; %s", tr(lang, N_("registered members only")));
	if (group->needs_role)
		buf_printf(list, "; %s %s", tr(lang, N_("needs")), role_label(deciding, group->needs_role));
	if (group->fee)
		buf_printf(list, "; %s", money(deciding, group->fee, guild_currency(deciding->guild, group->currency)));
	buf_text(list, "): ");
	start = list->length;
	for (const struct role *role = deciding->guild->roles; role; role = role->next)
		if (role->group == group && !too_powerful(deciding->books, deciding->guild, role))
			buf_printf(list, "%s%s%s", list->length > start ? ", " : "", role_label(deciding, role->role_id),
				   deciding->author && author_wears(deciding, role->role_id) ? " ✓" : "");
	if (list->length == start)
		buf_char(list, '-');
}

void decide_roles(struct deciding *deciding)
{
	struct buf list = { 0 };
	for (const struct role_group *group = deciding->guild->groups; group; group = group->next)
		list_group(deciding, group, &list);
	if (list.length)
		answer(deciding, N_("%s\nTake one with `role take`, leave it with `role leave`."), buf_string(&list));
	else
		answer(deciding, N_("No roles are offered here. An admin offers them with `role group`."));
	buf_free(&list);
}

static bool is_member(struct deciding *deciding)
{
	if (!deciding->author)
		refuse(deciding, "no_own_roles", N_("An operator has no roles; use `role grant`."));
	return deciding->author;
}

static int64_t worn_of(const struct deciding *deciding, const struct role_group *group)
{
	int64_t count = 0;
	for (const struct role *role = deciding->guild->roles; role; role = role->next)
		count += role->group == group && author_wears(deciding, role->role_id);
	return count;
}

static bool conditions_hold(struct deciding *deciding, const struct role_group *group)
{
	const struct account *account = deciding->author->account;
	if ((group->registered || group->fee) && (!account || account->state == STATE_CLOSED))
		refuse(deciding, "not_registered", N_("You are not registered yet. Write `register` to open your account."));
	else if (group->needs_role && !author_wears(deciding, group->needs_role))
		refuse(deciding, "role_needed", N_("For a role of “%s” you need %s first."), shown(deciding, group->name), role_label(deciding, group->needs_role));
	else if (group->most > 1 && worn_of(deciding, group) >= group->most)
		refuse(deciding, "group_full", N_("You already have %lld roles of “%s”, which is the limit; leave one first with `role leave`."), (long long)group->most,
		       shown(deciding, group->name));
	else
		return true;
	return false;
}

/* Of a one-only group, what was chosen and is not worn yet gives way; what is worn goes when the new role has come. */
static const char *give_way(struct deciding *deciding, const struct role *chosen)
{
	const char *swapped = NULL;
	for (const struct role *other = deciding->guild->roles; chosen->group->most == 1 && other; other = other->next) {
		if (other->group != chosen->group || other == chosen || !author_wears(deciding, other->role_id))
			continue;
		if (seen_now(deciding, other->role_id))
			swapped = role_label(deciding, other->role_id);
		else
			wish_role(deciding->books, deciding->guild, deciding->author, other->role_id, &(struct wish){ .reason = "another of its group was chosen" });
	}
	return swapped;
}

static const char *audit_reason(struct deciding *deciding)
{
	return arena_printf(&deciding->books->chunk, "%s by %s", deciding->verb->name, deciding->command->author.name);
}

void decide_role_take(struct deciding *deciding)
{
	struct role *role;
	if (!is_member(deciding))
		return;
	if (!(role = find_role(deciding, argument(deciding, "role"), true)) || !can_hand_out(deciding, role) ||
	    (strict_rules(deciding) && refuse_powerful(deciding, role)))
		return;
	if (author_wears(deciding, role->role_id)) {
		refuse(deciding, "already_worn", N_("You already have %s."), role_label(deciding, role->role_id));
		return;
	}
	const struct member_role *held = member_role(deciding->books, deciding->author->member, role->role_id);
	bool fee = role->group->fee && !(held->adding && held->fee_transaction); /* left and taken again on its way: paid already */
	if (!conditions_hold(deciding, role->group) || (fee && !pay_fee(deciding, role->group)))
		return;
	const char *swapped = give_way(deciding, role), *label = role_label(deciding, role->role_id);
	wish_role(deciding->books, deciding->guild, deciding->author, role->role_id,
		  &(struct wish){ .wanted = true, .fee_transaction = deciding->decision->transaction, .unsure = !seen_now(deciding, role->role_id), .reason = audit_reason(deciding) });
	if (fee)
		answer(deciding, N_("I'm giving you %s for %s (transaction %lld). If Discord refuses it, you get the fee back."), label,
		       money(deciding, role->group->fee, guild_currency(deciding->guild, role->group->currency)), (long long)deciding->decision->transaction);
	else if (swapped)
		answer(deciding, N_("I'm giving you %s in place of %s."), label, swapped);
	else
		answer(deciding, N_("I'm giving you %s."), label);
}

void decide_role_leave(struct deciding *deciding)
{
	struct role *role;
	if (!is_member(deciding))
		return;
	if (!(role = find_role(deciding, argument(deciding, "role"), true)) || !can_hand_out(deciding, role))
		return;
	if (!author_wears(deciding, role->role_id)) {
		refuse(deciding, "not_worn", N_("You do not have %s."), role_label(deciding, role->role_id));
		return;
	}
	wish_role(deciding->books, deciding->guild, deciding->author, role->role_id, &(struct wish){ .unsure = seen_now(deciding, role->role_id), .reason = audit_reason(deciding) });
	answer(deciding, N_("I'm removing %s from you."), role_label(deciding, role->role_id));
}
