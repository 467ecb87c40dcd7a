/* Temporary files. */
#include "base/temporary.h"

#include <fcntl.h>
#include <stdlib.h>

const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");
	return folder && *folder ? folder : "/var/tmp";
}

int temporary_file(void)
{
	return open(temporary_folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}
