/* How a list of Norma 43 is known by its first bytes, and what its letters are. */
#include "import/norma43_parts.h"
#include "import/days.h"

#include <ctype.h>
#include <string.h>

enum { FIRST_DIGIT = 3, LAST_DIGIT = 51, LONGEST_LINE = 2 * NORMA43_COLUMNS };

static bool is_digits(const char *at, size_t count)
{
	int64_t number;
	for (; count > 18; count -= 18, at += 18)
		if (!digits_number(at, 18, &number))
			return false;
	return digits_number(at, count, &number);
}

static size_t line_length(const char *line, const char *end)
{
	const char *at = line;
	while (at < end && *at != '\n' && *at != '\r')
		at++;
	return (size_t)(at - line);
}

/* An 11, whose columns 3 to 51 are digits, and below it the first movement or the totals; or
 * nothing, where the list was cut there. */
bool norma43_fits(const char *head, size_t length)
{
	const char *end = head + length;
	while (head < end && isspace((unsigned char)*head))
		head++;
	size_t first = line_length(head, end);
	if (first < LAST_DIGIT - 1 || first > LONGEST_LINE || memcmp(head, "11", 2) != 0 ||
	    !is_digits(head + FIRST_DIGIT - 1, LAST_DIGIT - FIRST_DIGIT))
		return false;
	head += first;
	while (head < end && isspace((unsigned char)*head))
		head++;
	return head == end ||
	       (end - head >= 2 && (memcmp(head, "22", 2) == 0 || memcmp(head, "33", 2) == 0));
}

static bool is_letter(char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* The norm's own encoding is DOS 850 in upper case, but banks send Latin-1 and UTF-8, too. 0xA4 and
 * 0xA5 are n and N with a tilde in 850; between letters, Latin-1 would have a sign of currency
 * there, and UTF-8 has them only behind another byte beyond ASCII. */
const char *norma43_declared(const char *head, size_t length)
{
	for (size_t i = 1; i + 1 < length; i++) {
		unsigned char byte = (unsigned char)head[i];
		if ((byte == 0xa4 || byte == 0xa5) && is_letter(head[i - 1]) &&
		    is_letter(head[i + 1]))
			return "CP850";
	}
	return NULL;
}
