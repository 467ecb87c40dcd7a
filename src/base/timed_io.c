/* poll(2) before each call, so that none of them blocks; the descriptors stay as they are, since
 * others may share them. */
#include "base/timed_io.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include "base/instant.h"

static bool wait_for(int fd, short event, int64_t until)
{
	struct pollfd wanted = { .fd = fd, .events = event };
	for (;;) {
		int64_t left = until - instant_now();
		int ready = poll(&wanted, 1, left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left);
		if (ready > 0)
			return true;
		if (ready == 0 || errno != EINTR) {
			errno = ready == 0 ? ETIMEDOUT : errno;
			return false;
		}
	}
}

ssize_t timed_read(int fd, char *bytes, size_t size, int64_t until)
{
	for (;;) {
		if (!wait_for(fd, POLLIN, until))
			return -1;
		ssize_t got = read(fd, bytes, size);
		if (got >= 0 || (errno != EINTR && errno != EAGAIN))
			return got;
	}
}

bool timed_write(int fd, const char *bytes, size_t length, int64_t until)
{
	for (size_t done = 0; done < length;) {
		/* what poll() promises room for */
		size_t piece = length - done < PIPE_BUF ? length - done : PIPE_BUF;
		if (!wait_for(fd, POLLOUT, until))
			return false;
		ssize_t wrote = write(fd, bytes + done, piece);
		if (wrote < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		done += wrote > 0 ? (size_t)wrote : 0;
	}
	return true;
}
