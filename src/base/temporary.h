/* Where temporary files go, and one without a name. */
#ifndef BASE_TEMPORARY_H
#define BASE_TEMPORARY_H

/* $TMPDIR, or /var/tmp: what goes there may be larger than memory. */
const char *temporary_folder(void);
/* A new file there, to read and write, that has no name and is gone when it is closed; -1: there
 * can be none. */
int temporary_file(void);
/* Makes COUNT of them ahead (at most TEMPORARY_RESERVED), which the next calls of temporary_file()
 * give: for who may make no file any more by then. */
enum { TEMPORARY_RESERVED = 16 };
void temporary_reserve(int count);

#endif
