/* libsodium's secretstream over a file. */
#include "backup/encrypted.h"

#include <errno.h>
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

static void write_all(int fd, const void *bytes, size_t length, const char *file)
{
	for (size_t done = 0; done < length;) {
		ssize_t written = write(fd, (const char *)bytes + done, length - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			fail(errno == ENOSPC || errno == EDQUOT ? EX_CANTCREAT : EX_IOERR,
			     "%s: cannot be written (%s); make room and run again", file,
			     strerrordesc_np(errno));
		done += (size_t)written;
	}
}

/* Fewer than LENGTH at the file's end only. */
static size_t read_all(int fd, void *bytes, size_t length, const char *file)
{
	size_t done = 0;
	for (ssize_t received = 1; done < length && received != 0;) {
		received = read(fd, (char *)bytes + done, length - done);
		if (received < 0 && errno == EINTR)
			received = 1;
		else if (received < 0)
			fail(EX_IOERR, "%s: cannot be read (%s)", file, strerrordesc_np(errno));
		else
			done += (size_t)received;
	}
	return done;
}

static uint64_t size_of(int fd, const char *file)
{
	struct stat status;
	if (fstat(fd, &status) != 0 || lseek(fd, 0, SEEK_SET) != 0)
		fail(EX_IOERR, "%s: cannot be read (%s)", file, strerrordesc_np(errno));
	return (uint64_t)status.st_size;
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

static void begin_writing(struct header *header, const struct backup_key *key, uint64_t size,
			  crypto_secretstream_xchacha20poly1305_state *state)
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
			fail(EX_DATAERR, "%s: is no usable public key", key->file);
	}
	crypto_secretstream_xchacha20poly1305_init_push(state, header->stream, stream_key);
	sodium_memzero(stream_key, sizeof stream_key);
}

void encrypted_write(int from, int to, const char *file, const struct backup_key *key)
{
	static unsigned char plain[PIECE], sealed[PIECE + MORE];
	crypto_secretstream_xchacha20poly1305_state state;
	struct header header;
	uint64_t left = size_of(from, file);
	begin_writing(&header, key, left, &state);
	write_all(to, &header, sizeof header, file);
	for (bool first = true, last = false; !last; first = false) {
		size_t length = read_all(from, plain, left < PIECE ? (size_t)left : PIECE, file);
		left -= length;
		last = left == 0;
		if (!last && length < PIECE)
			fail(EX_IOERR, "%s: the plain copy became shorter while it was read", file);
		crypto_secretstream_xchacha20poly1305_push(
			&state, sealed, NULL, plain, length,
			first ? (const unsigned char *)&header : NULL, first ? sizeof header : 0,
			last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
		write_all(to, sealed, length + MORE, file);
	}
	sodium_memzero(plain, sizeof plain);
	sodium_memzero(&state, sizeof state);
}

_Noreturn static void damaged(const char *file, uint64_t at)
{
	fail(EX_DATAERR,
	     "%s: is damaged: its bytes from %llu on are not those that were written; take another "
	     "copy",
	     file, (unsigned long long)at);
}

static void check_header(const struct header *header, size_t length, uint64_t found,
			 const char *file)
{
	unsigned char checksum[CHECKSUM];
	if (length < sizeof *header)
		fail(EX_DATAERR, "%s: is cut short: %llu bytes are there; take another copy", file,
		     (unsigned long long)found);
	sum_up(header, checksum);
	if (memcmp(checksum, header->checksum, CHECKSUM) != 0)
		damaged(file, 0);
	if (header->version != 1 || (header->kind != 's' && header->kind != 'p'))
		fail(EX_CONFIG, "%s: was encrypted by a newer guildledger; install that", file);
	uint64_t size = get_number(header->size), pieces = size ? (size + PIECE - 1) / PIECE : 1,
		 whole = sizeof *header + size + pieces * MORE;
	if (found < whole)
		fail(EX_DATAERR,
		     "%s: is cut short: %llu bytes of %llu are there; take another copy", file,
		     (unsigned long long)found, (unsigned long long)whole);
	if (found > whole)
		damaged(file, whole);
}

static void begin_reading(const struct header *header, const char *file,
			  const struct backup_key *key,
			  crypto_secretstream_xchacha20poly1305_state *state)
{
	unsigned char stream_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
	char theirs[BACKUP_KEY_ID_TEXT], ours[BACKUP_KEY_ID_TEXT];
	if (memcmp(header->key_id, key->id, sizeof key->id) != 0)
		fail(EX_NOPERM, "%s: another key opens it: it was made for %s, and %s is %s", file,
		     backup_key_id(header->key_id, theirs), key->file,
		     backup_key_id(key->id, ours));
	if (!key->secret)
		fail(EX_NOPERM,
		     "%s: %s makes copies and opens none; name the secret key that it belongs to",
		     file, key->file);
	if (header->kind == 's')
		derive(stream_key, header->way, key);
	else if (crypto_box_seal_open(stream_key, header->way, sizeof header->way, key->public_key,
				      key->secret_key) != 0)
		damaged(file, offsetof(struct header, way));
	if (crypto_secretstream_xchacha20poly1305_init_pull(state, header->stream, stream_key) != 0)
		damaged(file, offsetof(struct header, stream));
	sodium_memzero(stream_key, sizeof stream_key);
}

void encrypted_read(int from, int to, const char *file, const struct backup_key *key)
{
	static unsigned char plain[PIECE], sealed[PIECE + MORE];
	crypto_secretstream_xchacha20poly1305_state state;
	struct header header = { 0 };
	uint64_t found = size_of(from, file), at = sizeof header;
	check_header(&header, read_all(from, &header, sizeof header, file), found, file);
	begin_reading(&header, file, key, &state);
	for (unsigned char tag = 0; tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL;) {
		bool first = at == sizeof header;
		unsigned long long length;
		size_t received = read_all(from, sealed, sizeof sealed, file);
		if (received < MORE || crypto_secretstream_xchacha20poly1305_pull(
					       &state, plain, &length, &tag, sealed, received,
					       first ? (const unsigned char *)&header : NULL,
					       first ? sizeof header : 0) != 0)
			damaged(file, first ? 0 : at);
		write_all(to, plain, (size_t)length, file);
		at += received;
		if ((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != (at == found))
			damaged(file, at);
	}
	sodium_memzero(plain, sizeof plain);
	sodium_memzero(&state, sizeof state);
}

void plain_copy(int from, int to, const char *file)
{
	static unsigned char bytes[PIECE];
	size_of(from, file);
	for (size_t length; (length = read_all(from, bytes, sizeof bytes, file)) > 0;)
		write_all(to, bytes, length, file);
}
