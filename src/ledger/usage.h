/* What limits, thresholds and budgets count of what was booked: payments of a member, movements of
 * an office holder, spending of an account. Loaded where one of them is set; then kept in step with
 * what is posted. */
#ifndef LEDGER_USAGE_H
#define LEDGER_USAGE_H

#include "ledger/pending_rows.h"
#include "ledger/verb_support.h"

/* NULL: not loaded. */
struct mover *guild_mover(const struct guild *guild, uint64_t user_id);
/* What a store, or a rule that books, adds; texts are copied. Payments and spending come in rising
 * order. */
struct mover *books_add_mover(struct books *books, struct guild *guild, uint64_t user_id);
void books_add_moved(struct books *books, struct mover *mover, const struct moved *moved);
void books_add_payment(struct books *books, struct user *user, const struct payment *payment);
void books_add_spending(struct books *books, struct account *account,
			const struct spending *spending);
/* The newest payment by `pay` that was not reversed, of the loaded ones; NULL: none. */
const struct payment *last_payment(const struct user *user);
/* NULL: none. */
struct budget *guild_budget(const struct guild *guild, int64_t account_id, const char *currency);

/* Notes what was posted as ROW. */
void count_usage(struct verb_context *context, const struct line *lines, size_t count,
		 const struct transaction_row *row);

#endif
