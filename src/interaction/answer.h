/* What the books said, as an answer that Discord takes.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object
 */
#ifndef INTERACTION_ANSWER_H
#define INTERACTION_ANSWER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"

/* Adds the answer to the interaction ASKED, whose outcome (of an autocompletion: the choices) is
 * OUTCOME, a line of LENGTH bytes and a NUL. False when that is no outcome. */
bool interaction_answer(struct arena *arena, const cJSON *asked, const char *outcome, size_t length,
			struct buf *json);

#endif
