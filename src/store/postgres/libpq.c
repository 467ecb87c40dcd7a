/* libpq's calls, once. */
#include "store/postgres/libpq.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/late_library.h"

static const struct late_library library = { .file = "libpq.so.5",
					     .name = "libpq",
					     .package = "libpq5",
					     .oldest = "14",
					     .needed = "books on a server" };

const struct libpq *libpq(void)
{
	static struct libpq calls;
	static bool loaded;
	if (loaded)
		return &calls;
	setenv("PGLOCALEDIR", "/", 1); /* its words in English, as all that operators read */
	void *handle = late_library_load(&library);
#define LIBPQ_LOAD(call) \
	calls.call = (__typeof__(calls.call))late_library_call(&library, handle, #call);
	LIBPQ_CALLS(LIBPQ_LOAD)
	loaded = true;
	return &calls;
}
