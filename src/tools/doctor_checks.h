/* What gl-doctor looks at in the books. */
#ifndef TOOLS_DOCTOR_CHECKS_H
#define TOOLS_DOCTOR_CHECKS_H

#include "discord/checkup.h"

/* What the books expect of Discord. Memory from ARENA. */
struct books_facts {
	struct arena arena;
	struct expected_guild *guilds;
	struct channel_record *channels;
	uint64_t *handed_out_roles;
	size_t guild_count, channel_count, handed_out_count;
};

/* Reads the books at DB (NULL: $GL_DB) in a process of its own, which never sees the token, as this
 * one never opens the books. GUILD_ID 0: all guilds. Tells what it finds. KNOWN: a full disk or a
 * wrong owner was told before, and is not told again. */
void check_books(const char *db, uint64_t guild_id, enum lang lang, bool known,
		 struct books_facts *facts, finding_callback *tell, void *context);

#endif
