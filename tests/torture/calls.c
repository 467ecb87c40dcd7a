/* LD_PRELOAD: counts the calls by which a tool leaves traces (writes, syncs, truncations, renames,
 * removals, sends), and strikes one of them as TORTURE_CALL says: kill (before it), power (the
 * whole tick, before it), half (after half of its bytes), short (half of its bytes, as the kernel
 * may), eio, full (from there on, all that writes or all that needs room). With TORTURE_ONLY, calls
 * of that name alone are counted: what else is done meanwhile, in whatever order, does not matter.
 */
#include <sys/socket.h>
#include <sys/uio.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>

#include "shim.h"

static struct shim shim;
static atomic_long count;
static const char *only;

/* No tool may signal another process once it has shut itself in: a process that begins before that
 * waits to be told to end the tick. */
static void await_power_cut(void)
{
	int ends[2];
	if (pipe(ends))
		abort();
	pid_t child = fork();
	if (child == 0) {
		char told;
		dup2(ends[0], STDIN_FILENO);
		close_range(1, ~0U, 0); /* the end that the tool holds, and the tick's pipes */
		if (syscall(SYS_read, STDIN_FILENO, &told, 1) == 1)
			kill(0, SIGKILL);
		_exit(0);
	}
	if (child < 0 || dup3(ends[1], SHIM_POWER_FD, O_CLOEXEC) < 0)
		abort();
	close(ends[0]);
	close(ends[1]);
}

__attribute__((constructor)) static void start(void)
{
	shim_start(&shim, "TORTURE_CALL", "calls");
	only = getenv("TORTURE_ONLY");
	if (shim.at && strcmp(shim.how, "power") == 0)
		await_power_cut();
}

static void die(bool all)
{
	if (all)
		syscall(SYS_write, SHIM_POWER_FD, "!", 1);
	else
		syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
	if (!all) /* gl-chart's sandbox refuses signals to itself, too: as sudden, without one */
		syscall(SYS_exit_group, 128 + SIGKILL);
	for (;;)
		poll(NULL, 0, 1000);
}

/* How many of BYTES the call may do; -1: it fails with errno. PERSISTENT faults hit what is on the
 * disk: not pipes or sockets. */
static ssize_t strike(const char *call, int fd, size_t bytes, bool disk)
{
	if (!shim.ours || fd == STDERR_FILENO || (only && strcmp(only, call) != 0))
		return (ssize_t)bytes;
	long number = ++count;
	char line[64];
	int length = snprintf(line, sizeof line, "%s %d %zu\n", call, fd, bytes);
	syscall(SYS_write, SHIM_LOG_FD, line, (size_t)length);
	if (!shim.at || number < shim.at)
		return (ssize_t)bytes;
	bool now = number == shim.at;
	if (now && strcmp(shim.how, "kill") == 0)
		die(false);
	if (now && strcmp(shim.how, "power") == 0)
		die(true);
	if (now && (strcmp(shim.how, "half") == 0 || strcmp(shim.how, "short") == 0))
		return (ssize_t)(bytes > 1 ? bytes / 2 : bytes);
	if ((now && strcmp(shim.how, "eio") == 0) || (disk && strcmp(shim.how, "dead") == 0)) {
		errno = EIO;
		return -1;
	}
	if (disk && strcmp(shim.how, "full") == 0 && strstr(call, "write")) {
		errno = ENOSPC;
		return -1;
	}
	return (ssize_t)bytes;
}

/* After a call that did what strike() left of it. */
static ssize_t after(ssize_t done, size_t allowed, size_t asked)
{
	if (allowed != asked && strcmp(shim.how, "half") == 0)
		die(false);
	return done;
}

#define STRUCK(call, fd, bytes, disk)                    \
	ssize_t allowed = strike(call, fd, bytes, disk); \
	if (allowed < 0)                                 \
	return -1

ssize_t write(int fd, const void *from, size_t bytes)
{
	STRUCK("write", fd, bytes, false);
	return after(syscall(SYS_write, fd, from, (size_t)allowed), (size_t)allowed, bytes);
}

static ssize_t struck_pwrite(int fd, const void *from, size_t bytes, off64_t at)
{
	STRUCK("pwrite", fd, bytes, true);
	return after(syscall(SYS_pwrite64, fd, from, (size_t)allowed, at), (size_t)allowed, bytes);
}
ssize_t pwrite(int fd, const void *from, size_t bytes, off_t at)
{
	return struck_pwrite(fd, from, bytes, at);
}
ssize_t pwrite64(int fd, const void *from, size_t bytes, off64_t at)
{
	return struck_pwrite(fd, from, bytes, at);
}

ssize_t writev(int fd, const struct iovec *from, int parts)
{
	STRUCK("writev", fd, 1, false);
	return syscall(SYS_writev, fd, from, parts);
}

int fsync(int fd)
{
	STRUCK("fsync", fd, 1, true);
	return (int)syscall(SYS_fsync, fd);
}
int fdatasync(int fd)
{
	STRUCK("fdatasync", fd, 1, true);
	return (int)syscall(SYS_fdatasync, fd);
}

static int struck_truncate(int fd, off64_t length)
{
	STRUCK("ftruncate", fd, 1, true);
	return (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length)
{
	return struck_truncate(fd, length);
}
int ftruncate64(int fd, off64_t length)
{
	return struck_truncate(fd, length);
}

int unlink(const char *path)
{
	STRUCK("unlink", -1, 1, true);
	return (int)syscall(SYS_unlink, path);
}
int rename(const char *from, const char *to)
{
	STRUCK("rename", -1, 1, true);
	return (int)syscall(SYS_rename, from, to);
}

ssize_t send(int fd, const void *from, size_t bytes, int flags)
{
	STRUCK("send", fd, bytes, false);
	return after(syscall(SYS_sendto, fd, from, (size_t)allowed, flags, NULL, 0),
		     (size_t)allowed, bytes);
}
ssize_t sendto(int fd, const void *from, size_t bytes, int flags, const struct sockaddr *to,
	       socklen_t size)
{
	STRUCK("sendto", fd, bytes, false);
	return after(syscall(SYS_sendto, fd, from, (size_t)allowed, flags, to, size),
		     (size_t)allowed, bytes);
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	STRUCK("sendmsg", fd, 1, false);
	return syscall(SYS_sendmsg, fd, message, flags);
}
