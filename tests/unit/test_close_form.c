/* The form of `batch close` in a community with very many accounts: within Discord's limits, and
 * made in time and memory that grow with their number and no faster. */
#include "base/json.h"
#include "base/unicode.h"
#include "check.h"
#include "interaction/form.h"

enum { FIELDS = 5, LONGEST_TEXT = 4000 };

/* Writes the form of COUNT accounts into JSON; returns the memory that it took. */
static size_t write_form(struct buf *json, size_t count)
{
	struct arena names = { 0 }, arena = { 0 };
	struct form_count *counts = arena_alloc(&names, sizeof *counts * count);
	for (size_t i = 0; i < count; i++)
		counts[i] =
			(struct form_count){ arena_printf(&names, "fund %zu of the 🐙", i), "EUR" };
	form_write_close(json, &arena, LANG_EN, counts, count, false);
	size_t used = arena.used;
	arena_free(&arena);
	arena_free(&names);
	return used;
}

static void fits_whatever_the_number(void)
{
	static const size_t numbers[] = { 0, 1, 3, 4, 5, 120, 121, 10000 };
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct arena arena = { 0 };
		struct buf json = { 0 };
		const char *why;
		write_form(&json, numbers[i]);
		const cJSON *form = json_object(&arena, json.bytes, json.length, &why), *field,
			    *fields = json_get(json_get(form, "data"), "components");
		CHECK(cJSON_GetArraySize(fields) >= 2 && cJSON_GetArraySize(fields) <= FIELDS);
		cJSON_ArrayForEach(field, fields)
		{
			const char *lines = json_text(json_get(field, "component"), "value");
			CHECK(!lines || utf8_count(lines) <= LONGEST_TEXT);
			/* whole lines */
			CHECK(!lines || !*lines || strstr(lines + strlen(lines) - 9, " (EUR): "));
		}
		buf_free(&json);
		arena_free(&arena);
	}
}

static void memory_grows_with_the_number(void)
{
	struct buf json = { 0 };
	size_t few = write_form(&json, 5000), many = write_form(&json, 20000);
	CHECK(few < (size_t)5000 * 200);
	CHECK(many < few * 5);
	buf_free(&json);
}

int main(void)
{
	fits_whatever_the_number();
	memory_grows_with_the_number();
	return REPORT("close_form");
}
