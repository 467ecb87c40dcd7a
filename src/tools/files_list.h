/* The list of files that the books name, as gl-db files prints it. */
#ifndef TOOLS_FILES_LIST_H
#define TOOLS_FILES_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file_store.h"
#include "base/hash.h"

struct listed_file {
	const char *hash;
	int64_t size;
	bool kept; /* false: whose transactions it belongs to are forgotten */
	uint64_t guild_id, transaction_id; /* the first that has it; 0: it waits, or is not said */
	UT_hash_handle hh;
};
struct files_list {
	struct arena memory;
	struct listed_file *files; /* each hash once, in the order of the list */
	int64_t count;             /* lines of files */
	bool whole;                /* it said its end, and how many there are */
};

/* Adds the list on FD to LIST, whose own end starts anew. NAME (NULL: standard input) is what
 * errors call it. False where a line is no file's or the end is missing: what is wrong is logged,
 * and nothing may be removed by it. */
bool files_list_read(struct files_list *list, int fd, const char *name);
/* The file HASH; NULL: the list does not name it. */
struct listed_file *files_list_find(const struct files_list *list, const char *hash);
void files_list_free(struct files_list *list);

/* Appends the line of one file, and the last line of a list of COUNT lines. GUILD_ID 0: neither it
 * nor the transaction is said. */
void files_list_add(struct buf *out, const char *hash, int64_t size, bool kept, uint64_t guild_id,
		    uint64_t transaction_id);
void files_list_end(struct buf *out, int64_t count);

/* Appends how people call FILE: by its hash and, where it is known, its transaction. */
void files_list_name(struct buf *text, const struct listed_file *file);

#endif
