/* No core file, and no look into the memory: a limit of 0 does not count where core files go
 * through a pipe (core(5)), so both. */
#include "base/secret.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>

#include "base/fail.h"

void secret_guard(void)
{
	static bool guarded;
	struct rlimit none = { 0, 0 };
	if (guarded)
		return;
	guarded = true;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
		fail(EX_OSERR, "core files cannot be switched off (%s); no secret was read",
		     strerrordesc_np(errno));
}
