/* A chunk of records on its way into the books: read, load, decide, write, COMMIT, print. */
#ifndef APPLY_CHUNK_H
#define APPLY_CHUNK_H

#include <stdbool.h>
#include <stddef.h>

#include "apply/answer_reports.h"
#include "store/store.h"

struct chunk;

/* Takes over STORE. Commits by itself after RECORDS records or when they take more than BYTES of
 * memory. REPORTS: what answers take of them. */
struct chunk *chunk_start(struct store *store, const struct answer_reports *reports, int records,
			  size_t bytes);
/* What the log says of a record that is decided again. */
struct verdict {
	enum rules rules;
	bool replayed, failed;
	const char *code, *text;
};
/* Adds a line; false and *WHY when it is no record: it is then not part of the chunk. VERDICT NULL:
 * it is new, and decided by the rules of today. */
bool chunk_add(struct chunk *chunk, const char *line, size_t length, const struct verdict *verdict,
	       const char **why);
/* Applies what was added in one database transaction, then prints the outcomes. Nothing to do when
 * nothing was added. */
void chunk_commit(struct chunk *chunk);
/* Commits and closes the store. */
void chunk_end(struct chunk *chunk);

/* For one record whose outcome is not whole yet: it goes to KEPT and is not printed. */
struct kept_outcome;
void chunk_keep_outcome(struct chunk *chunk, struct kept_outcome *kept);

/* How many records of each status (enum decision_status) were committed. */
enum { CHUNK_STATUSES = 6 };
struct chunk_counts {
	uint64_t of[CHUNK_STATUSES];
};
const struct chunk_counts *chunk_counted(const struct chunk *chunk);

/* For a replay. From now on outcomes are not printed. */
void chunk_silence(struct chunk *chunk);
/* Forgets what was loaded: the store was changed behind its back. Nothing may wait to be committed.
 */
void chunk_reload(struct chunk *chunk);
/* As chunk_end(), and gives the store back. */
struct store *chunk_finish(struct chunk *chunk);

#endif
