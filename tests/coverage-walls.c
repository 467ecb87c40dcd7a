/* Linked in place of sandbox_confine() by tests/coverage: behind the walls no process could write
 * what it counted. */
#include "base/sandbox.h"

void __wrap_sandbox_confine(enum sandbox kind, const char *folder, const char *readable);

void __wrap_sandbox_confine(enum sandbox kind, const char *folder, const char *readable)
{
	(void)kind;
	(void)folder;
	(void)readable;
}
