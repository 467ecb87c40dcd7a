/* An outcome's text, for the person who asked. */
#include "interaction/answer.h"

#include "discord/split.h"
#include "interaction/payload.h"
#include "interaction/response.h"

bool interaction_answer(struct arena *arena, const cJSON *asked, const char *outcome, size_t length,
			struct buf *json)
{
	const char *why, **parts;
	const cJSON *read = json_object(arena, outcome, length, &why);
	const char *text = read ? json_text(read, "text") : NULL;
	if (!read)
		return false;
	if (interaction_kind_of(asked) == INTERACTION_AUTOCOMPLETE) {
		response_no_choices(json);
		return true;
	}
	if (!text)
		return false;
	split_text(arena, text, MESSAGE_POINTS, &parts);
	response_private(json, parts[0]);
	return true;
}
