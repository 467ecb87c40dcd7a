/* Notices as one message. */
#include "tools/notice_message.h"

#include <string.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "command/setting_rows.h"

enum { MOST_LINES = 10, MOST_POINTS = 1900 };

/* From which line on they are shown: one alone is never left out for want of a line. */
static size_t first_shown(const char *const *lines, size_t count)
{
	size_t first = count, points = 0;
	size_t most = count == MOST_LINES + 1 ? count : MOST_LINES;
	while (first && count - first < most) {
		points += utf8_count(lines[first - 1]) + 1;
		if (points > MOST_POINTS && first < count)
			break;
		first--;
	}
	return first;
}

const char *notice_message(struct arena *arena, const char *lang_named, const char *prefix,
			   const char *const *lines, size_t count, enum verb_id verb)
{
	enum lang lang = LANG_EN;
	struct buf text = { 0 };
	if (lang_named)
		lang_from_name(lang_named, &lang); /* else it stays */
	size_t hidden = first_shown(lines, count);
	for (size_t i = hidden; i < count; i++)
		buf_printf(&text, "%s%s", i > hidden ? "\n" : "", lines[i]);
	const char *words = verb_table[verb].words[lang];
	if (hidden) {
		buf_char(&text, '\n');
		buf_printf(&text, tr(lang, N_("and %zu more: `%s%.*s`")), hidden,
			   setting_text(SETTING_PREFIX, prefix), (int)strcspn(words, "|"), words);
	}
	const char *copy = arena_copy(arena, buf_string(&text), text.length);
	buf_free(&text);
	return copy;
}
