/* What takes longer than two seconds says on a terminal that it goes on. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Where standard error is a terminal, and not a dumb one: after two seconds a line there, each
 * second anew, says which tool does WHAT ("copying the books"), how many rows progress_count() was
 * told, and for how long. SHARED: the output comes to the same terminal, and the line ends with its
 * first byte. A signal's handler writes it, so that it goes on while SQLite or a server works; call
 * it before the process confines itself, and after the last fork(). */
void progress_start(const char *what, bool shared);
/* ROWS more are done. */
extern volatile uint64_t progress_rows;
static inline void progress_count(uint64_t rows)
{
	progress_rows = progress_rows + rows;
}
/* Takes the line away, before something else is written; it comes back with the next second unless
 * it is shared and OUTPUT came. */
void progress_hide(bool output);

#endif
