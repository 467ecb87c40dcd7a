/* Files by what they contain, in two levels of folders. */
#include "base/file_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

#define RESERVED_BYTES (64 * INT64_C(1048576))
enum { PIECE_BYTES = 64 * 1024, FOLDER_MODE = 0700, FILE_MODE = 0600, PATH_SIZE = 128 };

struct file_store {
	int folder;
};
struct new_file {
	struct file_store *store;
	int fd;
	crypto_hash_sha256_state hash;
};

struct file_store *file_store_open(const char *folder)
{
	if (mkdir(folder, FOLDER_MODE) != 0 && errno != EEXIST)
		return NULL;
	return file_store_look(folder);
}

struct file_store *file_store_look(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	struct file_store *store = calloc(1, sizeof *store);
	if (!store)
		fail(EX_OSERR, "out of memory");
	store->folder = fd;
	return store;
}

void file_store_close(struct file_store *store)
{
	if (!store)
		return;
	close(store->folder);
	free(store);
}

int file_store_folder(const struct file_store *store)
{
	return store->folder;
}

bool file_store_lock(const struct file_store *store, bool alone)
{
	return flock(store->folder, alone ? LOCK_EX : LOCK_SH | LOCK_NB) == 0;
}

bool file_store_has_room(const struct file_store *store, int64_t bytes)
{
	struct statvfs disk;
	return fstatvfs(store->folder, &disk) != 0 ||
	       (int64_t)(disk.f_bavail * disk.f_frsize) / 2 >= (bytes + RESERVED_BYTES) / 2;
}

/* Its name goes at once: a run that dies leaves nothing. */
struct new_file *new_file_begin(struct file_store *store)
{
	char name[PATH_SIZE];
	snprintf(name, sizeof name, ".incoming-%d", (int)getpid());
	unlinkat(store->folder, name, 0);
	int fd = openat(store->folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			FILE_MODE);
	if (fd < 0)
		return NULL;
	unlinkat(store->folder, name, 0);
	struct new_file *file = calloc(1, sizeof *file);
	if (!file)
		fail(EX_OSERR, "out of memory");
	file->store = store;
	file->fd = fd;
	crypto_hash_sha256_init(&file->hash);
	return file;
}

static bool write_whole(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

bool new_file_add(struct new_file *file, const char *bytes, size_t length)
{
	crypto_hash_sha256_update(&file->hash, (const unsigned char *)bytes, length);
	return write_whole(file->fd, bytes, length);
}

void new_file_drop(struct new_file *file)
{
	if (!file)
		return;
	close(file->fd);
	free(file);
}

/* "ab/cd/HASH" */
static void path_of(const char *hash, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "%.2s/%.2s/%.64s", hash, hash + 2, hash);
}

/* Makes the two folders of HASH; the folder itself, opened, or -1. */
static int open_folder_of(const struct file_store *store, const char *hash)
{
	char outer[PATH_SIZE], inner[PATH_SIZE];
	snprintf(outer, sizeof outer, "%.2s", hash);
	snprintf(inner, sizeof inner, "%.2s/%.2s", hash, hash + 2);
	bool made = mkdirat(store->folder, outer, FOLDER_MODE) == 0;
	if (!made && errno != EEXIST)
		return -1;
	if (made && fsync(store->folder) != 0)
		return -1;
	made = mkdirat(store->folder, inner, FOLDER_MODE) == 0;
	if (!made && errno != EEXIST)
		return -1;
	int above = openat(store->folder, outer, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	bool safe = above >= 0 && (!made || fsync(above) == 0);
	if (above >= 0)
		close(above);
	return safe ? openat(store->folder, inner, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
		    : -1;
}

static bool copy_whole(int from, int into)
{
	char piece[PIECE_BYTES];
	ssize_t length;
	off_t at = 0;
	while ((length = pread(from, piece, sizeof piece, at)) > 0) {
		if (!write_whole(into, piece, (size_t)length))
			return false;
		at += length;
	}
	return length == 0;
}

/* A temporary name in the folder itself, then its own: a rename from one folder to another is
 * nothing that this process may do. */
static bool name_file(const struct new_file *file, int folder, const char *hash)
{
	char temporary[PATH_SIZE];
	snprintf(temporary, sizeof temporary, ".%.64s.%d", hash, (int)getpid());
	unlinkat(folder, temporary, 0);
	int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			FILE_MODE);
	if (fd < 0)
		return false;
	bool whole = copy_whole(file->fd, fd) && fsync(fd) == 0;
	int why = errno;
	if (close(fd) != 0 && whole) {
		whole = false;
		why = errno;
	}
	if (whole && renameat(folder, temporary, folder, hash) == 0 && fsync(folder) == 0)
		return true;
	why = whole ? errno : why;
	unlinkat(folder, temporary, 0);
	errno = why;
	return false;
}

static enum file_state check_open(int fd, const char *hash, int64_t size)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char piece[PIECE_BYTES], text[FILE_HASH_SIZE];
	crypto_hash_sha256_state state;
	struct stat status;
	ssize_t length;
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
		return FILE_UNREADABLE;
	if (status.st_size != size)
		return FILE_OTHER_SIZE;
	crypto_hash_sha256_init(&state);
	while ((length = read(fd, piece, sizeof piece)) > 0)
		crypto_hash_sha256_update(&state, (const unsigned char *)piece, (size_t)length);
	if (length < 0)
		return FILE_UNREADABLE;
	crypto_hash_sha256_final(&state, digest);
	sodium_bin2hex(text, sizeof text, digest, sizeof digest);
	return strcmp(text, hash) == 0 ? FILE_THERE : FILE_OTHER_CONTENT;
}

/* Whether a file of that content has that name; one that was damaged is replaced. It counts as new:
 * what is swept away has been nobody's for long. */
static bool is_there(const struct new_file *file, int folder, const char *hash)
{
	struct stat new;
	int fd = openat(folder, hash, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool there = fd >= 0 && fstat(file->fd, &new) == 0 &&
		     check_open(fd, hash, new.st_size) == FILE_THERE && futimens(fd, NULL) == 0;
	if (fd >= 0)
		close(fd);
	return there;
}

int new_file_fd(const struct new_file *file)
{
	return file->fd;
}

enum file_state new_file_check(const struct new_file *file, const char *hash, int64_t size)
{
	return lseek(file->fd, 0, SEEK_SET) == 0 ? check_open(file->fd, hash, size)
						 : FILE_UNREADABLE;
}

bool new_file_name(struct new_file *file, const char *hash)
{
	int folder = open_folder_of(file->store, hash);
	bool named = folder >= 0 && name_file(file, folder, hash);
	int why = errno;
	if (folder >= 0)
		close(folder);
	new_file_drop(file);
	errno = why;
	return named;
}

bool new_file_keep(struct new_file *file, char hash[FILE_HASH_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_final(&file->hash, digest);
	sodium_bin2hex(hash, FILE_HASH_SIZE, digest, sizeof digest);
	int folder = open_folder_of(file->store, hash);
	bool kept = folder >= 0 && (is_there(file, folder, hash) || name_file(file, folder, hash));
	int why = errno;
	if (folder >= 0)
		close(folder);
	new_file_drop(file);
	errno = why;
	return kept;
}

int file_store_read(const struct file_store *store, const char *hash)
{
	char path[PATH_SIZE];
	path_of(hash, path);
	return openat(store->folder, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

int64_t file_store_size(const struct file_store *store, const char *hash)
{
	char path[PATH_SIZE];
	struct stat status;
	path_of(hash, path);
	return fstatat(store->folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			       S_ISREG(status.st_mode)
		       ? (int64_t)status.st_size
		       : -1;
}

enum file_state file_store_check(const struct file_store *store, const char *hash, int64_t size)
{
	int fd = file_store_read(store, hash);
	if (fd < 0)
		return errno == ENOENT ? FILE_MISSING : FILE_UNREADABLE;
	enum file_state state = check_open(fd, hash, size);
	close(fd);
	return state;
}

bool file_store_remove(const struct file_store *store, const char *hash)
{
	char path[PATH_SIZE];
	path_of(hash, path);
	return unlinkat(store->folder, path, 0) == 0;
}

/* Whether NAME is one that a file has only while it is written. */
static bool is_unfinished(const char *name)
{
	const char *process = *name == '.' ? strrchr(name + 1, '.') : NULL;
	return process && process - name == FILE_HASH_SIZE &&
	       strspn(name + 1, "0123456789abcdef") == FILE_HASH_SIZE - 1 && process[1] &&
	       !process[1 + strspn(process + 1, "0123456789")];
}

/* The folder NAME within FOLDER, to be read; NULL: it is none of ours. */
static DIR *subfolder(int folder, const char *name)
{
	bool ours = strlen(name) == 2 && strspn(name, "0123456789abcdef") == 2;
	int fd = ours ? openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
	DIR *opened = fd >= 0 ? fdopendir(fd) : NULL;
	if (fd >= 0 && !opened)
		close(fd);
	return opened;
}

static void list_inner(DIR *inner, file_taker *each, void *context)
{
	struct stat status;
	for (const struct dirent *file; (file = readdir(inner));)
		if (is_unfinished(file->d_name))
			unlinkat(dirfd(inner), file->d_name, 0);
		else if (strlen(file->d_name) == FILE_HASH_SIZE - 1 &&
			 strspn(file->d_name, "0123456789abcdef") == FILE_HASH_SIZE - 1 &&
			 fstatat(dirfd(inner), file->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			 S_ISREG(status.st_mode))
			each(context, file->d_name, (int64_t)status.st_mtime);
	closedir(inner);
}

void file_store_list(const struct file_store *store, file_taker *each, void *context)
{
	int copy = openat(store->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *top = copy >= 0 ? fdopendir(copy) : NULL, *outer, *inner;
	for (const struct dirent *first; top && (first = readdir(top));) {
		if (!(outer = subfolder(dirfd(top), first->d_name)))
			continue;
		for (const struct dirent *second; (second = readdir(outer));)
			if ((inner = subfolder(dirfd(outer), second->d_name)))
				list_inner(inner, each, context);
		closedir(outer);
	}
	if (top)
		closedir(top);
	else if (copy >= 0)
		close(copy);
}
