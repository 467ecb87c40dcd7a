/* Text as an embed. */
#include "discord/embed.h"

#include <string.h>

#include "base/buf.h"
#include "base/unicode.h"

static const char bold[] = "**", fence[] = "```";
enum { BOLD = sizeof bold - 1 };

/* What is bold of LINE, where all of it is; length 0: not all, or it holds what a title does not
 * show: mentions and times stay as they are written there. */
static const char *bold_whole(const char *line, size_t length, size_t *inner)
{
	const char *start = line + BOLD;
	*inner = 0;
	while (length && (line[length - 1] == ' ' || line[length - 1] == '\r'))
		length--;
	if (length <= 2 * BOLD || strncmp(line, bold, BOLD) != 0 ||
	    strncmp(line + length - BOLD, bold, BOLD) != 0)
		return start;
	size_t bytes = length - 2 * BOLD;
	if (!memmem(start, bytes, bold, BOLD) && !memchr(start, '<', bytes))
		*inner = bytes;
	return start;
}

/* Whether LINE holds a time that readers see by their own clocks. A link in the message's content
 * would show a preview, so such a line stays in the embed. */
static bool goes_outside(const char *line, size_t length)
{
	return memmem(line, length, "<t:", 3) && !memmem(line, length, "://", 3);
}

static void add_line(struct buf *out, const char *line, size_t length)
{
	if (out->length)
		buf_char(out, '\n');
	buf_add(out, line, length);
}

static void sort_lines(const char *text, struct buf *inside, struct buf *outside)
{
	bool fenced = false;
	while (*text) {
		size_t length = strcspn(text, "\n");
		bool fences = length >= 3 && strncmp(text, fence, 3) == 0;
		if (!fenced && !fences && goes_outside(text, length))
			add_line(outside, text, length);
		else
			add_line(inside, text, length);
		fenced ^= fences;
		text += length + (text[length] == '\n');
	}
}

bool embed_from_text(struct arena *arena, const char *text, const char *title,
		     struct embed_text *embed)
{
	size_t length = strcspn(text, "\n"), inner;
	const char *start = bold_whole(text, length, &inner);
	struct buf inside = { 0 }, outside = { 0 };
	if (inner) {
		title = arena_copy(arena, start, inner);
		text += length + (text[length] == '\n');
	}
	sort_lines(text, &inside, &outside);
	*embed = (struct embed_text){
		.title = title,
		.description = arena_copy(arena, buf_string(&inside), inside.length),
		.outside = arena_copy(arena, buf_string(&outside), outside.length)
	};
	buf_free(&inside);
	buf_free(&outside);
	size_t points = utf8_count(embed->title), described = utf8_count(embed->description);
	return embed->description[strspn(embed->description, " \t\r\n")] &&
	       embed->title[strspn(embed->title, " \t\r")] && points <= EMBED_TITLE &&
	       described <= EMBED_DESCRIPTION && points + described <= EMBED_TOTAL;
}

void embed_write(struct buf *json, const struct embed_text *embed, uint32_t color)
{
	buf_text(json, "\"embeds\":[{\"title\":");
	buf_json(json, embed->title);
	buf_text(json, ",\"description\":");
	buf_json(json, embed->description);
	buf_printf(json, ",\"color\":%u}]", (unsigned)color);
}
