/* Roles that let their wearers do something to others on Discord: members do not come by them
 * without an admin. */
#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

enum { ADMINISTRATOR = 3, MOST_NAMED = 10 /* roles of one notice */ };

/* https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
static const struct {
	int bit;
	const char *name;
} powers[] = {
	{ ADMINISTRATOR, N_("Administrator") },
	{ 5, N_("Manage Server") },
	{ 28, N_("Manage Roles") },
	{ 4, N_("Manage Channels") },
	{ 29, N_("Manage Webhooks") },
	{ 13, N_("Manage Messages") },
	{ 34, N_("Manage Threads") },
	{ 33, N_("Manage Events") },
	{ 27, N_("Manage Nicknames") },
	{ 30, N_("Manage Expressions") },
	{ 2, N_("Ban Members") },
	{ 1, N_("Kick Members") },
	{ 40, N_("Timeout Members") },
	{ 17, N_("Mention Everyone") },
	{ 7, N_("View Audit Log") },
	{ 24, N_("Move Members") },
	{ 22, N_("Mute Members") },
	{ 23, N_("Deafen Members") },
	{ 19, N_("View Server Insights") },
	{ 41, N_("View Server Subscription Insights") },
};

/* What everyone has makes nobody more powerful; an administrator has everything. */
uint64_t role_powers(uint64_t permissions, uint64_t of_everyone)
{
	uint64_t found = 0;
	if (of_everyone & UINT64_C(1) << ADMINISTRATOR)
		return 0;
	for (size_t i = 0; i < sizeof powers / sizeof *powers; i++)
		found |= UINT64_C(1) << powers[i].bit;
	return found & permissions & ~of_everyone;
}

static uint64_t powers_of(const struct guild *guild, const struct role *role)
{
	const struct role *everyone = guild_role(guild, guild->guild_id);
	return role_powers(role->permissions, everyone ? everyone->permissions : 0);
}

bool too_powerful(const struct books *books, const struct guild *guild, const struct role *role)
{
	if (books->rules < RULES_STRICT)
		return false;
	return powers_of(guild, role);
}

const char *power_names(struct verb_context *context, const struct role *role)
{
	struct buf list = { 0 };
	uint64_t found = powers_of(context->guild, role);
	if (found & UINT64_C(1) << ADMINISTRATOR)
		return tr(context->command->lang, powers[0].name); /* which is all of them */
	for (size_t i = 0; i < sizeof powers / sizeof *powers; i++)
		if (found & UINT64_C(1) << powers[i].bit)
			buf_printf(&list, "%s%s", list.length ? ", " : "",
				   tr(context->command->lang, powers[i].name));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

const char *grant_line(struct verb_context *context, const struct role *role)
{
	return line_to_type(
		context, VERB_ROLE_GRANT,
		arena_printf(&context->books->chunk, "@ana %s", typed_role(context, role)));
}

bool refuse_powerful(struct verb_context *context, const struct role *role)
{
	bool administrator = role->permissions & UINT64_C(1) << ADMINISTRATOR;
	if (too_powerful(context->books, context->guild, role)) {
		context_refuse(context, "role_too_powerful",
			       N_("%s gives power over others on Discord (%s); nobody may take "
				  "that by "
				  "themselves, the owner gives it: %s."),
			       role_label(context, role->role_id), power_names(context, role),
			       grant_line(context, role));
		return true;
	}
	if (strict_rules(context) || !administrator)
		return false;
	context_refuse(context, "role_too_powerful",
		       N_("%s gives more than a member's rights here or on Discord; nobody may "
			  "take that "
			  "by themselves, an admin gives it: %s."),
		       role_label(context, role->role_id), grant_line(context, role));
	return true;
}

/* An admin of these books need not be one on Discord. */
bool refuse_powerful_grant(struct verb_context *context, const struct role *role)
{
	const struct author *author = &context->command->author;
	bool owner = author->owner || author->id == context->guild->owner_id;
	if (!context->author || owner || !too_powerful(context->books, context->guild, role))
		return false;
	context_refuse(context, "role_too_powerful",
		       N_("%s gives power over others on Discord (%s). Only the owner of this "
			  "community "
			  "gives it, or the operator (gl-command)."),
		       role_label(context, role->role_id), power_names(context, role));
	return true;
}

uint64_t granted_role(const struct guild *guild)
{
	return guild_setting_id(guild, SETTING_REGISTRATION_GRANTS);
}

/* Whether the list "1 2" holds the number. */
static bool lists(const char *list, const char *number)
{
	size_t length = strlen(number);
	for (const char *at = list; *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == length && memcmp(at, number, length) == 0)
			return true;
	return false;
}

void tell_admins(struct books *books, struct guild *guild, const char *lines)
{
	uint64_t channel_id = report_channel(guild);
	struct delivery_row *row =
		add_delivery(books, guild, channel_id ? DELIVER_POST : DELIVER_DM, guild->next_seq);
	*(channel_id ? &row->channel_id : &row->user_id) =
		channel_id ? channel_id : guild->owner_id;
	row->content = arena_strdup(&books->chunk, lines);
}

bool comes_by_itself(const struct guild *guild, const struct role *role)
{
	return role->group || role->role_id == granted_role(guild);
}

bool review_roles(struct books *books, struct guild *guild)
{
	struct verb_context context = system_context(books, guild, guild->lang, NULL, 0, NULL);
	const char *before = guild_setting_text(guild, SETTING_ROLES_WITHDRAWN);
	struct buf now = { 0 }, lines = { 0 };
	int fresh = 0;
	for (const struct role *role = guild_roles(guild); role; role = role->next) {
		if (!comes_by_itself(guild, role) || !too_powerful(books, guild, role))
			continue;
		const char *number = arena_printf(&books->chunk, "%ju", role->role_id);
		buf_printf(&now, "%s%s", now.length ? " " : "", number);
		if (!lists(before, number) && fresh++ < MOST_NAMED)
			buf_printf(
				&lines,
				tr(guild->lang, N_("%s gives power over others on Discord (%s), "
						   "so members can no longer take it here, nor "
						   "get it by registering. Nobody loses it. "
						   "%s ends the offer; the owner still gives "
						   "it with %s.\n")),
				role_label(&context, role->role_id), power_names(&context, role),
				line_to_type(&context, VERB_ROLE_DENY, typed_role(&context, role)),
				grant_line(&context, role));
	}
	bool changed = strcmp(before, buf_string(&now)) != 0;
	if (fresh > MOST_NAMED)
		buf_printf(&lines,
			   trn(guild->lang, "So does %d more: %s shows all.\n",
			       "So do %d more: %s shows all.\n",
			       (unsigned long)(fresh - MOST_NAMED)),
			   fresh - MOST_NAMED, line_to_type(&context, VERB_ROLE_LIST, ""));
	if (changed)
		guild_set(books, guild, SETTING_ROLES_WITHDRAWN, buf_string(&now));
	if (fresh)
		tell_admins(books, guild, buf_string(&lines));
	buf_free(&now);
	buf_free(&lines);
	return changed;
}
