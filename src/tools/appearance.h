/* How an answer looks: the title and colour of its embed, the button that opens its page on the
 * guild's site, and the buttons that decide what it names. */
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
	bool buttons;      /* what it names can be decided below it */
	int64_t about;     /* the number of what waits that it names, or the first of a lot; 0: by
			      SEQ, or nothing */
	int64_t seq;       /* of its row of the log; 0: none */
	const char *pings; /* of a notice: whom it pings, ids with one space between; NULL: all read
			      it */
};

/* From ARENA; empty for what goes as plain text. */
struct appearance appearance_of(struct store *store, struct arena *arena,
				const struct answered_command *command);

#endif
