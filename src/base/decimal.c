/* Decimal text to int64 minor units and back, refusing whatever does not fit exactly. */
#include "base/decimal.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static bool push_digit(int64_t *value, int digit)
{
	return !__builtin_mul_overflow(*value, 10, value) &&
	       !__builtin_sub_overflow(*value, digit, value);
}

enum decimal_error decimal_to_minor(const char *text, int scale, int64_t *minor)
{
	bool negative = *text == '-';
	const char *at = text + negative;
	int64_t value = 0; /* kept negative, so that INT64_MIN can be read */
	int decimals = -1, digits = 0;
	bool overflow = false, too_precise = false;
	for (; *at; at++) {
		if (*at == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (*at < '0' || *at > '9')
			return DECIMAL_SYNTAX;
		digits++;
		if (decimals >= 0 && ++decimals > scale) {
			too_precise |= *at != '0';
			continue;
		}
		overflow |= !push_digit(&value, *at - '0');
	}
	if (!digits || at[-1] == '.' || scale < 0 || scale > DECIMAL_MAX_SCALE)
		return DECIMAL_SYNTAX;
	if (too_precise)
		return DECIMAL_PRECISION;
	for (int i = decimals < 0 ? 0 : decimals; i < scale; i++)
		overflow |= !push_digit(&value, 0);
	if (overflow || (!negative && value == INT64_MIN))
		return DECIMAL_OVERFLOW;
	*minor = negative ? value : -value;
	return DECIMAL_OK;
}

/* Writes NUMBER in front of AT, with SCALE decimals; returns where it begins. */
static size_t put_digits(char *digits, size_t at, unsigned __int128 number, int scale)
{
	for (int place = 0; number || place <= scale; place++) {
		if (place == scale && scale)
			digits[--at] = '.';
		if (number >> 64) {
			digits[--at] = (char)('0' + (int)(number % 10));
			number /= 10;
		} else { /* the common case, without a call for each division */
			digits[--at] = (char)('0' + (int)((uint64_t)number % 10));
			number = (uint64_t)number / 10;
		}
	}
	return at;
}

void wide_add(struct wide_sum *sum, int64_t amount)
{
	uint64_t low = (uint64_t)sum->low + (uint64_t)amount;
	sum->over += (int64_t)(low >> 63);
	sum->low = (int64_t)(low & INT64_MAX);
}

void wide_add_sum(struct wide_sum *sum, const struct wide_sum *other)
{
	wide_add(sum, other->low);
	sum->over += other->over;
}

char *decimal_from_wide(const struct wide_sum *sum, int scale, char text[WIDE_TEXT_SIZE])
{
	return decimal_from_minor(wide_of_sum(sum), scale, text);
}

bool wide_from_text(const char *text, wide *number)
{
	bool negative = *text == '-';
	wide value = 0; /* kept negative, so that the least can be read */
	const char *at = text + negative;
	if (!*at)
		return false;
	for (; *at; at++)
		if (*at < '0' || *at > '9' || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, *at - '0', &value))
			return false;
	if (!negative && __builtin_sub_overflow((wide)0, value, &value))
		return false;
	*number = value;
	return true;
}

char *decimal_from_minor(wide minor, int scale, char text[DECIMAL_TEXT_SIZE])
{
	unsigned __int128 rest = minor < 0 ? -(unsigned __int128)minor : (unsigned __int128)minor;
	char digits[DECIMAL_TEXT_SIZE];
	size_t at = sizeof digits - 1;
	digits[at] = '\0';
	at = put_digits(digits, at, rest, scale);
	if (minor < 0)
		digits[--at] = '-';
	return memcpy(text, digits + at, sizeof digits - at);
}
