/* Files brought back from a backup: each is what its name says before it gets that name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "backup/encrypted.h"
#include "base/fail.h"
#include "tools/files_list.h"
#include "tools/keep_backup.h"

enum { PIECE_BYTES = 64 * 1024 };

/* Where a file may be, in the order in which it is looked for. */
struct sources {
	const struct files_backup *backup;
	struct file_store *encrypted, *plain, *bare; /* NULL: there is none */
};

static struct file_store *look(const char *folder, const char *part)
{
	char *path;
	if (asprintf(&path, "%s/%s", folder, part) < 0)
		fail(EX_OSERR, "out of memory");
	struct file_store *store = file_store_look(path);
	free(path);
	return store;
}

static void open_sources(struct sources *sources, const struct files_backup *backup)
{
	char id[BACKUP_KEY_ID_TEXT];
	*sources = (struct sources){
		.backup = backup,
		.encrypted = backup->key ? look(backup->folder, backup_key_id(backup->key->id, id))
					 : NULL,
		.plain = look(backup->folder, "plain"),
		.bare = file_store_look(backup->folder),
	};
	if (!sources->bare)
		fail(EX_NOINPUT, "%s: the folder with the files of backups cannot be opened (%s)",
		     backup->folder, strerrordesc_np(errno));
}

static void close_sources(struct sources *sources)
{
	file_store_close(sources->encrypted);
	file_store_close(sources->plain);
	file_store_close(sources->bare);
}

/* The content of FROM into NEW_FILE, decrypted where KEY is named; the code, and WHY. */
static int read_into(struct new_file *new_file, int from, const char *name,
		     const struct backup_key *key, struct buf *why)
{
	char piece[PIECE_BYTES];
	ssize_t length;
	if (key)
		return encrypted_try_read(from, new_file_fd(new_file), name, key, why);
	while ((length = read(from, piece, sizeof piece)) > 0)
		if (!new_file_add(new_file, piece, (size_t)length)) {
			buf_text(why, strerrordesc_np(errno));
			return EX_CANTCREAT;
		}
	if (length < 0)
		buf_printf(why, "%s: cannot be read (%s)", name, strerrordesc_np(errno));
	return length < 0 ? EX_IOERR : EX_OK;
}

_Noreturn static void refuse_full(const char *why)
{
	fail(EX_CANTCREAT, "files cannot be brought back (%s); make room and run again", why);
}

/* Tries SOURCE (NULL: there is none). False: WHY is its reason, where it has the file at all. */
static bool bring_from(const struct file_store *source, const struct backup_key *key,
		       const struct listed_file *file, struct file_store *into, struct buf *why)
{
	int from = source ? file_store_read(source, file->hash) : -1;
	if (from < 0)
		return false;
	struct new_file *new_file = new_file_begin(into);
	if (!new_file)
		refuse_full(strerrordesc_np(errno));
	buf_clear(why);
	int code = read_into(new_file, from, file->hash, key, why);
	close(from);
	if (code == EX_CANTCREAT)
		refuse_full(buf_string(why));
	if (!code && new_file_check(new_file, file->hash, file->size) != FILE_THERE) {
		buf_text(why, "the backup's file is damaged: its hash is another one");
		code = EX_DATAERR;
	}
	if (code) {
		new_file_drop(new_file);
		return false;
	}
	if (!new_file_name(new_file, file->hash))
		refuse_full(strerrordesc_np(errno));
	return true;
}

static bool bring(const struct sources *sources, const struct listed_file *file,
		  struct file_store *into)
{
	struct buf why = { 0 };
	bool brought = bring_from(sources->encrypted, sources->backup->key, file, into, &why) ||
		       bring_from(sources->plain, NULL, file, into, &why) ||
		       bring_from(sources->bare, NULL, file, into, &why);
	if (!brought) {
		struct buf name = { 0 };
		files_list_name(&name, file);
		log_line(LOG_ERROR, "file-lacking", "%s is lacking: %s", buf_string(&name),
			 why.length ? buf_string(&why)
			 : sources->backup->key
				 ? "the backup does not have it, not for this key either"
				 : "the backup has no plain copy of it; if it is encrypted, name "
				   "the key with --key-file");
		buf_free(&name);
	}
	buf_free(&why);
	return brought;
}

int keep_restore(const struct files_backup *backup, struct file_store *into)
{
	struct files_list named = { 0 };
	struct sources sources;
	int64_t wanted = 0, brought = 0, lacking = 0;
	if (!files_list_read(&named, STDIN_FILENO, NULL)) {
		files_list_free(&named);
		return EX_DATAERR;
	}
	open_sources(&sources, backup);
	for (const struct listed_file *file = named.files; file; file = file->hh.next) {
		if (!file->kept)
			continue;
		wanted++;
		if (file_store_check(into, file->hash, file->size) == FILE_THERE)
			continue;
		if (bring(&sources, file, into))
			brought++;
		else
			lacking++;
	}
	close_sources(&sources);
	printf("%jd files, %jd of them brought back, %jd lacking\n", wanted, brought, lacking);
	files_list_free(&named);
	return lacking ? EX_DATAERR : EX_OK;
}
