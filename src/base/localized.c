/* Numbers and days in the reader's form. */
#include "base/localized.h"

#include <stdio.h>
#include <string.h>

static const struct {
	char group, point;
} marks[LANG_COUNT] = { [LANG_EN] = { ',', '.' }, [LANG_ES] = { '.', ',' } };

char *localized_amount(enum lang lang, wide minor, int scale, char text[LOCALIZED_SIZE])
{
	char plain[DECIMAL_TEXT_SIZE], *at = text;
	decimal_from_minor(minor, scale, plain);
	size_t sign = *plain == '-', whole = strcspn(plain, ".");
	for (size_t i = 0; plain[i]; i++) {
		if (scale && i > sign && i < whole && (whole - i) % 3 == 0)
			*at++ = marks[lang].group;
		*at++ = i == whole ? marks[lang].point : plain[i];
	}
	*at = '\0';
	return text;
}

char *localized_day(const char *day, enum day_length length, char text[LOCALIZED_SIZE])
{
	int year = (int)strcspn(day, "-");
	const char *month = day + year;
	*text = '\0';
	if (strlen(month) < 6 || year < 4)
		return text;
	snprintf(text, LOCALIZED_SIZE, "%.2s/%.2s", month + 4, month + 1);
	if (length != DAY_SHORT)
		snprintf(text + DAY_SHORT, LOCALIZED_SIZE - DAY_SHORT, "/%.*s",
			 length == DAY_LONG ? year : 2, length == DAY_LONG ? day : month - 2);
	return text;
}
