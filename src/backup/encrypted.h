/* Encrypted files: written and read as streams, so of any size in little memory; what is changed,
 * cut short or another's key's is told.
 *
 *   72 bytes   header: "GLBACKUP", version 1, kind, 6 zero bytes, key id (8), size of the content
 * (8, big-endian), BLAKE2b-128 of all before, secretstream's header (24) 80 bytes   the way to the
 * stream's key. Kind 's' (made with a secret key): 32 bytes of salt, 48 zero bytes; the key is
 *              BLAKE2b-256 of the salt, keyed with the secret key. Kind 'p' (made with a public
 * key): the key, sealed by crypto_box_seal then       the content in pieces of 64 KiB, each 17
 * bytes longer, by crypto_secretstream_xchacha20poly1305; the first also vouches for these 152
 * bytes, the last is tagged as the last
 * https://doc.libsodium.org/secret-key_cryptography/secretstream
 * https://doc.libsodium.org/public-key_cryptography/sealed_boxes */
#ifndef BACKUP_ENCRYPTED_H
#define BACKUP_ENCRYPTED_H

#include <stdbool.h>

#include <stdint.h>

#include "backup/backup_key.h"
#include "base/buf.h"

/* Whether the file at FD begins as an encrypted one; its offset does not move. */
bool encrypted_is(int fd);
/* Writes the whole of FROM, from its beginning, encrypted for KEY into TO, which FILE names in
 * errors. Exits with EX_IOERR, or EX_CANTCREAT when the disk is full. */
void encrypted_write(int from, int to, const char *file, const struct backup_key *key);
/* The other way. Exits with EX_NOPERM when KEY is another or a public one, EX_DATAERR when FILE is
 * cut short or changed, as above otherwise: nothing of TO may then be used. */
void encrypted_read(int from, int to, const char *file, const struct backup_key *key);
/* Bytes from FD as they are. */
void plain_copy(int from, int to, const char *file);

/* As encrypted_write() and encrypted_read(), but returning EX_OK or the code, with the sentence in
 * WHY: of many files one that is damaged holds the others up in nothing. */
int encrypted_try_write(int from, int to, const char *file, const struct backup_key *key,
			struct buf *why);
int encrypted_try_read(int from, int to, const char *file, const struct backup_key *key,
		       struct buf *why);
/* How many bytes the encrypted file of a content of SIZE bytes has. */
uint64_t encrypted_size(uint64_t size);

#endif
