/* The desired state of roles: what the books decided, what Discord shows, and the difference into
 * the outbox. */
#include <string.h>

#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

enum { UNKNOWN_MEMBER = 10007, UNKNOWN_USER = 10013 };

bool member_has_role(struct books *books, const struct user *user, uint64_t role_id)
{
	for (const struct member_role *role = books_member(books, user)->roles; role;
	     role = role->next)
		if (role->role_id == role_id)
			return role->decided ? role->wanted : role->actual;
	return false;
}

static void keep_wish(struct books *books, const struct guild *guild, const struct user *user,
		      const struct member_role *role)
{
	struct detail_row *row =
		books_detail(books, role->decided ? DETAIL_WANTED_ROLE : DETAIL_WANTED_ROLE_GONE,
			     guild->guild_id, user->key.id);
	if (role->decided) {
		row->wanted.role = role;
		row->wanted.seq = guild->next_seq;
	} else {
		row->role_id = role->role_id;
	}
}

static bool waits(const struct member_role *role)
{
	return role->adding || role->removing;
}

/* Who left gets nothing now; it is made good when they come back. SURE: what was last seen on
 * Discord still holds. */
static void deliver_wish(struct books *books, struct guild *guild, const struct user *user,
			 struct member_role *role, bool sure, const char *reason)
{
	bool under_way = role->wanted
				 ? role->adding
				 : role->removing; /* against another one its result will tell */
	const struct member *member = books_member(books, user);
	if (member->left || under_way || (!waits(role) && role->actual == role->wanted && sure))
		return;
	struct delivery_row *row =
		add_delivery(books, guild, role->wanted ? DELIVER_ROLE_ADD : DELIVER_ROLE_REMOVE,
			     guild->next_seq);
	row->user_id = user->key.id;
	row->role_id = role->role_id;
	row->content = reason;
	*(role->wanted ? &role->adding : &role->removing) += 1;
}

void set_desired_role(struct books *books, struct guild *guild, struct user *user, uint64_t role_id,
		      const struct wish *wish)
{
	struct member_role *role = member_role(books, books_member(books, user), role_id);
	role->decided = true;
	role->wanted = wish->wanted;
	role->granted = wish->granted;
	role->until = wish->until;
	/* what was paid for a role that is still on its way comes back if it is refused */
	if (wish->fee_transaction || !role->adding)
		role->fee_transaction = wish->fee_transaction;
	keep_wish(books, guild, user, role);
	deliver_wish(books, guild, user, role, books_member(books, user)->known && !wish->unsure,
		     wish->reason);
}

/* By its own power on Discord, or by a permit that an admin gave it later. */
static bool became_powerful(const struct books *books, const struct guild *guild, uint64_t role_id)
{
	const struct role *known = guild_role(guild, role_id);
	bool permitted = books->rules >= RULES_STRICT &&
			 permits_by(guild, role_id) & ~(unsigned)PERMIT_MEMBER;
	return known && (permitted || too_powerful(books, guild, known));
}

/* Brings Discord to what the books want, except that nobody comes by a role that became powerful
 * without an admin: that wish ends. */
static void heal_wish(struct books *books, struct guild *guild, const struct user *user,
		      struct member_role *role)
{
	bool by_itself = !role->granted || role->role_id == granted_role(guild);
	if (role->wanted && !role->actual && by_itself &&
	    became_powerful(books, guild, role->role_id)) {
		role->decided = false;
		keep_wish(books, guild, user, role);
	} else {
		deliver_wish(books, guild, user, role, true, "the books say so");
	}
}

static bool books_win(const struct guild *guild)
{
	return guild_setting_choice(guild, SETTING_ROLES_AUTHORITY) == AUTHORITY_BOOKS;
}

static bool was_seen(const struct member_record *seen, uint64_t role_id)
{
	for (size_t i = 0; i < seen->role_count; i++)
		if (seen->roles[i] == role_id)
			return true;
	return false;
}

/* Somebody changed it by hand: the setting says whose word counts. */
static void take_over(struct books *books, struct guild *guild, struct user *user,
		      struct member_role *role, bool actual)
{
	role->wanted = actual;
	role->until = role->fee_transaction = 0;
	keep_wish(books, guild, user, role);
}

static void compare_role(struct books *books, struct guild *guild, struct user *user,
			 struct member_role *role, bool now, bool seen_before)
{
	const struct role *known = guild_role(guild, role->role_id);
	bool before = role->actual, by_hand = seen_before && before != now && !waits(role);
	role->actual = now;
	if (waits(role))
		return; /* its result tells more */
	bool offered = known && known->group && !too_powerful(books, guild, known);
	if (!role->decided && by_hand && offered && books_win(guild)) {
		role->decided = true;
		role->wanted = before;
		role->granted = true; /* not a choice of the member's that a refusal would end */
		keep_wish(books, guild, user, role);
	}
	/* a deleted role can be given to nobody */
	if (!role->decided || role->wanted == now || !known)
		return;
	if (by_hand && !books_win(guild))
		take_over(books, guild, user, role, now);
	else
		heal_wish(books, guild, user, role);
}

void compare_member(struct books *books, struct guild *guild, struct user *user,
		    const struct member_record *seen)
{
	struct member *member = books_member(books, user);
	bool seen_before = member->known && !member->left;
	member->known = true;
	member->pending = seen->pending;
	user->left = member->left = seen->left;
	for (size_t i = 0; i < seen->role_count; i++)
		member_role(books, member, seen->roles[i]);
	for (struct member_role *role = member->roles; role; role = role->next) {
		if (seen->left)
			role->actual =
				false; /* leaving takes all roles; that is nobody's decision */
		else
			compare_role(books, guild, user, role, was_seen(seen, role->role_id),
				     seen_before);
	}
}

/* The member has the new role of a one-only group: now the one before goes. */
static void finish_swap(struct books *books, struct guild *guild, struct user *user,
			const struct role_group *group, uint64_t role_id)
{
	for (const struct role *other = guild_roles(guild); other; other = other->next)
		if (other->group == group && other->role_id != role_id &&
		    member_has_role(books, user, other->role_id))
			set_desired_role(
				books, guild, user, other->role_id,
				&(struct wish){ .reason = tr(guild->lang, N_("another of its group "
									     "was chosen")) });
}

static void note_worn(struct books *books, struct guild *guild, struct user *user,
		      struct member_role *role, bool actual)
{
	role->actual = actual;
	books_detail(books, actual ? DETAIL_MEMBER_ROLE : DETAIL_MEMBER_ROLE_GONE, guild->guild_id,
		     user->key.id)
		->role_id = role->role_id;
	const struct role *known = guild_role(guild, role->role_id);
	if (actual && role->decided && role->wanted && known && known->group &&
	    known->group->most == 1)
		finish_swap(books, guild, user, known->group, role->role_id);
	if (role->decided && !waits(role))
		heal_wish(books, guild, user, role);
}

/* The role became powerful while its delivery waited, so that it was not handed out. */
static void tell_withdrawal(struct verb_context *context, const struct fetched_delivery *delivery,
			    bool refunded)
{
	const struct role *role = guild_role(context->guild, delivery->role_id);
	const char *label = role_label(context, delivery->role_id),
		   *powers = role ? power_names(context, role) : "?";
	if (refunded)
		context_answer(
			context,
			N_("%s was not assigned: it now gives power over others on Discord (%s). "
			   "Only the owner of this community gives it: %s. The fee was given back "
			   "(transaction %jd)."),
			label, powers, grant_line(context, role), context->decision->transaction);
	else if (context->decision->code)
		context_answer(context,
			       N_("%s was not assigned: it now gives power over others on Discord "
				  "(%s). "
				  "Only the owner of this community gives it: %s. The fee "
				  "could not be given back by itself; ask a treasurer for it."),
			       label, powers, grant_line(context, role));
	else
		context_answer(context,
			       N_("%s was not assigned: it now gives power over others on Discord "
				  "(%s). "
				  "Only the owner of this community gives it: %s."),
			       label, powers, grant_line(context, role));
	/* of the others they are told when their power is seen */
	if (role && !comes_by_itself(context->guild, role))
		tell_admins(context->books, context->guild, context->decision->text);
}

static void tell_refusal(struct books *books, struct guild *guild,
			 const struct delivered *delivered, const struct fetched_delivery *delivery,
			 bool refunded, struct decision *decision)
{
	struct verb_context context =
		system_context(books, guild, delivery->lang, NULL, 0, decision);
	const char *reason = escape_markdown(
		&context, delivered->error_message ? delivered->error_message : "?");
	decision->answers_channel = delivery->channel_id;
	decision->answers_message = delivery->channel_id ? delivery->message_id : 0;
	if (delivered->withdrawn)
		tell_withdrawal(&context, delivery, refunded);
	else if (refunded)
		context_answer(
			&context,
			N_("Discord refused the role %s (%s). The fee was given back (transaction "
			   "%jd)."),
			role_label(&context, delivery->role_id), reason, decision->transaction);
	else if (decision->code)
		context_answer(&context,
			       N_("Discord refused the role %s (%s). The fee could not be given "
				  "back by "
				  "itself; ask a treasurer for it."),
			       role_label(&context, delivery->role_id), reason);
	else
		context_answer(&context,
			       N_("Discord refused the role %s (%s). An admin can see why with "
				  "`gl-doctor`."),
			       role_label(&context, delivery->role_id), reason);
}

static void take_refusal(struct books *books, struct guild *guild,
			 const struct delivered *delivered, const struct fetched_delivery *delivery,
			 struct user *user, struct member_role *role, struct decision *decision)
{
	bool left = delivered->error_code == UNKNOWN_MEMBER ||
		    delivered->error_code == UNKNOWN_USER,
	     refunded = false;
	if (!delivery->adds || !role->decided || (role->wanted ? left : !role->fee_transaction))
		return; /* it is made good at the next look at the guild */
	int64_t fee = role->fee_transaction;
	if (fee)
		refunded = refund_fee(books, guild, decision, user->key.id,
				      books_transaction(books, guild->guild_id, fee));
	role->fee_transaction = 0;
	role->decided = (role->granted && !delivered->withdrawn) ||
			!role->wanted; /* else the member's own choice, which cannot be, or nobody's
					  any more */
	if (fee || !role->decided)
		keep_wish(books, guild, user, role);
	tell_refusal(books, guild, delivered, delivery, refunded, decision);
}

void apply_role_result(struct books *books, struct guild *guild, const struct delivered *delivered,
		       const struct fetched_delivery *delivery, struct decision *decision)
{
	struct user *user = books_user(books, guild->guild_id, delivery->user_id);
	struct member_role *role = member_role(books, books_member(books, user), delivery->role_id);
	bool failed = delivery_failed(delivered);
	if (strcmp(delivered->status, "retry") == 0) {
		decision->quiet = true;
		return;
	}
	decision->delivered_to = user->key.id;
	int *waiting = delivery->adds ? &role->adding : &role->removing;
	*waiting -= *waiting > 0;
	if (failed)
		take_refusal(books, guild, delivered, delivery, user, role, decision);
	else
		note_worn(books, guild, user, role, delivery->adds);
}
