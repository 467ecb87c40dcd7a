/* Deciding what waits: one order of checks for all kinds; each kind has its own rules. */
#ifndef LEDGER_DECISIONS_H
#define LEDGER_DECISIONS_H

#include "ledger/verb_support.h"
#include "ledger/waiting.h"

/* What a kind of waiting row does. All refuse by themselves, and then change nothing. */
struct waiting_kind_rules {
	/* Who asked for it decides it, too: of confirmations. */
	bool asker_decides;
	/* It may be accepted in parts: `accept 41 5`. */
	bool in_parts;
	/* Cancelled by treasurers, on behalf of the community; else by who asked. */
	bool of_community;
	/* The row is open, not over, and the author decides it. AMOUNT: the part that is accepted,
	 * minor units; what is open of the row where nothing was said. */
	void (*accept)(struct verb_context *context, struct waiting *row, int64_t amount);
	/* NULL: it cannot be declined (not_declinable). REASON may be NULL. */
	void (*decline)(struct verb_context *context, struct waiting *row, const char *reason);
	/* Takes back what goes with the row, which is cancelled then; NULL: nothing does. */
	bool (*cancel)(struct verb_context *context, struct waiting *row, const char *reason);
	/* What happens besides when the row ends by itself; NULL: nothing. */
	void (*expire)(struct verb_context *context, struct waiting *row);
	/* Tells whoever decides it again; NULL: it cannot be reminded of. */
	void (*remind)(struct verb_context *context, struct waiting *row);
};
extern const struct waiting_kind_rules registration_kind_rules, approval_kind_rules,
	request_kind_rules, charge_kind_rules, dues_kind_rules, owe_kind_rules, hold_kind_rules,
	confirm_kind_rules, undo_kind_rules, line_kind_rules;
const struct waiting_kind_rules *rules_of_kind(enum waiting_kind kind); /* NULL: nobody decides it
									 */

/* A new row that waits, asked for by the author at the time of the record: its number, who asked,
 * lot and channel are set; whoever calls fills the rest, then calls list_waiting(). The decision
 * names it to whoever reads outcomes. */
struct waiting *add_waiting(struct verb_context *context, enum waiting_kind kind);
void list_waiting(struct verb_context *context, struct waiting *row);
/* Ends a row that waits, by the author at the time of the record. CODE: why, where it failed or
 * something else ended it; NULL: somebody decided. */
void end_waiting(struct verb_context *context, struct waiting *row, enum waiting_state state,
		 const char *code);
/* Adds what was booked for the row to what is paid; the whole amount accepts it. */
void add_paid(struct verb_context *context, struct waiting *row, int64_t amount);
/* Whether the row is over at the time of the record, marked so or not. */
bool waiting_is_over(const struct verb_context *context, const struct waiting *row);
/* The instant at which the row is over, Unix milliseconds; 0: never. */
int64_t end_of_waiting(const struct verb_context *context, const struct waiting *row);
/* Whether the row waits, and is not over; refuses otherwise. */
bool still_open(struct verb_context *context, const struct waiting *row);
/* The row that the argument "n" names; NULL after a refusal. */
struct waiting *named_row(struct verb_context *context);
/* Whether the author asked for the row. An operator counts as one person; what a schedule asked
 * for, nobody did. */
bool author_asked(const struct verb_context *context, const struct waiting *row);
/* Whether the author decides the row, without a refusal. */
bool decides(const struct verb_context *context, const struct waiting *row);
/* approve, and reject, as before RULES_MONTH: of registrations alone (registration.c). */
void decide_registration_by_old_rules(struct verb_context *context, bool approve);
/* A refusal with CODE at a decision is for good: the row fails with it. */
bool fails_for_good(const char *code);

#endif
