/* Keys of the working set's tables for what a text names in a guild. */
#include "ledger/text_key.h"

#include <string.h>

static struct text_key fill(char *bytes, uint64_t guild_id, const char *text, size_t length)
{
	memcpy(bytes, &guild_id, sizeof guild_id);
	memcpy(bytes + sizeof guild_id, text, length);
	return (struct text_key){ bytes, sizeof guild_id + length };
}

struct text_key text_key_in(struct text_key_room *room, uint64_t guild_id, const char *text)
{
	size_t length = strlen(text);
	char *bytes = room->bytes;
	room->longer = (struct arena){ 0 };
	if (sizeof guild_id + length > sizeof room->bytes)
		bytes = arena_alloc_raw(&room->longer, sizeof guild_id + length);
	return fill(bytes, guild_id, text, length);
}

void text_key_free(struct text_key_room *room)
{
	arena_free(&room->longer);
}

struct text_key text_key_kept(struct arena *memory, uint64_t guild_id, const char *text)
{
	size_t length = strlen(text);
	char *bytes = arena_alloc_raw(memory, sizeof guild_id + length);
	return fill(bytes, guild_id, text, length);
}
