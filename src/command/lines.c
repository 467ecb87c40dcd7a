/* Lines to copy: what somebody wrote, with what was wrong in it set right. */
#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"

enum {
	LINE_POINTS = 300
}; /* a longer line is cut: it has a memo that is too long, or dozens of roles */

/* The bytes of the control character at AT; 0: it is none. */
static size_t control_at(const char *at)
{
	unsigned char first = (unsigned char)*at, second = first ? (unsigned char)at[1] : 0;
	if ((first && first < 0x20) || first == 0x7f)
		return 1;
	return first == 0xc2 && second >= 0x80 && second <= 0x9f ? 2 : 0;
}

/* As a span of code with the prefix before it; all white space is as the space bar makes it.
 * Control characters are left out: a span shows them as spaces, which would part a word. */
static const char *span(struct parsing *parsing, struct buf *line)
{
	struct buf out = { 0 }, spaced = { 0 };
	for (const char *at = buf_string(line); *at;) {
		size_t space = text_space(at), control = space ? 0 : control_at(at);
		if (!control)
			buf_char(&spaced, space ? ' ' : *at);
		at += space ? space : control ? control : 1;
	}
	const char *text = buf_string(&spaced);
	size_t cut = utf8_prefix(text, LINE_POINTS);
	text_code(&out, arena_printf(parsing->arena, "%s%.*s%s", parsing->prefix, (int)cut, text,
				     text[cut] ? "…" : ""));
	const char *copy = arena_strdup(parsing->arena, buf_string(&out));
	buf_free(&out);
	buf_free(&spaced);
	buf_free(line);
	return copy;
}

/* The source without the white space before it. */
static const char *beginning(const struct parsing *parsing)
{
	return parsing->words.list[0].start;
}

void add_quoted(struct buf *line, const char *text)
{
	buf_char(line, '"');
	for (const char *at = text; *at; at++) {
		if (*at == '"' || *at == '\\')
			buf_char(line, '\\');
		buf_char(line, *at);
	}
	buf_char(line, '"');
}

/* Whether LINE ends in white space, of one to three bytes. */
static bool ends_in_space(const struct buf *line)
{
	const char *end = buf_string(line) + line->length;
	for (size_t back = 1; back <= 3 && back <= line->length; back++)
		if (text_space(end - back) == back)
			return true;
	return false;
}

const char *line_with(struct parsing *parsing, const char *from, const char *to, const char *text,
		      const char *memo)
{
	struct buf line = { 0 };
	buf_add(&line, beginning(parsing), (size_t)(from - beginning(parsing)));
	buf_text(&line, text);
	if (memo) {
		const char *end = parsing->memo_end && parsing->memo_end > memo
					  ? parsing->memo_end
					  : memo + strlen(memo);
		buf_add(&line, to, (size_t)(memo - to));
		if (memo > beginning(parsing) && !ends_in_space(&line))
			buf_char(&line, ' '); /* a quote within a word opens nothing */
		add_quoted(&line, arena_copy(parsing->arena, memo, (size_t)(end - memo)));
		buf_text(&line, end);
	} else {
		buf_text(&line, to);
	}
	return span(parsing, &line);
}

const char *line_with_memo(struct parsing *parsing, const char *memo)
{
	return line_with(parsing, memo, memo, "", memo);
}
