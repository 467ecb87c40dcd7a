/* Payments, movements and spending, as they were loaded. */
#include "store/usage_rows.h"

#include "ledger/usage.h"
#include "store/row_loaders.h"

void fill_payment(struct books *books, struct user *user, const struct value *row)
{
	struct payment payment = { .transaction = row[0].integer,
				   .time = row[1].integer,
				   .amount = row[3].integer,
				   .verb = row[4].text,
				   .reversed = row[5].integer != 0 };
	take_currency(payment.currency, &row[2]);
	books_add_payment(books, user, &payment);
}

void fill_moved(struct books *books, struct mover *mover, const struct value *row)
{
	struct moved moved = { .verb = row[0].text,
			       .time = row[1].integer,
			       .amount = row[3].integer };
	take_currency(moved.currency, &row[2]);
	books_add_moved(books, mover, &moved);
}

void fill_spending(struct books *books, struct account *account, const struct value *row)
{
	struct spending spending = { .time = row[1].integer, .amount = row[2].integer };
	take_currency(spending.currency, &row[0]);
	books_add_spending(books, account, &spending);
}
