/* One movement of MT940, :61: value day YYMMDD, entry day MMDD, mark, funds code, amount, type and
 * references. Banks break it over lines anywhere. */
#include "import/mt940.h"

#include <string.h>

#include "import/columns.h"
#include "import/days.h"

/* A line as long as this was broken because it was full; SWIFT's lines of text have 65. */
enum { FULL_LINE = 65, TAG = 4, TYPE = 4 };

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

/* Behind the line breaks at AT. */
static const char *unbroken(const char *at)
{
	while (*at == '\n')
		at++;
	return at;
}

/* COUNT characters at *AT, without the line breaks between them; false where the field ends. */
static bool take(const char **at, char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++, (*at)++) {
		*at = unbroken(*at);
		if (!**at)
			return false;
		bytes[i] = **at;
	}
	return true;
}

bool mt940_amount(const char **at, const char *currency, int64_t *minor)
{
	int scale = list_scale(currency), decimals = -1;
	int64_t amount = 0;
	bool digits = false;
	const char *from = unbroken(*at);
	for (; is_digit(*from) || (*from == ',' && decimals < 0); from = unbroken(from + 1)) {
		if (*from == ',') {
			decimals = 0;
			continue;
		}
		digits = true;
		if (decimals >= 0 && decimals++ >= scale) {
			if (*from != '0')
				return false;
			continue;
		}
		if (__builtin_mul_overflow(amount, 10, &amount) ||
		    __builtin_add_overflow(amount, *from - '0', &amount))
			return false;
	}
	if (!digits || decimals < 0) /* SWIFT: the comma is mandatory */
		return false;
	for (; decimals < scale; decimals++)
		if (__builtin_mul_overflow(amount, 10, &amount))
			return false;
	*at = from;
	*minor = amount;
	return true;
}

/* The day MMDD that is nearest to the value day: it may lie in the year before or after. */
static bool nearest_day(const char *digits, int64_t value, int64_t *nearest)
{
	int64_t month, day, distance = INT64_MAX;
	if (!digits_number(digits, 2, &month) || !digits_number(digits + 2, 2, &day))
		return false;
	for (int year = date_of_day(value).year, i = -1; i <= 1; i++) {
		int64_t candidate, apart;
		if (!day_of_parts(year + i, month, day, &candidate))
			continue;
		apart = candidate > value ? candidate - value : value - candidate;
		if (apart < distance) {
			distance = apart;
			*nearest = candidate;
		}
	}
	return distance != INT64_MAX;
}

static bool take_day(const char **at, int64_t *day)
{
	char digits[6], entry[4];
	int64_t value;
	if (!take(at, digits, sizeof digits) || !short_day(digits, &value))
		return false;
	*at = unbroken(*at);
	*day = value;
	if (!is_digit(**at))
		return true;
	return take(at, entry, sizeof entry) && nearest_day(entry, value, day);
}

/* C and D, or RC and RD, which take those back; then, where it is, the third letter of the
 * currency: CR is a credit in EUR. */
static bool take_mark(const char **at, bool *out)
{
	char mark;
	bool back;
	if (!take(at, &mark, 1))
		return false;
	back = mark == 'R';
	if ((back && !take(at, &mark, 1)) || (mark != 'C' && mark != 'D'))
		return false;
	*out = (mark == 'D') != back;
	*at = unbroken(*at);
	*at += is_upper(**at);
	return true;
}

/* Whether the line that ends at END, of a field that begins at FIELD, goes on in the next one as if
 * it were not broken: else what follows are supplementary details. */
static bool goes_on(const char *field, const char *end, const char *references)
{
	const char *begin = end;
	while (begin > field && begin[-1] != '\n')
		begin--;
	size_t length = (size_t)(end - begin) + (begin == field ? TAG : 0);
	bool none_yet = end <= references;
	bool in_slashes = end > references && end[-1] == '/';
	return none_yet || in_slashes || strncmp(end + 1, "//", 2) == 0 || length >= FULL_LINE;
}

/* The references at AT, customer's//bank's, and what is behind them. */
static void take_references(const char *field, const char *at, struct arena *arena,
			    const char **reference, const char **details)
{
	const char *begin = unbroken(at), *end = begin;
	char *joined = arena_alloc_raw(arena, strlen(begin) + 1), *to = joined;
	for (; *end && (*end != '\n' || goes_on(field, end, begin)); end++)
		if (*end != '\n')
			*to++ = *end;
	*to = '\0';
	char *bank = strstr(joined, "//");
	*reference = bank ? list_reference(arena, bank + 2, strlen(bank + 2)) : "";
	*details = *end ? end + 1 : "";
}

bool mt940_line(const char *field, struct arena *arena, struct list_line *line,
		const char **details, struct mt940_wrong *wrong)
{
	const char *at = field;
	char type[TYPE];
	bool out = false;
	*wrong = (struct mt940_wrong){ FAULT_DATE, "a value day (YYMMDD) and a day (MMDD)" };
	if (!take_day(&at, &line->day))
		return false;
	*wrong = (struct mt940_wrong){ FAULT_COLUMN, "C, D, RC or RD behind the days" };
	if (!take_mark(&at, &out))
		return false;
	*wrong = (struct mt940_wrong){ FAULT_AMOUNT, "an amount, such as 43,50" };
	if (!mt940_amount(&at, line->currency, &line->amount))
		return false;
	*wrong = (struct mt940_wrong){ FAULT_AMOUNT, "a type, such as NTRF, behind the amount" };
	at = unbroken(at);
	if (!*at || !is_upper(*at) || !take(&at, type, sizeof type))
		return false;
	if (out)
		line->amount = -line->amount;
	take_references(field, at, arena, &line->reference, details);
	return true;
}
