/* gl-apply --interaction: one record, applied while somebody waits for the answer. */
#ifndef TOOLS_ONE_INTERACTION_H
#define TOOLS_ONE_INTERACTION_H

/* How long the books are waited for, in ms: Discord waits 3 s for the whole. */
enum { INTERACTION_PATIENCE_MS = 2000 };

/* Reads a line from standard input, applies it to the books at DB, and prints its outcome with all
 * that an answer is made of. Returns the exit code: EX_DATAERR, and nothing is applied, for what is
 * no whole record of an interaction. Ends the process with EX_TEMPFAIL and an outcome "busy" where
 * the books cannot be had in time: nothing is applied then. */
int apply_one_interaction(const char *db);

#endif
