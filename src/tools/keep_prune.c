/* Files of backups whose last copy of the books that names them is gone. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/fail.h"
#include "tools/files_list.h"
#include "tools/keep_backup.h"

enum { RECENT_S = 600 /* longer than it takes from a file's copy to its list, as a rule */ };

struct pruning {
	struct files_list named; /* by any list */
	struct file_store *store;
	int64_t recent, seen, removed;
};

static bool read_lists(struct pruning *pruning, DIR *lists)
{
	bool fine = true;
	for (const struct dirent *entry; fine && (entry = readdir(lists));) {
		size_t length = strlen(entry->d_name);
		if (length < 5 || strcmp(entry->d_name + length - 5, ".list") != 0)
			continue;
		int fd = openat(dirfd(lists), entry->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		fine = fd >= 0 && files_list_read(&pruning->named, fd, entry->d_name);
		if (fd >= 0)
			close(fd);
	}
	return fine;
}

static void prune_file(void *context, const char *hash, int64_t written_at)
{
	struct pruning *pruning = context;
	pruning->seen++;
	if (files_list_find(&pruning->named, hash) || written_at > pruning->recent)
		return;
	pruning->removed += file_store_remove(pruning->store, hash);
}

/* One part of the backup: plain, or of a key. */
static int prune_part(const char *folder, const char *part, struct pruning *total)
{
	char *path;
	int code = EX_OK;
	if (asprintf(&path, "%s/%s", folder, part) < 0)
		fail(EX_OSERR, "out of memory");
	struct pruning pruning = { .store = file_store_look(path), .recent = total->recent };
	int fd = pruning.store ? openat(file_store_folder(pruning.store), "lists",
					O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
			       : -1;
	DIR *lists = fd >= 0 ? fdopendir(fd) : NULL;
	if (!lists) {
		if (fd >= 0)
			close(fd);
	} else if (!file_store_lock(pruning.store, true) || !read_lists(&pruning, lists)) {
		code = EX_DATAERR;
	} else {
		file_store_list(pruning.store, prune_file, &pruning);
		total->seen += pruning.seen;
		total->removed += pruning.removed;
	}
	if (lists)
		closedir(lists);
	files_list_free(&pruning.named);
	file_store_close(pruning.store);
	free(path);
	return code;
}

int keep_prune(const char *folder)
{
	struct pruning total = { .recent = (int64_t)time(NULL) - RECENT_S };
	DIR *parts = opendir(folder);
	int code = EX_OK;
	if (!parts)
		fail(EX_NOINPUT, "%s: the folder with the files of backups cannot be opened (%s)",
		     folder, strerrordesc_np(errno));
	for (const struct dirent *part; (part = readdir(parts));)
		if (*part->d_name != '.' && prune_part(folder, part->d_name, &total))
			code = EX_DATAERR;
	closedir(parts);
	printf("%jd of %jd files removed\n", total.removed, total.seen);
	return code;
}
