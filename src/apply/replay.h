/* The log applied again. */
#ifndef APPLY_REPLAY_H
#define APPLY_REPLAY_H

#include "apply/answer_reports.h"
#include "store/store.h"

/* Told where the log cannot be applied: WHY, of a row of it. */
typedef void replay_fault(void *context, int64_t guild_id, int64_t seq, const char *why);

struct replay_request {
	uint64_t guild_id; /* 0: all */
	const struct answer_reports *reports;
	replay_fault *fault;
	void *context;
};
/* Applies the log in STORE to fresh temporary books, by the rules that gl-apply uses, and returns
 * them; NULL when the log does not say how they began. */
struct store *replay_log(struct store *store, const struct replay_request *request);

#endif
