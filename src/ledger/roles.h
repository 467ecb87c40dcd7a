/* Roles as the rules use them: what the books want of a member's, which can be handed out, which
 * are too powerful to come by. Private to the ledger. */
#ifndef LEDGER_ROLES_H
#define LEDGER_ROLES_H

#include "ledger/verb_support.h"

/* The desired state of roles. */
struct wish {
	bool wanted, granted;
	int64_t until, fee_transaction; /* 0: none */
	bool unsure;        /* Discord may show otherwise than last seen: deliver in any case */
	const char *reason; /* for Discord's audit log */
};
/* What the books want of ROLE for USER, whose member must be loaded; what Discord lacks goes into
 * the outbox. */
void set_desired_role(struct books *books, struct guild *guild, struct user *user, uint64_t role_id,
		      const struct wish *wish);
/* Whether the user is to have the role: as decided, else as last seen. */
bool member_has_role(struct books *books, const struct user *user, uint64_t role_id);
/* Compares a member as gl-roster saw them with the books, before the books take it over. */
void compare_member(struct books *books, struct guild *guild, struct user *user,
		    const struct member_record *seen);
/* The result of a role's delivery. */
void apply_role_result(struct books *books, struct guild *guild, const struct delivered *delivered,
		       const struct fetched_delivery *delivery, struct decision *decision);

/* The role that REFERENCE ("&ID" or a name) means, or NULL after a refusal. OFFERED: names are
 * looked for among those that members may choose. */
struct role *find_role(struct verb_context *context, const char *reference, bool offered);
/* Whether the bot can hand out the role; refuses otherwise. */
bool can_hand_out(struct verb_context *context, const struct role *role);
/* Whether the role gives power over others on Discord that everyone does not have. By the first
 * rules only Administrator did. */
bool too_powerful(const struct books *books, const struct guild *guild, const struct role *role);
/* The names of those powers, from the chunk's arena. */
const char *power_names(struct verb_context *context, const struct role *role);
/* "`!role grant @ana Red`", as the asker types it. */
const char *grant_line(struct verb_context *context, const struct role *role);
/* Refuses a role that is too powerful to come by without an admin, and then returns true. */
bool refuse_powerful(struct verb_context *context, const struct role *role);
/* The same for `role grant`: only the owner and the operator give such a role. */
bool refuse_powerful_grant(struct verb_context *context, const struct role *role);
/* The permits that the role gives by itself. */
unsigned permits_by(const struct guild *guild, uint64_t role_id);
/* The role that registering brings; 0: none. */
uint64_t granted_role(const struct guild *guild);
/* Whether members take the role, or get it by registering. */
bool comes_by_itself(const struct guild *guild, const struct role *role);
/* Says LINES to the admins: in the report channel, without one to the owner. */
void tell_admins(struct books *books, struct guild *guild, const char *lines);
/* Tells the admins, once for each, of roles that members come by and that are too powerful by now.
 * The roles must be loaded. True when something changed: the record being decided must then leave a
 * log row. */
bool review_roles(struct books *books, struct guild *guild);
/* Whether members may come by it without an admin: it can be handed out, and carries no permit and
 * no power of its own. */
bool can_offer(struct verb_context *context, const struct role *role);

#endif
