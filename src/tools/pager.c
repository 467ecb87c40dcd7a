/* A pager for what is longer than the terminal. The process that was started stays outside of every
 * sandbox and does nothing but wait: its child goes on with the tool's work, and another child
 * becomes the pager. */
#include "tools/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

enum { NOT_FOUND = 127 };

/* NULL: none is wanted, or there is none. */
static const char *wanted_pager(void)
{
	const char *pager = getenv("GL_PAGER");
	if (!pager)
		pager = getenv("PAGER");
	if (!pager)
		pager = access("/usr/bin/less", X_OK) == 0 || access("/bin/less", X_OK) == 0
				? "less"
				: "";
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

static _Noreturn void become_pager(const char *pager, const int ends[2])
{
	static const char shell[] = "/bin/sh";
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	close(ends[1]);
	/* what fits stays on the screen; colours are colours */
	setenv("LESS", "FRX", 0);
	signal(SIGPIPE, SIG_DFL);
	execl(shell, "sh", "-c", pager, (char *)NULL);
	_exit(NOT_FOUND);
}

static int wait_for(pid_t child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* A reader who has seen enough ends the work, and that is no failure. */
static _Noreturn void wait_for_both(const char *name, pid_t work, pid_t pager)
{
	signal(SIGINT, SIG_IGN); /* the pager knows what it means */
	signal(SIGQUIT, SIG_IGN);
	int done = wait_for(work), shown = wait_for(pager);
	if (WIFEXITED(shown) && WEXITSTATUS(shown) == NOT_FOUND)
		fail(EX_UNAVAILABLE, "the pager %s is not there; GL_PAGER=cat does without one",
		     name);
	if (WIFSIGNALED(done) && WTERMSIG(done) == SIGPIPE)
		exit(EX_OK);
	exit(WIFEXITED(done) ? WEXITSTATUS(done) : 128 + WTERMSIG(done));
}

void pager_start(void)
{
	const char *name = wanted_pager();
	int ends[2];
	if (!name || !isatty(STDOUT_FILENO) || pipe(ends) != 0)
		return;
	pid_t pager = fork();
	if (pager == 0)
		become_pager(name, ends);
	pid_t work = pager < 0 ? -1 : fork();
	if (work == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		signal(SIGPIPE, SIG_DFL);
		return;
	}
	close(ends[0]);
	close(ends[1]);
	if (work < 0)
		fail(EX_OSERR, "no process could be started (%s); GL_PAGER=cat needs none",
		     strerrordesc_np(errno));
	wait_for_both(name, work, pager);
}
