/* Splitting at line ends, inside code fences too. */
#include "discord/split.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/unicode.h"

enum { FENCE_ROOM = 4 /* a line feed and the closing fence */, LONGEST_OPENING = 32 };

struct splitting {
	struct arena *arena;
	size_t points, count, room;
	const char **parts;
	struct buf part;
	char opening[LONGEST_OPENING]; /* of the fence that is open: "```text"; empty: none */
	size_t opened;                 /* bytes of the part that only open the fence again */
};

static void finish_part(struct splitting *splitting)
{
	struct buf *part = &splitting->part;
	while (part->length && part->bytes[part->length - 1] == '\n')
		part->length--;
	if (part->length <= splitting->opened)
		return;
	if (*splitting->opening)
		buf_text(part, "\n```");
	if (splitting->count == splitting->room) {
		const char **larger =
			arena_alloc(splitting->arena,
				    sizeof *larger * (splitting->room = splitting->room * 2 + 4));
		if (splitting->count)
			memcpy(larger, splitting->parts, sizeof *larger * splitting->count);
		splitting->parts = larger;
	}
	splitting->parts[splitting->count++] =
		arena_copy(splitting->arena, part->bytes, part->length);
	buf_clear(part);
	splitting->opened = 0;
	if (*splitting->opening) {
		buf_text(part, splitting->opening);
		buf_char(part, '\n');
		splitting->opened = part->length;
	}
}

static size_t room_left(const struct splitting *splitting)
{
	size_t used = utf8_count(buf_string(&splitting->part)) + FENCE_ROOM;
	return used < splitting->points ? splitting->points - used : 0;
}

static bool fits(const struct splitting *splitting, const char *line)
{
	return utf8_count(buf_string(&splitting->part)) + utf8_count(line) + FENCE_ROOM <=
	       splitting->points;
}

/* Every "```" in the line opens or closes. */
static void follow_fences(struct splitting *splitting, const char *line, size_t length)
{
	for (const char *at = line; (at = memmem(at, (size_t)(line + length - at), "```", 3));
	     at += 3) {
		if (*splitting->opening) {
			*splitting->opening = '\0';
			continue;
		}
		size_t word = 3;
		while (at + word < line + length && word < LONGEST_OPENING - 1 &&
		       ((at[word] >= 'a' && at[word] <= 'z') ||
			(at[word] >= '0' && at[word] <= '9')))
			word++;
		memcpy(splitting->opening, at, word);
		splitting->opening[word] = '\0';
	}
}

static void add_line(struct splitting *splitting, const char *line, size_t length)
{
	const char *text = arena_copy(splitting->arena, line, length);
	bool closes =
		*splitting->opening && strcmp(text, "```") == 0; /* the room kept for it is there */
	if (!closes && !fits(splitting, text))
		finish_part(splitting);
	while (!closes && !fits(splitting, text)) { /* longer than a whole message */
		size_t cut = utf8_prefix(text, room_left(splitting));
		for (size_t back = cut; back > cut / 2; back--)
			if (text[back] == ' ') {
				cut = back;
				break;
			}
		if (!cut)
			break;
		buf_add(&splitting->part, text, cut);
		finish_part(splitting);
		text += cut;
	}
	buf_text(&splitting->part, text);
	buf_char(&splitting->part, '\n');
	follow_fences(splitting, line, length);
}

size_t split_text(struct arena *arena, const char *text, size_t points, const char ***parts)
{
	struct splitting splitting = { .arena = arena, .points = points };
	if (utf8_count(text) <= points) {
		*parts = arena_alloc(arena, sizeof **parts);
		**parts = text;
		return 1;
	}
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		add_line(&splitting, line, length);
		line += length + (line[length] == '\n');
	}
	finish_part(&splitting);
	buf_free(&splitting.part);
	if (!splitting.count) {
		splitting.parts = arena_alloc(arena, sizeof *splitting.parts);
		splitting.parts[splitting.count++] = "";
	}
	*parts = splitting.parts;
	return splitting.count;
}
