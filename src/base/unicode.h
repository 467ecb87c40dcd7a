/* What is done with text from people: compare without case and accents, measure, make safe to show.
 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

/* Code points in TEXT: what Discord counts (its 2,000 limit). */
size_t utf8_count(const char *text);
/* The byte length of the longest start of TEXT with at most POINTS code points. */
size_t utf8_prefix(const char *text, size_t points);
/* Columns TEXT takes in a terminal (East Asian wide = 2, combining = 0). */
int text_width(const char *text);
/* The byte length of the white space at AT (Unicode's property: no-break, narrow and thin spaces,
 * too, and line breaks; and letters that show nothing); 0: none. */
size_t text_space(const char *at);
/* The same of a line break alone. */
size_t text_line_break(const char *at);
enum text_kind { TEXT_END, TEXT_LETTER, TEXT_NUMBER, TEXT_CURRENCY_SIGN, TEXT_OTHER };
/* What the character at AT is, and in *LENGTH its bytes. Numbers are those of any script, and
 * fractions; pictures count as letters. */
enum text_kind text_kind(const char *at, size_t *length);
/* TEXT without case and accents ("Descongélar" becomes "descongelar"), from ARENA. */
char *text_fold(struct arena *arena, const char *text);
/* Whether TEXT holds WORD with no letter or digit right before or behind it. Nothing holds an empty
 * or blank WORD. */
bool text_has_word(const char *text, const char *word);
/* Appends TEXT fit for a terminal or a table cell: controls, escapes, bidi overrides and line
 * breaks become spaces or are dropped; the rest is kept. */
void text_clean(struct buf *buf, const char *text);
/* The same, but line breaks ("\n") stay: for files that programs read. */
void text_clean_lines(struct buf *buf, const char *text);
/* The bytes of the character at AT, of a cleaned text, if XML cannot hold it, not even as a
 * reference: U+FFFE and U+FFFF. One of them makes the whole file unreadable; 0: XML can hold it.
 * https://www.w3.org/TR/xml/#charsets */
size_t text_not_in_xml(const char *at);
/* Appends TEXT cleaned as one span of Discord's code, in backticks: what it holds of them becomes
 * apostrophes. For lines to copy. */
void text_code(struct buf *buf, const char *text);
/* Appends TEXT cleaned, with Discord's Markdown, mentions and links escaped. */
void text_markdown(struct buf *buf, const char *text);

#endif
