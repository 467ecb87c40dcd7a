/* A guild's questions: is the bot in it, may it assign the roles, may it read and answer in the
 * channels. */
#include "discord/checkup_state.h"

#include "base/unicode.h"
#include "discord/invite.h"
#include "discord/permissions.h"

enum {
	CATEGORY = 4
}; /* https://discord.com/developers/docs/resources/channel#channel-object-channel-types */

struct guild_checkup {
	struct checkup *checkup;
	const struct expected_guild *guild;
	struct standing standing;
	struct arena arena;
};

static const cJSON *channel_listed(const cJSON *list, uint64_t channel_id)
{
	const cJSON *channel;
	uint64_t id;
	cJSON_ArrayForEach(channel, list) if (json_id(channel, "id", &id) &&
					      id == channel_id) return channel;
	return NULL;
}

/* What is wrong with the kind of a channel; NULL: nothing. THREADS: those of it are read. */
static const char *fault_of_kind(const cJSON *listed, bool read, bool threads, const char **fix)
{
	enum channel_kind kind = channel_kind(json_integer(listed, "type", 0));
	if (kind == CHANNEL_WITHOUT_MESSAGES || (kind == CHANNEL_OF_THREADS && !read)) {
		*fix = read ? N_("choose a text channel, and write `config channel #channel off` "
				 "for this one")
			    : N_("choose a text channel: `config report.channel #channel`");
		return json_integer(listed, "type", 0) == CATEGORY
			       ? N_("it is a category, which only groups channels: nobody can "
				    "write messages there")
			       : N_("nobody can write messages there: it is a forum, or something "
				    "like it");
	}
	*fix = N_("write `config threads on`, or choose a text channel");
	return kind == CHANNEL_OF_THREADS && !threads
		       ? N_("it is a forum: people write in its posts, which are threads, and "
			    "threads are not read")
		       : NULL;
}

/* Without that permission answers go as text, so it is no fault. */
static bool shows_embeds(const struct standing *standing, const cJSON *channel)
{
	return standing_in_channel(standing, channel) & PERMISSION_EMBED_LINKS;
}

/* Where sheets and posts go. gl-send posts nothing to another guild's channel. */
static void check_report_channel(struct guild_checkup *guild, const cJSON *channels)
{
	struct checkup *checkup = guild->checkup;
	uint64_t channel_id = guild->guild->report_channel;
	const cJSON *listed = channel_listed(channels, channel_id);
	struct buf missing = { 0 };
	const char *fix, *fault = listed ? fault_of_kind(listed, false, false, &fix) : NULL;
	struct standing standing = guild->standing;
	standing.timed_out = false;
	uint64_t lacking =
		listed ? permissions_lacking(&standing, listed) & ~PERMISSION_READ_MESSAGE_HISTORY
		       : 0;
	permissions_name(&missing, lacking, checkup->expected->lang);
	if (!channel_id)
		return;
	if (!listed)
		checkup_find(checkup, SEVERITY_BROKEN, "report.channel",
			     checkup_words(checkup, N_("choose a channel of this guild: `config "
						       "report.channel #channel`; or give the "
						       "bot's role View Channel there")),
			     N_("channel %ju is gone, hidden from the bot, or another guild's: "
				"sheets and posts do not arrive"),
			     channel_id);
	else if (fault)
		checkup_find(checkup, SEVERITY_BROKEN, "report.channel",
			     checkup_words(checkup, fix), "%s", checkup_words(checkup, fault));
	else if (lacking)
		checkup_find(checkup, SEVERITY_BROKEN, "report.channel",
			     checkup_words(checkup, N_("the channel's settings, Permissions: allow "
						       "the bot's role these")),
			     N_("the bot lacks there: %s"), buf_string(&missing));
	else if (!guild->standing.timed_out || guild->standing.everything)
		checkup_find(checkup, SEVERITY_OK, "report.channel", NULL,
			     shows_embeds(&standing, listed)
				     ? N_("sheets and posts can be written there")
				     : N_("sheets and posts can be written there, as plain text: "
					  "the bot's role lacks Embed Links"));
	buf_free(&missing);
}

static void check_channel(struct guild_checkup *guild, const cJSON *listed,
			  const struct channel_record *channel)
{
	uint64_t channel_id = channel->channel_id;
	const char *fix,
		*fault = listed ? fault_of_kind(listed, true, channel->threads_since, &fix) : NULL;
	struct checkup *checkup = guild->checkup;
	struct buf subject = { 0 }, missing = { 0 };
	const char *name = json_text(listed, "name");
	buf_text(&subject, "#");
	text_clean(&subject, name ? name : "");
	if (!name)
		buf_printf(&subject, "%ju", channel_id);
	struct standing standing = guild->standing;
	standing.timed_out = false; /* that is a line of its own, with its fix */
	uint64_t lacking = listed ? permissions_lacking(&standing, listed) : 0;
	permissions_name(&missing, lacking, checkup->expected->lang);
	if (!listed)
		checkup_find(checkup, SEVERITY_BROKEN, buf_string(&subject),
			     checkup_words(checkup, N_("give the bot's role View Channel there, or "
						       "write `config channel #channel off`")),
			     N_("the channel is gone, or hidden from the bot"));
	else if (fault)
		checkup_find(checkup, SEVERITY_BROKEN, buf_string(&subject),
			     checkup_words(checkup, fix), "%s", checkup_words(checkup, fault));
	else if (lacking)
		checkup_find(checkup, SEVERITY_BROKEN, buf_string(&subject),
			     checkup_words(checkup, N_("the channel's settings, Permissions: allow "
						       "the bot's role these")),
			     N_("the bot lacks there: %s"), buf_string(&missing));
	else if (!guild->standing.timed_out || guild->standing.everything)
		checkup_find(checkup, SEVERITY_OK, buf_string(&subject), NULL,
			     shows_embeds(&standing, listed)
				     ? N_("the bot may read and answer there")
				     : N_("the bot may read and answer there, as plain text: its "
					  "role lacks Embed Links"));
	buf_free(&subject);
	buf_free(&missing);
}

static void take_channels(void *context, const struct answer *answer)
{
	struct guild_checkup *guild = context;
	const struct expectations *expected = guild->checkup->expected;
	size_t found = 0;
	if (answer->status != ANSWER_OK) {
		checkup_find_refusal(guild->checkup, checkup_words(guild->checkup, N_("channels")),
				     answer);
		return;
	}
	for (size_t i = 0; i < expected->channel_count; i++)
		if (expected->channels[i].guild_id == guild->guild->guild_id &&
		    !expected->channels[i].thread) {
			check_channel(
				guild,
				channel_listed(answer->json, expected->channels[i].channel_id),
				&expected->channels[i]);
			found++;
		}
	check_report_channel(guild, answer->json);
	if (!found)
		checkup_find(guild->checkup, SEVERITY_BROKEN,
			     checkup_words(guild->checkup, N_("channels")),
			     checkup_words(guild->checkup, N_("gl-command config channel '<#ID>' "
							      "on | gl-apply")),
			     N_("no channel of guild %ju is read"), guild->guild->guild_id);
}

static bool is_handed_out(const struct expectations *expected, uint64_t role_id)
{
	for (size_t i = 0; i < expected->handed_out_count; i++)
		if (expected->handed_out_roles[i] == role_id)
			return true;
	return false;
}

static void check_roles(struct guild_checkup *guild, const cJSON *json)
{
	struct checkup *checkup = guild->checkup;
	struct buf above = { 0 };
	const cJSON *role;
	cJSON_ArrayForEach(role, json_get(json, "roles"))
	{
		uint64_t id = 0;
		const char *name = json_text(role, "name");
		if (!json_id(role, "id", &id) || !is_handed_out(checkup->expected, id) ||
		    standing_above(&guild->standing, json_integer(role, "position", 0), id))
			continue;
		buf_text(&above, above.length ? ", " : "");
		text_clean(&above, name ? name : "?");
	}
	bool may =
		guild->standing.everything || guild->standing.permissions & PERMISSION_MANAGE_ROLES;
	if (above.length)
		checkup_find(checkup, SEVERITY_BROKEN, checkup_words(checkup, N_("role order")),
			     checkup_words(checkup, N_("server settings, Roles: drag the bot's own "
						       "role above them")),
			     N_("the bot cannot assign %s: they are not below its own role"),
			     buf_string(&above));
	else if (!may)
		checkup_find(checkup,
			     guild->guild->hands_out_roles ? SEVERITY_BROKEN : SEVERITY_WARNING,
			     checkup_words(checkup, N_("role order")),
			     checkup_words(checkup, N_("invite the bot again by gl-doctor "
						       "--invite, or allow its role Manage Roles")),
			     N_("the bot may not assign roles: Manage Roles is missing"));
	else
		checkup_find(checkup, SEVERITY_OK, checkup_words(checkup, N_("role order")), NULL,
			     N_("the bot's role is above every role that it assigns"));
	buf_free(&above);
}

static void take_guild(void *context, const struct answer *answer)
{
	struct guild_checkup *guild = context;
	struct checkup *checkup = guild->checkup;
	struct buf clean = { 0 };
	const char *name = json_text(answer->json, "name");
	if (answer->status == ANSWER_OK && !guild_is_whole(answer->json)) {
		checkup_find(checkup, SEVERITY_WARNING, checkup_words(checkup, N_("guild")),
			     checkup_words(checkup, N_("try again in a minute")),
			     N_("Discord's answer on guild %ju is incomplete, so it was not used"),
			     guild->guild->guild_id);
		return;
	}
	if (answer->status != ANSWER_OK) {
		checkup_find_refusal(checkup, checkup_words(checkup, N_("guild")), answer);
		return;
	}
	standing_read_guild(answer->json, &guild->standing);
	text_clean(&clean, name);
	checkup_find(checkup, SEVERITY_OK, checkup_words(checkup, N_("guild")), NULL,
		     N_("%s (%ju): the bot is a member"), buf_string(&clean),
		     guild->guild->guild_id);
	if (guild->standing.timed_out && !guild->standing.everything)
		checkup_find(checkup, SEVERITY_BROKEN, checkup_words(checkup, N_("time-out")),
			     checkup_words(checkup, N_("an admin right-clicks the bot in the "
						       "member list: Remove Timeout")),
			     N_("the bot is timed out: it can neither answer nor assign roles "
				"until that ends"));
	if (guild->guild->blank)
		checkup_find(checkup, SEVERITY_BROKEN, checkup_words(checkup, N_("blank messages")),
			     checkup_words(checkup, N_("developer portal, the application, Bot: "
						       "switch the Message Content intent off and "
						       "on again; or `config reading mentions`")),
			     N_("messages came without their content when the channels were read "
				"last; they wait until Discord gives it"));
	if (guild->standing.permissions & PERMISSION_ADMINISTRATOR)
		checkup_find(checkup, SEVERITY_WARNING, checkup_words(checkup, N_("administrator")),
			     checkup_words(checkup, N_("take Administrator from the bot's role: it "
						       "needs far less")),
			     N_("the bot may do everything in this guild"));
	check_roles(guild, answer->json);
	discord_call(
		checkup->discord,
		&(struct route){ .id = ROUTE_GUILD_CHANNELS, .ids = { guild->guild->guild_id } },
		NULL, true, take_channels, guild);
	buf_free(&clean);
}

static void take_member(void *context, const struct answer *answer)
{
	struct guild_checkup *guild = context;
	struct checkup *checkup = guild->checkup;
	struct buf link = { 0 };
	invite_link(&link, checkup->application_id, guild->guild->guild_id);
	if (answer->http == 403 || answer->http == 404) {
		checkup_find(checkup, SEVERITY_BROKEN, checkup_words(checkup, N_("guild")),
			     buf_string(&link),
			     N_("the bot is not in guild %ju: an admin of it opens this link"),
			     guild->guild->guild_id);
	} else if (answer->status != ANSWER_OK) {
		checkup_find_refusal(checkup, checkup_words(checkup, N_("guild")), answer);
	} else {
		standing_read_member(&guild->arena, answer->json, checkup->bot_id,
				     discord_now(checkup->discord), &guild->standing);
		discord_call(
			checkup->discord,
			&(struct route){ .id = ROUTE_GUILD, .ids = { guild->guild->guild_id } },
			NULL, true, take_guild, guild);
	}
	buf_free(&link);
}

void checkup_guild(struct checkup *checkup, const struct expected_guild *expected)
{
	struct guild_checkup guild = { .checkup = checkup, .guild = expected };
	struct route route = { .id = ROUTE_MEMBER, .ids = { expected->guild_id, checkup->bot_id } };
	discord_call(checkup->discord, &route, NULL, true, take_member, &guild);
	discord_run(checkup->discord);
	arena_free(&guild.arena);
}
