/* The books' balance of a day by the bank's days, and what may be why a statement says another. */
#include "apply/statement_comparison.h"

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/statement_check.h"

enum { BINDINGS = 9 };
/* Of looking for what explains a difference, which is no more than a help: steps of SQLite, or time
 * on a server. */
static const struct work_limit search_limit = { .steps = 40 * 1000 * 1000, .ms = 800 };

struct looking {
	struct books *books;
	const struct guild *guild;
	struct statement_check *check;
	size_t taken; /* by the query at hand */
};

static bool take_balance(void *context, const struct value *values)
{
	struct statement_check *check = context;
	wide balance = value_wide(&values[0]);
	check->fits = balance <= INT64_MAX && balance > INT64_MIN;
	check->books = check->fits ? (int64_t)balance : 0;
	if (values[1].kind != VALUE_TEXT || !day_parse(values[1].text, &check->first_listed))
		check->first_listed = NO_DAY;
	return false;
}

static struct open_item *add_item(struct looking *looking, const struct value *text)
{
	struct statement_check *check = looking->check;
	if (looking->taken++ == MOST_OPEN_ITEMS) {
		check->more = true;
		return NULL;
	}
	struct open_item *item = &check->items[check->count++];
	if (text->kind == VALUE_TEXT)
		item->text = arena_strdup(&looking->books->chunk, text->text);
	return item;
}

static bool take_entry(void *context, const struct value *values)
{
	struct looking *looking = context;
	struct open_item *item = add_item(looking, &values[3]);
	if (!item)
		return false;
	item->kind = OPEN_BY_HAND;
	item->transaction = values[0].integer;
	item->day = day_at(looking->guild->zone, values[1].integer);
	item->amount = values[2].integer;
	return true;
}

static bool take_line(void *context, const struct value *values)
{
	struct looking *looking = context;
	struct open_item *item = add_item(looking, &values[4]);
	if (!item)
		return false;
	item->kind = values[3].integer ? OPEN_TO_SORT : OPEN_WAITS;
	item->number = values[0].integer;
	if (!day_parse(values[1].text, &item->day))
		item->day = looking->check->day;
	item->amount = values[2].integer;
	return true;
}

static int64_t begin_of(const struct guild *guild, int64_t day)
{
	return day == NO_DAY ? 0 : day_instant(guild->zone, day, 0);
}

/* All that is open up to the day, the newest first. */
static void find_open(struct store *store, struct looking *looking, const struct binding *bindings)
{
	struct statement_check *check = looking->check;
	check->items =
		arena_alloc(&looking->books->chunk, sizeof *check->items * 2 * MOST_OPEN_ITEMS);
	store_limit_work(store, search_limit);
	store_query(store, "reconcile lines", bindings, BINDINGS, take_line, looking);
	looking->taken = 0;
	store_query(store, "reconcile by hand", bindings, BINDINGS, take_entry, looking);
	check->more |= store_end_limit(store);
}

void compare_statement(struct store *store, struct books *books, const struct record *record,
		       struct decision *decision)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	struct statement_check *check = decision->check;
	struct looking looking = { books, guild, check, 0 };
	char day[DAY_TEXT_SIZE];
	struct binding bindings[BINDINGS] = {
		bind_id(":guild", guild->guild_id),
		bind_id(":account", check->account->key.id),
		bind_text(":currency", check->currency->code),
		bind_text(":day", day_format(check->day, day)),
		bind_integer(":end", begin_of(guild, check->day + 1)),
		bind_integer(":agreed", check->agreed_to),
		bind_integer(":agreed_end", check->agreed_day == NO_DAY
						    ? 0
						    : begin_of(guild, check->agreed_day + 1)),
		bind_id(":to_sort", guild->to_sort ? guild->to_sort->key.id : 0),
	};
	store_write(store, books);
	store_query(store, "reconcile books", bindings, BINDINGS - 1, take_balance, check);
	bindings[BINDINGS - 1] = bind_integer(":first", begin_of(guild, check->first_listed));
	if (!check->fits || check->books != check->statement)
		find_open(store, &looking, bindings);
	ledger_compared(books, record, decision);
}
