/* Words, quotes and key=value. */
#include "command/lexer.h"

#include <string.h>

#include "base/unicode.h"

static const struct {
	const char *open, *close;
} quote_pairs[] = {
	{ "\"", "\"" }, { "“", "”" }, { "”", "”" }, { "„", "“" }, { "«", "»" },
};
enum { QUOTE_PAIRS = sizeof quote_pairs / sizeof *quote_pairs };

static int opening_quote(const char *at)
{
	for (int i = 0; i < QUOTE_PAIRS; i++)
		if (strncmp(at, quote_pairs[i].open, strlen(quote_pairs[i].open)) == 0)
			return i;
	return -1;
}

/* The text inside quotes that open at AT; *END is behind them, or at the text's end when they never
 * close. */
static const char *read_quoted(struct arena *arena, const char *at, int pair, const char **end,
			       bool *unclosed)
{
	const char *close = quote_pairs[pair].close;
	char *copy = arena_alloc_raw(arena, strlen(at) + 1), *to = copy;
	at += strlen(quote_pairs[pair].open);
	while (*at && strncmp(at, close, strlen(close)) != 0) {
		if (*at == '\\' && at[1])
			at++;
		*to++ = *at++;
	}
	*to = '\0';
	*unclosed = !*at;
	*end = *at ? at + strlen(close) : at;
	return copy;
}

static const char *word_end(const char *at)
{
	while (*at && !text_space(at))
		at++;
	return at;
}

/* key=value, where the value, too, may be quoted. */
static void split_option(struct arena *arena, struct word *word, const char **end, bool *unclosed)
{
	const char *equals = memchr(word->start, '=', (size_t)(*end - word->start));
	if (!equals || equals == word->start)
		return;
	word->key = arena_copy(arena, word->start, (size_t)(equals - word->start));
	int pair = opening_quote(equals + 1);
	if (pair >= 0)
		word->value = read_quoted(arena, equals + 1, pair, end, unclosed);
	else
		word->value = arena_copy(arena, equals + 1, (size_t)(*end - equals - 1));
}

static const char *read_word(struct arena *arena, struct word *word, bool *unclosed)
{
	const char *end;
	int pair = opening_quote(word->start);
	if (pair < 0) {
		end = word_end(word->start);
		split_option(arena, word, &end, unclosed);
		word->text = arena_copy(arena, word->start, (size_t)(end - word->start));
		return end;
	}
	word->quoted = true;
	word->text = read_quoted(arena, word->start, pair, &end, unclosed);
	if (*end == '=') { /* "my till"=12.50 */
		const char *value_end = word_end(end);
		word->key = word->text;
		word->value = arena_copy(arena, end + 1, (size_t)(value_end - end - 1));
		end = value_end;
	}
	return end;
}

/* Behind the white space at AT; *BROKEN: there was a line break in it. */
static const char *skip_space(const char *at, bool *broken)
{
	*broken = false;
	for (size_t length; (length = text_space(at)); at += length)
		*broken |= text_line_break(at) != 0;
	return at;
}

static size_t points_between(const char *from, const char *to)
{
	size_t points = 0;
	for (; from < to; from++)
		points += ((unsigned char)*from & 0xc0) != 0x80;
	return points;
}

void lexer_run(struct arena *arena, const char *text, struct words *words)
{
	const char *at = text, *counted = text;
	size_t position = 1;
	words->count = 0;
	words->unclosed_quote = false;
	for (bool broken;;) {
		at = skip_space(at, &broken);
		words->more = *at && words->count == MAX_WORDS;
		if (!*at || words->more)
			return;
		struct word *word = &words->list[words->count++];
		position += points_between(counted, at);
		counted = at;
		*word = (struct word){ .start = at, .position = position, .begins_line = broken };
		word->end = at = read_word(arena, word, &words->unclosed_quote);
	}
}
