/* What goes out by the outbox, and what became of it. Private to the ledger. */
#ifndef LEDGER_OUTBOX_H
#define LEDGER_OUTBOX_H

#include "ledger/verb_support.h"

/* SEQ is that of the log row, whose text is a reply's content unless another is set. */
struct delivery_row *add_delivery(struct books *books, struct guild *guild, enum delivery_kind kind,
				  int64_t seq);
struct delivery_row *add_reply(struct books *books, struct guild *guild, uint64_t channel_id,
			       uint64_t message_id, int64_t seq);
/* What DECISION, of log row SEQ, tells those whom it concerns: pings in REPLY (NULL: there is
 * none), direct messages. */
void add_notices(struct books *books, struct guild *guild, const struct decision *decision,
		 struct delivery_row *reply, int64_t seq);
/* Where reports go; 0: the guild named no channel. */
uint64_t report_channel(const struct guild *guild);
/* Keeps in the outbox what became of deliveries, and nothing else. */
void settle_deliveries(struct books *books, const struct delivered *delivered);
/* Whether Discord said no to it for good. */
bool delivery_failed(const struct delivered *delivered);
/* What became of deliveries. */
void apply_delivered(struct books *books, struct guild *guild, const struct delivered *delivered,
		     struct decision *decision);
/* The result of a direct message. */
void apply_message_result(struct books *books, struct guild *guild,
			  const struct delivered *delivered,
			  const struct fetched_delivery *delivery, struct decision *decision);

#endif
