/* The channels to read, as the books know them. */
#ifndef TOOLS_CHANNELS_H
#define TOOLS_CHANNELS_H

#include "store/store.h"

/* Writes a channel record to FD for each channel of GUILD_ID (0: of all guilds) that is switched on, and for each thread; HOLDER (NULL: any):
 * of guilds whose lease that worker holds. */
void channels_print(struct store *store, uint64_t guild_id, const char *holder, int fd);
/* The worker whose guilds are looked at, as a parameter of a named query: NAME, else GL_HOLDER, else any. */
struct binding binding_of_holder(const char *name);

/* An id as a parameter of a named query; 0 is NULL there. */
struct binding binding_of_id(const char *name, uint64_t value);
/* The id in a column, which may be text (of a setting); 0 for NULL. */
uint64_t id_of(const struct value *value);

#endif
