/* What Discord's refusals mean, and their mend.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes */
#ifndef DISCORD_REFUSAL_H
#define DISCORD_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/json.h"

/* Whether the same request may do better later: rate limits, overload, outages. */
bool refusal_passes(int http, int64_t code);
/* What an admin can do about CODE (or HTTP where there is none), in English; "" when nothing is known. */
const char *refusal_mend(int http, int64_t code);
/* Appends Discord's own words: message, and the first leaf of its nested "errors". */
void refusal_message(struct buf *out, const cJSON *body);

/* Whether what a message says (or its size) was refused, not where or by whom it is said: other words may pass. */
bool refusal_of_words(int http, int64_t code);

#endif
