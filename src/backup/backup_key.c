/* A key file is two lines of text: what it is, and "guildledger-backup-key-1 secret|public HEX". */
#include "backup/backup_key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/secret.h"

#define KEY_MARK "guildledger-backup-key-1 "
enum { HEX_SIZE = 2 * crypto_box_SECRETKEYBYTES + 1, LARGEST_FILE = 1000 };

/* NOLINTBEGIN(misc-redundant-expression): they are the same today */
_Static_assert((int)crypto_box_SECRETKEYBYTES == (int)crypto_box_PUBLICKEYBYTES, "one buffer holds "
										 "either");
/* NOLINTEND(misc-redundant-expression) */

static void name_key(struct backup_key *key)
{
	crypto_generichash(key->id, sizeof key->id, key->public_key, sizeof key->public_key, NULL,
			   0);
}

const char *backup_key_id(const unsigned char id[BACKUP_KEY_ID_SIZE], char text[BACKUP_KEY_ID_TEXT])
{
	return sodium_bin2hex(text, BACKUP_KEY_ID_TEXT, id, BACKUP_KEY_ID_SIZE);
}

static void refuse_taken(const char *file)
{
	if (access(file, F_OK) == 0)
		fail(EX_CANTCREAT,
		     "%s: is there already, and a key that is overwritten takes its copies with "
		     "it; name a new file",
		     file);
}

static void write_key(const char *file, int mode, const char *kind, const char *comment,
		      const unsigned char *bytes)
{
	char hex[HEX_SIZE], text[LARGEST_FILE];
	mode_t mask = umask(0); /* the sandbox lets nobody change a file's mode afterwards */
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	umask(mask);
	if (fd < 0)
		fail(EX_CANTCREAT, "%s: the key cannot be written (%s)", file,
		     strerrordesc_np(errno));
	int length = snprintf(text, sizeof text, "# %s\n" KEY_MARK "%s %s\n", comment, kind,
			      sodium_bin2hex(hex, sizeof hex, bytes, crypto_box_SECRETKEYBYTES));
	bool written = write(fd, text, (size_t)length) == length && fsync(fd) == 0;
	sodium_memzero(text, sizeof text);
	sodium_memzero(hex, sizeof hex);
	if (!written || close(fd) != 0) {
		int error = errno;
		unlink(file);
		fail(EX_IOERR, "%s: the key cannot be written (%s)", file, strerrordesc_np(error));
	}
}

void backup_key_make(const char *file)
{
	struct backup_key key;
	char *public_file;
	if (sodium_init() < 0 || asprintf(&public_file, "%s.pub", file) < 0)
		fail(EX_OSERR, "out of memory");
	refuse_taken(file);
	refuse_taken(public_file);
	crypto_box_keypair(key.public_key, key.secret_key);
	write_key(file, 0600, "secret",
		  "Opens the encrypted copies of guildledger's books. Without it they are lost: "
		  "keep one on paper or another machine.",
		  key.secret_key);
	write_key(public_file, 0644, "public",
		  "Makes encrypted copies of guildledger's books, and opens none.", key.public_key);
	sodium_memzero(&key, sizeof key);
	free(public_file);
}

static void refuse_shown(const char *file, int fd)
{
	struct stat status;
	if (fstat(fd, &status) == 0 && status.st_mode & (S_IRWXG | S_IRWXO))
		fail(EX_NOPERM,
		     "%s: others on this machine can read or change this secret key; chmod 600 %s",
		     file, file);
}

void backup_key_read(const char *file, struct backup_key *key)
{
	char text[LARGEST_FILE], kind[8], hex[HEX_SIZE];
	unsigned char bytes[crypto_box_SECRETKEYBYTES];
	secret_guard();
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	if (sodium_init() < 0)
		fail(EX_OSERR, "out of memory");
	if (length < 0)
		fail(errno == EACCES ? EX_NOPERM : EX_NOINPUT,
		     "%s: the key cannot be read (%s); gl-db new-key makes one", file,
		     strerrordesc_np(errno));
	text[length] = '\0';
	const char *mark = strstr(text, KEY_MARK);
	if (!mark || sscanf(mark, KEY_MARK "%7s %64s", kind, hex) != 2 ||
	    (strcmp(kind, "secret") != 0 && strcmp(kind, "public") != 0) ||
	    sodium_hex2bin(bytes, sizeof bytes, hex, strlen(hex), NULL, NULL, NULL) != 0 ||
	    strlen(hex) != HEX_SIZE - 1)
		fail(EX_DATAERR, "%s: is no key of encrypted copies; gl-db new-key makes one",
		     file);
	*key = (struct backup_key){ .secret = strcmp(kind, "secret") == 0, .file = file };
	if (key->secret) {
		refuse_shown(file, fd);
		memcpy(key->secret_key, bytes, sizeof bytes);
		crypto_scalarmult_base(key->public_key, key->secret_key);
	} else {
		memcpy(key->public_key, bytes, sizeof bytes);
	}
	name_key(key);
	close(fd);
	sodium_memzero(text, sizeof text);
	sodium_memzero(bytes, sizeof bytes);
	sodium_memzero(hex, sizeof hex);
}

void backup_key_forget(struct backup_key *key)
{
	sodium_memzero(key, sizeof *key);
}
