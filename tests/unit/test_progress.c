/* Progress on a terminal: what it says, when it goes away, and where it says nothing. The timer's
 * signal is raised here, so that no second passes. */
#include "base/progress.h"

#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/output.h"
#include "check.h"

static int terminal;

/* What came since the last call. */
static const char *said(void)
{
	static char text[1024];
	ssize_t got = read(terminal, text, sizeof text - 1);
	text[got > 0 ? got : 0] = '\0';
	return text;
}

static void a_second_passes(void)
{
	raise(SIGALRM);
}

static void says_what_and_how_long(void)
{
	progress_start("copying the books", false);
	a_second_passes();
	SAME(said(), "\r\033[Ktest: copying the books, 2 s");
	progress_count(1234567);
	a_second_passes();
	SAME(said(), "\r\033[Ktest: copying the books, 1,234,567 rows, 3 s");
	/* a log line has a line of its own */
	log_line(LOG_WARN, "x", "careful");
	SAME(said(), "\r\033[Ktest: careful\r\n");
	a_second_passes();
	SAME(said(), "\r\033[Ktest: copying the books, 1,234,567 rows, 4 s");
	progress_hide(true);
	SAME(said(), "\r\033[K");
	a_second_passes();
	CHECK(strstr(said(), "5 s") != NULL);
}

/* On the terminal that the output goes to, it ends with the first byte of that. */
static void ends_with_shared_output(void)
{
	struct buf out = { 0 };
	int kept = dup(STDOUT_FILENO), nothing[2];
	CHECK(pipe(nothing) == 0);
	progress_start("reading the books", true);
	a_second_passes();
	said();
	fflush(stdout);
	dup2(nothing[1], STDOUT_FILENO);
	buf_text(&out, "table");
	buf_flush(&out, STDOUT_FILENO);
	dup2(kept, STDOUT_FILENO);
	SAME(said(), "\r\033[K");
	a_second_passes();
	log_line(LOG_WARN, "x", "end");
	SAME(said(), "test: end\r\n");
	buf_free(&out);
}

int main(void)
{
	int slave, kept = dup(STDERR_FILENO);
	signal(SIGALRM, SIG_IGN);
	if (openpty(&terminal, &slave, NULL, NULL, NULL) != 0) {
		puts("progress: no terminal here");
		return 0;
	}
	setenv("GL_LOG_FORMAT", "text", 1);
	log_start("test", "warn");
	setenv("TERM", "xterm", 1);
	dup2(slave, STDERR_FILENO);
	setenv("TERM", "dumb", 1);
	progress_start("on paper", false);
	a_second_passes();
	log_line(LOG_WARN, "x", "first");
	SAME(said(), "test: first\r\n");
	setenv("TERM", "xterm", 1);
	says_what_and_how_long();
	ends_with_shared_output();
	dup2(kept, STDERR_FILENO);
	return REPORT("progress");
}
