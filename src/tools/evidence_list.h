/* gl-db files: the files that the books name, for gl-keep --check and --sweep. */
#ifndef TOOLS_EVIDENCE_LIST_H
#define TOOLS_EVIDENCE_LIST_H

/* Prints a record for each file of all guilds of the books DB: its hash and size, and whether it is
 * kept; it is not where whose transactions it belongs to are forgotten. A last record says how many
 * there were. */
void evidence_list(const char *db);

#endif
