/* The list of the books, and what is in the folder. */
#include "tools/keep_sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/lines.h"

enum { RECENT_S = 600 /* longer than a command is under way from gl-keep to the books */ };

struct listed {
	const char *hash;
	int64_t size;
	bool kept;
	UT_hash_handle hh;
};
struct list {
	struct arena memory;
	struct listed *files; /* by hash */
	int64_t count;
	bool whole; /* it said its end, and how many there are */
	const struct file_store *store;
	int64_t before, recent; /* Unix seconds */
	int64_t removed, faults, seen;
};

static bool is_hash(const char *text)
{
	return text && strlen(text) == FILE_HASH_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == FILE_HASH_SIZE - 1;
}

/* A line of the list; false and *WHY. */
static bool take_line(struct list *list, const cJSON *json, const char **why)
{
	const char *type = json_text(json, "type"), *hash = json_text(json, "sha256");
	*why = "it is no record of a file, as gl-db files prints them";
	if (type && strcmp(type, "file-end") == 0) {
		list->whole = json_integer(json, "files", -1) == list->count;
		*why = "the list has another number of files than its end says: run gl-db files "
		       "again";
		return list->whole;
	}
	if (!type || strcmp(type, "file") != 0 || !is_hash(hash) || list->whole)
		return false;
	struct listed *file;
	list->count++;
	HASH_FIND(hh, list->files, hash, FILE_HASH_SIZE - 1, file);
	if (file) { /* of a transaction, and of what waits */
		file->kept |= json_true(json, "kept");
		return true;
	}
	file = arena_alloc(&list->memory, sizeof *file);
	*file = (struct listed){ .hash = arena_strdup(&list->memory, hash),
				 .size = json_integer(json, "size", -1),
				 .kept = json_true(json, "kept") };
	HASH_ADD_KEYPTR(hh, list->files, file->hash, FILE_HASH_SIZE - 1, file);
	return true;
}

static bool read_list(struct list *list)
{
	struct lines lines = { .fd = STDIN_FILENO };
	struct arena arena = { 0 };
	const char *why;
	size_t length;
	bool fine = true;
	for (char *line; fine && (line = lines_next(&lines, &length)); arena_reset(&arena)) {
		const cJSON *json = json_object(&arena, line, length, &why);
		fine = json && take_line(list, json, &why);
		if (!fine)
			log_line(LOG_ERROR, "list-refused", "line %ju: %s", lines.number, why);
	}
	lines_free(&lines);
	arena_free(&arena);
	if (fine && !list->whole)
		log_line(LOG_ERROR, "list-torn",
			 "the list of files has no end: was gl-db files stopped? Nothing is done");
	return fine && list->whole;
}

static void free_list(struct list *list)
{
	HASH_CLEAR(hh, list->files);
	arena_free(&list->memory);
}

static void check_file(struct list *list, const struct listed *file)
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
	list->faults++;
	log_line(LOG_ERROR, "file-wrong", "file %s %s", file->hash, faults[state]);
}

int keep_check(const struct file_store *store)
{
	struct list list = { .store = store };
	int64_t wanted = 0;
	if (!read_list(&list)) {
		free_list(&list);
		return EX_DATAERR;
	}
	for (const struct listed *file = list.files; file; file = file->hh.next)
		if (file->kept) {
			check_file(&list, file);
			wanted++;
		}
	printf("%jd files, %jd of them wrong or missing\n", wanted, list.faults);
	free_list(&list);
	return list.faults ? EX_DATAERR : EX_OK;
}

static void sweep_file(void *context, const char *hash, int64_t written_at)
{
	struct list *list = context;
	struct listed *file;
	HASH_FIND(hh, list->files, hash, FILE_HASH_SIZE - 1, file);
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
	if (!read_list(&list)) {
		free_list(&list);
		return EX_DATAERR;
	}
	file_store_list(store, sweep_file, &list);
	printf("%jd of %jd files removed\n", list.removed, list.seen);
	free_list(&list);
	return EX_OK;
}
