/* Rows in a file: each a length, then for each cell a mark whether there is one, and its text with
 * the zero at its end. */
#include "report/spool.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/temporary.h"

enum { IN_MEMORY = 256 * 1024, NO_CELL = 'n', CELL = 'c' };

static int file = -1;

void spool_prepare(void)
{
	file = temporary_file();
}

void spool_begin(struct spool *spool)
{
	*spool = (struct spool){ 0 };
	if (file >= 0 && (lseek(file, 0, SEEK_SET) != 0 || ftruncate(file, 0) != 0))
		spool->lost = true;
}

/* A full disk loses the rows, not the report. */
static void write_out(struct spool *spool)
{
	size_t done = 0;
	while (file >= 0 && done < spool->kept.length) {
		ssize_t wrote = write(file, spool->kept.bytes + done, spool->kept.length - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			break;
		done += (size_t)wrote;
	}
	spool->lost |= done < spool->kept.length;
	spool->in_file += done;
	buf_clear(&spool->kept);
}

void spool_add(struct spool *spool, const char *const *cells, int columns)
{
	if (spool->lost)
		return;
	struct buf *kept = &spool->kept;
	size_t start = kept->length, length = 0;
	buf_add(kept, (const char *)&length, sizeof length);
	for (int i = 0; i < columns; i++) {
		buf_char(kept, cells[i] ? CELL : NO_CELL);
		if (cells[i])
			buf_add(kept, cells[i], strlen(cells[i]) + 1);
	}
	length = kept->length - start - sizeof length;
	memcpy(kept->bytes + start, &length, sizeof length);
	if (kept->length >= IN_MEMORY)
		write_out(spool);
}

/* One row at AT, which is whole. */
static bool give_row(const char *at, int columns, row_sink *sink, void *context)
{
	const char *cells[MAX_REPORT_COLUMNS];
	for (int i = 0; i < columns; i++) {
		cells[i] = *at++ == CELL ? at : NULL;
		if (cells[i])
			at += strlen(at) + 1;
	}
	return sink(context, cells);
}

/* All whole rows of BYTES; what is left of them moves to the front. */
static bool give_rows(struct buf *bytes, int columns, row_sink *sink, void *context)
{
	size_t at = 0, length;
	bool more = true;
	while (more && bytes->length - at >= sizeof length) {
		memcpy(&length, bytes->bytes + at, sizeof length);
		if (bytes->length - at - sizeof length < length)
			break;
		at += sizeof length;
		more = give_row(bytes->bytes + at, columns, sink, context);
		at += length;
	}
	memmove(bytes->bytes, bytes->bytes + at, bytes->length - at);
	bytes->length -= at;
	return more;
}

static bool give_file(const struct spool *spool, int columns, row_sink *sink, void *context)
{
	static char part[64 * 1024];
	struct buf bytes = { 0 };
	bool more = true;
	for (size_t at = 0; more && at < spool->in_file;) {
		ssize_t length = pread(file, part, sizeof part, (off_t)at);
		if (length <= 0)
			fail(EX_IOERR, "cannot read a temporary file in %s again: %s",
			     temporary_folder(), length ? strerrordesc_np(errno) : "it is shorter");
		buf_add(&bytes, part, (size_t)length);
		at += (size_t)length;
		more = give_rows(&bytes, columns, sink, context);
	}
	buf_free(&bytes);
	return more;
}

bool spool_rows(struct spool *spool, int columns, row_sink *sink, void *context)
{
	if (spool->lost)
		return false;
	if (give_file(spool, columns, sink, context) && spool->kept.length)
		give_rows(&spool->kept, columns, sink, context);
	return true;
}

void spool_end(struct spool *spool)
{
	buf_free(&spool->kept);
}
