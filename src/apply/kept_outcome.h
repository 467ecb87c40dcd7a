/* The outcome of one record, kept beyond its chunk: for an interaction, whose answer is completed
 * once it is committed. */
#ifndef APPLY_KEPT_OUTCOME_H
#define APPLY_KEPT_OUTCOME_H

#include "base/arena.h"
#include "ledger/ledger.h"
#include "store/store.h"

struct kept_outcome {
	struct arena arena; /* of all texts below; arena_free() it */
	struct outcome outcome;
	uint64_t guild_id, author_id;
	const char *files; /* that go with the answer: JSON as of a post; NULL: none */
	bool any;          /* there is one: a record was decided */
	bool committing;   /* its COMMIT was begun: from then on it may be in the books */
};

/* What the log says of an interaction: columns of the query "interaction answer". */
struct logged_answer {
	const char *verb, *status, *text, *arguments, *site;
	const char *beside; /* JSON of whom the answer notifies and of its files; NULL: nothing */
	enum lang lang;
	int64_t transaction, batch; /* 0: none */
	int64_t seq;
};

/* Takes the outcome of RECORD, over what was kept before: a record is decided again where another
 * try is made. */
void kept_outcome_take(struct kept_outcome *kept, const struct record *record,
		       const struct outcome *outcome, const struct decision *decision);

/* Says that its COMMIT begins: to whoever reads the output by an empty line. Where the output ends
 * without one, nothing was booked. */
void kept_outcome_committing(struct kept_outcome *kept);

/* Finds the row of the log that answers the interaction of KEPT: its own, or that of its first
 * delivery. False where there is none. A duplicate's outcome takes verb, text, transaction,
 * batch, pings and files of it, so that its answer is the first one's. */
bool kept_outcome_complete(struct kept_outcome *kept, struct store *store,
			   struct logged_answer *logged);

#endif
