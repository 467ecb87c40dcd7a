/* A clock that was put forward would book what is not due yet: it is not asked then. */
#include "tools/wrong_clock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"

static char *marker_file(const struct discord *discord)
{
	const char *name = getenv("GL_NAME");
	struct buf path = { 0 };
	buf_printf(&path, "%s/%s.clock", discord_state(discord), name && *name ? name : "default");
	return path.bytes;
}

void note_wrong_clock(struct discord *discord)
{
	enum { TOO_FAR_MS = 10 * 60 * 1000 };
	int64_t off;
	if (!discord_clock_off(discord, &off))
		return; /* nobody answered */
	char *file = marker_file(discord);
	if (off <= TOO_FAR_MS && off >= -TOO_FAR_MS) {
		unlink(file);
	} else {
		int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd >= 0)
			close(fd);
		if (discord_tell(discord, "clock", 0))
			log_line(LOG_ERROR, "clock-wrong",
				 "this machine's clock is %jd s away from Discord's: until it is "
				 "right, nothing is booked because it is due",
				 -off / 1000);
	}
	free(file);
}
