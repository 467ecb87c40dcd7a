/* Tags in what people wrote: "#event" in "hall for the #event". */
#ifndef REPORT_TAGS_H
#define REPORT_TAGS_H

#include <stddef.h>

/* The next tag at or behind *AT, of *LENGTH bytes without its "#", and moves *AT behind it; NULL:
 * there is none. A tag is letters, digits, "-" and "_" behind a "#" that begins a word, with a
 * letter among them: "#12" is the number of something, "<#2000>" a channel. It ends in a letter or
 * a digit. */
const char *next_tag(const char **at, size_t *length);

#endif
