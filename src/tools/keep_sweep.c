/* The list of the books, and what is in the folder. */
#include "tools/keep_sweep.h"

#include <stdio.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/fail.h"
#include "tools/files_list.h"

enum { RECENT_S = 600 /* longer than a command is under way from gl-keep to the books */ };

struct list {
	struct files_list named; /* by the books */
	const struct file_store *store;
	int64_t before, recent; /* Unix seconds */
	int64_t removed, faults, seen;
};

static void check_file(struct list *list, const struct listed_file *file)
{
	static const char *const faults[] = {
		[FILE_MISSING] = "is missing: restore it from a backup",
		[FILE_OTHER_SIZE] = "has another size than the books say: restore it",
		[FILE_OTHER_CONTENT] = "was changed: its hash is another one; restore it",
		[FILE_UNREADABLE] = "cannot be read: look at its permissions and at the disk"
	};
	enum file_state state = file_store_check(list->store, file->hash, file->size);
	if (state == FILE_THERE)
		return;
	struct buf name = { 0 };
	files_list_name(&name, file);
	list->faults++;
	log_line(LOG_ERROR, "file-wrong", "%s %s", buf_string(&name), faults[state]);
	buf_free(&name);
}

int keep_check(const struct file_store *store)
{
	struct list list = { .store = store };
	int64_t wanted = 0;
	if (!files_list_read(&list.named, STDIN_FILENO, NULL)) {
		files_list_free(&list.named);
		return EX_DATAERR;
	}
	for (const struct listed_file *file = list.named.files; file; file = file->hh.next)
		if (file->kept) {
			check_file(&list, file);
			wanted++;
		}
	printf("%jd files, %jd of them wrong or missing\n", wanted, list.faults);
	files_list_free(&list.named);
	return list.faults ? EX_DATAERR : EX_OK;
}

static void sweep_file(void *context, const char *hash, int64_t written_at)
{
	struct list *list = context;
	const struct listed_file *file = files_list_find(&list->named, hash);
	list->seen++;
	/* one that the books name and nobody keeps was forgotten: it need not be old, but may just
	 * have come again with a command that the list does not have yet */
	if (file ? file->kept || written_at > list->recent : written_at > list->before)
		return;
	if (file_store_remove(list->store, hash)) {
		list->removed++;
		log_line(LOG_INFO, "file-removed", "file %s is removed: %s", hash,
			 file ? "whose it was is forgotten" : "no transaction names it");
	}
}

int keep_sweep(const struct file_store *store, int64_t oldest_s)
{
	int64_t now = (int64_t)time(NULL);
	struct list list = { .store = store, .before = now - oldest_s, .recent = now - RECENT_S };
	if (!files_list_read(&list.named, STDIN_FILENO, NULL)) {
		files_list_free(&list.named);
		return EX_DATAERR;
	}
	file_store_list(store, sweep_file, &list);
	printf("%jd of %jd files removed\n", list.removed, list.seen);
	files_list_free(&list.named);
	return EX_OK;
}
