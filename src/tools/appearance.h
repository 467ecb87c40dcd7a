/* How an answer looks: the title and colour of its embed, and the button that opens its page on the
 * guild's site. */
#ifndef TOOLS_APPEARANCE_H
#define TOOLS_APPEARANCE_H

#include "record/record.h"
#include "store/store.h"

/* What the log and the settings say of a delivery. */
struct answered_command {
	uint64_t guild_id, author_id;
	enum delivery_kind kind;
	bool whole;                /* its words are the answer in the log, not words of its own */
	const char *verb, *status; /* NULL: nobody's command asked for it */
	const char *arguments;     /* as JSON; NULL: forgotten, or not asked for */
	const char *site;          /* the setting site.url; NULL or "-": none */
	const char *content;
	enum lang lang;
	int64_t transaction, batch; /* 0: none */
};

/* From ARENA; empty for what goes as plain text. */
struct appearance appearance_of(struct store *store, struct arena *arena,
				const struct answered_command *command);

#endif
