/* The files of a parcel, one after the other in a temporary file, until all are known: what is
 * checked comes before the checksums, and in the archive they are sorted. Private to the parcel. */
#ifndef TOOLS_PARCEL_SPOOL_H
#define TOOLS_PARCEL_SPOOL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"

struct parcel_file {
	const char *name;
	int64_t offset, size;
	char hash[DIGEST_TEXT_SIZE];
};
struct parcel_spool {
	struct arena memory;
	int fd;
	int64_t end;
	struct parcel_file *files;
	size_t count, room;
	struct buf waiting; /* of the file at hand, not written yet */
	struct parcel_hash *hash;
};

void parcel_spool_start(struct parcel_spool *spool);
/* Files are written one after the other. What is put into SPOOL->waiting is written by and by. */
void parcel_spool_begin(struct parcel_spool *spool, const char *name);
void parcel_spool_put(struct parcel_spool *spool, const char *bytes, size_t length);
void parcel_spool_end(struct parcel_spool *spool);
/* Leaves out the last file. */
void parcel_spool_drop(struct parcel_spool *spool);
/* Appends "HASH  NAME" of each file so far, as sha256sum prints it, sorted by name. */
void parcel_spool_sums(struct parcel_spool *spool, struct buf *out);
/* The archive, its files sorted by name, each behind PREFIX. */
void parcel_spool_archive(struct parcel_spool *spool, const char *prefix, int64_t mtime, int fd);
void parcel_spool_free(struct parcel_spool *spool);

#endif
