/* The part of the sandbox that filters system calls. Private to the sandbox. */
#ifndef BASE_SANDBOX_CALLS_H
#define BASE_SANDBOX_CALLS_H

#include <stddef.h>
#include <stdint.h>

#include "base/sandbox.h"

enum { MOST_MODES = 4 };
/* What a process may do beyond its kind: see sandbox_grant() and sandbox_keep_mode(). */
struct call_grants {
	unsigned grants;
	uint32_t modes[MOST_MODES];
	size_t mode_count;
};

/* Installs the filter of KIND for good; exits with EX_OSERR when the kernel refuses it. */
void sandbox_filter_calls(enum sandbox kind, const struct call_grants *grants);

#endif
