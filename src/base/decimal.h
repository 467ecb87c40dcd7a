/* Exact decimals: the canonical text of an amount, int64 minor units, and totals that may need
 * more. No float anywhere. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

enum decimal_error { DECIMAL_OK, DECIMAL_SYNTAX, DECIMAL_PRECISION, DECIMAL_OVERFLOW };
enum { DECIMAL_MAX_SCALE = 9, DECIMAL_TEXT_SIZE = 48 };
/* A total of amounts: as many as there can be of 64 bits each fit. */
typedef __int128 wide;

/* Reads "-12.5" (optional minus, digits, optional dot and digits) as minor units of 10^-SCALE.
 * Zeros beyond the scale are accepted; other digits there are DECIMAL_PRECISION. */
enum decimal_error decimal_to_minor(const char *text, int scale, int64_t *minor);

/* Writes MINOR with exactly SCALE decimals into TEXT and returns TEXT. */
char *decimal_from_minor(wide minor, int scale, char text[DECIMAL_TEXT_SIZE]);
/* Reads a whole number ("-123"); false, and *NUMBER untouched, when TEXT is none of 128 bits. */
bool wide_from_text(const char *text, wide *number);

/* A sum, or false when it does not fit int64; *SUM is then untouched. */
static inline bool checked_add(int64_t a, int64_t b, int64_t *sum)
{
	int64_t result;
	if (__builtin_add_overflow(a, b, &result))
		return false;
	*sum = result;
	return true;
}

/* A sum of amounts that may go beyond 64 bits: over * 2^63 + low, where low is never negative. */
struct wide_sum {
	int64_t over, low;
};
/* Adds AMOUNT minor units, which must not be negative. */
void wide_add(struct wide_sum *sum, int64_t amount);
void wide_add_sum(struct wide_sum *sum, const struct wide_sum *other);
static inline bool wide_equal(const struct wide_sum *one, const struct wide_sum *other)
{
	return one->over == other->over && one->low == other->low;
}
static inline wide wide_of_sum(const struct wide_sum *sum)
{
	return ((wide)sum->over << 63) + sum->low;
}
enum { WIDE_TEXT_SIZE = DECIMAL_TEXT_SIZE };
/* As decimal_from_minor(). Returns TEXT. */
char *decimal_from_wide(const struct wide_sum *sum, int scale, char text[WIDE_TEXT_SIZE]);

#endif
