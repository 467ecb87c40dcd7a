/* Looking at the bot from Discord's side: token, intents, guilds, channels, roles, clock. Asks;
 * changes nothing. */
#ifndef DISCORD_CHECKUP_H
#define DISCORD_CHECKUP_H

#include "base/i18n.h"
#include "discord/discord.h"
#include "record/record.h"

enum severity { SEVERITY_OK, SEVERITY_WARNING, SEVERITY_BROKEN };
/* One thing looked at. FIX says what to do; NULL when nothing is wrong. Texts last until the
 * callback returns. */
typedef void finding_callback(void *context, enum severity severity, const char *subject,
			      const char *text, const char *fix);

struct expected_guild {
	uint64_t guild_id;
	uint64_t report_channel; /* where sheets and posts go; 0: no channel is named */
	bool hands_out_roles;
	bool blank; /* its messages came without content when it was read last */
};
struct expectations {
	enum lang lang;
	const struct expected_guild *guilds;
	size_t guild_count;
	const struct channel_record *channels; /* those to read, of all guilds */
	size_t channel_count;
	const uint64_t *handed_out_roles; /* the bot must be able to give and take these */
	size_t handed_out_count;
	/* what is configured of interactions; no address: nothing is looked at */
	const char *endpoint_url, *public_key;
};

/* Asks Discord and tells each finding. Returns the worst severity. */
enum severity checkup_run(struct discord *discord, const struct expectations *expected,
			  finding_callback *tell, void *context);

#endif
