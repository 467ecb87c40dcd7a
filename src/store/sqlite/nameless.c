/* A file that loses its name before anything is written into it: its bytes are gone with the last
 * descriptor, however the process ends. */
#include "store/sqlite/nameless.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/memory.h"

/* The file while it has a name: a failure in between must not leave it there. */
static char *named;
static int nameless = -1;

void nameless_lose_name(void)
{
	if (named)
		unlink(named);
	free(named);
	named = NULL;
}

const char *nameless_new(const char *folder, int *fd)
{
	char *path;
	if (asprintf(&path, "%s/.guildledger-copy-%d", folder, (int)getpid()) < 0)
		fail(EX_OSERR, "out of memory");
	unlink(path); /* of a process that had this number and was killed in between */
	*fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (*fd < 0)
		fail(errno == EACCES || errno == EPERM || errno == EROFS ? EX_NOPERM : EX_CANTCREAT,
		     "%s: no file for the plain copy can be had there (%s)", folder,
		     strerrordesc_np(errno));
	named = path;
	nameless = *fd;
	memory_at_end(nameless_lose_name);
	return path;
}

/* SQLite opens what it copies into by name, makes a journal beside it, and looks whether the name
 * still leads there. While it does, these replace the system's calls
 * (https://www.sqlite.org/c3ref/vfs.html, xSetSystemCall): file and journal lose their names in the
 * moment in which they are opened, before the first byte. */
static bool is_named(const char *path, const char *ending)
{
	size_t length = named ? strlen(named) : 0;
	return length && strncmp(path, named, length) == 0 && strcmp(path + length, ending) == 0;
}

static int open_nameless(const char *path, int flags, int mode)
{
	int fd = open(path, flags, mode);
	if (fd >= 0 && (is_named(path, "") || is_named(path, "-journal")))
		unlink(path);
	return fd;
}

static int stat_nameless(const char *path, struct stat *status)
{
	return is_named(path, "") ? fstat(nameless, status) : stat(path, status);
}

static int unlink_nameless(const char *path)
{
	return is_named(path, "-journal") ? 0 : unlink(path);
}

void nameless_stand_in(bool begin)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	vfs->xSetSystemCall(vfs, "open", begin ? (sqlite3_syscall_ptr)open_nameless : NULL);
	vfs->xSetSystemCall(vfs, "stat", begin ? (sqlite3_syscall_ptr)stat_nameless : NULL);
	vfs->xSetSystemCall(vfs, "unlink", begin ? (sqlite3_syscall_ptr)unlink_nameless : NULL);
}
