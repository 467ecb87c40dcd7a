/* The number in an amount, as formats that people or banks write have it: digits, perhaps in
 * groups, and a mark before the decimals. What the mark is, and what is around the number, is
 * each format's own. */
#ifndef IMPORT_NUMBER_H
#define IMPORT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_LONGEST = 40, NUMBER_SIZE = NUMBER_LONGEST + 3 };

/* NUMBER: at most NUMBER_LONGEST digits and marks, without a sign. PLACE: where the mark before its
 * decimals is; its length: it has none. Writes it as decimal_to_minor() reads it. False where a
 * mark is out of place: before the decimals only groups of three digits have marks, all the same
 * one, which is not that of the decimals; behind it are digits only. BARE: there need be none
 * ("12."). */
bool number_plain(const char *number, size_t place, bool bare, char plain[NUMBER_SIZE]);

#endif
