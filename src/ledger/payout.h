/* A date of a payment or payroll, and whom it pays. */
#ifndef LEDGER_PAYOUT_H
#define LEDGER_PAYOUT_H

#include "base/buf.h"
#include "ledger/verb_support.h"
#include "ledger/schedules.h"
#include "ledger/verb_support.h"

/* One date that is to be paid. */
struct payout {
	struct verb_context *context;
	struct schedule *schedule;
	struct account *payer;
	int64_t day;
	bool again;         /* it was tried before, on an earlier day */
	struct line *lines; /* of the payer, then of each payee */
	size_t count;       /* payees */
	int64_t total;
	struct buf passed;   /* names of those who are passed over */
	struct buf payable;  /* words of the others, as the record has them: "@11 hall" */
	struct buf left_out; /* words of those who are passed over now */
};

/* Fills in, for PAYOUT with its schedule and payer, LINES and COUNT with those whom the record
 * names and who can be paid, once each, and the three lists, which the caller frees. Whoever was
 * passed over when a run was asked for that is approved now ("passed") is passed over again: the
 * amount that was approved is without them. */
void gather_payees(struct payout *payout);

#endif
