/* Which guild's books a reading tool looks at. */
#ifndef TOOLS_GUILD_H
#define TOOLS_GUILD_H

#include "store/store.h"

/* GUILD_ID, else GL_GUILD, else the only guild of the books. *LANG gets the guild's language and
 * *ZONE (NULL: nobody asks) its time zone, which lasts as long as STORE. Exits with EX_USAGE when
 * the books hold several, or not this one. */
uint64_t guild_choose(struct store *store, uint64_t guild_id, enum lang *lang,
		      const struct zone **zone);

#endif
