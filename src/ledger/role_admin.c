/* Verbs by which admins order roles: role group, allow, deny, grant, revoke, list, who. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/verb_support.h"

enum { LARGEST_GROUP = 250 /* roles that a guild can have */, MOST_CHAIN = 64 };

/* "one", "any", "none" (the group goes) or a number. */
static bool read_most(struct verb_context *context, const char *word, int64_t *most)
{
	uint64_t number = 0;
	if (strcmp(word, "one") == 0 || strcmp(word, "any") == 0) {
		*most = *word == 'o';
		return true;
	}
	if (snowflake_parse(word, &number) && number >= 1 && number <= LARGEST_GROUP) {
		*most = (int64_t)number;
		return true;
	}
	context_refuse(context, "bad_group",
		       N_("Say how many roles of the group a member may have: one, any, a number, "
			  "or none "
			  "to dissolve the group; not “%s”."),
		       escape_markdown(context, word));
	return false;
}

static void dissolve(struct verb_context *context, struct role_group *group)
{
	struct guild *guild = context->guild;
	for (struct role *role = guild_roles(guild); role; role = role->next)
		if (role->group == group) {
			role->group = NULL;
			books_detail(context->books, DETAIL_OFFER_GONE, guild->guild_id,
				     role->role_id);
		}
	struct role_group **place = &guild->groups;
	while (*place != group)
		place = &(*place)->next;
	*place = group->next;
	books_detail(context->books, DETAIL_GROUP_GONE, guild->guild_id, 0)->group_name =
		group->folded_name;
	context_answer(context,
		       N_("The group “%s” is dissolved; members who have its roles keep them."),
		       escape_markdown(context, group->name));
}

/* Whether the list "&1 &2" names the role. */
static bool names_role(const char *list, uint64_t role_id)
{
	uint64_t named;
	for (const char *at = list ? strchr(list, '&') : NULL; at; at = strchr(at + 1, '&')) {
		char digits[24] = "";
		memcpy(digits, at + 1, strspn(at + 1, "0123456789") % sizeof digits);
		if (snowflake_parse(digits, &named) && named == role_id)
			return true;
	}
	return false;
}

/* Whether having a role of a group that needs ROLE_ID would need a role of GROUP (NULL: a
 * new one) first, once the roles of the list JOINING are in it. */
static bool needs_itself(const struct guild *guild, const struct role_group *group,
			 const char *joining, uint64_t role_id)
{
	for (int step = 0; role_id && step < MOST_CHAIN; step++) {
		const struct role *role = guild_role(guild, role_id);
		if (names_role(joining, role_id) || (role && role->group && role->group == group))
			return true;
		if (!role || !role->group)
			return false;
		role_id = role->group->needs_role;
	}
	return role_id;
}

static bool refuse_cycle(struct verb_context *context, const struct role_group *group,
			 const char *joining, uint64_t role_id)
{
	if (!needs_itself(context->guild, group, joining, role_id))
		return false;
	context_refuse(context, "circular_condition",
		       N_("Nobody could ever start: to take %s, a member would first need a role "
			  "of this "
			  "same group."),
		       role_label(context, role_id));
	return true;
}

struct group_order {
	int64_t most;
	struct sum fee;
	uint64_t needs_role;
	bool registered;
};

static bool read_conditions(struct verb_context *context, struct group_order *order)
{
	const char *needs = context_argument(context, "needs"),
		   *fee = context_argument(context, "fee");
	const struct role *role;
	order->fee.currency = guild_currency(context->guild, context->guild->currency);
	if (needs && strcmp(needs, "registered") == 0) {
		order->registered = true;
	} else if (needs) {
		if (!(role = find_role(context, needs, false)))
			return false;
		/* no member is listed with it: nobody would have it */
		if (role->role_id == context->guild->guild_id) {
			context_refuse(context, "role_everyone",
				       N_("Everyone already has @everyone; it can be neither given "
					  "nor "
					  "taken."));
			return false;
		}
		order->needs_role = role->role_id;
	}
	if (fee && !read_money(context, fee, context_argument(context, "unit"), NULL, &order->fee))
		return false;
	if (order->fee.minor < 0) {
		context_refuse(context, "not_positive", N_("The amount must be more than zero."));
		return false;
	}
	return true;
}

/* The roles of the argument "roles": "&1 &2". Without PUT they are only checked. */
static bool put_roles(struct verb_context *context, struct role_group *group, bool put)
{
	const char *list = context_argument(context, "roles");
	for (const char *at = list ? list : ""; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		struct role *role =
			find_role(context, arena_copy(&context->books->chunk, at, length), false);
		at += length;
		if (!role || (!put && !can_offer(context, role)))
			return false;
		if (!put)
			continue;
		role->group = group;
		books_detail(context->books, DETAIL_OFFER, context->guild->guild_id, role->role_id)
			->group_name = group->folded_name;
	}
	return true;
}

static struct role_group *keep_group(struct verb_context *context, const char *name,
				     const char *folded, const struct group_order *order)
{
	struct role_group *group = books_add_group(context->books, context->guild, name, folded);
	group->most = order->most;
	group->registered = order->registered;
	group->needs_role = order->needs_role;
	group->fee = order->fee.minor;
	memcpy(group->currency,
	       order->fee.currency ? order->fee.currency->code : context->guild->currency,
	       CURRENCY_SIZE);
	books_detail(context->books, DETAIL_GROUP, context->guild->guild_id, 0)->group = group;
	return group;
}

/* As it was written where a group of the first rules is called just that. */
static const char *group_name(struct verb_context *context)
{
	const char *name = context_argument(context, "name");
	return guild_group(context->guild, text_fold(&context->books->chunk, name))
		       ? name
		       : given_name(context, name);
}

void decide_role_group(struct verb_context *context)
{
	const char *name = group_name(context), *most = context_argument(context, "most"),
		   *folded = text_fold(&context->books->chunk, name);
	struct role_group *group = guild_group(context->guild, folded);
	struct group_order order = { 0 };
	if (strcmp(most, "none") == 0 && group) {
		dissolve(context, group);
		return;
	}
	if (refuse_group_name(context, name) || !read_most(context, most, &order.most) ||
	    !read_conditions(context, &order) || !put_roles(context, NULL, false))
		return;
	if (refuse_cycle(context, group, context_argument(context, "roles"), order.needs_role))
		return;
	if (order.fee.minor && !need_fees_account(context))
		return;
	group = keep_group(context, name, folded, &order);
	put_roles(context, group, true);
	int64_t count = 0;
	for (const struct role *role = guild_roles(context->guild); role; role = role->next)
		count += role->group == group;
	context_answer(context,
		       N_("The group “%s” is on offer (roles: %jd). Members see it with `!roles`."),
		       escape_markdown(context, group->name), count);
}

/* Offered by itself, without a group of several: a group of its own name, of which any number may
 * be had. */
void decide_role_allow(struct verb_context *context)
{
	struct role *role = find_role(context, context_argument(context, "role"), false);
	if (!role || !can_offer(context, role))
		return;
	const char *name = tr(context->guild->lang, N_("roles")),
		   *folded = text_fold(&context->books->chunk, name);
	struct role_group *group = guild_group(context->guild, folded);
	if (role->group) {
		context_refuse(context, "already_offered",
			       N_("%s is offered already, in the group “%s”."),
			       role_label(context, role->role_id),
			       escape_markdown(context, role->group->name));
		return;
	}
	if (group && refuse_cycle(context, group,
				  arena_printf(&context->books->chunk, "&%ju", role->role_id),
				  group->needs_role))
		return;
	if (!group)
		group = keep_group(context, name, folded, &(struct group_order){ 0 });
	role->group = group;
	books_detail(context->books, DETAIL_OFFER, context->guild->guild_id, role->role_id)
		->group_name = group->folded_name;
	context_answer(context, N_("Members may now take %s by themselves."),
		       role_label(context, role->role_id));
}

void decide_role_deny(struct verb_context *context)
{
	struct role *role = find_role(context, context_argument(context, "role"), true);
	if (!role)
		return;
	role->group = NULL;
	books_detail(context->books, DETAIL_OFFER_GONE, context->guild->guild_id, role->role_id);
	context_answer(context,
		       N_("Members can no longer take %s by themselves; those who have it keep "
			  "it."),
		       role_label(context, role->role_id));
}

/* "7d", "12h", or a time; from the command's own time on. */
static bool read_until(struct verb_context *context, int64_t *until)
{
	const char *text = context_argument(context, "until");
	int64_t duration;
	*until = 0;
	if (!text)
		return true;
	if (duration_parse(text, &duration))
		*until = context->time + duration;
	else if (!instant_parse(context->guild->zone, text, until)) {
		context_refuse(context, "bad_time",
			       N_("“%s” is not a date; write a day such as 2026-11-24, or a "
				  "duration such "
				  "as 7d or 12h."),
			       escape_markdown(context, text));
		return false;
	}
	if (*until > context->time)
		return true;
	if (*until == context->time && strict_rules(context))
		context_refuse(context, "past",
			       N_("A duration must be more than zero, such as 7d or 12h."));
	else
		context_refuse(context, "past", N_("That time is already past."));
	return false;
}

/* Whose roles the command is about; NULL after a refusal. */
static struct user *wearer(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	struct user *user = mentioned_user(context, who);
	if (refuse_unseen(context, user))
		return NULL;
	if (user->left &&
	    !context_argument(context,
			      "ending")) /* an end comes once; nothing is delivered to who left */
		context_refuse(context, "left", N_("%s has left this community."),
			       person_label(context, user));
	else if (user == context->author && !context->command->author.owner &&
		 context->author->key.id != context->guild->owner_id)
		context_refuse(context, "own_role",
			       N_("You cannot give roles to yourself; ask another admin."));
	else
		return user;
	return NULL;
}

void decide_role_grant(struct verb_context *context)
{
	struct user *user = wearer(context);
	struct role *role =
		user ? find_role(context, context_argument(context, "role"), false) : NULL;
	struct wish wish = { .wanted = true, .granted = true, .reason = audit_reason(context) };
	char text[INSTANT_TEXT_SIZE];
	if (!role || !can_hand_out(context, role) || refuse_powerful_grant(context, role) ||
	    !read_until(context, &wish.until))
		return;
	const struct member_role *held =
		member_role(context->books, books_member(context->books, user), role->role_id);
	if (held->decided && held->wanted && held->until == wish.until) {
		context_refuse(context, "already_worn", N_("%s already has %s."),
			       person_label(context, user), role_label(context, role->role_id));
		return;
	}
	set_desired_role(context->books, context->guild, user, role->role_id, &wish);
	if (wish.until)
		context_answer(
			context, N_("%s gets %s until %s."), person_label(context, user),
			role_label(context, role->role_id),
			command_of_member(context->command)
				? format_time(context, wish.until)
				: instant_format_local(context->guild->zone, wish.until, text));
	else
		context_answer(context, N_("%s gets %s."), person_label(context, user),
			       role_label(context, role->role_id));
}

void decide_role_revoke(struct verb_context *context)
{
	struct user *user = wearer(context);
	struct role *role =
		user ? find_role(context, context_argument(context, "role"), false) : NULL;
	const char *ending =
		context_argument(context, "ending"); /* of a schedule: the end that has come */
	int64_t end = 0;
	/* an end that cannot be carried out now heals later */
	if (!role || (!ending && !can_hand_out(context, role)))
		return;
	const struct member_role *held =
		member_role(context->books, books_member(context->books, user), role->role_id);
	if (ending && (!instant_parse(context->guild->zone, ending, &end) || !held->decided ||
		       !held->wanted || held->until != end)) {
		context_refuse(context, "not_due",
			       N_("The end of that role was changed meanwhile."));
		return;
	}
	if (held->decided && !held->wanted) {
		context_refuse(context, "not_worn", N_("%s does not have %s."),
			       person_label(context, user), role_label(context, role->role_id));
		return;
	}
	set_desired_role(context->books, context->guild, user, role->role_id,
			 &(struct wish){ .granted = true, .reason = audit_reason(context) });
	context_answer(context, N_("%s loses %s."), person_label(context, user),
		       role_label(context, role->role_id));
}

void decide_role_list(struct verb_context *context)
{
	context->decision->need = NEED_REPORT;
	context->decision->inquiry = (struct inquiry){ .name = "roles" };
}

void decide_role_who(struct verb_context *context)
{
	const struct role *role = find_role(context, context_argument(context, "role"), false);
	if (!role)
		return;
	context->decision->need = NEED_REPORT;
	context->decision->inquiry =
		(struct inquiry){ .name = "wearers", .role_id = role->role_id };
}
