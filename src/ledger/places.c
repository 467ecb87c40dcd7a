/* Which channels a setting may name. */
#include <string.h>

#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

/* As Discord's client names them, in the order of enum channel_lack. */
static const char *const lack_words[LACKS_COUNT] = {
	N_("View Channel"),         N_("Send Messages"), N_("Send Messages in Threads"),
	N_("Read Message History"), N_("Attach Files"),  N_("Connect"),
};

static const char *lacking_words(struct verb_context *context, unsigned lacks)
{
	struct buf list = { 0 };
	for (unsigned i = 0; i < LACKS_COUNT; i++)
		if (lacks & 1U << i && lack_words[i])
			buf_printf(&list, "%s%s", list.length ? ", " : "",
				   tr(context->command->lang, lack_words[i]));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

static bool kind_fits(struct verb_context *context, const struct channel_fact *fact,
		      const char *channel, bool read)
{
	const struct guild *guild = context->guild;
	bool threads = guild_setting_bool(guild, SETTING_THREADS);
	switch (channel_kind(fact->type)) {
	case CHANNEL_WITHOUT_MESSAGES:
		context_refuse(context, "channel_kind",
			       N_("Nobody can write in %s: it is a category, or something like it. "
				  "Choose "
				  "a text channel."),
			       channel);
		return false;
	case CHANNEL_OF_THREADS:
		if (read && threads)
			return true;
		if (read)
			context_refuse(context, "channel_kind",
				       N_("%s is a forum: people write in its posts, which are "
					  "threads. "
					  "Turn threads on first: `!config threads on`"),
				       channel);
		else
			context_refuse(context, "channel_kind",
				       N_("%s is a forum: it has posts, but no messages of its "
					  "own. Choose "
					  "a text channel."),
				       channel);
		return false;
	default: return true;
	}
}

bool place_fits(struct verb_context *context, uint64_t channel_id, bool read)
{
	const struct channel_fact *fact = command_channel(context->command, channel_id);
	const char *channel = arena_printf(&context->books->chunk, "<#%ju>", channel_id);
	if (!fact || !strict_rules(context))
		return true;
	unsigned needed = LACKS_VIEW | LACKS_CONNECT | LACKS_SEND | LACKS_SEND_IN_THREADS |
			  (read ? LACKS_HISTORY : LACKS_FILES);
	if (fact->state == CHANNEL_UNKNOWN)
		context_refuse(context, "channel_unknown",
			       N_("Discord did not say what %s is, so nothing was changed. Try "
				  "again "
				  "later."),
			       channel);
	else if (fact->state == CHANNEL_UNSEEN)
		context_refuse(
			context, "channel_unseen",
			N_("%s is no channel of this community that the bot can see. Choose one of "
			   "its channels, and not a thread; if it is hidden from the bot, give the "
			   "bot's role View Channel there first."),
			channel);
	else if (fact->guild_id != context->guild->guild_id)
		context_refuse(context, "channel_elsewhere",
			       N_("%s belongs to another community. Choose a channel of this one."),
			       channel);
	else if (!kind_fits(context, fact, channel, read))
		return false;
	else if (fact->lacks & LACKS_VIEW)
		context_refuse(context, "channel_hidden",
			       N_("%s is hidden from the bot. Give the bot's role View Channel "
				  "there (the "
				  "channel's settings, Permissions), then try again."),
			       channel);
	else if (fact->lacks & LACKS_TIME)
		context_refuse(context, "bot_timed_out",
			       N_("The bot is timed out in this community: it can neither write "
				  "nor assign "
				  "roles. A moderator ends that in the member list (Remove "
				  "Timeout); then "
				  "try again."));
	else if (fact->lacks & needed)
		context_refuse(context, "channel_permissions",
			       N_("The bot is missing permissions in %s: %s. Give them to its role "
				  "(the "
				  "channel's settings, Permissions), then try again."),
			       channel, lacking_words(context, fact->lacks & needed));
	else
		return true;
	return false;
}
