/* A tape archive as POSIX 1003.1 describes it (ustar), of plain files: nothing in a header that is
 * not said here, so that the same files give the same bytes. libarchive would do it too, with its
 * own dependencies and defaults (extended headers for times and owners) to be switched off. */
#ifndef BASE_USTAR_H
#define BASE_USTAR_H

#include <stdint.h>

enum { USTAR_BLOCK = 512, USTAR_NAME_SIZE = 100, USTAR_PREFIX = 155 };
#define USTAR_LARGEST INT64_C(8589934591) /* eleven octal digits */

/* Fills the header of a file of SIZE bytes: mode 0644, owner and group 0 without names, MTIME in
 * Unix seconds. NAME is ASCII, shorter than USTAR_NAME_SIZE, or what follows its first folder is,
 * whose name has at most USTAR_PREFIX characters. SIZE at most USTAR_LARGEST. */
void ustar_header(char block[USTAR_BLOCK], const char *name, int64_t size, int64_t mtime);
/* How many zero bytes follow the SIZE bytes of a file. */
int ustar_padding(int64_t size);

#endif
