/* What is known of a list after its bytes were looked through once, and what source.c shares with
 * source_decode.c. */
#ifndef IMPORT_SOURCE_SCAN_H
#define IMPORT_SOURCE_SCAN_H

#include <sodium.h>

#include "import/source.h"

struct source_scan {
	crypto_hash_sha256_state digest;
	char carry[4]; /* the beginning of a character that the last piece cut */
	size_t carried;
	uint64_t lines;                               /* line ends so far */
	bool has_return;                              /* a CR was among the bytes */
	uint64_t nul_line, invalid_line, letter_line; /* 0: none yet */
};

void scan_begin(struct source_scan *scan);
/* The next piece of the list, of any length. */
void scan_add(struct source_scan *scan, const char *bytes, size_t length);
/* Puts what was found into SOURCE. */
void scan_end(struct source_scan *scan, struct list_source *source);

/* A file without a name; exits with EX_CANTCREAT. */
int source_spool(void);
/* Exits with EX_CANTCREAT. */
void source_write(int fd, const char *bytes, size_t length);
/* From here on SOURCE is what FD, now its own, holds. */
void source_replace(struct list_source *source, int fd);
/* Up to SIZE bytes of what is read, from OFFSET; fewer only at the end. */
size_t source_bytes(const struct list_source *source, uint64_t offset, char *bytes, size_t size);

#endif
