/* Confines itself as KIND says and then tries what an intruder would: prints a line for each thing
 * that was allowed. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sandbox.h"

static void told(const char *what, bool allowed)
{
	if (allowed)
		printf("%s\n", what);
	fflush(stdout);
}

static bool opens(const char *folder, const char *name, int flags)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	int fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool makes_socket(int family, int type)
{
	int fd = socket(family, type, 0);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Nobody listens there: allowed is whatever the network itself answers. */
static bool connects(int fd)
{
	struct sockaddr_in nobody = { .sin_family = AF_INET,
				      .sin_port = htons(1),
				      .sin_addr = { htonl(INADDR_LOOPBACK) } };
	return connect(fd, (struct sockaddr *)&nobody, sizeof nobody) == 0 || errno == ECONNREFUSED;
}

static bool forks(void)
{
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	return child > 0;
}

int main(int argc, char **argv)
{
	static char name[] = "echo", word[] = "execve";
	if (argc != 4) {
		fprintf(stderr, "usage: trespass none|pure|network|books|lists FOLDER OTHER-FOLDER\n");
		return 64;
	}
	const char *kind = argv[1], *own = argv[2], *other = argv[3];
	int inherited = socket(AF_INET, SOCK_STREAM,
			       0); /* made before the walls: connect() is refused for itself */
	if (strcmp(kind, "pure") == 0)
		sandbox_confine(SANDBOX_PURE, NULL, NULL);
	else if (strcmp(kind, "network") == 0)
		sandbox_confine(SANDBOX_NETWORK, own, NULL);
	else if (strcmp(kind, "books") == 0)
		sandbox_confine(SANDBOX_BOOKS, own, NULL);
	else if (strcmp(kind, "lists") == 0) {
		sandbox_also_read(own);
		sandbox_confine(SANDBOX_LISTS, NULL, NULL);
	}
	told("own-read", opens(own, "file", O_RDONLY));
	told("own-write", opens(own, "file", O_RDWR));
	told("own-create", opens(own, "new", O_RDWR | O_CREAT));
	told("other-read", opens(other, "file", O_RDONLY));
	told("other-write", opens(other, "file", O_RDWR));
	told("other-create", opens(other, "new", O_RDWR | O_CREAT));
	told("other-list", opens(other, ".", O_RDONLY | O_DIRECTORY));
	told("other-by-link", opens(own, "link", O_RDONLY));
	told("passwd", opens("/etc", "passwd", O_RDONLY));
	told("environment", opens("/proc/self", "environ", O_RDONLY));
	told("certificates", opens("/etc/ssl", ".", O_RDONLY | O_DIRECTORY));
	told("socket-internet", makes_socket(AF_INET, SOCK_STREAM));
	told("socket-unix", makes_socket(AF_UNIX, SOCK_STREAM));
	told("connect", connects(inherited));
	told("memory-file", memfd_create("x", MFD_CLOEXEC) >= 0);
	told("namespace", syscall(SYS_unshare, 0) == 0);
	told("fork", forks());
	told("ptrace", ptrace(PTRACE_DETACH, 1, NULL, NULL) != 0 &&
			       errno == ESRCH); /* asked, and answered: it is not ours */
	execve("/bin/echo", (char *const[]){ name, word, NULL },
	       (char *const[]){ NULL }); /* the last: it prints its own name when it is allowed */
	return 0;
}
