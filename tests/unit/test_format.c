/* Texts formatted here are those of printf(), whatever the numbers and the room. */
#include "check.h"

#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/format.h"

static size_t formatted(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static size_t formatted(char *text, size_t size, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	size_t length = format_text(text, size, format, args);
	va_end(args);
	return length;
}

/* Into every room from none to more than enough. */
#define AS_PRINTF(...)                                                                           \
	do {                                                                                     \
		char wanted_text[256], got_text[256];                                            \
		for (size_t size = 0; size <= 100; size++) {                                     \
			memset(wanted_text, '#', sizeof wanted_text);                            \
			memset(got_text, '#', sizeof got_text);                                  \
			size_t wanted_length = (size_t)snprintf(wanted_text, size, __VA_ARGS__); \
			CHECK(formatted(got_text, size, __VA_ARGS__) == wanted_length);          \
			CHECK(memcmp(got_text, wanted_text, sizeof got_text) == 0);              \
		}                                                                                \
	} while (0)

static void every_whole_number_has_its_digits(void)
{
	static const long long numbers[] = {
		0,       1,       -1,       9,         10,        -10,           99,           100,
		INT_MAX, INT_MIN, UINT_MAX, LLONG_MAX, LLONG_MIN, LLONG_MAX - 1, LLONG_MIN + 1
	};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		AS_PRINTF("%lld", numbers[i]);
		AS_PRINTF("%llu", (unsigned long long)numbers[i]);
		AS_PRINTF("%jd %ju", (intmax_t)numbers[i], (uintmax_t)numbers[i]);
		AS_PRINTF("%ld %lu", (long)numbers[i], (unsigned long)numbers[i]);
		AS_PRINTF("%d %u %i", (int)numbers[i], (unsigned)numbers[i], (int)numbers[i]);
		AS_PRINTF("%zu", (size_t)numbers[i]);
	}
	char text[32], wanted[32];
	long long number = 1;
	for (int digits = 1; digits < 19; digits++, number *= 10)
		for (int step = -1; step <= 1; step++) {
			snprintf(wanted, sizeof wanted, "%lld", -(number + step));
			formatted(text, sizeof text, "%lld", -(number + step));
			SAME(text, wanted);
		}
}

static void texts_and_signs_are_copied(void)
{
	AS_PRINTF("nothing");
	AS_PRINTF("%s", "");
	AS_PRINTF("a%sb%sc", "ñ€", "x");
	AS_PRINTF("%.*s|%.*s|%.*s", 2, "abc", 9, "abc", -1, "abc");
	AS_PRINTF("%c%c 100%%", 'a', 'b');
	/* A text that is missing is said by glibc's own word, also here. */
	const char *volatile missing = NULL;
	char text[16];
	formatted(text, sizeof text, "%s", missing);
	SAME(text, "(null)");
}

static void what_is_not_done_here_is_printfs(void)
{
	AS_PRINTF("%03d|%-5s|%5.2f|%x", 7, "ab", 1.5, 255U);
	AS_PRINTF("%s %02X", "a", 10U);
	AS_PRINTF("%2$s %1$s", "one", "two");
	AS_PRINTF("%.3s", "abcdef");
}

static void buffers_and_arenas_grow_as_needed(void)
{
	struct buf buf = { 0 };
	struct arena arena = { 0 };
	char *longer = malloc(100001);
	memset(longer, 'x', 100000);
	longer[100000] = '\0';
	for (int i = 0; i < 300; i++)
		buf_printf(&buf, "%d,", i);
	CHECK(buf.length == strlen(buf.bytes) && buf.length == 10 * 2 + 90 * 3 + 200 * 4);
	buf_printf(&buf, "%s!", longer);
	CHECK(buf.bytes[buf.length - 1] == '!' && buf.length == 1090 + 100001);
	const char *first = arena_printf(&arena, "%s", "short"),
		   *second = arena_printf(&arena, "%s", longer),
		   *third = arena_printf(&arena, "%d", 7);
	SAME(first, "short");
	SAME(second, longer);
	SAME(third, "7");
	/* To the last byte of a block, and one beyond it. */
	for (size_t size = 16; size <= 64; size++) {
		arena_reset(&arena);
		const char *filler = arena_printf(&arena, "%.*s", (int)(16 * 1024 - size), longer),
			   *text = arena_printf(&arena, "%.*s", 31, longer);
		CHECK(strlen(filler) == 16 * 1024 - size && strlen(text) == 31);
	}
	arena_free(&arena);
	buf_free(&buf);
	free(longer);
}

int main(void)
{
	every_whole_number_has_its_digits();
	texts_and_signs_are_copied();
	what_is_not_done_here_is_printfs();
	buffers_and_arenas_grow_as_needed();
	return REPORT("format");
}
