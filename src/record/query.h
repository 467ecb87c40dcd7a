/* A question of gl-interaction's to gl-choices, which has the books: what somebody can choose while
 * they type an option, or what a form asks for. It leaves no row in the log. */
#ifndef RECORD_QUERY_H
#define RECORD_QUERY_H

#include "record/record.h"

struct query {
	uint64_t guild_id;
	struct author author; /* with the roles of now */
	enum lang lang;
	const char *verb;   /* English name */
	const char *option; /* of the slash command, English; NULL: the fields of the verb's form */
	const char *text;   /* what is typed so far */
	const char *setting; /* that the option "setting" names; NULL: none */
};
/* Appends one line with its newline. */
void record_write_query(struct buf *out, const struct query *query);
/* Reads LINE of LENGTH bytes and a NUL; texts live in ARENA. False and *WHY as record_read(). */
bool record_read_query(struct arena *arena, const char *line, size_t length, struct query *query,
		       const char **why);

#endif
