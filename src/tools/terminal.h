/* The terminal that a tool prints to. */
#ifndef TOOLS_TERMINAL_H
#define TOOLS_TERMINAL_H

/* Narrower than this no table says anything. */
enum { TERMINAL_LEAST = 20 };
/* How many columns the terminal on standard output has; 0: it is none, or does not say. */
int terminal_width(void);

#endif
