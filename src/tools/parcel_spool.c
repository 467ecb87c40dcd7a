/* Files of a parcel on the disk, and the archive made of them. */
#include "tools/parcel_spool.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/output.h"
#include "base/temporary.h"
#include "base/ustar.h"

enum { FLUSH_BYTES = 64 * 1024, RECORD = 20 * USTAR_BLOCK /* what an archive's size divides by */ };

struct parcel_hash {
	crypto_hash_sha256_state state;
};

void parcel_spool_start(struct parcel_spool *spool)
{
	*spool = (struct parcel_spool){ .fd = temporary_file() };
	if (spool->fd < 0)
		fail(EX_CANTCREAT, "no temporary file can be made in %s (%s)", temporary_folder(),
		     strerrordesc_np(errno));
	spool->hash = arena_alloc(&spool->memory, sizeof *spool->hash);
}

static void flush(struct parcel_spool *spool)
{
	const struct buf *waiting = &spool->waiting;
	crypto_hash_sha256_update(&spool->hash->state, (const unsigned char *)buf_string(waiting),
				  waiting->length);
	spool->end += (int64_t)waiting->length;
	buf_flush(&spool->waiting, spool->fd);
}

void parcel_spool_begin(struct parcel_spool *spool, const char *name)
{
	if (spool->count == spool->room) {
		spool->room = spool->room ? 2 * spool->room : 64;
		spool->files = reallocarray(spool->files, spool->room, sizeof *spool->files);
		if (!spool->files)
			fail(EX_OSERR, "out of memory: a parcel of %zu files", spool->count);
	}
	spool->files[spool->count++] =
		(struct parcel_file){ .name = arena_strdup(&spool->memory, name),
				      .offset = spool->end };
	crypto_hash_sha256_init(&spool->hash->state);
}

void parcel_spool_put(struct parcel_spool *spool, const char *bytes, size_t length)
{
	buf_add(&spool->waiting, bytes, length);
	if (spool->waiting.length >= FLUSH_BYTES)
		flush(spool);
}

void parcel_spool_end(struct parcel_spool *spool)
{
	struct parcel_file *file = &spool->files[spool->count - 1];
	struct digest digest;
	flush(spool);
	crypto_hash_sha256_final(&spool->hash->state, digest.bytes);
	digest_text(&digest, file->hash);
	file->size = spool->end - file->offset;
}

void parcel_spool_drop(struct parcel_spool *spool)
{
	spool->count--;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(((const struct parcel_file *)left)->name,
		      ((const struct parcel_file *)right)->name);
}

static void sort(struct parcel_spool *spool)
{
	qsort(spool->files, spool->count, sizeof *spool->files, by_name);
}

void parcel_spool_sums(struct parcel_spool *spool, struct buf *out)
{
	sort(spool);
	for (size_t i = 0; i < spool->count; i++)
		buf_printf(out, "%s  %s\n", spool->files[i].hash, spool->files[i].name);
}

static void copy_file(const struct parcel_spool *spool, const struct parcel_file *file,
		      struct buf *out, int fd)
{
	char block[FLUSH_BYTES];
	for (int64_t done = 0; done < file->size;) {
		int64_t left = file->size - done;
		ssize_t count = pread(spool->fd, block,
				      left < (int64_t)sizeof block ? (size_t)left : sizeof block,
				      file->offset + done);
		if (count <= 0)
			fail(EX_IOERR, "the temporary file of the parcel cannot be read (%s)",
			     count < 0 ? strerrordesc_np(errno) : "it is shorter");
		buf_add(out, block, (size_t)count);
		buf_flush(out, fd);
		done += count;
	}
}

void parcel_spool_archive(struct parcel_spool *spool, const char *prefix, int64_t mtime, int fd)
{
	static const char zeros[RECORD];
	char block[USTAR_BLOCK], name[2 * USTAR_NAME_SIZE];
	int64_t written = 0;
	struct buf out = { 0 };
	sort(spool);
	for (size_t i = 0; i < spool->count; i++) {
		const struct parcel_file *file = &spool->files[i];
		int padding = ustar_padding(file->size);
		snprintf(name, sizeof name, "%s%s", prefix, file->name);
		ustar_header(block, name, file->size, mtime);
		buf_add(&out, block, sizeof block);
		copy_file(spool, file, &out, fd);
		buf_add(&out, zeros, (size_t)padding);
		written += USTAR_BLOCK + file->size + padding;
	}
	/* two empty blocks end it, and a record is whole */
	written += 2 * USTAR_BLOCK;
	buf_add(&out, zeros, 2 * USTAR_BLOCK);
	buf_add(&out, zeros, (size_t)((RECORD - written % RECORD) % RECORD));
	buf_flush(&out, fd);
	buf_free(&out);
}

void parcel_spool_free(struct parcel_spool *spool)
{
	close(spool->fd);
	free(spool->files);
	buf_free(&spool->waiting);
	arena_free(&spool->memory);
}
