/* libsodium's secretstream over a file. */
#include "backup/encrypted.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

enum {
	PIECE = 65536,
	MORE = crypto_secretstream_xchacha20poly1305_ABYTES,
	SALT = 32,
	CHECKSUM = 16,
	WAY = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES
};
static const char magic[8] = "GLBACKUP";

struct header {
	char magic[8];
	unsigned char version, kind, zero[6], key_id[BACKUP_KEY_ID_SIZE], size[8];
	unsigned char
		checksum[CHECKSUM]; /* against accidents; against malice there is the first piece */
	unsigned char stream[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	unsigned char way[WAY];
};
_Static_assert(sizeof(struct header) == 152, "no padding");

/* Says in WHY what happened; returns CODE. */
__attribute__((format(printf, 3, 4))) static int trouble(struct buf *why, int code,
							 const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	buf_vprintf(why, format, arguments);
	va_end(arguments);
	return code;
}

static int write_all(int fd, const void *bytes, size_t length, const char *file, struct buf *why)
{
	for (size_t done = 0; done < length;) {
		ssize_t written = write(fd, (const char *)bytes + done, length - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return trouble(why,
				       errno == ENOSPC || errno == EDQUOT ? EX_CANTCREAT : EX_IOERR,
				       "%s: cannot be written (%s); make room and run again", file,
				       strerrordesc_np(errno));
		done += (size_t)written;
	}
	return EX_OK;
}

/* *RECEIVED: fewer than LENGTH at the file's end only. */
static int read_all(int fd, void *bytes, size_t length, const char *file, size_t *received,
		    struct buf *why)
{
	*received = 0;
	for (ssize_t piece = 1; *received < length && piece != 0;) {
		piece = read(fd, (char *)bytes + *received, length - *received);
		if (piece < 0 && errno == EINTR)
			piece = 1;
		else if (piece < 0)
			return trouble(why, EX_IOERR, "%s: cannot be read (%s)", file,
				       strerrordesc_np(errno));
		else
			*received += (size_t)piece;
	}
	return EX_OK;
}

static int rewind_file(int fd, const char *file, uint64_t *size, struct buf *why)
{
	struct stat status;
	if (fstat(fd, &status) != 0 || lseek(fd, 0, SEEK_SET) != 0)
		return trouble(why, EX_IOERR, "%s: cannot be read (%s)", file,
			       strerrordesc_np(errno));
	*size = (uint64_t)status.st_size;
	return EX_OK;
}

static void put_number(unsigned char bytes[8], uint64_t number)
{
	for (int i = 7; i >= 0; i--, number >>= 8)
		bytes[i] = (unsigned char)number;
}

static uint64_t get_number(const unsigned char bytes[8])
{
	uint64_t number = 0;
	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return number;
}

static void sum_up(const struct header *header, unsigned char checksum[CHECKSUM])
{
	crypto_generichash(checksum, CHECKSUM, (const unsigned char *)header,
			   offsetof(struct header, checksum), NULL, 0);
}

static void derive(unsigned char *stream_key, const unsigned char *salt,
		   const struct backup_key *key)
{
	crypto_generichash(stream_key, crypto_secretstream_xchacha20poly1305_KEYBYTES, salt, SALT,
			   key->secret_key, sizeof key->secret_key);
}

bool encrypted_is(int fd)
{
	char begin[sizeof magic];
	return pread(fd, begin, sizeof begin, 0) == (ssize_t)sizeof begin &&
	       memcmp(begin, magic, sizeof magic) == 0;
}

uint64_t encrypted_size(uint64_t size)
{
	uint64_t pieces = size ? (size + PIECE - 1) / PIECE : 1;
	return sizeof(struct header) + size + pieces * MORE;
}

static int begin_writing(struct header *header, const struct backup_key *key, uint64_t size,
			 crypto_secretstream_xchacha20poly1305_state *state, struct buf *why)
{
	unsigned char stream_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
	*header = (struct header){ .version = 1, .kind = key->secret ? 's' : 'p' };
	memcpy(header->magic, magic, sizeof magic);
	memcpy(header->key_id, key->id, sizeof key->id);
	put_number(header->size, size);
	sum_up(header, header->checksum);
	if (key->secret) {
		randombytes_buf(header->way, SALT);
		derive(stream_key, header->way, key);
	} else {
		crypto_secretstream_xchacha20poly1305_keygen(stream_key);
		if (crypto_box_seal(header->way, stream_key, sizeof stream_key, key->public_key) !=
		    0)
			return trouble(why, EX_DATAERR, "%s: is no usable public key", key->file);
	}
	crypto_secretstream_xchacha20poly1305_init_push(state, header->stream, stream_key);
	sodium_memzero(stream_key, sizeof stream_key);
	return EX_OK;
}

/* The content from where FROM is, LEFT bytes of it, behind HEADER. */
static int write_pieces(int from, int to, const char *file, uint64_t left,
			const struct header *header,
			crypto_secretstream_xchacha20poly1305_state *state, struct buf *why)
{
	static unsigned char plain[PIECE], sealed[PIECE + MORE];
	int code = write_all(to, header, sizeof *header, file, why);
	for (bool first = true, last = false; !code && !last; first = false) {
		size_t length;
		code = read_all(from, plain, left < PIECE ? (size_t)left : PIECE, file, &length,
				why);
		left -= length;
		last = left == 0;
		if (!code && !last && length < PIECE)
			code = trouble(why, EX_IOERR,
				       "%s: the plain copy became shorter while it was read", file);
		if (code)
			break;
		crypto_secretstream_xchacha20poly1305_push(
			state, sealed, NULL, plain, length,
			first ? (const unsigned char *)header : NULL, first ? sizeof *header : 0,
			last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
		code = write_all(to, sealed, length + MORE, file, why);
	}
	sodium_memzero(plain, sizeof plain);
	return code;
}

int encrypted_try_write(int from, int to, const char *file, const struct backup_key *key,
			struct buf *why)
{
	crypto_secretstream_xchacha20poly1305_state state;
	struct header header;
	uint64_t size = 0;
	int code = rewind_file(from, file, &size, why);
	if (!code)
		code = begin_writing(&header, key, size, &state, why);
	if (!code)
		code = write_pieces(from, to, file, size, &header, &state, why);
	sodium_memzero(&state, sizeof state);
	return code;
}

static int damaged(struct buf *why, const char *file, uint64_t at)
{
	return trouble(why, EX_DATAERR,
		       "%s: is damaged: its bytes from %llu on are not those that were written; "
		       "take another copy",
		       file, (unsigned long long)at);
}

static int check_header(const struct header *header, size_t length, uint64_t found,
			const char *file, struct buf *why)
{
	unsigned char checksum[CHECKSUM];
	if (length < sizeof *header)
		return trouble(why, EX_DATAERR,
			       "%s: is cut short: %llu bytes are there; take another copy", file,
			       (unsigned long long)found);
	sum_up(header, checksum);
	if (memcmp(checksum, header->checksum, CHECKSUM) != 0)
		return damaged(why, file, 0);
	if (header->version != 1 || (header->kind != 's' && header->kind != 'p'))
		return trouble(why, EX_CONFIG,
			       "%s: was encrypted by a newer guildledger; install that", file);
	uint64_t whole = encrypted_size(get_number(header->size));
	if (found < whole)
		return trouble(why, EX_DATAERR,
			       "%s: is cut short: %llu bytes of %llu are there; take another copy",
			       file, (unsigned long long)found, (unsigned long long)whole);
	return found > whole ? damaged(why, file, whole) : EX_OK;
}

static int begin_reading(const struct header *header, const char *file,
			 const struct backup_key *key,
			 crypto_secretstream_xchacha20poly1305_state *state, struct buf *why)
{
	unsigned char stream_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
	char theirs[BACKUP_KEY_ID_TEXT], ours[BACKUP_KEY_ID_TEXT];
	if (memcmp(header->key_id, key->id, sizeof key->id) != 0)
		return trouble(why, EX_NOPERM,
			       "%s: another key opens it: it was made for %s, and %s is %s", file,
			       backup_key_id(header->key_id, theirs), key->file,
			       backup_key_id(key->id, ours));
	if (!key->secret)
		return trouble(why, EX_NOPERM,
			       "%s: %s makes copies and opens none; name the secret key that it "
			       "belongs to",
			       file, key->file);
	if (header->kind == 's')
		derive(stream_key, header->way, key);
	else if (crypto_box_seal_open(stream_key, header->way, sizeof header->way, key->public_key,
				      key->secret_key) != 0)
		return damaged(why, file, offsetof(struct header, way));
	int began =
		crypto_secretstream_xchacha20poly1305_init_pull(state, header->stream, stream_key);
	sodium_memzero(stream_key, sizeof stream_key);
	return began == 0 ? EX_OK : damaged(why, file, offsetof(struct header, stream));
}

/* The pieces behind HEADER, up to byte FOUND, the last. */
static int read_pieces(int from, int to, const char *file, uint64_t found,
		       const struct header *header,
		       crypto_secretstream_xchacha20poly1305_state *state, struct buf *why)
{
	static unsigned char plain[PIECE], sealed[PIECE + MORE];
	uint64_t at = sizeof *header;
	int code = EX_OK;
	for (unsigned char tag = 0;
	     !code && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL;) {
		bool first = at == sizeof *header;
		unsigned long long length = 0;
		size_t received;
		code = read_all(from, sealed, sizeof sealed, file, &received, why);
		if (!code &&
		    (received < MORE || crypto_secretstream_xchacha20poly1305_pull(
						state, plain, &length, &tag, sealed, received,
						first ? (const unsigned char *)header : NULL,
						first ? sizeof *header : 0) != 0))
			code = damaged(why, file, first ? 0 : at);
		if (!code)
			code = write_all(to, plain, (size_t)length, file, why);
		at += received;
		if (!code &&
		    (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != (at == found))
			code = damaged(why, file, at);
	}
	sodium_memzero(plain, sizeof plain);
	return code;
}

int encrypted_try_read(int from, int to, const char *file, const struct backup_key *key,
		       struct buf *why)
{
	crypto_secretstream_xchacha20poly1305_state state;
	struct header header = { 0 };
	uint64_t found = 0;
	size_t length;
	int code = rewind_file(from, file, &found, why);
	if (!code)
		code = read_all(from, &header, sizeof header, file, &length, why);
	if (!code)
		code = check_header(&header, length, found, file, why);
	if (!code)
		code = begin_reading(&header, file, key, &state, why);
	if (!code)
		code = read_pieces(from, to, file, found, &header, &state, why);
	sodium_memzero(&state, sizeof state);
	return code;
}

static int try_copy(int from, int to, const char *file, struct buf *why)
{
	static unsigned char bytes[PIECE];
	uint64_t size;
	size_t length = 1;
	int code = rewind_file(from, file, &size, why);
	while (!code && length > 0) {
		code = read_all(from, bytes, sizeof bytes, file, &length, why);
		if (!code)
			code = write_all(to, bytes, length, file, why);
	}
	return code;
}

static void fail_with(int code, struct buf *why)
{
	if (code)
		fail(code, "%s", buf_string(why));
	buf_free(why);
}

void encrypted_write(int from, int to, const char *file, const struct backup_key *key)
{
	struct buf why = { 0 };
	fail_with(encrypted_try_write(from, to, file, key, &why), &why);
}

void encrypted_read(int from, int to, const char *file, const struct backup_key *key)
{
	struct buf why = { 0 };
	fail_with(encrypted_try_read(from, to, file, key, &why), &why);
}

void plain_copy(int from, int to, const char *file)
{
	struct buf why = { 0 };
	fail_with(try_copy(from, to, file, &why), &why);
}
