/* Temporary files. */
#include "base/temporary.h"

#include <fcntl.h>
#include <stdlib.h>

static int reserved[TEMPORARY_RESERVED], reserved_count;

const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");
	return folder && *folder ? folder : "/var/tmp";
}

static int make_file(void)
{
	return open(temporary_folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

int temporary_file(void)
{
	return reserved_count ? reserved[--reserved_count] : make_file();
}

void temporary_reserve(int count)
{
	while (reserved_count < count && reserved_count < TEMPORARY_RESERVED) {
		int fd = make_file();
		if (fd < 0)
			return; /* told by who needs it */
		reserved[reserved_count++] = fd;
	}
}
