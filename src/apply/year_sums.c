/* What a year moved, for the rule that closes it. */
#include "apply/year_sums.h"

#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/currency_code.h"
#include "ledger/lookups.h"
#include "ledger/years.h"

struct reading {
	struct books *books;
	struct year_books *year;
	struct year_sum **end;
};

static bool take_first(void *context, const struct value *values)
{
	struct year_books *year = context;
	year->any = values[0].kind == VALUE_INTEGER;
	year->first_open = values[0].integer;
	return false;
}

static bool take_sum(void *context, const struct value *values)
{
	struct reading *reading = context;
	wide amount = value_wide(&values[2]);
	if (!amount)
		return true;
	struct year_sum *sum = arena_alloc(&reading->books->chunk, sizeof *sum);
	*sum = (struct year_sum){ .account_id = values[0].integer,
				  .fits = amount <= INT64_MAX && amount > INT64_MIN };
	sum->amount = sum->fits ? (int64_t)amount : 0;
	currency_code_copy(sum->currency, value_words(&values[1]));
	*reading->end = sum;
	reading->end = &sum->next;
	books_want(reading->books, WANTED_ACCOUNT, reading->year->guild_id,
		   (uint64_t)sum->account_id, NULL);
	return true;
}

static void bring_year(struct store *store, struct books *books, struct year_books *year)
{
	struct reading reading = { books, year, &year->first };
	struct binding bindings[] = {
		bind_id(":guild", year->guild_id),
		bind_integer(":closed", books_guild(books, year->guild_id)->closed_until),
		bind_integer(":ends", year->ends),
	};
	store_write(store, books);
	store_query(store, "year first open", bindings, 3, take_first, year);
	store_query(store, "year sums", bindings, 3, take_sum, &reading);
	if (!STAILQ_EMPTY(&books->wanted) && !store_load(store, books))
		fail(EX_SOFTWARE, "the books were changed within a transaction");
}

void bring_year_sums(struct store *store, struct books *books, const struct record *record)
{
	books->years = NULL;
	for (int64_t year = 0; (year = ledger_closes_year(books, record, year));) {
		const struct guild *guild = books_guild(books, record->command.guild_id);
		bring_year(store, books, ledger_add_year(books, guild, year));
	}
}
