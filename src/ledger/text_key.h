/* Keys of the working set's tables for what a text names in a guild: an account, a bank's line, a
 * counterparty. */
#ifndef LEDGER_TEXT_KEY_H
#define LEDGER_TEXT_KEY_H

#include <stdint.h>

#include "base/arena.h"

struct text_key {
	const char *bytes; /* the id's own and the text's, without an end */
	size_t length;     /* bytes */
};

/* A key to look for. Where it fits it is made in ROOM, which outlives it, as a look-up is too
 * frequent for memory of its own; else in memory that text_key_free() gives back. */
struct text_key_room {
	char bytes[120];
	struct arena longer;
};
struct text_key text_key_in(struct text_key_room *room, uint64_t guild_id, const char *text);
void text_key_free(struct text_key_room *room);
/* A key to keep, in MEMORY. */
struct text_key text_key_kept(struct arena *memory, uint64_t guild_id, const char *text);

#endif
