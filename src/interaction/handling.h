/* What an interaction asks for, and what is told or shown without the books. */
#ifndef INTERACTION_HANDLING_H
#define INTERACTION_HANDLING_H

#include "interaction/payload.h"

enum interaction_step {
	INTERACTION_TELL,  /* a text, for the person's eyes: nothing is booked */
	INTERACTION_SHOW,  /* the answer is there: a form */
	INTERACTION_APPLY, /* a record, for gl-apply */
	INTERACTION_ASK,   /* a query, for gl-choices */
};
/* What is to be done about JSON, of any kind but PING: OUT gets the record or query with its
 * newline, or the answer; *TEXT what the person is told, from ARENA or a constant. The record is
 * the one that the same text would give, with who may see its answer. */
enum interaction_step interaction_handle(struct arena *arena, const cJSON *json,
					 uint64_t application_id, struct buf *out,
					 const char **text);

/* Adds the answer to the interaction ASKED, which was INTERACTION_ASK, to JSON: OFFER is what
 * gl-choices printed, a line of LENGTH bytes and a NUL. False when it is no such line. */
bool interaction_offer(struct arena *arena, const cJSON *asked, const char *offer, size_t length,
		       struct buf *json);

#endif
