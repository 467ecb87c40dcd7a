/* Forms that Discord shows: what they ask for, and what comes back. A field's custom_id is the name
 * of an option, as slash_parse() takes it.
 * https://discord.com/developers/docs/components/reference#label */
#ifndef INTERACTION_FORM_H
#define INTERACTION_FORM_H

#include "interaction/chosen.h"

/* Writes the answer that opens a form: for the amount of a part of what waits by NUMBER. */
void form_write_part(struct buf *json, struct arena *arena, enum lang lang, int64_t number);

/* The same to close the batch: a field for each account and currency to count; those that do not
 * fit share one, a line each. BOOK: a difference is to be booked, unless the person chooses
 * otherwise. */
struct form_count {
	const char *account, *currency;
};
void form_write_close(struct buf *json, struct arena *arena, enum lang lang,
		      const struct form_count *counts, size_t count, bool book);

/* Reads a form that came back, as the command that it makes. False when it is none of ours. */
bool form_read(struct arena *arena, const struct interaction *interaction, struct chosen *chosen);

#endif
