/* The terminal that a tool prints to, or reads from. */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

#include <stdbool.h>

/* Narrower than this no table says anything. */
enum { TERMINAL_LEAST = 20 };
/* How many columns the terminal on standard output has: COLUMNS, else as it says, else 80; 0: there
 * is no terminal there, and nothing has to be cut. */
int terminal_width(void);
/* Whether FD is a terminal on which a line can be taken back: not with TERM=dumb. */
bool terminal_obeys(int fd);
/* Whether FD is a terminal that shows colours, and they are wanted: see https://no-color.org and
 * TERM=dumb. */
bool terminal_has_colors(int fd);
/* Says on standard error, once, that standard input is a terminal and what TOOL waits for there;
 * says nothing where it is none. */
void terminal_say_waiting(const char *tool);

#endif
