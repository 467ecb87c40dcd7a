/* What formats of fixed fields share: columns counted in characters, digits, days whose years have
 * two digits, and the numbers and codes that stand in them. */
#ifndef IMPORT_COLUMNS_H
#define IMPORT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"

/* A line of columns, which are characters of UTF-8; the first is 1. It may be cut of the blanks at
 * its end. */
struct columns {
	const char *bytes; /* of the caller */
	size_t length;     /* in bytes */
	size_t count;      /* columns */
};
struct columns columns_of(const char *line, size_t length);
/* What is in the columns FIRST to LAST, without a NUL behind, and in *LENGTH its bytes: less
 * where the line ends before. */
const char *columns_at(const struct columns *columns, size_t first, size_t last, size_t *length);
/* The same as a text from ARENA, without the blanks around it; columns_shown(): for a message. */
const char *columns_shown(const struct columns *columns, size_t first, size_t last,
			  struct arena *arena);
char *columns_text(const struct columns *columns, size_t first, size_t last, struct arena *arena);
/* Appends them as they stand: with one blank for those that the line was cut of. */
void columns_add(const struct columns *columns, size_t first, size_t last, struct buf *buf);
bool columns_blank(const struct columns *columns, size_t first, size_t last);
/* A number whose digits fill the columns. */
bool columns_number(const struct columns *columns, size_t first, size_t last, int64_t *number);
/* A day, YYMMDD, from column FIRST on. */
bool columns_day(const struct columns *columns, size_t first, int64_t *day);

/* REFERENCE without blanks around it, from ARENA; "" where it names nothing: zeros, NONREF,
 * NOTPROVIDED. */
const char *list_reference(struct arena *arena, const char *reference, size_t length);

/* TEXT of a list as messages show it: cleaned as list_text() does, at most 40 characters of it. */
const char *list_shown(struct arena *arena, const char *text);

/* "EUR" of 978; NULL where ISO 4217 has no such number. */
const char *currency_of_number(int64_t number);
/* Whether four characters are a purpose, or a category of purposes, of ISO 20022. */
bool is_payment_purpose(const char code[4]);

#endif
