/* The days and amounts of QIF, whose manner only the whole file shows. */
#include "import/qif.h"

#include <string.h>

#include "base/decimal.h"
#include "import/columns.h"
#include "import/number.h"
#include "import/days.h"

enum { GROUP = 3 };

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* The three numbers of a day as they stand, and how many digits they have. */
struct written_day {
	int64_t number[3];
	size_t digits[3];
	bool apostrophe; /* before the third: Quicken's sign for years from 2000 on */
};

static const char *after_blanks(const char *at)
{
	return at + strspn(at, " ");
}

static bool take_day(const char *at, struct written_day *day)
{
	*day = (struct written_day){ 0 };
	for (int i = 0; i < 3; i++) {
		at = after_blanks(at);
		if (i) {
			if (!*at || !strchr("/.-'", *at))
				return false;
			day->apostrophe = i == 2 && *at == '\'';
			at = after_blanks(at + 1);
		}
		while (is_digit(at[day->digits[i]]))
			day->digits[i]++;
		if (!day->digits[i] || day->digits[i] > 4 ||
		    !digits_number(at, day->digits[i], &day->number[i]))
			return false;
		at += day->digits[i];
	}
	return !*after_blanks(at);
}

static bool year_is_first(const struct written_day *day)
{
	return day->digits[0] == 4;
}

void qif_learn_day(struct qif_manner *manner, const char *text, uint64_t place)
{
	struct written_day day;
	if (manner->day_first || manner->month_first || !take_day(text, &day) ||
	    year_is_first(&day))
		return;
	manner->day_first = day.number[0] > 12 && day.number[1] <= 12;
	manner->month_first = day.number[1] > 12 && day.number[0] <= 12;
	if (!manner->either && day.number[0] <= 12 && day.number[1] <= 12 &&
	    day.number[0] != day.number[1])
		manner->either = place;
}

bool qif_day(const struct qif_manner *manner, const char *text, int64_t *day)
{
	struct written_day written;
	if (!take_day(text, &written))
		return false;
	if (year_is_first(&written))
		return day_of_parts(written.number[0], written.number[1], written.number[2], day);
	int64_t year = written.number[2];
	if (written.digits[2] <= 2)
		year = written.apostrophe ? 2000 + year : year_of_two_digits((int)year);
	int month = manner->month_first ? 0 : 1;
	return day_of_parts(year, written.number[month], written.number[1 - month], day);
}

/* An amount without its sign: digits and marks. */
struct written_amount {
	bool negative;
	char text[32];
	size_t length;
};

static bool take_amount(const char *at, struct written_amount *amount)
{
	*amount = (struct written_amount){ 0 };
	at = after_blanks(at);
	if (*at == '-' || *at == '+')
		amount->negative = *at++ == '-';
	at = after_blanks(at);
	size_t length = strspn(at, "0123456789.,");
	if (strcspn(at, "0123456789") >= length || length >= sizeof amount->text ||
	    *after_blanks(at + length))
		return false;
	memcpy(amount->text, at, length);
	amount->length = length;
	return true;
}

/* The mark before the decimals, as this one amount shows it; '\0': it has none, or it could be a
 * mark of thousands. */
static char mark_of(const struct written_amount *amount)
{
	const char *text = amount->text;
	const char *comma = strrchr(text, ','), *point = strrchr(text, '.');
	const char *last = !comma || (point && point > comma) ? point : comma;
	if (!last)
		return '\0';
	if (comma && point)
		return *last;
	if (strchr(text, *last) != last) /* twice: thousands */
		return *last == ',' ? '.' : ',';
	size_t behind = amount->length - (size_t)(last - text) - 1, before = (size_t)(last - text);
	bool thousands = behind == GROUP && before >= 1 && before <= GROUP && *text != '0';
	return thousands ? '\0' : *last;
}

void qif_learn_amount(struct qif_manner *manner, const char *text)
{
	struct written_amount amount;
	if (!manner->decimal_mark && take_amount(text, &amount))
		manner->decimal_mark = mark_of(&amount);
}

bool qif_amount(const struct qif_manner *manner, const char *text, int scale, int64_t *minor)
{
	struct written_amount amount;
	if (!take_amount(text, &amount))
		return false;
	bool has_mark = strpbrk(amount.text, ",.");
	char mark = manner->decimal_mark ? manner->decimal_mark : mark_of(&amount);
	if (has_mark && !mark)
		return false;
	const char *decimals = has_mark ? strrchr(amount.text, mark) : NULL;
	size_t place = decimals ? (size_t)(decimals - amount.text) : amount.length;
	char signed_text[1 + NUMBER_SIZE] = "-", *plain = signed_text + 1;
	if (!number_plain(amount.text, place, true, plain))
		return false;
	return decimal_to_minor(amount.negative ? signed_text : plain, scale, minor) == DECIMAL_OK;
}
