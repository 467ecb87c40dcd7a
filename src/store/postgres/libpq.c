/* dlopen(3), once. */
#include "store/postgres/libpq.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

static void *symbol(void *library, const char *name)
{
	void *found = dlsym(library, name);
	if (!found)
		fail(EX_UNAVAILABLE,
		     "libpq has no %s: books on a server need libpq 14 or newer (Debian's package "
		     "libpq5)",
		     name);
	return found;
}

const struct libpq *libpq(void)
{
	static struct libpq calls;
	static bool loaded;
	if (loaded)
		return &calls;
	setenv("PGLOCALEDIR", "/", 1); /* its words in English, as all that operators read */
	void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		const char *why = dlerror();
		if (strncmp(why, "libpq.so.5:", 11) == 0)
			fail(EX_UNAVAILABLE,
			     "books on a server need libpq, which is not installed here (%s); "
			     "install Debian's package libpq5",
			     why);
		fail(EX_OSERR,
		     "books on a server need libpq, which cannot be loaded (%s); free memory, or "
		     "install Debian's package libpq5 anew",
		     why);
	}
#define LIBPQ_LOAD(call) calls.call = (__typeof__(calls.call))symbol(library, #call);
	LIBPQ_CALLS(LIBPQ_LOAD)
	loaded = true;
	return &calls;
}
