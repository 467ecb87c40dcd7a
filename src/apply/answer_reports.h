/* What answers take of reports. src/apply is above src/report and must not include it: whoever
 * starts a chunk of records passes them in (src/report/for_answers.h has them). */
#ifndef APPLY_ANSWER_REPORTS_H
#define APPLY_ANSWER_REPORTS_H

#include "base/buf.h"
#include "ledger/ledger.h"
#include "store/store.h"

/* The guild's zone is in use; what is pending has been written. FILES gets a JSON list, as the
 * outbox holds it. */
struct answer_reports {
	/* The answer to COMMAND, which asks INQUIRY, as text for Discord, and files that go with
	 * it. False when it cannot be served: TEXT then says why. */
	bool (*answer)(struct store *store, const struct guild *guild,
		       const struct command *command, const struct inquiry *inquiry,
		       struct buf *text, struct buf *files);
	/* The sheet of the closed batch, in the guild's language; what does not fit goes with it as
	 * a file. TOTALS and NOT_COUNTED (NULL: all was) are text for it. */
	void (*sheet)(struct store *store, const struct guild *guild, int64_t batch,
		      const char *totals, const char *not_counted, struct buf *text,
		      struct buf *files);
	/* All that is kept on USER_ID, up to a log row and a transaction, as a file. */
	void (*data)(uint64_t user_id, int64_t seq, int64_t transaction, struct buf *files);
};

#endif
