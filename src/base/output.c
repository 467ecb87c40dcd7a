/* Writing out what a buffer holds. */
#include "base/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/progress.h"

void buf_flush(struct buf *buf, int fd)
{
	if (buf->length)
		progress_hide(fd == STDOUT_FILENO);
	for (size_t done = 0; done < buf->length;) {
		ssize_t wrote = write(fd, buf->bytes + done, buf->length - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0 && errno == EPIPE)
			exit(EX_IOERR);
		if (wrote < 0)
			fail(EX_IOERR, "cannot write the output: %s; make room and run again",
			     strerrordesc_np(errno));
		done += (size_t)wrote;
	}
	buf_clear(buf);
}
