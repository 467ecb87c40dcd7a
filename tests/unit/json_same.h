/* Whether the reader of plain lines and cJSON see the same in a line: for its unit test and its
 * fuzz target. */
#ifndef JSON_SAME_H
#define JSON_SAME_H

#include <stdbool.h>
#include <string.h>

#include "base/json_read.h"
#include "base/utf8.h"

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static bool same_tree(const cJSON *one, const cJSON *other)
{
	const cJSON *last = NULL;
	if (one->type != other->type || one->valueint != other->valueint ||
	    memcmp(&one->valuedouble, &other->valuedouble, sizeof one->valuedouble) != 0 ||
	    !same_text(one->string, other->string) ||
	    !same_text(one->valuestring, other->valuestring))
		return false;
	one = one->child;
	other = other->child;
	if (one && other && (one->prev != NULL) != (other->prev != NULL))
		return false;
	const cJSON *end = one ? one->prev : NULL;
	for (; one && other; last = one, one = one->next, other = other->next)
		if ((last && one->prev != last) || !same_tree(one, other))
			return false;
	return !one && !other && end == last;
}

/* What records are refused for, as json.c looks for it, byte by byte. */
static bool has_what_is_refused(const char *line, size_t length)
{
	bool escaped = false;
	if (memchr(line, '\0', length) || !utf8_valid(line, length))
		return true;
	for (size_t i = 0; i < length; i++) {
		if (escaped && line[i] == 'u' &&
		    (length - i < 5 || strspn(line + i + 1, "0123456789abcdefABCDEF") < 4 ||
		     memcmp(line + i + 1, "0000", 4) == 0))
			return true;
		escaped = line[i] == '\\' && !escaped;
	}
	return false;
}

/* False when a line is read that cJSON or json.c would not read, or otherwise. READ: whether it was
 * read at all. LINE ends in a NUL. */
static bool json_is_same(const char *line, size_t length, bool *read)
{
	struct arena arena = { 0 };
	const cJSON *fast = json_read_object(&arena, line, length);
	bool same = true;
	*read = fast != NULL;
	if (fast) {
		const char *end;
		cJSON *slow = cJSON_ParseWithLengthOpts(line, length + 1, &end, true);
		same = slow && !has_what_is_refused(line, length) && same_tree(fast, slow);
		cJSON_Delete(slow);
	}
	arena_free(&arena);
	return same;
}

#endif
