/* The terminal that a tool prints to. */
#include "tools/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

int terminal_width(void)
{
	struct winsize size = { 0 };
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col < TERMINAL_LEAST ? 0 : size.ws_col;
}
