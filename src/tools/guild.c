/* Finding the guild in the books. */
#include "tools/guild.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"

struct choice {
	struct store *store;
	const struct zone *zone;
	uint64_t guild_id, wanted;
	int count;
	enum lang lang;
};

static bool take_guild(void *context, const struct value *values)
{
	struct choice *choice = context;
	if (choice->wanted && choice->wanted != (uint64_t)values[0].integer)
		return true;
	choice->guild_id = (uint64_t)values[0].integer;
	choice->count++;
	lang_from_name(values[2].text, &choice->lang);
	choice->zone = store_use_zone(choice->store, values[3].text);
	return true;
}

uint64_t guild_choose(struct store *store, uint64_t guild_id, enum lang *lang,
		      const struct zone **zone)
{
	const char *environment = getenv("GL_GUILD");
	struct choice choice = { .store = store, .wanted = guild_id };
	if (!guild_id && environment)
		choice.wanted = option_id("GL_GUILD", environment);
	store_query(store, "guild list", NULL, 0, take_guild, &choice);
	if (choice.count == 0 && choice.wanted)
		fail(EX_USAGE, "%s: these books hold no guild %ju; gl-db info lists them",
		     store_location(store), choice.wanted);
	if (choice.count != 1)
		fail(EX_USAGE,
		     "%s: these books hold %d guilds; name one with --guild ID (gl-db info lists "
		     "them)",
		     store_location(store), choice.count);
	*lang = choice.lang;
	if (zone)
		*zone = choice.zone;
	return choice.guild_id;
}
