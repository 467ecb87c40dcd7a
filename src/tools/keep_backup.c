/* Each file is copied once: what is there in its right size stays as it is. */
#include "tools/keep_backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "backup/encrypted.h"
#include "base/fail.h"
#include "base/output.h"
#include "base/whole_file.h"
#include "tools/files_list.h"

enum { FOLDER_MODE = 0700, FLUSH_BYTES = 64 * 1024 };

static char *joined(const char *one, const char *other)
{
	char *path;
	if (asprintf(&path, "%s/%s", one, other) < 0)
		fail(EX_OSERR, "out of memory");
	return path;
}

/* The part of the backup that this run works in. */
static char *part_of(const struct files_backup *backup)
{
	char id[BACKUP_KEY_ID_TEXT];
	return joined(backup->folder, backup->key ? backup_key_id(backup->key->id, id) : "plain");
}

static void make_folder(const char *path)
{
	if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST)
		fail(EX_CANTCREAT, "%s: the folder cannot be made (%s)", path,
		     strerrordesc_np(errno));
}

struct file_store *files_backup_open(const struct files_backup *backup)
{
	char *part = part_of(backup), *lists = joined(part, "lists");
	make_folder(backup->folder);
	make_folder(part);
	make_folder(lists);
	struct file_store *store = file_store_look(part);
	if (!store)
		fail(EX_CANTCREAT, "%s: the folder cannot be opened (%s)", part,
		     strerrordesc_np(errno));
	free(part);
	free(lists);
	return store;
}

_Noreturn static void refuse_full(const char *folder, const char *why)
{
	fail(EX_CANTCREAT,
	     "%s: files cannot be copied there (%s); make room and run again: what "
	     "was copied stays",
	     folder, why);
}

static bool is_copied(const struct files_backup *backup, const struct file_store *into,
		      const struct listed_file *file)
{
	uint64_t size = backup->key ? encrypted_size((uint64_t)file->size) : (uint64_t)file->size;
	return file->size >= 0 && file_store_size(into, file->hash) == (int64_t)size;
}

/* FROM, at any offset, into a new file of STORE; the code, and WHY. */
static int write_new(struct new_file *new_file, int from, const char *name,
		     const struct backup_key *key, struct buf *why)
{
	char piece[FLUSH_BYTES];
	ssize_t length = 0;
	if (key)
		return encrypted_try_write(from, new_file_fd(new_file), name, key, why);
	lseek(from, 0, SEEK_SET);
	while ((length = read(from, piece, sizeof piece)) > 0)
		if (!new_file_add(new_file, piece, (size_t)length)) {
			buf_text(why, strerrordesc_np(errno));
			return EX_CANTCREAT;
		}
	if (length == 0)
		return EX_OK;
	buf_printf(why, "%s: cannot be read (%s)", name, strerrordesc_np(errno));
	return EX_IOERR;
}

static void tell_lacking(const struct listed_file *file, const char *why)
{
	struct buf name = { 0 };
	files_list_name(&name, file);
	log_line(LOG_ERROR, "file-lacking", "%s: %s", buf_string(&name), why);
	buf_free(&name);
}

/* Copies FILE. False: it is missing or wrong where it is kept, which is said. */
static bool copy_file(const struct files_backup *backup, const struct file_store *saved,
		      struct file_store *into, const struct listed_file *file)
{
	static const char *const faults[] = {
		[FILE_MISSING] = "it is missing, and no backup has it",
		[FILE_OTHER_SIZE] = "it has another size than the books say, and is not copied",
		[FILE_OTHER_CONTENT] = "it was changed, and is not copied",
		[FILE_UNREADABLE] = "it cannot be read: look at its permissions and at the disk"
	};
	struct buf why = { 0 };
	enum file_state state = file_store_check(saved, file->hash, file->size);
	if (state != FILE_THERE) {
		tell_lacking(file, faults[state]);
		return false;
	}
	if (!file_store_has_room(into, file->size))
		refuse_full(backup->folder, "less than 64 MiB would stay free");
	int from = file_store_read(saved, file->hash);
	struct new_file *new_file = new_file_begin(into);
	if (!new_file)
		refuse_full(backup->folder, strerrordesc_np(errno));
	int code = from < 0 ? EX_IOERR : write_new(new_file, from, file->hash, backup->key, &why);
	if (from >= 0)
		close(from);
	if (code == EX_CANTCREAT)
		refuse_full(backup->folder, buf_string(&why));
	if (code) {
		tell_lacking(file, buf_string(&why));
		new_file_drop(new_file);
	} else if (!new_file_name(new_file, file->hash)) {
		refuse_full(backup->folder, strerrordesc_np(errno));
	}
	buf_free(&why);
	return !code;
}

/* What the copy of the books names, and the backup is to keep with it. */
static void write_list(const struct files_backup *backup, const struct files_list *named)
{
	char *part = part_of(backup);
	struct buf path = { 0 }, out = { 0 };
	int64_t count = 0;
	buf_printf(&path, "%s/lists/%s.list", part, backup->copy);
	int fd = whole_file_begin(buf_string(&path));
	for (const struct listed_file *file = named->files; file; file = file->hh.next) {
		if (!file->kept)
			continue;
		files_list_add(&out, file->hash, file->size, true, file->guild_id,
			       file->transaction_id);
		count++;
		if (out.length >= FLUSH_BYTES)
			buf_flush(&out, fd);
	}
	files_list_end(&out, count);
	buf_flush(&out, fd);
	whole_file_end(fd);
	buf_free(&out);
	buf_free(&path);
	free(part);
}

int keep_backup(const struct files_backup *backup, const struct file_store *saved,
		struct file_store *into)
{
	struct files_list named = { 0 };
	int64_t wanted = 0, copied = 0, lacking = 0;
	if (!files_list_read(&named, STDIN_FILENO, NULL)) {
		files_list_free(&named);
		return EX_DATAERR;
	}
	for (const struct listed_file *file = named.files; file; file = file->hh.next) {
		if (!file->kept)
			continue;
		wanted++;
		if (is_copied(backup, into, file))
			continue;
		if (copy_file(backup, saved, into, file))
			copied++;
		else
			lacking++;
	}
	write_list(backup, &named);
	printf("%jd files, %jd of them copied now, %jd that cannot be copied\n", wanted, copied,
	       lacking);
	files_list_free(&named);
	return lacking ? EX_DATAERR : EX_OK;
}
