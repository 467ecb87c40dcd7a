/* The types that this program knows. */
#include "interaction/payload.h"

#include <string.h>

enum interaction_kind interaction_kind_of(const cJSON *json)
{
	int64_t type = json_integer(json, "type", 0);
	return type >= INTERACTION_PING && type <= INTERACTION_FORM ? (enum interaction_kind)type
								    : INTERACTION_UNKNOWN;
}

enum lang interaction_lang(const cJSON *json)
{
	const char *locale = json_text(json, "locale");
	return locale && strncmp(locale, "es", 2) == 0 ? LANG_ES : LANG_EN;
}

bool interaction_record(struct arena *arena, const cJSON *json, struct buf *line,
			const char **refusal)
{
	const char *id = json_text(json, "id");
	(void)arena;
	if (!id) {
		*refusal = "There is no id.";
		return false;
	}
	buf_text(line, "{\"type\":\"command\",\"source\":\"interaction\",\"message_id\":");
	buf_json(line, id);
	buf_text(line, "}\n");
	return true;
}
