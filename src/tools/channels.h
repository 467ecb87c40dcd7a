/* The channels to read, as the books know them. */
#ifndef TOOLS_CHANNELS_H
#define TOOLS_CHANNELS_H

#include "store/store.h"

/* Which channels are meant. */
struct channels_wanted {
	uint64_t guild_id;  /* of this guild; 0: of all */
	const char *holder; /* of guilds whose lease that worker holds; NULL: of any */
	int64_t talking_ms; /* of guilds where a member's command of so short a time ago was
			     * applied; 0: of others, too */
	int64_t few;        /* with TALKING_MS: of all guilds, where there are at most so many */
};
/* Writes a channel record to FD for each channel that is switched on, and for each thread. */
void channels_print(struct store *store, const struct channels_wanted *wanted, int fd);
/* The worker whose guilds are looked at, as a parameter of a named query: NAME, else GL_HOLDER,
 * else any. */
struct binding binding_of_holder(const char *name);

/* The id in a column, which may be text (of a setting); 0 for NULL. */
uint64_t id_of(const struct value *value);

#endif
