/* From Discord's JSON: the person, the place and what is wrong with either. */
#include "interaction/payload.h"

#include <string.h>

#include "base/instant.h"

/* Where an interaction was made: in a community; else in a direct message.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types
 */
enum { CONTEXT_GUILD = 0 };
enum { EPHEMERAL = 1 << 6 };

enum interaction_kind interaction_kind_of(const cJSON *json)
{
	int64_t type = json_integer(json, "type", 0);
	return type >= INTERACTION_PING && type <= INTERACTION_FORM ? (enum interaction_kind)type
								    : INTERACTION_UNKNOWN;
}

/* "es-419", "en-GB". */
static bool is_locale_of(const char *locale, const char *language)
{
	return locale && strncmp(locale, language, 2) == 0 && (!locale[2] || locale[2] == '-');
}

enum lang interaction_lang(const cJSON *json)
{
	const char *own = json_text(json, "locale"), *of_guild = json_text(json, "guild_locale");
	bool spanish = is_locale_of(own, "es") ||
		       (!is_locale_of(own, "en") && is_locale_of(of_guild, "es"));
	return spanish ? LANG_ES : LANG_EN;
}

/* Whether the application is installed in the guild itself, not only by the person. */
static bool is_invited(const cJSON *json, uint64_t guild_id)
{
	static const char by_guild[] = "0";
	const cJSON *owners = json_get(json, "authorizing_integration_owners");
	uint64_t owner;
	return !cJSON_IsObject(owners) || (json_id(owners, by_guild, &owner) && owner == guild_id);
}

static bool is_closed_thread(const cJSON *json)
{
	const cJSON *thread = json_get(json_get(json, "channel"), "thread_metadata");
	return json_true(thread, "locked") || json_true(thread, "archived");
}

/* Past the community's screening, and not timed out at TIME: as gl-identify sees members. */
static bool may_take_part(const cJSON *member, int64_t time)
{
	const char *until = json_text(member, "communication_disabled_until");
	int64_t end;
	bool timed_out = until && (!instant_parse(zone_utc(), until, &end) || end > time);
	return !json_true(member, "pending") && !timed_out;
}

/* False where MEMBER is not whole. */
static bool read_author(struct arena *arena, const cJSON *member, int64_t time,
			struct author *author)
{
	const cJSON *user = json_get(member, "user"), *roles = json_get(member, "roles"), *role;
	const char *name = json_text(user, "global_name");
	if (!name)
		name = json_text(user, "username");
	*author = (struct author){ .name = name ? name : "",
				   .identified = true,
				   .member = may_take_part(member, time) };
	if (!json_id(user, "id", &author->id) || !author->id || !cJSON_IsArray(roles))
		return false;
	author->roles =
		arena_alloc(arena, sizeof *author->roles * ((size_t)cJSON_GetArraySize(roles) + 1));
	cJSON_ArrayForEach(role, roles)
	{
		if (!cJSON_IsString(role) ||
		    !snowflake_parse(role->valuestring, &author->roles[author->role_count]))
			return false;
		author->role_count++;
	}
	return true;
}

static bool read_place(const cJSON *json, struct interaction *interaction)
{
	return json_id(json, "guild_id", &interaction->guild_id) && interaction->guild_id &&
	       json_integer(json, "context", CONTEXT_GUILD) == CONTEXT_GUILD &&
	       (json_id(json, "channel_id", &interaction->channel_id) ||
		json_id(json_get(json, "channel"), "id", &interaction->channel_id)) &&
	       interaction->channel_id;
}

bool interaction_read(struct arena *arena, const cJSON *json, uint64_t application_id,
		      struct interaction *interaction, const char **refusal)
{
	const cJSON *member = json_get(json, "member");
	*interaction = (struct interaction){ .kind = interaction_kind_of(json),
					     .lang = interaction_lang(json),
					     .data = json_get(json, "data"),
					     .message = json_get(json, "message") };
	enum lang lang = interaction->lang;
	json_id(json, "application_id", &interaction->application_id);
	if (application_id && interaction->application_id != application_id)
		*refusal = tr(lang, N_("This command belongs to another application."));
	else if (!cJSON_IsObject(member) || !read_place(json, interaction))
		*refusal = tr(lang, N_("I keep the books of communities: use this in a channel of "
				       "yours."));
	else if (!is_invited(json, interaction->guild_id))
		*refusal = tr(lang, N_("I am not set up in this community. Ask its admins to "
				       "invite me."));
	else if (is_closed_thread(json))
		*refusal = tr(lang, N_("This thread is locked or archived, so my answer could not "
				       "be shown. Nothing was booked: use another channel."));
	else if (!json_id(json, "id", &interaction->id) || !interaction->id ||
		 !read_author(arena, member, snowflake_time(interaction->id), &interaction->author))
		*refusal = tr(lang, N_("Discord did not say who you are. Nothing was booked; try "
				       "again later."));
	else
		return true;
	return false;
}

struct command interaction_command(const struct interaction *interaction)
{
	return (struct command){ .message_id = interaction->id,
				 .channel_id = interaction->channel_id,
				 .guild_id = interaction->guild_id,
				 .author = interaction->author,
				 .time = snowflake_time(interaction->id),
				 .lang = interaction->lang,
				 .source = SOURCE_INTERACTION };
}

bool interaction_in_private(const struct interaction *interaction)
{
	return json_integer(interaction->message, "flags", 0) & EPHEMERAL;
}

const cJSON *interaction_resolved(const struct interaction *interaction, const char *kind,
				  const char *id)
{
	return json_get(json_get(json_get(interaction->data, "resolved"), kind), id);
}
