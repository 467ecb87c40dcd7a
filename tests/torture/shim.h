/* What the preloaded libraries share: which process of a tick this is, and what is told to strike
 * it. TORTURE_FOLDER: where processes of one tool count themselves, and where each call is noted. A
 * spec is "gl-apply.2:17:kill". */
#ifndef TORTURE_SHIM_H
#define TORTURE_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SHIM_LOG_FD = 900, SHIM_POWER_FD = 901 };

struct shim {
	bool ours;     /* a tool of guildledger, not the shell around it */
	char name[40]; /* "gl-apply.2": the second gl-apply of this tick */
	long at;       /* the call to strike, from 1; 0: none */
	char how[16];
};

/* The files are opened before the tool shuts itself in. */
static void shim_start(struct shim *shim, const char *variable, const char *log)
{
	const char *folder = getenv("TORTURE_FOLDER"), *spec = getenv(variable);
	char path[300];
	if (!folder || strncmp(program_invocation_short_name, "gl-", 3) != 0)
		return;
	for (int instance = 1; instance < 100; instance++) {
		snprintf(shim->name, sizeof shim->name, "%.24s.%d", program_invocation_short_name,
			 instance);
		snprintf(path, sizeof path, "%.200s/%s.%s", folder, shim->name, log);
		int fd = (int)syscall(SYS_openat, AT_FDCWD, path,
				      O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
		if (fd < 0 && errno == EEXIST)
			continue;
		if (fd >= 0) {
			dup3(fd, SHIM_LOG_FD, O_CLOEXEC);
			syscall(SYS_close, fd);
		}
		break;
	}
	shim->ours = true;
	size_t length = strlen(shim->name);
	if (spec && strncmp(spec, shim->name, length) == 0 && spec[length] == ':')
		sscanf(spec + length, ":%ld:%15s", &shim->at, shim->how);
}

#endif
