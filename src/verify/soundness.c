/* PRAGMA integrity_check in a child, whose findings come through a pipe, a line each. */
#include "verify/soundness.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/output.h"
#include "store/store.h"

static bool tell(void *context, const struct value *values)
{
	struct buf *line = context;
	if (strcmp(values[0].text, "ok") == 0)
		return true;
	buf_printf(line, "%s\n", values[0].text);
	return true;
}

/* The connection of the parent is left alone, as SQLite demands.
 * https://sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_ */
_Noreturn static void check(const char *location, int pipe)
{
	struct buf lines = { 0 };
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	struct store *store = store_open(location, STORE_READ);
	store_query(store, "verify sqlite", NULL, 0, tell, &lines);
	if (lines.length)
		buf_flush(&lines, pipe);
	_exit(EX_OK);
}

void soundness_begin(struct soundness *soundness, const char *location)
{
	int ends[2];
	if (pipe(ends) != 0 || (soundness->process = fork()) < 0)
		fail(EX_OSERR, "no process could be started for SQLite's check (%s)",
		     strerrordesc_np(errno));
	if (!soundness->process) {
		close(ends[0]);
		check(location, ends[1]);
	}
	close(ends[1]);
	soundness->pipe = ends[0];
}

void soundness_end(struct soundness *soundness, struct faults *faults)
{
	if (!soundness->process)
		return;
	struct lines lines = { .fd = soundness->pipe, .patience_ms = -1 };
	size_t length;
	int status = 0;
	for (char *line; (line = lines_next(&lines, &length));)
		fault_add(faults, CHECK_SQLITE, "database", "integrity_check", "%s", line);
	lines_free(&lines);
	close(soundness->pipe);
	while (waitpid(soundness->process, &status, 0) < 0 && errno == EINTR) {
		/* it ends */
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != EX_OK) {
		log_line(LOG_ERROR, "check-stopped", "SQLite's check of the file did not end well");
		exit(WIFEXITED(status) ? WEXITSTATUS(status) : EX_SOFTWARE);
	}
}
