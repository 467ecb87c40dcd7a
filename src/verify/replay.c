/* The books that the log gives, held against those that are there. */
#include "verify/replay.h"

#include "apply/replay.h"
#include "verify/compare.h"

static void add_fault(void *context, int64_t guild_id, int64_t seq, const char *why)
{
	struct faults *faults = context;
	fault_add(faults, CHECK_REPLAY, "commands", row_key(faults, "%jd/%jd", guild_id, seq), "%s",
		  why);
}

void verify_replay(struct store *store, uint64_t guild_id, bool answers,
		   const struct answer_reports *reports, struct faults *faults)
{
	struct replay_request request = {
		.guild_id = guild_id, .reports = reports, .fault = add_fault, .context = faults
	};
	struct store *given = replay_log(store, &request);
	if (!given)
		return;
	compare_books(store, given, guild_id, answers, faults);
	store_close(given);
}
