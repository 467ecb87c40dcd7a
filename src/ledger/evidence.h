/* Files that show what a transaction was for. The books hold their hashes, sizes and types; the
 * files themselves are gl-keep's. */
#ifndef LEDGER_EVIDENCE_H
#define LEDGER_EVIDENCE_H

#include "ledger/verb_support.h"

/* How many files one transaction may have. */
enum { MOST_EVIDENCE = 50 };

/* The files that came with the command are of TRANSACTION, which it just posted. */
void keep_evidence(struct verb_context *context, int64_t transaction);
/* Adds to the answer what became of the files that came with the command. */
void tell_evidence(struct verb_context *context);

/* The transaction that the command names and its author may see; NULL after a refusal.
 * ledger/movement.c. */
const struct fetched_transaction *find_movement(struct verb_context *context);

#endif
