/* Which lines of a list are alike: of the same account, day, amount and currency. A bank may write
 * one of them with other words the next time, and only the whole list shows which ones it has. */
#ifndef IMPORT_ALIKE_H
#define IMPORT_ALIKE_H

#include "base/arena.h"
#include "base/digest.h"
#include "import/list.h"

/* Of a longer list nothing is kept: 32 bytes a line are in memory, and as many while they are
 * sorted. */
enum { ALIKE_LONGEST_LIST = 100000 };

struct alike_lines;
struct alike_lines *alike_begin(void);
void alike_free(struct alike_lines *alike);

/* A line for the account BOOKS, with its key (identity.h). All are seen before any is asked for. */
void alike_see(struct alike_lines *alike, const char *books, const struct list_line *line,
	       const struct digest *key);

/* How many are like LINE, itself among them. *OTHERS: the keys of the others, as ids have them
 * ("imp:…" without the occurrence), each as often as it comes, from ARENA; NULL where they are
 * none, or more than a record holds. */
int64_t alike_count(struct alike_lines *alike, struct arena *arena, const char *books,
		    const struct list_line *line, const struct digest *key,
		    const char *const **others);

#endif
