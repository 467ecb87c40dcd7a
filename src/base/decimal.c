/* Decimal text to int64 minor units and back, refusing whatever does not fit exactly. */
#include "base/decimal.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static bool push_digit(int64_t *value, int digit)
{
	return !__builtin_mul_overflow(*value, 10, value) && !__builtin_sub_overflow(*value, digit, value);
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

char *decimal_from_minor(int64_t minor, int scale, char text[DECIMAL_TEXT_SIZE])
{
	uint64_t rest = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	char digits[DECIMAL_TEXT_SIZE];
	size_t at = sizeof digits - 1;
	digits[at] = '\0';
	for (int place = 0; rest || place <= scale; place++) {
		if (place == scale && scale)
			digits[--at] = '.';
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	}
	if (minor < 0)
		digits[--at] = '-';
	return memcpy(text, digits + at, sizeof digits - at);
}
