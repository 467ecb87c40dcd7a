/* vsnprintf() costs a stream, a table of conversions and several calls a piece: a quarter of what a
 * payment cost. Texts here are strings and whole numbers, which are copied straight into place. */
#include "base/format.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A conversion that is done here: d (of SIZE), u, s, c, %; or '\0', which is vsnprintf()'s. */
struct conversion {
	char kind;
	bool precise; /* "%.*s" */
	enum { SIZE_INT, SIZE_LONG, SIZE_LONG_LONG, SIZE_SIZE } size;
	const char *end; /* behind it */
};

/* AT is behind the percent sign. */
static struct conversion conversion_at(const char *at)
{
	struct conversion found = { 0 };
	if (at[0] == '.' && at[1] == '*' && at[2] == 's') {
		found.precise = true;
		at += 2;
	}
	if (at[0] == 'z') {
		found.size = SIZE_SIZE;
		at++;
	} else if (at[0] == 'j') {
		found.size = sizeof(intmax_t) == sizeof(long) ? SIZE_LONG : SIZE_LONG_LONG;
		at++;
	} else if (at[0] == 'l') {
		found.size = at[1] == 'l' ? SIZE_LONG_LONG : SIZE_LONG;
		at += found.size == SIZE_LONG_LONG ? 2 : 1;
	}
	bool number = *at == 'd' || *at == 'i' || *at == 'u';
	if (number && !(found.size == SIZE_SIZE && *at != 'u'))
		found.kind = *at == 'u' ? 'u' : 'd';
	else if (found.size == SIZE_INT && (*at == 's' || *at == 'c' || *at == '%'))
		found.kind = *at;
	found.end = at + 1;
	return found;
}

/* What is written, and how long it would be with room for all of it. */
struct target {
	char *text;
	size_t size, length;
};

static inline void put(struct target *target, const char *bytes, size_t length)
{
	size_t room = target->length < target->size ? target->size - target->length : 0;
	if (room && length)
		memcpy(target->text + target->length, bytes, length < room ? length : room);
	target->length += length;
}

/* Two digits a division: the ids of Discord have nineteen. */
char *format_digits(char *end, uint64_t number)
{
	static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930"
				    "31323334353637383940414243444546474849505152535455565758596061"
				    "62636465666768697071727374757677787980818283848586878889909192"
				    "93949596979899";
	for (; number >= 100; number /= 100)
		memcpy(end -= 2, pairs + number % 100 * 2, 2);
	if (number >= 10)
		return memcpy(end - 2, pairs + number * 2, 2);
	*--end = (char)('0' + number);
	return end;
}

static void put_number(struct target *target, uint64_t magnitude, bool negative)
{
	char digits[1 + FORMAT_NUMBER_SIZE], *end = digits + sizeof digits,
					     *from = format_digits(end, magnitude);
	if (negative)
		*--from = '-';
	put(target, from, (size_t)(end - from));
}

static void put_signed(struct target *target, int64_t number)
{
	put_number(target, number < 0 ? -(uint64_t)number : (uint64_t)number, number < 0);
}

static void put_text(struct target *target, const char *text, int most)
{
	text = text ? text : most < 0 || most >= 6 ? "(null)" : ""; /* as glibc does */
	put(target, text, most < 0 ? strlen(text) : strnlen(text, (size_t)most));
}

/* False when there is a conversion that is not done here. */
static bool put_simple(struct target *target, const char *format, va_list args)
{
	for (const char *percent;; format = percent) {
		percent = strchrnul(format, '%');
		put(target, format, (size_t)(percent - format));
		if (!*percent)
			return true;
		struct conversion found = conversion_at(percent + 1);
		percent = found.end;
		switch (found.kind) {
		case '\0': return false;
		case 's': {
			int most = found.precise ? va_arg(args, int) : -1;
			put_text(target, va_arg(args, const char *), most);
			break;
		}
		case 'c': put(target, &(char){ (char)va_arg(args, int) }, 1); break;
		case '%': put(target, "%", 1); break;
		case 'd':
			put_signed(target, found.size == SIZE_INT    ? va_arg(args, int)
					   : found.size == SIZE_LONG ? va_arg(args, long)
								     : va_arg(args, long long));
			break;
		default:
			put_number(target,
				   found.size == SIZE_INT         ? va_arg(args, unsigned)
				   : found.size == SIZE_LONG      ? va_arg(args, unsigned long)
				   : found.size == SIZE_LONG_LONG ? va_arg(args, unsigned long long)
								  : va_arg(args, size_t),
				   false);
		}
	}
}

size_t format_text(char *text, size_t size, const char *format, va_list args)
{
	struct target target = { text, size, 0 };
	va_list again;
	va_copy(again, args);
	if (put_simple(&target, format, args)) {
		if (size)
			text[target.length < size ? target.length : size - 1] = '\0';
	} else {
		target.length = (size_t)vsnprintf(text, size, format, again);
	}
	va_end(again);
	return target.length;
}
