/* gl-db files: the files that the books name, for gl-keep --check, --sweep, --backup and --restore.
 */
#ifndef TOOLS_EVIDENCE_LIST_H
#define TOOLS_EVIDENCE_LIST_H

/* Prints a record for each file of each transaction of all guilds of the books DB: its hash and
 * size, the transaction, and whether it is kept; it is not where whose transaction it is are
 * forgotten. A last record says how many there were. */
void evidence_list(const char *db);

#endif
