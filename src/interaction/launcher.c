/* fork(2) first, execve(2) when told. */
#include "interaction/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/timed_io.h"

enum { MOST_OUTCOME = 4 * 1024 * 1024 };

/* What CGI puts into the environment came from the network; the programs have no use for it. */
static bool is_of_request(const char *variable)
{
	static const char *const beginnings[] = {
		"HTTP_",          "REMOTE_",    "REQUEST_",
		"SERVER_",        "SCRIPT_",    "CONTENT_",
		"PATH_INFO=",     "REDIRECT_",  "PATH_TRANSLATED=",
		"QUERY_STRING=",  "AUTH_TYPE=", "GATEWAY_INTERFACE=",
		"DOCUMENT_ROOT=", "HTTPS=",     NULL
	};
	for (const char *const *beginning = beginnings; *beginning; beginning++)
		if (strncmp(variable, *beginning, strlen(*beginning)) == 0)
			return true;
	return false;
}

static void clean_environment(void)
{
	char **kept = environ;
	for (char **at = environ; at && *at; at++)
		if (!is_of_request(*at))
			*kept++ = *at;
	if (kept)
		*kept = NULL;
}

/* PROGRAM in the folder of the program that runs now. */
static bool path_beside(const char *program, char path[PATH_MAX])
{
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
	if (length <= 0)
		return false;
	path[length] = '\0';
	char *name = strrchr(path, '/');
	size_t left = name ? (size_t)(PATH_MAX - (name + 1 - path)) : 0;
	return name && snprintf(name + 1, left, "%s", program) < (int)left;
}

/* Exit handlers are those of the process that answers: here nothing but _exit(2). */
_Noreturn static void become(enum launched what, int in, int out, const char *books)
{
	char path[PATH_MAX];
	const char *program = what == LAUNCH_APPLY ? "gl-apply" : "gl-choices";
	const char *const arguments[] = { program, what == LAUNCH_APPLY ? "--interaction" : NULL,
					  NULL };
	clean_environment();
	bool ready = dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
		     (!books || setenv("GL_DB", books, 1) == 0) && path_beside(program, path);
	if (ready)
		execve(path, (char *const *)(uintptr_t)arguments, environ);
	log_line(LOG_ERROR, "program-missing", "%s cannot be started (%s); it belongs beside %s",
		 program, strerrordesc_np(errno), log_tool());
	_exit(EX_OSERR);
}

_Noreturn static void wait_and_become(int in, int out, const char *books)
{
	char what;
	/* The connection is not its business, and ends with the one who answers. */
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	while (read(in, &what, 1) < 0 && errno == EINTR)
		;
	if (what != LAUNCH_APPLY && what != LAUNCH_CHOICES)
		_exit(EX_OK);
	become((enum launched)what, in, out, books);
}

void launcher_start(struct launcher *launcher, const char *books)
{
	int in[2], out[2];
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		fail(EX_OSERR, "no pipe is left (%s)", strerrordesc_np(errno));
	pid_t process = fork();
	if (process < 0)
		fail(EX_OSERR, "no process is left (%s)", strerrordesc_np(errno));
	if (process == 0) {
		close(in[1]);
		close(out[0]);
		wait_and_become(in[0], out[1], books);
	}
	close(in[0]);
	close(out[1]);
	signal(SIGCHLD, SIG_IGN); /* the kernel buries it */
	*launcher = (struct launcher){ .to = in[1], .from = out[0] };
}

bool launcher_hand_over(struct launcher *launcher, enum launched what, const struct buf *line,
			int64_t until)
{
	char letter = (char)what;
	signal(SIGTERM, SIG_IGN);
	bool whole = timed_write(launcher->to, &letter, 1, until) &&
		     timed_write(launcher->to, line->bytes, line->length, until);
	close(launcher->to);
	launcher->to = -1;
	return whole;
}

enum launched_end launcher_outcome(struct launcher *launcher, struct buf *outcome, int64_t until)
{
	char piece[4096];
	bool said = false; /* anything */
	while (outcome->length < MOST_OUTCOME) {
		ssize_t got = timed_read(launcher->from, piece, sizeof piece, until);
		if (got <= 0)
			return got == 0 && !said ? LAUNCHED_UNDONE : LAUNCHED_UNKNOWN;
		said = true;
		const char *from = piece, *behind = piece + got, *end;
		while (!outcome->length && from < behind && *from == '\n')
			from++;
		end = memchr(from, '\n', (size_t)(behind - from));
		buf_add(outcome, from, (size_t)((end ? end : behind) - from));
		if (end)
			return LAUNCHED_ANSWERED;
	}
	return LAUNCHED_UNKNOWN;
}

void launcher_end(struct launcher *launcher, int64_t until)
{
	char piece[4096];
	if (launcher->to >= 0)
		close(launcher->to);
	while (timed_read(launcher->from, piece, sizeof piece, until) > 0)
		;
}
