/* Which engine holds the books: what their location begins with says so. */
#include <stddef.h>
#include <string.h>

#include "store/engine.h"

/* A path begins with none of the addresses: the last one takes what is left. */
static const struct engine *const engines[] = { &postgres_engine, &sqlite_engine };
enum { ENGINES = sizeof engines / sizeof *engines };

const struct engine *engine_at(const char *location)
{
	for (int i = 0; i < ENGINES - 1; i++)
		for (const char *const *address = engines[i]->addresses; *address; address++)
			if (strncmp(location, *address, strlen(*address)) == 0)
				return engines[i];
	return engines[ENGINES - 1];
}

const struct engine *engine_of_files(void)
{
	return engines[ENGINES - 1];
}

bool location_can(const char *location, enum store_capability capability)
{
	return engine_at(location)->can & capability;
}
