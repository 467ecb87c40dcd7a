/* Atomic replacement of a file. */
#include "base/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/memory.h"
#include "base/sandbox.h"

static char *unfinished, *final_name;

static void drop_unfinished(void)
{
	if (unfinished)
		unlink(unfinished);
}

int whole_file_begin(const char *file)
{
	static bool watched;
	if (asprintf(&unfinished, "%s.new", file) < 0 || asprintf(&final_name, "%s", file) < 0)
		fail(EX_OSERR, "out of memory");
	drop_unfinished();
	int fd = open(unfinished, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		char *name = unfinished;
		unfinished = NULL;
		fail(errno == ENOENT                      ? EX_NOINPUT
		     : errno == ENOSPC || errno == EDQUOT ? EX_CANTCREAT
							  : EX_NOPERM,
		     "%s: cannot be created (%s)", name, strerrordesc_np(errno));
	}
	if (!watched)
		memory_at_end(drop_unfinished);
	watched = true;
	return fd;
}

void sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		fail(EX_IOERR, "%s: cannot be brought to the disk (%s)", folder,
		     strerrordesc_np(errno));
	close(fd);
}

void whole_file_end(int fd)
{
	if (fsync(fd) != 0 || close(fd) != 0)
		fail(EX_IOERR, "%s: cannot be brought to the disk (%s)", unfinished,
		     strerrordesc_np(errno));
	if (rename(unfinished, final_name) != 0)
		fail(EX_CANTCREAT, "%s: cannot be given its name (%s)", final_name,
		     strerrordesc_np(errno));
	char *folder = sandbox_folder_of(final_name);
	free(unfinished);
	free(final_name);
	unfinished = final_name = NULL;
	sync_folder(folder);
	free(folder);
}
