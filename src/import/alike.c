/* Lines of a list that are alike, in the order of what they have in common. */
#include "import/alike.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "import/identity.h"
#include "record/import_record.h"

enum { KEY_BYTES = 24, FIRST_ROOM = 64 };

struct seen_line {
	uint64_t common;              /* a hash of account, day, amount and currency */
	unsigned char key[KEY_BYTES]; /* more than an id shows of it */
};

struct alike_lines {
	struct seen_line *lines;
	size_t count, room;
	bool is_sorted;
	unsigned char secret[crypto_shorthash_KEYBYTES];
};

struct alike_lines *alike_begin(void)
{
	struct alike_lines *alike = calloc(1, sizeof *alike);
	if (!alike)
		memory_out(sizeof *alike);
	randombytes_buf(alike->secret, sizeof alike->secret);
	return alike;
}

void alike_free(struct alike_lines *alike)
{
	if (alike)
		free(alike->lines);
	free(alike);
}

static uint64_t common_of(const struct alike_lines *alike, const char *books,
			  const struct list_line *line)
{
	struct buf text = { 0 };
	uint64_t hash;
	buf_printf(&text, "%s\n%jd\n%jd\n%s", books, (intmax_t)line->day, (intmax_t)line->amount,
		   line->currency);
	crypto_shorthash((unsigned char *)&hash, (const unsigned char *)text.bytes, text.length,
			 alike->secret);
	buf_free(&text);
	return hash;
}

void alike_see(struct alike_lines *alike, const char *books, const struct list_line *line,
	       const struct digest *key)
{
	if (alike->count == alike->room) {
		size_t room = alike->room ? alike->room * 2 : FIRST_ROOM;
		struct seen_line *larger = realloc(alike->lines, room * sizeof *larger);
		if (!larger)
			memory_out(room * sizeof *larger);
		alike->lines = larger;
		alike->room = room;
	}
	struct seen_line *seen = &alike->lines[alike->count++];
	seen->common = common_of(alike, books, line);
	memcpy(seen->key, key->bytes, KEY_BYTES);
}

static int compare_lines(const void *one, const void *other)
{
	const struct seen_line *a = one, *b = other;
	if (a->common != b->common)
		return a->common < b->common ? -1 : 1;
	return memcmp(a->key, b->key, KEY_BYTES);
}

/* The first of those that have COMMON. */
static size_t first_of(const struct alike_lines *alike, uint64_t common)
{
	size_t low = 0, high = alike->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (alike->lines[middle].common < common)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int64_t alike_count(struct alike_lines *alike, struct arena *arena, const char *books,
		    const struct list_line *line, const struct digest *key,
		    const char *const **others)
{
	const char **found;
	uint64_t common = common_of(alike, books, line);
	if (!alike->is_sorted)
		qsort(alike->lines, alike->count, sizeof *alike->lines, compare_lines);
	alike->is_sorted = true;
	size_t first = first_of(alike, common), end = first;
	while (end < alike->count && alike->lines[end].common == common)
		end++;
	*others = NULL;
	if (end - first < 2 || end - first - 1 > MAX_IMPORT_OTHERS)
		return (int64_t)(end - first);
	*others = found = arena_alloc(arena, (end - first) * sizeof *found);
	bool itself = false;
	for (size_t i = first; i < end; i++) {
		const struct seen_line *seen = &alike->lines[i];
		struct digest digest = { 0 };
		char text[LINE_ID_KEY_SIZE];
		if (!itself && memcmp(seen->key, key->bytes, KEY_BYTES) == 0) {
			itself = true;
			continue;
		}
		memcpy(digest.bytes, seen->key, KEY_BYTES);
		*found++ = arena_strdup(arena, line_id_key(&digest, text));
	}
	return (int64_t)(end - first);
}
