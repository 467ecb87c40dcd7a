/* What gl-apply's log says of each record: who asked for what, and what came of it. */
#ifndef APPLY_DECISION_LOG_H
#define APPLY_DECISION_LOG_H

#include "ledger/ledger.h"

/* One line, held back until log_release(): what a person or a timer asked for at the level info,
 * all else at debug. It names people by their ids, and holds no memo, name or other free text: the
 * log outlives what is forgotten in the books. BOOKED is the first entry that RECORD booked, its
 * last one ends the list; NULL: it booked nothing. */
void log_decided(const struct books *books, const struct record *record,
		 const struct decision *decision, const struct entry_row *booked);

#endif
