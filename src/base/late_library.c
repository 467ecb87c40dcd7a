/* dlopen(3) and dlsym(3), and what to do where they find nothing. */
#include "base/late_library.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

void *late_library_load(const struct late_library *library)
{
	void *loaded = dlopen(library->file, (library->lazy ? RTLD_LAZY : RTLD_NOW) | RTLD_LOCAL);
	const char *why = loaded ? NULL : dlerror();
	size_t length = strlen(library->file);
	if (loaded)
		return loaded;
	/* What the loader says is all that tells a missing file from missing memory. */
	if (why && strncmp(why, library->file, length) == 0 && why[length] == ':' &&
	    strstr(why, strerror(ENOENT)))
		fail(EX_UNAVAILABLE,
		     "%s need %s, which is not installed here (%s); install Debian's package %s",
		     library->needed, library->name, why, library->package);
	fail(EX_OSERR,
	     "%s need %s, which cannot be loaded (%s); free memory, or install Debian's package %s "
	     "anew",
	     library->needed, library->name, why ? why : "out of memory", library->package);
}

void *late_library_call(const struct late_library *library, void *loaded, const char *name)
{
	void *found = dlsym(loaded, name);
	if (!found)
		fail(EX_UNAVAILABLE, "%s has no %s: %s need %s %s or newer (Debian's package %s)",
		     library->name, name, library->needed, library->name, library->oldest,
		     library->package);
	return found;
}
