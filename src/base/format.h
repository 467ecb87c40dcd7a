/* printf's formatting, faster for what texts here are made of. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Writes what vsnprintf() would, and returns what it would: the whole length, of which SIZE - 1
 * bytes and a NUL are in TEXT. Formats of %s, %.*s, %c, %% and whole numbers without flags or width
 * are done here; all others go to vsnprintf(), whole. */
size_t format_text(char *text, size_t size, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));

enum { FORMAT_NUMBER_SIZE = 20 /* digits of the largest uint64_t */ };
/* Writes the digits of NUMBER so that they end before END; returns where they begin. */
char *format_digits(char *end, uint64_t number);

#endif
