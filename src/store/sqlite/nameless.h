/* A file that loses its name before anything is written into it. */
#ifndef STORE_SQLITE_NAMELESS_H
#define STORE_SQLITE_NAMELESS_H

#include <stdbool.h>

/* A new empty file in FOLDER, opened as *FD; its name, which is to go before anything is written.
 */
const char *nameless_new(const char *folder, int *fd);
void nameless_lose_name(void);
/* While SQLite writes the file by its name: file and journal lose theirs in the moment in which
 * they are opened. */
void nameless_stand_in(bool begin);

#endif
