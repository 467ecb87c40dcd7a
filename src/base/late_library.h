/* Libraries that a tool loads when it needs them, so that a run that does not costs nothing of
 * it. */
#ifndef BASE_LATE_LIBRARY_H
#define BASE_LATE_LIBRARY_H

#include <stdbool.h>

struct late_library {
	const char *file;    /* "libpq.so.5", found as the loader finds libraries */
	const char *name;    /* "libpq", for people */
	const char *package; /* of Debian, which brings it */
	const char *oldest;  /* the first version that has all calls */
	const char *needed;  /* what needs it, in the plural: "books on a server" */
	bool lazy;           /* its own calls are looked up as they happen: for one that brings
				many libraries of which most runs need little */
};

/* Loads it. Exits with EX_UNAVAILABLE where it is not installed. */
void *late_library_load(const struct late_library *library);

/* The call NAME of what was LOADED. Exits with EX_UNAVAILABLE where there is none: the library is
 * too old. */
void *late_library_call(const struct late_library *library, void *loaded, const char *name);

#endif
