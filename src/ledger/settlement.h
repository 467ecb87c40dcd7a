/* What accounts owe: open rows of dues (WAITING_DUES) and of what schedules could not pay
 * (WAITING_OWE). They pay themselves, oldest first, as soon as money comes in. */
#ifndef LEDGER_SETTLEMENT_H
#define LEDGER_SETTLEMENT_H

#include "ledger/verb_support.h"
#include "ledger/waiting.h"

/* What is owed from a date on. */
struct debt {
	enum waiting_kind kind; /* WAITING_DUES, WAITING_OWE */
	struct account *payer, *payee;
	const char *currency;
	int64_t amount;      /* minor units */
	int64_t due, period; /* days */
	int64_t schedule;    /* its number */
	const char *memo;    /* NULL: none */
	uint64_t channel_id; /* where it is spoken of; 0: nowhere */
};
/* A row of it, open: nobody asked for it but the schedule. */
struct waiting *add_debt(struct verb_context *context, const struct debt *debt);

/* Pays of what the account owes in CURRENCY what is oldest first, whole rows only, while the
 * account has enough; as at a due date. Rows that could not be paid stay open. */
void settle_account(struct verb_context *context, struct account *account, const char *currency);
/* The same for each account that the accepted command credited, and for whom that credits in turn;
 * of a refused command nothing. Empties books->credited. */
void settle_debts(struct verb_context *context);

/* Books AMOUNT for a row of any kind by which a member pays, since they decide so, and adds it to
 * what is paid: it counts for their limits, which let it pass before. False after a refusal. */
bool pay_row(struct verb_context *context, struct waiting *row, int64_t amount);
/* The same of a row that pays itself: it counts for no limit, and where it cannot be paid the
 * decision is left as it was. */
bool pay_row_quietly(struct verb_context *context, struct waiting *row, int64_t amount);

/* Books what a member pays FROM their account TO another: first the rows that they owe to it,
 * oldest first, also in part; what is left as a plain payment with the memo. All of it, or nothing
 * after a refusal. *PAID is what open rows took: a sentence behind the answer; NULL: none did. */
bool post_payment(struct verb_context *context, struct account *from, struct account *to,
		  const struct sum *sum, const char **paid);

#endif
