/* A checkpoint: where books stood when they were found without a fault, in a few signed lines. */
#ifndef VERIFY_CHECKPOINT_H
#define VERIFY_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "ledger/books.h"

struct checkpoint_floor { /* a floor other than a member's 0 and the guild's own none */
	struct checkpoint_floor *next;
	int64_t account_id, floor;
	char currency[CURRENCY_SIZE];
	bool has_floor;
};
struct checkpoint_guild {
	struct checkpoint_guild *next;
	uint64_t guild_id;
	int64_t seq, transaction, delivery; /* the last of each */
	int64_t batch;                      /* the last closed one, 0: none; and its hash */
	int64_t last_time;                  /* the newest time in the log */
	char hash[HASH_TEXT_SIZE], row[HASH_TEXT_SIZE], balances[HASH_TEXT_SIZE];
	struct checkpoint_floor *floors;
};
struct checkpoint {
	struct arena memory;
	int64_t taken; /* Unix milliseconds, for people */
	struct checkpoint_guild *guilds;
};

struct checkpoint_guild *checkpoint_of(const struct checkpoint *checkpoint,
				       uint64_t guild_id); /* NULL: it has none */
struct checkpoint_guild *checkpoint_add(struct checkpoint *checkpoint, uint64_t guild_id);

/* Keys are files of one line: "guildledger-secret-key 1 HEX" or "guildledger-public-key 1 HEX"
 * (Ed25519, RFC 8032). */
enum { SECRET_KEY_SIZE = 64, PUBLIC_KEY_SIZE = 32 };
struct key {
	bool has_secret;
	unsigned char secret[SECRET_KEY_SIZE], public[PUBLIC_KEY_SIZE];
};
void key_make(struct key *key);
void key_print(const struct key *key, bool secret, struct buf *out);
/* False when TEXT is neither kind of key. */
bool key_read(const char *text, struct key *key);

/* The checkpoint's lines with the signature below. */
void checkpoint_print(const struct checkpoint *checkpoint, const struct key *key, struct buf *out);
/* Reads TEXT, changing it. False and *WHY: it is none, or KEY did not sign it. */
bool checkpoint_read(struct checkpoint *checkpoint, char *text, const struct key *key,
		     const char **why);
void checkpoint_free(struct checkpoint *checkpoint);

#endif
