/* gl-batch's ways of letting others check the books: canonical texts, seals, proofs. */
#ifndef TOOLS_RECEIPTS_H
#define TOOLS_RECEIPTS_H

#include "store/store.h"

/* Prints the canonical lines of a batch; exits with EX_USAGE when there is none. */
void print_canonical(struct store *store, uint64_t guild_id, int64_t batch);
/* Prints the line whose SHA-256 is the batch's hash; exits with EX_USAGE when there is none,
 * EX_TEMPFAIL when the batch is open. */
void print_seal(struct store *store, uint64_t guild_id, int64_t batch);
/* Prints the proof of the transaction whose receipt is CODE. Exits with EX_USAGE when that is no
 * code, EX_DATAERR when the books say otherwise, EX_TEMPFAIL when the batch is open. */
void print_receipt(struct store *store, uint64_t guild_id, const char *code);
/* Checks the proof in FILE ("-": standard input), without any books, confined as a filter. HASH
 * (NULL: none) is the batch's hash as it was published. Returns the exit code: 0 proven, 1 not.
 * Exits with EX_NOINPUT when the file cannot be read. */
int check_receipt(const char *file, const char *hash);
/* Checks the proof of what a member held in FILE likewise. POST: the line that was posted, or its
 * SHA-256; exits with EX_USAGE when it is written as neither. */
int check_sum(const char *file, const char *post);

#endif
