/* Calls of libc that fail where a test says so: it has functions of their names, which the engine
 * and SQLite then use. For the one test that includes it. */
#ifndef FAILING_CALLS_H
#define FAILING_CALLS_H

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED 1 /* its allocator cannot be replaced */
#else
#define SANITIZED 0
#endif

enum call {
	CALL_OPEN,
	CALL_ACCESS,
	CALL_READ,
	CALL_WRITE,
	CALL_SYNC,
	CALL_TRUNCATE,
	CALL_RENAME,
	CALL_MEMORY,
	CALL_NONE
};
/* The call that fails: the AT-th of its kind, from 1, and with ON all that follow. */
static struct fault {
	enum call call;
	long at;
	int error;
	bool on;
} fault = { .call = CALL_NONE };
static long made;

static bool struck(enum call call)
{
	if (call != fault.call)
		return false;
	made++;
	if (made != fault.at && !(fault.on && made > fault.at))
		return false;
	errno = fault.error;
	return true;
}

/* In the place of libc's, for the engine and for SQLite. */
#define STRUCK(call)               \
	do {                       \
		if (struck(call))  \
			return -1; \
	} while (0)
static int opened(const char *path, int flags, va_list more)
{
	int mode = flags & O_CREAT ? va_arg(more, int) : 0;
	STRUCK(CALL_OPEN);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
int open(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	int fd = opened(path, flags, more);
	va_end(more);
	return fd;
}
int open64(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	int fd = opened(path, flags | O_LARGEFILE, more);
	va_end(more);
	return fd;
}
int access(const char *path, int mode)
{
	STRUCK(CALL_ACCESS);
	return (int)syscall(SYS_faccessat, AT_FDCWD, path, mode);
}
ssize_t pread64(int fd, void *to, size_t bytes, off64_t at)
{
	STRUCK(CALL_READ);
	return syscall(SYS_pread64, fd, to, bytes, at);
}
ssize_t pwrite(int fd, const void *from, size_t bytes, off_t at)
{
	STRUCK(CALL_WRITE);
	return syscall(SYS_pwrite64, fd, from, bytes, at);
}
ssize_t pwrite64(int fd, const void *from, size_t bytes, off64_t at)
{
	STRUCK(CALL_WRITE);
	return syscall(SYS_pwrite64, fd, from, bytes, at);
}
int fsync(int fd)
{
	(void)fd;
	STRUCK(CALL_SYNC);
	return 0;
} /* nothing here has to outlive a power cut */
int fdatasync(int fd)
{
	(void)fd;
	STRUCK(CALL_SYNC);
	return 0;
}
int ftruncate64(int fd, off64_t length)
{
	STRUCK(CALL_TRUNCATE);
	return (int)syscall(SYS_ftruncate, fd, length);
}
int rename(const char *from, const char *to)
{
	STRUCK(CALL_RENAME);
	return (int)syscall(SYS_rename, from, to);
}
#if !SANITIZED
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *malloc(size_t size)
{
	return struck(CALL_MEMORY) ? NULL : __libc_malloc(size);
}
void *calloc(size_t count, size_t size)
{
	return struck(CALL_MEMORY) ? NULL : __libc_calloc(count, size);
}
void *realloc(void *old, size_t size)
{
	return struck(CALL_MEMORY) ? NULL : __libc_realloc(old, size);
}
#endif

/* What the last process that with() started wrote to stderr. */
static char said[4096];

/* What runs at the exit is none of the tool: the sums of a build that counts lines, say. */
static void disarm(void)
{
	fault.call = CALL_NONE;
}

enum { CRASHED_IN_SQLITE = 99 };

/* SQLite 3.46 compares a value for which it found no memory, within PRAGMA integrity_check, and
 * crashes (sqlite3BlobCompare). That is told from a crash of ours by the first frame that is not
 * libc's. */
static void crashed(int number)
{
	void *frames[16];
	Dl_info place;
	enum { HANDLER_AND_RETURN = 2 };
	disarm();
	int count = backtrace(frames, 16);
	for (int i = HANDLER_AND_RETURN; i < count && dladdr(frames[i], &place); i++)
		if (!strstr(place.dli_fname, "/libc.so"))
			_exit(strstr(place.dli_fname, "/libsqlite3.so") ? CRASHED_IN_SQLITE
									: 128 + number);
	_exit(128 + number);
}

/* Does WORK with FAILING in a process of its own, whose words end up in `said`; returns its exit
 * code, 0 when it came to its end. */
static int with(struct fault failing, void (*work)(void))
{
	int ends[2], status = 0;
	size_t length = 0;
	if (pipe(ends) != 0)
		abort();
	fflush(NULL);
	pid_t process = fork();
	if (!process) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		alarm(60);
		atexit(disarm);
		if (!SANITIZED) {
			void *frame;
			backtrace(&frame, 1); /* what it loads is loaded while there is memory */
			signal(SIGSEGV, crashed);
		}
		made = 0;
		fault = failing;
		work();
		exit(EX_OK);
	}
	close(ends[1]);
	for (ssize_t got; (got = read(ends[0], said + length, sizeof said - 1 - length)) > 0;)
		length += (size_t)got;
	said[length] = '\0';
	close(ends[0]);
	waitpid(process, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
