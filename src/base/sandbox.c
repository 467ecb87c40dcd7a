/* Confinement: seccomp says which calls, Landlock which files. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

#ifndef LANDLOCK_ACCESS_FS_REFER /* of newer headers than the oldest we build on */
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

static const uint64_t may_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t may_write = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |
				  LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
/* Everything Landlock's first version knows: what no rule allows is refused. */
static const uint64_t first_version = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

/* What name resolution, TLS and the clock's zone read; libraries of the resolver are loaded late. */
#define NETWORK_FILES \
	"/usr/lib", "/usr/share", "/lib", "/lib64", "/etc/ssl", "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf", \
	"/etc/services", "/etc/ld.so.cache", "/etc/localtime", "/etc/ca-certificates", "/usr/local/share/ca-certificates", "/run/systemd/resolve", \
	"/run/resolvconf", "/dev/urandom"
static const char *const network_files[] = { NETWORK_FILES, NULL };
static const char *const served_books_files[] = { NETWORK_FILES, "/etc/postgresql-common", NULL };
static const char *const drawing_files[] = { "/usr", "/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig",
	"/dev/urandom", NULL };
static const char *const books_files[] = { "/usr/share/zoneinfo", "/usr/share/locale", "/etc/localtime", "/dev/urandom", NULL };

enum { MOST_ALSO = 2 };
static const char *also_writable[MOST_ALSO];

static void allow(int ruleset, const char *path, uint64_t access)
{
	struct stat status;
	struct landlock_path_beneath_attr rule = { .allowed_access = access };
	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return; /* what is not there need not be reached */
	if (fstat(rule.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
		rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_EXECUTE;
	syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

static void confine_files(const char *const *readable_files, uint64_t access, const char *folder, const char *readable)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1) {
		log_line(LOG_WARN, "no-landlock", "this kernel has no Landlock: files are not walled off (Linux 5.13 or newer, lsm=landlock)");
		return;
	}
	struct landlock_ruleset_attr attributes = { .handled_access_fs = first_version };
	if (version >= 2)
		attributes.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
	if (version >= 3)
		attributes.handled_access_fs |= LANDLOCK_ACCESS_FS_TRUNCATE;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
	for (size_t i = 0; readable_files[i]; i++)
		allow(ruleset, readable_files[i], access & attributes.handled_access_fs);
	if (readable)
		allow(ruleset, readable, may_read & attributes.handled_access_fs);
	if (folder)
		allow(ruleset, folder, may_write & attributes.handled_access_fs);
	for (int i = 0; i < MOST_ALSO; i++)
		if (also_writable[i])
			allow(ruleset, also_writable[i], may_write & attributes.handled_access_fs);
	if (ruleset < 0 || syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		fail(EX_OSERR, "the kernel refused Landlock's rules (%s)", strerrordesc_np(errno));
	close(ruleset);
}

/* All that a filter from stdin to stdout does, its libraries and the sanitizers included. */
static const int pure_calls[] = {
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
	SCMP_SYS(lseek), SCMP_SYS(fcntl), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap),
	SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
	SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill), SCMP_SYS(getrandom),
	SCMP_SYS(getrusage), SCMP_SYS(sched_yield), SCMP_SYS(rseq), SCMP_SYS(set_robust_list), SCMP_SYS(ioctl),
};
/* What no tool of ours has a duty for, and what an intruder would want. */
static const int always_refused[] = {
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(bpf),
	SCMP_SYS(io_uring_setup), SCMP_SYS(open_by_handle_at), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root),
	SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
	SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(kexec_load), SCMP_SYS(init_module), SCMP_SYS(finit_module),
	SCMP_SYS(delete_module), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
	SCMP_SYS(pidfd_getfd), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chown),
	SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(setxattr), SCMP_SYS(memfd_create),
};
static const int program_calls[] = { SCMP_SYS(execve), SCMP_SYS(execveat) };
static const int socket_calls[] = {
	SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
	SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
};

/* A flat program, made on the stack: libseccomp (1.0 to 2.5) makes another filter than it was asked for when memory runs out, and says
 * nothing, or crashes. Its numbers of the calls are used; a negative one is not on this machine. */
struct filter { struct sock_filter steps[300]; unsigned short count; };

static void add_step(struct filter *filter, unsigned short code, unsigned if_not, unsigned value)
{
	if (filter->count == sizeof filter->steps / sizeof *filter->steps)
		fail(EX_SOFTWARE, "too many calls for the seccomp filter");
	filter->steps[filter->count++] = (struct sock_filter){ .code = code, .jf = (unsigned char)if_not, .k = value };
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

static void confine_calls(enum sandbox kind)
{
	unsigned refused = SECCOMP_RET_ERRNO | EPERM;
	struct filter filter = { 0 };
	add_step(&filter, BPF_LD | BPF_W | BPF_ABS, 0, offsetof(struct seccomp_data, arch));
	add_step(&filter, BPF_JMP | BPF_JEQ | BPF_K, 1, seccomp_arch_native());
	add_step(&filter, BPF_JMP | BPF_JA, 0, 1);
	add_step(&filter, BPF_RET | BPF_K, 0, SECCOMP_RET_KILL_PROCESS); /* the calls of another machine have other numbers */
	add_step(&filter, BPF_LD | BPF_W | BPF_ABS, 0, offsetof(struct seccomp_data, nr));
#ifdef __X32_SYSCALL_BIT
	add_step(&filter, BPF_JMP | BPF_JGE | BPF_K, 1, __X32_SYSCALL_BIT);
	add_step(&filter, BPF_RET | BPF_K, 0, SECCOMP_RET_KILL_PROCESS);
#endif
	if (kind == SANDBOX_PURE)
		add_calls(&filter, SECCOMP_RET_ALLOW, pure_calls, sizeof pure_calls / sizeof *pure_calls);
	else
		add_calls(&filter, refused, always_refused, sizeof always_refused / sizeof *always_refused);
	if (kind != SANDBOX_PURE && kind != SANDBOX_DRAWING)
		add_calls(&filter, refused, program_calls, sizeof program_calls / sizeof *program_calls);
	if (kind == SANDBOX_BOOKS || kind == SANDBOX_DRAWING)
		add_calls(&filter, refused, socket_calls, sizeof socket_calls / sizeof *socket_calls);
	add_step(&filter, BPF_RET | BPF_K, 0, kind == SANDBOX_PURE ? refused : SECCOMP_RET_ALLOW);
	struct sock_fprog program = { .len = filter.count, .filter = filter.steps };
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0 && /* valgrind knows the older call only */
	    (errno != ENOSYS || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0))
		fail(EX_OSERR, "the kernel refused the seccomp filter (%s); this tool does not work unconfined", strerrordesc_np(errno));
}

void sandbox_also_write(const char *folder)
{
	int i = 0;
	while (i < MOST_ALSO - 1 && also_writable[i])
		i++;
	also_writable[i] = folder;
}

void sandbox_confine(enum sandbox kind, const char *folder, const char *readable)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		fail(EX_OSERR, "the kernel refused to drop privileges for good (%s)", strerrordesc_np(errno));
	if (kind == SANDBOX_NETWORK)
		confine_files(network_files, may_read, folder, readable);
	else if (kind == SANDBOX_BOOKS)
		confine_files(books_files, may_read, folder, readable);
	else if (kind == SANDBOX_SERVED_BOOKS)
		confine_files(served_books_files, may_read, folder, readable);
	else if (kind == SANDBOX_DRAWING)
		confine_files(drawing_files, may_read | LANDLOCK_ACCESS_FS_EXECUTE, "/dev/null", readable);
	confine_calls(kind);
}

char *sandbox_folder_of(const char *file)
{
	if (!file)
		return NULL;
	const char *slash = strrchr(file, '/');
	char *folder = slash == file ? strdup("/") : slash ? strndup(file, (size_t)(slash - file)) : strdup(".");
	if (!folder)
		fail(EX_OSERR, "out of memory");
	return folder;
}
