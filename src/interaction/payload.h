/* What Discord's JSON asks for.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
#ifndef INTERACTION_PAYLOAD_H
#define INTERACTION_PAYLOAD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"

enum interaction_kind { /* Discord's types */
			INTERACTION_UNKNOWN = 0,
			INTERACTION_PING = 1,
			INTERACTION_COMMAND = 2,
			INTERACTION_BUTTON = 3, /* of a message: also a choice of its list */
			INTERACTION_AUTOCOMPLETE = 4,
			INTERACTION_FORM = 5, /* sent in */
};
enum interaction_kind interaction_kind_of(const cJSON *json);

/* The language of the person who asks. */
enum lang interaction_lang(const cJSON *json);

/* Adds the record that JSON asks to be applied to LINE (of an autocompletion: the query), with its
 * newline. False when nothing is to be applied: *REFUSAL is what the person is told, from ARENA or
 * a constant. */
bool interaction_record(struct arena *arena, const cJSON *json, struct buf *line,
			const char **refusal);

#endif
