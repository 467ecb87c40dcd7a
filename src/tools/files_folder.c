/* The folder by the environment; jobs/common.bash has the same rule. */
#include "tools/files_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

const char *files_folder(void)
{
	static char *path;
	const char *named = getenv("GL_FILES"), *state = getenv("GL_STATE"), *home = getenv("HOME");
	static const char beside[] = "/state";
	if (named && *named)
		return named;
	int made = 0;
	if (state && *state) {
		size_t length = strlen(state), tail = sizeof beside - 1;
		if (length > tail && strcmp(state + length - tail, beside) == 0)
			length -= tail;
		made = asprintf(&path, "%.*s/files", (int)length, state);
	} else if (home && *home) {
		made = asprintf(&path, "%s/.local/state/guildledger/files", home);
	}
	if (made < 0)
		fail(EX_OSERR, "out of memory");
	return path;
}
