/* Which lines of its list a line of a bank is like: in its record. */
#include <string.h>

#include "record/import_record.h"
#include "record/reading.h"

void import_write_alike(struct buf *out, const struct import_line *line)
{
	if (!line->alike)
		return;
	buf_printf(out, ",\"alike\":%jd", (intmax_t)line->alike);
	if (!line->others)
		return;
	buf_json_key(out, "others");
	for (int64_t i = 0; i + 1 < line->alike; i++) {
		buf_char(out, i ? ',' : '[');
		buf_json(out, line->others[i]);
	}
	buf_char(out, ']');
}

bool import_read_alike(struct arena *arena, const cJSON *json, struct import_line *line,
		       const char **why)
{
	const cJSON *list = json_get(json, "others"), *item;
	int count = 0;
	line->alike = json_integer(json, "alike", 0);
	if (line->alike < 0)
		*why = "\"alike\" is no number of lines";
	else if (list && (!cJSON_IsArray(list) || line->alike > MAX_IMPORT_OTHERS + 1 ||
			  cJSON_GetArraySize(list) != line->alike - 1))
		*why = "\"others\" does not name the other lines that \"alike\" counts";
	if (*why || !list)
		return !*why;
	const char **others = arena_alloc(arena, sizeof *others * MAX_IMPORT_OTHERS);
	cJSON_ArrayForEach(item, list)
	{
		const char *key = cJSON_GetStringValue(item);
		if (!key || strncmp(key, "imp:", 4) != 0 ||
		    strlen(key) != 4 + IMPORT_ID_KEY_LENGTH) {
			*why = "\"others\" holds what is no key of a line";
			return false;
		}
		others[count++] = key;
	}
	line->others = others;
	return true;
}
