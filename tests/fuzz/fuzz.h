/* What the fuzz targets share: a rule that must hold, and the input cut into lines. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define REQUIRE(condition)                                                                        \
	do {                                                                                      \
		if (!(condition)) {                                                               \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                                  \
		}                                                                                 \
	} while (0)

/* The next line of *AT before END, NUL-terminated in its place, without the newline; NULL at the
 * end. */
static inline char *fuzz_line(char **at, char *end)
{
	char *line = *at;
	if (line >= end)
		return NULL;
	char *newline = memchr(line, '\n', (size_t)(end - line));
	*at = newline ? newline + 1 : end;
	*(newline ? newline : end) = '\0';
	return line;
}

/* The input as text such as the parsers are given: valid UTF-8 without NUL; NULL when it is none.
 */
static inline char *fuzz_text(struct arena *arena, const uint8_t *data, size_t size)
{
	char *text = arena_copy(arena, (const char *)data, size);
	return strlen(text) == size && utf8_valid(text, size) ? text : NULL;
}

#endif
