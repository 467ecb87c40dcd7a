/* Fields that every kind of record has. */
#include "record/reading.h"

bool record_need_id(struct arena *arena, const cJSON *json, const char *key, uint64_t *id,
		    const char **why)
{
	if (json_id(json, key, id) && *id)
		return true;
	*why = arena_printf(arena,
			    cJSON_IsNumber(json_get(json, key))
				    ? "\"%s\" is a number; ids are strings of decimal digits"
				    : "\"%s\" is missing or no id (a string of decimal digits)",
			    key);
	return false;
}
