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

#endif
