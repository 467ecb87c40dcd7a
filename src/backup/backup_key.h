/* Keys of encrypted copies: a secret file that opens them, and beside it a public one that can only
 * make them. */
#ifndef BACKUP_BACKUP_KEY_H
#define BACKUP_BACKUP_KEY_H

#include <sodium.h>
#include <stdbool.h>

enum { BACKUP_KEY_ID_SIZE = 8 };

struct backup_key {
	bool secret; /* opens copies, too */
	unsigned char secret_key[crypto_box_SECRETKEYBYTES];
	unsigned char public_key[crypto_box_PUBLICKEYBYTES];
	unsigned char id[BACKUP_KEY_ID_SIZE]; /* the beginning of a hash of the public key: names
						 it, tells nothing */
	const char *file;
};
enum { BACKUP_KEY_ID_TEXT = 2 * BACKUP_KEY_ID_SIZE + 1 };

/* Makes a key pair: the secret key into FILE, mode 0600, and the public one into FILE.pub, 0644.
 * Exits with EX_CANTCREAT where one of them exists already: a key that is overwritten takes its
 * copies with it. */
void backup_key_make(const char *file);
/* Reads either. Exits with EX_NOINPUT without the file, EX_DATAERR when it is no key, EX_NOPERM
 * when others may read a secret one. */
void backup_key_read(const char *file, struct backup_key *key);
const char *backup_key_id(const unsigned char id[BACKUP_KEY_ID_SIZE],
			  char text[BACKUP_KEY_ID_TEXT]);
/* Overwrites it in memory. */
void backup_key_forget(struct backup_key *key);

#endif
