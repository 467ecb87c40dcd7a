/* The seccomp filter: which system calls a process may make, and with which arguments. */
#include "base/sandbox_calls.h"

#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/sandbox_filter.h"

enum { NO_FAMILY = SECCOMP_RET_ERRNO | EAFNOSUPPORT };

/* All that a filter from stdin to stdout does, its libraries and the sanitizers included; what is
 * frequent comes first. */
static const int pure_calls[] = {
	SCMP_SYS(read),         SCMP_SYS(write),           SCMP_SYS(poll),
	SCMP_SYS(futex),        SCMP_SYS(clock_gettime),   SCMP_SYS(munmap),
	SCMP_SYS(brk),          SCMP_SYS(madvise),         SCMP_SYS(readv),
	SCMP_SYS(writev),       SCMP_SYS(close),           SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),   SCMP_SYS(lseek),           SCMP_SYS(fcntl),
	SCMP_SYS(ppoll),        SCMP_SYS(mremap),          SCMP_SYS(exit),
	SCMP_SYS(exit_group),   SCMP_SYS(rt_sigaction),    SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),     SCMP_SYS(restart_syscall),
	SCMP_SYS(gettimeofday), SCMP_SYS(getpid),          SCMP_SYS(gettid),
	SCMP_SYS(getrandom),    SCMP_SYS(getrusage),       SCMP_SYS(sched_yield),
	SCMP_SYS(rseq),         SCMP_SYS(set_robust_list),
};
/* What SQLite, the C library and reading of files need besides; Landlock says which files. */
static const int file_calls[] = {
	SCMP_SYS(pread64),
	SCMP_SYS(pwrite64),
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	CALL_FACCESSAT2,
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(statfs),
	SCMP_SYS(fstatfs),
	SCMP_SYS(getdents64),
	SCMP_SYS(preadv),
	SCMP_SYS(pwritev),
	SCMP_SYS(ftruncate),
	SCMP_SYS(fsync),
	SCMP_SYS(fdatasync),
	SCMP_SYS(syncfs),
	SCMP_SYS(sync_file_range),
	SCMP_SYS(fallocate),
	SCMP_SYS(fadvise64),
	SCMP_SYS(flock),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	SCMP_SYS(fchown),
	SCMP_SYS(umask),
	SCMP_SYS(copy_file_range),
	SCMP_SYS(sendfile),
	SCMP_SYS(dup),
	SCMP_SYS(dup2),
	SCMP_SYS(dup3),
	SCMP_SYS(pipe),
	SCMP_SYS(pipe2),
	SCMP_SYS(select),
	SCMP_SYS(pselect6),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(clock_getres),
	SCMP_SYS(setitimer),
	SCMP_SYS(time),
	SCMP_SYS(times),
	SCMP_SYS(uname),
	SCMP_SYS(sysinfo),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getppid),
	SCMP_SYS(getrlimit),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(membarrier),
	SCMP_SYS(mincore),
	SCMP_SYS(msync),
	SCMP_SYS(mlock),
	SCMP_SYS(mlock2),
	SCMP_SYS(munlock),
	SCMP_SYS(wait4),
	SCMP_SYS(waitid),
	CALL_CLOSE_RANGE,
	CALL_FUTEX_WAITV,
};
/* Giving files their names, which those do that keep books, pages and copies. */
static const int name_calls[] = {
	SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat),
};
/* Keeping files in folders of their own. */
static const int folder_calls[] = {
	SCMP_SYS(mkdir),
	SCMP_SYS(mkdirat),
	SCMP_SYS(utimensat),
};
/* A client's calls: nothing of ours listens. */
static const int socket_calls[] = {
	SCMP_SYS(connect),       SCMP_SYS(sendto),     SCMP_SYS(sendmsg),    SCMP_SYS(sendmmsg),
	SCMP_SYS(recvfrom),      SCMP_SYS(recvmsg),    SCMP_SYS(shutdown),   SCMP_SYS(getsockname),
	SCMP_SYS(getpeername),   SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(eventfd2),
	SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),  SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
};
/* Nothing that was written is executed, but by valgrind (EMULATED), which writes what it executes.
 * Where libraries are loaded late (LOADS), a file's mapping may be executed too, but not written.
 */
static void guard_memory(struct filter *filter, bool emulated, bool loads)
{
	const struct guarded anonymous[] = {
		{ SCMP_SYS(mprotect), REFUSED, { ONE_OF(2, PROT_EXEC, 0) } },
		{ SCMP_SYS(mmap), REFUSED, { ONE_OF(2, PROT_EXEC, 0) } },
	};
	const struct guarded file = { SCMP_SYS(mmap),
				      REFUSED,
				      { ONE_OF(2, PROT_WRITE | PROT_EXEC, 0, PROT_WRITE,
					       PROT_EXEC) } };
	static const int both[] = { SCMP_SYS(mmap), SCMP_SYS(mprotect) };
	if (emulated) {
		FILTER_CALLS(filter, SECCOMP_RET_ALLOW, both);
		return;
	}
	filter_guarded(filter, &anonymous[0]);
	filter_guarded(filter, loads ? &file : &anonymous[1]);
}

/* What every process may do to itself, and to no other: abort(3) is tgkill(2). */
static void guard_common(struct filter *filter)
{
	uint32_t self = (uint32_t)getpid();
	const struct guarded all[] = {
		{ SCMP_SYS(tgkill), REFUSED, { ONE_OF(0, WHOLE, self) } },
		{ SCMP_SYS(kill), REFUSED, { ONE_OF(0, WHOLE, self) } },
		{ SCMP_SYS(ioctl),
		  REFUSED,
		  { ONE_OF(1, WHOLE, TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO) } },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		filter_guarded(filter, &all[i]);
}

/* SQLite gives its log the mode of the books: that one may be set, and no other. */
static void guard_files(struct filter *filter, const struct call_grants *grants)
{
	uint32_t self = (uint32_t)getpid();
	const struct guarded all[] = {
		{ SCMP_SYS(prlimit64), REFUSED, { ONE_OF(0, WHOLE, 0, self) } },
		{ SCMP_SYS(prctl),
		  REFUSED,
		  { ONE_OF(0, WHOLE, PR_SET_NAME, PR_GET_NAME, PR_SET_PDEATHSIG, PR_GET_DUMPABLE,
			   PR_SET_VMA) } },
	};
	const struct guarded mode = { SCMP_SYS(fchmod),
				      REFUSED,
				      { { 1, (uint32_t)WHOLE, grants->modes,
					  grants->mode_count } } };
	const struct guarded fork = { SCMP_SYS(clone),
				      REFUSED,
				      { ONE_OF(CLONE_FLAGS, NAMESPACES | CLONE_PTRACE, 0) } };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		filter_guarded(filter, &all[i]);
	if (grants->mode_count)
		filter_guarded(filter, &mode);
	if (grants->grants & SANDBOX_GRANT_PROCESS)
		filter_guarded(filter, &fork);
}

/* TCP and UDP. Name resolution goes without the sockets of nscd, resolved and netlink: it asks DNS
 * itself. */
static void guard_sockets(struct filter *filter, const struct call_grants *grants)
{
	const uint32_t kind = (uint32_t) ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
	const struct guarded internet = { SCMP_SYS(socket),
					  NO_FAMILY,
					  { ONE_OF(0, WHOLE, AF_INET, AF_INET6),
					    ONE_OF(1, kind, SOCK_STREAM, SOCK_DGRAM),
					    ONE_OF(2, WHOLE, 0, IPPROTO_TCP, IPPROTO_UDP) } };
	const struct guarded local_too = { SCMP_SYS(socket),
					   NO_FAMILY,
					   { ONE_OF(0, WHOLE, AF_INET, AF_INET6, AF_UNIX),
					     ONE_OF(1, kind, SOCK_STREAM, SOCK_DGRAM),
					     ONE_OF(2, WHOLE, 0, IPPROTO_TCP, IPPROTO_UDP) } };
	/* libcurl wakes itself by a pair; one of datagrams could be addressed elsewhere. */
	const struct guarded pair = { SCMP_SYS(socketpair),
				      NO_FAMILY,
				      { ONE_OF(0, WHOLE, AF_UNIX), ONE_OF(1, kind, SOCK_STREAM) } };
	const struct guarded thread = {
		SCMP_SYS(clone),
		REFUSED,
		{ ONE_OF(CLONE_FLAGS, NAMESPACES | CLONE_PTRACE | CLONE_THREAD | CLONE_VM,
			 CLONE_THREAD | CLONE_VM) }
	};
	filter_guarded(filter,
		       grants->grants & SANDBOX_GRANT_UNIX_SOCKETS ? &local_too : &internet);
	filter_guarded(filter, &pair);
	if (!(grants->grants & SANDBOX_GRANT_PROCESS))
		filter_guarded(filter, &thread); /* libcurl resolves names in one */
	FILTER_CALLS(filter, SECCOMP_RET_ALLOW, socket_calls);
}

static void add_confined(struct filter *filter, enum sandbox kind, const struct call_grants *grants,
			 bool emulated)
{
	bool network = kind == SANDBOX_NETWORK || kind == SANDBOX_SERVED_BOOKS;
	FILTER_CALLS(filter, SECCOMP_RET_ALLOW, pure_calls);
	guard_memory(filter, emulated, network || kind == SANDBOX_LISTS);
	guard_common(filter);
	if (kind != SANDBOX_PURE) {
		FILTER_CALLS(filter, SECCOMP_RET_ALLOW, file_calls);
		guard_files(filter, grants);
	}
	bool folders = grants->grants & SANDBOX_GRANT_FOLDERS;
	if (kind == SANDBOX_BOOKS || kind == SANDBOX_SERVED_BOOKS || folders)
		FILTER_CALLS(filter, SECCOMP_RET_ALLOW, name_calls);
	if (folders)
		FILTER_CALLS(filter, SECCOMP_RET_ALLOW, folder_calls);
	if (network)
		guard_sockets(filter, grants);
	filter_refuse_newer(filter);
	filter_step(filter, BPF_RET | BPF_K, 0, REFUSED);
}

static void build(struct filter *filter, enum sandbox kind, const struct call_grants *grants,
		  bool emulated)
{
	filter->count = 0;
	filter_step(filter, BPF_LD | BPF_W | BPF_ABS, 0, offsetof(struct seccomp_data, arch));
	filter_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, seccomp_arch_native());
	filter_step(filter, BPF_JMP | BPF_JA, 0, 1);
	filter_step(filter, BPF_RET | BPF_K, 0,
		    SECCOMP_RET_KILL_PROCESS); /* the calls of another machine have other numbers */
	filter_step(filter, BPF_LD | BPF_W | BPF_ABS, 0, offsetof(struct seccomp_data, nr));
#ifdef __X32_SYSCALL_BIT
	filter_step(filter, BPF_JMP | BPF_JGE | BPF_K, 1, __X32_SYSCALL_BIT);
	filter_step(filter, BPF_RET | BPF_K, 0, SECCOMP_RET_KILL_PROCESS);
#endif
	if (kind == SANDBOX_DRAWING)
		filter_drawing(filter, emulated);
	else
		add_confined(filter, kind, grants, emulated);
}

void sandbox_filter_calls(enum sandbox kind, const struct call_grants *grants)
{
	struct filter filter;
	struct sock_fprog program = { .filter = filter.steps };
	build(&filter, kind, grants, false);
	program.len = filter.count;
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0)
		return;
	/* valgrind, which knows the older call only; every kernel with Landlock knows this one */
	if (errno == ENOSYS) {
		build(&filter, kind, grants, true);
		program.len = filter.count;
		if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0)
			return;
	}
	fail(EX_OSERR,
	     "the kernel refused the seccomp filter (%s); this tool does not work unconfined",
	     strerrordesc_np(errno));
}
