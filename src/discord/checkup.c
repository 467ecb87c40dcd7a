/* The questions of gl-doctor to Discord, and what the answers mean. */
#include "discord/checkup.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "discord/permissions.h"
#include "discord/refusal.h"

enum {
	CATEGORY = 4
}; /* https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
enum { CLOCK_DRIFT_MS = 5000, CLOCK_BROKEN_MS = 60000 };
/* Either bit:
 * https://discord.com/developers/docs/resources/application#application-object-application-flags */
#define FLAG_GUILD_MEMBERS (INT64_C(3) << 14)
#define FLAG_MESSAGE_CONTENT (INT64_C(3) << 18)

struct checkup {
	struct discord *discord;
	const struct expectations *expected;
	finding_callback *tell;
	void *context;
	enum severity worst;
	uint64_t bot_id, application_id;
};
struct guild_checkup {
	struct checkup *checkup;
	const struct expected_guild *guild;
	struct standing standing;
	struct arena arena;
};

static const char *words(const struct checkup *checkup, const char *message)
{
	return tr(checkup->expected->lang, message);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* tr() keeps the literal's arguments; msgfmt \
							--check holds the translation to them */
__attribute__((format(printf, 5, 6))) static void find(struct checkup *checkup,
						       enum severity severity, const char *subject,
						       const char *fix, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, words(checkup, format), args);
	va_end(args);
	checkup->tell(checkup->context, severity, subject, buf_string(&text), fix);
	if (severity > checkup->worst)
		checkup->worst = severity;
	buf_free(&text);
}
#pragma GCC diagnostic pop

void invite_link(struct buf *out, uint64_t application_id, uint64_t guild_id)
{
	buf_printf(out,
		   "https://discord.com/oauth2/authorize?client_id=%llu&scope=bot&permissions=%llu",
		   (unsigned long long)application_id, (unsigned long long)PERMISSIONS_WANTED);
	if (guild_id)
		buf_printf(out, "&guild_id=%llu&disable_guild_select=true",
			   (unsigned long long)guild_id);
}

/* Whether this machine has a way out at all. Nothing is sent: an address for documentation (RFC
 * 5737, RFC 3849) is looked for in the routes. */
static bool has_network(void)
{
	const struct sockaddr_in four = { .sin_family = AF_INET,
					  .sin_port = htons(443),
					  .sin_addr.s_addr = htonl(0xc0000201) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(443) };
	int fds[] = { socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0),
		      socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0) };
	inet_pton(AF_INET6, "2001:db8::1", &six.sin6_addr);
	bool found =
		(fds[0] >= 0 &&
		 connect(fds[0], (const struct sockaddr *)&four, sizeof four) == 0) ||
		(fds[1] >= 0 && connect(fds[1], (const struct sockaddr *)&six, sizeof six) == 0);
	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return found;
}

static bool is_here(const char *host)
{
	return strncmp(host, "127.", 4) == 0 || strcmp(host, "localhost") == 0;
}

/* The network between this machine and Discord: one line, whatever was asked for. */
static void find_trouble(struct checkup *checkup, const struct answer *answer)
{
	const char *api = discord_api(checkup->discord), *start = strstr(api, "://"),
		   *subject = words(checkup, N_("network"));
	char host[256];
	struct buf fix = { 0 };
	start = start ? start + 3 : api;
	snprintf(host, sizeof host, "%.*s", (int)strcspn(start, "/:"), start);
	if (answer->trouble <= TROUBLE_TIME && !is_here(host) && !has_network()) {
		find(checkup, SEVERITY_BROKEN, subject,
		     words(checkup, N_("connect it to the internet; `ip route` must show a line "
				       "that begins with default")),
		     N_("this machine has no network"));
	} else if (answer->trouble == TROUBLE_NAME) {
		buf_printf(&fix,
			   tr(checkup->expected->lang, N_("`getent hosts %s` must print an "
							  "address; the servers that are asked are "
							  "in /etc/resolv.conf")),
			   host);
		find(checkup, SEVERITY_BROKEN, subject, buf_string(&fix),
		     N_("no DNS: the name %s cannot be looked up"), host);
	} else if (answer->trouble == TROUBLE_PROXY) {
		find(checkup, SEVERITY_BROKEN, subject,
		     words(checkup, N_("correct the proxy's name in https_proxy")),
		     N_("no DNS: the proxy's name cannot be looked up"));
	} else if (answer->trouble == TROUBLE_CONNECT || answer->trouble == TROUBLE_TIME) {
		buf_printf(&fix,
			   tr(checkup->expected->lang, N_("look at the firewall, at `curl -sI "
							  "%.*s`, and at "
							  "https://discordstatus.com")),
			   (int)(start - api) + (int)strcspn(start, "/"), api);
		find(checkup, SEVERITY_BROKEN, subject, buf_string(&fix),
		     answer->trouble == TROUBLE_TIME
			     ? N_("%s does not answer in time")
			     : N_("%s or a firewall on the way refuses the connection"),
		     host);
	} else if (answer->trouble == TROUBLE_TRUST) {
		find(checkup, SEVERITY_BROKEN, subject,
		     words(checkup, N_("install ca-certificates and look at the clock; where a "
				       "proxy reads TLS, name its certificate in GL_CA_FILE")),
		     N_("the certificate of %s is not trusted"), host);
	} else {
		find(checkup, SEVERITY_BROKEN, subject,
		     words(checkup, N_("try again; if it lasts, look at the network of this "
				       "machine")),
		     N_("Discord does not answer well: %d %s"), answer->http, answer->message);
	}
	buf_free(&fix);
}

static void find_refusal(struct checkup *checkup, const char *subject, const struct answer *answer)
{
	if (answer->trouble) {
		find_trouble(checkup, answer);
		return;
	}
	const char *fix = refusal_fix(answer->http, answer->code);
	find(checkup, SEVERITY_BROKEN, subject,
	     *fix ? words(checkup, fix)
		  : words(checkup, N_("try again; if it lasts, look at the network of this "
				      "machine")),
	     N_("Discord does not answer well: %d %s"), answer->http, answer->message);
}

static void check_clock(struct checkup *checkup, const struct answer *answer)
{
	int64_t drift = answer->date_ms ? instant_now() - answer->date_ms : 0,
		size = drift < 0 ? -drift : drift;
	enum severity severity = size > CLOCK_BROKEN_MS  ? SEVERITY_BROKEN
				 : size > CLOCK_DRIFT_MS ? SEVERITY_WARNING
							 : SEVERITY_OK;
	find(checkup, severity, words(checkup, N_("clock")),
	     severity ? words(checkup, N_("let this machine keep time: timedatectl set-ntp true"))
		      : NULL,
	     severity ? N_("this machine's clock is %lld s away from Discord's")
		      : N_("agrees with Discord's (%lld s)"),
	     (long long)(drift / 1000));
}

static void take_bot(void *context, const struct answer *answer)
{
	struct checkup *checkup = context;
	const char *name = json_text(answer->json, "username");
	struct buf clean = { 0 };
	if (answer->http == 401) {
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("token")),
		     words(checkup, refusal_fix(401, 0)), N_("Discord does not accept it"));
		return;
	}
	if (answer->status != ANSWER_OK || !json_id(answer->json, "id", &checkup->bot_id)) {
		find_refusal(checkup, words(checkup, N_("token")), answer);
		return;
	}
	text_clean(&clean, name ? name : "?");
	find(checkup, SEVERITY_OK, words(checkup, N_("token")), NULL,
	     N_("belongs to the bot %s (%llu)"), buf_string(&clean),
	     (unsigned long long)checkup->bot_id);
	check_clock(checkup, answer);
	buf_free(&clean);
}

static bool all_mentions_only(const struct expectations *expected)
{
	for (size_t i = 0; i < expected->channel_count; i++)
		if (!expected->channels[i].mentions_only)
			return false;
	return expected->channel_count;
}

static void check_intents(struct checkup *checkup, int64_t flags)
{
	const char *where = words(checkup, N_("developer portal, the application, Bot, Privileged "
					      "Gateway Intents"));
	if (flags & FLAG_MESSAGE_CONTENT)
		find(checkup, SEVERITY_OK, words(checkup, N_("message content")), NULL,
		     N_("the intent is on: the bot reads what members write"));
	else if (all_mentions_only(checkup->expected))
		find(checkup, SEVERITY_OK, words(checkup, N_("message content")), NULL,
		     N_("the intent is off, and the guild reads mentions only: members begin with "
			"a mention of the bot"));
	else
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("message content")), where,
		     N_("the intent is off: messages come blank. Switch it on, or set `config "
			"reading mentions`"));
	if (flags & FLAG_GUILD_MEMBERS)
		find(checkup, SEVERITY_OK, words(checkup, N_("server members")), NULL,
		     N_("the intent is on: the roster comes by pages"));
	else
		find(checkup, SEVERITY_WARNING, words(checkup, N_("server members")), where,
		     N_("the intent is off: known members are asked for one by one, others stay "
			"unknown until they write"));
}

static void take_application(void *context, const struct answer *answer)
{
	struct checkup *checkup = context;
	if (answer->status != ANSWER_OK || !json_id(answer->json, "id", &checkup->application_id)) {
		find_refusal(checkup, words(checkup, N_("application")), answer);
		return;
	}
	check_intents(checkup, json_integer(answer->json, "flags", 0));
	if (json_true(answer->json, "bot_public"))
		find(checkup, SEVERITY_WARNING, words(checkup, N_("public bot")),
		     words(checkup, N_("developer portal, the application, Bot: untick Public "
				       "Bot")),
		     N_("anybody can add the bot to a guild of theirs"));
	if (json_true(answer->json, "bot_require_code_grant"))
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("code grant")),
		     words(checkup, N_("developer portal, the application, Bot: untick Requires "
				       "OAuth2 Code Grant")),
		     N_("the invite link cannot work while a code grant is required"));
}

static void take_application_id(void *context, const struct answer *answer)
{
	if (answer->status == ANSWER_OK)
		json_id(answer->json, "id", context);
}

uint64_t checkup_application(struct discord *discord)
{
	uint64_t id = 0;
	discord_call(discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_application_id, &id);
	discord_run(discord);
	return id;
}

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
		find(checkup, SEVERITY_BROKEN, "report.channel",
		     words(checkup, N_("choose a channel of this guild: `config report.channel "
				       "#channel`; or give the bot's role View Channel there")),
		     N_("channel %llu is gone, hidden from the bot, or another guild's: sheets and "
			"posts do not arrive"),
		     (unsigned long long)channel_id);
	else if (fault)
		find(checkup, SEVERITY_BROKEN, "report.channel", words(checkup, fix), "%s",
		     words(checkup, fault));
	else if (lacking)
		find(checkup, SEVERITY_BROKEN, "report.channel",
		     words(checkup, N_("the channel's settings, Permissions: allow the bot's role "
				       "these")),
		     N_("the bot lacks there: %s"), buf_string(&missing));
	else if (!guild->standing.timed_out || guild->standing.everything)
		find(checkup, SEVERITY_OK, "report.channel", NULL,
		     N_("sheets and posts can be written there"));
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
		buf_printf(&subject, "%llu", (unsigned long long)channel_id);
	struct standing standing = guild->standing;
	standing.timed_out = false; /* that is a line of its own, with its fix */
	uint64_t lacking = listed ? permissions_lacking(&standing, listed) : 0;
	permissions_name(&missing, lacking, checkup->expected->lang);
	if (!listed)
		find(checkup, SEVERITY_BROKEN, buf_string(&subject),
		     words(checkup, N_("give the bot's role View Channel there, or write `config "
				       "channel #channel off`")),
		     N_("the channel is gone, or hidden from the bot"));
	else if (fault)
		find(checkup, SEVERITY_BROKEN, buf_string(&subject), words(checkup, fix), "%s",
		     words(checkup, fault));
	else if (lacking)
		find(checkup, SEVERITY_BROKEN, buf_string(&subject),
		     words(checkup, N_("the channel's settings, Permissions: allow the bot's role "
				       "these")),
		     N_("the bot lacks there: %s"), buf_string(&missing));
	else if (!guild->standing.timed_out || guild->standing.everything)
		find(checkup, SEVERITY_OK, buf_string(&subject), NULL,
		     N_("the bot may read and answer there"));
	buf_free(&subject);
	buf_free(&missing);
}

static void take_channels(void *context, const struct answer *answer)
{
	struct guild_checkup *guild = context;
	const struct expectations *expected = guild->checkup->expected;
	size_t found = 0;
	if (answer->status != ANSWER_OK) {
		find_refusal(guild->checkup, words(guild->checkup, N_("channels")), answer);
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
		find(guild->checkup, SEVERITY_BROKEN, words(guild->checkup, N_("channels")),
		     words(guild->checkup, N_("gl-command config channel '<#ID>' on | gl-apply")),
		     N_("no channel of guild %llu is read"),
		     (unsigned long long)guild->guild->guild_id);
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
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("role order")),
		     words(checkup, N_("server settings, Roles: drag the bot's own role above "
				       "them")),
		     N_("the bot cannot assign %s: they are not below its own role"),
		     buf_string(&above));
	else if (!may)
		find(checkup, guild->guild->hands_out_roles ? SEVERITY_BROKEN : SEVERITY_WARNING,
		     words(checkup, N_("role order")),
		     words(checkup, N_("invite the bot again by gl-doctor --invite, or allow its "
				       "role Manage Roles")),
		     N_("the bot may not assign roles: Manage Roles is missing"));
	else
		find(checkup, SEVERITY_OK, words(checkup, N_("role order")), NULL,
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
		find(checkup, SEVERITY_WARNING, words(checkup, N_("guild")),
		     words(checkup, N_("try again in a minute")),
		     N_("Discord's answer on guild %llu is incomplete, so it was not used"),
		     (unsigned long long)guild->guild->guild_id);
		return;
	}
	if (answer->status != ANSWER_OK) {
		find_refusal(checkup, words(checkup, N_("guild")), answer);
		return;
	}
	standing_read_guild(answer->json, &guild->standing);
	text_clean(&clean, name);
	find(checkup, SEVERITY_OK, words(checkup, N_("guild")), NULL,
	     N_("%s (%llu): the bot is a member"), buf_string(&clean),
	     (unsigned long long)guild->guild->guild_id);
	if (guild->standing.timed_out && !guild->standing.everything)
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("time-out")),
		     words(checkup, N_("an admin right-clicks the bot in the member list: Remove "
				       "Timeout")),
		     N_("the bot is timed out: it can neither answer nor assign roles until that "
			"ends"));
	if (guild->guild->blank)
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("blank messages")),
		     words(checkup, N_("developer portal, the application, Bot: switch the Message "
				       "Content intent off and on again; or `config reading "
				       "mentions`")),
		     N_("messages came without their content when the channels were read last; "
			"they wait until Discord gives it"));
	if (guild->standing.permissions & PERMISSION_ADMINISTRATOR)
		find(checkup, SEVERITY_WARNING, words(checkup, N_("administrator")),
		     words(checkup, N_("take Administrator from the bot's role: it needs far "
				       "less")),
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
		find(checkup, SEVERITY_BROKEN, words(checkup, N_("guild")), buf_string(&link),
		     N_("the bot is not in guild %llu: an admin of it opens this link"),
		     (unsigned long long)guild->guild->guild_id);
	} else if (answer->status != ANSWER_OK) {
		find_refusal(checkup, words(checkup, N_("guild")), answer);
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

enum severity checkup_run(struct discord *discord, const struct expectations *expected,
			  finding_callback *tell, void *context)
{
	struct checkup checkup = {
		.discord = discord, .expected = expected, .tell = tell, .context = context
	};
	discord_call(discord, &(struct route){ .id = ROUTE_ME }, NULL, true, take_bot, &checkup);
	discord_run(discord);
	if (!checkup.bot_id)
		return checkup.worst; /* nothing else can be asked */
	discord_call(discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_application, &checkup);
	discord_run(discord);
	/* one after another: findings of a guild stay together */
	for (size_t i = 0; i < expected->guild_count; i++) {
		struct guild_checkup guild = { .checkup = &checkup, .guild = &expected->guilds[i] };
		struct route route = { .id = ROUTE_MEMBER,
				       .ids = { expected->guilds[i].guild_id, checkup.bot_id } };
		discord_call(discord, &route, NULL, true, take_member, &guild);
		discord_run(discord);
		arena_free(&guild.arena);
	}
	return checkup.worst;
}
