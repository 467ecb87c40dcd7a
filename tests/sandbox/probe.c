/* Preloaded into a tool: in the moment in which the tool has confined itself it tries what an
 * intruder would, and appends the names of what came through to the file PROBE_OUT, a line for each
 * process that confined itself. PROBE_FILES is a folder that tests/bats/sandbox.bats makes,
 * PROBE_FOLDER the one that the tool may write. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

enum { NEW_USER = 0x10000000 };

static char token[4096], books[4096], made[4096], other[4096], victim[4096];
static int out = -1, inherited_internet = -1;
static struct sockaddr_un bus = { .sun_family = AF_UNIX };
static struct sockaddr_in nobody = { .sin_family = AF_INET, .sin_port = 256 /* port 1 */ };

/* Straight to the kernel: what is asked here must not come back to syscall() below. */
static long call(long number, long a, long b, long c, long d, long e, long f)
{
#if defined __x86_64__
	long result;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
#elif defined __aarch64__
	register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x1 __asm__("x1") = b,
			 x2 __asm__("x2") = c, x3 __asm__("x3") = d, x4 __asm__("x4") = e,
			 x5 __asm__("x5") = f;
	__asm__ volatile("svc 0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			 : "memory");
	long result = x0;
#else
#error "say how this machine is asked"
#endif
	if (result < 0 && result > -4096) {
		errno = (int)-result;
		return -1;
	}
	return result;
}
#define CALL_(n, a, b, c, d, e, f, ...) \
	call(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define CALL(...) CALL_(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)

/* Refused is what sandbox or kernel forbid; any other answer means that the call was carried out,
 * if only to find nothing. */
static int passed(long result)
{
	if (result >= 0)
		return 1;
	return errno != EPERM && errno != EACCES && errno != ENOSYS && errno != EAFNOSUPPORT &&
	       errno != EBADF && errno != EXDEV && errno != ESOCKTNOSUPPORT &&
	       errno != EPROTONOSUPPORT;
}

static int gone(long process)
{
	if (process == 0)
		CALL(SYS_exit_group, 0);
	if (process > 0)
		CALL(SYS_wait4, process, 0, 0, 0);
	return passed(process);
}

static long opens(const char *path, int flags)
{
	long fd = CALL(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600);
	if (fd >= 0)
		CALL(SYS_close, fd);
	return fd;
}

static long clones(unsigned long flags)
{
	unsigned long arguments[11] = { flags, 0, 0, 0, SIGCHLD };
	return CALL(SYS_clone3, arguments, sizeof arguments);
}

static int executes(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static int maps_both(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		    0) != MAP_FAILED;
}

/* Calls of another machine end the process that makes them: a child tries. */
static int other_machine(int which)
{
#ifdef __x86_64__
	int status = 0;
	long result, child = CALL(SYS_fork);
	if (child == 0) {
		if (which)
			__asm__ volatile("int $0x80"
					 : "=a"(result)
					 : "a"(20)
					 : "memory"); /* getpid */
		else
			result = CALL(0x40000000 + SYS_getpid);
		CALL(SYS_exit_group, result > 0 ? 7 : 8);
	}
	if (child > 0)
		CALL(SYS_wait4, child, &status, 0, 0);
	return child > 0 && status == 7 << 8;
#else
	(void)which;
	return 0;
#endif
}

static char line[4096];
static size_t length;

static void told(const char *name, int allowed)
{
	if (allowed && length + strlen(name) + 2 < sizeof line)
		length += (size_t)sprintf(line + length, "%s%s", length ? " " : "", name);
}
#define TRY(name, expression) (errno = 0, told(name, passed(expression)))

static void try_files(void)
{
	TRY("passwd", opens("/etc/passwd", O_RDONLY));
	TRY("shadow", opens("/etc/shadow", O_RDONLY));
	TRY("environment", opens("/proc/self/environ", O_RDONLY));
	TRY("own-memory", opens("/proc/self/mem", O_RDWR));
	TRY("token", opens(token, O_RDONLY));
	TRY("books", opens(books, O_RDWR));
	TRY("folder-create", opens(made, O_CREAT | O_RDWR));
	TRY("other-create", opens(other, O_CREAT | O_RDWR));
	TRY("openat2", ({
		    unsigned long how[3] = { 0 };
		    CALL(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof how);
	    }));
	TRY("mkdir", CALL(SYS_mkdirat, AT_FDCWD, other, 0700));
	TRY("symlink", CALL(SYS_symlinkat, "/etc/passwd", AT_FDCWD, other));
	TRY("mknod", CALL(SYS_mknodat, AT_FDCWD, other, S_IFIFO | 0600, 0));
	TRY("link-token", CALL(SYS_linkat, AT_FDCWD, token, AT_FDCWD, other, 0));
	TRY("rename-victim", CALL(SYS_renameat2, AT_FDCWD, victim, AT_FDCWD, other, 0));
	TRY("unlink-victim", CALL(SYS_unlinkat, AT_FDCWD, victim, 0));
	TRY("truncate-books", CALL(SYS_truncate, books, 100000000));
	TRY("chmod-token", CALL(SYS_fchmodat, AT_FDCWD, token, 0666));
	TRY("chmod-books", CALL(SYS_fchmodat, AT_FDCWD, books, 0666));
	TRY("chmod2-books", CALL(452, AT_FDCWD, books, 0666, 0));
	TRY("fchmod-open", CALL(SYS_fchmod, out, 0666));
	TRY("fchmod-setuid", CALL(SYS_fchmod, out, 04755));
	TRY("chown-books", CALL(SYS_fchownat, AT_FDCWD, books, -1, -1, 0));
	TRY("times-books", CALL(SYS_utimensat, AT_FDCWD, books, 0, 0));
	TRY("setxattr", CALL(SYS_setxattr, books, "user.a", "b", 1, 0));
	TRY("name-to-handle", ({
		    unsigned handle[40] = { 128 };
		    int mount;
		    CALL(SYS_name_to_handle_at, AT_FDCWD, "/", handle, &mount, 0);
	    }));
	TRY("open-by-handle", CALL(SYS_open_by_handle_at, -100, "\0\0\0\0\0\0\0\0", 0));
	TRY("chdir", CALL(SYS_chdir, "/"));
	TRY("chroot", CALL(SYS_chroot, "/"));
	TRY("inotify", CALL(SYS_inotify_init1, 0));
	TRY("fanotify", CALL(SYS_fanotify_init, 0, 0));
	TRY("memfd", CALL(SYS_memfd_create, "x", 0));
	TRY("memfd-secret", CALL(447, 0));
}

static void try_sockets(void)
{
	long fd;
	int pair[2] = { -1, -1 };
	TRY("internet", fd = CALL(SYS_socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
	TRY("internet-connect", CALL(SYS_connect, fd, &nobody, sizeof nobody));
	TRY("internet-listen", CALL(SYS_listen, fd, 1));
	TRY("internet-bind", ({
		    struct sockaddr_in any = { .sin_family = AF_INET };
		    CALL(SYS_bind, fd, &any, sizeof any);
	    }));
	TRY("internet-udp", CALL(SYS_socket, AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, IPPROTO_UDP));
	TRY("internet-raw", CALL(SYS_socket, AF_INET, SOCK_RAW, IPPROTO_ICMP));
	TRY("internet-icmp", CALL(SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_ICMP));
	TRY("internet-sctp", CALL(SYS_socket, AF_INET, SOCK_STREAM, 132));
	TRY("inherited-connect", CALL(SYS_connect, inherited_internet, &nobody, sizeof nobody));
	TRY("unix", fd = CALL(SYS_socket, AF_UNIX, SOCK_STREAM, 0));
	TRY("unix-connect", CALL(SYS_connect, fd, &bus, sizeof bus));
	TRY("unix-datagram", CALL(SYS_socket, AF_UNIX, SOCK_DGRAM, 0));
	TRY("pair", CALL(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, pair));
	TRY("pair-elsewhere", pair[0] < 0 ? (errno = EBADF, -1)
					  : (CALL(SYS_connect, pair[0], &bus, sizeof bus) == 0 ||
							     errno == ECONNREFUSED
						     ? 0
						     : (errno = EPERM, -1)));
	TRY("pair-datagram", CALL(SYS_socketpair, AF_UNIX, SOCK_DGRAM, 0, pair));
	TRY("packet", CALL(SYS_socket, AF_PACKET, SOCK_RAW, 0));
	TRY("netlink", CALL(SYS_socket, AF_NETLINK, SOCK_RAW, 0));
	TRY("vsock", CALL(SYS_socket, 40, SOCK_STREAM, 0));
	TRY("kernel-crypto", CALL(SYS_socket, 38, SOCK_SEQPACKET, 0));
	TRY("key-management", CALL(SYS_socket, 15, SOCK_RAW, 2));
}

static void try_processes(void)
{
	long parent = CALL(SYS_getppid);
	siginfo_t information = { .si_code = -1 };
	static char name[] = "true", *words[] = { name, NULL };
	told("fork", gone(CALL(SYS_clone, SIGCHLD, 0, 0, 0, 0)));
	told("fork-user-namespace", gone(CALL(SYS_clone, NEW_USER | SIGCHLD, 0, 0, 0, 0)));
	told("clone3", gone(clones(0)));
	told("clone3-user-namespace", gone(clones(NEW_USER)));
	TRY("unshare", CALL(SYS_unshare, 0));
	TRY("setns", CALL(SYS_setns, 0, 0) < 0 && errno == EINVAL ? 0 : -1);
	TRY("execve", CALL(SYS_execve, "/bin/none-of-this-name", words, words + 1));
	TRY("execveat",
	    CALL(SYS_execveat, AT_FDCWD, "/bin/none-of-this-name", words, words + 1, 0));
	told("other-machine", other_machine(1));
	told("other-numbers", other_machine(0));
	TRY("kill-parent", CALL(SYS_kill, parent, 0));
	TRY("kill-group", CALL(SYS_kill, 0, 0));
	TRY("kill-self", CALL(SYS_kill, CALL(SYS_getpid), 0));
	TRY("raise", CALL(SYS_tgkill, CALL(SYS_getpid), CALL(SYS_gettid), 0));
	TRY("tgkill-parent", CALL(SYS_tgkill, parent, parent, 0));
	TRY("tkill-parent", CALL(SYS_tkill, parent, 0));
	TRY("sigqueue-parent", CALL(SYS_rt_sigqueueinfo, parent, 0, &information));
	TRY("pidfd-open", CALL(SYS_pidfd_open, parent, 0));
	TRY("pidfd-signal", CALL(SYS_pidfd_send_signal, 0, 0, 0, 0) < 0 && errno == EBADF ? 0 : -1);
	TRY("ptrace", CALL(SYS_ptrace, 17 /* detach */, 1, 0, 0));
	TRY("read-parent", CALL(SYS_process_vm_readv, parent, 0, 0, 0, 0, 0));
	TRY("process-madvise", CALL(440, -1, 0, 0, 0, 0) < 0 && errno == EBADF ? 0 : -1);
	TRY("limits-of-parent", CALL(SYS_prlimit64, parent, 4, 0, 0));
	told("core-file", CALL(SYS_prctl, PR_GET_DUMPABLE, 0, 0, 0, 0) == 1);
	TRY("dumpable", CALL(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0));
	TRY("set-mm", CALL(SYS_prctl, PR_SET_MM, 1, 0, 0, 0));
	TRY("personality", CALL(SYS_personality, 0xffffffff));
	TRY("setuid", CALL(SYS_setuid, CALL(SYS_getuid)));
	told("write-execute", maps_both());
	told("write-then-execute", executes());
}

static void try_kernel(void)
{
	char room[256] = { 0 };
	TRY("io-uring", CALL(SYS_io_uring_setup, 0, room));
	TRY("io-uring-enter",
	    CALL(SYS_io_uring_enter, -1, 0, 0, 0, 0, 0) < 0 && errno == EBADF ? 0 : -1);
	TRY("userfault", CALL(SYS_userfaultfd, 0));
	TRY("bpf", CALL(SYS_bpf, 0, 0, 0));
	TRY("perf", CALL(SYS_perf_event_open, room, 0, -1, -1, 0));
	TRY("keyring", CALL(SYS_keyctl, 0, 0, 0, 0, 0));
	TRY("shared-memory", CALL(SYS_shmget, 0, 4096, IPC_CREAT | 0600));
	TRY("message-queue", CALL(SYS_msgget, 0, IPC_CREAT | 0600));
	TRY("semaphore", CALL(SYS_semget, 0, 1, IPC_CREAT | 0600));
	TRY("posix-queue", CALL(SYS_mq_open, "none-of-this-name", O_RDWR, 0, 0));
	TRY("mount", CALL(SYS_mount, "none", "/none-of-this-name", "tmpfs", 0, 0));
	TRY("fsopen", CALL(SYS_fsopen, "tmpfs", 0));
	TRY("open-tree", CALL(SYS_open_tree, AT_FDCWD, "/", 0));
	TRY("move-mount", CALL(SYS_move_mount, 0, "", 0, "", 0));
	TRY("mount-setattr", CALL(442, 0, "", 0, 0, 0));
	TRY("quota", CALL(SYS_quotactl, 0, 0, 0, 0));
	TRY("kernel-log", CALL(SYS_syslog, 3, room, 10));
	TRY("type-into-terminal", ioctl(0, TIOCSTI, "x") < 0 && errno == ENOTTY ? 0 : -1);
	TRY("landlock", CALL(SYS_landlock_create_ruleset, 0, 0, 1));
	TRY("set-time", CALL(SYS_settimeofday, 0, 0));
	TRY("read-adjtime", CALL(SYS_adjtimex, room));
	TRY("set-hostname", CALL(SYS_sethostname, "x", -1));
	TRY("ioperm", CALL(SYS_ioperm, 0, 1, 0));
	TRY("module", CALL(SYS_init_module, room, 0, ""));
}

static void probe(void)
{
	length = 0;
	try_files();
	try_sockets();
	try_processes();
	try_kernel();
	line[length++] = '\n';
	CALL(SYS_write, out, line, length);
}

static void path_in(char *path, const char *folder, const char *name)
{
	snprintf(path, sizeof token, "%s/%s", getenv(folder), name);
}

/* PROBE_FREE: without any sandbox, to see that what is tried can be done. */
__attribute__((constructor)) static void prepare(void)
{
	if (!getenv("PROBE_OUT") || !getenv("PROBE_FILES") || !getenv("PROBE_FOLDER"))
		return;
	path_in(token, "PROBE_FILES", "secret/token");
	path_in(books, "PROBE_FILES", "books/books.db");
	path_in(other, "PROBE_FILES", "other/new");
	path_in(victim, "PROBE_FILES", "other/victim");
	path_in(made, "PROBE_FOLDER", "new");
	snprintf(bus.sun_path, sizeof bus.sun_path, "/run/none-of-this-name");
	nobody.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	out = open(getenv("PROBE_OUT"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	inherited_internet = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (getenv("PROBE_FREE"))
		probe();
}

/* In place of the C library's: the tools install their filter by it. */
long syscall(long number, ...)
{
	va_list rest;
	long a[6];
	va_start(rest, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(rest, long);
	va_end(rest);
	long result = call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (number == SYS_seccomp && a[0] == SECCOMP_SET_MODE_FILTER && result == 0 && out >= 0)
		probe();
	return result;
}
