/* Trials: what records would do, decided on a copy of the books that is gone when the process ends.
 * The books themselves are only read. */
#ifndef TOOLS_TRIAL_H
#define TOOLS_TRIAL_H

#include "apply/chunk.h"
#include "base/i18n.h"
#include "store/store.h"

/* A copy of the books at DB (NULL: those to be read) as of one moment: of guild GUILD_ID, 0: of
 * all. The process is confined. Exits as open_books() does, and with EX_IOERR where the copy cannot
 * be made. */
struct store *trial_books(const char *db, uint64_t guild_id);
/* Notes the balances of COPY, for the summary. */
void trial_begin(struct store *copy);
/* Writes for people, to FD: how many records there were, what came of them, and each account whose
 * balance changed since trial_begin(). */
void trial_summary(struct store *copy, const struct chunk_counts *counts, enum lang lang, int fd);

#endif
