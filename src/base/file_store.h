/* Files by what they contain: FOLDER/ab/cd/HASH, where HASH is the SHA-256 in hexadecimal and
 * begins with abcd. A file is never changed, and one that is there is not written again. */
#ifndef BASE_FILE_STORE_H
#define BASE_FILE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FILE_HASH_SIZE = 65 };

struct file_store; /* an open folder */
struct new_file;   /* one that is coming in, without a name */

/* Opens FOLDER and makes it, with mode 0700, where its own folder is there. NULL and errno where
 * that is not possible. */
struct file_store *file_store_open(const char *folder);
/* Opens FOLDER where it is there; NULL and errno. */
struct file_store *file_store_look(const char *folder);
void file_store_close(struct file_store *store); /* NULL: nothing */
/* The folder itself, for files beside those. */
int file_store_folder(const struct file_store *store);

/* Who writes shares the folder with other writers, and does not wait: false while somebody removes
 * files. Who removes has it ALONE, and waits for that. Until the store is closed. */
bool file_store_lock(const struct file_store *store, bool alone);

/* A file to be written; NULL and errno. It leaves nothing behind unless it is kept. */
struct new_file *new_file_begin(struct file_store *store);
bool new_file_add(struct new_file *file, const char *bytes, size_t length); /* false: errno */
/* Gives it its name, in HASH, once it is safely on the disk. False and errno: it is not kept. FILE
 * is gone in any case. */
bool new_file_keep(struct new_file *file, char hash[FILE_HASH_SIZE]);
void new_file_drop(struct new_file *file);

/* Whether the disk has room for BYTES more: 64 MiB always stay free, the books may be there, too.
 */
bool file_store_has_room(const struct file_store *store, int64_t bytes);

/* What became of a file. */
enum file_state {
	FILE_THERE,
	FILE_MISSING,
	FILE_OTHER_SIZE,
	FILE_OTHER_CONTENT,
	FILE_UNREADABLE /* errno */
};
/* For what is written by other means than new_file_add(): where to, and what it has become. */
int new_file_fd(const struct new_file *file);
enum file_state new_file_check(const struct new_file *file, const char *hash, int64_t size);
/* Gives it the name HASH, whatever it holds, in place of a file that has it. Otherwise as
 * new_file_keep(). */
bool new_file_name(struct new_file *file, const char *hash);

/* Looks at the file HASH of SIZE bytes: reads it whole. */
enum file_state file_store_check(const struct file_store *store, const char *hash, int64_t size);
/* How many bytes the file HASH has; -1: there is none. */
int64_t file_store_size(const struct file_store *store, const char *hash);
/* Opens the file HASH to be read; -1 and errno. Whether it is what its name says is not checked. */
int file_store_read(const struct file_store *store, const char *hash);
/* Removes it; true where it was there. */
bool file_store_remove(const struct file_store *store, const char *hash);

/* Calls EACH with the hash of every file and the time when it was written, Unix seconds; what is no
 * such file is passed over. What runs that were killed had not finished is removed: the lock must
 * be held alone. */
typedef void file_taker(void *context, const char *hash, int64_t written_at);
void file_store_list(const struct file_store *store, file_taker *each, void *context);

#endif
