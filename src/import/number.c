/* Digits in groups, and decimals. */
#include "import/number.h"

#include <string.h>

enum { GROUP = 3 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Copies the digits of the whole part, NUMBER up to LENGTH; false where they are not in groups of
 * three with one kind of mark, which is not MARK. */
static bool whole_digits(const char *number, size_t length, char mark, char *digits)
{
	char group = '\0';
	int run = 0;
	for (size_t i = 0; i < length; i++) {
		if (is_digit(number[i])) {
			*digits++ = number[i];
			run++;
			continue;
		}
		if (number[i] == mark || (group && (group != number[i] || run != GROUP)) ||
		    run > GROUP || run == 0)
			return false;
		group = number[i];
		run = 0;
	}
	*digits = '\0';
	return !group || run == GROUP;
}

bool number_plain(const char *number, size_t place, bool bare, char plain[NUMBER_SIZE])
{
	size_t length = strlen(number);
	if (length > NUMBER_LONGEST || !whole_digits(number, place, number[place], plain))
		return false;
	if (place == length)
		return true;
	const char *decimals = number + place + 1;
	size_t behind = strlen(decimals), whole = strlen(plain);
	if ((!behind && !bare) || strspn(decimals, "0123456789") != behind)
		return false;
	if (!whole)
		plain[whole++] = '0';
	if (behind)
		plain[whole++] = '.';
	memcpy(plain + whole, decimals, behind + 1);
	return true;
}
