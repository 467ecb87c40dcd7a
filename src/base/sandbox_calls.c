/* The seccomp filter: which system calls a process may make, and with which arguments. */
#include "base/sandbox_calls.h"

#include <asm/ioctls.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

#ifndef PR_SET_VMA /* of newer headers than the oldest we build on */
#define PR_SET_VMA 0x53564d41
#endif

enum {
	FIRST_COMMON_CALL = 424, /* from here on a call has the same number on every machine */
	CALL_CLOSE_RANGE = 436,
	CALL_FACCESSAT2 = 439,
	CALL_FUTEX_WAITV = 449,
	NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
		     CLONE_NEWPID | CLONE_NEWNET,
	REFUSED = SECCOMP_RET_ERRNO | EPERM,
	UNKNOWN = SECCOMP_RET_ERRNO | ENOSYS,
	NO_FAMILY = SECCOMP_RET_ERRNO | EAFNOSUPPORT,
#ifdef __s390__
	CLONE_FLAGS = 1,
#else
	CLONE_FLAGS = 0,
#endif
};

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
/* A client's calls: nothing of ours listens. */
static const int socket_calls[] = {
	SCMP_SYS(connect),       SCMP_SYS(sendto),     SCMP_SYS(sendmsg),    SCMP_SYS(sendmmsg),
	SCMP_SYS(recvfrom),      SCMP_SYS(recvmsg),    SCMP_SYS(shutdown),   SCMP_SYS(getsockname),
	SCMP_SYS(getpeername),   SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(eventfd2),
	SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),  SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
};
/* gnuplot and what it loads are others' programs, so this is what they may not do: nothing that an
 * intruder would want is drawing. */
static const int drawing_refused[] = {
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(kcmp),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(name_to_handle_at),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(swapoff),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
	SCMP_SYS(syslog),
	SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime),
	SCMP_SYS(adjtimex),
	SCMP_SYS(clock_adjtime),
	SCMP_SYS(sethostname),
	SCMP_SYS(setdomainname),
	SCMP_SYS(ioperm),
	SCMP_SYS(iopl),
	SCMP_SYS(modify_ldt),
	SCMP_SYS(personality),
	SCMP_SYS(vhangup),
	SCMP_SYS(symlink),
	SCMP_SYS(symlinkat),
	SCMP_SYS(link),
	SCMP_SYS(linkat),
	SCMP_SYS(rename),
	SCMP_SYS(renameat),
	SCMP_SYS(renameat2),
	SCMP_SYS(mkdir),
	SCMP_SYS(mkdirat),
	SCMP_SYS(rmdir),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	SCMP_SYS(mknod),
	SCMP_SYS(mknodat),
	SCMP_SYS(truncate),
	SCMP_SYS(chmod),
	SCMP_SYS(fchmod),
	SCMP_SYS(fchmodat),
	SCMP_SYS(chown),
	SCMP_SYS(lchown),
	SCMP_SYS(fchown),
	SCMP_SYS(fchownat),
	SCMP_SYS(utime),
	SCMP_SYS(utimes),
	SCMP_SYS(utimensat),
	SCMP_SYS(futimesat),
	SCMP_SYS(setxattr),
	SCMP_SYS(lsetxattr),
	SCMP_SYS(fsetxattr),
	SCMP_SYS(removexattr),
	SCMP_SYS(lremovexattr),
	SCMP_SYS(fremovexattr),
	SCMP_SYS(memfd_create),
	SCMP_SYS(kill),
	SCMP_SYS(tkill),
	SCMP_SYS(rt_sigqueueinfo),
	SCMP_SYS(rt_tgsigqueueinfo),
	SCMP_SYS(shmget),
	SCMP_SYS(shmat),
	SCMP_SYS(shmctl),
	SCMP_SYS(msgget),
	SCMP_SYS(msgsnd),
	SCMP_SYS(msgrcv),
	SCMP_SYS(semget),
	SCMP_SYS(mq_open),
	SCMP_SYS(mq_unlink),
	SCMP_SYS(inotify_init),
	SCMP_SYS(inotify_init1),
	SCMP_SYS(fanotify_init),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(sendto),
	SCMP_SYS(sendmsg),
	SCMP_SYS(sendmmsg),
	SCMP_SYS(recvfrom),
	SCMP_SYS(recvmsg),
};

/* A flat program, made on the stack: libseccomp (1.0 to 2.5) makes another filter than it was asked
 * for when memory runs out, and says nothing, or crashes. Its numbers of the calls are used; a
 * negative one is not on this machine. */
struct filter {
	struct sock_filter steps[640];
	unsigned short count;
};

/* ARGUMENT, masked, is one of VALUES. The kernel takes the lower half of the arguments that are
 * looked at here. */
struct condition {
	int argument;
	uint32_t mask;
	const uint32_t *values;
	size_t count;
};
#define VALUES(...)         \
	(const uint32_t[])  \
	{                   \
		__VA_ARGS__ \
	}
#define ONE_OF(argument, mask, ...)                                    \
	{                                                              \
		argument, mask, VALUES(__VA_ARGS__),                   \
			sizeof(VALUES(__VA_ARGS__)) / sizeof(uint32_t) \
	}
enum { WHOLE = -1, MOST_CONDITIONS = 3 };
struct guarded {
	int call;
	unsigned otherwise;
	struct condition conditions[MOST_CONDITIONS];
};

static unsigned short add_step(struct filter *filter, unsigned short code, unsigned if_not,
			       unsigned value)
{
	if (filter->count == sizeof filter->steps / sizeof *filter->steps)
		fail(EX_SOFTWARE, "too many calls for the seccomp filter");
	filter->steps[filter->count] =
		(struct sock_filter){ .code = code, .jf = (unsigned char)if_not, .k = value };
	return filter->count++;
}

static void add_calls(struct filter *filter, unsigned action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (calls[i] < 0)
			continue;
		add_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, (unsigned)calls[i]);
		add_step(filter, BPF_RET | BPF_K, 0, action);
	}
}
#define ADD_CALLS(filter, action, calls) \
	add_calls(filter, action, calls, sizeof(calls) / sizeof *(calls))

static void add_condition(struct filter *filter, const struct condition *condition,
			  unsigned otherwise)
{
	size_t lower = __BYTE_ORDER == __BIG_ENDIAN ? 4 : 0;
	add_step(filter, BPF_LD | BPF_W | BPF_ABS, 0,
		 (unsigned)(offsetof(struct seccomp_data, args) + 8 * (size_t)condition->argument +
			    lower));
	if (condition->mask != (uint32_t)WHOLE)
		add_step(filter, BPF_ALU | BPF_AND | BPF_K, 0, condition->mask);
	for (size_t i = 0; i < condition->count; i++) {
		unsigned short step =
			add_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, condition->values[i]);
		/* over the other values and the refusal */
		filter->steps[step].jt = (unsigned char)(condition->count - i);
	}
	add_step(filter, BPF_RET | BPF_K, 0, otherwise);
}

/* The call with these arguments is allowed, and with others comes to OTHERWISE. */
static void add_guarded(struct filter *filter, const struct guarded *guarded)
{
	if (guarded->call < 0)
		return;
	unsigned short step =
		add_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, (unsigned)guarded->call);
	for (int i = 0; i < MOST_CONDITIONS && guarded->conditions[i].count; i++)
		add_condition(filter, &guarded->conditions[i], guarded->otherwise);
	add_step(filter, BPF_RET | BPF_K, 0, SECCOMP_RET_ALLOW);
	filter->steps[step].jf = (unsigned char)(filter->count - step - 1);
}

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
		ADD_CALLS(filter, SECCOMP_RET_ALLOW, both);
		return;
	}
	add_guarded(filter, &anonymous[0]);
	add_guarded(filter, loads ? &file : &anonymous[1]);
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
		add_guarded(filter, &all[i]);
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
		add_guarded(filter, &all[i]);
	if (grants->mode_count)
		add_guarded(filter, &mode);
	if (grants->grants & SANDBOX_GRANT_PROCESS)
		add_guarded(filter, &fork);
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
	add_guarded(filter, grants->grants & SANDBOX_GRANT_UNIX_SOCKETS ? &local_too : &internet);
	add_guarded(filter, &pair);
	if (!(grants->grants & SANDBOX_GRANT_PROCESS))
		add_guarded(filter, &thread); /* libcurl resolves names in one */
	ADD_CALLS(filter, SECCOMP_RET_ALLOW, socket_calls);
}

/* Of a call that is newer than these lists the C library is told that there is none: it takes an
 * older one. So it does for clone3(2), whose flags lie in memory, where no filter can look. */
static void refuse_newer(struct filter *filter)
{
	add_step(filter, BPF_JMP | BPF_JGE | BPF_K, 1, FIRST_COMMON_CALL);
	add_step(filter, BPF_RET | BPF_K, 0, UNKNOWN);
}

static void add_drawing(struct filter *filter, bool emulated)
{
	static const int newer[] = { CALL_CLOSE_RANGE, CALL_FACCESSAT2, CALL_FUTEX_WAITV };
	const struct guarded guards[] = {
		{ SCMP_SYS(tgkill), REFUSED, { ONE_OF(0, WHOLE, (uint32_t)getpid()) } },
		{ SCMP_SYS(clone), REFUSED, { ONE_OF(CLONE_FLAGS, NAMESPACES | CLONE_PTRACE, 0) } },
		{ SCMP_SYS(prctl),
		  REFUSED,
		  { ONE_OF(0, WHOLE, PR_SET_NAME, PR_GET_NAME, PR_SET_PDEATHSIG, PR_GET_DUMPABLE,
			   PR_SET_VMA) } },
		{ SCMP_SYS(prlimit64), REFUSED, { ONE_OF(0, WHOLE, 0) } },
		{ SCMP_SYS(ioctl),
		  REFUSED,
		  { ONE_OF(1, WHOLE, TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO) } },
		{ SCMP_SYS(mmap),
		  REFUSED,
		  { ONE_OF(2, PROT_WRITE | PROT_EXEC, 0, PROT_WRITE, PROT_EXEC) } },
		{ SCMP_SYS(mprotect), REFUSED, { ONE_OF(2, PROT_EXEC, 0) } },
	};
	for (size_t i = 0; i < sizeof guards / sizeof *guards - (emulated ? 2 : 0); i++)
		add_guarded(filter, &guards[i]);
	ADD_CALLS(filter, REFUSED, drawing_refused);
	ADD_CALLS(filter, SECCOMP_RET_ALLOW, newer);
	refuse_newer(filter);
	add_step(filter, BPF_RET | BPF_K, 0, SECCOMP_RET_ALLOW);
}

static void add_confined(struct filter *filter, enum sandbox kind, const struct call_grants *grants,
			 bool emulated)
{
	bool network = kind == SANDBOX_NETWORK || kind == SANDBOX_SERVED_BOOKS;
	ADD_CALLS(filter, SECCOMP_RET_ALLOW, pure_calls);
	guard_memory(filter, emulated, network);
	guard_common(filter);
	if (kind != SANDBOX_PURE) {
		ADD_CALLS(filter, SECCOMP_RET_ALLOW, file_calls);
		guard_files(filter, grants);
	}
	if (kind == SANDBOX_BOOKS || kind == SANDBOX_SERVED_BOOKS)
		ADD_CALLS(filter, SECCOMP_RET_ALLOW, name_calls);
	if (network)
		guard_sockets(filter, grants);
	refuse_newer(filter);
	add_step(filter, BPF_RET | BPF_K, 0, REFUSED);
}

static void build(struct filter *filter, enum sandbox kind, const struct call_grants *grants,
		  bool emulated)
{
	filter->count = 0;
	add_step(filter, BPF_LD | BPF_W | BPF_ABS, 0, offsetof(struct seccomp_data, arch));
	add_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, seccomp_arch_native());
	add_step(filter, BPF_JMP | BPF_JA, 0, 1);
	add_step(filter, BPF_RET | BPF_K, 0,
		 SECCOMP_RET_KILL_PROCESS); /* the calls of another machine have other numbers */
	add_step(filter, BPF_LD | BPF_W | BPF_ABS, 0, offsetof(struct seccomp_data, nr));
#ifdef __X32_SYSCALL_BIT
	add_step(filter, BPF_JMP | BPF_JGE | BPF_K, 1, __X32_SYSCALL_BIT);
	add_step(filter, BPF_RET | BPF_K, 0, SECCOMP_RET_KILL_PROCESS);
#endif
	if (kind == SANDBOX_DRAWING)
		add_drawing(filter, emulated);
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
