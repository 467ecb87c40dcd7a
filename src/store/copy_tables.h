/* Books moved from one engine to another, and the proof that nothing changed on the way. */
#ifndef STORE_COPY_TABLES_H
#define STORE_COPY_TABLES_H

#include "base/buf.h"
#include "store/store.h"

/* Copies guild GUILD_ID (0: all) of FROM, as of one moment, into TO, which must hold none of them,
 * in one transaction of TO; then reads every table again on both sides. SUMMARY gets a line for
 * each table: rows, and the BLAKE2b hash of their values in the order of their keys. Returns false
 * with what is wrong in PROBLEM: a guild is there already, or a table has other columns than
 * sql/schema.txt describes (nothing was written then), or a table reads otherwise than it was
 * written. */
bool store_copy(struct store *from, struct store *to, uint64_t guild_id, struct buf *summary,
		struct buf *problem);

/* The steps of it, for those who move books. MOVING: without the marks of where books went, which
 * are each place's own. */
/* False, with what is wrong in PROBLEM: STORE's tables have other columns than are copied. */
bool tables_are_as_described(struct store *store, struct buf *problem);
/* Every table, within transactions of both that are open; sealed batches are sealed in TO. */
void tables_copy(struct store *from, struct store *to, uint64_t guild_id, bool moving);
/* Reads every table on both sides: SUMMARY and PROBLEM as above. */
void tables_compare(struct store *from, struct store *to, uint64_t guild_id, bool moving,
		    struct buf *summary, struct buf *problem);
/* Removes the rows of a guild that moved (moved_guilds) from every table of the books. */
void tables_remove(struct store *store, uint64_t guild_id);

#endif
