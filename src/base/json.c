/* cJSON over an arena: a record's whole tree is forgotten at once. Plain lines are read faster:
 * json_read.c. */
#include "base/json.h"

#include <string.h>

#include "base/instant.h"
#include "base/json_read.h"
#include "base/unicode.h"

static struct arena *current;

static void *allocate(size_t size)
{
	return arena_alloc_raw(current, size);
}

static void forget(void *memory)
{
	(void)memory;
}

static void use_arena(struct arena *arena)
{
	static bool hooked;
	if (!hooked)
		cJSON_InitHooks(&(cJSON_Hooks){ .malloc_fn = allocate, .free_fn = forget });
	hooked = true;
	current = arena;
}

/* The next \u in FROM; a backslash that is itself escaped makes no escape of what follows. */
static const char *next_unicode_escape(const char *from, const char *end)
{
	for (const char *at = from; at < end && (at = memchr(at, '\\', (size_t)(end - at)));
	     at += 2)
		if (at + 1 < end && at[1] == 'u')
			return at;
	return NULL;
}

static bool four_digits(const char *at, const char *end)
{
	return end - at >= 4 && strspn(at, "0123456789abcdefABCDEF") >= 4;
}

/* cJSON 1.7 takes a \u without its four digits for a NUL, which would cut a name or a text short.
 */
static bool has_torn_escape(const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	while ((at = next_unicode_escape(at, end))) {
		if (!four_digits(at + 2, end))
			return true;
		at += 6;
	}
	return false;
}

/* The next \u0000 in FROM before END; NULL: none. */
static char *find_nul_escape(const char *from, const char *end)
{
	const char *at = from;
	while ((at = next_unicode_escape(at, end))) {
		if (end - at >= 6 && memcmp(at + 2, "0000", 4) == 0)
			return (char *)(uintptr_t)at;
		at += 2;
	}
	return NULL;
}

static cJSON *parse(struct arena *arena, const char *text, size_t length, const char **why)
{
	const char *end = NULL;
	*why = NULL;
	if (!utf8_valid(text, length)) {
		*why = "it is not UTF-8";
		return NULL;
	}
	/* memchr() is the faster by far */
	if (memchr(text, '\\', length) && has_torn_escape(text, length)) {
		*why = "a \\u in it lacks its four hexadecimal digits";
		return NULL;
	}
	use_arena(arena);
	cJSON *tree = cJSON_ParseWithLengthOpts(text, length + 1, &end, true);
	if (!tree)
		*why = "it is not one whole JSON object (torn, or nested too deep)";
	return tree;
}

cJSON *json_object(struct arena *arena, const char *line, size_t length, const char **why)
{
	*why = NULL;
	cJSON *read = json_read_object(arena, line, length);
	if (read)
		return read;
	if (memchr(line, '\0', length) ||
	    (memchr(line, '\\', length) && find_nul_escape(line, line + length))) {
		*why = "it holds a NUL character";
		return NULL;
	}
	cJSON *tree = parse(arena, line, length, why);
	if (tree && !cJSON_IsObject(tree))
		*why = "it is JSON, but no object";
	return *why ? NULL : tree;
}

cJSON *json_value(struct arena *arena, char *bytes, size_t length, const char **why)
{
	for (char *at = bytes; (at = find_nul_escape(at, bytes + length)); at += 6)
		/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): six characters for six */
		memcpy(at, "\\ufffd", 6);
	if (memchr(bytes, '\0', length)) {
		*why = "it holds a NUL character";
		return NULL;
	}
	return parse(arena, bytes, length, why);
}

char *json_print(struct arena *arena, const cJSON *value)
{
	use_arena(arena);
	return cJSON_PrintUnformatted(value);
}

/* cJSON_GetObjectItemCaseSensitive(), which compares whole names: that was a tenth of reading a
 * record. */
const cJSON *json_get(const cJSON *object, const char *key)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, object)
	{
		if (item->string && *item->string == *key && strcmp(item->string, key) == 0)
			return item;
	}
	return NULL;
}

const char *json_text(const cJSON *object, const char *key)
{
	const cJSON *item = json_get(object, key);
	return cJSON_IsString(item) ? item->valuestring : NULL;
}

bool json_true(const cJSON *object, const char *key)
{
	return cJSON_IsTrue(json_get(object, key));
}

bool json_id(const cJSON *object, const char *key, uint64_t *id)
{
	const char *text = json_text(object, key);
	return text && snowflake_parse(text, id);
}

int64_t json_integer(const cJSON *object, const char *key, int64_t default_value)
{
	const cJSON *item = json_get(object, key);
	if (!cJSON_IsNumber(item) || item->valuedouble < -9e15 || item->valuedouble > 9e15)
		return default_value;
	return (int64_t)item->valuedouble;
}
