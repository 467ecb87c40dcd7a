/* A command's text cut into words: quotes, key=value, and where each word is. */
#ifndef COMMAND_LEXER_H
#define COMMAND_LEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct word {
	const char *text;  /* without quotes and their escapes */
	const char *key;   /* of key=value; NULL when it is none */
	const char *value; /* of key=value */
	bool quoted;
	bool begins_line;        /* a line break is before it, other than one within quotes */
	const char *start, *end; /* in the source, quotes and all; what follows START there is the
				    rest of the text */
	size_t position;         /* of its first character, from 1, in code points */
};

enum { MAX_WORDS = 128 }; /* more role mentions than a message of 2,000 characters holds */
struct words {
	struct word list[MAX_WORDS]; /* later words are left in the last one's source: only a memo
					is that long */
	size_t count;
	bool more;           /* there were more than that */
	bool unclosed_quote; /* the last word's quote has no end */
};

/* Cuts TEXT (valid UTF-8). Words live in ARENA and in TEXT. Quotes are "…", “…” and «…»; a
 * backslash keeps the next character from ending them. An apostrophe is no quote. White space of
 * any kind parts words. */
void lexer_run(struct arena *arena, const char *text, struct words *words);

#endif
