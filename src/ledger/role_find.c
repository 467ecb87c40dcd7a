/* Which role a reference means, and whether it can be handed out. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

static struct role *role_by_name(struct verb_context *context, const char *name, bool offered)
{
	const char *folded = text_fold(&context->books->chunk, *name == '@' ? name + 1 : name);
	struct role *found = NULL;
	for (struct role *role = guild_roles(context->guild); role; role = role->next) {
		if (strcmp(role->folded_name, folded) != 0 || (offered && !role->group))
			continue;
		if (found) {
			context_refuse(context, "ambiguous_role",
				       N_("Several roles are called “%s”; write the role as a "
					  "mention "
					  "(@Role)."),
				       escape_markdown(context, name));
			return NULL;
		}
		found = role;
	}
	if (!found && offered)
		context_refuse(context, "role_not_offered",
			       N_("No role “%s” is offered here; `!roles` lists them."),
			       escape_markdown(context, name));
	else if (!found)
		context_refuse(context, "unknown_role",
			       N_("No role “%s” is known here; write it as a mention (@Role). New "
				  "roles "
				  "are seen within minutes."),
			       escape_markdown(context, name));
	return found;
}

struct role *find_role(struct verb_context *context, const char *reference, bool offered)
{
	uint64_t role_id;
	if (strcmp(reference, "everyone") == 0) {
		context_refuse(context, "role_everyone",
			       N_("Everyone already has @everyone; it can be neither given nor "
				  "taken."));
		return NULL;
	}
	if (*reference != '&' || !snowflake_parse(reference + 1, &role_id))
		return role_by_name(context, reference, offered);
	struct role *role = guild_role(context->guild, role_id);
	if (!role && role_id == context->guild->guild_id && strict_rules(context))
		context_refuse(context, "role_everyone",
			       N_("Everyone already has @everyone; it can be neither given nor "
				  "taken."));
	else if (!role)
		context_refuse(context, "unknown_role",
			       N_("No role “%s” is known here; write it as a mention (@Role). New "
				  "roles "
				  "are seen within minutes."),
			       role_label(context, role_id));
	else if (offered && !role->group)
		context_refuse(context, "role_not_offered",
			       N_("No role “%s” is offered here; `!roles` lists them."),
			       role_label(context, role_id));
	else
		return role;
	return NULL;
}

unsigned permits_by(const struct guild *guild, uint64_t role_id)
{
	for (const struct permit_row *row = guild->permits; row; row = row->next)
		if (row->role_id == role_id)
			return row->permits;
	return 0;
}

bool can_offer(struct verb_context *context, const struct role *role)
{
	if (!can_hand_out(context, role))
		return false;
	if (refuse_powerful(context, role))
		return false;
	if (permits_by(context->guild, role->role_id) & ~(unsigned)PERMIT_MEMBER) {
		context_refuse(context, "role_too_powerful",
			       N_("%s gives more than a member's rights here or on Discord; nobody "
				  "may "
				  "take that by themselves, an admin gives it: %s."),
			       role_label(context, role->role_id), grant_line(context, role));
		return false;
	}
	return true;
}

bool can_hand_out(struct verb_context *context, const struct role *role)
{
	const struct guild *guild = context->guild;
	if (role->role_id == guild->guild_id) {
		context_refuse(context, "role_everyone",
			       N_("Everyone already has @everyone; it can be neither given nor "
				  "taken."));
		return false;
	}
	if (role->managed) {
		context_refuse(context, "role_managed",
			       N_("%s belongs to an integration (a bot, boosts, a subscription); "
				  "nobody "
				  "can assign it."),
			       role_label(context, role->role_id));
		return false;
	}
	bool known = guild_setting_is_set(guild, SETTING_BOT_POSITION) &&
		     guild_setting_is_set(guild, SETTING_BOT_TOP_ROLE);
	int64_t position = guild_setting_integer(guild, SETTING_BOT_POSITION);
	uint64_t top_role = guild_setting_id(guild, SETTING_BOT_TOP_ROLE);
	/* At equal positions the lower id ranks higher.
	 * https://discord.com/developers/docs/topics/permissions#permission-hierarchy */
	if (!known || role->position < position ||
	    (role->position == position && role->role_id > top_role))
		return true;
	context_refuse(context, "role_above_bot",
		       N_("%s is above the bot's own role: an admin has to drag the bot's role "
			  "above it "
			  "first (server settings, Roles)."),
		       role_label(context, role->role_id));
	return false;
}
