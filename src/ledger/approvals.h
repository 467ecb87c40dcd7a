/* Two pairs of eyes: what is above approval.over waits for a second person. */
#ifndef LEDGER_APPROVALS_H
#define LEDGER_APPROVALS_H

#include "ledger/schedules.h"
#include "ledger/verb_support.h"

/* Whether what is about to be booked waits for a second person, or for a confirmation by who pays:
 * then the row is made and the answer set. Everything else allows it already. post_transaction()
 * asks by itself. */
bool approval_asked(struct verb_context *context, const struct line *lines, size_t count,
		    const char *memo, int64_t reverses);

/* What a command would do that posts nothing itself, or a run that posts much: the command is kept
 * with its arguments, and done once it is approved. */
struct proposal {
	int64_t amount;                  /* minor units: all that would move */
	const char *currency;            /* NULL: it is no amount */
	const struct account *from, *to; /* NULL: none, or several */
	const char *memo;                /* NULL: none */
	int64_t target;                  /* the transaction that would be reversed; 0: none */
	/* WHO… with every role expanded ("@11 @12"), which the row keeps for the argument
	 * "payees"; NULL: the command has none, or no role in it. */
	const char *payees;
	const char *passed; /* those who are left out of it, kept as "passed"; NULL or "": nobody */
	/* Of a run: whose it is, and the day that is due. */
	const struct schedule *schedule;
	int64_t period;
	const struct verb *as; /* which verb's threshold counts; NULL: the command's own */
	bool unbounded;        /* it is above every threshold */
	bool must_wait;        /* whether there is a threshold or not */
};
/* Whether it waits: the row is made and the answer set. False: it is to be done now. Asked by verbs
 * of which post_transaction() does not know the total (charge, runs of dues and payrolls), or which
 * post nothing (account limit, every … from, config). */
bool propose(struct verb_context *context, const struct proposal *proposal);
/* Whether AMOUNT by VERB is for a second person to approve, by approval.over, .day and .verbs. */
bool is_above_threshold(struct verb_context *context, const struct verb *verb, int64_t amount,
			const char *currency);
/* Whether the row is a run that nobody asked for, since whoever made its schedule left: then an
 * operator may approve it, too, who is nobody here. False before RULES_DEBTS. */
bool is_run_of_leaver(const struct verb_context *context, const struct waiting *row);
/* The same as propose() for an amount alone. */
bool propose_amount(struct verb_context *context, int64_t amount, const char *currency);

/* Asks a treasurer to pay ACCOUNT's expense to the author, who laid it out: a row that waits for
 * approval, whatever the threshold. */
void claim_expense(struct verb_context *context, struct account *account);

/* When COMMAND, of TIME, asks for an approval (Unix milliseconds), from which approval.days count.
 * A run that gl-due prints late says so ("asked"): its TIME is when it was due, and nobody could
 * answer then. */
#define ASKED_KEY "asked"
int64_t approval_asked_at(const struct command *command, int64_t time);

/* "Above 100.00 EUR another treasurer approves.", of VERB in the main currency; NULL: nobody does.
 * From the chunk's arena. */
const char *approval_sentence(const struct verb_context *context, const struct verb *verb);

/* Whether somebody of the guild, other than the author and the owners of FROM and TO, could approve
 * now. Treasurers must be loaded: want_approvers(). */
bool others_approve(struct verb_context *context, const struct account *from,
		    const struct account *to);
void want_approvers(struct books *books, const struct guild *guild);
/* What the rules of approvals, confirmations, limits and budgets look up for COMMAND of VERB. */
void want_controls(struct books *books, const struct command *command, const struct verb *verb);

#endif
