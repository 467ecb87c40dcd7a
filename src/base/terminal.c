/* The terminal that a tool prints to, or reads from. */
#include "base/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int terminal_width(void)
{
	enum { USUAL = 80, MOST = 100000 };
	const char *told = getenv("COLUMNS");
	struct winsize size = { 0 };
	if (!isatty(STDOUT_FILENO))
		return 0;
	long width = told ? strtol(told, NULL, 10) : 0;
	if (width >= TERMINAL_LEAST && width <= MOST)
		return (int)width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < TERMINAL_LEAST)
		return USUAL;
	return size.ws_col;
}

bool terminal_obeys(int fd)
{
	const char *kind = getenv("TERM");
	return isatty(fd) && kind && *kind && strcmp(kind, "dumb") != 0;
}

bool terminal_has_colors(int fd)
{
	const char *no = getenv("NO_COLOR");
	return terminal_obeys(fd) && !(no && *no);
}

void terminal_say_waiting(const char *tool)
{
	static bool said;
	if (said || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return;
	said = true;
	fprintf(stderr,
		"%s: waiting for lines from this terminal; Ctrl-D ends them. They usually come "
		"from a pipe: … | %s\n",
		tool, tool);
}
