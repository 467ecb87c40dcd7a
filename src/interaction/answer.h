/* What the books said, as an answer that Discord takes: a message of its own, or what becomes of
 * the message that was pressed.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object
 */
#ifndef INTERACTION_ANSWER_H
#define INTERACTION_ANSWER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"

/* A line of JSON: LENGTH bytes and a NUL. */
struct json_line {
	const char *bytes;
	size_t length;
};

/* Adds the answer to the interaction ASKED to BODY: OUTCOME is what gl-apply printed of RECORD.
 * *MEDIA_TYPE becomes that of an answer with files, from ARENA; it stays as it is where BODY is
 * JSON. Whatever the outcome says, the answer is within Discord's limits. A refusal is for the eyes
 * of the person who asked; so is all that the record calls private. False when there is no outcome
 * in that line. */
bool interaction_answer(struct arena *arena, const cJSON *asked, struct json_line record,
			struct json_line outcome, struct buf *body, const char **media_type);

#endif
