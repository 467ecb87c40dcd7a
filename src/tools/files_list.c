/* One line of JSON a file, and a last line that says how many there were: a list that was cut names
 * too few, and nothing may be removed by it. */
#include "tools/files_list.h"

#include <string.h>

#include "base/fail.h"
#include "base/json.h"
#include "base/lines.h"

static bool is_hash(const char *text)
{
	return text && strlen(text) == FILE_HASH_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == FILE_HASH_SIZE - 1;
}

struct listed_file *files_list_find(const struct files_list *list, const char *hash)
{
	struct listed_file *file;
	HASH_FIND(hh, list->files, hash, FILE_HASH_SIZE - 1, file);
	return file;
}

static void add_file(struct files_list *list, const cJSON *json, const char *hash)
{
	struct listed_file *file = files_list_find(list, hash);
	if (!file) {
		file = arena_alloc(&list->memory, sizeof *file);
		*file = (struct listed_file){ .hash = arena_strdup(&list->memory, hash),
					      .size = json_integer(json, "size", -1) };
		HASH_ADD_KEYPTR(hh, list->files, file->hash, FILE_HASH_SIZE - 1, file);
	}
	file->kept |= json_true(json, "kept"); /* of another transaction, or of what waits */
	if (!file->transaction_id && json_id(json, "guild_id", &file->guild_id))
		json_id(json, "transaction", &file->transaction_id);
}

/* A line of the list; false and *WHY. */
static bool take_line(struct files_list *list, const cJSON *json, const char **why)
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
	list->count++;
	add_file(list, json, hash);
	return true;
}

bool files_list_read(struct files_list *list, int fd, const char *name)
{
	struct lines lines = { .fd = fd };
	struct arena arena = { 0 };
	const char *why, *before = name ? name : "", *between = name ? ": " : "";
	size_t length;
	bool fine = true;
	list->count = 0;
	list->whole = false;
	for (char *line; fine && (line = lines_next(&lines, &length)); arena_reset(&arena)) {
		const cJSON *json = json_object(&arena, line, length, &why);
		fine = json && take_line(list, json, &why);
		if (!fine)
			log_line(LOG_ERROR, "list-refused", "%s%sline %ju: %s", before, between,
				 lines.number, why);
	}
	lines_free(&lines);
	arena_free(&arena);
	if (fine && !list->whole)
		log_line(LOG_ERROR, "list-torn",
			 "%s%sthe list of files has no end: was gl-db files stopped? Nothing is "
			 "done",
			 before, between);
	return fine && list->whole;
}

void files_list_free(struct files_list *list)
{
	HASH_CLEAR(hh, list->files);
	arena_free(&list->memory);
}

void files_list_add(struct buf *out, const char *hash, int64_t size, bool kept, uint64_t guild_id,
		    uint64_t transaction_id)
{
	buf_text(out, "{\"type\":\"file\",\"sha256\":");
	buf_json(out, hash);
	buf_printf(out, ",\"size\":%jd,\"kept\":%s", size, kept ? "true" : "false");
	if (guild_id)
		buf_printf(out, ",\"guild_id\":\"%ju\",\"transaction\":\"%ju\"", guild_id,
			   transaction_id);
	buf_text(out, "}\n");
}

void files_list_end(struct buf *out, int64_t count)
{
	buf_printf(out, "{\"type\":\"file-end\",\"files\":%jd}\n", count);
}

void files_list_name(struct buf *text, const struct listed_file *file)
{
	buf_printf(text, "file %s", file->hash);
	if (file->transaction_id)
		buf_printf(text, " of transaction %ju (guild %ju)", file->transaction_id,
			   file->guild_id);
}
