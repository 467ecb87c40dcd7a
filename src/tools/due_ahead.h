/* What falls due until an instant that is ahead, found on a copy of the books in which each thing
 * is applied before the next one is looked for. */
#ifndef TOOLS_DUE_AHEAD_H
#define TOOLS_DUE_AHEAD_H

#include "base/buf.h"
#include "store/store.h"

/* The commands that are due in a guild of STORE at AT, as gl-due prints them: at most MOST, into
 * OUT. Returns how many. */
typedef size_t due_guild(struct store *store, uint64_t guild_id, int64_t at, size_t most,
			 struct buf *out);
/* Prints to standard output what falls due in GUILD_ID from AT to UNTIL. COPY is changed, and is
 * given back. */
struct store *due_ahead(struct store *copy, uint64_t guild_id, int64_t at, int64_t until,
			due_guild *due);

#endif
