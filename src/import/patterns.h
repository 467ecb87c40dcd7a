/* Many patterns looked for in one text at once: POSIX extended regular expressions as hledger reads
 * them, without case.
 *
 * They are our own since glibc's regexec() keeps every state it ever made: one record of 64 KiB and
 * the pattern a.{20}c take 4 GB, and 30 patterns read 20,000 lines a second. Here the states of all
 * patterns are made as texts need them and dropped when there are too many, so that time is linear
 * in the text for every pattern, and memory is bounded. */
#ifndef IMPORT_PATTERNS_H
#define IMPORT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PATTERN_LONGEST = 1024, PATTERN_WHY_SIZE = 160 };

struct patterns;

struct patterns *patterns_new(void);
void patterns_free(struct patterns *patterns);

/* Adds TEXT (UTF-8), which patterns_find() then tells by NUMBER. False where it is no pattern that
 * is read here, and WHY says what to write instead.
 *
 * Read are: characters, . [...] with ranges and [:classes:] (of ASCII), (...), |, * + ? {m,n}, ^ $
 * at the ends of text and lines, \b \B \< \>, and \ before punctuation. */
bool patterns_add(struct patterns *patterns, const char *text, uint32_t number,
		  char why[PATTERN_WHY_SIZE]);

/* How large the patterns are together: about one for a character. */
size_t patterns_size(const struct patterns *patterns);

/* At most COUNT states are kept, some 600 bytes each. */
void patterns_keep(struct patterns *patterns, unsigned count);

/* Sets the bit NUMBER of FOUND for each pattern that is somewhere in TEXT, which was folded. */
void patterns_find(struct patterns *patterns, const char *text, size_t length, uint64_t *found);

/* Writes TEXT in lower case to FOLDED, which has room for 2 * LENGTH + 1 bytes; returns its length.
 */
size_t pattern_fold(char *folded, const char *text, size_t length);

#endif
