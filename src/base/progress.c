/* How far a long run is, told by a timer: the work itself knows nothing of it. */
#include "base/progress.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/terminal.h"
#include "base/tool_name.h"

enum { QUIET_SECONDS = 2, LINE_SIZE = 160, WHAT_SIZE = 60 };

volatile uint64_t progress_rows;
static volatile sig_atomic_t running, visible, seconds;
static bool is_shared;
static char what_is_done[WHAT_SIZE];

static size_t add_text(char line[LINE_SIZE], size_t length, const char *text)
{
	while (*text && length < LINE_SIZE)
		line[length++] = *text++;
	return length;
}

/* With commas; a signal's handler may call no printf(). */
static size_t add_number(char line[LINE_SIZE], size_t length, uint64_t number)
{
	char digits[32];
	size_t at = sizeof digits, count = 0;
	digits[--at] = '\0';
	do {
		if (count && count % 3 == 0)
			digits[--at] = ',';
		digits[--at] = (char)('0' + number % 10);
		count++;
	} while (number /= 10);
	return add_text(line, length, digits + at);
}

static void write_out(const char *bytes, size_t length)
{
	if (write(STDERR_FILENO, bytes, length) < 0) {
		/* it is only told */
	}
}

static void tell(int signal_number)
{
	char line[LINE_SIZE];
	int kept = errno;
	(void)signal_number;
	seconds = seconds ? seconds + 1 : QUIET_SECONDS;
	if (running) {
		size_t length = add_text(line, 0, "\r\033[K");
		length = add_text(line, length, what_is_done);
		if (progress_rows) {
			length = add_text(line, length, ", ");
			length = add_number(line, length, progress_rows);
			length = add_text(line, length, " rows");
		}
		length = add_text(line, length, ", ");
		length = add_number(line, length, (uint64_t)seconds);
		write_out(line, add_text(line, length, " s"));
		visible = 1;
	}
	errno = kept;
}

static void hide_at_exit(void)
{
	running = 0;
	progress_hide(false);
}

void progress_start(const char *what, bool shared)
{
	struct sigaction action = { .sa_handler = tell, .sa_flags = SA_RESTART };
	struct itimerval timer = { .it_value.tv_sec = QUIET_SECONDS, .it_interval.tv_sec = 1 };
	size_t length = 0;
	if (!terminal_obeys(STDERR_FILENO))
		return;
	for (const char *const *text = (const char *const[]){ log_tool(), ": ", what, NULL }; *text;
	     text++)
		for (const char *at = *text; *at && length < WHAT_SIZE - 1; at++)
			what_is_done[length++] = *at;
	what_is_done[length] = '\0';
	is_shared = shared;
	if (!running)
		atexit(hide_at_exit);
	running = 1;
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

void progress_hide(bool output)
{
	static const char gone[] = "\r\033[K";
	if (output && is_shared)
		running = 0;
	if (!visible)
		return;
	visible = 0;
	write_out(gone, sizeof gone - 1);
}
