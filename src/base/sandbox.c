/* Confinement: Landlock says which files, seccomp (sandbox_calls.c) which calls. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/sandbox_calls.h"

#ifndef LANDLOCK_ACCESS_FS_REFER /* of newer headers than the oldest we build on */
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

static const uint64_t may_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t may_write = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
				  LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
				  LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
/* Everything Landlock's first version knows: what no rule allows is refused. */
static const uint64_t first_version = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

/* What name resolution, TLS and the clock's zone read; libcurl and libraries of the resolver are
 * loaded late.
 */
#define NETWORK_FILES                                                                     \
	"/usr/lib", "/usr/local/lib", "/usr/share", "/lib", "/lib64", "/etc/ssl",         \
		"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", \
		"/etc/gai.conf", "/etc/services", "/etc/ld.so.cache", "/etc/localtime",   \
		"/etc/ca-certificates", "/usr/local/share/ca-certificates",               \
		"/run/systemd/resolve", "/run/resolvconf", "/dev/urandom"
static const char *const network_files[] = { NETWORK_FILES, NULL };
static const char *const served_books_files[] = { NETWORK_FILES, "/etc/postgresql-common", NULL };
static const char *const drawing_files[] = { "/usr",
					     "/lib",
					     "/lib64",
					     "/bin",
					     "/etc/alternatives",
					     "/etc/fonts",
					     "/etc/ld.so.cache",
					     "/var/cache/fontconfig",
					     "/dev/urandom",
					     NULL };
static const char *const list_files[] = { "/usr/lib",         "/usr/local/lib", "/lib", "/lib64",
					  "/etc/ld.so.cache", "/dev/urandom",   NULL };
static const char *const books_files[] = { "/usr/share/zoneinfo", "/etc/localtime", "/dev/urandom",
					   NULL };

enum { MOST_ALSO = 2 };
static const char *also_writable[MOST_ALSO];
static const char *also_readable[SANDBOX_READABLE];
static int readable_count;
static struct call_grants granted;

/* The attributes of Landlock's sixth version, whatever the headers know:
 * https://docs.kernel.org/userspace-api/landlock.html */
struct ruleset_attributes {
	uint64_t handled_access_fs, handled_access_net, scoped;
};
enum { BIND_TCP = 1 << 0, ABSTRACT_UNIX_SOCKET = 1 << 0, SIGNAL = 1 << 1 };

static void allow(int ruleset, const char *path, uint64_t access)
{
	struct stat status;
	struct landlock_path_beneath_attr rule = { .allowed_access = access };
	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return; /* what is not there need not be reached */
	if (fstat(rule.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
		rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE |
				       LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE |
				       LANDLOCK_ACCESS_FS_EXECUTE;
	syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

static void confine_files(const char *const *readable_files, uint64_t access, const char *folder,
			  const char *readable)
{
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1) {
		log_line(LOG_WARN, "no-landlock",
			 "this kernel has no Landlock: files are not confined (Linux 5.13 or "
			 "newer, lsm=landlock)");
		return;
	}
	struct ruleset_attributes attributes = { .handled_access_fs = first_version };
	if (version >= 2)
		attributes.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
	if (version >= 3)
		attributes.handled_access_fs |= LANDLOCK_ACCESS_FS_TRUNCATE;
	if (version >= 4)
		attributes.handled_access_net = BIND_TCP;
	if (version >= 6)
		/* of this process and what it starts only */
		attributes.scoped = ABSTRACT_UNIX_SOCKET | SIGNAL;
	/* Zeros behind what it knows are no matter to an older kernel. */
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
	for (size_t i = 0; readable_files[i]; i++)
		allow(ruleset, readable_files[i], access & attributes.handled_access_fs);
	if (readable)
		allow(ruleset, readable, may_read & attributes.handled_access_fs);
	for (int i = 0; i < readable_count; i++)
		allow(ruleset, also_readable[i], may_read & attributes.handled_access_fs);
	uint64_t folders = granted.grants & SANDBOX_GRANT_FOLDERS ? LANDLOCK_ACCESS_FS_MAKE_DIR : 0;
	if (folder)
		allow(ruleset, folder, (may_write | folders) & attributes.handled_access_fs);
	for (int i = 0; i < MOST_ALSO; i++)
		if (also_writable[i])
			allow(ruleset, also_writable[i], may_write & attributes.handled_access_fs);
	if (ruleset < 0 || syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		fail(EX_OSERR, "the kernel refused Landlock's rules (%s)", strerrordesc_np(errno));
	close(ruleset);
}

void sandbox_also_write(const char *folder)
{
	int i = 0;
	while (i < MOST_ALSO - 1 && also_writable[i])
		i++;
	also_writable[i] = folder;
}

void sandbox_also_read(const char *path)
{
	if (path && readable_count < SANDBOX_READABLE)
		also_readable[readable_count++] = path;
}

void sandbox_grant(unsigned grants)
{
	granted.grants |= grants;
}

void sandbox_keep_mode(const char *file)
{
	struct stat status;
	if (file && stat(file, &status) == 0 && granted.mode_count < MOST_MODES)
		granted.modes[granted.mode_count++] = status.st_mode & 0777;
}

void sandbox_confine(enum sandbox kind, const char *folder, const char *readable)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		fail(EX_OSERR, "the kernel refused to drop privileges for good (%s)",
		     strerrordesc_np(errno));
	if (kind == SANDBOX_NETWORK)
		confine_files(network_files, may_read, folder, readable);
	else if (kind == SANDBOX_BOOKS)
		confine_files(books_files, may_read, folder, readable);
	else if (kind == SANDBOX_LISTS)
		confine_files(list_files, may_read, folder, readable);
	else if (kind == SANDBOX_SERVED_BOOKS)
		confine_files(served_books_files, may_read, folder, readable);
	else if (kind == SANDBOX_DRAWING)
		confine_files(drawing_files, may_read | LANDLOCK_ACCESS_FS_EXECUTE, "/dev/null",
			      readable);
	sandbox_filter_calls(kind, &granted);
}

char *sandbox_folder_of(const char *file)
{
	if (!file)
		return NULL;
	const char *slash = strrchr(file, '/');
	char *folder = slash == file ? strdup("/")
		       : slash       ? strndup(file, (size_t)(slash - file))
				     : strdup(".");
	if (!folder)
		fail(EX_OSERR, "out of memory");
	return folder;
}
