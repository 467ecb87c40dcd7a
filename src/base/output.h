/* From a buffer to a file descriptor. */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include "base/buf.h"

/* Writes all to FD and clears; exits quietly with EX_IOERR when the reader is gone, loudly on other
 * errors. */
void buf_flush(struct buf *buf, int fd);

#endif
