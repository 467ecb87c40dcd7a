/* The guild's prefix in the lines that texts of the catalogue show. */
#include "command/typed_lines.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

#define LINE "`!"

static void add_prefix(struct buf *out, const char *prefix, bool for_printf)
{
	for (; *prefix; prefix++) {
		if (for_printf && *prefix == '%')
			buf_char(out, '%');
		buf_char(out, *prefix);
	}
}

const char *lines_with_prefix(struct arena *arena, const char *text, const char *prefix,
			      const char *instead)
{
	struct buf out = { 0 };
	size_t length = strlen(prefix);
	bool opens = true; /* whether the next backtick opens a span */
	for (const char *at = text; *at;) {
		buf_char(&out, *at);
		if (*at++ != '`')
			continue;
		if (opens && strncmp(at, prefix, length) == 0) {
			buf_text(&out, instead);
			at += length;
		}
		opens = !opens;
	}
	const char *copy = arena_strdup(arena, buf_string(&out));
	buf_free(&out);
	return copy;
}

static const char *with_prefix(struct arena *arena, const char *text, const char *prefix,
			       bool for_printf)
{
	struct buf out = { 0 };
	const char *at = text, *line;
	if (!strstr(text, LINE))
		return text;
	for (; (line = strstr(at, LINE)); at = line + strlen(LINE)) {
		buf_add(&out, at, (size_t)(line - at));
		buf_char(&out, '`');
		add_prefix(&out, prefix, for_printf);
	}
	buf_text(&out, at);
	const char *copy = arena_strdup(arena, buf_string(&out));
	buf_free(&out);
	return copy;
}

const char *typed_lines(struct arena *arena, const char *format, const char *prefix)
{
	return with_prefix(arena, format, prefix, true);
}

const char *typed_text(struct arena *arena, const char *text, const char *prefix)
{
	return with_prefix(arena, text, prefix, false);
}
