/* What gl-doctor looks at on this machine: the books, the token's file, the folders, the timers. */
#ifndef TOOLS_SURROUNDINGS_H
#define TOOLS_SURROUNDINGS_H

#include "discord/checkup.h"

/* What the books expect of Discord. Memory from ARENA. */
struct books_facts {
	struct arena arena;
	struct expected_guild *guilds;
	struct channel_record *channels;
	uint64_t *handed_out_roles;
	size_t guild_count, channel_count, handed_out_count;
};

/* Reads the books at DB (NULL: $GL_DB) in a process of its own, which never sees the token, as this one never opens the
 * books. GUILD_ID 0: all guilds. Tells what it finds. */
void check_books(const char *db, uint64_t guild_id, enum lang lang, struct books_facts *facts, finding_callback *tell, void *context);
/* The token's file (NULL: as token_read() finds it) must be for its owner only; the folder of limits.db must not hold the books. */
void check_files(const char *token_file, const char *db, const char *state, enum lang lang, finding_callback *tell, void *context);
/* The timers, when systemd runs this machine. Starts systemctl: call it before any confinement. */
void check_timers(enum lang lang, finding_callback *tell, void *context);

#endif
