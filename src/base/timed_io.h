/* Reading and writing that end at a time, whatever the other side does. */
#ifndef BASE_TIMED_IO_H
#define BASE_TIMED_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What read(2) gives, once there is something to read, before UNTIL (as instant_now()): 0 at the
 * end, -1 with errno ETIMEDOUT when the time is over. */
ssize_t timed_read(int fd, char *bytes, size_t size, int64_t until);
/* Writes all of BYTES. False with errno when the reader is gone, or the time is over. */
bool timed_write(int fd, const char *bytes, size_t length, int64_t until);

#endif
