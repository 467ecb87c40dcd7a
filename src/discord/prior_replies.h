/* What the bot answered in a channel before its books were restored: told by what it answers, not
 * by its words, which may have changed. */
#ifndef DISCORD_PRIOR_REPLIES_H
#define DISCORD_PRIOR_REPLIES_H

#include "base/arena.h"
#include "base/json.h"
#include "record/record.h"

struct answered {
	struct arena arena;
	struct own_message *messages, **last;
};

/* Takes note of MESSAGE of the channel if it is of the user OWN_ID and answers something. */
void answered_add(struct answered *answered, const cJSON *message, uint64_t own_id);
/* The message that answers what DELIVERY answers; 0: none is known. It is a reply to it, or a
 * digest that replies to something as new and has an entry of the same words; with BY_AUTHOR, an
 * entry for the same author that is nobody else's. An entry is given once. */
uint64_t answered_find(struct answered *answered, const struct delivery *delivery, bool by_author);
void answered_free(struct answered *answered);

#endif
