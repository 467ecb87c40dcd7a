/* The end when memory is out; at the bottom, so that everything can stand on it. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Says on stderr that BYTES could not be had, and exits with EX_OSERR. */
_Noreturn void memory_out(size_t bytes);

#endif
