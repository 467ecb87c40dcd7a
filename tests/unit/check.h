/* A check that counts, for the unit tests. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

static int checks, failures;
#define CHECK(condition)                                                                 \
	do {                                                                             \
		checks++;                                                                \
		if (!(condition)) {                                                      \
			failures++;                                                      \
			printf("%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
		}                                                                        \
	} while (0)
#define SAME(got, wanted)                                                            \
	do {                                                                         \
		const char *got_ = (got), *wanted_ = (wanted);                       \
		checks++;                                                            \
		if (!got_ || strcmp(got_, wanted_) != 0) {                           \
			failures++;                                                  \
			printf("%s:%d: got '%s', wanted '%s'\n", __FILE__, __LINE__, \
			       got_ ? got_ : "(nothing)", wanted_);                  \
		}                                                                    \
	} while (0)
#define REPORT(name) (printf(name ": %d checks, %d failed\n", checks, failures), failures != 0)

#endif
