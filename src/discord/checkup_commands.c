/* A guild's slash commands, as gl-commands registers them. */
#include "base/unicode.h"
#include "discord/checkup_state.h"
#include "discord/commands.h"

static const char *subject_of(const struct checkup *checkup)
{
	return checkup_words(checkup, N_("slash commands"));
}

/* Commands of another version, or of another program: their names are hostile text. */
static void find_unknown(struct checkup *checkup, uint64_t guild_id, const char *names)
{
	struct buf clean = { 0 }, fix = { 0 };
	text_clean(&clean, names);
	buf_printf(&fix,
		   tr(checkup->expected->lang,
		      N_("gl-commands --guild %ju --force removes them, with what admins allowed "
			 "for them; or leave them, if another program answers them")),
		   guild_id);
	checkup_find(checkup, SEVERITY_WARNING, subject_of(checkup), buf_string(&fix),
		     N_("registered, but not of this version: %s"), buf_string(&clean));
	buf_free(&clean);
	buf_free(&fix);
}

static void tell_commands(void *context, uint64_t guild_id, enum command_sync result,
			  const struct command_changes *changes)
{
	struct checkup *checkup = context;
	struct buf fix = { 0 };
	buf_printf(&fix,
		   tr(checkup->expected->lang, N_("gl-commands --guild %ju; where Discord refuses "
						  "it, invite the bot again by gl-doctor "
						  "--invite")),
		   guild_id);
	if (result == COMMANDS_SAME)
		checkup_find(checkup, SEVERITY_OK, subject_of(checkup), NULL,
			     N_("registered, as this version has them"));
	else if (result == COMMANDS_DIFFER)
		checkup_find(checkup, SEVERITY_WARNING, subject_of(checkup), buf_string(&fix),
			     N_("missing: %zu; out of date: %zu"), changes->added_count,
			     changes->changed_count);
	else
		checkup_find(checkup, SEVERITY_WARNING, subject_of(checkup), buf_string(&fix),
			     N_("Discord does not list them for guild %ju"), guild_id);
	if (changes->unknown_count)
		find_unknown(checkup, guild_id, changes->unknown);
	buf_free(&fix);
}

void checkup_commands(struct checkup *checkup, uint64_t guild_id)
{
	struct commands_order look = { .write = false, .remove = false };
	if (checkup->has_endpoint)
		commands_sync(checkup->discord, checkup->application_id, &guild_id, 1, &look,
			      tell_commands, checkup);
}
