/* What the formats with marked fields (OFX, camt) share: amounts, references and texts of their
 * fields. */
#ifndef IMPORT_MARKED_H
#define IMPORT_MARKED_H

#include "base/arena.h"
#include "import/list.h"

/* Bytes that a field of a list may have; what has more is FAULT_TOO_LONG. */
enum { MARKED_LONGEST = 64 * 1024 };

/* TEXT cleaned, or "" where it names no movement: nothing but zeros, NONREF, NOTPROVIDED. */
const char *marked_reference(struct arena *arena, const char *text);

/* Reads "-12.5", "+12,5", ".5" or "12." without groups of thousands, as minor units of CURRENCY.
 * STRICT: exactly three digits behind the mark are refused where the currency has fewer, even
 * zeros, since they may have been meant as thousands. NULL, or what is wrong with it. */
const char *marked_amount(const char *text, const char *currency, bool strict, int64_t *amount);

/* The beginning of a list, without a byte order mark and blanks in front, into TEXT, for what a
 * format's fits() and declared() look for: ASCII, also where the list is UTF-16 without a mark; its
 * encoding is returned then, else NULL. */
enum { MARKED_HEAD_SIZE = 4096 };
const char *marked_head(const char *head, size_t length, char text[MARKED_HEAD_SIZE]);

/* TEXT in upper case, if it is the three letters of a currency. */
bool marked_currency(const char *text, char currency[LIST_CURRENCY_SIZE]);

#endif
