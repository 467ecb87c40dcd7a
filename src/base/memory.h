/* What happens when memory runs out; at the bottom, so that everything can include it. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Says on stderr that BYTES could not be had, and ends the process as memory_end() does. */
_Noreturn void memory_out(size_t bytes);
/* Exits with EX_OSERR. What libraries do at an exit is left out: without memory glibc aborts there
 * for want of their thread-local data (127). */
_Noreturn void memory_end(void);
/* HANDLER runs when the process exits, by memory_end(), too. */
void memory_at_end(void (*handler)(void));

#endif
